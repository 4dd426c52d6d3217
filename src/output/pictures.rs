//! The charts of a forecast, made from its tables.
//!
//! `summary` draws the gap heat map (role × year) and the fan of demand against supply of all roles; `all` adds a fan for
//! each role. Titles are the finding, subtitles say what is measured and as of when. Left out: how a chart is drawn
//! (`charts`).

use super::charts::{self, Chart, ChartError, Fan, HeatCell, HeatMap, HeatRow, PastPoint, Series};
use super::results::{OPENING, direction_of};
use super::{ChartFiles, Table, TableSet};
use crate::calendar::{Month, Period, Step};
use crate::domain::{Case, Scope, word};
use std::collections::BTreeMap;

/// Which charts are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charts {
    /// None.
    None,
    /// Heat map and fan of everything together.
    Summary,
    /// A fan for each role, too.
    All,
}

impl Charts {
    /// The words on the command line, with their meaning.
    pub const NAMES: [(&'static str, Self); 3] = [("none", Self::None), ("summary", Self::Summary), ("all", Self::All)];

    /// The word for it.
    pub fn word(self) -> &'static str {
        word(&Self::NAMES, self)
    }
}

/// Draws the charts of a forecast whose tables are in `set`; `stamp` (version and run) stands in each footer.
///
/// # Errors
/// If a chart cannot be drawn.
pub fn pictures(case: &Case, set: &TableSet, which: Charts, stamp: &str) -> Result<Vec<ChartFiles>, ChartError> {
    let Some(gap) = set.get("gap").filter(|_| which != Charts::None) else { return Ok(Vec::new()) };
    let view = View { case, gap, stamp };
    let mut drawn =
        vec![charts::heat_map(&view.heat_map())?, charts::fan(&view.fan("*", "fan_all_roles", "all roles"))?];
    if which == Charts::All {
        for role in &case.roles {
            if view.rows("*", role.id.as_str()).next().is_some() {
                let name = format!("fan_{}", role.id);
                drawn.push(charts::fan(&view.fan(role.id.as_str(), &name, &role.label))?);
            }
        }
    }
    drawn.into_iter().map(files).collect()
}

fn files(chart: Chart) -> Result<ChartFiles, ChartError> {
    let png = Some(charts::png(&chart.svg)?);
    let Chart { name, svg, text, numbers } = chart;
    Ok(ChartFiles { name, svg, png, text, numbers })
}

struct View<'a> {
    case: &'a Case,
    gap: &'a Table,
    stamp: &'a str,
}

/// The sum over a year's rows of gap and demand, weighted by their months.
#[derive(Clone, Copy, Default)]
struct Year {
    gap: f64,
    demand: f64,
    months: f64,
}

