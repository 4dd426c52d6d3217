//! Rows that stand twice, in another order, cut, shifted, or that are no rows of the table.

use super::sheet::Sheet;
use super::{At, Changed, Mutation, Verdict, mutations};
use staffcast::diagnostics::Slug;
use staffcast::tables::Kind;

pub const ALL: &[Mutation] = mutations![
    row_twice,
    all_rows_twice,
    row_twice_with_another_number,
    rows_in_reverse,
    rows_turned_by_one,
    row_with_a_cell_too_many,
    row_with_a_blank_cell_too_many,
    row_with_a_cell_too_few,
    row_shifted_to_the_right,
    row_shifted_to_the_left,
    last_row_cut,
    total_row,
    footnote_below,
    end_mark_of_old_systems,
    only_a_header,
];

fn row_twice(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.rows.push(sheet.rows[0].clone());
    sheet.refused(changed.text(), &[Slug::DuplicateRow], At::Line(sheet.rows.len() + 2))
}

fn all_rows_twice(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.rows.extend(sheet.rows.clone());
    sheet.refused(changed.text(), &[Slug::DuplicateRow], At::Line(sheet.rows.len() + 2))
}

fn row_twice_with_another_number(sheet: &Sheet<'_>) -> Vec<Changed> {
    let numbers = sheet.columns(|kind| matches!(kind, Kind::Number(number) if !number.uncertain));
    let Some((row, column)) = sheet.first_cells(&numbers).first().copied() else { return Vec::new() };
    if sheet.spec.key.contains(&sheet.header[column].as_str()) {
        return Vec::new();
    }
    let mut changed = sheet.clone();
    changed.rows.push(sheet.with(row, column, "1").rows[row].clone());
    sheet.refused(changed.text(), &[Slug::DuplicateRow], At::Line(sheet.rows.len() + 2))
}

fn rows_in_reverse(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.rows.reverse();
    sheet.same(changed.text())
}

fn rows_turned_by_one(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.rows.rotate_left(1);
    sheet.same(changed.text())
}

/// The text with its first row written by `write`.
fn first_row(sheet: &Sheet<'_>, write: impl Fn(&str) -> String) -> String {
    let text = sheet.text();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[1] = write(&lines[1]);
    lines.join("\n")
}

fn row_with_a_cell_too_many(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.refused(first_row(sheet, |row| format!("{row},5")), &[Slug::RaggedRow], At::Line(2))
}

fn row_with_a_blank_cell_too_many(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.refused(first_row(sheet, |row| format!("{row},")), &[Slug::RaggedRow], At::Line(2))
}

fn row_with_a_cell_too_few(sheet: &Sheet<'_>) -> Vec<Changed> {
    let shorter = |row: &str| row.rsplit_once(',').expect("several cells").0.to_owned();
    sheet.refused(first_row(sheet, shorter), &[Slug::RaggedRow], At::Line(2))
}

fn row_shifted_to_the_right(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.rows[0].rotate_right(1);
    changed.rows[0][0].clear();
    sheet.refused(changed.text(), &[], At::Line(2))
}

fn row_shifted_to_the_left(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.rows[0].rotate_left(1);
    changed.rows[0].last_mut().expect("several cells").clear();
    sheet.refused(changed.text(), &[], At::Line(2))
}

fn last_row_cut(sheet: &Sheet<'_>) -> Vec<Changed> {
    let text = sheet.text();
    let at = text.trim_end().rfind(',').expect("several cells");
    sheet.refused(&text[..at], &[Slug::RaggedRow], At::Line(sheet.rows.len() + 1))
}

fn total_row(sheet: &Sheet<'_>) -> Vec<Changed> {
    let total = |column: usize| {
        let sum: f64 =
            sheet.cells(&[column]).iter().filter_map(|(row, _)| sheet.rows[*row][column].parse::<f64>().ok()).sum();
        match column {
            0 => "Total".to_owned(),
            _ if sheet.is_number(column) => sum.to_string(),
            _ => String::new(),
        }
    };
    let mut changed = sheet.clone();
    changed.rows.push((0..sheet.header.len()).map(total).collect());
    sheet.refused(changed.text(), &[], At::Line(sheet.rows.len() + 2))
}

fn footnote_below(sheet: &Sheet<'_>) -> Vec<Changed> {
    let blank = ",".repeat(sheet.header.len() - 1);
    let line = sheet.rows.len() + 2;
    let refused = |text| sheet.refused(text, &[], At::Line(line));
    let padded = refused(format!("{}Source: HR system{blank}\n", sheet.text()));
    padded.into_iter().chain(refused(format!("{}Source: HR system\n", sheet.text()))).collect()
}

fn end_mark_of_old_systems(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(format!("{}\u{1a}", sheet.text()))
}

/// A needed table without rows is refused; any other says as much as none.
fn only_a_header(sheet: &Sheet<'_>) -> Vec<Changed> {
    let header = format!("{}\n", sheet.header.join(","));
    if sheet.spec.required {
        return sheet.refused(header, &[Slug::EmptyTable], At::File);
    }
    let verdict = Verdict::SameAs(sheet.base.project.without_file(&sheet.file()));
    vec![Changed { project: sheet.project(header), verdict }]
}
