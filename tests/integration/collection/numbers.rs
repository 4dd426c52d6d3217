//! Numbers in every form that people and systems write.

use super::sheet::{Sheet, quoted};
use super::{At, Changed, Mutation, mutations};
use staffcast::diagnostics::Slug;
use staffcast::tables::Kind;

pub const ALL: &[Mutation] = mutations![
    plus_sign,
    point_behind,
    no_zero_before_the_point,
    zeros_behind,
    zeros_in_front,
    minus_of_typesetters,
    minus_zero,
    number_in_quotes,
    no_break_space_around_a_number,
    thousands_with_spaces,
    thousands_with_no_break_spaces,
    thousands_with_apostrophes,
    thousands_with_commas_and_decimals,
    thousands_with_commas_throughout,
    decimal_commas_throughout,
    decimal_commas_in_quotes_throughout,
    decimal_comma_in_one_cell,
    decimal_comma_without_quotes,
    comma_of_thousands_or_decimals,
    exponents,
    other_bases,
    not_finite,
    hundreds_of_digits,
    too_small_for_a_machine,
    too_large_for_a_hospital,
    dashes_for_a_minus,
    two_signs,
    minus_behind,
    parentheses_for_a_minus,
    currency_signs,
    units_behind,
    percent_sign_where_none_belongs,
    words_for_nothing,
    errors_of_spreadsheets,
    words_of_truth,
    digits_of_other_scripts,
    fractions_and_ranges,
    formulas,
    broken_groups_of_thousands,
    two_points,
    blank_where_needed,
    negative_where_none_may_be,
    not_whole_where_it_must_be,
    above_the_largest,
];

/// The number columns.
fn numbers(sheet: &Sheet<'_>) -> Vec<usize> {
    sheet.columns(|kind| matches!(kind, Kind::Number(_)))
}

/// Two cells of number columns: enough to see every way of reading a table.
fn some(sheet: &Sheet<'_>) -> Vec<(usize, usize)> {
    let cells = sheet.first_cells(&numbers(sheet));
    cells.iter().take(1).chain(cells.iter().skip(1).last()).copied().collect()
}

/// Every cell for which `write` has another form, one at a time.
fn same_cells(sheet: &Sheet<'_>, write: impl Fn(&str) -> Option<String>) -> Vec<Changed> {
    let cells = sheet.cells(&numbers(sheet));
    let forms = cells.into_iter().filter_map(|(row, column)| Some((row, column, write(&sheet.rows[row][column])?)));
    forms.take(2).flat_map(|(row, column, text)| sheet.same(sheet.with(row, column, &text).text())).collect()
}

/// Texts that are no numbers.
fn no_numbers(sheet: &Sheet<'_>, texts: &[&str]) -> Vec<Changed> {
    refused(sheet, texts, &[Slug::NotANumber])
}

fn refused(sheet: &Sheet<'_>, texts: &[&str], slugs: &'static [Slug]) -> Vec<Changed> {
    let texts = sheet.share(texts);
    let each = |(row, column): (usize, usize)| {
        let refused = |text: &&str| sheet.refused(sheet.with(row, column, text).text(), slugs, sheet.at(row, column));
        texts.iter().flat_map(refused).collect::<Vec<_>>()
    };
    some(sheet).into_iter().flat_map(each).collect()
}

fn plus_sign(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| (!text.starts_with('-')).then(|| format!("+{text}")))
}

fn point_behind(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| (!text.contains('.')).then(|| format!("{text}.")))
}

fn no_zero_before_the_point(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| text.strip_prefix('0').filter(|rest| rest.starts_with('.')).map(str::to_owned))
}

fn zeros_behind(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| Some(if text.contains('.') { format!("{text}000") } else { format!("{text}.0") }))
}

fn zeros_in_front(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| (!text.starts_with('-')).then(|| format!("00{text}")))
}

fn minus_of_typesetters(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| text.strip_prefix('-').map(|rest| format!("\u{2212}{rest}")))
}

fn minus_zero(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| (text == "0").then(|| "-0".to_owned()))
        .into_iter()
        .chain(same_cells(sheet, |text| (text == "0").then(|| "-0.00".to_owned())))
        .collect()
}

fn number_in_quotes(sheet: &Sheet<'_>) -> Vec<Changed> {
    let cells = some(sheet).into_iter();
    let text = |(row, column): (usize, usize)| {
        sheet.with(row, column, "@@").text().replace("@@", &quoted(&sheet.rows[row][column]))
    };
    cells.flat_map(|cell| sheet.same(text(cell))).collect()
}

fn no_break_space_around_a_number(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| Some(format!("\u{a0}{text}\u{202f}")))
}

