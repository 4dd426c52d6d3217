//! Periods in cells: the four forms of `calendar`, other ways of writing that can mean one day only, and how to write
//! the rest.

use crate::calendar::{Month, Period};
use jiff::civil::Date;

/// Which number of `03/04/2026` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// `day-month-year`
    DayMonthYear,
    /// `month-day-year`
    MonthDayYear,
    /// `year-month-day`: no other order is used.
    YearMonthDay,
}

impl DateOrder {
    /// The words in which an order is declared.
    pub(super) const NAMES: [(&'static str, Self); 3] = [
        ("day-month-year", Self::DayMonthYear),
        ("month-day-year", Self::MonthDayYear),
        ("year-month-day", Self::YearMonthDay),
    ];

    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        Self::NAMES.iter().find(|(_, order)| *order == self).map_or("", |(word, _)| *word)
    }
}

/// What a cell says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// One of the four forms.
    Plain(Period),
    /// Another way to write what can mean one period only.
    Other(Period),
    /// Two numbers and a year: the order decides.
    Pair(u32, u32, i32),
    /// A whole number as Excel stores days, in the 1900 system.
    DayNumber(Period),
    /// None of them.
    Unknown,
}

impl Written {
    /// What `text` says by itself.
    pub(super) fn of(text: &str) -> Self {
        if let Some(period) = Period::parse(text) {
            return Self::Plain(period);
        }
        let text = without_midnight(text);
        if let Some(period) = Period::parse(text) {
            return Self::Other(period);
        }
        let parts: Vec<&str> = text.split(['/', '.', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
        let number = |part: &str| {
            (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
        };
        let year = |part: &str| (part.len() == 4).then(|| number(part)).flatten().map(|year| year as i32);
        let month = |part: &str| number(part).filter(|_| part.len() <= 2);
        let other = |period: Option<Period>| period.map_or(Self::Unknown, Self::Other);
        match parts.as_slice() {
            [first, second, third] => match (year(first), year(third)) {
                (Some(year), None) if month(second).is_some() => {
                    other(month(second).zip(month(third)).and_then(|(month, day)| self::day(year, month, day)))
                }
                (None, Some(year)) => match (month(first), month(second), named(first), named(second)) {
                    (Some(a), Some(b), ..) => Self::Pair(a, b, year),
                    (Some(day), None, _, Some(month)) => other(self::day(year, month, day)),
                    (None, Some(day), Some(month), _) => other(self::day(year, month, day)),
                    _ => Self::Unknown,
                },
                _ => Self::Unknown,
            },
            // Excel makes 2027.1 of 2027.10.
            [first, _] if text.contains('.') && year(first).is_some() => Self::Unknown,
            [first, second] => match (year(first), year(second)) {
                (Some(year), None) => other(part_of(year, second)),
                (None, Some(year)) => other(part_of(year, first)),
                _ => Self::Unknown,
            },
            [one] => Self::joined(one),
            _ => Self::Unknown,
        }
    }

    /// `2026Q2`, `20260331`, `46113`.
    fn joined(text: &str) -> Self {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && text.len() == 8 {
            let number = |range| text.get(range).and_then(|part: &str| part.parse::<u32>().ok());
            let found = number(0..4).zip(number(4..6)).zip(number(6..8));
            let period = found.and_then(|((year, month), day)| self::day(year as i32, month, day));
            // No year of a plan has other centuries, and eight digits may be anything.
            return period
                .filter(|_| text.starts_with("19") || text.starts_with("20"))
                .map_or(Self::Unknown, Self::Other);
        }
        if digits && text.len() == 5 {
            return text.parse().ok().and_then(day_number).map_or(Self::Unknown, Self::DayNumber);
        }
        let split = text.get(..4).zip(text.get(4..)).filter(|(year, _)| year.bytes().all(|byte| byte.is_ascii_digit()));
        let period =
            split.and_then(|(year, rest)| part_of(year.parse().ok()?, rest).filter(|_| rest.starts_with(['q', 'Q'])));
        let turned = text.split_at_checked(2).filter(|(quarter, year)| {
            quarter.starts_with(['q', 'Q']) && year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
        });
        let turned = turned.and_then(|(quarter, year)| part_of(year.parse().ok()?, quarter));
        period.or(turned).map_or(Self::Unknown, Self::Other)
    }
}

/// The day of two numbers and a year under an order.
pub(super) fn of_pair((first, second, year): (u32, u32, i32), order: DateOrder) -> Option<Period> {
    match order {
        DateOrder::DayMonthYear => day(year, second, first),
        DateOrder::MonthDayYear => day(year, first, second),
        DateOrder::YearMonthDay => None,
    }
}

fn day(year: i32, month: u32, day: u32) -> Option<Period> {
    let month = Month::new(year, month)?;
    (1..=month.days()).contains(&day).then_some(Period::Day(month, day))
}

/// A month or quarter of a year: `4`, `Q2`, `April`.
fn part_of(year: i32, part: &str) -> Option<Period> {
    if let Some(quarter) = part.strip_prefix(['q', 'Q']) {
        return Period::parse(&format!("{year:04}-Q{quarter}"));
    }
    let digits = part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = if digits { part.parse().ok() } else { named(part) };
    Some(Period::Month(Month::new(year, month?)?))
}

/// The month that an English word names, written out or with its first three letters.
fn named(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let (_, month) = MONTHS
        .iter()
        .zip(1..)
        .find(|(name, _)| **name == word || name.get(..3) == Some(&word) || word == "sept" && **name == "september")?;
    Some(month)
}

/// The text without a time of day, if that is midnight.
fn without_midnight(text: &str) -> &str {
    let Some((date, time)) = text.split_once(['T', ' ']) else { return text };
    let time = time.trim_end_matches('Z');
    let midnight = time.contains(':') && time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    if midnight { date } else { text }
}

/// The day that Excel's 1900 system counts as `number`.
fn day_number(number: i64) -> Option<Period> {
    // Days of 1990 to 2100: a five-digit number outside is no date of a plan, but perhaps a slip of a year.
    if !(32_874..73_415).contains(&number) {
        return None;
    }
    let date = Date::new(1899, 12, 30).ok()?.checked_add(jiff::Span::new().try_days(number).ok()?).ok()?;
    day(i32::from(date.year()), date.month() as u32, date.day() as u32)
}

/// The remedy for text that is not a period.
pub(super) fn remedy(text: &str) -> String {
    let general = "write a period as 2027, 2027-Q2, 2027-04 or 2027-04-15".to_owned();
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<Option<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("fy") {
        return "fiscal years are not read: write calendar years, quarters or months, such as 2027-Q2".to_owned();
    }
    match numbers.as_slice() {
        [Some(first), Some(second), Some(year)] if *year >= 1000 => day_month_year(*first, *second, *year, general),
        [Some(year), Some(month), None | Some(_), ..] | [Some(year), Some(month)] if *year >= 1000 => {
            let day = numbers.get(2).copied().flatten();
            let fixed = match day {
                Some(day) => format!("{year}-{month:02}-{day:02}"),
                None => format!("{year}-{month:02}"),
            };
            checked(&fixed, general)
        }
        [Some(month), Some(year)] if *year >= 1000 => checked(&format!("{year}-{month:02}"), general),
        [Some(day_number)] if text.len() == 5 && (20_000..80_000).contains(day_number) => {
            format!("`{text}` is how Excel stores a date: format the cells as text, and {general}")
        }
        _ => words(&lower).map_or(general, |fixed| format!("write {fixed}")),
    }
}

fn checked(fixed: &str, general: String) -> String {
    if Period::parse(fixed).is_some() { format!("write {fixed}") } else { general }
}

/// `03/04/2026` is 3 April to some and March 4 to others.
fn day_month_year(first: u32, second: u32, year: u32, general: String) -> String {
    let form = |month: u32, day: u32| format!("{year}-{month:02}-{day:02}");
    let readings: Vec<String> =
        [form(second, first), form(first, second)].into_iter().filter(|text| Period::parse(text).is_some()).collect();
    match readings.as_slice() {
        [one, other] if one != other => {
            format!("it can be read two ways: write {one} or {other}, or the month or quarter it belongs to")
        }
        [one, ..] => format!("write {one}"),
        [] => general,
    }
}

/// Quarters and months written in words: `Q2 2026`, `2026Q2`, `Apr 2026`, `Apr-26`.
fn words(lower: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let digits = |text: &str| -> Option<u32> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let value = digits.parse::<u32>().ok()?;
        match digits.len() {
            4 => Some(value),
            2 => Some(2000 + value),
            _ => None,
        }
    };
    if let Some((before, after)) = lower.split_once('q') {
        let quarter = after.trim_start().chars().next().filter(|c| ('1'..='4').contains(c))?;
        let year = digits(before).or_else(|| digits(after.trim_start().get(1..)?))?;
        let fixed = format!("{year}-Q{quarter}");
        return Period::parse(&fixed).map(|_| fixed);
    }
    // `30-Sep-26` has a day, too: which of the numbers is the year is open.
    if lower.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count() > 1 {
        return None;
    }
    let (_, month) = MONTHS.iter().zip(1u32..).find(|(name, _)| lower.contains(**name))?;
    let fixed = format!("{}-{month:02}", digits(lower)?);
    Period::parse(&fixed).map(|_| fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_mean_one_period_is_read() {
        for (text, plain) in [
            ("31-Mar-2026", "2026-03-31"),
            ("31 March 2026", "2026-03-31"),
            ("March 31, 2026", "2026-03-31"),
            ("2026/04/05", "2026-04-05"),
            ("2026.4.5", "2026-04-05"),
            ("2026-4", "2026-04"),
            ("04/2026", "2026-04"),
            ("Apr 2026", "2026-04"),
            ("2026 April", "2026-04"),
            ("Q2 2026", "2026-Q2"),
            ("2026 q2", "2026-Q2"),
            ("2026Q2", "2026-Q2"),
            ("Q22026", "2026-Q2"),
            ("2026-03-31 00:00:00", "2026-03-31"),
            ("2026-03-31T00:00:00.000Z", "2026-03-31"),
            ("20260331", "2026-03-31"),
        ] {
            assert_eq!(Written::of(text), Written::Other(Period::parse(plain).expect(plain)), "{text}");
        }
        assert_eq!(Written::of("46113"), Written::DayNumber(Period::parse("2026-04-01").expect("a day")));
        assert_eq!(Written::of("03/04/2026"), Written::Pair(3, 4, 2026));
        for text in [
            "2026-03-31 08:00",
            "Apr-26",
            "03/04/26",
            "202603",
            "FY2026/27",
            "2026-13",
            "20261331",
            "19999",
            "20260",
            "2027.1",
            "",
            "soon",
            "Q5 2026",
            "ä",
            "1/2/3/2026",
        ] {
            assert_eq!(Written::of(text), Written::Unknown, "{text}");
        }
    }

    #[test]
    fn each_way_of_writing_has_its_remedy() {
        for (text, fragment) in [
            ("03/04/2026", "two ways: write 2026-04-03 or 2026-03-04"),
            ("31.03.2026", "write 2026-03-31"),
            ("05/05/2026", "write 2026-05-05"),
            ("2026-4", "write 2026-04"),
            ("2026/04/5", "write 2026-04-05"),
            ("04/2026", "write 2026-04"),
            ("Q2 2026", "write 2026-Q2"),
            ("2026Q2", "write 2026-Q2"),
            ("Apr 2026", "write 2026-04"),
            ("Apr-26", "write 2026-04"),
            ("46113", "Excel"),
            ("FY2026/27", "fiscal"),
            ("2026-13", "write a period as"),
            ("soon", "write a period as"),
            ("", "write a period as"),
            ("ä", "write a period as"),
        ] {
            assert!(remedy(text).contains(fragment), "{text}: {}", remedy(text));
        }
    }
}
