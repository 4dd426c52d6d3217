//! The tables of a small case that holds everything.

use super::*;
use crate::output::{csv, sample};
use crate::program::compile;
use crate::progress::Silent;
use crate::uncertainty::forecast;
use std::collections::{BTreeMap, BTreeSet};

fn tables() -> TableSet {
    let case = sample::running();
    let program = compile(&case);
    let forecast = forecast(&case, &program, &Silent).expect("a forecast");
    result_tables(&case, &program, &forecast, &[])
}

fn table<'a>(set: &'a TableSet, name: &str) -> &'a Table {
    set.get(name).unwrap_or_else(|| panic!("no table `{name}`"))
}

/// The cells of `columns` of a row.
fn key(table: &Table, columns: &[&str], row: usize) -> Vec<String> {
    columns.iter().map(|column| table.text(column, row).to_owned()).collect()
}

const CELL: [&str; 3] = ["facility", "role", "period"];

/// Sums of a number column by facility, role and period.
fn sums(table: &Table, column: &str) -> BTreeMap<Vec<String>, f64> {
    let mut sums = BTreeMap::new();
    for row in 0..table.len() {
        *sums.entry(key(table, &CELL, row)).or_insert(0.0) += table.number(column, row).unwrap_or(0.0);
    }
    sums
}

/// The rows in which `columns` hold `words`.
fn rows(table: &Table, columns: &[&str], words: &[&str]) -> Vec<usize> {
    (0..table.len()).filter(|&row| key(table, columns, row) == words).collect()
}

#[test]
fn the_causes_of_every_cell_and_total_add_up_to_its_gap() {
    let set = tables();
    let (gap, causes) = (table(&set, "gap"), sums(table(&set, "gap_causes"), "mean_fte"));
    let mut told = 0;
    for row in 0..gap.len() {
        let key = key(gap, &CELL, row);
        let is_group = |code: &str| code.contains(':');
        let is_mixed = is_group(&key[0]) && key[1] != "*" || is_group(&key[1]) && key[0] != "*";
        assert!(!is_mixed || !causes.contains_key(&key), "{key:?} is the sum of its parts");
        if !is_mixed {
            let (sum, whole) = (causes.get(&key).copied().unwrap_or(0.0), gap.number("gap_mean_fte", row));
            assert!((sum - whole.expect("a gap")).abs() < 1e-7, "{key:?}: {sum} of {whole:?}");
            told += 1;
        }
    }
    // Two facilities, their region and all: both roles and everybody; the family of analysts everywhere.
    assert_eq!(told, 9 * (3 + 3 + 1 + 4));
    let of_family = &causes[&["*", "family:records", "2028-Q3"].map(str::to_owned).to_vec()];
    let of_role = &causes[&["*", "ehr_analyst", "2028-Q3"].map(str::to_owned).to_vec()];
    assert!((of_family - of_role).abs() < 1e-7);
}

#[test]
fn every_cause_stands_once_and_adds_something() {
    let set = tables();
    let causes = table(&set, "gap_causes");
    let mut seen = BTreeSet::new();
    for row in 0..causes.len() {
        let key = key(causes, &["facility", "role", "period", "cause"], row);
        assert!(causes.number("mean_fte", row) != Some(0.0), "{key:?}");
        assert!(seen.insert(key.clone()), "{key:?} stands twice");
    }
    let words: BTreeSet<&str> = causes.texts("cause").iter().collect();
    for word in [
        "vacancies",
        "opening",
        "driver:staffed_beds",
        "technology:telehealth",
        "surge:telehealth",
        "role:bmet",
        "services",
        "floor",
        "hires",
        "leavers",
        "newcomers",
        "retirements",
        "training",
        "transfers",
    ] {
        assert!(words.contains(word), "{word} of {words:?}");
    }
    assert!(words.iter().any(|word| word.starts_with("rule:bmet/staffed_beds/north")), "{words:?}");
}