/// The whole part of a number in groups of three; `None` if it is below a thousand.
fn grouped(text: &str, divider: &str) -> Option<String> {
    let (whole, decimals) = text.split_once('.').map_or((text, ""), |(whole, _)| (whole, &text[whole.len()..]));
    if whole.len() < 4 || whole.starts_with('-') {
        return None;
    }
    let first = whole.len() % 3;
    let mut groups: Vec<&str> = (first..whole.len()).step_by(3).map(|at| &whole[at..at + 3]).collect();
    if first > 0 {
        groups.insert(0, &whole[..first]);
    }
    Some(groups.join(divider) + decimals)
}

fn thousands_with_spaces(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| grouped(text, " "))
}

fn thousands_with_no_break_spaces(sheet: &Sheet<'_>) -> Vec<Changed> {
    let narrow = same_cells(sheet, |text| grouped(text, "\u{202f}"));
    same_cells(sheet, |text| grouped(text, "\u{a0}")).into_iter().chain(narrow).collect()
}

fn thousands_with_apostrophes(sheet: &Sheet<'_>) -> Vec<Changed> {
    let curved = same_cells(sheet, |text| grouped(text, "’"));
    same_cells(sheet, |text| grouped(text, "'")).into_iter().chain(curved).collect()
}

fn thousands_with_commas_and_decimals(sheet: &Sheet<'_>) -> Vec<Changed> {
    same_cells(sheet, |text| grouped(text, ",").map(|text| if text.contains('.') { text } else { text + ".0" }))
}

/// `1,234` alone is open; a cell such as `1,234.50` in the same column tells how all are meant.
fn thousands_with_commas_throughout(sheet: &Sheet<'_>) -> Vec<Changed> {
    let write = |text: &str| {
        grouped(text, ",").map_or(text.to_owned(), |text| if text.contains('.') { text } else { text + ".00" })
    };
    let changed = sheet.rewritten(&numbers(sheet), write);
    if changed.text() == sheet.text() { Vec::new() } else { sheet.same(changed.text()) }
}

fn has_decimals(sheet: &Sheet<'_>) -> bool {
    sheet.cells(&numbers(sheet)).iter().any(|(row, column)| sheet.rows[*row][*column].contains('.'))
}

fn decimal_commas_throughout(sheet: &Sheet<'_>) -> Vec<Changed> {
    if !has_decimals(sheet) {
        return Vec::new();
    }
    let changed = sheet.rewritten(&numbers(sheet), |text| text.replace('.', ","));
    [";", "\t"].iter().flat_map(|mark| sheet.same(changed.divided(mark, "\r\n"))).collect()
}

fn decimal_commas_in_quotes_throughout(sheet: &Sheet<'_>) -> Vec<Changed> {
    if !has_decimals(sheet) {
        return Vec::new();
    }
    sheet.same(sheet.rewritten(&numbers(sheet), |text| text.replace('.', ",")).text())
}

/// Among points a comma is refused; where there are none it stands before decimals.
fn decimal_comma_in_one_cell(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some((row, column)) = some(sheet).last().copied() else { return Vec::new() };
    let (comma, point) = (sheet.with(row, column, "1,5"), sheet.with(row, column, "1.5"));
    let mut rest = sheet.with(row, column, "");
    rest.rows[row][column].clear();
    if has_decimals(&rest) {
        sheet.refused(comma.text(), &[Slug::NotANumber], sheet.at(row, column))
    } else {
        sheet.same_as(comma.text(), point.text())
    }
}

fn decimal_comma_without_quotes(sheet: &Sheet<'_>) -> Vec<Changed> {
    let cells = sheet.cells(&numbers(sheet));
    let Some((row, column)) = cells.into_iter().find(|(row, column)| sheet.rows[*row][*column].contains('.')) else {
        return Vec::new();
    };
    let text = sheet.with(row, column, "@@").text().replace("@@", &sheet.rows[row][column].replace('.', ","));
    sheet.refused(text, &[Slug::RaggedRow], At::Line(row + 2))
}

fn comma_of_thousands_or_decimals(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["1,234", "-1,234", "+1,234", "12,345", "999,000"])
}

fn exponents(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["1e3", "1E+05", "1.5e-3", "2E0", "5e", "e5", "1d3"])
}

fn other_bases(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["0x10", "0b11", "0o7", "&H10", "1_000", "10h"])
}

fn not_finite(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["NaN", "nan", "inf", "-inf", "Infinity", "∞", "+inf"])
}

fn hundreds_of_digits(sheet: &Sheet<'_>) -> Vec<Changed> {
    let long = "9".repeat(400);
    no_numbers(sheet, &[&long, &format!("-{long}"), &format!("{long}.5"), "1e400"])
}

