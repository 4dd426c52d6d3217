//! From a case to a program.

use super::here::{self, Here, Moves, Places, Tenures};
use super::shared::Collector;
use super::values::{Conversion, ValueList};
use super::work::{Amount, Factor, PartKind, Response, ResponseKind, Share};
use super::{Cause, Curve, DriverCurve, Program, Provider, ProviderRole, Shape, Shock, Slot};
use super::{drivers, luck, roles};
use crate::domain::{
    AdoptionPlan, Anchor, Assumption, Case, CurveShape, DriverKind, Scope, ShockChange, StaffKey, WorkDriver, WorkRow,
};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::statistics::legendre;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Compiles what all providers of a scenario share. Every provider is looked at once, and dropped again.
pub fn compile(case: &Case) -> Program {
    let mut places = Places::of(case);
    let compiler = Compiler::new(case, &places);
    let mut collector = Collector::new();
    (0..case.facilities.len()).for_each(|index| collector.add(compiler.provider(index)));
    let shared = collector.finish(&case.correlated);
    (places.tenures, places.moves) = (compiler.tenures.into_inner(), compiler.moves.into_inner());
    Program {
        roles: case.roles.iter().map(|role| role.id.clone()).collect(),
        forecast: case.roles.iter().map(|role| role.scope == Scope::Forecast).collect(),
        facilities: case.facilities.iter().map(|facility| facility.id.clone()).collect(),
        technologies: case.technologies.iter().map(|technology| technology.id.clone()).collect(),
        drivers: case.drivers.iter().map(|driver| driver.id.clone()).collect(),
        causes: shared.causes,
        months: case.settings.horizon.months as usize,
        row_months: case.settings.horizon.rows.iter().map(|row| row.months as usize).collect(),
        tables: shared.tables,
        shared_luck: shared.luck,
        correlated: shared.correlated,
        common: shared.common,
        widest: shared.widest,
        policy: case.settings.hiring,
        individuals: case.settings.uncertainty.individuals,
        causes_wanted: case.settings.causes,
        quadrature: (0..=shared.most_factors + 4).map(|factors: usize| legendre::nodes(factors.div_ceil(2))).collect(),
        places,
        lookup: shared.lookup,
    }
}

impl Program {
    /// The provider at the facility of this index; `case` is the one that the program was compiled from.
    ///
    /// It depends on the case alone, and not on which providers were compiled before.
    pub fn provider(&self, case: &Case, index: usize) -> Provider {
        let draft = Compiler::new(case, &self.places).provider(index);
        self.lookup.settle(draft, &self.causes)
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
    pub places: &'a Places,
    pub months: usize,
    /// What takes long to find and is not among the places yet.
    pub tenures: RefCell<Tenures>,
    pub moves: RefCell<Moves>,
}

/// A provider whose luck, tables and causes are still its own.
pub(super) struct Draft {
    pub provider: Provider,
    /// Names (hashed) of the shared luck that its values take part in.
    pub luck: Vec<u64>,
    /// Shapes of the quantile tables that they need.
    pub shapes: Vec<f64>,
    /// For each of its roles what its demand changes by.
    pub causes: Vec<Vec<Cause>>,
}

/// A provider under construction, with what it already has.
#[derive(Default)]
pub(super) struct Parts {
    pub provider: Provider,
    values: ValueList,
    curves: BTreeMap<(TechnologyId, FacilityId), usize>,
    drivers: BTreeMap<(DriverId, FacilityId), usize>,
    responses: BTreeMap<(usize, u8, u64), usize>,
}

impl Parts {
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
    pub fn new(case: &'a Case, places: &'a Places) -> Self {
        let months = case.settings.horizon.months as usize;
        Self { case, places, months, tenures: RefCell::default(), moves: RefCell::default() }
    }

    /// The provider at the facility of this index.
    fn provider(&self, index: usize) -> Draft {
        let case = self.case;
        let facility = &case.facilities[index].id;
        let work = &self.work_here(index);
        let mut parts = Parts::default();
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
        let Parts { mut provider, values, .. } = parts;
        provider.demand_order = demand_order(&provider.roles);
        provider.staff_groups = staff_groups(&provider);
        (provider.values, provider.names) = (values.values, values.names);
        Draft { provider, luck: values.luck, shapes: values.shapes, causes }
    }

