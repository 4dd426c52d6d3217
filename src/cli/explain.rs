//! `staffcast check --explain`: what a kind of problem means, with an example; or all kinds.

use super::Exit;
use super::console::Console;
use super::document::Document;
use crate::diagnostics::{Explanation, Slug, nearest};
use serde_json::{Value, json};
use std::fmt::Write;

/// Lines of text are no longer than this, however wide the terminal is.
const WIDEST: usize = 100;
/// Lines of text are no shorter than this, however narrow it is.
const NARROWEST: usize = 40;

/// Explains the kind of problem that is named; lists all kinds where none is, or none of that name.
pub fn explain(name: Option<&str>, console: &Console) -> Exit {
    let slug = name.and_then(|name| Slug::ALL.iter().copied().find(|slug| slug.as_str() == name));
    let wrong = name.filter(|_| slug.is_none()).map(unknown);
    let exit = if wrong.is_some() { Exit::Usage } else { Exit::Done };
    if console.json {
        let document = Document::new("check", exit, &[]).with_result(slug.map_or_else(all_data, data));
        let document = if let Some(wrong) = wrong { document.with_error(wrong) } else { document };
        console.answer(&document.text());
        return exit;
    }
    let width = terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0));
    let width = width.clamp(NARROWEST, WIDEST);
    console.answer(&slug.map_or_else(|| all_text(width), |slug| text(slug, width)));
    if let Some(wrong) = wrong {
        console.error(&wrong);
    }
    exit
}

fn unknown(name: &str) -> String {
    let near = nearest(name, Slug::ALL.iter().map(|slug| slug.as_str()));
    let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("no kind of problem is called `{name}`{help}")
}

/// A kind of problem as data; `before` and `after` are null where there is no example.
fn data(slug: Slug) -> Value {
    let explanation = Explanation::of(slug);
    let example = explanation.filter(|explanation| !explanation.file.is_empty());
    json!({
        "slug": slug,
        "severity": slug.severity(),
        "meaning": slug.meaning(),
        "causes": explanation.map(|explanation| explanation.causes),
        "file": example.map(|example| example.file),
        "before": example.map(|example| example.before),
        "after": example.map(|example| example.after),
        "read_more": explanation.map(Explanation::read_more),
    })
}

/// Every kind of problem with its meaning.
fn all_data() -> Value {
    let one = |slug: &Slug| json!({ "slug": slug, "severity": slug.severity(), "meaning": slug.meaning() });
    Slug::ALL.iter().map(one).collect()
}

/// A kind of problem as text.
fn text(slug: Slug, width: usize) -> String {
    let mut text = wrapped(&format!("{}[{}]: {}", slug.severity().word(), slug.as_str(), slug.meaning()), 0, width);
    let Some(explanation) = Explanation::of(slug) else { return text };
    let _ = write!(text, "\nUsual causes\n{}", wrapped(explanation.causes, 2, width));
    if !explanation.file.is_empty() {
        for (word, lines) in [("Before", explanation.before), ("After", explanation.after)] {
            let absent = if lines.is_empty() { " (not there)" } else { "" };
            let _ = writeln!(text, "\n{word}: {}{absent}", explanation.file);
            lines.iter().for_each(|line| {
                let _ = writeln!(text, "  {line}");
            });
        }
    }
    let _ = writeln!(text, "\nRead more: {}", explanation.read_more());
    text
}

/// Every kind of problem as text.
fn all_text(width: usize) -> String {
    let mut text = String::new();
    for slug in Slug::ALL {
        let _ = write!(text, "{} ({})\n{}", slug.as_str(), slug.severity().word(), wrapped(slug.meaning(), 4, width));
    }
    text + "\nMore about one of them: staffcast check --explain not-a-number\n"
}

/// A text in lines of at most `width` characters where its words allow, each after `indent` spaces.
fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > width {
            lines.push('\n');
            length = 0;
        }
        let space = if length == 0 { indent } else { 1 };
        lines.extend(std::iter::repeat_n(' ', space));
        lines.push_str(word);
        length += space + more;
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_they_may_be() {
        assert_eq!(wrapped("one two three", 2, 9), "  one two\n  three\n");
        for slug in Slug::ALL {
            for line in text(*slug, 60).lines().filter(|line| line.contains(". ")) {
                assert!(line.chars().count() <= 60, "{line}");
            }
        }
    }

    #[test]
    fn an_explanation_says_meaning_causes_example_and_where_to_read_on() {
        let text = text(Slug::NotANumber, 80);
        assert!(text.starts_with("error[not-a-number]: A cell that must hold a number does not.\n\nUsual causes\n  "));
        assert!(text.contains("\nBefore: activity.csv\n  driver,facility,period,value\n"), "{text}");
        let more = "staffcast schema activity; scenarios/README.md ([files.TABLE])";
        assert!(text.ends_with(&format!("visits,north,2025,90000\n\nRead more: {more}\n")), "{text}");
    }

    #[test]
    fn the_list_holds_every_kind() {
        let text = all_text(80);
        assert!(Slug::ALL.iter().all(|slug| text.contains(&format!("{} (", slug.as_str()))));
        assert_eq!(all_data().as_array().map(Vec::len), Some(Slug::ALL.len()));
    }
}
