//! What the supply tables mean together once they are read: amounts divided, rates from one day to the next, ages, and
//! the levers at each place.

use super::project::{Loaded, Project};
use staffcast::diagnostics::Slug;
use staffcast::domain::{Action, ActionKind, Case, Given, HiringPolicy, SupplyRates};
use staffcast::ids::{FacilityId, RoleId};
use staffcast::output::resolved_inputs;

/// The small project with every table of the supply side.
fn full() -> Project {
    let mut project = Project::small();
    project.change("scenario", "individuals = false", "individuals = true");
    project.change("scenario", "\"fill-establishment\"", "\"schedule\"");
    project.append("scenario", "[money]\ncurrency = \"EUR\"");
    // South lies in a region of its own.
    project.change("facilities", "South Community,acute,metro", "South Community,acute,coast");
    project.set("posts", "role,facility,from,change_fte\nbmet,*,2027-01,2.9\nbmet,region:metro,2027-06,2.5\n");
    project.set(
        "staff",
        "period,facility,role,age_band,fte,headcount,budgeted_fte
2026-Q2,north,bmet,,9,10,11
2026-Q3,north,bmet,60+,3,3,
2026-Q3,north,bmet,55-59,2.5,3,11
2026-Q3,north,bmet,54,4,4,
2026-Q3,south,bmet,,2,2,2
2026-Q3,north,ehr_analyst,,3,3,4
2026-Q3,south,ehr_analyst,,1,1,1.2
2026-Q3,hub,ehr_analyst,,0,0,0
2026-Q3,hub,bmet,,1.5,2,1.5
",
    );
    project.set(
        "supply",
        "role,facility,from,leavers_pct_low,leavers_pct,leavers_pct_high,turnover_includes,retirement_pct,\
time_to_fill_months,offer_accept_pct,max_hires_per_year,months_to_productive,start_productivity_pct,hire_age,\
first_year_multiplier,range,source,basis
*,*,,,,,,,,90,,9,,,,,,
bmet,*,,7,11,16,retirement,3.9,3.3,,6.25,,,,,,HR,measured
bmet,*,2027-07,,14,,nothing,,,,,,,,,,,
bmet,south,2028,,,,,,,,1,,50,40,2,,,
",
    );
    project.set("retirement", "role,age,annual_pct\n*,60,5\n*,65,30\nehr_analyst,67,50\nehr_analyst,62,10\n");
    project.set(
        "training",
        "cohort,role,facility,kind,start,repeat_every_months,until,places,months,completion_pct_low,completion_pct,\
completion_pct_high,employed_pct,age,cost_each,range
bridge,bmet,region:metro,certificate,2026-07,12,2028-09,5,6,60,75,90,,,4000,bounds
school,ehr_analyst,north,degree,2027-09,,,3,24,,,,80,23,,
",
    );
    project.set(
        "transfers",
        "from_role,to_role,facility,planned_per_year,annual_pct,months,completion_pct,productivity_during_pct,cost_each
bmet,ehr_analyst,*,2.9,2,6,90,25,1500
ehr_analyst,bmet,south,,1,,,,
",
    );
    project.set(
        "retention",
        "role,facility,from,leavers_change_pct_low,leavers_change_pct,leavers_change_pct_high,ramp_months,\
cost_per_fte_year,on,range
*,north,2027,-30,-20,-5,12,900,no,bounds
",
    );
    project.set(
        "contractors",
        "role,facility,fte_in_use,from,until,fte_available,day_rate,notice_weeks
bmet,region:metro,5,,2027-07,2.5,700,6
",
    );
    project.set(
        "actions",
        "action,facility,role,period,fte,from_role,cost_each
train,north,ehr_analyst,2027,2,,
retain,north,bmet,2028-Q1,,,
retrain,north,ehr_analyst,2027-Q2,1.5,bmet,1200
hire,hub,bmet,2027-03,1,,
release,south,bmet,2028,0.5,,
contract,hub,bmet,2027-Q3,2,,
",
    );
    project.set(
        "costs",
        "role,from,salary,on_cost_pct,hire_cost,salary_growth_pct,vacancy_cost_per_fte_year,redundancy_cost
*,,60000,30,5000,3,,
bmet,,50000,28,4000,2.5,9000,
bmet,2028,55000,29,,2,,8000
",
    );
    project
}

fn case_of(project: &Project) -> Case {
    let Loaded { case, problems } = project.load();
    assert!(problems.is_empty(), "{problems:#?}");
    case.expect("a case")
}

