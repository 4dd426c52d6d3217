//! What changes demand between the opening and the last period: why?
//!
//! Only causes of demand are bars, so that they add up to its change; those of supply are one sentence below, with the gap
//! at both ends. Surge is the change of temporary work: below zero where what was under way at the opening has passed.

use super::view::{View, counted, rows_of, short};
use crate::output::charts::{Bar, Bars, Pattern};
use crate::output::rounded::{fte, signed_fte};

/// Causes with a bar of their own.
const MOST: usize = 11;
const TEMPORARY: &str = "temporary: building and going live, passes";

const PASSING: &str = " A temporary bar is the change of such work: below zero where that of the opening has passed.";

/// A cause of demand.
struct Cause {
    code: String,
    kind: Kind,
    fte: f64,
}

/// What causes are put together by where they are too many.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Driver,
    Technology,
    Surge,
    Other,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Technology, Self::Driver, Self::Surge, Self::Other];

    fn of(code: &str) -> Self {
        match code.split_once(':') {
            Some(("driver", _)) => Self::Driver,
            Some(("technology", _)) => Self::Technology,
            Some(("surge", _)) => Self::Surge,
            _ => Self::Other,
        }
    }

    /// Code and label of so many causes together, `other` than those with a bar of their own.
    fn together(self, count: usize, other: bool) -> (&'static str, String) {
        let named = |other_words: &str, words: &str| if other { other_words.to_owned() } else { words.to_owned() };
        match self {
            Self::Driver => {
                let words = named("Other activity", "Activity");
                ("other:driver", format!("{words} ({})", counted(count, "driver", "drivers")))
            }
            Self::Technology => {
                ("other:technology", format!("{} ({count})", named("Other technologies in use", "Technologies in use")))
            }
            Self::Surge => {
                let words = named("Other building and going live", "Building and going live");
                ("other:surge", format!("{words} ({count}; temporary)"))
            }
            Self::Other => ("other:other", format!("Other causes ({count})")),
        }
    }

    fn pattern(self) -> Pattern {
        if self == Self::Surge { Pattern::Striped } else { Pattern::Solid }
    }
}

/// What the bars show; nothing where no cause is told.
pub(super) fn bars(view: &View<'_>) -> Option<Bars> {
    let table = view.set.get("gap_causes")?;
    let last = view.last_period();
    let ends: Vec<usize> = view.rows("*", "*").collect();
    let (&opening, &end) = (ends.first()?, ends.last()?);
    let mut causes: Vec<Cause> = rows_of(table, "*", "*")
        .filter(|&row| table.text("period", row) == last && table.text("side", row) == "demand")
        .map(|row| {
            let code = table.text("cause", row);
            Cause { code: code.to_owned(), kind: Kind::of(code), fte: table.number("mean_fte", row).unwrap_or(0.0) }
        })
        .collect();
    causes.sort_by(|one, other| other.fte.abs().total_cmp(&one.fte.abs()).then(one.code.cmp(&other.code)));
    let change: f64 = causes.iter().map(|cause| cause.fte).sum();
    let rows = rows(view, &causes);
    let number = |column: &str| (view.number(column, opening), view.number(column, end));
    let (supply, gap) = (number("supply_mean_fte"), number("gap_mean_fte"));
    Some(Bars {
        name: "demand_by_cause".into(),
        title: title(view, &causes, change, &last),
        subtitle: format!(
            "What changes demand from {} to {last}, mean FTE, all facilities and roles; data as of {}",
            view.as_of(),
            view.as_of()
        ),
        footer: view.footer(),
        axis: "Change of demand, FTE".into(),
        item: "cause",
        measures: vec!["demand_change_fte"],
        mark: None,
        meanings: vec![(Pattern::Striped, TEMPORARY.into())],
        sides: ["More demand: adds to the gap".into(), "Less demand".into()],
        reading: format!(
            "Supply {} in the same time: the gap goes from {} to {} FTE.",
            moved(supply.1 - supply.0),
            signed_fte(gap.0),
            signed_fte(gap.1)
        ),
        note: format!(
            "The bars add up to {} FTE, the change of demand.{} What changes supply is not shown.",
            signed_fte(change),
            if rows.iter().any(|bar| bar.pattern == Pattern::Striped) { PASSING } else { "" }
        ),
        rows,
    })
}

