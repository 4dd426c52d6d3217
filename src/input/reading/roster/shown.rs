//! A roster as `peek` shows it: its columns, and people added up. No cell of a person is in it.

use super::{Source, Understood};
use crate::calendar::Month;
use crate::diagnostics::Diagnostics;
use crate::files::FilesError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names on fewer rows may be those of people, where the column is a wrong one.
const SAID_FROM: usize = 3;
/// What stands for them.
const OTHERS: &str = "(names on fewer than 3 rows)";

/// What the rows of a roster come to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PeekRoster {
    /// All rows.
    pub rows: usize,
    /// Those in post, by day, facility and role.
    pub in_post: Vec<PeekPeople>,
}

/// People of one day, facility and role.
#[derive(Clone, Debug, Serialize)]
pub struct PeekPeople {
    /// The day.
    pub as_of: String,
    /// The facility, as it is written.
    pub facility: String,
    /// The role, as it is written.
    pub role: String,
    /// How many.
    pub headcount: u64,
    /// Their contracted FTE.
    pub fte: f64,
}

/// Reads a roster and adds its people up.
///
/// # Errors
/// If the file cannot be opened.
pub(in crate::input::reading) fn shown(
    source: &Source<'_>,
    found: &mut Diagnostics,
) -> Result<(PeekRoster, Understood), FilesError> {
    let understood = super::read(source, found)?;
    let roster = &understood.roster;
    let name = |column: &'static str, name: &Arc<str>| {
        let rows = roster.names.get(&(column, name.clone())).copied().unwrap_or(0);
        if rows >= SAID_FROM { name.to_string() } else { OTHERS.to_owned() }
    };
    let mut sums: BTreeMap<(Month, String, String), super::People> = BTreeMap::new();
    for ((month, facility, role), count) in &roster.counts {
        let key = (*month, name("facility", facility), name("role", role));
        let sum = sums.entry(key).or_default();
        *sum = sum.with(count.in_post());
    }
    let people = |((month, facility, role), people): ((Month, String, String), super::People)| PeekPeople {
        as_of: month.last_day(),
        facility,
        role,
        headcount: people.heads,
        fte: people.fte(),
    };
    // Part of the people would be taken for all of them.
    let shown = sums.into_iter().filter(|(_, people)| people.heads > 0 && roster.complete);
    let in_post = shown.map(people).collect();
    Ok((PeekRoster { rows: understood.rows, in_post }, understood))
}
