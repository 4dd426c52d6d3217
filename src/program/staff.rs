//! The staff of one role at one provider, compiled.

use super::{Slot, Tenure};

/// Who is there at the opening, how they leave, and who comes.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Contracted FTE in post at the opening.
    pub opening_fte: f64,
    /// Contracted FTE of one person here.
    pub fte_per_head: f64,
    /// Rates through time; the first holds from the first month.
    pub epochs: Vec<Epoch>,
    /// Hazards of retirement.
    pub hazards: Hazards,
    /// Measures that change the hazard of leaving.
    pub measures: Vec<Measure>,
    /// Courses whose graduates join.
    pub courses: Vec<Course>,
    /// Scheduled requisitions in each month, FTE; empty where nothing is scheduled.
    pub scheduled_hires: Vec<f64>,
    /// Scheduled releases in each month, FTE; empty where nothing is scheduled.
    pub scheduled_releases: Vec<f64>,
    /// Name (hashed) of the luck of single people.
    pub luck: u64,
}

/// Rates that hold from a month on.
#[derive(Clone, Debug)]
pub struct Epoch {
    /// The first month.
    pub from: usize,
    /// Leavers a year over average staff.
    pub leavers: Slot,
    /// Hazards by tenure, relative to `leavers`, and the classes of the steady state.
    pub tenure: Tenure,
    /// Mean months of one attempt to fill a post.
    pub time_to_fill: Slot,
    /// Share of offers that are accepted.
    pub offer_accept: Slot,
    /// Age at which people are hired, years.
    pub hire_age: f64,
    /// FTE that may start in a forecast year; infinite without a limit.
    pub max_hires: f64,
    /// Months until full productivity.
    pub months_to_productive: usize,
    /// Productivity on the first day, share of 1.
    pub start_productivity: Slot,
}

/// Hazards of retirement, a year.
#[derive(Clone, Debug)]
pub struct Hazards {
    /// Of the staff of the opening, in each month.
    pub opening: Vec<f64>,
    /// Of people who join later.
    pub joined: Age,
}

/// How a hazard depends on age.
#[derive(Clone, Debug)]
pub enum Age {
    /// Not at all: the hazard in each month.
    Flat(Vec<f64>),
    /// By completed year of age, from 0 on; the last holds beyond.
    ByYear(Vec<f64>),
}

/// A measure that changes the hazard of leaving.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Change at full effect, share of 1.
    pub change: Slot,
    /// How much of it is in effect in each month, on average.
    pub effect: Vec<f64>,
    /// Cost a month of each FTE in post once it has begun, in each month; empty where not stated.
    pub cost_per_fte: Vec<f64>,
}

/// Courses that one row of `training` brings.
#[derive(Clone, Debug)]
pub struct Course {
    /// FTE who finish in each month if everybody does: places of the courses that end there.
    pub ending: Vec<f64>,
    /// Share who complete it.
    pub completion: Slot,
    /// Share of those who take a job here.
    pub employed: Slot,
    /// Age of graduates, years.
    pub age: f64,
    /// Cost of the courses that begin in each month; empty where not stated.
    pub cost: Vec<f64>,
}

/// Staff of one role who move to another at the same provider.
#[derive(Clone, Debug)]
pub struct Move {
    /// The role they leave, a place among the provider's.
    pub from: usize,
    /// The role they join.
    pub to: usize,
    /// FTE who begin in each month by plan.
    pub planned: Vec<f64>,
    /// Hazard a year of moving by choice.
    pub hazard: f64,
    /// Months of retraining.
    pub months: usize,
    /// Share who complete it.
    pub completion: Slot,
    /// What somebody in retraining still does of the old work.
    pub productivity: f64,
    /// Cost of one FTE who begins by choice; `None`: not stated.
    pub cost_each: Option<f64>,
    /// Cost of one FTE who begins by plan, in each month; `None`: not stated.
    pub planned_cost_each: Vec<Option<f64>>,
}

/// Contracted labour at one role and provider; all empty without any.
#[derive(Clone, Debug, Default)]
pub struct Labour {
    /// FTE at work in each month, on average.
    pub in_use: Vec<f64>,
    /// FTE more that can be called in each month, on average.
    pub on_call: Vec<f64>,
    /// Price of one FTE at work for each month, on average; `None`: not stated.
    pub in_use_rate: Vec<Option<f64>>,
    /// Price of one FTE on call for each month, on average; `None`: not stated.
    pub on_call_rate: Vec<Option<f64>>,
}

/// What staff cost, in each month.
#[derive(Clone, Debug)]
pub struct Prices {
    /// One FTE in post.
    pub staff: Vec<f64>,
    /// One FTE recruited; `None`: not stated.
    pub hire: Vec<Option<f64>>,
    /// One vacant FTE; `None`: not stated.
    pub vacancy: Vec<Option<f64>>,
    /// One FTE released; `None`: not stated.
    pub release: Vec<Option<f64>>,
}
