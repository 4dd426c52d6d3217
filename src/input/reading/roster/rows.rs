//! Rows of a roster, one person each.

use super::Source;
use super::cell::{self, Day, Unread};
use super::header::Header;
use super::manner::Manner;
use super::names::Names;
use super::reason::reason_of;
use super::tally::{AGES, Person, REASONS, RowsLeftOut, Standing, Sums, Tally, standing};
use crate::calendar::Month;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::grid::Record;
use std::borrow::Cow;

/// The rows so far.
pub(super) struct Rows<'a> {
    source: &'a Source<'a>,
    header: &'a Header,
    manner: &'a Manner,
    found: &'a mut Diagnostics,
    columns: Columns,
    facilities: Names,
    roles: Names,
    /// The `as_of` read last: most rows have the same.
    as_of: Option<(String, Option<Month>)>,
    /// The reason read last.
    reason: Option<(String, usize)>,
    rows: usize,
    left_out: RowsLeftOut,
    tally: Tally,
}

/// Where the columns stand in the file.
struct Columns {
    as_of: Option<usize>,
    facility: Option<usize>,
    role: Option<usize>,
    fte: Option<usize>,
    birth_year: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    reason: Option<usize>,
}

/// Cells of a person that are filled.
struct Texts<'r> {
    as_of: Option<Cow<'r, str>>,
    facility: Option<Cow<'r, str>>,
    role: Option<Cow<'r, str>>,
    fte: Option<Cow<'r, str>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        source: &'a Source<'a>,
        header: &'a Header,
        manner: &'a Manner,
        found: &'a mut Diagnostics,
    ) -> Self {
        let columns = Columns {
            as_of: header.column("as_of"),
            facility: header.column("facility"),
            role: header.column("role"),
            fte: header.column("fte"),
            birth_year: header.column("birth_year"),
            start: header.column("start_date"),
            end: header.column("end_date"),
            reason: header.column("leave_reason"),
        };
        Self {
            source,
            header,
            manner,
            found,
            columns,
            facilities: Names::default(),
            roles: Names::default(),
            as_of: None,
            reason: None,
            rows: 0,
            left_out: RowsLeftOut::new(),
            tally: Tally::default(),
        }
    }

    /// The counts, and what else the rows came to.
    pub(super) fn finish(self) -> (Tally, Sums) {
        let (facilities, roles) = (self.facilities.into_ours(), self.roles.into_ours());
        (self.tally, Sums { rows: self.rows, facilities, roles, left_out: self.left_out })
    }

    fn problem(&mut self, record: &Record<'_>, column: &'static str, slug: Slug, message: &str, help: &str) {
        let (file, line) = (self.source.file, record.line);
        let place = match self.header.column(column) {
            Some(index) => Place::cell(file, line, record.sheet_row, index, column),
            None => Place::line(file, line).in_column(column),
        };
        let place = Place { table: Some(self.source.spec.name), ..place };
        self.found.push(slug, place, message, help);
    }

    /// Takes a row; false if its cells cannot be read before the others of their columns were asked.
    pub(super) fn one(&mut self, record: &Record<'_>) -> bool {
        let filled = |index: Option<usize>| record.cell(index?).filter(|text| !text.is_empty());
        let texts = Texts {
            as_of: filled(self.columns.as_of),
            facility: filled(self.columns.facility),
            role: filled(self.columns.role),
            fte: filled(self.columns.fte),
        };
        let none = texts.as_of.is_none() && texts.facility.is_none() && texts.role.is_none() && texts.fte.is_none();
        if none && record.is_blank() {
            return true;
        }
        self.rows += 1;
        if record.len() != self.header.width {
            let message = format!("the row has {} cells, but the header has {}", record.len(), self.header.width);
            let help = "put quotes around a cell that holds a comma, and give every row as many commas as the header";
            self.found.push(Slug::RaggedRow, Place::line(self.source.file, record.line), message, help);
            return true;
        }
        let names = match (&texts.facility, &texts.role) {
            (Some(facility), Some(role)) => {
                let maps = self.source.maps;
                let facility = self.facilities.of(facility, maps.get("facility"));
                facility.zip(self.roles.of(role, maps.get("role")))
            }
            _ => None,
        };
        if let Some((facility, role)) = names
            && (self.facilities.is_out(facility) || self.roles.is_out(role))
        {
            self.leave_out(record, &texts, facility);
            return true;
        }
        match self.person(record, &texts, names) {
            Ok(Some(person)) => self.tally.add(&person, record.line),
            Ok(None) => {}
            Err(()) => return false,
        }
        true
    }

    /// Reads a person; `None` if something is wrong, which is said, and an error if the columns must be asked.
    fn person(
        &mut self,
        record: &Record<'_>,
        texts: &Texts<'_>,
        names: Option<(u32, u32)>,
    ) -> Result<Option<Person>, ()> {
        let filled = |index: Option<usize>| record.cell(index?).filter(|text| !text.is_empty());
        let as_of = self.as_of(record, texts.as_of.as_deref())?;
        for (column, text) in [("facility", &texts.facility), ("role", &texts.role)] {
            if text.is_none() {
                self.blank(record, column);
            }
        }
        if names.is_none() && texts.facility.is_some() && texts.role.is_some() {
            self.too_many_names(record);
        }
        let steps = match texts.fte.as_deref() {
            Some(text) => self.value(record, "fte", cell::fte(text, self.manner))?,
            None => {
                self.blank(record, "fte");
                None
            }
        };
        let (start, good_start) = self.day(record, "start_date", filled(self.columns.start))?;
        let (end, good_end) = self.day(record, "end_date", filled(self.columns.end))?;
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            let help = "correct the one that is wrong, or clear it if it is not known";
            let message = "the end date lies before the start date";
            self.problem(record, "end_date", Slug::EndsBeforeItBegins, message, help);
            return Ok(None);
        }
        let born = match filled(self.columns.birth_year) {
            Some(text) => match self.value(record, "birth_year", cell::birth_year(&text))? {
                Some(year) => Some(year),
                None => return Ok(None),
            },
            None => None,
        };
        let (Some(as_of), Some((facility, role)), Some(steps), true) = (as_of, names, steps, good_start && good_end)
        else {
            return Ok(None);
        };
        let standing = standing(as_of, start, end);
        let age = born.map(|year| as_of.year() - year - i32::from(as_of.of_year() < 7));
        if standing == Standing::InPost && age.is_some_and(|age| !AGES.contains(&age)) {
            let message = "the year of birth makes this person younger than 15 or older than 100";
            let help = "correct it, or clear it if it is not known";
            self.problem(record, "birth_year", Slug::OutOfRange, message, help);
            return Ok(None);
        }
        let reason = if standing == Standing::Left { self.reason(filled(self.columns.reason)) } else { REASONS - 1 };
        Ok(Some(Person { as_of, facility, role, steps, start, end, age, reason }))
    }

    /// The value of a cell, or what is wrong with it.
    fn value<T>(
        &mut self,
        record: &Record<'_>,
        column: &'static str,
        read: Result<T, Unread>,
    ) -> Result<Option<T>, ()> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(Unread::Ask) => Err(()),
            Err(Unread::Because(slug, message, help)) => {
                self.problem(record, column, slug, message, &help);
                Ok(None)
            }
        }
    }

    /// A day, `None` if the cell is blank; the second value is false if it is none.
    fn day(
        &mut self,
        record: &Record<'_>,
        column: &'static str,
        text: Option<Cow<'_, str>>,
    ) -> Result<(Option<Day>, bool), ()> {
        let Some(text) = text else { return Ok((None, true)) };
        let day = self.value(record, column, cell::day(&text, column, self.manner))?;
        Ok((day, day.is_some()))
    }

    fn as_of(&mut self, record: &Record<'_>, text: Option<&str>) -> Result<Option<Month>, ()> {
        let Some(text) = text else {
            self.blank(record, "as_of");
            return Ok(None);
        };
        if let Some((_, month)) = self.as_of.as_ref().filter(|(last, _)| last == text) {
            return Ok(*month);
        }
        // A day that is wrong in row after row is said once.
        let month = self.value(record, "as_of", cell::as_of(text, self.manner))?;
        self.as_of = Some((text.to_owned(), month));
        Ok(month)
    }

    fn blank(&mut self, record: &Record<'_>, column: &'static str) {
        let meaning = self.source.spec.columns.iter().find(|known| known.name == column).map_or("", |it| it.meaning);
        let (message, help) = (format!("`{column}` is blank"), format!("fill it in. {meaning}"));
        self.problem(record, column, Slug::MissingValue, &message, &help);
    }

    /// Says once that a column has more names than there can be things.
    fn too_many_names(&mut self, record: &Record<'_>) {
        for column in [self.facilities.is_full().then_some("facility"), self.roles.is_full().then_some("role")] {
            let Some(column) = column else { continue };
            let message = format!("the column holds more than 20,000 different names of a {column}");
            let help = "it is probably another column: say in the scenario which one it is (see files.roster.columns)";
            self.problem(record, column, Slug::FileTooLarge, &message, help);
        }
    }

    /// The index of a reason for leaving.
    fn reason(&mut self, text: Option<Cow<'_, str>>) -> usize {
        let Some(text) = text else { return REASONS - 1 };
        if let Some((_, reason)) = self.reason.as_ref().filter(|(last, _)| *last == text) {
            return *reason;
        }
        let ours = self.source.maps.get("leave_reason").and_then(|map| map.to(&text)).unwrap_or(&text);
        let reason = reason_of(ours);
        self.reason = Some((text.into_owned(), reason));
        reason
    }

    /// Counts a row that a map leaves out; what is wrong in it does not matter.
    fn leave_out(&mut self, record: &Record<'_>, texts: &Texts<'_>, facility: u32) {
        let by_facility = self.facilities.is_out(facility);
        let (column, text) = if by_facility { ("facility", &texts.facility) } else { ("role", &texts.role) };
        let name = text.as_deref().unwrap_or_default().to_owned();
        let day = |index: Option<usize>, column| {
            let text = record.cell(index?).filter(|text| !text.is_empty())?;
            cell::day(&text, column, self.manner).ok()
        };
        let as_of = texts.as_of.as_deref().and_then(|text| cell::as_of(text, self.manner).ok());
        let steps = texts.fte.as_deref().and_then(|text| cell::fte(text, self.manner).ok());
        let (start, end) = (day(self.columns.start, "start_date"), day(self.columns.end, "end_date"));
        let (rows, amounts) = self.left_out.entry((column, name)).or_default();
        *rows += 1;
        if let (Some(as_of), Some(steps)) = (as_of, steps)
            && standing(as_of, start, end) == Standing::InPost
        {
            *amounts.entry(as_of).or_default() += steps;
        }
    }
}
