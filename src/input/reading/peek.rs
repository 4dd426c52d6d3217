//! How a file was understood, before any scenario names it: what `staffcast peek` shows.
//!
//! The same reading as for a forecast, cell by cell, with a proposal for columns under other names. Contents of columns
//! that are no column of ours are never shown: they may be about people.

use super::declared::{Declared, Renamed, to_paste};
use super::layout::{self, LaidRow, Layout};
use super::names::NameMaps;
use super::period::Written;
use super::roster::{self, PeekRoster};
use super::row::Column;
use super::typing;
use super::{damage, folder};
use crate::calendar::Period;
use crate::diagnostics::{Diagnostics, Place, Problem, Slug, column_letters, list, nearest};
use crate::files::{Files, FilesError};
use crate::grid::Grid;
use crate::grid::delimited;
use crate::grid::workbook::{self, Workbook};
use crate::tables::input::{TABLES, table};
use crate::tables::{Cell, Kind, TableSpec, Value};
use serde::Serialize;
use std::path::Path;

/// Rows that are shown cell by cell; more would fill memory, and nobody reads them.
const MOST_ROWS_SHOWN: usize = 10_000;
/// The table whose rows are people.
const ROSTER: &str = "roster";

/// How a file was understood.
#[derive(Debug, Default, Serialize)]
pub struct Peek {
    /// The file as typed.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Size of the file.
    pub bytes: usize,
    /// How the text was read: encoding and what separates cells. Blank for a workbook.
    pub text: Vec<String>,
    /// The sheets of a workbook.
    pub sheets: Vec<PeekSheet>,
    /// The table that it looks like.
    pub table: Option<&'static str>,
    /// Why it is taken for that table.
    pub table_because: String,
    /// The row of the spreadsheet that holds the names of columns.
    pub header_row: Option<u32>,
    /// What stands before decimals, and why.
    pub decimals: String,
    /// Their columns, in order.
    pub columns: Vec<PeekColumn>,
    /// What was read in another way than it is written.
    pub read_as: Vec<String>,
    /// Lines for the scenario, with which the file can be used as it is; blank if none are needed.
    pub declaration: String,
    /// Rows of the table, the first 10,000 of them.
    pub rows: Vec<PeekRow>,
    /// How many rows the table has.
    pub row_count: usize,
    /// What the people of a roster come to; their rows are never shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roster: Option<PeekRoster>,
    /// What stands in the way.
    #[serde(skip)]
    pub problems: Vec<Problem>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, Serialize)]
pub struct PeekSheet {
    /// Its name.
    pub name: String,
    /// True if Excel does not show it.
    pub hidden: bool,
    /// The table that it looks like.
    pub table: Option<&'static str>,
}

/// One of their columns.
#[derive(Clone, Debug, Serialize)]
pub struct PeekColumn {
    /// Its letter in a spreadsheet.
    pub letter: String,
    /// Its name in the file.
    pub name: String,
    /// Our name; blank if it is not read.
    pub ours: Option<String>,
    /// What its first filled cell holds; blank for a column that is not read.
    pub example: Option<String>,
    /// What is worth knowing.
    pub remark: String,
}

/// A row as it was understood.
#[derive(Clone, Debug, Serialize)]
pub struct PeekRow {
    /// The line of the file.
    pub line: u32,
    /// The row of the spreadsheet.
    pub row: u32,
    /// Its cells that are filled.
    pub cells: Vec<PeekCell>,
}

/// A cell as it was understood.
#[derive(Clone, Debug, Serialize)]
pub struct PeekCell {
    /// Its address.
    pub cell: String,
    /// Our name of its column.
    pub column: String,
    /// What stands there.
    pub text: String,
    /// What was understood: a number, or a text; nothing if it was refused.
    pub value: Option<serde_json::Value>,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct PeekAt<'a> {
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// The table that it is to be read as.
    pub table: Option<&'a str>,
}

