//! Names of cells and ranges: `D18`, `A1:C3`.

use super::limits::{MAX_ROWS, SHEET_COLUMNS};
use crate::diagnostics::column_letters;

/// A cell of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellRef {
    /// From 1.
    pub(super) row: u32,
    /// From 0.
    pub(super) column: u32,
}

impl CellRef {
    /// Reads `D18`; `None` if no sheet has such a cell.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
        let (letters, digits) = text.split_at_checked(letters)?;
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) || !all_digits {
            return None;
        }
        let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1;
        let row = digits.parse().ok()?;
        (column < SHEET_COLUMNS && row <= MAX_ROWS).then_some(Self { row, column })
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        format!("{}{}", column_letters(self.column as usize), self.row)
    }
}

/// Reads `A1:C3`, or `A1` alone, as its first and its last cell.
pub(super) fn range(text: &str) -> Option<(CellRef, CellRef)> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (CellRef::parse(first)?, CellRef::parse(last)?);
    (first.row <= last.row && first.column <= last.column).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_read_within_the_sheet_only() {
        assert_eq!(CellRef::parse("D18"), Some(CellRef { row: 18, column: 3 }));
        assert_eq!(CellRef::parse("XFD1048576"), Some(CellRef { row: 1_048_576, column: 16_383 }));
        for bad in ["", "A", "1", "A0", "A01", "XFE1", "A1048577", "ZZZZ3", "A99999999999", "a1", "$A$1", "A1 ", "É1"]
        {
            assert_eq!(CellRef::parse(bad), None, "{bad}");
        }
        assert_eq!(CellRef { row: 18, column: 3 }.name(), "D18");
    }

    #[test]
    fn ranges_go_from_the_upper_left_to_the_lower_right() {
        let cell = |row, column| CellRef { row, column };
        assert_eq!(range("A1:C3"), Some((cell(1, 0), cell(3, 2))));
        assert_eq!(range("B2"), Some((cell(2, 1), cell(2, 1))));
        assert_eq!(range("C3:A1"), None);
    }
}
