//! The legend row under the title: swatches with their words, flowing onto further rows where one is too short.
//!
//! Left out: legends inside the plot, which cover data. Lines are labelled at their ends; the legend explains
//! what a label cannot (bands, hatch, colour steps).

use plotters::style::RGBColor;

use super::{
    ChartError,
    canvas::{Anchor, Area, Canvas, Point},
    lettering::Lettering,
    marks::Mark,
    palette::{INK, QUIET, Step, text_on},
    pattern::{self, Pattern},
};

const LETTERS: Lettering = Lettering::regular(10.0);
const IN_STEP: Lettering = Lettering::regular(9.5);
const ROW: f64 = 20.0;
const SWATCH: f64 = 14.0;
/// Between a swatch and its words.
const NEAR: f64 = 6.0;
/// Between one entry and the next.
const FAR: f64 = 20.0;

/// Dash and space of the series that is not solid.
pub(super) const DASH: (f64, f64) = (7.0, 4.0);

/// What stands for the thing explained.
pub(super) enum Swatch {
    /// Colour steps side by side, each with its own words inside.
    Steps(Vec<Step>),
    /// A hatched box.
    Hatch,
    /// An empty box.
    Blank,
    /// A band within a band.
    Bands { colour: RGBColor, outer: f64, inner: f64 },
    /// A filled box.
    Filled { colour: RGBColor, pattern: Pattern },
    /// A mark of a dot strip.
    Mark { colour: RGBColor, mark: Mark },
    /// A triangle that points up.
    Triangle { colour: RGBColor },
    /// A line.
    Line { colour: RGBColor, width: f64, dashed: bool },
}

/// One entry: words, swatch, words.
pub(super) struct Key {
    pub before: String,
    pub swatch: Swatch,
    pub after: String,
}

impl Key {
    /// A swatch followed by its words.
    pub(super) fn new(swatch: Swatch, after: impl Into<String>) -> Self {
        Self { before: String::new(), swatch, after: after.into() }
    }

    fn width(&self) -> f64 {
        let swatch = match &self.swatch {
            Swatch::Steps(steps) => step_width(steps) * steps.len() as f64,
            Swatch::Hatch | Swatch::Blank | Swatch::Mark { .. } | Swatch::Triangle { .. } => SWATCH,
            Swatch::Filled { .. } | Swatch::Bands { .. } => 24.0,
            Swatch::Line { .. } => 29.0,
        };
        let words = |text: &str| if text.is_empty() { 0.0 } else { NEAR };
        LETTERS.width(&self.before) + words(&self.before) + swatch + words(&self.after) + LETTERS.width(&self.after)
    }

    fn draw(&self, canvas: &Canvas, (left, middle): Point) -> Result<(), ChartError> {
        let baseline = middle + LETTERS.middle_to_baseline();
        canvas.text((left, baseline), Anchor::Left, LETTERS, &self.before)?;
        let left = if self.before.is_empty() { left } else { left + LETTERS.width(&self.before) + NEAR };
        let (top, bottom) = (middle - SWATCH / 2.0, middle + SWATCH / 2.0);
        let boxed = |width: f64| Area { left, top, right: left + width, bottom };
        let right = match &self.swatch {
            Swatch::Steps(steps) => draw_steps(canvas, boxed(step_width(steps)), steps)?,
            Swatch::Hatch => {
                canvas.hatch(boxed(SWATCH), INK, 4.5, 0.7)?;
                canvas.frame(boxed(SWATCH), INK, 0.7)?;
                left + SWATCH
            }
            Swatch::Blank => {
                canvas.frame(boxed(SWATCH), QUIET, 0.7)?;
                left + SWATCH
            }
            Swatch::Bands { colour, outer, inner } => {
                let area = boxed(24.0);
                canvas.shape(&corners(area), *colour, *outer)?;
                canvas.shape(&corners(Area { top: top + 4.0, bottom: bottom - 4.0, ..area }), *colour, *inner)?;
                area.right
            }
            Swatch::Filled { colour, pattern } => {
                pattern::fill(canvas, boxed(24.0), *colour, *pattern)?;
                left + 24.0
            }
            Swatch::Mark { colour, mark } => {
                mark.draw(canvas, (left + SWATCH / 2.0, middle), *colour)?;
                left + SWATCH
            }
            Swatch::Triangle { colour } => {
                let (centre, low) = (left + SWATCH / 2.0, middle + 3.0);
                canvas.shape(&[(centre, low - 6.5), (centre + 3.6, low), (centre - 3.6, low)], *colour, 1.0)?;
                left + SWATCH
            }
            Swatch::Line { colour, width, dashed } => {
                let points = [(left, middle), (left + 29.0, middle)];
                if *dashed {
                    canvas.dashed(&points, *colour, *width, DASH)?;
                } else {
                    canvas.line(&points, *colour, *width)?;
                }
                left + 29.0
            }
        };
        canvas.text((right + NEAR, baseline), Anchor::Left, LETTERS, &self.after)
    }
}