/// Looks at a file.
///
/// # Errors
/// If it does not exist or cannot be read.
pub fn peek(files: &dyn Files, path: &Path, at: &PeekAt<'_>) -> Result<Peek, FilesError> {
    let file = path.display().to_string();
    let bytes = files.read(path)?;
    let mut found = Diagnostics::new();
    let mut peek = Peek { file: file.clone(), bytes: bytes.len(), ..Peek::default() };
    let forced = at.table.and_then(table);
    if let Some(name) = at.table.filter(|_| forced.is_none()) {
        let help = crate::diagnostics::suggest(name, TABLES.iter().map(|spec| spec.name));
        found.push_value(
            Slug::UnknownTable,
            Place::file("--table"),
            Some(name),
            format!("`{name}` is not one of the tables"),
            help,
        );
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    if workbook::is_workbook(&bytes) {
        workbook_sheets(&mut peek, &bytes, (at.sheet, forced), &mut found);
    } else if let Some(mut grid) = text(&mut peek, &bytes, forced.or_else(|| table(&stem)), &mut found) {
        match guess(&grid, forced, &stem) {
            Some((spec, because)) if spec.name == ROSTER => {
                show_roster(&mut peek, (spec, because), &grid, (&bytes, &stem), &mut found)?;
            }
            None if stem == ROSTER => {
                let spec = table(ROSTER).map(|spec| (spec, "by its name".to_owned()));
                spec.map_or(Ok(()), |spec| show_roster(&mut peek, spec, &grid, (&bytes, &stem), &mut found))?;
            }
            _ => show(&mut peek, &mut grid, forced, &stem, true, &mut found),
        }
    }
    peek.problems = found.into_sorted();
    Ok(peek)
}

/// The sheets of a workbook, and one of them in full: the one asked for, or the first that looks like a table.
fn workbook_sheets(
    peek: &mut Peek,
    bytes: &[u8],
    (wanted, forced): (Option<&str>, Option<&'static TableSpec>),
    found: &mut Diagnostics,
) {
    let file = peek.file.clone();
    let Some(workbook) = Workbook::open(&file, bytes, found) else { return };
    let mut chosen: Option<(usize, Grid)> = None;
    for (index, sheet) in workbook.sheets().iter().enumerate() {
        let stem = layout::simplified(&sheet.name);
        let asked = wanted.is_some_and(|wanted| layout::simplified(wanted) == stem);
        // Of sheets that are not shown in full only their likeness is said.
        let mut own = Diagnostics::new();
        let grid = workbook.grid(index, &mut own);
        let like = grid.as_ref().and_then(|grid| guess(grid, None, &stem)).map(|(spec, _)| spec.name);
        peek.sheets.push(PeekSheet { name: sheet.name.clone(), hidden: sheet.hidden, table: like });
        let first = wanted.is_none() && chosen.is_none() && like.is_some();
        if asked || first {
            found.extend(own);
            chosen = grid.map(|grid| (index, grid));
        }
    }
    if let Some(wanted) = wanted.filter(|wanted| {
        !workbook.sheets().iter().any(|sheet| layout::simplified(&sheet.name) == layout::simplified(wanted))
    }) {
        let help = format!("its sheets are {}", list(workbook.sheets().iter().map(|sheet| sheet.name.as_str()), 12));
        let message = format!("the workbook has no sheet `{wanted}`");
        found.push_value(Slug::SheetNotFound, Place::file(&file), Some(wanted), message, help);
    }
    let Some((index, mut grid)) = chosen else {
        peek.table_because = "no sheet has the columns of a table".to_owned();
        return;
    };
    let name = workbook.sheets().get(index).map_or("", |sheet| sheet.name.as_str());
    peek.sheet = Some(name.to_owned());
    if let Some((spec, because)) =
        guess(&grid, forced, &layout::simplified(name)).filter(|(spec, _)| spec.name == ROSTER)
    {
        // Rows of people are added up from CSV files only, and never shown.
        (peek.table, peek.table_because) = (Some(spec.name), because);
        let message = "rows of people are read from CSV files, not from workbooks";
        let help = "save the sheet as \"CSV UTF-8 (comma delimited)\" and look at that";
        found.push(Slug::NotYet, Place::file(&workbook.place_name(index)), message, help);
        return;
    }
    show(peek, &mut grid, forced, &layout::simplified(name), false, found);
}

/// Delimited text as a grid.
fn text(peek: &mut Peek, bytes: &[u8], like: Option<&'static TableSpec>, found: &mut Diagnostics) -> Option<Grid> {
    let nothing = Declared::default();
    let is_column = |name: &str| match like {
        Some(spec) => layout::is_column(spec, &nothing, name),
        None => TABLES.iter().any(|spec| layout::is_column(spec, &nothing, name)),
    };
    match delimited::grid(&peek.file, Box::new(bytes), &nothing.text, &is_column) {
        Ok((grid, understood)) => {
            peek.text = folder::text_words(&understood);
            Some(grid)
        }
        Err(damage) => {
            damage::report(&damage, &peek.file, like.map(|spec| spec.name), found);
            None
        }
    }
}

/// The table that the grid looks like: the one asked for, the one that it is named after, or the one whose columns it has.
fn guess(grid: &Grid, asked: Option<&'static TableSpec>, stem: &str) -> Option<(&'static TableSpec, String)> {
    let nothing = Declared::default();
    let known = |spec: &TableSpec, name: &str| {
        layout::is_column(spec, &nothing, name) || layout::same_thing(name, &names(spec)).is_some()
    };
    let score = |spec: &'static TableSpec| {
        let best = grid.rows().take(20).map(|row| row.cells().filter(|cell| known(spec, cell.text)).count()).max();
        best.unwrap_or(0)
    };
    let because = |spec: &'static TableSpec, why: &str| {
        let widest = grid.rows().take(20).map(|row| row.cells().filter(|cell| !cell.text.is_empty()).count()).max();
        (spec, format!("{why}; {} of {} columns recognised", score(spec), widest.unwrap_or(0)))
    };
    if let Some(spec) = asked {
        return Some(because(spec, "as asked for"));
    }
    if let Some(spec) = table(stem).filter(|spec| score(spec) > 0) {
        return Some(because(spec, "by its name"));
    }
    // Of tables that share columns the one that misses fewest of those it needs.
    let missing = |spec: &'static TableSpec| {
        let header: Vec<&str> = grid.rows().take(20).flat_map(|row| row.cells().map(|cell| cell.text)).collect();
        let there = |name: &str| {
            header.iter().any(|text| layout::simplified(text) == name || layout::same_thing(text, &[name]).is_some())
        };
        spec.columns.iter().filter(|column| column.filled && !there(column.name)).count()
    };
    let best = TABLES
        .iter()
        .map(|spec| (score(spec), std::cmp::Reverse(missing(spec)), *spec))
        .max_by_key(|found| (found.0, found.1))?;
    (best.0 >= 2).then(|| because(best.2, "by its columns"))
}

