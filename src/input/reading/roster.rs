//! Rosters: rows of people, added up as they are read.
//!
//! A file is read record by record in constant memory. Only the columns of the spec are looked at; what they say of a
//! person goes into counts by day, facility and role ([`Tally`]) and is forgotten. No message holds the text of a cell,
//! but for names of facilities and roles. The first pass takes cells to be written in the plain way; where one could mean
//! several things, a second looks through the columns for what tells (`manner`), and the file is read again.
//! Left out: what the counts mean for the staff of a case (`rosters`).

mod cell;
mod header;
mod manner;
mod names;
mod reason;
mod rows;
mod shown;
mod tally;

pub(super) use shown::shown;
pub use shown::{PeekPeople, PeekRoster};
pub(in crate::input) use tally::{Count, Flow, People, REASONS, band_name};

use super::damage;
use super::declared::Declared;
use super::names::{LeftOut, NameMaps};
use crate::calendar::Month;
use crate::diagnostics::Diagnostics;
use crate::files::FilesError;
use crate::grid::delimited::{self, TextUnderstood};
use crate::tables::TableSpec;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// What people are counted by: the month at whose end, the facility and the role.
pub(in crate::input) type CountKey = (Month, Arc<str>, Arc<str>);

/// What the rows of a roster come to.
pub(in crate::input) struct Roster {
    /// The file as the planner would type it.
    pub(in crate::input) file: Arc<str>,
    /// False if some row had a problem.
    pub(in crate::input) complete: bool,
    /// The people.
    pub(in crate::input) counts: BTreeMap<CountKey, Count>,
    /// How many rows hold a name, by column.
    pub(in crate::input) names: BTreeMap<(&'static str, Arc<str>), usize>,
    /// True if the file has a column for the reasons for leaving.
    pub(in crate::input) has_reasons: bool,
}

impl Roster {
    /// Puts codes in the place of names, where `code` (table, name) knows one; returns name, code and number of rows.
    pub(super) fn rename(
        &mut self,
        code: &dyn Fn(&str, &str) -> Option<Arc<str>>,
    ) -> BTreeMap<(String, Arc<str>), usize> {
        let mut seen = BTreeMap::new();
        let mut renamed = BTreeMap::new();
        for ((column, name), rows) in std::mem::take(&mut self.names) {
            let table = if column == "role" { "roles" } else { "facilities" };
            let ours = code(table, &name);
            if let Some(ours) = &ours {
                seen.insert((name.to_string(), ours.clone()), rows);
            }
            let ours = ours.unwrap_or_else(|| name.clone());
            *self.names.entry((column, ours.clone())).or_default() += rows;
            renamed.insert((column, name), ours);
        }
        let of = |column, name: Arc<str>| renamed.get(&(column, name.clone())).cloned().unwrap_or(name);
        for ((month, facility, role), count) in std::mem::take(&mut self.counts) {
            let key = (month, of("facility", facility), of("role", role));
            self.counts.entry(key).or_default().merge(count);
        }
        seen
    }
}

/// What is known beforehand of a roster's file.
pub(super) struct Source<'a> {
    pub(super) spec: &'static TableSpec,
    /// The file as the planner would type it.
    pub(super) file: &'a str,
    pub(super) declared: &'a Declared,
    pub(super) maps: &'a NameMaps,
    /// Opens the file, each time from its beginning.
    pub(super) open: &'a dyn Fn() -> Result<Box<dyn io::Read>, FilesError>,
}

