//! The bars, their axis, and the numbers and names around them.

use super::{
    super::{
        ChartError,
        axis::{Ticks, spread, thinned},
        canvas::{Anchor, Area, Canvas},
        lettering::Lettering,
        marks::Mark,
        palette::{GRID, INK, PAPER, QUIET},
        pattern,
    },
    Flows, PATTERNS,
};
use crate::output::rounded;

/// The mark of the net.
pub(super) const NET: Mark = Mark::Dot;

const TICK: Lettering = Lettering::regular(10.0);
const TOTAL: Lettering = Lettering::regular(10.0);
const YEAR: Lettering = Lettering::bold(10.5);
const REMARK: Lettering = Lettering::quiet(9.0);
const NET_LETTERS: Lettering = Lettering::bold(10.0);
const NAME: Lettering = Lettering::regular(10.5);
const WIDEST_NAME: f64 = 150.0;
const WIDEST_BAR: f64 = 70.0;
/// Share of a year that its bars take.
const FULL: f64 = 0.62;
/// Room for the unit above the axis, and for the total of the highest bar.
const ABOVE: f64 = 22.0;
/// Room for a total below the lowest bar, then year, remark and net.
const BELOW: f64 = 62.0;
const WIDEST_YEAR: f64 = 90.0;

/// The plot with all its sizes settled.
pub(super) struct Plot<'a> {
    data: &'a Flows,
    ticks: Ticks,
    area: Area,
    /// Left edge of everything.
    left: f64,
    /// Width of a year, and of its bars.
    year: f64,
    bar: f64,
}

