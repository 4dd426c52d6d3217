//! Columns that belong to one phase of a row and mean nothing in the others.

use super::build::Build;
use crate::diagnostics::{Diagnostics, Slug};
use crate::tables::Row;

/// A column of numbers that one phase uses.
pub(super) struct PhaseColumn {
    pub(super) name: &'static str,
    pub(super) phase: &'static str,
    /// True if a row of the phase must fill it.
    pub(super) needed: bool,
    /// What it says, to go behind "write".
    pub(super) says: &'static str,
}

/// Reports the columns that a row of `phase` lacks or fills in vain, each once.
pub(super) fn check(
    build: &Build<'_>,
    (table, row): (&str, &Row),
    phase: &str,
    columns: &[PhaseColumn],
    found: &mut Diagnostics,
) {
    for PhaseColumn { name, phase: home, needed, says } in columns {
        let filled = build.number(table, row, name).is_some();
        let place = || build.group.place(table, row, name);
        if phase == *home && *needed && !filled {
            let message = format!("the phase `{phase}` needs `{name}`, which is blank");
            found.push(Slug::PhaseColumns, place(), message, format!("write {says}"));
        } else if phase != *home && filled {
            let message = format!("the phase `{phase}` makes no use of `{name}`");
            let help = format!("clear the cell; only the phase `{home}` uses it: {says}");
            found.push(Slug::PhaseColumns, place(), message, help);
        }
    }
}