/// A name of the header, with ours if the column is read.
pub(super) type HeaderName = (String, Option<&'static str>);

/// What a roster came to, and how it was understood.
pub(super) struct Understood {
    pub(super) roster: Roster,
    pub(super) left_out: LeftOut,
    /// How it was understood, in words.
    pub(super) remarks: Vec<String>,
    /// What its people came to, in words.
    pub(super) came_to: Vec<String>,
    /// How its bytes are text; `None` if they are not.
    pub(super) text: Option<TextUnderstood>,
    /// The spreadsheet's row of the header, and its names.
    pub(super) header: Option<(u32, Vec<HeaderName>)>,
    /// All rows.
    pub(super) rows: usize,
}

/// Reads a roster; problems go to `found`.
///
/// # Errors
/// If the file cannot be opened.
pub(super) fn read(source: &Source<'_>, found: &mut Diagnostics) -> Result<Understood, FilesError> {
    let mut manner = manner::Manner::declared(source.declared);
    loop {
        let mut said = Diagnostics::new();
        let pass = pass(source, &manner, &mut said)?;
        if let Some(understood) = pass {
            found.extend(said);
            return Ok(understood);
        }
        // Some cell is open: all cells of its column are asked.
        manner = survey(source, manner)?;
    }
}

/// One reading of the file; `None` if a cell needs to know what the others show.
fn pass(
    source: &Source<'_>,
    manner: &manner::Manner,
    found: &mut Diagnostics,
) -> Result<Option<Understood>, FilesError> {
    let mut understood = Understood::nothing(source.file);
    let is_column = |name: &str| header::names(source, name);
    let (mut records, text) = match delimited::open((source.open)()?, &source.declared.text, &is_column) {
        Ok(opened) => opened,
        Err(damage) => {
            damage::report(&damage, source.file, Some(source.spec.name), found);
            return Ok(Some(understood));
        }
    };
    understood.text = Some(text);
    let header = match header::find(source, &mut records, found) {
        Ok(Some(header)) => header,
        Ok(None) => return Ok(Some(understood)),
        Err(damage) => {
            damage::report(&damage, source.file, Some(source.spec.name), found);
            return Ok(Some(understood));
        }
    };
    let mut rows = rows::Rows::new(source, &header, manner, found);
    let damage = loop {
        match records.next() {
            Ok(Some(record)) => {
                if !rows.one(&record) {
                    return Ok(None);
                }
            }
            Ok(None) => break None,
            Err(damage) => break Some(damage),
        }
    };
    let (tally, sums) = rows.finish();
    if let Some(damage) = &damage {
        damage::report(damage, source.file, Some(source.spec.name), found);
    }
    understood.roster.complete = damage.is_none() && found.errors() == 0;
    understood.roster.has_reasons = header.has("leave_reason");
    understood.remarks.extend(header.remarks.iter().cloned());
    understood.remarks.extend(manner.remarks());
    understood.rows = sums.rows;
    understood.came_to = tally.into_roster(sums, &mut understood.roster, &mut understood.left_out);
    understood.header = Some((header.sheet_row, header.ours()));
    Ok(Some(understood))
}

impl Roster {
    /// A roster of which nothing could be read.
    pub(super) fn unreadable(file: &str) -> Self {
        Understood::nothing(file).roster
    }
}

impl Understood {
    fn nothing(file: &str) -> Self {
        let roster = Roster {
            file: Arc::from(file),
            complete: false,
            counts: BTreeMap::new(),
            names: BTreeMap::new(),
            has_reasons: false,
        };
        Self {
            roster,
            left_out: LeftOut::default(),
            remarks: Vec::new(),
            came_to: Vec::new(),
            text: None,
            header: None,
            rows: 0,
        }
    }
}

/// Looks at how the cells of the open columns are written; damage is left for the next pass to say.
fn survey(source: &Source<'_>, manner: manner::Manner) -> Result<manner::Manner, FilesError> {
    let is_column = |name: &str| header::names(source, name);
    let mut survey = manner::Survey::default();
    let mut unsaid = Diagnostics::new();
    if let Ok((mut records, _)) = delimited::open((source.open)()?, &source.declared.text, &is_column)
        && let Ok(Some(header)) = header::find(source, &mut records, &mut unsaid)
    {
        while let Ok(Some(record)) = records.next() {
            survey.look(&record, &header);
        }
    }
    Ok(manner.settled(survey))
}
