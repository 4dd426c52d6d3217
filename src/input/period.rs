//! How to write a period that was written in another way.

use crate::calendar::Period;

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
    let (_, month) = MONTHS.iter().zip(1u32..).find(|(name, _)| lower.contains(**name))?;
    let fixed = format!("{}-{month:02}", digits(lower)?);
    Period::parse(&fixed).map(|_| fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

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
