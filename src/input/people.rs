//! The supply side of a case: who is there, how they come and go, what can be done about it, and what it costs.
//!
//! One file for each table (or few), all with one way in: [`build`]. Left out: `anchors` say what demand equals, yet
//! they are keyed like staff and are read beside them.

mod actions;
mod ages;
mod agreement;
mod catalogue;
mod contractors;
mod costs;
mod crosswalk;
mod levers;
mod posts;
mod rates;
mod retention;
mod retirement;
mod staff;
mod supply;
mod training;
mod transfers;

pub(super) use agreement::check as check_agreement;
pub(super) use catalogue::{Occupation, occupation};
pub(super) use crosswalk::occupation_of;

use super::amounts::Establishment;
use super::build::Build;
use crate::diagnostics::Diagnostics;
use crate::domain::{
    Action, Alike, Anchor, Assumption, Contractors, CostRates, PostChange, Retention, StaffKey, StaffPoint,
    SupplyRates, Training, Transfer,
};
use crate::ids::{FacilityId, RoleId};
use crate::tables::Row;
use std::collections::BTreeMap;

/// The supply side of a case; each field is the one of [`Case`](crate::domain::Case) with its name.
pub(super) struct People {
    pub(super) staff: BTreeMap<StaffKey, Vec<StaffPoint>>,
    pub(super) ages: BTreeMap<StaffKey, Vec<(u32, f64)>>,
    pub(super) posts: BTreeMap<StaffKey, Vec<PostChange>>,
    pub(super) anchors: BTreeMap<StaffKey, Anchor>,
    pub(super) supply: BTreeMap<StaffKey, Alike<Vec<SupplyRates>>>,
    pub(super) retirement: BTreeMap<RoleId, Vec<(u32, Assumption)>>,
    pub(super) training: Vec<Training>,
    pub(super) transfers: Vec<Transfer>,
    pub(super) retention: Vec<Retention>,
    pub(super) contractors: Vec<Contractors>,
    pub(super) actions: Vec<Action>,
    pub(super) costs: BTreeMap<RoleId, Vec<CostRates>>,
}

/// Builds all of it; problems go to `found`.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> People {
    let staff::Staff { staff, ages } = staff::build(build, found);
    let establishment = Establishment::of(build, &staff);
    let posts = posts::build(build, &staff, &establishment, found);
    let retirement = retirement::build(build, &ages, found);
    let training = training::build(build, &establishment, found);
    let transfers = transfers::build(build, &establishment, found);
    let retention = retention::build(build, found);
    let actions = actions::build(build, (&training, &transfers, &retention), found);
    People {
        anchors: posts::anchors(build, found),
        supply: supply::build(build, &establishment, found),
        contractors: contractors::build(build, &establishment, found),
        costs: costs::build(build, &staff, found),
        staff,
        ages,
        posts,
        retirement,
        training,
        transfers,
        retention,
        actions,
    }
}

/// The role and facility of a row that names one of each.
fn key_of(build: &Build<'_>, table: &str, row: &Row) -> Option<StaffKey> {
    let [role, facility] = [build.text(table, row, "role")?, build.text(table, row, "facility")?];
    Some((RoleId::of(&build.code("roles", role)), FacilityId::of(&build.code("facilities", facility))))
}
