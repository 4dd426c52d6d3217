//! What the fuzz targets share: files in memory, a sound project, and what must hold of every answer.
//!
//! Left out: the inputs themselves, which libFuzzer makes from those of `corpus/`.

#![deny(unsafe_code)]

use staffcast::diagnostics::{Diagnostics, Problem, Severity};
use staffcast::domain::Case;
use staffcast::files::{Disk, Files, FilesError, Staged};
use staffcast::input::{Overrides, Peek, PeekAt, load_case, peek};
use staffcast::output::resolved_inputs;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The scenario of [`Memory::project`].
pub const SCENARIO: &str = "scenario.toml";

/// Files that are nowhere but in memory.
#[derive(Clone, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// A sound project that has every table: `scenario.toml` and `data/`.
    pub fn project() -> Self {
        static PROJECT: LazyLock<Memory> = LazyLock::new(|| {
            let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/projects/every_input"));
            let names = Disk.list_recursive(folder).expect("the project is there");
            let read = |name: String| (PathBuf::from(&name), Disk.read(&folder.join(&name)).expect("a file"));
            Memory { files: names.into_iter().map(read).collect() }
        });
        PROJECT.clone()
    }

    /// The same with another file.
    pub fn with(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.insert(path.into(), bytes.to_vec());
        self
    }

    /// The same without a file.
    pub fn without(mut self, path: &str) -> Self {
        self.files.remove(Path::new(path));
        self
    }

    /// Looks at a file as `staffcast peek` does, as the table named if one is.
    pub fn peek(&self, path: &str, table: Option<&str>) -> Peek {
        let peek = peek(self, Path::new(path), &PeekAt { sheet: None, table }).expect("memory works");
        assert_sound(&peek.problems);
        peek
    }

    /// Loads the project: a case, or errors that say why there is none.
    pub fn load(&self) -> Option<Case> {
        let mut found = Diagnostics::new();
        let case = match load_case(self, Path::new(SCENARIO), &Overrides::default(), &mut found) {
            Ok(case) => case,
            // A scenario may name any file; memory has few.
            Err(FilesError::NotFound { .. }) => return None,
            Err(error) => panic!("memory works: {error}"),
        };
        assert_eq!(case.is_none(), found.errors() > 0, "{:#?}", found.problems());
        assert_sound(found.problems());
        if let Some(case) = &case {
            std::hint::black_box(resolved_inputs(case));
        }
        case
    }
}

/// Every error names its file and a way out.
fn assert_sound(problems: &[Problem]) {
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
        assert!(!problem.place.file.is_empty() && !problem.help.is_empty(), "{problem:#?}");
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FilesError> {
        self.files.get(path).cloned().ok_or(FilesError::NotFound { path: path.display().to_string() })
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        let inside = self.files.keys().filter(|path| path.parent() == Some(folder));
        let names = inside.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        let names: Vec<String> = names.collect();
        if names.is_empty() { Err(FilesError::NotFound { path: folder.display().to_string() }) } else { Ok(names) }
    }

    fn list_recursive(&self, folder: &Path) -> Result<Vec<String>, FilesError> {
        self.list(folder)
    }

    fn exists(&self, path: &Path) -> Result<bool, FilesError> {
        Ok(self.files.keys().any(|file| file.starts_with(path)))
    }

    fn stage(&self, _: &Path, _: &str) -> Result<Box<dyn Staged>, FilesError> {
        unreachable!("nothing is written")
    }

    fn stage_project(&self, _: &Path) -> Result<Box<dyn Staged>, FilesError> {
        unreachable!("nothing is written")
    }

    fn replace(&self, _: &Path, _: &[u8]) -> Result<(), FilesError> {
        unreachable!("nothing is written")
    }
}

/// A zip of these parts, as they are; good enough for every reader of zips.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    for (name, part) in parts {
        let mut crc = flate2::Crc::new();
        crc.update(part);
        let start = bytes.len();
        // Version 2.0, no flags, stored, midnight of 1 January 1980.
        let head = [[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0].as_slice(), &crc.sum().to_le_bytes()].concat();
        let head = [&head[..], &long(part.len()), &long(part.len()), &short(name.len()), &[0; 2]].concat();
        bytes.extend([b"PK\x03\x04", &head[..], name.as_bytes(), part].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &head[..], &[0; 10], &long(start), name.as_bytes()].concat());
    }
    let (start, count) = (bytes.len(), short(parts.len()));
    bytes.append(&mut directory);
    let size = bytes.len() - start;
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &long(size), &long(start), &[0; 2]].concat());
    bytes
}
