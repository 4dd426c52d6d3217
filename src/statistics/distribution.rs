//! The distributions that a range may mean, from its low, middle and high value.
//!
//! A range holds the ends or the 10th and 90th percentiles of its distribution. PERT and triangular distributions have
//! their mode at the middle value; the normal and the lognormal are fixed by two percentiles alone, so that the middle
//! value must agree with them; a uniform distribution has no use for it.
//! Left out: what a range is of, and which values are allowed (`input`).

use super::pert::Pert;
use super::triangular::Triangular;
use crate::maths::special::{normal_cdf, normal_quantile};

/// Normal scores beyond ± this count as this: every distribution has ends.
pub const LARGEST_SCORE: f64 = 8.0;

/// The normal score of the 90th percentile.
const SCORE_90: f64 = 1.281_551_565_544_6;

/// How far a middle value may lie from where it belongs, in probability.
const TOLERANCE: f64 = 0.02;

/// A kind of distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DistributionKind {
    /// A smooth hump between two ends.
    Pert,
    /// Straight up and straight down.
    Triangular,
    /// Every value of the range is as likely as any other.
    Uniform,
    /// A bell without ends.
    Normal,
    /// A value whose logarithm has a normal distribution: above 0, with a long tail upwards.
    Lognormal,
}

impl DistributionKind {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("pert", Self::Pert),
        ("triangular", Self::Triangular),
        ("uniform", Self::Uniform),
        ("normal", Self::Normal),
        ("lognormal", Self::Lognormal),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pert => "pert",
            Self::Triangular => "triangular",
            Self::Uniform => "uniform",
            Self::Normal => "normal",
            Self::Lognormal => "lognormal",
        }
    }

    /// The kind that a word of a file names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(known, _)| *known == word).map(|(_, kind)| kind)
    }

    /// True if values have a smallest and a largest.
    pub fn has_bounds(self) -> bool {
        !matches!(self, Self::Normal | Self::Lognormal)
    }
}

/// A distribution of one value, in that value's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// PERT.
    Pert(Pert),
    /// Triangular.
    Triangular(Triangular),
    /// Uniform from minimum to maximum.
    Uniform {
        /// Smallest value.
        minimum: f64,
        /// Largest value.
        maximum: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sigma: f64,
    },
    /// Lognormal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
}

/// Why three values make no distribution of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unfit {
    /// They are not in order, or low is not below high.
    Unordered,
    /// The kind has no bounds, and the range is given by them.
    NoBounds,
    /// The low value must be above 0.
    NotPositive,
    /// The middle value does not agree with the percentiles; the median would.
    Middle {
        /// The median that they have.
        median: f64,
    },
}

impl Distribution {
    /// The distribution of a kind whose smallest and largest values are `low` and `high`.
    ///
    /// # Errors
    /// If the values are not in order, or the kind has no bounds.
    pub fn from_bounds(kind: DistributionKind, [low, middle, high]: [f64; 3]) -> Result<Self, Unfit> {
        if !kind.has_bounds() {
            return Err(Unfit::NoBounds);
        }
        let bounded = Pert::from_bounds(low, middle, high).ok_or(Unfit::Unordered)?;
        match kind {
            DistributionKind::Triangular => {
                Triangular::from_bounds(low, middle, high).map(Self::Triangular).ok_or(Unfit::Unordered)
            }
            DistributionKind::Uniform => Ok(Self::Uniform { minimum: low, maximum: high }),
            _ => Ok(Self::Pert(bounded)),
        }
    }

