//! People who come above zero and people who go below it, year by year: where do people go?
//!
//! Each stream has a filling of its own and its name at the end; the totals of both sides stand at the ends of each pair
//! of bars, what is left of them below. Above and below share one scale. Left out: adding up months to years.

mod plot;
mod words;

use super::{
    Chart, ChartError,
    axis::Ticks,
    check_number,
    legend::{Key, Legend, Swatch},
    page::{Page, Words},
    palette::{BLUE, INK, ORANGE},
    pattern::Pattern,
    reading::Reading,
};
use plot::Plot;
use plotters::style::RGBColor;

/// What the bars show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flows {
    /// File stem.
    pub name: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, unit, facilities and as-of date.
    pub subtitle: String,
    /// Source files, version and run hash.
    pub footer: String,
    /// Labels of the years, earliest first.
    pub years: Vec<String>,
    /// What is said of a year under its label, such as `3 months`; blank for most. One per year.
    pub remarks: Vec<String>,
    /// People who come, the first at zero; at most four.
    pub joining: Vec<Stream>,
    /// People who go, the first at zero; at most four.
    pub leaving: Vec<Stream>,
    /// A sentence printed under the chart.
    pub reading: String,
    /// How to read the chart.
    pub note: String,
}

/// One kind of coming or going.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stream {
    /// Code, for the numbers.
    pub code: String,
    /// Label, for the picture.
    pub label: String,
    /// FTE in each year, never below 0.
    pub fte: Vec<f64>,
}

/// Fillings from zero outwards.
const PATTERNS: [Pattern; 4] = [Pattern::Solid, Pattern::Striped, Pattern::Outlined, Pattern::Crossed];

impl Flows {
    /// Both sides, with their colour and the sign that their numbers have.
    fn sides(&self) -> [(&[Stream], RGBColor, f64); 2] {
        [(&self.joining, BLUE, 1.0), (&self.leaving, ORANGE, -1.0)]
    }

    /// Everybody of a side in a year.
    fn total(streams: &[Stream], year: usize) -> f64 {
        streams.iter().map(|stream| stream.fte[year]).sum()
    }

    /// Who comes less who goes.
    fn net(&self, year: usize) -> f64 {
        Self::total(&self.joining, year) - Self::total(&self.leaving, year)
    }
}

/// Draws the bars.
///
/// # Errors
/// No years, no streams or too many, a stream of the wrong length, a number that cannot be drawn or lies below 0.
pub fn flows(data: &Flows) -> Result<Chart, ChartError> {
    check(data)?;
    let summary = words::summary(data);
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let page = Page::new(words, 0.0)?;
    let legend = Legend::new(keys(data), page.body.width());
    let reading = Reading::new(&data.reading, &data.note, page.body.width());
    let extreme = |streams| (0..data.years.len()).map(|year| Flows::total(streams, year)).fold(0.0, f64::max);
    let ticks = Ticks::spanning(-extreme(&data.leaving), extreme(&data.joining), 6);
    let plot = Plot::new(data, ticks, page.body, legend.height, reading.height);
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        plot.draw(canvas)?;
        reading.draw(canvas, page.body)
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: words::text(data, &summary), numbers: words::rows(data) })
}

fn keys(data: &Flows) -> Vec<Key> {
    let streams = data.sides().into_iter().flat_map(|(streams, colour, _)| {
        streams.iter().zip(PATTERNS).map(move |(stream, pattern)| (stream, colour, pattern))
    });
    let keys =
        streams.map(|(stream, colour, pattern)| Key::new(Swatch::Filled { colour, pattern }, stream.label.clone()));
    keys.chain([Key::new(Swatch::Mark { colour: INK, mark: plot::NET }, "net")]).collect()
}

fn check(data: &Flows) -> Result<(), ChartError> {
    let chart = &data.name;
    let empty = |what| Err(ChartError::Empty { chart: chart.clone(), what });
    let wrong = |what: &str, expected, found| {
        Err(ChartError::Length { chart: chart.clone(), what: what.to_owned(), expected, found })
    };
    let years = data.years.len();
    if years == 0 {
        return empty("years");
    }
    if data.remarks.len() != years {
        return wrong("the list of remarks", years, data.remarks.len());
    }
    for (streams, ..) in data.sides() {
        if streams.is_empty() {
            return empty("streams on one side");
        }
        if streams.len() > PATTERNS.len() {
            return wrong("one side", PATTERNS.len(), streams.len());
        }
        for stream in streams {
            if stream.fte.len() != years {
                return wrong(&stream.code, years, stream.fte.len());
            }
            for (fte, year) in stream.fte.iter().zip(&data.years) {
                let what = || format!("{} in {year}", stream.code);
                check_number(chart, *fte, what)?;
                if *fte < 0.0 {
                    return Err(ChartError::Number { chart: chart.clone(), what: what(), value: fte.to_string() });
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
