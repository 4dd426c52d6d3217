//! Everything wrong with the inputs, as data first and as text last.
//!
//! A [`Problem`] says what is wrong, where (file, line, spreadsheet cell, column), what was found, and how to mend it.
//! Readers and checkers push problems into [`Diagnostics`] and carry on, so that one pass shows them all.
//! [`render`] turns them into text for the terminal. Left out: trouble with the world outside (a full disk), which
//! is a typed error in `files`, and bugs, which panic with a reason.

mod explain;
mod render;
mod slug;

pub use explain::Explanation;
pub use render::{SHOWN_OF_FILE, capped, render, thousands};
pub use slug::Slug;

use serde::Serialize;
use std::collections::BTreeMap;

/// How bad a problem is. Errors refuse the input; warnings do so under `--strict`; notes never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input is refused.
    Error,
    /// Computed, but somebody should look.
    Warning,
    /// How something was read; it cannot change a number.
    Note,
}

impl Severity {
    /// True if a problem of this severity refuses the input; warnings do so only when `strict`.
    pub fn refuses(self, strict: bool) -> bool {
        match self {
            Self::Error => true,
            Self::Warning => strict,
            Self::Note => false,
        }
    }

    /// The word that a line of text begins with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where a problem lies. Blank parts are not known or have no meaning for the problem.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file as the planner would type it.
    pub file: String,
    /// The line of the file, from 1.
    pub line: Option<u32>,
    /// The spreadsheet cell, such as `D18`.
    pub cell: Option<String>,
    /// The column's name, or the key of a scenario file.
    pub column: Option<String>,
    /// The table whose cell it is, also where a scenario set the cell.
    #[serde(skip)]
    pub table: Option<&'static str>,
}

impl Place {
    /// A whole file.
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// A line of a file.
    pub fn line(file: &str, line: u32) -> Self {
        Self { line: Some(line), ..Self::file(file) }
    }

    /// A line of a file, or the whole of it where the line is 0: a value set on the command line stands on none.
    pub fn at(file: &str, line: u32) -> Self {
        Self { line: (line > 0).then_some(line), ..Self::file(file) }
    }

    /// A cell of a table: `index` is the column's place in the row, from 0.
    pub fn cell(file: &str, line: u32, row: u32, index: usize, column: &str) -> Self {
        Self {
            cell: Some(format!("{}{row}", column_letters(index))),
            column: Some(column.to_owned()),
            ..Self::line(file, line)
        }
    }

    /// The same place, in the column or key `column`.
    pub fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }
}

/// A spreadsheet's letters for the column at `index`, from 0: A, B, … Z, AA, …
pub fn column_letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// One thing wrong, or worth saying.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// The kind of problem; each has a lasting name.
    pub slug: Slug,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// What stood there, in the planner's own text; never for a personal column.
    pub value: Option<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// How many more errors of this kind, file and column were found and only counted; 0 but for the last one kept.
    #[serde(skip_serializing_if = "is_nothing")]
    pub only_counted: usize,
}

fn is_nothing(number: &usize) -> bool {
    *number == 0
}

impl Problem {
    /// How many problems this one stands for: itself, and those that were only counted.
    pub fn number(&self) -> usize {
        1 + self.only_counted
    }
}

/// How many problems there are, those that were only counted among them.
pub fn number<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> usize {
    problems.into_iter().map(Problem::number).sum()
}

/// How many errors of one kind, file and column are kept; further ones are only counted, so that a file of a million bad
/// rows does not fill the memory. Warnings are all kept: they are part of a run, whose bytes know no order of rows.
const KEPT_ALIKE: usize = 10_000;

/// The errors of one kind, file and column.
#[derive(Clone, Copy, Debug, Default)]
struct Alike {
    kept: usize,
    /// Where the last one kept stands among all problems.
    last: usize,
}

/// The problems found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    problems: Vec<Problem>,
    alike: BTreeMap<(Slug, String, Option<String>), Alike>,
    /// How many problems of each severity were found, in the order of severities.
    found: [usize; 3],
}

impl Diagnostics {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a problem of the slug's own severity.
    pub fn push(&mut self, slug: Slug, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.push_value(slug, place, None, message, help);
    }

    /// Adds a problem and the text that stood in the cell.
    pub fn push_value(
        &mut self,
        slug: Slug,
        place: Place,
        value: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let severity = slug.severity();
        self.found[severity as usize] += 1;
        if severity == Severity::Error {
            let kind = (slug, place.file.clone(), place.column.clone());
            let alike = self.alike.entry(kind).or_default();
            if alike.kept == KEPT_ALIKE {
                self.problems[alike.last].only_counted += 1;
                return;
            }
            *alike = Alike { kept: alike.kept + 1, last: self.problems.len() };
        }
        self.problems.push(Problem {
            slug,
            severity,
            place,
            value: value.map(str::to_owned),
            message: shown(message.into()),
            help: shown(help.into()),
            only_counted: 0,
        });
    }

