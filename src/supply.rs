//! The staff who are there: who leaves, who retires, who is trained, who moves, and who is recruited how fast.
//!
//! One role at one provider is a [`Team`]; it goes through a month in the order of `model-rules` 7: exits as competing
//! hazards; graduations and completed moves; requisitions decided from the stock after both; vacancies on their way through
//! three Erlang stages; arrivals, who may leave in their first half month. Staff are kept by month of tenure, since
//! newcomers leave more often and are not yet fully productive (`model-rules` 8). The dynamics ([`Team::advance`],
//! [`Team::arrive`]) are linear in what is decided; a [`Policy`] decides. Where people are whole, the number who leave is
//! binomial and who arrives is rounded (`people`). Left out: what the staff are needed for (`demand`).

mod moves;
mod people;
mod pipeline;
mod policy;
mod rates;
mod stock;
mod team;

pub use moves::Retraining;
pub use people::Luck;
pub use pipeline::Pipeline;
pub use policy::Policy;
pub use team::{Standing, Team};

use crate::lanes::Lanes;
use crate::statistics::erlang::STAGES;

/// What is decided in a month.
#[derive(Clone, Copy, Debug)]
pub struct Decisions<const L: usize> {
    /// Requisitions opened, FTE.
    pub opened: Lanes<L>,
    /// Requisitions cancelled in each stage, FTE; never more than stand there.
    pub cancelled: [Lanes<L>; STAGES],
    /// Accepted offers withdrawn, FTE.
    pub withdrawn: Lanes<L>,
}

/// What happened in a month, FTE.
#[derive(Clone, Copy, Debug)]
pub struct Flows<const L: usize> {
    /// People recruited who start.
    pub hires: Lanes<L>,
    /// People who leave for another reason than retirement.
    pub leavers: Lanes<L>,
    /// People who retire.
    pub retirements: Lanes<L>,
    /// Graduates who start.
    pub graduates: Lanes<L>,
    /// People who come (or come back) from retraining.
    pub moved_in: Lanes<L>,
    /// People who begin retraining for another role.
    pub moved_out: Lanes<L>,
    /// People who are released.
    pub released: Lanes<L>,
}

impl<const L: usize> Flows<L> {
    /// Nothing happened.
    pub const NONE: Self = Self {
        hires: Lanes::ZERO,
        leavers: Lanes::ZERO,
        retirements: Lanes::ZERO,
        graduates: Lanes::ZERO,
        moved_in: Lanes::ZERO,
        moved_out: Lanes::ZERO,
        released: Lanes::ZERO,
    };
}

#[cfg(test)]
mod tests;
