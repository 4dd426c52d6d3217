//! Whole forecasts: accounting to the last bit, the same bytes whatever the threads and the order of rows, and luck that
//! belongs to each value alone.

use super::project::Project;
use staffcast::diagnostics::{Diagnostics, Slug};
use staffcast::domain::Case;
use staffcast::gap::Measure;
use staffcast::output::{Fingerprint, TableSet, csv, result_tables};
use staffcast::program::{self, Program};
use staffcast::progress::Silent;
use staffcast::projection::{self, DrawsOfRow, Results, Sink};
use staffcast::uncertainty::{Central, Forecast, Place, RoleGroup, Sampled, forecast};
use std::collections::BTreeMap;

fn case_of(project: &Project) -> Case {
    let loaded = project.load();
    loaded.case.unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

fn forecast_of(case: &Case, threads: usize) -> (Program, Forecast) {
    let program = program::compile(case);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let forecast = pool.install(|| forecast(case, &program, &Silent)).expect("a forecast");
    (program, forecast)
}

fn tables_of(case: &Case, threads: usize) -> TableSet {
    let (program, forecast) = forecast_of(case, threads);
    result_tables(case, &program, &forecast, &[])
}

fn bytes_of(case: &Case, threads: usize) -> BTreeMap<&'static str, Vec<u8>> {
    tables_of(case, threads).iter().map(|table| (table.spec.name, csv::write(table))).collect()
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let case = case_of(&Project::small());
    let one = bytes_of(&case, 1);
    for threads in [2, 3, 5] {
        assert!(bytes_of(&case, threads) == one, "{threads} threads give other bytes");
    }
}

#[test]
fn the_order_of_rows_changes_neither_a_byte_nor_the_fingerprint() {
    let project = Project::small();
    let mut turned = project.clone();
    for (table, _) in super::project::TABLES {
        let text = project.text(table);
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        turned.set(table, lines.join("\n") + "\n");
    }
    let (case, turned) = (case_of(&project), case_of(&turned));
    assert_eq!(Fingerprint::of(&case, "none"), Fingerprint::of(&turned, "none"));
    assert!(bytes_of(&case, 2) == bytes_of(&turned, 2));
}

const FLOWS: [(&str, Measure); 4] = [
    ("hires", Measure::Hires),
    ("leavers", Measure::Leavers),
    ("retirements", Measure::Retirements),
    ("closing", Measure::Closing),
];

/// Keeps every draw of every cell.
#[derive(Default)]
struct Kept {
    rows: usize,
    cells: BTreeMap<(String, String, usize), [Vec<i64>; 3]>,
    sums: BTreeMap<(String, String), Vec<BTreeMap<&'static str, i128>>>,
}

impl Sink for Kept {
    fn provider(&mut self, program: &Program, results: &Results<'_>) {
        self.rows = program.row_months.len() + 1;
        let facility = program.facilities[results.provider].to_string();
        for (index, role) in results.compiled.roles.iter().enumerate() {
            let name = program.roles[role.role].to_string();
            for row in 0..self.rows {
                let mut draws = DrawsOfRow::default();
                results.cells(index, row, &mut draws);
                let DrawsOfRow { demand, supply, shortage, .. } = draws;
                self.cells.insert((facility.clone(), name.clone(), row), [demand, supply, shortage]);
                let sum = |measure: Measure| results.sums(index, row).get(measure);
                let sums = FLOWS.iter().map(|&(name, measure)| (name, sum(measure))).collect();
                self.sums.entry((facility.clone(), name.clone())).or_default().push(sums);
            }
        }
    }
}

fn kept(case: &Case, draws: std::ops::Range<u32>) -> Kept {
    let program = program::compile(case);
    let sampled = Sampled::new(&program, &case.settings.uncertainty);
    let mut kept = Kept::default();
    let providers: Vec<usize> = (0..program.facilities.len()).collect();
    projection::run::<1>((case, &program), &sampled, &providers, draws, &mut kept, &Silent).expect("a projection");
    kept
}

