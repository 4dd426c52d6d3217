//! A collection of files as planners, spreadsheets and accidents leave them, each with its verdict.
//!
//! A [`Mutation`] changes one thing in a table, wherever it can be changed, and says what must come of it: exactly the
//! case of the project as it was, or a refusal at its place with a way out. What cannot change a number is read; what
//! could is refused, or settled by a declaration. No file may bring down the program, whatever is in it.

mod bytes;
mod codes;
mod columns;
mod declared;
mod numbers;
mod percents;
mod periods;
mod rows;
mod scenario;
mod sheet;
mod wide;

use crate::fixture;
use crate::nudge;
use crate::project;
use rayon::prelude::*;
use sheet::Sheet;
use staffcast::diagnostics::{Problem, Severity, Slug};
use staffcast::output::resolved_inputs;
use staffcast::tables::input::TABLES;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A change with a name.
struct Mutation {
    name: &'static str,
    /// What comes of it in one table; nothing where it has no meaning.
    of: fn(&Sheet<'_>) -> Vec<Changed>,
}

/// Mutations by their names.
macro_rules! mutations {
    ($($name:ident),+ $(,)?) => { &[$($crate::collection::Mutation { name: stringify!($name), of: $name }),+] };
}
use mutations;

/// A project with one change, and what must come of it.
struct Changed {
    project: nudge::Project,
    verdict: Verdict,
}

/// What must come of a changed project.
enum Verdict {
    /// The case of the project as it was, and nothing worse than notes that were not there before.
    Same,
    /// The same, of another project; no verdict if that is refused itself.
    SameAs(nudge::Project),
    /// A refusal with one of these slugs, at this place.
    Refused(&'static [Slug], At),
}

/// Where a refusal must stand. The file is the mutated one.
enum At {
    /// Anywhere in the file.
    File,
    /// On this line.
    Line(usize),
    /// On this line, in this cell of the spreadsheet.
    Cell(usize, String),
    /// In the scenario.
    Scenario,
    /// In another file.
    Elsewhere,
}

/// What a project comes to.
type Inputs = BTreeMap<String, Vec<u8>>;

/// A sound project whose tables are mutated.
struct Base {
    project: nudge::Project,
    inputs: Inputs,
    doubts: BTreeSet<Slug>,
}

impl Base {
    fn of(project: nudge::Project) -> Self {
        let (case, problems) = project.load();
        let case = case.unwrap_or_else(|| panic!("the project is sound: {problems:#?}"));
        Self { project, inputs: resolved_inputs(&case), doubts: doubts(&problems) }
    }

    /// Both projects: the small one, and one that has every table.
    fn all() -> [Self; 2] {
        let folder = fixture::folder("every_input");
        let every = nudge::Project::read(&folder.join("scenario.toml"), &folder.join("data"));
        [Self::of(project::Project::small().in_memory()), Self::of(every)]
    }

