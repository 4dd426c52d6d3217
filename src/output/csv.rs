//! Tables as CSV and back.
//!
//! UTF-8 without byte-order mark, lines ended by LF, quoted as RFC 4180 says, decimal points. A number is the shortest
//! text that reads back as the same number, without exponent. The reader takes what the writer writes and nothing
//! else: it is for the tables of a finished run, not for planners' files, which `input` reads.

use super::shown::Shown;
use super::table::{Column, Field, Table};
use crate::tables::{Kind, TableSpec};
use ::csv::{ReaderBuilder, Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;

/// Why a file is not a table that a run wrote.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The CSV itself cannot be read.
    #[error("it is not a readable CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The header is another one.
    #[error("its header is not that of the table `{table}`")]
    Header {
        /// The table that was asked for.
        table: &'static str,
    },
    /// A cell is not what its column holds.
    #[error("line {line}: {what}")]
    Cell {
        /// The line of the file, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
}

/// The bytes of a table.
pub fn write(table: &Table) -> Vec<u8> {
    let mut bytes = header(table.spec);
    bytes.extend(rows(table, 0..table.len()));
    bytes
}

/// The bytes of the header.
pub(super) fn header(spec: &TableSpec) -> Vec<u8> {
    encode(std::iter::once(spec.columns.iter().map(|column| Cow::from(column.name)).collect()))
}

/// The bytes of some rows.
pub(super) fn rows(table: &Table, rows: Range<usize>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.len() * table.columns().len() * 12);
    for row in rows {
        for (index, column) in table.columns().iter().enumerate() {
            if index > 0 {
                bytes.push(b',');
            }
            match column {
                Column::Number(cells) => cells[row].into_iter().for_each(|number| push_number(&mut bytes, number)),
                Column::Text(cells) => push_text(&mut bytes, &cells[row]),
            }
        }
        bytes.push(b'\n');
    }
    bytes
}

/// A cell of text, in quotes where it could be taken for something else.
fn push_text(bytes: &mut Vec<u8>, text: &str) {
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        bytes.extend_from_slice(text.as_bytes());
        return;
    }
    bytes.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(byte);
    }
    bytes.push(b'"');
}

/// The table of `spec` that [`write()`] made into `bytes`.
///
/// # Errors
/// If the bytes are not such a table.
pub fn read(spec: &'static TableSpec, bytes: &[u8]) -> Result<Table, ReadError> {
    read_shown(spec, bytes, &Shown::everything())
}

/// Those of its rows that are shown.
///
/// # Errors
/// If the bytes are not such a table.
pub(super) fn read_shown(spec: &'static TableSpec, bytes: impl Read, shown: &Shown) -> Result<Table, ReadError> {
    let mut reader = ReaderBuilder::new().has_headers(true).from_reader(bytes);
    if !reader.headers()?.iter().eq(spec.columns.iter().map(|column| column.name)) {
        return Err(ReadError::Header { table: spec.name });
    }
    let mut table = Table::new(spec);
    let rule = shown.rule(spec);
    for record in reader.records() {
        let record = record?;
        if !rule.shows(|column| record.get(column).unwrap_or_default()) {
            continue;
        }
        let line = record.position().map_or(0, ::csv::Position::line);
        for (index, (text, column)) in record.iter().zip(spec.columns).enumerate() {
            let field = match column.kind {
                Kind::Number(_) => number(text).map(Field::Number),
                _ => Some(Field::Text(text)),
            };
            let field = field.ok_or_else(|| format!("column `{}`: `{text}` is not a number", column.name));
            field.and_then(|field| table.put(index, field)).map_err(|what| ReadError::Cell { line, what })?;
        }
    }
    Ok(table)
}

/// A cell of a number column: blank is `None` inside, text that is no number is `None` outside.
fn number(text: &str) -> Option<Option<f64>> {
    if text.is_empty() {
        return Some(None);
    }
    // Rust also reads "inf", "nan" and exponents, none of which are ever written.
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    text.parse().ok().filter(|_| plain).map(Some)
}