#[test]
fn a_scenario_that_changes_one_site_changes_no_other_sites_draws() {
    let plain = kept(&case_of(&Project::small()), 0..64);
    for (set, touched) in [
        ("supply.leavers_pct[role=bmet,facility=north]=9/14/20", vec![("north", "bmet")]),
        ("workload.mode[role=ehr_analyst,technology=rpm,facility=north]=0.4/0.8/1.9", vec![("north", "ehr_analyst")]),
        ("adoption.ceiling_pct[technology=rpm,facility=hub]=70", vec![("hub", "ehr_analyst")]),
        // Work of a served site is done where `services` say.
        (
            "growth.annual_pct[driver=beds,facility=south]=1/2/3",
            vec![("hub", "bmet"), ("north", "bmet"), ("south", "bmet")],
        ),
    ] {
        let mut project = Project::small();
        project.overrides.set = vec![set.to_owned()];
        let changed = kept(&case_of(&project), 0..64);
        assert!(plain.cells.keys().eq(changed.cells.keys()));
        let differs = |cell: &&(String, String, usize)| plain.cells[*cell] != changed.cells[*cell];
        let mut cells: Vec<(&str, &str)> =
            plain.cells.keys().filter(differs).map(|(facility, role, _)| (facility.as_str(), role.as_str())).collect();
        cells.dedup();
        assert_eq!(cells, touched, "{set}");
    }
}

#[test]
fn staff_are_accounted_for_to_the_last_bit() {
    let kept = kept(&case_of(&Project::small()), 0..64);
    let mut people_moved = false;
    for rows in kept.sums.values() {
        for pair in rows.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            let expected = before["closing"] + after["hires"] - after["leavers"] - after["retirements"];
            assert_eq!(after["closing"], expected);
            people_moved |= after["hires"] > 0 && after["leavers"] > 0;
        }
    }
    assert!(people_moved);
}

#[test]
fn shortage_lies_between_the_gap_and_demand() {
    let kept = kept(&case_of(&Project::small()), 0..64);
    for [demand, supply, shortage] in kept.cells.values() {
        for draw in 0..64 {
            assert!(shortage[draw] >= (demand[draw] - supply[draw]).max(0) && shortage[draw] <= demand[draw]);
        }
    }
}

#[test]
fn draws_computed_alone_equal_those_draws_in_a_full_run() {
    let mut correlated = Project::small();
    correlated.change("scenario", "draws = 512", "draws = 1024");
    correlated.correlated("supply.leavers_pct,growth.annual_pct,0.3\nsupply.leavers_pct,supply.leavers_pct,0.5");
    let mut plain = correlated.clone();
    plain.change("scenario", "draws = 1024", "draws = 1001\nsampling = \"monte-carlo\"");
    plain.change("scenario", "individuals = false", "individuals = true");
    for (project, part) in [(Project::small(), 22..35), (correlated, 400..1000), (plain, 400..1000)] {
        let case = case_of(&project);
        let (all, alone) = (kept(&case, 0..case.settings.uncertainty.draws), kept(&case, part.start..part.end));
        for (key, whole) in &all.cells {
            for (whole, alone) in whole.iter().zip(&alone.cells[key]) {
                assert_eq!(whole[part.start as usize..part.end as usize], alone[..], "{key:?}");
            }
        }
    }
}

#[test]
fn totals_are_the_sums_of_their_cells_draw_by_draw() {
    let case = case_of(&Project::small());
    let draws = case.settings.uncertainty.draws;
    let kept = kept(&case, 0..draws);
    let (program, forecast) = forecast_of(&case, 2);
    for role in 0..program.roles.len() {
        let rows = forecast.draws.group(Place::All, RoleGroup::Role(role)).expect("a total");
        for (row, total) in rows.iter().enumerate() {
            let of_role =
                kept.cells.iter().filter(|((_, name, at), _)| *name == program.roles[role].to_string() && *at == row);
            let mut sum = vec![0_i64; draws as usize];
            let mut shortage = 0_i128;
            for (_, [demand, supply, short]) in of_role {
                for (sum, (demand, supply)) in sum.iter_mut().zip(demand.iter().zip(supply)) {
                    *sum += demand - supply;
                }
                shortage += short.iter().map(|&units| i128::from(units)).sum::<i128>();
            }
            let months = std::iter::once(1).chain(program.row_months.iter().copied()).nth(row).expect("a row");
            let per_fte = staffcast::gap::UNITS_PER_FTE * months as f64;
            let mean = sum.iter().map(|&units| i128::from(units)).sum::<i128>() as f64 / per_fte / f64::from(draws);
            assert!((total.gap.mean - mean).abs() < 1e-12);
            assert!((total.shortage - shortage as f64 / per_fte / f64::from(draws)).abs() < 1e-12);
            sum.sort_unstable();
            let middle = (sum[draws as usize / 2 - 1] as f64 + sum[draws as usize / 2] as f64) / 2.0;
            assert!((total.gap.p50 - middle / per_fte).abs() < 1e-12);
        }
    }
}

