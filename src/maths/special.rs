//! Functions that distributions are made of, for use when a program is compiled and not in the loops.
//!
//! Elementary functions come from `libm`, a plain-Rust port of musl's, for the reason given in [`super`].
#![allow(clippy::excessive_precision, reason = "coefficients stand as published")]

/// Sine of an angle in radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The angle from −π/2 to π/2 whose sine is `x`, which must lie from −1 to 1.
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// The density of the standard normal distribution.
pub fn normal_density(z: f64) -> f64 {
    const INVERSE_ROOT_TWO_PI: f64 = 0.398_942_280_401_432_7;
    INVERSE_ROOT_TWO_PI * libm::exp(-0.5 * z * z)
}

/// Φ(z), the standard normal distribution function.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The standard normal quantile of `probability`, which must lie strictly between 0 and 1.
///
/// Wichura (1988), algorithm AS 241 (PPND16): relative error about 10⁻¹⁶.
pub fn normal_quantile(probability: f64) -> f64 {
    let q = probability - 0.5;
    if q.abs() <= CENTRE_ENDS {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let tail = if q < 0.0 { probability } else { 1.0 - probability };
    let r = (-super::ln(tail)).sqrt();
    let magnitude = if r <= MIDDLE_ENDS { ratio(r - 1.6, &MIDDLE) } else { ratio(r - 5.0, &FAR) };
    if q < 0.0 { -magnitude } else { magnitude }
}

/// [`normal_quantile`] of several probabilities side by side, with the same bits: both formulas are worked out for all of
/// them, so that there is no branch.
#[inline(always)]
pub fn normal_quantiles<const L: usize>(probabilities: [f64; L]) -> [f64; L] {
    let (mut q, mut r, mut tail) = ([0.0; L], [0.0; L], [0.0; L]);
    let mut largest = 0.0_f64;
    for lane in 0..L {
        let probability = probabilities[lane];
        q[lane] = probability - 0.5;
        r[lane] = 0.180_625 - q[lane] * q[lane];
        let nearer = if q[lane] < 0.0 { probability } else { 1.0 - probability };
        let root = (-super::ln(nearer)).sqrt();
        largest = if root > largest { root } else { largest };
        tail[lane] = root - 1.6;
    }
    if largest > MIDDLE_ENDS {
        // So far out that nobody gets there by chance.
        return probabilities.map(normal_quantile);
    }
    let (centre, middle) = (ratios(r, &CENTRE), ratios(tail, &MIDDLE));
    let mut quantiles = [0.0; L];
    for lane in 0..L {
        let far = if q[lane] < 0.0 { -middle[lane] } else { middle[lane] };
        quantiles[lane] = if q[lane].abs() <= CENTRE_ENDS { q[lane] * centre[lane] } else { far };
    }
    quantiles
}

/// Distance from ½ up to which the formula of the centre holds.
const CENTRE_ENDS: f64 = 0.425;
/// √(−ln p) up to which that of the middle holds.
const MIDDLE_ENDS: f64 = 5.0;

#[inline(always)]
fn ratios<const L: usize>(x: [f64; L], (numerator, denominator): &Rational) -> [f64; L] {
    let (mut above, mut below) = ([0.0; L], [0.0; L]);
    for (over, under) in numerator.iter().zip(denominator).rev() {
        for lane in 0..L {
            above[lane] = above[lane] * x[lane] + over;
            below[lane] = below[lane] * x[lane] + under;
        }
    }
    for lane in 0..L {
        above[lane] /= below[lane];
    }
    above
}

type Rational = ([f64; 8], [f64; 8]);

fn ratio(x: f64, (numerator, denominator): &Rational) -> f64 {
    let horner = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |sum, term| sum * x + term);
    horner(numerator) / horner(denominator)
}

