//! Files to a checked [`Case`], or every problem that stands in its way.
//!
//! The road: the scenario file (`scenario`) names the data folder; its files become typed tables
//! (`reading`) whose names are known (`references`); rows with `*` are spread over what they stand for
//! (`expand`); and each part of the case is built from them. Problems are collected, and reading goes on: a check
//! runs only on what earlier checks left good, so that one mistake gives one message.
//! Left out: rosters.

mod adoption;
mod allowances;
mod amounts;
mod assume;
mod build;
mod changes;
mod correlations;
mod dated;
mod document;
mod effects;
mod estimates;
mod expand;
mod floors;
mod group;
mod keys;
mod later;
mod left_out;
mod milestones;
mod occupations;
mod parts;
mod people;
mod phase;
mod plausible;
mod ranges;
mod reading;
mod references;
mod rosters;
mod scenario;
mod scope;
mod selector;
mod series;
mod services;
mod sets;
mod settings;
mod shocks;
mod skills;
mod work;

use crate::diagnostics::{Diagnostics, Place, Problem, Slug};
use crate::domain::{Case, Given};
use crate::files::{Files, FilesError};
use build::Build;
pub use reading::{
    Peek, PeekAt, PeekCell, PeekColumn, PeekPeople, PeekRoster, PeekRow, PeekSheet, RejectedRow, RejectedTable,
    is_of_people, peek,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was typed on the command line; it holds instead of the scenario file's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Seed of all luck.
    pub seed: Option<u64>,
    /// Number of draws.
    pub draws: Option<u32>,
    /// Values set last, each `SELECTOR=VALUE`, `SELECTOR+=VALUE` or `SELECTOR*=VALUE`.
    pub set: Vec<String>,
}

/// Reads a scenario and its tables; `None` if errors were found (all of them are in `found`).
///
/// # Errors
/// If the scenario file is missing or cannot be read, or a table's file cannot be read.
pub fn load_case(
    files: &dyn Files,
    scenario: &Path,
    overrides: &Overrides,
    found: &mut Diagnostics,
) -> Result<Option<Case>, FilesError> {
    let errors = found.errors();
    let file = scenario.display().to_string();
    let scenario = scenario::read(files, scenario, overrides, found)?;
    // What a scenario file with mistakes does not say may be one of them.
    let stated = scenario.settings.as_ref().filter(|_| found.errors() == errors);
    let Some((folder, named)) = &scenario.data else { return Ok(None) };
    let Some(mut group) = reading::read_data(files, folder, named, &scenario.files, found)? else { return Ok(None) };
    rosters::fill(&mut group, found);
    changes::apply(&scenario.changes, &mut group, found);
    references::check(&mut group, &scenario.files, found);
    left_out::report(&group, found);
    let Some(horizon) = &scenario.horizon else { return Ok(None) };
    let build = Build::new(&group, horizon, scenario.ranges);
    let parts = parts::parts(&build, found);
    let correlations = correlations::read(&build, found);
    if let Some(settings) = stated {
        people::check_agreement(&build, settings, &file, found);
    }
    // What is doubtful is said once nothing is wrong.
    let mut doubts = Diagnostics::new();
    if let Some(settings) = stated.filter(|_| found.errors() == errors) {
        plausible::review(&build, &parts.people, settings, &mut doubts);
    }
    let settings = scenario.settings.clone().filter(|_| found.errors() == errors);
    let Some(mut case) = settings.map(|settings| parts.into_case(settings, group)) else { return Ok(None) };
    case.correlated = correlations::resolve(&case, &correlations, found);
    if found.errors() == errors {
        found.extend(doubts);
    }
    note_defaults(&case, &folder.display().to_string(), found);
    Ok(Some(case).filter(|_| found.errors() == errors))
}

/// The tables of a scenario of which some of `problems`, which loading it gave, are about single rows; files that are in
/// question as a whole are not among them.
///
/// # Errors
/// If the scenario file or a table's file cannot be read.
pub fn rejected(
    files: &dyn Files,
    scenario: &Path,
    overrides: &Overrides,
    problems: &[Problem],
) -> Result<Vec<RejectedTable>, FilesError> {
    let scenario = scenario::read(files, scenario, overrides, &mut Diagnostics::new())?;
    let Some((folder, named)) = &scenario.data else { return Ok(Vec::new()) };
    reading::rejected(files, folder, named, &scenario.files, problems)
}

/// Says which columns have values that staffcast itself gave. A running programme that is not delayed is not worth saying.
fn note_defaults(case: &Case, folder: &str, found: &mut Diagnostics) {
    let mut columns: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    let given = case.assumptions().map(|(_, value)| value).filter(|value| value.given == Given::Default);
    for value in given.filter(|value| !(value.spread.is_certain() && value.spread.mode == 0.0)) {
        let selector = &value.selector;
        columns.entry((selector.table, selector.column)).or_default().insert(&selector.row);
    }
    if columns.is_empty() {
        return;
    }
    let columns: Vec<String> =
        columns.iter().map(|((table, column), rows)| format!("{table}.{column} ({})", rows.len())).collect();
    let message = format!("published or usual values stand in blank cells: {}", columns.join(", "));
    let help = "tables/assumptions.csv of a run lists each as `default` with its source; write a value to set your own";
    found.push(Slug::DefaultsUsed, Place::file(folder), message, help);
}

#[cfg(test)]
mod tests {
    use crate::domain::{Anchor, Scope, WorkUnit};
    use crate::statistics::distribution::DistributionKind;
    use crate::tables::input::{ANCHOR_WORDS, DISTRIBUTION_WORDS, SCOPE_WORDS, UNIT_WORDS};

    /// Tables know nothing of the domain, so that its words stand in both.
    #[test]
    fn the_words_of_a_column_are_those_of_what_it_means() {
        assert_eq!(UNIT_WORDS, WorkUnit::NAMES.map(|(word, _)| word));
        assert_eq!(ANCHOR_WORDS, Anchor::NAMES.map(|(word, _)| word));
        assert_eq!(SCOPE_WORDS, Scope::NAMES.map(|(word, _)| word));
        assert_eq!(DISTRIBUTION_WORDS, DistributionKind::NAMES.map(|(word, _)| word));
    }
}
