//! Fan of demand against supply: how sure are we?
//!
//! Two fans in two line styles: demand dashed, supply solid, each named at its end; bands hold half and eight in ten of the
//! simulated futures. What is known of the past stands before them in black. A single period is drawn as upright
//! bars. Left out: the gap itself, whose percentiles are not the differences of these.

use plotters::style::RGBColor;

use super::{
    Chart, ChartError, alternative,
    axis::{Periods, Ticks, spread, thinned},
    canvas::{Anchor, Area, Canvas, Point},
    check_number,
    legend::{DASH, Key, Legend, Swatch},
    lettering::Lettering,
    numbers,
    page::{Page, Words, height_of, paragraph},
    palette::{BLUE, GRID, INK, ORANGE, PAPER, QUIET},
};

/// What the fan shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fan {
    /// File stem.
    pub name: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, unit, scenario, facilities and as-of date.
    pub subtitle: String,
    /// Source files, version and run hash.
    pub footer: String,
    /// Labels of the forecast periods, earliest first.
    pub periods: Vec<String>,
    /// What is known of the time before, earliest first; may be empty.
    pub past: Vec<PastPoint>,
    /// Staff needed.
    pub demand: Series,
    /// Staff there.
    pub supply: Series,
    /// A sentence printed under the chart, such as the chance of a shortage in counts.
    pub reading: String,
}

/// One period of the past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastPoint {
    /// Period label.
    pub label: String,
    /// Demand as it was; where only budgeted posts are known, these.
    pub demand: Option<f64>,
    /// Staff in post.
    pub supply: Option<f64>,
}

/// One simulated quantity, one value per forecast period, in FTE.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Mean over all futures.
    pub mean: Vec<f64>,
    /// 10th percentile.
    pub p10: Vec<f64>,
    /// 25th percentile.
    pub p25: Vec<f64>,
    /// 75th percentile.
    pub p75: Vec<f64>,
    /// 90th percentile.
    pub p90: Vec<f64>,
}

impl Series {
    fn named(&self) -> [(&'static str, &[f64]); 5] {
        [("mean", &self.mean), ("p10", &self.p10), ("p25", &self.p25), ("p75", &self.p75), ("p90", &self.p90)]
    }

    fn bands(&self) -> [(&[f64], &[f64], f64); 2] {
        [(&self.p10, &self.p90, OUTER), (&self.p25, &self.p75, INNER)]
    }
}

/// How a series looks.
#[derive(Clone, Copy)]
struct Look {
    name: &'static str,
    colour: RGBColor,
    dashed: bool,
    /// Where its bar stands beside a single period, in page units.
    aside: f64,
}

const DEMAND: Look = Look { name: "Demand", colour: ORANGE, dashed: true, aside: -18.0 };
const SUPPLY: Look = Look { name: "Supply", colour: BLUE, dashed: false, aside: 18.0 };

/// Opacity of the two bands, chosen so that two fans on top of each other still show both.
const OUTER: f64 = 0.16;
const INNER: f64 = 0.24;
const LINE: f64 = 2.6;
const EDGE: f64 = 0.8;
/// Half the width of the bars of a single period.
const HALF_BAR: f64 = 12.0;

const TICK: Lettering = Lettering::regular(10.0);
const YEAR: Lettering = Lettering::bold(10.0);
const END_NAME: Lettering = Lettering::bold(12.0);
const END_RANGE: Lettering = Lettering::regular(10.0);
const READING: Lettering = Lettering::bold(13.0);
const NOTE: Lettering = Lettering::quiet(10.5);

const BANDS_NOTE: &str = "The bands hold 50 % and 80 % of the simulated futures. They are not a minimum and a maximum: 2 futures in 10 lie outside.";

/// Draws the fan of demand and supply.
///
/// # Errors
/// No periods, a series of the wrong length, percentiles that do not rise, a number that cannot be drawn.
pub fn fan(data: &Fan) -> Result<Chart, ChartError> {
    check(data)?;
    let summary = summary(data);
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let page = Page::new(words, 0.0)?;
    let (ticks, note) = vertical_axis(data);
    let legend = Legend::new(keys(data), page.body.width());
    let reading = READING.wrap(&data.reading, page.body.width(), 2);
    let notes = NOTE.wrap(&format!("{BANDS_NOTE} {note}"), page.body.width(), 2);
    let words_height = height_of(READING, &reading) + height_of(NOTE, &notes) + 10.0;
    let plot = Plot::new(data, ticks, &page.body, legend.height + 28.0, words_height + 36.0);
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        plot.draw_axes(canvas, data)?;
        plot.draw_fans(canvas, data)?;
        plot.draw_past(canvas, data)?;
        plot.draw_ends(canvas, data)?;
        let below = page.body.bottom - words_height + 6.0;
        let below = paragraph(canvas, (page.body.left, below), READING, &reading)?;
        paragraph(canvas, (page.body.left, below + 2.0), NOTE, &notes).map(|_| ())
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: text(data, &summary, &note), numbers: rows(data) })
}

