//! The axis of periods below a plot: ticks, labels that never overlap, years under their quarters.
//!
//! Left out: where the periods stand, which the plot decides.

use super::{
    ChartError,
    axis::{Periods, thinned},
    canvas::{Anchor, Canvas},
    lettering::Lettering,
    palette::QUIET,
};

/// Height the axis takes below the plot.
pub(super) const HEIGHT: f64 = 30.0;

const LETTERS: Lettering = Lettering::regular(10.0);
const GROUP: Lettering = Lettering::bold(10.0);
/// A longer label is cut.
const WIDEST: f64 = 110.0;
/// A group is named with at least this much room, even where it is narrower.
const NARROWEST: f64 = 34.0;

/// Draws the axis from the lower edge of a plot down; `centres` has the middle of each period.
pub(super) fn draw(canvas: &Canvas, periods: &Periods, centres: &[f64], bottom: f64) -> Result<(), ChartError> {
    let short: Vec<String> = periods.short.iter().map(|label| LETTERS.shorten(label, WIDEST)).collect();
    let widths: Vec<f64> = short.iter().map(|label| LETTERS.width(label)).collect();
    let shown = thinned(centres, &widths, 5.0);
    // Under a year, either all of its quarters are named or none.
    let all = shown.len() == centres.len();
    for (index, centre) in centres.iter().enumerate() {
        let named = shown.contains(&index) && (all || periods.groups.is_empty());
        canvas.line(&[(*centre, bottom), (*centre, bottom + if named { 4.0 } else { 2.5 })], QUIET, 0.8)?;
        if named {
            canvas.text((*centre, bottom + 14.0), Anchor::Middle, LETTERS, &short[index])?;
        }
    }
    let step = centres.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(WIDEST);
    let baseline = bottom + if all { 27.0 } else { 16.0 };
    let mut named = Vec::with_capacity(periods.groups.len());
    for group in &periods.groups {
        let (first, last) = (centres[group.first], centres[group.last]);
        if group.first > 0 {
            let border = first - step / 2.0;
            canvas.line(&[(border, bottom), (border, baseline + 2.0)], QUIET, 0.6)?;
        }
        let room = (last - first + step - 6.0).clamp(NARROWEST, WIDEST);
        named.push((f64::midpoint(first, last), GROUP.shorten(&group.name, room)));
    }
    let middles: Vec<f64> = named.iter().map(|(middle, _)| *middle).collect();
    let widths: Vec<f64> = named.iter().map(|(_, name)| GROUP.width(name)).collect();
    for index in thinned(&middles, &widths, 6.0) {
        canvas.text((middles[index], baseline), Anchor::Middle, GROUP, &named[index].1)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::charts::canvas::{self, Spoken};

    fn drawn(labels: &[&str], step: f64) -> String {
        super::super::lettering::prepare().expect("embedded fonts");
        let centres: Vec<f64> = (0..labels.len()).map(|index| 50.0 + step * index as f64).collect();
        let spoken = Spoken { name: "axis", title: "", description: "" };
        let periods = Periods::of(labels.iter().copied());
        canvas::draw((900.0, 90.0), &spoken, |canvas| draw(canvas, &periods, &centres, 20.0)).expect("drawn")
    }

    #[test]
    fn quarters_are_named_where_there_is_room() {
        let labels = ["2026-Q3", "2026-Q4", "2027-Q1"];
        let wide = drawn(&labels, 40.0);
        assert!(wide.contains("\nQ4\n") && wide.contains("\n2027\n"));
        let narrow = drawn(&labels, 12.0);
        assert!(!narrow.contains("\nQ4\n") && narrow.contains("\n2026\n"));
    }

    #[test]
    fn years_are_thinned() {
        let svg = drawn(&["2026", "2027", "2028", "2029", "2030"], 20.0);
        let named = ["2026", "2027", "2028", "2029", "2030"].map(|year| svg.contains(&format!("\n{year}\n")));
        assert_eq!(named, [true, false, true, false, true]);
    }

    #[test]
    fn a_single_odd_label_does_not_run_into_its_neighbours() {
        let svg = drawn(&["2026-Q1", "2026-Q2", "a very long name", "2026-Q4"], 40.0);
        assert!(svg.contains("a ve") && svg.contains('…'), "{svg}");
    }
}
