//! Random cases: small hospital groups with everything that the model knows, from one number.

use staffcast::calendar::{Horizon, Month, Step};
use staffcast::domain::*;
use staffcast::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use staffcast::statistics::distribution::{Distribution, DistributionKind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stream of random numbers (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    fn maybe(&mut self, percent: u64, low: f64, high: f64) -> Option<f64> {
        self.chance(percent).then(|| self.between(low, high))
    }
}

/// A value of a row at a place; three numbers are a range.
pub fn value(table: &'static str, column: &'static str, row: &str, at: Option<&str>, range: [f64; 3]) -> Assumption {
    let [low, mode, high] = range;
    // The range itself says which kind it has, so that no dice are thrown for it.
    let kinds = [DistributionKind::Pert, DistributionKind::Triangular, DistributionKind::Uniform];
    let kind = kinds[(high.to_bits() % 3) as usize];
    Assumption {
        selector: Selector { table, column, row: Arc::from(row), facility: at.map(Arc::from), from: None },
        spread: Spread { low, mode, high },
        distribution: (low < high).then(|| Distribution::from_bounds(kind, range).expect("an ordered range")),
        range: "bounds",
        unit: "",
        basis: Basis::Judgement,
        source: Arc::from("made for a test"),
        given: Given::Default,
    }
}

pub fn certain(table: &'static str, column: &'static str, row: &str, at: Option<&str>, mode: f64) -> Assumption {
    value(table, column, row, at, [mode; 3])
}

/// What a random case may hold.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Whole people.
    pub individuals: bool,
    /// Floors, hiring limits and economies of scale: what makes a forecast other than proportional.
    pub bent: bool,
}

struct Builder {
    dice: Dice,
    plan: Plan,
    months: i32,
    roles: Vec<RoleId>,
    facilities: Vec<FacilityId>,
    technologies: Vec<TechnologyId>,
    drivers: Vec<DriverId>,
}

/// The case that `seed` makes.
pub fn case(seed: u64, plan: Plan) -> Case {
    let mut dice = Dice::new(seed);
    let name = |kind: &str, count: usize| (0..count).map(|i| format!("{kind}{i}")).collect::<Vec<_>>();
    let (roles, places) = (name("role", 2 + dice.below(2)), name("site", 1 + dice.below(3)));
    let technologies = name("tech", 1 + dice.below(3));
    let mut builder = Builder {
        months: 2 + dice.below(20) as i32,
        plan,
        roles: roles.iter().map(|code| RoleId::new(code)).collect(),
        facilities: places.iter().map(|code| FacilityId::new(code)).collect(),
        technologies: technologies.iter().map(|code| TechnologyId::new(code)).collect(),
        drivers: name("driver", 1 + dice.below(2)).iter().map(|code| DriverId::new(code)).collect(),
        dice,
    };
    builder.case()
}

impl Builder {
    fn start() -> Month {
        Month::new(2026, 10).expect("a month")
    }

    /// A range around a number.
    fn range(&mut self, low: f64, high: f64) -> [f64; 3] {
        let mut three = [(); 3].map(|()| self.dice.between(low, high));
        three.sort_by(f64::total_cmp);
        if self.dice.chance(40) { [three[1]; 3] } else { three }
    }

