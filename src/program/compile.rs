//! From a case to a program.

use super::values::{Conversion, ValueList};
use super::{Curve, DriverCurve, Program, Provider, ProviderRole, Shape, Slot, ValueIndex, Work};
use super::{drivers, luck, roles};
use crate::domain::{
    AdoptionPlan, Anchor, Assumption, Case, CurveShape, DriverKind, SupplyRates, WorkDriver, WorkRow, WorkUnit,
};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use std::collections::BTreeMap;

/// Compiles a scenario. Once per scenario; everything after it works on flat arrays.
pub fn compile(case: &Case) -> Program {
    let months = case.settings.horizon.months as usize;
    let mut compiler = Compiler { case, months, values: ValueList::new() };
    let mut work: BTreeMap<FacilityId, BTreeMap<RoleId, Vec<SharedRow>>> = BTreeMap::new();
    let mut shares = BTreeMap::new();
    for row in &case.workload {
        let key = (row.role.clone(), row.facility.clone());
        let shares = shares.entry(key).or_insert_with(|| roles::shares(case, &row.role, &row.facility, months));
        for (provider, share) in shares.iter() {
            let of_provider = work.entry(provider.clone()).or_default();
            of_provider.entry(row.role.clone()).or_default().push((row, share.clone()));
        }
    }
    let providers = case
        .facilities
        .iter()
        .map(|facility| compiler.provider(&facility.id, work.remove(&facility.id).unwrap_or_default()))
        .collect();
    let list = compiler.values;
    Program {
        roles: case.roles.iter().map(|role| role.id.clone()).collect(),
        facilities: case.facilities.iter().map(|facility| facility.id.clone()).collect(),
        technologies: case.technologies.iter().map(|technology| technology.id.clone()).collect(),
        months,
        row_months: case.settings.horizon.rows.iter().map(|row| row.months as usize).collect(),
        values: list.values,
        parameters: list.parameters,
        tables: list.tables,
        shared_luck: list.shared_luck,
        providers,
        policy: case.settings.hiring,
    }
}

type SharedRow<'a> = (&'a WorkRow, roles::ShareOverTime);

struct Compiler<'a> {
    case: &'a Case,
    months: usize,
    values: ValueList,
}

/// A provider under construction, with what it already has.
#[derive(Default)]
struct Parts {
    provider: Provider,
    slots: BTreeMap<ValueIndex, Slot>,
    curves: BTreeMap<(TechnologyId, FacilityId), usize>,
    drivers: BTreeMap<(DriverId, FacilityId), usize>,
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
}

impl<'a> Compiler<'a> {
    fn provider(&mut self, facility: &FacilityId, mut work: BTreeMap<RoleId, Vec<SharedRow<'a>>>) -> Provider {
        let mut parts = Parts::default();
        let case = self.case;
        for technology in &case.technologies {
            let curve = self.curve(&mut parts, &technology.id, facility);
            parts.provider.own_curves.push(curve);
        }
        for (index, role) in case.roles.iter().enumerate() {
            let rows = work.remove(&role.id).unwrap_or_default();
            if let Some(compiled) = self.role(&mut parts, index, facility, &rows) {
                parts.provider.roles.push(compiled);
            }
        }
        parts.provider
    }

