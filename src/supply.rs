//! The staff who are there: who leaves, who retires, and who is recruited how fast.
//!
//! One role at one provider, month by month (`design` section 4, `model-rules` 6, 7 and 13): exits as competing hazards;
//! requisitions decided from the stock after them; vacancies on their way through three Erlang stages; arrivals, who may
//! leave in their first half month. [`step`] is linear in its [`Decisions`]; a [`policy`] supplies them. Left out: what
//! the staff are needed for (`demand`).

pub mod policy;

use crate::lanes::Lanes;
use crate::program::ProviderRole;
use crate::statistics::erlang::{self, STAGES};

/// Staff in post and vacancies being filled.
#[derive(Clone, Copy, Debug)]
pub struct State<const L: usize> {
    /// Contracted FTE in post.
    pub stock: Lanes<L>,
    /// Vacancies in each stage of being filled, FTE.
    pub stages: [Lanes<L>; STAGES],
}

impl<const L: usize> State<L> {
    /// Vacancies being filled.
    pub fn recruiting(&self) -> Lanes<L> {
        self.stages[0] + self.stages[1] + self.stages[2]
    }
}

/// What is decided in a month.
#[derive(Clone, Copy, Debug)]
pub struct Decisions<const L: usize> {
    /// Requisitions opened, FTE.
    pub opened: Lanes<L>,
    /// Requisitions cancelled in each stage, FTE; never more than stand there.
    pub cancelled: [Lanes<L>; STAGES],
}

/// What happened in a month, FTE.
#[derive(Clone, Copy, Debug)]
pub struct Flows<const L: usize> {
    /// People who start.
    pub hires: Lanes<L>,
    /// People who leave for another reason than retirement.
    pub leavers: Lanes<L>,
    /// People who retire.
    pub retirements: Lanes<L>,
}

/// Rates of one role at one provider in one block of draws, ready for steps of a month.
#[derive(Clone, Copy, Debug)]
pub struct Rates<const L: usize> {
    exit_share: Lanes<L>,
    exit_share_of_half: Lanes<L>,
    leaver_part: Lanes<L>,
    month: [Lanes<L>; STAGES],
    half_month: [Lanes<L>; STAGES],
}

impl<const L: usize> Rates<L> {
    /// From leavers and retirements a year over average staff, and the mean months to fill a vacancy.
    pub fn new(leavers: Lanes<L>, retirement: Lanes<L>, time_to_fill: Lanes<L>) -> Self {
        let hazard = leavers + retirement;
        let passing = |time: f64| {
            let chances = time_to_fill.0.map(|mean| erlang::passing(time, mean));
            std::array::from_fn(|stage| Lanes(std::array::from_fn(|lane| chances[lane][stage])))
        };
        Self {
            exit_share: -(-hazard * (1.0 / 12.0)).exp() + 1.0,
            exit_share_of_half: -(-hazard * (1.0 / 24.0)).exp() + 1.0,
            leaver_part: hazard.if_positive(leavers / hazard, Lanes::ZERO),
            month: passing(1.0),
            half_month: passing(0.5),
        }
    }

    /// Exits of a month from a stock.
    pub fn exits(&self, stock: Lanes<L>) -> Lanes<L> {
        stock * self.exit_share
    }
}

/// The stock after this month's exits, from which requisitions are decided.
pub fn after_exits<const L: usize>(state: &State<L>, rates: &Rates<L>) -> Lanes<L> {
    state.stock - rates.exits(state.stock)
}

/// One month: exits, requisitions, progress of vacancies, arrivals. Linear in state and decisions.
pub fn step<const L: usize>(state: &State<L>, decisions: &Decisions<L>, rates: &Rates<L>) -> (State<L>, Flows<L>) {
    let exits = rates.exits(state.stock);
    let [first, second, third]: [Lanes<L>; STAGES] =
        std::array::from_fn(|stage| state.stages[stage] - decisions.cancelled[stage]);
    let opened = decisions.opened;
    // Standing vacancies pass a whole month, new ones half a month.
    let [none, one, two] = rates.month;
    let [half_none, half_one, half_two] = rates.half_month;
    let stages = [
        first * none + opened * half_none,
        second * none + first * one + opened * half_one,
        third * none + second * one + first * two + opened * half_two,
    ];
    let hires = (first + second + third + opened) - (stages[0] + stages[1] + stages[2]);
    let early_exits = hires * rates.exit_share_of_half;
    let gone = exits + early_exits;
    let leavers = gone * rates.leaver_part;
    let stock = state.stock - exits + (hires - early_exits);
    (State { stock, stages }, Flows { hires, leavers, retirements: gone - leavers })
}

/// The rates of `role`, from the provider's values.
pub fn rates<const L: usize>(role: &ProviderRole, values: &[Lanes<L>]) -> Rates<L> {
    let value = |slot: crate::program::Slot| values[slot.0 as usize];
    Rates::new(value(role.leavers), value(role.retirement), value(role.time_to_fill))
}

#[cfg(test)]
mod tests;