    fn case(&mut self) -> Case {
        let horizon = Horizon::new(Self::start(), Self::start().plus(self.months - 1), Step::Quarter, 1);
        let settings = Settings {
            name: "random".into(),
            title: "Random".into(),
            horizon: horizon.expect("a horizon"),
            demand_anchor: self.dice.pick(&[Anchor::Establishment, Anchor::InPost, Anchor::Ratios]),
            shortage: Shortage { threshold_pct: 5.0, threshold_fte: 0.5 },
            uncertainty: Uncertainty {
                draws: 8,
                seed: 7,
                sampling: Sampling::MonteCarlo,
                range: "bounds",
                distribution: DistributionKind::Pert,
                shared: BTreeMap::new(),
                individuals: self.plan.individuals,
            },
            hiring: self.dice.pick(&[
                HiringPolicy::None,
                HiringPolicy::ReplaceLeavers,
                HiringPolicy::FillEstablishment,
                HiringPolicy::CloseGap,
                HiringPolicy::Schedule,
            ]),
            causes: true,
            currency: Some("USD".into()),
            set_by: BTreeMap::new(),
        };
        let role = |id: &RoleId| Role {
            id: id.clone(),
            label: id.to_string(),
            family: Some("all".into()),
            hours_per_week: Some(40.0),
            fte_per_head: 0.8,
            scope: Scope::Forecast,
        };
        let mut roles: Vec<Role> = self.roles.iter().map(role).collect();
        // The last role may be one that staff are retrained from.
        if self.dice.chance(30) {
            roles.last_mut().expect("a role").scope = Scope::Source;
        }
        let forecast = |roles: &[Role]| roles.iter().filter(|role| role.scope == Scope::Forecast).count();
        let worked = forecast(&roles);
        let mut case = Case {
            settings,
            facilities: self.facilities.iter().map(facility).collect(),
            technologies: self
                .technologies
                .iter()
                .map(|id| Technology { id: id.clone(), label: id.to_string() })
                .collect(),
            drivers: self
                .drivers
                .iter()
                .map(|id| Driver { id: id.clone(), label: id.to_string(), kind: DriverKind::Stock })
                .collect(),
            activity: BTreeMap::new(),
            growth: BTreeMap::new(),
            estimates: BTreeMap::new(),
            services: BTreeMap::new(),
            adoption: BTreeMap::new(),
            shocks: BTreeMap::new(),
            workload: Vec::new(),
            effects: Vec::new(),
            skills: Vec::new(),
            floors: BTreeMap::new(),
            allowances: BTreeMap::new(),
            anchors: BTreeMap::new(),
            posts: BTreeMap::new(),
            staff: BTreeMap::new(),
            ages: BTreeMap::new(),
            supply: BTreeMap::new(),
            retirement: BTreeMap::new(),
            training: Vec::new(),
            transfers: Vec::new(),
            retention: Vec::new(),
            contractors: Vec::new(),
            actions: Vec::new(),
            costs: BTreeMap::new(),
            correlated: Vec::new(),
            tables: BTreeMap::new(),
            roles,
        };
        self.activity(&mut case);
        self.adoption(&mut case);
        self.work(&mut case, worked);
        self.people(&mut case, worked);
        self.levers(&mut case, worked);
        case
    }

    fn activity(&mut self, case: &mut Case) {
        for driver in self.drivers.clone() {
            for facility in self.facilities.clone() {
                let level = self.dice.between(10.0, 900.0);
                let levels = (0..12).map(|_| level * self.dice.between(0.9, 1.1)).collect();
                let key = (driver.clone(), facility.clone());
                case.activity.insert(key.clone(), Series { first: Self::start().plus(-12), levels });
                let range = self.range(-5.0, 9.0);
                let row = format!("driver={driver}");
                case.growth.insert(key, value("growth", "annual_pct", &row, Some(facility.as_str()), range).into());
            }
        }
    }

