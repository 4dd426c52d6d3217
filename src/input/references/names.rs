//! The names that a table gives, and what is said of one that it does not give.

use crate::diagnostics::{Slug, list, nearest_few, suggest};
use crate::input::group::Group;
use crate::input::later;
use crate::input::occupations::{self, Occupations};
use crate::tables::{Reference, Row};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many names are suggested where several are as near.
const SUGGESTED: usize = 3;

/// What is said of a name that no table holds.
pub(super) struct Explained {
    pub(super) slug: Slug,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) to: To,
}

/// What a map of names could make of a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum To {
    /// The name can stand in no map.
    Nothing,
    /// A code, most likely.
    Code(Arc<str>),
    /// One of several codes.
    Open,
    /// No code is near: its rows may have to be left out.
    Nobody,
}

/// The names that a table gives.
pub(super) struct Names {
    pub(super) noun: &'static str,
    pub(super) slug: Slug,
    pub(super) file: String,
    codes: BTreeSet<Arc<str>>,
    /// Labels and aliases, with the code that they mean.
    others: Vec<(String, Arc<str>)>,
    /// Roles by the codes of their occupations; `None` if some may not be known.
    occupations: Option<Occupations>,
    /// `region:X` for each region of a facility; `None` if some may not be known.
    regions: Option<BTreeSet<String>>,
}

impl Names {
    /// `None` if the table's codes are not all known, so that no name can be called unknown.
    pub(super) fn of(group: &Group, table: &'static str) -> Option<Self> {
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
        let occupations = if table == "roles" { Occupations::of(group) } else { Some(Occupations::default()) };
        Some(Self { noun, slug, file: format!("{table}.csv"), codes, others, occupations, regions })
    }

    /// True if the name stands for something, as far as can be known.
    pub(super) fn allow(&self, code: &str, reference: Reference) -> bool {
        let region = || self.regions.as_ref().is_none_or(|regions| regions.contains(code));
        self.codes.contains(code)
            || reference.star && code == "*"
            || reference.region && code.starts_with("region:") && region()
    }

    /// What to say of a name that stands for nothing; `None` if that follows from what was said already.
    pub(super) fn explain(&self, code: &str, reference: Reference, file: &str, rows: usize) -> Option<Explained> {
        let Self { noun, slug, .. } = *self;
        let also = if rows > 1 { format!(" ({rows} rows of {file})") } else { String::new() };
        if reference.region
            && let Some(region) = code.strip_prefix("region:")
        {
            let known = self.regions.iter().flatten().filter_map(|name| name.strip_prefix("region:"));
            let message = format!("no {noun} of {} has the region `{region}`{also}", self.file);
            let help = suggest(region, known.collect::<Vec<_>>());
            return Some(Explained { slug, message, help, to: To::Nothing });
        }
        if later::reference(reference.table, code) {
            let message = format!("`{code}` is not computed by this version of staffcast{also}");
            let help = format!("name a {noun} of {}", self.file);
            return Some(Explained { slug: Slug::NotYet, message, help, to: To::Nothing });
        }
        if code == "*" {
            let message = format!("`*` cannot stand for a {noun} in this column{also}");
            let help = format!("write one row for each {noun}");
            return Some(Explained { slug, message, help, to: To::Nothing });
        }
        if reference.table == "roles"
            && let Some(plain) = occupations::written(code)
        {
            return self.explain_occupation(code, &plain, &also);
        }
        let message = format!("no {noun} `{code}` in {}{also}", self.file);
        if code.to_lowercase().starts_with("total") {
            let help = "delete the row: a total would count everything twice".to_owned();
            return Some(Explained { slug, message, help, to: To::Nobody });
        }
        let near = self.near(code);
        let (help, to) = match near.as_slice() {
            [] => {
                let known: Vec<&str> = self.codes.iter().map(|code| &**code).collect();
                (format!("add a row for it to {}, which has {}", self.file, list(known, 12)), To::Nobody)
            }
            [one] => (self.did_you_mean(&format!("`{one}`")), To::Code((*one).clone())),
            [first @ .., last] => {
                let first = list(first.iter().map(|code| &***code), SUGGESTED);
                (self.did_you_mean(&format!("{first} or `{last}`")), To::Open)
            }
        };
        Some(Explained { slug, message, help, to })
    }

    fn did_you_mean(&self, names: &str) -> String {
        format!("did you mean {names}? If it is another {}, add a row for it to {}", self.noun, self.file)
    }

    /// What to say of the code of an occupation that is not that of one role.
    fn explain_occupation(&self, code: &str, plain: &str, also: &str) -> Option<Explained> {
        let roles: Vec<&str> = self.occupations.as_ref()?.roles(code).map(|role| &**role).collect();
        let column = if plain.contains('-') { "soc_code" } else { "isco_code" };
        let (message, help, to) = match roles.as_slice() {
            [] => (
                format!("no role `{code}` in {}, nor one with the occupation {plain}{also}", self.file),
                format!(
                    "write {plain} into `{column}` of the role that has this occupation, or add a row for it to {}",
                    self.file
                ),
                To::Nobody,
            ),
            // A role of the scenario: names in exports mean those of roles.csv alone.
            [one] => (
                format!("no role `{code}` in {}{also}", self.file),
                format!("write the role of that occupation: {one}"),
                To::Code(Arc::from(*one)),
            ),
            several => (
                format!(
                    "`{code}` is the occupation of {} roles: {}{also}",
                    several.len(),
                    list(several.iter().copied(), 12)
                ),
                "write the role that is meant".to_owned(),
                To::Open,
            ),
        };
        Some(Explained { slug: self.slug, message, help, to })
    }

    /// The codes that a name may mean, the nearest first: by code, label or alias.
    fn near(&self, name: &str) -> Vec<&Arc<str>> {
        let own = self.codes.iter().map(|code| (&**code, code));
        let known: Vec<(&str, &Arc<str>)> =
            own.chain(self.others.iter().map(|(name, code)| (name.as_str(), code))).collect();
        let mut same: Vec<&str> =
            known.iter().map(|(known, _)| *known).filter(|known| known.eq_ignore_ascii_case(name)).collect();
        if same.is_empty() {
            same = nearest_few(name, known.iter().map(|(known, _)| *known));
        }
        let mut codes: Vec<&Arc<str>> = Vec::new();
        for near in same {
            for (_, code) in known.iter().filter(|(known, _)| *known == near) {
                if !codes.contains(code) {
                    codes.push(code);
                }
            }
        }
        codes.truncate(SUGGESTED);
        codes
    }
}