    /// The work that is done at a facility, with its shares.
    fn work_here(&self, index: usize) -> WorkHere<'a> {
        let facility = &self.case.facilities[index].id;
        let mut work = WorkHere::new();
        let mut shares: BTreeMap<(&RoleId, &FacilityId), Share> = BTreeMap::new();
        for &index in &self.here(facility).work {
            let row = &self.case.workload[index as usize];
            let share = shares.entry((&row.role, &row.facility)).or_insert_with(|| {
                let mut shares = roles::shares(self.case, &row.role, &row.facility, self.months);
                shares.remove(facility).unwrap_or(Share::constant(0.0))
            });
            let shared = SharedRow { index: index as usize, row, share: share.clone() };
            work.entry(row.role.clone()).or_default().push(shared);
        }
        work
    }

    /// The rows that concern a facility.
    pub(super) fn here(&self, facility: &FacilityId) -> &'a Here {
        &self.places.here[self.facility(facility)]
    }

    /// The place of a facility.
    pub(super) fn facility(&self, facility: &FacilityId) -> usize {
        here::place(self.case, facility).unwrap_or_default()
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
            || self.joins(&key)
    }

    fn role(
        &self,
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

    pub(super) fn driver(&self, parts: &mut Parts, driver: &DriverId, facility: &FacilityId) -> usize {
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
            Some(growth) => self.assumed(parts, (facility, growth), Conversion::scaled(0.01)),
            None => self.fixed(parts, 0.0),
        };
        let per_unit =
            estimate.map(|estimate| self.assumed(parts, (facility, &estimate.rate), Conversion::scaled(1.0)));
        parts.provider.drivers.push(DriverCurve { given, base, base_at, growth, opening, per_unit });
        parts.drivers.insert(key, parts.provider.drivers.len() - 1);
        parts.provider.drivers.len() - 1
    }

    pub(super) fn curve(&self, parts: &mut Parts, technology: &TechnologyId, facility: &FacilityId) -> usize {
        let key = (technology.clone(), facility.clone());
        if let Some(&index) = parts.curves.get(&key) {
            return index;
        }
        let plan = self.case.adoption.get(&key).expect("a case has a plan for every technology at every facility");
        let mut curve = match &**plan {
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
                delay: self.assumed(parts, (facility, delay), Conversion::scaled(1.0)),
                site_delay: self.assumed(parts, (facility, site_delay), Conversion::scaled(1.0)),
                shocks: Vec::new(),
            },
            AdoptionPlan::Curve { shape, go_live, start_share, ceiling, delay, site_delay } => Curve {
                shape: match shape {
                    CurveShape::Step => Shape::Step,
                    CurveShape::Linear { ramp_months } => Shape::Linear(*ramp_months),
                    CurveShape::Logistic { rate, midpoint } => {
                        Shape::Logistic(self.assumed(parts, (facility, rate), Conversion::scaled(1.0)), *midpoint)
                    }
                    CurveShape::Gompertz { rate, midpoint } => {
                        Shape::Gompertz(self.assumed(parts, (facility, rate), Conversion::scaled(1.0)), *midpoint)
                    }
                    CurveShape::Bass { p, q } => Shape::Bass(*p, *q),
                },
                go_live: go_live.unwrap_or(f64::NEG_INFINITY),
                start: *start_share,
                ceiling: self.assumed(parts, (facility, ceiling), Conversion::scaled(0.01)),
                delay: self.assumed(parts, (facility, delay), Conversion::scaled(1.0)),
                site_delay: self.assumed(parts, (facility, site_delay), Conversion::scaled(1.0)),
                shocks: Vec::new(),
            },
        };
        for shock in self.case.shocks.get(&key).into_iter().flatten() {
            let (size, speeds) = match &shock.change {
                ShockChange::Rate(value) => (self.assumed(parts, (facility, value), Conversion::scaled(1.0)), true),
                ShockChange::Share(value) => (self.assumed(parts, (facility, value), Conversion::scaled(0.01)), false),
            };
            let decay = shock.decay_months.unwrap_or(f64::INFINITY);
            curve.shocks.push(Shock { from: shock.from, size, speeds, decay });
        }
        parts.provider.curves.push(curve);
        parts.curves.insert(key, parts.provider.curves.len() - 1);
        parts.provider.curves.len() - 1
    }

    /// A value at a facility.
    pub(super) fn assumed(&self, parts: &mut Parts, at: (&FacilityId, &Assumption), conversion: Conversion) -> Slot {
        let rho = luck::shared_part(&at.1.selector, &self.case.settings.uncertainty.shared);
        parts.values.assumed(at, conversion, rho)
    }

    pub(super) fn fixed(&self, parts: &mut Parts, value: f64) -> Slot {
        parts.values.fixed(value)
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
