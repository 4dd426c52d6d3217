//! The pictures of a small case that holds everything, against its tables.

use super::view::View;
use super::*;
use crate::calendar::{Horizon, Month, Step};
use crate::domain::{AdoptionPlan, Technology};
use crate::ids::TechnologyId;
use crate::output::charts::Bar;
use crate::output::{Table, result_tables, sample};
use crate::program::compile;
use crate::progress::Silent;
use crate::tables::output;
use crate::uncertainty::forecast;

fn forecast_of(case: &Case) -> TableSet {
    let program = compile(case);
    let forecast = forecast(case, &program, &Silent).expect("a forecast");
    result_tables(case, &program, &forecast, &[])
}

fn view<'a>(case: &'a Case, set: &'a TableSet) -> View<'a> {
    View { case, set, gap: set.get("gap").expect("the gap"), stamp: "run 1234" }
}

fn drawn(bars: &[Bar]) -> f64 {
    bars.iter().filter_map(|bar| bar.values[0]).sum()
}

fn names(charts: &[ChartFiles]) -> Vec<&str> {
    charts.iter().map(|chart| chart.name.as_str()).collect()
}

#[test]
fn a_summary_has_seven_pictures_and_all_adds_a_fan_for_each_role() {
    let case = sample::running();
    let set = forecast_of(&case);
    let summary = pictures(&case, &set, Charts::Summary, "run 1234").expect("pictures");
    let seven = [
        "gap_heat_map",
        "fan_all_roles",
        "chance_of_shortage",
        "facility_comparison",
        "demand_by_cause",
        "joiners_and_leavers",
        "adoption_curves",
    ];
    assert_eq!(names(&summary), seven);
    let all = pictures(&case, &set, Charts::All, "run 1234").expect("pictures");
    assert_eq!(names(&all)[7..], ["fan_bmet", "fan_ehr_analyst"]);
    assert!(pictures(&case, &set, Charts::None, "run 1234").expect("no pictures").is_empty());
    for chart in &all {
        assert!(chart.svg.contains("run 1234") && chart.svg.contains("2026-09-30"), "{}", chart.name);
        let first = chart.text.lines().next().unwrap_or_default();
        assert!(first.chars().count() <= 400 && first.contains(&format!("{}.csv", chart.name)), "{first}");
        assert!(chart.png.is_some() && chart.numbers.len() > 1);
    }
    let again = pictures(&case, &set, Charts::All, "run 1234").expect("pictures");
    assert!(all.iter().zip(&again).all(|(one, other)| one.svg == other.svg && one.png == other.png));
}

#[test]
fn causes_of_demand_add_up_to_its_change_and_to_the_title() {
    let case = sample::running();
    let set = forecast_of(&case);
    let view = view(&case, &set);
    let rows: Vec<usize> = view.rows("*", "*").collect();
    let demand = |row: usize| view.number("demand_mean_fte", row);
    let change = demand(rows[rows.len() - 1]) - demand(rows[0]);
    let bars = demand_by_cause::bars(&view).expect("bars");
    assert!((drawn(&bars.rows) - change).abs() < 1e-7, "{} of {change}", drawn(&bars.rows));
    assert!(bars.title.contains(&crate::output::rounded::fte(change.abs())), "{} {change}", bars.title);
    let surge = bars.rows.iter().find(|bar| bar.code == "surge:telehealth").expect("the surge");
    assert!(surge.pattern == charts::Pattern::Striped && surge.label.contains("temporary"));
    let sides = bars.rows.iter().all(|bar| !["hires", "leavers", "opening"].contains(&bar.code.as_str()));
    assert!(sides, "supply has no bar");
}

