//! Folders that appear whole or not at all.
//!
//! A folder is written under a hidden name, `.staging-<name>-<process>-<moment>`, beside its place, and takes its place
//! by one rename. A lock file of the same name and `.lock` is locked from before the hidden folder is made until after
//! it is gone, and the operating system frees a lock when its process ends, however it ends. So a hidden folder whose
//! lock file can be locked is dead, and the next run removes it. A hidden folder without a lock file is not ours.
//!
//! Left out: file systems without locks. There runs work as well, and nothing is ever taken for dead.

use super::scratch::ScratchFile;
use super::{FilesError, Scratch, Staged};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// How the names of hidden folders and their lock files begin.
pub(super) const PREFIX: &str = ".staging-";
const LOCK: &str = ".lock";
/// Bytes written at a time.
const BLOCK: usize = 1 << 16;

/// A hidden folder, locked, that a commit renames. Dropped, it is removed.
pub(super) struct Staging {
    folder: PathBuf,
    target: PathBuf,
    parent: PathBuf,
    lock_path: PathBuf,
    lock: File,
    /// Folders above `folder` that were made for it, outermost first.
    made: Vec<PathBuf>,
    /// Scratch files made so far.
    scratches: u32,
    appeared: bool,
}

impl Staging {
    /// Makes the hidden folder for `parent/name`, and `parent` if need be; removes dead ones.
    pub(super) fn begin(parent: &Path, name: &str) -> Result<Self, FilesError> {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        let made = missing_folders(parent);
        if let Err(error) = fs::create_dir_all(parent) {
            remove_if_empty(&made);
            return Err(FilesError::new("create", parent, error));
        }
        remove_dead(parent);
        let (lock_path, lock) = match new_lock(parent, name) {
            Ok(lock) => lock,
            Err(error) => {
                remove_if_empty(&made);
                return Err(error);
            }
        };
        let folder = lock_path.with_extension("");
        let staging = Self {
            target: parent.join(name),
            parent: parent.to_owned(),
            folder: folder.clone(),
            lock_path,
            lock,
            made,
            scratches: 0,
            appeared: false,
        };
        fs::create_dir(&folder).map_err(|error| FilesError::new("create", &folder, error))?;
        Ok(staging)
    }

    /// The hidden folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes everything in the hidden folder through to the disk.
    pub(super) fn sync(&self) -> Result<(), FilesError> {
        sync_folders(&self.folder).map_err(|error| FilesError::new("write", &self.target, error))
    }
}

impl Staged for Staging {
    fn write_from(&mut self, relative: &str, from: &mut dyn io::Read) -> Result<(), FilesError> {
        let path = self.folder.join(relative);
        let shown = self.target.join(relative);
        let failed = |error| FilesError::new("write", &shown, error);
        if !Path::new(relative).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, "it lies outside the folder")));
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
        let mut block = [0; BLOCK];
        loop {
            match from.read(&mut block) {
                Ok(0) => return Ok(()),
                Ok(read) => file.write_all(&block[..read]).map_err(failed)?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(error)),
            }
        }
    }

    fn scratch(&mut self) -> Result<Box<dyn Scratch>, FilesError> {
        self.scratches += 1;
        let path = self.folder.join(format!(".scratch-{}", self.scratches));
        Ok(Box::new(ScratchFile::create(&path)?))
    }

    fn commit(mut self: Box<Self>) -> Result<PathBuf, FilesError> {
        self.sync()?;
        // A rename may replace an empty folder, so the name is looked at first; it never replaces a filled one.
        if fs::symlink_metadata(&self.target).is_ok() {
            return Err(FilesError::Exists { path: self.target.display().to_string() });
        }
        match fs::rename(&self.folder, &self.target) {
            Ok(()) => self.appeared = true,
            Err(_) if fs::symlink_metadata(&self.target).is_ok() => {
                return Err(FilesError::Exists { path: self.target.display().to_string() });
            }
            Err(error) => return Err(FilesError::new("rename the finished folder to", &self.target, error)),
        }
        sync_folder(&self.parent).map_err(|error| FilesError::new("write", &self.parent, error))?;
        Ok(self.target.clone())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.appeared {
            let _ = fs::remove_dir_all(&self.folder);
        }
        let _ = fs::remove_file(&self.lock_path);
        let _ = self.lock.unlock();
        if !self.appeared {
            remove_if_empty(&self.made);
        }
    }
}

/// Puts a file at `path` by way of a hidden folder beside it.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), FilesError> {
    let parent = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut staging = Staging::begin(parent, &name)?;
    staging.write(&name, bytes)?;
    staging.sync()?;
    fs::rename(staging.folder.join(&name), path).map_err(|error| FilesError::new("replace", path, error))?;
    sync_folder(&staging.parent).map_err(|error| FilesError::new("write", path, error))
}

/// Makes and locks a lock file of a name that nobody has used.
fn new_lock(parent: &Path, name: &str) -> Result<(PathBuf, File), FilesError> {
    loop {
        let moment = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let path = parent.join(format!("{PREFIX}{name}-{}-{moment:x}{LOCK}", std::process::id()));
        let file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(FilesError::new("write in", parent, error)),
        };
        match file.try_lock() {
            // Another run may have found the file before it was locked and taken it for dead: it is gone then.
            Ok(()) if fs::symlink_metadata(&path).is_ok() => return Ok((path, file)),
            Ok(()) | Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(_)) => return Ok((path, file)),
        }
    }
}

