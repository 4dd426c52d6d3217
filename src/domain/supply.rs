//! Who is there: staff, posts, rates of leaving and recruiting, courses, moves, measures, contractors, costs.

use super::{Alike, Assumption};
use crate::calendar::Month;
use crate::ids::{FacilityId, RoleId};
use std::ops::{Deref, DerefMut};

/// Staff on the last day of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffPoint {
    /// The month.
    pub month: Month,
    /// Contracted FTE in post.
    pub fte: f64,
    /// People in post, if given.
    pub headcount: Option<f64>,
    /// Establishment: FTE funded.
    pub budgeted_fte: f64,
}

/// An approved change of the establishment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PostChange {
    /// The instant, in months after the opening.
    pub from: f64,
    /// FTE added (or taken away).
    pub change_fte: f64,
}

/// How staff of a role at a provider leave, are recruited and become productive, from one day on.
#[derive(Clone, Debug)]
pub struct SupplyRates {
    /// The first instant at which these rates hold, in months after the opening; `None`: always.
    pub from: Option<f64>,
    /// Leavers a year, percent of average staff; retirements not counted unless the next field says so.
    pub leavers: Assumption,
    /// True if `leavers` counts retirements too.
    pub leavers_include_retirement: bool,
    /// How many times as likely somebody leaves in the first year as later.
    pub first_year_multiplier: Assumption,
    /// Chance to retire within a year, percent; holds where ages or hazards by age are not given.
    pub retirement: Assumption,
    /// Age of people when they are hired, years.
    pub hire_age: Assumption,
    /// Mean time from the decision to recruit to the first day at work, months, for each attempt.
    pub time_to_fill: Assumption,
    /// Offers accepted, percent.
    pub offer_accept: Assumption,
    /// At most so many FTE start in a forecast year (the hireability ceiling); `None`: no limit.
    pub max_hires_per_year: Option<f64>,
    /// Months until a newcomer is fully productive (whole, certain).
    pub months_to_productive: Assumption,
    /// Productivity on the first day, percent.
    pub start_productivity: Assumption,
}

impl SupplyRates {
    /// The values that the rates rest on.
    pub fn assumptions(&self) -> [&Assumption; 8] {
        [
            &self.leavers,
            &self.first_year_multiplier,
            &self.retirement,
            &self.hire_age,
            &self.time_to_fill,
            &self.offer_accept,
            &self.months_to_productive,
            &self.start_productivity,
        ]
    }
}

/// One course (or a series of them) that brings people into a role at a provider.
#[derive(Clone, Debug)]
pub struct Training {
    /// The provider that employs them.
    pub facility: FacilityId,
    /// People who begin each course, as FTE of this provider.
    pub places: f64,
    /// The course itself, which may be that of other providers too.
    pub course: Alike<Course>,
}

impl Deref for Training {
    type Target = Course;

    fn deref(&self) -> &Course {
        &self.course
    }
}

impl DerefMut for Training {
    fn deref_mut(&mut self) -> &mut Course {
        &mut self.course
    }
}

/// A course, whoever employs its graduates.
#[derive(Clone, Debug)]
pub struct Course {
    /// Code of the cohort.
    pub cohort: String,
    /// The role that graduates join.
    pub role: RoleId,
    /// The instant at which the first course begins; it may lie before the opening.
    pub start: f64,
    /// Months from one course to the next (whole); `None`: there is one course.
    pub repeat_every_months: Option<u32>,
    /// No course begins at or after this instant; `None`: to the end of the forecast.
    pub until: Option<f64>,
    /// Length of a course (whole).
    pub months: u32,
    /// Share of them who complete it, percent.
    pub completion: Assumption,
    /// Share of those who take a job here, percent.
    pub employed: Assumption,
    /// Age of graduates, years.
    pub age: Assumption,
    /// Cost of one place.
    pub cost_each: Option<f64>,
}

