//! The small case with everything that a forecast can hold, so that it can be computed: a technology that goes live, work
//! that is dated, follows others or moves, a floor, nurses who retrain, a course, contracted labour, costs.

use super::{assumption, case as small, default, sheet};
use crate::calendar::{Horizon, Month, Step};
use crate::domain::{
    AdoptionPlan, Assumption, Case, Contractors, CostRates, Course, CurveShape, Driver, DriverKind, Effect,
    EffectTiming, Floor, Role, Scope, Series, Service, Skill, Spread, StaffPoint, SupplyRates, Training, Transfer,
    WorkDriver, WorkPhase, WorkRow, WorkRule, WorkUnit,
};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::statistics::distribution::Distribution;
use crate::statistics::pert::Pert;

fn month(year: i32, month: u32) -> Month {
    Month::new(year, month).expect("a month")
}

fn certain(table: &'static str, column: &'static str, row: &str, at: &str, (line, value): (u32, f64)) -> Assumption {
    Assumption { spread: Spread::certain(value), ..assumption(table, column, row, at, line) }
}

/// A case that can be forecast, October 2026 to September 2028 in quarters.
pub(in crate::output) fn running() -> Case {
    let mut case = small();
    let [bmet, analyst, nurse] = ["bmet", "ehr_analyst", "nurse"].map(RoleId::new);
    let [north, south] = ["north", "south"].map(FacilityId::new);
    let telehealth = TechnologyId::new("telehealth");
    case.settings.horizon = Horizon::new(month(2026, 10), month(2028, 9), Step::Quarter, 1).expect("a horizon");
    case.settings.uncertainty.draws = 32;
    case.settings.uncertainty.individuals = true;
    case.settings.currency = Some("USD".into());
    let source = Role { id: nurse.clone(), label: "Nurse".into(), scope: Scope::Source, ..case.roles[0].clone() };
    case.roles.push(source);
    case.roles[1].family = Some("records".into());
    demand(&mut case, &telehealth, [&north, &south], [&bmet, &analyst]);
    people(&mut case, [&north, &south], [&bmet, &analyst, &nurse]);
    for sheet in tables() {
        case.tables.insert(sheet.spec.name, sheet);
    }
    case
}

fn tables() -> [crate::tables::Sheet; 6] {
    [
        sheet("growth", &["driver,facility,annual_pct", "staffed_beds,*,2"]),
        sheet(
            "adoption",
            &["technology,facility,shape,ceiling_pct", "telehealth,south,none,", "telehealth,north,step,80"],
        ),
        sheet(
            "workload",
            &[
                "role,technology,phase,driver,facility,unit,mode",
                "ehr_analyst,,run,staffed_beds,*,fte_per_100,1/2.5/4",
                "bmet,,run,staffed_beds,*,fte_per_100,3/3/3",
                "bmet,telehealth,run,,*,fte_per_facility,2",
                "bmet,telehealth,go_live,,*,fte_per_facility,1.5",
                "bmet,,run,staffed_beds,north,fte_per_100,0.5",
                "ehr_analyst,,run,role:bmet,*,percent_of_role,5",
            ],
        ),
        sheet("floors", &["role,facility,minimum_fte", "bmet,*,11"]),
        sheet("services", &["role,facility,provider,share_pct,from", "ehr_analyst,south,north,50,2027-08"]),
        sheet(
            "staff",
            &[
                "period,facility,role,fte,budgeted_fte",
                "2026-06,north,bmet,11,13",
                "2026-09,north,bmet,12,14",
                "2026-09,south,bmet,9,10",
                "2026-09,north,ehr_analyst,9.5,10",
                "2026-09,south,ehr_analyst,8,8",
                "2026-09,north,nurse,40,40",
            ],
        ),
    ]
}

