//! The tables of a forecast: gap, supply flows, adoption, and what explains them.
//!
//! Means of parts add up to the mean of the whole; quantiles do not, and are those of the draws of each row itself.
//! Numbers keep nine decimals, which is what the exact sums of 2⁻³⁶ FTE hold; whatever people see rounds for itself.
use super::assumptions::assumptions_table;
use super::dictionary::dictionary_table;
use super::problems::problems_table;
use super::{Table, TableSet};
use crate::calendar::{Horizon, Month};
use crate::diagnostics::Problem;
use crate::domain::{Case, Shortage};
use crate::gap::Measure;
use crate::program::Program;
use crate::tables::output as specs;
use crate::uncertainty::{Distribution, Forecast, Group, Place, RoleGroup, Row};

/// The period word of the state the day before the forecast starts.
pub const OPENING: &str = "opening";

/// All tables of a run.
pub fn result_tables(case: &Case, program: &Program, forecast: &Forecast, problems: &[Problem]) -> TableSet {
    let mut set = TableSet::new();
    add_results(&mut set, case, program, forecast);
    set.insert(assumptions_table(case));
    set.insert(problems_table(problems));
    let dictionary = dictionary_table(&set);
    set.insert(dictionary);
    set
}

/// Adds the tables `gap`, `supply_flows` and `adoption` of a forecast to `set`.
fn add_results(set: &mut TableSet, case: &Case, program: &Program, forecast: &Forecast) {
    let scenario = &case.settings.name;
    let periods = periods(&case.settings.horizon);
    let new = |name: &str| Table::new(specs::table(name).unwrap_or_else(|| panic!("no output table `{name}`")));
    let (mut gap, mut flows) = (new("gap"), new("supply_flows"));
    for (group, rows) in forecast.draws.groups() {
        let [facility, role] = codes(program, group);
        let central = forecast.central.groups().get(group);
        for (index, (row, (period, first_day))) in rows.iter().zip(&periods).enumerate() {
            let central = central.and_then(|rows| rows.get(index));
            let central = central.map_or([0.0; 3], |row| [row.demand.mean, row.supply.mean, row.gap.mean]).map(tidy);
            let cells = gap.row().text(scenario).text(&facility).text(&role).text(period).text(first_day);
            let cells = cells.numbers(quantiles(&row.demand)).numbers(quantiles(&row.supply));
            let cells = cells
                .numbers(quantiles(&row.gap))
                .numbers(central)
                .numbers([row.establishment, row.unfunded, row.unfilled, row.shortage, row.surplus].map(tidy));
            cells
                .maybe(percent(row.supply.mean, row.demand.mean))
                .maybe(percent(row.establishment - row.average(Measure::Contracted), row.establishment))
                .numbers([100.0 * row.short_share, row.openings].map(tidy))
                .text(direction(row, case.settings.shortage))
                .number(tidy(row.error))
                .end();
            let cells = flows.row().text(scenario).text(&facility).text(&role).text(period).text(first_day);
            cells
                .numbers(
                    [
                        row.opening,
                        row.total(Measure::Hires),
                        row.total(Measure::Leavers),
                        row.total(Measure::Retirements),
                        row.total(Measure::Closing),
                        row.total(Measure::Recruiting),
                    ]
                    .map(tidy),
                )
                .end();
        }
    }
    let mut adoption = new("adoption");
    for ((technology, facility), rows) in forecast.draws.adoption() {
        for (row, (period, first_day)) in rows.iter().zip(&periods) {
            let cells = adoption.row().text(scenario).text(program.technologies[*technology].as_str());
            let cells = cells.text(program.facilities[*facility].as_str()).text(period).text(first_day);
            cells
                .numbers([row.mean, row.p10, row.p90].map(|share| ((1e10 * share).round() / 1e8).clamp(0.0, 100.0)))
                .end();
        }
    }
    for table in [gap, flows, adoption] {
        set.insert(table.sorted());
    }
}

/// Word and first day of the opening and each row.
fn periods(horizon: &Horizon) -> Vec<(String, String)> {
    let day_before: Month = horizon.start.plus(-1);
    let opening = (OPENING.to_owned(), day_before.last_day());
    std::iter::once(opening).chain(horizon.rows.iter().map(|row| (row.label.clone(), row.first.first_day()))).collect()
}

fn codes(program: &Program, (place, role): &Group) -> [String; 2] {
    let place = match place {
        Place::Facility(index) => program.facilities[*index].to_string(),
        Place::Region(region) => format!("region:{region}"),
        Place::All => "*".to_owned(),
    };
    let role = match role {
        RoleGroup::Role(index) => program.roles[*index].to_string(),
        RoleGroup::Family(family) => format!("family:{family}"),
        RoleGroup::All => "*".to_owned(),
    };
    [place, role]
}

fn quantiles(distribution: &Distribution) -> [f64; 6] {
    let Distribution { mean, p10, p25, p50, p75, p90 } = *distribution;
    [mean, p10, p25, p50, p75, p90].map(tidy)
}

/// To nine decimals: 1.9 FTE, which no sum of halves makes, is printed as 1.9.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// 100 × part / whole to eight decimals; nothing where there is no whole.
fn percent(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| (1e10 * part / whole).round() / 1e8)
}

fn direction(row: &Row, shortage: Shortage) -> &'static str {
    direction_of(row.gap.mean, row.demand.mean, shortage)
}

/// What a gap is, given the demand it belongs to.
pub fn direction_of(gap: f64, demand: f64, shortage: Shortage) -> &'static str {
    let limit = (shortage.threshold_pct / 100.0 * demand).max(shortage.threshold_fte);
    match gap {
        gap if gap > limit => "short",
        gap if gap < -limit => "surplus",
        _ => "balanced",
    }
}
