//! What staff cost, month by month.

use super::staff::Prices;
use crate::domain::{Case, CostRates};
use crate::ids::RoleId;

const MONTHS_PER_YEAR: f64 = 12.0;

/// Prices of a role; `None` where no costs are asked for.
///
/// A salary is that of its row's first day (of the opening, where the row has none) and grows from there on continuously;
/// the other prices stand as written. Each month has the price of its middle.
pub(super) fn prices(case: &Case, role: &RoleId, months: usize) -> Option<Prices> {
    let rows = case.costs.get(role)?;
    let mut prices = Prices { staff: Vec::new(), hire: Vec::new(), vacancy: Vec::new(), release: Vec::new() };
    for month in 0..months {
        let at = month as f64 + 0.5;
        let row = rows.iter().rev().find(|row| row.from.is_none_or(|from| from <= at)).or(rows.first())?;
        prices.staff.push(staff_month(row, at));
        prices.hire.push(row.hire_cost);
        prices.vacancy.push(row.vacancy_cost_per_fte_year.map(|cost| cost / MONTHS_PER_YEAR));
        prices.release.push(row.redundancy_cost);
    }
    Some(prices)
}

/// One FTE in post for a month around the instant `at`.
fn staff_month(row: &CostRates, at: f64) -> f64 {
    let years = (at - row.from.unwrap_or(0.0)) / MONTHS_PER_YEAR;
    let growth = libm::pow(1.0 + row.salary_growth_pct / 100.0, years);
    row.salary / MONTHS_PER_YEAR * (1.0 + row.on_cost_pct / 100.0) * growth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salary_grows_from_its_day_with_costs_on_top() {
        let row = CostRates {
            from: Some(6.0),
            salary: 120_000.0,
            on_cost_pct: 25.0,
            salary_growth_pct: 3.0,
            hire_cost: None,
            vacancy_cost_per_fte_year: None,
            redundancy_cost: None,
        };
        assert_eq!(staff_month(&row, 6.0), 12_500.0);
        assert!((staff_month(&row, 18.0) - 12_875.0).abs() < 1e-9);
    }
}
