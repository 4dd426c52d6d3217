//! What only shows when work and staff meet at the opening: missing anchors, ratios far from the staff, idle teams.

use super::scratch::Scratch;
use super::{Inputs, Values};
use crate::demand::{self, Demand};
use crate::diagnostics::{Diagnostics, Place, Slug, list};
use crate::domain::{Anchor, Case, Transfer};
use crate::ids::FacilityId;
use crate::program::{self, Program, Provider, ProviderRole};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// Looks at every provider and role in the central case and says what a planner should know before believing the result.
///
/// `inputs` are the central ones. Errors among the problems (a missing anchor) must stop the run.
pub fn review(case: &Case, program: &Program, inputs: &impl Inputs, found: &mut Diagnostics) {
    let mut scratch = Scratch::<1>::default();
    let staff_file = case.tables.get("staff").map_or("staff.csv", |sheet| &*sheet.file).to_owned();
    let mut reviewed = Reviewed::default();
    // Nearly all that is said is about the opening, so that the months are left out.
    let mut demand = Demand::new(0);
    for index in 0..program.facilities.len() {
        let provider = &program.provider(case, index);
        let values = inputs.of(program, provider);
        scratch.prepare_opening(provider, &values);
        let later = LazyCell::new(|| later_work(program, provider, &values));
        for &place in &provider.demand_order {
            let role = &provider.roles[place];
            review_turnover(case, program, (index, role), found);
            demand::run(role, &scratch.conditions(program, provider), &[], &mut demand);
            if program.forecast[role.role] {
                let subject = Subject { case, program, provider, facility: index, role, file: &staff_file };
                let later = || later.get(place).is_some_and(|has_work| *has_work);
                subject.review(&scratch, (&demand, &later), &mut reviewed, found);
            }
            scratch.keep_steady(place, demand.opening, &demand.steady);
        }
    }
    review_moves(case, found);
    for (key, points) in &case.staff {
        let last = points.last().filter(|point| point.fte > 0.0 || point.budgeted_fte > 0.0);
        if case.opening_staff(key).is_none()
            && let Some(last) = last
        {
            reviewed.not_listed.push(format!("{} at {} (last in {})", key.0, key.1, last.month));
        }
    }
    reviewed.not_listed.sort();
    let place = || Place::file(&staff_file);
    if !reviewed.missing.is_empty() {
        let cells = list(reviewed.missing.iter().map(String::as_str), 8);
        let day = case.settings.horizon.start.plus(-1).last_day();
        found.push(
            Slug::MissingAnchor,
            place(),
            format!("no staff on {day} for work that stands there: {cells}"),
            "add a row for each with fte and budgeted_fte (0 if nobody is in post), or give the work to another facility in services.csv",
        );
    }
    if !reviewed.surging.is_empty() {
        let cells = list(reviewed.surging.iter().map(String::as_str), 8);
        found.push(
            Slug::SurgeAtOpening,
            place(),
            format!("projects are under way on the day before the start: {cells}"),
            "their work is a gap beside the posts; if the staff in post already do it, take the build or go_live rows out or let the project team stand in budgeted_fte",
        );
    }
    if !reviewed.not_listed.is_empty() {
        let cells = list(reviewed.not_listed.iter().map(String::as_str), 8);
        found.push(
            Slug::StaffNotListed,
            place(),
            format!("no row of the last staff period says who is there: {cells}"),
            "nobody is taken to be in post there, though work, posts, a floor or earlier staff stand; add a row with 0 to say so, or with the staff",
        );
    }
}

#[derive(Default)]
struct Reviewed {
    missing: Vec<String>,
    not_listed: Vec<String>,
    /// Cells where surge is under way at the opening.
    surging: Vec<String>,
}

/// Surge at the opening below this is not worth saying, FTE.
const LEAST_SURGE: f64 = 0.05;

