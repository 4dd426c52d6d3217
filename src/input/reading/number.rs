//! The grammar of numbers in cells.
//!
//! At heart an optional minus, digits, and optionally a point with digits. Rust's own reader takes `inf`, `NaN`, `1e9` and
//! `0x10`; planners' files hold `1.234,5` and `12 %`. What can mean one thing only is read ([`Marks`] says how the commas
//! and points of a column are meant); everything else is refused with its own remedy, because a guess could be wrong by
//! a factor of a thousand.

/// No hospital counts a thousand million million of anything; sums and yearly rates stay finite below it.
const TOO_LARGE: f64 = 1e15;
/// Nothing that is measured is smaller; the smallest numbers of the machine lose their digits.
const TOO_SMALL: f64 = 1e-15;

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Decimal {
    /// `12.5`
    #[default]
    Point,
    /// `12,5`
    Comma,
}

impl Decimal {
    /// The character.
    pub(super) fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// The other character, which may then divide thousands.
    fn other(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// How the marks in the numbers of a column are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    /// What stands before the decimals.
    pub(super) decimal: Decimal,
    /// True if it is known that the other mark divides thousands: then `1,234` is 1234 where the point is decimal.
    pub(super) thousands: bool,
    /// True if it is known that the one mark of `1.234`, or of `1,234` where the comma is decimal, stands before decimals.
    pub(super) three_decimals: bool,
}

impl Default for Marks {
    /// Plain decimals with a point.
    fn default() -> Self {
        Self { decimal: Decimal::Point, thousands: false, three_decimals: true }
    }
}

/// What the marks in one number show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// Nothing: there are none, or it is no number.
    Nothing,
    /// This mark stands before decimals.
    Decimal(Decimal),
    /// The marks divide thousands, and this one would stand before decimals.
    Thousands(Decimal),
    /// One mark and three digits: it may be either. The mark is the one that would be decimal.
    Either(Decimal),
}

/// What the marks of `text` show by themselves.
pub(super) fn shows(text: &str) -> Shows {
    let body = text.trim_start_matches(['-', '+', '\u{2212}']).trim_end_matches(['%', ' ', '\u{a0}']);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !body.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',' || is_gap(c)) || body.is_empty() {
        return Shows::Nothing;
    }
    let (points, commas) = (body.matches('.').count(), body.matches(',').count());
    let last = body.rfind(['.', ',']).map(|at| {
        (&body[..at], &body[at + 1..], if body[at..].starts_with('.') { Decimal::Point } else { Decimal::Comma })
    });
    let Some((before, after, mark)) = last else { return Shows::Nothing };
    if !digits(after) {
        return Shows::Nothing;
    }
    let other = if mark == Decimal::Point { Decimal::Comma } else { Decimal::Point };
    match (points, commas) {
        (1, 0) | (0, 1) => {
            let whole: String = before.chars().filter(|c| !is_gap(*c)).collect();
            let grouped = after.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            // With a gap between thousands the mark can only be decimal.
            if grouped && whole == before { Shows::Either(mark) } else { Shows::Decimal(mark) }
        }
        (0, _) | (_, 0) if after.len() == 3 => Shows::Thousands(other),
        (1, _) | (_, 1) if points > 0 && commas > 0 && body.matches(mark.mark()).count() == 1 => Shows::Decimal(mark),
        _ => Shows::Nothing,
    }
}

/// Spaces and apostrophes that divide thousands in some countries; no number ends at one.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}')
}

/// The number that a cell writes, or how to write it. The second value is true if it was written in another form than
/// plain digits with a point.
pub(super) fn read_cell(text: &str, marks: Marks) -> Result<(f64, bool), String> {
    match plain_of(text, marks) {
        Some(plain) => Ok((read(&plain)?, plain != text)),
        None => Err(remedy(text)),
    }
}