    /// One role at one provider; `None` if it has neither staff nor posts nor work nor a standing floor here.
    fn role(
        &mut self,
        parts: &mut Parts,
        index: usize,
        facility: &FacilityId,
        rows: &[SharedRow<'a>],
    ) -> Option<ProviderRole> {
        let case = self.case;
        let key = (case.roles[index].id.clone(), facility.clone());
        let staff = case.opening_staff(&key);
        let posts = case.posts.get(&key).map_or(&[][..], Vec::as_slice);
        let floor = case.floors.get(&key);
        let has_staff = staff.is_some_and(|point| point.fte > 0.0 || point.budgeted_fte > 0.0);
        if rows.is_empty() && !has_staff && posts.is_empty() && !floor.is_some_and(|floor| floor.always) {
            return None;
        }
        let opening_fte = staff.map_or(0.0, |point| point.fte);
        let budgeted = staff.map_or(0.0, |point| point.budgeted_fte);
        let (opening_establishment_fte, establishment_fte, establishment_end_fte) =
            roles::establishment(budgeted, posts, self.months);
        let rates = case.supply.get(&key).expect("a case has rates for every role at every facility");
        let [leavers, retirement, time_to_fill] = self.supply(parts, &rates[0]);
        let work = rows.iter().map(|(row, share)| self.work(parts, row, share)).collect();
        Some(ProviderRole {
            role: index,
            work,
            anchor_fte: match case.anchor(&key) {
                Anchor::Establishment => Some(budgeted),
                Anchor::InPost => Some(opening_fte),
                Anchor::Ratios => None,
            },
            floor_fte: floor.map_or(0.0, |floor| floor.fte),
            floor_always: floor.is_some_and(|floor| floor.always),
            opening_fte,
            opening_establishment_fte,
            establishment_fte,
            establishment_end_fte,
            leavers,
            retirement,
            time_to_fill,
        })
    }

    fn supply(&mut self, parts: &mut Parts, rates: &SupplyRates) -> [Slot; 3] {
        // retirement_pct is a probability within a year; the engine wants the hazard.
        let retirement = -libm::log1p(-rates.retirement.spread.mode / 100.0);
        let leavers_mode = rates.leavers.spread.mode / 100.0;
        let without_retirement = if rates.leavers_include_retirement { 1.0 - retirement / leavers_mode } else { 1.0 };
        let leavers = self.assumed(parts, &rates.leavers, Conversion::scaled(0.01 * without_retirement));
        let retirement = self.fixed(parts, retirement);
        [leavers, retirement, self.assumed(parts, &rates.time_to_fill, Conversion::scaled(1.0))]
    }

    fn work(&mut self, parts: &mut Parts, row: &WorkRow, share: &roles::ShareOverTime) -> Work {
        let conversion = match row.unit {
            WorkUnit::FtePer100 | WorkUnit::PercentOfRole => Conversion::scaled(0.01),
            WorkUnit::FtePer1000 => Conversion::scaled(0.001),
            WorkUnit::FtePerUnit | WorkUnit::FtePerFacility | WorkUnit::MinutesPerUnit => Conversion::scaled(1.0),
            WorkUnit::UnitsPerFte => Conversion { scale: 1.0, reciprocal: true },
        };
        Work {
            rate: self.assumed(parts, &row.rate, conversion),
            driver: row.driver.as_ref().and_then(|driver| match driver {
                WorkDriver::Driver(driver) => Some(self.driver(parts, driver, &row.facility)),
                WorkDriver::Role(_) | WorkDriver::Family(_) => None,
            }),
            curve: row.technology.as_ref().map(|technology| self.curve(parts, technology, &row.facility)),
            opening_share: share.opening,
            monthly_share: share.monthly.clone(),
        }
    }

    fn driver(&mut self, parts: &mut Parts, driver: &DriverId, facility: &FacilityId) -> usize {
        let key = (driver.clone(), facility.clone());
        if let Some(&index) = parts.drivers.get(&key) {
            return index;
        }
        let case = self.case;
        let kind = case.drivers.iter().find(|known| known.id == *driver).map_or(DriverKind::Stock, |known| known.kind);
        let series = case.activity.get(&key).expect("a case has activity wherever work needs it");
        let drivers::Compiled { given, base, base_at, opening } =
            drivers::compile(series, kind, case.settings.horizon.start);
        // A series that reaches to the end of the horizon needs no growth.
        let growth = match case.growth.get(&key) {
            Some(growth) => self.assumed(parts, growth, Conversion::scaled(0.01)),
            None => self.fixed(parts, 0.0),
        };
        let curve = DriverCurve { given, base, base_at, growth, opening };
        parts.provider.drivers.push(curve);
        parts.drivers.insert(key, parts.provider.drivers.len() - 1);
        parts.provider.drivers.len() - 1
    }

    fn curve(&mut self, parts: &mut Parts, technology: &TechnologyId, facility: &FacilityId) -> usize {
        let key = (technology.clone(), facility.clone());
        if let Some(&index) = parts.curves.get(&key) {
            return index;
        }
        let plan = self.case.adoption.get(&key).expect("a case has a plan for every technology at every facility");
        let curve = match plan {
            AdoptionPlan::None => {
                let zero = self.fixed(parts, 0.0);
                let go_live = f64::INFINITY;
                Curve { shape: Shape::None, go_live, start: None, ceiling: zero, delay: zero, site_delay: zero }
            }
            AdoptionPlan::Points { points, delay, site_delay } => Curve {
                shape: Shape::Points(points.clone()),
                go_live: f64::NEG_INFINITY,
                start: None,
                ceiling: self.fixed(parts, 1.0),
                delay: self.assumed(parts, delay, Conversion::scaled(1.0)),
                site_delay: self.assumed(parts, site_delay, Conversion::scaled(1.0)),
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
            },
        };
        parts.provider.curves.push(curve);
        parts.curves.insert(key, parts.provider.curves.len() - 1);
        parts.provider.curves.len() - 1
    }

    fn assumed(&mut self, parts: &mut Parts, assumption: &Assumption, conversion: Conversion) -> Slot {
        let rho = luck::shared_part(&assumption.selector, &self.case.settings.uncertainty.shared);
        let index = self.values.assumed(assumption, conversion, rho);
        parts.slot(index)
    }

    fn fixed(&mut self, parts: &mut Parts, value: f64) -> Slot {
        let index = self.values.fixed(value);
        parts.slot(index)
    }
}
