//! What one workload row says, before it is known for which facilities; and whether its columns fit together.

use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Economy, WorkDriver, WorkPhase, WorkRule, WorkUnit};
use crate::ids::{DriverId, RoleId, TechnologyId};
use crate::input::assume::{RowValue, row_value};
use crate::input::build::Build;
use crate::input::phase::{self, PhaseColumn};
use crate::tables::Row;
use std::sync::Arc;

/// A row of which everything fits.
pub(super) struct RowWork {
    pub(super) phase: WorkPhase,
    pub(super) driver: Option<WorkDriver>,
    pub(super) unit: WorkUnit,
    pub(super) value: RowValue,
    pub(super) economy: Option<Economy>,
    pub(super) from: Option<f64>,
    pub(super) until: Option<f64>,
}

const COLUMNS: [PhaseColumn; 4] = [
    PhaseColumn { name: "scale_exponent", phase: "run", needed: false, says: "how work grows with size" },
    PhaseColumn { name: "scale_reference", phase: "run", needed: false, says: "the size at which the rate holds" },
    PhaseColumn { name: "lead_months", phase: "build", needed: true, says: "how many months ahead the team works" },
    PhaseColumn {
        name: "decay_months",
        phase: "go_live",
        needed: true,
        says: "how many months the extra work lasts on average",
    },
];

