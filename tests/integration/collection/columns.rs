//! Headers: names in other letters, missing, doubled and unknown columns, titles above.

use super::sheet::Sheet;
use super::{At, Changed, Mutation, mutations};
use staffcast::diagnostics::{Slug, column_letters};
use std::collections::BTreeSet;

pub const ALL: &[Mutation] = mutations![
    header_in_capitals,
    header_with_spaces_for_underscores,
    header_with_hyphens,
    header_with_spaces_around,
    header_in_quotes_over_two_lines,
    columns_reversed,
    columns_turned_by_one,
    needed_column_missing,
    column_doubled,
    column_doubled_in_capitals,
    unknown_column_filled,
    unknown_column_blank,
    unknown_column_of_the_same_name_with_a_unit,
    unnamed_column_blank,
    unnamed_columns_blank_at_the_end,
    unnamed_column_filled,
    column_misspelt,
    header_missing,
    header_in_another_language,
    title_above,
    title_of_three_lines_above,
    units_below_the_header,
    header_repeated,
    more_than_200_columns,
    more_than_200_blank_columns,
];

fn renamed<'b>(sheet: &Sheet<'b>, write: impl Fn(&str) -> String) -> Sheet<'b> {
    let mut changed = sheet.clone();
    changed.header.iter_mut().for_each(|name| *name = write(name));
    changed
}

fn header_in_capitals(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(renamed(sheet, str::to_uppercase).text())
}

fn header_with_spaces_for_underscores(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(renamed(sheet, |name| name.replace('_', " ")).text())
}

fn header_with_hyphens(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(renamed(sheet, |name| name.replace('_', "-")).text())
}

fn header_with_spaces_around(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(renamed(sheet, |name| format!(" {name}\u{a0}")).text())
}

fn header_in_quotes_over_two_lines(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(renamed(sheet, |name| name.replace('_', "\r\n")).text())
}

/// The sheet with its columns in another order.
fn reordered(sheet: &Sheet<'_>, order: &[usize]) -> Vec<Changed> {
    let mut changed = sheet.clone();
    for row in std::iter::once(&mut changed.header).chain(&mut changed.rows) {
        *row = order.iter().map(|index| row[*index].clone()).collect();
    }
    sheet.same(changed.text())
}

fn columns_reversed(sheet: &Sheet<'_>) -> Vec<Changed> {
    reordered(sheet, &(0..sheet.header.len()).rev().collect::<Vec<_>>())
}

fn columns_turned_by_one(sheet: &Sheet<'_>) -> Vec<Changed> {
    let width = sheet.header.len();
    reordered(sheet, &(0..width).map(|index| (index + 1) % width).collect::<Vec<_>>())
}

fn needed_column_missing(sheet: &Sheet<'_>) -> Vec<Changed> {
    let needed = (0..sheet.header.len()).filter(|index| {
        let column = sheet.column(*index);
        column.filled && column.name == sheet.header[*index]
    });
    needed
        .flat_map(|index| {
            let mut changed = sheet.clone();
            changed.header.remove(index);
            changed.rows.iter_mut().for_each(|row| drop(row.remove(index)));
            sheet.refused(changed.text(), &[Slug::MissingColumn], At::Line(1))
        })
        .collect()
}

/// The first two columns and the last two.
fn some(sheet: &Sheet<'_>) -> BTreeSet<usize> {
    let last = sheet.header.len() - 1;
    BTreeSet::from([0, 1, last - 1, last])
}

/// The sheet with a column more, at the end.
fn with_column<'b>(sheet: &Sheet<'b>, name: &str, cell: impl Fn(usize) -> String) -> Sheet<'b> {
    let mut changed = sheet.clone();
    changed.header.push(name.to_owned());
    changed.rows.iter_mut().enumerate().for_each(|(index, row)| row.push(cell(index)));
    changed
}

/// The header's cell behind the last column.
fn behind(sheet: &Sheet<'_>) -> At {
    At::Cell(1, format!("{}1", column_letters(sheet.header.len())))
}

fn column_doubled(sheet: &Sheet<'_>) -> Vec<Changed> {
    let twice = |index: usize| {
        let changed = with_column(sheet, &sheet.header[index], |row| sheet.rows[row][index].clone());
        sheet.refused(changed.text(), &[Slug::DuplicateColumn], behind(sheet))
    };
    some(sheet).into_iter().flat_map(twice).collect()
}

fn column_doubled_in_capitals(sheet: &Sheet<'_>) -> Vec<Changed> {
    let twice = |index: usize| {
        let changed = with_column(sheet, &sheet.header[index].to_uppercase(), |row| sheet.rows[row][index].clone());
        sheet.refused(changed.text(), &[Slug::DuplicateColumn, Slug::UnknownColumn], behind(sheet))
    };
    some(sheet).into_iter().flat_map(twice).collect()
}

