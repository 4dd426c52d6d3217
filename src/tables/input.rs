//! The tables that planners write.

mod adoption;
mod columns;
mod levers;
mod luck;
mod people;
mod reading;
mod roster;
mod things;
mod work;

pub use columns::{ANCHOR_WORDS, BASIS_WORDS, DISTRIBUTION_WORDS, RANGE_WORDS, SCOPE_WORDS, SHAPE_WORDS, UNIT_WORDS};
pub use roster::LEAVE_WORDS;

use super::TableSpec;

/// Every table that planners may write, in the order in which they are explained.
pub static TABLES: &[&TableSpec] = &[
    &things::ROLES,
    &things::FACILITIES,
    &things::TECHNOLOGIES,
    &things::DRIVERS,
    &work::ACTIVITY,
    &work::GROWTH,
    &work::SERVICES,
    &adoption::ADOPTION,
    &adoption::ADOPTION_POINTS,
    &adoption::ADOPTION_SHOCKS,
    &work::WORKLOAD,
    &work::EFFECTS,
    &work::SKILLS,
    &work::FLOORS,
    &work::ALLOWANCES,
    &work::ANCHORS,
    &people::POSTS,
    &people::STAFF,
    &roster::ROSTER,
    &roster::STAFF_FLOWS,
    &people::SUPPLY,
    &people::RETIREMENT,
    &levers::TRAINING,
    &levers::TRANSFERS,
    &levers::RETENTION,
    &levers::CONTRACTORS,
    &levers::ACTIONS,
    &levers::COSTS,
    &luck::CORRELATIONS,
    &reading::LEFT_OUT,
];

/// Tables that no workbook of a new project has: those that a run writes into its `inputs/`, and people, who are read from
/// exports.
pub const NOT_IN_WORKBOOKS: &[&str] = &["left_out", "staff_flows", "roster"];

/// The table `name`, if planners may write one of that name.
pub fn table(name: &str) -> Option<&'static TableSpec> {
    TABLES.iter().copied().find(|table| table.name == name)
}
