//! Uncertain values whose luck goes together: the table `correlations` against the values of the case.
//!
//! Only what facilities share of a value's luck is correlated. A selector that matches several values means each of
//! them with each on the other side. Whatever the pairs ask for together is made possible, and what became of it is said.
//! Left out: the mathematics (`statistics`), and how scores are mixed (`uncertainty`).

mod pairs;
mod report;

use super::build::Build;
use super::selector::{self, Pattern};
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::domain::{Assumption, Case, CorrelatedLuck};
use crate::ids::FacilityId;
use crate::program::weights_of;
use crate::statistics::correlation::{normal_of_rank, possible};
use crate::tables::{Kind, Number, Row};
use pairs::Pairs;
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = "correlations";

/// More values than this in one group are not correlated: their matrix takes too long to mend.
const MOST_TOGETHER: usize = 500;

/// A row whose selectors can be read.
pub(super) struct Asked {
    line: u32,
    /// Where the selectors stand.
    places: [Place; 2],
    /// Where the number stands.
    place: Place,
    texts: [String; 2],
    patterns: [Pattern; 2],
    rho: f64,
}

/// The rows of the table; selectors that name no uncertain column or no key of its values are refused.
pub(super) fn read(build: &Build<'_>, found: &mut Diagnostics) -> Vec<Asked> {
    let mut asked = Vec::new();
    for row in build.group.rows(TABLE) {
        let sides = ["a", "b"].map(|column| side(build, row, column, found));
        let (Some(rho), [Some(a), Some(b)]) = (build.number(TABLE, row, "spearman_rho"), sides) else { continue };
        asked.push(Asked {
            line: row.origin.line,
            places: [a.0, b.0],
            place: build.group.place(TABLE, row, "spearman_rho"),
            texts: [a.1, b.1],
            patterns: [a.2, b.2],
            rho,
        });
    }
    asked
}

fn side(build: &Build<'_>, row: &Row, column: &str, found: &mut Diagnostics) -> Option<(Place, String, Pattern)> {
    let text = build.text(TABLE, row, column)?;
    let place = build.group.place(TABLE, row, column);
    match selector::parse(text).and_then(checked) {
        Ok(pattern) => Some((place, text.to_owned(), pattern)),
        Err((message, help)) => {
            found.push_value(Slug::BadSelector, place, Some(text), message, help);
            None
        }
    }
}

/// A selector whose column may be uncertain, and whose keys are those that shared luck goes by.
fn checked(pattern: Pattern) -> Result<Pattern, (String, String)> {
    let (table, column) = (pattern.table.name, pattern.column.name);
    if !matches!(pattern.column.kind, Kind::Number(Number { uncertain: true, .. })) {
        let message = format!("`{table}.{column}` is never uncertain, so that nothing can go with it");
        let help = format!("name a column that has {column}_low and {column}_high, such as supply.leavers_pct");
        return Err((message, help));
    }
    let keys: Vec<&str> = pattern.table.key.iter().copied().filter(|key| !["facility", "from"].contains(key)).collect();
    let Some((key, _)) = pattern.keys.iter().find(|(key, _)| !keys.contains(key)) else { return Ok(pattern) };
    let message = match *key {
        "facility" | "from" => {
            format!("`{key}=` cannot stand here: what is correlated is the luck that all facilities and dates share")
        }
        _ => format!("values of `{table}.{column}` do not go by `{key}`"),
    };
    let help = match keys.as_slice() {
        [] => format!("write {table}.{column} alone"),
        keys => format!("leave it out; values can be chosen by {}", crate::diagnostics::list(keys.iter().copied(), 12)),
    };
    Err((message, help))
}

/// An uncertain value with a shared part, under the name of its shared luck.
struct Shared {
    /// Weights of the labour market's and the shared score.
    weights: [f64; 2],
}

/// What a case has that could be correlated.
struct Values<'c> {
    shared: BTreeMap<String, Shared>,
    /// Each once, with the first facility that has it.
    all: Vec<(Option<&'c FacilityId>, &'c Assumption)>,
}