    fn adoption(&mut self, case: &mut Case) {
        for technology in self.technologies.clone() {
            for facility in self.facilities.clone() {
                let row = format!("technology={technology}");
                let at = Some(facility.as_str());
                let ahead = self.dice.chance(60);
                let go_live = if ahead { self.dice.between(0.0, 20.0) } else { self.dice.between(-40.0, -0.1) };
                let share = self.dice.between(0.05, 0.7);
                let start = self.dice.chance(50).then_some(share);
                let midpoint = if start.is_some() { None } else { Some(go_live + self.dice.between(1.0, 30.0)) };
                let speed = self.range(0.2, 4.0);
                let rate = value("adoption", "rate_per_year", &row, at, speed);
                let shape = match self.dice.below(7) {
                    0 => Some(CurveShape::Step),
                    1 => Some(CurveShape::Linear { ramp_months: self.dice.between(1.0, 30.0) }),
                    2 => Some(CurveShape::Logistic { rate, midpoint }),
                    3 => Some(CurveShape::Gompertz { rate, midpoint }),
                    4 => Some(CurveShape::Bass { p: self.dice.between(0.01, 0.1), q: self.dice.between(0.1, 0.9) }),
                    _ => None,
                };
                let late = if ahead { self.range(0.0, 6.0) } else { [0.0, 0.5, 3.0] };
                let delay = value("adoption", "delay_months", &row, at, late);
                let site_delay = certain("adoption", "site_delay_months", &row, at, 0.0);
                let highest = self.range(30.0, 100.0);
                let plan = match shape {
                    Some(CurveShape::Step) => AdoptionPlan::Curve {
                        shape: CurveShape::Step,
                        go_live: Some(go_live),
                        start_share: None,
                        ceiling: value("adoption", "ceiling_pct", &row, at, highest),
                        delay,
                        site_delay,
                    },
                    Some(shape) => AdoptionPlan::Curve {
                        shape,
                        go_live: Some(go_live),
                        start_share: start,
                        ceiling: value("adoption", "ceiling_pct", &row, at, highest),
                        delay,
                        site_delay,
                    },
                    None if self.dice.chance(50) => AdoptionPlan::None,
                    None => AdoptionPlan::Points {
                        points: vec![(-6.0, 0.1), (4.5, 0.6), (12.0, self.dice.between(0.0, 1.0))],
                        delay,
                        site_delay,
                    },
                };
                if self.dice.chance(25) && !matches!(plan, AdoptionPlan::None) {
                    let size = self.range(-60.0, 200.0);
                    let change = ShockChange::Share(value("adoption_shocks", "change_pct", &row, at, size));
                    let shock = Shock {
                        from: self.dice.between(-5.0, 20.0),
                        change,
                        decay_months: self.dice.maybe(70, 1.0, 12.0),
                    };
                    case.shocks.insert((technology.clone(), facility.clone()), vec![shock.into()]);
                }
                case.adoption.insert((technology.clone(), facility.clone()), plan.into());
            }
        }
    }

    fn work(&mut self, case: &mut Case, worked: usize) {
        for (index, role) in self.roles.clone().into_iter().enumerate().take(worked) {
            let rows = 1 + self.dice.below(3);
            for number in 0..rows {
                let technology = self.dice.chance(50).then(|| self.pick_technology());
                let by_role = index > 0 && self.dice.chance(25);
                let driver = match (by_role, self.dice.chance(10)) {
                    (true, _) => Some(WorkDriver::Role(self.roles[self.dice.below(index)].clone())),
                    (_, true) => None,
                    _ => Some(WorkDriver::Driver(self.drivers[self.dice.below(self.drivers.len())].clone())),
                };
                let phase = match (&technology, self.dice.below(4)) {
                    (Some(_), 0) => WorkPhase::Build { lead_months: self.dice.below(7) as u32 },
                    (Some(_), 1) => WorkPhase::GoLive { decay_months: self.dice.between(0.5, 6.0) },
                    _ => WorkPhase::Run,
                };
                let unit = match &driver {
                    None => WorkUnit::FtePerFacility,
                    Some(WorkDriver::Driver(_)) => WorkUnit::FtePer100,
                    Some(_) => WorkUnit::PercentOfRole,
                };
                let rate = self.range(0.1, 9.0);
                let scaled =
                    self.plan.bent && phase == WorkPhase::Run && unit == WorkUnit::FtePer100 && self.dice.chance(25);
                let economy = scaled.then_some(Economy { exponent: 0.8, reference: 300.0 });
                let (from, until) = (self.dice.maybe(15, -3.0, 12.0), self.dice.maybe(10, 12.0, 20.0));
                for facility in self.facilities.clone() {
                    let row = format!("role={role},number={number}");
                    let rule = WorkRule {
                        role: role.clone(),
                        technology: technology.clone(),
                        phase,
                        driver: driver.clone(),
                        unit,
                        rate: value("workload", "mode", &row, Some(facility.as_str()), rate),
                        economy,
                        from,
                        until,
                    };
                    case.workload.push(WorkRow { facility, rule: rule.into() });
                }
            }
            // Role-driven work must stay where the other role's work is: only roles driven by activity move.
            let moves = case.workload.iter().all(|row| !matches!(row.driver, Some(WorkDriver::Role(_))));
            if self.facilities.len() > 1 && moves && worked == 1 && self.dice.chance(40) {
                let service = |share: f64, from| Service { provider: self.facilities[1].clone(), share, from };
                let services = vec![service(0.3, None), service(0.7, Some(4.5))];
                case.services.insert((role.clone(), self.facilities[0].clone()), services);
            }
            for technology in self.technologies.clone() {
                if !self.dice.chance(40) {
                    continue;
                }
                let row = format!("technology={technology},role={role}");
                let change = self.range(-70.0, 60.0);
                let timing = if self.dice.chance(70) {
                    let months = self.dice.below(14) as f64;
                    EffectTiming::Realised(certain("effects", "realisation_months", &row, None, months))
                } else {
                    EffectTiming::GoLive { decay_months: self.dice.between(1.0, 5.0) }
                };
                case.effects.push(Effect {
                    technology: technology.clone(),
                    role: role.clone(),
                    change: value("effects", "change_pct", &row, None, change),
                    timing,
                });
                case.skills.push(Skill {
                    technology,
                    role: role.clone(),
                    people: certain("skills", "people_pct", &row, None, 80.0),
                    hours: certain("skills", "hours_each", &row, None, 8.0),
                    lead_months: self.dice.below(3) as u32,
                });
            }
        }
    }

