//! A CSV file as text cells, each row with its line in the file and its row in a spreadsheet.
//!
//! The csv crate takes an unclosed quote, text after a closing quote and NUL characters without a word, and loses count
//! of lines that end in `\r`; so the text is scanned once before it is read. What is checked here knows nothing of the
//! table's columns.

use super::text;
use crate::diagnostics::{Diagnostics, Place, Slug};
use std::sync::Arc;

/// A file of text cells.
pub(super) struct RawTable {
    /// The file as the planner would type it.
    pub(super) file: Arc<str>,
    /// The names in the first row, trimmed.
    pub(super) header: Vec<String>,
    /// The line and the spreadsheet row of the header.
    pub(super) header_at: (u32, u32),
    /// The other rows, those without any text left out.
    pub(super) rows: Vec<RawRow>,
}

/// A row of text cells, trimmed, as many as the header has.
pub(super) struct RawRow {
    pub(super) line: u32,
    pub(super) sheet_row: u32,
    pub(super) cells: Vec<String>,
}

/// A raw table, and whether all its rows could be used.
pub(super) struct ReadCsv {
    pub(super) table: RawTable,
    pub(super) complete: bool,
}

/// Reads the bytes of a file; `None` (and a problem) if it is not a CSV file with commas.
pub(super) fn read(file: &str, bytes: &[u8], found: &mut Diagnostics) -> Option<ReadCsv> {
    let text = text::decode(file, bytes, found)?;
    let starts = scan(file, text, found)?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().zip(&starts);
    let Some((Ok(header), &header_at)) = records.next() else {
        let message = "the file is empty: it has no header";
        found.push(Slug::EmptyTable, Place::file(file), message, "the first row holds the names of the columns");
        return None;
    };
    let mut header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    if wrong_delimiter(file, header_at.0, &header, found) {
        return None;
    }
    let mut rows = Vec::new();
    for (record, &(line, sheet_row)) in records {
        let Ok(record) = record else { continue };
        let cells: Vec<String> = record.iter().map(one_kind_of_line_end).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(RawRow { line, sheet_row, cells });
        }
    }
    let width = header.len();
    drop_unnamed_columns(file, header_at, &mut header, &rows, found)?;
    let complete = check_widths(file, width, header.len(), &mut rows, found);
    Some(ReadCsv { table: RawTable { file: Arc::from(file), header, header_at, rows }, complete })
}

/// A cell without space around it, and with line breaks as one kind of character, whatever system wrote them.
fn one_kind_of_line_end(cell: &str) -> String {
    cell.trim().replace("\r\n", "\n").replace('\r', "\n")
}

/// Commas at the end of every row, as spreadsheets write them, are let pass; text below no name is not.
fn drop_unnamed_columns(
    file: &str,
    (line, row): (u32, u32),
    header: &mut Vec<String>,
    rows: &[RawRow],
    found: &mut Diagnostics,
) -> Option<()> {
    while header.last().is_some_and(String::is_empty) {
        let index = header.len() - 1;
        if rows.iter().any(|row| row.cells.get(index).is_some_and(|cell| !cell.is_empty())) {
            break;
        }
        header.pop();
    }
    let named = header.iter().filter(|name| !name.is_empty()).count();
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if named <= 1 && widest > 1 {
        let title = header.first().map_or("", String::as_str);
        let message = format!("line {line} is not the header: it holds `{title}` and nothing else");
        let help = "the first line must hold the column names: delete titles and `sep=` lines above it";
        found.push_value(Slug::UnknownColumn, Place::line(file, line), Some(title), message, help);
        return None;
    }
    if let Some(index) = header.iter().position(String::is_empty) {
        let message = format!("column {} has no name", crate::diagnostics::column_letters(index));
        let help = "write its name in the first row, or delete the column";
        found.push(Slug::UnknownColumn, Place::cell(file, line, row, index, ""), message, help);
        return None;
    }
    Some(())
}

/// Takes out the rows that are longer or shorter than the header; false if there were any.
///
/// A blank cell too many counts as well: `0,5` without quotes pushes all cells after it to the right.
fn check_widths(file: &str, width: usize, named: usize, rows: &mut Vec<RawRow>, found: &mut Diagnostics) -> bool {
    let before = rows.len();
    rows.retain_mut(|row| {
        let cells = row.cells.len();
        if cells == width {
            row.cells.truncate(named);
            return true;
        }
        let message = format!("the row has {cells} cells, but the header has {width}");
        let help = if cells > width {
            "write decimal numbers with a point, and put quotes around a cell that holds a comma: \"North, main site\""
        } else {
            "give every row as many commas as the header; a cell may be blank"
        };
        found.push(Slug::RaggedRow, Place::line(file, row.line), message, help);
        false
    });
    rows.len() == before
}

