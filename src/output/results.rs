//! The tables of a forecast: gap and its causes, supply flows, parts of demand, costs, and what explains them.
//!
//! Means of parts add up to the mean of the whole; quantiles do not, and are those of the draws of each row itself.
//! Numbers keep nine decimals, which is what the exact sums of 2⁻³⁶ FTE hold; whatever people see rounds for itself.
//! Left out: how tables are written (`csv`), and what the terminal shows of them (`cli`).

mod adoption;
mod basis;
mod causes;
mod costs;
mod first_short;
mod flows;
mod gap;
mod history;
mod index;
mod origins;
mod parts;
#[cfg(test)]
mod tests;

use super::assumptions::assumptions_table;
use super::dictionary::dictionary_table;
use super::problems::problems_table;
use super::table::RowBuilder;
use super::{Table, TableSet};
use crate::diagnostics::Problem;
use crate::domain::{Case, Shortage};
use crate::program::Program;
use crate::tables::output as specs;
use crate::uncertainty::{Forecast, Group, Place, RoleGroup};

/// The period word of the state the day before the forecast starts.
pub const OPENING: &str = "opening";

/// All tables of a run.
pub fn result_tables(case: &Case, program: &Program, forecast: &Forecast, problems: &[Problem]) -> TableSet {
    let results = Results::new(case, program, forecast);
    let mut set = TableSet::new();
    for table in [
        gap::table(&results),
        flows::supply(&results),
        adoption::table(&results),
        first_short::table(&results),
        history::table(&results),
    ] {
        set.insert(table.sorted());
    }
    if case.settings.causes {
        for table in [causes::table(&results), parts::table(&results), basis::table(&results)] {
            set.insert(table.sorted());
        }
    }
    if !case.costs.is_empty() {
        set.insert(costs::table(&results).sorted());
    }
    if !case.skills.is_empty() {
        set.insert(flows::upskilling(&results).sorted());
    }
    set.insert(assumptions_table(case));
    set.insert(problems_table(problems, &case.settings.name));
    let dictionary = dictionary_table(&set);
    set.insert(dictionary);
    set
}

/// What the tables are made from.
struct Results<'a> {
    case: &'a Case,
    program: &'a Program,
    forecast: &'a Forecast,
    /// Word and first day of the opening and each row.
    periods: Vec<(String, String)>,
}

impl<'a> Results<'a> {
    fn new(case: &'a Case, program: &'a Program, forecast: &'a Forecast) -> Self {
        let horizon = &case.settings.horizon;
        let opening = (OPENING.to_owned(), horizon.start.plus(-1).last_day());
        let rows = horizon.rows.iter().map(|row| (row.label.clone(), row.first.first_day()));
        Self { case, program, forecast, periods: std::iter::once(opening).chain(rows).collect() }
    }

    /// The first cells of a row: scenario and `codes`.
    fn row<'t>(&self, table: &'t mut Table, codes: &[&str]) -> RowBuilder<'t> {
        codes.iter().fold(table.row().text(&self.case.settings.name), |row, &code| row.text(code))
    }

    /// The same, and then the period `period` (0 is the opening).
    fn row_of<'t>(&self, table: &'t mut Table, codes: &[&str], period: usize) -> RowBuilder<'t> {
        let (word, first_day) = &self.periods[period];
        self.row(table, codes).text(word).text(first_day)
    }

    /// Codes of a group's place and role.
    fn codes(&self, (place, role): &Group) -> [String; 2] {
        let place = match place {
            Place::Facility(index) => self.program.facilities[*index].to_string(),
            Place::Region(region) => format!("region:{region}"),
            Place::All => "*".to_owned(),
        };
        let role = match role {
            RoleGroup::Role(index) => self.program.roles[*index].to_string(),
            RoleGroup::Family(family) => format!("family:{family}"),
            RoleGroup::All => "*".to_owned(),
        };
        [place, role]
    }

    /// True if a gap is forecast for the group: it is no role that is a source of staff only.
    fn has_gap(&self, (_, role): &Group) -> bool {
        !matches!(role, RoleGroup::Role(index) if !self.program.forecast[*index])
    }

    /// The groups that the staff of a role (of the axis) at a provider belong to; sources of staff are in no total over
    /// roles.
    fn groups_of(&self, provider: usize, role: usize) -> Vec<Group> {
        let region = self.case.facilities[provider].region.clone();
        let family = self.case.roles[role].family.clone().filter(|_| self.program.forecast[role]);
        let everybody = self.program.forecast[role].then_some(RoleGroup::All);
        let places = || [Place::Facility(provider), Place::All].into_iter().chain(region.clone().map(Place::Region));
        let roles = [RoleGroup::Role(role)].into_iter().chain(family.map(RoleGroup::Family)).chain(everybody);
        roles.flat_map(|role| places().map(move |place| (place, role.clone()))).collect()
    }
}

/// An empty table of the name, which a run has.
fn new(name: &str) -> Table {
    Table::new(specs::table(name).unwrap_or_else(|| panic!("no output table `{name}`")))
}

/// To nine decimals: 1.9 FTE, which no sum of halves makes, is printed as 1.9.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// 100 × part / whole to eight decimals; nothing where there is no whole.
fn percent(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| (1e10 * part / whole).round() / 1e8)
}

/// What a gap is, given the demand it belongs to.
pub fn direction_of(gap: f64, demand: f64, shortage: Shortage) -> &'static str {
    let limit = (shortage.threshold_pct / 100.0 * demand).max(shortage.threshold_fte);
    match gap {
        gap if gap > limit => "short",
        gap if gap < -limit => "surplus",
        _ => "balanced",
    }
}
