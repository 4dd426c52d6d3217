//! One role's months collected into rows.

use super::story::{Supply, Told};
use super::{Cell, Check, Item, Measure, Sums, lanes_to_units, to_units};
use crate::demand::Demand;
use crate::lanes::Lanes;
use crate::program::ProviderRole;
use crate::supply::{Flows, Standing};

/// A month of one role, and what it costs.
#[derive(Clone, Copy, Debug)]
pub struct Month<'a, const L: usize> {
    /// Its number.
    pub number: usize,
    /// The team before it.
    pub before: &'a Standing<L>,
    /// The team after it.
    pub after: &'a Standing<L>,
    /// What happened in it.
    pub flows: &'a Flows<L>,
    /// Cost of the people who began retraining for this role.
    pub retraining_cost: Lanes<L>,
}

/// Collects one role's months into rows.
pub struct Rows<'a, const L: usize> {
    role: &'a ProviderRole,
    demand: &'a Demand<L>,
    cells: &'a mut [Cell<L>],
    sums: &'a mut [Sums],
    told: Told<'a>,
    /// Lanes that are draws; the others are computed and not counted.
    counted: usize,
    opening_needed: [i64; L],
    opening_there: [i64; L],
    closing: [i64; L],
    supply: Supply<L>,
    check: Check,
}

impl<'a, const L: usize> Rows<'a, L> {
    /// `cells`, `sums` and `told` hold the opening and then each row. The opening is set here.
    pub fn new(
        role: &'a ProviderRole,
        demand: &'a Demand<L>,
        opening: &Standing<L>,
        counted: usize,
        (cells, sums, told): (&'a mut [Cell<L>], &'a mut [Sums], Told<'a>),
    ) -> Self {
        let mut check = Check { within: true };
        cells.fill(Cell::ZERO);
        sums.fill(Sums::default());
        let needed = lanes_to_units(demand.opening + demand.opening_surge, &mut check);
        let surge = lanes_to_units(demand.opening_surge, &mut check);
        let there = lanes_to_units(opening.productive, &mut check);
        let contracted = lanes_to_units(opening.contracted, &mut check);
        let recruiting = lanes_to_units(opening.recruiting, &mut check);
        let steady = lanes_to_units(demand.opening, &mut check);
        let mut rows = Self {
            role,
            demand,
            cells,
            sums,
            told,
            counted,
            opening_needed: needed,
            opening_there: there,
            closing: contracted,
            supply: Supply::default(),
            check,
        };
        // Contracted labour of the first month stands for that of the opening.
        rows.add_cell(0, 0, needed, there, surge);
        rows.add(0, Measure::Closing, &contracted);
        rows.add(0, Measure::Contracted, &contracted);
        rows.add(0, Measure::Recruiting, &recruiting);
        rows.add(0, Measure::LastSteady, &steady);
        rows.told.opening(demand, needed, counted, &mut rows.check);
        rows
    }

    /// Adds a month to row `row` (0 is the opening).
    #[inline(always)]
    pub fn add_month(&mut self, row: usize, month: &Month<'_, L>) {
        let Month { number, before, after, flows, .. } = *month;
        let (steady, surge) = (self.demand.steady[number], self.demand.surge[number]);
        let contracted = (before.contracted + after.contracted) * 0.5;
        let present = (before.productive + before.retraining + after.productive + after.retraining) * 0.5;
        let check = &mut self.check;
        let needed = lanes_to_units(steady + surge, check);
        let there = lanes_to_units(present, check);
        let surge = lanes_to_units(surge, check);
        for (measure, fte, sign) in [
            (Measure::Hires, flows.hires, 1),
            (Measure::Graduates, flows.graduates, 1),
            (Measure::MovedIn, flows.moved_in, 1),
            (Measure::Leavers, flows.leavers, -1),
            (Measure::Retirements, flows.retirements, -1),
            (Measure::MovedOut, flows.moved_out, -1),
            (Measure::Released, flows.released, -1),
        ] {
            // Most flows are not there in most months.
            if fte.0 == [0.0; L] {
                continue;
            }
            let units = lanes_to_units(fte, &mut self.check);
            self.closing.iter_mut().zip(units).for_each(|(closing, units)| *closing += sign * units);
            self.add(row, measure, &units);
        }
        let contracted_units = lanes_to_units(contracted, &mut self.check);
        self.add(row, Measure::Contracted, &contracted_units);
        let recruiting = lanes_to_units(after.recruiting, &mut self.check);
        let steady = lanes_to_units(steady, &mut self.check);
        let closing = self.closing;
        let last = [(Measure::Closing, closing), (Measure::Recruiting, recruiting), (Measure::LastSteady, steady)];
        for (measure, units) in last {
            self.sums[row].units[measure as usize] = total(&units, self.counted);
        }
        self.add_cell(row, number, needed, there, surge);
        self.supply.add(month);
        self.cost(row, month, contracted, present);
    }

    fn add_cell(&mut self, row: usize, month: usize, needed: [i64; L], there: [i64; L], surge: [i64; L]) {
        let labour = &self.role.labour;
        let at = |list: &[f64]| list.get(month).copied().unwrap_or(0.0);
        let cover = to_units(at(&labour.in_use) + at(&labour.on_call), &mut self.check);
        let cell = &mut self.cells[row];
        let (mut short_of_surge, mut covered) = ([0; L], [0; L]);
        for lane in 0..L {
            let shortage = (needed[lane] - there[lane]).max(0);
            short_of_surge[lane] = shortage.min(surge[lane]);
            covered[lane] = shortage.min(cover);
            cell.demand[lane] += needed[lane];
            cell.supply[lane] += there[lane];
            cell.shortage[lane] += shortage;
            cell.residual[lane] += shortage - covered[lane];
        }
        self.add(row, Measure::Surge, &surge);
        self.add(row, Measure::ShortageSurge, &short_of_surge);
        self.add(row, Measure::Contractors, &covered);
    }

    #[inline(always)]
    fn add(&mut self, row: usize, measure: Measure, units: &[i64; L]) {
        self.sums[row].units[measure as usize] += total(units, self.counted);
    }

    /// What the month costs, summed over draws.
    fn cost(&mut self, row: usize, month: &Month<'_, L>, contracted: Lanes<L>, present: Lanes<L>) {
        let Some(prices) = &self.role.prices else { return };
        let (counted, number) = (self.counted, month.number);
        let sum = |fte: Lanes<L>| fte.0[..counted].iter().sum::<f64>();
        let at = |list: &[f64]| list.get(number).copied().unwrap_or(0.0);
        let vacant = (-contracted + self.role.establishment_fte[number]).max(Lanes::ZERO);
        let (labour, staff) = (&self.role.labour, &self.role.staff);
        let in_use = at(&labour.in_use);
        let short = self.demand.steady[number] + self.demand.surge[number] - present;
        // Labour in use is paid whether it is needed or not, labour on call when it is called.
        let called = (short - in_use).max(Lanes::ZERO).min(Lanes::splat(at(&labour.on_call)));
        let courses: f64 = staff.courses.iter().map(|course| at(&course.cost)).sum();
        let retention: f64 = staff.measures.iter().map(|measure| at(&measure.cost_per_fte)).sum();
        let priced = |fte: Lanes<L>, price: Option<f64>| price.map_or(0.0, |price| sum(fte) * price);
        let rate = |list: &[Option<f64>]| list.get(number).copied().flatten();
        let contracted_labour =
            priced(called, rate(&labour.on_call_rate)) + priced(Lanes::splat(in_use), rate(&labour.in_use_rate));
        let money = &mut self.sums[row].money;
        for (item, amount) in [
            (Item::Staff, sum(contracted) * prices.staff[number]),
            (Item::Hiring, priced(month.flows.hires, prices.hire[number])),
            (Item::Training, courses * counted as f64),
            (Item::Retraining, sum(month.retraining_cost)),
            (Item::Contractors, contracted_labour),
            (Item::Retention, sum(contracted) * retention),
            (Item::Vacancies, priced(vacant, prices.vacancy[number])),
            (Item::Releases, priced(month.flows.released, prices.release[number])),
        ] {
            money[item as usize] += amount;
        }
    }

    /// Ends row `row`: what explains it is rounded so that it adds up.
    pub fn end_row(&mut self, row: usize, months: usize) {
        let cell = self.cells[row];
        let change = |now: &[i64; L], opening: &[i64; L]| -> [i64; L] {
            std::array::from_fn(|lane| now[lane] - opening[lane] * months as i64)
        };
        let demand = change(&cell.demand, &self.opening_needed);
        let supply = change(&cell.supply, &self.opening_there);
        self.told.demand(row, self.demand, (demand, cell.demand), self.counted, &mut self.check);
        self.told.supply(row, self.supply.take_row(), supply, self.counted, &mut self.check);
    }

    /// Whether all numbers could be rounded.
    pub fn finish(self) -> Check {
        self.check
    }
}

pub(super) fn total<const L: usize>(lanes: &[i64; L], counted: usize) -> i64 {
    lanes[..counted].iter().sum()
}

#[cfg(test)]
mod tests {
    use super::super::UNITS_PER_FTE;
    use super::*;

