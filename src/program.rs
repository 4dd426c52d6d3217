//! A case compiled for the engines: flat arrays by facility, role and month, constants in engine units, and one vector
//! of values.
//!
//! Engine units are FTE, months, shares of 1 and rates per unit of a driver; rates of leaving are per month. The day
//! before the start is instant 0; month m runs from instant m to m + 1. Axes are in the order of their codes. Nothing
//! here holds a string or a map that a step would have to look into. Left out: what the numbers mean together, which is
//! the engines' business.

mod compile;
mod drivers;
mod luck;
mod roles;
mod values;

pub use compile::compile;
pub use values::{Parameter, ParameterId, ParameterName, Value, ValueIndex};

use crate::domain::HiringPolicy;
use crate::ids::{FacilityId, RoleId, TechnologyId};
use crate::statistics::pert::ScoreTable;

/// A scenario ready to be projected.
#[derive(Debug)]
pub struct Program {
    /// Codes of roles, in order.
    pub roles: Vec<RoleId>,
    /// Codes of facilities, in order; each is a provider of the same index.
    pub facilities: Vec<FacilityId>,
    /// Codes of technologies, in order.
    pub technologies: Vec<TechnologyId>,
    /// Number of months forecast.
    pub months: usize,
    /// The rows written: how many months each has.
    pub row_months: Vec<usize>,
    /// The vector of values.
    pub values: Vec<Value>,
    /// The names and origins of the values that are drawn, by parameter.
    pub parameters: Vec<ParameterName>,
    /// Quantile tables of the shapes that parameters have.
    pub tables: Vec<ScoreTable>,
    /// Names (hashed) of luck that several values share; the first is the labour market.
    pub shared_luck: Vec<u64>,
    /// What each provider needs and does.
    pub providers: Vec<Provider>,
    /// Whom to recruit.
    pub policy: HiringPolicy,
}

/// An index into the values of one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub u32);

/// Everything that one provider needs: its own lists, indexed by its own small numbers.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    /// The values it uses; a [`Slot`] is a place in this list.
    pub slots: Vec<ValueIndex>,
    /// Adoption of technologies at the facilities it serves, and all of them at its own.
    pub curves: Vec<Curve>,
    /// For each technology, which of `curves` is its adoption at the provider's own facility.
    pub own_curves: Vec<usize>,
    /// Drivers at the facilities it serves.
    pub drivers: Vec<DriverCurve>,
    /// The roles that have staff or work here, in the order of the axis.
    pub roles: Vec<ProviderRole>,
}

/// Adoption of one technology at one facility.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Its form.
    pub shape: Shape,
    /// The instant of go-live; minus infinity where the technology has always been in use.
    pub go_live: f64,
    /// Share in use on the later of go-live and the opening, if given.
    pub start: Option<f64>,
    /// Share reached in the end.
    pub ceiling: Slot,
    /// Months of delay shared by all facilities.
    pub delay: Slot,
    /// Months of further delay of the facility alone.
    pub site_delay: Slot,
}

/// The form of an adoption curve; rates are per year as planners write them.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Not planned.
    None,
    /// To the ceiling at go-live.
    Step,
    /// Straight over so many months.
    Linear(f64),
    /// Symmetric S: rate, and the midpoint unless a start is given.
    Logistic(Slot, Option<f64>),
    /// S with an early bend: rate, and the midpoint unless a start is given.
    Gompertz(Slot, Option<f64>),
    /// Innovation and imitation a year.
    Bass(f64, f64),
    /// Milestones: (instant, share).
    Points(Vec<(f64, f64)>),
}

/// A driver at one facility: given levels, then growth.
#[derive(Clone, Debug)]
pub struct DriverCurve {
    /// Levels of the first months of the horizon, as far as they are given.
    pub given: Vec<f64>,
    /// The level that growth starts from: the mean of the last twelve given months.
    pub base: f64,
    /// The instant of that mean: the middle of those months.
    pub base_at: f64,
    /// Growth a year, as a share.
    pub growth: Slot,
    /// The level at the opening where it is given; `None` where growth gives it.
    pub opening: Option<f64>,
}

/// One role at one provider.
#[derive(Clone, Debug)]
pub struct ProviderRole {
    /// The role's place on the axis.
    pub role: usize,
    /// The work it does, in the order of the workload table.
    pub work: Vec<Work>,
    /// FTE that demand at the opening is set equal to; `None`: the ratios stand as they are.
    pub anchor_fte: Option<f64>,
    /// Smallest team.
    pub floor_fte: f64,
    /// True if the floor holds also without steady work.
    pub floor_always: bool,
    /// Staff in post at the opening.
    pub opening_fte: f64,
    /// Establishment at the opening.
    pub opening_establishment_fte: f64,
    /// Establishment in each month, on average.
    pub establishment_fte: Vec<f64>,
    /// Establishment at the end of each month, which recruiting aims at.
    pub establishment_end_fte: Vec<f64>,
    /// Leavers a year over average staff.
    pub leavers: Slot,
    /// Retirements a year over average staff.
    pub retirement: Slot,
    /// Mean months from decision to start.
    pub time_to_fill: Slot,
}

/// Work of one row at one facility, as far as this provider does it.
#[derive(Clone, Debug)]
pub struct Work {
    /// FTE for one unit of the driver (or for the facility).
    pub rate: Slot,
    /// Which of the provider's drivers; `None`: one a facility.
    pub driver: Option<usize>,
    /// Which of the provider's curves multiplies it; `None`: no technology.
    pub curve: Option<usize>,
    /// The provider's share of it at the opening.
    pub opening_share: f64,
    /// The share in each month, on average; empty where it never changes.
    pub monthly_share: Vec<f64>,
}