/// Entries set in rows.
pub(super) struct Legend {
    /// Each entry with the place of its left edge and the middle of its row.
    placed: Vec<(Point, Key)>,
    pub height: f64,
}

impl Legend {
    /// Sets the entries into rows of `width`.
    pub(super) fn new(keys: Vec<Key>, width: f64) -> Self {
        let mut placed = Vec::with_capacity(keys.len());
        let (mut left, mut row) = (0.0, 0.0);
        for key in keys {
            let wide = key.width();
            if left > 0.0 && left + wide > width {
                left = 0.0;
                row += 1.0;
            }
            placed.push(((left, (row + 0.5) * ROW), key));
            left += wide + FAR;
        }
        let height = if placed.is_empty() { 0.0 } else { (row + 1.0) * ROW };
        Self { placed, height }
    }

    /// Draws the rows from their upper left corner.
    pub(super) fn draw(&self, canvas: &Canvas, (left, top): Point) -> Result<(), ChartError> {
        self.placed.iter().try_for_each(|((right, down), key)| key.draw(canvas, (left + right, top + down)))
    }
}

/// The four corners of an area.
pub(super) fn corners(Area { left, top, right, bottom }: Area) -> [Point; 4] {
    [(left, top), (right, top), (right, bottom), (left, bottom)]
}

fn step_width(steps: &[Step]) -> f64 {
    steps.iter().map(|step| IN_STEP.width(step.label)).fold(0.0, f64::max) + 8.0
}

fn draw_steps(canvas: &Canvas, first: Area, steps: &[Step]) -> Result<f64, ChartError> {
    let mut area = first;
    for step in steps {
        canvas.fill(Area { right: area.right - 1.0, ..area }, step.colour)?;
        let (middle, centre) = area.middle();
        let letters = IN_STEP.in_colour(text_on(step.colour));
        canvas.text((middle - 0.5, centre + letters.middle_to_baseline()), Anchor::Middle, letters, step.label)?;
        area = Area { left: area.right, right: area.right + first.width(), ..area };
    }
    canvas.frame(Area { right: area.left - 1.0, ..first }, QUIET, 0.5)?;
    Ok(area.left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::charts::{lettering, palette};

    fn keys(count: usize) -> Vec<Key> {
        (0..count).map(|number| Key::new(Swatch::Hatch, format!("entry number {number}"))).collect()
    }

    #[test]
    fn entries_flow_onto_further_rows_and_never_overlap() {
        lettering::prepare().expect("embedded fonts");
        let legend = Legend::new(keys(12), 400.0);
        assert!(legend.height > ROW);
        for pair in legend.placed.windows(2) {
            let ((first, row), (next, next_row)) = (pair[0].0, pair[1].0);
            assert!(next_row > row || next >= first + pair[0].1.width());
        }
        assert!(legend.placed.iter().all(|((left, _), key)| left + key.width() <= 400.0));
    }

    #[test]
    fn no_entries_take_no_room() {
        assert_eq!(Legend::new(Vec::new(), 400.0).height, 0.0);
    }

    #[test]
    fn steps_are_one_entry() {
        lettering::prepare().expect("embedded fonts");
        let key =
            Key { before: "short".into(), swatch: Swatch::Steps(palette::steps().collect()), after: "surplus".into() };
        let width = key.width();
        assert!(width > 300.0 && width < 700.0, "{width}");
    }
}
