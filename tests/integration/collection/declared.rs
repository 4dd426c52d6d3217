//! What the scenario says of a file: it makes a refused file the same case, and is refused where it is wrong.

use super::bytes::ConcatAll;
use super::sheet::Sheet;
use super::{At, Changed, Mutation, Verdict, mutations};
use crate::nudge;
use rust_xlsxwriter::Workbook;
use staffcast::diagnostics::Slug;
use staffcast::tables::Kind;

pub const ALL: &[Mutation] = mutations![
    declared_path,
    declared_path_that_is_not_there,
    declared_sheet,
    declared_sheet_that_is_not_there,
    declared_encoding,
    declared_encoding_of_a_utf8_file,
    declared_encoding_against_the_mark,
    declared_utf16,
    declared_delimiter,
    declared_delimiter_that_is_wrong,
    declared_decimal_comma,
    declared_decimal_comma_that_is_wrong,
    declared_decimal_point_for_thousands,
    declared_date_order,
    declared_date_order_that_is_wrong,
    declared_header_row,
    declared_header_row_that_is_wrong,
    declared_columns,
    declared_columns_that_are_not_there,
    declared_columns_of_ours_that_are_not_there,
    declared_columns_twice,
    declared_ignore,
    declared_ignore_that_is_not_there,
    declared_ignore_of_a_needed_column,
    declared_map,
    declared_map_that_is_not_there,
    declared_map_without_columns,
    declared_map_that_contradicts_itself,
    declared_sums,
    declared_key_misspelt,
    declared_table_misspelt,
];

/// The project with the table's file and words on it in the scenario.
fn said(sheet: &Sheet<'_>, bytes: impl Into<Vec<u8>>, words: &str) -> nudge::Project {
    sheet.project(bytes).saying(&format!("\n[files.{}]\n{words}\n", sheet.spec.name))
}

fn same(sheet: &Sheet<'_>, bytes: impl Into<Vec<u8>>, words: &str) -> Vec<Changed> {
    vec![Changed { project: said(sheet, bytes, words), verdict: Verdict::Same }]
}

fn refused(sheet: &Sheet<'_>, bytes: impl Into<Vec<u8>>, words: &str, slugs: &'static [Slug], at: At) -> Vec<Changed> {
    vec![Changed { project: said(sheet, bytes, words), verdict: Verdict::Refused(slugs, at) }]
}

/// The words for a path in the data folder, as seen from the scenario.
fn path(sheet: &Sheet<'_>, name: &str) -> String {
    let folder = sheet.base.project.scenario().parent().expect("a folder");
    let steps = if folder.ends_with("scenarios") { "../data" } else { "data" };
    format!("{steps}/{name}")
}

fn elsewhere(sheet: &Sheet<'_>, name: &str, bytes: impl Into<Vec<u8>>, words: &str) -> nudge::Project {
    let words = format!("\n[files.{}]\npath = \"{}\"\n{words}\n", sheet.spec.name, path(sheet, name));
    sheet.base.project.without_file(&sheet.file()).with_file(name, bytes).saying(&words)
}

fn declared_path(sheet: &Sheet<'_>) -> Vec<Changed> {
    let changed = |name| Changed { project: elsewhere(sheet, name, sheet.text(), ""), verdict: Verdict::Same };
    ["hr export.csv", "export.txt", "export", "export.CSV"].map(changed).into()
}

fn declared_path_that_is_not_there(sheet: &Sheet<'_>) -> Vec<Changed> {
    let project = sheet.base.project.saying(&format!("\n[files.{}]\npath = \"none.csv\"\n", sheet.spec.name));
    vec![Changed { project, verdict: Verdict::Refused(&[Slug::DataNotFound], At::Scenario) }]
}

