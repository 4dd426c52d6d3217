//! The staff that each role needs, from drivers, adoption and ratios, anchored to the staff of the opening.
//!
//! Existing work X uses the share in use up to that of the opening, new work N what comes on top. Steady demand is
//! max(floor, k·X + N) with k = anchor / X(opening) in each draw; surge is the work around new adoption and stands beside
//! it (`design` section 4, `model-rules` 3, 4, 5, 10 and 11). Ratio planning after Hersh and Wright (2008): methods 2.2;
//! WISN: 2.1; scale: 2.3; effects: 2.5. Every term of work is a product of one factor per cause, which the Shapley value
//! divides exactly. Left out: who is there to do the work (`supply`).

mod drivers;
mod factors;
mod shapley;

pub use drivers::levels;

use crate::lanes::{Lanes, Months};
use crate::program::{Factor, PartKind, ProviderRole};
use factors::{Columns, Room, Term};

/// What demand stands on, in one block of draws: values and their consequences at one provider.
#[derive(Clone, Copy, Debug)]
pub struct Conditions<'a, const L: usize> {
    /// The provider's values.
    pub values: &'a [Lanes<L>],
    /// Levels of its drivers.
    pub drivers: &'a Months<L>,
    /// Shares in use, by its curves.
    pub curves: &'a Months<L>,
    /// What follows from them.
    pub responses: &'a Months<L>,
    /// What technologies make of other work.
    pub factors: &'a [Factor],
    /// Steady demand of its roles that come before in the order of demand.
    pub steady: &'a Months<L>,
    /// Number of months.
    pub months: usize,
    /// Nodes and weights by the number of factors.
    pub quadrature: &'a [Vec<(f64, f64)>],
    /// True if causes and parts are asked for.
    pub explained: bool,
}

/// What one role at one provider needs, FTE.
pub struct Demand<const L: usize> {
    /// Steady work in each month, on average.
    pub steady: Vec<Lanes<L>>,
    /// Surge in each month, on average.
    pub surge: Vec<Lanes<L>>,
    /// Steady work at the opening.
    pub opening: Lanes<L>,
    /// Surge at the opening.
    pub opening_surge: Lanes<L>,
    /// What it is made of and why it changes.
    pub story: Story<L>,
    columns: Columns<L>,
    room: Room<L>,
}

/// What demand is made of and why it changes, by row: the opening, then each row written, summed over its months. Zeros
/// where it is not asked for.
pub struct Story<const L: usize> {
    /// By row and the role's causes: what each adds since the opening (in the row of the opening: what stands there).
    pub causes: Vec<Lanes<L>>,
    /// By row and the role's parts.
    pub parts: Vec<Pieces<L>>,
}

/// A part of demand.
#[derive(Clone, Copy, Debug)]
pub struct Pieces<const L: usize> {
    /// FTE of it.
    pub fte: Lanes<L>,
    /// FTE that effects of technologies save.
    pub displaced: Lanes<L>,
    /// FTE that effects of technologies add.
    pub created: Lanes<L>,
}

impl<const L: usize> Pieces<L> {
    /// Nothing.
    pub const NONE: Self = Self { fte: Lanes::ZERO, displaced: Lanes::ZERO, created: Lanes::ZERO };
}

impl<const L: usize> Demand<L> {
    /// Room for `months` months, to be used again and again.
    pub fn new(months: usize) -> Self {
        Self {
            steady: vec![Lanes::ZERO; months],
            surge: vec![Lanes::ZERO; months],
            opening: Lanes::ZERO,
            opening_surge: Lanes::ZERO,
            story: Story { causes: Vec::new(), parts: Vec::new() },
            columns: Columns::default(),
            room: Room::default(),
        }
    }
}

/// The work of a role before it is anchored: X at the opening, in FTE.
#[inline(always)]
pub fn opening_work<const L: usize>(role: &ProviderRole, given: &Conditions<'_, L>) -> Lanes<L> {
    let mut sum = Lanes::ZERO;
    for work in role.work.iter().filter(|work| work.anchored) {
        sum += factors::opening(role, work, given);
    }
    sum
}

