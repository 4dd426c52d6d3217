//! Codes that name rows of other tables.

use super::group::Group;
use super::later;
use crate::diagnostics::{Diagnostics, Place, Slug, list, nearest, suggest};
use crate::tables::{Kind, Reference, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Takes out the rows that name something no table holds; each unknown name is reported once for its column.
pub(super) fn check(group: &mut Group, found: &mut Diagnostics) {
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
            for (cell, rows) in unknown {
                let Some(first) = rows.first() else { continue };
                if group.is_of_roster(first) {
                    if said_of_people.insert((column.name, cell.to_owned())) {
                        of_roster(group, (column.name, cell), first, &names, found);
                    }
                    continue;
                }
                let place = group.place(table, first, column.name);
                let explained = match named(column.kind, cell) {
                    Some(Named::Code(reference, code)) => {
                        names.get(reference.table).map(|names| names.explain(code, reference, &sheet.file, rows.len()))
                    }
                    Some(Named::Family(family)) => families.as_ref().map(|known| explain_family(family, known)),
                    None => None,
                };
                let Some((slug, message, help)) = explained else { continue };
                found.push_value(slug, place, Some(cell), message, help);
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
        let (slug, message, help) = known.explain(name, reference, &roster.file, people);
        found.push_value(slug, place, Some(name), message, help);
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

fn explain_family(family: &str, known: &BTreeSet<Arc<str>>) -> (Slug, String, String) {
    let message = format!("no role of roles.csv belongs to a family `{family}`");
    let known: Vec<&str> = known.iter().map(|family| &**family).collect();
    let help = match known.as_slice() {
        [] => "write the family of each role into the column `family` of roles.csv".to_owned(),
        known => suggest(family, known.iter().copied()),
    };
    (Slug::UnknownFamily, message, help)
}

/// The names that a table gives.
struct Names {
    noun: &'static str,
    slug: Slug,
    file: String,
    codes: BTreeSet<Arc<str>>,
    /// Labels and aliases, with the code that they mean.
    others: Vec<(String, Arc<str>)>,
    /// `region:X` for each region of a facility; `None` if some may not be known.
    regions: Option<BTreeSet<String>>,
}

impl Names {
    /// `None` if the table's codes are not all known, so that no name can be called unknown.
    fn of(group: &Group, table: &'static str) -> Option<Self> {
        let read = group.tables.get(table).filter(|table| table.codes_known)?;
        let spec = read.sheet.spec;
        let (noun, slug) = match table {
            "roles" => ("role", Slug::UnknownRole),
            "facilities" => ("facility", Slug::UnknownFacility),
            "technologies" => ("technology", Slug::UnknownTechnology),
            _ => ("driver", Slug::UnknownDriver),
        };
        let mut others = Vec::new();
        for row in &read.sheet.rows {
            let Some(code) = row.text(0) else { continue };
            for column in ["label", "aliases"] {
                let Some(index) = spec.columns.iter().position(|known| known.name == column) else { continue };
                let names = row.text(index).into_iter().flat_map(|text| text.split(';')).map(str::trim);
                others.extend(names.filter(|name| !name.is_empty()).map(|name| (name.to_owned(), Arc::from(code))));
            }
        }
        let region = spec.columns.iter().position(|column| column.name == "region");
        let region = |row: &Row| Some(format!("region:{}", row.text(region?)?));
        let regions = read.complete.then(|| read.sheet.rows.iter().filter_map(region).collect());
        let codes = read.codes.iter().cloned().collect();
        Some(Self { noun, slug, file: format!("{table}.csv"), codes, others, regions })
    }

    fn allow(&self, code: &str, reference: Reference) -> bool {
        let region = || self.regions.as_ref().is_none_or(|regions| regions.contains(code));
        self.codes.contains(code)
            || reference.star && code == "*"
            || reference.region && code.starts_with("region:") && region()
    }

    fn explain(&self, code: &str, reference: Reference, file: &str, rows: usize) -> (Slug, String, String) {
        let Self { noun, .. } = self;
        let also = if rows > 1 { format!(" ({rows} rows of {file})") } else { String::new() };
        if reference.region
            && let Some(region) = code.strip_prefix("region:")
        {
            let known = self.regions.iter().flatten().filter_map(|name| name.strip_prefix("region:"));
            let message = format!("no {noun} of {} has the region `{region}`{also}", self.file);
            return (self.slug, message, suggest(region, known.collect::<Vec<_>>()));
        }
        if later::reference(reference.table, code) {
            let message = format!("`{code}` is not computed by this version of staffcast{also}");
            return (Slug::NotYet, message, format!("name a {noun} of {}", self.file));
        }
        if code == "*" {
            let message = format!("`*` cannot stand for a {noun} in this column{also}");
            return (self.slug, message, format!("write one row for each {noun}"));
        }
        let message = format!("no {noun} `{code}` in {}{also}", self.file);
        if code.to_lowercase().starts_with("total") {
            let help = "delete the row: a total would count everything twice".to_owned();
            return (self.slug, message, help);
        }
        let known: Vec<&str> = self.codes.iter().map(|code| &**code).collect();
        let exact = self.others.iter().find(|(name, _)| name.eq_ignore_ascii_case(code)).map(|(_, code)| &**code);
        let near = exact.or_else(|| nearest(code, known.iter().copied())).or_else(|| {
            let near = nearest(code, self.others.iter().map(|(name, _)| name.as_str()))?;
            self.others.iter().find(|(name, _)| name == near).map(|(_, code)| &**code)
        });
        let help = match near {
            Some(near) => format!("did you mean `{near}`? If it is another {noun}, add a row for it to {}", self.file),
            None => format!("add a row for it to {}, which has {}", self.file, list(known, 12)),
        };
        (self.slug, message, help)
    }
}