/// The shortest plain decimal text that reads back as `number`, which must be finite.
pub fn number_text(number: f64) -> String {
    let mut bytes = Vec::new();
    push_number(&mut bytes, number);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The same, added to `bytes`.
fn push_number(bytes: &mut Vec<u8>, number: f64) {
    // Adding 0 turns −0 into 0.
    let number = number + 0.0;
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(number);
    if text.contains('e') {
        // Very large or small: in full, as Rust prints it.
        bytes.extend_from_slice(number.to_string().as_bytes());
    } else {
        bytes.extend_from_slice(text.strip_suffix(".0").unwrap_or(text).as_bytes());
    }
}

/// Records as CSV bytes; the first is the header.
pub fn encode<'a>(records: impl Iterator<Item = Vec<Cow<'a, str>>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).flexible(true).from_writer(Vec::new());
    for record in records {
        writer.write_record(record.iter().map(|cell| cell.as_bytes())).expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::output;
    use proptest::prelude::*;

    fn spec(name: &str) -> &'static TableSpec {
        output::table(name).expect("a table of a run")
    }

    fn assumptions(rows: &[(String, Option<f64>, f64)]) -> Table {
        let mut table = Table::new(spec("assumptions"));
        for (selector, low, value) in rows {
            let row = table.row().text(selector).maybe(*low).number(*value).maybe(*low).text("").text("").text("");
            row.text("judgement").text(selector).text("default").maybe(None).maybe(Some(3.0)).end();
        }
        table
    }

    #[test]
    fn a_table_is_written_as_the_contract_says() {
        let mut table = Table::new(spec("dictionary"));
        table.row().text("gap").text("role").text("").text("A \"role\",\nor more.").end();
        table.row().text("gap").text("é").text("FTE").text(" spaced ").end();
        let wanted =
            "table,column,unit,meaning\ngap,role,,\"A \"\"role\"\",\nor more.\"\ngap,é,FTE, spaced \n".as_bytes();
        assert_eq!(write(&table), wanted);
    }

    #[test]
    fn numbers_are_plain_and_short() {
        let texts = [0.1, -0.0, 1e21, 5e-324, -2.5, 1.0 / 3.0].map(number_text);
        assert_eq!(texts[..3], ["0.1", "0", "1000000000000000000000"]);
        assert!(texts[3].starts_with("0.000") && texts[3].ends_with('5'));
        assert_eq!(texts[4..], ["-2.5", "0.3333333333333333"]);
    }

    #[test]
    fn refuses_what_no_run_writes() {
        let fails = |bytes: &str| read(spec("assumptions"), bytes.as_bytes()).expect_err("not a table").to_string();
        assert_eq!(fails("a,b\n"), "its header is not that of the table `assumptions`");
        let header = spec("assumptions").header().join(",");
        let line = |cells: &str| fails(&format!("{header}\n{cells}\n"));
        assert_eq!(line("s,,x,,,,,b,,f,,"), "line 2: column `value`: `x` is not a number");
        assert_eq!(line("s,,1e3,,,,,b,,f,,"), "line 2: column `value`: `1e3` is not a number");
        assert_eq!(line("s,,NaN,,,,,b,,f,,"), "line 2: column `value`: `NaN` is not a number");
        assert_eq!(line("s,,,,,,,b,,f,,"), "line 2: column `value`: a cell is blank");
        assert!(line("s,,1").starts_with("it is not a readable CSV"));
    }

    /// What the writer writes, written by the library that reads it.
    fn by_the_library(table: &Table) -> Vec<u8> {
        let cell = |column: &Column, row: usize| match column {
            Column::Number(cells) => cells[row].map_or_else(String::new, number_text),
            Column::Text(cells) => cells[row].to_owned(),
        };
        let row = |row: usize| table.columns().iter().map(|column| cell(column, row).into()).collect();
        let header = table.spec.columns.iter().map(|column| column.name.into()).collect();
        encode(std::iter::once(header).chain((0..table.len()).map(row)))
    }

    proptest! {
        #[test]
        fn a_number_is_written_as_rust_prints_it(
            any in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
            parts in -1_000_000_000_000_000_i64..1_000_000_000_000_000,
        ) {
            for number in [parts as f64 / 1e9, parts as f64 / 1e2, parts as f64] {
                prop_assert_eq!(number_text(number), (number + 0.0).to_string());
            }
            // Of two shortest texts equally near to a number, both may take another one.
            let text = number_text(any);
            prop_assert_eq!(text.parse::<f64>(), Ok(any));
            prop_assert_eq!(text.len(), (any + 0.0).to_string().len());
        }

        #[test]
        fn any_table_reads_back_as_it_was(rows in proptest::collection::vec(
            // The writer must quote whatever could be taken for something else.
            ("[a-zé\"',;\\r\\n \u{feff}=]{1,8}", proptest::option::of(proptest::num::f64::NORMAL), proptest::num::f64::ANY),
            0..8,
        )) {
            let rows: Vec<_> = rows.into_iter().map(|(text, low, value)| {
                (text, low, if value.is_finite() { value } else { 0.5 })
            }).collect();
            let table = assumptions(&rows);
            let bytes = write(&table);
            prop_assert_eq!(&by_the_library(&table), &bytes);
            let back = read(table.spec, &bytes).expect("a table that was just written");
            prop_assert_eq!(back.columns(), table.columns());
            prop_assert_eq!(write(&back), bytes);
        }
    }
}
