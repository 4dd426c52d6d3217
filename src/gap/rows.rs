//! One role's months collected into rows.

use super::story::{Supply, Told};
use super::{CELL_WIDE, Cell, Item, MEASURES, MONEY_PARTS, Measure, Rounder, Sums};
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

/// Where a finished row goes.
pub struct RowOut<'a> {
    /// What is kept of each draw of a batch: as many numbers each of demand, supply, shortage and residual.
    pub draws: &'a mut [i64],
    /// Which of the batch's draws is in the first lane.
    pub first: usize,
    /// What is kept as sums over draws; the row's are added.
    pub sums: &'a mut Sums,
    /// What explains it, where that is asked for; the row's is added.
    pub told: Option<Told<'a>>,
}

/// Collects one role's months into rows.
///
/// Sums wrap: they can only overflow where a number was too large for the rounder, and then they are not used.
pub struct Rows<'a, const L: usize, const LARGE: bool> {
    role: &'a ProviderRole,
    demand: &'a Demand<L>,
    /// True if what explains the rows is asked for.
    tells: bool,
    /// Lanes that are draws; the others are computed and not counted.
    counted: usize,
    opening_needed: [i64; L],
    opening_there: [i64; L],
    closing: [i64; L],
    supply: Supply<L>,
    /// The row under way: its cell, its measures by lane, its money.
    cell: Cell<L>,
    measures: [[i64; L]; MEASURES],
    money: [f64; super::ITEMS],
    rounder: Rounder<L, LARGE>,
}

impl<'a, const L: usize, const LARGE: bool> Rows<'a, L, LARGE> {
    /// The opening is the first row and goes to `out`; what explains rows is asked for in all of them or in none.
    #[inline(always)]
    pub fn new(
        role: &'a ProviderRole,
        demand: &'a Demand<L>,
        opening: &Standing<L>,
        counted: usize,
        mut out: RowOut<'_>,
    ) -> Self {
        let mut rounder = Rounder::default();
        let needed = rounder.round(demand.opening + demand.opening_surge);
        let surge = rounder.round(demand.opening_surge);
        let there = rounder.round(opening.productive);
        let contracted = rounder.round(opening.contracted);
        let recruiting = rounder.round(opening.recruiting);
        let steady = rounder.round(demand.opening);
        let mut rows = Self {
            role,
            demand,
            tells: out.told.is_some(),
            counted,
            opening_needed: needed,
            opening_there: there,
            closing: contracted,
            supply: Supply::default(),
            cell: Cell::ZERO,
            measures: [[0; L]; MEASURES],
            money: [0.0; super::ITEMS],
            rounder,
        };
        // Contracted labour of the first month stands for that of the opening.
        rows.add_cell(0, needed, there, surge);
        rows.add(Measure::Contracted, contracted);
        rows.set(Measure::Closing, contracted);
        rows.set(Measure::Recruiting, recruiting);
        rows.set(Measure::LastSteady, steady);
        if let Some(told) = &mut out.told {
            told.opening(demand, needed, counted, &mut rows.rounder);
        }
        rows.store(out);
        rows
    }

    /// Adds a month to the row under way.
    #[inline(always)]
    pub fn add_month(&mut self, month: &Month<'_, L>) {
        let Month { number, before, after, flows, .. } = *month;
        let (steady, surge) = (self.demand.steady[number], self.demand.surge[number]);
        let contracted = (before.contracted + after.contracted) * 0.5;
        let present = (before.productive + before.retraining + after.productive + after.retraining) * 0.5;
        let needed = self.rounder.round(steady + surge);
        let there = self.rounder.round(present);
        let surge = self.rounder.round(surge);
        for (measure, fte) in
            [(Measure::Hires, flows.hires), (Measure::Graduates, flows.graduates), (Measure::MovedIn, flows.moved_in)]
        {
            let units = self.rounder.round(fte);
            self.add(measure, units);
            self.closing.iter_mut().zip(units).for_each(|(closing, units)| *closing = closing.wrapping_add(units));
        }
        for (measure, fte) in [
            (Measure::Leavers, flows.leavers),
            (Measure::Retirements, flows.retirements),
            (Measure::MovedOut, flows.moved_out),
            (Measure::Released, flows.released),
        ] {
            let units = self.rounder.round(fte);
            self.add(measure, units);
            self.closing.iter_mut().zip(units).for_each(|(closing, units)| *closing = closing.wrapping_sub(units));
        }
        let contracted_units = self.rounder.round(contracted);
        self.add(Measure::Contracted, contracted_units);
        let recruiting = self.rounder.round(after.recruiting);
        self.set(Measure::Recruiting, recruiting);
        let steady = self.rounder.round(steady);
        self.set(Measure::LastSteady, steady);
        self.set(Measure::Closing, self.closing);
        self.add_cell(number, needed, there, surge);
        if self.tells {
            self.supply.add(month);
        }
        if self.role.prices.is_some() {
            self.cost(month, contracted, present);
        }
    }