    /// The tables that are mutated: of the second project those that the first does not have, and its staff, who have
    /// ages.
    fn sheets(all: &[Self; 2]) -> Vec<Sheet<'_>> {
        let [small, every] = all;
        let has = |base: &Self, name: &str| base.project.bytes(&format!("{name}.csv")).is_some();
        let mut sheets = Vec::new();
        for spec in TABLES {
            if has(small, spec.name) {
                sheets.push(Sheet::of(small, spec));
            }
            if has(every, spec.name) && (spec.name == "staff" || !has(small, spec.name)) {
                sheets.push(Sheet::of(every, spec));
            }
        }
        sheets
    }
}

fn doubts(problems: &[Problem]) -> BTreeSet<Slug> {
    problems.iter().filter(|problem| problem.severity == Severity::Warning).map(|problem| problem.slug).collect()
}

/// Why the verdict does not hold, if it does not. The second value is false if there was no verdict.
fn judge(sheet: &Sheet<'_>, changed: &Changed) -> (Option<String>, bool) {
    let file = sheet.base.project.path(&sheet.file()).display().to_string();
    let Ok((case, problems)) = catch_unwind(AssertUnwindSafe(|| changed.project.load())) else {
        return (Some("panicked".to_owned()), true);
    };
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    if let Some(bare) = errors.iter().find(|problem| problem.help.is_empty() || problem.place.file.is_empty()) {
        return (Some(format!("an error without help or file: {bare:?}")), true);
    }
    let same = |inputs: &Inputs, known: &BTreeSet<Slug>| match &case {
        None => Some(format!("refused: {:?}", errors.first())),
        Some(case) if resolved_inputs(case) != *inputs => Some(difference(&resolved_inputs(case), inputs)),
        Some(_) => {
            let new = doubts(&problems).difference(known).next().copied();
            new.map(|slug| format!("a new warning: {}", slug.as_str()))
        }
    };
    match &changed.verdict {
        Verdict::Same => (same(&sheet.base.inputs, &sheet.base.doubts), true),
        Verdict::SameAs(other) => match other.load() {
            (Some(case), problems) => (same(&resolved_inputs(&case), &doubts(&problems)), true),
            (None, _) => (None, false),
        },
        Verdict::Refused(slugs, at) => {
            let scenario = sheet.base.project.scenario().display().to_string();
            let file = if matches!(at, At::Scenario) { scenario } else { file };
            let there = |problem: &&&Problem| {
                let place = &problem.place;
                let line = place.line.map(|line| line as usize);
                let here = match at {
                    At::File | At::Scenario | At::Elsewhere => true,
                    At::Line(wanted) => line == Some(*wanted),
                    At::Cell(wanted, cell) => line == Some(*wanted) && place.cell.as_ref() == Some(cell),
                };
                let file = matches!(at, At::Elsewhere) || place.file == file;
                here && file && (slugs.is_empty() || slugs.contains(&problem.slug))
            };
            if case.is_some() {
                return (Some(format!("accepted: {problems:?}")), true);
            }
            let missed = errors.iter().find(there).is_none();
            (missed.then(|| format!("refused otherwise: {:#?}", errors.iter().take(3).collect::<Vec<_>>())), true)
        }
    }
}

/// The first file and line in which two projects differ.
fn difference(one: &Inputs, other: &Inputs) -> String {
    for name in one.keys().chain(other.keys()) {
        let text = |inputs: &Inputs| String::from_utf8_lossy(inputs.get(name).map_or(&[][..], |b| b)).into_owned();
        let (found, wanted) = (text(one), text(other));
        if found != wanted {
            let at = found.lines().zip(wanted.lines()).position(|(a, b)| a != b).unwrap_or(usize::MAX);
            let line = |text: &str| text.lines().nth(at).unwrap_or("…").to_owned();
            return format!("a different case: {name}: `{}` for `{}`", line(&found), line(&wanted));
        }
    }
    "the same".to_owned()
}

/// Applies mutations to every table; each must have a verdict somewhere, and every verdict must hold.
fn assert_verdicts(mutations: &[Mutation]) {
    let all = Base::all();
    let sheets = Base::sheets(&all);
    let pairs: Vec<(&Mutation, &Sheet<'_>)> =
        mutations.iter().flat_map(|mutation| sheets.iter().map(move |sheet| (mutation, sheet))).collect();
    let outcomes: Vec<(&str, usize, Vec<String>)> = pairs
        .par_iter()
        .map(|(mutation, sheet)| {
            let judged: Vec<_> = (mutation.of)(sheet).iter().map(|changed| judge(sheet, changed)).collect();
            let wrong = judged.iter().filter_map(|(wrong, _)| wrong.as_ref());
            let wrong = wrong.map(|wrong| format!("{} in {}: {wrong}", mutation.name, sheet.spec.name)).collect();
            (mutation.name, judged.iter().filter(|(_, counts)| *counts).count(), wrong)
        })
        .collect();
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    outcomes.iter().for_each(|(name, count, _)| *verdicts.entry(name).or_default() += count);
    let idle: Vec<_> = verdicts.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
    assert!(idle.is_empty(), "mutations that apply nowhere: {idle:?}");
    let wrong: Vec<&String> = outcomes.iter().flat_map(|(_, _, wrong)| wrong).collect();
    let shown = wrong.iter().take(60).map(|wrong| wrong.as_str()).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {} verdicts are wrong:\n{shown}", wrong.len(), verdicts.values().sum::<usize>());
}

#[test]
fn bytes_lines_and_delimiters_change_no_number_or_are_refused() {
    assert_verdicts(bytes::ALL);
}

#[test]
fn columns_are_found_under_their_names_or_reported() {
    assert_verdicts(columns::ALL);
}

#[test]
fn rows_that_are_no_rows_of_the_table_are_refused() {
    assert_verdicts(rows::ALL);
}

#[test]
fn numbers_mean_one_thing_or_are_refused() {
    assert_verdicts(numbers::ALL);
}

#[test]
fn percentages_are_percentages_or_are_refused() {
    assert_verdicts(percents::ALL);
}

#[test]
fn periods_mean_one_day_or_are_refused() {
    assert_verdicts(periods::ALL);
}

#[test]
fn codes_mean_one_thing_or_are_refused() {
    assert_verdicts(codes::ALL);
}

#[test]
fn periods_may_run_across() {
    assert_verdicts(wide::ALL);
}

#[test]
fn a_declaration_makes_a_refused_file_the_same_case() {
    assert_verdicts(declared::ALL);
}

#[test]
fn the_collection_holds_at_least_a_hundred_mutations_with_names_of_their_own() {
    let all = [bytes::ALL, columns::ALL, rows::ALL, numbers::ALL, percents::ALL, periods::ALL, codes::ALL];
    let names: Vec<&str> =
        all.iter().chain([&wide::ALL, &declared::ALL]).flat_map(|all| all.iter()).map(|m| m.name).collect();
    assert!(names.len() >= 100, "{}", names.len());
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}
