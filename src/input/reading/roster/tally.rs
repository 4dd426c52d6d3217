//! What people come to: counts by day, facility and role, and who came and went before.
//!
//! All of it is whole numbers, so that the order of the rows cannot matter.

use super::super::names::LeftOut;
use super::Roster;
use super::cell::{Day, STEPS};
use crate::calendar::Month;
use crate::diagnostics::thousands;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bands of five years: 15-19, 20-24, …, and all from 70 on.
pub(in crate::input) const BANDS: usize = 12;
/// Reasons for leaving, and one place more for none.
pub(in crate::input) const REASONS: usize = 8;
/// Youngest and oldest age that is taken for one.
pub(super) const AGES: std::ops::RangeInclusive<i32> = 15..=100;
/// How many months before its day the flows of a count are kept.
const FLOW_MONTHS: i32 = 120;

/// A number of people and their contracts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::input) struct People {
    pub(in crate::input) heads: u64,
    steps: i64,
}

impl People {
    fn add(&mut self, other: Self) {
        self.heads += other.heads;
        self.steps += other.steps;
    }

    /// Those who are left when others have gone.
    pub(in crate::input) fn without(self, other: Self) -> Self {
        Self { heads: self.heads.saturating_sub(other.heads), steps: self.steps - other.steps }
    }

    /// Both together.
    pub(in crate::input) fn with(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    /// Their FTE.
    pub(in crate::input) fn fte(self) -> f64 {
        self.steps as f64 / STEPS as f64
    }
}

/// Who came and went in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::input) struct Flow {
    pub(in crate::input) hires: People,
    pub(in crate::input) leavers: People,
    pub(in crate::input) by_reason: [u64; REASONS],
}

/// The people of a day, facility and role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::input) struct Count {
    /// The first line of the file that counts here.
    pub(in crate::input) line: u32,
    /// In post: by band of age, the last place for those of unknown age.
    in_post: [People; BANDS + 1],
    /// By month.
    pub(in crate::input) flows: BTreeMap<Month, Flow>,
}

impl Count {
    /// All in post.
    pub(in crate::input) fn in_post(&self) -> People {
        self.in_post.iter().fold(People::default(), |sum, people| sum.with(*people))
    }

    /// Those in post by band of age, if it is known of all of them; else `None`.
    pub(in crate::input) fn by_band(&self) -> Option<impl Iterator<Item = (usize, People)>> {
        let known = self.in_post.get(BANDS).is_some_and(|unknown| unknown.heads == 0) && self.in_post().heads > 0;
        let bands = self.in_post.iter().copied().enumerate().take(BANDS);
        known.then(|| bands.filter(|(_, people)| people.heads > 0))
    }

    /// True if ages are given for some in post and not for others.
    pub(in crate::input) fn has_some_ages(&self) -> bool {
        let unknown = self.in_post.get(BANDS).map_or(0, |unknown| unknown.heads);
        unknown > 0 && unknown < self.in_post().heads
    }

    /// Adds those whose facility or role was written in another way.
    pub(super) fn merge(&mut self, other: Self) {
        self.line = if self.line == 0 { other.line } else { self.line.min(other.line) };
        self.in_post.iter_mut().zip(other.in_post).for_each(|(own, others)| own.add(others));
        for (month, flow) in other.flows {
            let own = self.flows.entry(month).or_default();
            own.hires.add(flow.hires);
            own.leavers.add(flow.leavers);
            own.by_reason.iter_mut().zip(flow.by_reason).for_each(|(own, others)| *own += others);
        }
    }
}

/// The name of a band of age, as `staff` writes it.
pub(in crate::input) fn band_name(band: usize) -> String {
    let first = 15 + 5 * band;
    if band + 1 == BANDS { format!("{first}+") } else { format!("{first}-{}", first + 4) }
}

/// One person, as far as it counts.
pub(super) struct Person {
    pub(super) as_of: Month,
    pub(super) facility: u32,
    pub(super) role: u32,
    pub(super) steps: i64,
    pub(super) start: Option<Day>,
    pub(super) end: Option<Day>,
    /// Completed years at `as_of`, if known.
    pub(super) age: Option<i32>,
    /// Index of the reason for leaving; the last one is none.
    pub(super) reason: usize,
}

/// How a person stands to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    InPost,
    Left,
    Later,
}

/// How somebody employed from `start` to `end` stands to the last day of a month.
pub(super) fn standing(as_of: Month, start: Option<Day>, end: Option<Day>) -> Standing {
    // Most days lie in other months, and the length of this one need not be asked.
    let before = |(month, day): Day| month < as_of || month == as_of && day < as_of.days();
    match (start, end) {
        (Some((month, _)), _) if month > as_of => Standing::Later,
        (_, Some(end)) if before(end) => Standing::Left,
        _ => Standing::InPost,
    }
}

/// The month in which somebody whose last day is `end` is not there any more.
fn month_of_leaving((month, day): Day) -> Month {
    if day == month.days() { month.plus(1) } else { month }
}

/// The counts so far.
#[derive(Default)]
pub(super) struct Tally {
    /// The place of a count by its day, facility and role, packed into one number that is quick to compare.
    places: BTreeMap<u64, usize>,
    counts: Vec<(u64, Count)>,
    days: Vec<(Month, OfDay)>,
}

/// Bits of the number of a facility or role.
const NAME_BITS: u32 = 20;

