//! Cells of people as values. What is wrong is said without the text, which may tell who it is.

use super::super::declared::to_paste;
use super::super::number;
use super::super::period::{Written, of_pair};
use super::manner::{Manner, Order};
use crate::calendar::{Month, Period};
use crate::diagnostics::Slug;

/// A day: its month and the day of the month.
pub(super) type Day = (Month, u32);

/// FTE are added as whole thousand-millionths, so that no sum depends on the order of rows.
pub(super) const STEPS: i64 = 1_000_000_000;

/// Why a cell has no value.
pub(super) enum Unread {
    /// Other cells of the column tell how it is meant.
    Ask,
    /// What is wrong, and how to mend it.
    Because(Slug, &'static str, String),
}

fn because<T>(slug: Slug, message: &'static str, help: &str) -> Result<T, Unread> {
    Err(Unread::Because(slug, message, help.to_owned()))
}

/// The FTE of one person, in thousand-millionths.
pub(super) fn fte(text: &str, manner: &Manner) -> Result<i64, Unread> {
    let help = "write the contracted share of full time, from 0 to 1: 0.6 for 22.5 of 37.5 hours";
    let steps = match plain_steps(text.as_bytes()).filter(|_| manner.has_point(text)) {
        Some(steps) => steps,
        None if text.contains(',') && !manner.knows_decimals() => return Err(Unread::Ask),
        None => match number::read_cell(text, manner.marks()) {
            Ok((value, _)) if (-1e9..1e9).contains(&value) => (value * STEPS as f64).round() as i64,
            Ok(_) => i64::MAX,
            Err(_) => {
                return because(
                    Slug::NotANumber,
                    "the cell of `fte` is not a number that can mean one thing only",
                    help,
                );
            }
        },
    };
    if (0..=STEPS).contains(&steps) {
        return Ok(steps);
    }
    because(Slug::OutOfRange, "the FTE of one person must be from 0 to 1", help)
}

/// `0.85` in thousand-millionths; `None` if it is not written with plain digits, or with too many of them.
fn plain_steps(text: &[u8]) -> Option<i64> {
    let mut steps: i64 = 0;
    let mut unit: Option<i64> = None;
    if text.is_empty() || text.len() > 12 || text == b"." {
        return None;
    }
    for &byte in text {
        match (byte, unit) {
            (b'0'..=b'9', None) => steps = steps.checked_mul(10)?.checked_add(i64::from(byte - b'0') * STEPS)?,
            (b'0'..=b'9', Some(next)) => {
                if next == 0 {
                    return None;
                }
                steps = steps.checked_add(i64::from(byte - b'0') * next)?;
                unit = Some(next / 10);
            }
            (b'.', None) => unit = Some(STEPS / 10),
            _ => return None,
        }
    }
    Some(steps)
}

/// A year of birth.
pub(super) fn birth_year(text: &str) -> Result<i32, Unread> {
    match text.parse::<i32>() {
        Ok(year) if text.len() == 4 && (1900..=2100).contains(&year) => Ok(year),
        _ => because(
            Slug::NotANumber,
            "the cell of `birth_year` is not a year",
            "write the four digits of the year and nothing else, or leave it blank if it is not known",
        ),
    }
}

/// A day, in any form that can mean one day only.
pub(super) fn day(text: &str, column: &'static str, manner: &Manner) -> Result<Day, Unread> {
    if let Some(day) = plain_day(text.as_bytes()) {
        return Ok(day);
    }
    match period(text, column, manner)? {
        Some(Period::Day(month, day)) => Ok((month, day)),
        _ => because(Slug::NotAPeriod, "the cell is not a day", "write a day as 2027-04-15: year, month and day"),
    }
}

/// The month at whose end `as_of` stands.
pub(super) fn as_of(text: &str, manner: &Manner) -> Result<Month, Unread> {
    match period(text, "as_of", manner)? {
        None => {
            because(Slug::NotAPeriod, "the cell of `as_of` is not a day", "write the last day of a month: 2027-04-30")
        }
        Some(period) => match period.last_month() {
            Some(month) => Ok(month),
            None => because(
                Slug::NotAPeriod,
                "staff count at the end of a month, and this `as_of` is not the last day of one",
                "export the people of the last day of a month; if nobody came or went between the two, write that day",
            ),
        },
    }
}

/// `2027-04-15`, the form of nearly all cells.
fn plain_day(text: &[u8]) -> Option<Day> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
    let number = |digits: &[u8]| {
        let digit = |sum: u32, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0'));
        digits.iter().try_fold(0, digit)
    };
    let month = Month::new(number(&[*a, *b, *c, *d])? as i32, number(&[*e, *f])?)?;
    let day = number(&[*g, *h])?;
    (day >= 1 && (day <= 28 || day <= month.days())).then_some((month, day))
}

/// The period that a cell says; `None` if it is none.
fn period(text: &str, column: &'static str, manner: &Manner) -> Result<Option<Period>, Unread> {
    let (first, second, year) = match Written::of(text) {
        Written::Plain(period) | Written::Other(period) | Written::DayNumber(period) => return Ok(Some(period)),
        Written::Unknown => return Ok(None),
        Written::Pair(first, second, year) => (first, second, year),
    };
    let order = match manner.order(column) {
        _ if first == second => Order::Known(super::super::period::DateOrder::DayMonthYear),
        Some(order) => order,
        None => return Err(Unread::Ask),
    };
    match order {
        Order::Known(order) => Ok(of_pair((first, second, year), order)),
        Order::Both => because(
            Slug::NotAPeriod,
            "some dates of this column are day first and others month first",
            "export the column with days such as 2027-04-15",
        ),
        Order::Open => {
            let line = "date_order = \"day-month-year\"   # or \"month-day-year\"";
            let help = format!("say in the scenario which it is:{}", to_paste("roster", line));
            Err(Unread::Because(Slug::NotAPeriod, "the date may be day first or month first, and no other tells", help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_full_time_is_read_in_whole_steps() {
        for (text, steps) in [("1", STEPS), ("0.85", 850_000_000), (".5", 500_000_000), ("0.333333333", 333_333_333)] {
            assert_eq!(plain_steps(text.as_bytes()), Some(steps), "{text}");
        }
        for text in ["", ".", "0.3333333333", "1e0", "0,5", "-1", "1.0.0"] {
            assert_eq!(plain_steps(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_plain_day_is_one_that_the_calendar_has() {
        let month = Month::new(2028, 2).expect("a month");
        assert_eq!(plain_day(b"2028-02-29"), Some((month, 29)));
        for text in ["2027-02-29", "2028-02-00", "2028-13-01", "2028-2-1", "20280229", "2028-02-2x"] {
            assert_eq!(plain_day(text.as_bytes()), None, "{text}");
        }
    }
}
