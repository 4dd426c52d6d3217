//! Whom to recruit: the policies that supply a month's decisions.

use super::{Decisions, Rates, State};
use crate::domain::HiringPolicy;
use crate::lanes::Lanes;
use crate::program::ProviderRole;
use crate::statistics::erlang::STAGES;

/// A policy with what it must remember of the opening.
#[derive(Clone, Copy, Debug)]
pub enum Policy<const L: usize> {
    /// Nobody is recruited.
    None,
    /// Staff and vacancies of the opening are held.
    Hold(Lanes<L>),
    /// The establishment is filled.
    Fill,
}

/// The policy and the state at the opening.
///
/// Vacancies of the opening stand in equal thirds in the three stages: all of them when the establishment is to be
/// filled; when leavers are replaced, as many as exits keep open, but not more than there are.
pub fn opening<const L: usize>(
    policy: HiringPolicy,
    role: &ProviderRole,
    rates: &Rates<L>,
    time_to_fill: Lanes<L>,
) -> (Policy<L>, State<L>) {
    let stock = Lanes::splat(role.opening_fte);
    let vacancies = Lanes::splat((role.opening_establishment_fte - role.opening_fte).max(0.0));
    let standing = match policy {
        HiringPolicy::None | HiringPolicy::CloseGap | HiringPolicy::Schedule => Lanes::ZERO,
        HiringPolicy::ReplaceLeavers => vacancies.min(rates.exits(stock) * time_to_fill),
        HiringPolicy::FillEstablishment => vacancies,
    };
    let state = State { stock, stages: [standing * (1.0 / STAGES as f64); STAGES] };
    let policy = match policy {
        HiringPolicy::None | HiringPolicy::CloseGap | HiringPolicy::Schedule => Policy::None,
        HiringPolicy::ReplaceLeavers => Policy::Hold(stock + standing),
        HiringPolicy::FillEstablishment => Policy::Fill,
    };
    (policy, state)
}

impl<const L: usize> Policy<L> {
    /// What is decided in a month: `stock` is what is left after this month's exits, `establishment` is aimed at.
    ///
    /// Where more stand in the pipeline than are wanted, requisitions are cancelled, the earliest stage first.
    pub fn decide(&self, stock: Lanes<L>, state: &State<L>, establishment: f64) -> Decisions<L> {
        let target = match self {
            Self::None => return Decisions { opened: Lanes::ZERO, cancelled: [Lanes::ZERO; STAGES] },
            Self::Hold(target) => *target,
            Self::Fill => Lanes::splat(establishment),
        };
        let wanted = target - stock - state.recruiting();
        let mut surplus = (-wanted).max(Lanes::ZERO);
        let cancelled = state.stages.map(|stage| {
            let cancelled = surplus.min(stage);
            surplus -= cancelled;
            cancelled
        });
        Decisions { opened: wanted.max(Lanes::ZERO), cancelled }
    }
}
