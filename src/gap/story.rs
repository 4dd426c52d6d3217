//! What explains a row, rounded so that it adds up to the last unit: parts of demand, causes of demand, causes of supply.
//!
//! Parts are rounded cumulatively: part_i = R(p₁ + … + p_i) − R(p₁ + … + p_{i−1}), the last running sum being the total that
//! was rounded once already (`model-rules` 1). Causes are what changed since the opening; those of supply are the flows of
//! people, averaged over a month exactly as the staff are (`model-rules` 4).

use super::Rounder;
use super::rows::{Month, total};
use crate::demand::{Demand, Pieces};
use crate::lanes::Lanes;
use crate::program::ProviderRole;

/// What supply changes by, in order; each is told as what it adds to the gap.
pub const SUPPLY_CAUSES: [&str; 7] =
    ["hires", "leavers", "newcomers", "releases", "retirements", "training", "transfers"];

/// What explains a row of a role, as sums over draws, in units; what is told is added.
pub struct Told<'a> {
    /// The role's causes of demand, then those of supply.
    pub causes: &'a mut [i128],
    /// The role's parts: their FTE, those displaced and those created.
    pub parts: &'a mut [[i128; 3]],
}

impl Told<'_> {
    /// How many causes a role has in each row.
    pub fn causes_wide(role: &ProviderRole) -> usize {
        role.causes.len() + SUPPLY_CAUSES.len()
    }

    /// The opening: its parts, and what stands in its gap besides vacancies.
    #[inline(always)]
    pub(super) fn opening<const L: usize, const LARGE: bool>(
        &mut self,
        demand: &Demand<L>,
        needed: [i64; L],
        counted: usize,
        rounder: &mut Rounder<L, LARGE>,
    ) {
        let of_demand = self.causes.len() - SUPPLY_CAUSES.len();
        for (told, cause) in self.causes.iter_mut().zip(&demand.story.causes[..of_demand]) {
            *told += total(&rounder.round_sum(*cause), counted);
        }
        let pieces = &demand.story.parts[..self.parts.len()];
        tell_parts(self.parts, pieces, needed, counted, rounder);
    }

    /// Row `row`: parts, which add up to `needed`; causes of demand, which add up to its change; causes of supply, of which
    /// the gap falls where supply rises.
    #[inline(always)]
    pub(super) fn row<const L: usize, const LARGE: bool>(
        &mut self,
        row: usize,
        (demand, needed, change): (&Demand<L>, [i64; L], [i64; L]),
        (causes, supply_change): ([Lanes<L>; SUPPLY_CAUSES.len()], [i64; L]),
        counted: usize,
        rounder: &mut Rounder<L, LARGE>,
    ) {
        let (of_demand, of_supply) = self.causes.split_at_mut(self.causes.len() - SUPPLY_CAUSES.len());
        let story = &demand.story.causes[row * of_demand.len()..][..of_demand.len()];
        cumulative(story.iter().copied(), change, counted, rounder, |cause, units| of_demand[cause] += units);
        let wide = self.parts.len();
        tell_parts(self.parts, &demand.story.parts[row * wide..][..wide], needed, counted, rounder);
        let change = supply_change.map(i64::wrapping_neg);
        cumulative(causes.into_iter(), change, counted, rounder, |cause, units| of_supply[cause] += units);
    }
}

#[inline(always)]
fn tell_parts<const L: usize, const LARGE: bool>(
    told: &mut [[i128; 3]],
    pieces: &[Pieces<L>],
    needed: [i64; L],
    counted: usize,
    rounder: &mut Rounder<L, LARGE>,
) {
    cumulative(pieces.iter().map(|piece| piece.fte), needed, counted, rounder, |part, units| told[part][0] += units);
    for (told, piece) in told.iter_mut().zip(pieces) {
        for (told, fte) in told[1..].iter_mut().zip([piece.displaced, piece.created]) {
            *told += total(&rounder.round_sum(fte), counted);
        }
    }
}

