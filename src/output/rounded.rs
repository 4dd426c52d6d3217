//! Numbers as people read them: FTE to 0.1, percent whole, money to three figures. Tables keep full precision.

use super::csv::number_text;

/// FTE to one decimal, never −0.0, with a true minus.
pub fn fte(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 { "0.0".to_owned() } else { format!("{rounded:.1}").replace('-', "−") }
}

/// A share or chance in whole percent; what is not certain is not printed as certain.
pub fn percent(value: f64) -> String {
    match value {
        p if p > 0.0 && p < 1.0 => "<1 %".to_owned(),
        p if p > 99.0 && p < 100.0 => ">99 %".to_owned(),
        p => format!("{p:.0} %"),
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

/// The number to so many significant figures.
fn figures(value: f64, count: usize) -> f64 {
    format!("{value:.*e}", count.saturating_sub(1)).parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_for_people_and_zero_has_no_sign() {
        assert_eq!([0.04, -0.04, -1.25, 1234.56].map(fte), ["0.0", "0.0", "−1.3", "1234.6"]);
        assert_eq!([0.0, 0.2, 49.6, 99.5, 100.0].map(percent), ["0 %", "<1 %", "50 %", ">99 %", "100 %"]);
        let sums = [0.0, 811.7, 45_649.0, -1_234_567.0, 999_999.0, 123_456_789_012.0].map(money);
        assert_eq!(sums, ["0", "812", "45.6 k", "−1.23 M", "1 M", "123 bn"]);
        assert_eq!([0.035, 3.287_671_2, 30_000.0].map(value), ["0.035", "3.288", "30000"]);
    }
}
