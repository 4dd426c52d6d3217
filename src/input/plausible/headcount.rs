//! People where FTE belong, and FTE where people belong.

use super::{Count, figure};
use crate::diagnostics::{Diagnostics, Slug};
use crate::input::build::Build;
use std::collections::BTreeMap;

/// Teams of fewer FTE say nothing: one post is often one person full time.
const A_TEAM: f64 = 2.0;
/// With fewer rows whole numbers may be chance.
const ENOUGH_ROWS: usize = 8;

pub(super) fn review(build: &Build<'_>, counts: &[Count<'_>], found: &mut Diagnostics) {
    parts_of_people(build, counts, found);
    let mut facilities: BTreeMap<&str, Tally<'_>> = BTreeMap::new();
    let mut all = Tally::default();
    for count in counts.iter().filter(|count| count.fte >= A_TEAM) {
        facilities.entry(count.facility).or_default().add(count);
        all.add(count);
    }
    if all.equals_people() {
        let said = format!(
            "`fte` equals `headcount` in {} of all {} rows with {} FTE or more, and no FTE has a fraction",
            all.equal,
            all.rows.len(),
            figure(A_TEAM)
        );
        return report(build, &all, said, String::new(), found);
    }
    for (facility, tally) in facilities {
        let (rows, whole) = (all.rows.len() - tally.rows.len(), all.whole - tally.whole);
        let whole_here_alone = tally.all_whole() && tally.may_be_people() && mostly_parts(rows, whole);
        if !tally.equals_people() && !whole_here_alone {
            continue;
        }
        let others = all.without(facility);
        let mut said = format!(
            "`fte` seems to hold headcount at {facility}: {} of {} values are whole numbers",
            tally.whole,
            tally.rows.len()
        );
        if !others.rows.is_empty() {
            said += &format!(" (elsewhere {} of {})", others.whole, others.rows.len());
        }
        if tally.counted > 0 {
            said += &format!(", and fte = headcount in {} of {}", tally.equal, tally.counted);
        }
        let ratio = others.ratio().map(|ratio| format!("; elsewhere one person is {ratio:.2} FTE"));
        report(build, &tally, said, ratio.unwrap_or_default(), found);
    }
}

fn report(build: &Build<'_>, tally: &Tally<'_>, said: String, ratio: String, found: &mut Diagnostics) {
    let Some(first) = tally.rows.first() else { return };
    let message = format!("{said}: people counted as FTE overstate part-time staff");
    let help = format!(
        "write contracted FTE in `fte` (a person at 80 % is 0.8) and people in `headcount`{ratio}; if all do work full \
         time, leave it"
    );
    found.push(Slug::FteLikeHeadcount, build.group.place("staff", first.row, "fte"), message, help);
}

/// People are whole.
fn parts_of_people(build: &Build<'_>, counts: &[Count<'_>], found: &mut Diagnostics) {
    let parts: Vec<&Count<'_>> =
        counts.iter().filter(|count| count.headcount.is_some_and(|people| people.fract() != 0.0)).collect();
    let Some(first) = parts.first() else { return };
    let given = counts.iter().filter(|count| count.headcount.is_some()).count();
    let message = format!(
        "`headcount` has a fraction in {} of {given} rows, such as {} for {} at {} in {}: people are whole",
        parts.len(),
        first.headcount.unwrap_or_default(),
        first.role,
        first.facility,
        first.period
    );
    let help = "write the number of people; if the column holds FTE, the two columns may be exchanged";
    found.push(Slug::HeadcountWithFractions, build.group.place("staff", first.row, "headcount"), message, help);
}

/// True if at most half of so many rows are whole.
fn mostly_parts(rows: usize, whole: usize) -> bool {
    rows >= ENOUGH_ROWS && whole * 2 <= rows
}

/// What the rows of a place have in common.
#[derive(Default)]
struct Tally<'a> {
    rows: Vec<&'a Count<'a>>,
    whole: usize,
    /// Rows that give people.
    counted: usize,
    /// Those of them that have as many FTE.
    equal: usize,
}

impl<'a> Tally<'a> {
    fn add(&mut self, count: &'a Count<'a>) {
        self.rows.push(count);
        self.whole += usize::from(count.fte.fract() == 0.0);
        self.counted += usize::from(count.headcount.is_some());
        self.equal += usize::from(count.headcount == Some(count.fte));
    }

    fn without(&self, facility: &str) -> Self {
        let mut others = Self::default();
        self.rows.iter().filter(|count| count.facility != facility).for_each(|count| others.add(count));
        others
    }

    fn all_whole(&self) -> bool {
        self.rows.len() >= ENOUGH_ROWS && self.whole == self.rows.len()
    }

    /// True if nearly every row (nine of ten) has as many FTE as people, all of them whole.
    fn equals_people(&self) -> bool {
        self.all_whole() && self.counted >= ENOUGH_ROWS && self.equal * 10 >= self.counted * 9
    }

    /// False if people are given and differ: then the FTE are only rounded.
    fn may_be_people(&self) -> bool {
        self.equal * 2 >= self.counted
    }

    /// FTE of one person.
    fn ratio(&self) -> Option<f64> {
        let given = self.rows.iter().filter_map(|count| Some((count.fte, count.headcount?)));
        let (fte, people) = given.fold((0.0, 0.0), |(fte, people), (f, p)| (fte + f, people + p));
        (people > 0.0).then(|| fte / people)
    }
}
