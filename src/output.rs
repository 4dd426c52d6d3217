//! Everything a run leaves behind: tables, what explains them, and the folder that holds them.
//!
//! A [`TableSet`] holds the results as named tables with typed columns; everything people see is made from it alone.
//! [`csv`] writes tables and reads them back, the dictionary and the `schema` functions say what their columns
//! mean, [`mod@workbook`] puts tables into one Excel file, and [`write_run`] puts all of a run into one folder that appears
//! whole or not at all, with the hash of every file.
//! Left out: computing anything, and the words printed in the terminal (`cli`).

mod assumptions;
pub mod charts;
mod content;
pub mod csv;
mod dictionary;
mod fingerprint;
mod inputs;
mod manifest;
mod outline;
mod pictures;
mod problems;
mod report;
mod rerun;
mod resolved;
mod results;
pub mod rounded;
mod run_folder;
#[cfg(test)]
mod sample;
mod schema;
mod shown;
mod spool;
mod table;
pub mod workbook;

pub use charts::ChartError;
pub use content::Content;
pub use fingerprint::Fingerprint;
pub use inputs::{resolved_inputs, scenario_file};
pub use manifest::{Damage, FileEntry, MANIFEST, Manifest, damages, manifest_of_run, read_manifest, scenario_of_run};
pub use outline::{OnJudgement, RoleLine, causes_left_out, role_lines};
pub use pictures::{Charts, pictures};
pub use problems::kept_problems;
pub use rerun::{Difference, How, differences};
pub use resolved::{ResolvedValue, resolved_text, resolved_values};
pub use results::{Tabulation, result_tables};
pub use run_folder::{
    ChartFiles, Outcome, Provenance, RunRecord, existing_run, folder_name, read_tables, run_files, write_run,
};
pub use schema::{schema_json, schema_markdown, schema_text};
pub use shown::{SHOWN_IN_FULL, Shown, facilities_left_out};
pub use spool::Spools;
pub use table::{Column, RowBuilder, Table, TableSet, Texts};

use crate::files::FilesError;
use std::path::PathBuf;

/// Why a run folder could not be written or is not to be trusted.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The disk refused.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// A finished run folder is not as it was written.
    #[error("{} is not as it was written: {file} {damage}; move the folder away and run again", folder.display())]
    Damaged {
        /// The run folder.
        folder: PathBuf,
        /// The first file that differs, relative to the folder.
        file: String,
        /// What is wrong with it.
        damage: Damage,
    },
    /// A folder is not that of a finished run.
    #[error(
        "{} is no run folder: it has no manifest.json; name a folder that `staffcast run` wrote (the newest stands in \
         latest.txt beside it), or the scenario file itself",
        folder.display()
    )]
    NotARun {
        /// The folder.
        folder: PathBuf,
    },
}
