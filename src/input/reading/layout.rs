//! Where a table stands in a grid: its header, and which column holds what.
//!
//! Names of columns are taken as written, as the scenario renames them, or in other letters and spacing (`Budgeted FTE`).
//! Periods may run across: then each cell below one is a row. Unknown, missing and repeated columns are reported.

use super::declared::{Declared, to_paste};
use super::period::{DateOrder, Written, of_pair};
use crate::calendar::Period;
use crate::diagnostics::{Diagnostics, Place, Slug, column_letters, list, nearest, suggest};
use crate::grid::{CellKind, Grid, GridCell, GridRow};
use crate::input::later;
use crate::tables::{ColumnSpec, Kind, TableSpec};

/// Where the text of a name of [`TableSpec::header`] stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Nowhere.
    Absent,
    /// In this column of the grid.
    Column(usize),
    /// In the header, above the cell that a row is made from.
    Across,
    /// In the cell that a row is made from.
    Below,
}

/// A table found in a grid.
pub(super) struct Layout<'g> {
    pub(super) grid: &'g Grid,
    /// The line and the spreadsheet row of the header.
    pub(super) header_at: (u32, u32),
    /// For each name of the spec's header.
    pub(super) slots: Vec<Slot>,
    /// The columns of periods that run across, with what they say.
    pub(super) across: Vec<(usize, Period)>,
    /// True if the header holds nothing else.
    pub(super) clean: bool,
    /// How columns were read that are named in another way.
    pub(super) remarks: Vec<String>,
    /// The place of each of their columns, with its name as it stands there.
    pub(super) names: Vec<String>,
    first_row: usize,
}

/// One row of a table: a row of the grid, and of a table whose periods run across one of its columns.
#[derive(Clone, Copy)]
pub(super) struct LaidRow<'g> {
    pub(super) row: GridRow<'g>,
    /// Index among the columns that run across.
    pub(super) across: Option<usize>,
}

impl<'g> Layout<'g> {
    /// The rows of the table, blank cells of periods that run across left out.
    pub(super) fn rows(&self) -> impl Iterator<Item = LaidRow<'g>> + '_ {
        self.grid.rows().skip(self.first_row).flat_map(move |row| {
            let long = self.across.is_empty().then_some(LaidRow { row, across: None });
            let filled = move |column: usize| row.cell(column).is_some_and(|cell| !cell.text.is_empty());
            let wide = self.across.iter().enumerate().filter(move |(_, (column, _))| filled(*column));
            long.into_iter().chain(wide.map(move |(index, _)| LaidRow { row, across: Some(index) }))
        })
    }

    /// The grid's column of a slot in a row; `None` if it stands in none, or in the header.
    pub(super) fn column(&self, slot: usize, row: LaidRow<'_>) -> Option<usize> {
        match self.slots.get(slot)? {
            Slot::Column(index) => Some(*index),
            Slot::Below => self.across.get(row.across?).map(|(index, _)| *index),
            Slot::Absent | Slot::Across => None,
        }
    }

    /// The cell of a slot in a row, unless it is blank.
    pub(super) fn cell(&self, slot: usize, row: LaidRow<'g>) -> Option<GridCell<'g>> {
        row.row.cell(self.column(slot, row)?).filter(|cell| !cell.text.is_empty())
    }

    /// True if the row says the same as the header.
    pub(super) fn is_header_again(&self, row: LaidRow<'_>) -> bool {
        let filled = |text: &&str| !text.is_empty();
        let named = self.names.iter().filter(|name| !name.is_empty()).count();
        let same = row.row.cells().map(|cell| cell.text).zip(&self.names).filter(|(text, _)| filled(text));
        named > 1 && row.row.cells().next().is_some_and(|cell| filled(&cell.text)) && {
            let mut cells = 0;
            same.inspect(|_| cells += 1).all(|(text, name)| text == name) && cells == named
        }
    }

    /// The column of the grid that a slot has in every row.
    pub(super) fn own_column(&self, slot: usize) -> Option<usize> {
        match self.slots.get(slot) {
            Some(Slot::Column(index)) => Some(*index),
            _ => None,
        }
    }

    /// True if the slot stands in the header, above the cells that rows are made from.
    pub(super) fn is_across(&self, slot: usize) -> bool {
        self.slots.get(slot) == Some(&Slot::Across)
    }

    /// The place of a slot in a row; `name` is its name in the spec's header.
    pub(super) fn place(&self, slot: usize, row: LaidRow<'_>, name: &str) -> Place {
        match self.column(slot, row) {
            Some(index) => Place::cell(&self.grid.name, row.row.line(), row.row.sheet_row(), index, name),
            None => Place::line(&self.grid.name, row.row.line()).in_column(name),
        }
    }

    /// The period above the cell that a row is made from.
    pub(super) fn period_across(&self, row: LaidRow<'_>) -> Option<Period> {
        self.across.get(row.across?).map(|(_, period)| *period)
    }
}

/// Finds the table in the grid; `None` (and problems) if its rows cannot be read. `even` says that every row has as many
/// cells as the header, as delimited text has. The second value is false if rows were left out.
pub(super) fn find<'g>(
    spec: &TableSpec,
    grid: &'g mut Grid,
    declared: &Declared,
    even: bool,
    found: &mut Diagnostics,
) -> (Option<Layout<'g>>, bool) {
    let Some(first_row) = header_row(spec, grid, declared, found) else { return (None, false) };
    let mut complete = true;
    if even {
        complete = drop_ragged(grid, first_row, found);
    }
    let grid: &'g Grid = grid;
    let Some(header) = grid.rows().nth(first_row) else { return (None, false) };
    let mut finder = Finder::new(spec, grid, header, declared, found);
    let usable = finder.columns() & finder.needed();
    let Finder { slots, across, clean, remarks, names, .. } = finder;
    let header_at = (header.line(), header.sheet_row());
    let layout = Layout { grid, header_at, slots, across, clean, remarks, names, first_row: first_row + 1 };
    (usable.then_some(layout), complete)
}

