//! Where the causes of a gap come from: files, lines and columns of a run's `inputs/`.
//!
//! Each cause of a cell points to what sets it there; a total points to what all its cells have in common, so that most
//! totals have a file and a column and no line.

use super::index::{Index, Origin};
use crate::domain::Case;
use crate::ids::{DriverId, FacilityId};
use crate::output::inputs::{scenario_file, scenario_line};
use crate::program::{Cause, PartKind, Program, ProviderRole};
use crate::tables::{Row, Sheet};

/// The columns of `workload` that say which work a row is for.
const WORK: [&str; 5] = ["role", "technology", "phase", "driver", "facility"];

/// The tables of `inputs/` that causes come from.
pub(super) struct Origins<'a> {
    case: &'a Case,
    program: &'a Program,
    policy: Origin,
    growth: Index<'a>,
    activity: Index<'a>,
    adoption: Index<'a>,
    workload: Index<'a>,
    floors: Index<'a>,
    served: Index<'a>,
    serving: Index<'a>,
    staff: Index<'a>,
    supply: Index<'a>,
    retirement: Index<'a>,
    training: Index<'a>,
    leaving: Index<'a>,
    joining: Index<'a>,
    releases: Index<'a>,
}

impl<'a> Origins<'a> {
    /// Of the tables of a case.
    pub fn new(case: &'a Case, program: &'a Program) -> Self {
        let sheet = |name: &str| case.tables.get(name);
        let index = |name: &str, columns: &[&str]| Index::new(sheet(name), columns, |_| true);
        let dated = |row: &Row| is_filled(sheet("services"), row, "from");
        let opening = case.settings.horizon.start.plus(-1);
        let at_opening = |row: &Row| {
            let period = sheet("staff").and_then(|sheet| super::index::position(sheet, "period"));
            period.and_then(|at| row.period(at)).is_some_and(|period| period.last_month() == Some(opening))
        };
        let released =
            |row: &Row| sheet("actions").is_some_and(|it| super::index::word(it, row, "action") == "release");
        Self {
            case,
            program,
            policy: policy(case),
            growth: index("growth", &["driver", "facility"]),
            activity: index("activity", &["driver", "facility"]),
            adoption: index("adoption", &["technology", "facility"]),
            workload: index("workload", &WORK),
            floors: index("floors", &["role", "facility"]),
            served: Index::new(sheet("services"), &["role", "facility"], dated),
            serving: Index::new(sheet("services"), &["role", "provider"], dated),
            staff: Index::new(sheet("staff"), &["role", "facility"], at_opening),
            supply: index("supply", &["role", "facility"]),
            retirement: index("retirement", &["role"]),
            training: index("training", &["role", "facility"]),
            leaving: index("transfers", &["from_role", "facility"]),
            joining: index("transfers", &["to_role", "facility"]),
            releases: Index::new(sheet("actions"), &["role", "facility"], released),
        }
    }

    /// What stands in the gap of the opening: the staff and the posts of the cell.
    pub fn of_opening(&self, provider: usize, role: &ProviderRole) -> Origin {
        let [role, facility] = self.cell(provider, role);
        self.staff.find_any(&[role, facility], None, &["fte"])
    }

    /// A cause of demand in a cell.
    pub fn of_demand(&self, provider: usize, role: &ProviderRole, cause: &Cause) -> Origin {
        let program = self.program;
        let [code, facility] = self.cell(provider, role);
        match cause {
            Cause::Driver(driver) => {
                let driver = program.drivers[*driver].as_str();
                self.of_parts(
                    role,
                    |work| work.is_run() && work.driver == driver,
                    |work| self.driver(driver, work.served),
                )
            }
            Cause::Technology(technology) => {
                let effects = &self.case.effects;
                let name = &program.technologies[*technology];
                let acts = effects.iter().any(|effect| effect.role.as_str() == code && effect.technology == *name);
                let is_moved = |work: &WorkPart<'_>| work.is_run() && (acts || work.technology == name.as_str());
                self.of_parts(role, is_moved, |work| self.adoption.find(&[name.as_str(), work.served], None, "shape"))
            }
            Cause::Surge(technology) => {
                let name = program.technologies[*technology].as_str();
                self.of_parts(role, |work| !work.is_run() && work.technology == name, |work| self.work(code, work))
            }
            Cause::Role(other) => self.following(role, &format!("role:{}", program.roles[*other])),
            Cause::Family(family) => self.following(role, &format!("family:{family}")),
            Cause::Rule(row) => self.rule(*row),
            Cause::Floor => self.floors.find_any(&[code, facility], None, &["minimum_fte", "posts"]),
            Cause::Services => {
                let of = |index: &Index<'_>| index.find(&[code, facility], None, "share_pct");
                Origin::of_all([&self.served, &self.serving].map(of).into_iter().filter(|at| at.file.is_some()))
            }
        }
    }