/// A workbook whose second sheet holds the table, numbers as numbers.
fn workbook(sheet: &Sheet<'_>) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover").expect("a name").write(0, 0, "Export").expect("a cell");
    let page = book.add_worksheet().set_name("Extract 1").expect("a name");
    for (row, cells) in (0..).zip(std::iter::once(&sheet.header).chain(&sheet.rows)) {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = (row, column as u16);
            match cell.parse::<f64>().ok().filter(|_| row > 0 && sheet.is_number(column)) {
                Some(number) => page.write(at.0, at.1, number).expect("a cell"),
                None => page.write(at.0, at.1, cell).expect("a cell"),
            };
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn declared_sheet(sheet: &Sheet<'_>) -> Vec<Changed> {
    let project = elsewhere(sheet, "export.xlsx", workbook(sheet), "sheet = \"Extract 1\"");
    vec![Changed { project, verdict: Verdict::Same }]
}

fn declared_sheet_that_is_not_there(sheet: &Sheet<'_>) -> Vec<Changed> {
    let verdict = || Verdict::Refused(&[Slug::SheetNotFound], At::Scenario);
    let wrong = elsewhere(sheet, "export.xlsx", workbook(sheet), "sheet = \"Extract 2\"");
    let none = elsewhere(sheet, "export.xlsx", workbook(sheet), "");
    [wrong, none].map(|project| Changed { project, verdict: verdict() }).into()
}

fn declared_encoding(sheet: &Sheet<'_>) -> Vec<Changed> {
    let (Some(plain), Some(marked)) = (sheet.noted("Café"), sheet.noted("Caf@@")) else { return Vec::new() };
    let text = marked.text();
    let (before, after) = text.split_once("@@").expect("a mark");
    let form = |byte: u8, name: &str| {
        let bytes = [before.as_bytes(), &[byte], after.as_bytes()].concat();
        let project = said(sheet, bytes, &format!("encoding = \"{name}\""));
        Changed { project, verdict: Verdict::SameAs(plain.itself()) }
    };
    let forms = [(0xE9, "windows-1252"), (0xE9, "iso-8859-1"), (0xE9, "ISO-8859-15"), (0x8E, "macintosh")];
    forms.map(|(byte, name)| form(byte, name)).into()
}

fn declared_encoding_of_a_utf8_file(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(plain) = sheet.noted("Café") else { return Vec::new() };
    refused(sheet, plain.text(), "encoding = \"windows-1252\"", &[Slug::NotUtf8], At::File)
}

fn declared_encoding_against_the_mark(sheet: &Sheet<'_>) -> Vec<Changed> {
    let text = format!("\u{feff}{}", sheet.text());
    refused(sheet, text, "encoding = \"utf-16le\"", &[Slug::NotUtf8], At::Line(1))
}

fn declared_utf16(sheet: &Sheet<'_>) -> Vec<Changed> {
    let little: Vec<u8> = sheet.text().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = sheet.text().encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [b"\xFE\xFF".to_vec(), big.clone()].concat();
    [
        same(sheet, little.clone(), "encoding = \"utf-16\""),
        same(sheet, marked, "encoding = \"utf-16\""),
        same(sheet, big, "encoding = \"utf-16be\""),
        refused(sheet, little, "encoding = \"utf-16be\"", &[], At::File),
    ]
    .concat_all()
}

fn declared_delimiter(sheet: &Sheet<'_>) -> Vec<Changed> {
    let forms = [(";", ";"), (";", "semicolon"), ("\t", "tab"), ("|", "|"), ("|", "bar"), (",", "comma")];
    let form = |(mark, word): (&str, &str)| same(sheet, sheet.divided(mark, "\n"), &format!("delimiter = \"{word}\""));
    forms.into_iter().flat_map(form).collect()
}

fn declared_delimiter_that_is_wrong(sheet: &Sheet<'_>) -> Vec<Changed> {
    let unknown = refused(sheet, sheet.text(), "delimiter = \":\"", &[Slug::BadSetting], At::Scenario);
    refused(sheet, sheet.text(), "delimiter = \";\"", &[], At::File).into_iter().chain(unknown).collect()
}

fn numbers(sheet: &Sheet<'_>) -> Vec<usize> {
    sheet.columns(|kind| matches!(kind, Kind::Number(_)))
}

fn declared_decimal_comma(sheet: &Sheet<'_>) -> Vec<Changed> {
    if sheet.cells(&numbers(sheet)).is_empty() {
        return Vec::new();
    }
    let commas = sheet.rewritten(&numbers(sheet), |text| match text.split_once('.') {
        Some((whole, decimals)) => format!("{whole},{decimals:0<3}"),
        None => format!("{text},000"),
    });
    same(sheet, commas.divided(";", "\n"), "decimal = \",\"")
}

fn declared_decimal_comma_that_is_wrong(sheet: &Sheet<'_>) -> Vec<Changed> {
    let cells = sheet.cells(&numbers(sheet));
    let point = cells.into_iter().find(|(row, column)| sheet.rows[*row][*column].contains('.'));
    let Some((row, column)) = point else { return Vec::new() };
    refused(sheet, sheet.text(), "decimal = \",\"", &[Slug::NotANumber], sheet.at(row, column))
}

fn declared_decimal_point_for_thousands(sheet: &Sheet<'_>) -> Vec<Changed> {
    let thousands = |text: &str| match text.len() {
        5 if !text.contains('.') => format!("{},{}", &text[..2], &text[2..]),
        _ => text.to_owned(),
    };
    let changed = sheet.rewritten(&numbers(sheet), thousands);
    if changed.text() == sheet.text() {
        return Vec::new();
    }
    same(sheet, changed.text(), "decimal = \".\"")
}

/// The first period of each column as the third of April, in an open order.
fn third_of_april(sheet: &Sheet<'_>, said_order: &str, verdict: impl Fn(nudge::Project) -> Verdict) -> Vec<Changed> {
    let cells = sheet.first_cells(&sheet.columns(|kind| matches!(kind, Kind::Period))).into_iter();
    let changed = |(row, column): (usize, usize)| Changed {
        project: said(sheet, sheet.with(row, column, "03/04/2027").text(), said_order),
        verdict: verdict(sheet.with(row, column, "2027-04-03").itself()),
    };
    cells.map(changed).collect()
}

fn declared_date_order(sheet: &Sheet<'_>) -> Vec<Changed> {
    let day_first = third_of_april(sheet, "date_order = \"day-month-year\"", Verdict::SameAs);
    let cells = sheet.first_cells(&sheet.columns(|kind| matches!(kind, Kind::Period))).into_iter();
    let month_first = cells.map(|(row, column)| Changed {
        project: said(sheet, sheet.with(row, column, "04/03/2027").text(), "date_order = \"month-day-year\""),
        verdict: Verdict::SameAs(sheet.with(row, column, "2027-04-03").itself()),
    });
    day_first.into_iter().chain(month_first).collect()
}

fn declared_date_order_that_is_wrong(sheet: &Sheet<'_>) -> Vec<Changed> {
    let order = "date_order = \"year-month-day\"";
    let none = third_of_april(sheet, order, |_| Verdict::Refused(&[Slug::NotAPeriod], At::File));
    let cells = sheet.first_cells(&sheet.columns(|kind| matches!(kind, Kind::Period))).into_iter();
    let month_first = cells.map(|(row, column)| Changed {
        project: said(sheet, sheet.with(row, column, "13/04/2027").text(), "date_order = \"month-day-year\""),
        verdict: Verdict::Refused(&[Slug::NotAPeriod], sheet.at(row, column)),
    });
    none.into_iter().chain(month_first).collect()
}

fn titled(sheet: &Sheet<'_>) -> String {
    format!("Plan of the trust\nAs of 2026-09-30,,internal\n\n{}", sheet.text())
}

fn declared_header_row(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, titled(sheet), "header_row = 4")
}

fn declared_header_row_that_is_wrong(sheet: &Sheet<'_>) -> Vec<Changed> {
    [
        refused(sheet, titled(sheet), "header_row = 1", &[], At::Line(1)),
        refused(sheet, titled(sheet), "header_row = 3", &[], At::Scenario),
        refused(sheet, titled(sheet), "header_row = 5", &[], At::Line(5)),
        refused(sheet, titled(sheet), "header_row = 900", &[], At::Scenario),
        refused(sheet, titled(sheet), "header_row = 0", &[Slug::WrongType], At::Scenario),
        refused(sheet, titled(sheet), "header_row = \"4\"", &[Slug::WrongType], At::Scenario),
    ]
    .concat_all()
}

/// The sheet with the columns under other names.
fn renamed<'b>(sheet: &Sheet<'b>) -> Sheet<'b> {
    let header = sheet.header.iter().map(|name| format!("Their {name} (x)")).collect();
    Sheet { header, ..sheet.clone() }
}

