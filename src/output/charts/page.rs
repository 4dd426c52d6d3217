//! The sheet all charts share: title, subtitle, body, footer.
//!
//! A sheet is 960 × 540 units, the points of a 16:9 slide, and grows where its body needs more: letters never shrink below
//! 9 units. Left out: what stands in the body.

use super::{
    ChartError,
    canvas::{self, Anchor, Area, Canvas, Spoken},
    lettering::{self, Lettering},
    palette::GRID,
};

/// Least width of a sheet.
const WIDTH: f64 = 960.0;
/// Least height of a sheet.
const HEIGHT: f64 = 540.0;
/// White around everything.
const MARGIN: f64 = 28.0;

const TITLE: Lettering = Lettering::bold(20.0);
const SUBTITLE: Lettering = Lettering::quiet(12.0);
const FOOTER: Lettering = Lettering::quiet(9.0);

/// The words around a chart.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub subtitle: &'a str,
    pub footer: &'a str,
}

/// A sheet whose size and words are settled.
pub(super) struct Page<'a> {
    words: Words<'a>,
    title: Vec<String>,
    subtitle: Vec<String>,
    footer: Vec<String>,
    /// Where the chart itself goes, legend included.
    pub body: Area,
}

impl<'a> Page<'a> {
    /// A sheet whose body is at least `body_width` wide.
    pub(super) fn new(words: Words<'a>, body_width: f64) -> Result<Self, ChartError> {
        lettering::prepare()?;
        let width = body_width.max(WIDTH - 2.0 * MARGIN).ceil();
        let (title, subtitle) = (TITLE.wrap(words.title, width, 2), SUBTITLE.wrap(words.subtitle, width, 2));
        let footer = FOOTER.wrap(words.footer, width, 2);
        let above = MARGIN - 6.0 + height_of(TITLE, &title) + height_of(SUBTITLE, &subtitle) + 10.0;
        let below = MARGIN - 10.0 + height_of(FOOTER, &footer) + 14.0;
        let body = Area { left: MARGIN, top: above.ceil(), right: MARGIN + width, bottom: (HEIGHT - below).floor() };
        Ok(Self { words, title, subtitle, footer, body })
    }

    /// Makes the sheet as high as a body of `body_height` needs.
    pub(super) fn grow_to(&mut self, body_height: f64) {
        self.body.bottom = self.body.bottom.max((self.body.top + body_height).ceil());
    }

    /// Draws the sheet and what `paint` puts into its body.
    pub(super) fn draw(
        &self,
        description: &str,
        paint: impl FnOnce(&Canvas) -> Result<(), ChartError>,
    ) -> Result<String, ChartError> {
        let below = MARGIN - 10.0 + height_of(FOOTER, &self.footer) + 14.0;
        let size = (self.body.right + MARGIN, (self.body.bottom + below).ceil());
        let spoken = Spoken { name: self.words.name, title: self.words.title, description };
        canvas::draw(size, &spoken, |canvas| {
            let left = self.body.left;
            let top = paragraph(canvas, (left, MARGIN - 6.0), TITLE, &self.title)?;
            paragraph(canvas, (left, top + 2.0), SUBTITLE, &self.subtitle)?;
            let rule = self.body.bottom + 9.0;
            canvas.line(&[(left, rule), (self.body.right, rule)], GRID, 0.7)?;
            paragraph(canvas, (left, rule + 4.0), FOOTER, &self.footer)?;
            paint(canvas)
        })
    }
}

/// Height of lines of text.
pub(super) fn height_of(letters: Lettering, lines: &[String]) -> f64 {
    letters.line_height() * lines.len() as f64
}

/// Lines of text from their upper left corner; returns where the next thing may begin.
pub(super) fn paragraph(
    canvas: &Canvas,
    (left, top): canvas::Point,
    letters: Lettering,
    lines: &[String],
) -> Result<f64, ChartError> {
    for (number, line) in lines.iter().enumerate() {
        let middle = top + (number as f64 + 0.5) * letters.line_height();
        canvas.text((left, middle + letters.middle_to_baseline()), Anchor::Left, letters, line)?;
    }
    Ok(top + height_of(letters, lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str) -> Words<'_> {
        Words { name: "page", title, subtitle: "Gap in FTE", footer: "staff.csv" }
    }

    #[test]
    fn the_usual_sheet_is_a_slide() {
        let page = Page::new(words("Coders stay short"), 10.0).expect("a page");
        let svg = page.draw("", |_| Ok(())).expect("drawn");
        assert!(svg.contains("width=\"960\" height=\"540\""), "{svg}");
    }

    #[test]
    fn the_sheet_grows_with_its_body() {
        let mut page = Page::new(words("Coders stay short"), 1200.0).expect("a page");
        page.grow_to(2000.0);
        assert!(page.body.width() >= 1200.0 && page.body.height() >= 2000.0);
    }

    #[test]
    fn a_long_title_takes_two_lines_and_no_more() {
        let title = "word ".repeat(100);
        let svg = Page::new(words(&title), 0.0).and_then(|page| page.draw("", |_| Ok(()))).expect("drawn");
        assert_eq!(svg.matches("font-size=\"200\"").count(), 2);
        assert!(svg.contains("width=\"960\" height=\"540\""));
    }
}