#[test]
fn printed_columns_agree_with_each_other() {
    let tables = tables_of(&case_of(&Project::small()), 2);
    let gap = tables.get("gap").expect("the gap table");
    let number = |column: &str, row: usize| gap.number(column, row).expect("a number");
    for row in 0..gap.len() {
        let [demand, supply, mean] = ["demand", "supply", "gap"].map(|what| number(&format!("{what}_mean_fte"), row));
        let close = |a: f64, b: f64| assert!((a - b).abs() < 3e-9, "row {row}: {a} and {b}");
        close(mean, demand - supply);
        close(mean, number("unfunded_mean_fte", row) + number("unfilled_mean_fte", row));
        close(mean, number("shortage_mean_fte", row) - number("surplus_mean_fte", row));
        for what in ["demand", "supply", "gap"] {
            let levels = ["p10", "p25", "p50", "p75", "p90"].map(|level| number(&format!("{what}_{level}_fte"), row));
            assert!(levels.is_sorted(), "row {row}: {what} {levels:?}");
        }
    }
    let flows = tables.get("supply_flows").expect("the flows");
    for row in 0..flows.len() {
        let number = |column: &str| flows.number(column, row).expect("a number");
        let closing = number("opening_fte") + number("hires_fte") - number("leavers_fte") - number("retirements_fte");
        assert!((closing - number("closing_fte")).abs() < 3e-9);
    }
}

#[test]
fn the_opening_gap_is_the_vacancies_when_demand_is_anchored_to_the_establishment() {
    let mut project = Project::small();
    project.remove("floors").remove("allowances").remove("anchors");
    let case = case_of(&project);
    let (program, forecast) = forecast_of(&case, 2);
    let north = program.facilities.iter().position(|code| code.as_str() == "north").expect("north");
    let bmet = program.roles.iter().position(|code| code.as_str() == "bmet").expect("bmet");
    let opening = forecast.draws.group(Place::Facility(north), RoleGroup::Role(bmet)).expect("rows");
    let opening = &opening[0];
    assert!((opening.gap.mean - 1.5).abs() < 1e-9 && opening.gap.p10 == opening.gap.p90);
}

#[test]
fn rows_of_months_quarters_and_years_agree() {
    let with_step = |step: &str| {
        let mut project = Project::small();
        project.change("scenario", "end = \"2028-12\"", &format!("end = \"2028-12\"\nstep = \"{step}\""));
        forecast_of(&case_of(&project), 2)
    };
    let (program, months) = with_step("month");
    for step in ["quarter", "year"] {
        let (coarse, rows) = with_step(step);
        for (group, monthly) in months.draws.groups() {
            let mut at = 1;
            for (row, &count) in rows.draws.groups()[group][1..].iter().zip(&coarse.row_months) {
                let part = &monthly[at..at + count];
                let mean = part.iter().map(|month| month.gap.mean).sum::<f64>() / count as f64;
                assert!((row.gap.mean - mean).abs() < 1e-11, "{step} {group:?}");
                let leavers = part.iter().map(|month| month.total(Measure::Leavers)).sum::<f64>();
                let openings = part.iter().map(|month| month.openings).sum::<f64>();
                assert!(
                    (row.total(Measure::Leavers) - leavers).abs() < 1e-11 && (row.openings - openings).abs() < 1e-11
                );
                assert!((row.total(Measure::Closing) - part[count - 1].total(Measure::Closing)).abs() < 1e-11);
                at += count;
            }
            assert_eq!(at, program.months + 1);
        }
    }
}

#[test]
fn a_new_role_changes_no_other_roles_draws() {
    let before = kept(&case_of(&Project::small()), 0..32);
    let mut project = Project::small();
    project
        .append("roles", "aa_coder,Coder,records,29-2072,,40")
        .append("workload", "aa_coder,,run,beds,north,fte_per_100,5,8,11,,,")
        .append("staff", "2026-Q3,north,aa_coder,20,21,30");
    let after = kept(&case_of(&project), 0..32);
    assert!(after.cells.len() > before.cells.len());
    for (key, cell) in &before.cells {
        assert_eq!(&after.cells[key], cell, "{key:?}");
    }
}

#[test]
fn a_sites_own_range_keeps_the_sites_luck() {
    let project = Project::small();
    let before = kept(&case_of(&project), 0..32);
    let mut own = project.clone();
    own.append("workload", "bmet,,run,beds,north,fte_per_100,1.5,2.5,3.5,,AAMI,published");
    assert_eq!(before.cells, kept(&case_of(&own), 0..32).cells);
}

