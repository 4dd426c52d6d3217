//! Codes of roles, facilities, technologies and drivers, and the words that a column knows.

use super::sheet::Sheet;
use super::{Changed, Mutation, mutations};
use staffcast::diagnostics::Slug;
use staffcast::tables::Kind;
use staffcast::tables::input::table;

pub const ALL: &[Mutation] = mutations![
    code_in_capitals,
    code_with_spaces_or_hyphens,
    label_for_a_code,
    alias_for_a_code,
    code_misspelt,
    total_for_a_code,
    two_codes_in_a_cell,
    star_where_none_may_be,
    new_code_in_other_letters,
    word_in_other_letters,
    word_misspelt,
    age_band_misspelt,
];

const UNKNOWN: &[Slug] = &[Slug::UnknownRole, Slug::UnknownFacility, Slug::UnknownTechnology, Slug::UnknownDriver];

/// The first cell of each column that names a row of another table, with that table; `*` and regions left out.
fn references(sheet: &Sheet<'_>) -> Vec<(usize, usize, &'static str)> {
    let mut cells = Vec::new();
    for column in sheet.columns(|kind| matches!(kind, Kind::Code(_))) {
        let Kind::Code(reference) = sheet.column(column).kind else { continue };
        let named = |row: &usize| staffcast::ids::is_code(&sheet.rows[*row][column]);
        if let Some(row) = (0..sheet.rows.len()).find(named) {
            cells.push((row, column, reference.table));
        }
    }
    cells
}

/// Another text in each of these cells, which must mean the same.
fn same(sheet: &Sheet<'_>, other: impl Fn(&str, &'static str) -> Option<String>) -> Vec<Changed> {
    let cells = references(sheet).into_iter();
    let changed = |(row, column, table): (usize, usize, &'static str)| {
        let text = other(&sheet.rows[row][column], table)?;
        Some(sheet.same(sheet.with(row, column, &text).text()))
    };
    cells.filter_map(changed).flatten().collect()
}

fn unknown(sheet: &Sheet<'_>, other: impl Fn(&str) -> String) -> Vec<Changed> {
    let cells = references(sheet).into_iter();
    let changed = |(row, column, _): (usize, usize, &'static str)| {
        let text = other(&sheet.rows[row][column]);
        sheet.refused(sheet.with(row, column, &text).text(), UNKNOWN, sheet.at(row, column))
    };
    cells.flat_map(changed).collect()
}

/// A cell of the row of a code in its own table.
fn said(sheet: &Sheet<'_>, of: &'static str, code: &str, column: &str) -> Option<String> {
    let other = Sheet::of(sheet.base, table(of)?);
    let index = other.header.iter().position(|name| name == column)?;
    let row = other.rows.iter().find(|row| row[0] == code)?;
    Some(row[index].clone()).filter(|text| !text.is_empty())
}

fn code_in_capitals(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, |code, _| Some(code.to_uppercase()))
}

fn code_with_spaces_or_hyphens(sheet: &Sheet<'_>) -> Vec<Changed> {
    let hyphens = same(sheet, |code, _| code.contains('_').then(|| code.replace('_', "-")));
    same(sheet, |code, _| code.contains('_').then(|| code.replace('_', " "))).into_iter().chain(hyphens).collect()
}

fn label_for_a_code(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, |code, table| said(sheet, table, code, "label"))
}

fn alias_for_a_code(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, |code, table| said(sheet, table, code, "aliases")?.split(';').next_back().map(str::to_lowercase))
}

fn code_misspelt(sheet: &Sheet<'_>) -> Vec<Changed> {
    let more = unknown(sheet, |code| format!("{code}x"));
    unknown(sheet, |code| format!("{}q", &code[..code.len() - 1])).into_iter().chain(more).collect()
}

fn total_for_a_code(sheet: &Sheet<'_>) -> Vec<Changed> {
    ["total", "Total", "All", "Summe", "(blank)"]
        .iter()
        .flat_map(|word| unknown(sheet, |_| (*word).to_owned()))
        .collect()
}

fn two_codes_in_a_cell(sheet: &Sheet<'_>) -> Vec<Changed> {
    ["/", ";", " + ", "\n"].iter().flat_map(|mark| unknown(sheet, |code| format!("{code}{mark}{code}"))).collect()
}

fn star_where_none_may_be(sheet: &Sheet<'_>) -> Vec<Changed> {
    let bare = |kind| matches!(kind, Kind::Code(reference) if !reference.star);
    let cells = sheet.first_cells(&sheet.columns(bare)).into_iter();
    cells
        .flat_map(|(row, column)| sheet.refused(sheet.with(row, column, "*").text(), UNKNOWN, sheet.at(row, column)))
        .collect()
}

fn new_code_in_other_letters(sheet: &Sheet<'_>) -> Vec<Changed> {
    let cells = sheet.first_cells(&sheet.columns(|kind| matches!(kind, Kind::NewCode | Kind::Group))).into_iter();
    let forms =
        |text: &str| [text.to_uppercase(), format!("{text} x"), format!("1{text}"), format!("{text}é"), "*".into()];
    let changed = |(row, column): (usize, usize)| {
        let at = move || sheet.at(row, column);
        let forms = forms(&sheet.rows[row][column]).into_iter();
        forms.flat_map(move |text| sheet.refused(sheet.with(row, column, &text).text(), &[Slug::NotACode], at()))
    };
    cells.flat_map(changed).collect()
}

fn choices(sheet: &Sheet<'_>) -> Vec<(usize, usize)> {
    sheet.first_cells(&sheet.columns(|kind| matches!(kind, Kind::Choice(_))))
}

fn word_in_other_letters(sheet: &Sheet<'_>) -> Vec<Changed> {
    let forms = |text: &str| [text.to_uppercase(), text.replace('_', " "), text.replace('_', "-")];
    let changed = |(row, column): (usize, usize)| {
        let forms = forms(&sheet.rows[row][column]).into_iter();
        forms.flat_map(move |text| sheet.same(sheet.with(row, column, &text).text()))
    };
    choices(sheet).into_iter().flat_map(changed).collect()
}

fn word_misspelt(sheet: &Sheet<'_>) -> Vec<Changed> {
    let changed = |(row, column): (usize, usize)| {
        let texts = [format!("{}x", sheet.rows[row][column]), "other".to_owned(), "0".to_owned()].into_iter();
        texts.flat_map(move |text| {
            sheet.refused(sheet.with(row, column, &text).text(), &[Slug::UnknownChoice], sheet.at(row, column))
        })
    };
    choices(sheet).into_iter().flat_map(changed).collect()
}

fn age_band_misspelt(sheet: &Sheet<'_>) -> Vec<Changed> {
    let cells = sheet.first_cells(&sheet.columns(|kind| matches!(kind, Kind::AgeBand))).into_iter();
    let texts = ["60 +", "<60", "60-", "59-55", "5559", "55 to 59", "over 60", "01/05/1960", "55–59"];
    let changed = |(row, column): (usize, usize)| {
        texts.iter().flat_map(move |text| {
            sheet.refused(sheet.with(row, column, text).text(), &[Slug::NotAnAgeBand], sheet.at(row, column))
        })
    };
    cells.flat_map(changed).collect()
}
