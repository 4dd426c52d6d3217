//! The curves as table rows and in words.

use super::{super::alternative, Curves, Panel, panel::percent};
use crate::output::csv::number_text;

/// The facility word of the mean over the facilities.
const ALL: &str = "*";

/// The numbers of the curves: of each technology the mean with its ribbon, then the facilities.
pub(super) fn rows(data: &Curves) -> Vec<Vec<String>> {
    let header = ["technology", "facility", "period", "mean_pct", "p10_pct", "p90_pct"].map(str::to_owned).to_vec();
    let mut rows = vec![header];
    for panel in &data.panels {
        let mut push = |facility: &str, period: usize, shares: [Option<f64>; 3]| {
            let codes = [panel.code.as_str(), facility, data.moments[period].label.as_str()].map(str::to_owned);
            let shares = shares.map(|share| share.map(number_text).unwrap_or_default());
            rows.push(codes.into_iter().chain(shares).collect());
        };
        for period in 0..data.moments.len() {
            push(ALL, period, [panel.mean[period], panel.low[period], panel.high[period]].map(Some));
        }
        for (facility, curve) in &panel.each {
            for (period, share) in curve.iter().enumerate() {
                push(facility, period, [Some(*share), None, None]);
            }
        }
    }
    rows
}

/// First and last mean of a panel.
fn ends(panel: &Panel) -> (f64, f64) {
    (panel.mean.first().copied().unwrap_or_default(), panel.mean.last().copied().unwrap_or_default())
}

/// The curves in a few sentences.
pub(super) fn summary(data: &Curves) -> String {
    let count = data.panels.len();
    let panels = if count == 1 { "1 technology".to_owned() } else { format!("{count} technologies") };
    let period = |index: usize| alternative::clip(&data.moments[index].label, 20);
    let first: Vec<String> = data
        .panels
        .iter()
        .take(3)
        .map(|panel| {
            let (from, to) = ends(panel);
            format!("{} {} to {}", alternative::clip(&panel.label, 30), percent(from), percent(to))
        })
        .collect();
    alternative::summary(&[
        format!("Line charts of {panels}: share in use, {} to {}.", period(0), period(data.moments.len() - 1)),
        alternative::sentence(&alternative::clip(&data.title, 130)),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
        alternative::sentence(&first.join("; ")),
    ])
}

/// All curves in words: a panel a line.
pub(super) fn text(data: &Curves, summary: &str) -> String {
    let mut lines = vec![summary.to_owned(), String::new()];
    let words = [&data.title, &data.subtitle, &data.note, &data.remark];
    lines.extend(words.into_iter().filter(|words| !words.is_empty()).map(|words| alternative::printable(words)));
    lines.push(String::new());
    for panel in &data.panels {
        let shares = data.moments.iter().enumerate().map(|(index, moment)| {
            let range = format!("{} to {}", percent(panel.low[index]), percent(panel.high[index]));
            format!("{} {} ({range})", moment.label, percent(panel.mean[index]))
        });
        let shares = shares.collect::<Vec<_>>().join("; ");
        lines.push(alternative::printable(&format!("{} ({}): {shares}.", panel.label, panel.remark)));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
}