    fn pick_technology(&mut self) -> TechnologyId {
        let index = self.dice.below(self.technologies.len());
        self.technologies[index].clone()
    }

    fn people(&mut self, case: &mut Case, worked: usize) {
        for (index, role) in self.roles.clone().into_iter().enumerate() {
            for facility in self.facilities.clone() {
                let key = (role.clone(), facility.clone());
                let fte = if self.dice.chance(10) { 0.0 } else { self.dice.between(0.5, 40.0) };
                let point = StaffPoint {
                    month: Self::start().plus(-1),
                    fte,
                    headcount: self.dice.chance(50).then_some((fte * 1.1).ceil()),
                    budgeted_fte: fte + self.dice.between(0.0, 6.0),
                };
                case.staff.insert(key.clone(), vec![point]);
                if self.dice.chance(30) {
                    case.ages.insert(key.clone(), vec![(30, fte * 0.5), (58, fte * 0.3), (63, fte * 0.2)]);
                }
                if self.plan.bent && index < worked && self.dice.chance(25) {
                    let floor = Floor { fte: self.dice.between(0.5, 12.0), always: self.dice.chance(50) };
                    case.floors.insert(key.clone(), floor);
                }
                if self.dice.chance(20) {
                    let change = PostChange { from: self.dice.between(0.0, 20.0), change_fte: 3.0 };
                    case.posts.insert(key.clone(), vec![change]);
                }
                let mut rates = vec![self.rates(&role, &facility, None)];
                if self.dice.chance(20) {
                    rates.push(self.rates(&role, &facility, Some(6.0)));
                }
                case.supply.insert(key, rates.into());
            }
            if self.dice.chance(60) {
                let chance =
                    |age: u32, pct: f64| (age, certain("retirement", "annual_pct", &format!("age={age}"), None, pct));
                case.retirement.insert(role, vec![chance(55, 5.0), chance(62, 20.0), chance(66, 60.0)]);
            }
        }
    }

    fn rates(&mut self, role: &RoleId, facility: &FacilityId, from: Option<f64>) -> SupplyRates {
        let row = format!("role={role}");
        let at = Some(facility.as_str());
        let fixed = |column, mode| certain("supply", column, &row, at, mode);
        let ranged = |column, range| value("supply", column, &row, at, range);
        SupplyRates {
            from,
            leavers: ranged("leavers_pct", self.range(4.0, 40.0)),
            leavers_include_retirement: false,
            first_year_multiplier: fixed("first_year_multiplier", self.dice.pick(&[1.0, 1.5, 2.5])),
            retirement: fixed("retirement_pct", self.dice.between(0.0, 5.0)),
            hire_age: fixed("hire_age", 35.0),
            time_to_fill: ranged("time_to_fill_months", self.range(0.8, 6.0)),
            offer_accept: ranged("offer_accept_pct", self.range(50.0, 100.0)),
            max_hires_per_year: if self.plan.bent { self.dice.maybe(20, 0.5, 6.0) } else { None },
            months_to_productive: fixed("months_to_productive", self.dice.below(16) as f64),
            start_productivity: ranged("start_productivity_pct", self.range(0.0, 90.0)),
        }
    }

