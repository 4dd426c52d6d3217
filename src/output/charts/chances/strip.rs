//! The strips with their scale, and the chances at their ends.

use super::{
    super::{
        ChartError,
        canvas::{Anchor, Area, Canvas},
        lettering::Lettering,
        marks::Mark,
        palette::{BLUE, FAINT, GRID, INK, QUIET},
    },
    ChanceRow, Chances, marks,
};
use crate::output::rounded;

const WIDEST_LABEL: f64 = 300.0;
const LOWEST_ROW: f64 = 14.0;
const HIGHEST_ROW: f64 = 40.0;
const SMALLEST: f64 = 9.5;
const LARGEST: f64 = 13.0;
const HEAD: Lettering = Lettering::quiet(9.5);
const TICK: Lettering = Lettering::regular(10.0);
/// Height of the words above the strips, and of the ticks below.
const ABOVE: f64 = 20.0;
const BELOW: f64 = 20.0;
/// Percent where a chance changes its name, and the names.
const MARKS: [f64; 3] = [20.0, 50.0, 80.0];
const BANDS: [&str; 4] = ["unlikely", "less likely than not", "more likely than not", "very likely"];

/// The least height of all strips.
pub(super) fn least_height(data: &Chances) -> f64 {
    ABOVE + BELOW + LOWEST_ROW * data.rows.len() as f64
}

/// All strips with their sizes settled.
pub(super) struct Strip<'a> {
    data: &'a Chances,
    /// From 0 to 100 %, over all rows.
    area: Area,
    /// Left edge of the labels, right edge of the chances.
    edges: (f64, f64),
    row: f64,
    letters: Lettering,
}

impl<'a> Strip<'a> {
    /// Strips that leave `above` and `below` free in the body of the page.
    pub(super) fn new(data: &'a Chances, body: Area, above: f64, below: f64) -> Self {
        let top = body.top + above + ABOVE;
        let room = body.bottom - below - BELOW - top;
        let row = (room / data.rows.len() as f64).clamp(LOWEST_ROW, HIGHEST_ROW);
        let labels = || data.rows.iter().map(|row| row.label.as_str());
        let letters =
            Lettering::regular((row * 0.55).clamp(SMALLEST, LARGEST)).fitting(labels(), WIDEST_LABEL, SMALLEST);
        let widest = |width: f64, words: &str| width.max(letters.width(words));
        let label = labels().fold(0.0, widest).min(WIDEST_LABEL);
        let end = data.rows.iter().map(|row| letters.width(&printed(row))).fold(0.0, f64::max);
        let area = Area {
            left: body.left + label + 10.0 + Mark::REACH,
            top,
            right: body.right - end - 12.0 - Mark::REACH,
            bottom: top + row * data.rows.len() as f64,
        };
        Self { data, area, edges: (body.left, body.right), row, letters }
    }

    /// Where the strips end, their scale included.
    pub(super) fn bottom(&self) -> f64 {
        self.area.bottom + BELOW
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Result<(), ChartError> {
        self.draw_scale(canvas)?;
        for (index, row) in self.data.rows.iter().enumerate() {
            self.draw_row(canvas, self.area.top + self.row * (index as f64 + 0.5), row)?;
        }
        Ok(())
    }

    fn across(&self, percent: f64) -> f64 {
        self.area.left + self.area.width() * percent / 100.0
    }

    fn draw_scale(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let Area { top, bottom, .. } = self.area;
        let ends = [0.0, MARKS[0], MARKS[1], MARKS[2], 100.0];
        for percent in ends {
            let across = self.across(percent);
            let (colour, width) = if MARKS.contains(&percent) { (FAINT, 0.9) } else { (INK, 0.9) };
            canvas.line(&[(across, top), (across, bottom + 4.0)], colour, width)?;
            canvas.text((across, bottom + 16.0), Anchor::Middle, TICK, &format!("{percent:.0} %"))?;
        }
        for (pair, name) in ends.windows(2).zip(BANDS) {
            let (left, right) = (self.across(pair[0]), self.across(pair[1]));
            let name = HEAD.shorten(name, right - left - 6.0);
            canvas.text((f64::midpoint(left, right), top - 7.0), Anchor::Middle, HEAD, &name)?;
        }
        Ok(())
    }

    fn draw_row(&self, canvas: &Canvas, middle: f64, row: &ChanceRow) -> Result<(), ChartError> {
        let baseline = middle + self.letters.middle_to_baseline();
        let label = self.letters.shorten(&row.label, WIDEST_LABEL);
        canvas.text((self.edges.0, baseline), Anchor::Left, self.letters, &label)?;
        canvas.line(&[(self.area.left, middle), (self.area.right, middle)], GRID, 0.7)?;
        let (low, high) =
            row.chances.iter().fold((100.0_f64, 0.0_f64), |(low, high), chance| (low.min(*chance), high.max(*chance)));
        canvas.line(&[(self.across(low), middle), (self.across(high), middle)], QUIET, 1.4)?;
        for (mark, chance) in marks(row.chances.len()).zip(&row.chances) {
            mark.draw(canvas, (self.across(*chance), middle), BLUE)?;
        }
        canvas.text((self.edges.1, baseline), Anchor::Right, self.letters, &printed(row))
    }
}

/// The chances of a row from period to period.
pub(super) fn printed(row: &ChanceRow) -> String {
    let chances: Vec<String> = row.chances.iter().map(|chance| rounded::chance(*chance)).collect();
    format!("{} %", chances.join(" → "))
}
