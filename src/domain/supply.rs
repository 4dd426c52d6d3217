//! Who is there: staff, posts, and the rates of leaving and recruiting.

use super::Assumption;
use crate::calendar::Month;

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

/// How staff of a role at a provider leave and are recruited.
#[derive(Clone, Debug)]
pub struct SupplyRates {
    /// Leavers a year, percent of average staff; retirements not counted unless the next field says so.
    pub leavers: Assumption,
    /// True if `leavers` counts retirements too.
    pub leavers_include_retirement: bool,
    /// Chance to retire within a year, percent.
    pub retirement: Assumption,
    /// Mean time from the decision to recruit to the first day at work, months.
    pub time_to_fill: Assumption,
}
