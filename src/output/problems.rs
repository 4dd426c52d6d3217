//! Warnings and notes as a table of the run.

use super::table::Table;
use crate::diagnostics::{Problem, Severity};
use crate::tables::output;

/// Warnings and notes, sorted by kind and place. Files go by their names alone, so that the bytes of a run do not
/// depend on where its inputs lay.
pub fn problems_table(problems: &[Problem]) -> Table {
    let Some(spec) = output::table("problems") else { panic!("a run lists its problems") };
    let mut table = Table::new(spec);
    for problem in problems.iter().filter(|problem| problem.severity != Severity::Error) {
        let place = &problem.place;
        let row = table.row().text(problem.slug.as_str()).text(problem.severity.word());
        let row = row.text(file_name(&place.file)).maybe(place.line.map(f64::from));
        let row = row.text(place.cell.as_deref().unwrap_or_default());
        row.text(place.column.as_deref().unwrap_or_default()).text(&problem.message).text(&problem.help).end();
    }
    table.sorted()
}

/// The last part of a path as typed on any system.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostics, Place, Slug};

    #[test]
    fn lists_warnings_and_notes_by_kind_and_line_and_no_errors() {
        let mut found = Diagnostics::new();
        let place = |line| Place::line("../data/staff.csv", line).in_column("fte");
        found.push(Slug::StaffNotListed, place(12), "later", "add a row");
        found.push(Slug::StaffNotListed, place(4), "first", "");
        found.push(Slug::NotANumber, place(1), "never here", "");
        found.push(Slug::ByteOrderMark, Place::file("c:\\data\\staff.csv"), "read without it", "");
        let table = problems_table(found.problems());
        assert_eq!(table.texts("message"), ["read without it", "first", "later"]);
        assert_eq!(table.texts("severity"), ["note", "warning", "warning"]);
        assert_eq!(table.texts("file"), ["staff.csv"; 3]);
        assert_eq!(table.numbers("line"), [None, Some(4.0), Some(12.0)]);
    }
}
