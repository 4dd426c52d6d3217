//! From a case to a program.

use super::values::{Conversion, ValueList};
use super::work::{Amount, Factor, PartKind, Response, ResponseKind, Share};
use super::{Cause, Curve, DriverCurve, Program, Provider, ProviderRole, Shape, Shock, Slot, ValueIndex};
use super::{drivers, luck, people, roles};
use crate::domain::{
    AdoptionPlan, Anchor, Assumption, Case, CurveShape, DriverKind, Scope, ShockChange, StaffKey, WorkDriver, WorkRow,
};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::statistics::legendre;
use std::collections::{BTreeMap, BTreeSet};

/// Compiles a scenario. Once per scenario; everything after it works on flat arrays.
pub fn compile(case: &Case) -> Program {
    let months = case.settings.horizon.months as usize;
    let mut compiler = Compiler { case, months, values: ValueList::new() };
    let mut work: BTreeMap<FacilityId, WorkHere> = BTreeMap::new();
    let mut shares = BTreeMap::new();
    for (index, row) in case.workload.iter().enumerate() {
        let key = (row.role.clone(), row.facility.clone());
        let shares = shares.entry(key).or_insert_with(|| roles::shares(case, &row.role, &row.facility, months));
        // Work that follows another role's demand is done where that demand is.
        let elsewhere = matches!(row.driver, Some(WorkDriver::Role(_) | WorkDriver::Family(_)));
        for (provider, share) in shares.iter().filter(|(provider, _)| !elsewhere || **provider == row.facility) {
            let of_provider = work.entry(provider.clone()).or_default();
            let shared = SharedRow { index, row, share: share.clone() };
            of_provider.entry(row.role.clone()).or_default().push(shared);
        }
    }
    let mut causes: Vec<Vec<Vec<Cause>>> = Vec::new();
    let mut providers = Vec::new();
    for facility in &case.facilities {
        let (provider, of_roles) = compiler.provider(&facility.id, &work.remove(&facility.id).unwrap_or_default());
        providers.push(provider);
        causes.push(of_roles);
    }
    let axis: BTreeSet<&Cause> = causes.iter().flatten().flatten().collect();
    let axis: Vec<Cause> = axis.into_iter().cloned().collect();
    for (provider, of_roles) in providers.iter_mut().zip(&causes) {
        for (role, of_role) in provider.roles.iter_mut().zip(of_roles) {
            role.causes = of_role.iter().filter_map(|cause| axis.binary_search(cause).ok()).collect();
        }
    }
    let most_factors = providers.iter().flat_map(|provider| &provider.roles).flat_map(|role| &role.work);
    let most_factors = most_factors.map(|work| work.factors.len()).max().unwrap_or(0) + 4;
    let mut list = compiler.values;
    let correlated = case.correlated.iter().map(|group| list.correlated(group)).collect();
    Program {
        roles: case.roles.iter().map(|role| role.id.clone()).collect(),
        forecast: case.roles.iter().map(|role| role.scope == Scope::Forecast).collect(),
        facilities: case.facilities.iter().map(|facility| facility.id.clone()).collect(),
        technologies: case.technologies.iter().map(|technology| technology.id.clone()).collect(),
        drivers: case.drivers.iter().map(|driver| driver.id.clone()).collect(),
        causes: axis,
        months,
        row_months: case.settings.horizon.rows.iter().map(|row| row.months as usize).collect(),
        values: list.values,
        parameters: list.parameters,
        tables: list.tables,
        shared_luck: list.shared_luck,
        correlated,
        providers,
        policy: case.settings.hiring,
        individuals: case.settings.uncertainty.individuals,
        causes_wanted: case.settings.causes,
        quadrature: (0..=most_factors).map(|factors: usize| legendre::nodes(factors.div_ceil(2))).collect(),
    }
}

/// A workload row with a provider's share of it.
pub(super) struct SharedRow<'a> {
    /// Its place in the case.
    pub index: usize,
    pub row: &'a WorkRow,
    pub share: Share,
}

/// Rows by the role that does them.
pub(super) type WorkHere<'a> = BTreeMap<RoleId, Vec<SharedRow<'a>>>;

