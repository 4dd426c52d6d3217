//! The manifest of a run folder, and whether the folder still is as it was written.
//!
//! `manifest.json` holds the SHA-256 and size of every other file but `provenance.json`, and what the run was made from.
//! It holds no clock, path, command or number of threads, so that it is the same wherever the run is made again.
//! The fingerprint binds the manifest itself: it is taken again over `inputs/` and the settings that the manifest names.

use super::OutputError;
use super::content::Hashed;
use super::fingerprint::{Fingerprint, VERSION, sha256};
use super::inputs::scenario_file;
use crate::files::{Files, FilesError};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// The manifest's name in a run folder.
pub const MANIFEST: &str = "manifest.json";
/// The name of the file that says when and where a run was made; its bytes are outside of all comparisons.
pub(super) const PROVENANCE: &str = "provenance.json";
/// What the manifest's form is called; it changes when a field is renamed or goes.
const SCHEMA_VERSION: u32 = 1;

/// What a run folder holds and what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of this file.
    pub schema_version: u32,
    /// The version of staffcast that made the run.
    pub staffcast: String,
    /// The scenario's name: its file's stem.
    pub scenario: String,
    /// The fingerprint, 64 hex digits.
    pub fingerprint: String,
    /// The seed of all luck.
    pub seed: u64,
    /// The number of draws.
    pub draws: u32,
    /// The option `--charts`.
    pub charts: String,
    /// Every other file by its path in the folder.
    pub files: BTreeMap<String, FileEntry>,
}

/// A file as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// SHA-256 of its bytes as hex digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Manifest {
    /// The manifest of these files, which do not hold a manifest or a provenance yet.
    pub(super) fn of(
        scenario: &str,
        fingerprint: &Fingerprint,
        seed: u64,
        draws: u32,
        files: BTreeMap<String, FileEntry>,
    ) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            staffcast: VERSION.to_owned(),
            scenario: scenario.to_owned(),
            fingerprint: fingerprint.hex().to_owned(),
            seed,
            draws,
            charts: fingerprint.charts().to_owned(),
            files,
        }
    }
}

/// What is wrong with a file of a run folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Damage {
    /// It is listed and not there.
    Missing,
    /// Its bytes are other ones.
    Changed,
    /// It is there and not listed.
    Extra,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "is missing",
            Self::Changed => "was changed",
            Self::Extra => "does not belong to it",
        })
    }
}

/// The manifest of the run in `folder`; `None` if what stands there is not a manifest.
///
/// # Errors
/// If the file does not exist or cannot be read.
pub fn read_manifest(files: &dyn Files, folder: &Path) -> Result<Option<Manifest>, FilesError> {
    let bytes = files.read(&folder.join(MANIFEST))?;
    let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
    Ok(manifest.filter(|manifest| manifest.schema_version == SCHEMA_VERSION))
}

/// The manifest of the finished run in `folder`, whatever else may be wrong there.
///
/// # Errors
/// [`OutputError::NotARun`] if there is none, [`OutputError::Damaged`] if what stands in its place is not a manifest.
pub fn manifest_of_run(files: &dyn Files, folder: &Path) -> Result<Manifest, OutputError> {
    if !files.exists(folder)? {
        return Err(FilesError::NotFound { path: folder.display().to_string() }.into());
    }
    let folder = folder.to_owned();
    if !files.is_folder(&folder) || !files.exists(&folder.join(MANIFEST))? {
        return Err(OutputError::NotARun { folder });
    }
    let damaged = OutputError::Damaged { file: MANIFEST.to_owned(), damage: Damage::Changed, folder: folder.clone() };
    read_manifest(files, &folder)?.ok_or(damaged)
}

/// The scenario file of the finished run in `folder`: so that a run folder may stand wherever a scenario may.
///
/// # Errors
/// [`OutputError::NotARun`] if it is none, [`OutputError::Damaged`] if it is not as it was written.
pub fn scenario_of_run(files: &dyn Files, folder: &Path) -> Result<PathBuf, OutputError> {
    let manifest = manifest_of_run(files, folder)?;
    match damages(files, folder)?.pop_first() {
        None => Ok(folder.join(scenario_file(&manifest.scenario))),
        Some((file, damage)) => Err(OutputError::Damaged { folder: folder.to_owned(), file, damage }),
    }
}

/// Everything in a finished run folder that is not as it was written, by path; empty if the folder verifies.
///
/// # Errors
/// If the folder or one of its files cannot be read.
pub fn damages(files: &dyn Files, folder: &Path) -> Result<BTreeMap<String, Damage>, FilesError> {
    let present: BTreeSet<String> = files.list_recursive(folder)?.into_iter().collect();
    let mut found = BTreeMap::new();
    let own = [MANIFEST, PROVENANCE].map(str::to_owned);
    found.extend(own.iter().filter(|name| !present.contains(*name)).map(|name| (name.clone(), Damage::Missing)));
    if found.contains_key(MANIFEST) {
        return Ok(found);
    }
    let Some(manifest) = read_manifest(files, folder)? else {
        found.insert(MANIFEST.to_owned(), Damage::Changed);
        return Ok(found);
    };
    let gone = manifest.files.keys().filter(|path| !present.contains(*path));
    found.extend(gone.map(|path| (path.clone(), Damage::Missing)));
    let there = manifest.files.par_iter().filter(|(path, _)| present.contains(*path));
    let read: Vec<(&String, Read)> =
        there.map(|(path, entry)| Ok((path, look(files, folder, path, entry)?))).collect::<Result<_, FilesError>>()?;
    let mut inputs = BTreeMap::new();
    for (path, Read { changed, input }) in read {
        if changed {
            found.insert(path.clone(), Damage::Changed);
        }
        inputs.extend(input.map(|bytes| (path.clone(), bytes)));
    }
    let extra = present.iter().filter(|path| !manifest.files.contains_key(*path) && !own.contains(path));
    found.extend(extra.filter(|path| !is_left_by_viewer(path)).map(|path| (path.clone(), Damage::Extra)));
    let again = Fingerprint::over(&inputs, manifest.seed, manifest.draws, &manifest.charts, &manifest.staffcast);
    let named = manifest.files.contains_key(&scenario_file(&manifest.scenario));
    if found.is_empty() && (again.hex() != manifest.fingerprint || !named) {
        found.insert(MANIFEST.to_owned(), Damage::Changed);
    }
    Ok(found)
}

/// What is found in a file.
struct Read {
    changed: bool,
    /// Its bytes, if it is one of those that a run is made from.
    input: Option<Vec<u8>>,
}

/// Reads a file of a run and compares its hash; tables are never in memory as a whole.
fn look(files: &dyn Files, folder: &Path, path: &str, entry: &FileEntry) -> Result<Read, FilesError> {
    let place = folder.join(path);
    if path.starts_with("inputs/") {
        let bytes = files.read(&place)?;
        let found = FileEntry { sha256: sha256(&bytes), bytes: bytes.len() as u64 };
        return Ok(Read { changed: found != *entry, input: Some(bytes) });
    }
    let found = Hashed::new(files.open(&place)?).whole();
    let found = found.map_err(|error| FilesError::unreadable(&place, error))?;
    Ok(Read { changed: found != *entry, input: None })
}

/// True for files that file managers and spreadsheet programs put into a folder that is only looked at.
fn is_left_by_viewer(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
        || ["._", ".~lock.", "~$"].iter().any(|start| name.starts_with(start))
}