impl<'c> Values<'c> {
    fn of(case: &'c Case) -> Self {
        let mut seen: BTreeSet<*const Assumption> = BTreeSet::new();
        let all: Vec<_> = case.assumptions().filter(|(_, value)| seen.insert(std::ptr::from_ref(*value))).collect();
        let mut shared = BTreeMap::new();
        for (_, value) in all.iter().filter(|(_, value)| value.distribution.is_some()) {
            let [market, of_shared, _] = weights_of(&value.selector, &case.settings);
            if of_shared > 0.0 {
                shared.insert(value.selector.shared(), Shared { weights: [market, of_shared] });
            }
        }
        Self { shared, all }
    }

    /// The names that a selector matches; why none, if so.
    fn matched(&self, pattern: &Pattern, text: &str) -> Result<BTreeSet<&str>, (String, String)> {
        let matching: Vec<_> = self.all.iter().copied().filter(|(_, value)| matches(pattern, value)).collect();
        let names: BTreeSet<String> = matching.iter().map(|(_, value)| value.selector.shared()).collect();
        let known = names.iter().filter_map(|name| self.shared.get_key_value(name)).map(|(name, _)| name.as_str());
        let known: BTreeSet<&str> = known.collect();
        if !known.is_empty() {
            return Ok(known);
        }
        Err(report::nothing(self, pattern, text, &matching))
    }
}

/// True if a value is one that the selector means.
fn matches(pattern: &Pattern, value: &Assumption) -> bool {
    let selector = &value.selector;
    let of_row = |key: &str| {
        let parts = selector.row.split(',').filter_map(|part| part.split_once('='));
        parts.into_iter().find(|(name, _)| *name == key).map_or("", |(_, value)| value)
    };
    let wanted = |values: &[String], key: &str| values.iter().any(|value| value == "*" || value == of_row(key));
    (selector.table, selector.column) == (pattern.table.name, pattern.column.name)
        && pattern.keys.iter().all(|(key, values)| wanted(values, key))
}

/// The values that go together, one group for those that are connected; all that is wrong goes to `found`, and so does
/// what the correlations come to.
pub(super) fn resolve(case: &Case, asked: &[Asked], found: &mut Diagnostics) -> Vec<CorrelatedLuck> {
    if asked.is_empty() {
        return Vec::new();
    }
    let errors = found.errors();
    let values = Values::of(case);
    let mut pairs = Pairs::default();
    let mut of_rows = Vec::new();
    for row in asked {
        let mut side = |index: usize| {
            let matched = values.matched(&row.patterns[index], &row.texts[index]);
            matched.map_err(|(message, help)| {
                let place = row.places[index].clone();
                found.push_value(Slug::CorrelatesNothing, place, Some(&row.texts[index]), message, help);
            })
        };
        let (Ok(a), Ok(b)) = (side(0), side(1)) else { continue };
        let of_row = pairs::between(&a, &b);
        if of_row.is_empty() {
            let message = format!("`{}` goes with itself alone: a value needs another one", row.texts[0]);
            let help = "name two values, or a selector that matches several";
            found.push(Slug::CorrelatesNothing, row.place.clone(), message, help);
        }
        for &pair in &of_row {
            pairs.ask(pair, row, found);
        }
        of_rows.push((row, of_row));
    }
    if found.errors() > errors {
        return Vec::new();
    }
    let mut correlated = Vec::new();
    let mut reached = BTreeMap::new();
    for names in pairs.groups() {
        if names.len() > MOST_TOGETHER {
            let message = format!("{} values would go together; at most {MOST_TOGETHER} can", names.len());
            let place = Place::file(&report::file(case));
            found.push(Slug::CorrelationsTooMany, place, message, "name fewer values by their keys");
            continue;
        }
        let entry = |i: usize, j: usize| if i == j { 1.0 } else { normal_of_rank(pairs.rho(names[i], names[j])) };
        let of_row = |i: usize| (0..names.len()).map(|j| entry(i, j)).collect();
        let wanted = (0..names.len()).map(of_row).collect();
        let possible = possible(&wanted);
        if let Some(change) = &possible.change {
            report::mended(case, &names, (&wanted, &possible.matrix), change, found);
        }
        for (i, a) in names.iter().enumerate() {
            for (j, b) in names.iter().enumerate().skip(i + 1) {
                reached.insert((*a, *b), possible.matrix[i][j]);
            }
        }
        let names = names.into_iter().map(str::to_owned).collect();
        correlated.push(CorrelatedLuck { names, matrix: possible.matrix });
    }
    for (row, of_row) in &of_rows {
        report::at_a_facility(&values, row, of_row, &reached, found);
    }
    correlated
}
