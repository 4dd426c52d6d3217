//! Every number and every period that a planner writes moves a result, or stands in a list with the reason why not.

use super::fixture::folder;
use super::nudge::{Outcome, Place, Project, columns};
use rayon::prelude::*;
use staffcast::domain::Case;
use staffcast::output::{csv, result_tables};
use staffcast::program::{self, Program};
use staffcast::progress::Silent;
use staffcast::projection;
use staffcast::tables::input::TABLES;
use staffcast::uncertainty::{Central, Finished, Forecast, Summary, forecast};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The tables in which an input must show.
const RESULTS: &[&str] = &["gap", "supply_flows", "gap_causes", "demand_parts", "costs", "upskilling", "adoption"];

/// Columns besides the ends of ranges that move only draws: people are whole, and luck goes together, there alone.
const DRAWN: &[(&str, &str)] = &[("roles", "fte_per_head"), ("staff", "headcount"), ("correlations", "spearman_rho")];

/// A cell that may stay without effect: table, column, line, what becomes of it and why.
type Excuse = (&'static str, &'static str, usize, Outcome, &'static str);

const ANY_LINE: usize = 0;
const SERIES: &str = "the rows of a series must follow each other: one that is moved is refused";

const PRICED: &str = "all who come or go there are those of an action that has a price of its own";

const EVERY_INPUT: &[Excuse] = &[
    ("activity", "period", ANY_LINE, Outcome::Refused, SERIES),
    ("staff", "period", ANY_LINE, Outcome::Refused, SERIES),
    ("retention", "from", 3, Outcome::Still, "the measure waits for an action, which comes later"),
    ("costs", "hire_cost", 4, Outcome::Still, PRICED),
    ("costs", "redundancy_cost", 2, Outcome::Still, PRICED),
];

/// Columns of the sample data of which no number moves the central case: table, column and why.
const SAMPLE_DATA: &[(&str, &str, &str)] = &[
    ("roles", "fte_per_head", "staff.csv gives the heads of the one role that has it"),
    ("staff", "headcount", "people are whole in draws alone"),
    ("supply", "hire_age", "the two roles with ages hire far below the ages of retirement"),
    ("training", "age", "as hire_age"),
    ("floors", "posts", "every team that covers posts is larger than its posts need"),
    ("floors", "hours_covered_per_week", "every team that covers posts is larger than its posts need"),
    ("costs", "redundancy_cost", "nobody is released by the baseline's policy"),
];

fn central(case: &Case, program: &Program) -> Finished {
    let mut summary = Summary::new(case, program);
    let providers = summary.order();
    projection::run::<1>((case, program), &Central, &providers, 0..1, &mut summary, &Silent).expect("a projection");
    summary.finish().expect("a sum")
}

/// The bytes of the result tables: of a few draws, or of the central case in their place.
fn results(case: &Case, drawn: bool) -> BTreeMap<&'static str, Vec<u8>> {
    let program = program::compile(case);
    let forecast = match drawn {
        true => forecast(case, &program, &Silent).expect("a forecast"),
        false => Forecast { draws: central(case, &program), central: central(case, &program) },
    };
    let tables = result_tables(case, &program, &forecast, &[]);
    RESULTS.iter().map(|name| (*name, csv::write(tables.get(name).expect("the table")))).collect()
}

/// What is wrong with the outcomes, given the cells that need not move.
fn faults(cells: &[Place], outcomes: &[Outcome], excuses: &[Excuse]) -> Vec<String> {
    let excused = |place: &Place, outcome: Outcome| {
        excuses.iter().any(|&(table, column, line, expected, _)| {
            (table, column) == (place.table.name, &*place.column)
                && [ANY_LINE, place.line].contains(&line)
                && expected == outcome
        })
    };
    let fault = |(place, &outcome): (&Place, &Outcome)| match outcome {
        Outcome::Moved if excused(place, Outcome::Still) => Some(format!("{} is excused and does move", place.name())),
        Outcome::Still if !excused(place, outcome) => Some(format!("{} moves no result", place.name())),
        Outcome::Refused if !excused(place, outcome) => Some(format!("{} could not be changed", place.name())),
        _ => None,
    };
    cells.iter().zip(outcomes).filter_map(fault).collect()
}

