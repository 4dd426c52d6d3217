//! The bars as table rows and in words.

use super::{
    super::{alternative, pattern::Pattern},
    Bar, Bars,
};
use crate::output::csv::number_text;

/// The numbers of the bars, one row per bar; the last column says what its filling means.
pub(super) fn rows(data: &Bars) -> Vec<Vec<String>> {
    let names = std::iter::once(data.item).chain(data.measures.iter().copied()).chain(["meaning"]);
    let header = names.map(str::to_owned).collect();
    let bars = data.rows.iter().map(|row| {
        let values = row.values.iter().map(|value| value.map(number_text).unwrap_or_default());
        let meaning = meaning(data, row.pattern).to_owned();
        std::iter::once(row.code.clone()).chain(values).chain([meaning]).collect()
    });
    std::iter::once(header).chain(bars).collect()
}

fn meaning(data: &Bars, pattern: Pattern) -> &str {
    data.meanings.iter().find(|(other, _)| *other == pattern).map_or("", |(_, words)| words)
}

/// The bars in a few sentences.
pub(super) fn summary(data: &Bars) -> String {
    let told = |row: &Bar| format!("{} {}", alternative::clip(&row.label, 40), alternative::clip(&row.printed, 30));
    let count = data.rows.len();
    let bars = if count == 1 { "1 bar".to_owned() } else { format!("{count} bars") };
    let first: Vec<String> = data.rows.iter().take(3).map(told).collect();
    alternative::summary(&[
        format!("Bar chart, {bars}: {}.", alternative::clip(&data.axis, 60)),
        alternative::sentence(&alternative::clip(&data.title, 130)),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
        alternative::sentence(&first.join("; ")),
        alternative::sentence(&alternative::clip(&data.reading, 110)),
    ])
}

/// All bars in words.
pub(super) fn text(data: &Bars, summary: &str) -> String {
    let mut lines = vec![summary.to_owned(), String::new()];
    let words = [&data.title, &data.subtitle, &data.reading, &data.note];
    lines.extend(words.into_iter().filter(|words| !words.is_empty()).map(|words| alternative::printable(words)));
    lines.push(String::new());
    if let Some((name, _)) = &data.mark {
        lines.push(alternative::sentence(&alternative::printable(name)));
    }
    for row in &data.rows {
        let meaning = meaning(data, row.pattern);
        let meaning = if meaning.is_empty() { String::new() } else { format!(" ({meaning})") };
        lines.push(alternative::printable(&format!("{}: {}{meaning}.", row.label, row.printed)));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
}
