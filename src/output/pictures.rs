//! The charts of a forecast, made from its tables.
//!
//! `summary` draws seven: the gap heat map (role × year), the fan of demand against supply of all roles, the chance of a
//! shortage, what changes demand, facilities side by side, people who come and go, and the adoption of the technologies
//! that change most. `all` adds a fan for each role and the other technologies. Titles are the finding, subtitles say what
//! is measured and as of when. Left out: how a chart is drawn (`charts`).

mod adoption_curves;
mod chance_of_shortage;
mod demand_by_cause;
mod facility_comparison;
mod fan;
mod heat_map;
mod joiners_and_leavers;
#[cfg(test)]
mod tests;
mod view;

use super::charts::{self, Chart, ChartError};
use super::results::OPENING;
use super::{ChartFiles, TableSet};
use crate::domain::{Case, word};
use rayon::prelude::*;
use view::View;

/// Which charts are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charts {
    /// None.
    None,
    /// One of each kind, of everything together.
    Summary,
    /// A fan for each role and the adoption of every technology, too.
    All,
}

impl Charts {
    /// The words on the command line, with their meaning.
    pub const NAMES: [(&'static str, Self); 3] = [("none", Self::None), ("summary", Self::Summary), ("all", Self::All)];

    /// The word for it.
    pub fn word(self) -> &'static str {
        word(&Self::NAMES, self)
    }
}

/// Draws one chart.
type Drawing<'a> = Box<dyn Fn() -> Result<Chart, ChartError> + Send + Sync + 'a>;

/// Draws the charts of a forecast whose tables are in `set`; `stamp` (version and run) stands in each footer. A chart that
/// would have nothing to show is left out: adoption where nothing is planned.
///
/// # Errors
/// If a chart cannot be drawn.
pub fn pictures(case: &Case, set: &TableSet, which: Charts, stamp: &str) -> Result<Vec<ChartFiles>, ChartError> {
    let Some(gap) = set.get("gap").filter(|_| which != Charts::None) else { return Ok(Vec::new()) };
    let view = &View { case, set, gap, stamp };
    let mut drawings: Vec<Drawing<'_>> = vec![
        Box::new(|| charts::heat_map(&heat_map::heat_map(view))),
        Box::new(|| charts::fan(&fan::fan(view, "*", "fan_all_roles", "all roles"))),
        Box::new(|| charts::chances(&chance_of_shortage::chances(view))),
        Box::new(|| charts::bars(&facility_comparison::bars(view))),
    ];
    if let Some(data) = demand_by_cause::bars(view) {
        drawings.push(Box::new(move || charts::bars(&data)));
    }
    if let Some(data) = joiners_and_leavers::flows(view) {
        drawings.push(Box::new(move || charts::flows(&data)));
    }
    let sheets = if which == Charts::All { usize::MAX } else { 1 };
    for data in adoption_curves::sheets(view).into_iter().take(sheets) {
        drawings.push(Box::new(move || charts::curves(&data)));
    }
    if which == Charts::All {
        for role in case.roles.iter().filter(|role| view.rows("*", role.id.as_str()).next().is_some()) {
            let name = format!("fan_{}", role.id);
            drawings.push(Box::new(move || charts::fan(&fan::fan(view, role.id.as_str(), &name, &role.label))));
        }
    }
    // All are drawn before the first error is told, so that it is the same on any number of threads.
    let drawn: Vec<Result<ChartFiles, ChartError>> =
        drawings.par_iter().map(|drawing| drawing().and_then(files)).collect();
    drawn.into_iter().collect()
}

fn files(chart: Chart) -> Result<ChartFiles, ChartError> {
    let png = Some(charts::png(&chart.svg)?);
    let Chart { name, svg, text, numbers } = chart;
    Ok(ChartFiles { name, svg, png, text, numbers })
}