/// Computes the demand of `role` into `demand`, over rows of `row_months` months.
#[inline(always)]
pub fn run<const L: usize>(
    role: &ProviderRole,
    given: &Conditions<'_, L>,
    row_months: &[usize],
    demand: &mut Demand<L>,
) {
    let work_at_opening = opening_work(role, given);
    let (anchor_ratio, unexplained) = anchor(role, work_at_opening);
    let Demand { steady, surge, story, columns, room, .. } = demand;
    steady.fill(unexplained);
    surge.fill(Lanes::ZERO);
    let (causes, parts) = (role.causes.len(), role.parts.len());
    let rows = row_months.len() + 1;
    story.causes.clear();
    story.parts.clear();
    if given.explained {
        story.causes.resize(rows * causes, Lanes::ZERO);
        story.parts.resize(rows * parts, Pieces::NONE);
    }

    for work in &role.work {
        let mut term = Term::new(role, work, anchor_ratio, given, columns, room);
        if !given.explained {
            term.add_alone(work, given, steady);
            continue;
        }
        let at_opening = term.at_opening();
        story.parts[work.part].fte += at_opening;
        let mut months = 0..0;
        for (row, &count) in row_months.iter().enumerate() {
            months = months.end..months.end + count;
            let causes = &mut story.causes[(row + 1) * causes..][..causes];
            let piece = &mut story.parts[(row + 1) * parts + work.part];
            term.add(months.clone(), given.quadrature, steady, causes, piece);
        }
    }
    let mut opening_surge = Lanes::ZERO;
    for extra in &role.surge {
        let rate = given.values[extra.rate.0 as usize];
        let amount = factors::amount(&extra.amount, given, columns);
        let response = given.responses.get(extra.response);
        let held = |month: usize| extra.share.at(month) * extra.switch.at(month);
        let at_opening = rate * amount.opening * response.opening * (extra.share.opening * extra.switch.opening);
        opening_surge += at_opening;
        if given.explained {
            story.causes[extra.cause] += at_opening;
            story.parts[extra.part].fte += at_opening;
        }
        let mut month = 0;
        for (row, &count) in row_months.iter().enumerate() {
            let mut sum = Lanes::ZERO;
            for _ in 0..count {
                let level = amount.months.get(month).copied().unwrap_or(amount.opening);
                let fte = rate * level * response.months[month] * held(month);
                surge[month] += fte;
                sum += fte;
                month += 1;
            }
            if given.explained {
                story.causes[(row + 1) * causes + extra.cause] += sum - at_opening * count as f64;
                story.parts[(row + 1) * parts + extra.part].fte += sum;
            }
        }
    }
    demand.opening_surge = opening_surge;
    let unfloored = anchor_ratio * work_at_opening + unexplained;
    demand.opening = floored(role, unfloored);
    finish((role, given.explained), demand, row_months, demand.opening - unfloored, unexplained);
}

/// Raises steady demand to the floor, and tells, if asked, what the floor adds and what no work explains.
#[inline(always)]
fn finish<const L: usize>(
    (role, explained): (&ProviderRole, bool),
    demand: &mut Demand<L>,
    row_months: &[usize],
    opening_floor: Lanes<L>,
    unexplained: Lanes<L>,
) {
    let part = |kind: PartKind| role.parts.iter().position(|part| part.kind == kind);
    let (floor_part, unexplained_part) = (part(PartKind::Floor), part(PartKind::Unexplained));
    let (causes, parts) = (role.causes.len(), role.parts.len());
    let mut tell = |row: usize, since: Lanes<L>, floor: Lanes<L>, count: f64| {
        if !explained {
            return;
        }
        if let Some(cause) = role.floor_cause {
            demand.story.causes[row * causes + cause] += since;
        }
        for (part, fte) in [(floor_part, floor), (unexplained_part, unexplained * count)] {
            if let Some(part) = part {
                demand.story.parts[row * parts + part].fte += fte;
            }
        }
    };
    tell(0, opening_floor, opening_floor, 1.0);
    let mut months = demand.steady.iter_mut();
    for (row, &count) in row_months.iter().enumerate() {
        let mut added = Lanes::ZERO;
        for steady in months.by_ref().take(count) {
            let work = *steady;
            *steady = floored(role, work);
            added += *steady - work;
        }
        tell(row + 1, added - opening_floor * count as f64, added, count as f64);
    }
}

/// k, and the FTE at the opening that no work explains.
#[inline(always)]
fn anchor<const L: usize>(role: &ProviderRole, work: Lanes<L>) -> (Lanes<L>, Lanes<L>) {
    match role.anchor_fte {
        None => (Lanes::splat(1.0), Lanes::ZERO),
        Some(fte) => {
            let fte = Lanes::splat(fte);
            (work.if_positive(fte / work, Lanes::splat(1.0)), work.if_positive(Lanes::ZERO, fte))
        }
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
