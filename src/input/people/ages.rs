//! Ages of the staff at the opening, from rows that are split over age bands.

use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::StaffKey;
use crate::input::build::Build;
use crate::input::reading::AgeBand;
use crate::tables::Row;
use std::collections::BTreeMap;

/// FTE by completed year of age, in order of age.
pub(super) type Ages = BTreeMap<StaffKey, Vec<(u32, f64)>>;

/// The bands of one count of staff and their FTE, in order of age; empty if it is not split, or (with a problem) if the
/// bands do not fit together.
pub(super) fn bands(build: &Build<'_>, rows: &[&Row], found: &mut Diagnostics) -> Vec<(AgeBand, f64)> {
    let band = |row: &Row| build.text("staff", row, "age_band").and_then(AgeBand::parse);
    let mut bands: Vec<(AgeBand, &Row)> = rows.iter().filter_map(|row| Some((band(row)?, *row))).collect();
    if bands.is_empty() {
        return Vec::new();
    }
    let place = |row: &Row| build.group.place("staff", row, "age_band");
    if let Some(without) = rows.iter().find(|row| band(row).is_none()) {
        let message = "`age_band` is blank here and filled in other rows of the same staff";
        let help = "give the age band in every row of a period, facility and role, or in none; delete the total";
        found.push(Slug::AgeBands, place(without), message, help);
        return Vec::new();
    }
    bands.sort_by_key(|(band, row)| (*band, row.origin.line));
    for pair in bands.windows(2) {
        if let [(first, earlier), (second, later)] = pair
            && second.first <= first.last
        {
            let written = |row: &Row| build.text("staff", row, "age_band").unwrap_or_default().to_owned();
            let message = format!(
                "the age bands {} (line {}) and {} of the same staff overlap",
                written(earlier),
                earlier.origin.line,
                written(later)
            );
            found.push(
                Slug::AgeBands,
                place(later),
                message,
                "write bands that exclude each other, such as 50-54 and 55-59",
            );
            return Vec::new();
        }
    }
    bands.into_iter().filter_map(|(band, row)| Some((band, build.number("staff", row, "fte")?))).collect()
}

/// Each band spread evenly over its years.
pub(super) fn by_year(bands: &[(AgeBand, f64)]) -> Vec<(u32, f64)> {
    let spread = |(band, fte): &(AgeBand, f64)| {
        let each = *fte / f64::from(band.years());
        (band.first..=band.last).map(move |age| (age, each))
    };
    bands.iter().flat_map(spread).collect()
}
