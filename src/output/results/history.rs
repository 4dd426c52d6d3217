//! Staff as the files give them: the past of the forecast.

use super::{Results, new, tidy};
use crate::calendar::Month;
use crate::domain::{Scope, StaffPoint};
use crate::ids::RoleId;
use crate::output::Table;
use std::collections::BTreeMap;

/// Staff of several cells in one month, and how many of them have a row of it.
struct Sum {
    fte: f64,
    headcount: Option<f64>,
    budgeted_fte: f64,
    cells: usize,
}

/// The table `history`: cells, and totals of the months of which every cell has a row.
pub(super) fn table(results: &Results<'_>) -> Table {
    let case = results.case;
    let mut table = new("history");
    let mut totals: BTreeMap<(&str, Month), Sum> = BTreeMap::new();
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    let is_source = |id: &RoleId| case.roles.iter().any(|role| role.id == *id && role.scope == Scope::Source);
    for ((role, facility), points) in &case.staff {
        let sums: &[&str] = if is_source(role) { &[role.as_str()] } else { &[role.as_str(), "*"] };
        for &of in sums {
            *cells.entry(of).or_default() += 1;
            for point in points {
                let nothing = Sum { fte: 0.0, headcount: Some(0.0), budgeted_fte: 0.0, cells: 0 };
                totals.entry((of, point.month)).or_insert(nothing).add(point);
            }
        }
        for point in points {
            push(results, &mut table, [facility.as_str(), role.as_str()], point.month, &Sum::of(point));
        }
    }
    for ((role, month), sum) in &totals {
        if cells.get(role) == Some(&sum.cells) {
            push(results, &mut table, ["*", role], *month, sum);
        }
    }
    table
}

fn push(results: &Results<'_>, table: &mut Table, codes: [&str; 2], month: Month, sum: &Sum) {
    let cells = results.row(table, &codes).text(month.to_string()).text(month.last_day());
    cells.number(tidy(sum.fte)).maybe(sum.headcount.map(tidy)).number(tidy(sum.budgeted_fte)).end();
}

impl Sum {
    fn of(point: &StaffPoint) -> Self {
        let StaffPoint { fte, headcount, budgeted_fte, .. } = *point;
        Self { fte, headcount, budgeted_fte, cells: 1 }
    }

    fn add(&mut self, point: &StaffPoint) {
        self.fte += point.fte;
        self.headcount = self.headcount.zip(point.headcount).map(|(sum, headcount)| sum + headcount);
        self.budgeted_fte += point.budgeted_fte;
        self.cells += 1;
    }
}
