//! Staff on their way from one role to another.

use crate::lanes::Lanes;
use crate::program::Move;

/// People in retraining, by the month in which they began.
#[derive(Debug)]
pub struct Retraining<const L: usize> {
    /// FTE who began in each month.
    begun: Vec<Lanes<L>>,
    /// FTE in retraining.
    under_way: Lanes<L>,
    completion: Lanes<L>,
}

impl<const L: usize> Retraining<L> {
    /// Nobody is in retraining at the opening.
    #[inline(always)]
    pub fn new(moving: &Move, values: &[Lanes<L>], months: usize) -> Self {
        Self {
            begun: vec![Lanes::ZERO; months],
            under_way: Lanes::ZERO,
            completion: values[moving.completion.0 as usize],
        }
    }

    /// `fte` begin in `month`. Returns those who join the new role in this month, and those who failed and return.
    #[inline(always)]
    pub fn pass(&mut self, moving: &Move, month: usize, fte: Lanes<L>) -> (Lanes<L>, Lanes<L>) {
        self.begun[month] = fte;
        self.under_way += fte;
        let ending = match month.checked_sub(moving.months) {
            Some(began) => self.begun[began],
            None => Lanes::ZERO,
        };
        self.under_way -= ending;
        let joining = ending * self.completion;
        (joining, ending - joining)
    }

    /// FTE in retraining.
    #[inline(always)]
    pub fn under_way(&self) -> Lanes<L> {
        self.under_way
    }

    /// FTE already in retraining who join within `time` months after `month`.
    #[inline(always)]
    pub fn due(&self, moving: &Move, month: usize, time: Lanes<L>) -> Lanes<L> {
        super::team::within(month, time, |later| {
            let began = later.checked_sub(moving.months).filter(|&began| began <= month);
            began.and_then(|began| self.begun.get(began)).map_or(Lanes::ZERO, |&fte| fte * self.completion)
        })
    }
}
