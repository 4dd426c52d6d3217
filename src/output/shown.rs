//! Which rows of a run people are shown, in report, charts and terminal.
//!
//! Of few facilities everything is. Of many, a page with all of them would not be read, and keeping them would take memory
//! for each: then regions and totals are shown, and of each facility the gap of all its staff in the last period, from which
//! facilities are compared. The tables of the run always hold every row.

use super::results::OPENING;
use crate::domain::Case;
use crate::tables::TableSpec;

/// As many facilities are shown in full: what a large group has, and a page still can hold.
pub const SHOWN_IN_FULL: usize = 100;

/// Which rows are shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The last period, where facilities are not shown in full.
    only_totals_but_in: Option<String>,
}

impl Shown {
    /// Every row.
    pub fn everything() -> Self {
        Self { only_totals_but_in: None }
    }

    /// Totals, and the gap of all staff of a facility in the last period.
    pub fn totals(case: &Case) -> Self {
        let last = case.settings.horizon.rows.last().map_or_else(|| OPENING.to_owned(), |row| row.label.clone());
        Self { only_totals_but_in: Some(last) }
    }

    /// What is shown of a case.
    pub fn of(case: &Case) -> Self {
        if case.facilities.len() <= SHOWN_IN_FULL { Self::everything() } else { Self::totals(case) }
    }

    /// True if a row of a table is shown; `text` gives its cells by the names of their columns.
    pub(super) fn shows<'t>(&self, spec: &TableSpec, text: impl Fn(&str) -> &'t str) -> bool {
        let Some(last) = &self.only_totals_but_in else { return true };
        if !spec.columns.iter().any(|column| column.name == "facility") {
            return true;
        }
        let facility = text("facility");
        let is_total = facility == "*" || facility.starts_with("region:");
        is_total || spec.name == "gap" && text("role") == "*" && text("period") == last
    }
}

/// That facilities are not shown in full, and where they are; nothing where they are.
pub fn facilities_left_out(case: &Case) -> Option<String> {
    let count = case.facilities.len();
    (count > SHOWN_IN_FULL).then(|| {
        format!(
            "Of {count} facilities, more than {SHOWN_IN_FULL}, only totals, regions and the last period's gap are shown here; \
             every row of each facility is in tables/."
        )
    })
}