/// The largest causes, and what is left by kind.
fn rows(view: &View<'_>, causes: &[Cause]) -> Vec<Bar> {
    let bar = |code: &str, label: String, fte: f64, kind: Kind| Bar {
        code: code.to_owned(),
        label,
        values: vec![Some(fte)],
        printed: signed_fte(fte),
        pattern: kind.pattern(),
    };
    if causes.is_empty() {
        return vec![bar("none", "No cause".to_owned(), 0.0, Kind::Other)];
    }
    // A bar for one cause more costs no room: it is that of the rest.
    let (named, rest) = causes.split_at(if causes.len() == MOST + 1 { MOST + 1 } else { MOST.min(causes.len()) });
    let named_kinds: Vec<Kind> = named.iter().map(|cause| cause.kind).collect();
    let named = named.iter().map(|cause| bar(&cause.code, label(view, &cause.code), cause.fte, cause.kind));
    let mut bars: Vec<Bar> = named.collect();
    let mut together: Vec<Bar> = Vec::new();
    for kind in Kind::ALL {
        let of_kind: Vec<&Cause> = rest.iter().filter(|cause| cause.kind == kind).collect();
        let fte = of_kind.iter().map(|cause| cause.fte).sum();
        match of_kind[..] {
            [] => {}
            [only] => together.push(bar(&only.code, label(view, &only.code), fte, kind)),
            _ => {
                let (code, label) = kind.together(of_kind.len(), named_kinds.contains(&kind));
                together.push(bar(code, label, fte, kind));
            }
        }
    }
    let size = |bar: &Bar| bar.values[0].unwrap_or(0.0).abs();
    together.sort_by(|one, other| size(other).total_cmp(&size(one)));
    bars.extend(together);
    bars
}

/// A cause in words.
fn label(view: &View<'_>, code: &str) -> String {
    match code.split_once(':') {
        Some(("driver", driver)) => format!("Activity: {}", view.driver(driver)),
        Some(("technology", technology)) => format!("In use: {}", view.technology(technology)),
        Some(("surge", technology)) => format!("Going live: {} (temporary)", view.technology(technology)),
        Some(("role", role)) => format!("Work that follows {}", view.role(role)),
        Some(("family", family)) => format!("Work that follows {family}"),
        Some(("rule", rule)) => format!("Dated work: {rule}"),
        _ if code == "services" => "Work that moves between facilities".to_owned(),
        _ if code == "floor" => "Smallest teams".to_owned(),
        _ => code.to_owned(),
    }
}

/// A cause within a sentence.
fn phrase(view: &View<'_>, code: &str) -> String {
    match code.split_once(':') {
        Some(("driver", driver)) => format!("the change of {}", view.driver(driver)),
        Some(("technology", technology)) => view.technology(technology),
        Some(("surge", technology)) => format!("going live of {}", view.technology(technology)),
        _ => label(view, code),
    }
}

fn moved(change: f64) -> String {
    let by = fte(change.abs());
    match change {
        _ if by == "0.0" => "stays the same".to_owned(),
        more if more > 0.0 => format!("rises by {by} FTE"),
        _ => format!("falls by {by} FTE"),
    }
}

/// The finding: by how much demand changes, and what moves it most.
fn title(view: &View<'_>, causes: &[Cause], change: f64, last: &str) -> String {
    let what = format!("Demand {} from {} to {last}", moved(change), view.as_of());
    match causes.first() {
        None => what,
        Some(most) => {
            format!("{what}; the largest cause is {} ({} FTE)", short(&phrase(view, &most.code)), signed_fte(most.fte))
        }
    }
}