/// The same number in plain digits, if `text` can mean only one under these marks.
fn plain_of(text: &str, marks: Marks) -> Option<String> {
    let (sign, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(body) => ("-", body),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = match body.split_once(marks.decimal.mark()) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (body, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !decimals.is_none_or(digits) {
        return None;
    }
    let divider = whole.chars().find(|c| is_gap(*c) || *c == marks.decimal.other());
    if let Some(divider) = divider {
        let mut groups = whole.split(divider);
        let first = groups.next()?;
        let sound = (1..=3).contains(&first.len()) && !first.starts_with('0') && digits(first);
        if !sound || !groups.all(|group| group.len() == 3 && digits(group)) {
            return None;
        }
        // A single other mark before three digits is open, unless it is known or decimals follow.
        let single = divider == marks.decimal.other() && whole.matches(divider).count() == 1 && decimals.is_none();
        if single && !marks.thousands {
            return None;
        }
    } else if !digits(whole) {
        return None;
    }
    if shows(text) == Shows::Either(marks.decimal) && !marks.three_decimals {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let decimals = decimals.unwrap_or_default();
    match (whole.is_empty(), decimals.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("{sign}{whole}")),
        (true, false) => Some(format!("{sign}0.{decimals}")),
        (false, false) => Some(format!("{sign}{whole}.{decimals}")),
    }
}

/// A number of a workbook as Excel takes it: fifteen digits count, so that 2.7 % kept as 0.027000000000000003 is 2.7.
pub(super) fn fifteen_digits(text: &str) -> String {
    let rounded = text.parse::<f64>().ok().and_then(|value| format!("{value:.14e}").parse::<f64>().ok());
    rounded.map_or_else(|| text.to_owned(), |value| value.to_string())
}

/// `text`, a plain number, times 100: a fraction as a percentage. The digits stay as they are written.
pub(super) fn hundredfold(text: &str) -> String {
    let (sign, body) = text.strip_prefix('-').map_or(("", text), |body| ("-", body));
    let (whole, decimals) = body.split_once('.').unwrap_or((body, ""));
    let mut decimals = decimals.to_owned();
    while decimals.len() < 2 {
        decimals.push('0');
    }
    let (up, rest) = decimals.split_at(2);
    let whole = format!("{whole}{up}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// The number that `text` writes in plain digits, or how to write it.
pub(in crate::input) fn read(text: &str) -> Result<f64, String> {
    if !is_plain(text) {
        return Err(remedy(text));
    }
    match text.parse::<f64>() {
        Ok(0.0) if text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) => Err(too_small()),
        // Minus nought is nought.
        Ok(0.0) => Ok(0.0),
        Ok(value) if value.abs() < TOO_SMALL => Err(too_small()),
        Ok(value) if value.abs() < TOO_LARGE => Ok(value),
        _ => Err("the number is too large; write a smaller one".to_owned()),
    }
}

fn too_small() -> String {
    "the number is too small to mean anything; write 0 or a larger one".to_owned()
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
    if let Some(number) =
        text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).or_else(|| text.strip_suffix('-'))
        && is_plain(number)
    {
        return format!("write a negative number with a minus sign in front: -{number}");
    }
    if text.starts_with(['\u{2212}', '\u{2013}']) {
        return "write a minus sign as a hyphen, such as -2.5".to_owned();
    }
    if let Some(value) = text.parse::<f64>().ok().filter(|value| value.is_finite()) {
        return format!("write it out in plain digits: {value}");
    }
    if ["n/a", "na", "nan", "null", "none", "-", "--", ".", "?", "tbc", "tbd", "unknown", "#n/a"]
        .contains(&text.to_ascii_lowercase().as_str())
    {
        return "if the value is not given, leave the cell blank or the key out; else write a plain decimal number (0 \
                means none)"
            .to_owned();
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
    fn cells_mean_one_thing_or_are_refused() {
        let plain = Marks::default();
        let comma = Marks { decimal: Decimal::Comma, three_decimals: false, ..plain };
        let (thousands, three) = (Marks { thousands: true, ..plain }, Marks { three_decimals: true, ..comma });
        for (text, marks, value) in [
            ("12.5", plain, Some(12.5)),
            ("1.234", plain, Some(1.234)),
            ("1.234", Marks { three_decimals: false, ..plain }, None),
            (".5", plain, Some(0.5)),
            ("-.5", plain, Some(-0.5)),
            ("5.", plain, Some(5.0)),
            ("+5", plain, Some(5.0)),
            ("\u{2212}2.5", plain, Some(-2.5)),
            ("1,234.5", plain, Some(1234.5)),
            ("1,234,567", plain, Some(1_234_567.0)),
            ("1 234", plain, Some(1234.0)),
            ("12\u{a0}345\u{a0}678.9", plain, Some(12_345_678.9)),
            ("1\u{202f}234,5", comma, Some(1234.5)),
            ("1'234.5", plain, Some(1234.5)),
            ("1\u{2019}234", plain, Some(1234.0)),
            ("1,234", plain, None),
            ("1,234", thousands, Some(1234.0)),
            ("0,5", plain, None),
            ("0,5", comma, Some(0.5)),
            ("0,125", comma, Some(0.125)),
            ("1,234", comma, None),
            ("1,234", three, Some(1.234)),
            ("1.234,5", comma, Some(1234.5)),
            ("1.234", comma, None),
            ("1.234", Marks { thousands: true, ..comma }, Some(1234.0)),
            ("12.5", comma, None),
            ("1.234.567", comma, Some(1_234_567.0)),
            ("1,23,456", plain, None),
            ("12 34", plain, None),
            ("1 23", plain, None),
            ("0 123", plain, None),
            ("1,234 567", plain, None),
            ("1.2.3", plain, None),
            ("--5", plain, None),
            ("1e3", plain, None),
            ("0x10", plain, None),
            ("NaN", plain, None),
            ("inf", plain, None),
            ("1e400", plain, None),
            (".", plain, None),
            ("", plain, None),
            ("-", plain, None),
        ] {
            assert_eq!(read_cell(text, marks).ok().map(|(value, _)| value), value, "{text:?} {marks:?}");
        }
    }

    #[test]
    fn marks_show_what_they_divide() {
        use Decimal::{Comma, Point};
        for (text, expected) in [
            ("12", Shows::Nothing),
            ("12.5", Shows::Decimal(Point)),
            ("0,80", Shows::Decimal(Comma)),
            ("0,125", Shows::Decimal(Comma)),
            ("1,234", Shows::Either(Comma)),
            ("1.234", Shows::Either(Point)),
            ("1234,567", Shows::Decimal(Comma)),
            ("1 234,567", Shows::Decimal(Comma)),
            ("1,234,567", Shows::Thousands(Point)),
            ("1.234.567", Shows::Thousands(Comma)),
            ("1,234.5", Shows::Decimal(Point)),
            ("1.234,5", Shows::Decimal(Comma)),
            ("12,5 %", Shows::Decimal(Comma)),
            ("31.03.2026", Shows::Nothing),
            ("soon, maybe", Shows::Nothing),
        ] {
            assert_eq!(shows(text), expected, "{text}");
        }
    }

    #[test]
    fn a_fraction_becomes_a_percentage_digit_by_digit() {
        for (fraction, percent) in [
            ("0.07", "7"),
            ("0.125", "12.5"),
            ("1", "100"),
            ("0", "0"),
            ("-0.5", "-50"),
            ("0.0005", "0.05"),
            ("2.5", "250"),
        ] {
            assert_eq!(hundredfold(fraction), percent);
        }
    }

    #[test]
    fn fifteen_digits_of_a_workbook_count() {
        assert_eq!(fifteen_digits("0.027000000000000003"), "0.027");
        assert_eq!(fifteen_digits("0.123456789012345"), "0.123456789012345");
        assert_eq!(fifteen_digits("-12.5"), "-12.5");
    }

    #[test]
    fn numbers_that_no_machine_holds_well_are_refused() {
        let tiny = format!("0.{}1", "0".repeat(320));
        let denormal = format!("0.{}1", "0".repeat(310));
        assert!(read(&tiny).is_err() && read(&denormal).is_err() && read("0.0000000000000001").is_err());
        assert_eq!(read("0.000001"), Ok(0.000001));
        assert!(read(&"9".repeat(400)).is_err() && read("1000000000000000").is_err());
    }

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