/// The index of the row that is the header.
fn header_row(spec: &TableSpec, grid: &Grid, declared: &Declared, found: &mut Diagnostics) -> Option<usize> {
    let place = |line| Place::line(&grid.name, line);
    if let Some((wanted, said)) = &declared.header_row {
        let index = grid.rows().position(|row| row.sheet_row() == *wanted);
        if index.is_none() {
            let message = format!("row {wanted} of {} is blank or not there", grid.name);
            let help = "write the row of the spreadsheet that holds the names of the columns";
            found.push_value(Slug::UnknownColumn, said.clone(), Some(&wanted.to_string()), message, help);
        }
        return index;
    }
    let known = |row: GridRow<'_>| row.cells().filter(|cell| is_column(spec, declared, cell.text)).count();
    let Some(first) = grid.rows().next() else {
        let message = "the file is empty: it has no header";
        let help = format!("the first row holds the names of the columns: {}", spec.header().join(","));
        found.push(Slug::EmptyTable, Place::file(&grid.name), message, help);
        return None;
    };
    let alike = |row: GridRow<'_>| {
        let names = spec.header();
        row.cells().any(|cell| nearest(cell.text, names.iter().map(String::as_str)).is_some())
    };
    let filled = first.cells().filter(|cell| !cell.text.is_empty()).count();
    let widest = grid.rows().take(50).map(GridRow::len).max().unwrap_or(0);
    let title = filled <= 1 && widest > 1;
    if !title && (known(first) > 0 || alike(first)) {
        return Some(0);
    }
    let line = first.line();
    let below = grid
        .rows()
        .take(30)
        .filter(|row| known(*row) >= 2)
        .max_by_key(|row| (known(*row), std::cmp::Reverse(row.line())));
    let shown: Vec<&str> = first.cells().map(|cell| cell.text).filter(|text| !text.is_empty()).collect();
    let message = match shown.as_slice() {
        [title] => format!("line {line} is not the header: it holds `{title}` and nothing else"),
        _ => format!("line {line} is not the header: none of its cells is a column of {}.csv", spec.name),
    };
    let help = match below {
        Some(row) => {
            let row = row.sheet_row();
            let line = format!("header_row = {row}");
            format!(
                "delete the rows above row {row}, which holds names of columns, or say in the scenario:{}",
                to_paste(spec.name, &line)
            )
        }
        None => {
            let needed = spec.columns.iter().filter(|column| column.filled).map(|column| column.name);
            format!("the first row must hold the names of the columns ({}, …)", list(needed, 6))
        }
    };
    found.push(Slug::UnknownColumn, place(line), message, help);
    None
}

/// True if `text` names a column of the table, by itself or as the scenario says.
pub(super) fn is_column(spec: &TableSpec, declared: &Declared, text: &str) -> bool {
    let plain = simplified(text);
    spec.header().contains(&plain)
        || later::column(spec.name, &plain)
        || declared.columns.iter().any(|renamed| renamed.theirs == text)
        || declared.ignored.iter().any(|(name, _)| name == text)
        || across_value(spec).is_some() && period_of(GridCell { text, kind: CellKind::Text }, None).is_some()
}

