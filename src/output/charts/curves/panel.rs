//! The panels: where they stand, and what is in each.

use super::{
    super::{
        ChartError,
        axis::{Periods, thinned},
        canvas::{Anchor, Area, Canvas, Point},
        lettering::Lettering,
        palette::{BLUE, FAINT, GRID, INK, PAPER, QUIET},
    },
    Curves, LINE, Panel, RIBBON, THIN,
};
use crate::output::rounded;

const MOST_COLUMNS: usize = 4;
/// A panel alone is no wider.
const WIDEST: f64 = 620.0;
const LOWEST: f64 = 112.0;
const HIGHEST: f64 = 330.0;
/// White between panels.
const BETWEEN: (f64, f64) = (18.0, 10.0);
const LABEL: Lettering = Lettering::bold(11.0);
const REMARK: Lettering = Lettering::quiet(9.5);
const TICK: Lettering = Lettering::regular(9.0);
const END: Lettering = Lettering::bold(10.0);
/// Height of label and remark above a plot, and of the time axis below it.
const HEAD: f64 = 34.0;
const AXIS: f64 = 16.0;
/// Room for the percentages before the first panel of a row, and for the last value after each plot.
const BEFORE: f64 = 38.0;
const AFTER: f64 = 40.0;
/// What is nearer to a line than this is not seen.
const TOLERANCE: f64 = 0.12;

/// Where the axis of all panels ends: at 100 %, and lower where no curve of the sheet comes near.
pub(super) fn top(data: &Curves) -> f64 {
    let panels = data.panels.iter();
    let curves = panels.flat_map(|panel| panel.each.iter().map(|(_, curve)| curve).chain([&panel.mean, &panel.high]));
    let highest = curves.flatten().copied().fold(0.0, f64::max);
    [10.0, 20.0, 50.0].into_iter().find(|top| highest <= *top).unwrap_or(100.0)
}

/// The least height of all panels.
pub(super) fn least_height(data: &Curves) -> f64 {
    let rows = data.panels.len().div_ceil(MOST_COLUMNS) as f64;
    rows * (LOWEST + BETWEEN.1) - BETWEEN.1 + 8.0
}

/// All panels with their places.
pub(super) struct Grid<'a> {
    data: &'a Curves,
    /// Plot of each panel, in their order.
    plots: Vec<Area>,
    /// Panels in a row.
    columns: usize,
    /// Both ends of the time axis, months after the opening.
    span: (f64, f64),
    /// Upper end of the axis of shares, percent.
    top: f64,
    periods: Periods,
}

