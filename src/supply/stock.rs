//! Staff in post by tenure: month by month in the first year (or until productive), then as one class.

use super::people::Whole;
use super::rates::{Chance, JOINED, OPENING, POOLS, Rates};
use crate::lanes::Lanes;

/// Months of tenure in which the first year's hazard holds throughout the next month.
const BEFORE_THE_LAST: usize = 11;

/// Staff in post, FTE.
#[derive(Debug)]
pub(super) struct Stock<const L: usize> {
    /// By month of tenure.
    classes: Vec<Lanes<L>>,
    /// Who has been there longer: staff of the opening, and people who joined since.
    settled: [Lanes<L>; POOLS],
    /// Everybody.
    total: Lanes<L>,
    /// Years of age of everybody who joined since the opening, together.
    joined_years: Lanes<L>,
    /// People of the newest class who have not been exposed to their first half month.
    unexposed: Lanes<L>,
    /// Who goes this month, by class.
    gone: Vec<Lanes<L>>,
}

/// Who went in a month, FTE.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exits<const L: usize> {
    pub leavers: Lanes<L>,
    pub retirements: Lanes<L>,
    /// By choice, to other roles.
    pub moves: Lanes<L>,
}

impl<const L: usize> Stock<L> {
    /// The staff of the opening, spread over months of tenure by `shares`.
    pub fn new(fte: f64, shares: &[f64]) -> Self {
        let newcomers: f64 = shares.iter().sum();
        Self {
            classes: shares.iter().map(|share| Lanes::splat(fte * share)).collect(),
            settled: [Lanes::splat(fte * (1.0 - newcomers)), Lanes::ZERO],
            total: Lanes::splat(fte),
            joined_years: Lanes::ZERO,
            unexposed: Lanes::ZERO,
            gone: Vec::with_capacity(shares.len() + POOLS),
        }
    }

    /// Everybody in post.
    pub fn total(&self) -> Lanes<L> {
        self.total
    }

    /// What newcomers lack, in FTE, when they lack `lacking` by month of tenure.
    pub fn lacking(&self, lacking: &[f64]) -> Lanes<L> {
        self.classes.iter().zip(lacking).fold(Lanes::ZERO, |sum, (&class, &share)| sum + class * share)
    }

    /// Mean age of the people who joined before `month`.
    pub fn joined_age(&self, month: usize, otherwise: f64) -> Lanes<L> {
        let joined = self.joined(month);
        joined.if_positive(self.joined_years / joined, Lanes::splat(otherwise))
    }

    fn joined(&self, month: usize) -> Lanes<L> {
        let recent = self.classes.iter().take(month);
        recent.fold(self.settled[JOINED], |sum, &class| sum + class)
    }

    /// The exits that a month would have without luck, and everybody a month later in tenure. People are `whole` if given.
    pub fn exits(&mut self, month: usize, rates: &Rates<L>, whole: Option<&mut Whole<L>>) -> Exits<L> {
        let count = self.classes.len();
        let chance = |class: usize| -> &Chance<L> {
            let (pool, tenure) = match class {
                settled if settled >= count => (settled - count, 2),
                class => {
                    // Who has been here longer than the forecast was here at the opening.
                    let pool = if class >= month { OPENING } else { JOINED };
                    (pool, if class < BEFORE_THE_LAST { 0 } else { (class + 1 - BEFORE_THE_LAST).min(2) })
                }
            };
            &rates.chances[pool][tenure]
        };
        let joined_before = self.joined(month);
        self.gone.clear();
        let everybody = self.classes.iter().chain(&self.settled).enumerate();
        self.gone.extend(everybody.map(|(class, &fte)| fte - fte * chance(class).stay));
        let newest = rates.newcomer.stay;
        self.gone[0] += self.unexposed * newest * (-newest.sqrt() + 1.0);
        self.unexposed = Lanes::ZERO;
        if let Some(whole) = whole {
            whole.round_exits(self.total, &self.classes, &self.settled, &mut self.gone);
        }
        let mut exits = Exits { leavers: Lanes::ZERO, retirements: Lanes::ZERO, moves: Lanes::ZERO };
        let mut all = Lanes::ZERO;
        for (class, &gone) in self.gone.iter().enumerate() {
            let chance = chance(class);
            all += gone;
            exits.leavers += gone * chance.leavers;
            exits.moves += gone * chance.moves;
        }
        exits.retirements = all - exits.leavers - exits.moves;
        for (settled, &gone) in self.settled.iter_mut().zip(&self.gone[count..]) {
            *settled -= gone;
        }
        if let Some(&oldest) = self.classes.last() {
            let pool = if count > month { OPENING } else { JOINED };
            self.settled[pool] += oldest - self.gone[count - 1];
            for class in (1..count).rev() {
                self.classes[class] = self.classes[class - 1] - self.gone[class - 1];
            }
            self.classes[0] = Lanes::ZERO;
        }
        self.total -= all;
        // A month older; who went was as old as the rest.
        let joined = self.joined(month + 1);
        let years = joined_before.if_positive(self.joined_years * joined / joined_before, Lanes::ZERO);
        self.joined_years = years + joined * (1.0 / 12.0);
        exits
    }

    /// People who start, of one age.
    pub fn join(&mut self, fte: Lanes<L>, age: Lanes<L>) {
        if let Some(newest) = self.classes.first_mut() {
            *newest += fte;
        }
        self.total += fte;
        self.joined_years += fte * age;
    }

    /// People who start and whose first half month is still to come.
    pub fn join_unexposed(&mut self, fte: Lanes<L>, age: Lanes<L>) {
        self.unexposed += fte;
        self.join(fte, age);
    }

    /// People who come back to work that they know, of one age.
    pub fn come_back(&mut self, fte: Lanes<L>, age: Lanes<L>) {
        self.settled[JOINED] += fte;
        self.total += fte;
        self.joined_years += fte * age;
    }

    /// `fte` of all classes alike go; never more than are there. Returns who went.
    pub fn take(&mut self, month: usize, fte: Lanes<L>) -> Lanes<L> {
        let taken = fte.min(self.total).max(Lanes::ZERO);
        let kept = self.total.if_positive(-(taken / self.total) + 1.0, Lanes::ZERO);
        let joined_before = self.joined(month);
        for class in self.classes.iter_mut().chain(&mut self.settled) {
            *class = *class * kept;
        }
        self.joined_years = joined_before.if_positive(self.joined_years * kept, Lanes::ZERO);
        self.total -= taken;
        taken
    }
}