#[test]
fn a_cause_points_to_the_line_of_inputs_that_sets_it() {
    let set = tables();
    let causes = table(&set, "gap_causes");
    let origin = |facility: &str, role: &str, cause: &str| {
        let found = rows(causes, &["facility", "role", "cause"], &[facility, role, cause]);
        let row = *found.last().unwrap_or_else(|| panic!("no {cause} of {role} at {facility}"));
        let line = causes.number("line", row).map(|line| line as u32);
        (causes.text("file", row).to_owned(), line, causes.text("column", row).to_owned())
    };
    let place = |file: &str, line, column: &str| (file.to_owned(), line, column.to_owned());
    assert_eq!(origin("north", "bmet", "driver:staffed_beds"), place("growth.csv", Some(2), "annual_pct"));
    // In `inputs/` rows are sorted: north before south, blank technologies first.
    assert_eq!(origin("north", "bmet", "technology:telehealth"), place("adoption.csv", Some(2), "shape"));
    assert_eq!(origin("north", "bmet", "surge:telehealth"), place("workload.csv", Some(4), "mode"));
    assert_eq!(origin("south", "bmet", "opening"), place("staff.csv", Some(6), "fte"));
    assert_eq!(origin("north", "ehr_analyst", "role:bmet"), place("workload.csv", Some(6), "mode"));
    assert_eq!(origin("north", "ehr_analyst", "services"), place("services.csv", Some(2), "share_pct"));
    assert_eq!(origin("south", "bmet", "floor"), place("floors.csv", Some(2), "minimum_fte"));
    let (file, line, column) = origin("*", "*", "hires");
    assert_eq!((file.as_str(), column.as_str()), ("baseline.toml", "hiring.policy"));
    assert!(line.is_some());
    // Both facilities together come from several lines of one file; defaults come from none.
    assert_eq!(origin("*", "bmet", "opening"), place("staff.csv", None, "fte"));
    assert_eq!(origin("north", "bmet", "leavers"), place("", None, ""));
}

#[test]
fn what_the_answer_rests_on_is_all_that_moves_the_gap_and_every_assumption() {
    let set = tables();
    let (basis, causes) = (table(&set, "basis"), table(&set, "gap_causes"));
    let is_cell = |row: usize| {
        ["facility", "role"]
            .iter()
            .all(|column| !["*", "region:west", "family:records"].contains(&causes.text(column, row)))
    };
    let cells = (0..causes.len()).filter(|&row| causes.text("period", row) == "2028-Q3" && is_cell(row));
    let moved: f64 = cells.filter_map(|row| causes.number("mean_fte", row)).map(f64::abs).sum();
    let sum = |column: &str| basis.numbers(column).iter().flatten().sum::<f64>();
    assert!(moved > 10.0 && (sum("fte_abs") - moved).abs() < 1e-7, "{} of {moved}", sum("fte_abs"));
    assert!((sum("share_pct") - 100.0).abs() < 1e-6);
    assert_eq!(sum("assumptions"), table(&set, "assumptions").len() as f64);
    let words: Vec<_> = (0..basis.len()).map(|row| key(basis, &["basis", "given"], row).join(" ")).collect();
    // The floor's row says no basis; work that moves has none to say.
    let wanted = ["judgement default", "judgement planner", "measured planner", "published planner", "unattributed "];
    assert_eq!(words, wanted);
}

#[test]
fn the_parts_of_demand_add_up_to_it() {
    let set = tables();
    let gap = table(&set, "gap");
    let parts = sums(table(&set, "demand_parts"), "demand_mean_fte");
    for row in (0..gap.len()).filter(|&row| !["*", "region:west"].contains(&gap.text("facility", row))) {
        let key = key(gap, &CELL, row);
        if key[1] == "*" || key[1].starts_with("family:") {
            continue;
        }
        let (told, whole) = (parts[&key], gap.number("demand_mean_fte", row).expect("demand"));
        assert!((told - whole).abs() < 1e-7, "{key:?}: {told} of {whole}");
    }
    let parts = table(&set, "demand_parts");
    let displaced: f64 = parts.numbers("displaced_mean_fte").iter().flatten().sum();
    assert!(displaced > 0.0, "telehealth saves work of technicians");
}

