//! The hospital group and its assumptions, true and complete once built.
//!
//! A [`Case`] is what the checked files mean together, still in the planner's units (percent, months, FTE). `input`
//! builds it or refuses; `program` compiles it to flat arrays. Left out: how the files look (`tables`, `input`).

mod assumption;
mod demand;
mod settings;
mod supply;

pub use assumption::{Assumption, Basis, Given, Selector, Spread};
pub use demand::{
    AdoptionPlan, CurveShape, Driver, DriverKind, Facility, Floor, Role, Series, Service, Technology, WorkRow, WorkUnit,
};
pub use settings::{Anchor, HiringPolicy, Sampling, Settings, Shortage, Uncertainty, word};
pub use supply::{PostChange, StaffPoint, SupplyRates};

use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::tables::Tables;
use std::collections::BTreeMap;

/// A staff cell: a role at the facility that employs it.
pub type StaffKey = (RoleId, FacilityId);

/// One scenario, checked and complete.
///
/// Every key that may be `*` in a file is expanded here: maps hold one entry for each facility (and role) that the
/// table speaks of. Lists of roles, facilities, technologies and drivers are in the order of their codes.
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
    pub growth: BTreeMap<(DriverId, FacilityId), Assumption>,
    /// Who does the work of a role for a facility, where it is not (only) the facility itself.
    pub services: BTreeMap<(RoleId, FacilityId), Vec<Service>>,
    /// One plan for every technology and facility.
    pub adoption: BTreeMap<(TechnologyId, FacilityId), AdoptionPlan>,
    /// Workload rows, one for each facility, in the order role, technology, driver, facility.
    pub workload: Vec<WorkRow>,
    /// Smallest teams by provider.
    pub floors: BTreeMap<StaffKey, Floor>,
    /// Days off a year of the roles whose floors cover posts; `floors` already rests on them.
    pub allowances: BTreeMap<RoleId, Vec<Assumption>>,
    /// Anchors that differ from the settings' own.
    pub anchors: BTreeMap<StaffKey, Anchor>,
    /// Approved changes of the establishment, in time order.
    pub posts: BTreeMap<StaffKey, Vec<PostChange>>,
    /// Staff through time, in time order; the last point is the opening.
    pub staff: BTreeMap<StaffKey, Vec<StaffPoint>>,
    /// Rates of leaving and recruiting, for every role and facility.
    pub supply: BTreeMap<StaffKey, SupplyRates>,
    /// The resolved tables themselves, as they are written to a run's `inputs/`.
    pub tables: Tables,
}

impl Case {
    /// The anchor of a role at a provider.
    pub fn anchor(&self, key: &StaffKey) -> Anchor {
        self.anchors.get(key).copied().unwrap_or(self.settings.demand_anchor)
    }

    /// Staff at the opening, if a row of the last staff period names the cell.
    pub fn opening_staff(&self, key: &StaffKey) -> Option<&StaffPoint> {
        let opening = self.settings.horizon.start.plus(-1);
        self.staff.get(key)?.last().filter(|point| point.month == opening)
    }

    /// Every assumption of the case, one for each place.
    pub fn assumptions(&self) -> Vec<&Assumption> {
        let growth = self.growth.values();
        let adoption = self.adoption.values().flat_map(AdoptionPlan::assumptions);
        let workload = self.workload.iter().map(|row| &row.rate);
        let supply = self.supply.values().flat_map(|rates| [&rates.leavers, &rates.retirement, &rates.time_to_fill]);
        let allowances = self.allowances.values().flatten();
        growth.chain(adoption).chain(workload).chain(supply).chain(allowances).collect()
    }
}
