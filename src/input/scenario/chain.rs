//! A scenario's file and those that it extends, the scenario's own first.
//!
//! `extends = "baseline"` names one other scenario: its name, or its path as seen from the file. Left out: what the keys
//! say.

use crate::diagnostics::{Diagnostics, Place, Slug, nearest};
use crate::files::{Files, FilesError, joined};
use crate::input::document::Document;
use crate::input::reading::whole_text;
use std::io::Read;
use std::path::{Path, PathBuf};

/// No scenario that people write is larger.
const MOST_BYTES: usize = 1 << 20;

/// How to name what is extended.
const HELP: &str = "write the name of another scenario in the same folder, such as extends = \"baseline\"";

/// A file of a scenario.
pub(super) struct Source {
    /// The file as the planner would type it.
    pub(super) file: String,
    /// The folder it lies in, from which its paths are seen.
    pub(super) folder: PathBuf,
    /// What it holds.
    pub(super) text: String,
}

/// Reads the file at `path` and those that it extends; false if one of those could not be read.
///
/// # Errors
/// If the file at `path` is missing or cannot be read, or one that it extends cannot.
pub(super) fn read(files: &dyn Files, path: &Path, found: &mut Diagnostics) -> Result<(Vec<Source>, bool), FilesError> {
    let errors = found.errors();
    let mut sources: Vec<Source> = Vec::new();
    let mut named: Option<(Place, String)> = None;
    let mut next = Some(path.to_owned());
    while let Some(path) = next.take() {
        let file = path.display().to_string();
        let bytes = match (beginning(files, &path), named.take()) {
            (Ok(bytes), _) => bytes,
            (Err(FilesError::NotFound { .. }), Some((place, name))) => {
                let message = format!("the scenario that it extends is not there: {file}");
                let folder = path.parent().unwrap_or(Path::new(""));
                let beside = files.list(folder).unwrap_or_default();
                let beside: Vec<&str> = beside.iter().filter_map(|name| name.strip_suffix(".toml")).collect();
                let help = match nearest(&name, beside) {
                    Some(near) => format!("did you mean extends = \"{near}\"?"),
                    None => "write the name of another scenario in the same folder, such as extends = \"baseline\""
                        .to_owned(),
                };
                found.push_value(Slug::UnknownScenario, place, Some(&name), message, help);
                break;
            }
            (Err(FilesError::Io { path, source, .. }), Some((place, name))) => {
                let message = format!("the scenario that it extends cannot be read: {path}: {source}");
                found.push_value(Slug::UnknownScenario, place, Some(&name), message, HELP);
                break;
            }
            (Err(error), _) => return Err(error),
        };
        if bytes.len() > MOST_BYTES {
            let message = "the file is larger than a scenario is: 1 MB";
            let help = "a scenario names the tables and what differs from another; put values into the tables";
            found.push(Slug::FileTooLarge, Place::file(&file), message, help);
            break;
        }
        let Some(text) = whole_text(&file, &bytes, found) else { break };
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let source = Source { file, folder, text };
        if let Some((parent, place, name)) = parent(&source, found) {
            let chain: Vec<&str> = sources.iter().chain([&source]).map(|source| source.file.as_str()).collect();
            let wanted = parent.display().to_string();
            if let Some(first) = chain.iter().position(|file| *file == wanted) {
                let loop_of: Vec<&str> = chain.iter().skip(first).copied().chain([wanted.as_str()]).collect();
                let message = format!("the scenarios extend each other in a loop: {}", loop_of.join(" > "));
                let help = "one of them must stand on its own: take `extends` out of it";
                found.push_value(Slug::ScenarioCycle, place, Some(&name), message, help);
            } else {
                named = Some((place, name));
                next = Some(parent);
            }
        }
        sources.push(source);
    }
    Ok((sources, found.errors() == errors))
}

/// The file that `source` extends, the place that says so, and its words.
fn parent(source: &Source, found: &mut Diagnostics) -> Option<(PathBuf, Place, String)> {
    // What is wrong with the file as a whole is said when it is read as a whole.
    let document = Document::parse(&source.file, &source.text, &mut Diagnostics::new());
    let entry = document.find("", "extends")?;
    let place = Place::at(entry.file, entry.line).in_column("extends");
    let Some(name) = entry.value.as_str() else {
        found.push(Slug::WrongType, place, "`extends` must be text in quotes", HELP);
        return None;
    };
    let name = name.trim();
    let path = Path::new(name);
    if name.is_empty() || path.is_absolute() || name.starts_with(['/', '\\']) || name.get(1..2) == Some(":") {
        let message = format!("`extends` cannot be \"{name}\"");
        let help = format!("{HELP}: an absolute path would not hold on another machine");
        found.push_value(Slug::BadSetting, place, Some(name), message, help);
        return None;
    }
    let file = if name.to_ascii_lowercase().ends_with(".toml") { name.to_owned() } else { format!("{name}.toml") };
    Some((joined(&source.folder, Path::new(&file)), place, name.to_owned()))
}

/// The bytes of a file, at most one more than a scenario may have.
fn beginning(files: &dyn Files, path: &Path) -> Result<Vec<u8>, FilesError> {
    let failed = |source| FilesError::Io { action: "read", path: path.display().to_string(), source };
    let mut bytes = Vec::new();
    files.open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
