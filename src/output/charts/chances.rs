//! Chance of a shortage as a strip of dots per role: how likely is trouble?
//!
//! Up to three periods stand on one strip from 0 to 100 %, told apart by the form of their marks; the chances themselves
//! are printed at the end of the strip. Marks at 20, 50 and 80 % part what is unlikely from what is very likely. Left out:
//! sorting, and what counts as a shortage.

mod strip;
mod words;

use super::{
    Chart, ChartError, check_number,
    legend::{Key, Legend, Swatch},
    marks::Mark,
    page::{Page, Words},
    palette::BLUE,
    reading::Reading,
};
use strip::Strip;

/// What the strips show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chances {
    /// File stem.
    pub name: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, facilities and as-of date.
    pub subtitle: String,
    /// Source files, version and run hash.
    pub footer: String,
    /// Labels of one to three periods, earliest first.
    pub periods: Vec<String>,
    /// One strip per role, in the order to be drawn.
    pub rows: Vec<ChanceRow>,
    /// A sentence printed under the chart.
    pub reading: String,
    /// How to read the chart.
    pub note: String,
}

/// One role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChanceRow {
    /// Code, for the numbers.
    pub code: String,
    /// Label, for the picture.
    pub label: String,
    /// Chance in percent, 0 to 100, one per period.
    pub chances: Vec<f64>,
}

/// Draws the strips.
///
/// # Errors
/// No rows or periods, more than three periods, a row with the wrong number of chances, a chance outside 0 to 100.
pub fn chances(data: &Chances) -> Result<Chart, ChartError> {
    check(data)?;
    let summary = words::summary(data);
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let mut page = Page::new(words, 0.0)?;
    let keys = marks(data.periods.len()).zip(&data.periods);
    let keys = keys.map(|(mark, period)| Key::new(Swatch::Mark { colour: BLUE, mark }, period.clone()));
    let legend = Legend::new(keys.collect(), page.body.width());
    let reading = Reading::new(&data.reading, &data.note, page.body.width());
    page.grow_to(legend.height + reading.height + strip::least_height(data));
    let strip = Strip::new(data, page.body, legend.height, reading.height);
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        strip.draw(canvas)?;
        reading.draw_below(canvas, page.body, strip.bottom())
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: words::text(data, &summary), numbers: words::rows(data) })
}

/// The mark of each period: the last is always the dot.
fn marks(periods: usize) -> impl Iterator<Item = Mark> {
    let all = Mark::ALL;
    match periods {
        2 => vec![all[0], all[2]],
        1 => vec![all[2]],
        _ => all.to_vec(),
    }
    .into_iter()
}

fn check(data: &Chances) -> Result<(), ChartError> {
    let chart = &data.name;
    if data.periods.is_empty() {
        return Err(ChartError::Empty { chart: chart.clone(), what: "periods" });
    }
    if data.rows.is_empty() {
        return Err(ChartError::Empty { chart: chart.clone(), what: "rows" });
    }
    let most = Mark::ALL.len();
    if data.periods.len() > most {
        let (what, found) = ("the list of periods".to_owned(), data.periods.len());
        return Err(ChartError::Length { chart: chart.clone(), what, expected: most, found });
    }
    for row in &data.rows {
        if row.chances.len() != data.periods.len() {
            let (what, expected, found) = (format!("row {}", row.code), data.periods.len(), row.chances.len());
            return Err(ChartError::Length { chart: chart.clone(), what, expected, found });
        }
        for (chance, period) in row.chances.iter().zip(&data.periods) {
            let what = || format!("the chance of {} in {period}", row.code);
            check_number(chart, *chance, what)?;
            if !(0.0..=100.0).contains(chance) {
                return Err(ChartError::Number { chart: chart.clone(), what: what(), value: chance.to_string() });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
