//! Adoption against known answers, and against the rules written down once more in plain numbers ([`truth`]).

mod delays;
mod responses;
mod shapes;
mod shocks;
mod truth;
mod waves;

use super::form::Form;
use super::*;
use crate::program::{ResponseKind, Shape, Shock, Slot};

const CEILING: Slot = Slot(0);
const RATE: Slot = Slot(1);
const DELAY: Slot = Slot(2);
const SITE_DELAY: Slot = Slot(3);
const SHOCK: Slot = Slot(4);
const ALWAYS: f64 = f64::NEG_INFINITY;

#[derive(Clone, Debug)]
struct Plan {
    curve: Curve,
    values: [Lanes<1>; 5],
}

fn plan(shape: Shape, go_live: f64, start: Option<f64>, ceiling: f64, rate: f64, delay: f64) -> Plan {
    let shocks = Vec::new();
    Plan {
        curve: Curve { shape, go_live, start, ceiling: CEILING, delay: DELAY, site_delay: SITE_DELAY, shocks },
        values: [ceiling, rate, delay, 0.0, 0.0].map(Lanes::splat),
    }
}

impl Plan {
    /// The plan with a shock of `size` that fades in `decay` months.
    fn shocked(mut self, from: f64, speeds: bool, size: f64, decay: f64) -> Self {
        self.curve.shocks.push(Shock { from, size: SHOCK, speeds, decay });
        self.values[SHOCK.0 as usize] = Lanes::splat(size);
        self
    }

    /// The same plan, carried out on time.
    fn punctual(&self) -> Self {
        let mut plan = self.clone();
        plan.values[DELAY.0 as usize] = Lanes::ZERO;
        plan
    }

    fn value_of(&self, slot: Slot) -> f64 {
        self.values[slot.0 as usize].0[0]
    }

    /// The share at the opening, and its monthly averages.
    fn months(&self, count: usize) -> (f64, Vec<f64>) {
        let mut months = vec![Lanes::ZERO; count];
        let opening = shares(&self.curve, &self.values, &mut months);
        (opening.0[0], months.iter().map(|share| share.0[0]).collect())
    }

    /// A response at the opening, and in each month.
    fn response(&self, kind: ResponseKind, count: usize) -> (f64, Vec<f64>) {
        let mut months = vec![Lanes::ZERO; count];
        let opening = respond(kind, &self.curve, &self.values, &mut Vec::new(), &mut months);
        (opening.0[0], months.iter().map(|share| share.0[0]).collect())
    }

    /// The value of the plan's own curve at an instant.
    fn value(&self, instant: f64) -> f64 {
        Form::new(&self.curve, &self.values).expect("a plan").value(Lanes::splat(instant)).0[0]
    }
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} instead of {expected}");
}

/// Plans of every shape: running and ahead, with a start and without, rising and sinking.
fn every_shape(delay: f64) -> Vec<Plan> {
    let points = vec![(-20.0, 0.1), (-4.0, 0.25), (3.5, 0.3), (9.0, 0.7), (14.0, 0.6)];
    vec![
        plan(Shape::Step, 6.25, None, 0.8, 0.0, delay),
        plan(Shape::Step, -7.0, None, 0.8, 0.0, delay),
        plan(Shape::Linear(7.5), 2.5, None, 0.9, 0.0, delay),
        plan(Shape::Linear(7.5), -3.0, None, 0.9, 0.0, delay),
        plan(Shape::Linear(9.0), -11.0, Some(0.25), 0.9, 0.0, delay),
        plan(Shape::Linear(9.0), 3.0, Some(0.5), 0.2, 0.0, delay),
        plan(Shape::Logistic(RATE, Some(10.0)), ALWAYS, None, 0.9, 1.8, delay),
        plan(Shape::Logistic(RATE, Some(9.0)), 4.0, None, 0.9, 1.8, delay),
        plan(Shape::Logistic(RATE, None), -30.0, Some(0.315), 0.9, 1.6, delay),
        plan(Shape::Logistic(RATE, None), 5.5, Some(0.1), 0.9, 1.6, delay),
        plan(Shape::Logistic(RATE, None), -5.5, Some(0.7), 0.4, 1.6, delay),
        plan(Shape::Gompertz(RATE, Some(6.0)), -9.0, None, 0.8, 1.2, delay),
        plan(Shape::Gompertz(RATE, None), -3.0, Some(0.1), 0.8, 1.2, delay),
        plan(Shape::Gompertz(RATE, None), 4.25, Some(0.6), 0.3, 1.2, delay),
        plan(Shape::Bass(0.02, 0.8), -24.0, None, 0.7, 0.0, delay),
        plan(Shape::Bass(0.05, 0.9), 3.25, None, 0.7, 0.0, delay),
        plan(Shape::Bass(0.01, 0.9), ALWAYS, Some(0.2), 0.97, 0.0, delay),
        plan(Shape::Bass(0.2, 0.4), 2.0, Some(0.6), 0.4, 0.0, delay),
        plan(Shape::Points(points), ALWAYS, None, 1.0, 0.0, delay),
    ]
}
