//! `staffcast run`: check, forecast, write one run folder per scenario.

use super::args::{DrawCount, Run};
use super::check::{self, Checked, Sound, failed};
use super::compute::{RunError, compute, settle};
use super::console::Console;
use super::document::{Document, RunEntry};
use super::progress::listen;
use super::{Exit, summary};
use crate::diagnostics::{Problem, SHOWN_OF_FILE, Slug};
use crate::domain::Case;
use crate::files::Disk;
use crate::output::{self, Fingerprint, Outcome, Shown, Spools, TableSet, existing_run, write_run};
use std::path::Path;
use std::time::Instant;

/// Runs the command.
pub fn run(options: &Run, console: &Console) -> Exit {
    listen();
    let begun = Instant::now();
    let checked = match check::load(&options.scenarios, &options.draws) {
        Ok(checked) => checked,
        Err(error) => {
            failed(Document::new("run", Exit::Files, &[]), &error.to_string(), console);
            return Exit::Files;
        }
    };
    console.detail(&format!("read and checked in {:.2} s", begun.elapsed().as_secs_f64()));
    console.problems(&checked.problems, options.strict, SHOWN_OF_FILE);
    if checked.refused(options.strict) {
        if console.json {
            console.answer(&Document::new("run", Exit::Refused, &checked.problems).text());
        }
        return Exit::Refused;
    }
    let Checked { mut cases, mut problems, .. } = checked;
    let mut runs = Vec::new();
    for sound in &mut cases {
        match one(options, console, sound, &mut problems) {
            Ok(entry) => runs.push(entry),
            Err(error) => {
                let document = Document::new("run", error.exit(), &problems).with_runs(runs);
                failed(document, &error.to_string(), console);
                return error.exit();
            }
        }
    }
    if console.json {
        console.answer(&Document::new("run", Exit::Done, &problems).with_runs(runs).text());
    }
    Exit::Done
}

/// Forecasts one scenario and writes its folder; what only its forecast shows is added to `all`.
fn one(options: &Run, console: &Console, sound: &mut Sound, all: &mut Vec<Problem>) -> Result<RunEntry, RunError> {
    if let Some(DrawCount::Auto(tolerance)) = options.draws.draws {
        settle(sound, tolerance, options.jobs, console)?;
    }
    let case = &sound.case;
    let fingerprint = Fingerprint::of(case, options.charts.word());
    if let Some(folder) = existing_run(&Disk, &options.out, &case.settings.name, &fingerprint)? {
        let tables = output::read_tables(&Disk, &folder, &Shown::of(case))?;
        accept(output::kept_problems(&tables, Slug::LargeError), case, options.strict, all)?;
        console.say("Already computed from the same inputs; nothing was written.");
        return Ok(shown(console, case, &tables, &folder));
    }
    let name = output::folder_name(&case.settings.name, &fingerprint);
    let spools = Spools::new(&Disk, &options.out, &name);
    let mut record = compute(sound, (options.charts, options.jobs), spools, "Forecasting", console)?;
    let begun = Instant::now();
    let late = output::kept_problems(&record.tables, Slug::LargeError);
    console.late_problems(&late, options.strict);
    accept(late, case, options.strict, all)?;
    let folder = match write_run(&Disk, &options.out, &mut record)? {
        Outcome::Written(folder) | Outcome::AlreadyComputed(folder) => folder,
    };
    console.detail(&format!("folder written and read back in {:.2} s", begun.elapsed().as_secs_f64()));
    Ok(shown(console, case, &record.tables, &folder))
}

/// Adds what only a forecast shows to all problems; refuses it where warnings refuse.
fn accept(late: Vec<Problem>, case: &Case, strict: bool, all: &mut Vec<Problem>) -> Result<(), RunError> {
    let refused = late.iter().any(|problem| problem.severity.refuses(strict));
    all.extend(late);
    if refused { Err(RunError::Strict(case.settings.name.clone())) } else { Ok(()) }
}

/// Prints the answer, and returns it for the JSON document.
fn shown(console: &Console, case: &Case, tables: &TableSet, folder: &Path) -> RunEntry {
    if console.quiet {
        console.answer(&format!("{}\n", folder.display()));
    } else if !console.json {
        console.answer(&summary::text(case, tables));
        let report = folder.join("report.html");
        console.answer(&format!("\nWritten to {}\nNext: open {}\n\n", folder.display(), report.display()));
    }
    RunEntry {
        scenario: case.settings.name.clone(),
        folder: folder.display().to_string(),
        headline: summary::headline(case, tables),
    }
}
