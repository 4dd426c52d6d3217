//! One batch of draws of one provider: the chain from values to rows, a block of lanes at a time.
//!
//! What is kept of each draw stands by role, row and number, so that the draws of a row lie side by side; what is kept as
//! sums is added up over all batches that a thread does. Sums are of integers, so that it does not matter which does which.

use super::Values;
use super::scratch::Scratch;
use super::staffing::{Passed, Staffing, Terms};
use crate::demand::{self, Conditions, Demand};
use crate::gap::{CELL_WIDE, Month, Rounder, RowOut, Rows, Sums, Told};
use crate::lanes::{Lanes, Months, Work, vectorised};
use crate::program::{Program, Provider, ProviderRole, Skilling, Slot};
use crate::supply::Luck;
use std::ops::Range;

/// Draws that one thread does at a time.
pub(super) const BATCH: usize = 64;

/// What is kept of each draw of a batch.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Number of draws.
    draws: usize,
    /// By role, row (the opening first) and number of a cell: all draws.
    cells: Vec<i64>,
    /// By technology and row: all draws.
    adoption: Vec<i64>,
    /// By skill of the provider and row: people to be trained and their hours, summed over draws.
    trained: Vec<[f64; 2]>,
    too_large: Option<usize>,
}

/// Room of a thread.
#[derive(Default)]
pub(super) struct Room<const L: usize> {
    scratch: Scratch<L>,
    demands: Vec<Demand<L>>,
    /// Sums over the batch under way.
    batch: Summed,
    /// Sums over all batches that this thread has done of the provider under way.
    pub summed: Summed,
}

/// What is kept of a provider as sums over draws.
#[derive(Debug, Default)]
pub(super) struct Summed {
    /// By role and row.
    sums: Vec<Sums>,
    /// By role: by row and cause, and by row and part, where they are asked for.
    causes: Vec<Vec<i128>>,
    parts: Vec<Vec<[i128; 3]>>,
}

impl Summed {
    /// Nothing yet of a provider; the room is kept.
    pub fn clear(&mut self, program: &Program, provider: &Provider) {
        let rows = program.row_months.len() + 1;
        self.sums.clear();
        self.sums.resize(provider.roles.len() * rows, Sums::default());
        self.causes.iter_mut().for_each(Vec::clear);
        self.parts.iter_mut().for_each(Vec::clear);
        self.causes.resize_with(provider.roles.len(), Vec::new);
        self.parts.resize_with(provider.roles.len(), Vec::new);
        if program.causes_wanted {
            for ((role, causes), parts) in provider.roles.iter().zip(&mut self.causes).zip(&mut self.parts) {
                causes.resize(rows * Told::causes_wide(role), 0);
                parts.resize(rows * role.parts.len(), [0; 3]);
            }
        }
    }

    /// Adds other sums of the same provider.
    pub fn add(&mut self, other: &Self) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(sums, other)| sums.add(other));
        for (causes, other) in self.causes.iter_mut().zip(&other.causes) {
            causes.iter_mut().zip(other).for_each(|(sum, units)| *sum += units);
        }
        for (parts, other) in self.parts.iter_mut().zip(&other.parts) {
            let numbers = parts.as_flattened_mut().iter_mut().zip(other.as_flattened());
            numbers.for_each(|(sum, units)| *sum += units);
        }
    }
}

impl Batch {
    /// The provider's chain for `draws`: values → drivers, adoption → demand → supply → gap.
    pub fn project<const L: usize>(
        &mut self,
        program: &Program,
        provider: &Provider,
        inputs: &impl Values,
        draws: Range<u32>,
        room: &mut Room<L>,
    ) {
        if const { L == 1 } {
            self.try_project::<L, true>(program, provider, inputs, draws, room);
        } else if !self.try_project::<L, false>(program, provider, inputs, draws.clone(), room) {
            // Numbers too large for the quick way of rounding: again, one draw at a time in the way for large ones.
            let mut large = Room::<1>::default();
            self.try_project::<1, true>(program, provider, inputs, draws, &mut large);
            room.batch = large.batch;
        }
        room.summed.add(&room.batch);
    }

