//! Problems as text: grouped, in the planner's words, each ending with the way to mend it.

use super::{Place, Problem, Severity};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// How many problems of one kind, file and column are shown before the rest is only counted.
const SHOWN_ALIKE: usize = 3;
/// How many notes of one kind are shown, whatever their files.
const NOTES_ALIKE: usize = 1;

/// All problems as text with colour codes (which the writer strips when they are not wanted).
///
/// Problems of one kind in one column of one file are shown three times, notes of one kind once; the rest is counted.
pub fn render(problems: &[Problem]) -> String {
    let mut text = String::new();
    let mut shown: Vec<(GroupKey<'_>, usize)> = Vec::new();
    for problem in problems {
        let key = group(problem);
        let seen = match shown.iter_mut().find(|(other, _)| *other == key) {
            Some((_, seen)) => {
                *seen += 1;
                *seen
            }
            None => {
                shown.push((key, 1));
                1
            }
        };
        let most = if problem.severity == Severity::Note { NOTES_ALIKE } else { SHOWN_ALIKE };
        if seen <= most {
            one(&mut text, problem);
        }
        if seen == most {
            let total = problems.iter().filter(|other| group(other) == group(problem)).count();
            if total > most {
                let _ = writeln!(text, "   … and {} more like this", total - most);
            }
        }
    }
    text
}

type GroupKey<'a> = (super::Slug, &'a str, Option<&'a str>);

fn group(problem: &Problem) -> GroupKey<'_> {
    match problem.severity {
        Severity::Note => (problem.slug, "", None),
        _ => (problem.slug, &problem.place.file, problem.place.column.as_deref()),
    }
}

fn one(text: &mut String, problem: &Problem) {
    let style = style(problem.severity);
    let bold = Style::new().bold();
    let word = problem.severity.word();
    let slug = problem.slug.as_str();
    let _ = writeln!(text, "{style}{word}[{slug}]{style:#}: {bold}{}{bold:#}", problem.message);
    let _ = writeln!(text, "  --> {}", place(&problem.place));
    if !problem.help.is_empty() {
        let _ = writeln!(text, "   = help: {}", problem.help);
    }
}

fn place(place: &Place) -> String {
    let mut text = place.file.clone();
    if let Some(line) = place.line {
        let _ = write!(text, ":{line}");
    }
    if let Some(column) = &place.column {
        let _ = write!(text, ", column `{column}`");
    }
    if let Some(cell) = &place.cell {
        let _ = write!(text, " (cell {cell})");
    }
    text
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostics, Slug};
    use super::*;

    fn plain(problems: &[Problem]) -> String {
        anstream::adapter::strip_str(&render(problems)).to_string()
    }

    #[test]
    fn a_problem_names_place_and_remedy() {
        let mut found = Diagnostics::new();
        let place = Place::cell("sample-data/staff.csv", 18, 18, 3, "fte");
        found.push(Slug::NotANumber, place, "`twelve` is not a number", "write a plain decimal number, such as 12.5");
        assert_eq!(
            plain(found.problems()),
            "error[not-a-number]: `twelve` is not a number\n  --> sample-data/staff.csv:18, column `fte` (cell D18)\n   \
             = help: write a plain decimal number, such as 12.5\n"
        );
    }

    #[test]
    fn like_problems_are_shown_three_times_and_counted() {
        let mut found = Diagnostics::new();
        for line in 2..12 {
            found.push(Slug::NotANumber, Place::cell("staff.csv", line, line, 3, "fte"), "m", "h");
        }
        let text = plain(found.problems());
        assert_eq!(text.matches("error[").count(), 3);
        assert!(text.ends_with("… and 7 more like this\n"), "{text}");
    }
}