/// The plot area and where values lie in it.
struct Plot {
    area: Area,
    ticks: Ticks,
    /// Middle of each period, past ones first.
    centres: Vec<f64>,
    past: usize,
}

impl Plot {
    fn new(data: &Fan, ticks: Ticks, body: &Area, above: f64, below: f64) -> Self {
        let tick_width =
            ticks.values().map(|value| TICK.width(&tick_label(value, ticks))).fold(TICK.width("FTE"), f64::max);
        let end_width =
            ends(data).iter().map(|end| END_NAME.width(&end.0).max(END_RANGE.width(&end.1))).fold(0.0, f64::max);
        let area = Area {
            left: body.left + tick_width + 8.0,
            top: body.top + above,
            right: body.right - end_width - 22.0,
            bottom: body.bottom - below,
        };
        let (past, count) = (data.past.len(), data.past.len() + data.periods.len());
        // Bars of a single period need room on either side.
        let pad = if data.periods.len() == 1 { 44.0 } else { 14.0 };
        let (first, last) = (area.left + 14.0, area.right - pad);
        let step = if count > 1 { (last - first) / (count - 1) as f64 } else { 0.0 };
        let start = if count > 1 { first } else { area.middle().0 };
        let centres = (0..count).map(|index| start + step * index as f64).collect();
        Self { area, ticks, centres, past }
    }

    fn down(&self, value: f64) -> f64 {
        self.ticks.place(value, self.area.bottom, self.area.top)
    }

    /// Points of forecast values.
    fn points(&self, values: &[f64]) -> Vec<Point> {
        self.centres[self.past..].iter().zip(values).map(|(right, value)| (*right, self.down(*value))).collect()
    }