    /// False if a number could not be rounded.
    fn try_project<const L: usize, const LARGE: bool>(
        &mut self,
        program: &Program,
        provider: &Provider,
        inputs: &impl Values,
        draws: Range<u32>,
        room: &mut Room<L>,
    ) -> bool {
        let rows = program.row_months.len() + 1;
        let Room { scratch, demands, batch, .. } = room;
        batch.clear(program, provider);
        self.draws = draws.len();
        self.cells.resize(provider.roles.len() * rows * CELL_WIDE * self.draws, 0);
        self.adoption.resize(provider.own_curves.len() * rows * self.draws, 0);
        self.trained.clear();
        self.trained.resize(provider.skills.len() * rows, [0.0; 2]);
        self.too_large = None;
        demands.retain(|demand| demand.steady.len() == program.months);
        demands.resize_with(provider.roles.len().max(demands.len()), || Demand::new(program.months));
        for first_draw in draws.clone().step_by(L) {
            let first = (first_draw - draws.start) as usize;
            scratch.prepare(program, provider, inputs, first_draw);
            for &index in &provider.demand_order {
                let (role, demand) = (&provider.roles[index], &mut demands[index]);
                let given = scratch.conditions(program, provider);
                vectorised(DemandOf { role, given: &given, row_months: &program.row_months, demand });
                let (opening, steady) = (demand.opening, &demand.steady);
                scratch.keep_steady(index, opening, steady);
            }
            let luck = inputs.people().filter(|_| program.individuals).map(|seed| Luck { seed, first_draw });
            let terms = Terms { values: scratch.values(), policy: program.policy, luck, months: program.months };
            let counted = L.min(self.draws - first);
            let given = Given { program, provider, terms: &terms, counted, demands, responses: scratch.responses() };
            for members in &provider.staff_groups {
                let kept = &mut Kept { rows, first, batch: self, summed: batch };
                let done = vectorised(StaffOf::<L, LARGE> { given: &given, members, kept });
                self.too_large = self.too_large.or(done.err());
            }
            if !self.collect_adoption(program, provider, scratch, first) && self.too_large.is_none() {
                self.too_large = Some(0);
            }
            if self.too_large.is_some() {
                return false;
            }
        }
        true
    }

    /// Adoption at the provider's own facility, summed over the months of each row, in units of 2⁻³⁶. False if a number
    /// could not be rounded.
    fn collect_adoption<const L: usize>(
        &mut self,
        program: &Program,
        provider: &Provider,
        scratch: &Scratch<L>,
        first: usize,
    ) -> bool {
        let mut rounder = Rounder::<L, false>::default();
        let mut rows = self.adoption.chunks_mut(self.draws);
        let mut keep = |sum: [i64; L]| {
            if let Some(row) = rows.next() {
                row[first..].iter_mut().zip(sum).for_each(|(kept, units)| *kept = units);
            }
        };
        for &curve in &provider.own_curves {
            let share = scratch.curves().get(curve);
            keep(rounder.round(share.opening));
            let mut months = share.months.iter();
            for &count in &program.row_months {
                let mut sum = [0_i64; L];
                for month in months.by_ref().take(count) {
                    let units = rounder.round(*month);
                    sum.iter_mut().zip(units).for_each(|(sum, units)| *sum = sum.wrapping_add(units));
                }
                keep(sum);
            }
        }
        rounder.within()
    }

    /// The first role (of the provider's) with a number too large to be summed.
    pub fn first_too_large(&self) -> Option<usize> {
        self.too_large
    }
}

/// The demand of a role.
struct DemandOf<'a, const L: usize> {
    role: &'a ProviderRole,
    given: &'a Conditions<'a, L>,
    row_months: &'a [usize],
    demand: &'a mut Demand<L>,
}

impl<const L: usize> Work for DemandOf<'_, L> {
    type Output = ();
    const WIDTH: usize = L;

    #[inline(always)]
    fn run(self) {
        demand::run(self.role, self.given, self.row_months, self.demand);
    }
}

