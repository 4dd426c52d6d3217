//! Exact sums, ends and differences of integer samples, a few numbers at a time in vector instructions.
//!
//! Left out: quantiles, which look at a sample one number at a time ([`super::quantile`]).

use crate::lanes::{Work, vectorised};

/// The sum of a sample, and its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The sum.
    pub sum: i128,
    /// The smallest number; [`i64::MAX`] of an empty sample.
    pub smallest: i64,
    /// The largest number; [`i64::MIN`] of an empty sample.
    pub largest: i64,
}

/// The extent of a sample.
pub fn extent(sample: &[i64]) -> Extent {
    vectorised(Extended(sample))
}

/// The sums of every `N`th number: those at places 0, N, 2N, …, those at 1, N + 1, …
pub fn sums_by_turns<const N: usize>(sample: &[i64]) -> [i128; N] {
    vectorised(Turned(sample))
}

/// Adds `more` number by number; False if a sum does not fit 64 bits.
#[must_use]
pub fn add(sums: &mut [i64], more: &[i64]) -> bool {
    vectorised(Added(sums, more))
}

/// Fills `differences` with `from` less `less`, number by number.
pub fn differences(from: &[i64], less: &[i64], differences: &mut Vec<i64>) {
    differences.clear();
    differences.extend(from.iter().zip(less).map(|(from, less)| from - less));
}

/// How many numbers exceed both `part` of the number beside them in `wholes` and `threshold`.
pub fn count_above(sample: &[i64], wholes: &[i64], part: f64, threshold: f64) -> usize {
    vectorised(Above { sample, wholes, part, threshold })
}

/// The sum of squared differences from `mean`. Eight sums run beside each other and are added in order.
pub fn squares_about(mean: f64, sample: &[i64]) -> f64 {
    vectorised(Squares { mean, sample })
}

/// Numbers side by side.
const WIDTH: usize = 8;

struct Extended<'a>(&'a [i64]);

impl Work for Extended<'_> {
    type Output = Extent;
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) -> Extent {
        let (mut smallest, mut largest) = ([i64::MAX; WIDTH], [i64::MIN; WIDTH]);
        let (chunks, rest) = self.0.as_chunks::<WIDTH>();
        for chunk in chunks {
            for lane in 0..WIDTH {
                smallest[lane] = smallest[lane].min(chunk[lane]);
                largest[lane] = largest[lane].max(chunk[lane]);
            }
        }
        for &value in rest {
            (smallest[0], largest[0]) = (smallest[0].min(value), largest[0].max(value));
        }
        let sum = Turned::<WIDTH>(self.0).run().into_iter().sum();
        let smallest = smallest.into_iter().fold(i64::MAX, i64::min);
        Extent { sum, smallest, largest: largest.into_iter().fold(i64::MIN, i64::max) }
    }
}

struct Turned<'a, const N: usize>(&'a [i64]);

impl<const N: usize> Work for Turned<'_, N> {
    type Output = [i128; N];
    const WIDTH: usize = N;

    #[inline(always)]
    fn run(self) -> [i128; N] {
        // Upper and lower halves by themselves: neither sum leaves 64 bits for fewer than 2³¹ numbers.
        let (mut upper, mut lower) = ([0_i64; N], [0_i64; N]);
        let (chunks, rest) = self.0.as_chunks::<N>();
        for chunk in chunks {
            for lane in 0..N {
                upper[lane] += chunk[lane] >> 32;
                lower[lane] += chunk[lane] & 0xFFFF_FFFF;
            }
        }
        for (lane, value) in rest.iter().enumerate() {
            upper[lane] += value >> 32;
            lower[lane] += value & 0xFFFF_FFFF;
        }
        let mut sums = [0; N];
        for lane in 0..N {
            sums[lane] = (i128::from(upper[lane]) << 32) + i128::from(lower[lane]);
        }
        sums
    }
}

struct Added<'a>(&'a mut [i64], &'a [i64]);

impl Work for Added<'_> {
    type Output = bool;
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) -> bool {
        let mut strayed = 0;
        for (sum, more) in self.0.iter_mut().zip(self.1) {
            let added = sum.wrapping_add(*more);
            // A sum that does not fit has another sign than both of its parts.
            strayed |= (added ^ *sum) & (added ^ more);
            *sum = added;
        }
        strayed >= 0
    }
}

struct Above<'a> {
    sample: &'a [i64],
    wholes: &'a [i64],
    part: f64,
    threshold: f64,
}

impl Work for Above<'_> {
    type Output = usize;
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) -> usize {
        let mut above = 0_u64;
        for (value, whole) in self.sample.iter().zip(self.wholes) {
            let limit = (self.part * *whole as f64).max(self.threshold);
            above += u64::from(*value as f64 > limit);
        }
        above as usize
    }
}

struct Squares<'a> {
    mean: f64,
    sample: &'a [i64],
}

impl Work for Squares<'_> {
    type Output = f64;
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) -> f64 {
        let mut sums = [0.0; WIDTH];
        let (chunks, rest) = self.sample.as_chunks::<WIDTH>();
        for chunk in chunks {
            for lane in 0..WIDTH {
                let away = chunk[lane] as f64 - self.mean;
                sums[lane] += away * away;
            }
        }
        for (sum, value) in sums.iter_mut().zip(rest) {
            let away = *value as f64 - self.mean;
            *sum += away * away;
        }
        sums.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn everything_is_as_one_number_at_a_time_gives_it(
            pairs in prop::collection::vec((-(1_i64 << 60)..(1_i64 << 60), -(1_i64 << 60)..(1_i64 << 60)), 1..70),
            part in 0.0..1.0_f64,
        ) {
            let (sample, others): (Vec<i64>, Vec<i64>) = pairs.into_iter().unzip();
            let found = extent(&sample);
            let sum: i128 = sample.iter().map(|&value| i128::from(value)).sum();
            let ends = (sample.iter().min().copied(), sample.iter().max().copied());
            prop_assert_eq!((found.sum, Some(found.smallest), Some(found.largest)), (sum, ends.0, ends.1));
            let turns: [i128; 3] = sums_by_turns(&sample);
            for (turn, found) in turns.into_iter().enumerate() {
                let expected: i128 = sample.iter().skip(turn).step_by(3).map(|&value| i128::from(value)).sum();
                prop_assert_eq!(found, expected);
            }
            let is_above = |(value, whole): &(&i64, &i64)| **value as f64 > (part * **whole as f64).max(1e12);
            let expected = sample.iter().zip(&others).filter(is_above).count();
            prop_assert_eq!(count_above(&sample, &others, part, 1e12), expected);
            let mut sums = sample.clone();
            prop_assert!(add(&mut sums, &others));
            let mut back = Vec::new();
            differences(&sums, &others, &mut back);
            prop_assert_eq!(&back, &sample);
            let squares: f64 = sample.iter().map(|&value| (value as f64 - 3.0) * (value as f64 - 3.0)).sum();
            prop_assert!((squares_about(3.0, &sample) / squares - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_sum_that_leaves_64_bits_is_told() {
        for (at, value) in [(0, i64::MAX), (9, i64::MIN)] {
            let mut sums = [1_i64.wrapping_mul(value.signum()); 10];
            let mut more = [5; 10];
            more[at] = value;
            assert!(!add(&mut sums, &more));
        }
    }
}
