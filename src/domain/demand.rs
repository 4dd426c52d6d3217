//! What brings work: roles, facilities, technologies, drivers, adoption plans, workload rows.

use super::Assumption;
use crate::calendar::Month;
use crate::ids::{DriverId, FacilityId, RoleId, TechnologyId};

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
}

impl WorkUnit {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("fte_per_100", Self::FtePer100),
        ("fte_per_1000", Self::FtePer1000),
        ("fte_per_unit", Self::FtePerUnit),
        ("units_per_fte", Self::UnitsPerFte),
        ("fte_per_facility", Self::FtePerFacility),
    ];
}

/// Work that a driver brings at one facility.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// Who does it.
    pub role: RoleId,
    /// The technology whose share in use multiplies it.
    pub technology: Option<TechnologyId>,
    /// The driver; `None` only for [`WorkUnit::FtePerFacility`].
    pub driver: Option<DriverId>,
    /// Where the work arises.
    pub facility: FacilityId,
    /// Unit of the rate.
    pub unit: WorkUnit,
    /// The rate.
    pub rate: Assumption,
}

/// The smallest team of a role at a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// FTE: the larger of the smallest team and the cover of posts.
    pub fte: f64,
    /// True if it holds also in months without steady work.
    pub always: bool,
}