fn key(role: &str, facility: &str) -> (RoleId, FacilityId) {
    (RoleId::new(role), FacilityId::new(facility))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn settings_of_the_supply_side_reach_the_case() {
    let settings = case_of(&full()).settings;
    assert_eq!((settings.hiring, settings.currency.as_deref()), (HiringPolicy::Schedule, Some("EUR")));
    assert!(settings.uncertainty.individuals);
    let mut project = Project::small();
    project.change("scenario", "individuals = false\n", "").change(
        "scenario",
        "\"fill-establishment\"",
        "\"close-gap\"",
    );
    let settings = case_of(&project).settings;
    assert!(settings.uncertainty.individuals);
    assert_eq!((settings.hiring, settings.currency), (HiringPolicy::CloseGap, None));
}

#[test]
fn rates_hold_from_their_day_and_blanks_from_what_held_before() {
    let case = case_of(&full());
    let rates = |facility: &str| case.supply[&key("bmet", facility)].as_slice();
    let north = FacilityId::new("north");
    let [always, later] = rates("north") else { panic!("two spans") };
    assert_eq!((always.from, later.from), (None, Some(9.0)));
    assert_eq!((always.leavers.spread.mode, always.leavers_include_retirement), (11.0, true));
    assert_eq!((later.leavers.spread.mode, later.leavers_include_retirement), (14.0, false));
    assert_eq!(
        later.leavers.selector.at(&north).to_string(),
        "supply.leavers_pct[role=bmet,facility=north,from=2027-07]"
    );
    assert_eq!(later.leavers.selector.keys(&north), always.leavers.selector.keys(&north));
    // Inherited from the undated row, from the row with more `*`, and from the defaults.
    assert_eq!(
        later.time_to_fill.selector.at(&north).to_string(),
        "supply.time_to_fill_months[role=bmet,facility=north]"
    );
    assert_eq!((later.offer_accept.spread.mode, later.months_to_productive.spread.mode), (90.0, 9.0));
    assert_eq!((later.hire_age.spread.mode, &later.hire_age.given), (35.0, &Given::Default));
    assert_eq!((later.first_year_multiplier.spread.mode, later.start_productivity.spread.mode), (1.5, 30.0));

    let [_, _, own] = rates("south") else { panic!("three spans") };
    let SupplyRates { from, start_productivity, hire_age, first_year_multiplier, leavers, .. } = own;
    assert_eq!((*from, leavers.spread.mode), (Some(15.0), 14.0));
    let modes = [start_productivity, hire_age, first_year_multiplier].map(|value| value.spread.mode);
    assert_eq!(modes, [50.0, 40.0, 2.0]);
}

#[test]
fn an_amount_for_several_places_is_divided_by_establishment() {
    let case = case_of(&full());
    let limit = |role: &str, facility: &str, span: usize| case.supply[&key(role, facility)][span].max_hires_per_year;
    // 6.25 for 11 + 2 + 1.5 funded posts; from 2028 south has a limit of its own.
    assert!(limit("bmet", "north", 0).is_some_and(|limit| close(limit, 6.25 * 11.0 / 14.5)));
    assert!(limit("bmet", "south", 1).is_some_and(|limit| close(limit, 6.25 * 2.0 / 14.5)));
    assert_eq!(limit("bmet", "south", 2), Some(1.0));
    assert_eq!(limit("ehr_analyst", "north", 0), None);

    let posts = |facility: &str| {
        let changes = case.posts[&key("bmet", facility)].iter();
        changes.map(|change| (change.from, (change.change_fte * 1e6).round() / 1e6)).collect::<Vec<_>>()
    };
    assert_eq!(posts("north"), [(3.0, 2.2), (8.0, 2.2)]);
    assert_eq!(posts("south"), [(3.0, 0.4)]);
    assert_eq!(posts("hub"), [(3.0, 0.3), (8.0, 0.3)]);
    let contractors: Vec<_> =
        case.contractors.iter().map(|some| (some.facility.as_str(), some.fte_in_use, some.fte_available)).collect();
    assert_eq!(contractors.iter().map(|some| some.0).collect::<Vec<_>>(), ["hub", "north"]);
    assert!(close(contractors[0].1, 0.6) && close(contractors[1].1, 4.4) && close(contractors[1].2, 2.2));
    let contract = &case.contractors[0];
    assert_eq!((contract.from, contract.until, contract.day_rate), (None, Some(9.0), Some(700.0)));
    assert!((contract.notice_months - 1.38).abs() < 0.001);
}

#[test]
fn rows_by_age_are_added_and_spread_over_single_years() {
    let case = case_of(&full());
    let north = key("bmet", "north");
    let opening = case.opening_staff(&north).expect("the opening");
    assert_eq!((opening.fte, opening.headcount, opening.budgeted_fte), (9.5, Some(10.0), 11.0));
    assert_eq!(case.ages.len(), 1);
    let ages = &case.ages[&north];
    assert_eq!((ages.len(), ages[0], ages[1], ages[15]), (16, (54, 4.0), (55, 0.5), (69, 0.3)));
    assert!(close(ages.iter().map(|(_, fte)| fte).sum(), 9.5));

    let chances = |role: &str| {
        let chances = case.retirement[&RoleId::new(role)].iter();
        chances.map(|(age, chance)| (*age, chance.spread.mode)).collect::<Vec<_>>()
    };
    assert_eq!(chances("bmet"), [(60, 5.0), (65, 30.0)]);
    assert_eq!(chances("ehr_analyst"), [(62, 10.0), (67, 50.0)]);
    let (_, chance) = &case.retirement[&RoleId::new("bmet")][0];
    assert_eq!(chance.selector.to_string(), "retirement.annual_pct[role=bmet,age=60]");
}

#[test]
fn levers_reach_each_place_with_their_defaults() {
    let case = case_of(&full());
    let [hub, north, school] = &case.training[..] else { panic!("{:#?}", case.training) };
    assert_eq!((hub.cohort.as_str(), hub.facility.as_str(), hub.start, hub.months), ("bridge", "hub", -3.0, 6));
    assert_eq!((hub.repeat_every_months, hub.until, hub.cost_each), (Some(12), Some(23.0), Some(4000.0)));
    assert!(close(hub.places, 0.6) && close(north.places, 4.4));
    assert_eq!(
        hub.completion.selector.at(&hub.facility).to_string(),
        "training.completion_pct[cohort=bridge,facility=hub]"
    );
    assert!(hub.completion.distribution.is_some());
    assert_eq!((hub.employed.spread.mode, &hub.employed.given), (70.0, &Given::Default));
    assert_eq!((school.places, school.employed.spread.mode, school.age.spread.mode), (3.0, 80.0, 23.0));
    assert_eq!((school.completion.spread.mode, &school.completion.given), (85.0, &Given::Default));

    let [_, planned, _, back] = &case.transfers[..] else { panic!("{:#?}", case.transfers) };
    assert_eq!((planned.facility.as_str(), planned.months, planned.cost_each), ("north", 6, Some(1500.0)));
    assert!(close(planned.planned_per_year, 2.2));
    assert_eq!(planned.annual.as_ref().map(|chance| chance.spread.mode), Some(2.0));
    assert_eq!((planned.completion.spread.mode, planned.productivity_during.spread.mode), (90.0, 25.0));
    assert_eq!((back.planned_per_year, back.months, back.productivity_during.spread.mode), (0.0, 0, 0.0));
    assert_eq!(back.productivity_during.given, Given::Default);

    let [measure, _] = &case.retention[..] else { panic!("{:#?}", case.retention) };
    assert_eq!((measure.role.as_str(), measure.facility.as_str(), measure.from), ("bmet", "north", 3.0));
    assert_eq!((measure.ramp_months, measure.cost_per_fte_year, measure.on), (12.0, Some(900.0), false));
    assert_eq!(measure.leavers_change.spread.low, -30.0);

    let shown = |action: &Action| (action.kind, action.first_month, action.months, action.fte);
    assert_eq!(
        case.actions.iter().map(shown).collect::<Vec<_>>(),
        [
            (ActionKind::Hire, 5, 1, 1.0),
            (ActionKind::Train, 3, 12, 2.0),
            (ActionKind::Retrain, 6, 3, 1.5),
            (ActionKind::Contract, 9, 3, 2.0),
            (ActionKind::Retain, 15, 3, 0.0),
            (ActionKind::Release, 15, 12, 0.5),
        ]
    );
    assert_eq!(case.actions[2].from_role, Some(RoleId::new("bmet")));
    assert_eq!(case.actions[2].cost_each, Some(1200.0));
}

#[test]
fn people_of_a_role_that_is_not_forecast_may_retrain() {
    let mut project = full();
    project.set(
        "roles",
        "role,label,soc_code,hours_per_week,scope\nbmet,Technician,49-9062,40,\nehr_analyst,Analyst,15-1211,40,forecast\n\
         nurse,Nurse,29-1141,,source\n",
    );
    project.append("staff", "2026-Q3,north,nurse,,120,130,125").append("staff", "2026-Q3,south,nurse,,60,70,75");
    project.append("transfers", "nurse,ehr_analyst,*,2,,12,,,");
    let case = case_of(&project);
    let nurses = case.transfers.iter().filter(|step| step.from_role.as_str() == "nurse");
    let planned: Vec<_> = nurses.map(|step| (step.facility.as_str(), step.planned_per_year)).collect();
    assert_eq!(planned, [("hub", 0.0), ("north", 1.25), ("south", 0.75)]);
    // Rates for every role are theirs too; costs are those of roles that are forecast.
    assert!(!case.costs.contains_key(&RoleId::new("nurse")));
    assert_eq!(case.supply[&key("nurse", "north")][0].months_to_productive.spread.mode, 9.0);
}

#[test]
fn a_role_has_its_own_prices_or_those_of_all() {
    let case = case_of(&full());
    let [first, later] = &case.costs[&RoleId::new("bmet")][..] else { panic!("two") };
    assert_eq!((first.from, first.salary, first.on_cost_pct, first.salary_growth_pct), (None, 50_000.0, 28.0, 2.5));
    assert_eq!((later.from, later.salary, later.hire_cost), (Some(15.0), 55_000.0, Some(4000.0)));
    assert_eq!((first.redundancy_cost, later.redundancy_cost), (None, Some(8000.0)));
    let [all] = &case.costs[&RoleId::new("ehr_analyst")][..] else { panic!("one") };
    assert_eq!((all.salary, all.vacancy_cost_per_fte_year), (60_000.0, None));
}

#[test]
fn the_inputs_of_a_run_mean_the_same_again() {
    let case = case_of(&full());
    let files = resolved_inputs(&case);
    let text = |name: &str| String::from_utf8(files[&format!("inputs/{name}")].clone()).expect("UTF-8");
    assert!(text("posts.csv").contains("bmet,*,2027-01,2.9") && text("posts.csv").contains("bmet,region:metro"));
    let mut again = Project::small();
    for name in ["posts", "floors", "allowances", "anchors"] {
        again.remove(name);
    }
    for (name, bytes) in &files {
        let name = name.trim_start_matches("inputs/");
        if name.ends_with(".csv") {
            again.set(name, bytes.clone());
        }
    }
    again.set("scenario", text("small.toml").replace("data = \".\"", "data = \"../data\""));
    let again = case_of(&again);
    assert_eq!(resolved_inputs(&again), files);
    let said = |case: &Case| {
        let parts = (&case.staff, &case.ages, &case.posts, &case.contractors, &case.actions, &case.costs);
        format!(
            "{parts:?} {:?}",
            case.assumptions().map(|(at, value)| (at, &value.selector, value.spread)).collect::<Vec<_>>()
        )
    };
    assert_eq!(said(&again), said(&case));
}

#[test]
fn the_order_of_rows_changes_no_input_of_a_run() {
    let project = full();
    let mut turned = project.clone();
    for table in ["staff", "supply", "posts", "training", "transfers", "retention", "contractors", "actions", "costs"] {
        let text = project.text(table);
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        turned.set(table, lines.join("\n") + "\n");
    }
    let (case, turned) = (case_of(&project), case_of(&turned));
    assert_eq!(resolved_inputs(&case), resolved_inputs(&turned));
    assert_eq!((&case.staff, &case.ages, &case.posts), (&turned.staff, &turned.ages, &turned.posts));
}

#[test]
fn ages_without_rates_by_age_are_named_once_for_a_role() {
    let mut project = full();
    project.set("retirement", "role,age,annual_pct\nehr_analyst,62,10\n");
    let problems = project.load().problems;
    assert!(matches!(&problems[..], [problem] if problem.slug == Slug::AgesUnused), "{problems:#?}");
}

#[test]
fn a_broken_cell_gives_one_message_wherever_it_stands() {
    let tables = ["posts", "staff", "supply", "retirement", "training", "transfers", "retention", "contractors"];
    for table in tables.into_iter().chain(["actions", "costs"]) {
        let text = full().text(table);
        for (line, row) in text.lines().enumerate().skip(1) {
            for index in 0..row.split(',').count() {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                let cells = row.split(',').enumerate().map(|(i, cell)| if i == index { "?!" } else { cell });
                lines[line] = cells.collect::<Vec<_>>().join(",");
                let mut project = full();
                project.set(table, lines.join("\n"));
                let problems = project.load().problems;
                let here = format!("data/{table}.csv");
                let silent = problems.len() <= 1 && problems.iter().all(|problem| problem.place.file == here);
                assert!(silent, "{table}.csv:{}, cell {index}: {problems:#?}", line + 1);
            }
        }
    }
}
