//! `staffcast check`: everything wrong with the inputs, and no computing.

use super::Exit;
use super::args::{Check, DrawCount, Draws};
use super::console::{Console, counted};
use super::document::Document;
use super::explain::explain;
use super::rejects::{self, Rejects};
use crate::diagnostics::{Diagnostics, Problem, SHOWN_OF_FILE, Severity, capped};
use crate::domain::Case;
use crate::files::{Disk, Files, FilesError, Staged};
use crate::input::{Overrides, load_case};
use crate::output::{OutputError, ResolvedValue, resolved_text, resolved_values, scenario_of_run};
use crate::program::{self, Program};
use crate::projection;
use crate::uncertainty::{Central, FEWEST_TRIED};
use serde_json::Value;
use std::path::PathBuf;

/// Runs the command.
pub fn check(options: &Check, console: &Console) -> Exit {
    if let Some(slug) = &options.explain {
        return explain(slug.as_deref(), console);
    }
    let unusable = |error: &dyn std::fmt::Display| {
        failed(Document::new("check", Exit::Files, &[]), &error.to_string(), console);
        Exit::Files
    };
    // A folder that cannot be written to is said before anything is read.
    let staged = match options.rejects.as_deref().map(|folder| Disk.stage_project(folder)).transpose() {
        Ok(staged) => staged,
        Err(error) => return unusable(&of_rejects(&error)),
    };
    let checked = match load(&options.scenarios, &options.draws) {
        Ok(checked) => checked,
        Err(error) => return unusable(&error),
    };
    let exit = if checked.refused(options.strict) { Exit::Refused } else { Exit::Done };
    let rejects = match staged.map(|staged| rejected(staged, &checked, options)).transpose() {
        Ok(rejects) => rejects,
        Err(error) => return unusable(&of_rejects(&error)),
    };
    if console.json {
        let result = match &rejects {
            Some(rejects) => serde_json::to_value(rejects).unwrap_or_default(),
            None if options.resolved => resolved(&checked, &options.draws),
            None => Value::Null,
        };
        let (problems, left_out) = capped(checked.problems, options.max_problems.unwrap_or(0));
        let document = Document::new("check", exit, &problems).with_result(result);
        let document = if left_out > 0 { document.with_left_out(left_out) } else { document };
        console.answer(&document.text());
        return exit;
    }
    let shown = options.max_problems.unwrap_or(SHOWN_OF_FILE);
    if let (Some(rejects), Some(folder)) = (&rejects, &options.rejects) {
        let folder = folder.display().to_string();
        console.problems_and(&checked.problems, options.strict, shown, &rejects.then());
        console.answer(&rejects.text(&folder, console.quiet));
    } else {
        console.problems(&checked.problems, options.strict, shown);
    }
    if exit == Exit::Done && options.resolved {
        for Sound { case, .. } in &checked.cases {
            console.answer(&resolved_text(&values(case, &options.draws)));
        }
    } else if exit == Exit::Done && !console.quiet {
        for Sound { case, problems, .. } in &checked.cases {
            let warned = problems.iter().any(|problem| problem.severity == Severity::Warning);
            console.answer(&described(case, &options.draws, warned));
        }
    }
    exit
}

/// Writes the rejects.
fn rejected(staged: Box<dyn Staged>, checked: &Checked, options: &Check) -> Result<Rejects, FilesError> {
    rejects::write(staged, checked, options.strict, &overrides(&options.draws))
}

/// Why rejects were not written, and what to do.
fn of_rejects(error: &FilesError) -> String {
    match error {
        FilesError::NotEmpty { .. } | FilesError::Exists { .. } => {
            format!("{error}; nothing was touched. Name a folder that does not exist yet, or an empty one")
        }
        _ => error.to_string(),
    }
}

/// The values of each scenario, by its name.
fn resolved(checked: &Checked, draws: &Draws) -> Value {
    let of = |case: &Case| serde_json::json!({ "scenario": case.settings.name, "values": values(case, draws) });
    checked.cases.iter().map(|sound| of(&sound.case)).collect()
}