/// A name in small letters, with `_` for what stands between its words.
pub(super) fn simplified(text: &str) -> String {
    let mut plain = String::new();
    for c in text.trim().to_lowercase().chars() {
        match c {
            ' ' | '-' | '_' | '\n' | '\u{a0}' if plain.ends_with('_') => {}
            ' ' | '-' | '_' | '\n' | '\u{a0}' => plain.push('_'),
            c => plain.push(c),
        }
    }
    plain.trim_matches('_').to_owned()
}

/// Takes out the rows that are longer or shorter than the header; false if there were any.
///
/// A blank cell too many counts as well: `0,5` without quotes pushes all cells after it to the right.
fn drop_ragged(grid: &mut Grid, header: usize, found: &mut Diagnostics) -> bool {
    let Some(width) = grid.rows().nth(header).map(GridRow::len) else { return true };
    let name = grid.name.clone();
    let mut seen = 0;
    let before = grid.rows().len();
    grid.retain_rows(|row| {
        seen += 1;
        let cells = row.len();
        if seen <= header + 1 || cells == width {
            return true;
        }
        let message = format!("the row has {cells} cells, but the header has {width}");
        let help = if cells > width {
            "write decimal numbers with a point, and put quotes around a cell that holds a comma: \"North, main site\""
        } else {
            "give every row as many commas as the header; a cell may be blank"
        };
        found.push(Slug::RaggedRow, Place::line(&name, row.line()), message, help);
        false
    });
    grid.rows().len() == before
}

/// The name of the column whose values may stand below periods that run across: the one number that a table keyed by a
/// period must have.
pub(super) fn across_value(spec: &TableSpec) -> Option<&'static str> {
    let by_period = spec.columns.iter().any(|column| {
        column.name == "period" && matches!(column.kind, Kind::Period) && spec.key.contains(&column.name)
    });
    let mut needed = spec.columns.iter().filter(|column| column.filled && matches!(column.kind, Kind::Number(_)));
    match (by_period, needed.next(), needed.next()) {
        (true, Some(value), None) => Some(value.name),
        _ => None,
    }
}

/// The period that the name of a column says.
fn period_of(cell: GridCell<'_>, order: Option<DateOrder>) -> Option<Period> {
    if !matches!(cell.kind, CellKind::Text | CellKind::Number | CellKind::Date) {
        return None;
    }
    match Written::of(cell.text) {
        Written::Plain(period) | Written::Other(period) => Some(period),
        Written::Pair(a, b, year) if a == b => of_pair((a, b, year), DateOrder::DayMonthYear),
        Written::Pair(a, b, year) => of_pair((a, b, year), order?),
        Written::DayNumber(_) | Written::Unknown => None,
    }
}

/// Looks through the header.
struct Finder<'a> {
    spec: &'a TableSpec,
    names_of_spec: Vec<String>,
    grid: &'a Grid,
    header: GridRow<'a>,
    declared: &'a Declared,
    found: &'a mut Diagnostics,
    slots: Vec<Slot>,
    across: Vec<(usize, Period)>,
    names: Vec<String>,
    clean: bool,
    remarks: Vec<String>,
    /// Columns for which another name was suggested.
    taken: Vec<String>,
}

impl<'a> Finder<'a> {
    fn new(
        spec: &'a TableSpec,
        grid: &'a Grid,
        header: GridRow<'a>,
        declared: &'a Declared,
        found: &'a mut Diagnostics,
    ) -> Self {
        let names_of_spec = spec.header();
        let slots = vec![Slot::Absent; names_of_spec.len()];
        let names = header.cells().map(|cell| cell.text.to_owned()).collect();
        Self {
            spec,
            names_of_spec,
            grid,
            header,
            declared,
            found,
            slots,
            across: Vec::new(),
            names,
            clean: true,
            remarks: Vec::new(),
            taken: Vec::new(),
        }
    }

    fn place(&self, index: usize, name: &str) -> Place {
        Place::cell(&self.grid.name, self.header.line(), self.header.sheet_row(), index, name)
    }

