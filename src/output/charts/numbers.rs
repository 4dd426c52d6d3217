//! Numbers as text: exact for tables, rounded for eyes.
//!
//! Nothing here depends on a locale: the decimal sign is a point, thousands are parted by a comma in what people
//! read, and zero never carries a sign. Left out: money.

/// The shortest text that reads back to the same number, without an exponent.
pub(super) fn exact(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

/// FTE to one decimal: `1,204.5`, `−3.0`, `0.0`.
pub fn fte(value: f64) -> String {
    decimals(value, 1)
}

/// FTE to one decimal with its sign: `+3.2`, `−1.0`, `0.0`.
pub fn signed_fte(value: f64) -> String {
    let text = fte(value);
    if text.starts_with('−') || text == "0.0" { text } else { format!("+{text}") }
}

/// A whole percentage with its sign: `+12 %`, `−3 %`, `0 %`.
pub fn signed_percent(value: f64) -> String {
    let text = decimals(value, 0);
    let sign = if text.starts_with('−') || text == "0" { "" } else { "+" };
    format!("{sign}{text} %")
}

/// A chance in percent, whole, without its sign; never 0 or 100 where it is not: `<1`, `37`, `>99`.
pub fn chance(percent: f64) -> String {
    match percent {
        rare if rare > 0.0 && rare < 1.0 => "<1".to_owned(),
        sure if sure > 99.0 && sure < 100.0 => ">99".to_owned(),
        other => decimals(other, 0),
    }
}

/// `value` to a number of decimals, with a true minus sign; from a million on in powers of ten (`1.2e9`).
pub fn decimals(value: f64, places: usize) -> String {
    let size = value.abs();
    let text = if size >= 1e6 { format!("{size:.1e}") } else { grouped(&format!("{size:.places$}")) };
    let zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    if value < 0.0 && !zero { format!("−{text}") } else { text }
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
    fn zero_never_carries_a_sign() {
        assert_eq!([exact(-0.0), fte(-0.04), signed_fte(-0.0), signed_fte(0.04)], ["0", "0.0", "0.0", "0.0"]);
        assert_eq!([signed_percent(-0.4), signed_percent(0.4)], ["0 %", "0 %"]);
    }

    #[test]
    fn signs_are_written_out() {
        assert_eq!([signed_fte(3.25), signed_fte(-1.0), fte(-1.0)], ["+3.2", "−1.0", "−1.0"]);
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

    #[test]
    fn exact_text_reads_back() {
        for value in [0.1 + 0.2, 1e-17, -123.456, 9.9e14, f64::MIN_POSITIVE] {
            assert_eq!(exact(value).parse::<f64>(), Ok(value));
        }
    }
}
