//! Fan of demand against supply: how sure are we?
//!
//! Two fans in two line styles: demand dashed, supply solid, each named at its end; bands hold half and eight in ten of the
//! simulated futures. What is known of the past stands before them in black. A single period is drawn as upright
//! bars. Left out: the gap itself, whose percentiles are not the differences of these.

mod plot;
mod words;

use plotters::style::RGBColor;

use super::{
    Chart, ChartError,
    axis::Ticks,
    check_number,
    legend::{Key, Legend, Swatch},
    page::{Page, Words},
    palette::{BLUE, INK, ORANGE},
    period_axis,
    reading::Reading,
};
use plot::Plot;

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
/// Width of the black lines of the past.
const PAST_LINE: f64 = 1.8;

const BANDS_NOTE: &str = "The bands hold 50 % and 80 % of the simulated futures. They are not a minimum and a maximum: 2 futures in 10 lie \
    outside.";

/// Draws the fan of demand and supply.
///
/// # Errors
/// No periods, a series of the wrong length, percentiles that do not rise, a number that cannot be drawn.
pub fn fan(data: &Fan) -> Result<Chart, ChartError> {
    check(data)?;
    let summary = words::summary(data);
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let page = Page::new(words, 0.0)?;
    let ticks = vertical_axis(data);
    let legend = Legend::new(keys(data), page.body.width());
    let reading = Reading::new(&data.reading, BANDS_NOTE, page.body.width());
    let plot = Plot::new(data, ticks, &page.body, legend.height + 28.0, reading.height + period_axis::HEIGHT + 6.0);
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        plot.draw(canvas)?;
        reading.draw(canvas, page.body)
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: words::text(data, &summary), numbers: words::rows(data) })
}

/// The axis of FTE. It always shows 0: a small gap must not look like a large one.
fn vertical_axis(data: &Fan) -> Ticks {
    let past = data.past.iter().flat_map(|point| [point.demand, point.supply]).flatten();
    let forecast = [&data.demand, &data.supply].into_iter().flat_map(Series::named).flat_map(|(_, values)| values);
    let (low, high) =
        past.chain(forecast.copied()).fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    Ticks::spanning(low, high, 6)
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
        keys.push(Key::new(
            Swatch::Line { colour: INK, width: PAST_LINE, dashed: false },
            "Black: the past (dashed: funded posts)",
        ));
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
        assert!(!chart.svg.contains("\npast\n") && !chart.svg.contains("Black: the past (dashed: funded posts)"));
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
    fn the_axis_shows_zero_even_where_both_series_lie_high() {
        let mut tall = data(4, 0);
        tall.demand = series(4, |_| 1010.0, 1.0);
        tall.supply = series(4, |_| 1000.0, 1.0);
        assert_eq!(vertical_axis(&tall).low, 0.0);
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
        assert!(
            first.contains("2034-Q2: demand 52.0 (8 in 10 futures 50.0 to 54.0); supply 28.7 (27.7 to 29.7)."),
            "{first}"
        );
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
        assert!(!drawn(&unknown).text.contains("opening (past)"));
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
