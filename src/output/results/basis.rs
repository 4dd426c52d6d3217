//! How much of the answer rests on judgement: for each basis the assumptions of it, and what they carry of the gap.
//!
//! Every cause of the gap of a role at a provider in the last period carries its size, whatever its sign, to the basis of
//! the values that set it there; if those differ, to the weakest: a chain holds no more than its weakest link. Staff,
//! activity and posts are counted or approved, so they are measured. Values that only shift when something happens carry
//! nothing, and decisions without a basis are a row of their own. Left out: how far a value could move the gap, which is a
//! matter of its range.

use super::index::{ByCell, Index};
use super::origins::{WorkPart, work_parts};
use super::{Results, new, percent, tidy};
use crate::domain::{
    AdoptionPlan, Anchor, Assumption, Basis, Case, CurveShape, Given, Retention, ShockChange, StaffKey, SupplyRates,
    Training, Transfer, WorkDriver, WorkPhase, WorkRow,
};
use crate::gap::SUPPLY_CAUSES;
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::output::Table;
use crate::output::assumptions::assumption_lines;
use crate::program::{Cause, Program, Provider, ProviderRole};
use crate::uncertainty::{Finished, Place, RoleGroup, Row};
use std::collections::BTreeMap;

/// What a value rests on and who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Footing {
    basis: Basis,
    is_default: bool,
}

impl Footing {
    /// What the planner counted or approved.
    const COUNTED: Self = Self { basis: Basis::Measured, is_default: false };

    fn of(assumption: &Assumption) -> Self {
        Self { basis: assumption.basis, is_default: assumption.given == Given::Default }
    }

    /// How little it holds.
    fn weakness(self) -> (u8, bool) {
        let basis = match self.basis {
            Basis::Measured => 0,
            Basis::Published => 1,
            Basis::Derived => 2,
            Basis::Judgement => 3,
        };
        (basis, self.is_default)
    }
}

/// The weakest of them; nothing if there is none.
fn weakest(footings: impl IntoIterator<Item = Footing>) -> Option<Footing> {
    footings.into_iter().max_by_key(|footing| footing.weakness())
}

/// FTE are added up in parts of 10⁻⁹, which is what is printed, so that the order of providers cannot matter.
const PARTS: f64 = 1e9;

/// What has come of the table `basis`.
pub(super) struct Rests<'a> {
    footings: Footings<'a>,
    /// By footing (none: not to be attributed): assumptions, and the sizes of causes in parts.
    rows: BTreeMap<Option<Footing>, (usize, i128)>,
}

impl<'a> Rests<'a> {
    /// Of a forecast whose providers are still to come.
    pub fn new(results: &Results<'a>) -> Self {
        let mut rows: BTreeMap<Option<Footing>, (usize, i128)> = BTreeMap::new();
        for (_, assumption, _) in assumption_lines(results.case) {
            rows.entry(Some(Footing::of(assumption))).or_default().0 += 1;
        }
        Self { footings: Footings::new(results.case, results.program), rows }
    }

    /// Adds the causes of a provider's roles.
    pub fn learn(&mut self, (provider, of_provider): (usize, &Provider), draws: &Finished) {
        let Self { footings, rows } = self;
        for role in of_provider.roles.iter().filter(|role| footings.program.forecast[role.role]) {
            let cell = draws.group(Place::Facility(provider), RoleGroup::Role(role.role)).unwrap_or_default();
            for (footing, fte) in footings.of_cell(provider, role, cell) {
                rows.entry(footing).or_default().1 += (PARTS * fte.abs()).round() as i128;
            }
        }
    }

    /// The table.
    pub fn table(self) -> Table {
        let whole: i128 = self.rows.values().map(|(_, parts)| parts).sum();
        let mut table = new("basis");
        for (footing, (assumptions, parts)) in self.rows.into_iter().filter(|(_, (count, fte))| *count > 0 || *fte > 0)
        {
            let given = |footing: Footing| if footing.is_default { "default" } else { "planner" };
            let row = table.row().text(footing.map_or("unattributed", |footing| footing.basis.word()));
            let row = row.text(footing.map_or("", given)).number(assumptions as f64);
            row.number(parts as f64 / PARTS).maybe(percent(parts as f64, whole as f64)).end();
        }
        table
    }
}

/// Finds what causes rest on.
struct Footings<'a> {
    case: &'a Case,
    program: &'a Program,
    work: ByCell<'a, WorkRow>,
    retention: ByCell<'a, Retention>,
    training: ByCell<'a, Training>,
    /// By each of their roles.
    transfers: ByCell<'a, Transfer>,
    floors: Index<'a>,
    points: Index<'a>,
}

