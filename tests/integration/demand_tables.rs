//! What the tables of demand mean: a project with all of them, as it reaches the case.

use crate::project::Project;
use staffcast::diagnostics::Slug;
use staffcast::domain::{
    Assumption, Basis, Case, Economy, EffectTiming, Given, Role, Scope, ShockChange, WorkDriver, WorkPhase, WorkRow,
    WorkUnit,
};
use staffcast::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use staffcast::output::resolved_inputs;

/// A project that uses every table and column of demand. Beds stand for the visits of the hub, and nurses may retrain.
fn full() -> Project {
    let mut project = Project::small();
    project
        .with_nurses()
        .estimated("visits,Clinic visits,flow,beds,200")
        .change("activity", "visits,hub,2026-07,100\n", "")
        .change("services", "bmet,south,north,30,2027-01\n", "*,south,north,100,\nehr_analyst,south,hub,20,\n")
        .work(
            "bmet,rpm,build,,hub,fte_per_facility,2,,,9,,,
bmet,ehr,run,visits,*,minutes_per_unit,1.5,0.9,20000,,,,2028
bmet,ehr,run,visits,*,minutes_per_unit,1.2,,,,,2028,
bmet,ehr,run,visits,hub,minutes_per_unit,1,,,,,,
bmet,,run,role:ehr_analyst,*,percent_of_role,150,,,,,,
ehr_analyst,rpm,go_live,visits,*,fte_per_1000,0.01,,,,4.5,2027,
coach,,run,family:records,*,units_per_fte,12,,,,,,",
        )
        .append("roles", "coach,Coach,records,15-1211,,37.5,,")
        .set("drivers", "driver,kind,estimate_from,estimate_rate_low,estimate_rate,estimate_rate_high,basis\nbeds,stock,,,,,\nvisits,flow,beds,150,200,250,derived\n")
        .shocks("rpm,hub,2028-04-16,0.5,\nrpm,*,2027,,-20\nehr,north,2026,1.5,")
        .set(
            "effects",
            "technology,role,phase,change_pct_low,change_pct,change_pct_high,realisation_months,decay_months,source,basis
rpm,*,run,-20,-10,-5,,,a trial,published
rpm,bmet,run,,5,,24,,,
ehr,ehr_analyst,go_live,,15,,,3.5,,
",
        )
        .set("skills", "technology,role,people_pct,hours_each_low,hours_each,hours_each_high,lead_months\nrpm,*,20,2,4,8,3\nrpm,bmet,100,,6,,\n")
        .set("allowances", "role,leave_days,holiday_days,sickness_days,training_days,support_pct,individual_hours\nbmet,25,10,8,5,15,\n");
    project
}

fn case() -> Case {
    let loaded = full().load();
    let slugs: Vec<Slug> = loaded.problems.iter().map(|problem| problem.slug).collect();
    assert_eq!(slugs, [Slug::EstimatedDriver], "{:#?}", loaded.problems);
    loaded.case.expect("a case")
}

fn role<'c>(case: &'c Case, code: &str) -> &'c Role {
    case.roles.iter().find(|role| role.id.as_str() == code).expect("the role")
}

fn rows<'c>(case: &'c Case, role: &str, phase: &str) -> Vec<&'c WorkRow> {
    let wanted = format!("phase={phase},");
    let of_role = case.workload.iter().filter(|row| row.role.as_str() == role);
    of_role.filter(|row| row.rate.selector.row.contains(&wanted)).collect()
}

fn name(value: &Assumption) -> String {
    value.selector.to_string()
}

#[test]
fn roles_have_a_scope_and_hours_of_a_head() {
    let case = case();
    assert_eq!((role(&case, "nurse").scope, role(&case, "nurse").fte_per_head), (Scope::Source, 0.8));
    assert_eq!((role(&case, "bmet").scope, role(&case, "bmet").fte_per_head), (Scope::Forecast, 1.0));
}

