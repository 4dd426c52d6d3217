//! What brings work: roles, facilities, technologies, drivers, adoption plans, workload rows.

use super::{Alike, Assumption};
use crate::calendar::Month;
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use std::ops::{Deref, DerefMut};

/// A role that is forecast.
#[derive(Clone, Debug)]
pub struct Role {
    /// Code.
    pub id: RoleId,
    /// Name for people; the code where none was given.
    pub label: String,
    /// Family code, if any.
    pub family: Option<String>,
    /// Contracted hours of one FTE a week, if given.
    pub hours_per_week: Option<f64>,
    /// Contracted FTE of one person; 1 where nothing is said. Used only where a cell has no headcount of its own.
    pub fte_per_head: f64,
    /// Whether demand is forecast for it.
    pub scope: Scope,
}

/// What a role is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Demand, supply and gap are forecast.
    Forecast,
    /// Supply only: people who may retrain for other roles, such as nurses. Not part of any total.
    Source,
}

impl Scope {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 2] = [("forecast", Self::Forecast), ("source", Self::Source)];
}

/// A place that has activity, employs staff, or both.
#[derive(Clone, Debug)]
pub struct Facility {
    /// Code.
    pub id: FacilityId,
    /// Name for people; the code where none was given.
    pub label: String,
    /// Region code, if any.
    pub region: Option<String>,
}

/// A technology.
#[derive(Clone, Debug)]
pub struct Technology {
    /// Code.
    pub id: TechnologyId,
    /// Name for people; the code where none was given.
    pub label: String,
}

/// Whether a driver's value is an average or a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriverKind {
    /// The average in the period.
    Stock,
    /// The sum in the period.
    Flow,
}

/// A quantity that work scales with.
#[derive(Clone, Debug)]
pub struct Driver {
    /// Code.
    pub id: DriverId,
    /// Name for people; the code where none was given.
    pub label: String,
    /// Average or sum.
    pub kind: DriverKind,
}

/// A driver at a facility that has no activity of its own and is taken from another driver there.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// The driver that it follows, which has activity there.
    pub from: DriverId,
    /// Units of this driver for one unit of the other (a flow counts as its rate a year).
    pub rate: Alike<Assumption>,
}

/// Given values of a driver at a facility, month by month without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The first month.
    pub first: Month,
    /// The level in each month: a stock as it is, a flow as its rate a *year*.
    pub levels: Vec<f64>,
}

impl Series {
    /// The month after the last.
    pub fn end(&self) -> Month {
        self.first.plus(self.levels.len() as i32)
    }
}

/// A provider's part in the work of a role for a facility.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The facility that employs the staff.
    pub provider: FacilityId,
    /// Share of the work, 0 to 1.
    pub share: f64,
    /// The instant from which the arrangement holds, in months after the opening; `None`: always. A later arrangement
    /// with the same provider replaces the earlier.
    pub from: Option<f64>,
}

/// How far a technology is in use at a facility, through time. Instants are months after the opening.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "one per technology and facility; most are curves")]
pub enum AdoptionPlan {
    /// Not planned.
    None,
    /// A curve from a go-live to a ceiling.
    Curve {
        /// Its form.
        shape: CurveShape,
        /// The instant of go-live; `None`: in use since before all records.
        go_live: Option<f64>,
        /// Share in use (0 to 1) on the later of go-live and the opening.
        start_share: Option<f64>,
        /// Share reached in the end, percent.
        ceiling: Assumption,
        /// Delay that all facilities share, months.
        delay: Assumption,
        /// Further delay of this facility alone, months.
        site_delay: Assumption,
    },
    /// Straight lines between milestones, the first and the last held outside them.
    Points {
        /// (instant, share 0 to 1), in time order, at least one.
        points: Vec<(f64, f64)>,
        /// Delay that all facilities share, months.
        delay: Assumption,
        /// Further delay of this facility alone, months.
        site_delay: Assumption,
    },
}

impl AdoptionPlan {
    /// The assumptions that the plan rests on.
    pub fn assumptions(&self) -> Vec<&Assumption> {
        match self {
            Self::None => Vec::new(),
            Self::Points { delay, site_delay, .. } => vec![delay, site_delay],
            Self::Curve { shape, ceiling, delay, site_delay, .. } => {
                let rate = match shape {
                    CurveShape::Logistic { rate, .. } | CurveShape::Gompertz { rate, .. } => Some(rate),
                    CurveShape::Step | CurveShape::Linear { .. } | CurveShape::Bass { .. } => None,
                };
                [ceiling, delay, site_delay].into_iter().chain(rate).collect()
            }
        }
    }
}

/// An event that changes how a technology spreads: policy, payment, a pandemic. Shocks happen on the calendar; delays of a
/// plan do not move them.
#[derive(Clone, Debug)]
pub struct Shock {
    /// Its first instant, in months after the opening.
    pub from: f64,
    /// What it changes.
    pub change: ShockChange,
    /// Mean time in which it fades, months; `None`: it stays.
    pub decay_months: Option<f64>,
}

/// What a shock changes.
#[derive(Clone, Debug)]
pub enum ShockChange {
    /// The speed: the plan's clock runs at this multiple.
    Rate(Assumption),
    /// The share in use, by so many percent of itself; it never exceeds 1.
    Share(Assumption),
}