#[test]
fn many_causes_are_put_together_by_kind_and_still_add_up() {
    let case = sample::running();
    let mut table = Table::new(output::table("gap_causes").expect("a table of a run"));
    for index in 1..=40 {
        let kind = ["driver", "technology", "surge", "rule"][index % 4];
        let row = table.row().text("baseline").text("*").text("*").text("2028-Q3").text("2028-07-01");
        row.text(format!("{kind}:code_{index:02}"))
            .text("demand")
            .number(index as f64)
            .text("")
            .maybe(None)
            .text("")
            .end();
    }
    let set = with(&forecast_of(&case), table);
    let bars = demand_by_cause::bars(&view(&case, &set)).expect("bars");
    assert_eq!(bars.rows.len(), 11 + 4);
    assert!((drawn(&bars.rows) - 820.0).abs() < 1e-9);
    assert_eq!(bars.rows[0].values, [Some(40.0)]);
    let last = &bars.rows[11..];
    assert!(last.iter().all(|bar| bar.code.starts_with("other:")));
    assert!(last.iter().any(|bar| bar.pattern == charts::Pattern::Striped && bar.label.contains("temporary")));
    let none = with(&forecast_of(&case), Table::new(output::table("gap_causes").expect("a table of a run")));
    let bars = demand_by_cause::bars(&view(&case, &none)).expect("bars");
    assert_eq!((bars.rows.len(), drawn(&bars.rows)), (1, 0.0));
    assert!(bars.title.starts_with("Demand stays the same"), "{}", bars.title);
}

/// The same tables with another of the name of `table`.
fn with(set: &TableSet, table: Table) -> TableSet {
    let mut other = TableSet::new();
    for kept in set.iter().filter(|kept| kept.spec.name != table.spec.name) {
        other.insert(kept.clone());
    }
    other.insert(table);
    other
}

#[test]
fn facilities_stand_in_the_order_of_their_gap_in_percent_of_demand() {
    let case = sample::running();
    let set = forecast_of(&case);
    let view = view(&case, &set);
    let bars = facility_comparison::bars(&view);
    assert_eq!(bars.rows.len(), 2);
    for bar in &bars.rows {
        let row = view.rows(&bar.code, "*").last().expect("the last row");
        let (gap, demand) = (view.number("gap_mean_fte", row), view.number("demand_mean_fte", row));
        assert_eq!(bar.values, [Some(100.0 * gap / demand), Some(gap), Some(demand)]);
    }
    assert!(bars.rows[0].values[0] >= bars.rows[1].values[0]);
    let (_, median) = bars.mark.expect("a median");
    let mean = bars.rows.iter().filter_map(|bar| bar.values[0]).sum::<f64>() / 2.0;
    assert!((median - mean).abs() < 1e-9);
}

#[test]
fn who_comes_less_who_goes_is_what_staff_change_by() {
    let case = sample::running();
    let set = forecast_of(&case);
    let flows = joiners_and_leavers::flows(&view(&case, &set)).expect("flows");
    assert_eq!(flows.years, ["2026", "2027", "2028"]);
    assert_eq!(flows.remarks, ["3 months", "", "9 months"]);
    let table = set.get("supply_flows").expect("flows");
    let rows: Vec<usize> = view::rows_of(table, "*", "*").collect();
    let closing = |row: usize| table.number("closing_fte", row).expect("filled");
    let change = closing(rows[rows.len() - 1]) - closing(rows[0]);
    let sum = |streams: &[charts::Stream]| streams.iter().flat_map(|stream| &stream.fte).sum::<f64>();
    assert!((sum(&flows.joining) - sum(&flows.leaving) - change).abs() < 1e-6);
    assert!(flows.leaving.iter().all(|stream| stream.code != "released"), "nobody is released");
}

#[test]
fn chances_are_those_of_the_last_period_of_three_years() {
    let mut case = sample::running();
    let month = |year, month| Month::new(year, month).expect("a month");
    case.settings.horizon = Horizon::new(month(2026, 10), month(2031, 6), Step::Quarter, 1).expect("a horizon");
    let set = forecast_of(&case);
    let view = view(&case, &set);
    let chances = chance_of_shortage::chances(&view);
    assert_eq!(chances.periods, ["2027-Q4", "2029-Q4", "2031-Q2"]);
    for row in &chances.rows {
        let of = |period: &str| {
            let found = view.rows("*", &row.code).find(|&row| view.gap.text("period", row) == period);
            view.number("prob_shortage_pct", found.expect("a row"))
        };
        assert_eq!(row.chances, ["2027-Q4", "2029-Q4", "2031-Q2"].map(of));
    }
    let last: Vec<f64> = chances.rows.iter().map(|row| row.chances[2]).collect();
    assert!(last.windows(2).all(|pair| pair[0] >= pair[1]));
}

