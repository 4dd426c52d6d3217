//! A few draws side by side, one in each lane of a vector.
//!
//! Every formula of the engines is written once for [`Lanes`]; the width is a constant of the caller, so that the
//! compiler unrolls and vectorises. Nothing here fuses or reorders operations: a lane's bits depend on that lane alone.

mod months;
mod vectors;

pub use months::{Months, OverTime};
pub use vectors::{Work, run_portable, vectorised};

use crate::maths;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// `L` numbers, one per draw.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Lanes<const L: usize>(pub [f64; L]);

impl<const L: usize> Default for Lanes<L> {
    fn default() -> Self {
        Self::ZERO
    }
}

impl<const L: usize> Lanes<L> {
    /// Zero in every lane.
    pub const ZERO: Self = Self([0.0; L]);

    /// The same number in every lane.
    #[inline(always)]
    pub fn splat(value: f64) -> Self {
        Self([value; L])
    }

    /// `f` of every lane.
    #[inline(always)]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        let mut lanes = self.0;
        for lane in &mut lanes {
            *lane = f(*lane);
        }
        Self(lanes)
    }

    /// `f` of every pair of lanes.
    #[inline(always)]
    pub fn zip(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let mut lanes = self.0;
        for (lane, other) in lanes.iter_mut().zip(other.0) {
            *lane = f(*lane, other);
        }
        Self(lanes)
    }

    /// The larger of each pair; what is not a number stays so and is found when lanes are rounded.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a < b { b } else { a })
    }

    /// The smaller of each pair; what is not a number stays so.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { b } else { a })
    }

    /// eˣ of every lane.
    #[inline(always)]
    pub fn exp(self) -> Self {
        self.map(maths::exp)
    }

    /// ln x of every lane.
    #[inline(always)]
    pub fn ln(self) -> Self {
        self.map(maths::ln)
    }

    /// The square root of every lane.
    #[inline(always)]
    pub fn sqrt(self) -> Self {
        self.map(f64::sqrt)
    }

    /// ln(1 + eˣ) of every lane.
    #[inline(always)]
    pub fn softplus(self) -> Self {
        self.map(maths::softplus)
    }

    /// In each lane `then` where `self` is above 0, else `otherwise`.
    #[inline(always)]
    pub fn if_positive(self, then: Self, otherwise: Self) -> Self {
        let mut lanes = otherwise.0;
        for (lane, (condition, then)) in lanes.iter_mut().zip(self.0.into_iter().zip(then.0)) {
            *lane = if condition > 0.0 { then } else { *lane };
        }
        Self(lanes)
    }

    /// True if any lane is above 0.
    #[inline(always)]
    pub fn any_positive(self) -> bool {
        self.0.iter().any(|&value| value > 0.0)
    }
}

macro_rules! lanewise {
    ($($trait:ident $method:ident $op:tt),+) => {$(
        impl<const L: usize> $trait for Lanes<L> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, |a, b| a $op b)
            }
        }
        impl<const L: usize> $trait<f64> for Lanes<L> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self.map(|a| a $op other)
            }
        }
    )+};
}
lanewise!(Add add +, Sub sub -, Mul mul *, Div div /);

impl<const L: usize> Neg for Lanes<L> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|value| -value)
    }
}

impl<const L: usize> AddAssign for Lanes<L> {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl<const L: usize> SubAssign for Lanes<L> {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_number_is_never_hidden() {
        let nothing = Lanes([f64::NAN]);
        assert!(nothing.max(Lanes([1.0])).0[0].is_nan() && nothing.min(Lanes([1.0])).0[0].is_nan());
    }

    #[test]
    fn a_lane_does_not_see_its_neighbours() {
        let values = [0.3, -2.0, 5.5, 0.0];
        let together = (Lanes(values) * 2.0 - Lanes::splat(0.1)).exp().softplus();
        for (lane, value) in values.into_iter().enumerate() {
            let alone = (Lanes([value]) * 2.0 - Lanes::splat(0.1)).exp().softplus();
            assert_eq!(together.0[lane].to_bits(), alone.0[0].to_bits());
        }
    }
}