fn names(spec: &TableSpec) -> Vec<&'static str> {
    spec.columns.iter().map(|column| column.name).collect()
}

/// Renames that a planner would make: near names and other words for the same thing; the rest is left out.
fn proposal(spec: &'static TableSpec, grid: &Grid, said: &Place) -> Declared {
    let mut declared = Declared::default();
    let Some(header) = grid.rows().next() else { return declared };
    let nothing = Declared::default();
    let ours = spec.header();
    let taken = |text: &str| ours.iter().any(|name| *name == layout::simplified(text));
    let mut free: Vec<&str> = ours.iter().map(String::as_str).collect();
    free.retain(|name| !header.cells().any(|cell| layout::simplified(cell.text) == *name));
    for cell in header.cells().filter(|cell| !cell.text.is_empty()) {
        if taken(cell.text) || layout::is_column(spec, &nothing, cell.text) {
            continue;
        }
        let near = layout::same_thing(cell.text, &free).or_else(|| nearest(cell.text, free.iter().copied()));
        match near {
            Some(name) => {
                let (ours, theirs) = (name.to_owned(), cell.text.to_owned());
                free.retain(|other| *other != ours);
                declared.columns.push(Renamed { ours, theirs, place: said.clone() });
            }
            None => declared.ignored.push((cell.text.to_owned(), said.clone())),
        }
    }
    declared
}

