//! Quantities over the months of a forecast, each with its value at the opening.

use super::Lanes;

/// Several quantities over the months, in one piece of memory that is used again and again.
#[derive(Debug, Default)]
pub struct Months<const L: usize> {
    months: Vec<Lanes<L>>,
    opening: Vec<Lanes<L>>,
    length: usize,
}

/// A quantity over the months with its value at the opening.
#[derive(Clone, Copy, Debug)]
pub struct OverTime<'a, const L: usize> {
    /// At the opening.
    pub opening: Lanes<L>,
    /// In each month, on average.
    pub months: &'a [Lanes<L>],
}

impl<const L: usize> Months<L> {
    /// Room for `count` quantities over `length` months.
    #[inline(always)]
    pub fn reset(&mut self, count: usize, length: usize) {
        self.months.resize(count * length, Lanes::ZERO);
        self.opening.resize(count, Lanes::ZERO);
        self.length = length;
    }

    /// Quantity `index`, to be filled: its value at the opening and its months.
    #[inline(always)]
    pub fn get_mut(&mut self, index: usize) -> (&mut Lanes<L>, &mut [Lanes<L>]) {
        (&mut self.opening[index], &mut self.months[index * self.length..][..self.length])
    }

    /// Quantity `index`.
    #[inline(always)]
    pub fn get(&self, index: usize) -> OverTime<'_, L> {
        OverTime { opening: self.opening[index], months: &self.months[index * self.length..][..self.length] }
    }
}
