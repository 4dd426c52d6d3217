//! Days of Excel as dates.
//!
//! Excel counts days from 1900, where day 1 is 1 January and day 60 a 29 February that never was (a slip of Lotus 1-2-3
//! that Excel repeats: ECMA-376 part 1, 18.17.4.1), or from 1904, where day 0 is 1 January. A time is a fraction of a day.

use jiff::civil::Date;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Days of about ten thousand years; Excel shows nothing beyond 9999-12-31.
const LAST: f64 = 3_000_000.0;

/// A number of days as the date, and the time if it is not midnight; or why it is none.
pub(super) fn date(serial: f64, from1904: bool) -> Result<String, &'static str> {
    let seconds = seconds(serial).ok_or("no day of Excel's calendar")?;
    let (days, time) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let shift = match (from1904, days) {
        (true, ..0) | (false, ..1) => return Err("a day before Excel's calendar begins"),
        (true, _) => -24_107,
        (false, 60) => return Err("29 February 1900, a day that never was"),
        // Day 61 is 1 March 1900, which lies 60 days after 31 December 1899.
        (false, 61..) => -25_569,
        (false, _) => -25_568,
    };
    let day = jiff::Span::new().try_days(days + shift).and_then(|span| Date::constant(1970, 1, 1).checked_add(span));
    let day = day.map_err(|_| "no day of Excel's calendar")?;
    Ok(if time == 0 { day.to_string() } else { format!("{day}T{}", clock(time)) })
}

/// A day of which only the month or year is shown: that period, if the day is its first; else the day.
pub(super) fn shortened(day: &str, first: &str) -> String {
    let short = day.strip_suffix(first).filter(|short| !short.contains('T'));
    short.unwrap_or(day).to_owned()
}

/// A length of time, or a time of day, as hours, minutes and seconds: `37:30:00`.
pub(super) fn time(serial: f64) -> Result<String, &'static str> {
    let seconds = seconds(serial).ok_or("no length of time that Excel shows")?;
    Ok(format!("{}{}", if seconds < 0 { "-" } else { "" }, clock(seconds.abs())))
}

/// True if a time lies within one day.
pub(super) fn within_a_day(serial: f64) -> bool {
    seconds(serial).is_some_and(|seconds| (0..DAY).contains(&seconds))
}

/// Checks a date that is written out, such as `2026-04-01` or `2026-04-01T13:30:00Z`, and drops a time of midnight.
pub(super) fn written(text: &str) -> Option<String> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time.strip_suffix('Z').unwrap_or(time))),
        None => (text, None),
    };
    let digits = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day: Date = if digits { day.parse().ok()? } else { return None };
    let Some(time) = time else { return Some(day.to_string()) };
    let plain = time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.');
    let time: jiff::civil::Time = if plain { time.parse().ok()? } else { return None };
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    Some(if seconds == 0 { day.to_string() } else { format!("{day}T{}", clock(seconds)) })
}

/// To the nearest second: Excel's own fractions are seldom exact.
fn seconds(serial: f64) -> Option<i64> {
    (serial.abs() < LAST).then(|| (serial * DAY as f64).round() as i64)
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_1900_are_dates_with_a_day_left_out() {
        let known = [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (25_569.0, "1970-01-01"),
            (46_113.0, "2026-04-01"),
            (46_113.562_5, "2026-04-01T13:30:00"),
            (46_112.999_999_9, "2026-04-01"),
            (2_958_465.0, "9999-12-31"),
        ];
        for (serial, text) in known {
            assert_eq!(date(serial, false).as_deref(), Ok(text), "{serial}");
        }
        assert_eq!(date(60.0, false), Err("29 February 1900, a day that never was"));
        assert_eq!(date(60.5, false), Err("29 February 1900, a day that never was"));
        for bad in [0.0, 0.5, -1.0, 2_958_466.0, 1e300, -1e300] {
            assert!(date(bad, false).is_err(), "{bad}");
        }
    }

    #[test]
    fn days_since_1904_begin_at_nought() {
        for (serial, text) in [(0.0, "1904-01-01"), (60.0, "1904-03-01"), (44_651.0, "2026-04-01")] {
            assert_eq!(date(serial, true).as_deref(), Ok(text), "{serial}");
        }
        assert!(date(-1.0, true).is_err());
    }

    #[test]
    fn lengths_of_time_are_hours_minutes_and_seconds() {
        for (serial, text) in [(0.3125, "07:30:00"), (1.5625, "37:30:00"), (-0.5, "-12:00:00"), (0.0, "00:00:00")] {
            assert_eq!(time(serial).as_deref(), Ok(text), "{serial}");
        }
        assert!(time(1e9).is_err());
    }

    #[test]
    fn written_dates_are_days_that_exist() {
        assert_eq!(written("2026-04-01").as_deref(), Some("2026-04-01"));
        assert_eq!(written("2026-04-01T00:00:00.000Z").as_deref(), Some("2026-04-01"));
        assert_eq!(written("2026-04-01T13:30:00").as_deref(), Some("2026-04-01T13:30:00"));
        for bad in ["2026-02-30", "1 April 2026", "2026-04-01T25:00:00", "2026-04-01T13:30:00+02:00", "13:30:00", ""] {
            assert_eq!(written(bad), None, "{bad}");
        }
    }
}
