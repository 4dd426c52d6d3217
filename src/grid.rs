//! A file as a grid of cells, before anybody says what they mean.
//!
//! A [`Grid`] is what a sheet of a workbook and a file of delimited text have in common: rows of short texts, each row
//! with its line in the file and its row in a spreadsheet. A workbook also knows what kind of thing a cell holds
//! ([`CellKind`]); in delimited text every cell is text. Left out: columns, tables and units (`input`).

pub mod delimited;
mod encoding;
mod records;
pub mod workbook;

pub use encoding::{TextForm, encoding, text};
pub use records::{Record, Records};

use std::sync::Arc;

/// What a cell holds, as far as its file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellKind {
    /// Text as it was typed; all that delimited text knows.
    Text,
    /// A number of a workbook, in its shortest decimal text.
    Number,
    /// A number of a workbook that is shown as a percentage: the text is the stored fraction, `0.125` for 12.5 %.
    Percent,
    /// A date of a workbook, as `2026-04-01`, or `2026-04-01T13:30:00` if it is not midnight.
    Date,
    /// `TRUE` or `FALSE` of a workbook.
    Boolean,
    /// An error value of a workbook, such as `#N/A`.
    Error,
}

/// Why text cannot be read as cells, and from which line on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong there.
    pub kind: DamageKind,
}

