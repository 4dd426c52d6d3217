//! The hospital group and its assumptions, true and complete once built.
//!
//! A [`Case`] is what the checked files mean together, still in the planner's units (percent, months, FTE). `input`
//! builds it or refuses; `program` compiles it to flat arrays. Left out: how the files look (`tables`, `input`).

mod alike;
mod assumption;
mod correlation;
mod demand;
mod settings;
mod supply;

pub use alike::Alike;
pub use assumption::{Assumption, Basis, Given, Selector, Spread};
pub use correlation::CorrelatedLuck;
pub use demand::{
    AdoptionPlan, Allowance, CurveShape, Driver, DriverKind, Economy, Effect, EffectTiming, Estimate, Facility, Floor,
    Role, Scope, Series, Service, Shock, ShockChange, Skill, Technology, WorkDriver, WorkPhase, WorkRow, WorkRule,
    WorkUnit,
};
pub use settings::{Anchor, HiringPolicy, Sampling, Settings, Shortage, Uncertainty, word};
pub use supply::{
    Action, ActionKind, Contractors, CostRates, Course, PostChange, Retention, StaffPoint, SupplyRates, Training,
    Transfer,
};

use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::tables::Tables;
use std::collections::BTreeMap;

/// A staff cell: a role at the facility that employs it.
pub type StaffKey = (RoleId, FacilityId);

/// One scenario, checked and complete.
///
/// Every key that may be `*` in a file is expanded here: maps hold one entry for each facility (and role) that the
/// table speaks of; what these entries have alike is kept once ([`Alike`]). Lists of roles, facilities, technologies and
/// drivers are in the order of their codes.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is forecast and how.
    pub settings: Settings,
    /// The roles, by code.
    pub roles: Vec<Role>,
    /// The facilities, by code.
    pub facilities: Vec<Facility>,
    /// The technologies, by code.
    pub technologies: Vec<Technology>,
    /// The drivers, by code.
    pub drivers: Vec<Driver>,
    /// Given values of drivers; only pairs that the activity table holds.
    pub activity: BTreeMap<(DriverId, FacilityId), Series>,
    /// Growth beyond the given values, annual percent; for every pair of `activity` whose series ends within the horizon.
    pub growth: BTreeMap<(DriverId, FacilityId), Alike<Assumption>>,
    /// Drivers that are taken from others, where work needs them and `activity` does not hold them.
    pub estimates: BTreeMap<(DriverId, FacilityId), Estimate>,
    /// Who does the work of a role for a facility, where it is not (only) the facility itself.
    pub services: BTreeMap<(RoleId, FacilityId), Vec<Service>>,
    /// One plan for every technology and facility.
    pub adoption: BTreeMap<(TechnologyId, FacilityId), Alike<AdoptionPlan>>,
    /// Events that change adoption, in time order.
    pub shocks: BTreeMap<(TechnologyId, FacilityId), Vec<Alike<Shock>>>,
    /// Workload rows, one for each facility, in the order role, technology, phase, driver, facility.
    pub workload: Vec<WorkRow>,
    /// What technologies do to other work, in the order technology, role.
    pub effects: Vec<Effect>,
    /// Training of staff in post that technologies need, in the order technology, role.
    pub skills: Vec<Skill>,
    /// Smallest teams by provider.
    pub floors: BTreeMap<StaffKey, Floor>,
    /// Working time of the roles whose floors cover posts (`floors` already rests on it) or whose work is in minutes.
    pub allowances: BTreeMap<RoleId, Allowance>,
    /// Anchors that differ from the settings' own.
    pub anchors: BTreeMap<StaffKey, Anchor>,
    /// Approved changes of the establishment, in time order.
    pub posts: BTreeMap<StaffKey, Vec<PostChange>>,
    /// Staff through time, in time order; the last point is the opening.
    pub staff: BTreeMap<StaffKey, Vec<StaffPoint>>,
    /// Ages of the staff at the opening where they are given: FTE by completed year of age, in order of age.
    pub ages: BTreeMap<StaffKey, Vec<(u32, f64)>>,
    /// Rates of leaving and recruiting, for every role and facility: in time order, the first always holds.
    pub supply: BTreeMap<StaffKey, Alike<Vec<SupplyRates>>>,
    /// Chance to retire within a year by completed year of age, percent, in order of age; an age holds up to the next.
    pub retirement: BTreeMap<RoleId, Vec<(u32, Assumption)>>,
    /// Courses, by cohort and provider.
    pub training: Vec<Training>,
    /// Moves between roles, in the order from, to, provider.
    pub transfers: Vec<Transfer>,
    /// Retention measures, in the order role, provider, time.
    pub retention: Vec<Retention>,
    /// Contracted labour.
    pub contractors: Vec<Contractors>,
    /// Scheduled actions.
    pub actions: Vec<Action>,
    /// What staff cost: in time order, the first always holds. Empty where no costs are asked for.
    pub costs: BTreeMap<RoleId, Vec<CostRates>>,
    /// Uncertain values whose luck goes together, by the first of their names.
    pub correlated: Vec<CorrelatedLuck>,
    /// The resolved tables themselves, as they are written to a run's `inputs/`.
    pub tables: Tables,
}

