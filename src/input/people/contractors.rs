//! Contracted labour.

use super::levers::{ends_later, places};
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::Contractors;
use crate::input::amounts::Establishment;
use crate::input::build::Build;
use crate::tables::Row;
use std::collections::BTreeMap;

const TABLE: &str = "contractors";
/// Weeks in an average year over its months.
const WEEKS_PER_MONTH: f64 = 52.18 / 12.0;

/// Builds the contracts, in the order role, provider, time.
pub(super) fn build(build: &Build<'_>, establishment: &Establishment, found: &mut Diagnostics) -> Vec<Contractors> {
    let mut contracts = Vec::new();
    for (index, places) in places(build, TABLE, "role", found) {
        let Some(row) = build.group.rows(TABLE).get(index) else { continue };
        if !check(build, row, found) {
            continue;
        }
        let mut divided = |column| match build.number(TABLE, row, column) {
            Some(_) => establishment.divide(build, TABLE, row, column, &places, found),
            None => Some(BTreeMap::new()),
        };
        let (Some(in_use), Some(available)) = (divided("fte_in_use"), divided("fte_available")) else { continue };
        for key in places {
            contracts.push(Contractors {
                fte_in_use: in_use.get(&key).copied().unwrap_or(0.0),
                fte_available: available.get(&key).copied().unwrap_or(0.0),
                role: key.0,
                facility: key.1,
                from: build.instant(TABLE, row, "from"),
                until: build.instant(TABLE, row, "until"),
                notice_months: build.number(TABLE, row, "notice_weeks").unwrap_or(0.0) / WEEKS_PER_MONTH,
                day_rate: build.number(TABLE, row, "day_rate"),
            });
        }
    }
    let instant = |contract: &Contractors| contract.from.unwrap_or(f64::NEG_INFINITY);
    contracts
        .sort_by(|a, b| (&a.role, &a.facility).cmp(&(&b.role, &b.facility)).then(instant(a).total_cmp(&instant(b))));
    contracts
}

/// Reports what does not fit in a row by itself; true if all does.
fn check(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> bool {
    let number = |column: &str| build.number(TABLE, row, column);
    let mut blank = |column: &str, message: &str, help: &str| {
        found.push(Slug::MissingValue, build.group.place(TABLE, row, column), message, help);
    };
    match (number("fte_in_use"), number("fte_available"), number("notice_weeks")) {
        (None, None, _) => {
            let message = "`fte_in_use` and `fte_available` are both blank: there are no contractors";
            blank("fte_in_use", message, "write how many are at work, or how many more can be called");
            false
        }
        (_, Some(available), None) if available > 0.0 => {
            let message = "`fte_available` can be called, and `notice_weeks` does not say how soon they are there";
            blank("notice_weeks", message, "write the weeks from the call to the first day at work, such as 6");
            false
        }
        _ => ends_later(build, TABLE, row, "from", found),
    }
}
