//! Scheduled actions.

use super::key_of;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::{Action, ActionKind, Retention, Training, Transfer};
use crate::ids::{FacilityId, RoleId};
use crate::input::build::Build;
use crate::tables::Row;

const TABLE: &str = "actions";

/// The courses, moves and measures that actions make use of.
type Means<'a> = (&'a [Training], &'a [Transfer], &'a [Retention]);

/// Builds the actions, in the order of the file's keys: action, provider, role, time.
pub(super) fn build(build: &Build<'_>, means: Means<'_>, found: &mut Diagnostics) -> Vec<Action> {
    let mut actions = Vec::new();
    for row in build.group.rows(TABLE) {
        let errors = found.errors();
        let Some(action) = of_row(build, row, found) else { continue };
        if found.errors() == errors {
            report_without_means(build, row, &action, means, found);
        }
        actions.push(action);
    }
    actions.sort_by(|a, b| {
        let key = |action: &Action| {
            let Action { kind, facility, role, first_month, months, from_role, .. } = action;
            (*kind, facility.clone(), role.clone(), *first_month, *months, from_role.clone())
        };
        key(a).cmp(&key(b))
    });
    actions
}

/// The action of a row; problems if its columns do not fit what is done.
fn of_row(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> Option<Action> {
    let word = build.text(TABLE, row, "action")?;
    let (_, kind) = ActionKind::NAMES.into_iter().find(|(name, _)| *name == word)?;
    let (role, facility) = key_of(build, TABLE, row)?;
    let mut wrong = |slug, column: &str, message: String, help: String| {
        found.push(slug, build.group.place(TABLE, row, column), message, help);
    };
    let period = build.period(TABLE, row, "period")?;
    let Some(months) = period.months() else {
        let help = format!("write the month or quarter in which it happens, such as {}", period.first_month());
        wrong(Slug::NotAPeriod, "period", format!("{period} is a day, and an action takes at least a month"), help);
        return None;
    };
    let start = build.horizon.start;
    let first_month = period.first_month().since(start);
    if first_month < 0 {
        let message = format!("{period} begins before the start of the forecast ({})", start.first_day());
        let help = format!("write a period from {start} on; what is already done shows in staff.csv");
        wrong(Slug::OutOfRange, "period", message, help);
        return None;
    }
    let from_role = build.text(TABLE, row, "from_role").map(RoleId::new);
    match (kind == ActionKind::Retrain, &from_role) {
        (true, None) => {
            let message = "`retrain` needs `from_role`, and it is blank".to_owned();
            wrong(Slug::ActionColumns, "from_role", message, "name the role that staff are retrained from".to_owned());
        }
        (false, Some(from)) => {
            let message = format!("`{word}` makes no use of `from_role`, but it holds `{from}`");
            wrong(Slug::ActionColumns, "from_role", message, "clear the cell, or write `retrain`".to_owned());
        }
        _ => {}
    }
    let fte = build.number(TABLE, row, "fte");
    match (kind == ActionKind::Retain, fte) {
        (false, None) => {
            let message = format!("`{word}` needs `fte`, and it is blank");
            let help = "write how many FTE in the whole period".to_owned();
            wrong(Slug::ActionColumns, "fte", message, help);
        }
        (true, Some(fte)) if fte != 0.0 => {
            let message = format!("`retain` makes no use of `fte`, but it holds {fte}");
            let help = "clear the cell: the measure in retention.csv says what it does".to_owned();
            wrong(Slug::ActionColumns, "fte", message, help);
        }
        _ => {}
    }
    let cost_each = build.number(TABLE, row, "cost_each");
    Some(Action { kind, facility, role, first_month, months, fte: fte.unwrap_or(0.0), from_role, cost_each })
}

/// An action needs the one row of another table that says how it is done.
fn report_without_means(
    build: &Build<'_>,
    row: &Row,
    action: &Action,
    (training, transfers, retention): Means<'_>,
    found: &mut Diagnostics,
) {
    let Action { role, facility, .. } = action;
    let here = |key: (&RoleId, &FacilityId)| key == (role, facility);
    let (table, wanted, count) = match action.kind {
        ActionKind::Train => {
            let courses = training.iter().filter(|course| here((&course.role, &course.facility)));
            ("training", format!("a course for {role} at {facility}"), courses.count())
        }
        ActionKind::Retrain => {
            let from = action.from_role.as_ref();
            let moves =
                transfers.iter().filter(|step| Some(&step.from_role) == from && here((&step.to_role, &step.facility)));
            let from = from.map_or("", RoleId::as_str);
            ("transfers", format!("a move from {from} to {role} at {facility}"), moves.count())
        }
        ActionKind::Retain => {
            let measures = retention.iter().filter(|measure| here((&measure.role, &measure.facility)));
            // All measures of a place are switched on together.
            ("retention", format!("a measure for {role} at {facility}"), measures.count().min(1))
        }
        ActionKind::Hire | ActionKind::Contract | ActionKind::Release => return,
    };
    if count == 1 || !build.group.complete(&[table]) {
        return;
    }
    let word = build.text(TABLE, row, "action").unwrap_or_default();
    let (message, help) = if count == 0 {
        (format!("`{word}` needs {wanted}, and {table}.csv has none"), format!("add a row for it to {table}.csv"))
    } else {
        let message = format!("`{word}` needs {wanted}, and {table}.csv has {count}: it is open which");
        (message, format!("leave one of them in {table}.csv"))
    };
    found.push(Slug::ActionWithoutRow, build.group.place(TABLE, row, "action"), message, help);
}