impl<'a> Grid<'a> {
    /// Panels that leave `above` and `below` free in the body of the page.
    pub(super) fn new(data: &'a Curves, body: Area, above: f64, below: f64) -> Self {
        let columns = data.panels.len().clamp(1, MOST_COLUMNS);
        let rows = data.panels.len().div_ceil(columns).max(1);
        let room = body.width() - BEFORE - BETWEEN.0 * (columns - 1) as f64;
        let width = (room / columns as f64).min(WIDEST);
        let room = body.height() - above - below - BETWEEN.1 * (rows - 1) as f64;
        let height = (room / rows as f64).clamp(LOWEST, HIGHEST);
        let plot = |index: usize| {
            let (column, row) = ((index % columns) as f64, (index / columns) as f64);
            let left = body.left + BEFORE + column * (width + BETWEEN.0);
            let top = body.top + above + row * (height + BETWEEN.1);
            Area { left, top: top + HEAD, right: left + width - AFTER, bottom: top + height - AXIS }
        };
        let plots = (0..data.panels.len()).map(plot).collect();
        // The opening has no year of its own.
        let periods = Periods::of(data.moments.iter().skip(1).map(|moment| moment.label.as_str()));
        let at = |moment: Option<&super::Moment>| moment.map_or(0.0, |moment| moment.at);
        // A row is drawn at its middle: in its second half there may still be a go-live.
        let go_lives = data.panels.iter().flat_map(|panel| panel.go_lives.iter().copied());
        let span = (at(data.moments.first()), go_lives.fold(at(data.moments.last()), f64::max));
        Self { data, plots, columns, span, top: top(data), periods }
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Result<(), ChartError> {
        for (index, (panel, plot)) in self.data.panels.iter().zip(&self.plots).enumerate() {
            self.draw_axes(canvas, *plot, index % self.columns == 0)?;
            self.draw_head(canvas, *plot, panel)?;
            self.draw_curves(canvas, *plot, panel)?;
        }
        Ok(())
    }

    /// Where a time lies, in months after the opening; a single moment lies in the middle.
    fn across(&self, plot: Area, at: f64) -> f64 {
        let (first, last) = self.span;
        if last > first { plot.left + plot.width() * (at - first) / (last - first) } else { plot.middle().0 }
    }

    fn down(&self, plot: Area, percent: f64) -> f64 {
        plot.bottom - plot.height() * (percent / self.top).clamp(0.0, 1.0)
    }

    fn draw_head(&self, canvas: &Canvas, plot: Area, panel: &Panel) -> Result<(), ChartError> {
        let room = plot.width() + AFTER;
        let place = |up: f64| (plot.left, plot.top - up);
        // A long name is set smaller before it is cut.
        let fits = LABEL.fitting([panel.label.as_str()].into_iter(), room, TICK.size);
        canvas.text(place(21.0), Anchor::Left, fits, &fits.shorten(&panel.label, room))?;
        canvas.text(place(8.0), Anchor::Left, REMARK, &REMARK.shorten(&panel.remark, room))
    }

    fn draw_axes(&self, canvas: &Canvas, plot: Area, first: bool) -> Result<(), ChartError> {
        for percent in [0.0, self.top / 2.0, self.top] {
            let down = self.down(plot, percent);
            let (colour, width) = if percent == 0.0 { (INK, 0.9) } else { (GRID, 0.7) };
            canvas.line(&[(plot.left, down), (plot.right, down)], colour, width)?;
            if first {
                let baseline = down + TICK.middle_to_baseline();
                canvas.text((plot.left - 6.0, baseline), Anchor::Right, TICK, &format!("{percent:.0} %"))?;
            }
        }
        let centres: Vec<f64> = self.data.moments.iter().skip(1).map(|moment| self.across(plot, moment.at)).collect();
        let names: Vec<(f64, &str)> = if self.periods.groups.is_empty() {
            centres.iter().copied().zip(self.periods.short.iter().map(String::as_str)).collect()
        } else {
            let groups = self.periods.groups.iter();
            groups
                .map(|group| (f64::midpoint(centres[group.first], centres[group.last]), group.name.as_str()))
                .collect()
        };
        for group in self.periods.groups.iter().filter(|group| group.first > 0) {
            let border = f64::midpoint(centres[group.first - 1], centres[group.first]);
            canvas.line(&[(border, plot.bottom), (border, plot.bottom + 3.0)], QUIET, 0.6)?;
        }
        let words: Vec<String> = names.iter().map(|(_, name)| TICK.shorten(name, plot.width() / 2.0)).collect();
        let widths: Vec<f64> = words.iter().map(|words| TICK.width(words)).collect();
        // A label at an edge may hang out a little, and never as far as the next panel.
        let (least, most) = (plot.left - BEFORE / 2.0, plot.right + AFTER / 2.0);
        let lean = |((middle, _), width): (&(f64, &str), &f64)| middle.max(least + width / 2.0).min(most - width / 2.0);
        let middles: Vec<f64> = names.iter().zip(&widths).map(lean).collect();
        for index in thinned(&middles, &widths, 6.0) {
            canvas.text((middles[index], plot.bottom + 13.0), Anchor::Middle, TICK, &words[index])?;
        }
        Ok(())
    }

    fn points(&self, plot: Area, curve: &[f64]) -> Vec<Point> {
        let place = |(share, at): (&f64, f64)| (self.across(plot, at), self.down(plot, *share));
        let places: Vec<Point> =
            curve.iter().zip(self.data.moments.iter().map(|moment| moment.at)).map(place).collect();
        simplified(&places)
    }

    fn draw_curves(&self, canvas: &Canvas, plot: Area, panel: &Panel) -> Result<(), ChartError> {
        let mut drawn: Vec<Vec<Point>> = Vec::new();
        for (_, curve) in &panel.each {
            let points = self.points(plot, curve);
            // Facilities with one plan share one line.
            if !drawn.contains(&points) {
                draw_line(canvas, &points, FAINT, THIN)?;
                drawn.push(points);
            }
        }
        let edge = self.points(plot, &panel.high).into_iter().chain(self.points(plot, &panel.low).into_iter().rev());
        canvas.shape(&edge.collect::<Vec<_>>(), BLUE, RIBBON)?;
        let mean = self.points(plot, &panel.mean);
        draw_line(canvas, &mean, PAPER, LINE + 1.6)?;
        draw_line(canvas, &mean, BLUE, LINE)?;
        let mut places: Vec<f64> = panel.go_lives.iter().map(|at| self.across(plot, *at)).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        for place in places.into_iter().filter(|place| *place >= plot.left) {
            let tip = (place, plot.bottom - 5.5);
            canvas.shape(&[tip, (place + 3.0, plot.bottom), (place - 3.0, plot.bottom)], INK, 1.0)?;
        }
        let Some((end, share)) = mean.last().zip(panel.mean.last()) else { return Ok(()) };
        let baseline = end.1 + END.middle_to_baseline();
        canvas.text((end.0 + 5.0, baseline), Anchor::Left, END.in_colour(BLUE), &percent(*share))
    }
}

/// A share for eyes: whole percent.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", rounded::decimals(share, 0))
}

