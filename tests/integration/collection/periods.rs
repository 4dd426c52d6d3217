//! Periods in every form that people and systems write.

use super::sheet::Sheet;
use super::{Changed, Mutation, mutations};
use staffcast::diagnostics::Slug;
use staffcast::tables::Kind;

pub const ALL: &[Mutation] = mutations![
    quarters_in_words,
    months_in_words,
    months_with_other_marks,
    days_in_words,
    days_that_tell_their_order,
    days_the_same_in_any_order,
    days_with_midnight,
    days_as_excel_counts,
    days_in_eight_digits,
    days_of_open_order,
    days_of_two_orders,
    days_with_a_time,
    days_with_two_digits_of_the_year,
    months_with_two_digits_of_the_year,
    months_and_days_that_do_not_exist,
    quarters_that_do_not_exist,
    fiscal_years,
    numbers_for_periods,
    words_for_periods,
    months_in_six_digits,
];

fn periods(sheet: &Sheet<'_>) -> Vec<(usize, usize)> {
    sheet.cells(&sheet.columns(|kind| matches!(kind, Kind::Period)))
}

/// Every period of one of our forms, in another one.
fn same(sheet: &Sheet<'_>, write: impl Fn(&str) -> Option<Vec<String>>) -> Vec<Changed> {
    let forms = |(row, column): (usize, usize)| {
        let texts = write(&sheet.rows[row][column]).unwrap_or_default().into_iter();
        texts.flat_map(move |text| sheet.same(sheet.with(row, column, &text).text())).collect::<Vec<_>>()
    };
    periods(sheet).into_iter().take(3).flat_map(forms).collect()
}

/// The first periods, each as a day of which `texts` are other forms.
fn days(sheet: &Sheet<'_>, day: &str, texts: &[&str]) -> Vec<Changed> {
    let forms = |(row, column): (usize, usize)| {
        let plain = sheet.with(row, column, day).text();
        let texts = sheet.share(texts).into_iter();
        texts
            .flat_map(move |text| sheet.same_as(sheet.with(row, column, text).text(), plain.clone()))
            .collect::<Vec<_>>()
    };
    firsts(sheet).into_iter().flat_map(forms).collect()
}

fn firsts(sheet: &Sheet<'_>) -> Vec<(usize, usize)> {
    sheet.first_cells(&sheet.columns(|kind| matches!(kind, Kind::Period)))
}

fn refused(sheet: &Sheet<'_>, texts: &[&str]) -> Vec<Changed> {
    let texts = sheet.share(texts);
    let each = |(row, column): (usize, usize)| {
        let refused = |text: &&str| {
            sheet.refused(sheet.with(row, column, text).text(), &[Slug::NotAPeriod], sheet.at(row, column))
        };
        texts.iter().flat_map(refused).collect::<Vec<_>>()
    };
    firsts(sheet).into_iter().flat_map(each).collect()
}

fn quarters_in_words(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, |text| {
        let (year, quarter) = text.split_once("-Q")?;
        let forms = [format!("Q{quarter} {year}"), format!("{year}Q{quarter}"), format!("{year} q{quarter}")];
        Some(forms.into_iter().chain([format!("Q{quarter}-{year}"), format!("Q{quarter}/{year}")]).collect())
    })
}

fn month(text: &str) -> Option<(&str, &str)> {
    let (year, month) = text.split_once('-')?;
    (month.len() == 2 && month.bytes().all(|byte| byte.is_ascii_digit())).then_some((year, month))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn months_in_words(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, |text| {
        let (year, month) = month(text)?;
        let name = MONTHS[month.parse::<usize>().ok()? - 1];
        let short = &name[..3];
        Some(vec![
            format!("{name} {year}"),
            format!("{short} {year}"),
            format!("{short}-{year}"),
            format!("{year} {short}"),
            format!("{} {year}", name.to_uppercase()),
        ])
    })
}

