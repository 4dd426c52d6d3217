//! The fan as table rows and in words.

use super::{super::alternative, BANDS_NOTE, DEMAND, Fan, PastPoint, SUPPLY};
use crate::output::csv::number_text;
use crate::output::rounded;

/// The numbers of the fan: one row per period, past ones first.
pub(super) fn rows(data: &Fan) -> Vec<Vec<String>> {
    let all = [("demand", &data.demand), ("supply", &data.supply)];
    let columns: Vec<(String, &[f64])> = all
        .into_iter()
        .flat_map(|(name, series)| series.named().map(|(part, values)| (format!("{name}_{part}"), values)))
        .collect();
    let names = columns.iter().map(|(name, _)| name.clone());
    let past_names = ["past_demand", "past_supply"].map(str::to_owned);
    let header = std::iter::once("period".to_owned()).chain(names).chain(past_names).collect();
    let past = known(data).map(|point| {
        let known = [point.demand, point.supply].map(|value| value.map(number_text).unwrap_or_default());
        let blank = vec![String::new(); columns.len()];
        std::iter::once(point.label.clone()).chain(blank).chain(known).collect()
    });
    let forecast = data.periods.iter().enumerate().map(|(index, period)| {
        let values = columns.iter().map(|(_, values)| number_text(values[index]));
        std::iter::once(period.clone()).chain(values).chain([String::new(), String::new()]).collect()
    });
    std::iter::once(header).chain(past).chain(forecast).collect()
}

/// The past periods of which something is known.
fn known(data: &Fan) -> impl Iterator<Item = &PastPoint> {
    data.past.iter().filter(|point| point.demand.is_some() || point.supply.is_some())
}

/// The fan in a few sentences.
pub(super) fn summary(data: &Fan) -> String {
    let last = data.periods.len() - 1;
    let (first_period, last_period) =
        (alternative::clip(&data.periods[0], 20), alternative::clip(&data.periods[last], 20));
    let [demand, supply] = [&data.demand, &data.supply].map(|series| {
        let part = |values: &[f64]| rounded::fte(values[last]);
        (part(&series.mean), format!("{} to {}", part(&series.p10), part(&series.p90)))
    });
    let ends = format!("demand {} (8 in 10 futures {}); supply {} ({})", demand.0, demand.1, supply.0, supply.1);
    alternative::summary(&[
        format!("Line chart with ranges: demand and supply in FTE, {first_period} to {last_period}."),
        alternative::sentence(&alternative::clip(&data.title, 110)),
        format!("{last_period}: {ends}."),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
        alternative::sentence(&alternative::clip(&data.reading, 110)),
    ])
}

/// The whole fan in words.
pub(super) fn text(data: &Fan, summary: &str) -> String {
    let mut lines = vec![
        summary.to_owned(),
        String::new(),
        alternative::printable(&data.title),
        alternative::printable(&data.subtitle),
        alternative::printable(&data.reading),
        BANDS_NOTE.to_owned(),
        String::new(),
    ];
    let fte = |value: Option<f64>| value.map_or("not known".to_owned(), rounded::fte);
    for point in known(data) {
        let (demand, supply) = (fte(point.demand), fte(point.supply));
        lines.push(alternative::printable(&format!("{} (past): demand {demand}; supply {supply}.", point.label)));
    }
    for (index, period) in data.periods.iter().enumerate() {
        let words = [(DEMAND, &data.demand), (SUPPLY, &data.supply)].map(|(look, series)| {
            let part = |values: &[f64]| rounded::fte(values[index]);
            let (mean, p10, p25) = (part(&series.mean), part(&series.p10), part(&series.p25));
            let (p75, p90) = (part(&series.p75), part(&series.p90));
            format!("{} {mean}, half of futures {p25} to {p75}, 8 in 10 {p10} to {p90}", look.name.to_lowercase())
        });
        lines.push(alternative::printable(&format!("{period}: {}.", words.join("; "))));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
}
