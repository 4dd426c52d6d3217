//! Marks on a strip, told apart by their form and still seen where all stand at one place.
//!
//! Left out: where they stand.

use plotters::style::RGBColor;

use super::{
    ChartError,
    canvas::{Area, Canvas, Point},
};

/// The form of a mark. Drawn in this order, none hides another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A ring, the widest.
    Ring,
    /// An upright stroke, the highest.
    Stroke,
    /// A full dot, the smallest.
    Dot,
}

impl Mark {
    /// All marks, in the order to be drawn.
    pub(super) const ALL: [Self; 3] = [Self::Ring, Self::Stroke, Self::Dot];

    /// Half the room that the widest takes.
    pub(super) const REACH: f64 = 6.0;

    /// Draws the mark around `centre`.
    pub(super) fn draw(self, canvas: &Canvas, centre: Point, colour: RGBColor) -> Result<(), ChartError> {
        let (right, down) = centre;
        match self {
            Self::Ring => canvas.ring(centre, Self::REACH - 0.5, colour, 1.3),
            Self::Stroke => {
                let (across, along) = (1.0, Self::REACH);
                let stroke =
                    Area { left: right - across, top: down - along, right: right + across, bottom: down + along };
                canvas.fill(stroke, colour)
            }
            Self::Dot => canvas.dot(centre, 3.4, colour),
        }
    }
}