    /// A cause of supply in a cell, by its word.
    pub fn of_supply(&self, provider: usize, role: &ProviderRole, cause: &str) -> Origin {
        let case = self.case;
        let key = self.cell(provider, role);
        let region = case.facilities[provider].region.as_deref();
        let by_age = || {
            let key = (case.roles[role.role].id.clone(), case.facilities[provider].id.clone());
            case.ages.contains_key(&key) && case.retirement.contains_key(&key.0)
        };
        match cause {
            "hires" => self.policy.clone(),
            "leavers" => self.supply.find(&key, None, "leavers_pct"),
            "newcomers" => self.supply.find(&key, None, "months_to_productive"),
            "retirements" if by_age() => self.retirement.find(&key[..1], None, "annual_pct"),
            "retirements" => self.supply.find(&key, None, "retirement_pct"),
            "releases" => self.releases.find(&key, region, "fte"),
            "training" => self.training.find(&key, region, "places"),
            "transfers" => {
                let of = |index: &Index<'_>| index.find_any(&key, region, &["planned_per_year", "annual_pct"]);
                Origin::of_all([&self.leaving, &self.joining].map(of).into_iter().filter(|at| at.file.is_some()))
            }
            _ => Origin::default(),
        }
    }

    /// Codes of a cell: role and facility.
    fn cell(&self, provider: usize, role: &ProviderRole) -> [&str; 2] {
        [self.program.roles[role.role].as_str(), self.program.facilities[provider].as_str()]
    }

    /// What the parts of a role's work that `which` chooses have in common.
    fn of_parts(
        &self,
        role: &ProviderRole,
        which: impl Fn(&WorkPart<'_>) -> bool,
        origin: impl Fn(&WorkPart<'_>) -> Origin,
    ) -> Origin {
        let work = work_parts(self.program, role);
        Origin::of_all(work.filter(|work| which(work)).map(|work| origin(&work)))
    }

    /// Growth of a driver at a facility, or else its given values; of an estimated one, those that it follows.
    fn driver(&self, driver: &str, facility: &str) -> Origin {
        let estimate = self.case.estimates.get(&(DriverId::new(driver), FacilityId::new(facility)));
        let key = [estimate.map_or(driver, |estimate| estimate.from.as_str()), facility];
        match self.growth.find(&key, None, "annual_pct") {
            growth if growth.file.is_some() => growth,
            _ => self.activity.find(&key, None, "value"),
        }
    }

    /// The row of `workload` that a part of a role's work is of.
    fn work(&self, role: &str, work: &WorkPart<'_>) -> Origin {
        self.workload.find(&[role, work.technology, work.phase, work.driver, work.served], None, "mode")
    }

    /// Work that follows the demand of others.
    fn following(&self, role: &ProviderRole, driver: &str) -> Origin {
        let code = self.program.roles[role.role].as_str();
        self.of_parts(role, |work| work.is_run() && work.driver == driver, |work| self.work(code, work))
    }

    /// A dated row of `workload`.
    fn rule(&self, row: usize) -> Origin {
        let row = &self.case.workload[row];
        let column = if row.from.is_some_and(|from| from >= 0.0) { "from" } else { "until" };
        self.workload.given_by(&row.rate.given, column)
    }
}

/// A part of a role's work, in words.
pub(super) struct WorkPart<'a> {
    /// The facility that the work is for.
    pub served: &'a str,
    /// The technology; empty for none.
    pub technology: &'a str,
    /// `run`, `build` or `go_live`.
    pub phase: &'a str,
    /// The driver, `role:CODE` or `family:CODE`; empty for none.
    pub driver: &'a str,
}

impl WorkPart<'_> {
    /// True for steady work.
    pub fn is_run(&self) -> bool {
        self.phase == "run"
    }
}

/// The parts of a role's work that come from rows of `workload`.
pub(super) fn work_parts<'a>(program: &'a Program, role: &'a ProviderRole) -> impl Iterator<Item = WorkPart<'a>> {
    role.parts.iter().filter_map(|part| {
        let PartKind::Row { technology, phase, driver } = &part.kind else { return None };
        Some(WorkPart {
            served: program.facilities[part.served].as_str(),
            technology: technology.map_or("", |technology| program.technologies[technology].as_str()),
            phase,
            driver,
        })
    })
}

/// The hiring policy in the scenario.
fn policy(case: &Case) -> Origin {
    let file = scenario_file(&case.settings.name);
    let file = file.strip_prefix("inputs/").unwrap_or(&file);
    Origin { file: Some(file.into()), line: scenario_line(case, "hiring", "policy"), column: Some("hiring.policy") }
}

fn is_filled(sheet: Option<&Sheet>, row: &Row, column: &str) -> bool {
    sheet.is_some_and(|sheet| !super::index::word(sheet, row, column).is_empty())
}
