//! The note at a column's name.

use super::Reader;
use crate::output::schema::holds;
use crate::tables::{ColumnSpec, TableSpec};
use rust_xlsxwriter::Note;

/// What the column `name` of a table says, in what unit and range; `None` if the table has no such column.
pub(super) fn text(spec: &TableSpec, name: &str, reader: Reader) -> Option<String> {
    let column = spec.column_of(name)?;
    let mut lines = vec![match column.range_ends() {
        Some((low, _)) if low == name => format!("Low end of the range of {}.", column.name),
        Some((_, high)) if high == name => format!("High end of the range of {}.", column.name),
        Some((low, high)) if reader == Reader::Planner => {
            format!("{} May be a range: {low}, {high}; both or neither.", column.meaning)
        }
        _ => column.meaning.to_owned(),
    }];
    if !column.unit.is_empty() {
        lines.push(format!("Unit: {}", column.unit));
    }
    if reader == Reader::Planner {
        lines.push(format!("Holds: {}", sheets_for_files(&holds(column))));
        lines.push(if needed(column, name) { "Needed in every row" } else { "May be blank" }.to_owned());
    }
    Some(lines.join("\n"))
}

/// True if no cell of the column `name` may be blank; the ends of a range always may.
fn needed(column: &ColumnSpec, name: &str) -> bool {
    column.filled && column.name == name
}

/// In a workbook, what `roles.csv` is elsewhere is the sheet `roles`.
fn sheets_for_files(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.split_once(".csv") {
        Some((table, rest)) => format!("the sheet {table}{rest}"),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The text as a note that is large enough for it.
pub(super) fn note(text: &str) -> Note {
    const WIDTH: u32 = 320;
    // About so many characters of the note's font stand in a line of that width, and a line is so high.
    const CHARACTERS: usize = 52;
    const LINE: u32 = 15;
    let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(CHARACTERS).max(1)).sum();
    Note::new(text)
        .add_author_prefix(false)
        .set_author("staffcast")
        .set_width(WIDTH)
        .set_height((lines as u32 + 1) * LINE)
}
