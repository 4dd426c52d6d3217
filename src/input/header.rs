//! The first row of a table against its spec: unknown, missing and repeated columns.

use super::later;
use super::raw::RawTable;
use crate::diagnostics::{Diagnostics, Place, Slug, list, nearest, suggest};
use crate::tables::TableSpec;

/// Where the columns stand in a file.
pub(super) struct Positions {
    /// For each name of [`TableSpec::header`], its place in the file's own header.
    pub(super) slots: Vec<Option<usize>>,
    /// True if the header holds nothing else.
    pub(super) clean: bool,
}

/// For each name of [`TableSpec::header`], where it stands in the file; `None` (and problems) if rows cannot be read.
///
/// Unknown columns are reported and then passed over: the rows are still read, so that their problems are seen too.
pub(super) fn positions(spec: &TableSpec, raw: &RawTable, found: &mut Diagnostics) -> Option<Positions> {
    let names = spec.header();
    let mut positions: Vec<Option<usize>> = vec![None; names.len()];
    let mut unknown: Vec<(usize, &str)> = Vec::new();
    let mut usable = true;
    let (line, row) = raw.header_at;
    let place = |index: usize, name: &str| Place::cell(&raw.file, line, row, index, name);
    let known = raw.header.iter().filter(|name| names.contains(name) || later::column(spec.name, name)).count();
    let alike = || raw.header.iter().any(|name| nearest(name, names.iter().map(String::as_str)).is_some());
    if known == 0 && !alike() {
        let message = format!("line {line} is not the header: none of its cells is a column of {}.csv", spec.name);
        let first = spec.columns.iter().filter(|column| column.filled).map(|column| column.name);
        let help = format!(
            "the first line must hold the column names ({}, …): delete titles and `sep=` lines above it",
            list(first, 6)
        );
        found.push(Slug::UnknownColumn, Place::line(&raw.file, line), message, help);
        return None;
    }
    for (index, name) in raw.header.iter().enumerate() {
        let Some(slot) = names.iter().position(|known| known == name).and_then(|i| positions.get_mut(i)) else {
            unknown.push((index, name));
            continue;
        };
        match *slot {
            Some(first) => {
                let letters = crate::diagnostics::column_letters(first);
                let message = format!("the column `{name}` stands twice in the header, first in column {letters}");
                let help = "delete one of the two, or give it its right name";
                found.push_value(Slug::DuplicateColumn, place(index, name), Some(name), message, help);
                usable = false;
            }
            None => *slot = Some(index),
        }
    }
    let clean = unknown.is_empty();
    let mut taken: Vec<&str> = Vec::new();
    for (index, name) in unknown {
        if later::column(spec.name, name) {
            let message =
                format!("the column `{name}` of {}.csv is not computed by this version of staffcast", spec.name);
            found.push_value(Slug::NotYet, place(index, name), Some(name), message, "take the column out");
            continue;
        }
        let free = names.iter().zip(&positions).filter(|(_, position)| position.is_none()).map(|(known, _)| &**known);
        let free: Vec<&str> = free.filter(|known| !taken.contains(known)).collect();
        let help = match nearest(name, free.iter().copied()).or_else(|| same_thing(name, &free)) {
            Some(known) => {
                taken.push(known);
                format!("did you mean `{known}`? Then rename the column; else put its text into `note`")
            }
            None => suggest(name, names.iter().map(String::as_str)),
        };
        let message = format!("{}.csv has no column `{name}`", spec.name);
        found.push_value(Slug::UnknownColumn, place(index, name), Some(name), message, help);
    }
    for column in spec.columns.iter().filter(|column| column.filled) {
        let there = names.iter().zip(&positions).any(|(name, position)| name == column.name && position.is_some());
        if there {
            continue;
        }
        usable = false;
        // A column that is there under another name has had its message.
        if !taken.contains(&column.name) {
            let message = format!("the column `{}` is missing", column.name);
            let help = format!("add it to the header. {} The columns are: {}", column.meaning, names.join(","));
            let place = Place::line(&raw.file, line).in_column(column.name);
            found.push(Slug::MissingColumn, place, message, help);
        }
    }
    usable.then_some(Positions { slots: positions, clean })
}

/// Other words that planners use for a column.
fn same_thing<'a>(name: &str, free: &[&'a str]) -> Option<&'a str> {
    let known = match name.to_ascii_lowercase().as_str() {
        "wte" | "vzä" | "ftes" => "fte",
        "site" | "hospital" | "location" => "facility",
        "date" | "month" | "quarter" | "year" => "period",
        "job" | "position" | "staff_group" => "role",
        "turnover" | "turnover_pct" | "attrition_pct" => "leavers_pct",
        "establishment" | "funded_fte" | "budget" => "budgeted_fte",
        "heads" | "people" => "headcount",
        _ => return None,
    };
    free.iter().copied().find(|free| *free == known)
}