/// Removes the hidden folders in `parent` whose lock is free. What cannot be removed is left for another time.
fn remove_dead(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !(name.starts_with(PREFIX) && name.ends_with(LOCK)) {
            continue;
        }
        let lock_path = entry.path();
        let Ok(lock) = OpenOptions::new().write(true).open(&lock_path) else { continue };
        if lock.try_lock().is_ok() {
            let _ = fs::remove_dir_all(lock_path.with_extension(""));
            let _ = fs::remove_file(&lock_path);
        }
    }
}

/// `folder` and those above it that do not exist, outermost first.
fn missing_folders(folder: &Path) -> Vec<PathBuf> {
    let above = folder.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists());
    let mut missing: Vec<PathBuf> = above.map(Path::to_owned).collect();
    missing.reverse();
    missing
}

/// Takes back folders that were made in vain, unless somebody uses them by now.
fn remove_if_empty(folders: &[PathBuf]) {
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

/// Writes a folder, its subfolders and their files through to the disk. All at the end, because the first file that is
/// waited for takes most of the others with it.
fn sync_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        } else {
            OpenOptions::new().write(true).open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// Writes a folder's list of names through to the disk, where the system can.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Disk, Files};
    use super::*;

    fn everything(folder: &Path) -> Vec<String> {
        Disk.list_recursive(folder).expect("a list")
    }

    #[test]
    fn a_folder_appears_only_when_it_is_whole() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let mut staged = Disk.stage(out.path(), "run").expect("a staging folder");
        staged.write("README.txt", b"hello").expect("a file");
        staged.write("tables/gap.csv", b"a,b\n").expect("a file");
        assert!(!out.path().join("run").exists());
        assert!(Disk.list(out.path()).expect("a list").is_empty(), "nothing is to be seen yet");
        let folder = staged.commit().expect("the folder");
        assert_eq!(folder, out.path().join("run"));
        assert_eq!(everything(out.path()), ["run/README.txt", "run/tables/gap.csv"]);
    }

    #[test]
    fn a_failure_leaves_nothing_behind_not_even_the_folder_made_for_it() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let deep = out.path().join("a/b");
        let mut staged = Disk.stage(&deep, "run").expect("a staging folder");
        staged.write("one", b"1").expect("a file");
        assert!(matches!(staged.write("one", b"2"), Err(FilesError::Io { action: "write", .. })), "never overwrites");
        assert!(staged.write("one/two", b"2").is_err(), "a file is no folder");
        assert!(staged.write("../two", b"2").is_err(), "outside");
        drop(staged);
        assert!(!out.path().join("a").exists());
    }

    #[test]
    fn a_folder_that_stands_is_never_replaced() {
        let out = tempfile::tempdir().expect("a temporary folder");
        for filled in [true, false] {
            let target = out.path().join(format!("run-{filled}"));
            let mut staged = Disk.stage(out.path(), &format!("run-{filled}")).expect("a staging folder");
            staged.write("new", b"new").expect("a file");
            fs::create_dir(&target).expect("the other run's folder");
            if filled {
                fs::write(target.join("old"), "old").expect("the other run's file");
            }
            assert!(matches!(staged.commit(), Err(FilesError::Exists { .. })));
            assert!(!target.join("new").exists());
        }
        assert_eq!(everything(out.path()), ["run-true/old"]);
    }

    #[test]
    fn a_dead_staging_folder_is_removed_and_a_live_one_kept() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let dead = out.path().join(".staging-old-1-1");
        fs::create_dir_all(dead.join("tables")).expect("a folder");
        fs::write(dead.join("tables/gap.csv"), "half").expect("a file");
        fs::write(out.path().join(".staging-old-1-1.lock"), "").expect("a lock file");
        fs::create_dir(out.path().join(".staging-of-another-program")).expect("a folder");
        let mut live = Disk.stage(out.path(), "live").expect("a staging folder");
        live.write("x", b"x").expect("a file");
        assert!(!dead.exists() && !out.path().join(".staging-old-1-1.lock").exists());

        let other = Disk.stage(out.path(), "other").expect("a second staging folder");
        drop(other);
        assert!(out.path().join(".staging-of-another-program").exists(), "without a lock file it is not ours");
        live.commit().expect("the live one was kept");
        assert_eq!(everything(out.path()), ["live/x"]);
    }

    #[test]
    fn a_file_is_replaced_in_one_step() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let path = out.path().join("latest.txt");
        Disk.replace(&path, b"one\n").expect("a new file");
        Disk.replace(&path, b"two\n").expect("a replaced file");
        assert_eq!(Disk.read(&path).expect("the file"), b"two\n");
        assert_eq!(everything(out.path()), ["latest.txt"]);
        assert!(Disk.replace(out.path(), b"x").is_err(), "a folder is no file");
    }

    #[cfg(unix)]
    #[test]
    fn a_staging_folder_of_a_killed_process_is_dead() {
        // The lock belongs to the open file: closing it without removing anything is what a kill does.
        let out = tempfile::tempdir().expect("a temporary folder");
        let (lock_path, lock) = new_lock(out.path(), "run").expect("a lock");
        fs::create_dir(lock_path.with_extension("")).expect("its folder");
        remove_dead(out.path());
        assert!(lock_path.exists(), "locked: alive");
        drop(lock);
        remove_dead(out.path());
        assert!(!lock_path.exists() && !lock_path.with_extension("").exists());
    }
}
