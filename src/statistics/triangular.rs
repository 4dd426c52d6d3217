//! The triangular distribution: a density that rises straight to the mode and falls straight from it.

use super::distribution::LARGEST_SCORE;
use super::stretch::stretched;
use crate::maths::special::normal_cdf;

/// A triangular distribution; `minimum < maximum` and the mode lies between them or on one of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triangular {
    /// Smallest possible value.
    pub minimum: f64,
    /// Most likely value.
    pub mode: f64,
    /// Largest possible value.
    pub maximum: f64,
}

impl Triangular {
    /// The distribution with these bounds; `None` unless minimum ≤ mode ≤ maximum and minimum < maximum, all finite.
    pub fn from_bounds(minimum: f64, mode: f64, maximum: f64) -> Option<Self> {
        let ordered = minimum <= mode && mode <= maximum && minimum < maximum;
        (ordered && (maximum - minimum).is_finite()).then_some(Self { minimum, mode, maximum })
    }

    /// The distribution with this mode whose 10th and 90th percentiles are `low` and `high`; `None` as above.
    pub fn from_p10_p90(low: f64, mode: f64, high: f64) -> Option<Self> {
        Self::from_bounds(low, mode, high)?;
        let (minimum, maximum) = stretched([low, mode, high], |shape| (unit(shape, 0.1, 0.9), unit(shape, 0.9, 0.1)));
        Some(Self { minimum, mode, maximum })
    }

    /// Where the mode lies within the range, 0 to 1.
    pub fn shape(&self) -> f64 {
        (self.mode - self.minimum) / (self.maximum - self.minimum)
    }

    /// The mean, (min + mode + max)/3.
    pub fn mean(&self) -> f64 {
        (self.minimum + self.mode + self.maximum) / 3.0
    }

    /// The value below which a share `probability` of the distribution lies.
    pub fn quantile(&self, probability: f64) -> f64 {
        self.minimum + (self.maximum - self.minimum) * unit(self.shape(), probability, 1.0 - probability)
    }
}

/// The quantile on the unit range, with the mode at `shape`, of the normal score `z`.
pub fn at_score(shape: f64, z: f64) -> f64 {
    let z = z.clamp(-LARGEST_SCORE, LARGEST_SCORE);
    unit(shape, normal_cdf(z), normal_cdf(-z))
}

/// The quantile on the unit range where shares `below` and `above` lie on its two sides; both are asked for, so that
/// neither tail is lost to rounding.
fn unit(shape: f64, below: f64, above: f64) -> f64 {
    if below < shape { (below * shape).sqrt() } else { 1.0 - (above * (1.0 - shape)).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::special::normal_quantile;

    /// methods.md 4.1: triangular (0, 1, 4) has mean 1.6666667 and percentiles .632456, 1.550510, 2.904555.
    #[test]
    fn triangular_0_1_4_has_the_published_percentiles() {
        let triangular = Triangular::from_bounds(0.0, 1.0, 4.0).expect("bounds in order");
        assert!((triangular.mean() - 5.0 / 3.0).abs() < 1e-15);
        for (probability, expected) in [(0.1, 0.632456), (0.5, 1.550510), (0.9, 2.904555)] {
            assert!((triangular.quantile(probability) - expected).abs() < 5e-7, "{probability}");
            let at_score = 4.0 * at_score(triangular.shape(), normal_quantile(probability));
            assert!((at_score - expected).abs() < 5e-7, "{probability}");
        }
    }

    #[test]
    fn percentiles_give_back_the_range_they_came_from() {
        for (low, mode, high) in [(1.0, 2.0, 3.0), (0.0, 2.0, 6.0), (-8.0, -4.0, 0.0), (3.0, 3.0, 9.0), (1.0, 5.0, 5.0)]
        {
            let triangular = Triangular::from_p10_p90(low, mode, high).expect("in order");
            assert!((triangular.quantile(0.1) - low).abs() < 1e-9 * (high - low), "{triangular:?}");
            assert!((triangular.quantile(0.9) - high).abs() < 1e-9 * (high - low), "{triangular:?}");
        }
        assert_eq!(Triangular::from_p10_p90(2.0, 1.0, 3.0), None);
    }
}