pub(super) struct Compiler<'a> {
    pub case: &'a Case,
    pub months: usize,
    values: ValueList,
}

/// A provider under construction, with what it already has.
#[derive(Default)]
pub(super) struct Parts {
    pub provider: Provider,
    slots: BTreeMap<ValueIndex, Slot>,
    curves: BTreeMap<(TechnologyId, FacilityId), usize>,
    drivers: BTreeMap<(DriverId, FacilityId), usize>,
    responses: BTreeMap<(usize, u8, u64), usize>,
}

impl Parts {
    fn slot(&mut self, index: ValueIndex) -> Slot {
        let next = Slot(self.provider.slots.len() as u32);
        let slot = *self.slots.entry(index).or_insert(next);
        if slot == next {
            self.provider.slots.push(index);
        }
        slot
    }

    /// What follows from a curve; each is computed once.
    pub(super) fn response(&mut self, curve: usize, kind: ResponseKind) -> usize {
        let key = match kind {
            ResponseKind::Realised(months) => (curve, 0, u64::from(months)),
            ResponseKind::GoLive(decay) => (curve, 1, decay.to_bits()),
            ResponseKind::Build(lead) => (curve, 2, u64::from(lead)),
            ResponseKind::Rise(lead) => (curve, 3, u64::from(lead)),
        };
        let next = self.provider.responses.len();
        let index = *self.responses.entry(key).or_insert(next);
        if index == next {
            self.provider.responses.push(Response { curve, kind });
        }
        index
    }

    /// What one technology makes of other work; each is kept once.
    pub(super) fn factor(&mut self, factor: Factor) -> usize {
        let known = self.provider.factors.iter().position(|known| *known == factor);
        known.unwrap_or_else(|| {
            self.provider.factors.push(factor);
            self.provider.factors.len() - 1
        })
    }
}

impl<'a> Compiler<'a> {
    /// A provider, and for each of its roles what its demand changes by.
    fn provider(&mut self, facility: &FacilityId, work: &WorkHere<'a>) -> (Provider, Vec<Vec<Cause>>) {
        let mut parts = Parts::default();
        let case = self.case;
        for technology in &case.technologies {
            let curve = self.curve(&mut parts, &technology.id, facility);
            parts.provider.own_curves.push(curve);
        }
        let here: Vec<usize> =
            (0..case.roles.len()).filter(|&role| self.is_here(&case.roles[role].id, facility, work)).collect();
        let place: BTreeMap<RoleId, usize> =
            here.iter().enumerate().map(|(place, &role)| (case.roles[role].id.clone(), place)).collect();
        let mut causes = Vec::new();
        for &role in &here {
            let rows = work.get(&case.roles[role].id).map_or(&[][..], Vec::as_slice);
            let (compiled, of_role) = self.role(&mut parts, role, facility, rows, &place);
            parts.provider.roles.push(compiled);
            causes.push(of_role);
        }
        parts.provider.moves = self.moves(&mut parts, facility, &place);
        parts.provider.skills = self.skills(&mut parts, facility, &place);
        let mut provider = parts.provider;
        provider.demand_order = demand_order(&provider.roles);
        provider.staff_groups = staff_groups(&provider);
        (provider, causes)
    }

    /// True if a role has staff, posts, work, a standing floor or people to come at a provider.
    fn is_here(&self, role: &RoleId, facility: &FacilityId, work: &WorkHere<'a>) -> bool {
        let case = self.case;
        let key: StaffKey = (role.clone(), facility.clone());
        let has_staff = case.opening_staff(&key).is_some_and(|point| point.fte > 0.0 || point.budgeted_fte > 0.0);
        has_staff
            || work.contains_key(role)
            || case.posts.contains_key(&key)
            || case.floors.get(&key).is_some_and(|floor| floor.always)
            || people::joins(case, &key)
    }

