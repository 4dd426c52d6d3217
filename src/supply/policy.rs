//! Whom to recruit: the policies that supply a month's decisions.

use super::{Decisions, Pipeline};
use crate::domain::HiringPolicy;
use crate::lanes::Lanes;
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
    /// This month's steady demand is met, without foresight.
    Close,
    /// What is scheduled is carried out, and nothing else.
    Schedule,
}

/// What a policy sees of a month.
#[derive(Clone, Copy, Debug)]
pub struct Seen<const L: usize> {
    /// Staff in post after this month's exits and graduations.
    pub stock: Lanes<L>,
    /// Vacancies being filled.
    pub recruiting: Lanes<L>,
    /// Graduates and retrained staff who come within the mean time to fill a post.
    pub due: Lanes<L>,
    /// Posts funded at the end of the month.
    pub establishment: f64,
    /// Steady demand of the month.
    pub steady: Lanes<L>,
    /// Requisitions scheduled for the month, and those of a schedule whose offers were declined in the month before.
    pub scheduled: Lanes<L>,
}

impl<const L: usize> Policy<L> {
    /// The policy and the vacancies that are being filled at the opening (`model-rules` 6): all of them when posts or the
    /// gap are to be filled; when leavers are replaced, as many as `exits` a month keep open for the mean time to fill,
    /// but not more than there are. A `source` of staff for other roles holds what it has, whatever the others do.
    #[inline(always)]
    pub fn opening(
        policy: HiringPolicy,
        source: bool,
        stock: Lanes<L>,
        vacancies: Lanes<L>,
        exits: Lanes<L>,
        time_to_fill: Lanes<L>,
    ) -> (Self, Lanes<L>) {
        match policy {
            HiringPolicy::None if !source => (Self::None, Lanes::ZERO),
            HiringPolicy::Schedule if !source => (Self::Schedule, Lanes::ZERO),
            HiringPolicy::FillEstablishment if !source => (Self::Fill, vacancies),
            HiringPolicy::CloseGap if !source => (Self::Close, vacancies),
            _ => {
                let standing = vacancies.min(exits * time_to_fill);
                (Self::Hold(stock + standing), standing)
            }
        }
    }

    /// What is decided in a month. Where more stand in the pipeline than are wanted, requisitions are cancelled, the earliest
    /// stage first, and at last accepted offers are withdrawn.
    #[inline(always)]
    pub fn decide(&self, seen: &Seen<L>, pipeline: &Pipeline<L>) -> Decisions<L> {
        let nothing = [Lanes::ZERO; STAGES];
        let target = match self {
            Self::None => {
                return Decisions { opened: Lanes::ZERO, cancelled: nothing, withdrawn: Lanes::ZERO };
            }
            Self::Schedule => {
                let opened = seen.scheduled;
                return Decisions { opened, cancelled: nothing, withdrawn: Lanes::ZERO };
            }
            Self::Hold(target) => *target,
            Self::Fill => Lanes::splat(seen.establishment),
            Self::Close => seen.steady,
        };
        let wanted = target - seen.stock - seen.recruiting - seen.due;
        let mut surplus = (-wanted).max(Lanes::ZERO);
        let mut cancelled = nothing;
        for (cancelled, standing) in cancelled.iter_mut().zip(pipeline.stages) {
            *cancelled = surplus.min(standing).max(Lanes::ZERO);
            surplus -= *cancelled;
        }
        let withdrawn = surplus.min(pipeline.waiting).max(Lanes::ZERO);
        Decisions { opened: wanted.max(Lanes::ZERO), cancelled, withdrawn }
    }
}
