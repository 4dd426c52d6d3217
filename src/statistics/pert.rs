//! The PERT distribution (Malcolm et al. 1959): a beta distribution on a range, with a mode.
//!
//! α = 1 + 4(mode − min)/(max − min), β = 6 − α; the mean is (min + 4·mode + max)/6. The variance is that of the beta
//! distribution, not ((max − min)/6)².

use super::distribution::LARGEST_SCORE;
use super::stretch::stretched;
use crate::maths::special::{Beta, normal_cdf, normal_density};

/// A PERT distribution; `minimum < maximum` and the mode lies between them or on one of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pert {
    /// Smallest possible value.
    pub minimum: f64,
    /// Most likely value.
    pub mode: f64,
    /// Largest possible value.
    pub maximum: f64,
}

impl Pert {
    /// The distribution with these bounds; `None` unless minimum ≤ mode ≤ maximum and minimum < maximum, all finite.
    pub fn from_bounds(minimum: f64, mode: f64, maximum: f64) -> Option<Self> {
        let ordered = minimum <= mode && mode <= maximum && minimum < maximum;
        (ordered && (maximum - minimum).is_finite()).then_some(Self { minimum, mode, maximum })
    }

    /// The distribution with this mode whose 10th and 90th percentiles are `low` and `high`; `None` as above.
    ///
    /// The shape (where the mode lies within the range) is found as `stretched` says.
    pub fn from_p10_p90(low: f64, mode: f64, high: f64) -> Option<Self> {
        Self::from_bounds(low, mode, high)?;
        let (minimum, maximum) = stretched([low, mode, high], Self::unit_percentiles);
        Some(Self { minimum, mode, maximum })
    }

    fn unit_percentiles(shape: f64) -> (f64, f64) {
        let beta = Self::unit(shape);
        (beta.quantile(0.1), beta.quantile(0.9))
    }

    /// The distribution on the unit range with its mode at `shape`.
    fn unit(shape: f64) -> Beta {
        Beta::new(1.0 + 4.0 * shape, 5.0 - 4.0 * shape)
    }

    /// Where the mode lies within the range, 0 to 1.
    pub fn shape(&self) -> f64 {
        (self.mode - self.minimum) / (self.maximum - self.minimum)
    }

    /// The mean, (min + 4·mode + max)/6.
    pub fn mean(&self) -> f64 {
        (self.minimum + 4.0 * self.mode + self.maximum) / 6.0
    }

    /// The value below which a share `probability` of the distribution lies.
    pub fn quantile(&self, probability: f64) -> f64 {
        self.minimum + (self.maximum - self.minimum) * Self::unit(self.shape()).quantile(probability)
    }
}

/// The quantile of a PERT shape on the unit range as a function of the normal score z, ready for fast look-up.
///
/// Knots every 1/16 from z = −8 to 8, joined by cubics with the exact slope φ(z)/density, made monotone where rounding
/// in the far tails would bend them. The error is below 10⁻⁷ of the range (a test compares it with the quantile).
#[derive(Clone, Debug)]
pub struct ScoreTable {
    /// For each interval the cubic's coefficients, lowest power first.
    cubics: Vec<[f64; 4]>,
}

const SCORES_PER_UNIT: f64 = 16.0;

impl ScoreTable {
    /// The table for the shape `shape` (place of the mode in the unit range, 0 to 1).
    pub fn new(shape: f64) -> Self {
        let beta = Pert::unit(shape);
        let half = (LARGEST_SCORE * SCORES_PER_UNIT) as usize;
        // Each half from the middle outwards: the knot before is a good guess of the next. The upper half is the lower
        // half of the mirrored distribution, so that neither tail is lost to rounding.
        let lower = lower_half(&beta, half);
        let upper = lower_half(&beta.mirrored(), half);
        let rising = lower.into_iter().rev();
        let falling = upper.into_iter().skip(1).map(|(value, slope)| (1.0 - value, slope));
        let knots: Vec<(f64, f64)> = rising.chain(falling).collect();
        let cubics = knots.windows(2).map(|pair| monotone_cubic(pair[0], pair[1])).collect();
        Self { cubics }
    }

    /// The quantile on the unit range at the normal score `z`.
    pub fn at(&self, z: f64) -> f64 {
        let [value] = self.at_scores([z]);
        value
    }

