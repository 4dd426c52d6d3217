//! What all pictures look up: rows of the tables, names for people, words around a chart.

use crate::domain::Case;
use crate::output::{Table, TableSet};

/// A forecast as the pictures see it.
pub(super) struct View<'a> {
    pub case: &'a Case,
    pub set: &'a TableSet,
    pub gap: &'a Table,
    pub stamp: &'a str,
}

/// A year as the scenario counts them; a row of the tables belongs to the year in which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Year {
    pub label: String,
    /// Months of it that are forecast.
    pub months: u32,
    /// Its last row, counted from the first after the opening.
    pub last_row: usize,
}

impl View<'_> {
    /// The rows of one cell or total in `gap`, the opening first.
    pub fn rows<'t>(&'t self, facility: &'t str, role: &'t str) -> impl Iterator<Item = usize> + 't {
        rows_of(self.gap, facility, role)
    }

    /// A number of `gap`.
    pub fn number(&self, column: &str, row: usize) -> f64 {
        self.gap.number(column, row).unwrap_or(0.0)
    }

    /// What stands at the foot of each picture.
    pub fn footer(&self) -> String {
        let settings = &self.case.settings;
        let (title, hiring, draws) = (&settings.title, settings.hiring.word(), settings.uncertainty.draws);
        format!("{title} | hiring: {hiring} | {draws} draws | {}", self.stamp)
    }

    /// The years of the forecast.
    pub fn years(&self) -> Vec<Year> {
        let horizon = &self.case.settings.horizon;
        let mut years: Vec<Year> = Vec::new();
        for (row, period) in horizon.rows.iter().enumerate() {
            let label = horizon.year_label(period.first);
            match years.last_mut() {
                Some(year) if year.label == label => (year.months, year.last_row) = (year.months + period.months, row),
                _ => years.push(Year { label, months: period.months, last_row: row }),
            }
        }
        years
    }

    /// Says how many months the first and the last year have, if not twelve.
    pub fn partial_years(&self) -> String {
        let years = self.years();
        let partial = years.iter().filter(|year| year.months != 12);
        let partial: Vec<String> = partial.map(|year| format!("{}: {} months", year.label, year.months)).collect();
        if partial.is_empty() { String::new() } else { format!(" ({})", partial.join(", ")) }
    }

    /// The day of the opening.
    pub fn as_of(&self) -> String {
        self.case.settings.horizon.start.plus(-1).last_day()
    }

    /// The word of the last period; that of the opening where nothing is forecast.
    pub fn last_period(&self) -> String {
        let rows = &self.case.settings.horizon.rows;
        rows.last().map_or_else(|| super::OPENING.to_owned(), |row| row.label.clone())
    }

    /// The name of a role for people.
    pub fn role(&self, code: &str) -> String {
        let found = self.case.roles.iter().find(|role| role.id.as_str() == code);
        found.map_or_else(|| code.to_owned(), |role| role.label.clone())
    }

    /// The name of a technology for people.
    pub fn technology(&self, code: &str) -> String {
        let found = self.case.technologies.iter().find(|technology| technology.id.as_str() == code);
        found.map_or_else(|| code.to_owned(), |technology| technology.label.clone())
    }

    /// The name of a driver for people.
    pub fn driver(&self, code: &str) -> String {
        let found = self.case.drivers.iter().find(|driver| driver.id.as_str() == code);
        found.map_or_else(|| code.to_owned(), |driver| driver.label.clone())
    }
}

/// The rows of one cell or total in a table with facilities and roles, in their order.
pub(super) fn rows_of<'t>(table: &'t Table, facility: &'t str, role: &'t str) -> impl Iterator<Item = usize> + 't {
    let (facilities, roles) = (table.texts("facility"), table.texts("role"));
    (0..table.len()).filter(move |&row| facilities[row] == *facility && roles[row] == *role)
}

/// The label with a capital at its beginning.
pub(super) fn capitalised(label: &str) -> String {
    let mut characters = label.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A number with its noun.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// The label cut to what a title has room for.
pub(super) fn short(label: &str) -> String {
    const MOST: usize = 48;
    if label.chars().count() <= MOST {
        return label.to_owned();
    }
    format!("{}…", label.chars().take(MOST - 1).collect::<String>().trim_end())
}