/// The values of a scenario; a number of draws that only a run finds stands as it was typed.
fn values(case: &Case, draws: &Draws) -> Vec<ResolvedValue> {
    let mut values = resolved_values(case);
    if let Some(auto @ DrawCount::Auto(_)) = draws.draws {
        let of_draws = values.iter_mut().filter(|value| value.selector == "uncertainty.draws");
        of_draws.for_each(|value| value.value = auto.to_string());
    }
    values
}

/// Scenarios that were read, with everything that is wrong with them.
pub struct Checked {
    /// The cases that could be built.
    pub cases: Vec<Sound>,
    /// All problems, sorted, each once.
    pub problems: Vec<Problem>,
    /// The files of the scenarios that were asked for; of a run folder, that in its `inputs/`.
    pub scenarios: Vec<PathBuf>,
}

/// A case without errors, compiled, with its own warnings and notes.
pub struct Sound {
    /// The case.
    pub case: Case,
    /// The case compiled.
    pub program: Program,
    /// What is worth saying of this case, whatever other scenarios stood beside it.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// True if not all scenarios may be computed; warnings count only when `strict`.
    pub fn refused(&self, strict: bool) -> bool {
        let refuses = |problem: &Problem| problem.severity.refuses(strict);
        self.cases.len() < self.scenarios.len() || self.problems.iter().any(refuses)
    }
}

/// Reads, checks and compiles all scenarios; nothing is computed before all of them are known to be right. A finished run
/// folder stands for the scenario in its `inputs/`. Draws that only a run finds are the fewest that it tries.
pub fn load(scenarios: &[PathBuf], draws: &Draws) -> Result<Checked, OutputError> {
    let overrides = overrides(draws);
    let mut files = Vec::new();
    let mut cases = Vec::new();
    let mut found = Diagnostics::new();
    for scenario in scenarios {
        let mut own = Diagnostics::new();
        let of_run = if Disk.is_folder(scenario) { Some(scenario_of_run(&Disk, scenario)?) } else { None };
        let scenario = of_run.as_ref().unwrap_or(scenario);
        if let Some(case) = load_case(&Disk, scenario, &overrides, &mut own)? {
            let program = program::compile(&case);
            projection::review(&case, &program, &Central, &mut own);
            if own.errors() == 0 {
                cases.push(Sound { case, program, problems: own.problems().to_vec() });
            }
        }
        found.extend(own);
        files.push(scenario.clone());
    }
    // Scenarios share tables: what is wrong with a table is said once.
    Ok(Checked { cases, problems: found.into_sorted(), scenarios: files })
}

fn overrides(draws: &Draws) -> Overrides {
    let number = draws.draws.map(|draws| match draws {
        DrawCount::Number(number) => number,
        DrawCount::Auto(_) => FEWEST_TRIED,
    });
    Overrides { seed: draws.seed, draws: number, set: draws.set.clone() }
}

/// Says that a command failed for reasons outside the inputs; `document` holds what was known and done until then.
pub fn failed(document: Document<'_>, error: &str, console: &Console) {
    if console.json {
        console.answer(&document.with_error(error.to_owned()).text());
    } else {
        console.error(error);
    }
}

fn described(case: &Case, draws: &Draws, warned: bool) -> String {
    let horizon = &case.settings.horizon;
    let draws = match draws.draws {
        Some(auto @ DrawCount::Auto(_)) => format!("the number of draws is found when it runs ({auto})"),
        _ => format!("{} draws", case.settings.uncertainty.draws),
    };
    format!(
        "{}: {}, {}, {}, {}; {} to {}, {draws}. {}\n",
        case.settings.name,
        counted(case.roles.len(), "role", "roles"),
        counted(case.facilities.len(), "facility", "facilities"),
        counted(case.technologies.len(), "technology", "technologies"),
        counted(case.workload.len(), "workload value", "workload values"),
        horizon.start,
        horizon.end(),
        if warned { "No errors; see the warnings." } else { "Nothing wrong." }
    )
}