    /// Gives every column its slot; false if rows cannot be read.
    fn columns(&mut self) -> bool {
        let cells: Vec<(usize, GridCell<'_>)> = self.header.cells().enumerate().collect();
        let periods_across = self.periods_across(&cells);
        let mut unknown = Vec::new();
        let mut usable = true;
        for (index, cell) in cells {
            if cell.text.is_empty() {
                usable &= self.unnamed(index);
            } else if self.declared.ignored.iter().any(|(name, _)| name == cell.text) {
                self.remarks.push(format!("column `{}` left out, as the scenario says", cell.text));
            } else if let Some(slot) = self.slot_of(index, cell.text) {
                usable &= self.take(slot, index, cell.text);
            } else if periods_across && let Some(period) = period_of(cell, self.declared.dates) {
                self.across.push((index, period));
            } else {
                unknown.push((index, cell.text));
            }
        }
        usable &= self.set_across();
        usable &= self.all_renamed();
        let widest = self.grid.rows().map(GridRow::len).max().unwrap_or(0);
        for index in self.header.len()..widest {
            usable &= self.unnamed(index);
        }
        self.clean = unknown.is_empty();
        for (index, name) in unknown {
            self.unknown(index, name);
        }
        usable
    }

    /// True if names of columns that say periods are taken as such: there is no column for the period itself.
    fn periods_across(&self, cells: &[(usize, GridCell<'_>)]) -> bool {
        let named = |cell: &GridCell<'_>| {
            self.declared_slot(cell.text).is_some_and(|ours| ours == "period") || simplified(cell.text) == "period"
        };
        across_value(self.spec).is_some() && !cells.iter().any(|(_, cell)| named(cell))
    }

    fn set_across(&mut self) -> bool {
        let Some(value) = across_value(self.spec).filter(|_| !self.across.is_empty()) else { return true };
        let own = self.names_of_spec.iter().position(|known| known == value).and_then(|slot| self.slots.get(slot));
        if let Some(Slot::Column(index)) = own {
            let message = format!("values stand in the column `{value}` and below {} periods", self.across.len());
            let help = format!("give periods in rows, with `period` and `{value}`, or across, without `{value}`");
            let place = self.place(*index, value);
            self.found.push_value(Slug::DuplicateColumn, place, Some(value), message, help);
            return false;
        }
        for (name, slot) in [("period", Slot::Across), (value, Slot::Below)] {
            if let Some(index) = self.names_of_spec.iter().position(|known| known == name)
                && let Some(place) = self.slots.get_mut(index)
            {
                *place = slot;
            }
        }
        self.remarks.push(format!("{} columns of periods: each cell below one is a `{value}`", self.across.len()));
        true
    }

    fn declared_slot(&self, theirs: &str) -> Option<&str> {
        self.declared.columns.iter().find(|renamed| renamed.theirs == theirs).map(|renamed| renamed.ours.as_str())
    }

    /// The slot that a name of theirs means.
    fn slot_of(&mut self, index: usize, name: &str) -> Option<usize> {
        let slot = |name: &str| self.names_of_spec.iter().position(|known| known == name);
        if let Some(ours) = self.declared_slot(name) {
            let found = slot(ours);
            self.remarks.push(format!("column `{name}` as `{ours}`"));
            return found;
        }
        if let Some(found) = slot(name) {
            return Some(found);
        }
        let plain = simplified(name);
        let found = slot(&plain)?;
        // A file may hold both; then only the one that is written as it should be counts.
        if self.header.cells().any(|cell| cell.text == plain) {
            return None;
        }
        self.remarks.push(format!("column {} `{name}` as `{plain}`", column_letters(index)));
        Some(found)
    }

    fn take(&mut self, slot: usize, index: usize, name: &str) -> bool {
        match self.slots.get(slot) {
            Some(Slot::Column(first)) => {
                let letters = column_letters(*first);
                let ours = self.names_of_spec.get(slot).cloned().unwrap_or_default();
                let message = format!("the column `{ours}` stands twice in the header, first in column {letters}");
                let help = "delete one of the two, or give it its right name";
                let place = self.place(index, name);
                self.found.push_value(Slug::DuplicateColumn, place, Some(name), message, help);
                false
            }
            _ => {
                if let Some(place) = self.slots.get_mut(slot) {
                    *place = Slot::Column(index);
                }
                true
            }
        }
    }

    /// A column without a name may be blank; it must not hold anything.
    fn unnamed(&mut self, index: usize) -> bool {
        let filled = |row: &GridRow<'_>| row.cell(index).is_some_and(|cell| !cell.text.is_empty());
        let below = self.grid.rows().filter(|row| row.line() > self.header.line()).find(filled);
        let Some(row) = below else { return true };
        let message =
            format!("column {} has no name, and row {} holds something in it", column_letters(index), row.sheet_row());
        let help = "write its name in the first row, or delete the column";
        let place = self.place(index, "");
        self.found.push(Slug::UnknownColumn, place, message, help);
        false
    }

    /// Reports names that the scenario gives and the file does not have.
    fn all_renamed(&mut self) -> bool {
        let mut all = true;
        let renamed = self.declared.columns.iter().map(|renamed| (&renamed.theirs, &renamed.place));
        let ignored = self.declared.ignored.iter().map(|(name, place)| (name, place));
        for (theirs, place) in renamed.chain(ignored) {
            if self.names.contains(theirs) {
                continue;
            }
            all = false;
            let message = format!("{} has no column `{theirs}`", self.grid.name);
            let help = suggest(theirs, self.names.iter().map(String::as_str).filter(|name| !name.is_empty()));
            self.found.push_value(Slug::UnknownColumn, place.clone(), Some(theirs), message, help);
        }
        all
    }

    fn unknown(&mut self, index: usize, name: &str) {
        let place = self.place(index, name);
        let table = self.spec.name;
        if later::column(table, name) {
            let message = format!("the column `{name}` of {table}.csv is not computed by this version of staffcast");
            self.found.push_value(Slug::NotYet, place, Some(name), message, "take the column out");
            return;
        }
        let absent = self.names_of_spec.iter().zip(&self.slots).filter(|(_, slot)| **slot == Slot::Absent);
        let free: Vec<&str> = absent
            .map(|(known, _)| known.as_str())
            .filter(|known| !self.taken.iter().any(|taken| taken == known))
            .collect();
        let help = match nearest(name, free.iter().copied()).or_else(|| same_thing(name, &free)) {
            Some(known) => {
                let known = known.to_owned();
                let line = format!("columns = {{ {known} = {} }}", toml::Value::from(name));
                let help = format!(
                    "did you mean `{known}`? Then rename the column, or say in the scenario:{}",
                    to_paste(table, &line)
                );
                self.taken.push(known);
                help
            }
            None => {
                let line = format!("ignore = [{}]", toml::Value::from(name));
                let known = list(self.names_of_spec.iter().map(String::as_str), 12);
                format!(
                    "delete it, put its text into `note`, or say in the scenario that it is not read (known: {known}):{}",
                    to_paste(table, &line)
                )
            }
        };
        let message = format!("{table}.csv has no column `{name}`");
        self.found.push_value(Slug::UnknownColumn, place, Some(name), message, help);
    }

    /// Reports columns that must be there and are not; false if there are any.
    fn needed(&mut self) -> bool {
        let mut usable = true;
        let given_elsewhere = |column: &ColumnSpec| self.declared.may_be_blank.contains(&column.name);
        for column in self.spec.columns.iter().filter(|column| column.filled && !given_elsewhere(column)) {
            let slot = self.names_of_spec.iter().position(|name| name == column.name);
            if slot.and_then(|slot| self.slots.get(slot)).is_some_and(|slot| *slot != Slot::Absent) {
                continue;
            }
            usable = false;
            // A column that is there under another name has had its message.
            if !self.taken.iter().any(|taken| taken == column.name) {
                let message = format!("the column `{}` is missing", column.name);
                let help = format!(
                    "add it to the header. {} The columns are: {}",
                    column.meaning,
                    self.names_of_spec.join(",")
                );
                let place = Place::line(&self.grid.name, self.header.line()).in_column(column.name);
                self.found.push(Slug::MissingColumn, place, message, help);
            }
        }
        usable
    }
}

/// Other words that planners use for a column.
pub(super) fn same_thing<'a>(name: &str, free: &[&'a str]) -> Option<&'a str> {
    let known = match simplified(name).as_str() {
        "wte" | "vzä" | "ftes" | "etp" | "contracted_wte" | "contracted_fte" => "fte",
        "site" | "hospital" | "location" | "trust" | "standort" => "facility",
        "date" | "month" | "quarter" | "year" | "as_of" | "stichtag" => "period",
        "job" | "position" | "staff_group" | "job_title" | "title" | "funktion" => "role",
        "turnover" | "turnover_pct" | "attrition_pct" => "leavers_pct",
        "establishment" | "funded_fte" | "budget" | "budgeted_wte" | "funded_wte" => "budgeted_fte",
        "heads" | "people" | "personen" => "headcount",
        "hire_date" | "date_of_hire" | "hired" | "joined" | "start" | "eintritt" | "eintrittsdatum" => "start_date",
        "termination_date" | "leaving_date" | "left" | "end" | "austritt" | "austrittsdatum" => "end_date",
        "year_of_birth" | "geburtsjahr" => "birth_year",
        "leaving_reason" | "reason_for_leaving" | "termination_reason" | "austrittsgrund" => "leave_reason",
        "snapshot" | "snapshot_date" | "report_date" => "as_of",
        _ => return None,
    };
    let of = |known: &str| free.iter().copied().find(|free| *free == known);
    // The day of a count is the period of a table and the `as_of` of people.
    of(known).or_else(|| of("as_of").filter(|_| known == "period"))
}