    /// The distribution of a kind whose 10th and 90th percentiles are `low` and `high`.
    ///
    /// # Errors
    /// If the values are not in order, or the middle one does not agree with the others, or a lognormal is not above 0.
    pub fn from_p10_p90(kind: DistributionKind, [low, middle, high]: [f64; 3]) -> Result<Self, Unfit> {
        Pert::from_bounds(low, middle, high).ok_or(Unfit::Unordered)?;
        match kind {
            DistributionKind::Pert => Pert::from_p10_p90(low, middle, high).map(Self::Pert).ok_or(Unfit::Unordered),
            DistributionKind::Triangular => {
                Triangular::from_p10_p90(low, middle, high).map(Self::Triangular).ok_or(Unfit::Unordered)
            }
            DistributionKind::Uniform => {
                let beyond = (high - low) / 8.0;
                Ok(Self::Uniform { minimum: low - beyond, maximum: high + beyond })
            }
            DistributionKind::Normal => normal(low, middle, high),
            DistributionKind::Lognormal => lognormal(low, middle, high),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> DistributionKind {
        match self {
            Self::Pert(_) => DistributionKind::Pert,
            Self::Triangular(_) => DistributionKind::Triangular,
            Self::Uniform { .. } => DistributionKind::Uniform,
            Self::Normal { .. } => DistributionKind::Normal,
            Self::Lognormal { .. } => DistributionKind::Lognormal,
        }
    }

    /// The smallest and the largest value that is ever drawn.
    pub fn support(&self) -> (f64, f64) {
        match *self {
            Self::Pert(Pert { minimum, maximum, .. })
            | Self::Triangular(Triangular { minimum, maximum, .. })
            | Self::Uniform { minimum, maximum } => (minimum, maximum),
            Self::Normal { mean, sigma } => (mean - LARGEST_SCORE * sigma, mean + LARGEST_SCORE * sigma),
            Self::Lognormal { mu, sigma } => {
                (libm::exp(mu - LARGEST_SCORE * sigma), libm::exp(mu + LARGEST_SCORE * sigma))
            }
        }
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        match self {
            Self::Pert(pert) => pert.mean(),
            Self::Triangular(triangular) => triangular.mean(),
            Self::Uniform { minimum, maximum } => 0.5 * (minimum + maximum),
            Self::Normal { mean, .. } => *mean,
            Self::Lognormal { mu, sigma } => libm::exp(mu + 0.5 * sigma * sigma),
        }
    }

    /// The value below which a share `probability`, strictly between 0 and 1, of the distribution lies.
    pub fn quantile(&self, probability: f64) -> f64 {
        match self {
            Self::Pert(pert) => pert.quantile(probability),
            Self::Triangular(triangular) => triangular.quantile(probability),
            Self::Uniform { minimum, maximum } => minimum + (maximum - minimum) * probability,
            Self::Normal { mean, sigma } => mean + sigma * normal_quantile(probability),
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal_quantile(probability)),
        }
    }
}

/// The middle value is to be the median, give or take the tolerance.
fn normal(low: f64, middle: f64, high: f64) -> Result<Distribution, Unfit> {
    let mean = 0.5 * (low + high);
    let sigma = (high - low) / (2.0 * SCORE_90);
    if (normal_cdf((middle - mean) / sigma) - 0.5).abs() > TOLERANCE {
        return Err(Unfit::Middle { median: mean });
    }
    Ok(Distribution::Normal { mean, sigma })
}

/// The middle value is to lie between the mode and the mean, give or take the tolerance: people name any of the three.
fn lognormal(low: f64, middle: f64, high: f64) -> Result<Distribution, Unfit> {
    if low <= 0.0 {
        return Err(Unfit::NotPositive);
    }
    let (ln_low, ln_high) = (libm::log(low), libm::log(high));
    let mu = 0.5 * (ln_low + ln_high);
    let sigma = (ln_high - ln_low) / (2.0 * SCORE_90);
    let place = normal_cdf((libm::log(middle) - mu) / sigma);
    let (mode, mean) = (normal_cdf(-sigma), normal_cdf(0.5 * sigma));
    if place < mode - TOLERANCE || place > mean + TOLERANCE {
        return Err(Unfit::Middle { median: libm::exp(mu) });
    }
    Ok(Distribution::Lognormal { mu, sigma })
}

#[cfg(test)]
mod tests {
    use super::*;
    use DistributionKind as Kind;

