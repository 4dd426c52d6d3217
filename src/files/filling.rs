//! Folders that stand already, are empty, and are filled in one go.
//!
//! The folder itself stays: it may be somebody's working folder, and it may have owners and rights of its own. What is
//! written waits in a hidden folder inside it, staged like any other, and is moved out by a rename for each name at the
//! top. If one of them fails, those before it are taken back.
//!
//! Left out: a process that is killed between two of these renames; it leaves some of the names, each of them whole.

use super::staging::{PREFIX, Staging};
use super::{FilesError, Scratch, Staged};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// An empty folder, with what is to fill it.
pub(super) struct Filling {
    folder: PathBuf,
    staging: Staging,
}

impl Filling {
    /// Begins to fill `folder`, which must be an empty folder.
    pub(super) fn begin(folder: &Path) -> Result<Self, FilesError> {
        must_be_empty(folder)?;
        Ok(Self { folder: folder.to_owned(), staging: Staging::begin(folder, "")? })
    }
}

impl Staged for Filling {
    fn write_from(&mut self, relative: &str, from: &mut dyn io::Read) -> Result<(), FilesError> {
        self.staging.write_from(relative, from)
    }

    fn scratch(&mut self) -> Result<Box<dyn Scratch>, FilesError> {
        self.staging.scratch()
    }

    fn commit(self: Box<Self>) -> Result<PathBuf, FilesError> {
        self.staging.sync()?;
        // Others may have been here while files were written.
        must_be_empty(&self.folder)?;
        let mut moved = Vec::new();
        for name in names(self.staging.folder())? {
            let (from, to) = (self.staging.folder().join(&name), self.folder.join(&name));
            if let Err(error) = fs::rename(&from, &to) {
                for (from, to) in moved.into_iter().rev() {
                    let _ = fs::rename(to, from);
                }
                return Err(FilesError::new("write", &to, error));
            }
            moved.push((from, to));
        }
        Ok(self.folder.clone())
    }
}

/// Refuses a folder that holds anything but our own hidden folders.
fn must_be_empty(folder: &Path) -> Result<(), FilesError> {
    let other = names(folder)?.into_iter().find(|name| !name.starts_with(PREFIX));
    match other {
        Some(found) => Err(FilesError::NotEmpty { path: folder.display().to_string(), found }),
        None => Ok(()),
    }
}

/// The names in a folder, hidden ones too; sorted.
fn names(folder: &Path) -> Result<Vec<String>, FilesError> {
    let failed = |error| FilesError::new("read", folder, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::super::{Disk, Files};
    use super::*;

    fn everything(folder: &Path) -> Vec<String> {
        Disk.list_recursive(folder).expect("a list")
    }

    #[test]
    fn an_empty_folder_is_filled_and_stays_the_same_folder() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut staged = Disk.stage_project(folder.path()).expect("a staging folder");
        staged.write("data/roles.csv", b"role\n").expect("a file");
        staged.write("README.md", b"hello").expect("a file");
        assert!(!folder.path().join("data").exists(), "nothing is to be seen yet");
        assert_eq!(staged.commit().expect("the folder"), folder.path());
        assert_eq!(everything(folder.path()), ["README.md", "data/roles.csv"]);
    }

    #[test]
    fn a_folder_that_is_not_there_appears_whole() {
        let above = tempfile::tempdir().expect("a temporary folder");
        let folder = above.path().join("a/project");
        let mut staged = Disk.stage_project(&folder).expect("a staging folder");
        staged.write("README.md", b"hello").expect("a file");
        assert!(!folder.exists());
        staged.commit().expect("the folder");
        assert_eq!(everything(above.path()), ["a/project/README.md"]);
    }

    #[test]
    fn a_folder_with_anything_in_it_is_refused_and_not_touched() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in [".hidden", "plan.csv"] {
            fs::write(folder.path().join(name), name).expect("a file");
            let refused = Disk.stage_project(folder.path()).err().map(|error| error.to_string());
            let wanted = format!("{} is not empty: it holds {name}", folder.path().display());
            assert_eq!(refused, Some(wanted));
            assert_eq!(everything(folder.path()), [name]);
            fs::remove_file(folder.path().join(name)).expect("the file goes");
        }
    }

    #[test]
    fn what_appears_in_the_folder_meanwhile_is_not_touched() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut staged = Disk.stage_project(folder.path()).expect("a staging folder");
        staged.write("README.md", b"ours").expect("a file");
        fs::write(folder.path().join("README.md"), "theirs").expect("a file");
        assert!(matches!(staged.commit(), Err(FilesError::NotEmpty { .. })));
        assert_eq!(fs::read(folder.path().join("README.md")).expect("the file"), b"theirs");
        assert_eq!(everything(folder.path()), ["README.md"]);
    }

    #[test]
    fn a_folder_that_was_begun_and_dropped_is_empty_again() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut staged = Disk.stage_project(folder.path()).expect("a staging folder");
        staged.write("README.md", b"ours").expect("a file");
        drop(staged);
        assert!(everything(folder.path()).is_empty());
    }

    #[test]
    fn a_file_is_no_folder() {
        let above = tempfile::tempdir().expect("a temporary folder");
        let file = above.path().join("file");
        fs::write(&file, "text").expect("a file");
        assert!(Disk.stage_project(&file).is_err());
        assert_eq!(fs::read(&file).expect("the file"), b"text");
    }
}