#[test]
fn a_single_year_or_month_has_a_single_chance() {
    let mut case = sample::running();
    let month = |year, month| Month::new(year, month).expect("a month");
    for (end, step, label) in [((2026, 10), Step::Month, "2026-10"), ((2027, 9), Step::Year, "2027")] {
        case.settings.horizon = Horizon::new(month(2026, 10), month(end.0, end.1), step, 1).expect("a horizon");
        let set = forecast_of(&case);
        let chances = chance_of_shortage::chances(&view(&case, &set));
        assert_eq!(chances.periods.last().map(String::as_str), Some(label));
        assert!(chances.periods.len() <= 2);
        assert_eq!(pictures(&case, &set, Charts::Summary, "").expect("pictures").len(), 7);
    }
}

#[test]
fn adoption_is_that_of_the_facilities_that_plan_it() {
    let case = sample::running();
    let set = forecast_of(&case);
    let sheets = adoption_curves::sheets(&view(&case, &set));
    let panel = &sheets[0].panels[0];
    // Telehealth never comes to the south: half of nothing is no part of the mean.
    assert_eq!((panel.each.len(), panel.remark.as_str()), (1, "1 facility, 1 go-live 2027"));
    assert_eq!((panel.mean[0], panel.mean[8], panel.go_lives.as_slice()), (0.0, 80.0, [6.0].as_slice()));
    assert_eq!(sheets[0].title, "Telehealth: use goes from 0 to 80 % by 2028-Q3");
}

#[test]
fn without_plans_there_is_no_picture_of_adoption() {
    let mut case = sample::running();
    let set = forecast_of(&case);
    case.adoption.values_mut().for_each(|plan| *plan = AdoptionPlan::None.into());
    assert!(adoption_curves::sheets(&view(&case, &set)).is_empty());
    assert_eq!(pictures(&case, &set, Charts::Summary, "").expect("pictures").len(), 6);
}

#[test]
fn technologies_beyond_twelve_go_to_further_sheets_and_are_named_on_the_first() {
    let mut case = sample::running();
    let set = forecast_of(&case);
    let (key, plan) = case.adoption.first_key_value().map(|(key, plan)| (key.clone(), plan.clone())).expect("a plan");
    let mut table = Table::new(output::table("adoption").expect("a table of a run"));
    for index in 0..28 {
        let id = TechnologyId::new(&format!("technology_{index:02}"));
        case.technologies.push(Technology { id: id.clone(), label: format!("Technology {index}") });
        case.adoption.insert((id.clone(), key.1.clone()), plan.clone());
        let words = case.settings.horizon.rows.iter().map(|row| (row.label.as_str(), row.first.first_day()));
        for (period, (word, start)) in [("opening", "2026-09-30".to_owned())].into_iter().chain(words).enumerate() {
            let share = (index * period) as f64 / 4.0;
            let row = table.row().text("baseline").text(id.as_str()).text(key.1.as_str()).text(word).text(start);
            row.numbers([share; 3]).end();
        }
    }
    let set = with(&set, table);
    let sheets = adoption_curves::sheets(&view(&case, &set));
    let sizes: Vec<(&str, usize)> = sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.panels.len())).collect();
    assert_eq!(sizes, [("adoption_curves", 12), ("adoption_curves_2", 12), ("adoption_curves_3", 4)]);
    assert_eq!(sheets[0].panels[0].label, "Technology 27");
    assert!(sheets[0].subtitle.contains("the 12 of 28 that change most"), "{}", sheets[0].subtitle);
    let left_out = &sheets[0].remark;
    assert!(
        left_out.starts_with("Not on this sheet, drawn with `--charts all` (16): Technology 15,")
            && left_out.ends_with("Technology 0."),
        "{left_out}"
    );
    let all = pictures(&case, &set, Charts::All, "").expect("pictures");
    assert_eq!(all.len(), 7 + 2 + 2);
    assert_eq!(pictures(&case, &set, Charts::Summary, "").expect("pictures").len(), 7);
}
