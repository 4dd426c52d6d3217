//! The only room that opens, writes, syncs and renames.
//!
//! Everything else works on bytes and names. [`Files`] is the one trait behind which the disk lies; [`Disk`] is the
//! real one. Paths are joined here by text alone: `scenarios/../sample-data` is `sample-data`, as a planner would say.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Trouble with the world outside.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// There is no such file or folder.
    #[error("{path} does not exist")]
    NotFound {
        /// The path as typed.
        path: String,
    },
    /// The system refused.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried: "read", "write", …
        action: &'static str,
        /// The path as typed.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

impl FilesError {
    fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.display().to_string();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { path },
            _ => Self::Io { action, path, source },
        }
    }
}

/// What staffcast may do with the disk.
pub trait Files: Sync {
    /// All bytes of a file.
    ///
    /// # Errors
    /// If it does not exist or cannot be read.
    fn read(&self, path: &Path) -> Result<Vec<u8>, FilesError>;

    /// The names of the plain files in a folder, sorted; hidden ones (a leading dot) left out.
    ///
    /// # Errors
    /// If the folder does not exist or cannot be read.
    fn list(&self, folder: &Path) -> Result<Vec<String>, FilesError>;
}

/// The real disk.
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FilesError> {
        fs::read(path).map_err(|error| FilesError::new("read", path, error))
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        let failed = |error| FilesError::new("read", folder, error);
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') && entry.path().is_file() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

/// `relative` as seen from `folder`, with `.` and `..` worked out by text: the disk is not asked.
pub fn joined(folder: &Path, relative: &Path) -> PathBuf {
    let mut path = PathBuf::new();
    for part in folder.join(relative).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(path.components().next_back(), Some(Component::Normal(_))) => {
                path.pop();
            }
            other => path.push(other),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_a_planner_would_say_them() {
        let path = |folder: &str, relative: &str| joined(Path::new(folder), Path::new(relative));
        assert_eq!(path("scenarios", "../sample-data"), Path::new("sample-data"));
        assert_eq!(path("", "../data"), Path::new("../data"));
        assert_eq!(path("../a/scenarios", "../../b/./c"), Path::new("../b/c"));
        assert_eq!(path("scenarios", "/data"), Path::new("/data"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Disk.read(Path::new("no/such.csv")).expect_err("no such file");
        assert_eq!(error.to_string(), "no/such.csv does not exist");
    }
}