impl Damage {
    fn new(line: u32, kind: DamageKind) -> Self {
        Self { line, kind }
    }
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DamageKind {
    /// A character is not of the encoding, which is named.
    NotText(&'static str),
    /// Another encoding was declared, and the text is UTF-8.
    IsUtf8,
    /// Another encoding was declared, and the mark at the beginning says this one.
    OtherMark(&'static str),
    /// A NUL character.
    Nul,
    /// Text after a closing quote.
    TextAfterQuote,
    /// A quote is opened and never closed.
    OpenQuote,
    /// A record of many megabytes.
    LongRecord,
    /// More than a table may hold; the words say what.
    TooLarge(&'static str),
    /// The cells may be divided by more than one character.
    ManyDelimiters,
    /// The system could not read on; its words.
    Unread(String),
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridCell<'g> {
    /// Its text without space around it and with `\n` for any line break; empty if the cell is blank.
    pub text: &'g str,
    /// What it holds.
    pub kind: CellKind,
}

/// The cells of one sheet or file.
#[derive(Clone, Debug)]
pub struct Grid {
    /// What problems call the place: `data/staff.csv`, or `data/inputs.xlsx, sheet staff`.
    pub name: Arc<str>,
    /// True if cells are divided by commas, as only systems do whose decimals stand behind a point.
    pub has_commas: bool,
    // One long text with the end of each cell, so that a million rows are a handful of allocations.
    text: String,
    ends: Vec<u32>,
    /// One for each cell, or none at all where all are text.
    kinds: Vec<CellKind>,
    rows: Vec<RowStart>,
}

#[derive(Clone, Copy, Debug)]
struct RowStart {
    line: u32,
    sheet_row: u32,
    first_cell: u32,
    /// Number of cells; a row that was taken out may lie behind them.
    cells: u32,
}

impl Grid {
    /// A grid without rows.
    pub fn new(name: &str) -> Self {
        Self {
            name: Arc::from(name),
            has_commas: false,
            text: String::new(),
            ends: Vec::new(),
            kinds: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Begins a row, at a line of the file and a row of the spreadsheet, both from 1. In a workbook the two are the same.
    pub fn begin_row(&mut self, line: u32, sheet_row: u32) {
        self.rows.push(RowStart { line, sheet_row, first_cell: self.cells() as u32, cells: 0 });
    }

    /// Adds a cell to the row begun last. Space around the text goes, and line breaks become `\n`.
    pub fn push(&mut self, text: &str, kind: CellKind) {
        if kind != CellKind::Text && self.kinds.is_empty() {
            self.kinds.resize(self.ends.len(), CellKind::Text);
        }
        if kind != CellKind::Text || !self.kinds.is_empty() {
            self.kinds.push(kind);
        }
        let text = text.trim();
        if text.contains('\r') {
            self.text.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            self.text.push_str(text);
        }
        self.ends.push(self.text.len() as u32);
        if let Some(row) = self.rows.last_mut() {
            row.cells += 1;
        }
    }

    /// Takes back the row begun last; due when it turned out to have no text.
    pub fn drop_row(&mut self) {
        let Some(start) = self.rows.pop() else { return };
        let first = start.first_cell as usize;
        self.text.truncate(first.checked_sub(1).map_or(0, |before| self.ends[before] as usize));
        self.ends.truncate(first);
        self.kinds.truncate(first);
    }

    /// Takes blank cells from the end of the row begun last until `most` are left; false if there are more with text.
    pub fn trim_row(&mut self, most: usize) -> bool {
        let Some(start) = self.rows.last().copied() else { return true };
        let first = start.first_cell as usize;
        while self.cells() > first + most {
            if !self.cell(self.cells() - 1).text.is_empty() {
                return false;
            }
            self.ends.pop();
            self.kinds.truncate(self.ends.len());
            if let Some(row) = self.rows.last_mut() {
                row.cells -= 1;
            }
        }
        true
    }

    /// Takes out the rows that `keep` does not want. Their cells stay in memory.
    pub fn retain_rows(&mut self, mut keep: impl FnMut(GridRow<'_>) -> bool) {
        let kept: Vec<bool> = self.rows().map(&mut keep).collect();
        if kept.iter().all(|kept| *kept) {
            return;
        }
        let mut index = 0;
        self.rows.retain(|_| {
            index += 1;
            kept.get(index - 1).copied().unwrap_or(true)
        });
    }

    /// True if the row begun last has no text.
    pub fn row_is_blank(&self) -> bool {
        self.rows().last().is_none_or(|row| row.cells().all(|cell| cell.text.is_empty()))
    }

    /// Number of cells, blank ones too.
    pub fn cells(&self) -> usize {
        self.ends.len()
    }

    /// Bytes that the cells take in memory.
    pub fn bytes(&self) -> usize {
        self.text.capacity()
            + self.ends.capacity() * size_of::<u32>()
            + self.kinds.capacity()
            + self.rows.capacity() * size_of::<RowStart>()
    }

    /// The rows, in file order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = GridRow<'_>> + ExactSizeIterator {
        (0..self.rows.len()).map(|index| GridRow { grid: self, index })
    }

    fn cell(&self, index: usize) -> GridCell<'_> {
        let begin = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let text = self.text.get(begin..self.ends[index] as usize).unwrap_or_default();
        GridCell { text, kind: self.kinds.get(index).copied().unwrap_or(CellKind::Text) }
    }
}

/// One row of a grid.
#[derive(Clone, Copy, Debug)]
pub struct GridRow<'g> {
    grid: &'g Grid,
    index: usize,
}

impl<'g> GridRow<'g> {
    /// The line of the file on which the row begins, from 1.
    pub fn line(self) -> u32 {
        self.grid.rows[self.index].line
    }

    /// The row as a spreadsheet counts it, from 1.
    pub fn sheet_row(self) -> u32 {
        self.grid.rows[self.index].sheet_row
    }

    /// Number of cells, blank ones too.
    pub fn len(self) -> usize {
        self.span().len()
    }

    /// True if the row has no cells.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The cell in column `index`, from 0; `None` if the row is shorter.
    pub fn cell(self, index: usize) -> Option<GridCell<'g>> {
        let span = self.span();
        (index < span.len()).then(|| self.grid.cell(span.start + index))
    }

    /// The cells, in order.
    pub fn cells(self) -> impl ExactSizeIterator<Item = GridCell<'g>> {
        let grid = self.grid;
        self.span().map(move |index| grid.cell(index))
    }

    fn span(self) -> std::ops::Range<usize> {
        let row = self.grid.rows[self.index];
        row.first_cell as usize..(row.first_cell + row.cells) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_their_cells_and_blank_rows_can_be_taken_back() {
        let mut grid = Grid::new("t.csv");
        grid.begin_row(1, 1);
        grid.push(" role ", CellKind::Text);
        grid.push("fte", CellKind::Text);
        grid.begin_row(2, 2);
        grid.push("", CellKind::Text);
        assert!(grid.row_is_blank());
        grid.drop_row();
        grid.begin_row(3, 3);
        grid.push("two\r\nlines", CellKind::Text);
        grid.push("0.125", CellKind::Percent);
        let rows: Vec<Vec<(&str, CellKind)>> =
            grid.rows().map(|row| row.cells().map(|cell| (cell.text, cell.kind)).collect()).collect();
        let text = CellKind::Text;
        assert_eq!(
            rows,
            [vec![("role", text), ("fte", text)], vec![("two\nlines", text), ("0.125", CellKind::Percent)]]
        );
        assert_eq!(grid.rows().map(GridRow::line).collect::<Vec<_>>(), [1, 3]);
    }
}
