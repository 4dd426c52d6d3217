//! Files to typed tables: what stands where, how it is written, and what each cell means by itself.
//!
//! `folder` finds the file or sheet of each table; `grid` (a room of its own) turns it into cells; `layout` finds header
//! and columns, `conventions` how numbers and dates are written, `typing` the value of every cell. What a file cannot
//! tell stands in the scenario (`declared`). How a file was understood is noted in one line; what could change a number
//! is refused. Left out: what rows mean together.

mod age_band;
mod conventions;
mod damage;
mod declared;
mod duplicates;
mod folder;
mod layout;
mod left_out;
mod names;
mod number;
mod peek;
mod percents;
mod period;
mod rejects;
mod roster;
mod row;
mod sheets;
mod typing;
mod whole;

pub(super) use age_band::AgeBand;
pub(super) use declared::{DeclaredFiles, read as declared_files, to_paste};
pub(super) use duplicates::refuse as refuse_duplicates;
pub(super) use folder::read as read_data;
pub(super) use number::read as plain_number;
pub use peek::{Peek, PeekAt, PeekCell, PeekColumn, PeekRow, PeekSheet, peek};
pub(super) use rejects::rejected;
pub use rejects::{RejectedRow, RejectedTable, is_of_people};
pub(super) use roster::{Count, Flow, People, REASONS, Roster, band_name};
pub use roster::{PeekPeople, PeekRoster};
pub(super) use row::has_control;
pub(super) use typing::type_cells;
pub(super) use whole::whole_text;
