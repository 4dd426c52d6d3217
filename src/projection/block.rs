//! One block of draws of one provider: the chain from values to rows.

use super::Values;
use super::scratch::Scratch;
use super::staffing::{Staffing, Terms};
use crate::demand::{self, Demand};
use crate::gap::{self, Cell, Month, Rows, Sums, Told};
use crate::lanes::{Lanes, Months};
use crate::program::{Program, Provider, Skilling, Slot};
use crate::supply::Luck;

/// Results of a block, by role and row (the opening first).
#[derive(Debug, Default)]
pub(super) struct Block<const L: usize> {
    cells: Vec<Cell<L>>,
    sums: Vec<Sums>,
    /// By technology and row.
    adoption: Vec<[i64; L]>,
    /// By skill of the provider and row: people to be trained and their hours, summed over draws.
    trained: Vec<[f64; 2]>,
    too_large: Option<usize>,
}

/// Room of a thread.
#[derive(Default)]
pub(super) struct Room<const L: usize> {
    pub scratch: Scratch<L>,
    demands: Vec<Demand<L>>,
    /// What explains the rows of the block under way: by role, row and cause, and by role, row and part.
    causes: Vec<Vec<i64>>,
    parts: Vec<Vec<[i64; 3]>>,
    /// The same of all blocks that this thread has done of the provider under way.
    pub told: Explained,
}

/// What explains a provider's rows, as sums over draws: by role, row and cause, and by role, row and part. Sums of integers,
/// so that it does not matter which thread adds which block.
#[derive(Debug, Default)]
pub(super) struct Explained {
    causes: Vec<Vec<i128>>,
    parts: Vec<Vec<[i128; 3]>>,
}

impl Explained {
    /// Nothing yet; the room is kept.
    pub fn clear(&mut self) {
        self.causes.iter_mut().for_each(Vec::clear);
        self.parts.iter_mut().for_each(Vec::clear);
    }

    /// Adds other sums of the same provider, as they come by role.
    pub fn add<'a, U: Copy + Into<i128> + 'a>(&mut self, others: impl Iterator<Item = (&'a Vec<U>, &'a Vec<[U; 3]>)>) {
        for (role, (causes, parts)) in others.enumerate() {
            if self.causes.len() <= role {
                self.causes.push(Vec::new());
                self.parts.push(Vec::new());
            }
            let (own_causes, own_parts) = (&mut self.causes[role], &mut self.parts[role]);
            own_causes.resize(causes.len().max(own_causes.len()), 0);
            own_parts.resize(parts.len().max(own_parts.len()), [0; 3]);
            own_causes.iter_mut().zip(causes).for_each(|(sum, &units)| *sum += units.into());
            for (sums, pieces) in own_parts.iter_mut().zip(parts) {
                sums.iter_mut().zip(pieces).for_each(|(sum, &units)| *sum += units.into());
            }
        }
    }

    /// By role.
    pub fn by_role(&self) -> impl Iterator<Item = (&Vec<i128>, &Vec<[i128; 3]>)> {
        self.causes.iter().zip(&self.parts)
    }
}

impl<const L: usize> Block<L> {
    /// The provider's chain for the draws from `first_draw`: values → drivers, adoption → demand → supply → gap.
    pub fn project(
        &mut self,
        program: &Program,
        provider: &Provider,
        inputs: &impl Values,
        first_draw: u32,
        counted: usize,
        room: &mut Room<L>,
    ) {
        let rows = program.row_months.len() + 1;
        let count = provider.roles.len();
        self.cells.resize(count * rows, Cell::ZERO);
        self.sums.resize(count * rows, Sums::default());
        self.too_large = None;
        let Room { scratch, demands, causes, parts, told } = room;
        causes.resize_with(count, Vec::new);
        parts.resize_with(count, Vec::new);
        scratch.prepare(program, provider, inputs, first_draw);
        demands.retain(|demand| demand.steady.len() == program.months);
        demands.resize_with(count.max(demands.len()), || Demand::new(program.months));
        for &index in &provider.demand_order {
            let role = &provider.roles[index];
            let demand = &mut demands[index];
            demand::run(role, &scratch.conditions(program), &program.row_months, demand);
            let (opening, steady) = (demand.opening, &demand.steady);
            scratch.keep_steady(index, opening, steady);
        }
        let luck = inputs.people().filter(|_| program.individuals).map(|seed| Luck { seed, first_draw });
        let terms = Terms { values: scratch.values(), policy: program.policy, luck, months: program.months };
        self.trained.clear();
        self.trained.resize(provider.skills.len() * rows, [0.0; 2]);
        let tables = self.cells.chunks_mut(rows).zip(self.sums.chunks_mut(rows));
        let tables = tables.zip(causes.iter_mut().zip(parts.iter_mut()));
        let mut slots: Vec<Option<Slots<'_, L>>> = tables.map(Some).collect();
        for members in &provider.staff_groups {
            let given = Given { program, provider, terms: &terms, counted, demands, responses: scratch.responses() };
            let too_large = staff(&given, members, &mut slots, &mut self.trained);
            self.too_large = self.too_large.or(too_large);
        }
        told.add(causes.iter().zip(parts.iter()));
        let adoption = self.collect_adoption(program, provider, scratch);
        if !adoption.within && self.too_large.is_none() {
            self.too_large = Some(0);
        }
    }

