//! The scenario's own file, mistyped in every way that its grammar and its keys allow.
//!
//! Each mutation changes the scenario of the small project in one place. It has an exact verdict: the same case without
//! a new warning, or one error, of this kind, on this line, about this key, with a way out. One slip gives one message.

mod changes;
mod settings;
mod text;

use super::{Base, difference, doubts};
use crate::nudge;
use crate::project::Project;
use rayon::prelude::*;
use staffcast::diagnostics::{Problem, Severity, Slug};
use staffcast::output::resolved_inputs;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A name, a change of the scenario, and what must come of it.
type Mutation = (&'static str, Edit, Verdict);

/// What is changed.
enum Edit {
    /// The whole file.
    File(fn(&str) -> Vec<u8>),
    /// The only occurrence of the first text becomes the second.
    Swap(&'static str, &'static str),
    /// Lines at the end of the file; they begin on line 13, in the section `[hiring]`.
    End(&'static str),
    /// A line at the top, and another scenario, which is the file `data/other`.
    Beside(&'static str, &'static str),
}

/// What must come of it.
enum Verdict {
    /// The same case.
    Same,
    /// An error on a line (0 where none is known) about a key (blank where it is about none).
    Refused(Slug, u32, &'static str),
    /// An error for each of these keys, which are not stated; in their order.
    Lacking(&'static [&'static str]),
    /// An error somewhere in a file, mostly another one.
    Elsewhere(Slug, &'static str),
}

const ALL: [&[Mutation]; 6] =
    [text::BYTES, text::GRAMMAR, settings::SETTINGS, settings::EXTENDS, changes::CHANGES, changes::FILES];

fn edited(base: &nudge::Project, scenario: &str, edit: &Edit) -> nudge::Project {
    match edit {
        Edit::File(edit) => base.with_scenario(edit(scenario)),
        Edit::Swap(old, new) => {
            assert_eq!(scenario.matches(old).count(), 1, "`{old}`");
            base.with_scenario(scenario.replacen(old, new, 1))
        }
        Edit::End(lines) => base.with_scenario(format!("{scenario}{lines}\n")),
        Edit::Beside(line, other) => {
            base.with_scenario(format!("{line}\n{scenario}")).with_file("other.toml", other.as_bytes())
        }
    }
}

/// Why the verdict does not hold, if it does not.
fn judge(base: &Base, scenario: &str, (_, edit, verdict): &Mutation) -> Option<String> {
    let project = edited(&base.project, scenario, edit);
    let Ok((case, problems)) = catch_unwind(AssertUnwindSafe(|| project.load())) else {
        return Some("panicked".to_owned());
    };
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    let file = base.project.scenario().display().to_string();
    let (slug, file, at) = match verdict {
        Verdict::Same => {
            let Some(case) = case else { return Some(format!("refused: {errors:#?}")) };
            let new = doubts(&problems).difference(&base.doubts).next().map(|slug| format!("a new warning: {slug:?}"));
            let inputs = resolved_inputs(&case);
            return new.or_else(|| (inputs != base.inputs).then(|| difference(&inputs, &base.inputs)));
        }
        Verdict::Lacking(keys) => {
            let lacking = |problem: &&Problem| problem.slug == Slug::MissingKey && !problem.help.is_empty();
            let mut found: Vec<&str> = Vec::new();
            found.extend(errors.iter().copied().filter(lacking).filter_map(|problem| problem.place.column.as_deref()));
            found.sort_unstable();
            return (found != *keys || errors.len() != keys.len()).then(|| format!("{errors:#?}"));
        }
        Verdict::Refused(slug, line, key) => (slug, file.as_str(), Some((*line, *key))),
        Verdict::Elsewhere(slug, file) => (slug, *file, None),
    };
    let is_it = |problem: &Problem| {
        let place = &problem.place;
        let found = (place.line.unwrap_or(0), place.column.as_deref().unwrap_or_default());
        problem.slug == *slug && place.file == file && at.is_none_or(|at| at == found) && !problem.help.is_empty()
    };
    match errors.as_slice() {
        [error] if is_it(error) => None,
        errors => Some(format!("not the error wanted: {errors:#?}")),
    }
}

#[test]
fn slips_in_the_scenario_change_no_number_or_are_refused_where_they_stand() {
    let project = Project::small();
    let (base, scenario) = (Base::of(project.in_memory()), project.text("scenario"));
    let all: Vec<&Mutation> = ALL.into_iter().flatten().collect();
    let wrong: Vec<String> = all
        .par_iter()
        .filter_map(|mutation| Some(format!("{}: {}", mutation.0, judge(&base, &scenario, mutation)?)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} verdicts are wrong:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

#[test]
fn at_least_forty_slips_have_names_of_their_own() {
    let names: Vec<&str> = ALL.into_iter().flatten().map(|(name, ..)| *name).collect();
    assert!(names.len() >= 40, "{}", names.len());
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}
