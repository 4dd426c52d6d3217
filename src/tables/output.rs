//! The tables that a run writes.

mod about;
mod columns;
mod costs;
mod gap;
mod people;
mod why;

use super::TableSpec;

/// The tables of a run, in the order in which they are explained.
pub static TABLES: &[&TableSpec] = &[
    &gap::GAP,
    &why::GAP_CAUSES,
    &people::SUPPLY_FLOWS,
    &why::DEMAND_PARTS,
    &about::ADOPTION,
    &costs::COSTS,
    &gap::FIRST_SHORT,
    &people::HISTORY,
    &people::UPSKILLING,
    &about::ASSUMPTIONS,
    &about::BASIS,
    &about::PROBLEMS,
    &about::DICTIONARY,
];

/// The output table `name`.
pub fn table(name: &str) -> Option<&'static TableSpec> {
    TABLES.iter().copied().find(|table| table.name == name)
}
