//! Adoption of each technology over time: how fast is the plan?
//!
//! A panel is the mean over the facilities that plan the technology; all count alike, whatever their size. A sheet holds
//! the technologies that change most; further sheets the others.

use super::view::{View, counted, short};
use crate::domain::AdoptionPlan;
use crate::ids::{FacilityId, TechnologyId};
use crate::output::charts::{Curves, Moment, Panel};
use crate::output::results::OPENING;
use crate::output::rounded::decimals;
use std::collections::BTreeMap;

/// Panels on one sheet.
const MOST: usize = 12;

/// The sheets of all technologies that anybody plans, the one whose adoption changes most first; none without plans.
pub(super) fn sheets(view: &View<'_>) -> Vec<Curves> {
    let mut panels = panels(view);
    panels.sort_by(|one, other| change(other).abs().total_cmp(&change(one).abs()).then(one.code.cmp(&other.code)));
    let sheet = |(number, shown): (usize, &[Panel])| {
        let (all, first) = (panels.len(), number * MOST);
        let others = panels.iter().enumerate().filter(|(index, _)| index / MOST != number).map(|(_, panel)| panel);
        let which = match number {
            _ if all <= MOST => String::new(),
            0 => format!("; the {MOST} of {all} that change most, the others are named below"),
            _ => format!("; number {} to {} of {all} by change", first + 1, first + shown.len()),
        };
        Curves {
            name: if number == 0 { "adoption_curves".into() } else { format!("adoption_curves_{}", number + 1) },
            title: if number == 0 { title(view, &panels) } else { further_title(view, shown) },
            subtitle: format!(
                "Share in use, %, mean of the facilities that plan the technology{which}; data as of {}",
                view.as_of()
            ),
            footer: view.footer(),
            moments: moments(view),
            panels: shown.to_vec(),
            note: "Ribbon: mean of the facilities' own 10th and 90th percentiles, not the range of their mean. Triangle: a \
                   go-live as planned; delays may move it."
                .to_owned(),
            remark: match number {
                0 => left_out(&others.map(|panel| panel.label.as_str()).collect::<Vec<_>>()),
                _ => format!("Sheet {} of {}.", number + 1, all.div_ceil(MOST)),
            },
        }
    };
    panels.chunks(MOST).enumerate().map(sheet).collect()
}

/// Names all that are not on the sheet.
fn left_out(others: &[&str]) -> String {
    if others.is_empty() {
        return String::new();
    }
    format!("Not on this sheet, drawn with `--charts all` ({}): {}.", others.len(), others.join(", "))
}

/// The opening and the middle of each row, in months after the opening.
fn moments(view: &View<'_>) -> Vec<Moment> {
    let horizon = &view.case.settings.horizon;
    let rows = horizon.rows.iter().map(|row| {
        let at = f64::from(row.first.since(horizon.start)) + f64::from(row.months) / 2.0;
        Moment { label: row.label.clone(), at }
    });
    std::iter::once(Moment { label: OPENING.to_owned(), at: 0.0 }).chain(rows).collect()
}

/// A panel for each technology that a facility plans.
fn panels(view: &View<'_>) -> Vec<Panel> {
    let Some(table) = view.set.get("adoption") else { return Vec::new() };
    let mut curves: BTreeMap<&str, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for (row, (technology, facility)) in
        table.texts("technology").iter().zip(table.texts("facility").iter()).enumerate().filter(
            |(_, (technology, facility))| {
                plan(view, technology, facility).is_some_and(|plan| !matches!(plan, AdoptionPlan::None))
            },
        )
    {
        curves.entry(technology).or_default().entry(facility).or_default().push(row);
    }
    let moments = view.case.settings.horizon.rows.len() + 1;
    let panel = |(technology, facilities): (&str, BTreeMap<&str, Vec<usize>>)| {
        let column = |rows: &[usize], name: &str| -> Vec<f64> {
            rows.iter().map(|&row| table.number(name, row).unwrap_or(0.0)).collect()
        };
        let mean = |name: &str| {
            let mut sum = vec![0.0; moments];
            for rows in facilities.values() {
                sum.iter_mut().zip(column(rows, name)).for_each(|(sum, share)| *sum += share);
            }
            sum.into_iter().map(|sum| sum / facilities.len() as f64).collect()
        };
        let go_lives: Vec<f64> =
            facilities.keys().filter_map(|facility| plan(view, technology, facility).and_then(go_live)).collect();
        let end = f64::from(view.case.settings.horizon.months);
        let go_lives: Vec<f64> = go_lives.into_iter().filter(|at| (0.0..end).contains(at)).collect();
        Panel {
            code: technology.to_owned(),
            label: view.technology(technology),
            remark: told(view, facilities.len(), &go_lives),
            mean: mean("adoption_mean_pct"),
            low: mean("adoption_p10_pct"),
            high: mean("adoption_p90_pct"),
            each: facilities
                .iter()
                .map(|(facility, rows)| ((*facility).to_owned(), column(rows, "adoption_mean_pct")))
                .collect(),
            go_lives,
        }
    };
    curves.into_iter().map(panel).collect()
}

