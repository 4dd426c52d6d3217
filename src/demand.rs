//! The staff that each role needs, from drivers, adoption and ratios, anchored to the staff of the opening.
//!
//! Existing work X uses the share in use up to that of the opening, new work N what comes on top. Steady demand is
//! max(floor, k·X + N) with k = anchor / X(opening) in each draw (`design` section 4, `model-rules` 5 and 11). Ratio
//! planning after Hersh and Wright (2008): methods 2.2. Left out: who is there to do the work (`supply`).

mod drivers;

pub use drivers::levels;

use crate::lanes::Lanes;
use crate::program::{ProviderRole, Work};

/// What one role at one provider needs.
pub struct Demand<const L: usize> {
    /// FTE needed in each month, on average.
    pub steady: Vec<Lanes<L>>,
    /// FTE needed at the opening.
    pub opening: Lanes<L>,
}

impl<const L: usize> Demand<L> {
    /// Room for `months` months, to be used again and again.
    pub fn new(months: usize) -> Self {
        Self { steady: vec![Lanes::ZERO; months], opening: Lanes::ZERO }
    }
}

/// A quantity over the months with its value at the opening.
#[derive(Clone, Copy)]
pub struct OverTime<'a, const L: usize> {
    /// At the opening.
    pub opening: Lanes<L>,
    /// In each month, on average.
    pub months: &'a [Lanes<L>],
}

/// The work of a role before it is anchored: X at the opening, in FTE.
pub fn opening_work<'a, const L: usize>(
    role: &ProviderRole,
    values: &[Lanes<L>],
    driver: impl Fn(usize) -> OverTime<'a, L>,
    curve: impl Fn(usize) -> OverTime<'a, L>,
) -> Lanes<L> {
    role.work.iter().fold(Lanes::ZERO, |sum, work| {
        let driver = work.driver.map_or(Lanes::splat(1.0), |index| driver(index).opening);
        let share = work.curve.map_or(Lanes::splat(1.0), |index| curve(index).opening);
        sum + values[work.rate.0 as usize] * work.opening_share * driver * share
    })
}

/// Computes the demand of `role` into `demand`.
///
/// `driver` and `curve` look up the provider's drivers (in their own units) and adoption (0 to 1) by index.
pub fn run<'a, const L: usize>(
    role: &ProviderRole,
    values: &[Lanes<L>],
    driver: impl Fn(usize) -> OverTime<'a, L>,
    curve: impl Fn(usize) -> OverTime<'a, L>,
    demand: &mut Demand<L>,
) {
    let work_at_opening = opening_work(role, values, &driver, &curve);
    let (anchor_ratio, unexplained) = anchor(role, work_at_opening);
    demand.steady.fill(unexplained);
    for work in &role.work {
        let rate = values[work.rate.0 as usize];
        let one = OverTime { opening: Lanes::splat(1.0), months: &[] };
        let driver = work.driver.map_or(one, &driver);
        let curve = work.curve.map_or(one, &curve);
        add_work(work, rate, anchor_ratio, driver, curve, &mut demand.steady);
    }
    demand.opening = floored(role, anchor_ratio * work_at_opening + unexplained);
    for steady in &mut demand.steady {
        *steady = floored(role, *steady);
    }
}

/// k, and the FTE at the opening that no work explains.
fn anchor<const L: usize>(role: &ProviderRole, work: Lanes<L>) -> (Lanes<L>, Lanes<L>) {
    match role.anchor_fte {
        None => (Lanes::splat(1.0), Lanes::ZERO),
        Some(fte) => {
            let fte = Lanes::splat(fte);
            (work.if_positive(fte / work, Lanes::splat(1.0)), work.if_positive(Lanes::ZERO, fte))
        }
    }
}

/// Adds k·existing + new work of one row, month by month.
fn add_work<const L: usize>(
    work: &Work,
    rate: Lanes<L>,
    anchor_ratio: Lanes<L>,
    driver: OverTime<'_, L>,
    curve: OverTime<'_, L>,
    steady: &mut [Lanes<L>],
) {
    let opening_share = work.opening_share;
    for (month, steady) in steady.iter_mut().enumerate() {
        let amount = driver.months.get(month).map_or(rate, |level| rate * *level);
        let in_use = curve.months.get(month).copied().unwrap_or(Lanes::splat(1.0));
        let share = work.monthly_share.get(month).copied().unwrap_or(opening_share);
        let existing = in_use.min(curve.opening) * share.min(opening_share);
        let new = in_use * share - existing;
        *steady += amount * (anchor_ratio * existing + new);
    }
}

/// The larger of the work and the smallest team; the team stands only where there is work, unless it always does.
#[inline(always)]
fn floored<const L: usize>(role: &ProviderRole, work: Lanes<L>) -> Lanes<L> {
    let (smallest, always) = (role.floor_fte, role.floor_always);
    // What is not a number meets neither condition and stays so.
    work.map(|fte| match fte {
        fte if fte <= 0.0 && !always => 0.0,
        fte if fte < smallest => smallest,
        fte => fte,
    })
}

#[cfg(test)]
mod tests;
