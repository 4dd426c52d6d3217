//! Monthly chances from the rates that hold in a month.

use super::pipeline::Passing;
use crate::lanes::Lanes;
use crate::program::{Age, Epoch, Slot, Staff};

/// Staff of the opening, and people who joined later: they retire at different hazards.
pub(super) const POOLS: usize = 2;
/// Place of the staff of the opening among the pools.
pub(super) const OPENING: usize = 0;
/// Place of people who joined later.
pub(super) const JOINED: usize = 1;
/// In the first year; passing from it to the second within the month; later.
pub(super) const TENURES: usize = 3;

/// What becomes of somebody within a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chance<const L: usize> {
    /// Chance to be there at its end.
    pub stay: Lanes<L>,
    /// Part of those who go that leaves the employer for another reason than retirement.
    pub leavers: Lanes<L>,
    /// Part of those who go that moves to other roles by choice.
    pub moves: Lanes<L>,
}

impl<const L: usize> Chance<L> {
    /// Of hazards a year.
    #[inline(always)]
    fn new(leaving: Lanes<L>, retiring: Lanes<L>, moving: f64) -> Self {
        let hazard = leaving + retiring + moving;
        let part = |of: Lanes<L>| hazard.if_positive(of / hazard, Lanes::ZERO);
        Self {
            stay: (-hazard * (1.0 / 12.0)).exp(),
            leavers: part(leaving),
            moves: if moving > 0.0 { part(Lanes::splat(moving)) } else { Lanes::ZERO },
        }
    }
}

/// Rates in force in a month.
#[derive(Debug)]
pub(super) struct Rates<const L: usize> {
    /// By pool and tenure.
    pub chances: [[Chance<L>; TENURES]; POOLS],
    pub passing: Passing<L>,
    /// Mean months of one attempt to fill a post.
    pub time_to_fill: Lanes<L>,
    /// Of somebody in the first half month, who does not move by choice yet.
    pub newcomer: Chance<L>,
    /// FTE that may start in a forecast year.
    pub max_hires: f64,
    /// Age at which people are hired, years.
    pub hire_age: f64,
    /// What a newcomer lacks on the first day, share of 1.
    pub first_day_loss: Lanes<L>,
    /// Part of it that is lacking in each month of tenure.
    pub lacking: Vec<f64>,
    epoch: usize,
}

impl<const L: usize> Rates<L> {
    /// The rates of the first month. `moving` is the hazard of moving by choice.
    #[inline(always)]
    pub fn new(staff: &Staff, values: &[Lanes<L>], moving: f64) -> Self {
        let none = Chance { stay: Lanes::splat(1.0), leavers: Lanes::ZERO, moves: Lanes::ZERO };
        let mut rates = Self {
            chances: [[none; TENURES]; POOLS],
            passing: Passing::new(Lanes::splat(1.0), Lanes::splat(1.0)),
            time_to_fill: Lanes::splat(1.0),
            max_hires: f64::INFINITY,
            hire_age: 0.0,
            newcomer: none,
            first_day_loss: Lanes::ZERO,
            lacking: Vec::new(),
            epoch: 0,
        };
        rates.begin(&staff.epochs[0], values);
        let joined = match &staff.hazards.joined {
            Age::Flat(months) => Lanes::splat(months.first().copied().unwrap_or(0.0)),
            Age::ByYear(table) => Lanes::splat(at_age(table, staff.epochs[0].hire_age)),
        };
        rates.leave(staff, values, 0, joined, moving);
        rates
    }

    /// Brings the rates up to `month`. `joined_age` is the mean age of people who joined, years.
    #[inline(always)]
    pub fn update(
        &mut self,
        staff: &Staff,
        values: &[Lanes<L>],
        month: usize,
        joined_age: impl FnOnce() -> Lanes<L>,
        moving: f64,
    ) {
        if month == 0 {
            return;
        }
        let latest = staff.epochs.iter().rposition(|epoch| epoch.from <= month).unwrap_or(0);
        let new_epoch = latest != self.epoch;
        if new_epoch {
            self.epoch = latest;
            self.begin(&staff.epochs[latest], values);
        }
        let changed = |list: &[f64]| list.get(month) != list.get(month - 1);
        let other_hazard = changed(&staff.hazards.opening) || staff.measures.iter().any(|part| changed(&part.effect));
        match &staff.hazards.joined {
            Age::Flat(months) if new_epoch || other_hazard => {
                let hazard = months.get(month).copied().unwrap_or(0.0);
                self.leave(staff, values, month, Lanes::splat(hazard), moving);
            }
            Age::Flat(_) => {}
            Age::ByYear(table) => {
                let hazard = joined_age().map(|age| at_age(table, age));
                self.leave(staff, values, month, hazard, moving);
            }
        }
    }

    #[inline(always)]
    fn begin(&mut self, epoch: &Epoch, values: &[Lanes<L>]) {
        let value = |slot: Slot| values[slot.0 as usize];
        self.time_to_fill = value(epoch.time_to_fill);
        self.passing = Passing::new(self.time_to_fill, value(epoch.offer_accept));
        self.max_hires = epoch.max_hires;
        self.hire_age = epoch.hire_age;
        self.first_day_loss = -value(epoch.start_productivity) + 1.0;
        let full = epoch.months_to_productive as f64;
        // Productivity rises in a straight line; a month of tenure counts with its middle.
        self.lacking = (0..epoch.months_to_productive).map(|month| 1.0 - (month as f64 + 0.5) / full).collect();
    }

    /// Chances to go in `month`.
    #[inline(always)]
    fn leave(&mut self, staff: &Staff, values: &[Lanes<L>], month: usize, joined: Lanes<L>, moving: f64) {
        let epoch = &staff.epochs[self.epoch];
        let mut average = values[epoch.leavers.0 as usize];
        for measure in &staff.measures {
            let effect = measure.effect.get(month).copied().unwrap_or(0.0);
            average = average * (values[measure.change.0 as usize] * effect + 1.0);
        }
        let (first, later) = (epoch.tenure.first_year, epoch.tenure.later);
        let opening = Lanes::splat(staff.hazards.opening.get(month).copied().unwrap_or(0.0));
        for (pool, retiring) in [(OPENING, opening), (JOINED, joined)] {
            for (tenure, multiple) in [first, 0.5 * (first + later), later].into_iter().enumerate() {
                self.chances[pool][tenure] = Chance::new(average * multiple, retiring, moving);
            }
        }
        self.newcomer = match moving > 0.0 {
            true => Chance::new(average * first, joined, 0.0),
            false => self.chances[JOINED][0],
        };
    }
}

/// The hazard at an age, by completed years.
#[inline(always)]
fn at_age(table: &[f64], age: f64) -> f64 {
    // A mean of ages may miss a whole year by its rounding.
    let year = ((age + 1e-6).max(0.0) as usize).min(table.len().saturating_sub(1));
    table.get(year).copied().unwrap_or(0.0)
}
