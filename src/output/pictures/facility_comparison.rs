//! The gap of each facility as a share of its demand: who first?

use super::view::{View, short};
use crate::output::charts::{Bar, Bars, Pattern};
use crate::output::results::OPENING;
use crate::output::rounded::{signed_fte, signed_percent};
use crate::output::shown::SHOWN_IN_FULL;
use std::collections::BTreeMap;

/// Bars of one chart where facilities are too many to be shown in full.
const MOST: usize = 40;

const NETTED: &str = "Shortages of some roles and surpluses of others are netted here; tables/gap.csv has each role.";
const MEDIAN: &str = " The median is the facility in the middle, each counted alike.";

/// What the bars show.
pub(super) fn bars(view: &View<'_>) -> Bars {
    let last = view.last_period();
    let at_end = at_end(view, &last);
    let mut rows: Vec<(bool, Bar)> = Vec::new();
    for facility in &view.case.facilities {
        let Some(&row) = at_end.get(facility.id.as_str()) else { continue };
        let (gap, demand) = (view.number("gap_mean_fte", row), view.number("demand_mean_fte", row));
        let percent = (demand > 0.0).then(|| 100.0 * gap / demand);
        let share = percent.map_or_else(|| "no demand".to_owned(), signed_percent);
        let direction = view.gap.text("direction", row);
        rows.push((
            direction == "short",
            Bar {
                code: facility.id.to_string(),
                label: facility.label.clone(),
                values: vec![percent, Some(gap), Some(demand)],
                printed: format!("{share}, {} FTE", signed_fte(gap)),
                pattern: if direction == "balanced" { Pattern::Outlined } else { Pattern::Solid },
            },
        ));
    }
    rows.sort_by(|(_, one), (_, other)| {
        let share = |bar: &Bar| bar.values[0].unwrap_or(f64::NEG_INFINITY);
        share(other).total_cmp(&share(one)).then(one.code.cmp(&other.code))
    });
    let short: Vec<Bar> = rows.iter().filter(|(short, _)| *short).map(|(_, bar)| bar.clone()).collect();
    let mut rows: Vec<Bar> = rows.into_iter().map(|(_, bar)| bar).collect();
    let median = median(rows.iter().filter_map(|bar| bar.values[0]).collect());
    let shortage = view.case.settings.shortage;
    let title = title(&rows, &short, &last);
    let mut note = format!("{NETTED}{}", if rows.len() > 1 { MEDIAN } else { "" });
    if rows.len() > SHOWN_IN_FULL {
        note.push_str(&format!(" Drawn are the first {MOST} of {} facilities.", rows.len()));
    }
    let mark = median.filter(|_| rows.len() > 1).map(|median| (format!("median {}", signed_percent(median)), median));
    if rows.len() > SHOWN_IN_FULL {
        rows.truncate(MOST);
    }
    Bars {
        name: "facility_comparison".into(),
        title,
        subtitle: format!(
            "Gap = demand − supply, mean, all roles of the staff that a facility employs, {last}; data as of {}",
            view.as_of()
        ),
        footer: view.footer(),
        axis: "Gap in % of demand".into(),
        item: "facility",
        measures: vec!["gap_pct", "gap_fte", "demand_fte"],
        mark,
        meanings: vec![(
            Pattern::Outlined,
            format!(
                "within the threshold: a shortage or surplus exceeds both {} % and {} FTE",
                shortage.threshold_pct, shortage.threshold_fte
            ),
        )],
        sides: ["Short".into(), "Surplus".into()],
        reading: String::new(),
        note,
        rows,
    }
}

/// The rows of all staff of each facility in the last period.
fn at_end<'t>(view: &'t View<'_>, last: &str) -> BTreeMap<&'t str, usize> {
    let gap = view.gap;
    let (roles, periods) = (gap.texts("role"), gap.texts("period"));
    let ends = (0..gap.len()).filter(|&row| roles[row] == *"*" && periods[row] == *last && periods[row] != *OPENING);
    ends.map(|row| (gap.text("facility", row), row)).collect()
}

/// The middle of the values; the mean of the two middle ones where their number is even.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2)?;
    let lower = values.get(values.len().checked_sub(1)? / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

/// The finding: how many facilities are short, and at which of them the largest share of demand is missing.
fn title(rows: &[Bar], short_ones: &[Bar], last: &str) -> String {
    match (rows, short_ones) {
        ([], _) => format!("No facility employs anybody in {last}"),
        ([only], _) => format!("{}: gap of {} in {last}", short(&only.label), only.printed),
        (_, []) => format!("No facility is short in {last}"),
        (_, [most, ..]) => format!(
            "{} of {} facilities {} short in {last}; the largest share of demand is missing at {} ({})",
            short_ones.len(),
            rows.len(),
            if short_ones.len() == 1 { "is" } else { "are" },
            short(&most.label),
            most.printed
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert_eq!(median(vec![4.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(Vec::new()), None);
    }
}