fn months_with_other_marks(sheet: &Sheet<'_>) -> Vec<Changed> {
    same(sheet, |text| {
        let (year, month) = month(text)?;
        let bare = month.trim_start_matches('0');
        let forms = [format!("{year}/{month}"), format!("{month}/{year}"), format!("{bare}/{year}")];
        Some(forms.into_iter().chain([format!("{year}-{bare}"), format!("{month}.{year}")]).collect())
    })
}

fn days_in_words(sheet: &Sheet<'_>) -> Vec<Changed> {
    let forms = ["13-Apr-2027", "13 April 2027", "April 13, 2027", "13. April 2027", "13-APR-2027", "Apr 13 2027"];
    days(sheet, "2027-04-13", &forms)
}

fn days_that_tell_their_order(sheet: &Sheet<'_>) -> Vec<Changed> {
    let forms = ["13/04/2027", "13.04.2027", "04/13/2027", "13-4-2027", "2027/04/13", "2027.4.13", "13 04 2027"];
    days(sheet, "2027-04-13", &forms)
}

fn days_the_same_in_any_order(sheet: &Sheet<'_>) -> Vec<Changed> {
    days(sheet, "2027-05-05", &["05/05/2027", "5.5.2027", "05-05-2027"])
}

fn days_with_midnight(sheet: &Sheet<'_>) -> Vec<Changed> {
    let forms = ["2027-04-13 00:00:00", "2027-04-13T00:00", "2027-04-13T00:00:00.000Z", "13/04/2027 00:00"];
    days(sheet, "2027-04-13", &forms)
}

fn days_as_excel_counts(sheet: &Sheet<'_>) -> Vec<Changed> {
    days(sheet, "2027-04-13", &["46490"])
}

fn days_in_eight_digits(sheet: &Sheet<'_>) -> Vec<Changed> {
    days(sheet, "2027-04-13", &["20270413"])
}

fn days_of_open_order(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["01/04/2026", "3.4.2026", "12-11-2026", "1/2/2027 00:00"])
}

fn days_of_two_orders(sheet: &Sheet<'_>) -> Vec<Changed> {
    let each = |column: usize| {
        let cells = sheet.cells(&[column]);
        let [(first, _), (second, _), ..] = cells.as_slice() else { return Vec::new() };
        let changed = sheet.with(*first, column, "13/04/2027").with(*second, column, "04/13/2027");
        sheet.refused(changed.text(), &[Slug::NotAPeriod], sheet.at(*first, column))
    };
    sheet.columns(|kind| matches!(kind, Kind::Period)).into_iter().flat_map(each).collect()
}

fn days_with_a_time(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["2026-04-13 08:00", "2026-04-13T23:59:59", "13/04/2026 12:30", "2026-04-13 12:00 AM"])
}

fn days_with_two_digits_of_the_year(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["13/04/26", "01.04.26", "26-04-13", "4/13/26"])
}

fn months_with_two_digits_of_the_year(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["Apr-26", "Apr 26", "04/26", "Q2 26", "Q2'26", "26Q2"])
}

fn months_and_days_that_do_not_exist(sheet: &Sheet<'_>) -> Vec<Changed> {
    let days = ["2026-02-30", "2026-04-31", "2027-02-29", "2026-04-00", "30/02/2026", "31.04.2026", "20260230"];
    refused(sheet, &["2026-13", "2026-00", "13/2026", "00/2026"]).into_iter().chain(refused(sheet, &days)).collect()
}

fn quarters_that_do_not_exist(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["2026-Q0", "2026-Q5", "Q5 2026", "2026Q", "Q 2026", "2026-Q22", "2026-Qx"])
}

fn fiscal_years(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["FY2026/27", "FY26", "2026/27", "2026-27", "2026/2027", "FY 2026"])
}

fn numbers_for_periods(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["26", "-2026", "1e3", "2026.0", "2 026", "2,026", "99999", "0", "46490.5", "+2026"])
}

fn words_for_periods(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(
        sheet,
        &["soon", "today", "n/a", "#N/A", "now()", "next year", "Easter 2026", "Avril 2026", "Mrz 2026", "?"],
    )
}

fn months_in_six_digits(sheet: &Sheet<'_>) -> Vec<Changed> {
    refused(sheet, &["202604", "042026", "202613"])
}
