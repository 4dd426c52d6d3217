//! When each role runs short, and when most.

use super::{Results, new, tidy};
use crate::output::Table;
use crate::uncertainty::{Finished, Row};

/// Short is a row in which at least half of the futures are.
const HALF: f64 = 0.5;

/// What is told of the rows of a cell or total, the opening first.
#[derive(Debug)]
pub(super) struct Told {
    /// The first row that is short.
    pub first: Option<usize>,
    /// The first of the short rows that last to the end.
    pub lasting: Option<usize>,
    /// The row with the largest shortage; the first of equals.
    pub peak: usize,
}

impl Told {
    /// Of `rows`; nothing if there is none but the opening, which does not count.
    pub fn of(rows: &[Row]) -> Option<Self> {
        let is_short = |&row: &usize| rows[row].short_share >= HALF;
        let more = |best: usize, row: usize| if rows[row].shortage > rows[best].shortage { row } else { best };
        Some(Self {
            first: (1..rows.len()).find(is_short),
            lasting: (1..rows.len()).rev().take_while(is_short).last(),
            peak: (1..rows.len()).reduce(more)?,
        })
    }
}

/// Rows of the table `first_short`.
pub(super) fn table(results: &Results<'_>, draws: &Finished) -> Table {
    let mut table = new("first_short");
    for (group, rows) in draws.groups().iter().filter(|(group, _)| results.has_gap(group)) {
        let [facility, role] = results.codes(group);
        let Some(Told { first, lasting, peak }) = Told::of(rows) else { continue };
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
