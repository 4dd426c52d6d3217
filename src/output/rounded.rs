//! Numbers as people read them, in one way everywhere: FTE to 0.1, percent whole, money to three figures.
//!
//! Halves are rounded away from zero, as spreadsheets do. Nothing depends on a locale: the decimal sign is a point,
//! thousands are parted by a comma, a negative number has a true minus, and zero has no sign. Left out: tables, which keep
//! full precision.

use super::csv::number_text;

/// FTE to one decimal: `1,204.5`, `−3.0`, `0.0`.
pub fn fte(value: f64) -> String {
    decimals(value, 1)
}

/// FTE to one decimal with its sign: `+3.2`, `−1.0`, `0.0`.
pub fn signed_fte(value: f64) -> String {
    signed(fte(value))
}

/// A whole percentage with its sign: `+12 %`, `−3 %`, `0 %`.
pub fn signed_percent(value: f64) -> String {
    format!("{} %", signed(decimals(value, 0)))
}

/// A share or chance in whole percent: `<1 %`, `37 %`, `>99 %`.
pub fn percent(value: f64) -> String {
    format!("{} %", chance(value))
}

/// A chance in percent, whole, without its sign; never 0 or 100 where it is not: `<1`, `37`, `>99`.
pub fn chance(percent: f64) -> String {
    match percent {
        rare if rare > 0.0 && rare < 1.0 => "<1".to_owned(),
        sure if sure > 99.0 && sure < 100.0 => ">99".to_owned(),
        other => decimals(other, 0),
    }
}

/// A sum of money to three figures: `812`, `45.6 k`, `1.23 M`.
pub fn money(value: f64) -> String {
    let rounded = figures(value, 3);
    let (unit, word) = match rounded.abs() {
        size if size >= 1e9 => (1e9, " bn"),
        size if size >= 1e6 => (1e6, " M"),
        size if size >= 1e3 => (1e3, " k"),
        _ => (1.0, ""),
    };
    format!("{}{word}", number_text(figures(rounded / unit, 3))).replace('-', "−")
}

/// Any value to four figures.
pub fn value(value: f64) -> String {
    number_text(figures(value, 4)).replace('-', "−")
}

/// `value` to a number of decimals; from a million on in powers of ten (`1.2e9`).
pub fn decimals(value: f64, places: usize) -> String {
    let size = value.abs();
    let text = if size >= 1e6 {
        format!("{size:.1e}")
    } else {
        let scale = (0..places).fold(1.0, |scale, _| scale * 10.0);
        grouped(&format!("{:.places$}", (size * scale).round() / scale))
    };
    let zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    if value < 0.0 && !zero { format!("−{text}") } else { text }
}

fn signed(text: String) -> String {
    let zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    if text.starts_with('−') || zero { text } else { format!("+{text}") }
}

/// The number to so many significant figures.
fn figures(value: f64, count: usize) -> f64 {
    format!("{value:.*e}", count.saturating_sub(1)).parse().unwrap_or(value)
}

/// Commas between the thousands of a plain decimal number.
fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len() + 1);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_for_people_and_zero_has_no_sign() {
        assert_eq!([0.04, -0.04, -1.25, 1234.56].map(fte), ["0.0", "0.0", "−1.3", "1,234.6"]);
        assert_eq!([0.0, 0.2, 49.6, 99.5, 100.0].map(percent), ["0 %", "<1 %", "50 %", ">99 %", "100 %"]);
        let sums = [0.0, 811.7, 45_649.0, -1_234_567.0, 999_999.0, 123_456_789_012.0].map(money);
        assert_eq!(sums, ["0", "812", "45.6 k", "−1.23 M", "1 M", "123 bn"]);
        assert_eq!([0.035, 3.287_671_2, 30_000.0].map(value), ["0.035", "3.288", "30000"]);
        assert_eq!([signed_fte(-0.0), signed_fte(0.04)], ["0.0", "0.0"]);
        assert_eq!([signed_percent(-0.4), signed_percent(0.4)], ["0 %", "0 %"]);
    }

    #[test]
    fn signs_are_written_out_and_halves_go_away_from_zero() {
        assert_eq!([signed_fte(3.25), signed_fte(-1.0), fte(-1.0), fte(0.25)], ["+3.3", "−1.0", "−1.0", "0.3"]);
        assert_eq!([signed_percent(12.4), signed_percent(-3.0)], ["+12 %", "−3 %"]);
    }

    #[test]
    fn large_numbers_stay_short() {
        assert_eq!([fte(1234.5), fte(999_999.0), fte(-2.5e14)], ["1,234.5", "999,999.0", "−2.5e14"]);
    }

    #[test]
    fn a_chance_is_certain_only_where_it_is() {
        assert_eq!([0.0, 0.2, 1.0, 37.4, 99.0, 99.6, 100.0].map(chance), ["0", "<1", "1", "37", "99", ">99", "100"]);
    }
}
