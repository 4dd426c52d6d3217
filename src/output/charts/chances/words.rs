//! The strips as table rows and in words.

use super::{super::alternative, Chances, strip::printed};
use crate::output::csv::number_text;
use crate::output::rounded;

/// The numbers of the strips: a row per role and period.
pub(super) fn rows(data: &Chances) -> Vec<Vec<String>> {
    let header = ["role", "period", "prob_shortage_pct"].map(str::to_owned).to_vec();
    let chances = data.rows.iter().flat_map(|row| {
        let chances = row.chances.iter().zip(&data.periods);
        chances.map(|(chance, period)| vec![row.code.clone(), period.clone(), number_text(*chance)])
    });
    std::iter::once(header).chain(chances).collect()
}

/// The strips in a few sentences.
pub(super) fn summary(data: &Chances) -> String {
    let count = data.rows.len();
    let roles = if count == 1 { "1 role".to_owned() } else { format!("{count} roles") };
    let periods: Vec<String> = data.periods.iter().map(|period| alternative::clip(period, 20)).collect();
    let first: Vec<String> =
        data.rows.iter().take(3).map(|row| format!("{} {}", alternative::clip(&row.label, 40), printed(row))).collect();
    alternative::summary(&[
        format!("Dot chart of the chance of a shortage, {roles}, {}.", periods.join(", ")),
        alternative::sentence(&alternative::clip(&data.title, 130)),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
        alternative::sentence(&first.join("; ")),
    ])
}

/// All strips in words.
pub(super) fn text(data: &Chances, summary: &str) -> String {
    let mut lines = vec![summary.to_owned(), String::new()];
    let words = [&data.title, &data.subtitle, &data.reading, &data.note];
    lines.extend(words.into_iter().filter(|words| !words.is_empty()).map(|words| alternative::printable(words)));
    lines.push(String::new());
    for row in &data.rows {
        let chances = row.chances.iter().zip(&data.periods);
        let chances: Vec<String> =
            chances.map(|(chance, period)| format!("{period} {} %", rounded::chance(*chance))).collect();
        lines.push(alternative::printable(&format!("{}: {}.", row.label, chances.join("; "))));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
}
