//! The streams as table rows and in words.

use super::{super::alternative, Flows};
use crate::output::csv::number_text;
use crate::output::rounded;

/// The numbers of the bars: a row per year.
pub(super) fn rows(data: &Flows) -> Vec<Vec<String>> {
    let streams = || data.joining.iter().chain(&data.leaving);
    let codes = streams().map(|stream| format!("{}_fte", stream.code));
    let header = ["year".to_owned(), "remark".to_owned()].into_iter().chain(codes).chain(["net_fte".to_owned()]);
    let years = data.years.iter().zip(&data.remarks).enumerate().map(|(year, (label, remark))| {
        let fte = streams().map(|stream| number_text(stream.fte[year]));
        [label.clone(), remark.clone()].into_iter().chain(fte).chain([number_text(data.net(year))]).collect()
    });
    std::iter::once(header.collect()).chain(years).collect()
}

/// The bars in a few sentences.
pub(super) fn summary(data: &Flows) -> String {
    let last = data.years.len() - 1;
    let year = |index: usize| alternative::clip(&data.years[index], 20);
    let of = |index: usize| {
        let (come, gone) = (Flows::total(&data.joining, index), Flows::total(&data.leaving, index));
        format!("{}: {} join, {} go", year(index), rounded::fte(come), rounded::fte(gone))
    };
    let most = (0..data.years.len())
        .max_by(|one, other| Flows::total(&data.leaving, *one).total_cmp(&Flows::total(&data.leaving, *other)));
    alternative::summary(&[
        format!("Bar chart of joiners and leavers in FTE, {} to {}.", year(0), year(last)),
        alternative::sentence(&alternative::clip(&data.title, 130)),
        format!("{}.", of(last)),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
        format!("{}.", of(0)),
        most.map(|most| format!("Most go in {}.", year(most))).unwrap_or_default(),
    ])
}

/// All bars in words.
pub(super) fn text(data: &Flows, summary: &str) -> String {
    let mut lines = vec![summary.to_owned(), String::new()];
    let words = [&data.title, &data.subtitle, &data.reading, &data.note];
    lines.extend(words.into_iter().filter(|words| !words.is_empty()).map(|words| alternative::printable(words)));
    lines.push(String::new());
    for (year, (label, remark)) in data.years.iter().zip(&data.remarks).enumerate() {
        let streams = data.joining.iter().chain(&data.leaving);
        let fte: Vec<String> =
            streams.map(|stream| format!("{} {}", stream.label, rounded::fte(stream.fte[year]))).collect();
        let remark = if remark.is_empty() { String::new() } else { format!(" ({remark})") };
        let net = rounded::signed_fte(data.net(year));
        lines.push(alternative::printable(&format!("{label}{remark}: {}; net {net}.", fte.join("; "))));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
}