/// Staff of one role who move to another at the same provider.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// The role they leave.
    pub from_role: RoleId,
    /// The role they join.
    pub to_role: RoleId,
    /// The provider.
    pub facility: FacilityId,
    /// FTE a year who are moved by plan.
    pub planned_per_year: f64,
    /// Chance within a year that somebody moves by choice, percent; certain.
    pub annual: Option<Alike<Assumption>>,
    /// Months of retraining (whole); 0: they move at once.
    pub months: u32,
    /// Share of them who complete it, percent; the others return.
    pub completion: Alike<Assumption>,
    /// What somebody in retraining still does of the old work, percent; certain.
    pub productivity_during: Alike<Assumption>,
    /// Cost of one FTE retrained.
    pub cost_each: Option<f64>,
}

/// A measure that changes how many leave.
#[derive(Clone, Debug)]
pub struct Retention {
    /// The role.
    pub role: RoleId,
    /// The provider.
    pub facility: FacilityId,
    /// The instant at which it begins.
    pub from: f64,
    /// Change of the rate of leaving, percent; negative keeps people.
    pub leavers_change: Alike<Assumption>,
    /// Months until it has its full effect, in a straight line.
    pub ramp_months: f64,
    /// Cost a year of each FTE in post.
    pub cost_per_fte_year: Option<f64>,
    /// False: only the action `retain` switches it on.
    pub on: bool,
}

/// Contracted labour of a role at a provider. It stands outside the gap.
#[derive(Clone, Debug)]
pub struct Contractors {
    /// The role.
    pub role: RoleId,
    /// The provider.
    pub facility: FacilityId,
    /// FTE at work.
    pub fte_in_use: f64,
    /// The first instant; `None`: since before the opening.
    pub from: Option<f64>,
    /// The first instant without them; `None`: for ever.
    pub until: Option<f64>,
    /// FTE more that can be called when short.
    pub fte_available: f64,
    /// Months from the opening until somebody who is called is there.
    pub notice_months: f64,
    /// Price of one FTE for a working day.
    pub day_rate: Option<f64>,
}

/// What a scheduled action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionKind {
    /// Requisitions are opened.
    Hire,
    /// More people begin the role's course.
    Train,
    /// More staff of another role are retrained.
    Retrain,
    /// Contracted labour is taken on for the period.
    Contract,
    /// The role's retention measures are switched on from the period on.
    Retain,
    /// Staff are released.
    Release,
}

impl ActionKind {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("hire", Self::Hire),
        ("train", Self::Train),
        ("retrain", Self::Retrain),
        ("contract", Self::Contract),
        ("retain", Self::Retain),
        ("release", Self::Release),
    ];
}

/// One scheduled action; carried out under the policy `schedule`.
#[derive(Clone, Debug)]
pub struct Action {
    /// What is done.
    pub kind: ActionKind,
    /// The provider.
    pub facility: FacilityId,
    /// The role.
    pub role: RoleId,
    /// First month of the period, counted from the start of the forecast.
    pub first_month: i32,
    /// Number of months over which `fte` is spread evenly.
    pub months: u32,
    /// FTE; 0 for `retain`.
    pub fte: f64,
    /// The role that staff are retrained from.
    pub from_role: Option<RoleId>,
    /// Cost of one FTE of it; `None`: what the role's own tables say.
    pub cost_each: Option<f64>,
}

/// What staff of a role cost from one day on, in the scenario's currency.
#[derive(Clone, Debug)]
pub struct CostRates {
    /// The first instant; `None`: always. Salaries are those of this day (of the opening where `None`).
    pub from: Option<f64>,
    /// Salary of one FTE a year.
    pub salary: f64,
    /// Employer's costs on top, percent.
    pub on_cost_pct: f64,
    /// Growth of salaries a year, percent.
    pub salary_growth_pct: f64,
    /// Cost of recruiting one FTE; `None`: not stated.
    pub hire_cost: Option<f64>,
    /// Cost a year of one vacant FTE; `None`: not stated, which is not 0.
    pub vacancy_cost_per_fte_year: Option<f64>,
    /// Cost of releasing one FTE; `None`: not stated.
    pub redundancy_cost: Option<f64>,
}
