//! The pages of the list of customers that were answered, kept while the list is scrolled.
//!
//! All kept pages answer the same question: the first answer to another one replaces them all, so that rows
//! of two orders never stand in one table. Until it comes the rows before stay on the screen.

use super::Shared;
use crate::protocol::Context;
use clientele_engine::analysis::customers::{CustomerPage, CustomerQuery, CustomerRow, SortBy};
use std::collections::BTreeMap;

/// Pages kept at most; the ones farthest from the latest answer are forgotten first.
const MOST_PAGES: usize = 16;

/// What is listed, whichever page of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListKey {
    context: Context,
    search: String,
    sort: SortBy,
    is_descending: bool,
}

impl ListKey {
    /// What a query lists in a context.
    #[must_use]
    pub fn new(context: &Context, query: &CustomerQuery) -> Self {
        Self {
            context: context.clone(),
            search: query.search.clone(),
            sort: query.sort,
            is_descending: query.descending,
        }
    }
}

/// Pages by the index of their first row.
#[derive(Clone, Default, PartialEq)]
pub struct CustomerPages {
    asked: Option<ListKey>,
    answered: Option<ListKey>,
    pages: BTreeMap<u32, Shared<CustomerPage>>,
}

impl CustomerPages {
    /// Notes what the next answer is about.
    pub(super) fn note_asked(&mut self, key: ListKey) {
        self.asked = Some(key);
    }

    /// Keeps an answer to what was asked last.
    pub(super) fn keep(&mut self, page: Shared<CustomerPage>) {
        if self.answered != self.asked {
            self.pages.clear();
            self.answered.clone_from(&self.asked);
        }
        let offset = page.offset;
        self.pages.insert(offset, page);
        while self.pages.len() > MOST_PAGES {
            let farthest = self.pages.keys().copied().max_by_key(|kept| kept.abs_diff(offset));
            if let Some(farthest) = farthest {
                self.pages.remove(&farthest);
            }
        }
    }

    /// Whether the pages list what `key` lists.
    #[must_use]
    pub fn is_about(&self, key: &ListKey) -> bool {
        self.answered.as_ref() == Some(key)
    }

    /// Any page, for what all of them say: the number of rows, the columns.
    #[must_use]
    pub fn any(&self) -> Option<&Shared<CustomerPage>> {
        self.pages.values().next()
    }

    /// Whether the page from row `offset` on is kept.
    #[must_use]
    pub fn has(&self, offset: u32) -> bool {
        self.pages.contains_key(&offset)
    }

    /// The page with row `row_idx`, and its place there.
    #[must_use]
    pub fn find(&self, row_idx: u32) -> Option<(Shared<CustomerPage>, usize)> {
        let (offset, page) = self.pages.range(..=row_idx).next_back()?;
        let place = (row_idx - offset) as usize;
        (place < page.rows.len()).then(|| (page.clone(), place))
    }

    /// The rows of all kept pages.
    pub fn rows(&self) -> impl Iterator<Item = &CustomerRow> {
        self.pages.values().flat_map(|page| page.rows.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clientele_engine::data::Month;

    fn page(offset: u32, n_rows: u32) -> Shared<CustomerPage> {
        let row = |idx: u32| CustomerRow {
            id: format!("C-{}", offset + idx),
            name: String::new(),
            attributes: Vec::new(),
            segment: None,
            n_orders: 1,
            revenue: 1.0,
            profit: None,
            recency_days: 0,
            by_month: Vec::new(),
            p_alive: None,
            lifetime_value: None,
        };
        Shared::new(CustomerPage {
            n_rows: 100_000,
            offset,
            attributes: Vec::new(),
            rows: (0..n_rows).map(row).collect(),
            max_revenue: 1.0,
            n_half: 1,
            first_month: Month::default(),
        })
    }

    fn key(search: &str) -> ListKey {
        let context = Context::default();
        let query = CustomerQuery {
            search: search.to_owned(),
            sort: SortBy::Revenue,
            descending: true,
            offset: 0,
            limit: 200,
        };
        ListKey::new(&context, &query)
    }

    #[test]
    fn a_row_is_found_on_its_page_and_nowhere_else() {
        let mut pages = CustomerPages::default();
        pages.note_asked(key(""));
        pages.keep(page(200, 200));
        assert_eq!(
            pages.find(399).map(|(page, place)| page.rows[place].id.clone()),
            Some("C-399".to_owned())
        );
        assert!(pages.find(199).is_none() && pages.find(400).is_none());
    }

    #[test]
    fn the_answer_to_another_question_replaces_all_pages() {
        let mut pages = CustomerPages::default();
        pages.note_asked(key(""));
        pages.keep(page(0, 200));
        pages.note_asked(key("tea"));
        assert!(pages.has(0) && !pages.is_about(&key("tea")));
        pages.keep(page(200, 10));
        assert!(!pages.has(0) && pages.is_about(&key("tea")));
    }

    #[test]
    fn pages_far_from_the_latest_are_forgotten() {
        let mut pages = CustomerPages::default();
        pages.note_asked(key(""));
        for idx in 0..40 {
            pages.keep(page(idx * 200, 200));
        }
        assert!(!pages.has(0) && pages.has(39 * 200));
        assert_eq!(pages.rows().count(), MOST_PAGES * 200);
    }
}
