//! What only shows when work and staff meet at the opening: missing anchors, ratios far from the staff, idle teams.

use super::Inputs;
use super::scratch::Scratch;
use crate::demand;
use crate::diagnostics::{Diagnostics, Place, Slug, list};
use crate::domain::{Anchor, Case};
use crate::program::{Program, ProviderRole};

/// Looks at every provider and role in the central case and says what a planner should know before believing the result.
///
/// `inputs` are the central ones. Errors among the problems (a missing anchor) must stop the run.
pub fn review(case: &Case, program: &Program, inputs: &impl Inputs, found: &mut Diagnostics) {
    let mut scratch = Scratch::<1>::default();
    let staff_file = case.tables.get("staff").map_or("staff.csv", |sheet| &*sheet.file).to_owned();
    let mut reviewed = Reviewed { missing: Vec::new(), not_listed: Vec::new() };
    for (index, provider) in program.providers.iter().enumerate() {
        scratch.prepare(program, provider, inputs, 0);
        for role in &provider.roles {
            let subject = Subject { case, program, facility: index, role, file: &staff_file };
            subject.review(&scratch, &mut reviewed, found);
        }
    }
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

struct Reviewed {
    missing: Vec<String>,
    not_listed: Vec<String>,
}

struct Subject<'a> {
    case: &'a Case,
    program: &'a Program,
    facility: usize,
    role: &'a ProviderRole,
    file: &'a str,
}

impl Subject<'_> {
    fn review(&self, scratch: &Scratch<1>, reviewed: &mut Reviewed, found: &mut Diagnostics) {
        let key = (self.program.roles[self.role.role].clone(), self.program.facilities[self.facility].clone());
        let name = format!("{} at {}", key.0, key.1);
        let work = demand::opening_work(self.role, &scratch.conditions(self.program)).0[0];
        if self.case.opening_staff(&key).is_none() {
            if work > 0.0 {
                reviewed.missing.push(name);
            } else if self.has_later_work(scratch) || self.role.floor_always || self.has_posts() {
                reviewed.not_listed.push(name);
            }
            return;
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
                    format!("{name}: {word} {anchor:.1}, but the workload ratios give {work:.1} FTE (k = {})", digits(ratio)),
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

    fn has_later_work(&self, scratch: &Scratch<1>) -> bool {
        let mut demand = demand::Demand::new(self.program.months);
        let work_alone = ProviderRole { anchor_fte: None, floor_fte: 0.0, ..self.role.clone() };
        let given = scratch.conditions(self.program);
        demand::run(&work_alone, &given, &self.program.row_months, &mut demand);
        demand.steady.iter().any(|month| month.0[0] > 0.0)
    }
}

/// A ratio to three significant digits.
fn digits(ratio: f64) -> String {
    format!("{ratio:.2e}").parse::<f64>().map_or_else(|_| ratio.to_string(), |rounded| rounded.to_string())
}
