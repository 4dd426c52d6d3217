//! Demand against known answers, and against the rules written down once more in plain numbers ([`truth`]).

mod causes;
mod effects;
mod ratios;
mod rows;
mod truth;

use super::*;
use crate::program::{Amount, DriverCurve, Factor, Part, Players, Scale, Share, Slot, Surge, Work};
use crate::statistics::legendre;

/// What demand stands on, in plain numbers; each quantity at the opening and in each month.
#[derive(Clone, Debug, Default)]
struct Setting {
    values: Vec<f64>,
    drivers: Vec<(f64, Vec<f64>)>,
    curves: Vec<(f64, Vec<f64>)>,
    responses: Vec<(f64, Vec<f64>)>,
    factors: Vec<(f64, Vec<f64>)>,
    steady: Vec<(f64, Vec<f64>)>,
    row_months: Vec<usize>,
}

fn filled(quantities: &[(f64, Vec<f64>)], count: usize) -> Months<1> {
    let mut months = Months::default();
    months.reset(quantities.len(), count);
    for (index, (opening, given)) in quantities.iter().enumerate() {
        let (at_opening, months) = months.get_mut(index);
        *at_opening = Lanes([*opening]);
        months.iter_mut().zip(given).for_each(|(month, &value)| *month = Lanes([value]));
    }
    months
}

impl Setting {
    /// A setting of one row of one month.
    fn new(values: &[f64], drivers: &[(f64, f64)], curves: &[(f64, f64)]) -> Self {
        let months = |list: &[(f64, f64)]| list.iter().map(|&(opening, month)| (opening, vec![month])).collect();
        Self {
            values: values.to_vec(),
            drivers: months(drivers),
            curves: months(curves),
            row_months: vec![1],
            ..Self::default()
        }
    }

    fn months(&self) -> usize {
        self.row_months.iter().sum()
    }

    fn run(&self, role: &ProviderRole) -> Demand<1> {
        let count = self.months();
        // A factor f is what a change of 1 makes of a response f − 1 that was 0 at the opening.
        let mut values: Vec<Lanes<1>> = self.values.iter().copied().map(Lanes::splat).collect();
        let change = Slot(values.len() as u32);
        values.push(Lanes::splat(1.0));
        let mut responses = self.responses.clone();
        let mut factors = Vec::new();
        for (opening, months) in &self.factors {
            assert_eq!(*opening, 1.0);
            factors.push(Factor { parts: vec![(change, responses.len())] });
            responses.push((0.0, months.iter().map(|factor| factor - 1.0).collect()));
        }
        let [drivers, curves, responses, steady] =
            [&self.drivers, &self.curves, &responses, &self.steady].map(|list| filled(list, count));
        let quadrature: Vec<_> = (0..=12_usize).map(|count| legendre::nodes(count.div_ceil(2))).collect();
        let given = Conditions {
            values: &values,
            drivers: &drivers,
            curves: &curves,
            responses: &responses,
            factors: &factors,
            steady: &steady,
            months: count,
            quadrature: &quadrature,
            explained: true,
        };
        let mut demand = Demand::new(count);
        run(role, &given, &self.row_months, &mut demand);
        demand
    }

    /// Steady demand at the opening and in the first month.
    fn steady_of(&self, role: &ProviderRole) -> (f64, f64) {
        let demand = self.run(role);
        (demand.opening.0[0], demand.steady[0].0[0])
    }
}

/// A role with `work`; its causes are the smallest team (0), drivers (1), technologies (2 and 3), services (4), rules (5)
/// and surges (6 and 7), its parts the floor, what is unexplained, and one row.
fn role(work: Vec<Work>, anchor_fte: Option<f64>) -> ProviderRole {
    let mut role = ProviderRole::example();
    role.causes = (0..8).collect();
    let row = PartKind::Row { technology: None, phase: "run", driver: String::new() };
    role.parts.push(Part { served: 0, kind: row });
    ProviderRole { work, anchor_fte, ..role }
}

const ROW: usize = 2;

fn work(rate: u32, amount: Amount, curve: Option<usize>) -> Work {
    Work {
        rate: Slot(rate),
        anchored: true,
        amount,
        scale: None,
        curve,
        share: Share::constant(1.0),
        switch: Share::constant(1.0),
        factors: Vec::new(),
        players: Players { amount: Some(1), curve: Some(2), share: Some(4), switch: Some(5), factors: Vec::new() },
        part: ROW,
    }
}

fn per_driver(rate: u32, driver: usize) -> Work {
    work(rate, Amount::Driver(driver), None)
}

/// Work that technology `curve` brings for a driver.
fn in_use(rate: u32, driver: usize, curve: usize) -> Work {
    work(rate, Amount::Driver(driver), Some(curve))
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} instead of {expected}");
}
