//! The grammar of numbers in cells: an optional minus, digits, and optionally a point with digits.
//!
//! Rust's own reader takes `inf`, `NaN`, `1e9` and `+1`; planners' files hold `1,234` and `12 %`. Each of these is
//! refused with its own remedy, because a guess could be wrong by a factor of a thousand.

/// No hospital counts a thousand million million of anything; sums and yearly rates stay finite below it.
const TOO_LARGE: f64 = 1e15;

/// The number that `text` writes, or how to write it.
pub(super) fn read(text: &str) -> Result<f64, String> {
    if !is_plain(text) {
        return Err(remedy(text));
    }
    match text.parse::<f64>() {
        Ok(value) if value.abs() < TOO_LARGE => Ok(if value == 0.0 { 0.0 } else { value }),
        _ => Err("the number is too large; write a smaller one".to_owned()),
    }
}

fn is_plain(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

fn remedy(text: &str) -> String {
    let bare = text.trim_start_matches('-');
    if let Some(number) = text.strip_suffix('%').map(str::trim_end)
        && is_plain(number)
    {
        return format!("leave out the percent sign: write {number} (the column is in percent, 12.5 means 12.5 %)");
    }
    if bare.contains(',') && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.') {
        return commas(text);
    }
    let closed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '_').collect();
    if closed != text && is_plain(&closed) {
        return format!("write the digits without spaces or marks between them: {closed}");
    }
    if let Some(number) = text.strip_prefix('+')
        && is_plain(number)
    {
        return format!("leave out the plus sign: write {number}");
    }
    if text.starts_with(['\u{2212}', '\u{2013}']) {
        return "write a minus sign as a hyphen, such as -2.5".to_owned();
    }
    if let Some(value) = text.parse::<f64>().ok().filter(|value| value.is_finite()) {
        return format!("write it out in plain digits: {value}");
    }
    "write a plain decimal number, such as 12 or 12.5".to_owned()
}

/// A comma may divide thousands or stand for the decimal point.
fn commas(text: &str) -> String {
    let parts: Vec<&str> = text.trim_start_matches('-').split(',').collect();
    let groups = parts.iter().skip(1).all(|part| part.split('.').next().is_some_and(|group| group.len() == 3));
    let (thousands, decimal) = (text.replace(',', ""), text.replacen(',', ".", 1));
    match (groups, parts.len()) {
        (true, 2) if !text.contains('.') && !text.trim_start_matches('-').starts_with('0') => {
            format!(
                "the comma may divide thousands or stand for the decimal point: write {thousands} if it divides thousands, {decimal} if it is a decimal comma"
            )
        }
        (true, _) if is_plain(&thousands) && !text.trim_start_matches('-').starts_with('0') => {
            format!("write thousands without a comma: {thousands}")
        }
        (_, 2) if is_plain(&decimal) => format!("write the decimal comma as a point: {decimal}"),
        _ => "write a plain decimal number with a point and no commas, such as 1234.5".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_decimals_are_read() {
        for (text, value) in [("0", 0.0), ("12", 12.0), ("-3.5", -3.5), ("0.30", 0.3), ("007", 7.0)] {
            assert_eq!(read(text), Ok(value), "{text}");
        }
        assert!(read("-0").is_ok_and(|zero| zero.is_sign_positive()));
    }

    #[test]
    fn everything_else_is_refused_with_its_own_remedy() {
        for (text, fragment) in [
            ("1,234", "write 1234 if it divides thousands, 1.234 if"),
            ("1,234,567", "1234567"),
            ("1,234.5", "1234.5"),
            ("0,5", "decimal comma as a point: 0.5"),
            ("0,125", "decimal comma as a point: 0.125"),
            ("12.5 %", "percent sign: write 12.5"),
            ("12%", "percent sign: write 12 "),
            ("1e3", "plain digits: 1000"),
            (".5", "plain digits: 0.5"),
            ("5.", "plain digits: 5"),
            ("+5", "plus sign: write 5"),
            ("1 234", "1234"),
            ("1\u{a0}234", "1234"),
            ("\u{2212}2", "hyphen"),
            ("NaN", "plain decimal number"),
            ("inf", "plain decimal number"),
            ("0x10", "plain decimal number"),
            ("twelve", "plain decimal number"),
            ("", "plain decimal number"),
            ("-", "plain decimal number"),
            ("1.2.3", "plain decimal number"),
            ("٣", "plain decimal number"),
        ] {
            let help = read(text).expect_err(text);
            assert!(help.contains(fragment), "{text}: {help}");
        }
        assert!(read(&"9".repeat(400)).is_err());
    }
}