fn unknown_column_filled(sheet: &Sheet<'_>) -> Vec<Changed> {
    let changed = with_column(sheet, "cost centre", |row| format!("C{row}"));
    sheet.refused(changed.text(), &[Slug::UnknownColumn], behind(sheet))
}

fn unknown_column_blank(sheet: &Sheet<'_>) -> Vec<Changed> {
    let changed = with_column(sheet, "cost centre", |_| String::new());
    sheet.refused(changed.text(), &[Slug::UnknownColumn], behind(sheet))
}

fn unknown_column_of_the_same_name_with_a_unit(sheet: &Sheet<'_>) -> Vec<Changed> {
    let last = sheet.header.len() - 1;
    let mut changed = sheet.clone();
    changed.header[last] = format!("{} (new)", sheet.header[last]);
    sheet.refused(changed.text(), &[Slug::UnknownColumn], At::Cell(1, format!("{}1", column_letters(last))))
}

fn unnamed_column_blank(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.header.insert(1, String::new());
    changed.rows.iter_mut().for_each(|row| row.insert(1, String::new()));
    sheet.same(changed.text())
}

fn unnamed_columns_blank_at_the_end(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.text().replace('\n', ",,,\n"))
}

fn unnamed_column_filled(sheet: &Sheet<'_>) -> Vec<Changed> {
    let changed = with_column(sheet, "", |row| if row == 0 { "x".to_owned() } else { String::new() });
    sheet.refused(changed.text(), &[Slug::UnknownColumn], behind(sheet))
}

fn column_misspelt(sheet: &Sheet<'_>) -> Vec<Changed> {
    let misspelt = |index: usize| {
        let mut changed = sheet.clone();
        changed.header[index].push('x');
        let at = At::Cell(1, format!("{}1", column_letters(index)));
        sheet.refused(changed.text(), &[Slug::UnknownColumn], at)
    };
    some(sheet).into_iter().flat_map(misspelt).collect()
}

fn header_missing(sheet: &Sheet<'_>) -> Vec<Changed> {
    let text = sheet.text();
    let rows = text.split_once('\n').expect("a header").1;
    sheet.refused(rows, &[Slug::UnknownColumn, Slug::MissingColumn], At::Line(1))
}

fn header_in_another_language(sheet: &Sheet<'_>) -> Vec<Changed> {
    let changed = renamed(sheet, |name| format!("q{}", name.chars().rev().collect::<String>()));
    sheet.refused(changed.text(), &[Slug::UnknownColumn, Slug::MissingColumn], At::Line(1))
}

fn title_above(sheet: &Sheet<'_>) -> Vec<Changed> {
    let padded = format!("Plan of the trust{}\n{}", ",".repeat(sheet.header.len() - 1), sheet.text());
    let bare = format!("Plan of the trust\n{}", sheet.text());
    let refused = |text| sheet.refused(text, &[Slug::UnknownColumn], At::Line(1));
    refused(padded).into_iter().chain(refused(bare)).collect()
}

fn title_of_three_lines_above(sheet: &Sheet<'_>) -> Vec<Changed> {
    let text = format!("Plan of the trust\nAs of 2026-09-30,,internal\n\n{}", sheet.text());
    sheet.refused(text, &[Slug::UnknownColumn], At::Line(1))
}

fn units_below_the_header(sheet: &Sheet<'_>) -> Vec<Changed> {
    let units = vec!["(unit)"; sheet.header.len()].join(",");
    let text = sheet.text().replacen('\n', &format!("\n{units}\n"), 1);
    sheet.refused(text, &[], At::Line(2))
}

/// In a table of nothing but names the header could be a row, which other tables then say nothing of.
fn header_repeated(sheet: &Sheet<'_>) -> Vec<Changed> {
    if ["facilities", "technologies"].contains(&sheet.spec.name) {
        return Vec::new();
    }
    let mut changed = sheet.clone();
    changed.rows.push(sheet.header.clone());
    sheet.refused(changed.text(), &[], At::Line(sheet.rows.len() + 2))
}

fn more_than_200_columns(sheet: &Sheet<'_>) -> Vec<Changed> {
    let more: String = (0..200).map(|index| format!(",c{index}")).collect();
    let text = sheet.text().replacen('\n', &format!("{more}\n"), 1);
    sheet.refused(text, &[Slug::FileTooLarge], At::Line(1))
}

fn more_than_200_blank_columns(sheet: &Sheet<'_>) -> Vec<Changed> {
    let text = sheet.text().replace('\n', &format!("{}\n", ",".repeat(2_000)));
    sheet.same(text)
}