fn names(sheet: &Sheet<'_>) -> String {
    let pairs: Vec<String> = sheet.header.iter().map(|name| format!("{name} = \"Their {name} (x)\"")).collect();
    format!("columns = {{ {} }}", pairs.join(", "))
}

fn declared_columns(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, renamed(sheet).text(), &names(sheet))
}

fn declared_columns_that_are_not_there(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, sheet.text(), &names(sheet), &[Slug::UnknownColumn], At::Scenario)
}

fn declared_columns_of_ours_that_are_not_there(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, sheet.text(), "columns = { ftee = \"FTE\" }", &[Slug::UnknownColumn], At::Scenario)
}

/// One of our columns cannot be two of theirs.
fn declared_columns_twice(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut doubled = sheet.clone();
    doubled.header.push("Theirs".to_owned());
    doubled.rows.iter_mut().for_each(|row| row.push("7".to_owned()));
    let words = format!("columns = {{ {} = \"Theirs\" }}", sheet.header[0]);
    refused(sheet, doubled.text(), &words, &[Slug::DuplicateColumn], At::Line(1))
}

fn remarked<'b>(sheet: &Sheet<'b>) -> Sheet<'b> {
    let mut changed = sheet.clone();
    changed.header.insert(1, "Cost centre".to_owned());
    changed.rows.iter_mut().enumerate().for_each(|(index, row)| row.insert(1, format!("C{index}")));
    changed
}

