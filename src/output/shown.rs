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

    /// Which rows of a table are shown.
    pub(super) fn rule(&self, spec: &TableSpec) -> Rule<'_> {
        let column = |name: &str| spec.columns.iter().position(|column| column.name == name);
        let Some((last, facility)) = self.only_totals_but_in.as_deref().zip(column("facility")) else {
            return Rule(None);
        };
        let ends = column("role").zip(column("period")).filter(|_| spec.name == "gap");
        Rule(Some((facility, ends.map(|(role, period)| (role, period, last)))))
    }
}

/// Which rows of one table are shown: the place of `facility`; where facilities are compared, those of `role` and `period`
/// and the last period. Nothing where every row is shown.
pub(super) struct Rule<'s>(Option<(usize, Option<Compared<'s>>)>);

/// The places of `role` and `period`, and the last period.
type Compared<'s> = (usize, usize, &'s str);

impl Rule<'_> {
    /// True if a row is shown; `text` gives its cells by the places of their columns.
    pub fn shows<'t>(&self, text: impl Fn(usize) -> &'t str) -> bool {
        let Some((facility, ends)) = &self.0 else { return true };
        let facility = text(*facility);
        let compared = |&(role, period, last): &Compared<'_>| text(role) == "*" && text(period) == last;
        facility == "*" || facility.starts_with("region:") || ends.as_ref().is_some_and(compared)
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
