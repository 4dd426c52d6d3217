//! `staffcast init`: a project that already runs, as CSV files or as one Excel workbook.
//!
//! Left out: questions. What the planner wants changed is changed in the files afterwards.

mod examples;
mod project;

pub use examples::Example;

use super::Exit;
use super::args::Init;
use super::check::failed;
use super::console::{Console, counted};
use super::document::Document;
use crate::files::{Disk, Files, FilesError};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// The scenario to run first.
const FIRST: &str = "scenarios/baseline.toml";

/// Runs the command.
pub fn init(options: &Init, console: &Console) -> Exit {
    let files = match project::files(options.example, options.xlsx) {
        Ok(files) => files,
        Err(error) => return refuse(&error.to_string(), console),
    };
    if let Err(error) = write(&options.folder, &files) {
        let help = match error {
            FilesError::NotEmpty { .. } | FilesError::Exists { .. } => {
                "; nothing was touched. Name a folder that does not exist yet, or an empty one"
            }
            _ => "",
        };
        return refuse(&format!("{error}{help}"), console);
    }
    let folder = options.folder.display().to_string();
    if console.quiet {
        console.answer(&format!("{folder}\n"));
    } else if console.json {
        let result = json!({
            "folder": folder,
            "example": options.example.word(),
            "files": files.keys().collect::<Vec<_>>(),
            "next": next(&folder),
        });
        console.answer(&Document::new("init", Exit::Done, &[]).with_result(result).text());
    } else {
        console.answer(&created(&folder, options, &files));
    }
    Exit::Done
}

fn refuse(error: &str, console: &Console) -> Exit {
    failed(Document::new("init", Exit::Files, &[]), error, console);
    Exit::Files
}

/// All files or none.
fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), FilesError> {
    let mut staged = Disk.stage_project(folder)?;
    for (name, bytes) in files {
        staged.write(name, bytes)?;
    }
    staged.commit().map(|_| ())
}

/// What was made, and what to do with it.
fn created(folder: &str, options: &Init, files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut text = format!(
        "Created {folder} ({}): {}\n",
        counted(files.len(), "file", "files"),
        options.example.meaning().split(": begin").next().unwrap_or_default()
    );
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in files.keys() {
        let (inside, file) = name.rsplit_once('/').unwrap_or(("", name));
        folders.entry(inside).or_default().push(file);
    }
    for (inside, names) in folders {
        let place = if inside.is_empty() { String::new() } else { format!("{inside}/ ") };
        text.push_str(&format!("  {place}{}\n", names.join(" ")));
    }
    text.push_str(&format!(
        "It runs as it is:\n  {}\nThen edit {}. README.md says the rest.\n",
        next(folder),
        project::to_edit(options.xlsx)
    ));
    text
}

/// The next command, as it is typed where this one was.
fn next(folder: &str) -> String {
    let run = format!("staffcast run {FIRST}");
    let plain = folder.chars().all(|c| c.is_alphanumeric() || "._-/\\:~+".contains(c));
    match folder {
        "." | "./" => run,
        _ if plain => format!("cd {folder} && {run}"),
        _ => format!("cd \"{folder}\" && {run}"),
    }
}
