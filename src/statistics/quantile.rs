//! Exact quantiles of integer samples.

use super::samples::{self, Extent};

/// Number of bins of the first pass.
const BINS: usize = 512;

/// The quantiles at `levels` (in rising order, each 0 to 1) of `sample`, by Hyndman and Fan's type 7 (1996): the default
/// of R and numpy.  Empty samples have no quantiles.
///
/// The sample is counted into bins between its ends; only the bins that hold a wanted order statistic are sorted.
pub fn type_7<const N: usize>(sample: &[i64], levels: [f64; N]) -> Option<[f64; N]> {
    let Extent { smallest, largest, .. } = samples::extent(sample);
    type_7_between(sample, (smallest, largest), levels)
}

/// [`type_7`] of a sample whose smallest and largest number are known.
pub fn type_7_between<const N: usize>(
    sample: &[i64],
    (smallest, largest): (i64, i64),
    levels: [f64; N],
) -> Option<[f64; N]> {
    let last = sample.len().checked_sub(1)?;
    if smallest == largest {
        return Some([smallest as f64; N]);
    }
    let place = |level: f64| level * last as f64;
    let wanted = levels.map(|level| (place(level) as usize).min(last));
    let sorted = OrderStatistics::of(sample, smallest, largest, &wanted);
    Some(std::array::from_fn(|i| {
        let (lower, upper) = (sorted.at(wanted[i]), sorted.at((wanted[i] + 1).min(last)));
        lower as f64 + (place(levels[i]) - wanted[i] as f64) * (upper - lower) as f64
    }))
}

/// The wanted bins of a sample, sorted: for each the rank of its first value, and its values.
struct OrderStatistics {
    ranks: Vec<usize>,
    values: Vec<i64>,
    starts: Vec<usize>,
}

impl OrderStatistics {
    /// Sorts what is needed to know the order statistics `wanted` (rising) and the one after each.
    fn of(sample: &[i64], smallest: i64, largest: i64, wanted: &[usize]) -> Self {
        // The highest bits of the distance from the smallest value name the bin.
        let range = largest.wrapping_sub(smallest) as u64;
        let shift = (u64::BITS - range.leading_zeros()).saturating_sub(BINS.ilog2());
        let bin = |value: i64| (value.wrapping_sub(smallest) as u64 >> shift) as usize & (BINS - 1);
        let mut counts = [0_u32; BINS];
        for &value in sample {
            counts[bin(value)] += 1;
        }
        let mut ranks_of_bins = [0_usize; BINS];
        let mut total = 0;
        for (rank, count) in ranks_of_bins.iter_mut().zip(counts) {
            *rank = total;
            total += count as usize;
        }
        let bin_of_rank = |rank: usize| ranks_of_bins.partition_point(|&first| first <= rank) - 1;
        let mut slots = [usize::MAX; BINS];
        let mut needed: Vec<usize> =
            wanted.iter().flat_map(|&rank| [rank, (rank + 1).min(total - 1)]).map(bin_of_rank).collect();
        needed.sort_unstable();
        needed.dedup();
        let mut starts = vec![0];
        for (slot, &bin) in needed.iter().enumerate() {
            slots[bin] = slot;
            starts.push(starts[slot] + counts[bin] as usize);
        }
        let mut next = starts.clone();
        let mut values = vec![0; starts[needed.len()]];
        for &value in sample {
            let slot = slots[bin(value)];
            if slot != usize::MAX {
                values[next[slot]] = value;
                next[slot] += 1;
            }
        }
        for slot in 0..needed.len() {
            values[starts[slot]..starts[slot + 1]].sort_unstable();
        }
        Self { ranks: needed.iter().map(|&bin| ranks_of_bins[bin]).collect(), values, starts }
    }

    /// The order statistic of a rank that was wanted.
    fn at(&self, rank: usize) -> i64 {
        let slot = self.ranks.partition_point(|&first| first <= rank) - 1;
        self.values[self.starts[slot] + rank - self.ranks[slot]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hand_checked_sample() {
        let sample = [40, 10, 30, 20];
        assert_eq!(type_7(&sample, [0.0, 0.5, 0.9, 1.0]), Some([10.0, 25.0, 37.0, 40.0]));
        assert_eq!(type_7(&[], [0.5]), None);
        assert_eq!(type_7(&[7], [0.1, 0.9]), Some([7.0, 7.0]));
    }

    proptest! {
        #[test]
        fn equals_sorting(sample in prop::collection::vec(-(1_i64 << 58)..(1_i64 << 58), 1..200)) {
            let mut sorted = sample.clone();
            sorted.sort_unstable();
            let levels = [0.1, 0.25, 0.5, 0.75, 0.9];
            let found = type_7(&sample, levels).expect("not empty");
            for (level, value) in levels.into_iter().zip(found) {
                let place = level * (sorted.len() - 1) as f64;
                let low = sorted[place as usize];
                let high = sorted[(place as usize + 1).min(sorted.len() - 1)];
                let expected = low as f64 + (place - place.floor()) * (high - low) as f64;
                prop_assert_eq!(value, expected);
            }
        }
    }
}
