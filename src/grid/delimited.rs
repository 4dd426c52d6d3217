//! Delimited text (CSV and its kin) whose delimiter is found out.
//!
//! A `sep=` line decides, else the delimiter under which the header is a header. Where several would do, nothing is
//! guessed.

use super::encoding::TextForm;
use super::records::Records;
use super::{CellKind, Damage, DamageKind, Grid};
use std::io::Read;

/// The characters that may divide cells, with their names.
pub const DELIMITERS: [(u8, &str); 4] = [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "bars")];
/// Text that is looked at to find the delimiter.
const HEAD: usize = 64 << 10;
/// Records that are looked at, at most.
const LOOKED_AT: usize = 60;
/// Below a title block of at most so many rows the header is still looked for.
const TITLE_ROWS: usize = 20;
/// What spreadsheets can hold.
pub const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 200;
const LONGEST_CELL: usize = 32_767;
/// All text of a table; more is no table that people write.
const MOST_BYTES: usize = 100 << 20;

/// What the planner says about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredText {
    /// The encoding's name.
    pub encoding: Option<String>,
    /// The character between cells.
    pub delimiter: Option<u8>,
}

/// How the delimiter was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelimiterFrom {
    /// The planner named it.
    Declared,
    /// The first line says `sep=`.
    SepLine,
    /// It divides the header into columns.
    Header,
    /// The file has one column.
    OneColumn,
}

/// How delimited text was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextUnderstood {
    /// The encoding.
    pub form: TextForm,
    /// The character between cells.
    pub delimiter: u8,
    /// How it was found.
    pub delimiter_from: DelimiterFrom,
}

/// Opens delimited text; the records that follow a `sep=` line are left. `is_column` tells the names of columns that
/// may be expected.
///
/// # Errors
/// If the text is damaged, or its delimiter cannot be told.
pub fn open<'r>(
    input: Box<dyn Read + 'r>,
    declared: &DeclaredText,
    is_column: &dyn Fn(&str) -> bool,
) -> Result<(Records<'r>, TextUnderstood), Damage> {
    let mut records = Records::open(input, declared.encoding.as_deref(), b',')?;
    let form = records.form();
    let head = records.head(HEAD);
    let said = sep_line(head);
    let (delimiter, delimiter_from) = match (declared.delimiter, said) {
        (Some(delimiter), _) => (delimiter, DelimiterFrom::Declared),
        (None, Some(delimiter)) => (delimiter, DelimiterFrom::SepLine),
        (None, None) => found(head, is_column)?,
    };
    records.divide_by(delimiter);
    if said.is_some() {
        records.next()?;
    }
    Ok((records, TextUnderstood { form, delimiter, delimiter_from }))
}

/// Reads delimited text as a grid of its rows that are not blank.
///
/// # Errors
/// As [`open`], and if the file is larger than a table may be.
pub fn grid(
    name: &str,
    input: Box<dyn Read + '_>,
    declared: &DeclaredText,
    is_column: &dyn Fn(&str) -> bool,
) -> Result<(Grid, TextUnderstood), Damage> {
    let (mut records, understood) = open(input, declared, is_column)?;
    let mut grid = Grid { has_commas: understood.delimiter == b',', ..Grid::new(name) };
    while let Some(record) = records.next()? {
        if record.is_blank() {
            continue;
        }
        grid.begin_row(record.line, record.sheet_row);
        for cell in record.cells() {
            if cell.len() > LONGEST_CELL && cell.chars().count() > LONGEST_CELL {
                return Err(Damage::new(record.line, DamageKind::TooLarge("a cell of more than 32,767 characters")));
            }
            grid.push(&cell, CellKind::Text);
        }
        let too_large = match () {
            () if record.len() > MOST_COLUMNS && !grid.trim_row(MOST_COLUMNS) => Some("more than 200 columns"),
            () if grid.rows().len() > MOST_ROWS => Some("more than 1,048,576 rows"),
            () if grid.bytes() > 2 * MOST_BYTES => Some("more than 100 MB of text"),
            () => None,
        };
        if let Some(what) = too_large {
            return Err(Damage::new(record.line, DamageKind::TooLarge(what)));
        }
    }
    Ok((grid, understood))
}

/// The delimiter that the first line names, if it is a `sep=` line.
fn sep_line(head: &[u8]) -> Option<u8> {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = std::str::from_utf8(line).ok()?.trim_matches(['"', ' ']);
    let said = line.get(..4).filter(|said| said.eq_ignore_ascii_case("sep="))?;
    match line.get(said.len()..)?.as_bytes() {
        [delimiter] => Some(*delimiter).filter(|known| DELIMITERS.iter().any(|(delimiter, _)| delimiter == known)),
        _ => None,
    }
}