    /// Adoption at the provider's own facility, summed over the months of each row, in units of 2⁻³⁶.
    fn collect_adoption(&mut self, program: &Program, provider: &Provider, scratch: &Scratch<L>) -> gap::Check {
        let rows = program.row_months.len() + 1;
        self.adoption.clear();
        self.adoption.reserve(provider.own_curves.len() * rows);
        let mut check = gap::Check { within: true };
        for &curve in &provider.own_curves {
            let share = scratch.curves().get(curve);
            self.adoption.push(share.opening.0.map(|lane| gap::to_units(lane, &mut check)));
            let mut months = share.months.iter();
            for &count in &program.row_months {
                let mut sum = [0; L];
                for month in months.by_ref().take(count) {
                    for (sum, lane) in sum.iter_mut().zip(month.0) {
                        *sum += gap::to_units(lane, &mut check);
                    }
                }
                self.adoption.push(sum);
            }
        }
        check
    }

    /// The first role (of the provider's) with a number too large to be summed.
    pub fn first_too_large(&self) -> Option<usize> {
        self.too_large
    }
}

/// Where the results of one role go: cells and sums by row, causes and parts by row.
type Slots<'a, const L: usize> = ((&'a mut [Cell<L>], &'a mut [Sums]), (&'a mut Vec<i64>, &'a mut Vec<[i64; 3]>));

/// What the staff of a provider are projected from.
struct Given<'a, const L: usize> {
    program: &'a Program,
    provider: &'a Provider,
    terms: &'a Terms<'a, L>,
    counted: usize,
    demands: &'a [Demand<L>],
    responses: &'a Months<L>,
}

/// The months of a group of roles between which staff move. Returns a role with a number too large to be summed.
fn staff<const L: usize>(
    given: &Given<'_, L>,
    members: &[usize],
    slots: &mut [Option<Slots<'_, L>>],
    trained: &mut [[f64; 2]],
) -> Option<usize> {
    let Given { program, provider, terms, counted, demands, responses } = *given;
    let rows = program.row_months.len() + 1;
    let mut staffing = Staffing::new(provider, members, &program.forecast, terms);
    let mut before = staffing.at_opening();
    let mut collected = Vec::with_capacity(members.len());
    for (&member, opening) in members.iter().zip(&before) {
        let role = &provider.roles[member];
        let ((cells, sums), (causes, parts)) = slots[member].take()?;
        causes.resize(rows * Told::causes_wide(role), 0);
        parts.resize(rows * role.parts.len(), [0; 3]);
        let told = Told::new(role, causes, parts);
        collected.push(Rows::new(role, &demands[member], opening, counted, (cells, sums, told)));
    }
    let mut number = 0;
    for (row, &months) in program.row_months.iter().enumerate() {
        for _ in 0..months {
            let steady = |member: usize| demands[member].steady[number];
            staffing.month(number, terms.values, steady, |index, after, flows, retraining_cost| {
                let month = Month { number, before: &before[index], after: &after, flows: &flows, retraining_cost };
                collected[index].add_month(row + 1, &month);
                let in_post = (before[index].contracted + after.contracted) * 0.5;
                for (skill, skilling) in provider.skills.iter().enumerate() {
                    if skilling.role == members[index] {
                        let exposed = in_post * responses.get(skilling.response).months[number];
                        add_trained(&mut trained[skill * rows + row + 1], given, skilling, exposed);
                    }
                }
                before[index] = after;
            });
            number += 1;
        }
        collected.iter_mut().for_each(|rows| rows.end_row(row + 1, months));
    }
    let within = collected.into_iter().map(|rows| rows.finish().within);
    members.iter().zip(within).find(|(_, within)| !within).map(|(&member, _)| member)
}

/// Adds the people to be trained in a month and their hours, where `exposed` FTE of staff see the technology come.
fn add_trained<const L: usize>(sums: &mut [f64; 2], given: &Given<'_, L>, skilling: &Skilling, exposed: Lanes<L>) {
    let value = |slot: Slot| given.terms.values[slot.0 as usize];
    let heads = exposed * (1.0 / given.provider.roles[skilling.role].staff.fte_per_head);
    let people = heads * value(skilling.people);
    let hours = people * value(skilling.hours);
    for (sum, lanes) in sums.iter_mut().zip([people, hours]) {
        *sum += lanes.0[..given.counted].iter().sum::<f64>();
    }
}

/// Draws of a row, by cell.
pub struct DrawsOfRow<'a> {
    /// Demand.
    pub demand: &'a mut Vec<i64>,
    /// Supply.
    pub supply: &'a mut Vec<i64>,
    /// Shortage.
    pub shortage: &'a mut Vec<i64>,
    /// Shortage that contracted labour does not cover.
    pub residual: &'a mut Vec<i64>,
}

