//! Charts that can go before a board: plain numbers in, SVG, table rows and a text alternative out.
//!
//! Each chart is a pure function of a data struct that knows nothing of files, tables or engines. The same data
//! gives the same bytes: no clock, no locale, no fonts but the embedded DejaVu Sans. A picture says nothing by colour
//! alone: every series also has a label, a dash or a hatch.
//!
//! How it works: `page` sizes the sheet and draws what all charts share (title, subtitle, footer), `canvas`
//! is the only file that draws, through the SVG backend of plotters, and each chart has a file of its own.
//! PNG pictures are rasterised from the finished SVG by resvg.
//!
//! Left out: choosing what to show, sorting, writing files, and the rounding of tables (the numbers that go
//! with a chart keep full precision).

mod alternative;
mod axis;
mod bars;
mod canvas;
mod chances;
mod curves;
mod fan;
mod flows;
mod heat_map;
#[cfg(test)]
mod label_boxes;
mod legend;
mod lettering;
mod marks;
mod page;
mod palette;
mod pattern;
mod period_axis;
mod picture;
mod reading;

use thiserror::Error;

pub(super) use alternative::escape;
pub use bars::{Bar, Bars, bars};
pub use chances::{ChanceRow, Chances, chances};
pub use curves::{Curves, Moment, Panel, curves};
pub use fan::{Fan, PastPoint, Series, fan};
pub use flows::{Flows, Stream, flows};
pub use heat_map::{HeatCell, HeatMap, HeatRow, heat_map};
pub use pattern::Pattern;
pub use picture::png;

/// One chart in all the forms people use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// File stem, as given with the data.
    pub name: String,
    /// The picture, with text as text, a title and a description for screen readers.
    pub svg: String,
    /// Text alternative: a summary of at most 400 characters on the first line, then everything in words.
    pub text: String,
    /// The numbers drawn, at full precision; the first row is the header.
    pub numbers: Vec<Vec<String>>,
}

/// Why a chart could not be drawn.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ChartError {
    /// There is nothing to draw.
    #[error("chart '{chart}' has no {what}; give at least one")]
    Empty {
        /// Name of the chart.
        chart: String,
        /// What is missing, in the plural.
        what: &'static str,
    },
    /// Two lists that belong together differ in length.
    #[error("chart '{chart}': {what} has {found} values where {expected} are expected, one per period")]
    Length {
        /// Name of the chart.
        chart: String,
        /// Which list.
        what: String,
        /// How many values it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A number that is infinite, not a number, or beyond anything that could be staff.
    #[error("chart '{chart}': {what} is {value}, which cannot be drawn; expected a finite number below 1e15")]
    Number {
        /// Name of the chart.
        chart: String,
        /// Which number.
        what: String,
        /// The number, as text.
        value: String,
    },
    /// Percentiles that do not rise.
    #[error("chart '{chart}': the percentiles of {what} do not rise from p10 to p90")]
    Percentiles {
        /// Name of the chart.
        chart: String,
        /// Which series and period.
        what: String,
    },
    /// The drawing or rasterising library refused.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
}

/// The largest number a chart takes: beyond it an axis would be nonsense.
const LARGEST: f64 = 1e15;

/// Refuses a number that cannot be placed on an axis.
fn check_number(chart: &str, value: f64, what: impl FnOnce() -> String) -> Result<(), ChartError> {
    if value.is_finite() && value.abs() < LARGEST {
        return Ok(());
    }
    Err(ChartError::Number { chart: chart.to_owned(), what: what(), value: value.to_string() })
}
