//! A small case for the tests of this room, built by hand: two facilities, two roles, one technology.

mod running;

pub(super) use running::running;

use crate::calendar::{Horizon, Month, Period, Step};
use crate::domain::{
    AdoptionPlan, Anchor, Assumption, Basis, Case, CurveShape, Facility, Given, HiringPolicy, Role, Sampling, Scope,
    Selector, Settings, Shortage, Spread, SupplyRates, Technology, Uncertainty, WorkDriver, WorkPhase, WorkRow,
    WorkRule, WorkUnit,
};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::statistics::distribution::DistributionKind;
use crate::tables::{Cell, Kind, Origin, Row, Sheet, Tables, Value, input};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sheet of `sample-data/NAME.csv`: its first record is the header, and a number may be `mode` or `low/mode/high`.
pub(super) fn sheet(name: &str, records: &[&str]) -> Sheet {
    let spec = input::table(name).expect("a table that planners write");
    let file: Arc<str> = format!("sample-data/{name}.csv").into();
    let header: Vec<&str> = records[0].split(',').collect();
    let row = |(line, record): (u32, &&str)| {
        let origin = Origin::new(file.clone(), line);
        let mut cells = vec![None; spec.columns.len()];
        for (column, text) in header.iter().zip(record.split(',')).filter(|(_, text)| !text.is_empty()) {
            let index = spec.index(column);
            let number = |text: &str| text.parse::<f64>().expect("a number");
            let value = match spec.columns[index].kind {
                Kind::Number(_) => match text.split('/').map(number).collect::<Vec<_>>()[..] {
                    [low, mode, high] => Value::Number { low, mode, high },
                    ref certain => Value::Number { low: certain[0], mode: certain[0], high: certain[0] },
                },
                Kind::Period => Value::Period(Period::parse(text).expect("a period")),
                _ => Value::Text(text.into()),
            };
            cells[index] = Some(Cell { value, origin: origin.clone() });
        }
        Row { origin, sheet_row: line, number: line - 2, cells }
    };
    Sheet { spec, file: file.clone(), positions: Vec::new(), rows: (2..).zip(&records[1..]).map(row).collect() }
}

/// The assumption that line `line` of `table` gives, or a default (line 0).
pub(super) fn assumption(table: &'static str, column: &'static str, row: &str, at: &str, line: u32) -> Assumption {
    let given = match line {
        0 => Given::Default,
        line => Given::Planner { origin: Origin::new(format!("sample-data/{table}.csv").into(), line), row: line - 2 },
    };
    Assumption {
        selector: Selector { table, column, row: row.into(), facility: Some(at.into()), from: None },
        spread: Spread { low: 1.0, mode: 2.5, high: 4.0 },
        distribution: None,
        range: "bounds",
        unit: "fte_per_100",
        basis: Basis::Published,
        source: "a study".into(),
        given,
    }
}

fn default(column: &'static str, row: &str, at: &str, value: f64) -> Assumption {
    Assumption {
        spread: Spread::certain(value),
        basis: Basis::Judgement,
        unit: "% a year",
        ..assumption("supply", column, row, at, 0)
    }
}

fn tables() -> Tables {
    let sheets = [
        sheet("roles", &["role,label,note", "ehr_analyst,EHR analyst,", "bmet,\u{e9}quipe,"]),
        sheet("facilities", &["facility,region", "south,west", "north,west"]),
        sheet("technologies", &["technology", "telehealth"]),
        sheet("drivers", &["driver,kind", "staffed_beds,stock"]),
        sheet(
            "activity",
            &["driver,facility,period,value", "staffed_beds,south,2026,0.1", "staffed_beds,north,2026,412"],
        ),
        sheet("growth", &["driver,facility,annual_pct"]),
        sheet("adoption", &["technology,facility,shape,ceiling_pct", "telehealth,*,step,80"]),
        sheet(
            "workload",
            &[
                "role,phase,driver,facility,unit,mode,source",
                "ehr_analyst,run,staffed_beds,*,fte_per_100,1/2.5/4,a study",
                "bmet,run,staffed_beds,*,fte_per_100,3/3/3,",
            ],
        ),
        sheet("staff", &["period,facility,role,fte,budgeted_fte", "2026-09,north,bmet,8,9.5"]),
        sheet("supply", &["role,facility", "*,*"]),
    ];
    sheets.into_iter().map(|sheet| (sheet.spec.name, sheet)).collect()
}

