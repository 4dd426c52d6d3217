//! Which rows of a case concern which facility, so that a provider is compiled without looking at those of all others.

use super::moves::Chances;
use super::roles;
use super::tenure::Tenure;
use crate::domain::{Case, Given, StaffKey, WorkDriver};
use crate::ids::{FacilityId, RoleId};
use std::collections::{BTreeMap, BTreeSet};

/// Places of rows in the lists of a case, in order.
#[derive(Debug, Default)]
pub(super) struct Here {
    /// Of `workload`: the work that is done here, whomever it is for.
    pub work: Vec<u32>,
    /// Of `training`.
    pub training: Vec<u32>,
    /// Of `transfers`.
    pub transfers: Vec<u32>,
    /// Of `retention`.
    pub retention: Vec<u32>,
    /// Of `contractors`.
    pub contractors: Vec<u32>,
    /// Of `actions`.
    pub actions: Vec<u32>,
}

/// What is found once for all providers.
#[derive(Debug)]
pub(super) struct Places {
    /// By facility.
    pub here: Vec<Here>,
    /// Families with the roles whose work they drive.
    pub driven: BTreeSet<(String, RoleId)>,
    /// For each dated row of `workload` the first row that the same line of the file gave to the same role.
    pub rules: BTreeMap<u32, u32>,
    /// Tenures of steady teams, by what they follow from.
    pub tenures: Tenures,
    /// Hazards of moving, by the chances that they follow from.
    pub moves: Moves,
}

pub(super) type Tenures = BTreeMap<([u64; 3], usize), Tenure>;
pub(super) type Moves = BTreeMap<Chances, (Vec<RoleId>, Vec<Vec<f64>>)>;

impl Places {
    /// Of a case.
    pub fn of(case: &Case) -> Self {
        let mut here: Vec<Here> = case.facilities.iter().map(|_| Here::default()).collect();
        let months = case.settings.horizon.months as usize;
        let mut served: BTreeMap<&StaffKey, Vec<usize>> = BTreeMap::new();
        for key in case.services.keys() {
            let shares = roles::shares(case, &key.0, &key.1, months);
            served.insert(key, shares.keys().filter_map(|provider| place(case, provider)).collect());
        }
        let mut driven = BTreeSet::new();
        for (index, row) in (0..).zip(&case.workload) {
            if let Some(WorkDriver::Family(family)) = &row.driver {
                driven.insert((family.clone(), row.role.clone()));
            }
            let key = (row.role.clone(), row.facility.clone());
            let own = place(case, &row.facility);
            // Work that follows another role's demand is done where that demand is.
            let is_shared = !matches!(row.driver, Some(WorkDriver::Role(_) | WorkDriver::Family(_)));
            let is_done = |provider: &usize| is_shared || Some(*provider) == own;
            let providers = served.get(&key).map_or_else(|| own.into_iter().collect(), Clone::clone);
            providers.into_iter().filter(is_done).for_each(|provider| here[provider].work.push(index));
        }
        let mut note = |facility: &FacilityId, list: fn(&mut Here) -> &mut Vec<u32>, index: u32| {
            if let Some(place) = place(case, facility) {
                list(&mut here[place]).push(index);
            }
        };
        (0..).zip(&case.training).for_each(|(index, row)| note(&row.facility, |here| &mut here.training, index));
        (0..).zip(&case.transfers).for_each(|(index, row)| note(&row.facility, |here| &mut here.transfers, index));
        (0..).zip(&case.retention).for_each(|(index, row)| note(&row.facility, |here| &mut here.retention, index));
        (0..).zip(&case.contractors).for_each(|(index, row)| note(&row.facility, |here| &mut here.contractors, index));
        (0..).zip(&case.actions).for_each(|(index, row)| note(&row.facility, |here| &mut here.actions, index));
        Self { here, driven, rules: rules(case), tenures: Tenures::new(), moves: Moves::new() }
    }
}

/// The place of a facility in the case's list, which is in the order of codes.
pub(super) fn place(case: &Case, facility: &FacilityId) -> Option<usize> {
    case.facilities.binary_search_by(|known| known.id.cmp(facility)).ok()
}

fn rules(case: &Case) -> BTreeMap<u32, u32> {
    let mut rules = BTreeMap::new();
    // Rows of a line and role, and among them the first of each that was given alike.
    let mut known: BTreeMap<(&RoleId, Option<u32>), Vec<u32>> = BTreeMap::new();
    let is_dated = |index: u32| {
        let row = &case.workload[index as usize];
        row.from.is_some() || row.until.is_some()
    };
    for (index, row) in (0..).zip(&case.workload) {
        let line = match &row.rate.given {
            Given::Planner { row, .. } => Some(*row),
            Given::Default => None,
        };
        let firsts = known.entry((&row.role, line)).or_default();
        let alike = |first: &&u32| case.workload[**first as usize].rate.given == row.rate.given;
        let first = firsts.iter().find(alike).copied().unwrap_or_else(|| {
            firsts.push(index);
            index
        });
        if is_dated(index) {
            rules.insert(index, first);
        }
    }
    rules
}
