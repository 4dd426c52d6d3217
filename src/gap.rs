//! Demand less supply, in whole units of 2⁻³⁶ FTE, so that every sum is exact.
//!
//! Each finished cell (provider × role × month × draw) is rounded once; from there on everything is integer addition, so
//! that order, threads and shards cannot matter and gap = demand − supply to the last bit (`model-rules` 1 and 12).
//! Shortage and surplus are taken month by month. Left out: what the sums mean over draws (`uncertainty`).

use crate::demand::Demand;
use crate::lanes::Lanes;
use crate::program::ProviderRole;
use crate::supply::{Flows, State};

/// Units in one FTE.
pub const UNITS_PER_FTE: f64 = (1_u64 << 36) as f64;

/// The largest cell: 2¹⁸ FTE, so that a year's months of a whole block of draws fit 64 bits.
pub const LARGEST_CELL_FTE: f64 = (1_u64 << 18) as f64;

/// Rounds FTE to units. A number that is not finite or beyond [`LARGEST_CELL_FTE`] is told to `check` and counts as 0.
#[inline(always)]
pub fn to_units(fte: f64, check: &mut Check) -> i64 {
    // Adding 1.5·2⁵² leaves a whole number in the low bits. Two steps of 2¹⁶ and 2²⁰ reach 2³⁶ with room for large cells;
    // what the first step leaves over is exact. Unlike a cast this has no branch and becomes vector code.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let whole = |value: f64| (value + ROUND).to_bits().wrapping_sub(ROUND.to_bits()) as i64;
    let within = fte.abs() <= LARGEST_CELL_FTE;
    check.within &= within;
    let coarse = if within { fte * 65_536.0 } else { 0.0 };
    let rest = (coarse - ((coarse + ROUND) - ROUND)) * 1_048_576.0;
    (whole(coarse) << 20) + whole(rest)
}

#[inline(always)]
fn lanes_to_units<const L: usize>(fte: Lanes<L>, check: &mut Check) -> [i64; L] {
    let mut units = [0; L];
    for (units, lane) in units.iter_mut().zip(fte.0) {
        *units = to_units(lane, check);
    }
    units
}

/// Whether all cells so far could be rounded.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// False once a cell was too large or not a number.
    pub within: bool,
}

/// What is kept of each draw: sums over the months of a row, in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<const L: usize> {
    /// Demand.
    pub demand: [i64; L],
    /// Supply.
    pub supply: [i64; L],
    /// Shortage: what of the gap is above 0, month by month.
    pub shortage: [i64; L],
}

impl<const L: usize> Cell<L> {
    /// Nothing yet.
    pub const ZERO: Self = Self { demand: [0; L], supply: [0; L], shortage: [0; L] };
}

/// What is kept of a row as sums over the draws of a block, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// People who start in the row's months.
    pub hires: i64,
    /// Leavers in the row's months.
    pub leavers: i64,
    /// Retirements in the row's months.
    pub retirements: i64,
    /// Staff in post after the last month.
    pub closing: i64,
    /// Vacancies being filled after the last month.
    pub recruiting: i64,
    /// Staff in post, averaged over each month and summed over the months.
    pub in_post: i64,
    /// Steady demand of the last month.
    pub last_steady: i64,
}

/// Collects one role's months into rows.
pub struct Rows<'a, const L: usize> {
    cells: &'a mut [Cell<L>],
    sums: &'a mut [Sums],
    /// Lanes that are draws; the others are computed and not counted.
    counted: usize,
    closing: [i64; L],
    check: Check,
}

impl<'a, const L: usize> Rows<'a, L> {
    /// `cells` and `sums` hold the opening and then each row. The opening is set here.
    pub fn new(
        cells: &'a mut [Cell<L>],
        sums: &'a mut [Sums],
        counted: usize,
        demand: &Demand<L>,
        opening: &State<L>,
    ) -> Self {
        let mut check = Check { within: true };
        cells.fill(Cell::ZERO);
        sums.fill(Sums::default());
        let needed = lanes_to_units(demand.opening, &mut check);
        let closing = lanes_to_units(opening.stock, &mut check);
        let recruiting = lanes_to_units(opening.recruiting(), &mut check);
        let mut rows = Self { cells, sums, counted, closing, check };
        rows.add_cell(0, needed, closing);
        let sums = &mut rows.sums[0];
        sums.closing = total(&closing, counted);
        sums.in_post = sums.closing;
        sums.recruiting = total(&recruiting, counted);
        sums.last_steady = total(&needed, counted);
        rows
    }