fn wrong_delimiter(file: &str, line: u32, header: &[String], found: &mut Diagnostics) -> bool {
    let [only] = header else { return false };
    let Some((delimiter, name)) = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")]
        .into_iter()
        .find(|(delimiter, _)| only.contains(*delimiter))
    else {
        return false;
    };
    let message = format!("the cells are separated by {name}, not by commas");
    let help = "save the file with commas between cells and a decimal point in numbers. Where Excel writes semicolons \
                because the system's list separator is one, set that separator to a comma, or save from LibreOffice with \
                comma as field delimiter";
    let place = Place::line(file, line);
    found.push_value(Slug::WrongDelimiter, place, Some(&delimiter.to_string()), message, help);
    true
}

/// Where the scanner stands.
#[derive(Clone, Copy, PartialEq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteClosed,
}

/// The line and the spreadsheet row of each record that is not an empty line; `None` (and a problem) if the text is
/// damaged.
fn scan(file: &str, text: &str, found: &mut Diagnostics) -> Option<Vec<(u32, u32)>> {
    let bytes = text.as_bytes();
    let mut starts = Vec::new();
    let (mut line, mut row, mut state, mut record_empty) = (1, 1, State::CellStart, true);
    let (mut record_line, mut quote_line) = (1, 1);
    let mut damaged = |line: u32, message: String, help: &str| {
        found.push(Slug::DamagedCsv, Place::line(file, line), message, help);
        None
    };
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let next = bytes.get(index + 1);
        let ends_line = byte == b'\n' || byte == b'\r' && next != Some(&b'\n');
        let in_line_end = byte == b'\n' || byte == b'\r';
        if byte == 0 {
            let help = "export the file again; nothing was read from it";
            return damaged(line, format!("line {line} holds a NUL character: the file is damaged"), help);
        }
        state = match (state, byte) {
            (State::Quoted, b'"') if next == Some(&b'"') => {
                index += 1;
                State::Quoted
            }
            (State::Quoted, b'"') => State::QuoteClosed,
            (State::Quoted, _) => State::Quoted,
            (_, b',') => {
                record_empty = false;
                State::CellStart
            }
            (_, _) if in_line_end => {
                if ends_line {
                    if !record_empty {
                        starts.push((record_line, row));
                    }
                    row += 1;
                    record_line = line + 1;
                    record_empty = true;
                }
                State::CellStart
            }
            (State::CellStart, b'"') => {
                quote_line = line;
                record_empty = false;
                State::Quoted
            }
            (State::QuoteClosed, _) => {
                let help = "write a quote inside a quoted cell twice: \"the \"\"old\"\" wing\"";
                return damaged(line, format!("line {line} has text after a closing quote"), help);
            }
            (State::CellStart | State::Plain, _) => {
                record_empty = false;
                State::Plain
            }
        };
        if ends_line {
            line += 1;
        }
        index += 1;
    }
    if state == State::Quoted {
        let message = format!("the quote opened on line {quote_line} is never closed");
        return damaged(quote_line, message, "close the quote; if the file was cut off, export it again");
    }
    if !record_empty {
        starts.push((record_line, row));
    }
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<(u32, u32, String)> {
        let mut found = Diagnostics::new();
        let read = read("t.csv", text.as_bytes(), &mut found).expect("readable");
        assert!(found.problems().is_empty(), "{:?}", found.problems());
        let rows = read.table.rows.into_iter();
        rows.map(|row| (row.line, row.sheet_row, row.cells.join("|"))).collect()
    }

    #[test]
    fn rows_know_their_line_and_their_spreadsheet_row() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,\"two", "lines\"", "", "3, 4 ", ",", "5,6", ",,", ""].join(end);
            let rows = places(&text);
            let expected: Vec<(u32, u32)> = rows.iter().map(|(line, row, _)| (*line, *row)).collect();
            assert_eq!(expected, [(2, 2), (5, 4), (7, 6)], "{end:?}");
            assert_eq!(rows[1].2, "3|4");
        }
    }

    #[test]
    fn a_last_line_without_an_end_is_read() {
        assert_eq!(places("a\n\"x\"\"y\""), [(2, 2, "x\"y".to_owned())]);
    }
}