fn too_small_for_a_machine(sheet: &Sheet<'_>) -> Vec<Changed> {
    let small = |zeros: usize| format!("0.{}1", "0".repeat(zeros));
    no_numbers(sheet, &[&small(310), &small(400), &small(20), "1e-400"])
}

fn too_large_for_a_hospital(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["1000000000000000", "9223372036854775808", "18446744073709551616"])
}

fn dashes_for_a_minus(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["\u{2013}5", "\u{2014}5", "\u{ad}5", "\u{fe63}5"])
}

fn two_signs(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["--5", "+-5", "-+5", "++5", "- 5", "\u{2212}-5"])
}

fn minus_behind(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["5-", "5 -", "5\u{2212}"])
}

fn parentheses_for_a_minus(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["(5)", "(5.0)", "[5]", "(5"])
}

fn currency_signs(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["$5", "5 €", "£5", "EUR 5", "CHF 5.--"])
}

fn units_behind(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["5 FTE", "5h", "5k", "5 Mio", "5*", "5¹", "ca. 5", "~5", "<5", ">5", "5+"])
}

fn percent_sign_where_none_belongs(sheet: &Sheet<'_>) -> Vec<Changed> {
    let columns: Vec<usize> = numbers(sheet).into_iter().filter(|column| !sheet.is_percent(*column)).collect();
    let each = |(row, column): (usize, usize)| {
        let texts = ["5%", "5 %", "5\u{a0}%", "5‰", "5 pct"].into_iter();
        texts.flat_map(move |text| {
            sheet.refused(sheet.with(row, column, text).text(), &[Slug::NotANumber], sheet.at(row, column))
        })
    };
    sheet.first_cells(&columns).into_iter().take(2).flat_map(each).collect()
}

fn words_for_nothing(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["-", "--", "n/a", "N/A", "na", "null", "None", ".", "?", "tbc", "unknown", "x", "nil", "–"])
}

fn errors_of_spreadsheets(sheet: &Sheet<'_>) -> Vec<Changed> {
    let texts = ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "######", "#NV"];
    refused(sheet, &texts, &[Slug::NotANumber, Slug::ErrorCell])
}

fn words_of_truth(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["TRUE", "FALSE", "true", "WAHR", "yes", "Y"])
}

fn digits_of_other_scripts(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["٣", "５", "५", "Ⅴ", "⑤", "1５", "²"])
}

fn fractions_and_ranges(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["½", "1/2", "5-6", "5–6", "5±1", "5;6", "5 6", "5 to 6", "3:1"])
}

fn formulas(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["=5", "=A1", "=\"5\"", "'5", "@5", "\t=5+1"])
}

fn broken_groups_of_thousands(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["1,23,456", "12 34", "1 23", "0 123", "1,234 567", "1 234 56", "1234 567", "1'23"])
}

fn two_points(sheet: &Sheet<'_>) -> Vec<Changed> {
    no_numbers(sheet, &["1.2.3", "1..5", "5..", "..5", "1.5.", "192.168.0.1", "31.03.2026"])
}

fn blank_where_needed(sheet: &Sheet<'_>) -> Vec<Changed> {
    let needed = |column: &usize| sheet.column(*column).filled && sheet.column(*column).name == sheet.header[*column];
    let columns: Vec<usize> = (0..sheet.header.len()).filter(needed).collect();
    let slugs = &[Slug::MissingValue, Slug::IncompleteRange];
    let blank = |(row, column)| sheet.refused(sheet.with(row, column, " ").text(), slugs, sheet.at(row, column));
    sheet.first_cells(&columns).into_iter().flat_map(blank).collect()
}

/// The first cells of columns of numbers that `wanted` picks by what is legal in them.
fn illegal(sheet: &Sheet<'_>, wanted: impl Fn(staffcast::tables::Number) -> bool, text: &str) -> Vec<Changed> {
    let columns = sheet.columns(|kind| matches!(kind, Kind::Number(number) if wanted(number)));
    let cell =
        |(row, column)| sheet.refused(sheet.with(row, column, text).text(), &[Slug::OutOfRange], sheet.at(row, column));
    sheet.first_cells(&columns).into_iter().flat_map(cell).collect()
}

fn negative_where_none_may_be(sheet: &Sheet<'_>) -> Vec<Changed> {
    illegal(sheet, |number| number.minimum >= 0.0, "-5")
}

fn not_whole_where_it_must_be(sheet: &Sheet<'_>) -> Vec<Changed> {
    illegal(sheet, |number| number.whole, "2.5")
}

fn above_the_largest(sheet: &Sheet<'_>) -> Vec<Changed> {
    illegal(sheet, |number| number.maximum.is_finite(), "99999")
}
