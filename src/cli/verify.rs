//! `staffcast verify`: whether finished run folders are as they were written, and whether they come out the same again.
//!
//! Every folder is looked at, whatever was wrong with those before it; the exit code is the highest of them. Nothing is
//! left behind. Left out: mending.

use super::Exit;
use super::args::{Draws, Verify};
use super::check;
use super::compute::{RunError, compute};
use super::console::{Console, counted};
use super::document::Document;
use super::progress::listen;
use crate::diagnostics::{Problem, SHOWN_OF_FILE};
use crate::files::{Disk, FilesError};
use crate::output::{self, Charts, Damage, Difference, Manifest, Spools};
use clap::ValueEnum;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What was found of one folder.
#[derive(Serialize)]
struct Finding {
    folder: String,
    /// Files named by its manifest.
    files: usize,
    damages: BTreeMap<String, Damage>,
    rerun: Option<Rerun>,
    /// Why it could not be looked at.
    error: Option<String>,
    #[serde(skip)]
    exit: Exit,
}

/// A run computed again.
#[derive(Serialize)]
struct Rerun {
    /// The version of staffcast that made the run.
    made_by: String,
    /// The version of this program.
    computed_by: &'static str,
    differences: Vec<Difference>,
}

/// Runs the command.
pub fn verify(options: &Verify, console: &Console) -> Exit {
    listen();
    let mut problems: Vec<Problem> = Vec::new();
    let mut findings = Vec::new();
    for folder in &options.runs {
        let finding = found(options, folder, console, &mut problems);
        if !console.json {
            say(&finding, console);
        }
        let exit = finding.exit;
        findings.push(finding);
        if exit == Exit::Interrupted {
            break;
        }
    }
    let exit = findings.iter().map(|finding| finding.exit).max().unwrap_or(Exit::Done);
    if console.json {
        problems.dedup();
        let result = serde_json::to_value(&findings).unwrap_or_default();
        console.answer(&Document::new("verify", exit, &problems).with_result(result).text());
    }
    exit
}

/// Why a folder could not be looked at, and how the command then ends.
struct Failure(Exit, String);

impl<E: Into<RunError>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        Self(error.exit(), error.to_string())
    }
}

/// Looks at one folder.
fn found(options: &Verify, folder: &Path, console: &Console, problems: &mut Vec<Problem>) -> Finding {
    let name = folder.display().to_string();
    let mut finding =
        Finding { folder: name, files: 0, damages: BTreeMap::new(), rerun: None, error: None, exit: Exit::Done };
    if let Err(Failure(exit, error)) = look(options, folder, console, problems, &mut finding) {
        finding.exit = exit;
        finding.error = Some(error);
    }
    finding
}

fn look(
    options: &Verify,
    folder: &Path,
    console: &Console,
    problems: &mut Vec<Problem>,
    finding: &mut Finding,
) -> Result<(), Failure> {
    let manifest = output::manifest_of_run(&Disk, folder)?;
    finding.files = manifest.files.len();
    finding.damages = output::damages(&Disk, folder)?;
    if !finding.damages.is_empty() {
        finding.exit = Exit::Files;
    } else if options.rerun {
        let rerun = again(options, folder, &manifest, console, problems)?;
        finding.exit = if rerun.differences.is_empty() { Exit::Done } else { Exit::GateFailed };
        finding.rerun = Some(rerun);
    }
    Ok(())
}

/// Computes a run again and compares every byte.
fn again(
    options: &Verify,
    folder: &Path,
    manifest: &Manifest,
    console: &Console,
    problems: &mut Vec<Problem>,
) -> Result<Rerun, Failure> {
    let made_by = &manifest.staffcast;
    let refused = |what: &str| {
        let error =
            format!("the run was made by staffcast {made_by}, and staffcast {VERSION} {what}; nothing was compared");
        Failure(Exit::Refused, error)
    };
    let Ok(charts) = Charts::from_str(&manifest.charts, false) else {
        return Err(refused(&format!("knows no `--charts {}`", manifest.charts)));
    };
    // Seed and draws stand in the scenario of a run folder.
    let checked = check::load(&[folder.to_owned()], &Draws { seed: None, draws: None, set: Vec::new() })?;
    let [sound] = &checked.cases[..] else {
        console.problems(&checked.problems, false, SHOWN_OF_FILE);
        problems.extend(checked.problems);
        return Err(refused("refuses its inputs"));
    };
    // Many rows wait beside the folder, in one of which nothing is left.
    let name = folder.file_name().map_or_else(|| "run".into(), |name| name.to_string_lossy());
    let spools = Spools::new(&Disk, folder.parent().unwrap_or(Path::new("")), &name);
    let record = compute(sound, (charts, options.jobs), spools, "Computing again", console)?;
    let listed = manifest.files.keys().cloned().chain([output::MANIFEST.to_owned()]);
    let computed = output::run_files(&record).map_err(|error| FilesError::unreadable(folder, error))?;
    let differences = output::differences(&Disk, folder, listed, &computed)?;
    Ok(Rerun { made_by: made_by.clone(), computed_by: VERSION, differences })
}

/// Says what was found.
fn say(finding: &Finding, console: &Console) {
    let folder = &finding.folder;
    let list = |lines: Vec<String>| lines.iter().map(|line| format!("\n  {line}")).collect::<String>();
    if !finding.damages.is_empty() {
        let lines = finding.damages.iter().map(|(file, damage)| format!("{file} {damage}")).collect();
        let help = "move the folder away and run the scenario again";
        console.error(&format!("{folder} is not as it was written; {help}:{}", list(lines)));
        return;
    }
    if let Some(error) = &finding.error {
        let named = if error.starts_with(folder.as_str()) { error.clone() } else { format!("{folder}: {error}") };
        console.error(&named);
        return;
    }
    let files = counted(finding.files, "file", "files");
    if !console.quiet {
        console.answer(&format!("{folder}: verified: {files} as written\n"));
    }
    let Some(Rerun { made_by, computed_by, differences }) = &finding.rerun else { return };
    let other = made_by != computed_by;
    let versions = format!("made by staffcast {made_by}, computed again by {computed_by}");
    if differences.is_empty() {
        let versions = if other { format!(" ({versions})") } else { String::new() };
        if !console.quiet {
            console.answer(&format!("{folder}: computed again: every byte is the same{versions}\n"));
        }
        return;
    }
    let lines = differences.iter().map(ToString::to_string).collect();
    let number = counted(differences.len(), "file differs", "files differ");
    let (what, help) = if other {
        (versions, "between versions that is to be expected; CHANGELOG.md says which results changed")
    } else {
        (
            "computed again".to_owned(),
            "this program or machine does not give what made the run: do not rely on either before it is known why",
        )
    };
    console.error(&format!("{folder}: {what}: {number}; {help}:{}", list(lines)));
}