impl View<'_> {
    /// The rows of one cell or total, the opening first.
    fn rows<'t>(&'t self, facility: &'t str, role: &'t str) -> impl Iterator<Item = usize> + 't {
        let (facilities, roles) = (self.gap.texts("facility"), self.gap.texts("role"));
        (0..self.gap.len()).filter(move |&row| facilities[row] == facility && roles[row] == role)
    }

    fn number(&self, column: &str, row: usize) -> f64 {
        self.gap.number(column, row).unwrap_or(0.0)
    }

    fn footer(&self) -> String {
        let settings = &self.case.settings;
        let (title, hiring, draws) = (&settings.title, settings.hiring.word(), settings.uncertainty.draws);
        format!("{title} | hiring: {hiring} | {draws} draws | {}", self.stamp)
    }

    /// Says how many months the first and the last year have, if not twelve.
    fn partial_years(&self) -> String {
        let horizon = &self.case.settings.horizon;
        let mut months: Vec<(String, u32)> = Vec::new();
        for row in &horizon.rows {
            let year = horizon.year_label(row.first);
            match months.last_mut() {
                Some((last, count)) if *last == year => *count += row.months,
                _ => months.push((year, row.months)),
            }
        }
        let partial: Vec<String> = months
            .iter()
            .filter(|(_, count)| *count != 12)
            .map(|(year, count)| format!("{year}: {count} months"))
            .collect();
        if partial.is_empty() { String::new() } else { format!(" ({})", partial.join(", ")) }
    }

    fn as_of(&self) -> String {
        self.case.settings.horizon.start.plus(-1).last_day()
    }

    fn heat_map(&self) -> HeatMap {
        let horizon = &self.case.settings.horizon;
        // Years as the scenario counts them; a row belongs to the year in which it begins.
        let mut columns: Vec<String> = horizon.rows.iter().map(|row| horizon.year_label(row.first)).collect();
        columns.dedup();
        let mut rows: Vec<(f64, HeatRow)> = Vec::new();
        for role in &self.case.roles {
            let mut sums = vec![Year::default(); columns.len()];
            let of_role = self.rows("*", role.id.as_str()).skip(1);
            let mut any = false;
            for (row, period) in of_role.zip(&horizon.rows) {
                any = true;
                let year = horizon.year_label(period.first);
                let months = f64::from(period.months);
                let index = columns.iter().position(|column| *column == year);
                if let Some(sum) = index.and_then(|index| sums.get_mut(index)) {
                    sum.gap += months * self.number("gap_mean_fte", row);
                    sum.demand += months * self.number("demand_mean_fte", row);
                    sum.months += months;
                }
            }
            if any {
                let cells: Vec<HeatCell> = sums.iter().map(|year| self.heat_cell(year)).collect();
                let worst = cells.iter().filter_map(|cell| cell.gap_pct).fold(f64::NEG_INFINITY, f64::max);
                rows.push((worst, HeatRow { code: role.id.to_string(), label: role.label.clone(), cells }));
            }
        }
        rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let rows: Vec<HeatRow> = rows.into_iter().map(|(_, row)| row).collect();
        HeatMap {
            name: "gap_heat_map".into(),
            title: heat_title(&rows, &columns),
            subtitle: format!(
                "Gap = demand − supply, mean FTE of the year{}, all facilities; colour: gap in % of demand; data as of {}",
                self.partial_years(),
                self.as_of()
            ),
            footer: self.footer(),
            rows,
            columns,
        }
    }

    fn heat_cell(&self, year: &Year) -> HeatCell {
        let per_month = 1.0 / year.months.max(1.0);
        let (gap, demand) = (year.gap * per_month, year.demand * per_month);
        HeatCell {
            gap_fte: gap,
            gap_pct: (demand > 0.0).then(|| 100.0 * gap / demand),
            short: direction_of(gap, demand, self.case.settings.shortage) == "short",
        }
    }

    fn fan(&self, role: &str, name: &str, label: &str) -> Fan {
        let rows: Vec<usize> = self.rows("*", role).skip(1).collect();
        let series = |what: &str| {
            let of = |part: &str| {
                let column = format!("{what}_{part}_fte");
                rows.iter().map(|&row| self.number(&column, row)).collect()
            };
            Series { mean: of("mean"), p10: of("p10"), p25: of("p25"), p75: of("p75"), p90: of("p90") }
        };
        let periods: Vec<String> = rows.iter().map(|&row| self.gap.text("period", row).to_owned()).collect();
        let last = rows.last().copied();
        let at_last = |column: &str| last.map_or(0.0, |row| self.number(column, row));
        let last_period = periods.last().cloned().unwrap_or_else(|| OPENING.to_owned());
        let gap = at_last("gap_mean_fte");
        let title = match last.map(|row| self.gap.text("direction", row)) {
            Some("short") => format!("{}: {gap:.1} FTE short in {last_period}", capitalised(label)),
            Some("surplus") => format!("{}: {:.1} FTE more than needed in {last_period}", capitalised(label), -gap),
            _ => format!("{}: demand and supply in balance in {last_period}", capitalised(label)),
        };
        let chances = at_last("prob_shortage_pct");
        let shortage = self.case.settings.shortage;
        Fan {
            name: name.to_owned(),
            title,
            subtitle: format!("Demand against supply, FTE, all facilities; data as of {}", self.as_of()),
            footer: self.footer(),
            past: self.past(role),
            reading: format!(
                "In {} of 100 futures there is a shortage in {last_period} (more than {} % of demand and {} FTE).",
                chances.round(),
                shortage.threshold_pct,
                shortage.threshold_fte
            ),
            demand: series("demand"),
            supply: series("supply"),
            periods,
        }
    }

    /// Staff and establishment of the past, summed over all facilities, on the time scale of the forecast: one period a
    /// row's length, blank where nothing was reported for its last day.
    fn past(&self, role: &str) -> Vec<PastPoint> {
        let mut sums: BTreeMap<Month, (f64, f64)> = BTreeMap::new();
        for ((of_role, _), points) in &self.case.staff {
            // Sources of staff for other roles are in no total.
            let forecast = || self.case.roles.iter().any(|role| role.id == *of_role && role.scope == Scope::Forecast);
            if of_role.as_str() == role || role == "*" && forecast() {
                for point in points {
                    let sum = sums.entry(point.month).or_default();
                    sum.0 += point.budgeted_fte;
                    sum.1 += point.fte;
                }
            }
        }
        let horizon = &self.case.settings.horizon;
        let step = match horizon.step {
            Step::Month => 1,
            Step::Quarter => 3,
            Step::Year => 12,
        };
        let opening = horizon.start.plus(-1);
        let Some((&first, _)) = sums.first_key_value() else { return Vec::new() };
        let periods = opening.since(first) / step;
        let points = (0..=periods).rev().map(|back| {
            let month = opening.plus(-back * step);
            let sum = sums.get(&month);
            PastPoint {
                label: match horizon.step {
                    Step::Month => month.to_string(),
                    Step::Quarter => Period::Quarter(month.year(), (month.of_year() - 1) / 3 + 1).to_string(),
                    Step::Year => horizon.year_label(month),
                },
                demand: sum.map(|sum| sum.0),
                supply: sum.map(|sum| sum.1),
            }
        });
        points.collect()
    }
}

/// The finding of the heat map: how many roles are short in the last year, and which most.
fn heat_title(rows: &[HeatRow], years: &[String]) -> String {
    let Some(last) = years.last() else { return "No period forecast".into() };
    let cell = |row: &HeatRow| row.cells.last().map_or((false, 0.0), |cell| (cell.short, cell.gap_fte));
    let short: Vec<&HeatRow> = rows.iter().filter(|row| cell(row).0).collect();
    let most = short.iter().max_by(|a, b| cell(a).1.total_cmp(&cell(b).1));
    match most {
        None => format!("No role is short in {last}"),
        Some(most) => format!(
            "{} of {} roles are short in {last}, most of all {} ({:.1} FTE)",
            short.len(),
            rows.len(),
            most.label,
            cell(most).1
        ),
    }
}

fn capitalised(label: &str) -> String {
    let mut characters = label.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
