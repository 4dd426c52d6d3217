//! Text that cannot be read as cells, in the planner's words.

use super::declared::to_paste;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::grid::{Damage, DamageKind};

/// Reports why a file cannot be read; `table` is the one that it holds, for what the scenario may say of it.
pub(super) fn report(damage: &Damage, file: &str, table: Option<&str>, found: &mut Diagnostics) {
    let line = damage.line;
    let place = Place::line(file, line);
    let declare = |words: &str, key: &str| match table {
        Some(table) => format!("{words}, or say in the scenario:{}", to_paste(table, key)),
        None => words.to_owned(),
    };
    let (slug, message, help) = match &damage.kind {
        DamageKind::NotText("UTF-8") => (
            Slug::NotUtf8,
            format!("line {line} holds a character that is not UTF-8, such as an accented letter in an older encoding"),
            declare("save the file again as \"CSV UTF-8 (comma delimited)\" in Excel", "encoding = \"windows-1252\""),
        ),
        DamageKind::NotText(encoding) => (
            Slug::NotUtf8,
            format!("line {line} is damaged: its characters are not {encoding}, or the file was cut off"),
            "export the file again; nothing was read from it".to_owned(),
        ),
        DamageKind::IsUtf8 => (
            Slug::NotUtf8,
            "the scenario names another encoding, but the file is UTF-8".to_owned(),
            "take `encoding` out of the scenario: accented letters would be garbled".to_owned(),
        ),
        DamageKind::OtherMark(encoding) => (
            Slug::NotUtf8,
            format!("the scenario names another encoding, but the file's first bytes say that it is {encoding}"),
            "take `encoding` out of the scenario".to_owned(),
        ),
        DamageKind::Nul => (
            Slug::DamagedCsv,
            format!("line {line} holds a NUL character: the file is damaged"),
            "export the file again; nothing was read from it".to_owned(),
        ),
        DamageKind::TextAfterQuote => (
            Slug::DamagedCsv,
            format!("line {line} has text after a closing quote"),
            "write a quote inside a quoted cell twice: \"the \"\"old\"\" wing\"".to_owned(),
        ),
        DamageKind::OpenQuote => (
            Slug::DamagedCsv,
            format!("the quote opened on line {line} is never closed"),
            "close the quote; if the file was cut off, export it again".to_owned(),
        ),
        DamageKind::LongRecord => (
            Slug::DamagedCsv,
            format!("the row that begins on line {line} does not end within 8 MB: a quote may be left open"),
            "close the quote, or end the lines of the file; export it again".to_owned(),
        ),
        DamageKind::TooLarge(what) => (
            Slug::FileTooLarge,
            format!("line {line}: {what}, more than a table may hold"),
            "leave out what is not needed; a spreadsheet holds 1,048,576 rows, and no table here needs 200 columns"
                .to_owned(),
        ),
        DamageKind::ManyDelimiters => (
            Slug::WrongDelimiter,
            "what separates the cells cannot be told: more than one character would do".to_owned(),
            declare("save the file with commas between cells", "delimiter = \";\""),
        ),
        DamageKind::Unread(reason) => (
            Slug::DamagedCsv,
            format!("the file could not be read to its end: {reason}"),
            "look whether the disk or the network drive is there, and try again".to_owned(),
        ),
    };
    found.push(slug, place, message, help);
}
