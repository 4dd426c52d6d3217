//! The bars, their axis, and the words at both ends of each.

use super::{
    super::{
        ChartError,
        axis::{Ticks, thinned},
        canvas::{Anchor, Area, Canvas},
        lettering::Lettering,
        palette::{GRID, INK, PAPER, QUIET},
        pattern,
    },
    Bar, Bars, colour,
};

const WIDEST_LABEL: f64 = 330.0;
const WIDEST_PRINTED: f64 = 170.0;
const LOWEST_ROW: f64 = 14.0;
const HIGHEST_ROW: f64 = 40.0;
/// Share of a row that its bar takes.
const FULL: f64 = 0.66;
/// Letters along the axis.
const TICK: Lettering = Lettering::regular(10.0);
const SMALLEST: f64 = 9.5;
const LARGEST: f64 = 13.0;
/// Height of the name of the mark, and of the ticks with the name of the axis.
const MARK: f64 = 18.0;
const AXIS: f64 = 34.0;
/// White between a bar and its number.
const NEAR: f64 = 5.0;
/// Dash and space of the mark.
const DASH: (f64, f64) = (4.0, 3.0);

/// The least height of the plot.
pub(super) fn least_height(data: &Bars) -> f64 {
    head(data) + AXIS + LOWEST_ROW * data.rows.len() as f64
}

fn head(data: &Bars) -> f64 {
    if data.mark.is_some() { MARK + 4.0 } else { 6.0 }
}

/// The plot with all its sizes settled.
pub(super) struct Plot<'a> {
    data: &'a Bars,
    ticks: Ticks,
    /// Where the bars are; labels stand left of it, and both ends have room for numbers.
    area: Area,
    /// From the low to the high end of the axis.
    span: (f64, f64),
    /// Left edge of the labels.
    left: f64,
    row: f64,
    letters: Lettering,
}

impl<'a> Plot<'a> {
    /// A plot that leaves `above` and `below` free in the body of the page.
    pub(super) fn new(data: &'a Bars, ticks: Ticks, body: Area, above: f64, below: f64) -> Self {
        let top = body.top + above + head(data);
        let room = body.bottom - below - AXIS - top;
        let row = (room / data.rows.len() as f64).clamp(LOWEST_ROW, HIGHEST_ROW);
        let labels = || data.rows.iter().map(|row| row.label.as_str());
        let letters =
            Lettering::regular((row * 0.55).clamp(SMALLEST, LARGEST)).fitting(labels(), WIDEST_LABEL, SMALLEST);
        let widest = |width: f64, words: &str| width.max(letters.width(words));
        let label = labels().fold(0.0, widest).min(WIDEST_LABEL);
        // A number stands beyond the end of its bar, on the side of the bar.
        let printed = |side: bool| {
            let on_side = data.rows.iter().filter(|row| (row.drawn().unwrap_or_default() < 0.0) == side);
            on_side.map(|row| row.printed.as_str()).fold(0.0, widest).min(WIDEST_PRINTED) + NEAR
        };
        let area =
            Area { left: body.left + label + 12.0, top, right: body.right, bottom: top + row * data.rows.len() as f64 };
        let span = (area.left + printed(true) + NEAR, area.right - printed(false) - NEAR);
        Self { data, ticks, area, span, left: body.left, row, letters }
    }

