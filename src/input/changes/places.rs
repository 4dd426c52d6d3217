//! Rows that hold for just the cells that a change means.
//!
//! A row for `*` may hold for cells that a change means and for others. Then the rows that speak of its place together are
//! copied for the cells meant, under their own codes: a row with fewer `*` wins, and the others keep what they have. Left
//! out: the table `supply`, whose rows fill each other's blanks.

use super::Refusal;
use super::fit::{Choice, Fit, Part, Wanted, fit, key_words, products, refuse_shared_amount, word};
use crate::diagnostics::Slug;
use crate::input::build::Codes;
use crate::input::expand::{Axis, layers};
use crate::tables::{Cell, Row, Sheet, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Tables whose rows of one place are a set, and the key columns that tell rows within it: rows that name a place replace
/// all rows with more `*` there. In all other tables each row stands for itself.
const SETS: [(&str, &[&str]); 5] = [
    ("adoption_points", &["period"]),
    ("costs", &["from"]),
    ("retirement", &["age"]),
    ("services", &["provider", "from"]),
    ("workload", &["from"]),
];

/// Makes rows that hold for just what is wanted, and gives the places in the sheet of all rows that do.
pub(super) fn separate(sheet: &mut Sheet, wanted: &Wanted, codes: &Codes) -> Result<Vec<usize>, Refusal> {
    let parts = parts(sheet, wanted, codes);
    if !parts.is_empty() {
        let holds = Holds::new(sheet, codes);
        let mut made: BTreeMap<Vec<String>, Row> = BTreeMap::new();
        for (at, part) in &parts {
            for choice in products(part).into_iter().filter(|choice| holds.wins(*at, choice)) {
                copy(sheet, &holds.together(*at), &choice, &mut made)?;
            }
        }
        sheet.rows.extend(made.into_values());
    }
    let whole = |(at, row): (usize, &Row)| matches!(fit(sheet.spec, row, wanted, codes), Fit::Whole).then_some(at);
    Ok(sheet.rows.iter().enumerate().filter_map(whole).collect())
}

/// Takes out what is wanted. A row for `*` that holds for more is replaced by rows for the rest.
pub(super) fn remove(sheet: &mut Sheet, wanted: &Wanted, codes: &Codes) -> Result<(), Refusal> {
    let fits: Vec<Fit> = sheet.rows.iter().map(|row| fit(sheet.spec, row, wanted, codes)).collect();
    let holds = Holds::new(sheet, codes);
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut made: BTreeMap<Vec<String>, Row> = BTreeMap::new();
    for (at, fit) in fits.iter().enumerate() {
        let Fit::Part(part) = fit else {
            gone.extend(matches!(fit, Fit::Whole).then_some(at));
            continue;
        };
        let together = holds.together(at);
        for choice in rest(sheet, at, part, codes).into_iter().filter(|choice| holds.wins(at, choice)) {
            copy(sheet, &together, &choice, &mut made)?;
        }
        // Of the place meant, what was not meant stays.
        let others: Vec<usize> =
            together.iter().copied().filter(|other| matches!(fits.get(*other), Some(Fit::None))).collect();
        for choice in products(part).into_iter().filter(|choice| holds.wins(at, choice)) {
            copy(sheet, &others, &choice, &mut made)?;
        }
        gone.extend(together);
    }
    let mut at = 0;
    sheet.rows.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    sheet.rows.extend(made.into_values());
    Ok(())
}

/// Refuses to move the day of a row where another one would hold in its place.
pub(super) fn refuse_uncovered(sheet: &Sheet, wanted: &Wanted, codes: &Codes) -> Result<(), Refusal> {
    if SETS.iter().any(|(table, _)| *table == sheet.spec.name) {
        return Ok(());
    }
    let layers = layers(sheet, codes, sheet.spec.key);
    let stays =
        |at: &usize| sheet.rows.get(*at).is_some_and(|row| !matches!(fit(sheet.spec, row, wanted, codes), Fit::Whole));
    for (at, row) in sheet.rows.iter().enumerate() {
        let covered = || {
            layers.values().any(|layers| {
                let stays = |at: usize| stays(&at);
                layers.most_specific().any(|first| first == at) && layers.each().skip(1).flatten().any(stays)
            })
        };
        let alone = match fit(sheet.spec, row, wanted, codes) {
            Fit::None => continue,
            Fit::Whole => !covered(),
            Fit::Part(_) => false,
        };
        if !alone {
            let message = format!(
                "the row of line {} cannot be moved there alone: a row for `*` holds, or would hold, on the same day",
                row.origin.line
            );
            let help = "move all of them, or remove the rows and append others with [[row]]".to_owned();
            return Err((Slug::BadChange, message, help));
        }
    }
    Ok(())
}

/// The rows that meet what is wanted in a part of what they hold for.
fn parts(sheet: &Sheet, wanted: &Wanted, codes: &Codes) -> Vec<(usize, Part)> {
    let part = |(at, row): (usize, &Row)| match fit(sheet.spec, row, wanted, codes) {
        Fit::Part(part) => Some((at, part)),
        _ => None,
    };
    sheet.rows.iter().enumerate().filter_map(part).collect()
}

/// What a row holds for beside `part`: first the codes that are not wanted in its first column, then, of those that are,
/// the ones not wanted in the next.
fn rest(sheet: &Sheet, at: usize, part: &Part, codes: &Codes) -> Vec<Choice> {
    let mut rest = Vec::new();
    let mut wanted: Vec<Choice> = vec![Vec::new()];
    for (column, hit) in part {
        let name = sheet.spec.columns.get(*column).map_or("", |spec| spec.name);
        let text = [Arc::from(sheet.rows.get(at).and_then(|row| word(row, *column)).unwrap_or_default())];
        let axis = Axis::of(codes, sheet.spec, name);
        let others: Vec<Arc<str>> = axis.codes(&text).0.iter().filter(|code| !hit.contains(code)).cloned().collect();
        let with = |choices: &[Choice], codes: &[Arc<str>]| -> Vec<Choice> {
            let longer = |choice: &Choice| {
                let choice = choice.clone();
                codes.iter().map(move |code| choice.iter().cloned().chain([(*column, code.clone())]).collect())
            };
            choices.iter().flat_map(|choice| longer(choice).collect::<Vec<Choice>>()).collect()
        };
        rest.extend(with(&wanted, &others));
        wanted = with(&wanted, hit);
    }
    rest
}

/// Which row holds at which key.
struct Holds {
    /// The columns of a place, by index.
    columns: Vec<usize>,
    /// For each place, the rows of which the most specific speaks.
    winners: BTreeMap<Vec<Arc<str>>, Vec<usize>>,
    /// For each row, those written for the same place.
    sets: Vec<Vec<usize>>,
}

impl Holds {
    fn new(sheet: &Sheet, codes: &Codes) -> Self {
        let spec = sheet.spec;
        let within = SETS.iter().find(|(table, _)| *table == spec.name).map_or(&[][..], |(_, within)| within);
        let names: Vec<&str> = spec.key.iter().copied().filter(|name| !within.contains(name)).collect();
        let columns: Vec<usize> = names.iter().map(|name| spec.index(name)).collect();
        let winners = layers(sheet, codes, &names).into_iter();
        let winners = winners.map(|(key, layers)| (key, layers.most_specific().collect())).collect();
        let place =
            |row: &Row| -> Vec<String> { columns.iter().map(|at| word(row, *at).unwrap_or_default()).collect() };
        let mut by_place: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, row) in sheet.rows.iter().enumerate() {
            by_place.entry(place(row)).or_default().push(at);
        }
        let sets = sheet.rows.iter().map(|row| by_place.get(&place(row)).cloned().unwrap_or_default()).collect();
        Self { columns, winners, sets }
    }

    /// True if the row at `at` holds at some key with these codes.
    fn wins(&self, at: usize, choice: &Choice) -> bool {
        let positions: Vec<(usize, &Arc<str>)> = choice
            .iter()
            .filter_map(|(column, code)| Some((self.columns.iter().position(|known| known == column)?, code)))
            .collect();
        self.winners.iter().any(|(key, rows)| {
            rows.contains(&at) && positions.iter().all(|(position, code)| key.get(*position) == Some(*code))
        })
    }

    /// The rows written for the place of the row at `at`, itself too.
    fn together(&self, at: usize) -> Vec<usize> {
        self.sets.get(at).cloned().unwrap_or_default()
    }
}

/// Copies rows for these codes in place of their `*`.
fn copy(sheet: &Sheet, rows: &[usize], choice: &Choice, made: &mut BTreeMap<Vec<String>, Row>) -> Result<(), Refusal> {
    for row in rows.iter().filter_map(|at| sheet.rows.get(*at)) {
        refuse_shared_amount(sheet.spec, row, None)?;
        let mut row = row.clone();
        let origin = row.origin.clone();
        for (column, code) in choice {
            if let Some(cell) = row.cells.get_mut(*column) {
                *cell = Some(Cell { value: Value::Text(code.clone()), origin: origin.clone() });
            }
        }
        made.entry(key_words(sheet.spec, &row)).or_insert(row);
    }
    Ok(())
}