const CENTRE: Rational = (
    [
        3.387_132_872_796_366_608,
        133.141_667_891_784_377_45,
        1_971.590_950_306_551_442_7,
        13_731.693_765_509_461_125,
        45_921.953_931_549_871_457,
        67_265.770_927_008_700_853,
        33_430.575_583_588_128_105,
        2_509.080_928_730_122_672_7,
    ],
    [
        1.0,
        42.313_330_701_600_911_252,
        687.187_007_492_057_908_3,
        5_394.196_021_424_751_107_7,
        21_213.794_301_586_595_867,
        39_307.895_800_092_710_61,
        28_729.085_735_721_942_674,
        5_226.495_278_852_854_561,
    ],
);
const MIDDLE: Rational = (
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        0.241_780_725_177_450_611_77,
        0.022_723_844_989_269_184_583,
        7.745_450_142_783_414_076_4e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        0.689_767_334_985_100_004_55,
        0.148_103_976_427_480_074_59,
        0.015_198_666_563_616_457_195,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
);
const FAR: Rational = (
    [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        0.296_560_571_828_504_891_23,
        0.026_532_189_526_576_123_093,
        0.001_242_660_947_388_078_438_6,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        0.599_832_206_555_887_937_69,
        0.136_929_880_922_735_805_31,
        0.014_875_361_290_850_615_025,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
);

/// A beta distribution on the unit range, ready to be asked.
#[derive(Clone, Copy, Debug)]
pub struct Beta {
    alpha: f64,
    beta: f64,
    ln_beta: f64,
}

impl Beta {
    /// The distribution with these shapes, both above 0.
    pub fn new(alpha: f64, beta: f64) -> Self {
        let ln_beta = libm::lgamma(alpha) + libm::lgamma(beta) - libm::lgamma(alpha + beta);
        Self { alpha, beta, ln_beta }
    }

    /// The density at `x` in (0, 1).
    pub fn density(&self, x: f64) -> f64 {
        libm::exp((self.alpha - 1.0) * libm::log(x) + (self.beta - 1.0) * libm::log1p(-x) - self.ln_beta)
    }

    /// The chance to lie below `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        // The fraction converges quickly on this side of the mean; the other side follows by symmetry.
        if x > (self.alpha + 1.0) / (self.alpha + self.beta + 2.0) {
            return 1.0 - self.mirrored().fraction(1.0 - x);
        }
        self.fraction(x)
    }

    /// The value below which a share `probability` lies: Newton's steps, kept between bounds that close in on it.
    pub fn quantile(&self, probability: f64) -> f64 {
        self.quantile_from(probability, self.alpha / (self.alpha + self.beta))
    }

    /// The same, starting from a guess in (0, 1).
    pub fn quantile_from(&self, probability: f64, guess: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        let mut x = guess;
        for _ in 0..200 {
            let excess = self.cdf(x) - probability;
            if excess < 0.0 {
                low = x
            } else {
                high = x
            }
            let step = x - excess / self.density(x);
            let next = if step > low && step < high { step } else { 0.5 * (low + high) };
            if (next - x).abs() <= 1e-16 || next <= low && next >= high {
                return next;
            }
            x = next;
        }
        x
    }

    /// The distribution of 1 − x.
    pub fn mirrored(&self) -> Self {
        Self { alpha: self.beta, beta: self.alpha, ln_beta: self.ln_beta }
    }

    /// The distribution function by its continued fraction (Lentz's method), for x at or below the mean's side.
    fn fraction(&self, x: f64) -> f64 {
        const TINY: f64 = 1e-300;
        let (alpha, beta) = (self.alpha, self.beta);
        let front = libm::exp(alpha * libm::log(x) + beta * libm::log1p(-x) - self.ln_beta) / alpha;
        let (mut fraction, mut c, mut d) = (1.0, 1.0, 0.0);
        for i in 0..300 {
            let m = f64::from(i / 2);
            let term = if i == 0 {
                1.0
            } else if i % 2 == 0 {
                m * (beta - m) * x / ((alpha + 2.0 * m - 1.0) * (alpha + 2.0 * m))
            } else {
                -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2.0 * m) * (alpha + 2.0 * m + 1.0))
            };
            d = 1.0 + term * d;
            d = 1.0 / if d.abs() < TINY { TINY } else { d };
            c = 1.0 + term / c;
            c = if c.abs() < TINY { TINY } else { c };
            fraction *= c * d;
            if (1.0 - c * d).abs() < 1e-16 {
                break;
            }
        }
        front * (fraction - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Beta as Oracle, Continuous, ContinuousCDF, Normal};

    #[test]
    fn the_normal_functions_agree_with_statrs() {
        let normal = Normal::new(0.0, 1.0).expect("a standard normal");
        for i in 1..400 {
            let p = f64::from(i) / 400.0;
            assert!((normal_quantile(p) - normal.inverse_cdf(p)).abs() < 1e-9, "{p}");
        }
        for i in -60..=60 {
            let z = f64::from(i) / 10.0;
            assert!((normal_cdf(z) - normal.cdf(z)).abs() < 1e-10, "{z}");
            assert!((normal_density(z) - normal.pdf(z)).abs() < 1e-14, "{z}");
            if z < 0.0 {
                assert!((normal_quantile(normal_cdf(z)) / z - 1.0).abs() < 1e-9, "{z}");
            }
        }
        assert!((normal_quantile(0.9) - 1.281_551_565_544_6).abs() < 1e-13);
    }

    #[test]
    fn normal_quantiles_side_by_side_have_the_bits_of_each_alone() {
        let of = |i: u32| (f64::from(i) + 0.5) / 4_294_967_296.0;
        for i in (0..u32::MAX - 8).step_by(9_999_991).chain([0, 1, 2, u32::MAX - 9]) {
            let probabilities = std::array::from_fn(|lane| of(i + lane as u32));
            let found: [f64; 8] = normal_quantiles(probabilities);
            assert_eq!(found.map(f64::to_bits), probabilities.map(|p| normal_quantile(p).to_bits()));
        }
        let far = normal_quantiles([1e-20, 0.5]);
        assert_eq!(far, [normal_quantile(1e-20), 0.0]);
    }

    #[test]
    fn the_beta_functions_agree_with_statrs() {
        for alpha in [1.0, 1.4, 2.333_333_333, 3.0, 4.9, 5.0] {
            let beta = 6.0 - alpha;
            let found = Beta::new(alpha, beta);
            let oracle = Oracle::new(alpha, beta).expect("a beta distribution");
            for i in 1..50 {
                let x = f64::from(i) / 50.0;
                assert!((found.cdf(x) - oracle.cdf(x)).abs() < 1e-12, "cdf({x}; {alpha})");
                assert!((found.density(x) / oracle.pdf(x) - 1.0).abs() < 1e-10, "density({x}; {alpha})");
                assert!((found.quantile(x) - oracle.inverse_cdf(x)).abs() < 1e-8, "quantile({x}; {alpha})");
                assert!((found.cdf(found.quantile(x)) - x).abs() < 1e-14, "round trip({x}; {alpha})");
            }
        }
    }
}
