//! Workbooks: what is read from sound ones, and what is said of those that are not.

mod hostile;
mod odd;
pub(crate) mod parts;
mod valid;

use staffcast::diagnostics::{Diagnostics, Severity};
use staffcast::grid::workbook::Workbook;
use staffcast::grid::{CellKind, Grid};

/// Opens a workbook and reads its first sheet.
fn read(bytes: &[u8]) -> (Option<Grid>, Diagnostics) {
    let mut found = Diagnostics::new();
    let workbook = Workbook::open("book.xlsx", bytes, &mut found);
    let grid = workbook.and_then(|workbook| workbook.grid(0, &mut found));
    assert_eq!(grid.is_none(), found.errors() > 0, "a sheet is given if and only if it has no error: {found:?}");
    (grid, found)
}

/// Each row as `5: role, #2, %0.125`: its number and its cells with a sign for their kind.
fn rows(grid: &Grid) -> Vec<String> {
    let sign = |kind| match kind {
        CellKind::Text => "",
        CellKind::Number => "#",
        CellKind::Percent => "%",
        CellKind::Date => "@",
        CellKind::Boolean => "?",
        CellKind::Error => "!",
    };
    grid.rows()
        .map(|row| {
            let cells: Vec<String> = row.cells().map(|cell| format!("{}{}", sign(cell.kind), cell.text)).collect();
            assert_eq!(row.line(), row.sheet_row());
            format!("{}: {}", row.line(), cells.join(", "))
        })
        .collect()
}

/// Each problem as `error damaged-workbook book.xlsx, sheet staff:4 D4 | message`.
fn problems(found: &Diagnostics) -> Vec<String> {
    found
        .problems()
        .iter()
        .map(|problem| {
            let place = &problem.place;
            let line = place.line.map_or(String::new(), |line| format!(":{line}"));
            let cell = place.cell.as_ref().map_or(String::new(), |cell| format!(" {cell}"));
            let word = problem.severity.word();
            assert_eq!(problem.help.is_empty(), problem.severity == Severity::Note, "{}", problem.message);
            format!("{word} {} {}{line}{cell} | {}", problem.slug.as_str(), place.file, problem.message)
        })
        .collect()
}
