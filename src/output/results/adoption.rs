//! Technologies in use.

use super::{Results, new};
use crate::output::Table;
use crate::uncertainty::Finished;

/// Rows of the table `adoption`.
pub(super) fn table(results: &Results<'_>, draws: &Finished) -> Table {
    let mut table = new("adoption");
    for (&(technology, facility), rows) in draws.adoption() {
        let technology = results.program.technologies[technology].as_str();
        let facility = results.program.facilities[facility].as_str();
        for (period, row) in rows.iter().enumerate() {
            let cells = results.row_of(&mut table, &[technology, facility], period);
            cells
                .numbers([row.mean, row.p10, row.p90].map(|share| ((1e10 * share).round() / 1e8).clamp(0.0, 100.0)))
                .end();
        }
    }
    table
}