    #[test]
    fn a_kind_is_found_by_its_word() {
        for (word, kind) in Kind::NAMES {
            assert_eq!((kind.word(), Kind::from_word(word)), (word, Some(kind)));
        }
        assert_eq!(Kind::from_word("beta"), None);
    }

    /// methods.md 4.1: a lognormal with percentiles 10 and 30 has mu 2.851891, sigma .428626 and mean 18.98694.
    #[test]
    fn lognormal_10_30_has_the_published_parameters() {
        let found = Distribution::from_p10_p90(Kind::Lognormal, [10.0, 17.0, 30.0]).expect("a lognormal");
        let Distribution::Lognormal { mu, sigma } = found else { panic!("{found:?}") };
        assert!((mu - 2.851891).abs() < 5e-7 && (sigma - 0.428626).abs() < 5e-7, "{found:?}");
        assert!((found.mean() - 18.98694).abs() < 5e-6);
        assert!((found.quantile(0.5) - 300.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn percentiles_give_back_the_range_they_came_from() {
        for (_, kind) in Kind::NAMES {
            let middle = if kind == Kind::Lognormal { 5.5 } else { 6.0 };
            let found = Distribution::from_p10_p90(kind, [3.0, middle, 9.0]).expect("a distribution");
            assert_eq!(found.kind(), kind);
            assert!((found.quantile(0.1) - 3.0).abs() < 1e-9, "{found:?}");
            assert!((found.quantile(0.9) - 9.0).abs() < 1e-9, "{found:?}");
            let (low, high) = found.support();
            assert!(low < 3.0 && high > 9.0);
        }
    }

    #[test]
    fn a_uniform_reaches_an_eighth_beyond_its_percentiles() {
        let uniform = Distribution::from_p10_p90(Kind::Uniform, [2.0, 9.0, 10.0]);
        assert_eq!(uniform, Ok(Distribution::Uniform { minimum: 1.0, maximum: 11.0 }));
        let bounds = Distribution::from_bounds(Kind::Uniform, [2.0, 9.0, 10.0]).expect("bounds in order");
        assert_eq!((bounds.support(), bounds.mean()), ((2.0, 10.0), 6.0));
    }

    #[test]
    fn a_middle_value_that_does_not_agree_is_refused_with_the_median() {
        // The normal's middle may lie .05 standard deviations from its mean: 8.0 ± .0196·12 here.
        let normal = |middle| Distribution::from_p10_p90(Kind::Normal, [2.0, middle, 14.0]);
        assert!(normal(8.2).is_ok() && normal(7.8).is_ok());
        assert_eq!(normal(8.3), Err(Unfit::Middle { median: 8.0 }));
        // The lognormal 10, 30: mode 14.41, mean 18.99; the tolerance is .023 of the logarithm.
        let lognormal = |middle| Distribution::from_p10_p90(Kind::Lognormal, [10.0, middle, 30.0]);
        assert!(lognormal(14.2).is_ok() && lognormal(19.3).is_ok());
        for middle in [14.0, 20.0] {
            let Err(Unfit::Middle { median }) = lognormal(middle) else { panic!("{middle}") };
            assert!((median - 17.3205).abs() < 1e-4);
        }
    }

    #[test]
    fn what_has_no_bounds_cannot_be_given_by_them_and_a_lognormal_not_from_nothing() {
        for kind in [Kind::Normal, Kind::Lognormal] {
            assert_eq!(Distribution::from_bounds(kind, [1.0, 2.0, 3.0]), Err(Unfit::NoBounds));
        }
        let from_zero = Distribution::from_p10_p90(Kind::Lognormal, [0.0, 2.0, 3.0]);
        assert_eq!(from_zero, Err(Unfit::NotPositive));
        let upside_down = Distribution::from_p10_p90(Kind::Uniform, [3.0, 2.0, 1.0]);
        assert_eq!(upside_down, Err(Unfit::Unordered));
    }
}