/// A line, or a dot where there is a single point.
fn draw_line(
    canvas: &Canvas,
    points: &[Point],
    colour: plotters::style::RGBColor,
    width: f64,
) -> Result<(), ChartError> {
    match points {
        [point] => canvas.dot(*point, width, colour),
        _ => canvas.line(points, colour, width),
    }
}

/// The points without those that lie on the line between others (Douglas and Peucker, 1973).
fn simplified(points: &[Point]) -> Vec<Point> {
    let [first, between @ .., last] = points else { return points.to_vec() };
    let (right, down) = (last.0 - first.0, last.1 - first.1);
    let length = (right * right + down * down).sqrt().max(f64::MIN_POSITIVE);
    let distance = |point: &Point| ((point.0 - first.0) * down - (point.1 - first.1) * right).abs() / length;
    let farthest = between.iter().map(distance).enumerate().max_by(|(_, one), (_, other)| one.total_cmp(other));
    match farthest {
        Some((index, far)) if far > TOLERANCE => {
            let mut kept = simplified(&points[..=index + 1]);
            kept.extend(simplified(&points[index + 1..]).into_iter().skip(1));
            kept
        }
        _ => vec![*first, *last],
    }
}

#[cfg(test)]
mod tests {
    use super::simplified;

    #[test]
    fn a_straight_line_needs_its_ends_and_a_bent_one_its_corners() {
        let straight: Vec<_> = (0..50).map(|step| (f64::from(step), 2.0 * f64::from(step))).collect();
        assert_eq!(simplified(&straight), [(0.0, 0.0), (49.0, 98.0)]);
        let bent: Vec<_> = (0..50).map(|step| (f64::from(step), f64::from(step.min(20)))).collect();
        assert_eq!(simplified(&bent), [(0.0, 0.0), (20.0, 20.0), (49.0, 20.0)]);
        assert_eq!(simplified(&[(1.0, 2.0)]), [(1.0, 2.0)]);
        assert!(simplified(&[]).is_empty());
    }
}
