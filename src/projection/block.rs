//! One block of draws of one provider: the chain from values to rows.

use super::Values;
use super::scratch::Scratch;
use super::staffing::{Passed, Staffing, Terms};
use crate::demand::{self, Conditions, Demand};
use crate::gap::{Cell, Month, Rounder, RowOut, Rows, Sums, Told};
use crate::lanes::{Lanes, Months, Work, vectorised};
use crate::program::{Program, Provider, ProviderRole, Skilling, Slot};
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
            let given = scratch.conditions(program);
            vectorised(DemandOf { role, given: &given, row_months: &program.row_months, demand });
            let (opening, steady) = (demand.opening, &demand.steady);
            scratch.keep_steady(index, opening, steady);
        }
        let luck = inputs.people().filter(|_| program.individuals).map(|seed| Luck { seed, first_draw });
        let terms = Terms { values: scratch.values(), policy: program.policy, luck, months: program.months };
        self.trained.clear();
        self.trained.resize(provider.skills.len() * rows, [0.0; 2]);
        let Self { cells, sums, trained, too_large, .. } = self;
        let mut kept = Kept { rows, tells: program.causes_wanted, cells, sums, causes, parts, trained };
        for members in &provider.staff_groups {
            let given = Given { program, provider, terms: &terms, counted, demands, responses: scratch.responses() };
            let done = vectorised(StaffOf { given: &given, members, kept: &mut kept });
            // Numbers too large for the quick way of rounding are tried again in the way for large ones.
            let done = done.or_else(|_| staff::<L, true>(&given, members, &mut kept));
            *too_large = too_large.or(done.err());
        }
        if program.causes_wanted {
            told.add(causes.iter().zip(parts.iter()));
        }
        if !self.collect_adoption(program, provider, scratch) && self.too_large.is_none() {
            self.too_large = Some(0);
        }
    }

    /// Adoption at the provider's own facility, summed over the months of each row, in units of 2⁻³⁶. False if a number
    /// could not be rounded.
    fn collect_adoption(&mut self, program: &Program, provider: &Provider, scratch: &Scratch<L>) -> bool {
        let rows = program.row_months.len() + 1;
        self.adoption.clear();
        self.adoption.reserve(provider.own_curves.len() * rows);
        let mut rounder = Rounder::<L, false>::default();
        for &curve in &provider.own_curves {
            let share = scratch.curves().get(curve);
            self.adoption.push(rounder.round(share.opening));
            let mut months = share.months.iter();
            for &count in &program.row_months {
                let mut sum = [0; L];
                for month in months.by_ref().take(count) {
                    let units = rounder.round(*month);
                    sum.iter_mut().zip(units).for_each(|(sum, units)| *sum += units);
                }
                self.adoption.push(sum);
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

    #[inline(always)]
    fn run(self) {
        demand::run(self.role, self.given, self.row_months, self.demand);
    }
}

/// The staff of a group of roles.
struct StaffOf<'a, 'k, const L: usize> {
    given: &'a Given<'a, L>,
    members: &'a [usize],
    kept: &'a mut Kept<'k, L>,
}

impl<const L: usize> Work for StaffOf<'_, '_, L> {
    type Output = Result<(), usize>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        staff::<L, false>(self.given, self.members, self.kept)
    }
}

/// Where the results of a block go.
struct Kept<'a, const L: usize> {
    rows: usize,
    /// True if what explains the rows is asked for.
    tells: bool,
    cells: &'a mut [Cell<L>],
    sums: &'a mut [Sums],
    causes: &'a mut [Vec<i64>],
    parts: &'a mut [Vec<[i64; 3]>],
    trained: &'a mut [[f64; 2]],
}

impl<const L: usize> Kept<'_, L> {
    /// Where row `row` of a role goes.
    #[inline(always)]
    fn row(&mut self, role: &ProviderRole, member: usize, row: usize) -> RowOut<'_, L> {
        let place = member * self.rows + row;
        let (causes, parts) = (Told::causes_wide(role), role.parts.len());
        let told = self.tells.then(|| Told {
            causes: &mut self.causes[member][row * causes..][..causes],
            parts: &mut self.parts[member][row * parts..][..parts],
        });
        RowOut { cell: &mut self.cells[place], sums: &mut self.sums[place], told }
    }

    /// Room for what explains a role's rows; nothing of another provider is left in it.
    #[inline(always)]
    fn clear_told(&mut self, role: &ProviderRole, member: usize) {
        let (causes, parts) = (&mut self.causes[member], &mut self.parts[member]);
        causes.clear();
        parts.clear();
        if self.tells {
            causes.resize(self.rows * Told::causes_wide(role), 0);
            parts.resize(self.rows * role.parts.len(), [0; 3]);
        }
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
    kept: &mut Kept<'_, L>,
) -> Result<(), usize> {
    let Given { program, provider, terms, counted, demands, responses } = *given;
    let mut staffing = Staffing::new(provider, members, &program.forecast, terms);
    let mut collected = Vec::with_capacity(members.len());
    for (&member, month) in members.iter().zip(&staffing.months) {
        let role = &provider.roles[member];
        kept.clear_told(role, member);
        let opening = kept.row(role, member, 0);
        collected.push(Rows::<L, LARGE>::new(role, &demands[member], &month.after, counted, opening));
    }
    let skilled = |skilling: &Skilling| members.iter().position(|&member| member == skilling.role);
    let skills: Vec<(usize, usize)> =
        provider.skills.iter().enumerate().filter_map(|(skill, of)| Some((skill, skilled(of)?))).collect();
    for &(skill, _) in &skills {
        kept.trained[skill * kept.rows..][..kept.rows].fill([0.0; 2]);
    }
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
                add_trained(&mut kept.trained[skill * kept.rows + row + 1], given, skilling, exposed);
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