/// Moves that cannot be: by chances that no hazards have, or from a role that nobody works in.
fn review_moves(case: &Case, found: &mut Diagnostics) {
    let file = case.tables.get("transfers").map_or("transfers.csv", |sheet| &*sheet.file);
    let mut by_facility: BTreeMap<&FacilityId, Vec<&Transfer>> = BTreeMap::new();
    for transfer in &case.transfers {
        by_facility.entry(&transfer.facility).or_default().push(transfer);
    }
    let mut known: BTreeMap<program::Chances, Result<(), program::NotEmbeddable>> = BTreeMap::new();
    for (facility, transfers) in by_facility {
        let fits = known.entry(program::chances_of_moving(&transfers));
        let fits = fits.or_insert_with(|| program::hazards_of_moving(&transfers).map(|_| ()));
        if let Err(error) = fits {
            found.push(
                Slug::MovesNotEmbeddable,
                Place::file(file).in_column("annual_pct"),
                format!("the yearly chances to move at {facility} fit no monthly ones: {error}"),
                "lower annual_pct, or give the direct moves between all roles that people pass through within a year",
            );
        }
    }
    let nobody = case.transfers.iter().filter(|transfer| {
        let key = (transfer.from_role.clone(), transfer.facility.clone());
        transfer.planned_per_year > 0.0 && case.opening_staff(&key).is_none_or(|point| point.fte <= 0.0)
    });
    let nobody: Vec<String> =
        nobody.map(|transfer| format!("{} at {}", transfer.from_role, transfer.facility)).collect();
    if !nobody.is_empty() {
        let cells = list(nobody.iter().map(String::as_str), 8);
        found.push(
            Slug::MovesWithoutStaff,
            Place::file(file).in_column("planned_per_year"),
            format!("nobody is in post to be retrained: {cells}"),
            "give staff of that role in the last staff period, or take the row out",
        );
    }
}

/// A turnover that counts retirements must be above them, by age too.
fn review_turnover(case: &Case, program: &Program, (facility, role): (usize, &ProviderRole), found: &mut Diagnostics) {
    let key = (program.roles[role.role].clone(), program.facilities[facility].clone());
    if !case.ages.contains_key(&key) {
        return;
    }
    let retiring = 100.0 * role.staff.hazards.first_year();
    let rates = case.supply.get(&key).into_iter().flatten();
    for rates in rates.filter(|rates| rates.leavers_include_retirement && rates.leavers.spread.mode <= retiring) {
        let file = case.tables.get("supply").map_or("supply.csv", |sheet| &*sheet.file);
        found.push(
            Slug::TurnoverBelowRetirement,
            Place::file(file).in_column("leavers_pct"),
            format!(
                "leavers of {} at {} ({} % a year) are said to include retirements, but by age {retiring:.1} % of them retire in the first year",
                key.0, key.1, rates.leavers.spread.mode
            ),
            "write leavers_pct without retirements and `nothing` in turnover_includes; or correct the ages or retirement.csv",
        );
    }
}

struct Subject<'a> {
    case: &'a Case,
    program: &'a Program,
    provider: &'a Provider,
    facility: usize,
    role: &'a ProviderRole,
    file: &'a str,
}