#[derive(Clone, Copy, Default)]
struct OfDay {
    in_post: u64,
    left: u64,
    later: u64,
    without_start: u64,
}

/// Rows left out, by column and name: how many, and the FTE in post by day.
pub(super) type RowsLeftOut = BTreeMap<(&'static str, String), (usize, BTreeMap<Month, i64>)>;

/// What is left of the rows besides the counts.
pub(super) struct Sums {
    pub(super) rows: usize,
    /// Names of facilities and of roles, with the number of their rows; `None` for names that are left out.
    pub(super) facilities: Vec<Option<(Arc<str>, usize)>>,
    pub(super) roles: Vec<Option<(Arc<str>, usize)>>,
    /// Rows left out.
    pub(super) left_out: RowsLeftOut,
}

impl Tally {
    /// Adds a person.
    pub(super) fn add(&mut self, person: &Person, line: u32) {
        let standing = standing(person.as_of, person.start, person.end);
        let day = self.day(person.as_of);
        let Some((_, of_day)) = self.days.get_mut(day) else { return };
        match standing {
            Standing::InPost => of_day.in_post += 1,
            Standing::Left => of_day.left += 1,
            Standing::Later => of_day.later += 1,
        }
        of_day.without_start += u64::from(person.start.is_none());
        if standing == Standing::Later {
            return;
        }
        let key = ((day as u64) << NAME_BITS | u64::from(person.facility)) << NAME_BITS | u64::from(person.role);
        let place = *self.places.entry(key).or_insert_with(|| {
            self.counts.push((key, Count { line, ..Count::default() }));
            self.counts.len() - 1
        });
        let Some((_, count)) = self.counts.get_mut(place) else { return };
        let one = People { heads: 1, steps: person.steps };
        let kept = |month: Month| person.as_of.since(month) < FLOW_MONTHS;
        if let Some((month, _)) = person.start.filter(|(month, _)| kept(*month)) {
            count.flows.entry(month).or_default().hires.add(one);
        }
        if standing == Standing::InPost {
            let band = person.age.map_or(BANDS, |age| ((age - AGES.start()) / 5).clamp(0, BANDS as i32 - 1) as usize);
            if let Some(people) = count.in_post.get_mut(band) {
                people.add(one);
            }
        } else if let Some(month) = person.end.map(month_of_leaving).filter(|month| kept(*month)) {
            let flow = count.flows.entry(month).or_default();
            flow.leavers.add(one);
            if let Some(number) = flow.by_reason.get_mut(person.reason) {
                *number += 1;
            }
        }
    }

    /// The place of a day; files hold few, and mostly one after the other.
    fn day(&mut self, as_of: Month) -> usize {
        self.days.iter().rposition(|(month, _)| *month == as_of).unwrap_or_else(|| {
            self.days.push((as_of, OfDay::default()));
            self.days.len() - 1
        })
    }

    /// Gives the counts their names; returns what is worth saying of them.
    pub(super) fn into_roster(self, sums: Sums, roster: &mut Roster, left_out: &mut LeftOut) -> Vec<String> {
        let last = self.days.iter().map(|(month, _)| *month).max();
        let name = |names: &[Option<(Arc<str>, usize)>], bits: u64| {
            names.get((bits & ((1 << NAME_BITS) - 1)) as usize).cloned().flatten().map(|(name, _)| name)
        };
        for (key, count) in self.counts {
            let named = name(&sums.facilities, key >> NAME_BITS).zip(name(&sums.roles, key));
            let day = self.days.get((key >> (2 * NAME_BITS)) as usize);
            if let (Some((facility, role)), Some((month, _))) = (named, day) {
                let month = *month;
                roster.counts.entry((month, facility, role)).or_default().merge(count);
            }
        }
        for (column, names) in [("facility", &sums.facilities), ("role", &sums.roles)] {
            for (name, rows) in names.iter().flatten() {
                *roster.names.entry((column, name.clone())).or_default() += rows;
            }
        }
        for (name, (rows, steps)) in sums.left_out {
            let steps = last.and_then(|last| steps.get(&last)).copied().unwrap_or(0);
            let (number, amount) = left_out.0.entry(name).or_default();
            *number += rows;
            *amount += steps as f64 / STEPS as f64;
        }
        let mut remarks = Vec::new();
        let mut days = self.days;
        days.sort_by_key(|(month, _)| *month);
        for (month, of_day) in &days {
            let mut parts = vec![format!("{} in post on {}", thousands(of_day.in_post as usize), month.last_day())];
            let mut part = |number: u64, what: &str| {
                if number > 0 {
                    parts.push(format!("{} {what}", thousands(number as usize)));
                }
            };
            part(of_day.left, "who left before");
            part(of_day.later, "who start later and are not counted");
            part(of_day.without_start, "without a start date, taken to be there before all others");
            remarks.push(parts.join(", "));
        }
        // A file of many days is told by its last.
        if remarks.len() > 3 {
            let days = remarks.len();
            remarks.drain(..days - 1);
            remarks.push(format!("{days} days in all"));
        }
        let partly = roster.counts.values().filter(|count| count.has_some_ages()).count();
        if partly > 0 {
            let counts = if partly == 1 { "1 count of staff".to_owned() } else { format!("{partly} counts of staff") };
            remarks.push(format!("ages not used in {counts}, as the year of birth is not given for all"));
        }
        remarks
    }
}
