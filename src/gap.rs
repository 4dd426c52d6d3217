//! Demand less supply, in whole units of 2⁻³⁶ FTE, so that every sum is exact.
//!
//! Each finished cell (provider × role × month × draw) is rounded once; from there on everything is integer addition, so
//! that order, threads and shards cannot matter and gap = demand − supply to the last bit (`model-rules` 1 and 12).
//! Shortage and surplus are taken month by month. Left out: what the sums mean over draws (`uncertainty`).

mod rows;
mod story;

pub use rows::{Month, RowOut, Rows};
pub use story::{SUPPLY_CAUSES, Told};

use crate::lanes::Lanes;
use crate::program::ProviderRole;

/// Units in one FTE.
pub const UNITS_PER_FTE: f64 = (1_u64 << 36) as f64;

/// The largest cell: 2¹⁸ FTE, so that a year's months of a whole block of draws fit 64 bits.
pub const LARGEST_CELL_FTE: f64 = (1_u64 << 18) as f64;

/// Rounds FTE to units. A number that is not finite or beyond [`LARGEST_CELL_FTE`] is told to `check` and counts as 0.
#[inline(always)]
pub fn to_units(fte: f64, check: &mut Check) -> i64 {
    to_units_within(fte, LARGEST_CELL_FTE, check)
}

#[inline(always)]
fn to_units_within(fte: f64, most: f64, check: &mut Check) -> i64 {
    // Adding 1.5·2⁵² leaves a whole number in the low bits. Two steps of 2¹⁶ and 2²⁰ reach 2³⁶ with room for large cells;
    // what the first step leaves over is exact. Unlike a cast this has no branch and becomes vector code.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let whole = |value: f64| (value + ROUND).to_bits().wrapping_sub(ROUND.to_bits()) as i64;
    let within = fte.abs() <= most;
    check.within &= within;
    let coarse = if within { fte * 65_536.0 } else { 0.0 };
    let rest = (coarse - ((coarse + ROUND) - ROUND)) * 1_048_576.0;
    (whole(coarse) << 20) + whole(rest)
}

/// Whether all cells so far could be rounded.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// False once a cell was too large or not a number.
    pub within: bool,
}

/// Rounds lanes to units and remembers whether all of them could be rounded.
///
/// A number below 2¹⁵ FTE in size is rounded by one addition: 1.5·2¹⁶ has 2⁻³⁶ as its last place. Nearly all work stays
/// there; where something does not, everything is done again with a rounder that is `LARGE` and reaches
/// [`LARGEST_CELL_FTE`]. Both give the same units.
#[derive(Clone, Copy, Debug)]
pub struct Rounder<const L: usize, const LARGE: bool> {
    /// Bits in which sums differ from 1.5·2¹⁶; from 2⁵² on none may.
    strayed: [u64; L],
    check: Check,
}

impl<const L: usize, const LARGE: bool> Default for Rounder<L, LARGE> {
    fn default() -> Self {
        Self { strayed: [0; L], check: Check { within: true } }
    }
}

impl<const L: usize, const LARGE: bool> Rounder<L, LARGE> {
    const BASE: f64 = 98_304.0;

    /// Rounds one cell.
    #[inline(always)]
    pub fn round(&mut self, fte: Lanes<L>) -> [i64; L] {
        self.round_within(fte, LARGEST_CELL_FTE)
    }

    /// Rounds a sum over the months of a row, which may be larger than one cell.
    #[inline(always)]
    fn round_sum(&mut self, fte: Lanes<L>) -> [i64; L] {
        // A year of the largest cells fits.
        self.round_within(fte, 16.0 * LARGEST_CELL_FTE)
    }

    #[inline(always)]
    fn round_within(&mut self, fte: Lanes<L>, most: f64) -> [i64; L] {
        let mut units = [0; L];
        for (lane, units) in units.iter_mut().enumerate() {
            if LARGE {
                *units = to_units_within(fte.0[lane], most, &mut self.check);
            } else {
                let bits = (fte.0[lane] + Self::BASE).to_bits();
                self.strayed[lane] |= bits ^ Self::BASE.to_bits();
                *units = bits.wrapping_sub(Self::BASE.to_bits()) as i64;
            }
        }
        units
    }

    /// Rounds one number, however large.
    #[inline(always)]
    fn one(&mut self, fte: f64) -> i64 {
        to_units(fte, &mut self.check)
    }