    /// All problems, by file, line and cell, errors first at one place; each once, however often it was found.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.problems.sort_by(|a, b| order(a).cmp(&order(b)));
        self.problems.dedup();
        self.problems
    }

    /// The problems in the order in which they were found.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Takes over all problems of `other`, which may have found the same ones again.
    pub fn extend(&mut self, other: Self) {
        self.found.iter_mut().zip(other.found).for_each(|(own, others)| *own += others);
        self.problems.extend(other.problems);
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many problems of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.found[severity as usize]
    }
}

/// What problems are sorted by. Like problems stand side by side, so that one that was found twice is seen.
fn order(problem: &Problem) -> impl Ord + '_ {
    let Problem { slug, severity, place, message, .. } = problem;
    (&place.file, place.line, severity, cell_order(place), slug, &place.column, message)
}

/// A text whose control characters are visible: what stands in a file must not steer a terminal.
fn shown(text: String) -> String {
    let steers = |c: char| c.is_control() && c != '\n';
    if text.chars().any(steers) { text.replace(steers, "\u{FFFD}") } else { text }
}

/// Cells in the order of their columns: `B2` before `AA2`.
fn cell_order(place: &Place) -> (usize, &str) {
    let cell = place.cell.as_deref().unwrap_or("");
    (cell.len(), cell)
}

/// The names nearest to what was typed, the nearest first: all that are as near as the first, or nearly; none if none is
/// near.
///
/// Near means alike as a whole (Jaro and Winkler), or that each word of `wanted` begins a word of the name:
/// "Cyber Analyst" begins the words of `cybersecurity_analyst`.
pub fn nearest_few<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let simplified = |text: &str| text.to_lowercase().replace([' ', '-', '/'], "_");
    let wanted = simplified(wanted);
    let score = |name: &str| {
        let candidate = simplified(name);
        let begun = |word: &str| word.len() >= 3 && candidate.split('_').any(|other| other.starts_with(word));
        let alike = strsim::jaro_winkler(&wanted, &candidate);
        if wanted.split('_').all(begun) { alike.max(0.95) } else { alike }
    };
    let mut near: Vec<(f64, &str)> = known.into_iter().map(|name| (score(name), name)).collect();
    // Of equally near ones the first that is known comes first.
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = near.first().map_or(0.0, |(score, _)| *score);
    near.into_iter().take_while(|(score, _)| *score >= NEAR.max(best - AS_NEAR)).map(|(_, name)| name).collect()
}

/// The name nearest to what was typed, if any is near.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_few(wanted, known).first().copied()
}

/// How alike two names must be to be taken for each other by mistake, of 1.
const NEAR: f64 = 0.82;

/// Names whose likeness differs by less are as near as each other.
const AS_NEAR: f64 = 0.02;

/// "did you mean `x`?" if a known name is near, else the known names (at most twelve of them).
pub fn suggest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(wanted, known.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known: {}", list(known, 12)),
    }
}

/// The names in one line, at most `cap` of them and then the count of the rest.
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>, cap: usize) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.iter().take(cap).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(cap) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_columns_count_as_excel_does() {
        let letters: Vec<_> = [0, 25, 26, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn suggests_a_near_name_and_no_far_one() {
        let known = ["cybersecurity_analyst", "ehr_analyst"];
        assert_eq!(nearest("Cyber Analyst", known), Some("cybersecurity_analyst"));
        assert_eq!(nearest("x", known), None);
    }

    #[test]
    fn problems_come_out_by_file_and_line() {
        let mut found = Diagnostics::new();
        found.push(Slug::NotANumber, Place::line("b.csv", 2), "m", "h");
        found.push(Slug::NotANumber, Place::line("a.csv", 9), "m", "h");
        found.push(Slug::NotANumber, Place::line("a.csv", 3), "m", "h");
        let order: Vec<_> = found.into_sorted().into_iter().map(|p| (p.place.file, p.place.line)).collect();
        assert_eq!(order, [("a.csv".into(), Some(3)), ("a.csv".into(), Some(9)), ("b.csv".into(), Some(2))]);
    }

    #[test]
    fn a_problem_found_twice_comes_out_once() {
        let mut found = Diagnostics::new();
        for _ in 0..2 {
            let mut again = Diagnostics::new();
            again.push(Slug::NotANumber, Place::line("a.csv", 2), "first", "h");
            again.push(Slug::NotANumber, Place::line("a.csv", 2), "second", "h");
            found.extend(again);
        }
        assert_eq!(found.into_sorted().len(), 2);
    }

    #[test]
    fn a_file_of_bad_rows_is_counted_in_full_and_kept_in_part() {
        let mut found = Diagnostics::new();
        let rows = KEPT_ALIKE as u32 + 5_000;
        for line in 2..rows + 2 {
            found.push(Slug::NotANumber, Place::cell("a.csv", line, line, 3, "fte"), "m", "h");
            found.push(Slug::AgesUnused, Place::line("a.csv", line), "m", "h");
        }
        found.push(Slug::NotANumber, Place::cell("a.csv", 2, 2, 4, "headcount"), "m", "h");
        assert_eq!((found.errors(), found.count(Severity::Warning)), (rows as usize + 1, rows as usize));
        let problems = found.into_sorted();
        assert_eq!(problems.len(), KEPT_ALIKE + rows as usize + 1);
        assert_eq!(number(&problems), 2 * rows as usize + 1);
    }
}
