//! Tables whose periods run across.

use super::sheet::Sheet;
use super::{At, Changed, Mutation, mutations};
use staffcast::diagnostics::{Slug, column_letters};

pub const ALL: &[Mutation] = mutations![
    periods_across,
    periods_across_in_other_forms,
    periods_across_with_semicolons,
    periods_across_and_a_total,
    periods_across_and_one_twice,
    periods_across_and_one_misspelt,
    periods_across_and_a_broken_cell,
];

/// The sheet with its periods across, and the column at which they begin; only tables with one needed number by period.
fn across<'b>(sheet: &Sheet<'b>) -> Option<(Sheet<'b>, usize)> {
    let value = match sheet.spec.name {
        "activity" => "value",
        "adoption_points" => "share_pct",
        _ => return None,
    };
    let find = |name: &str| sheet.header.iter().position(|known| known == name);
    let (period, value) = (find("period")?, find(value)?);
    let keys: Vec<usize> = (0..sheet.header.len()).filter(|index| *index != period && *index != value).collect();
    let mut periods: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in &sheet.rows {
        if !periods.contains(&row[period]) {
            periods.push(row[period].clone());
        }
    }
    for row in &sheet.rows {
        let key: Vec<String> = keys.iter().map(|index| row[*index].clone()).collect();
        let at = rows.iter().position(|known| known.starts_with(&key)).unwrap_or_else(|| {
            rows.push(key.iter().cloned().chain(periods.iter().map(|_| String::new())).collect());
            rows.len() - 1
        });
        let column = periods.iter().position(|known| *known == row[period])?;
        rows[at][keys.len() + column] = row[value].clone();
    }
    let header = keys.iter().map(|index| sheet.header[*index].clone()).chain(periods).collect();
    Some((Sheet { header, rows, ..sheet.clone() }, keys.len()))
}

fn periods_across(sheet: &Sheet<'_>) -> Vec<Changed> {
    across(sheet).map_or_else(Vec::new, |(wide, _)| sheet.same(wide.text()))
}

fn periods_across_in_other_forms(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some((mut wide, first)) = across(sheet) else { return Vec::new() };
    for name in wide.header.iter_mut().skip(first) {
        *name = match name.split_once("-Q") {
            Some((year, quarter)) => format!("Q{quarter} {year}"),
            None => name.split_once('-').map_or_else(|| name.clone(), |(year, month)| format!("{month}/{year}")),
        };
    }
    sheet.same(wide.text())
}

fn periods_across_with_semicolons(sheet: &Sheet<'_>) -> Vec<Changed> {
    across(sheet).map_or_else(Vec::new, |(wide, _)| sheet.same(wide.divided(";", "\r\n")))
}

/// The wide sheet with one column more, and its place in the header.
fn with(sheet: &Sheet<'_>, name: &str) -> Option<(String, At)> {
    let (mut wide, _) = across(sheet)?;
    let at = At::Cell(1, format!("{}1", column_letters(wide.header.len())));
    wide.header.push(name.to_owned());
    wide.rows.iter_mut().for_each(|row| row.push("1".to_owned()));
    Some((wide.text(), at))
}

fn periods_across_and_a_total(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some((text, at)) = with(sheet, "Total") else { return Vec::new() };
    sheet.refused(text, &[Slug::UnknownColumn], at)
}

fn periods_across_and_one_twice(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some((wide, first)) = across(sheet) else { return Vec::new() };
    let Some((text, _)) = with(sheet, &wide.header[first]) else { return Vec::new() };
    sheet.refused(text, &[Slug::DuplicateRow, Slug::DuplicateColumn], At::File)
}

fn periods_across_and_one_misspelt(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some((text, at)) = with(sheet, "2026-Q5") else { return Vec::new() };
    sheet.refused(text, &[Slug::UnknownColumn], at)
}

fn periods_across_and_a_broken_cell(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some((wide, first)) = across(sheet) else { return Vec::new() };
    let cells = wide.cells(&[first]);
    let broken = |(row, column): &(usize, usize)| {
        let at = At::Cell(row + 2, format!("{}{}", column_letters(*column), row + 2));
        sheet.refused(wide.with(*row, *column, "n/a").text(), &[Slug::NotANumber], at)
    };
    cells.iter().flat_map(broken).collect()
}
