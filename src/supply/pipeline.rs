//! Vacancies on their way to being filled: three stages of equal mean, then offers, some of them declined, then starts.

use super::Decisions;
use crate::lanes::Lanes;
use crate::statistics::erlang::{self, STAGES};

/// Vacancies being filled, FTE.
#[derive(Clone, Copy, Debug)]
pub struct Pipeline<const L: usize> {
    /// In each stage.
    pub stages: [Lanes<L>; STAGES],
    /// Offers accepted by people who wait to start, because no more may start this year.
    pub waiting: Lanes<L>,
}

/// Chances to pass stages in a month and in half a month, and to accept an offer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passing<const L: usize> {
    month: [Lanes<L>; STAGES],
    half_month: [Lanes<L>; STAGES],
    accept: Lanes<L>,
}

impl<const L: usize> Passing<L> {
    /// `time_to_fill` is the mean of one attempt in months, `accept` the share of offers accepted.
    #[inline(always)]
    pub fn new(time_to_fill: Lanes<L>, accept: Lanes<L>) -> Self {
        let passing = |time: f64| {
            let chances = time_to_fill.0.map(|mean| erlang::passing(time, mean));
            std::array::from_fn(|stage| Lanes(std::array::from_fn(|lane| chances[lane][stage])))
        };
        Self { month: passing(1.0), half_month: passing(0.5), accept }
    }
}

impl<const L: usize> Pipeline<L> {
    /// So many vacancies, in equal parts in the stages.
    #[inline(always)]
    pub fn standing(vacancies: Lanes<L>) -> Self {
        Self { stages: [vacancies * (1.0 / STAGES as f64); STAGES], waiting: Lanes::ZERO }
    }

    /// All vacancies being filled.
    #[inline(always)]
    pub fn total(&self) -> Lanes<L> {
        self.stages[0] + self.stages[1] + self.stages[2] + self.waiting
    }

    /// One month: standing vacancies pass a whole month, new ones half a month. Returns the offers accepted and those
    /// declined, which leave the pipeline and are recruited again.
    #[inline(always)]
    pub(super) fn advance(&mut self, decisions: &Decisions<L>, passing: &Passing<L>) -> (Lanes<L>, Lanes<L>) {
        let [first, second, third] = self.stages;
        let [of_first, of_second, of_third] = decisions.cancelled;
        let (first, second, third) = (first - of_first, second - of_second, third - of_third);
        let opened = decisions.opened;
        let [none, one, two] = passing.month;
        let [half_none, half_one, half_two] = passing.half_month;
        self.stages = [
            first * none + opened * half_none,
            second * none + first * one + opened * half_one,
            third * none + second * one + first * two + opened * half_two,
        ];
        self.waiting -= decisions.withdrawn;
        let offers = (first + second + third + opened) - (self.stages[0] + self.stages[1] + self.stages[2]);
        let accepted = offers * passing.accept;
        (accepted, offers - accepted)
    }
}