    fn levers(&mut self, case: &mut Case, worked: usize) {
        for facility in self.facilities.clone() {
            let role = self.roles[self.dice.below(worked)].clone();
            let at = Some(facility.as_str());
            if self.dice.chance(35) {
                let start = self.dice.between(-10.0, 10.0).floor();
                let repeat_every_months = self.dice.chance(50).then_some(6);
                let places = self.dice.between(0.5, 6.0);
                let course = Course {
                    cohort: format!("course_{facility}"),
                    role: role.clone(),
                    start,
                    repeat_every_months,
                    until: None,
                    months: 1 + self.dice.below(12) as u32,
                    completion: value("training", "completion_pct", "c", at, [60.0, 85.0, 95.0]),
                    employed: certain("training", "employed_pct", "c", at, 70.0),
                    age: certain("training", "age", "c", at, 25.0),
                    cost_each: Some(9_000.0),
                };
                case.training.push(Training { facility: facility.clone(), places, course: course.into() });
            }
            if self.roles.len() > 1 && self.dice.chance(50) {
                let from_role = self.roles.last().expect("a role").clone();
                if from_role != role {
                    let chance = certain("transfers", "annual_pct", "t", at, self.dice.between(0.5, 9.0));
                    case.transfers.push(Transfer {
                        from_role,
                        to_role: role.clone(),
                        facility: facility.clone(),
                        planned_per_year: self.dice.between(0.0, 5.0),
                        annual: self.dice.chance(50).then_some(chance.into()),
                        months: self.dice.below(8) as u32,
                        completion: value("transfers", "completion_pct", "t", at, [60.0, 85.0, 95.0]).into(),
                        productivity_during: certain("transfers", "productivity_during_pct", "t", at, 50.0).into(),
                        cost_each: None,
                    });
                }
            }
            if self.dice.chance(30) {
                case.retention.push(Retention {
                    role: role.clone(),
                    facility: facility.clone(),
                    from: self.dice.between(-4.0, 12.0),
                    leavers_change: value("retention", "leavers_change_pct", "r", at, [-40.0, -20.0, 0.0]).into(),
                    ramp_months: self.dice.between(0.0, 9.0),
                    cost_per_fte_year: None,
                    on: true,
                });
            }
            if self.dice.chance(30) {
                case.contractors.push(Contractors {
                    role: role.clone(),
                    facility: facility.clone(),
                    fte_in_use: self.dice.between(0.0, 2.0),
                    from: None,
                    until: self.dice.maybe(50, 5.0, 20.0),
                    fte_available: self.dice.between(0.0, 3.0),
                    notice_months: 1.4,
                    day_rate: Some(700.0),
                });
            }
            for kind in [ActionKind::Hire, ActionKind::Release, ActionKind::Contract] {
                if self.dice.chance(40) {
                    case.actions.push(Action {
                        kind,
                        facility: facility.clone(),
                        role: role.clone(),
                        first_month: self.dice.below(12) as i32,
                        months: 3,
                        fte: self.dice.between(0.0, 5.0),
                        from_role: None,
                        cost_each: None,
                    });
                }
            }
        }
        for role in self.roles.clone() {
            let rates = CostRates {
                from: None,
                salary: 90_000.0,
                on_cost_pct: 25.0,
                salary_growth_pct: 3.0,
                hire_cost: Some(5_000.0),
                vacancy_cost_per_fte_year: None,
                redundancy_cost: Some(20_000.0),
            };
            case.costs.insert(role, vec![rates]);
        }
    }
}

fn facility(id: &FacilityId) -> Facility {
    Facility { id: id.clone(), label: id.to_string(), region: None }
}