#[test]
fn stratified_means_agree_with_plain_monte_carlo_within_its_error() {
    let project = Project::small();
    let stratified = forecast_of(&case_of(&project), 2).1;
    let mut plain = project.clone();
    plain.change("scenario", "draws = 512", "draws = 3001\nsampling = \"monte-carlo\"");
    let plain = forecast_of(&case_of(&plain), 2).1;
    let mut uncertain = 0;
    for (group, rows) in stratified.draws.groups() {
        for (row, other) in rows.iter().zip(&plain.draws.groups()[group]) {
            let error = row.error.hypot(other.error);
            assert!((row.gap.mean - other.gap.mean).abs() <= 4.5 * error + 1e-9, "{group:?}");
            uncertain += usize::from(other.error > 1e-3 && row.error < other.error);
        }
    }
    assert!(uncertain > 20, "stratified errors should mostly be smaller: {uncertain}");
}

#[test]
fn without_ranges_every_future_is_the_central_case() {
    let mut project = Project::small();
    for table in ["workload", "growth", "adoption", "supply"] {
        let text = project.text(table);
        let mut rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let header = rows.next().expect("a header");
        let is_end =
            |name: &String| name == "low" || name == "high" || name.ends_with("_low") || name.ends_with("_high");
        let mut lines = vec![header.join(",")];
        for row in rows {
            let cells = row.iter().zip(&header).map(|(cell, name)| if is_end(name) { "" } else { cell.as_str() });
            lines.push(cells.collect::<Vec<_>>().join(","));
        }
        project.set(table, lines.join("\n") + "\n");
    }
    // Defaults are ranges too; give every rate, and a delay to what goes live later.
    project.set("supply", "role,facility,leavers_pct,retirement_pct,time_to_fill_months\n*,*,12,2,4\n");
    project.change("adoption", "rpm,hub,linear,2027-04,,,40,,,,,,12,,,,,", "rpm,hub,linear,2027-04,,,40,,,,,,12,,0,,,");
    project.change(
        "adoption",
        "rpm,north,bass,2027-04,,,40,,,0.01,0.4,,,,1,,bounds,",
        "rpm,north,bass,2027-04,,,40,,,0.01,0.4,,,,1,,,",
    );
    project.remove("adoption_points");
    project.change("adoption", "ai_scribe,*,points,,,,,,,,,,,,,,,", "ai_scribe,*,none,,,,,,,,,,,,,,,");
    let case = case_of(&project);
    let program = program::compile(&case);
    assert!((0..program.facilities.len()).all(|index| program.provider(&case, index).names.is_empty()));
    let forecast = forecast_of(&case, 2).1;
    for (group, rows) in forecast.draws.groups() {
        for (row, central) in rows.iter().zip(&forecast.central.groups()[group]) {
            assert_eq!((row.gap.p10, row.gap.p90), (row.gap.mean, row.gap.mean), "{group:?}");
            assert_eq!(row.gap.mean, central.gap.mean);
            assert_eq!(row.error, 0.0);
        }
    }
}

/// What the review of the opening says of a project.
fn reviewed(change: impl FnOnce(&mut Project)) -> Vec<(Slug, String)> {
    let mut project = Project::small();
    change(&mut project);
    let case = case_of(&project);
    let mut found = Diagnostics::new();
    projection::review(&case, &program::compile(&case), &Central, &mut found);
    found.into_sorted().into_iter().map(|problem| (problem.slug, problem.message)).collect()
}

/// The messages of one kind that a change brings about.
fn brought(slug: Slug, change: impl FnOnce(&mut Project)) -> Vec<String> {
    let before = reviewed(|_| {});
    let new = reviewed(change).into_iter().filter(|problem| !before.contains(problem));
    new.filter(|problem| problem.0 == slug).map(|problem| problem.1).collect()
}

