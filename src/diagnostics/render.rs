//! Problems as text: grouped, in the planner's words, each ending with the way to mend it.

use super::{Place, Problem, Severity, Slug, number};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many problems of one file are shown unless more are asked for.
pub const SHOWN_OF_FILE: usize = 50;
/// How many problems of one kind, file and column are shown before the rest is only counted.
const SHOWN_ALIKE: usize = 3;
/// How many notes of one kind are shown, whatever their files.
const NOTES_ALIKE: usize = 1;

/// The problems as text with colour codes (which the writer strips when they are not wanted).
///
/// Problems of one kind in one column of one file are shown three times, notes of one kind once, and of each file at most
/// `of_file` problems, errors first; the rest is counted. With 0 all are shown.
pub fn render<'p>(problems: impl IntoIterator<Item = &'p Problem>, of_file: usize) -> String {
    let problems: Vec<&Problem> = problems.into_iter().collect();
    let shown = chosen(&problems, of_file, of_file > 0);
    let mut tallies: BTreeMap<Group<'_>, Tally> = BTreeMap::new();
    for (problem, shown) in problems.iter().zip(&shown) {
        let tally = tallies.entry(group(problem)).or_default();
        tally.to_show += usize::from(*shown);
        tally.hidden += problem.number() - usize::from(*shown);
    }
    let mut text = String::new();
    let mut hidden_of_file = 0;
    for (index, (problem, shown)) in problems.iter().zip(&shown).enumerate() {
        let file = problem.place.file.as_str();
        let tally = tallies.entry(group(problem)).or_default();
        if *shown {
            one(&mut text, problem);
            tally.shown += 1;
            if tally.shown == tally.to_show && tally.hidden > 0 {
                let _ = writeln!(text, "   … and {} more like this", thousands(tally.hidden));
            }
        } else if tally.to_show == 0 {
            hidden_of_file += problem.number();
        }
        if hidden_of_file > 0 && problems.get(index + 1).is_none_or(|next| next.place.file != file) {
            let (more, word) = (thousands(hidden_of_file), if hidden_of_file == 1 { "problem" } else { "problems" });
            let _ = writeln!(text, "… and {more} more {word} in {file} (check --max-problems 0 shows all)");
            hidden_of_file = 0;
        }
    }
    text
}

/// At most `of_file` problems of each file, errors first, and the number of those left out. With 0 nothing is left out.
pub fn capped(problems: Vec<Problem>, of_file: usize) -> (Vec<Problem>, usize) {
    let all = number(&problems);
    let mut shown = chosen(&problems.iter().collect::<Vec<_>>(), of_file, false).into_iter();
    let mut kept = problems;
    kept.retain(|_| shown.next().unwrap_or(false));
    let left_out = all - kept.len();
    (kept, left_out)
}

/// Which problems are shown: errors before warnings before notes, of each file at most `of_file` (0: any number), and, if
/// `grouped`, a few of each group.
fn chosen(problems: &[&Problem], of_file: usize, grouped: bool) -> Vec<bool> {
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<Group<'_>, usize> = BTreeMap::new();
    let mut shown = vec![false; problems.len()];
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let alike = if severity == Severity::Note { NOTES_ALIKE } else { SHOWN_ALIKE };
        for (problem, shown) in problems.iter().zip(&mut shown).filter(|(problem, _)| problem.severity == severity) {
            let in_file = files.entry(&problem.place.file).or_default();
            let in_group = groups.entry(group(problem)).or_default();
            *shown = (of_file == 0 || *in_file < of_file) && (!grouped || *in_group < alike);
            *in_file += usize::from(*shown);
            *in_group += usize::from(*shown);
        }
    }
    shown
}

/// The problems of one group.
#[derive(Default)]
struct Tally {
    to_show: usize,
    shown: usize,
    hidden: usize,
}

type Group<'a> = (Slug, &'a str, Option<&'a str>);

fn group(problem: &Problem) -> Group<'_> {
    match problem.severity {
        Severity::Note => (problem.slug, "", None),
        _ => (problem.slug, &problem.place.file, problem.place.column.as_deref()),
    }
}

