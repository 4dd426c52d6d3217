//! When each role runs short, and when most.

use super::{Results, new, tidy};
use crate::output::Table;
use crate::uncertainty::Row;

/// Short is a row in which at least half of the futures are.
const HALF: f64 = 0.5;

/// The table `first_short`.
pub(super) fn table(results: &Results<'_>) -> Table {
    let mut table = new("first_short");
    for (group, rows) in results.forecast.draws.groups().iter().filter(|(group, _)| results.has_gap(group)) {
        let [facility, role] = results.codes(group);
        let Some(peak) = peak(rows) else { continue };
        let first = (1..rows.len()).find(|&row| is_short(&rows[row]));
        let lasting = (1..rows.len()).rev().take_while(|&row| is_short(&rows[row])).last();
        let word = |row: Option<usize>| row.map_or("", |row| results.periods[row].0.as_str());
        let cells = results.row(&mut table, &[&facility, &role]).text(word(first));
        cells
            .text(first.map_or("", |row| results.periods[row].1.as_str()))
            .maybe(first.map(|row| tidy(100.0 * rows[row].short_share)))
            .maybe(first.map(|row| tidy(rows[row].shortage)))
            .text(word(lasting))
            .text(word(Some(peak)))
            .numbers([rows[peak].shortage, 100.0 * rows[peak].short_share].map(tidy))
            .end();
    }
    table
}

fn is_short(row: &Row) -> bool {
    row.short_share >= HALF
}

/// The row with the largest shortage, the opening left out; the first of equals.
fn peak(rows: &[Row]) -> Option<usize> {
    (1..rows.len()).reduce(|best, row| if rows[row].shortage > rows[best].shortage { row } else { best })
}
