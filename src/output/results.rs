//! The tables of a forecast: gap and its causes, supply flows, parts of demand, costs, and what explains them.
//!
//! Means of parts add up to the mean of the whole; quantiles do not, and are those of the draws of each row itself.
//! Numbers keep nine decimals, which is what the exact sums of 2⁻³⁶ FTE hold; whatever people see rounds for itself.
//! Rows are made provider by provider and go to where they wait for the end ([`Spools`]); what people are shown is kept
//! ([`Shown`]). Left out: how tables are written (`csv`), and what the terminal shows of them (`cli`).

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
use super::shown::Shown;
use super::spool::Spools;
use super::table::RowBuilder;
use super::{Table, TableSet};
use crate::diagnostics::Problem;
use crate::domain::{Case, Shortage};
use crate::files::FilesError;
use crate::program::{Program, Provider};
use crate::tables::output as specs;
use crate::uncertainty::{Finished, Forecast, Group, Place, RoleGroup};
use basis::Rests;
use causes::Causes;
use costs::Costs;
use flows::AllTrained;
use rayon::prelude::*;

/// The period word of the state the day before the forecast starts.
pub const OPENING: &str = "opening";

/// All tables of a forecast that is kept as a whole, with all their rows.
///
/// # Panics
/// Never: rows that wait in memory cannot fail to be written.
pub fn result_tables(case: &Case, program: &Program, forecast: &Forecast, problems: &[Problem]) -> TableSet {
    let mut tables = Tabulation::new(case, program, Shown::everything(), Spools::none());
    let added = (0..program.facilities.len()).try_for_each(|index| {
        let provider = &program.provider(case, index);
        let own = |finished: &Finished| finished.of(|place| *place == Place::Facility(index));
        tables.add((index, provider), &Forecast { draws: own(&forecast.draws), central: own(&forecast.central) })
    });
    let totals = |finished: &Finished| finished.of(|place| !matches!(place, Place::Facility(_)));
    let totals = Forecast { draws: totals(&forecast.draws), central: totals(&forecast.central) };
    let made = added.and_then(|()| tables.finish(&totals, problems));
    made.unwrap_or_else(|error| panic!("nothing is written here: {error}")).0
}

/// The tables of a forecast whose places are finished one after the other, in any order.
pub struct Tabulation<'a> {
    results: Results<'a>,
    shown: Shown,
    /// The rows that people are shown, and those of tables that do not grow with the number of facilities.
    kept: TableSet,
    /// All rows, until they are written.
    spools: Spools<'a>,
    /// Where the scenario asks for it.
    why: Option<(Causes<'a>, Rests<'a>)>,
    costs: Option<Costs<'a>>,
    trained: Option<AllTrained>,
}

impl<'a> Tabulation<'a> {
    /// Tables without rows.
    pub fn new(case: &'a Case, program: &'a Program, shown: Shown, spools: Spools<'a>) -> Self {
        let results = Results::new(case, program);
        Self {
            why: case.settings.causes.then(|| (Causes::new(&results), Rests::new(&results))),
            costs: (!case.costs.is_empty()).then(|| Costs::new(case)),
            trained: (!case.skills.is_empty()).then(AllTrained::default),
            results,
            shown,
            kept: TableSet::new(),
            spools,
        }
    }

    /// Adds what a provider (its index and itself) has finished: its own rows and those of its region.
    ///
    /// # Errors
    /// If rows had to be put aside, and the disk refuses.
    pub fn add(&mut self, provider: (usize, &Provider), finished: &Forecast) -> Result<(), FilesError> {
        let draws = &finished.draws;
        if let Some((causes, rests)) = &mut self.why {
            causes.learn(&self.results, provider, draws);
            rests.learn(provider, draws);
        }
        if let Some(costs) = &mut self.costs {
            costs.learn(&self.results, provider, draws);
        }
        if let Some(trained) = &mut self.trained {
            trained.add(draws);
        }
        self.put(Some(provider), finished)
    }

    /// Adds what is said of all together, and what the run itself is made of; returns the tables that people are shown,
    /// and all rows.
    ///
    /// # Errors
    /// If rows had to be put aside, and the disk refuses.
    pub fn finish(mut self, everything: &Forecast, problems: &[Problem]) -> Result<(TableSet, Spools<'a>), FilesError> {
        self.put(None, everything)?;
        let Results { case, .. } = self.results;
        let mut more = vec![history::table(&self.results)];
        more.extend(self.trained.as_ref().map(|trained| trained.table(&self.results)));
        for table in more {
            let (table, rows) = self.spools.rows_of(table.sorted());
            self.spools.add(&table, rows)?;
            self.kept.extend(&table, &self.shown);
        }
        let mut set = self.kept.sorted();
        if let Some((_, rests)) = self.why {
            set.insert(rests.table().sorted());
        }
        set.insert(assumptions_table(case));
        set.insert(problems_table(problems, &case.settings.name));
        let dictionary = dictionary_table(&set);
        set.insert(dictionary);
        Ok((set, self.spools))
    }

    /// Makes the rows of what is finished and puts them where they belong.
    fn put(&mut self, provider: Option<(usize, &Provider)>, finished: &Forecast) -> Result<(), FilesError> {
        let (results, draws) = (&self.results, &finished.draws);
        let mut makers: Vec<Maker<'_>> = vec![
            Box::new(|| gap::table(results, finished)),
            Box::new(|| flows::supply(results, draws)),
            Box::new(|| first_short::table(results, draws)),
            Box::new(|| adoption::table(results, draws)),
        ];
        if let Some((causes, _)) = &self.why {
            makers.push(Box::new(|| causes.table(results, draws)));
            let parts = move || provider.map_or_else(|| new("demand_parts"), |it| parts::table(results, it, draws));
            makers.push(Box::new(parts));
        }
        if let Some(costs) = &self.costs {
            makers.push(Box::new(|| costs.table(results, draws)));
        }
        if self.trained.is_some() {
            makers.push(Box::new(|| flows::upskilling(results, draws)));
        }
        let spools = &self.spools;
        let made: Vec<_> = makers.par_iter().map(|make| spools.rows_of(make().sorted())).collect();
        drop(makers);
        for (table, rows) in made {
            self.spools.add(&table, rows)?;
            self.kept.extend(&table, &self.shown);
        }
        Ok(())
    }
}

/// Makes rows of one table.
type Maker<'m> = Box<dyn Fn() -> Table + Sync + 'm>;

/// What the tables are made from.
struct Results<'a> {
    case: &'a Case,
    program: &'a Program,
    /// Word and first day of the opening and each row.
    periods: Vec<(String, String)>,
}

impl<'a> Results<'a> {
    fn new(case: &'a Case, program: &'a Program) -> Self {
        let horizon = &case.settings.horizon;
        let opening = (OPENING.to_owned(), horizon.start.plus(-1).last_day());
        let rows = horizon.rows.iter().map(|row| (row.label.clone(), row.first.first_day()));
        Self { case, program, periods: std::iter::once(opening).chain(rows).collect() }
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