impl Case {
    /// The anchor of a role at a provider.
    pub fn anchor(&self, key: &StaffKey) -> Anchor {
        self.anchors.get(key).copied().unwrap_or(self.settings.demand_anchor)
    }

    /// Whose activity a driver at a facility has: its own, or that of the driver which it is estimated from.
    pub fn activity_key(&self, key: &(DriverId, FacilityId)) -> (DriverId, FacilityId) {
        let source = self.estimates.get(key).map_or(&key.0, |estimate| &estimate.from);
        (source.clone(), key.1.clone())
    }

    /// Staff at the opening, if a row of the last staff period names the cell.
    pub fn opening_staff(&self, key: &StaffKey) -> Option<&StaffPoint> {
        let opening = self.settings.horizon.start.plus(-1);
        self.staff.get(key)?.last().filter(|point| point.month == opening)
    }

    /// Every assumption of the case, one for each place: with the facility, if it belongs to one.
    pub fn assumptions(&self) -> impl Iterator<Item = (Option<&FacilityId>, &Assumption)> {
        let growth = self.growth.iter().map(|((_, at), value)| (Some(at), &**value));
        let estimates = self.estimates.values().map(|estimate| (None, &*estimate.rate));
        let plans = self.adoption.iter();
        let adoption = plans.flat_map(|((_, at), plan)| plan.assumptions().into_iter().map(move |it| (Some(at), it)));
        let shocks = self.shocks.iter().flat_map(|((_, at), shocks)| {
            shocks.iter().map(move |shock| match &shock.change {
                ShockChange::Rate(value) | ShockChange::Share(value) => (Some(at), value),
            })
        });
        let workload = self.workload.iter().map(|row| (Some(&row.facility), &row.rate));
        let effects = self.effects.iter().flat_map(|effect| {
            let timing = match &effect.timing {
                EffectTiming::Realised(months) => Some(months),
                EffectTiming::GoLive { .. } => None,
            };
            std::iter::once(&effect.change).chain(timing)
        });
        let skills = self.skills.iter().flat_map(|skill| [&skill.people, &skill.hours]);
        let allowances = self.allowances.values().flat_map(|allowance| &allowance.assumptions);
        let everywhere = effects.chain(skills).chain(allowances).map(|value| (None, value));
        let demand = growth.chain(estimates).chain(adoption).chain(shocks).chain(workload).chain(everywhere);
        let supply = self.supply.iter().flat_map(|((_, at), spans)| {
            spans.iter().flat_map(SupplyRates::assumptions).map(move |value| (Some(at), value))
        });
        let retirement = self.retirement.values().flatten().map(|(_, value)| (None, value));
        let training = self.training.iter().flat_map(|course| {
            [&course.completion, &course.employed, &course.age].map(|value| (Some(&course.facility), value))
        });
        let transfers = self.transfers.iter().flat_map(|transfer| {
            let values = [&transfer.completion, &transfer.productivity_during].into_iter().chain(&transfer.annual);
            values.map(|value| (Some(&transfer.facility), &**value))
        });
        let retention = self.retention.iter().map(|measure| (Some(&measure.facility), &*measure.leavers_change));
        demand.chain(supply).chain(retirement).chain(training).chain(transfers).chain(retention)
    }
}