fn demand(case: &mut Case, telehealth: &TechnologyId, [north, south]: [&FacilityId; 2], [bmet, analyst]: [&RoleId; 2]) {
    let beds = DriverId::new("staffed_beds");
    case.drivers.push(Driver { id: beds.clone(), label: "Beds".into(), kind: DriverKind::Stock });
    for (place, level) in [(north, 400.0), (south, 300.0)] {
        let series = Series { first: month(2025, 10), levels: vec![level; 12] };
        case.activity.insert((beds.clone(), place.clone()), series);
        let growth = certain("growth", "annual_pct", "driver=staffed_beds", place.as_str(), (2, 2.0));
        case.growth.insert((beds.clone(), place.clone()), growth.into());
    }
    let value = |column, value| certain("adoption", column, "technology=telehealth", "north", (3, value));
    let plan = AdoptionPlan::Curve {
        shape: CurveShape::Step,
        go_live: Some(6.0),
        start_share: None,
        ceiling: value("ceiling_pct", 80.0),
        delay: value("delay_months", 0.0),
        site_delay: value("site_delay_months", 0.0),
    };
    case.adoption.insert((telehealth.clone(), north.clone()), plan.into());
    case.adoption.insert((telehealth.clone(), south.clone()), AdoptionPlan::None.into());
    for row in case.workload.iter_mut().filter(|row| row.role == *analyst) {
        row.rate.distribution = Pert::from_bounds(1.0, 2.5, 4.0).map(Distribution::Pert);
    }
    let base = WorkRule::clone(&case.workload[0]);
    let rate = |role: &RoleId, row: &str, place: &FacilityId, line, value| {
        certain("workload", "mode", &format!("role={role},{row}"), place.as_str(), (line, value))
    };
    for place in [north, south] {
        let (facility, role) = (place.clone(), bmet.clone());
        let of_site = WorkRule {
            technology: Some(telehealth.clone()),
            driver: None,
            unit: WorkUnit::FtePerFacility,
            role,
            ..base.clone()
        };
        let run = WorkRule { rate: rate(bmet, "technology=telehealth", place, 4, 2.0), ..of_site.clone() };
        let go_live = WorkRule {
            phase: WorkPhase::GoLive { decay_months: 6.0 },
            rate: rate(bmet, "technology=telehealth,phase=go_live", place, 5, 1.5),
            ..of_site
        };
        let following = WorkRule {
            role: analyst.clone(),
            driver: Some(WorkDriver::Role(bmet.clone())),
            unit: WorkUnit::PercentOfRole,
            rate: rate(analyst, "driver=role:bmet", place, 7, 5.0),
            ..base.clone()
        };
        let rules = [run, go_live, following];
        case.workload.extend(rules.map(|rule| WorkRow { facility: facility.clone(), rule: rule.into() }));
    }
    let dated = WorkRule { from: Some(12.0), rate: rate(bmet, "from=2027-10", north, 6, 0.5), ..base };
    case.workload.push(WorkRow { facility: north.clone(), rule: dated.into() });
    let all = |table, column, row: &str, value| Assumption {
        selector: crate::domain::Selector { facility: None, ..assumption(table, column, row, "", 2).selector },
        spread: Spread::certain(value),
        ..assumption(table, column, row, "", 2)
    };
    case.effects.push(Effect {
        technology: telehealth.clone(),
        role: bmet.clone(),
        change: all("effects", "change_pct", "technology=telehealth,role=bmet", -10.0),
        timing: EffectTiming::Realised(all("effects", "realisation_months", "technology=telehealth,role=bmet", 6.0)),
    });
    case.skills.push(Skill {
        technology: telehealth.clone(),
        role: bmet.clone(),
        people: all("skills", "people_pct", "technology=telehealth,role=bmet", 50.0),
        hours: all("skills", "hours_each", "technology=telehealth,role=bmet", 8.0),
        lead_months: 2,
    });
    case.floors.insert((bmet.clone(), south.clone()), Floor { fte: 11.0, always: false });
    let move_north = Service { provider: north.clone(), share: 0.5, from: Some(10.0) };
    case.services.insert((analyst.clone(), south.clone()), vec![move_north]);
}

fn people(case: &mut Case, [north, south]: [&FacilityId; 2], [bmet, analyst, nurse]: [&RoleId; 3]) {
    let opening = month(2026, 9);
    let point = |month, fte, budgeted_fte| StaffPoint { month, fte, headcount: None, budgeted_fte };
    for (role, place, fte, posts) in
        [(bmet, south, 9.0, 10.0), (analyst, north, 9.5, 10.0), (analyst, south, 8.0, 8.0), (nurse, north, 40.0, 40.0)]
    {
        case.staff.insert((role.clone(), place.clone()), vec![point(opening, fte, posts)]);
    }
    let past = vec![point(month(2026, 6), 11.0, 13.0), point(opening, 12.0, 14.0)];
    case.staff.insert((bmet.clone(), north.clone()), past);
    for role in [bmet, analyst, nurse] {
        for place in [north, south] {
            let row = format!("role={role}");
            let value = |column, value| default(column, &row, place.as_str(), value);
            let rates = SupplyRates {
                from: None,
                leavers: value("leavers_pct", 12.0),
                leavers_include_retirement: false,
                first_year_multiplier: value("first_year_multiplier", 1.5),
                retirement: value("retirement_pct", 2.0),
                hire_age: value("hire_age", 35.0),
                time_to_fill: value("time_to_fill_months", 3.0),
                offer_accept: value("offer_accept_pct", 90.0),
                max_hires_per_year: None,
                months_to_productive: value("months_to_productive", 6.0),
                start_productivity: value("start_productivity_pct", 30.0),
            };
            case.supply.insert((role.clone(), place.clone()), vec![rates].into());
        }
    }
    let value = |column, amount| default(column, "", "north", amount);
    let course = Course {
        cohort: "college".into(),
        role: bmet.clone(),
        start: 1.0,
        repeat_every_months: Some(12),
        until: None,
        months: 6,
        completion: value("completion_pct", 85.0),
        employed: value("employed_pct", 70.0),
        age: value("age", 25.0),
        cost_each: Some(5_000.0),
    };
    case.training.push(Training { facility: north.clone(), places: 2.0, course: course.into() });
    case.transfers.push(Transfer {
        from_role: nurse.clone(),
        to_role: bmet.clone(),
        facility: north.clone(),
        planned_per_year: 1.0,
        annual: None,
        months: 3,
        completion: value("completion_pct", 80.0).into(),
        productivity_during: value("productivity_during_pct", 50.0).into(),
        cost_each: Some(1_000.0),
    });
    case.contractors.push(Contractors {
        role: bmet.clone(),
        facility: north.clone(),
        fte_in_use: 0.5,
        from: None,
        until: None,
        fte_available: 1.0,
        notice_months: 1.0,
        day_rate: None,
    });
    for (role, vacancy) in [(bmet, None), (analyst, Some(6_000.0))] {
        let rates = CostRates {
            from: None,
            salary: 100_000.0,
            on_cost_pct: 25.0,
            salary_growth_pct: 0.0,
            hire_cost: Some(4_000.0),
            vacancy_cost_per_fte_year: vacancy,
            redundancy_cost: None,
        };
        case.costs.insert(role.clone(), vec![rates]);
    }
}