/// Fills in how the grid was understood as a table.
fn show(
    peek: &mut Peek,
    grid: &mut Grid,
    asked: Option<&'static TableSpec>,
    stem: &str,
    even: bool,
    found: &mut Diagnostics,
) {
    let Some((spec, because)) = guess(grid, asked, stem) else {
        peek.table_because = "its columns are those of no table".to_owned();
        peek.columns = header_columns(grid);
        return;
    };
    (peek.table, peek.table_because) = (Some(spec.name), because);
    let declared = proposal(spec, grid, &Place::file(&peek.file));
    let (Some(mut layout), complete) = layout::find(spec, grid, &declared, even, found) else {
        peek.columns = header_columns(grid);
        return;
    };
    peek.header_row = Some(layout.header_at.1);
    peek.read_as.append(&mut layout.remarks);
    let columns = Column::of(spec);
    peek.decimals = super::conventions::Conventions::of(spec, &layout, &columns, &declared).decimals;
    let (mut rows, mut count) = (Vec::new(), 0);
    typing::type_table(
        spec,
        &layout,
        (&declared, &NameMaps::new()),
        complete,
        &mut |row, cells| {
            count += 1;
            if count <= MOST_ROWS_SHOWN {
                rows.push(shown_row(&layout, &columns, row, cells));
            }
        },
        &mut peek.read_as,
        found,
    );
    peek.columns = shown_columns(spec, &layout, &declared);
    peek.declaration = declaration(spec, (&peek.file, peek.sheet.as_deref()), &declared, stem);
    (peek.rows, peek.row_count) = (rows, count);
}