#[test]
fn the_review_names_each_oddity_of_the_opening() {
    type Example = (Slug, fn(&mut Project), &'static str);
    let cases: [Example; 9] = [
        (
            Slug::MissingAnchor,
            |project| {
                project.change("staff", "2026-Q3,north,bmet,9.5,10,11\n", "");
            },
            "bmet at north",
        ),
        (
            Slug::AnchorRatio,
            |project| {
                project.change("staff", "9.5,10,11", "9.5,10,40");
            },
            "bmet at north: budgeted FTE 40.0",
        ),
        (
            Slug::WorkByNobody,
            |project| {
                project.change("staff", "9.5,10,11", "0,0,0");
            },
            "bmet at north has work",
        ),
        (
            Slug::UnexplainedStaff,
            |project| {
                project.change("activity", "visits,south,2026-Q1,9000", "visits,south,2026,0");
            },
            "ehr_analyst at south",
        ),
        (
            Slug::WorkMovesLater,
            |project| {
                project.change("services", "bmet,south,north,30,2027-01", "bmet,south,north,40,2027-02");
            },
            "services.csv after the opening",
        ),
        (
            Slug::FloorAboveAnchor,
            |project| {
                project.append("floors", "bmet,north,25,,,");
            },
            "floor of 25.0 FTE",
        ),
        (
            Slug::SurgeAtOpening,
            |project| {
                project.work("ehr_analyst,rpm,build,,*,fte_per_facility,4,,,12,,,");
            },
            "the start: `ehr_analyst at hub`",
        ),
        (
            Slug::MovesNotEmbeddable,
            |project| {
                let moves = "bmet,ehr_analyst,north,90\nehr_analyst,bmet,north,90\n";
                project.set("transfers", format!("from_role,to_role,facility,annual_pct\n{moves}"));
            },
            "move at north fit no monthly ones",
        ),
        (
            Slug::MovesWithoutStaff,
            |project| {
                let header = "from_role,to_role,facility,planned_per_year";
                project.set("transfers", format!("{header}\nehr_analyst,bmet,hub,1\n"));
            },
            "ehr_analyst at hub",
        ),
    ];
    for (slug, change, words) in cases {
        let messages = brought(slug, change);
        if slug == Slug::WorkMovesLater {
            // The small project has such work already.
            assert!(reviewed(|_| {}).iter().any(|(found, message)| *found == slug && message.contains(words)));
            continue;
        }
        assert!(messages.iter().any(|message| message.contains(words)), "{slug:?}: {messages:?}");
    }
}

#[test]
fn the_review_says_where_work_will_arise_without_a_staff_row() {
    let messages = reviewed(|project| {
        project.append("workload", "bmet,rpm,run,beds,north,fte_per_100,1,2,3,bounds,,");
        project.change("staff", "2026-Q3,north,ehr_analyst,3,3,4\n", "");
        project.change("workload", "ehr_analyst,,run,visits,*,units_per_fte,,30000,,,,\n", "");
    });
    let listed = messages.iter().find(|(slug, _)| *slug == Slug::StaffNotListed);
    assert!(listed.is_some_and(|(_, message)| message.contains("ehr_analyst at north")), "{messages:?}");
}

#[test]
fn a_growth_beyond_all_bounds_is_refused_by_name() {
    let mut project = Project::small();
    project.change("growth", "beds,*,-0.5,0.3,1", "beds,*,,1000,");
    project.change("scenario", "end = \"2028-12\"", "end = \"2060-12\"");
    let case = case_of(&project);
    let error = forecast(&case, &program::compile(&case), &Silent).map(|_| ()).expect_err("too large");
    assert!(error.to_string().contains("bmet at"), "{error}");
}

#[test]
fn a_bass_curve_without_ceiling_leaves_other_work_alone() {
    let mut project = Project::small();
    project.change(
        "adoption",
        "rpm,north,bass,2027-04,,,40,,,0.01,0.4,,,0,1,4,bounds,",
        "rpm,north,bass,2027-04,,,0,,,0.01,0,,,0,1,4,bounds,",
    );
    let (program, forecast) = forecast_of(&case_of(&project), 2);
    let north = program.facilities.iter().position(|code| code.as_str() == "north").expect("north");
    let analyst = program.roles.iter().position(|code| code.as_str() == "ehr_analyst").expect("the analyst");
    let rows = forecast.central.group(Place::Facility(north), RoleGroup::Role(analyst)).expect("rows");
    assert!(rows.iter().all(|row| row.demand.mean > 3.9), "{rows:#?}");
    assert!(rows.iter().all(|row| row.total(Measure::Leavers) >= 0.0));
}

#[test]
fn more_draws_than_memory_holds_are_refused_before_anything_is_computed() {
    let mut project = Project::small();
    project.overrides.draws = Some(1_000_000);
    project.change("scenario", "end = \"2028-12\"", "end = \"2100-12\"\nstep = \"month\"");
    let case = case_of(&project);
    let error = forecast(&case, &program::compile(&case), &Silent).map(|_| ()).expect_err("too many");
    assert!(error.to_string().contains("fewer draws"), "{error}");
}
