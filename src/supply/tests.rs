//! Supply against known answers, closed formulas and small simulations of its own.

mod courses;
mod exits;
mod identities;
mod limits;
mod offers;
mod recruiting;
mod tenure;
mod whole;

use super::*;
use crate::domain::HiringPolicy;
use crate::program::{Age, Epoch, Measure, ProviderRole, Slot, Staff, Tenure};

const LEAVERS: Slot = Slot(0);
const FILL: Slot = Slot(1);
const ACCEPT: Slot = Slot(2);
const START: Slot = Slot(3);
const ONE: Slot = Slot(4);
const SPARE: Slot = Slot(5);

/// A time to fill so short that every requisition starts in its month.
const AT_ONCE: f64 = 1e-3;

/// One role at one provider with its values.
#[derive(Clone, Debug)]
struct Case {
    role: ProviderRole,
    values: [f64; 6],
    policy: HiringPolicy,
    /// Hazard a year of moving to other roles by choice.
    moving: f64,
    /// Steady demand.
    steady: f64,
}

/// Staff of `fte` with so many funded posts whom nobody leaves, and posts that take three months to fill.
fn case(policy: HiringPolicy, fte: f64, establishment: f64) -> Case {
    let mut role = ProviderRole::example();
    role.opening_establishment_fte = establishment;
    role.staff.opening_fte = fte;
    let epoch = &mut role.staff.epochs[0];
    (epoch.leavers, epoch.time_to_fill, epoch.offer_accept, epoch.start_productivity) = (LEAVERS, FILL, ACCEPT, START);
    Case { role, values: [0.0, 3.0, 1.0, 1.0, 1.0, 0.0], policy, moving: 0.0, steady: 0.0 }
}

impl Case {
    fn with(mut self, slot: Slot, value: f64) -> Self {
        self.values[slot.0 as usize] = value;
        self
    }

    fn epoch(&mut self) -> &mut Epoch {
        &mut self.role.staff.epochs[0]
    }

    /// Staff retire at a hazard whatever their age.
    fn retiring(mut self, hazard: f64) -> Self {
        self.role.staff.hazards.opening = vec![hazard; 1200];
        self.role.staff.hazards.joined = Age::Flat(vec![hazard; 1200]);
        self
    }

    /// Newcomers leave `multiplier` times as often; they are fully productive after so many months, at first by a share.
    fn with_newcomers(mut self, multiplier: f64, months_to_productive: usize, start: f64) -> Self {
        let retirement = self.role.staff.hazards.opening.first().copied().unwrap_or(0.0);
        let tenure = steady_tenure(self.values[0], retirement, multiplier, months_to_productive.max(12));
        let epoch = self.epoch();
        (epoch.tenure, epoch.months_to_productive) = (tenure, months_to_productive);
        self.with(START, start)
    }

    /// The months of the case in a block of draws; `look` sees each month's number, flows and standing.
    fn simulate<const L: usize>(
        &self,
        luck: Option<Luck>,
        count: usize,
        mut look: impl FnMut(usize, &Flows<L>, &Standing<L>),
    ) {
        let values = self.values.map(Lanes::splat);
        let mut team = Team::new(&self.role, &values, self.policy, false, self.moving, luck);
        for month in 0..count {
            team.leave(month, &values);
            team.release_and_graduate(month);
            let funded = self.role.establishment_end_fte.get(month).copied();
            let funded = funded.unwrap_or(self.role.opening_establishment_fte);
            let decisions = team.decide(month, funded, Lanes::splat(self.steady), Lanes::ZERO);
            let starts = team.advance(&decisions);
            let flows = team.arrive(starts);
            look(month, &flows, &team.standing(Lanes::ZERO));
        }
    }

    /// The months of the case without luck.
    fn months(&self, count: usize) -> Vec<Month> {
        let mut months = Vec::new();
        self.simulate::<1>(None, count, |_, flows, standing| {
            months.push(Month {
                hires: flows.hires.0[0],
                leavers: flows.leavers.0[0],
                retirements: flows.retirements.0[0],
                graduates: flows.graduates.0[0],
                moved_out: flows.moved_out.0[0],
                released: flows.released.0[0],
                contracted: standing.contracted.0[0],
                productive: standing.productive.0[0],
                recruiting: standing.recruiting.0[0],
            });
        });
        months
    }
}

/// A month without luck: what happened in it, and how the team stands after it.
#[derive(Clone, Copy, Debug)]
struct Month {
    hires: f64,
    leavers: f64,
    retirements: f64,
    graduates: f64,
    moved_out: f64,
    released: f64,
    contracted: f64,
    productive: f64,
    recruiting: f64,
}

/// The tenure of a team in a steady state, from its definition: of those who join at the rate a, e^(−x·t) are still there
/// in their first year and e^(−x)·e^(−y·(t − 1)) later; the hazard of leaving is `leavers` on average.
fn steady_tenure(leavers: f64, retirement: f64, multiplier: f64, classes: usize) -> Tenure {
    // Staff in the first year and later, for each that joins a year.
    let staff = |later: f64| {
        let (x, y): (f64, f64) = (multiplier * later + retirement, later + retirement);
        ((1.0 - (-x).exp()) / x, (-x).exp() / y)
    };
    let average = |later: f64| {
        let (first, settled) = staff(later);
        later * (multiplier * first + settled) / (first + settled)
    };
    let (mut low, mut high) = (leavers / multiplier.max(1.0) * 0.5, leavers / multiplier.min(1.0) * 2.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if average(middle) < leavers { low = middle } else { high = middle }
    }
    let (first, settled) = staff(low);
    let (x, y) = (multiplier * low + retirement, low + retirement);
    let still_there = |tenure: f64| (-x * tenure.min(1.0) - y * (tenure - 1.0).max(0.0)).exp();
    let class = |month: usize| {
        let steps = 400;
        let part = |step: i32| still_there((month as f64 + (f64::from(step) + 0.5) / f64::from(steps)) / 12.0);
        (0..steps).map(part).sum::<f64>() / f64::from(steps) / 12.0 / (first + settled)
    };
    let classes = (0..classes).map(class).collect();
    Tenure { first_year: multiplier * low / leavers, later: low / leavers, classes }
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} instead of {expected}");
}
