//! The keys that a scenario file may hold, and the messages for all others.

use super::document::{Document, Entry};
use crate::diagnostics::{Diagnostics, Place, Slug, nearest, suggest};
use std::collections::BTreeSet;

/// The sections (the empty name is the top of the file) and their keys.
pub(super) const KNOWN: &[(&str, &[&str])] = &[
    ("", &["title", "extends", "data", "start", "end", "step", "fiscal_year_start", "demand_anchor"]),
    ("shortage", &["threshold_pct", "threshold_fte"]),
    ("uncertainty", &["draws", "seed", "range", "distribution", "sampling", "shared", "individuals"]),
    ("hiring", &["policy"]),
    ("money", &["currency"]),
    ("output", &["causes"]),
];

/// What is done to tables: `[[change]]` and `[[row]]`.
pub(super) const CHANGES: [&str; 2] = ["change", "row"];

/// What is said about the files of tables: `[files.TABLE]`.
pub(super) const FILES: &str = "files";

/// Keys of the design that this version does not compute.
const NOT_YET: &[(&str, &str)] = &[("publish", "the suppression of small numbers")];

/// Reports every key that is unknown, misplaced, or for a later version; gives the misplaced ones.
pub(super) fn check(document: &Document<'_>, found: &mut Diagnostics) -> BTreeSet<String> {
    let mut misplaced = BTreeSet::new();
    for entry in document.entries() {
        if CHANGES.contains(&entry.key) || entry.key == FILES {
            // They are read in `changes` and in `reading`.
        } else if let Some((_, what)) = NOT_YET.iter().find(|(key, _)| *key == entry.key) {
            let place = Place::at(entry.file, entry.line).in_column(entry.key);
            let message = format!("`{}` is not computed by this version of staffcast: {what}", entry.key);
            found.push(Slug::NotYet, place, message, "take it out of this file, and write the values in the tables");
        } else if KNOWN.iter().any(|(section, _)| *section == entry.key) && !entry.key.is_empty() {
            section(document, &entry, &mut misplaced, found);
        } else {
            unknown("", &entry, &mut misplaced, found);
        }
    }
    misplaced
}

fn section(document: &Document<'_>, entry: &Entry<'_, '_>, misplaced: &mut BTreeSet<String>, found: &mut Diagnostics) {
    let Some(table) = entry.value.as_table() else {
        let message = format!("`{}` is a section, not a single value", entry.key);
        let help = format!("write [{}] on a line of its own and its keys below it", entry.key);
        found.push(Slug::WrongType, Place::at(entry.file, entry.line).in_column(entry.key), message, help);
        return;
    };
    for inner in document.entries_of(table) {
        unknown(entry.key, &inner, misplaced, found);
    }
}

fn unknown(section: &str, entry: &Entry<'_, '_>, misplaced: &mut BTreeSet<String>, found: &mut Diagnostics) {
    let keys = KNOWN.iter().find(|(name, _)| *name == section).map_or(&[][..], |(_, keys)| keys);
    if keys.contains(&entry.key) {
        return;
    }
    let full = if section.is_empty() { entry.key.to_owned() } else { format!("{section}.{}", entry.key) };
    let home = KNOWN.iter().find(|(_, keys)| keys.contains(&entry.key)).map(|(name, _)| *name);
    let help = match home {
        Some("") => {
            misplaced.insert(entry.key.to_owned());
            format!("move `{}` to the top of the file, above the first [section]", entry.key)
        }
        Some(home) => format!("move `{}` below the line [{home}]", entry.key),
        None if section.is_empty() => {
            let sections = KNOWN.iter().map(|(name, _)| *name).filter(|name| !name.is_empty());
            let names: Vec<&str> = keys.iter().copied().chain(CHANGES).chain([FILES]).chain(sections).collect();
            suggest(entry.key, names)
        }
        None => suggest(entry.key, keys.iter().copied()),
    };
    if let Some(key) = nearest(entry.key, keys.iter().copied()) {
        misplaced.insert(key.to_owned());
    }
    let place = Place::at(entry.file, entry.line).in_column(&full);
    found.push(Slug::UnknownKey, place, format!("staffcast knows no key `{full}`"), help);
}
