//! Percentages, and fractions of 1 in their place.

use super::sheet::Sheet;
use super::{At, Changed, Mutation, Verdict, mutations};
use staffcast::diagnostics::Slug;
use staffcast::tables::Kind;
use std::collections::BTreeMap;

pub const ALL: &[Mutation] = mutations![
    percent_signs_throughout,
    percent_signs_behind_a_space,
    percent_sign_on_one_cell,
    fractions_throughout,
    fractions_throughout_declared,
    fractions_of_one_column_declared,
    percentages_declared_as_percentages,
    percentages_declared_as_fractions,
];

/// The percent columns with the ends of their ranges.
fn percents(sheet: &Sheet<'_>) -> BTreeMap<&'static str, Vec<usize>> {
    let mut columns: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for index in sheet.columns(|kind| matches!(kind, Kind::Number(_))) {
        if sheet.is_percent(index) && !sheet.cells(&[index]).is_empty() {
            columns.entry(sheet.column(index).name).or_default().push(index);
        }
    }
    columns
}

/// A percentage as a fraction of 1, digit by digit.
fn hundredth(text: &str) -> String {
    let (sign, body) = text.strip_prefix('-').map_or(("", text), |body| ("-", body));
    let (whole, decimals) = body.split_once('.').unwrap_or((body, ""));
    let padded = format!("{whole:0>3}");
    let (front, back) = padded.split_at(padded.len() - 2);
    format!("{sign}{front}.{back}{decimals}")
}

fn percent_signs_throughout(sheet: &Sheet<'_>) -> Vec<Changed> {
    let each = |columns: &Vec<usize>| sheet.same(sheet.rewritten(columns, |text| format!("{text}%")).text());
    percents(sheet).values().flat_map(each).collect()
}

fn percent_signs_behind_a_space(sheet: &Sheet<'_>) -> Vec<Changed> {
    let each = |columns: &Vec<usize>| sheet.same(sheet.rewritten(columns, |text| format!("{text}\u{a0}%")).text());
    percents(sheet).values().flat_map(each).collect()
}

fn percent_sign_on_one_cell(sheet: &Sheet<'_>) -> Vec<Changed> {
    let each = |columns: &Vec<usize>| {
        let cells = sheet.cells(columns);
        let filled = |(row, column): &&(usize, usize)| sheet.rows[*row][*column].parse() != Ok(0.0);
        let Some((row, column)) = cells.iter().find(filled) else { return Vec::new() };
        if cells.iter().filter(filled).count() < 2 {
            return Vec::new();
        }
        let changed = sheet.with(*row, *column, &format!("{}%", sheet.rows[*row][*column]));
        sheet.refused(changed.text(), &[Slug::MixedPercentages], At::File)
    };
    percents(sheet).values().flat_map(each).collect()
}

/// The percent columns that hold enough values for fractions to be no coincidence.
fn telling(sheet: &Sheet<'_>) -> BTreeMap<&'static str, Vec<usize>> {
    let mut columns = percents(sheet);
    columns.retain(|name, columns| {
        let values: Vec<f64> = sheet
            .cells(columns)
            .iter()
            .map(|(row, column)| sheet.rows[*row][*column].parse().expect("a number"))
            .collect();
        let modes = columns.iter().find(|column| sheet.header[**column] == *name).copied();
        let modes = modes.map_or(Vec::new(), |mode| sheet.cells(&[mode]));
        let filled = modes.iter().filter(|(row, column)| sheet.rows[*row][*column].parse() != Ok(0.0)).count();
        let small = ["growth", "transfers"].contains(&sheet.spec.name) && *name == "annual_pct";
        filled >= 3 && values.iter().all(|value| (0.0..100.0).contains(value)) && !small
    });
    columns
}

fn fractions_throughout(sheet: &Sheet<'_>) -> Vec<Changed> {
    let each = |columns: &Vec<usize>| {
        let changed = sheet.rewritten(columns, hundredth);
        sheet.refused(changed.text(), &[Slug::LooksLikeFractions], At::File)
    };
    telling(sheet).values().flat_map(each).collect()
}

/// The sheet with the columns as fractions, and what the scenario says of it.
fn declared(sheet: &Sheet<'_>, columns: &[usize], said: &str, verdict: Verdict) -> Changed {
    let changed = sheet.rewritten(columns, hundredth);
    let project = sheet.project(changed.text()).saying(&format!("\n[files.{}]\n{said}\n", sheet.spec.name));
    Changed { project, verdict }
}

fn fractions_throughout_declared(sheet: &Sheet<'_>) -> Vec<Changed> {
    let all: Vec<usize> = percents(sheet).into_values().flatten().collect();
    if all.is_empty() {
        return Vec::new();
    }
    vec![declared(sheet, &all, "unit = \"fraction\"", Verdict::Same)]
}

fn fractions_of_one_column_declared(sheet: &Sheet<'_>) -> Vec<Changed> {
    let each = |(name, columns): (&&str, &Vec<usize>)| {
        declared(sheet, columns, &format!("unit = {{ {name} = \"fraction\" }}"), Verdict::Same)
    };
    percents(sheet).iter().map(each).collect()
}

fn percentages_declared_as_percentages(sheet: &Sheet<'_>) -> Vec<Changed> {
    if percents(sheet).is_empty() {
        return Vec::new();
    }
    vec![declared(sheet, &[], "unit = \"percent\"", Verdict::Same)]
}

/// 60 as a fraction is 6000 %.
fn percentages_declared_as_fractions(sheet: &Sheet<'_>) -> Vec<Changed> {
    let all: Vec<usize> = percents(sheet).into_values().flatten().collect();
    let number = |column: usize| match sheet.column(column).kind {
        Kind::Number(number) => number.maximum,
        _ => f64::INFINITY,
    };
    let beyond = sheet.cells(&all).into_iter().find(|(row, column)| {
        sheet.rows[*row][*column].parse::<f64>().is_ok_and(|value| value * 100.0 > number(*column))
    });
    let Some((row, column)) = beyond else { return Vec::new() };
    vec![declared(sheet, &[], "unit = \"fraction\"", Verdict::Refused(&[Slug::OutOfRange], sheet.at(row, column)))]
}