#[test]
fn a_driver_without_activity_is_taken_from_another() {
    let case = case();
    let hub = FacilityId::new("hub");
    assert_eq!(case.estimates.len(), 1);
    let estimate = &case.estimates[&(DriverId::new("visits"), hub.clone())];
    assert_eq!(estimate.from.as_str(), "beds");
    assert_eq!(name(&estimate.rate), "drivers.estimate_rate[driver=visits]");
    assert_eq!((estimate.rate.spread.high, estimate.rate.basis), (250.0, Basis::Derived));
    assert!(case.growth.contains_key(&(DriverId::new("beds"), hub)));
}

#[test]
fn phases_carry_their_months() {
    let case = case();
    let build = rows(&case, "bmet", "build");
    assert_eq!(build.len(), 1);
    assert_eq!((build[0].phase, build[0].unit), (WorkPhase::Build { lead_months: 9 }, WorkUnit::FtePerFacility));
    let go_live = rows(&case, "ehr_analyst", "go_live");
    let places: Vec<&str> = go_live.iter().map(|row| row.facility.as_str()).collect();
    assert_eq!(places, ["hub", "north"]);
    assert_eq!((go_live[0].phase, go_live[0].from), (WorkPhase::GoLive { decay_months: 4.5 }, Some(3.0)));
    let wanted = "workload.mode[role=ehr_analyst,technology=rpm,phase=go_live,driver=visits,facility=hub,from=2027]";
    assert_eq!(go_live[0].rate.selector.at(&go_live[0].facility).to_string(), wanted);
}

#[test]
fn rates_follow_each_other_in_time_and_a_row_of_a_place_replaces_all_of_them() {
    let case = case();
    let minutes: Vec<&WorkRow> =
        rows(&case, "bmet", "run").into_iter().filter(|row| row.unit == WorkUnit::MinutesPerUnit).collect();
    let of = |facility: &str| -> Vec<(f64, [Option<f64>; 2], Option<Economy>)> {
        let there = minutes.iter().filter(|row| row.facility.as_str() == facility);
        there.map(|row| (row.rate.spread.mode, [row.from, row.until], row.economy)).collect()
    };
    let economy = Some(Economy { exponent: 0.9, reference: 20_000.0 });
    assert_eq!(of("north"), [(1.5, [None, Some(15.0)], economy), (1.2, [Some(15.0), None], None)]);
    assert_eq!(of("north"), of("south"));
    assert_eq!(of("hub"), [(1.0, [None, None], None)]);
    let luck: Vec<String> = minutes.iter().map(|row| row.rate.selector.shared()).collect();
    assert!(luck.iter().all(|name| *name == luck[0]), "{luck:?}");
}

#[test]
fn work_may_scale_with_a_role_or_a_family() {
    let case = case();
    let drivers: Vec<(&str, &WorkDriver, f64)> = case
        .workload
        .iter()
        .filter_map(|row| Some((row.role.as_str(), row.driver.as_ref()?, row.rate.spread.mode)))
        .filter(|(_, driver, _)| !matches!(driver, WorkDriver::Driver(_)))
        .collect();
    let (family, analyst) = (WorkDriver::Family("records".into()), WorkDriver::Role(RoleId::new("ehr_analyst")));
    assert_eq!(drivers[..3], [("bmet", &analyst, 150.0); 3]);
    assert_eq!(drivers[3..], [("coach", &family, 12.0); 3]);
}

#[test]
fn effects_are_of_each_role_with_other_work_and_follow_adoption_over_a_year_by_default() {
    let case = case();
    let names: Vec<String> = case.effects.iter().map(|effect| name(&effect.change)).collect();
    let of = |technology: &str, role: &str, phase: &str| {
        format!("effects.change_pct[technology={technology},role={role},phase={phase}]")
    };
    let wanted = [
        of("ehr", "ehr_analyst", "go_live"),
        of("rpm", "bmet", "run"),
        of("rpm", "coach", "run"),
        of("rpm", "ehr_analyst", "run"),
    ];
    assert_eq!(names, wanted);
    let [dip, own, _, starred] = &case.effects[..] else { panic!("four effects") };
    assert!(matches!(dip.timing, EffectTiming::GoLive { decay_months } if decay_months == 3.5));
    let EffectTiming::Realised(months) = &own.timing else { panic!("an effect of use") };
    assert_eq!((own.change.spread.mode, months.spread.mode), (5.0, 24.0));
    let EffectTiming::Realised(months) = &starred.timing else { panic!("an effect of use") };
    assert_eq!((months.spread.mode, &months.given, months.basis), (12.0, &Given::Default, Basis::Judgement));
    assert_eq!(name(months), "effects.realisation_months[technology=rpm,role=ehr_analyst,phase=run]");
    assert_eq!((starred.change.basis, &*starred.change.source), (Basis::Published, "a trial"));
}