#[test]
fn staff_close_with_what_came_and_went_and_open_where_they_closed() {
    let set = tables();
    let flows = table(&set, "supply_flows");
    let mut before: Option<(Vec<String>, f64)> = None;
    for row in 0..flows.len() {
        let number = |column: &str| flows.number(column, row).expect("filled");
        let come: f64 = ["hires_fte", "graduates_fte", "moved_in_fte"].map(number).iter().sum();
        let gone: f64 = ["leavers_fte", "retirements_fte", "moved_out_fte", "released_fte"].map(number).iter().sum();
        let (opening, closing) = (number("opening_fte"), number("closing_fte"));
        let cell = key(flows, &CELL[..2], row);
        assert!((opening + come - gone - closing).abs() < 1e-7, "{cell:?} {}", flows.text("period", row));
        if let Some((of, closed)) = before.filter(|(of, _)| *of == cell) {
            assert_eq!(opening, closed, "{of:?}");
        }
        before = Some((cell, closing));
    }
    let came = |role: &str| {
        let of_role = rows(flows, &["facility", "role"], &["north", role]);
        of_role.iter().filter_map(|&row| flows.number("moved_in_fte", row)).sum::<f64>()
    };
    assert!(came("bmet") > 0.0 && came("nurse") > 0.0, "some do not complete and come back");
}

#[test]
fn sources_of_staff_have_flows_of_their_own_and_no_gap() {
    let set = tables();
    let flows = table(&set, "supply_flows");
    assert!(!rows(flows, &["facility", "role"], &["north", "nurse"]).is_empty());
    assert!(!rows(flows, &["facility", "role"], &["*", "nurse"]).is_empty());
    let open = |role: &str| flows.number("opening_fte", rows(flows, &CELL, &["*", role, OPENING])[0]);
    assert_eq!(open("*"), Some(38.5), "nurses are in no total over roles");
    for name in ["gap", "gap_causes", "demand_parts", "first_short"] {
        assert!(!table(&set, name).texts("role").iter().any(|role| role == "nurse"), "{name}");
    }
}

#[test]
fn a_price_that_is_not_stated_is_blank_and_not_zero() {
    let set = tables();
    let costs = table(&set, "costs");
    assert!(!costs.texts("period").iter().any(|period| period == OPENING));
    let last =
        |facility: &str, role: &str| *rows(costs, &["facility", "role"], &[facility, role]).last().expect("a row");
    let technicians = last("north", "bmet");
    assert_eq!(costs.number("vacancies", technicians), None);
    assert_eq!(costs.number("contractors", technicians), None);
    assert_eq!(costs.text("not_stated", technicians), "contractors;vacancies");
    // Nobody is released and nobody is paid to stay.
    assert_eq!(costs.number("releases", technicians), Some(0.0));
    assert_eq!(costs.number("retention", technicians), Some(0.0));
    assert_eq!(costs.text("currency", technicians), "USD");
    let items = ["staff", "hiring", "training", "retraining", "contractors", "retention", "vacancies", "releases"];
    for row in 0..costs.len() {
        let sum: f64 = items.iter().filter_map(|item| costs.number(item, row)).sum();
        assert!((sum - costs.number("total", row).expect("a total")).abs() < 0.005);
    }
}

#[test]
fn a_total_is_blank_only_where_no_part_states_a_price() {
    let set = tables();
    let costs = table(&set, "costs");
    let last =
        |facility: &str, role: &str| *rows(costs, &["facility", "role"], &[facility, role]).last().expect("a row");
    let all = last("*", "*");
    assert_eq!(costs.number("contractors", all), None);
    let analysts = costs.number("vacancies", last("*", "ehr_analyst"));
    assert!(analysts.is_some() && costs.number("vacancies", all) == analysts, "technicians' vacancies have no price");
    assert_eq!(costs.text("not_stated", all), "contractors;vacancies");
    // Nurses cost nothing here, because the case does not say what; their retraining is paid for by who needs them.
    assert!(rows(costs, &["role"], &["nurse"]).is_empty());
    let retraining: f64 = costs.numbers("retraining").iter().flatten().sum();
    assert!(retraining > 0.0);
}

