//! The only transcendental functions on the way to a result.
//!
//! The system's `exp` and `ln` may differ in the last bit from one processor to the next, because libraries pick
//! fused multiply-add where they find it. These functions are plain Rust with a fixed order of operations, so the same
//! inputs give the same bits on every processor of a platform. [`exp`] and [`ln`] have no branches, so that a loop over
//! the lanes of a block becomes vector code. [`special`] has what distributions need, for use outside the loops.
#![allow(clippy::excessive_precision, reason = "coefficients stand as published")]

pub mod special;

const LN2_HIGH: f64 = 6.931_471_803_691_238_164_90e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;

/// eˣ, to 2 units in the last place. Arguments beyond ±708 count as ±708, so that the result stays finite and normal.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // Adding and subtracting 1.5·2⁵² rounds to a whole number without a branch.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let x = x.clamp(-708.0, 708.0);
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * LN2_HIGH) - whole * LN2_LOW;
    // Taylor's series to degree 12: |r| ≤ ln 2 / 2, so that the rest is below 2⁻⁵².
    let mut series = 1.0 / 479_001_600.0;
    for factorial in
        [39_916_800.0, 3_628_800.0, 362_880.0, 40_320.0, 5_040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0_f64]
    {
        series = series * r + 1.0 / factorial;
    }
    let power = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    series * power
}

/// Natural logarithm of a positive normal number, to 2 units in the last place.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    // The mantissa is brought to [√½, √2); the series in s = f/(2+f) and its coefficients are those of fdlibm's e_log.c.
    const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
    let bits = x.to_bits();
    let shifted = bits.wrapping_sub(SQRT_HALF_BITS);
    let exponent = (shifted as i64) >> 52;
    let mantissa = f64::from_bits(bits.wrapping_sub((exponent as u64) << 52));
    let whole = exponent as i32 as f64;
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even =
        w * (3.999_999_999_940_941_908e-1 + w * (2.222_219_843_214_978_396e-1 + w * 1.531_383_769_920_937_332e-1));
    let odd = z
        * (6.666_666_666_666_735_13e-1
            + w * (2.857_142_874_366_239_149e-1
                + w * (1.818_357_216_161_805_012e-1 + w * 1.479_819_860_511_658_591e-1)));
    let half_square = 0.5 * f * f;
    whole * LN2_HIGH - ((half_square - (s * (half_square + odd + even) + whole * LN2_LOW)) - f)
}

/// ln(1 + eˣ), without overflow; absolute error below 4·10⁻¹⁶ for moderate x.
#[inline(always)]
pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + ln(1.0 + exp(-x.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sweep(from: f64, to: f64) -> impl Iterator<Item = f64> {
        (0..=20_000).map(move |i| from + (to - from) * f64::from(i) / 20_000.0)
    }

    #[test]
    fn exp_agrees_with_the_system_to_two_units_in_the_last_place() {
        for x in sweep(-700.0, 700.0).chain(sweep(-1.0, 1.0)) {
            let error = (exp(x) / x.exp() - 1.0).abs();
            assert!(error < 4.5e-16, "exp({x}) off by {error:e}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e9) > 0.0 && exp(1e9).is_finite());
    }

    #[test]
    fn ln_agrees_with_the_system_to_two_units_in_the_last_place() {
        for x in sweep(1e-300, 1e-290).chain(sweep(0.01, 3.0)).chain(sweep(1.0, 1e9)) {
            let expected = x.ln();
            assert!((ln(x) - expected).abs() <= 4.5e-16 * expected.abs().max(0.5), "ln({x})");
        }
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn softplus_neither_overflows_nor_vanishes() {
        assert_eq!(softplus(800.0), 800.0);
        assert!((softplus(0.0) - std::f64::consts::LN_2).abs() < 1e-15);
        assert!(softplus(-40.0) >= 0.0);
    }
}