impl<'a> Footings<'a> {
    fn new(case: &'a Case, program: &'a Program) -> Self {
        let index = |name: &str, columns: &[&str]| Index::new(case.tables.get(name), columns, |_| true);
        let both = |it: &'a Transfer| [(&it.from_role, &it.facility), (&it.to_role, &it.facility)];
        Self {
            case,
            program,
            work: ByCell::new(&case.workload, |row| [(&row.role, &row.facility)]),
            retention: ByCell::new(&case.retention, |it| [(&it.role, &it.facility)]),
            training: ByCell::new(&case.training, |it| [(&it.role, &it.facility)]),
            transfers: ByCell::new(&case.transfers, both),
            floors: index("floors", &["role", "facility"]),
            points: index("adoption_points", &["technology", "facility"]),
        }
    }

    /// The causes of a cell in the last period: what each rests on, and its FTE.
    fn of_cell(&self, provider: usize, role: &ProviderRole, rows: &[Row]) -> Vec<(Option<Footing>, f64)> {
        let (Some(opening), Some(last)) = (rows.first(), rows.last()) else { return Vec::new() };
        let key = self.key(provider, role);
        let of_cause = |at: usize| match self.program.causes.get(at) {
            Some(cause) => self.of_demand(&key, role, cause),
            None => SUPPLY_CAUSES
                .get(at - self.program.causes.len())
                .map_or_else(Vec::new, |cause| self.of_supply(&key, cause)),
        };
        let told = |fte: f64| tidy(fte) != 0.0;
        let under_way = (0..).zip(&opening.causes).filter(|(_, fte)| told(**fte)).flat_map(|(at, _)| of_cause(at));
        let of_opening = weakest(self.of_vacancies(&key, role).into_iter().chain(under_way));
        let causes = (0..).zip(&last.causes).filter(|(_, fte)| told(**fte));
        let causes = causes.map(|(at, &fte)| (weakest(of_cause(at)), fte));
        std::iter::once((of_opening, opening.gap.mean)).chain(causes).collect()
    }

    fn key(&self, provider: usize, role: &ProviderRole) -> StaffKey {
        let program = self.program;
        (program.roles[role.role].clone(), program.facilities[provider].clone())
    }

    fn is_by_ratios(&self, key: &StaffKey) -> bool {
        self.case.anchor(key) == Anchor::Ratios
    }

    /// Staff and posts, and under the anchor `ratios` the work that they are set against.
    fn of_vacancies(&self, key: &StaffKey, role: &ProviderRole) -> Vec<Footing> {
        let parts = work_parts(self.program, role).filter(|work| work.is_run() && self.is_by_ratios(key));
        parts.flat_map(|work| self.rates(&key.0, &work)).chain([Footing::COUNTED]).collect()
    }

