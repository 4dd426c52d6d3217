//! What explains a row, rounded so that it adds up to the last unit: parts of demand, causes of demand, causes of supply.
//!
//! Parts are rounded cumulatively: part_i = R(p₁ + … + p_i) − R(p₁ + … + p_{i−1}), the last running sum being the total that
//! was rounded once already (`model-rules` 1). Causes are what changed since the opening; those of supply are the flows of
//! people, averaged over a month exactly as the staff are (`model-rules` 4).

use super::rows::{Month, total};
use super::{Check, sum_to_units};
use crate::demand::{Demand, Pieces};
use crate::lanes::Lanes;
use crate::program::ProviderRole;

/// What supply changes by, in order; each is told as what it adds to the gap.
pub const SUPPLY_CAUSES: [&str; 7] =
    ["hires", "leavers", "newcomers", "releases", "retirements", "training", "transfers"];

/// What explains a role's rows, as sums over the draws of a block, in units.
pub struct Told<'a> {
    causes: &'a mut [i64],
    parts: &'a mut [[i64; 3]],
    /// How many causes of demand, and how many parts, the role has.
    demand_causes: usize,
    parts_wide: usize,
}

impl<'a> Told<'a> {
    /// `causes` holds, by row, the role's causes of demand and then those of supply; `parts`, by row, the role's parts with
    /// their FTE, those displaced and those created.
    pub fn new(role: &ProviderRole, causes: &'a mut [i64], parts: &'a mut [[i64; 3]]) -> Self {
        causes.fill(0);
        parts.fill([0; 3]);
        Self { causes, parts, demand_causes: role.causes.len(), parts_wide: role.parts.len() }
    }

    /// How many causes a role has in each row.
    pub fn causes_wide(role: &ProviderRole) -> usize {
        role.causes.len() + SUPPLY_CAUSES.len()
    }

    /// The opening: its parts, and what stands in its gap besides vacancies.
    pub(super) fn opening<const L: usize>(
        &mut self,
        demand: &Demand<L>,
        needed: [i64; L],
        counted: usize,
        check: &mut Check,
    ) {
        for (told, cause) in self.causes.iter_mut().zip(&demand.story.causes[..self.demand_causes]) {
            *told = total(&cause.0.map(|fte| sum_to_units(fte, check)), counted);
        }
        let pieces = &demand.story.parts[..self.parts_wide];
        tell_parts(&mut self.parts[..self.parts_wide], pieces, needed, counted, check);
    }

    /// A row's parts, which add up to `needed`, and its causes of demand, which add up to `change`.
    pub(super) fn demand<const L: usize>(
        &mut self,
        row: usize,
        demand: &Demand<L>,
        (change, needed): ([i64; L], [i64; L]),
        counted: usize,
        check: &mut Check,
    ) {
        let (causes, parts) = (self.demand_causes, self.parts_wide);
        let told = &mut self.causes[row * (causes + SUPPLY_CAUSES.len())..][..causes];
        let story = &demand.story.causes[row * causes..][..causes];
        cumulative(story.iter().copied(), change, counted, check, |cause, units| told[cause] = units);
        let told = &mut self.parts[row * parts..][..parts];
        tell_parts(told, &demand.story.parts[row * parts..][..parts], needed, counted, check);
    }

    /// A row's causes of supply; the gap falls where supply rises by `change`.
    pub(super) fn supply<const L: usize>(
        &mut self,
        row: usize,
        causes: [Lanes<L>; SUPPLY_CAUSES.len()],
        change: [i64; L],
        counted: usize,
        check: &mut Check,
    ) {
        let wide = self.demand_causes + SUPPLY_CAUSES.len();
        let told = &mut self.causes[row * wide + self.demand_causes..][..SUPPLY_CAUSES.len()];
        let change = change.map(|units| -units);
        cumulative(causes.into_iter(), change, counted, check, |cause, units| told[cause] = units);
    }
}

fn tell_parts<const L: usize>(
    told: &mut [[i64; 3]],
    pieces: &[Pieces<L>],
    needed: [i64; L],
    counted: usize,
    check: &mut Check,
) {
    cumulative(pieces.iter().map(|piece| piece.fte), needed, counted, check, |part, units| told[part][0] = units);
    for (told, piece) in told.iter_mut().zip(pieces) {
        for (told, fte) in told[1..].iter_mut().zip([piece.displaced, piece.created]) {
            if fte.0 != [0.0; L] {
                *told = total(&fte.0.map(|fte| sum_to_units(fte, check)), counted);
            }
        }
    }
}

/// Tells each part, summed over the counted lanes, rounded so that all together are `whole`.
fn cumulative<const L: usize>(
    parts: impl ExactSizeIterator<Item = Lanes<L>>,
    whole: [i64; L],
    counted: usize,
    check: &mut Check,
    mut tell: impl FnMut(usize, i64),
) {
    let last = parts.len().saturating_sub(1);
    let mut running = Lanes::ZERO;
    let mut before = [0; L];
    for (index, part) in parts.enumerate() {
        running += part;
        let now = if index == last { whole } else { running.0.map(|fte| sum_to_units(fte, check)) };
        let units: [i64; L] = std::array::from_fn(|lane| now[lane] - before[lane]);
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
