//! The sentences of the list of customers.

use crate::chart::Labels;
use clientele_engine::analysis::customers::CustomerPage;

/// How few customers bring half of the revenue; how many there are, where there are no amounts. `is_all` when neither
/// filter nor search leaves anyone out.
pub(super) fn title(page: &CustomerPage, is_all: bool, has_amounts: bool, labels: &dyn Labels) -> String {
    let n = [("n", labels.count(page.n_rows as f64))];
    match page.n_rows {
        0 => labels.word("customers-none"),
        1 => labels.word("customers-one"),
        _ if !has_amounts => labels.phrase("customers-count", &n),
        _ if page.n_half == 0 => labels.phrase("customers-without-revenue", &n),
        _ => {
            let [n] = n;
            let args = [("half", labels.count(page.n_half as f64)), n];
            let key = match (page.n_half == 1, is_all) {
                (true, _) => "customers-half-one",
                (false, true) => "customers-half-all",
                (false, false) => "customers-half",
            };
            labels.phrase(key, &args)
        }
    }
}