/// The staff of a group of roles.
struct StaffOf<'a, 'k, const L: usize, const LARGE: bool> {
    given: &'a Given<'a, L>,
    members: &'a [usize],
    kept: &'a mut Kept<'k>,
}

impl<const L: usize, const LARGE: bool> Work for StaffOf<'_, '_, L, LARGE> {
    type Output = Result<(), usize>;
    const WIDTH: usize = L;

    #[inline(always)]
    fn run(self) -> Self::Output {
        staff::<L, LARGE>(self.given, self.members, self.kept)
    }
}

/// Where the results of a block go.
struct Kept<'a> {
    rows: usize,
    /// Which draw of the batch is the block's first.
    first: usize,
    batch: &'a mut Batch,
    summed: &'a mut Summed,
}

impl Kept<'_> {
    /// Where row `row` of a role goes.
    #[inline(always)]
    fn row(&mut self, role: &ProviderRole, member: usize, row: usize) -> RowOut<'_> {
        let place = member * self.rows + row;
        let wide = CELL_WIDE * self.batch.draws;
        let (causes, parts) = (Told::causes_wide(role), role.parts.len());
        let Summed { sums, causes: all_causes, parts: all_parts } = &mut *self.summed;
        let told = match (all_causes[member].get_mut(row * causes..), all_parts[member].get_mut(row * parts..)) {
            (Some(causes_of), Some(parts_of)) if causes_of.len() >= causes => {
                Some(Told { causes: &mut causes_of[..causes], parts: &mut parts_of[..parts] })
            }
            _ => None,
        };
        let draws = &mut self.batch.cells[place * wide..][..wide];
        RowOut { draws, first: self.first, sums: &mut sums[place], told }
    }
}

/// What the staff of a provider are projected from.
struct Given<'a, const L: usize> {
    program: &'a Program,
    provider: &'a Provider,
    terms: &'a Terms<'a, L>,
    counted: usize,
    demands: &'a [Demand<L>],
    responses: &'a Months<L>,
}

/// The months of a group of roles between which staff move.
///
/// # Errors
/// A role with a number that could not be rounded; what is kept of the group is then worthless.
#[inline(always)]
fn staff<const L: usize, const LARGE: bool>(
    given: &Given<'_, L>,
    members: &[usize],
    kept: &mut Kept<'_>,
) -> Result<(), usize> {
    let Given { program, provider, terms, counted, demands, responses } = *given;
    let mut staffing = Staffing::new(provider, members, &program.forecast, terms);
    let mut collected = Vec::with_capacity(members.len());
    for (&member, month) in members.iter().zip(&staffing.months) {
        let role = &provider.roles[member];
        let opening = kept.row(role, member, 0);
        collected.push(Rows::<L, LARGE>::new(role, &demands[member], &month.after, counted, opening));
    }
    let skilled = |skilling: &Skilling| members.iter().position(|&member| member == skilling.role);
    let skills: Vec<(usize, usize)> =
        provider.skills.iter().enumerate().filter_map(|(skill, of)| Some((skill, skilled(of)?))).collect();
    let mut number = 0;
    for (row, &months) in program.row_months.iter().enumerate() {
        for _ in 0..months {
            staffing.month(number, terms.values, |member| demands[member].steady[number]);
            for (rows, passed) in collected.iter_mut().zip(&staffing.months) {
                let Passed { before, after, flows, retraining_cost } = passed;
                let retraining_cost = *retraining_cost;
                rows.add_month(&Month { number, before, after, flows, retraining_cost });
            }
            for &(skill, index) in &skills {
                let skilling = &provider.skills[skill];
                let Passed { before, after, .. } = &staffing.months[index];
                let in_post = (before.contracted + after.contracted) * 0.5;
                let exposed = in_post * responses.get(skilling.response).months[number];
                add_trained(&mut kept.batch.trained[skill * kept.rows + row + 1], given, skilling, exposed);
            }
            number += 1;
        }
        for (rows, &member) in collected.iter_mut().zip(members) {
            rows.end_row(row + 1, months, kept.row(&provider.roles[member], member, row + 1));
        }
    }
    match members.iter().zip(&collected).find(|(_, rows)| !rows.within()) {
        Some((&member, _)) => Err(member),
        None => Ok(()),
    }
}