/// The form of an adoption curve.
#[derive(Clone, Debug)]
pub enum CurveShape {
    /// To the ceiling at go-live.
    Step,
    /// Straight from start to ceiling.
    Linear {
        /// Time that it takes.
        ramp_months: f64,
    },
    /// Symmetric S.
    Logistic {
        /// Speed a year.
        rate: Assumption,
        /// Instant of half of the ceiling; `None` where the start share is given.
        midpoint: Option<f64>,
    },
    /// S with an early bend.
    Gompertz {
        /// Speed a year.
        rate: Assumption,
        /// Instant of 1/e of the ceiling; `None` where the start share is given.
        midpoint: Option<f64>,
    },
    /// Innovation and imitation.
    Bass {
        /// Innovation a year.
        p: f64,
        /// Imitation a year.
        q: f64,
    },
}

/// Unit of a workload rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkUnit {
    /// FTE for 100 units of the driver.
    FtePer100,
    /// FTE for 1,000 units of the driver.
    FtePer1000,
    /// FTE for one unit of the driver.
    FtePerUnit,
    /// Units of the driver that one FTE handles.
    UnitsPerFte,
    /// FTE for the facility, whatever its size.
    FtePerFacility,
    /// Minutes of work for one unit of the driver (WISN's activity standard).
    MinutesPerUnit,
    /// Percent of another role's (or family's) steady demand.
    PercentOfRole,
}

impl WorkUnit {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 7] = [
        ("fte_per_100", Self::FtePer100),
        ("fte_per_1000", Self::FtePer1000),
        ("fte_per_unit", Self::FtePerUnit),
        ("units_per_fte", Self::UnitsPerFte),
        ("fte_per_facility", Self::FtePerFacility),
        ("minutes_per_unit", Self::MinutesPerUnit),
        ("percent_of_role", Self::PercentOfRole),
    ];
}

/// When work of a row arises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WorkPhase {
    /// As long as the technology is in use (or always, without one).
    Run,
    /// While adoption ahead is being prepared: so many whole months before it.
    Build {
        /// How far ahead the team works, months.
        lead_months: u32,
    },
    /// When adoption rises, dying away exponentially.
    GoLive {
        /// Mean time that the extra work lasts, months.
        decay_months: f64,
    },
}

/// What work scales with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkDriver {
    /// Activity.
    Driver(DriverId),
    /// The steady demand of another role at the same provider.
    Role(RoleId),
    /// The steady demand of a family at the same provider, less the roles that are driven by that family.
    Family(String),
}

/// Economy (or diseconomy) of scale: work is rate × D × (D / reference)^(exponent − 1), D what the provider serves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Economy {
    /// The exponent; below 1 large sites need less for each unit.
    pub exponent: f64,
    /// The size at which the rate holds as it is written, in the driver's unit.
    pub reference: f64,
}

/// Work that a driver brings at one facility.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// Where the work arises.
    pub facility: FacilityId,
    /// What the row says of it, there and wherever else it holds.
    pub rule: Alike<WorkRule>,
}

impl Deref for WorkRow {
    type Target = WorkRule;

    fn deref(&self) -> &WorkRule {
        &self.rule
    }
}

impl DerefMut for WorkRow {
    fn deref_mut(&mut self) -> &mut WorkRule {
        &mut self.rule
    }
}

/// Work that a driver brings wherever the row holds.
#[derive(Clone, Debug)]
pub struct WorkRule {
    /// Who does it.
    pub role: RoleId,
    /// The technology whose share in use multiplies it (run), or whose rise brings it (build, go-live).
    pub technology: Option<TechnologyId>,
    /// When it arises.
    pub phase: WorkPhase,
    /// The driver; `None` only for [`WorkUnit::FtePerFacility`].
    pub driver: Option<WorkDriver>,
    /// Unit of the rate.
    pub unit: WorkUnit,
    /// The rate.
    pub rate: Assumption,
    /// Economy of scale, if any; run work only.
    pub economy: Option<Economy>,
    /// The first instant at which the row holds, in months after the opening; `None`: always.
    pub from: Option<f64>,
    /// The first instant at which it holds no more; `None`: for ever.
    pub until: Option<f64>,
}

/// What a technology does to a role's other work, wherever the technology is in use.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The technology.
    pub technology: TechnologyId,
    /// Whose work changes.
    pub role: RoleId,
    /// Percent of the role's run work that is not the technology's own, at full adoption.
    pub change: Assumption,
    /// How it follows adoption.
    pub timing: EffectTiming,
}

/// How an effect follows adoption.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "one per effect; most are realised")]
pub enum EffectTiming {
    /// With adoption averaged over so many past months (whole, certain).
    Realised(Assumption),
    /// The dip of a go-live: with new adoption, dying away in so many months on average.
    GoLive {
        /// Mean time, months.
        decay_months: f64,
    },
}

/// Working time of a role (WISN): what one FTE has a year, and what is not spent on counted work.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// Available working time (AWT) of one FTE, hours a year.
    pub working_hours: f64,
    /// Share of working time that support activities of everybody take (CAS), 0 to below 1.
    pub support_share: f64,
    /// Hours a year that activities of some take (IAS), for the whole team of a provider.
    pub individual_hours: f64,
    /// The values it rests on.
    pub assumptions: Vec<Assumption>,
}

/// Training that staff in post need when a technology comes.
#[derive(Clone, Debug)]
pub struct Skill {
    /// The technology.
    pub technology: TechnologyId,
    /// Who is trained.
    pub role: RoleId,
    /// Percent of the people in post who need it, at full adoption.
    pub people: Assumption,
    /// Hours for each of them.
    pub hours: Assumption,
    /// Whole months before the adoption that they are trained for.
    pub lead_months: u32,
}

/// The smallest team of a role at a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// FTE: the larger of the smallest team and the cover of posts.
    pub fte: f64,
    /// True if it holds also in months without steady work.
    pub always: bool,
}
