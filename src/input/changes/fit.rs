//! How rows meet what a change wants of them.

use super::Refusal;
use crate::calendar::Period;
use crate::diagnostics::{Slug, list, suggest};
use crate::input::build::Codes;
use crate::input::expand::Axis;
use crate::tables::{Kind, Number, Row, Sheet, TableSpec, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Columns and the values wanted in them.
pub(super) type Wanted = [(&'static str, Vec<String>)];
/// Codes of columns, by the columns' places.
pub(super) type Part = Vec<(usize, Vec<Arc<str>>)>;
/// One code for each of some columns.
pub(super) type Choice = Vec<(usize, Arc<str>)>;

/// How a row meets what is wanted.
pub(super) enum Fit {
    /// Not at all.
    None,
    /// In all that it holds for.
    Whole,
    /// In these codes of these columns.
    Part(Part),
}

/// How a row meets what is wanted.
pub(super) fn fit(spec: &TableSpec, row: &Row, wanted: &Wanted, codes: &Codes) -> Fit {
    let mut parts = Vec::new();
    for (key, values) in wanted {
        let index = spec.index(key);
        let axis = Axis::of(codes, spec, key);
        let single = [Arc::from(word(row, index).unwrap_or_default())];
        let (stood, width) = axis.codes(&single);
        let hit: Vec<Arc<str>> = stood.iter().filter(|code| is_wanted(code, values, &axis)).cloned().collect();
        if hit.is_empty() {
            return Fit::None;
        }
        if width > 0 && hit.len() < stood.len() {
            parts.push((index, hit));
        }
    }
    if parts.is_empty() { Fit::Whole } else { Fit::Part(parts) }
}

/// True if a code is among the values wanted of its column; `*` and `region:X` stand for theirs.
pub(super) fn is_wanted(code: &Arc<str>, values: &[String], axis: &Axis<'_>) -> bool {
    values.iter().any(|value| {
        let value = [Arc::from(value.as_str())];
        let [text] = &value;
        &**text == "*" || text == code || axis.codes(&value).0.contains(code) || same(text, code)
    })
}

/// True if both are the same number, or periods that begin on one day: a coarse one means its first.
fn same(a: &str, b: &str) -> bool {
    let day = |text: &str| Period::parse(text).map(Period::first_day);
    let number = |text: &str| crate::input::reading::plain_number(text).ok();
    matches!((day(a), day(b)), (Some(a), Some(b)) if a == b)
        || matches!((number(a), number(b)), (Some(a), Some(b)) if a == b)
}

/// Refuses a value that no row is for, alone or together with the other columns' values; `None` if each has one.
pub(super) fn unmet(sheet: &Sheet, wanted: &Wanted, codes: &Codes) -> Option<Refusal> {
    let met = |wanted: &Wanted| sheet.rows.iter().any(|row| !matches!(fit(sheet.spec, row, wanted, codes), Fit::None));
    let each = || wanted.iter().enumerate().flat_map(|(at, (_, values))| values.iter().map(move |value| (at, value)));
    let alone = |(at, value): &(usize, &String)| wanted.get(*at).map(|(key, _)| [(*key, vec![(*value).clone()])]);
    if let Some((at, value)) = each().find(|one| alone(one).is_some_and(|alone| !met(&alone))) {
        return wanted.get(at).map(|(key, _)| unknown(sheet, key, value, codes));
    }
    let with = |(at, value): (usize, &String)| {
        let mut only = wanted.to_vec();
        if let Some(pair) = only.get_mut(at) {
            pair.1 = vec![value.clone()];
        }
        only
    };
    let all = std::iter::once(wanted.to_vec()).chain(each().map(with));
    all.into_iter().find(|only| !met(only)).map(|only| together(sheet.spec, &only))
}

fn unknown(sheet: &Sheet, key: &str, value: &str, codes: &Codes) -> Refusal {
    let index = sheet.spec.index(key);
    let mut known: BTreeSet<String> = sheet.rows.iter().filter_map(|row| word(row, index)).collect();
    if known.remove("*") {
        let of_table = sheet.spec.columns.get(index).and_then(|column| match column.kind {
            Kind::Code(reference) => Some(codes.of_table(reference.table)),
            _ => None,
        });
        known.extend(of_table.unwrap_or_default().iter().map(ToString::to_string));
    }
    let message = format!("no row of `{}` is for {key} `{value}`", sheet.spec.name);
    let is_period = sheet.spec.columns.get(index).is_some_and(|column| matches!(column.kind, Kind::Period));
    let help = if is_period {
        format!("known: {}.", list(known.iter().map(String::as_str), 12))
    } else {
        suggest(value, known.iter().map(String::as_str))
    };
    let help = format!("{help} Rows that are not there yet come with [[row]]");
    (Slug::ChangeMatchesNothing, message, help)
}

fn together(spec: &TableSpec, wanted: &Wanted) -> Refusal {
    let said: Vec<String> = wanted.iter().map(|(key, values)| format!("{key} {}", values.join(" or "))).collect();
    let message = match said.as_slice() {
        [] => format!("the table `{}` has no rows", spec.name),
        said => format!("no row of `{}` is for {} together", spec.name, said.join(", ")),
    };
    (Slug::ChangeMatchesNothing, message, "append a row with [[row]], or name rows that are there".to_owned())
}

/// Every choice of one code for each column.
pub(super) fn products(part: &Part) -> Vec<Choice> {
    part.iter().fold(vec![Vec::new()], |choices, (column, codes)| {
        let longer = |choice: &Choice| {
            let choice = choice.clone();
            let longer =
                codes.iter().map(move |code| choice.iter().cloned().chain([(*column, code.clone())]).collect());
            longer.collect::<Vec<_>>()
        };
        choices.iter().flat_map(longer).collect()
    })
}

/// Refuses to part an amount that `*` or a region has together: what the others keep of it would be a guess. With `only`
/// one column is looked at.
pub(super) fn refuse_shared_amount(spec: &TableSpec, row: &Row, only: Option<usize>) -> Result<(), Refusal> {
    for (index, (cell, column)) in row.cells.iter().zip(spec.columns).enumerate() {
        let together = matches!(column.kind, Kind::Number(Number { together: true, .. }));
        if together && cell.is_some() && only.is_none_or(|only| only == index) {
            let message = format!(
                "`{}` of `{}` is one amount for several facilities together (line {}): a part of them cannot be changed alone",
                column.name, spec.name, row.origin.line
            );
            let help = "change it for all of them, or give each facility a row with its own amount".to_owned();
            return Err((Slug::BadChange, message, help));
        }
    }
    Ok(())
}

/// The words of a row's key.
pub(super) fn key_words(spec: &TableSpec, row: &Row) -> Vec<String> {
    spec.key.iter().map(|name| word(row, spec.index(name)).unwrap_or_default()).collect()
}

/// A code, word, period or number as text; `None` if the cell is blank.
pub(super) fn word(row: &Row, index: usize) -> Option<String> {
    match &row.cells.get(index)?.as_ref()?.value {
        Value::Text(text) => Some(text.to_string()),
        Value::Period(period) => Some(period.to_string()),
        Value::Number { mode, .. } => Some(mode.to_string()),
    }
}