    fn draw_axes(&self, canvas: &Canvas, data: &Fan) -> Result<(), ChartError> {
        let Area { left, top, right, bottom } = self.area;
        for value in self.ticks.values() {
            let down = self.down(value);
            canvas.line(&[(left, down), (right, down)], GRID, 0.7)?;
            let baseline = down + TICK.middle_to_baseline();
            canvas.text((left - 6.0, baseline), Anchor::Right, TICK, &tick_label(value, self.ticks))?;
        }
        let floor = self.down(0.0);
        canvas.line(&[(left, floor), (right, floor)], INK, 1.0)?;
        canvas.text((left - 6.0, top - 12.0), Anchor::Right, TICK, "FTE")?;
        self.draw_periods(canvas, data)?;
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

    fn draw_periods(&self, canvas: &Canvas, data: &Fan) -> Result<(), ChartError> {
        let labels = data.past.iter().map(|point| point.label.as_str());
        let periods = Periods::of(labels.chain(data.periods.iter().map(String::as_str)));
        let bottom = self.area.bottom;
        let shortened = |label: &String, letters: Lettering| letters.shorten(label, 110.0);
        let short: Vec<String> = periods.short.iter().map(|label| shortened(label, TICK)).collect();
        let widths: Vec<f64> = short.iter().map(|label| TICK.width(label)).collect();
        let shown = thinned(&self.centres, &widths, 5.0);
        // Under a year, either all of its quarters are named or none.
        let all = shown.len() == self.centres.len();
        for (index, centre) in self.centres.iter().enumerate() {
            let named = shown.contains(&index) && (all || periods.groups.is_empty());
            canvas.line(&[(*centre, bottom), (*centre, bottom + if named { 4.0 } else { 2.5 })], QUIET, 0.8)?;
            if named {
                canvas.text((*centre, bottom + 14.0), Anchor::Middle, TICK, &short[index])?;
            }
        }
        let names: Vec<String> = periods.groups.iter().map(|group| shortened(&group.name, YEAR)).collect();
        let middle = |first: usize, last: usize| f64::midpoint(self.centres[first], self.centres[last]);
        let middles: Vec<f64> = periods.groups.iter().map(|group| middle(group.first, group.last)).collect();
        let widths: Vec<f64> = names.iter().map(|name| YEAR.width(name)).collect();
        let baseline = if all { bottom + 27.0 } else { bottom + 16.0 };
        for index in thinned(&middles, &widths, 6.0) {
            canvas.text((middles[index], baseline), Anchor::Middle, YEAR, &names[index])?;
        }
        for group in periods.groups.iter().skip(1) {
            let border = middle(group.first - 1, group.first);
            canvas.line(&[(border, bottom), (border, baseline + 2.0)], QUIET, 0.6)?;
        }
        Ok(())
    }

    fn draw_fans(&self, canvas: &Canvas, data: &Fan) -> Result<(), ChartError> {
        let fans = [(SUPPLY, &data.supply), (DEMAND, &data.demand)];
        if data.periods.len() == 1 {
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
        fans.into_iter().try_for_each(|(look, series)| {
            let points = self.points(&series.mean);
            canvas.line(&points, PAPER, LINE + 2.0)?;
            draw_line(canvas, look, &points, LINE)
        })
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

    fn draw_past(&self, canvas: &Canvas, data: &Fan) -> Result<(), ChartError> {
        let known: [(Look, fn(&PastPoint) -> Option<f64>); 2] =
            [(DEMAND, |point| point.demand), (SUPPLY, |point| point.supply)];
        for (look, value) in known {
            let look = Look { colour: INK, ..look };
            let place = |(point, right): (&PastPoint, &f64)| value(point).map(|value| (*right, self.down(value)));
            let places: Vec<Option<Point>> = data.past.iter().zip(&self.centres).map(place).collect();
            for run in places.split(Option::is_none) {
                draw_line(canvas, look, &run.iter().copied().flatten().collect::<Vec<_>>(), 1.8)?;
            }
            for dot in places.into_iter().flatten() {
                canvas.dot(dot, 2.6, INK)?;
            }
        }
        Ok(())
    }

    fn draw_ends(&self, canvas: &Canvas, data: &Fan) -> Result<(), ChartError> {
        let ends = ends(data);
        let height = END_NAME.line_height() + END_RANGE.line_height() + 4.0;
        let wished: Vec<f64> = ends.iter().map(|end| self.down(end.2)).collect();
        let places = spread(&wished, height, self.area.top - 10.0, self.area.bottom + 10.0);
        let last = self.centres.last().copied().unwrap_or(self.area.right);
        for (((name, range, _), wish), (middle, look)) in
            ends.iter().zip(&wished).zip(places.iter().zip([DEMAND, SUPPLY]))
        {
            let from = if data.periods.len() == 1 { last + look.aside + HALF_BAR + 4.0 } else { last + 2.0 };
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
        let range = format!("80 %: {} to {}", numbers::fte(low), numbers::fte(high));
        (format!("{} {}", look.name, numbers::fte(mean)), range, mean)
    })
}

fn tick_label(value: f64, ticks: Ticks) -> String {
    numbers::decimals(value, ticks.places)
}

/// The axis of FTE, and a sentence where it does not start at 0.
fn vertical_axis(data: &Fan) -> (Ticks, String) {
    let past = data.past.iter().flat_map(|point| [point.demand, point.supply]).flatten();
    let forecast = [&data.demand, &data.supply].into_iter().flat_map(Series::named).flat_map(|(_, values)| values);
    let (low, high) = past
        .chain(forecast.copied())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    // With everything in the upper third, an axis from 0 would squash what there is to see.
    let squashed = low > 0.67 * high;
    let ticks = Ticks::spanning(if squashed { low } else { low.min(0.0) }, high.max(0.0), 6);
    if ticks.low > 0.0 {
        return (ticks, format!("The axis starts at {} FTE, not at 0.", tick_label(ticks.low, ticks)));
    }
    (ticks, String::new())
}

fn keys(data: &Fan) -> Vec<Key> {
    let line = |look: Look| Swatch::Line { colour: look.colour, width: LINE, dashed: look.dashed };
    let bands = |look: Look| Swatch::Bands { colour: look.colour, outer: OUTER, inner: INNER };
    let mut keys = vec![
        Key::new(line(DEMAND), "Demand, mean"),
        Key::new(bands(DEMAND), "50 % and 80 % of futures"),
        Key::new(line(SUPPLY), "Supply, mean"),
        Key::new(bands(SUPPLY), "50 % and 80 % of futures"),
    ];
    if !data.past.is_empty() {
        keys.push(Key::new(Swatch::Line { colour: INK, width: 1.8, dashed: false }, "Black: the past"));
    }
    keys
}

fn check(data: &Fan) -> Result<(), ChartError> {
    let chart = &data.name;
    if data.periods.is_empty() {
        return Err(ChartError::Empty { chart: chart.clone(), what: "periods" });
    }
    let expected = data.periods.len();
    for (look, series) in [(DEMAND, &data.demand), (SUPPLY, &data.supply)] {
        let name = look.name.to_lowercase();
        for (part, values) in series.named() {
            if values.len() != expected {
                let what = format!("{name} {part}");
                return Err(ChartError::Length { chart: chart.clone(), what, expected, found: values.len() });
            }
            for (value, period) in values.iter().zip(&data.periods) {
                check_number(chart, *value, || format!("{name} {part} in {period}"))?;
            }
        }
        for (index, period) in data.periods.iter().enumerate() {
            let rising = [series.p10[index], series.p25[index], series.p75[index], series.p90[index]];
            // Interpolated percentiles may miss by the last digit.
            let slack = 1e-9 * (1.0 + rising[3].abs());
            if rising.windows(2).any(|pair| pair[0] > pair[1] + slack) {
                return Err(ChartError::Percentiles { chart: chart.clone(), what: format!("{name} in {period}") });
            }
        }
    }
    for point in &data.past {
        for (name, value) in [("demand", point.demand), ("supply", point.supply)] {
            check_number(chart, value.unwrap_or_default(), || format!("past {name} in {}", point.label))?;
        }
    }
    Ok(())
}

fn rows(data: &Fan) -> Vec<Vec<String>> {
    let all = [("demand", &data.demand), ("supply", &data.supply)];
    let columns: Vec<(String, &[f64])> = all
        .into_iter()
        .flat_map(|(name, series)| series.named().map(|(part, values)| (format!("{name}_{part}"), values)))
        .collect();
    let names = columns.iter().map(|(name, _)| name.clone());
    let past_names = ["past_demand", "past_supply"].map(str::to_owned);
    let header = std::iter::once("period".to_owned()).chain(names).chain(past_names).collect();
    let past = data.past.iter().map(|point| {
        let known = [point.demand, point.supply].map(|value| value.map(numbers::exact).unwrap_or_default());
        let blank = vec![String::new(); columns.len()];
        std::iter::once(point.label.clone()).chain(blank).chain(known).collect()
    });
    let forecast = data.periods.iter().enumerate().map(|(index, period)| {
        let values = columns.iter().map(|(_, values)| numbers::exact(values[index]));
        std::iter::once(period.clone()).chain(values).chain([String::new(), String::new()]).collect()
    });
    std::iter::once(header).chain(past).chain(forecast).collect()
}

fn summary(data: &Fan) -> String {
    let last = data.periods.len() - 1;
    let (first_period, last_period) =
        (alternative::clip(&data.periods[0], 20), alternative::clip(&data.periods[last], 20));
    let values = |look: Look, series: &Series| {
        let part = |values: &[f64]| numbers::fte(values[last]);
        format!("{} {} ({} to {})", look.name, part(&series.mean), part(&series.p10), part(&series.p90))
    };
    alternative::summary(&[
        format!("Line chart with ranges: demand and supply in FTE, {first_period} to {last_period}."),
        alternative::sentence(&alternative::clip(&data.title, 110)),
        format!("{last_period}: {}; {}.", values(DEMAND, &data.demand), values(SUPPLY, &data.supply).to_lowercase()),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
        alternative::sentence(&alternative::clip(&data.reading, 110)),
    ])
}

fn text(data: &Fan, summary: &str, note: &str) -> String {
    let mut lines = vec![
        summary.to_owned(),
        String::new(),
        alternative::printable(&data.title),
        alternative::printable(&data.subtitle),
        alternative::printable(&data.reading),
        format!("{BANDS_NOTE} {note}").trim_end().to_owned(),
        String::new(),
    ];
    let known = |value: Option<f64>| value.map_or("not known".to_owned(), numbers::fte);
    for point in &data.past {
        let (demand, supply) = (known(point.demand), known(point.supply));
        lines.push(alternative::printable(&format!("{} (past): demand {demand}; supply {supply}.", point.label)));
    }
    for (index, period) in data.periods.iter().enumerate() {
        let words = [(DEMAND, &data.demand), (SUPPLY, &data.supply)].map(|(look, series)| {
            let part = |values: &[f64]| numbers::fte(values[index]);
            let (mean, p10, p25) = (part(&series.mean), part(&series.p10), part(&series.p25));
            let (p75, p90) = (part(&series.p75), part(&series.p90));
            format!("{} {mean}, half of futures {p25} to {p75}, 8 in 10 {p10} to {p90}", look.name.to_lowercase())
        });
        lines.push(alternative::printable(&format!("{period}: {}.", words.join("; "))));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::charts::png;

    fn series(count: usize, mean: impl Fn(usize) -> f64, spread: f64) -> Series {
        let at = |shift: f64| (0..count).map(|index| mean(index) + shift * spread).collect::<Vec<_>>();
        Series { mean: at(0.0), p10: at(-2.0), p25: at(-1.0), p75: at(1.0), p90: at(2.0) }
    }

    fn data(count: usize, past: usize) -> Fan {
        let label = |quarter: usize| format!("{}-Q{}", 2025 + quarter / 4, quarter % 4 + 1);
        Fan {
            name: "fan-coder".into(),
            title: "Coders stay short to 2030".into(),
            subtitle: "FTE, scenario baseline, all facilities, as of 30 June 2026".into(),
            footer: "staff.csv".into(),
            periods: (past..past + count).map(label).collect(),
            past: (0..past)
                .map(|quarter| PastPoint { label: label(quarter), demand: Some(20.0), supply: Some(18.0) })
                .collect(),
            demand: series(count, |index| 20.0 + index as f64, 1.0),
            supply: series(count, |index| 18.0 + index as f64 / 3.0, 0.5),
            reading: "In 8 of 10 futures coders are short in 2030.".into(),
        }
    }

    fn drawn(data: &Fan) -> Chart {
        let chart = fan(data).expect("a chart");
        assert!(png(&chart.svg).is_ok());
        chart
    }

    #[test]
    fn both_series_are_named_at_their_ends() {
        let chart = drawn(&data(8, 0));
        for words in
            ["Demand 27.0", "80 %: 25.0 to 29.0", "Supply 20.3", "In 8 of 10 futures", "not a minimum and a maximum"]
        {
            assert!(chart.svg.contains(words), "{words}");
        }
        assert!(!chart.svg.contains("\npast\n") && !chart.svg.contains("Black: the past"));
    }

    #[test]
    fn the_past_stands_before_the_forecast() {
        let chart = drawn(&data(8, 5));
        assert!(chart.svg.contains("\npast\n") && chart.svg.contains("\nforecast\n"));
        assert_eq!(chart.svg.matches("<circle").count(), 10);
        assert_eq!(chart.numbers[1][0], "2025-Q1");
        assert_eq!(chart.numbers[1][11..], ["20", "18"]);
    }

    #[test]
    fn numbers_follow_the_header() {
        let chart = drawn(&data(2, 0));
        assert_eq!(chart.numbers[0][..3], ["period", "demand_mean", "demand_p10"]);
        assert_eq!(chart.numbers[0][10], "supply_p90");
        assert_eq!(chart.numbers[2][..6], ["2025-Q2", "21", "19", "20", "22", "23"]);
        assert!(chart.numbers.iter().all(|row| row.len() == 13));
    }

    #[test]
    fn an_axis_that_leaves_out_zero_says_so() {
        let mut tall = data(4, 0);
        tall.demand = series(4, |_| 1010.0, 1.0);
        tall.supply = series(4, |_| 1000.0, 1.0);
        let chart = drawn(&tall);
        assert!(chart.svg.contains("The axis starts at 995 FTE, not at 0."), "{}", chart.text);
        assert!(chart.text.contains("not at 0"));
        assert!(!drawn(&data(8, 0)).svg.contains("The axis starts"));
    }

    #[test]
    fn equal_ends_are_pushed_apart() {
        let mut same = data(4, 0);
        same.supply = same.demand.clone();
        let svg = drawn(&same).svg;
        let baseline = |words: &str| {
            let tag = svg[..svg.find(words).expect("a label")].rsplit(" y=\"").next().unwrap_or_default();
            tag.split('"').next().unwrap_or_default().parse::<f64>().expect("a number")
        };
        assert!((baseline("\nDemand 23.0\n") - baseline("\nSupply 23.0\n")).abs() >= 290.0);
    }

    #[test]
    fn the_summary_is_the_first_line_and_short() {
        let mut long = data(33, 5);
        long.title = "long ".repeat(300);
        long.reading = "longer ".repeat(300);
        let chart = drawn(&long);
        let first = chart.text.lines().next().unwrap_or_default();
        assert!(first.chars().count() <= 400, "{first}");
        assert!(first.contains("2034-Q2: Demand 52.0 (50.0 to 54.0); supply 28.7 (27.7 to 29.7)."), "{first}");
        assert!(first.contains("fan-coder.csv"));
    }

    #[test]
    fn the_same_data_gives_the_same_bytes() {
        assert_eq!(fan(&data(33, 5)), fan(&data(33, 5)));
    }

    #[test]
    fn labels_cannot_break_the_document() {
        let mut odd = data(3, 1);
        odd.title = "<svg onload=\"x\"> & more \u{0}".into();
        odd.periods[1] = "</text><script>".into();
        odd.reading = "\u{1b}[31m & 'so'".into();
        let svg = drawn(&odd).svg;
        assert!(!svg.contains("<script") && !svg.contains("<svg onload") && !svg.contains('\u{1b}'));
    }

    #[test]
    fn extremes_are_drawn() {
        let flat = |count: usize, value: f64| Fan {
            demand: series(count, |_| value, 0.0),
            supply: series(count, |_| value, 0.0),
            ..data(count, 0)
        };
        for data in [data(1, 0), data(1, 5), data(40, 0), data(2, 60), flat(3, 0.0), flat(3, -7.0), flat(1, 9e14)] {
            let chart = drawn(&data);
            assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
        }
        let mut unknown = data(3, 2);
        unknown.past[0] = PastPoint { label: "opening".into(), demand: None, supply: None };
        assert!(drawn(&unknown).text.contains("opening (past): demand not known; supply not known."));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        assert!(matches!(fan(&Fan::default()), Err(ChartError::Empty { what: "periods", .. })));
        let mut wrong = data(3, 0);
        wrong.supply.p75.pop();
        assert!(matches!(fan(&wrong), Err(ChartError::Length { expected: 3, found: 2, .. })));
        let mut wrong = data(3, 0);
        wrong.demand.mean[1] = f64::NAN;
        assert!(matches!(fan(&wrong), Err(ChartError::Number { .. })));
        let mut wrong = data(3, 1);
        wrong.past[0].supply = Some(f64::INFINITY);
        assert!(matches!(fan(&wrong), Err(ChartError::Number { .. })));
        let mut wrong = data(3, 0);
        wrong.demand.p25[2] = 100.0;
        assert!(matches!(fan(&wrong), Err(ChartError::Percentiles { .. })));
    }
}
