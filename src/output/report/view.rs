//! What the parts of the report look at: the tables of a run, names for people, and the years of its horizon.

use crate::domain::Case;
use crate::output::{RoleLine, RunRecord, Table, role_lines};
use std::collections::BTreeMap;

/// A run as the report sees it.
pub(super) struct View<'a> {
    /// The run.
    pub record: &'a RunRecord<'a>,
    /// Settings and names.
    pub case: &'a Case,
    /// The table `gap`, which a report without it goes without.
    pub gap: Option<&'a Table>,
    /// The roles, those with the largest gap in the last period first.
    pub roles: Vec<RoleLine<'a>>,
    /// All roles together.
    pub total: Option<RoleLine<'a>>,
}

impl<'a> View<'a> {
    /// Of a run.
    pub fn new(record: &'a RunRecord<'a>) -> Self {
        let gap = record.tables.get("gap");
        let (mut roles, total) = gap.map_or((Vec::new(), None), |gap| role_lines(record.case, gap));
        if let Some(gap) = gap {
            let end = |line: &RoleLine<'_>| gap.number("gap_mean_fte", line.row).unwrap_or(0.0);
            roles.sort_by(|a, b| end(b).total_cmp(&end(a)));
        }
        Self { record, case: record.case, gap, roles, total }
    }

    /// A table of the run.
    pub fn table(&self, name: &str) -> Option<&'a Table> {
        self.record.tables.get(name)
    }

    /// A number of the table `gap`; 0 where it is blank.
    pub fn number(&self, column: &str, row: usize) -> f64 {
        self.gap.and_then(|gap| gap.number(column, row)).unwrap_or(0.0)
    }

    /// The last period's word.
    pub fn last_period(&self) -> &'a str {
        match (self.gap, &self.total) {
            (Some(gap), Some(total)) => gap.text("period", total.row),
            _ => "",
        }
    }

    /// The day of the opening.
    pub fn as_of(&self) -> String {
        self.case.settings.horizon.start.plus(-1).last_day()
    }

    /// The years as the scenario counts them, each with the words of its periods, in order.
    pub fn years(&self) -> Vec<(String, Vec<&'a str>)> {
        let horizon = &self.case.settings.horizon;
        let mut years: Vec<(String, Vec<&str>, u32)> = Vec::new();
        for row in &horizon.rows {
            let year = horizon.year_label(row.first);
            match years.last_mut() {
                Some((last, periods, months)) if *last == year => {
                    periods.push(&row.label);
                    *months += row.months;
                }
                _ => years.push((year, vec![&row.label], row.months)),
            }
        }
        let named = years.into_iter().map(|(year, periods, months)| {
            let name = if months == 12 { year } else { format!("{year} ({months} months)") };
            (name, periods)
        });
        named.collect()
    }

    /// The last period of each year.
    pub fn year_ends(&self) -> Vec<&'a str> {
        self.years().iter().filter_map(|(_, periods)| periods.last().copied()).collect()
    }

    /// The rows of a table by period, of one facility and role (each may be `*`).
    pub fn periods(&self, table: &'a Table, facility: &str, role: &str) -> BTreeMap<&'a str, usize> {
        let (facilities, roles) = (table.texts("facility"), table.texts("role"));
        let rows = (0..table.len()).filter(|&row| facilities[row] == *facility && roles[row] == *role);
        rows.map(|row| (table.text("period", row), row)).collect()
    }

    /// The name of a technology.
    pub fn technology(&self, code: &str) -> String {
        let found = self.case.technologies.iter().find(|technology| technology.id.as_str() == code);
        found.map_or_else(|| code.to_owned(), |technology| technology.label.clone())
    }

    /// The name of a role.
    pub fn role(&self, code: &str) -> String {
        let found = self.case.roles.iter().find(|role| role.id.as_str() == code);
        found.map_or_else(|| code.to_owned(), |role| role.label.clone())
    }

    /// The name of a driver.
    pub fn driver(&self, code: &str) -> String {
        let found = self.case.drivers.iter().find(|driver| driver.id.as_str() == code);
        found.map_or_else(|| code.to_owned(), |driver| driver.label.clone())
    }
}

/// The part of `id` that a role has in the page; `*` is all of them.
pub(super) fn anchor(code: &str) -> String {
    format!("role-{}", if code == "*" { "*all" } else { code }).replace('*', "_")
}