/// Tells each part, summed over the counted lanes, rounded so that all together are `whole`.
#[inline(always)]
fn cumulative<const L: usize, const LARGE: bool>(
    parts: impl ExactSizeIterator<Item = Lanes<L>>,
    whole: [i64; L],
    counted: usize,
    rounder: &mut Rounder<L, LARGE>,
    mut tell: impl FnMut(usize, i128),
) {
    let last = parts.len().saturating_sub(1);
    let mut running = Lanes::ZERO;
    let mut before = [0; L];
    for (index, part) in parts.enumerate() {
        running += part;
        let now = if index == last { whole } else { rounder.round_sum(running) };
        let mut units = now;
        units.iter_mut().zip(before).for_each(|(units, before)| *units = units.wrapping_sub(before));
        tell(index, total(&units, counted));
        before = now;
    }
}

/// People who came and went since the opening, and what that adds to the gap of the row under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply<const L: usize> {
    since: [Lanes<L>; SUPPLY_CAUSES.len()],
    row: [Lanes<L>; SUPPLY_CAUSES.len()],
}

impl<const L: usize> Default for Supply<L> {
    fn default() -> Self {
        Self { since: [Lanes::ZERO; SUPPLY_CAUSES.len()], row: [Lanes::ZERO; SUPPLY_CAUSES.len()] }
    }
}

impl<const L: usize> Supply<L> {
    #[inline(always)]
    pub fn add(&mut self, month: &Month<'_, L>) {
        let flows = month.flows;
        let (before, after) = (month.before, month.after);
        let lacking = (before.contracted - before.productive, after.contracted - after.productive);
        // What each adds to the gap by the end of the month: newcomers and people in retraining as they stand, all others
        // since the opening.
        let ends = [
            self.since[0] - flows.hires,
            self.since[1] + flows.leavers,
            lacking.1,
            self.since[3] + flows.released,
            self.since[4] + flows.retirements,
            self.since[5] - flows.graduates,
            self.since[6] + flows.moved_out - flows.moved_in,
        ];
        for (cause, row) in self.row.iter_mut().enumerate() {
            let begins = if cause == 2 { lacking.0 } else { self.since[cause] };
            *row += (begins + ends[cause]) * 0.5;
        }
        self.row[6] -= (before.retraining + after.retraining) * 0.5;
        self.since = ends;
    }

    /// The row's causes; the next row begins.
    #[inline(always)]
    pub fn take_row(&mut self) -> [Lanes<L>; SUPPLY_CAUSES.len()] {
        std::mem::replace(&mut self.row, [Lanes::ZERO; SUPPLY_CAUSES.len()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supply::{Flows, Standing};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(50))]

        /// Causes of supply add up by themselves; rounding has only rounding to put right.
        #[test]
        fn causes_of_supply_add_up_before_they_are_rounded(
            opening in 0.0..300.0_f64,
            months in prop::collection::vec((prop::array::uniform7(0.0..9.0), 0.6..1.1, 0.0..5.0), 1..12),
            ends in 1_usize..12,
        ) {
            let at_opening = Standing {
                contracted: Lanes([opening]),
                productive: Lanes([opening]),
                retraining: Lanes::ZERO,
                recruiting: Lanes::ZERO,
            };
            let mut supply = Supply::<1>::default();
            let mut before = at_opening;
            let (mut row, mut change) = (0, 0.0);
            for (number, (flows, productive, retraining)) in months.into_iter().enumerate() {
                let [hires, leavers, retirements, graduates, moved_in, moved_out, released] = flows.map(Lanes::splat);
                let flows = Flows { hires, leavers, retirements, graduates, moved_in, moved_out, released };
                let contracted =
                    before.contracted + hires + graduates + moved_in - leavers - retirements - moved_out - released;
                let retraining = Lanes([retraining]);
                let after = Standing { contracted, productive: contracted * productive, retraining, ..before };
                supply.add(&Month { number, before: &before, after: &after, flows: &flows, retraining_cost: Lanes::ZERO });
                let present = before.productive + before.retraining + after.productive + after.retraining;
                change += 0.5 * present.0[0] - opening;
                if number % ends == ends - 1 {
                    let causes: f64 = supply.take_row().iter().map(|cause| cause.0[0]).sum();
                    prop_assert!((causes + change).abs() < 1e-9, "row {row}: {causes} {change}");
                    (row, change) = (row + 1, 0.0);
                }
                before = after;
            }
        }
    }
}