/// All draws of one provider, as a sink sees them. Rows count the opening as row 0; numbers are sums over a row's months
/// in units of 2⁻³⁶ (FTE, or shares of 1 for adoption).
pub struct Results<'a, const L: usize> {
    /// The provider's index.
    pub provider: usize,
    /// The provider itself.
    pub compiled: &'a Provider,
    /// Number of draws.
    pub draws: usize,
    pub(super) blocks: &'a [Block<L>],
    pub(super) explained: &'a Explained,
}

impl<const L: usize> Results<'_, L> {
    /// The draws of one of the provider's roles in a row, appended to `into`.
    pub fn cells(&self, rows: usize, role: usize, row: usize, into: DrawsOfRow<'_>) {
        let DrawsOfRow { demand, supply, shortage, residual } = into;
        for block in self.blocks {
            let cell = &block.cells[role * rows + row];
            demand.extend_from_slice(&cell.demand);
            supply.extend_from_slice(&cell.supply);
            shortage.extend_from_slice(&cell.shortage);
            residual.extend_from_slice(&cell.residual);
        }
        for draws in [demand, supply, shortage, residual] {
            draws.truncate(self.draws);
        }
    }

    /// Sums over the draws of one of the provider's roles in a row.
    pub fn sums(&self, rows: usize, role: usize, row: usize) -> impl Iterator<Item = Sums> + '_ {
        self.blocks.iter().map(move |block| block.sums[role * rows + row])
    }

    /// Causes of one of the provider's roles, by row: its causes of demand, then those of supply; summed over draws.
    pub fn causes(&self, role: usize) -> &[i128] {
        self.explained.causes.get(role).map_or(&[], Vec::as_slice)
    }

    /// Parts of the demand of one of the provider's roles, by row: FTE, displaced, created; summed over draws.
    pub fn parts(&self, role: usize) -> &[[i128; 3]] {
        self.explained.parts.get(role).map_or(&[], Vec::as_slice)
    }

    /// People to be trained and their hours by row, for one of the provider's skills; summed over draws.
    pub fn trained(&self, rows: usize, skill: usize) -> Vec<[f64; 2]> {
        let of_row = |row: usize| {
            let blocks = self.blocks.iter().map(|block| block.trained[skill * rows + row]);
            blocks.fold([0.0; 2], |[people, hours], [more, longer]| [people + more, hours + longer])
        };
        (0..rows).map(of_row).collect()
    }

    /// The draws of a technology's adoption at the provider's own facility in a row, appended to `into`.
    pub fn adoption(&self, rows: usize, technology: usize, row: usize, into: &mut Vec<i64>) {
        into.extend(self.blocks.iter().flat_map(|block| block.adoption[technology * rows + row]));
        into.truncate(self.draws);
    }
}
