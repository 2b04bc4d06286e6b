//! The pages in their groups, and what they are called.

use crate::ui::charts::Icon;
use crate::ui::state::Route;

/// A numbered group of pages.
pub(super) struct PageGroup {
    /// Key of its name.
    pub(super) name: &'static str,
    /// Its sign on a phone.
    pub(super) icon: Icon,
    /// Its pages, in order.
    pub(super) pages: &'static [Route],
}

/// The groups, in the order of the four steps; groups without a page are left out.
pub(super) const GROUPS: [PageGroup; 3] = [
    PageGroup {
        name: "app-identify",
        icon: Icon::Person,
        pages: &[Route::Data, Route::Overview, Route::Customers],
    },
    PageGroup {
        name: "app-differentiate",
        icon: Icon::Grid,
        pages: &[Route::Segments, Route::Pareto, Route::LifetimeValue],
    },
    PageGroup { name: "app-interact", icon: Icon::Talk, pages: &[Route::Retention] },
];

/// The key of the name of a page.
#[must_use]
pub fn page_name(route: &Route) -> &'static str {
    match route {
        Route::Data => "app-page-data",
        Route::Overview => "app-page-overview",
        Route::Customers => "app-page-customers",
        Route::Customer(_) => "app-page-customer",
        Route::Segments => "app-page-segments",
        Route::Pareto => "app-page-pareto",
        Route::LifetimeValue => "app-page-lifetime-value",
        Route::Retention => "app-page-retention",
    }
}

/// Whether `page` is marked in the navigation while `shown` is on the screen.
pub(super) fn is_current(page: &Route, shown: &Route) -> bool {
    page == shown || (*page == Route::Customers && matches!(shown, Route::Customer(_)))
}
