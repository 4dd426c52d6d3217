//! Exact quantiles of integer samples.

/// The quantiles at `levels` (in rising order, each 0 to 1) of `sample`, by Hyndman and Fan's type 7 (1996): the default
/// of R and numpy. The sample is reordered. Empty samples have no quantiles.
///
/// Only as much is sorted as is needed: each order statistic is selected within the part that the one before it left.
pub fn type_7<const N: usize>(sample: &mut [i64], levels: [f64; N]) -> Option<[f64; N]> {
    let last = sample.len().checked_sub(1)?;
    let mut sorted_to = 0;
    let mut results = [0.0; N];
    for (result, level) in results.iter_mut().zip(levels) {
        let place = level * last as f64;
        let index = (place as usize).min(last);
        if index >= sorted_to {
            sample[sorted_to..].select_nth_unstable(index - sorted_to);
            sorted_to = index + 1;
        }
        let lower = sample[index];
        let upper = if index < last {
            if index + 1 >= sorted_to {
                // Everything from here on is at least `lower`: the next order statistic is its minimum.
                let (offset, _) =
                    sample[sorted_to..].iter().enumerate().min_by_key(|&(_, value)| *value).unwrap_or((0, &lower));
                sample.swap(sorted_to, sorted_to + offset);
                sorted_to += 1;
            }
            sample[index + 1]
        } else {
            lower
        };
        *result = lower as f64 + (place - index as f64) * (upper - lower) as f64;
    }
    Some(results)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hand_checked_sample() {
        let mut sample = [40, 10, 30, 20];
        assert_eq!(type_7(&mut sample, [0.0, 0.5, 0.9, 1.0]), Some([10.0, 25.0, 37.0, 40.0]));
        assert_eq!(type_7(&mut [], [0.5]), None);
        assert_eq!(type_7(&mut [7], [0.1, 0.9]), Some([7.0, 7.0]));
    }

    proptest! {
        #[test]
        fn equals_sorting(mut sample in prop::collection::vec(-1000_i64..1000, 1..200)) {
            let mut sorted = sample.clone();
            sorted.sort_unstable();
            let levels = [0.1, 0.25, 0.5, 0.75, 0.9];
            let found = type_7(&mut sample, levels).expect("not empty");
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
