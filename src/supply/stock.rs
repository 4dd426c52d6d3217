//! Staff in post by tenure: month by month in the first year (or until productive), then as one class.

use super::people::Whole;
use super::rates::{JOINED, OPENING, POOLS, Rates, TENURES};
use crate::lanes::Lanes;

/// Months of tenure in which the first year's hazard holds throughout the next month.
const BEFORE_THE_LAST: usize = 11;

/// Classes from the second on that have the same chances, the youngest first: pool, tenure, first class, end. Who has been
/// here longer than the forecast (from class `recent` on) was here at the opening.
#[inline(always)]
fn alike(recent: usize, count: usize) -> [(usize, usize, usize, usize); POOLS * TENURES] {
    let ends = [1, BEFORE_THE_LAST, BEFORE_THE_LAST + 1, count];
    let mut alike = [(0, 0, 0, 0); POOLS * TENURES];
    for tenure in 0..TENURES {
        let (from, to) = (ends[tenure], ends[tenure + 1]);
        let between = recent.clamp(from, to);
        alike[tenure * POOLS] = (JOINED, tenure, from, between);
        alike[tenure * POOLS + 1] = (OPENING, tenure, between, to);
    }
    alike
}

/// Staff in post, FTE.
#[derive(Debug)]
pub(super) struct Stock<const L: usize> {
    /// By month of tenure; behind the last an empty place, into which the oldest move for an instant.
    classes: Vec<Lanes<L>>,
    /// Who has been there longer: staff of the opening, and people who joined since.
    settled: [Lanes<L>; POOLS],
    /// Everybody.
    total: Lanes<L>,
    /// True if anybody asks for the age of those who joined.
    ages: bool,
    /// Years of age of everybody who joined since the opening, together.
    joined_years: Lanes<L>,
    /// People of the newest class who have not been exposed to their first half month.
    unexposed: Lanes<L>,
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
    /// The staff of the opening, spread over months of tenure by `shares`; `ages` tells whether the age of those who join
    /// is asked for.
    #[inline(always)]
    pub fn new(fte: f64, shares: &[f64], ages: bool) -> Self {
        let newcomers: f64 = shares.iter().sum();
        let mut classes = Vec::with_capacity(shares.len() + 1);
        classes.extend(shares.iter().map(|share| Lanes::splat(fte * share)));
        classes.push(Lanes::ZERO);
        Self {
            classes,
            settled: [Lanes::splat(fte * (1.0 - newcomers)), Lanes::ZERO],
            total: Lanes::splat(fte),
            ages,
            joined_years: Lanes::ZERO,
            unexposed: Lanes::ZERO,
        }
    }

    /// Everybody in post.
    #[inline(always)]
    pub fn total(&self) -> Lanes<L> {
        self.total
    }

    /// What newcomers lack, in FTE, when they lack `lacking` by month of tenure.
    #[inline(always)]
    pub fn lacking(&self, lacking: &[f64]) -> Lanes<L> {
        let mut sum = Lanes::ZERO;
        for (class, share) in self.classes.iter().zip(lacking) {
            sum += *class * *share;
        }
        sum
    }

    /// Mean age of the people who joined before `month`.
    #[inline(always)]
    pub fn joined_age(&self, month: usize, otherwise: f64) -> Lanes<L> {
        let joined = self.joined(month);
        joined.if_positive(self.joined_years / joined, Lanes::splat(otherwise))
    }

    #[inline(always)]
    fn joined(&self, month: usize) -> Lanes<L> {
        let mut joined = self.settled[JOINED];
        for class in self.classes.iter().take(month) {
            joined += *class;
        }
        joined
    }

