//! A case compiled for the engines: flat arrays by facility, role and month, constants in engine units, and the values of
//! each provider.
//!
//! A [`Program`] holds what all providers share. A [`Provider`] is compiled when it is wanted ([`Program::provider`]) and
//! dropped when it has been used, so that memory does not grow with what providers are made of.
//!
//! Engine units are FTE, months, shares of 1 and rates per unit of a driver; hazards are per year. The day before the
//! start is instant 0; month m runs from instant m to m + 1. Axes are in the order of their codes. Nothing here holds a
//! string or a map that a step would have to look into. Left out: what the numbers mean together, which is the engines'
//! business.

mod compile;
mod demand;
mod drivers;
mod here;
mod luck;
mod moves;
mod people;
mod prices;
mod retirement;
mod roles;
mod shared;
mod staff;
mod tenure;
mod values;
mod work;

pub use compile::compile;
pub use luck::{Correlated, weights_of};
pub use moves::{Chances, NotEmbeddable, chances as chances_of_moving, hazards as hazards_of_moving};
pub use staff::{Age, Course, Epoch, Hazards, Labour, Measure, Move, Prices, Staff};
pub use tenure::Tenure;
pub use values::{Form, Parameter, ParameterId, Value};
pub use work::{Amount, Factor, Part, PartKind, Players, Response, ResponseKind, Scale, Share, Skilling, Surge, Work};

use crate::domain::{HiringPolicy, Selector};
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use crate::statistics::pert::ScoreTable;

/// A scenario ready to be projected: what all its providers share.
#[derive(Debug)]
pub struct Program {
    /// Codes of roles, in order.
    pub roles: Vec<RoleId>,
    /// For each role, whether demand is forecast for it; the others are sources of staff only.
    pub forecast: Vec<bool>,
    /// Codes of facilities, in order; each is a provider of the same index ([`Program::provider`]).
    pub facilities: Vec<FacilityId>,
    /// Codes of technologies, in order.
    pub technologies: Vec<TechnologyId>,
    /// Codes of drivers, in order.
    pub drivers: Vec<DriverId>,
    /// What demand can change by, in the order of their words.
    pub causes: Vec<Cause>,
    /// Number of months forecast.
    pub months: usize,
    /// The rows written: how many months each has.
    pub row_months: Vec<usize>,
    /// Quantile tables of the shapes that parameters have.
    pub tables: Vec<ScoreTable>,
    /// Names (hashed) of luck that several values share; the first is the labour market.
    pub shared_luck: Vec<u64>,
    /// Which of it goes together.
    pub correlated: Vec<Correlated>,
    /// Values without luck of their own that several providers have: the same in every draw, wherever they stand.
    pub common: Vec<Parameter>,
    /// The most roles that a provider has.
    pub widest: usize,
    /// Whom to recruit.
    pub policy: HiringPolicy,
    /// Whether people leave and arrive whole.
    pub individuals: bool,
    /// Whether anybody asks what gap and demand are made of: causes and parts.
    pub causes_wanted: bool,
    /// Nodes and weights on the unit range that integrate products of so many factors less one exactly, by the number of
    /// factors.
    pub quadrature: Vec<Vec<(f64, f64)>>,
    places: here::Places,
    lookup: shared::Lookup,
}

/// What demand can change by: a player of the decomposition (`model-rules` 4), or a part outside of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Activity, by driver.
    Driver(usize),
    /// The steady demand of a family.
    Family(String),
    /// The smallest team.
    Floor,
    /// The steady demand of another role.
    Role(usize),
    /// A dated row of `workload` that begins or ends: one of its rows in the case.
    Rule(usize),
    /// Work that moves between providers.
    Services,
    /// Building and going live, by technology.
    Surge(usize),
    /// Adoption, with its effects on other work, by technology.
    Technology(usize),
}

/// A place in the values of one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(pub u32);