/// How well a delimiter divides the first records.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Names of columns in the row that has most of them.
    recognised: usize,
    /// Whether all rows are as wide as the first.
    even: bool,
}

fn found(head: &[u8], is_column: &dyn Fn(&str) -> bool) -> Result<(u8, DelimiterFrom), Damage> {
    let mut fits: Vec<(Fit, u8)> = Vec::new();
    for (delimiter, _) in DELIMITERS {
        let mut records = Records::open(Box::new(head), None, delimiter)?;
        let (mut widths, mut recognised, mut seen) = (Vec::new(), 0, 0);
        // The text may end inside a record here; what was read until then tells enough.
        while let Ok(Some(record)) = records.next() {
            if record.is_blank() {
                continue;
            }
            widths.push(record.len());
            seen += 1;
            if seen <= TITLE_ROWS && record.len() > 1 {
                recognised = recognised.max(record.cells().filter(|cell| is_column(cell)).count());
            }
            if seen == LOOKED_AT {
                break;
            }
        }
        let widest = widths.iter().copied().max().unwrap_or(0);
        if widest > 1 {
            let all = widths.len().saturating_sub(usize::from(head.len() >= HEAD)).max(1);
            let even = widths.iter().take(all).all(|width| *width == widest);
            fits.push((Fit { recognised, even }, delimiter));
        }
    }
    fits.sort_by(|a, b| b.cmp(a));
    match fits.as_slice() {
        [] => Ok((b',', DelimiterFrom::OneColumn)),
        [(_, delimiter)] => Ok((*delimiter, DelimiterFrom::Header)),
        [(best, delimiter), (second, _), ..] if best > second => Ok((*delimiter, DelimiterFrom::Header)),
        _ => Err(Damage::new(1, DamageKind::ManyDelimiters)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, declared: &DeclaredText) -> Result<(Vec<Vec<String>>, TextUnderstood), Damage> {
        let known = |name: &str| ["role", "fte", "note"].contains(&name);
        let (grid, understood) = grid("t.csv", Box::new(text.as_bytes()), declared, &known)?;
        let rows = grid.rows().map(|row| row.cells().map(|cell| cell.text.to_owned()).collect()).collect();
        Ok((rows, understood))
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_header() {
        for (text, delimiter, from) in [
            ("role,fte\nbmet,1\n", b',', DelimiterFrom::Header),
            ("role;fte\nbmet;0,8\n", b';', DelimiterFrom::Header),
            ("role\tfte\tnote\nbmet\t0,8\ta;b\n", b'\t', DelimiterFrom::Header),
            ("role|fte\nbmet|1\n", b'|', DelimiterFrom::Header),
            ("sep=;\nrole;fte\nbmet;1,5\n", b';', DelimiterFrom::SepLine),
            ("\"sep=|\"\r\nrole|fte\r\nbmet|1\r\n", b'|', DelimiterFrom::SepLine),
            ("role\nbmet\n", b',', DelimiterFrom::OneColumn),
            ("Staff, all sites\nrole;fte\nbmet;1\n", b';', DelimiterFrom::Header),
        ] {
            let (rows, understood) = read(text, &DeclaredText::default()).expect(text);
            assert_eq!((understood.delimiter, understood.delimiter_from), (delimiter, from), "{text}");
            assert_eq!(rows.last().and_then(|row| row.first()).map(String::as_str), Some("bmet"), "{text}");
        }
    }

    #[test]
    fn a_delimiter_that_could_be_two_is_not_guessed() {
        let text = "a;b,c\n1;2,3\n";
        assert_eq!(read(text, &DeclaredText::default()).map(|_| ()), Err(Damage::new(1, DamageKind::ManyDelimiters)));
        let declared = DeclaredText { delimiter: Some(b';'), ..DeclaredText::default() };
        assert_eq!(read(text, &declared).expect("declared").0[0], ["a", "b,c"]);
    }

    #[test]
    fn what_no_spreadsheet_holds_is_refused() {
        let wide = format!("role{}\n", ",x".repeat(300));
        let long = format!("role,fte\nbmet,{}\n", "9".repeat(40_000));
        for (text, line) in [(wide, 1), (long, 2)] {
            let damage = read(&text, &DeclaredText::default()).expect_err("too large");
            assert!(matches!(damage.kind, DamageKind::TooLarge(_)), "{damage:?}");
            assert_eq!(damage.line, line);
        }
        let blank = format!("role,fte{}\nbmet,1{}\n", ",".repeat(300), ",".repeat(300));
        assert_eq!(read(&blank, &DeclaredText::default()).expect("blank cells are nothing").0[1].len(), 200);
    }
}