    #[test]
    fn shortage_is_taken_month_by_month_and_surge_is_its_first_part() {
        let role = crate::program::ProviderRole::example();
        let (mut cells, mut sums) = ([Cell::<1>::ZERO; 2], [Sums::default(); 2]);
        let mut demand = Demand::new(2);
        demand.opening = Lanes([1.0]);
        demand.steady = vec![Lanes([2.5]), Lanes([1.5])];
        demand.surge = vec![Lanes([0.5]), Lanes([0.0])];
        demand.story.causes = vec![Lanes::ZERO; 2 * role.causes.len()];
        demand.story.parts = vec![crate::demand::Pieces::NONE; 2 * role.parts.len()];
        let team = |stock: f64| Standing {
            contracted: Lanes([stock]),
            productive: Lanes([stock]),
            retraining: Lanes::ZERO,
            recruiting: Lanes::ZERO,
        };
        let mut causes = vec![0; 2 * Told::causes_wide(&role)];
        let mut parts = vec![[0; 3]; 2 * role.parts.len()];
        let told = Told::new(&role, &mut causes, &mut parts);
        let mut rows = Rows::new(&role, &demand, &team(2.0), 1, (&mut cells, &mut sums, told));
        let still = team(2.0);
        for number in 0..2 {
            let flows = &Flows::NONE;
            let month = Month { number, before: &still, after: &still, flows, retraining_cost: Lanes::ZERO };
            rows.add_month(1, &month);
        }
        rows.end_row(1, 2);
        assert!(rows.finish().within);
        let fte = |units: i64| units as f64 / UNITS_PER_FTE;
        assert_eq!(fte(cells[0].shortage[0]), 0.0);
        assert_eq!((fte(cells[1].demand[0]), fte(cells[1].supply[0]), fte(cells[1].shortage[0])), (4.5, 4.0, 1.0));
        assert_eq!(fte(sums[1].get(Measure::ShortageSurge)), 0.5);
        assert_eq!(fte(sums[1].get(Measure::Closing)), 2.0);
    }
}