/// Everything that one provider needs: its own lists, indexed by its own small numbers.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    /// The values it uses; a [`Slot`] is a place in this list.
    pub values: Vec<Value>,
    /// The names of those that are drawn, by parameter.
    pub names: Vec<Selector>,
    /// Adoption of technologies at the facilities it serves, and all of them at its own.
    pub curves: Vec<Curve>,
    /// For each technology, which of `curves` is its adoption at the provider's own facility.
    pub own_curves: Vec<usize>,
    /// What follows from adoption: realised, building, going live.
    pub responses: Vec<Response>,
    /// What technologies make of other work.
    pub factors: Vec<Factor>,
    /// Drivers at the facilities it serves.
    pub drivers: Vec<DriverCurve>,
    /// The roles that have staff or work here, in the order of the axis.
    pub roles: Vec<ProviderRole>,
    /// Places in `roles`, each after the roles whose demand it follows.
    pub demand_order: Vec<usize>,
    /// Places in `roles`, those between which staff move together.
    pub staff_groups: Vec<Vec<usize>>,
    /// Moves between roles.
    pub moves: Vec<Move>,
    /// Training of staff in post, in the order technology, role.
    pub skills: Vec<Skilling>,
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
    /// Events that change it, in time order.
    pub shocks: Vec<Shock>,
}

/// An event on the calendar that changes a curve.
#[derive(Clone, Debug)]
pub struct Shock {
    /// Its first instant.
    pub from: f64,
    /// Multiple of speed, or share added to 1, by the next field.
    pub size: Slot,
    /// True if `size` is a multiple of the speed.
    pub speeds: bool,
    /// Mean months in which it fades; infinite if it stays.
    pub decay: f64,
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
    /// Units of the driver for one unit of the levels, where it is estimated from another driver.
    pub per_unit: Option<Slot>,
}

/// One role at one provider.
#[derive(Clone, Debug)]
pub struct ProviderRole {
    /// The role's place on the axis.
    pub role: usize,
    /// Its steady work; rows whose share grows or that begin later stand twice.
    pub work: Vec<Work>,
    /// Its work around new adoption.
    pub surge: Vec<Surge>,
    /// Sizes that economies of scale depend on.
    pub scales: Vec<Scale>,
    /// What its demand is shown as, in key order.
    pub parts: Vec<Part>,
    /// What its demand changes by: places on the axis of causes, in order.
    pub causes: Vec<usize>,
    /// Which of them is the smallest team.
    pub floor_cause: Option<usize>,
    /// FTE that demand at the opening is set equal to; `None`: the ratios stand as they are.
    pub anchor_fte: Option<f64>,
    /// Smallest team.
    pub floor_fte: f64,
    /// True if the floor holds also without steady work.
    pub floor_always: bool,
    /// Establishment at the opening.
    pub opening_establishment_fte: f64,
    /// Establishment in each month, on average.
    pub establishment_fte: Vec<f64>,
    /// Establishment at the end of each month, which recruiting aims at.
    pub establishment_end_fte: Vec<f64>,
    /// Who is there, leaves and comes.
    pub staff: Staff,
    /// Contracted labour.
    pub labour: Labour,
    /// What staff cost, where costs are asked for.
    pub prices: Option<Prices>,
}

#[cfg(test)]
impl ProviderRole {
    /// A role with neither staff nor work, for the tests of the engines to change.
    pub fn example() -> Self {
        let zero = Slot(0);
        let tenure = Tenure { first_year: 1.0, later: 1.0, classes: vec![0.0; 12] };
        let epoch = Epoch {
            from: 0,
            leavers: zero,
            tenure,
            time_to_fill: zero,
            offer_accept: zero,
            hire_age: 35.0,
            max_hires: f64::INFINITY,
            months_to_productive: 0,
            start_productivity: zero,
        };
        Self {
            role: 0,
            work: Vec::new(),
            surge: Vec::new(),
            scales: Vec::new(),
            parts: vec![Part { served: 0, kind: PartKind::Floor }, Part { served: 0, kind: PartKind::Unexplained }],
            causes: vec![0],
            floor_cause: Some(0),
            anchor_fte: None,
            floor_fte: 0.0,
            floor_always: false,
            opening_establishment_fte: 0.0,
            establishment_fte: Vec::new(),
            establishment_end_fte: Vec::new(),
            staff: Staff {
                opening_fte: 0.0,
                fte_per_head: 1.0,
                epochs: vec![epoch],
                hazards: Hazards { opening: Vec::new(), joined: Age::Flat(Vec::new()) },
                measures: Vec::new(),
                courses: Vec::new(),
                scheduled_hires: Vec::new(),
                scheduled_releases: Vec::new(),
                luck: 0,
            },
            labour: Labour::default(),
            prices: None,
        }
    }
}