fn plan<'a>(view: &View<'a>, technology: &str, facility: &str) -> Option<&'a AdoptionPlan> {
    view.case.adoption.get(&(TechnologyId::new(technology), FacilityId::new(facility))).map(|plan| &**plan)
}

/// The instant at which use begins, in months after the opening; of milestones the last at which nobody used it yet.
fn go_live(plan: &AdoptionPlan) -> Option<f64> {
    match plan {
        AdoptionPlan::None => None,
        AdoptionPlan::Curve { go_live, .. } => *go_live,
        AdoptionPlan::Points { points, .. } => {
            points.windows(2).find(|pair| pair[0].1 == 0.0 && pair[1].1 > 0.0).map(|pair| pair[0].0)
        }
    }
}

/// How many facilities plan it, and when they go live.
fn told(view: &View<'_>, facilities: usize, go_lives: &[f64]) -> String {
    let horizon = &view.case.settings.horizon;
    let year = |at: f64| horizon.year_label(horizon.start.plus(at.floor() as i32));
    let plan = counted(facilities, "facility", "facilities");
    let first = go_lives.iter().copied().min_by(f64::total_cmp);
    let last = go_lives.iter().copied().max_by(f64::total_cmp);
    let Some((first, last)) = first.zip(last).map(|(first, last)| (year(first), year(last))) else { return plan };
    let when = if first == last { first } else { format!("{first}–{last}") };
    format!("{plan}, {} {when}", counted(go_lives.len(), "go-live", "go-lives"))
}

fn change(panel: &Panel) -> f64 {
    let (from, to) = ends(panel);
    to - from
}

fn ends(panel: &Panel) -> (f64, f64) {
    (panel.mean.first().copied().unwrap_or(0.0), panel.mean.last().copied().unwrap_or(0.0))
}

fn from_to(panel: &Panel) -> String {
    let (from, to) = ends(panel);
    format!("from {} to {} %", decimals(from, 0), decimals(to, 0))
}

/// The finding: how many technologies are half in use by the end, and which changes most.
fn title(view: &View<'_>, panels: &[Panel]) -> String {
    let end = view.last_period();
    match panels {
        [] => "No technology is planned".to_owned(),
        [only] => format!("{}: use goes {} by {end}", short(&only.label), from_to(only)),
        [most, ..] => {
            let half = |share: fn(&Panel) -> f64| panels.iter().filter(|panel| share(panel) >= 50.0).count();
            let (now, then) = (half(|panel| ends(panel).0), half(|panel| ends(panel).1));
            let points = |panel: &Panel| decimals(change(panel), 0);
            let which = match panels.iter().filter(|panel| points(panel) == points(most)).count() {
                1 => format!("{} changes most, {}", short(&most.label), from_to(most)),
                ties => format!("{ties} of them change by {} points", points(most)),
            };
            format!("{then} of {} technologies are at least half in use in {end} ({now} now); {which}", panels.len())
        }
    }
}

/// The finding of a further sheet: how little its technologies change.
fn further_title(view: &View<'_>, panels: &[Panel]) -> String {
    let Some(most) = panels.first() else { return String::new() };
    let points = decimals(change(most).abs(), 0);
    format!(
        "These technologies change by {points} points at most to {}: {}, {}",
        view.last_period(),
        short(&most.label),
        from_to(most)
    )
}