impl RowWork {
    /// The row; `None` (and problems) if something in it does not fit.
    pub(super) fn read(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> Option<Self> {
        let errors = found.errors();
        let number = |column: &str| build.number("workload", row, column);
        let word = build.text("workload", row, "unit")?;
        let (_, unit) = WorkUnit::NAMES.into_iter().find(|(name, _)| *name == word)?;
        let driver = build.text("workload", row, "driver").map(driver_of);
        driver_fits_unit(build, row, (word, unit), driver.as_ref(), found);
        let phase = build.text("workload", row, "phase")?;
        phase::check(build, ("workload", row), phase, &COLUMNS, found);
        if phase != "run" && build.text("workload", row, "technology").is_none() {
            let message = format!("the phase `{phase}` needs a technology, and the cell is blank");
            let help = "name the technology whose adoption brings the work, or write the phase `run`";
            found.push(Slug::PhaseColumns, build.group.place("workload", row, "technology"), message, help);
        }
        let work = Self {
            phase: match phase {
                "build" => WorkPhase::Build { lead_months: number("lead_months").unwrap_or(0.0) as u32 },
                "go_live" => WorkPhase::GoLive { decay_months: number("decay_months").unwrap_or(1.0) },
                _ => WorkPhase::Run,
            },
            economy: if phase == "run" { economy(build, row, driver.as_ref(), found) } else { None },
            driver,
            unit,
            value: row_value(build, "workload", row, "mode", found)?,
            from: build.instant("workload", row, "from"),
            until: build.instant("workload", row, "until"),
        };
        if work.ends() <= work.begins() {
            let period = |column: &str| build.period("workload", row, column);
            let words = match (period("from"), period("until")) {
                (Some(from), Some(until)) => format!(" (from {from}, until {until})"),
                (None, Some(until)) => format!(" (until {until})"),
                _ => String::new(),
            };
            let message = format!("the row ends on or before the day on which it begins{words}");
            let help = "`until` is the first day on which the row holds no more: write a later one, or clear it";
            found.push(Slug::EndsBeforeItBegins, build.group.place("workload", row, "until"), message, help);
        }
        (found.errors() == errors).then_some(work)
    }

    /// What the row says of the work of its key.
    pub(super) fn rule(&self, [role, technology, phase, driver]: [&Arc<str>; 4]) -> WorkRule {
        let name = Arc::from(format!("role={role},technology={technology},phase={phase},driver={driver}"));
        WorkRule {
            role: RoleId::of(role),
            technology: (!technology.is_empty()).then(|| TechnologyId::of(technology)),
            phase: self.phase,
            driver: self.driver.clone(),
            unit: self.unit,
            rate: self.value.local(&name),
            economy: self.economy,
            from: self.from,
            until: self.until,
        }
    }

    /// The first instant, in months after the opening.
    pub(super) fn begins(&self) -> f64 {
        self.from.unwrap_or(f64::NEG_INFINITY)
    }

    /// The first instant at which the row holds no more.
    pub(super) fn ends(&self) -> f64 {
        self.until.unwrap_or(f64::INFINITY)
    }
}

/// What the text of a driver names.
pub(super) fn driver_of(text: &str) -> WorkDriver {
    match (text.strip_prefix("role:"), text.strip_prefix("family:")) {
        (Some(role), _) => WorkDriver::Role(RoleId::new(role)),
        (None, Some(family)) => WorkDriver::Family(family.to_owned()),
        (None, None) => WorkDriver::Driver(DriverId::new(text)),
    }
}

/// A rate for each facility has no driver, minutes belong to activity, a percentage to a role or family; every other
/// rate has some driver.
fn driver_fits_unit(
    build: &Build<'_>,
    row: &Row,
    (word, unit): (&str, WorkUnit),
    driver: Option<&WorkDriver>,
    found: &mut Diagnostics,
) {
    let text = build.text("workload", row, "driver");
    let (message, help) = match (unit, driver) {
        (WorkUnit::FtePerFacility, Some(_)) => (
            format!("the unit `{word}` has no driver, but the row names `{}`", text.unwrap_or_default()),
            "clear the driver, or choose a unit that scales with it, such as fte_per_1000",
        ),
        (WorkUnit::FtePerFacility, None) => return,
        (WorkUnit::PercentOfRole, None | Some(WorkDriver::Driver(_))) => (
            format!("the unit `{word}` needs a role or a family as driver"),
            "write role:CODE or family:CODE, such as role:ehr_analyst, or choose a unit of activity",
        ),
        (_, None) => (
            format!("the unit `{word}` needs a driver, but the cell is blank"),
            "name the driver that the work scales with, or write the unit fte_per_facility",
        ),
        (WorkUnit::MinutesPerUnit, Some(WorkDriver::Role(_) | WorkDriver::Family(_))) => (
            format!("the unit `{word}` counts activity, but the driver is `{}`", text.unwrap_or_default()),
            "write percent_of_role, or name a driver of drivers.csv",
        ),
        _ => return,
    };
    found.push_value(Slug::DriverForUnit, build.group.place("workload", row, "driver"), text, message, help);
}

/// Economy of scale of a run row.
fn economy(build: &Build<'_>, row: &Row, driver: Option<&WorkDriver>, found: &mut Diagnostics) -> Option<Economy> {
    let [exponent, reference] =
        ["scale_exponent", "scale_reference"].map(|column| build.number("workload", row, column));
    let mut wrong = |column: &str, message: String, help: &str| {
        found.push(Slug::EconomyOfScale, build.group.place("workload", row, column), message, help);
        None
    };
    let (exponent, reference) = match (exponent, reference) {
        (None, None) => return None,
        (Some(exponent), Some(reference)) => (exponent, reference),
        (exponent, _) => {
            let (given, blank) = match exponent {
                Some(_) => ("scale_exponent", "scale_reference"),
                None => ("scale_reference", "scale_exponent"),
            };
            let help = "write the size at which the rate holds, and how work grows with size; or neither";
            return wrong(blank, format!("`{given}` is given and `{blank}` is blank"), help);
        }
    };
    if !matches!(driver, Some(WorkDriver::Driver(_))) {
        let message = "economy of scale is for work that scales with activity".to_owned();
        let help = "clear scale_exponent and scale_reference, or name a driver of drivers.csv";
        return wrong("scale_exponent", message, help);
    }
    Some(Economy { exponent, reference })
}
