//! Bars from a common zero, largest first: what counts most, and how much?
//!
//! Right of zero adds to a shortage, left of it takes from it; the side says so without colour. Every bar has its number
//! at its end and a name before it; what is special about a bar is said by its filling and by words. A mark across all
//! bars, such as a median, has its name above. A row whose number does not exist has words and no bar. Left out: sorting,
//! choosing the rows, and adding up those that are not shown.

mod plot;
mod words;

use super::{
    Chart, ChartError,
    axis::Ticks,
    check_number,
    legend::{Key, Legend, Swatch},
    page::{Page, Words},
    palette::{BLUE, BROWN},
    pattern::Pattern,
    reading::Reading,
};
use plot::Plot;
use plotters::style::RGBColor;

/// What the bars show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// File stem.
    pub name: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, unit, facilities and as-of date.
    pub subtitle: String,
    /// Source files, version and run hash.
    pub footer: String,
    /// What the axis measures, with its unit.
    pub axis: String,
    /// What a row is, as a column name of the numbers, such as `cause`.
    pub item: &'static str,
    /// Column names of the values of each row; the first is drawn.
    pub measures: Vec<&'static str>,
    /// In the order to be drawn.
    pub rows: Vec<Bar>,
    /// A value marked across all bars, such as a median, with its name.
    pub mark: Option<(String, f64)>,
    /// What each filling means.
    pub meanings: Vec<(Pattern, String)>,
    /// What right of zero and left of it mean.
    pub sides: [String; 2],
    /// A sentence printed under the chart.
    pub reading: String,
    /// How to read the chart.
    pub note: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Code, for the numbers.
    pub code: String,
    /// Label, for the picture.
    pub label: String,
    /// One for each measure; `None` where the number does not exist.
    pub values: Vec<Option<f64>>,
    /// What is printed at the end of the bar.
    pub printed: String,
    /// How it is filled.
    pub pattern: Pattern,
}

impl Bar {
    /// The value that is drawn.
    fn drawn(&self) -> Option<f64> {
        self.values.first().copied().flatten()
    }
}

/// Draws the bars.
///
/// # Errors
/// No rows or measures, a row with the wrong number of values, a number that cannot be drawn.
pub fn bars(data: &Bars) -> Result<Chart, ChartError> {
    check(data)?;
    let summary = words::summary(data);
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let mut page = Page::new(words, 0.0)?;
    let legend = Legend::new(keys(data), page.body.width());
    let reading = Reading::new(&data.reading, &data.note, page.body.width());
    page.grow_to(legend.height + reading.height + plot::least_height(data));
    let values = data.rows.iter().filter_map(Bar::drawn).chain(data.mark.as_ref().map(|mark| mark.1));
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let plot = Plot::new(data, Ticks::spanning(low, high, 6), page.body, legend.height, reading.height);
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        plot.draw(canvas)?;
        reading.draw_below(canvas, page.body, plot.bottom())
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: words::text(data, &summary), numbers: words::rows(data) })
}

/// The colour of a bar: that of the heat map for shortage and surplus.
fn colour(value: f64) -> RGBColor {
    if value < 0.0 { BLUE } else { BROWN }
}

fn keys(data: &Bars) -> Vec<Key> {
    let there = |side: f64| data.rows.iter().filter_map(Bar::drawn).any(|value| side * value > 0.0);
    let sides = data.sides.iter().zip([1.0, -1.0]).filter(|(words, side)| !words.is_empty() && there(*side));
    let sides = sides
        .map(|(words, side)| Key::new(Swatch::Filled { colour: colour(side), pattern: Pattern::Solid }, words.clone()));
    let used = |pattern: Pattern| data.rows.iter().filter(move |row| row.pattern == pattern && row.drawn().is_some());
    let meanings = data.meanings.iter().filter_map(|(pattern, words)| {
        let value = used(*pattern).next()?.drawn()?;
        Some(Key::new(Swatch::Filled { colour: colour(value), pattern: *pattern }, words.clone()))
    });
    sides.chain(meanings).collect()
}

fn check(data: &Bars) -> Result<(), ChartError> {
    let chart = &data.name;
    let empty = |what| Err(ChartError::Empty { chart: chart.clone(), what });
    if data.rows.is_empty() {
        return empty("bars");
    }
    if data.measures.is_empty() {
        return empty("measures");
    }
    for row in &data.rows {
        if row.values.len() != data.measures.len() {
            let (what, expected, found) = (format!("bar {}", row.code), data.measures.len(), row.values.len());
            return Err(ChartError::Length { chart: chart.clone(), what, expected, found });
        }
        for (value, measure) in row.values.iter().zip(&data.measures) {
            check_number(chart, value.unwrap_or_default(), || format!("{measure} of {}", row.code))?;
        }
    }
    data.mark.as_ref().map_or(Ok(()), |(name, value)| check_number(chart, *value, || name.clone()))
}

#[cfg(test)]
mod tests;
