//! One block of draws of one provider: the chain from values to rows.

use super::Inputs;
use crate::demand::{self, Demand, OverTime};
use crate::gap::{Cell, Rows, Sums};
use crate::lanes::Lanes;
use crate::program::{Program, Provider};
use crate::{adoption, gap, supply};

/// Results of a block: cells by role and row (the opening first), sums likewise, adoption by technology and row.
#[derive(Debug, Default)]
pub(super) struct Block<const L: usize> {
    cells: Vec<Cell<L>>,
    sums: Vec<Sums>,
    adoption: Vec<[i64; L]>,
    too_large: Option<usize>,
}

/// Room to work in, used again from block to block.
#[derive(Default)]
pub(super) struct Scratch<const L: usize> {
    values: Vec<Lanes<L>>,
    drivers: Months<L>,
    curves: Months<L>,
    demand: Option<Demand<L>>,
}

/// Several quantities over the months.
#[derive(Default)]
struct Months<const L: usize> {
    months: Vec<Lanes<L>>,
    opening: Vec<Lanes<L>>,
    length: usize,
}

impl<const L: usize> Months<L> {
    fn reset(&mut self, count: usize, length: usize) {
        self.months.resize(count * length, Lanes::ZERO);
        self.opening.resize(count, Lanes::ZERO);
        self.length = length;
    }

    /// Fills quantity `index` with `f`, which returns its value at the opening.
    fn fill(&mut self, index: usize, f: impl FnOnce(&mut [Lanes<L>]) -> Lanes<L>) {
        self.opening[index] = f(&mut self.months[index * self.length..][..self.length]);
    }

    fn get(&self, index: usize) -> OverTime<'_, L> {
        OverTime { opening: self.opening[index], months: &self.months[index * self.length..][..self.length] }
    }
}

impl<const L: usize> Scratch<L> {
    /// Values, drivers and adoption of a block: what demand stands on.
    pub fn prepare(&mut self, program: &Program, provider: &Provider, inputs: &impl Inputs, first_draw: u32) {
        self.values.resize(provider.slots.len(), Lanes::ZERO);
        inputs.fill(program, &provider.slots, first_draw, &mut self.values);
        self.drivers.reset(provider.drivers.len(), program.months);
        for (index, driver) in provider.drivers.iter().enumerate() {
            self.drivers.fill(index, |months| demand::levels(driver, &self.values, months));
        }
        self.curves.reset(provider.curves.len(), program.months);
        for (index, curve) in provider.curves.iter().enumerate() {
            self.curves.fill(index, |months| adoption::shares(curve, &self.values, months));
        }
    }

    pub fn values(&self) -> &[Lanes<L>] {
        &self.values
    }

    pub fn driver(&self, index: usize) -> OverTime<'_, L> {
        self.drivers.get(index)
    }

    pub fn curve(&self, index: usize) -> OverTime<'_, L> {
        self.curves.get(index)
    }
}

impl<const L: usize> Block<L> {
    /// The provider's chain for the draws from `first_draw`: values → drivers, adoption → demand → supply → gap.
    pub fn project(
        &mut self,
        program: &Program,
        provider: &Provider,
        inputs: &impl Inputs,
        first_draw: u32,
        counted: usize,
        scratch: &mut Scratch<L>,
    ) {
        let rows = program.row_months.len() + 1;
        self.cells.resize(provider.roles.len() * rows, Cell::ZERO);
        self.sums.resize(provider.roles.len() * rows, Sums::default());
        self.too_large = None;
        scratch.prepare(program, provider, inputs, first_draw);
        let mut demand = scratch
            .demand
            .take()
            .filter(|demand| demand.steady.len() == program.months)
            .unwrap_or_else(|| Demand::new(program.months));
        for (index, role) in provider.roles.iter().enumerate() {
            demand::run(role, &scratch.values, |i| scratch.drivers.get(i), |i| scratch.curves.get(i), &mut demand);
            let rates = supply::rates(role, &scratch.values);
            let time_to_fill = scratch.values[role.time_to_fill.0 as usize];
            let (policy, mut state) = supply::policy::opening(program.policy, role, &rates, time_to_fill);
            let place = index * rows..(index + 1) * rows;
            let mut collected =
                Rows::new(&mut self.cells[place.clone()], &mut self.sums[place], counted, &demand, &state);
            let mut month = 0;
            for (row, &months) in program.row_months.iter().enumerate() {
                for _ in 0..months {
                    let stock = supply::after_exits(&state, &rates);
                    let decisions = policy.decide(stock, &state, role.establishment_end_fte[month]);
                    let (next, flows) = supply::step(&state, &decisions, &rates);
                    collected.add_month(row + 1, demand.steady[month], &state, &next, &flows);
                    state = next;
                    month += 1;
                }
            }
            if !collected.finish().within && self.too_large.is_none() {
                self.too_large = Some(index);
            }
        }
        scratch.demand = Some(demand);
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
            let share = scratch.curves.get(curve);
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

/// All draws of one provider, as a sink sees them. Rows count the opening as row 0; numbers are sums over a row's months
/// in units of 2⁻³⁶ (FTE, or shares of 1 for adoption).
pub struct Results<'a, const L: usize> {
    /// The provider's index.
    pub provider: usize,
    /// Number of draws.
    pub draws: usize,
    pub(super) blocks: &'a [Block<L>],
}

impl<const L: usize> Results<'_, L> {
    /// The draws of one of the provider's roles in a row, appended to `demand`, `supply` and `shortage`.
    pub fn cells(&self, rows: usize, role: usize, row: usize, into: [&mut Vec<i64>; 3]) {
        let [demand, supply, shortage] = into;
        for block in self.blocks {
            let cell = &block.cells[role * rows + row];
            demand.extend_from_slice(&cell.demand);
            supply.extend_from_slice(&cell.supply);
            shortage.extend_from_slice(&cell.shortage);
        }
        for draws in [demand, supply, shortage] {
            draws.truncate(self.draws);
        }
    }

    /// Sums over the draws of one of the provider's roles in a row.
    pub fn sums(&self, rows: usize, role: usize, row: usize) -> impl Iterator<Item = Sums> + '_ {
        self.blocks.iter().map(move |block| block.sums[role * rows + row])
    }

    /// The draws of a technology's adoption at the provider's own facility in a row, appended to `into`.
    pub fn adoption(&self, rows: usize, technology: usize, row: usize, into: &mut Vec<i64>) {
        into.extend(self.blocks.iter().flat_map(|block| block.adoption[technology * rows + row]));
        into.truncate(self.draws);
    }
}
