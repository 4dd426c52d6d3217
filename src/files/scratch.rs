//! Bytes put aside in a file while a folder is made; the file is gone when they are not wanted any more.

use super::{FilesError, Scratch};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file that is removed with it.
pub(super) struct ScratchFile {
    path: PathBuf,
    file: Mutex<File>,
}

impl ScratchFile {
    /// A new file.
    pub(super) fn create(path: &Path) -> Result<Self, FilesError> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path);
        let file = file.map_err(|error| FilesError::new("write", path, error))?;
        Ok(Self { path: path.to_owned(), file: Mutex::new(file) })
    }
}

impl Scratch for ScratchFile {
    fn append(&mut self, bytes: &[u8]) -> Result<(), FilesError> {
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let written = file.seek(SeekFrom::End(0)).and_then(|_| file.write_all(bytes));
        written.map_err(|error| FilesError::new("write", &self.path, error))
    }

    fn read_at(&self, from: u64, into: &mut [u8]) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(into)
    }
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