fn declared_ignore(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, remarked(sheet).text(), "ignore = [\"Cost centre\"]")
}

fn declared_ignore_that_is_not_there(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, sheet.text(), "ignore = [\"Cost centre\"]", &[Slug::UnknownColumn], At::Scenario)
}

fn declared_ignore_of_a_needed_column(sheet: &Sheet<'_>) -> Vec<Changed> {
    let words = format!("ignore = [\"{}\"]", sheet.header[0]);
    refused(sheet, sheet.text(), &words, &[Slug::MissingColumn, Slug::UnknownColumn], At::File)
}

/// The first column of codes of other tables.
fn coded(sheet: &Sheet<'_>) -> Option<usize> {
    sheet.columns(|kind| matches!(kind, Kind::Code(_))).first().copied()
}

fn mapped(sheet: &Sheet<'_>, map: &str) -> Option<nudge::Project> {
    let column = coded(sheet)?;
    let changed = sheet.rewritten(&[column], |code| format!("Their {code}"));
    let words = format!("map.{} = \"{}\"", sheet.header[column], path(sheet, "map.csv"));
    Some(said(sheet, changed.text(), &words).with_file("map.csv", map))
}

fn map(sheet: &Sheet<'_>, delimiter: &str) -> String {
    let Some(column) = coded(sheet) else { return String::new() };
    let mut rows: Vec<String> = sheet
        .cells(&[column])
        .iter()
        .map(|(row, _)| &sheet.rows[*row][column])
        .map(|code| format!("their {code}{delimiter}{code}\n"))
        .collect();
    rows.sort();
    rows.dedup();
    format!("from{delimiter}to\n{}", rows.concat())
}

fn declared_map(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mapped = [",", ";"].into_iter().filter_map(|mark| mapped(sheet, &map(sheet, mark)));
    mapped.map(|project| Changed { project, verdict: Verdict::Same }).collect()
}

fn declared_map_that_is_not_there(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(project) = mapped(sheet, &map(sheet, ",")) else { return Vec::new() };
    let project = project.without_file("map.csv");
    vec![Changed { project, verdict: Verdict::Refused(&[Slug::DataNotFound], At::Scenario) }]
}

/// What a map has no name for is no code.
fn declared_map_without_columns(sheet: &Sheet<'_>) -> Vec<Changed> {
    let texts = ["", "a,b\nc,d\n", "from\nx\n"].into_iter();
    let unknown: &[Slug] = &[Slug::UnknownRole, Slug::UnknownFacility, Slug::UnknownTechnology, Slug::UnknownDriver];
    texts
        .filter_map(|text| mapped(sheet, text))
        .map(|project| Changed { project, verdict: Verdict::Refused(unknown, At::File) })
        .collect()
}

fn declared_map_that_contradicts_itself(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(project) = mapped(sheet, &(map(sheet, ",") + "x,one\nX,two\n")) else { return Vec::new() };
    vec![Changed { project, verdict: Verdict::Refused(&[], At::Elsewhere) }]
}

/// Amounts of rows of one key, in two halves.
fn halved<'b>(sheet: &Sheet<'b>) -> Option<Sheet<'b>> {
    let adds = sheet.columns(|kind| matches!(kind, Kind::Number(number) if number.adds));
    if adds.is_empty() {
        return None;
    }
    let half = |text: &str| text.parse::<f64>().map_or_else(|_| text.to_owned(), |value| (value / 2.0).to_string());
    let mut changed = sheet.rewritten(&adds, half);
    changed.rows.extend(changed.rows.clone());
    Some(changed)
}

fn declared_sums(sheet: &Sheet<'_>) -> Vec<Changed> {
    halved(sheet).map_or_else(Vec::new, |halved| same(sheet, halved.text(), "duplicates = \"sum\""))
}

fn declared_key_misspelt(sheet: &Sheet<'_>) -> Vec<Changed> {
    let words = ["delimeter = \";\"", "Decimal = \",\"", "skip = 3", "columns_ = {}", "encoding.x = 1"];
    let slugs: &[Slug] = &[Slug::UnknownKey, Slug::WrongType];
    words.into_iter().flat_map(|words| refused(sheet, sheet.text(), words, slugs, At::Scenario)).collect()
}

fn declared_table_misspelt(sheet: &Sheet<'_>) -> Vec<Changed> {
    let project = sheet.base.project.saying(&format!("\n[files.{}x]\ndecimal = \",\"\n", sheet.spec.name));
    vec![Changed { project, verdict: Verdict::Refused(&[Slug::UnknownKey], At::Scenario) }]
}
