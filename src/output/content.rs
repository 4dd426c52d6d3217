//! The bytes of a file of a run: in memory, or the rows of a table where they wait. They are hashed on their way.

use super::manifest::FileEntry;
use super::spool::Spools;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// The bytes of a file.
pub enum Content<'r> {
    /// All of them.
    Bytes(Vec<u8>),
    /// Those of the table of this name.
    Table(&'r Spools<'r>, &'static str),
}

impl Content<'_> {
    /// Reads them from the first on.
    pub fn open(&self) -> Box<dyn Read + '_> {
        match self {
            Self::Bytes(bytes) => Box::new(bytes.as_slice()),
            Self::Table(rows, table) => Box::new(rows.open(table)),
        }
    }
}

/// Bytes that are hashed as they are read.
pub(super) struct Hashed<R> {
    from: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Hashed<R> {
    pub fn new(from: R) -> Self {
        Self { from, hash: Sha256::new(), bytes: 0 }
    }

    /// Hash and number of the bytes read.
    pub fn entry(self) -> FileEntry {
        FileEntry { sha256: super::fingerprint::hex(&self.hash.finalize()), bytes: self.bytes }
    }

    /// The same of all bytes that there are.
    pub fn whole(mut self) -> io::Result<FileEntry> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(self.entry())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.hash.update(&into[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