/// Adds the people to be trained in a month and their hours, where `exposed` FTE of staff see the technology come.
#[inline(always)]
fn add_trained<const L: usize>(sums: &mut [f64; 2], given: &Given<'_, L>, skilling: &Skilling, exposed: Lanes<L>) {
    let value = |slot: Slot| given.terms.values[slot.0 as usize];
    let heads = exposed * (1.0 / given.provider.roles[skilling.role].staff.fte_per_head);
    let people = heads * value(skilling.people);
    let hours = people * value(skilling.hours);
    for (sum, lanes) in sums.iter_mut().zip([people, hours]) {
        *sum += lanes.0[..given.counted].iter().sum::<f64>();
    }
}

/// The draws of a row of a role.
#[derive(Clone, Debug, Default)]
pub struct DrawsOfRow {
    /// Demand.
    pub demand: Vec<i64>,
    /// Supply.
    pub supply: Vec<i64>,
    /// Shortage.
    pub shortage: Vec<i64>,
    /// Shortage that contracted labour does not cover.
    pub residual: Vec<i64>,
}

/// All draws of one provider, as a sink sees them. Rows count the opening as row 0; numbers are sums over a row's months
/// in units of 2⁻³⁶ (FTE, or shares of 1 for adoption).
pub struct Results<'a> {
    /// The provider's index.
    pub provider: usize,
    /// The provider itself.
    pub compiled: &'a Provider,
    /// Number of draws.
    pub draws: usize,
    /// Number of rows.
    pub rows: usize,
    pub(super) batches: &'a [Batch],
    pub(super) summed: &'a Summed,
}

impl Results<'_> {
    /// Puts the draws of one of the provider's roles in a row in place of what is in `into`.
    pub fn cells(&self, role: usize, row: usize, into: &mut DrawsOfRow) {
        let DrawsOfRow { demand, supply, shortage, residual } = into;
        for (number, draws) in [demand, supply, shortage, residual].into_iter().enumerate() {
            draws.clear();
            draws.reserve(self.draws);
            let place = (role * self.rows + row) * CELL_WIDE + number;
            self.batches
                .iter()
                .for_each(|batch| draws.extend_from_slice(&batch.cells[place * batch.draws..][..batch.draws]));
        }
    }

    /// Sums over the draws of one of the provider's roles in a row.
    pub fn sums(&self, role: usize, row: usize) -> &Sums {
        &self.summed.sums[role * self.rows + row]
    }

    /// Causes of one of the provider's roles, by row: its causes of demand, then those of supply; summed over draws.
    pub fn causes(&self, role: usize) -> &[i128] {
        self.summed.causes.get(role).map_or(&[], Vec::as_slice)
    }

    /// Parts of the demand of one of the provider's roles, by row: FTE, displaced, created; summed over draws.
    pub fn parts(&self, role: usize) -> &[[i128; 3]] {
        self.summed.parts.get(role).map_or(&[], Vec::as_slice)
    }

    /// People to be trained and their hours by row, for one of the provider's skills; summed over draws.
    pub fn trained(&self, skill: usize) -> Vec<[f64; 2]> {
        let of_row = |row: usize| {
            let batches = self.batches.iter().map(|batch| batch.trained[skill * self.rows + row]);
            batches.fold([0.0; 2], |[people, hours], [more, longer]| [people + more, hours + longer])
        };
        (0..self.rows).map(of_row).collect()
    }

    /// Puts the draws of a technology's adoption at the provider's own facility in a row in place of what is in `into`.
    pub fn adoption(&self, technology: usize, row: usize, into: &mut Vec<i64>) {
        into.clear();
        let place = technology * self.rows + row;
        self.batches
            .iter()
            .for_each(|batch| into.extend_from_slice(&batch.adoption[place * batch.draws..][..batch.draws]));
    }
}
