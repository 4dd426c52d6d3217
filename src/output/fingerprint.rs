//! The fingerprint of a run: everything that can change a byte of it, in one hash.
//!
//! It covers the resolved inputs, seed, draws, the choice of charts and the version of staffcast. It does not cover
//! where files lie, the order of their rows, where the run is put, or the number of threads.

use super::inputs::resolved_inputs;
use crate::domain::Case;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// The version of staffcast, which is part of every fingerprint.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a run is made from, in one hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    hex: String,
    charts: String,
}

impl Fingerprint {
    /// The fingerprint of a case run with the option `--charts CHARTS`.
    pub fn of(case: &Case, charts: &str) -> Self {
        let uncertainty = &case.settings.uncertainty;
        Self::over(&resolved_inputs(case), uncertainty.seed, uncertainty.draws, charts, VERSION)
    }

    /// The fingerprint of these files of `inputs/` and settings.
    pub(super) fn over(inputs: &BTreeMap<String, Vec<u8>>, seed: u64, draws: u32, charts: &str, version: &str) -> Self {
        let mut hash = Sha256::new();
        // Each part goes with its length, so that no two lists of parts are the same bytes.
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(b"staffcast run");
        for text in [version, charts, &seed.to_string(), &draws.to_string()] {
            part(text.as_bytes());
        }
        for (path, bytes) in inputs {
            part(path.as_bytes());
            part(bytes);
        }
        Self { hex: hex(&hash.finalize()), charts: charts.to_owned() }
    }

    /// All 64 hex digits.
    pub fn hex(&self) -> &str {
        &self.hex
    }

    /// The first 8 hex digits, which the run folder's name carries.
    pub fn short(&self) -> &str {
        &self.hex[..8]
    }

    /// The option `--charts` that it was taken with.
    pub fn charts(&self) -> &str {
        &self.charts
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex)
    }
}

/// The SHA-256 of bytes as hex digits, as `sha256sum` prints it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::tables::Value;

    #[test]
    fn hashes_as_sha256sum_does() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn whatever_can_change_a_byte_changes_the_fingerprint() {
        let base = sample::case();
        let of = |change: &dyn Fn(&mut Case)| {
            let mut case = base.clone();
            change(&mut case);
            Fingerprint::of(&case, "all").hex().to_owned()
        };
        let same = of(&|_| {});
        assert_ne!(same, Fingerprint::of(&base, "none").hex());
        let changes: [&dyn Fn(&mut Case); 5] = [
            &|case| case.settings.uncertainty.seed += 1,
            &|case| case.settings.uncertainty.draws *= 2,
            &|case| case.settings.name = "other".into(),
            &|case| case.settings.title.push('!'),
            &|case| {
                let sheet = case.tables.get_mut("staff").expect("the table");
                let cell = sheet.rows[0].cells[sheet.spec.index("fte")].as_mut().expect("staff in post");
                cell.value = Value::Number { low: 8.25, mode: 8.25, high: 8.25 };
            },
        ];
        for change in changes {
            assert_ne!(of(change), same);
        }
    }

    #[test]
    fn neither_the_order_of_rows_nor_their_files_matter() {
        let mut case = sample::case();
        let wanted = Fingerprint::of(&case, "all");
        for sheet in case.tables.values_mut() {
            sheet.rows.reverse();
            sheet.file = "elsewhere.xlsx".into();
            for row in &mut sheet.rows {
                row.origin = crate::tables::Origin::new(row.origin.file.clone(), row.origin.line + 7);
            }
        }
        assert_eq!(Fingerprint::of(&case, "all"), wanted);
    }
}