/// The case: baseline, October 2026 to December 2028 in fiscal years from April.
pub(super) fn case() -> Case {
    let month = |year, month| Month::new(year, month).expect("a month");
    let (north, south) = (FacilityId::new("north"), FacilityId::new("south"));
    let (bmet, analyst) = (RoleId::new("bmet"), RoleId::new("ehr_analyst"));
    let telehealth = TechnologyId::new("telehealth");
    let role = |id: &RoleId| Role {
        id: id.clone(),
        label: id.to_string(),
        family: None,
        hours_per_week: None,
        fte_per_head: 1.0,
        scope: Scope::Forecast,
    };
    let facility = |id: &FacilityId| Facility { id: id.clone(), label: id.to_string(), region: Some("west".into()) };
    let places = [&north, &south];
    let adoption = places.map(|place| {
        let value = |column, line| assumption("adoption", column, "technology=telehealth", place.as_str(), line);
        let plan = AdoptionPlan::Curve {
            shape: CurveShape::Step,
            go_live: None,
            start_share: None,
            ceiling: value("ceiling_pct", 2),
            delay: value("delay_months", 0),
            site_delay: value("site_delay_months", 0),
        };
        ((telehealth.clone(), place.clone()), plan.into())
    });
    let work = |role: &RoleId, line| {
        places.map(|place| {
            let rule = WorkRule {
                role: role.clone(),
                technology: None,
                phase: WorkPhase::Run,
                driver: Some(WorkDriver::Driver(DriverId::new("staffed_beds"))),
                unit: WorkUnit::FtePer100,
                rate: assumption("workload", "mode", &format!("role={role},driver=staffed_beds"), place.as_str(), line),
                economy: None,
                from: None,
                until: None,
            };
            WorkRow { facility: place.clone(), rule: rule.into() }
        })
    };
    let supply = |role: &RoleId, place: &FacilityId| {
        let row = format!("role={role}");
        let leavers = if *place == north { 12.0 } else { 14.0 };
        let rates = SupplyRates {
            from: None,
            first_year_multiplier: default("first_year_multiplier", &row, place.as_str(), 1.5),
            hire_age: default("hire_age", &row, place.as_str(), 35.0),
            offer_accept: default("offer_accept_pct", &row, place.as_str(), 100.0),
            max_hires_per_year: None,
            months_to_productive: default("months_to_productive", &row, place.as_str(), 6.0),
            start_productivity: default("start_productivity_pct", &row, place.as_str(), 30.0),
            leavers: default("leavers_pct", &row, place.as_str(), leavers),
            leavers_include_retirement: false,
            retirement: default("retirement_pct", &row, place.as_str(), 2.0),
            time_to_fill: default("time_to_fill_months", &row, place.as_str(), 3.0),
        };
        vec![rates].into()
    };
    Case {
        settings: Settings {
            name: "baseline".into(),
            title: "Baseline: \"today's\" plans".into(),
            horizon: Horizon::new(month(2026, 10), month(2028, 12), Step::Year, 4).expect("a horizon"),
            demand_anchor: Anchor::Establishment,
            shortage: Shortage { threshold_pct: 5.0, threshold_fte: 0.5 },
            uncertainty: Uncertainty {
                range: "bounds",
                distribution: DistributionKind::Pert,
                draws: 256,
                seed: 20_261_121,
                sampling: Sampling::Stratified,
                individuals: false,
                shared: BTreeMap::from([("workload.mode".to_owned(), 0.7)]),
            },
            hiring: HiringPolicy::FillEstablishment,
            causes: true,
            currency: None,
            set_by: BTreeMap::new(),
        },
        roles: vec![role(&bmet), role(&analyst)],
        facilities: vec![facility(&north), facility(&south)],
        technologies: vec![Technology { id: telehealth.clone(), label: "Telehealth".into() }],
        correlated: Vec::new(),
        drivers: Vec::new(),
        activity: BTreeMap::new(),
        growth: BTreeMap::new(),
        estimates: BTreeMap::new(),
        services: BTreeMap::new(),
        adoption: adoption.into_iter().collect(),
        workload: [work(&bmet, 3), work(&analyst, 2)].into_iter().flatten().collect(),
        shocks: BTreeMap::new(),
        effects: Vec::new(),
        skills: Vec::new(),
        floors: BTreeMap::new(),
        allowances: BTreeMap::new(),
        anchors: BTreeMap::new(),
        posts: BTreeMap::new(),
        staff: BTreeMap::new(),
        ages: BTreeMap::new(),
        retirement: BTreeMap::new(),
        training: Vec::new(),
        transfers: Vec::new(),
        retention: Vec::new(),
        contractors: Vec::new(),
        actions: Vec::new(),
        costs: BTreeMap::new(),
        supply: places.map(|place| ((bmet.clone(), place.clone()), supply(&bmet, place))).into_iter().collect(),
        tables: tables(),
    }
}