impl Subject<'_> {
    /// `later` says whether the role has work of its own in some month.
    fn review(
        &self,
        scratch: &Scratch<1>,
        (demand, later): (&Demand<1>, &dyn Fn() -> bool),
        reviewed: &mut Reviewed,
        found: &mut Diagnostics,
    ) {
        let key = (self.program.roles[self.role.role].clone(), self.program.facilities[self.facility].clone());
        let name = format!("{} at {}", key.0, key.1);
        let work = demand::opening_work(self.role, &scratch.conditions(self.program, self.provider)).0[0];
        if self.case.opening_staff(&key).is_none() {
            if work > 0.0 {
                reviewed.missing.push(name);
            } else if later() || self.role.floor_always || self.has_posts() {
                reviewed.not_listed.push(name);
            }
            return;
        }
        if demand.opening_surge.0[0] >= LEAST_SURGE {
            reviewed.surging.push(name.clone());
        }
        let Some(anchor) = self.role.anchor_fte else { return };
        let place = || Place::file(self.file);
        let word = match self.case.anchor(&key) {
            Anchor::InPost => "staff in post",
            _ => "budgeted FTE",
        };
        if work > 0.0 && anchor == 0.0 {
            found.push(
                Slug::WorkByNobody,
                place(),
                format!("{name} has work for {work:.1} FTE by the ratios and {word} of 0"),
                "the work is taken as done by nobody, growth included; give staff, or move the work in services.csv",
            );
        } else if work == 0.0 && anchor > 0.0 {
            found.push(
                Slug::UnexplainedStaff,
                place(),
                format!("{name} has {word} of {anchor:.1} and no work at the opening"),
                "they are carried unchanged; check the workload row's driver and the adoption of its technology",
            );
        } else if work > 0.0 {
            let ratio = anchor / work;
            if !(0.5..=2.0).contains(&ratio) {
                found.push(
                    Slug::AnchorRatio,
                    place(),
                    format!(
                        "{name}: {word} {anchor:.1}, but the workload ratios give {work:.1} FTE (k = {}){}",
                        digits(ratio),
                        near_power_of_ten(ratio)
                    ),
                    if (0.05..=20.0).contains(&ratio) {
                        "check rates, drivers and services of the role; demand is scaled by k"
                    } else {
                        "so far apart a unit is usually wrong (units_per_fte for fte_per_unit, 100 for 1000) or a driver is ten times too large; demand is scaled by k"
                    },
                );
            }
            if self.role.work.iter().any(|work| !work.share.monthly.is_empty()) {
                found.push(
                    Slug::WorkMovesLater,
                    place(),
                    format!(
                        "{name} gains or loses work in services.csv after the opening (k = {} here)",
                        digits(ratio)
                    ),
                    "work that arrives counts as the ratios say, without this provider's k",
                );
            }
        }
        if self.role.floor_fte > anchor && (work > 0.0 && anchor > 0.0 || self.role.floor_always) {
            found.push(
                Slug::FloorAboveAnchor,
                place(),
                format!("{name}: the floor of {:.1} FTE lies above {word} of {anchor:.1}", self.role.floor_fte),
                "the difference is a gap from the opening on; check floors.csv",
            );
        }
    }

    fn has_posts(&self) -> bool {
        self.role.establishment_end_fte.iter().any(|&fte| fte > 0.0)
    }
}

/// For each role of a provider whether it has work in some month, by the ratios alone.
fn later_work(program: &Program, provider: &Provider, values: &impl Values) -> Vec<bool> {
    let mut scratch = Scratch::<1>::default();
    let mut demand = Demand::new(program.months);
    let mut later = vec![false; provider.roles.len()];
    scratch.prepare(program, provider, values, 0);
    for &place in &provider.demand_order {
        let role = &provider.roles[place];
        let work_alone = ProviderRole { anchor_fte: None, floor_fte: 0.0, ..role.clone() };
        demand::run(&work_alone, &scratch.conditions(program, provider), &program.row_months, &mut demand);
        later[place] = demand.steady.iter().any(|month| month.0[0] > 0.0);
        demand::run(role, &scratch.conditions(program, provider), &program.row_months, &mut demand);
        scratch.keep_steady(place, demand.opening, &demand.steady);
    }
    later
}

/// Within this share of a power of ten a ratio looks like one.
const NEAR: f64 = 0.3;

/// "; the rate may be off by 100", if a ratio or its inverse is within 30 % of 10, 100 or 1,000.
fn near_power_of_ten(ratio: f64) -> String {
    let size = ratio.max(1.0 / ratio);
    let near = [(10.0, "10"), (100.0, "100"), (1000.0, "1,000")];
    let near = near.into_iter().find(|(power, _)| (1.0 - NEAR..=1.0 + NEAR).contains(&(size / power)));
    near.map_or_else(String::new, |(_, word)| format!("; the rate may be off by {word}"))
}

/// A ratio to three significant digits.
fn digits(ratio: f64) -> String {
    format!("{ratio:.2e}").parse::<f64>().map_or_else(|_| ratio.to_string(), |rounded| rounded.to_string())
}

#[cfg(test)]
mod tests {
    use super::near_power_of_ten;

    #[test]
    fn a_ratio_near_a_power_of_ten_says_what_the_rate_may_be_off_by() {
        let said = [9.4, 0.1, 128.0, 0.0009].map(near_power_of_ten);
        assert_eq!(said, ["10", "10", "100", "1,000"].map(|power| format!("; the rate may be off by {power}")));
        assert!([2.5, 0.3, 25.0, 1e6].map(near_power_of_ten).iter().all(String::is_empty));
    }
}