    #[inline(always)]
    fn add_cell(&mut self, month: usize, needed: [i64; L], there: [i64; L], surge: [i64; L]) {
        let labour = &self.role.labour;
        let at = |list: &[f64]| list.get(month).copied().unwrap_or(0.0);
        let cover = self.rounder.one(at(&labour.in_use) + at(&labour.on_call));
        let cell = &mut self.cell;
        let (mut short_of_surge, mut covered) = ([0; L], [0; L]);
        for lane in 0..L {
            let shortage = needed[lane].wrapping_sub(there[lane]).max(0);
            short_of_surge[lane] = shortage.min(surge[lane]);
            covered[lane] = shortage.min(cover);
            cell.demand[lane] = cell.demand[lane].wrapping_add(needed[lane]);
            cell.supply[lane] = cell.supply[lane].wrapping_add(there[lane]);
            cell.shortage[lane] = cell.shortage[lane].wrapping_add(shortage);
            cell.residual[lane] = cell.residual[lane].wrapping_add(shortage - covered[lane]);
        }
        self.add(Measure::Surge, surge);
        self.add(Measure::ShortageSurge, short_of_surge);
        self.add(Measure::Contractors, covered);
    }

    #[inline(always)]
    fn add(&mut self, measure: Measure, units: [i64; L]) {
        let sums = self.measures[measure as usize].iter_mut();
        sums.zip(units).for_each(|(sum, units)| *sum = sum.wrapping_add(units));
    }

    /// What holds at the end of the row.
    #[inline(always)]
    fn set(&mut self, measure: Measure, units: [i64; L]) {
        self.measures[measure as usize] = units;
    }

    /// Puts the row under way where rows are kept and begins the next.
    #[inline(always)]
    fn store(&mut self, out: RowOut<'_>) {
        let Cell { demand, supply, shortage, residual } = &self.cell;
        let width = out.draws.len() / CELL_WIDE;
        for (draws, lanes) in out.draws.chunks_mut(width).zip([demand, supply, shortage, residual]) {
            let draws = &mut draws[out.first..];
            match draws.get_mut(..L) {
                Some(draws) => draws.copy_from_slice(lanes),
                None => draws.copy_from_slice(&lanes[..draws.len()]),
            }
        }
        for (sum, lanes) in out.sums.units.iter_mut().zip(&self.measures) {
            *sum += total(lanes, self.counted);
        }
        for (sum, money) in out.sums.money.iter_mut().zip(self.money) {
            *sum += (money * MONEY_PARTS).round() as i128;
        }
        self.cell = Cell::ZERO;
        self.measures = [[0; L]; MEASURES];
        self.money = [0.0; super::ITEMS];
    }

    /// What the month costs, summed over draws.
    fn cost(&mut self, month: &Month<'_, L>, contracted: Lanes<L>, present: Lanes<L>) {
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
        let money = &mut self.money;
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

    /// Ends the row under way, which is row `row` of `months` months: what explains it is rounded so that it adds up.
    #[inline(always)]
    pub fn end_row(&mut self, row: usize, months: usize, mut out: RowOut<'_>) {
        if let Some(told) = &mut out.told {
            let cell = &self.cell;
            let (mut demand, mut supply) = (cell.demand, cell.supply);
            for lane in 0..L {
                demand[lane] = demand[lane].wrapping_sub(self.opening_needed[lane].wrapping_mul(months as i64));
                supply[lane] = supply[lane].wrapping_sub(self.opening_there[lane].wrapping_mul(months as i64));
            }
            let needs = (self.demand, cell.demand, demand);
            told.row(row, needs, (self.supply.take_row(), supply), self.counted, &mut self.rounder);
        }
        self.store(out);
    }

    /// Whether all numbers could be rounded.
    pub fn within(&self) -> bool {
        self.rounder.within()
    }
}

#[inline(always)]
pub(super) fn total<const L: usize>(lanes: &[i64; L], counted: usize) -> i128 {
    let lanes = if counted == L { &lanes[..] } else { &lanes[..counted] };
    let sum = lanes.iter().fold(0_i64, |sum, units| sum.wrapping_add(*units));
    i128::from(sum)
}

#[cfg(test)]
mod tests {
    use super::super::UNITS_PER_FTE;
    use super::*;

    #[test]
    fn shortage_is_taken_month_by_month_and_surge_is_its_first_part() {
        let role = crate::program::ProviderRole::example();
        let (mut draws, mut sums) = ([[0; CELL_WIDE]; 2], [Sums::default(); 2]);
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
        let (causes_wide, parts_wide) = (Told::causes_wide(&role), role.parts.len());
        let tables = draws.iter_mut().zip(&mut sums);
        let told = causes.chunks_mut(causes_wide).zip(parts.chunks_mut(parts_wide));
        let mut outs = tables.zip(told).map(|((draws, sums), (causes, parts))| {
            let told = Some(Told { causes, parts });
            RowOut { draws, first: 0, sums, told }
        });
        let mut rows = Rows::<1, false>::new(&role, &demand, &team(2.0), 1, outs.next().expect("the opening"));
        let still = team(2.0);
        for number in 0..2 {
            let flows = &Flows::NONE;
            let month = Month { number, before: &still, after: &still, flows, retraining_cost: Lanes::ZERO };
            rows.add_month(&month);
        }
        rows.end_row(1, 2, outs.next().expect("a row"));
        assert!(rows.within());
        let fte = |units: i64| units as f64 / UNITS_PER_FTE;
        assert_eq!(fte(draws[0][2]), 0.0);
        assert_eq!(draws[1].map(fte)[..3], [4.5, 4.0, 1.0]);
        assert_eq!(fte(sums[1].get(Measure::ShortageSurge) as i64), 0.5);
        assert_eq!(fte(sums[1].get(Measure::Closing) as i64), 2.0);
    }
}