#[test]
fn a_role_is_short_first_once_for_good_and_most_in_periods_of_their_own() {
    let row = |short_share: f64, shortage: f64| {
        let mut row = crate::uncertainty::Row::default();
        (row.short_share, row.shortage) = (short_share, shortage);
        row
    };
    let rows = [row(0.9, 9.0), row(0.2, 1.0), row(0.5, 2.0), row(0.4, 4.0), row(0.7, 4.0), row(0.8, 3.0)];
    let told = first_short::Told::of(&rows).expect("rows");
    assert_eq!((told.first, told.lasting, told.peak), (Some(2), Some(4), 3));
    let never = first_short::Told::of(&[row(0.9, 9.0), row(0.1, 0.0)]).expect("rows");
    assert_eq!((never.first, never.lasting, never.peak), (None, None, 1));
    assert!(first_short::Told::of(&[row(0.9, 9.0)]).is_none());
}

#[test]
fn history_has_totals_only_of_months_with_every_cell() {
    let set = tables();
    let history = table(&set, "history");
    let of = |facility: &str, role: &str| {
        let found = rows(history, &["facility", "role"], &[facility, role]);
        found.iter().map(|&row| (history.text("period", row), history.number("fte", row))).collect::<Vec<_>>()
    };
    assert_eq!(of("north", "bmet"), [("2026-06", Some(11.0)), ("2026-09", Some(12.0))]);
    assert_eq!(of("*", "bmet"), [("2026-09", Some(21.0))]);
    assert_eq!(of("*", "*"), [("2026-09", Some(38.5))]);
    assert_eq!(of("*", "nurse"), [("2026-09", Some(40.0))]);
    assert!(history.numbers("headcount").iter().all(Option::is_none));
}

#[test]
fn people_are_trained_before_the_technology_comes() {
    let set = tables();
    let upskilling = table(&set, "upskilling");
    let trained = rows(upskilling, &["facility", "role", "technology"], &["north", "bmet", "telehealth"]);
    let people: Vec<f64> = trained.iter().filter_map(|&row| upskilling.number("people", row)).collect();
    assert_eq!(people.iter().filter(|&&people| people > 0.0).count(), 1, "{people:?}");
    let total: f64 = people.iter().sum();
    assert!((3.0..7.0).contains(&total), "half of 80 % of a dozen people: {total}");
    assert!(rows(upskilling, &["facility"], &["south"]).is_empty(), "telehealth never comes there");
}

#[test]
fn surge_and_contracted_labour_are_told_apart_from_steady_shortage() {
    let set = tables();
    let gap = table(&set, "gap");
    let sum = |column: &str| gap.numbers(column).iter().flatten().sum::<f64>();
    assert!(sum("demand_surge_mean_fte") > 0.0 && sum("contractors_mean_fte") > 0.0);
    for row in 0..gap.len() {
        let number = |column: &str| gap.number(column, row).expect("filled");
        let shortage = number("shortage_mean_fte");
        let parts = number("shortage_steady_mean_fte") + number("shortage_surge_mean_fte");
        assert!((shortage - parts).abs() < 1e-8);
        assert!((shortage - number("contractors_mean_fte") - number("residual_mean_fte")).abs() < 1e-8);
    }
}

#[test]
fn every_table_reads_back_and_is_sorted_by_its_key() {
    let set = tables();
    // The dictionary keeps the order of columns in the files.
    for table in set.iter().filter(|table| table.spec.name != "dictionary") {
        let back =
            csv::read(table.spec, &csv::write(table)).unwrap_or_else(|error| panic!("{}: {error}", table.spec.name));
        assert!(back.columns() == table.columns(), "{} reads back", table.spec.name);
        assert!(back.sorted().columns() == table.columns(), "{} is sorted", table.spec.name);
    }
}
