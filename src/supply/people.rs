//! Whole people: how many leave is binomial, and who arrives is rounded so that the mean stays right.
//!
//! Luck is a pure function of (seed, role and provider, draw, month). The number who leave is the quantile of a binomial
//! distribution at one uniform number; above 200 people the normal quantile with continuity correction. Streams of
//! arrivals are rounded by their running sum with one offset a draw: ⌊sum + u⌋ has the sum as its mean, and nobody is lost.

use crate::lanes::Lanes;
use crate::maths::special::normal_quantile;
use crate::maths::{exp, ln};
use crate::streams::Stream;

/// Up to this many people the binomial distribution itself is inverted.
const FEW: f64 = 200.0;

/// The luck of single people: seed and first draw of a block.
#[derive(Clone, Copy, Debug)]
pub struct Luck {
    /// Seed of all luck.
    pub seed: u64,
    /// The draw in the first lane.
    pub first_draw: u32,
}

/// Streams of whole people, each with an offset of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Started,
    Graduated,
    MovedIn,
    Released,
    MovedOut,
    Returned,
}

const KINDS: usize = 6;

/// The whole people of one team.
#[derive(Debug)]
pub(super) struct Whole<const L: usize> {
    stream: Stream,
    first_draw: u32,
    fte_per_head: f64,
    /// Numbers of four months.
    chances: [Lanes<L>; 4],
    block: Option<usize>,
    uniform: Lanes<L>,
    /// What each kind's running sum begins with.
    offsets: [Lanes<L>; KINDS],
    /// Running sum (in heads, offset included) and whole heads given, by kind.
    sums: [Lanes<L>; KINDS],
    given: [Lanes<L>; KINDS],
}

impl<const L: usize> Whole<L> {
    #[inline(always)]
    pub fn new(luck: Luck, key: u64, fte_per_head: f64) -> Self {
        let stream = Stream::new(luck.seed, key);
        // Blocks of offsets lie far from those of months.
        let [first, second] = [u32::MAX / 2, u32::MAX / 2 + 1].map(|block| lanes(&stream, luck.first_draw, block));
        let offsets = std::array::from_fn(|kind| if kind < 4 { first[kind] } else { second[kind - 4] });
        Self {
            stream,
            first_draw: luck.first_draw,
            fte_per_head,
            chances: [Lanes::ZERO; 4],
            block: None,
            uniform: Lanes::ZERO,
            offsets,
            sums: offsets,
            given: [Lanes::ZERO; KINDS],
        }
    }

    /// Draws the luck of a month.
    #[inline(always)]
    pub fn begin_month(&mut self, month: usize) {
        let block = month / 4;
        if self.block != Some(block) {
            self.chances = lanes(&self.stream, self.first_draw, block as u32);
            self.block = Some(block);
        }
        self.uniform = self.chances[month % 4];
    }

    /// How many of `total` go in whole people where `expected` would, both FTE.
    #[inline(always)]
    pub fn exits(&self, total: Lanes<L>, expected: Lanes<L>) -> Lanes<L> {
        let mut whole = Lanes::ZERO;
        for lane in 0..L {
            let (expected, total) = (expected.0[lane], total.0[lane]);
            // People who came part-time in other roles may leave a rest of less than a head.
            let heads = (total / self.fte_per_head).round();
            let chance = if total > 0.0 { (expected / total).clamp(0.0, 1.0) } else { 0.0 };
            whole.0[lane] = (binomial(self.uniform.0[lane], heads, chance) * self.fte_per_head).min(total.max(0.0));
        }
        whole
    }

    /// Whole people of a stream to which `fte` is added.
    #[inline(always)]
    pub fn round(&mut self, kind: Kind, fte: Lanes<L>) -> Lanes<L> {
        let (sum, given) = (&mut self.sums[kind as usize], &mut self.given[kind as usize]);
        *sum += fte * (1.0 / self.fte_per_head);
        // A sum of many parts that should be whole must not fall short by its rounding.
        let heads = sum.map(|sum| (sum + 1e-9).floor()) - *given;
        *given += heads;
        heads * self.fte_per_head
    }

    /// FTE of a stream that have not become a whole person yet (less than 0: somebody came early).
    #[inline(always)]
    pub fn pending(&self, kind: Kind) -> Lanes<L> {
        let kind = kind as usize;
        (self.sums[kind] - self.offsets[kind] - self.given[kind]) * self.fte_per_head
    }
}

#[inline(always)]
fn lanes<const L: usize>(stream: &Stream, first_draw: u32, block: u32) -> [Lanes<L>; 4] {
    stream.fours(first_draw, block).map(Lanes)
}

/// The quantile at `uniform` of the number of `people` (whole) who go when each goes with `chance`.
fn binomial(uniform: f64, people: f64, chance: f64) -> f64 {
    if people < 1.0 || chance <= 0.0 {
        return 0.0;
    }
    if chance >= 1.0 {
        return people;
    }
    if people > FEW {
        let deviation = (people * chance * (1.0 - chance)).sqrt();
        return (people * chance + deviation * normal_quantile(uniform) - 0.5).ceil().clamp(0.0, people);
    }
    let odds = chance / (1.0 - chance);
    let mut term = exp(people * ln(1.0 - chance));
    let (mut below, mut gone) = (term, 0.0);
    while below < uniform && gone < people {
        term *= odds * (people - gone) / (gone + 1.0);
        gone += 1.0;
        below += term;
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    /// methods.md 3.6: five people who leave with 12 %: mean .6, standard deviation .73.
    #[test]
    fn the_number_who_leave_is_binomial() {
        for (people, chance) in [(5.0, 0.12), (60.0, 0.015), (199.0, 0.3), (201.0, 0.02), (900.0, 0.02)] {
            let count = 200_000;
            let sample = (0..count).map(|i| binomial((f64::from(i) + 0.5) / f64::from(count), people, chance));
            let (sum, squares) = sample.fold((0.0, 0.0), |(sum, squares), k| (sum + k, squares + k * k));
            let mean = sum / f64::from(count);
            let variance = squares / f64::from(count) - mean * mean;
            let tolerance = if people > FEW { 0.05 } else { 2e-3 };
            assert!((mean - people * chance).abs() < tolerance, "{people} {chance}: {mean}");
            let expected = people * chance * (1.0 - chance);
            assert!((variance / expected - 1.0).abs() < 0.03, "{people} {chance}: {variance} {expected}");
        }
    }

    #[test]
    fn a_stream_keeps_its_mean_and_loses_nobody() {
        let luck = Luck { seed: 3, first_draw: 0 };
        let mut whole = Whole::<8>::new(luck, 7, 0.8);
        let mut given = Lanes::ZERO;
        for _ in 0..100 {
            let heads = whole.round(Kind::Started, Lanes::splat(0.3));
            assert!(heads.0.iter().all(|fte| (fte / 0.8).fract() == 0.0 && *fte >= 0.0));
            given += heads;
        }
        assert!(given.0.iter().all(|fte| (fte - 30.0).abs() <= 0.8));
    }
}
