//! Warnings as a table of the run.

use super::table::{Table, TableSet};
use crate::diagnostics::{Place, Problem, Severity, Slug};
use crate::tables::output;

/// Warnings about how a file looks, not about what it says: the same values in another file give none.
const OF_READING: [Slug; 3] = [Slug::ExternalLink, Slug::HiddenCells, Slug::MergedCells];

/// The warnings of `scenario`, sorted by kind and place. How a file was read is left out, and so are lines and
/// folders, and files are those of the run's `inputs/`, so that the bytes of a run depend on what the inputs say and not on
/// where and in which order they stood, or which file of several said it.
pub fn problems_table(problems: &[Problem], scenario: &str) -> Table {
    let Some(spec) = output::table("problems") else { panic!("a run lists its problems") };
    let mut table = Table::new(spec);
    let kept = |problem: &&Problem| problem.severity == Severity::Warning && !OF_READING.contains(&problem.slug);
    for problem in problems.iter().filter(kept) {
        let place = &problem.place;
        let row = table.row().text(problem.slug.as_str()).text(problem.severity.word());
        let row = row.text(file_of(place, scenario)).text(column_of(place));
        row.text(&problem.message).text(&problem.help).end();
    }
    table.sorted()
}

/// The file of `inputs/` that holds what a planner's file, or the command line, says.
fn file_of(place: &Place, scenario: &str) -> String {
    match place.table {
        Some(table) => format!("{table}.csv"),
        None if place.file.ends_with(".toml") || place.file.starts_with("--") => format!("{scenario}.toml"),
        None => file_name(&place.file).to_owned(),
    }
}

/// The setting that an option of the command line stands for, or the column.
fn column_of(place: &Place) -> String {
    let column = place.column.as_deref().unwrap_or_default();
    column.strip_prefix("--").map_or_else(|| column.to_owned(), |option| format!("uncertainty.{option}"))
}

/// The problems of one kind that a run holds, in the order of its table.
pub fn kept_problems(tables: &TableSet, slug: Slug) -> Vec<Problem> {
    let Some(table) = tables.get("problems") else { return Vec::new() };
    let of_kind = (0..table.len()).filter(|&row| table.text("slug", row) == slug.as_str());
    let problem = |row: usize| {
        let text = |column: &str| table.text(column, row).to_owned();
        let column = Some(text("column")).filter(|column| !column.is_empty());
        let place = Place { column, ..Place::file(&text("file")) };
        let (severity, message, help) = (slug.severity(), text("message"), text("help"));
        Problem { slug, severity, place, value: None, message, help, only_counted: 0 }
    };
    of_kind.map(problem).collect()
}

/// The last part of a path as typed on any system.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;

    #[test]
    fn lists_warnings_by_kind_and_message_and_nothing_else() {
        let mut found = Diagnostics::new();
        let place = |line| Place::line("../data/staff.csv", line).in_column("fte");
        found.push(Slug::StaffNotListed, place(12), "second", "add a row");
        found.push(Slug::StaffNotListed, place(40), "first", "");
        found.push(Slug::NotANumber, place(1), "never here", "");
        found.push(Slug::ByteOrderMark, Place::file("c:\\data\\staff.csv"), "read without it", "");
        let typed = Place { table: Some("staff"), ..Place::file("--set staff.fte=3") };
        found.push(Slug::StaffNotListed, typed, "third", "");
        let few = Place::file("../scenarios/parent.toml").in_column("--draws");
        found.push(Slug::FewDraws, few, "few", "");
        let table = problems_table(found.problems(), "plan");
        assert_eq!(table.texts("message").iter().collect::<Vec<_>>(), ["few", "third", "first", "second"]);
        assert_eq!(&table.texts("column")[0], "uncertainty.draws");
        assert_eq!(
            table.texts("file").iter().collect::<Vec<_>>(),
            ["plan.toml", "staff.csv", "staff.csv", "staff.csv"]
        );
    }
}