    /// The quantiles at several normal scores side by side.
    #[inline(always)]
    pub fn at_scores<const L: usize>(&self, scores: [f64; L]) -> [f64; L] {
        let (mut t, mut terms) = ([0.0; L], [[0.0; L]; 4]);
        for lane in 0..L {
            let place = (scores[lane].clamp(-LARGEST_SCORE, LARGEST_SCORE) + LARGEST_SCORE) * SCORES_PER_UNIT;
            let index = (place as usize).min(self.cubics.len() - 1);
            t[lane] = place - index as f64;
            for (term, coefficient) in terms.iter_mut().zip(self.cubics[index]) {
                term[lane] = coefficient;
            }
        }
        let [a, b, c, d] = terms;
        let mut values = [0.0; L];
        for lane in 0..L {
            values[lane] = (((d[lane] * t[lane] + c[lane]) * t[lane] + b[lane]) * t[lane] + a[lane]).clamp(0.0, 1.0);
        }
        values
    }
}

/// Quantile and slope at the scores 0, −1/16, −2/16, …
fn lower_half(beta: &Beta, intervals: usize) -> Vec<(f64, f64)> {
    let step = 1.0 / SCORES_PER_UNIT;
    let mut guess = beta.quantile(0.5);
    let knot = |index: usize| {
        let z = index as f64 * -step;
        guess = beta.quantile_from(normal_cdf(z), guess);
        let inside = guess.clamp(1e-15, 1.0 - 1e-15);
        (guess, step * normal_density(z) / beta.density(inside))
    };
    (0..=intervals).map(knot).collect()
}

/// The cubic on [0, 1] through two values with two slopes, each cut to three times the rise (Fritsch and Carlson 1980).
fn monotone_cubic((from, slope_from): (f64, f64), (to, slope_to): (f64, f64)) -> [f64; 4] {
    let rise = (to - from).max(0.0);
    let (m0, m1) = (slope_from.clamp(0.0, 3.0 * rise), slope_to.clamp(0.0, 3.0 * rise));
    [from, m0, 3.0 * rise - 2.0 * m0 - m1, m0 + m1 - 2.0 * rise]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::special::normal_quantile;

    /// methods.md 4.1: PERT (0, 3, 9) has mean 3.5, percentiles 1.377249, 3.382313, 5.800110.
    #[test]
    fn pert_0_3_9_has_the_published_percentiles() {
        let pert = Pert::from_bounds(0.0, 3.0, 9.0).expect("bounds in order");
        assert_eq!(pert.mean(), 3.5);
        for (probability, expected) in [(0.1, 1.377249), (0.5, 3.382313), (0.9, 5.800110)] {
            assert!((pert.quantile(probability) - expected).abs() < 5e-7, "{probability}");
        }
        let alpha: f64 = 1.0 + 4.0 * pert.shape();
        assert!((alpha - 7.0 / 3.0).abs() < 1e-15);
        let variance = 81.0 * alpha * (6.0 - alpha) / (36.0 * 7.0);
        assert!((variance - 2.75).abs() < 1e-12);
    }

    #[test]
    fn percentiles_give_back_the_range_they_came_from() {
        for (low, mode, high) in
            [(1.0, 2.0, 3.0), (4.5, 7.5, 11.0), (0.0, 2.0, 6.0), (-8.0, -4.0, 0.0), (3.0, 3.0, 9.0)]
        {
            let pert = Pert::from_p10_p90(low, mode, high).expect("in order");
            assert!((pert.quantile(0.1) - low).abs() < 1e-9 * (high - low), "{pert:?}");
            assert!((pert.quantile(0.9) - high).abs() < 1e-9 * (high - low), "{pert:?}");
            assert!(pert.minimum <= pert.mode && pert.mode <= pert.maximum);
        }
        assert_eq!(Pert::from_p10_p90(2.0, 1.0, 3.0), None);
        assert_eq!(Pert::from_bounds(2.0, 2.0, 2.0), None);
    }

    #[test]
    fn the_score_table_follows_the_quantile() {
        for shape in [0.0, 0.1, 1.0 / 3.0, 0.5, 0.97, 1.0] {
            let table = ScoreTable::new(shape);
            let pert = Pert { minimum: 0.0, mode: shape, maximum: 1.0 };
            let mut last = 0.0;
            let scores = [-9.0, -8.0, -2.3, -0.1, 0.0, 0.7, 8.0, 11.0];
            assert_eq!(table.at_scores(scores), scores.map(|score| table.at(score)));
            for i in 1..2000 {
                let probability = f64::from(i) / 2000.0;
                let value = table.at(normal_quantile(probability));
                assert!((value - pert.quantile(probability)).abs() < 1e-7, "{shape} at {probability}");
                assert!(value >= last, "{shape} falls at {probability}");
                last = value;
            }
        }
    }
}
