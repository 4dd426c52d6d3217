//! The Shapley value of a product: what each factor's change adds.
//!
//! When a product of n factors goes from Π a to Π b, factor i's part is ∫₀¹ (b_i − a_i) Π_{j≠i} (a_j + s·(b_j − a_j)) ds
//! (Shapley 1953; for a product, the average over all orders is this integral). The integrand is a polynomial of degree
//! n − 1, so ⌈n/2⌉ Gauss and Legendre nodes give it exactly and the parts add up without a rest.

use crate::lanes::Lanes;

/// Calls `tell(i, part)` with the part of each factor in scale × (Π after − Π before). `nodes` are those for this number of
/// factors.
#[inline(always)]
pub fn parts<const L: usize>(
    scale: Lanes<L>,
    before: &[Lanes<L>],
    after: &[Lanes<L>],
    nodes: &[(f64, f64)],
    prefix: &mut [Lanes<L>],
    mut tell: impl FnMut(usize, Lanes<L>),
) {
    match (before, after) {
        ([], _) => {}
        ([a], [b]) => tell(0, scale * (*b - *a)),
        ([a0, a1], [b0, b1]) => {
            let half = scale * 0.5;
            tell(0, half * (*b0 - *a0) * (*a1 + *b1));
            tell(1, half * (*b1 - *a1) * (*a0 + *b0));
        }
        _ => {
            let count = before.len();
            for &(at, weight) in nodes {
                let factor = |i: usize| before[i] + (after[i] - before[i]) * at;
                let mut product = scale * weight;
                for (i, prefix) in prefix.iter_mut().enumerate().take(count) {
                    *prefix = product;
                    product = product * factor(i);
                }
                let mut suffix = Lanes::splat(1.0);
                for i in (0..count).rev() {
                    tell(i, (after[i] - before[i]) * prefix[i] * suffix);
                    suffix = suffix * factor(i);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::legendre;
    use proptest::prelude::*;

    fn of(before: &[f64], after: &[f64]) -> Vec<f64> {
        let lanes = |values: &[f64]| values.iter().map(|&value| Lanes([value])).collect::<Vec<Lanes<1>>>();
        let nodes = legendre::nodes(before.len().div_ceil(2));
        let mut found = vec![0.0; before.len()];
        let mut prefix = vec![Lanes::ZERO; before.len()];
        let one = Lanes([1.0]);
        parts(one, &lanes(before), &lanes(after), &nodes, &mut prefix, |i, part| found[i] += part.0[0]);
        found
    }

    /// The definition: the mean over all subsets, weighted by |S|!·(n − |S| − 1)!/n!.
    fn enumerated(before: &[f64], after: &[f64]) -> Vec<f64> {
        let count = before.len();
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        let value = |set: usize| -> f64 {
            (0..count).map(|i| if set & (1 << i) == 0 { before[i] } else { after[i] }).product()
        };
        (0..count)
            .map(|i| {
                (0..1_usize << count)
                    .filter(|set| set & (1 << i) == 0)
                    .map(|set| {
                        let size = set.count_ones() as usize;
                        let weight = factorial(size) * factorial(count - size - 1) / factorial(count);
                        weight * (value(set | (1 << i)) - value(set))
                    })
                    .sum()
            })
            .collect()
    }

    /// methods.md 5.4: from 10 × 2 to 12 × 3 the parts are 5 and 11.
    #[test]
    fn two_factors_have_the_published_parts() {
        assert_eq!(of(&[10.0, 2.0], &[12.0, 3.0]), [5.0, 11.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_integral_is_the_mean_over_all_subsets(
            factors in proptest::collection::vec((0.0_f64..2.0, 0.0_f64..2.0), 1..=11)
        ) {
            let (before, after): (Vec<f64>, Vec<f64>) = factors.into_iter().unzip();
            let (found, expected) = (of(&before, &after), enumerated(&before, &after));
            let size = expected.iter().fold(1.0_f64, |size, part| size.max(part.abs()));
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert!((found - expected).abs() < 1e-12 * size, "{found} {expected}");
            }
        }
    }
}
