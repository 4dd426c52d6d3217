//! What each kind of problem means to a planner: the usual causes, wrong lines of a file, and the same lines mended.
//!
//! One entry per kind, in files grouped as `slug` is. Tests ask for an entry of every kind and apply its lines to a
//! project: those before give the problem, those after do not. What only a workbook can have is told in words instead.
//! Left out: what tables mean; lines are only words here.

mod cells;
mod files;
mod luck;
mod meaning;
mod names;
mod opening;
mod people;
mod plausible;
mod scenario;
mod workbooks;

use super::Slug;
use serde::Serialize;

/// Why a problem arises and how it is mended, by example.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The kind of problem.
    #[serde(skip)]
    pub slug: Slug,
    /// The usual causes, in a few sentences.
    pub causes: &'static str,
    /// The file that the lines stand in; empty where there is nothing to mend.
    pub file: &'static str,
    /// Lines of the file as they give the problem, a table's header first; none where the file is not there. Of a
    /// workbook, its cells in words.
    pub before: &'static [&'static str],
    /// The same lines mended.
    pub after: &'static [&'static str],
}

/// Where it is told what a scenario may say of a table's file.
const DECLARED: &str = "[files.TABLE]";

/// The explanations, by group.
const GROUPS: &[&[Explanation]] = &[
    scenario::EXPLANATIONS,
    files::EXPLANATIONS,
    workbooks::EXPLANATIONS,
    cells::EXPLANATIONS,
    names::EXPLANATIONS,
    meaning::EXPLANATIONS,
    people::EXPLANATIONS,
    luck::EXPLANATIONS,
    opening::EXPLANATIONS,
    plausible::EXPLANATIONS,
];

impl Explanation {
    /// The explanation of a kind of problem; a test sees that every kind has one.
    pub fn of(slug: Slug) -> Option<&'static Self> {
        GROUPS.iter().copied().flatten().find(|explanation| explanation.slug == slug)
    }

    /// What to read or type to learn more.
    pub fn read_more(&self) -> String {
        // A table is a file by itself; what lies in a folder is a scenario or a list of names.
        let table = self.file.strip_suffix(".csv").filter(|table| !table.contains('/'));
        let first = match table {
            Some(table) if !self.after.is_empty() => format!("staffcast schema {table}"),
            None if !self.file.is_empty() => "scenarios/README.md".to_owned(),
            _ => "staffcast schema".to_owned(),
        };
        match self.causes.contains("[files.TABLE]") {
            true if first.ends_with(".md") => format!("{first} ({DECLARED})"),
            true => format!("{first}; scenarios/README.md ({DECLARED})"),
            false => first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::*;
    use std::collections::BTreeSet;

    /// Words of the language that staffcast is written in; no planner should meet them.
    const FOREIGN: &[&str] = &[
        "Some(", "None", "Option", "Vec", "::", "unwrap", "usize", "u32", "i64", "f64", "&str", "String", "struct",
        "enum", "panic", "Err(", "Ok(", "serde", "\\\"", "\\n",
    ];

    #[test]
    fn every_kind_of_problem_is_explained_once() {
        let all: Vec<Slug> = GROUPS.iter().copied().flatten().map(|explanation| explanation.slug).collect();
        let missing: Vec<&str> =
            Slug::ALL.iter().filter(|slug| !all.contains(slug)).map(|slug| slug.as_str()).collect();
        assert!(missing.is_empty(), "add an entry to src/diagnostics/explain/ for {missing:?}");
        assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "a kind is explained twice");
    }

    #[test]
    fn explanations_are_whole_narrow_and_plain() {
        for Explanation { slug, causes, file, before, after } in GROUPS.iter().copied().flatten() {
            assert!(causes.len() > 40 && causes.ends_with(['.', '`']), "{slug:?}: {causes}");
            assert!(!file.is_empty() || slug.severity() == Severity::Note, "{slug:?} has no example");
            assert!(file.is_empty() || before != after, "{slug:?}: nothing is mended");
            assert!(before.len() <= 5 && after.len() <= 5, "{slug:?} has too many lines");
            for line in before.iter().chain(*after) {
                assert!(line.chars().count() <= 100, "{slug:?}: {line}");
            }
            for text in [*causes, slug.meaning()].iter().chain(*before).chain(*after) {
                let foreign: Vec<_> = FOREIGN.iter().filter(|word| text.contains(**word)).collect();
                assert!(foreign.is_empty(), "{slug:?}: {foreign:?} in {text}");
            }
        }
    }
}
