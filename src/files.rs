//! The only room that opens, writes, syncs and renames.
//!
//! Everything else works on bytes and names. [`Files`] is the one trait behind which the disk lies; [`Disk`] is the
//! real one. Paths are joined here by text alone: `scenarios/../sample-data` is `sample-data`, as a planner would say.
//! What is written appears whole or not at all: a folder through [`Files::stage`] or [`Files::stage_project`], a file
//! through [`Files::replace`].
//! No function here overwrites or removes what staffcast did not just write itself.

mod filling;
mod scratch;
mod staging;

use filling::Filling;
use staging::Staging;
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
    /// Something already stands where a folder was to appear.
    #[error("{path} already exists")]
    Exists {
        /// The path as typed.
        path: String,
    },
    /// A folder that was to be filled has something in it.
    #[error("{path} is not empty: it holds {found}")]
    NotEmpty {
        /// The path as typed.
        path: String,
        /// The first name in it.
        found: String,
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
    /// A file that was opened and then could not be read.
    pub fn unreadable(path: &Path, source: io::Error) -> Self {
        Self::new("read", path, source)
    }

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

    /// The bytes of a file, to be read piece by piece.
    ///
    /// # Errors
    /// If it does not exist or cannot be opened.
    fn open(&self, path: &Path) -> Result<Box<dyn io::Read>, FilesError> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }

    /// The names of the plain files in a folder, sorted; hidden ones (a leading dot) left out.
    ///
    /// # Errors
    /// If the folder does not exist or cannot be read.
    fn list(&self, folder: &Path) -> Result<Vec<String>, FilesError>;

    /// Every file in a folder and its subfolders, hidden ones too, as `sub/name` with `/` on every system; sorted.
    ///
    /// # Errors
    /// If the folder does not exist or cannot be read.
    fn list_recursive(&self, folder: &Path) -> Result<Vec<String>, FilesError>;

    /// True if anything stands at `path`.
    ///
    /// # Errors
    /// If the system does not say.
    fn exists(&self, path: &Path) -> Result<bool, FilesError>;

    /// True if a folder that can be looked into stands at `path`.
    fn is_folder(&self, path: &Path) -> bool {
        self.list(path).is_ok()
    }

    /// Begins the folder `parent/name`, which [`Staged::commit`] lets appear. `parent` is made if it is not there, and
    /// what a run that died has left behind in it is removed.
    ///
    /// # Errors
    /// If `parent` cannot be written to.
    fn stage(&self, parent: &Path, name: &str) -> Result<Box<dyn Staged>, FilesError>;

    /// Begins `folder`, which does not exist yet or is empty; [`Staged::commit`] lets its files appear. An empty folder
    /// stays the folder that it is.
    ///
    /// # Errors
    /// [`FilesError::NotEmpty`] if the folder has anything in it, which is not touched; if `folder` is a file, or cannot
    /// be written to.
    fn stage_project(&self, folder: &Path) -> Result<Box<dyn Staged>, FilesError>;

    /// Puts a file at `path`, in place of the one that may stand there: readers see the old bytes or the new.
    ///
    /// # Errors
    /// If the folder cannot be written to; the old file then stands as it was.
    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), FilesError>;
}

/// A folder that has not appeared yet. Dropped without [`Staged::commit`], it leaves nothing behind.
pub trait Staged: Send + Sync {
    /// Writes a new file, `relative` to the folder, with `/` between names; missing subfolders are made.
    ///
    /// # Errors
    /// If the file exists or cannot be written.
    fn write(&mut self, relative: &str, mut bytes: &[u8]) -> Result<(), FilesError> {
        self.write_from(relative, &mut bytes)
    }

    /// The same, with the bytes that `from` gives until it ends.
    ///
    /// # Errors
    /// If the file exists or cannot be written, or `from` fails.
    fn write_from(&mut self, relative: &str, from: &mut dyn io::Read) -> Result<(), FilesError>;

    /// Somewhere to put bytes aside while the folder is made. It must be gone when the folder appears.
    ///
    /// # Errors
    /// If no file can be made.
    fn scratch(&mut self) -> Result<Box<dyn Scratch>, FilesError>;

    /// Lets the folder appear under its name, with all its files, and returns its path.
    ///
    /// # Errors
    /// [`FilesError::Exists`] if something has taken the name meanwhile; it is not touched.
    fn commit(self: Box<Self>) -> Result<PathBuf, FilesError>;
}

/// Bytes put aside; dropped, they are gone.
pub trait Scratch: Send + Sync {
    /// Adds bytes at the end.
    ///
    /// # Errors
    /// If they cannot be written.
    fn append(&mut self, bytes: &[u8]) -> Result<(), FilesError>;

    /// Reads bytes from the place `from` on until `into` is full.
    ///
    /// # Errors
    /// If there are not so many, or they cannot be read.
    fn read_at(&self, from: u64, into: &mut [u8]) -> io::Result<()>;
}

/// The real disk.
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FilesError> {
        fs::read(path).map_err(|error| FilesError::new("read", path, error))
    }

    fn open(&self, path: &Path) -> Result<Box<dyn io::Read>, FilesError> {
        let file = fs::File::open(path).map_err(|error| FilesError::new("read", path, error))?;
        Ok(Box::new(file))
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

    fn list_recursive(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        let mut names = Vec::new();
        let mut waiting = vec![(folder.to_owned(), String::new())];
        while let Some((folder, prefix)) = waiting.pop() {
            let failed = |error| FilesError::new("read", &folder, error);
            for entry in fs::read_dir(&folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.file_type().map_err(failed)?.is_dir() {
                    waiting.push((entry.path(), format!("{name}/")));
                } else {
                    names.push(name);
                }
            }
        }
        names.sort();
        Ok(names)
    }

    fn exists(&self, path: &Path) -> Result<bool, FilesError> {
        match fs::symlink_metadata(path) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(FilesError::new("look at", path, error)),
        }
    }

    fn stage(&self, parent: &Path, name: &str) -> Result<Box<dyn Staged>, FilesError> {
        Ok(Box::new(Staging::begin(parent, name)?))
    }

    fn stage_project(&self, folder: &Path) -> Result<Box<dyn Staged>, FilesError> {
        if self.exists(folder)? {
            return Ok(Box::new(Filling::begin(folder)?));
        }
        match (folder.parent(), folder.file_name().and_then(|name| name.to_str())) {
            (Some(parent), Some(name)) => self.stage(parent, name),
            _ => {
                let source = io::Error::new(io::ErrorKind::InvalidInput, "the last part of the path is no plain name");
                Err(FilesError::new("create", folder, source))
            }
        }
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), FilesError> {
        staging::replace(path, bytes)
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

    #[test]
    fn lists_hidden_files_and_those_of_subfolders() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("b/c")).expect("subfolders");
        for name in ["z", "b/c/x", "b/.y", ".hidden"] {
            fs::write(folder.path().join(name), name).expect("a file");
        }
        assert_eq!(Disk.list_recursive(folder.path()).expect("a list"), [".hidden", "b/.y", "b/c/x", "z"]);
        assert_eq!(Disk.list(folder.path()).expect("a list"), ["z"]);
    }
}