/// Fills in how people were added up.
fn show_roster(
    peek: &mut Peek,
    (spec, because): (&'static TableSpec, String),
    grid: &Grid,
    (bytes, stem): (&[u8], &str),
    found: &mut Diagnostics,
) -> Result<(), FilesError> {
    (peek.table, peek.table_because) = (Some(spec.name), because);
    // What is not read need not be left out by name.
    let declared = Declared { ignored: Vec::new(), ..proposal(spec, grid, &Place::file(&peek.file)) };
    let open = || -> Result<Box<dyn std::io::Read>, FilesError> { Ok(Box::new(std::io::Cursor::new(bytes.to_vec()))) };
    let source = roster::Source { spec, file: &peek.file, declared: &declared, maps: &NameMaps::new(), open: &open };
    let (people, understood) = roster::shown(&source, found)?;
    peek.read_as.extend(understood.remarks);
    if understood.roster.complete {
        peek.read_as.extend(understood.came_to);
    }
    if let Some((row, names)) = understood.header {
        peek.header_row = Some(row);
        let column = |(index, (name, ours)): (usize, (String, Option<&str>))| {
            let proposed = declared.columns.iter().any(|renamed| renamed.theirs == name);
            let remark = match ours {
                Some(_) if proposed => "proposed",
                Some(_) => "",
                None => "not read",
            };
            let (letter, remark) = (column_letters(index), remark.to_owned());
            PeekColumn { letter, name, ours: ours.map(str::to_owned), example: None, remark }
        };
        peek.columns = names.into_iter().enumerate().filter(|(_, (name, _))| !name.is_empty()).map(column).collect();
        peek.declaration = declaration(spec, (&peek.file, peek.sheet.as_deref()), &declared, stem);
    }
    peek.roster = Some(people);
    Ok(())
}

/// The names in the first row; none if it seems to be a person's: it holds a day or an address.
fn header_columns(grid: &Grid) -> Vec<PeekColumn> {
    let personal = |text: &str| {
        let day = match Written::of(text) {
            Written::Plain(period) | Written::Other(period) => matches!(period, Period::Day(..)),
            Written::Pair(..) => true,
            Written::DayNumber(_) | Written::Unknown => false,
        };
        day || text.contains('@')
    };
    let header = grid.rows().next().filter(|row| !row.cells().any(|cell| personal(cell.text)));
    let cells = header.into_iter().flat_map(|row| row.cells().enumerate());
    let column = |(index, cell): (usize, crate::grid::GridCell<'_>)| PeekColumn {
        letter: column_letters(index),
        name: cell.text.to_owned(),
        ours: None,
        example: None,
        remark: String::new(),
    };
    cells.map(column).collect()
}

fn shown_columns(spec: &'static TableSpec, layout: &Layout<'_>, declared: &Declared) -> Vec<PeekColumn> {
    let names = spec.header();
    let column = |(index, name): (usize, &String)| {
        let slot = (0..names.len()).find(|slot| layout.own_column(*slot) == Some(index));
        let across = layout.across.iter().find(|(column, _)| *column == index);
        let ours = slot.and_then(|slot| names.get(slot)).cloned();
        let ours = ours.or_else(|| across.and_then(|_| layout::across_value(spec)).map(str::to_owned));
        let text = || layout.rows().find_map(|row| row.row.cell(index).filter(|cell| !cell.text.is_empty()));
        let remark = match (&ours, across) {
            (_, Some((_, period))) => format!("of {period}"),
            (Some(_), None) if declared.columns.iter().any(|renamed| renamed.theirs == *name) => "proposed".to_owned(),
            (Some(_), None) => String::new(),
            (None, None) => "not read".to_owned(),
        };
        let example = ours.as_ref().and_then(|_| text()).map(|cell| cell.text.to_owned());
        PeekColumn { letter: column_letters(index), name: name.clone(), ours, example, remark }
    };
    layout.names.iter().enumerate().filter(|(_, name)| !name.is_empty()).map(column).collect()
}

fn shown_row(layout: &Layout<'_>, columns: &[Column], row: LaidRow<'_>, cells: &[Option<Cell>]) -> PeekRow {
    let mut shown = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        let value = cell.as_ref().map(|cell| &cell.value);
        let names = column.spec.header();
        let slots = match column.ends {
            Some((low, high)) => vec![(low, 0), (column.slot, 1), (high, 2)],
            None => vec![(column.slot, 1)],
        };
        for ((slot, end), name) in slots.into_iter().zip(names) {
            let Some(text) = layout.cell(slot, row) else { continue };
            let value = value.map(|value| match value {
                Value::Text(text) => serde_json::Value::from(&**text),
                Value::Period(period) => serde_json::Value::from(period.to_string()),
                Value::Number { low, mode, high } => serde_json::Value::from([*low, *mode, *high][end]),
            });
            let cell = layout.place(slot, row, &name).cell.unwrap_or_default();
            shown.push(PeekCell { cell, column: name, text: text.text.to_owned(), value });
        }
        if matches!(column.spec.kind, Kind::Period) && layout.is_across(column.slot) {
            let text = value.map(|value| match value {
                Value::Period(period) => period.to_string(),
                _ => String::new(),
            });
            let text = text.unwrap_or_default();
            let value = Some(serde_json::Value::from(text.clone()));
            shown.push(PeekCell { cell: String::new(), column: column.spec.name.to_owned(), text, value });
        }
    }
    PeekRow { line: row.row.line(), row: row.row.sheet_row(), cells: shown }
}

/// The lines for the scenario.
fn declaration(spec: &TableSpec, (file, sheet): (&str, Option<&str>), declared: &Declared, stem: &str) -> String {
    let mut lines = Vec::new();
    let quoted = |text: &str| toml::Value::from(text).to_string();
    if stem != spec.name || sheet.is_some() {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        lines.push(format!("path = {}   # as seen from the scenario file", quoted(name)));
    }
    if let Some(sheet) = sheet {
        lines.push(format!("sheet = {}", quoted(sheet)));
    }
    if !declared.columns.is_empty() {
        let pair = |renamed: &Renamed| format!("{} = {}", renamed.ours, quoted(&renamed.theirs));
        lines.push(format!("columns = {{ {} }}", declared.columns.iter().map(pair).collect::<Vec<_>>().join(", ")));
    }
    if !declared.ignored.is_empty() {
        let names: Vec<String> = declared.ignored.iter().map(|(name, _)| quoted(name)).collect();
        lines.push(format!("ignore = [{}]", names.join(", ")));
    }
    if lines.is_empty() { String::new() } else { to_paste(spec.name, &lines.join("\n")).trim_start().to_owned() }
}
