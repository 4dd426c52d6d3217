//! How a bar is filled, so that bars are told apart without colour.
//!
//! Left out: what a filling means, which the legend and the labels of each chart say.

use plotters::style::RGBColor;

use super::{
    ChartError,
    canvas::{Area, Canvas},
    palette::PAPER,
};

/// What fills a bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pattern {
    /// Colour all over.
    #[default]
    Solid,
    /// Stripes of the colour on paper.
    Striped,
    /// Paper in a rim of the colour.
    Outlined,
    /// Stripes both ways.
    Crossed,
}

/// Width of the rim of all that are not solid.
const RIM: f64 = 1.1;

/// Fills an area.
pub(super) fn fill(canvas: &Canvas, area: Area, colour: RGBColor, pattern: Pattern) -> Result<(), ChartError> {
    if pattern == Pattern::Solid {
        return canvas.fill(area, colour);
    }
    canvas.fill(area, PAPER)?;
    match pattern {
        Pattern::Striped => canvas.hatch(area, colour, 5.0, 1.7)?,
        Pattern::Crossed => {
            canvas.hatch(area, colour, 5.5, 0.9)?;
            canvas.counter_hatch(area, colour, 5.5, 0.9)?;
        }
        Pattern::Solid | Pattern::Outlined => {}
    }
    // The rim stays inside, so that every bar is as large as its number; a bar thinner than two rims is all rim.
    let rim = RIM.min(area.width() / 2.0).min(area.height() / 2.0);
    canvas.frame(area.inset(rim / 2.0), colour, rim)
}