    /// The month's exits, and everybody a month later in tenure. People are `whole` if given.
    ///
    /// Who has the same chances is taken together: all that differs between months of tenure is who is there.
    #[inline(always)]
    pub fn exits(&mut self, month: usize, rates: &Rates<L>, whole: Option<&mut Whole<L>>) -> Exits<L> {
        let one = Lanes::splat(1.0);
        let count = self.classes.len() - 1;
        let alike = alike(month.min(count), count);
        let mut there = [[Lanes::ZERO; TENURES]; POOLS];
        for (pool, settled) in self.settled.iter().enumerate() {
            there[pool][TENURES - 1] = *settled;
        }
        for &(pool, tenure, from, to) in &alike {
            let sum = &mut there[pool][tenure];
            for class in &self.classes[from..to] {
                *sum += *class;
            }
        }
        // The newest stand alone: some of them have their first half month still to come.
        let newest = self.classes[0];
        let pool_of_newest = if month == 0 { OPENING } else { JOINED };
        let chance_of_newest = &rates.chances[pool_of_newest][0];
        let mut newest_gone = newest - newest * chance_of_newest.stay;
        let mut kept = [[Lanes::ZERO; TENURES]; POOLS];
        for (kept, chance) in kept.iter_mut().flatten().zip(rates.chances.iter().flatten()) {
            *kept = chance.stay;
        }
        if let Some(whole) = whole {
            let exposed = rates.newcomer.stay;
            newest_gone += self.unexposed * exposed * (one - exposed.sqrt());
            self.unexposed = Lanes::ZERO;
            let mut expected = newest_gone;
            for (there, stay) in there.iter().flatten().zip(kept.iter().flatten()) {
                expected += *there - *there * *stay;
            }
            let gone = whole.exits(self.total, expected);
            // Shared in proportion. No class loses more than it has; the others bear the rest alike.
            let ratio = expected.if_positive(gone / expected, Lanes::ZERO);
            newest_gone = (newest_gone * ratio).min(newest);
            let mut shared = newest_gone;
            for (there, kept) in there.iter().flatten().zip(kept.iter_mut().flatten()) {
                let leaving = ((one - *kept) * ratio).min(one);
                shared += *there * leaving;
                *kept = one - leaving;
            }
            // Rounding may leave less than nothing, which must not depend on the neighbours of a lane.
            let (rest, left) = ((gone - shared).max(Lanes::ZERO), self.total - shared);
            let stay = one - left.if_positive(rest / left, Lanes::ZERO);
            newest_gone = newest - (newest - newest_gone) * stay;
            for kept in kept.iter_mut().flatten() {
                *kept = *kept * stay;
            }
        }
        let mut exits = Exits {
            leavers: newest_gone * chance_of_newest.leavers,
            retirements: Lanes::ZERO,
            moves: newest_gone * chance_of_newest.moves,
        };
        let mut gone_of_pool = [Lanes::ZERO; POOLS];
        gone_of_pool[pool_of_newest] = newest_gone;
        let mut joined_before = if pool_of_newest == JOINED { newest } else { Lanes::ZERO };
        for pool in 0..POOLS {
            for tenure in 0..TENURES {
                let (there, chance) = (there[pool][tenure], &rates.chances[pool][tenure]);
                let gone = there - there * kept[pool][tenure];
                gone_of_pool[pool] += gone;
                exits.leavers += gone * chance.leavers;
                exits.moves += gone * chance.moves;
                if pool == JOINED {
                    joined_before += there;
                }
            }
        }
        let all = gone_of_pool[OPENING] + gone_of_pool[JOINED];
        exits.retirements = all - exits.leavers - exits.moves;
        // Everybody a month later; the oldest first, since each moves into the place behind.
        for &(pool, tenure, from, to) in alike.iter().rev() {
            let kept = kept[pool][tenure];
            for class in (from..to).rev() {
                self.classes[class + 1] = self.classes[class] * kept;
            }
        }
        self.classes[1] = newest - newest_gone;
        self.classes[0] = Lanes::ZERO;
        for (settled, kept) in self.settled.iter_mut().zip(&kept) {
            *settled = *settled * kept[TENURES - 1];
        }
        let pool_of_oldest = if count > month { OPENING } else { JOINED };
        self.settled[pool_of_oldest] += self.classes[count];
        self.classes[count] = Lanes::ZERO;
        self.total -= all;
        if self.ages {
            // A month older; who went was as old as the rest.
            let joined = joined_before - gone_of_pool[JOINED];
            let years = joined_before.if_positive(self.joined_years * joined / joined_before, Lanes::ZERO);
            self.joined_years = years + joined * (1.0 / 12.0);
        }
        exits
    }

    /// People who start, of one age.
    #[inline(always)]
    pub fn join(&mut self, fte: Lanes<L>, age: Lanes<L>) {
        if let Some(newest) = self.classes.first_mut() {
            *newest += fte;
        }
        self.total += fte;
        self.age(fte, age);
    }

    #[inline(always)]
    fn age(&mut self, fte: Lanes<L>, age: Lanes<L>) {
        if self.ages {
            self.joined_years += fte * age;
        }
    }

    /// People who start and whose first half month is still to come.
    #[inline(always)]
    pub fn join_unexposed(&mut self, fte: Lanes<L>, age: Lanes<L>) {
        self.unexposed += fte;
        self.join(fte, age);
    }

    /// People who come back to work that they know, of one age.
    #[inline(always)]
    pub fn come_back(&mut self, fte: Lanes<L>, age: Lanes<L>) {
        self.settled[JOINED] += fte;
        self.total += fte;
        self.age(fte, age);
    }

    /// `fte` of all classes alike go; never more than are there. Returns who went.
    #[inline(always)]
    pub fn take(&mut self, month: usize, fte: Lanes<L>) -> Lanes<L> {
        let taken = fte.min(self.total).max(Lanes::ZERO);
        let kept = self.total.if_positive(-(taken / self.total) + 1.0, Lanes::ZERO);
        if self.ages {
            self.joined_years = self.joined(month).if_positive(self.joined_years * kept, Lanes::ZERO);
        }
        for class in self.classes.iter_mut().chain(&mut self.settled) {
            *class = *class * kept;
        }
        self.total -= taken;
        taken
    }
}