/// A whole number with its thousands parted by commas: `1,234`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn one(text: &mut String, problem: &Problem) {
    let style = style(problem.severity);
    let bold = Style::new().bold();
    let word = problem.severity.word();
    let slug = problem.slug.as_str();
    let _ = writeln!(text, "{style}{word}[{slug}]{style:#}: {bold}{}{bold:#}", problem.message);
    let _ = writeln!(text, "  --> {}", place(&problem.place));
    if !problem.help.is_empty() {
        // Lines to paste stand below each other.
        let help = problem.help.replace('\n', "\n           ");
        let _ = writeln!(text, "   = help: {help}");
    }
}

fn place(place: &Place) -> String {
    let mut text = place.file.clone();
    if let Some(line) = place.line {
        let _ = write!(text, ":{line}");
    }
    if let Some(column) = &place.column {
        let _ = write!(text, ", {} `{column}`", column_word(place, column));
    }
    if let Some(cell) = &place.cell {
        let _ = write!(text, " (cell {cell})");
    }
    text
}

/// What a place's column is called: tables have columns, scenario files keys, the command line options.
fn column_word(place: &Place, column: &str) -> &'static str {
    if column.starts_with("--") {
        "option"
    } else if place.file.ends_with(".toml") || place.file.starts_with("--") {
        "key"
    } else {
        "column"
    }
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
        anstream::adapter::strip_str(&render(problems, SHOWN_OF_FILE)).to_string()
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
    fn lines_to_paste_stand_below_the_help() {
        let mut found = Diagnostics::new();
        let help = "say in the scenario which:\n[files.staff]\ndecimal = \",\"";
        found.push(Slug::NotANumber, Place::line("staff.csv", 2), "m", help);
        let lines = "   = help: say in the scenario which:\n           [files.staff]\n           decimal = \",\"\n";
        assert!(plain(found.problems()).ends_with(lines));
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

    #[test]
    fn of_one_file_errors_are_shown_first_and_the_rest_is_counted() {
        let mut found = Diagnostics::new();
        found.push(Slug::FewDraws, Place::line("a.csv", 1), "w", "");
        for column in 0..60 {
            let name = format!("c{column}");
            (2..7).for_each(|line| {
                found.push(Slug::NotANumber, Place::cell("a.csv", line, line, column, &name), "m", "")
            });
        }
        found.push(Slug::NotANumber, Place::line("b.csv", 2), "m", "");
        let problems = found.into_sorted();
        let text = plain(&problems);
        assert_eq!((text.matches("error[").count(), text.matches("warning[").count()), (51, 0));
        // 50 of line 2, each with 4 more like it; 10 groups and the warning are hidden.
        assert_eq!(text.matches("   … and 4 more like this").count(), 50);
        assert!(
            text.contains("\n… and 51 more problems in a.csv (check --max-problems 0 shows all)\nerror["),
            "{text}"
        );
        let all = render(&problems, 0);
        assert_eq!((all.matches("error[").count(), all.contains('…')), (301, false));
    }

    #[test]
    fn what_is_capped_holds_errors_first_and_counts_the_rest() {
        let mut found = Diagnostics::new();
        found.push(Slug::FewDraws, Place::line("a.csv", 1), "w", "");
        (2..5).for_each(|line| found.push(Slug::NotANumber, Place::line("a.csv", line), "m", ""));
        let (kept, left_out) = capped(found.clone().into_sorted(), 2);
        assert_eq!((kept.iter().map(|it| it.place.line).collect::<Vec<_>>(), left_out), (vec![Some(2), Some(3)], 2));
        assert_eq!(capped(found.into_sorted(), 0).1, 0);
    }

    #[test]
    fn a_million_problems_take_no_longer_than_they_are_many() {
        let slugs = [Slug::NotANumber, Slug::StaffNotListed];
        let problem = |line: u32| Problem {
            slug: slugs[line as usize % 2],
            severity: slugs[line as usize % 2].severity(),
            place: Place { column: Some(format!("c{}", line % 400)), ..Place::line("staff.csv", line) },
            value: None,
            message: String::new(),
            help: String::new(),
            only_counted: 0,
        };
        let problems: Vec<Problem> = (0..1_000_000).map(problem).collect();
        let text = render(&problems, SHOWN_OF_FILE);
        assert_eq!(text.matches("error[").count(), SHOWN_OF_FILE);
        assert!(text.ends_with("more problems in staff.csv (check --max-problems 0 shows all)\n"), "{text}");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