    /// Adds a month to row `row` (0 is the opening): from `before` to `after` with `flows`.
    #[inline(always)]
    pub fn add_month(&mut self, row: usize, steady: Lanes<L>, before: &State<L>, after: &State<L>, flows: &Flows<L>) {
        let check = &mut self.check;
        let needed = lanes_to_units(steady, check);
        let in_post = lanes_to_units((before.stock + after.stock) * 0.5, check);
        let hires = lanes_to_units(flows.hires, check);
        let leavers = lanes_to_units(flows.leavers, check);
        let retirements = lanes_to_units(flows.retirements, check);
        let recruiting = lanes_to_units(after.recruiting(), check);
        for (lane, closing) in self.closing.iter_mut().enumerate() {
            *closing += hires[lane] - leavers[lane] - retirements[lane];
        }
        let counted = self.counted;
        let sums = &mut self.sums[row];
        sums.hires += total(&hires, counted);
        sums.leavers += total(&leavers, counted);
        sums.retirements += total(&retirements, counted);
        sums.in_post += total(&in_post, counted);
        sums.closing = total(&self.closing, counted);
        sums.recruiting = total(&recruiting, counted);
        sums.last_steady = total(&needed, counted);
        self.add_cell(row, needed, in_post);
    }

    fn add_cell(&mut self, row: usize, needed: [i64; L], there: [i64; L]) {
        let cell = &mut self.cells[row];
        for lane in 0..L {
            cell.demand[lane] += needed[lane];
            cell.supply[lane] += there[lane];
            cell.shortage[lane] += (needed[lane] - there[lane]).max(0);
        }
    }

    /// Whether all numbers could be rounded.
    pub fn finish(self) -> Check {
        self.check
    }
}

fn total<const L: usize>(lanes: &[i64; L], counted: usize) -> i64 {
    lanes[..counted].iter().sum()
}

/// The establishment of a role in the opening and each row, summed over the row's months, in units.
pub fn establishment(role: &ProviderRole, row_months: &[usize]) -> Vec<i64> {
    let mut check = Check { within: true };
    let mut rows = vec![to_units(role.opening_establishment_fte, &mut check)];
    let mut months = role.establishment_fte.iter();
    for &count in row_months {
        rows.push(months.by_ref().take(count).map(|&fte| to_units(fte, &mut check)).sum());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_to_the_nearest_unit_and_refuses_what_is_no_staff() {
        let mut check = Check { within: true };
        assert_eq!(to_units(1.0, &mut check), 1 << 36);
        assert_eq!(to_units(-0.5, &mut check), -(1 << 35));
        assert_eq!(to_units(0.4 / UNITS_PER_FTE, &mut check), 0);
        assert_eq!(to_units(0.6 / UNITS_PER_FTE, &mut check), 1);
        for fte in [1.9, 0.1, 1365.8, 200_000.3, -0.7, 1e-9, 262_143.999_999] {
            assert_eq!(to_units(fte, &mut check), (fte * UNITS_PER_FTE).round_ties_even() as i64, "{fte}");
        }
        assert!(check.within);
        to_units(f64::NAN, &mut check);
        assert!(!check.within);
    }

    #[test]
    fn shortage_is_taken_month_by_month() {
        let (mut cells, mut sums) = ([Cell::<1>::ZERO; 2], [Sums::default(); 2]);
        let demand = Demand { steady: Vec::new(), opening: Lanes([1.0]) };
        let state = |stock: f64| State { stock: Lanes([stock]), stages: [Lanes::ZERO; 3] };
        let mut rows = Rows::new(&mut cells, &mut sums, 1, &demand, &state(2.0));
        let none = Flows { hires: Lanes::ZERO, leavers: Lanes::ZERO, retirements: Lanes::ZERO };
        rows.add_month(1, Lanes([3.0]), &state(2.0), &state(2.0), &none);
        rows.add_month(1, Lanes([1.5]), &state(2.0), &state(2.0), &none);
        assert!(rows.finish().within);
        let fte = |units: i64| units as f64 / UNITS_PER_FTE;
        assert_eq!(fte(cells[0].shortage[0]), 0.0);
        assert_eq!((fte(cells[1].demand[0]), fte(cells[1].supply[0]), fte(cells[1].shortage[0])), (4.5, 4.0, 1.0));
        assert_eq!(fte(sums[1].closing), 2.0);
    }
}