    fn role(
        &mut self,
        parts: &mut Parts,
        index: usize,
        facility: &FacilityId,
        rows: &[SharedRow<'a>],
        place: &BTreeMap<RoleId, usize>,
    ) -> (ProviderRole, Vec<Cause>) {
        let case = self.case;
        let key = (case.roles[index].id.clone(), facility.clone());
        let staff = case.opening_staff(&key);
        let posts = case.posts.get(&key).map_or(&[][..], Vec::as_slice);
        let floor = case.floors.get(&key);
        let opening_fte = staff.map_or(0.0, |point| point.fte);
        let budgeted = staff.map_or(0.0, |point| point.budgeted_fte);
        let (opening_establishment_fte, establishment_fte, establishment_end_fte) =
            roles::establishment(budgeted, posts, self.months);
        let demand = self.work(parts, index, facility, rows, place);
        let role = ProviderRole {
            role: index,
            work: demand.work,
            surge: demand.surge,
            scales: demand.scales,
            parts: demand.parts,
            causes: Vec::new(),
            floor_cause: demand.causes.iter().position(|cause| *cause == Cause::Floor),
            anchor_fte: match (case.roles[index].scope, case.anchor(&key)) {
                (Scope::Source, _) | (_, Anchor::Ratios) => None,
                (_, Anchor::Establishment) => Some(budgeted),
                (_, Anchor::InPost) => Some(opening_fte),
            },
            floor_fte: floor.map_or(0.0, |floor| floor.fte),
            floor_always: floor.is_some_and(|floor| floor.always),
            opening_establishment_fte,
            establishment_fte,
            establishment_end_fte,
            staff: self.staff(parts, &key),
            labour: self.labour(&key),
            prices: self.prices(&key),
        };
        (role, demand.causes)
    }

    pub(super) fn driver(&mut self, parts: &mut Parts, driver: &DriverId, facility: &FacilityId) -> usize {
        let key = (driver.clone(), facility.clone());
        if let Some(&index) = parts.drivers.get(&key) {
            return index;
        }
        let case = self.case;
        // A driver without activity of its own follows another.
        let estimate = case.estimates.get(&key);
        let source_key = case.activity_key(&key);
        let kind =
            case.drivers.iter().find(|known| known.id == source_key.0).map_or(DriverKind::Stock, |known| known.kind);
        let series = case.activity.get(&source_key).expect("a case has activity wherever work needs it");
        let drivers::Compiled { given, base, base_at, opening } =
            drivers::compile(series, kind, case.settings.horizon.start);
        // A series that reaches to the end of the horizon needs no growth.
        let growth = match case.growth.get(&source_key) {
            Some(growth) => self.assumed(parts, growth, Conversion::scaled(0.01)),
            None => self.fixed(parts, 0.0),
        };
        let per_unit = estimate.map(|estimate| self.assumed(parts, &estimate.rate, Conversion::scaled(1.0)));
        parts.provider.drivers.push(DriverCurve { given, base, base_at, growth, opening, per_unit });
        parts.drivers.insert(key, parts.provider.drivers.len() - 1);
        parts.provider.drivers.len() - 1
    }

    pub(super) fn curve(&mut self, parts: &mut Parts, technology: &TechnologyId, facility: &FacilityId) -> usize {
        let key = (technology.clone(), facility.clone());
        if let Some(&index) = parts.curves.get(&key) {
            return index;
        }
        let plan = self.case.adoption.get(&key).expect("a case has a plan for every technology at every facility");
        let mut curve = match plan {
            AdoptionPlan::None => {
                let zero = self.fixed(parts, 0.0);
                Curve {
                    shape: Shape::None,
                    go_live: f64::INFINITY,
                    start: None,
                    ceiling: zero,
                    delay: zero,
                    site_delay: zero,
                    shocks: Vec::new(),
                }
            }
            AdoptionPlan::Points { points, delay, site_delay } => Curve {
                shape: Shape::Points(points.clone()),
                go_live: f64::NEG_INFINITY,
                start: None,
                ceiling: self.fixed(parts, 1.0),
                delay: self.assumed(parts, delay, Conversion::scaled(1.0)),
                site_delay: self.assumed(parts, site_delay, Conversion::scaled(1.0)),
                shocks: Vec::new(),
            },
            AdoptionPlan::Curve { shape, go_live, start_share, ceiling, delay, site_delay } => Curve {
                shape: match shape {
                    CurveShape::Step => Shape::Step,
                    CurveShape::Linear { ramp_months } => Shape::Linear(*ramp_months),
                    CurveShape::Logistic { rate, midpoint } => {
                        Shape::Logistic(self.assumed(parts, rate, Conversion::scaled(1.0)), *midpoint)
                    }
                    CurveShape::Gompertz { rate, midpoint } => {
                        Shape::Gompertz(self.assumed(parts, rate, Conversion::scaled(1.0)), *midpoint)
                    }
                    CurveShape::Bass { p, q } => Shape::Bass(*p, *q),
                },
                go_live: go_live.unwrap_or(f64::NEG_INFINITY),
                start: *start_share,
                ceiling: self.assumed(parts, ceiling, Conversion::scaled(0.01)),
                delay: self.assumed(parts, delay, Conversion::scaled(1.0)),
                site_delay: self.assumed(parts, site_delay, Conversion::scaled(1.0)),
                shocks: Vec::new(),
            },
        };
        for shock in self.case.shocks.get(&key).into_iter().flatten() {
            let (size, speeds) = match &shock.change {
                ShockChange::Rate(value) => (self.assumed(parts, value, Conversion::scaled(1.0)), true),
                ShockChange::Share(value) => (self.assumed(parts, value, Conversion::scaled(0.01)), false),
            };
            let decay = shock.decay_months.unwrap_or(f64::INFINITY);
            curve.shocks.push(Shock { from: shock.from, size, speeds, decay });
        }
        parts.provider.curves.push(curve);
        parts.curves.insert(key, parts.provider.curves.len() - 1);
        parts.provider.curves.len() - 1
    }

    pub(super) fn assumed(&mut self, parts: &mut Parts, assumption: &Assumption, conversion: Conversion) -> Slot {
        let rho = luck::shared_part(&assumption.selector, &self.case.settings.uncertainty.shared);
        let index = self.values.assumed(assumption, conversion, rho);
        parts.slot(index)
    }

    pub(super) fn fixed(&mut self, parts: &mut Parts, value: f64) -> Slot {
        let index = self.values.fixed(value);
        parts.slot(index)
    }
}

/// Places of roles, each after those whose demand it follows; the case has no cycle.
fn demand_order(roles: &[ProviderRole]) -> Vec<usize> {
    fn visit(roles: &[ProviderRole], place: usize, done: &mut Vec<usize>, seen: &mut [bool]) {
        if std::mem::replace(&mut seen[place], true) {
            return;
        }
        let amounts = roles[place].work.iter().map(|work| &work.amount);
        for amount in amounts.chain(roles[place].surge.iter().map(|surge| &surge.amount)) {
            if let Amount::Roles(others) = amount {
                others.iter().for_each(|&other| visit(roles, other, done, seen));
            }
        }
        done.push(place);
    }
    let (mut done, mut seen) = (Vec::new(), vec![false; roles.len()]);
    (0..roles.len()).for_each(|place| visit(roles, place, &mut done, &mut seen));
    done
}

/// Roles between which staff move, together; the others alone.
fn staff_groups(provider: &Provider) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..provider.roles.len()).collect();
    for moving in &provider.moves {
        let (a, b) = (group[moving.from], group[moving.to]);
        group.iter_mut().filter(|of| **of == a.max(b)).for_each(|of| *of = a.min(b));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    group.into_iter().enumerate().for_each(|(place, of)| groups.entry(of).or_default().push(place));
    groups.into_values().collect()
}

impl PartKind {
    /// The part of a row.
    pub(super) fn of_row(technology: Option<usize>, phase: &'static str, driver: Option<&WorkDriver>) -> Self {
        let driver = match driver {
            None => String::new(),
            Some(WorkDriver::Driver(driver)) => driver.to_string(),
            Some(WorkDriver::Role(role)) => format!("role:{role}"),
            Some(WorkDriver::Family(family)) => format!("family:{family}"),
        };
        Self::Row { technology, phase, driver }
    }
}
