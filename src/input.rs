//! Files to a checked [`Case`], or every problem that stands in its way.
//!
//! The road: the scenario file (`scenario`) names the data folder; its CSV files become text cells (`raw`), typed
//! cells (`typing`) and rows whose names are known (`references`); rows with `*` are spread over what they stand for
//! (`expand`); and each part of the case is built from them. Problems are collected, and reading goes on: a check
//! runs only on what earlier checks left good, so that one mistake gives one message.
//! Left out: scenarios that extend others, workbooks, and rosters.

mod adoption;
mod assume;
mod build;
mod defaults;
mod document;
mod expand;
mod floors;
mod folder;
mod group;
mod header;
mod keys;
mod later;
mod milestones;
mod number;
mod parts;
mod period;
mod raw;
mod references;
mod scenario;
mod series;
mod services;
mod settings;
mod staff;
mod supply;
mod text;
mod typing;
mod work;

use crate::diagnostics::Diagnostics;
use crate::domain::Case;
use crate::files::{Files, FilesError};
use build::Build;
use std::path::Path;

/// What was typed on the command line; it holds instead of the scenario file's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Seed of all luck.
    pub seed: Option<u64>,
    /// Number of draws.
    pub draws: Option<u32>,
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
    let scenario = scenario::read(files, scenario, overrides, found)?;
    let Some((folder, named)) = &scenario.data else { return Ok(None) };
    let Some(group) = folder::read(files, folder, named, found)? else { return Ok(None) };
    let Some(horizon) = &scenario.horizon else { return Ok(None) };
    let parts = parts::parts(&Build::new(&group, horizon, scenario.range), found);
    let settings = scenario.settings.filter(|_| found.errors() == errors);
    Ok(settings.map(|settings| parts.into_case(settings, group)))
}
