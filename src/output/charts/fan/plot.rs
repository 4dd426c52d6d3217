//! The plot of the fan: axes, bands, lines, past, and the labels at the ends.

use super::{
    super::{
        ChartError,
        axis::{Periods, Ticks, spread},
        canvas::{Anchor, Area, Canvas, Point},
        legend::DASH,
        lettering::Lettering,
        palette::{GRID, INK, PAPER, QUIET},
        period_axis,
    },
    DEMAND, Fan, LINE, Look, PAST_LINE, SUPPLY, Series,
};
use crate::output::rounded;

const EDGE: f64 = 0.8;
/// Width of a plot of nothing but a single period.
const SINGLE: f64 = 300.0;
/// Half the width of the bars of a single period.
const HALF_BAR: f64 = 12.0;

/// Letters along the axis of FTE.
const TICK: Lettering = Lettering::regular(10.0);
const END_NAME: Lettering = Lettering::bold(12.0);
const END_RANGE: Lettering = Lettering::regular(10.0);
/// The plot area and where values lie in it.
pub(super) struct Plot<'a> {
    data: &'a Fan,
    area: Area,
    ticks: Ticks,
    /// Middle of each period, past ones first.
    centres: Vec<f64>,
    past: usize,
}

impl<'a> Plot<'a> {
    /// A plot that leaves `above` and `below` free in the body of the page.
    pub(super) fn new(data: &'a Fan, ticks: Ticks, body: &Area, above: f64, below: f64) -> Self {
        let tick_width = ticks.values().map(|value| TICK.width(&ticks.label(value))).fold(TICK.width("FTE"), f64::max);
        let end_width =
            ends(data).iter().map(|end| END_NAME.width(&end.0).max(END_RANGE.width(&end.1))).fold(0.0, f64::max);
        let mut area = Area {
            left: body.left + tick_width + 8.0,
            top: body.top + above,
            right: body.right - end_width - 22.0,
            bottom: body.bottom - below,
        };
        let (past, count) = (data.past.len(), data.past.len() + data.periods.len());
        if count == 1 {
            area.right = area.left + SINGLE;
        }
        // Bars of a single period need room on either side.
        let pad = if data.periods.len() == 1 { 44.0 } else { 14.0 };
        let (first, last) = (area.left + 14.0, area.right - pad);
        let step = if count > 1 { (last - first) / (count - 1) as f64 } else { 0.0 };
        let start = if count > 1 { first } else { area.middle().0 };
        let centres = (0..count).map(|index| start + step * index as f64).collect();
        Self { data, area, ticks, centres, past }
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Result<(), ChartError> {
        self.draw_axes(canvas)?;
        self.draw_fans(canvas)?;
        self.draw_past(canvas)?;
        self.draw_ends(canvas)
    }

    fn down(&self, value: f64) -> f64 {
        self.ticks.place(value, self.area.bottom, self.area.top)
    }

    /// Points of forecast values.
    fn points(&self, values: &[f64]) -> Vec<Point> {
        self.centres[self.past..].iter().zip(values).map(|(right, value)| (*right, self.down(*value))).collect()
    }

    fn draw_axes(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let Area { left, top, right, bottom } = self.area;
        for value in self.ticks.values() {
            let down = self.down(value);
            canvas.line(&[(left, down), (right, down)], GRID, 0.7)?;
            let baseline = down + TICK.middle_to_baseline();
            canvas.text((left - 6.0, baseline), Anchor::Right, TICK, &self.ticks.label(value))?;
        }
        if self.ticks.low <= 0.0 {
            let zero = self.down(0.0);
            canvas.line(&[(left, zero), (right, zero)], INK, 1.0)?;
        }
        canvas.text((left - 6.0, top - 12.0), Anchor::Right, TICK, "FTE")?;
        let labels = self.data.past.iter().map(|point| point.label.as_str());
        let periods = Periods::of(labels.chain(self.data.periods.iter().map(String::as_str)));
        period_axis::draw(canvas, &periods, &self.centres, bottom)?;
        if self.past == 0 {
            return Ok(());
        }
        let border = f64::midpoint(self.centres[self.past - 1], self.centres[self.past]);
        canvas.line(&[(border, top - 20.0), (border, bottom)], QUIET, 0.8)?;
        let (letters, baseline) = (Lettering::quiet(10.0), top - 11.0);
        if letters.width("past") + 8.0 < border - left {
            canvas.text((border - 6.0, baseline), Anchor::Right, letters, "past")?;
        }
        canvas.text((border + 6.0, baseline), Anchor::Left, letters, "forecast")
    }

    fn draw_fans(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let fans = [(SUPPLY, &self.data.supply), (DEMAND, &self.data.demand)];
        if self.data.periods.len() == 1 {
            return fans.into_iter().try_for_each(|(look, series)| self.draw_bar(canvas, look, series));
        }
        for (look, series) in fans {
            for (low, high, opacity) in series.bands() {
                let edge = self.points(high).into_iter().chain(self.points(low).into_iter().rev());
                canvas.shape(&edge.collect::<Vec<_>>(), look.colour, opacity)?;
            }
        }
        for (look, series) in fans {
            for edge in [&series.p10, &series.p90] {
                draw_line(canvas, look, &self.points(edge), EDGE)?;
            }
        }
        // Both rims of paper first: between the dashes of demand a supply line right below it stays visible.
        for (_, series) in fans {
            canvas.line(&self.points(&series.mean), PAPER, LINE + 2.0)?;
        }
        fans.into_iter().try_for_each(|(look, series)| draw_line(canvas, look, &self.points(&series.mean), LINE))
    }

    /// A single period: bands as upright bars, the mean as a stroke across.
    fn draw_bar(&self, canvas: &Canvas, look: Look, series: &Series) -> Result<(), ChartError> {
        let centre = self.centres[self.past] + look.aside;
        for (low, high, opacity) in series.bands() {
            let (low, high) = (self.down(low[0]), self.down(high[0]));
            let (left, right) = (centre - HALF_BAR, centre + HALF_BAR);
            canvas.shape(&[(left, high), (right, high), (right, low), (left, low)], look.colour, opacity)?;
        }
        let down = self.down(series.mean[0]);
        draw_line(canvas, look, &[(centre - HALF_BAR - 3.0, down), (centre + HALF_BAR + 3.0, down)], LINE)
    }

    fn draw_past(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let demand: Vec<Option<f64>> = self.data.past.iter().map(|point| point.demand).collect();
        let supply: Vec<Option<f64>> = self.data.past.iter().map(|point| point.supply).collect();
        for (look, known) in [(DEMAND, demand), (SUPPLY, supply)] {
            let look = Look { colour: INK, ..look };
            let place = |(known, right): (Option<f64>, &f64)| known.map(|value| (*right, self.down(value)));
            // A line joins what is known; the dots say when that was.
            let places: Vec<Point> = known.into_iter().zip(&self.centres).filter_map(place).collect();
            draw_line(canvas, look, &places, PAST_LINE)?;
            for dot in places {
                canvas.dot(dot, 2.6, INK)?;
            }
        }
        Ok(())
    }

    fn draw_ends(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let ends = ends(self.data);
        let height = END_NAME.line_height() + END_RANGE.line_height() + 4.0;
        let wished: Vec<f64> = ends.iter().map(|end| self.down(end.2)).collect();
        let places = spread(&wished, height, self.area.top - 10.0, self.area.bottom + 10.0);
        let last = self.centres.last().copied().unwrap_or(self.area.right);
        for (((name, range, _), wish), (middle, look)) in
            ends.iter().zip(&wished).zip(places.iter().zip([DEMAND, SUPPLY]))
        {
            let from = if self.data.periods.len() == 1 { last + look.aside + HALF_BAR + 4.0 } else { last + 2.0 };
            let left = self.area.right + 14.0;
            canvas.line(&[(from, *wish), (left - 8.0, *middle), (left - 3.0, *middle)], look.colour, 1.0)?;
            canvas.text((left, middle - 1.5), Anchor::Left, END_NAME, name)?;
            canvas.text((left, middle + 11.0), Anchor::Left, END_RANGE, range)?;
        }
        Ok(())
    }
}

fn draw_line(canvas: &Canvas, look: Look, points: &[Point], width: f64) -> Result<(), ChartError> {
    match (points.len() > 1, look.dashed) {
        (false, _) => Ok(()),
        (true, true) => canvas.dashed(points, look.colour, width, DASH),
        (true, false) => canvas.line(points, look.colour, width),
    }
}

/// Name, range and height of the label at the end of each fan.
fn ends(data: &Fan) -> [(String, String, f64); 2] {
    [(DEMAND, &data.demand), (SUPPLY, &data.supply)].map(|(look, series)| {
        let last = |values: &[f64]| values.last().copied().unwrap_or_default();
        let (mean, low, high) = (last(&series.mean), last(&series.p10), last(&series.p90));
        let range = format!("80 %: {} to {}", rounded::fte(low), rounded::fte(high));
        (format!("{} {}", look.name, rounded::fte(mean)), range, mean)
    })
}
