//! Adoption curves, one small panel per technology: how fast is the plan?
//!
//! All panels of a sheet share both axes, so that positions can be compared. The bold line is the mean over the facilities of a
//! panel, the ribbon around it the mean of their own ranges; thin grey lines are the facilities; triangles on the time
//! axis are go-lives to come. Left out: choosing the technologies and how many fit one sheet.

mod panel;
mod words;

use super::{
    Chart, ChartError, check_number,
    legend::{Key, Legend, Swatch},
    page::{Page, Words},
    palette::{BLUE, FAINT, INK},
    reading::Reading,
};
use panel::Grid;

/// What the curves show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curves {
    /// File stem.
    pub name: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, unit, facilities and as-of date.
    pub subtitle: String,
    /// Source files, version and run hash.
    pub footer: String,
    /// The moments that all curves are given at, earliest first.
    pub moments: Vec<Moment>,
    /// In the order to be drawn.
    pub panels: Vec<Panel>,
    /// How to read the chart.
    pub note: String,
    /// What is not shown; the picture has as much of it as there is room for, the text alternative all.
    pub remark: String,
}

/// A period on the time axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// Period label.
    pub label: String,
    /// Its middle, in months after the opening.
    pub at: f64,
}

/// The curves of one technology, in percent, one value per moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// Code, for the numbers.
    pub code: String,
    /// Label, for the picture.
    pub label: String,
    /// A few words under the label.
    pub remark: String,
    /// Mean over the facilities.
    pub mean: Vec<f64>,
    /// Lower edge of the ribbon.
    pub low: Vec<f64>,
    /// Upper edge of the ribbon.
    pub high: Vec<f64>,
    /// Code and curve of each facility.
    pub each: Vec<(String, Vec<f64>)>,
    /// Go-lives to come, in months after the opening.
    pub go_lives: Vec<f64>,
}

const LINE: f64 = 2.4;
const THIN: f64 = 0.8;
const RIBBON: f64 = 0.22;

/// Draws the curves.
///
/// # Errors
/// No moments or panels, a curve of the wrong length, a number that cannot be drawn.
pub fn curves(data: &Curves) -> Result<Chart, ChartError> {
    check(data)?;
    let summary = words::summary(data);
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let mut page = Page::new(words, 0.0)?;
    let legend = Legend::new(keys(data), page.body.width());
    let note = match panel::top(data) {
        top if top < 100.0 => format!("The axis ends at {top} %. {} {}", data.note, data.remark),
        _ => format!("{} {}", data.note, data.remark),
    };
    let reading = Reading::new("", &note, page.body.width());
    page.grow_to(legend.height + reading.height + panel::least_height(data));
    let grid = Grid::new(data, page.body, legend.height + 8.0, reading.height);
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        grid.draw(canvas)?;
        reading.draw(canvas, page.body)
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: words::text(data, &summary), numbers: words::rows(data) })
}

fn keys(data: &Curves) -> Vec<Key> {
    let mut keys = vec![
        Key::new(Swatch::Line { colour: BLUE, width: LINE, dashed: false }, "Mean of the facilities"),
        Key::new(Swatch::Bands { colour: BLUE, outer: RIBBON, inner: 0.0 }, "their own p10 to p90, averaged"),
        Key::new(Swatch::Line { colour: FAINT, width: THIN, dashed: false }, "One facility"),
    ];
    if data.panels.iter().any(|panel| !panel.go_lives.is_empty()) {
        keys.push(Key::new(Swatch::Triangle { colour: INK }, "Planned go-live of a facility"));
    }
    keys
}

fn check(data: &Curves) -> Result<(), ChartError> {
    let chart = &data.name;
    if data.moments.is_empty() {
        return Err(ChartError::Empty { chart: chart.clone(), what: "periods" });
    }
    if data.panels.is_empty() {
        return Err(ChartError::Empty { chart: chart.clone(), what: "technologies" });
    }
    for moment in &data.moments {
        check_number(chart, moment.at, || format!("the time of {}", moment.label))?;
    }
    let expected = data.moments.len();
    for panel in &data.panels {
        let all = [("mean", &panel.mean), ("p10", &panel.low), ("p90", &panel.high)];
        let each = panel.each.iter().map(|(facility, curve)| (facility.as_str(), curve));
        for (what, curve) in all.into_iter().chain(each) {
            let what = format!("{what} of {}", panel.code);
            if curve.len() != expected {
                return Err(ChartError::Length { chart: chart.clone(), what, expected, found: curve.len() });
            }
            for (share, moment) in curve.iter().zip(&data.moments) {
                check_number(chart, *share, || format!("{what} in {}", moment.label))?;
            }
        }
        for at in &panel.go_lives {
            check_number(chart, *at, || format!("a go-live of {}", panel.code))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