    fn of_demand(&self, key: &StaffKey, role: &ProviderRole, cause: &Cause) -> Vec<Footing> {
        let program = self.program;
        let parts = || work_parts(program, role);
        let following = |driver: String| {
            let parts = parts().filter(move |work| work.is_run() && work.driver == driver);
            parts.flat_map(|work| self.rates(&key.0, &work)).collect()
        };
        match cause {
            Cause::Driver(driver) => {
                let driver = &program.drivers[*driver];
                let parts = parts().filter(|work| work.is_run() && work.driver == driver.as_str());
                let footings = parts.flat_map(|work| {
                    let rates = if self.is_by_ratios(key) { self.rates(&key.0, &work) } else { Vec::new() };
                    self.driver(driver, work.served).into_iter().chain(rates)
                });
                footings.collect()
            }
            Cause::Technology(technology) => self.technology(key, role, &program.technologies[*technology]),
            Cause::Surge(technology) => {
                let technology = &program.technologies[*technology];
                let parts = parts().filter(|work| !work.is_run() && work.technology == technology.as_str());
                let of_part = |work: WorkPart<'_>| {
                    let plan = self.plan(technology, work.served);
                    self.rates(&key.0, &work).into_iter().chain(plan)
                };
                parts.flat_map(of_part).collect()
            }
            Cause::Role(other) => following(format!("role:{}", program.roles[*other])),
            Cause::Family(family) => following(format!("family:{family}")),
            Cause::Rule(row) => vec![Footing::of(&self.case.workload[*row].rate)],
            Cause::Floor => said(&self.floors.words(&[key.0.as_str(), key.1.as_str()], "basis")),
            // Who does the work for whom is decided, not known.
            Cause::Services => Vec::new(),
        }
    }

    /// Adoption, the work that it brings, and its effects on other work.
    fn technology(&self, key: &StaffKey, role: &ProviderRole, technology: &TechnologyId) -> Vec<Footing> {
        let effects = self.case.effects.iter();
        let effects = effects.filter(|effect| effect.role == key.0 && effect.technology == *technology);
        let changes: Vec<Footing> = effects.map(|effect| Footing::of(&effect.change)).collect();
        let mut footings = Vec::new();
        for work in work_parts(self.program, role).filter(WorkPart::is_run) {
            if work.technology == technology.as_str() {
                footings.extend(self.rates(&key.0, &work));
            } else if changes.is_empty() {
                continue;
            } else {
                footings.extend(&changes);
            }
            footings.extend(self.plan(technology, work.served));
        }
        footings
    }

    /// The rates of the rows of `workload` that a part is of.
    fn rates(&self, role: &RoleId, work: &WorkPart<'_>) -> Vec<Footing> {
        let facility = FacilityId::new(work.served);
        let rows = self.work.of(role, &facility).iter();
        rows.filter(|row| is_of(row, work)).map(|row| Footing::of(&row.rate)).collect()
    }

    /// How far and how fast a technology comes into use at a facility, and what disturbs it.
    fn plan(&self, technology: &TechnologyId, facility: &str) -> Vec<Footing> {
        let key = (technology.clone(), FacilityId::new(facility));
        let mut footings = match self.case.adoption.get(&key).map(|plan| &**plan) {
            None | Some(AdoptionPlan::None) => return Vec::new(),
            Some(AdoptionPlan::Points { .. }) => said(&self.points.words(&[technology.as_str(), facility], "basis")),
            Some(AdoptionPlan::Curve { shape, ceiling, .. }) => {
                let speed = match shape {
                    CurveShape::Logistic { rate, .. } | CurveShape::Gompertz { rate, .. } => Some(rate),
                    // The numbers of the other shapes stand in the row of the ceiling.
                    CurveShape::Step | CurveShape::Linear { .. } | CurveShape::Bass { .. } => None,
                };
                std::iter::once(ceiling).chain(speed).map(Footing::of).collect()
            }
        };
        let shocks = self.case.shocks.get(&key).into_iter().flatten();
        footings.extend(shocks.map(|shock| match &shock.change {
            ShockChange::Rate(value) | ShockChange::Share(value) => Footing::of(value),
        }));
        footings
    }

    /// Growth of a driver at a facility, or else its given values; of an estimated one also the estimate.
    fn driver(&self, driver: &DriverId, facility: &str) -> Vec<Footing> {
        let case = self.case;
        let key = (driver.clone(), FacilityId::new(facility));
        let estimate = case.estimates.get(&key).map(|estimate| Footing::of(&estimate.rate));
        let growth = case.growth.get(&case.activity_key(&key)).map_or(Footing::COUNTED, |growth| Footing::of(growth));
        estimate.into_iter().chain([growth]).collect()
    }

    fn of_supply(&self, key: &StaffKey, cause: &str) -> Vec<Footing> {
        let case = self.case;
        let months = self.program.months as f64;
        let spans = case.supply.get(key).into_iter().flatten();
        let spans = || spans.clone().filter(|rates| rates.from.is_none_or(|from| from < months));
        let rates = |of: fn(&SupplyRates) -> Vec<&Assumption>| -> Vec<Footing> {
            spans().flat_map(of).map(Footing::of).collect()
        };
        match cause {
            "leavers" => {
                let mut footings = rates(|span| vec![&span.leavers]);
                footings.extend(
                    self.retention.of(&key.0, &key.1).iter().map(|measure| Footing::of(&measure.leavers_change)),
                );
                footings
            }
            "retirements" => match case.retirement.get(&key.0).filter(|_| case.ages.contains_key(key)) {
                Some(by_age) => by_age.iter().map(|(_, value)| Footing::of(value)).collect(),
                None => rates(|span| vec![&span.retirement]),
            },
            "hires" => rates(|span| vec![&span.time_to_fill, &span.offer_accept]),
            "newcomers" => rates(|span| vec![&span.months_to_productive, &span.start_productivity]),
            "training" => {
                let courses = self.training.of(&key.0, &key.1).iter();
                courses.flat_map(|course| [&course.completion, &course.employed]).map(Footing::of).collect()
            }
            "transfers" => {
                let values =
                    |it: &&'a Transfer| [&it.completion, &it.productivity_during].into_iter().chain(&it.annual);
                self.transfers.of(&key.0, &key.1).iter().flat_map(values).map(|value| Footing::of(value)).collect()
            }
            // Releases are decided, not known.
            _ => Vec::new(),
        }
    }
}

/// What rows say in their column `basis`; a blank is judgement.
fn said(words: &[String]) -> Vec<Footing> {
    let basis = |word: &String| Basis::from_word(word).unwrap_or(Basis::Judgement);
    words.iter().map(|word| Footing { basis: basis(word), is_default: false }).collect()
}

/// True if a part of work is of a row of `workload`.
fn is_of(row: &WorkRow, work: &WorkPart<'_>) -> bool {
    let phase = match row.phase {
        WorkPhase::Run => "run",
        WorkPhase::Build { .. } => "build",
        WorkPhase::GoLive { .. } => "go_live",
    };
    let driver = match &row.driver {
        None => work.driver.is_empty(),
        Some(WorkDriver::Driver(driver)) => work.driver == driver.as_str(),
        Some(WorkDriver::Role(role)) => work.driver.strip_prefix("role:") == Some(role.as_str()),
        Some(WorkDriver::Family(family)) => work.driver.strip_prefix("family:") == Some(family.as_str()),
    };
    let technology = row.technology.as_ref().map_or("", TechnologyId::as_str);
    driver && phase == work.phase && technology == work.technology
}
