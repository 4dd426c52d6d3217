//! What stands below a plot: the sentence to take away, and a note on how to read the picture.
//!
//! Left out: the words, which belong to each chart.

use super::{
    ChartError,
    canvas::{Area, Canvas},
    lettering::Lettering,
    page::{height_of, paragraph},
};

const SENTENCE: Lettering = Lettering::bold(13.0);
const NOTE: Lettering = Lettering::quiet(10.5);
/// White above.
const ABOVE: f64 = 6.0;

/// Both, set in lines.
pub(super) struct Reading {
    sentence: Vec<String>,
    note: Vec<String>,
    /// What they take of the body, with the white around them.
    pub height: f64,
}

impl Reading {
    /// Sets a sentence on at most two lines of `width`, and a note on at most four.
    pub(super) fn new(sentence: &str, note: &str, width: f64) -> Self {
        let (sentence, note) = (SENTENCE.wrap(sentence, width, 2), NOTE.wrap(note, width, 4));
        let height = height_of(SENTENCE, &sentence) + height_of(NOTE, &note) + ABOVE + 4.0;
        Self { sentence, note, height }
    }

    /// Draws them at the lower edge of the body of a page.
    pub(super) fn draw(&self, canvas: &Canvas, body: Area) -> Result<(), ChartError> {
        self.draw_below(canvas, body, body.bottom - self.height)
    }

    /// Draws them from `top` down, below a plot that does not fill the body of a page.
    pub(super) fn draw_below(&self, canvas: &Canvas, body: Area, top: f64) -> Result<(), ChartError> {
        let below = paragraph(canvas, (body.left, top + ABOVE), SENTENCE, &self.sentence)?;
        paragraph(canvas, (body.left, below + 2.0), NOTE, &self.note).map(|_| ())
    }
}