#[test]
fn skills_are_of_each_role_that_is_forecast() {
    let case = case();
    let skills: Vec<(&str, f64, u32)> =
        case.skills.iter().map(|skill| (skill.role.as_str(), skill.people.spread.mode, skill.lead_months)).collect();
    assert_eq!(skills, [("bmet", 100.0, 0), ("coach", 20.0, 3), ("ehr_analyst", 20.0, 3)]);
    assert_eq!(name(&case.skills[1].hours), "skills.hours_each[technology=rpm,role=coach]");
}

#[test]
fn shocks_are_in_time_order_and_pass_over_places_without_a_plan() {
    let case = case();
    let of = |technology: &str, facility: &str| {
        case.shocks.get(&(TechnologyId::new(technology), FacilityId::new(facility))).map_or(&[][..], Vec::as_slice)
    };
    let [first, second] = of("rpm", "hub") else { panic!("two shocks") };
    let ShockChange::Share(change) = &first.change else { panic!("a change of the share") };
    assert_eq!((first.from, change.spread.mode, first.decay_months), (3.0, -20.0, None));
    let ShockChange::Rate(rate) = &second.change else { panic!("a change of speed") };
    assert_eq!((second.from, rate.spread.mode), (18.5, 0.5));
    let wanted = "adoption_shocks.rate_multiplier[technology=rpm,facility=hub,from=2028-04-16]";
    assert_eq!(rate.selector.at(&FacilityId::new("hub")).to_string(), wanted);
    assert_eq!((of("rpm", "north").len(), of("rpm", "south").len(), of("ehr", "north")[0].from), (1, 0, -9.0));
}

#[test]
fn working_time_says_what_it_rests_on() {
    let case = case();
    assert_eq!(case.allowances.len(), 1);
    let allowance = &case.allowances[&RoleId::new("bmet")];
    assert!((allowance.working_hours - (260.9 - 48.0) * 8.0).abs() < 1e-9);
    assert_eq!((allowance.support_share, allowance.individual_hours), (0.15, 0.0));
    let values: Vec<(&str, bool)> = allowance
        .assumptions
        .iter()
        .map(|value| (value.selector.column, matches!(value.given, Given::Planner { .. })))
        .collect();
    let days = ["leave_days", "holiday_days", "sickness_days", "training_days"].map(|column| (column, true));
    assert_eq!(values[..4], days);
    assert_eq!(values[4..], [("support_pct", true), ("individual_hours", false)]);
}

#[test]
fn resolved_inputs_load_to_the_same_case() {
    let case = case();
    let written = resolved_inputs(&case);
    let mut project = Project::small();
    for (path, bytes) in &written {
        let stem = path.trim_start_matches("inputs/").trim_end_matches(".csv");
        if path.ends_with(".csv") {
            project.set(stem, bytes.clone());
        }
    }
    let again = project.load().case.expect("a case");
    assert_eq!(resolved_inputs(&again), written);
    let values = |case: &Case| -> Vec<String> {
        let values = case.assumptions();
        values
            .map(|(at, value)| format!("{at:?} {} {:?} {:?}", name(value), value.spread, value.distribution))
            .collect()
    };
    assert_eq!(values(&again), values(&case));
}

#[test]
fn a_broken_cell_gives_one_message_in_the_tables_of_demand_too() {
    let mut project = full();
    // The estimate is a warning of its own.
    project.append("activity", "visits,hub,2026-07,100");
    for table in ["roles", "drivers", "workload", "effects", "skills", "adoption_shocks", "allowances", "services"] {
        project.assert_broken_cells_give_one_message(table);
    }
}