    /// True if all could be rounded.
    #[inline(always)]
    pub fn within(&self) -> bool {
        self.check.within && self.strayed.iter().fold(0, |all, bits| all | bits) >> 52 == 0
    }
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
    /// What of the shortage contracted labour does not cover.
    pub residual: [i64; L],
}

/// Numbers that a [`Cell`] has for each draw.
pub const CELL_WIDE: usize = 4;

impl<const L: usize> Cell<L> {
    /// Nothing yet.
    pub const ZERO: Self = Self { demand: [0; L], supply: [0; L], shortage: [0; L], residual: [0; L] };
}

/// What is kept of a row as sums over the draws of a block, in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// People recruited who start in the row's months.
    Hires,
    /// Graduates who start.
    Graduates,
    /// People who come from retraining.
    MovedIn,
    /// Leavers.
    Leavers,
    /// Retirements.
    Retirements,
    /// People who begin retraining for another role.
    MovedOut,
    /// People released.
    Released,
    /// Staff in post after the last month.
    Closing,
    /// Vacancies being filled after the last month.
    Recruiting,
    /// Staff in post, averaged over each month and summed over the months.
    Contracted,
    /// Steady demand of the last month.
    LastSteady,
    /// Surge, summed over the months.
    Surge,
    /// What of the shortage is surge.
    ShortageSurge,
    /// Contracted labour that covers shortage.
    Contractors,
}

/// Number of measures.
pub const MEASURES: usize = 14;

/// What staff cost, mean amounts of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Staff in post.
    Staff,
    /// Recruiting.
    Hiring,
    /// Courses.
    Training,
    /// Retraining.
    Retraining,
    /// Contracted labour.
    Contractors,
    /// Retention measures.
    Retention,
    /// Vacant posts.
    Vacancies,
    /// Releases.
    Releases,
}

/// Number of items.
pub const ITEMS: usize = 8;

/// Parts of a unit of money in which costs are summed, so that order cannot matter.
pub const MONEY_PARTS: f64 = 1_048_576.0;

/// Sums over draws, by row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// By [`Measure`], in units.
    pub units: [i128; MEASURES],
    /// By [`Item`], in parts of money ([`MONEY_PARTS`]).
    pub money: [i128; ITEMS],
}

impl Sums {
    /// One of the measures.
    pub fn get(&self, measure: Measure) -> i128 {
        self.units[measure as usize]
    }

    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        self.units.iter_mut().zip(other.units).for_each(|(sum, units)| *sum += units);
        self.money.iter_mut().zip(other.money).for_each(|(sum, money)| *sum += money);
    }
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
    fn sums_of_a_year_are_rounded_to_the_nearest_unit_too() {
        let mut rounder = Rounder::<1, true>::default();
        for fte in [0.1, -7.3, 3_000_000.7, 1e-10, 12.0 * LARGEST_CELL_FTE, 64.0 / UNITS_PER_FTE * 0.5] {
            let expected = (fte * UNITS_PER_FTE).round_ties_even() as i64;
            assert!((rounder.round_sum(Lanes([fte]))[0] - expected).abs() <= 1, "{fte}");
        }
        assert!(rounder.within());
        rounder.round_sum(Lanes([f64::NAN]));
        assert!(!rounder.within());
    }

    #[test]
    fn small_numbers_are_rounded_alike_by_both_rounders() {
        let (mut small, mut large) = (Rounder::<1, false>::default(), Rounder::<1, true>::default());
        for step in 0..20_000 {
            let fte = (f64::from(step) - 10_000.0) * 3.2 * crate::maths::exp(-f64::from(step % 40));
            let tie = fte.round() + 0.5 / UNITS_PER_FTE;
            for fte in [fte, tie, -tie] {
                assert_eq!(small.round(Lanes([fte])), large.round(Lanes([fte])), "{fte}");
            }
        }
        assert!(small.within() && large.within());
    }

    #[test]
    fn what_the_small_rounder_cannot_hold_it_tells() {
        for fte in [32_768.0, -40_000.0, 1e9, -1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut rounder = Rounder::<2, false>::default();
            rounder.round(Lanes([1.0, 2.0]));
            assert!(rounder.within());
            rounder.round(Lanes([3.0, fte]));
            assert!(!rounder.within(), "{fte}");
        }
    }
}