impl<'a> Plot<'a> {
    /// A plot that leaves `above` and `below` free in the body of the page.
    pub(super) fn new(data: &'a Flows, ticks: Ticks, body: Area, above: f64, below: f64) -> Self {
        let tick = ticks.values().map(|value| TICK.width(&ticks.label(value))).fold(TICK.width("FTE"), f64::max);
        let labels = data.sides().into_iter().flat_map(|(streams, ..)| streams);
        let name = labels.map(|stream| NAME.width(&stream.label)).fold(0.0, f64::max).min(WIDEST_NAME);
        // The first number of the row of nets may be wider than its year.
        let nets = (0..data.years.len()).map(|year| NET_LETTERS.width(&rounded::signed_fte(data.net(year))));
        let over = (nets.fold(0.0, f64::max) - (body.width() - 200.0) / data.years.len() as f64) / 2.0;
        let before = tick.max(NET_LETTERS.width("net") + over.max(0.0)) + 10.0;
        let area = Area {
            left: body.left + before,
            top: body.top + above + ABOVE,
            right: body.right - name - 26.0,
            bottom: body.bottom - below - BELOW,
        };
        let year = area.width() / data.years.len() as f64;
        Self { data, ticks, area, left: body.left, year, bar: (year * FULL).min(WIDEST_BAR) }
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Result<(), ChartError> {
        self.draw_axis(canvas)?;
        for year in 0..self.data.years.len() {
            self.draw_bars(canvas, year)?;
        }
        let zero = self.down(0.0);
        canvas.line(&[(self.area.left, zero), (self.area.right, zero)], INK, 1.1)?;
        self.draw_net(canvas)?;
        self.draw_totals(canvas)?;
        self.draw_years(canvas)?;
        self.draw_names(canvas)
    }

    fn down(&self, value: f64) -> f64 {
        self.ticks.place(value, self.area.bottom, self.area.top)
    }

    fn centre(&self, year: usize) -> f64 {
        self.area.left + self.year * (year as f64 + 0.5)
    }

    fn centres(&self) -> Vec<f64> {
        (0..self.data.years.len()).map(|year| self.centre(year)).collect()
    }

    fn draw_axis(&self, canvas: &Canvas) -> Result<(), ChartError> {
        for value in self.ticks.values() {
            let down = self.down(value);
            canvas.line(&[(self.area.left, down), (self.area.right, down)], GRID, 0.7)?;
            let baseline = down + TICK.middle_to_baseline();
            canvas.text((self.area.left - 6.0, baseline), Anchor::Right, TICK, &self.ticks.label(value))?;
        }
        canvas.text((self.area.left - 6.0, self.area.top - 12.0), Anchor::Right, TICK, "FTE")
    }

    /// The box of each stream of a side in a year, from zero outwards.
    fn boxes(&self, streams: &[super::Stream], sign: f64, year: usize) -> Vec<Area> {
        let (left, right) = (self.centre(year) - self.bar / 2.0, self.centre(year) + self.bar / 2.0);
        let mut reached = 0.0;
        let mut boxes = Vec::with_capacity(streams.len());
        for stream in streams {
            let (from, to) = (self.down(sign * reached), self.down(sign * (reached + stream.fte[year])));
            boxes.push(Area { left, top: from.min(to), right, bottom: from.max(to) });
            reached += stream.fte[year];
        }
        boxes
    }

    fn draw_bars(&self, canvas: &Canvas, year: usize) -> Result<(), ChartError> {
        for (streams, colour, sign) in self.data.sides() {
            for (area, pattern) in self.boxes(streams, sign, year).into_iter().zip(PATTERNS) {
                if area.height() >= 0.1 {
                    pattern::fill(canvas, area, colour, pattern)?;
                }
            }
        }
        Ok(())
    }

    fn draw_net(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let places: Vec<_> = self
            .centres()
            .into_iter()
            .enumerate()
            .map(|(year, centre)| (centre, self.down(self.data.net(year))))
            .collect();
        canvas.line(&places, PAPER, 3.6)?;
        canvas.line(&places, INK, 1.4)?;
        for place in places {
            canvas.dot(place, 5.2, PAPER)?;
            NET.draw(canvas, place, INK)?;
        }
        Ok(())
    }

    /// Totals at the outer ends of the bars, as far as they have room beside each other.
    fn draw_totals(&self, canvas: &Canvas) -> Result<(), ChartError> {
        for (streams, _, sign) in self.data.sides() {
            let totals: Vec<f64> = (0..self.data.years.len()).map(|year| Flows::total(streams, year)).collect();
            let words: Vec<String> = totals.iter().map(|total| rounded::fte(*total)).collect();
            let widths: Vec<f64> = words.iter().map(|words| TOTAL.width(words)).collect();
            for year in thinned(&self.centres(), &widths, 4.0) {
                let end = self.down(sign * totals[year]);
                // Far enough from the end for the mark of a net that reaches as far, and clear of the lines of the grid.
                let baseline = if sign > 0.0 { end - 8.0 } else { end + 15.0 };
                let (middle, half) = (self.centre(year), widths[year] / 2.0 + 1.0);
                let (left, top) = (middle - half, baseline - TOTAL.size);
                canvas.fill(Area { left, top, right: middle + half, bottom: baseline + 1.5 }, PAPER)?;
                canvas.text((self.centre(year), baseline), Anchor::Middle, TOTAL, &words[year])?;
            }
        }
        Ok(())
    }

    fn draw_years(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let line = |canvas: &Canvas, letters: Lettering, words: Vec<String>, down: f64| {
            let words: Vec<String> = words.iter().map(|words| letters.shorten(words, WIDEST_YEAR)).collect();
            let widths: Vec<f64> = words.iter().map(|words| letters.width(words)).collect();
            thinned(&self.centres(), &widths, 5.0).into_iter().try_for_each(|year| {
                canvas.text((self.centre(year), self.area.bottom + down), Anchor::Middle, letters, &words[year])
            })
        };
        line(canvas, YEAR, self.data.years.clone(), 29.0)?;
        // Most remarks are blank and take no room; those that are not must be said, so they may be wide.
        line(canvas, REMARK, self.data.remarks.clone(), 41.0)?;
        let nets = (0..self.data.years.len()).map(|year| rounded::signed_fte(self.data.net(year))).collect();
        line(canvas, NET_LETTERS, nets, 56.0)?;
        let word = (self.left, self.area.bottom + 56.0);
        canvas.text(word, Anchor::Left, NET_LETTERS.in_colour(QUIET), "net")
    }

    /// Names of the streams, each beside its part of the last bar; those of nobody in the last year are in the legend.
    fn draw_names(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let last = self.data.years.len().saturating_sub(1);
        let mut named = Vec::new();
        for (streams, _, sign) in self.data.sides() {
            let boxes = self.boxes(streams, sign, last);
            let shown = streams.iter().zip(boxes).filter(|(_, area)| area.height() >= 0.1);
            named.extend(shown.map(|(stream, area)| (stream.label.as_str(), area.middle().1)));
        }
        let wished: Vec<f64> = named.iter().map(|(_, middle)| *middle).collect();
        let places = spread(&wished, NAME.line_height() + 1.0, self.area.top - 10.0, self.area.bottom + 10.0);
        let from = self.centre(last) + self.bar / 2.0 + 2.0;
        let left = self.area.right + 10.0;
        for ((label, wish), place) in named.into_iter().zip(places) {
            canvas.line(&[(from, wish), (left - 8.0, place), (left - 3.0, place)], QUIET, 0.8)?;
            let label = NAME.shorten(label, WIDEST_NAME);
            canvas.text((left, place + NAME.middle_to_baseline()), Anchor::Left, NAME, &label)?;
        }
        Ok(())
    }
}