#[test]
fn every_number_and_period_of_a_full_project_moves_a_result() {
    let folder = folder("every_input");
    let project = Project::read(&folder.join("scenario.toml"), &folder.join("data"));
    let case = project.case().unwrap_or_else(|| panic!("{}", project.problems()));
    let cells = project.cells();
    // What was left out is said, and nothing is computed from it or from who came and went; people are added up to staff.
    let apart = ["left_out", "roster", "staff_flows"];
    for &table in TABLES.iter().filter(|table| !apart.contains(&table.name)) {
        for (_, column, _) in columns(table) {
            let filled = |place: &Place| place.table.name == table.name && place.column == column;
            assert!(cells.iter().any(filled), "no cell of {}.{column} is filled", table.name);
        }
    }
    let (base, drawn) = (results(&case, false), results(&case, true));
    let moves = |place: &Place, case: &Case| match place.is_end || DRAWN.contains(&(place.table.name, &place.column)) {
        true => results(case, true) != drawn,
        false => results(case, false) != base,
    };
    let outcomes: Vec<Outcome> = cells.par_iter().map(|place| project.nudge(place, moves)).collect();
    let faults = faults(&cells, &outcomes, EVERY_INPUT);
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cells.len(), faults.join("\n"));
}

/// Up to six filled cells of each column of numbers, the first and the last among them.
fn some_of_each_column(cells: Vec<Place>) -> Vec<Vec<Place>> {
    let mut columns: BTreeMap<(&str, String), Vec<Place>> = BTreeMap::new();
    for place in cells.into_iter().filter(Place::is_number) {
        columns.entry((place.table.name, place.column.clone())).or_default().push(place);
    }
    let some = |column: Vec<Place>| {
        let last = column.len() - 1;
        let wanted = BTreeSet::from([0, 1.min(last), last / 4, last / 2, last * 3 / 4, last]);
        wanted.into_iter().map(|index| column[index].clone()).collect()
    };
    columns.into_values().map(some).collect()
}

#[test]
fn numbers_of_the_sample_data_move_the_central_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Project::read(&root.join("scenarios/baseline.toml"), &root.join("sample-data"));
    // Half of the years are enough to see a change, and take half of the time.
    let project = project.rewritten("end = \"2034-12\"", "end = \"2030-06\"");
    let case = project.case().unwrap_or_else(|| panic!("{}", project.problems()));
    let program = program::compile(&case);
    let base = central(&case, &program);
    let drawn = |case: &Case, program: &Program| {
        let values = (0..program.facilities.len()).map(|index| program.provider(case, index).values);
        format!("{:?} {:?} {:?}", values.collect::<Vec<_>>(), program.tables, program.correlated)
    };
    let of_base = drawn(&case, &program);
    let same = |a: &Finished, b: &Finished| {
        (a.groups(), a.parts(), a.trained(), a.adoption()) == (b.groups(), b.parts(), b.trained(), b.adoption())
    };
    let moves = |place: &Place, case: &Case| {
        let program = program::compile(case);
        // Draws take too long here: an end or a correlation must reach the distribution that they come from.
        if place.is_end || place.table.name == "correlations" {
            drawn(case, &program) != of_base
        } else {
            !same(&central(case, &program), &base)
        }
    };
    let columns = some_of_each_column(project.cells());
    let still = |column: &Vec<Place>| {
        let excused = SAMPLE_DATA.iter().any(|row| (row.0, row.1) == (column[0].table.name, &*column[0].column));
        let moved = |place: &Place| project.nudge(place, moves) == Outcome::Moved;
        (!excused && !column.iter().any(moved)).then(|| column.iter().map(Place::name).collect::<Vec<_>>().join(", "))
    };
    let still: Vec<String> = columns.par_iter().filter_map(still).collect();
    assert!(still.is_empty(), "{} of {} columns move no result:\n{}", still.len(), columns.len(), still.join("\n"));
}