    /// Where the plot ends, its axis included.
    pub(super) fn bottom(&self) -> f64 {
        self.area.bottom + AXIS
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Result<(), ChartError> {
        self.draw_axis(canvas)?;
        for (row, bar) in self.data.rows.iter().enumerate() {
            self.draw_bar(canvas, self.area.top + self.row * row as f64, bar)?;
        }
        let zero = self.across(0.0);
        canvas.line(&[(zero, self.area.top - 3.0), (zero, self.area.bottom)], INK, 1.0)?;
        self.draw_mark(canvas)?;
        // Last, on plates of paper: no line runs through a number.
        for (row, bar) in self.data.rows.iter().enumerate() {
            self.draw_words(canvas, self.area.top + self.row * row as f64, bar)?;
        }
        Ok(())
    }

    fn across(&self, value: f64) -> f64 {
        self.ticks.place(value, self.span.0, self.span.1)
    }

    fn draw_axis(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let places: Vec<(f64, String)> =
            self.ticks.values().map(|value| (self.across(value), self.ticks.label(value))).collect();
        let centres: Vec<f64> = places.iter().map(|(across, _)| *across).collect();
        let widths: Vec<f64> = places.iter().map(|(_, label)| TICK.width(label)).collect();
        for index in thinned(&centres, &widths, 6.0) {
            let (across, label) = &places[index];
            canvas.line(&[(*across, self.area.top), (*across, self.area.bottom)], GRID, 0.7)?;
            canvas.text((*across, self.area.bottom + 14.0), Anchor::Middle, TICK, label)?;
        }
        let name = TICK.shorten(&self.data.axis, self.area.width());
        canvas.text((self.area.right, self.area.bottom + 28.0), Anchor::Right, TICK.in_colour(QUIET), &name)
    }

    /// Where the bar of a row lies; no width where the value is 0 or unknown.
    fn bar(&self, top: f64, value: f64) -> Area {
        let (zero, end) = (self.across(0.0), self.across(value));
        let rim = self.row * (1.0 - FULL) / 2.0;
        Area { left: zero.min(end), top: top + rim, right: zero.max(end), bottom: top + self.row - rim }
    }

    fn draw_bar(&self, canvas: &Canvas, top: f64, bar: &Bar) -> Result<(), ChartError> {
        let Some(value) = bar.drawn() else { return Ok(()) };
        let area = self.bar(top, value);
        if area.width() < 0.1 { Ok(()) } else { pattern::fill(canvas, area, colour(value), bar.pattern) }
    }

    fn draw_mark(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let Some((name, value)) = &self.data.mark else { return Ok(()) };
        let across = self.across(*value);
        canvas.line(&[(across, self.area.top - 3.0), (across, self.area.bottom)], PAPER, 3.0)?;
        canvas.dashed(&[(across, self.area.top - 3.0), (across, self.area.bottom)], INK, 1.6, DASH)?;
        let name = TICK.shorten(name, self.area.width());
        let half = TICK.width(&name) / 2.0;
        let middle = across.max(self.area.left + half).min(self.area.right - half);
        canvas.text((middle, self.area.top - 7.0), Anchor::Middle, TICK, &name)
    }

    fn draw_words(&self, canvas: &Canvas, top: f64, bar: &Bar) -> Result<(), ChartError> {
        let middle = top + self.row / 2.0;
        let baseline = middle + self.letters.middle_to_baseline();
        let label = self.letters.shorten(&bar.label, WIDEST_LABEL);
        canvas.text((self.left, baseline), Anchor::Left, self.letters, &label)?;
        let value = bar.drawn().unwrap_or_default();
        let printed = self.letters.shorten(&bar.printed, WIDEST_PRINTED);
        let area = self.bar(top, value);
        let width = self.letters.width(&printed);
        // Words that the mark would run through begin beyond it.
        let mark = self.data.mark.as_ref().map(|(_, value)| self.across(*value));
        let (at, anchor, left) = if value < 0.0 {
            let end = area.left - NEAR;
            let at =
                mark.filter(|mark| (end - width - NEAR..end + NEAR).contains(mark)).map_or(end, |mark| mark - NEAR);
            (at, Anchor::Right, at - width)
        } else {
            let end = area.right + NEAR;
            let at =
                mark.filter(|mark| (end - NEAR..end + width + NEAR).contains(mark)).map_or(end, |mark| mark + NEAR);
            (at, Anchor::Left, at)
        };
        let plate = Area { left: left - 1.5, top: area.top, right: left + width + 1.5, bottom: area.bottom };
        canvas.fill(plate, PAPER)?;
        canvas.text((at, baseline), anchor, self.letters, &printed)
    }
}
