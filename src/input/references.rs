//! Codes that name rows of other tables.

mod names;
mod translation;

use super::group::Group;
use super::reading::DeclaredFiles;
use crate::diagnostics::{Diagnostics, Place, Slug, suggest};
use crate::tables::{Kind, Reference, Row};
use names::{Explained, Names, To};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Takes out the rows that name something no table holds; each unknown name is reported once for its column, the first
/// with the map that could translate all of them.
pub(super) fn check(group: &mut Group, declared: &DeclaredFiles, found: &mut Diagnostics) {
    let names: BTreeMap<&str, Names> = ["roles", "facilities", "technologies", "drivers"]
        .into_iter()
        .filter_map(|table| Some((table, Names::of(group, table)?)))
        .collect();
    let families = families(group);
    let tables: Vec<&'static str> = group.tables.keys().copied().collect();
    // Staff and flows have the names of the same people.
    let mut said_of_people = BTreeSet::new();
    for table in tables {
        let Some(sheet) = group.sheet(table) else { continue };
        let mut bad = BTreeSet::new();
        for (index, column) in sheet.spec.columns.iter().enumerate() {
            let known = |code: &str| match named(column.kind, code) {
                Some(Named::Code(reference, code)) => {
                    names.get(reference.table).is_none_or(|names| names.allow(code, reference))
                }
                Some(Named::Family(family)) => families.as_ref().is_none_or(|known| known.contains(family)),
                None => true,
            };
            let mut unknown: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
            for row in &sheet.rows {
                if let Some(code) = row.text(index).filter(|code| !known(code)) {
                    unknown.entry(code).or_default().push(row);
                    bad.insert(row.number);
                }
            }
            let mut problems: Vec<(&str, &Row, Explained)> = Vec::new();
            for (cell, rows) in unknown {
                let Some(first) = rows.first() else { continue };
                if group.is_of_roster(first) {
                    if said_of_people.insert((column.name, cell.to_owned())) {
                        of_roster(group, (column.name, cell), first, &names, found);
                    }
                    continue;
                }
                let explained = match named(column.kind, cell) {
                    Some(Named::Code(reference, code)) => {
                        let names = names.get(reference.table);
                        names.and_then(|names| names.explain(code, reference, &sheet.file, rows.len()))
                    }
                    Some(Named::Family(family)) => families.as_ref().map(|known| explain_family(family, known)),
                    None => None,
                };
                problems.extend(explained.map(|explained| (cell, *first, explained)));
            }
            problems.sort_by_key(|(_, first, _)| first.number);
            let map = match column.kind {
                Kind::Code(reference) => {
                    let own = problems.iter().filter(|(_, first, _)| first.origin.file == sheet.file);
                    let to: Vec<(&str, &To)> = own.map(|(cell, _, explained)| (*cell, &explained.to)).collect();
                    let known = declared.get(table).and_then(|declared| declared.map(column.name));
                    translation::to_paste((table, column.name), reference.table, &to, known)
                }
                _ => None,
            };
            let mut map = map.unwrap_or_default();
            for (cell, first, Explained { slug, message, help, .. }) in problems {
                let help = format!("{help}{}", std::mem::take(&mut map));
                found.push_value(slug, group.place(table, first, column.name), Some(cell), message, help);
            }
        }
        if let Some(table) = group.tables.get_mut(table)
            && !bad.is_empty()
        {
            table.sheet.rows.retain(|row| !bad.contains(&row.number));
            table.complete = false;
        }
    }
}

/// Reports a name that people have and no table holds; one that hardly anybody has may be somebody's own.
fn of_roster(
    group: &Group,
    (column, name): (&'static str, &str),
    row: &Row,
    names: &BTreeMap<&str, Names>,
    found: &mut Diagnostics,
) {
    const SAID_FROM: usize = 3;
    let Some(roster) = &group.roster else { return };
    let table = if column == "role" { "roles" } else { "facilities" };
    let Some(known) = names.get(table) else { return };
    let people = roster.names.get(&(column, Arc::from(name))).copied().unwrap_or(0);
    let place = Place { table: Some("roster"), ..Place::line(&roster.file, row.origin.line).in_column(column) };
    let reference = Reference { table, star: false, region: false };
    if people >= SAID_FROM {
        if let Some(Explained { slug, message, help, .. }) = known.explain(name, reference, &roster.file, people) {
            found.push_value(slug, place, Some(name), message, help);
        }
        return;
    }
    let message = format!("the {} on this line stands in no row of {}", known.noun, known.file);
    let help = format!(
        "it is not repeated here, as hardly anybody has it; correct it, add a row for it to {}, or leave it out with a map \
         of names (files.roster.map.{column})",
        known.file
    );
    found.push(known.slug, place, message, help);
}

/// What a cell names.
enum Named<'c> {
    Code(Reference, &'c str),
    /// A family of roles.
    Family(&'c str),
}

/// What a cell of this kind names; `None` if it names nothing of another table.
fn named(kind: Kind, code: &str) -> Option<Named<'_>> {
    let one_of = |table| Reference { table, star: false, region: false };
    match kind {
        Kind::Code(reference) => Some(Named::Code(reference, code)),
        Kind::WorkDriver => Some(match (code.strip_prefix("role:"), code.strip_prefix("family:")) {
            (Some(role), _) => Named::Code(one_of("roles"), role),
            (None, Some(family)) => Named::Family(family),
            (None, None) => Named::Code(one_of("drivers"), code),
        }),
        _ => None,
    }
}

/// The families of roles; `None` if some may not be known.
fn families(group: &Group) -> Option<BTreeSet<Arc<str>>> {
    let roles = group.tables.get("roles").filter(|table| table.complete)?;
    let family = roles.sheet.spec.index("family");
    Some(roles.sheet.rows.iter().filter_map(|row| row.text(family)).map(Arc::from).collect())
}

fn explain_family(family: &str, known: &BTreeSet<Arc<str>>) -> Explained {
    let message = format!("no role of roles.csv belongs to a family `{family}`");
    let known: Vec<&str> = known.iter().map(|family| &**family).collect();
    let help = match known.as_slice() {
        [] => "write the family of each role into the column `family` of roles.csv".to_owned(),
        known => suggest(family, known.iter().copied()),
    };
    Explained { slug: Slug::UnknownFamily, message, help, to: To::Nothing }
}
