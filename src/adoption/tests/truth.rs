//! The rules of adoption in plain numbers: no closed integrals, no lanes. The oracle of the other tests.

use super::{CEILING, DELAY, Plan, SHOCK};
use crate::program::{Shape, Slot};

/// Steps in a month: a power of two, so that instants of eighths of a month lie on the grid exactly.
const STEPS: u32 = 256;

/// The share in use at an instant, from it on (`model-rules` 2 and 15).
pub fn share(plan: &Plan, at: f64) -> f64 {
    let (go_live, start) = (plan.curve.go_live, plan.curve.start);
    let delay = plan.value_of(DELAY);
    let multiple = |at: f64| {
        let of = |shock: &crate::program::Shock| match at < shock.from {
            true => 1.0,
            false => 1.0 + plan.value_of(SHOCK) * (-(at - shock.from) / shock.decay).exp(),
        };
        plan.curve.shocks.iter().filter(|shock| !shock.speeds).map(of).product::<f64>()
    };
    if go_live >= 0.0 {
        let begins = go_live + delay;
        return if at < begins { 0.0 } else { (own(plan, go_live + clock(plan, begins, at)) * multiple(at)).min(1.0) };
    }
    // `model-rules` 2: a start share counts as in use before the opening, however young the programme is.
    if at < go_live && start.is_none() {
        return 0.0;
    }
    // A start is the share of the opening, shocks included; before it the programme stood there.
    let running = |plan_time: f64| match start {
        Some(start) if plan_time <= 0.0 => start,
        _ => own(plan, plan_time),
    };
    let past = match start {
        Some(_) => 0.0,
        None => at.min(0.0) + clock(plan, go_live, at.min(0.0)) - clock_without_shocks(go_live, at.min(0.0)),
    };
    let ahead = if at > delay { clock(plan, delay, at) } else { 0.0 };
    let given = if start.is_some() { multiple(0.0) } else { 1.0 };
    (running(past + ahead) * multiple(at) / given).min(1.0)
}

fn clock_without_shocks(from: f64, to: f64) -> f64 {
    if from.is_finite() { to - from } else { 0.0 }
}

/// How far the plan's clock runs between two instants: its speed summed in small steps.
fn clock(plan: &Plan, from: f64, to: f64) -> f64 {
    let Some(shock) = plan.curve.shocks.iter().find(|shock| shock.speeds) else {
        return clock_without_shocks(from, to);
    };
    let begins = if from.is_finite() { from } else { shock.from.min(to) };
    let after = shock.from.clamp(begins, to);
    let steps = 400;
    let width = (to - after) / f64::from(steps);
    let extra = |i: u32| {
        let age = after + (f64::from(i) + 0.5) * width - shock.from;
        (plan.value_of(SHOCK) - 1.0) * (-age / shock.decay).exp() * width
    };
    clock_without_shocks(from, to) + if to > after { (0..steps).map(extra).sum::<f64>() } else { 0.0 }
}

/// The plan's own curve at an instant of the plan, after its beginning.
fn own(plan: &Plan, at: f64) -> f64 {
    let ceiling = plan.value_of(CEILING);
    let start = plan.curve.start;
    let age = at - if start.is_some() { plan.curve.go_live.max(0.0) } else { plan.curve.go_live };
    let value = |slot: Slot| plan.value_of(slot) / 12.0;
    let sinking =
        |rate: f64| start.filter(|start| ceiling < *start).map(|s| ceiling + (s - ceiling) * (-rate * age).exp());
    match &plan.curve.shape {
        Shape::None => 0.0,
        Shape::Step => ceiling,
        Shape::Linear(ramp) => {
            let start = start.unwrap_or(0.0);
            start + (ceiling - start) * (age / ramp).clamp(0.0, 1.0)
        }
        Shape::Logistic(rate, midpoint) => sinking(value(*rate)).unwrap_or_else(|| match (midpoint, start) {
            (Some(midpoint), _) => ceiling / (1.0 + (-value(*rate) * (at - midpoint)).exp()),
            (None, start) => ceiling / (1.0 + (ceiling / start.expect("a start") - 1.0) * (-value(*rate) * age).exp()),
        }),
        Shape::Gompertz(rate, midpoint) => sinking(value(*rate)).unwrap_or_else(|| match (midpoint, start) {
            (Some(midpoint), _) => ceiling * (-(-value(*rate) * (at - midpoint)).exp()).exp(),
            (None, start) => ceiling * ((start.expect("a start") / ceiling).ln() * (-value(*rate) * age).exp()).exp(),
        }),
        Shape::Bass(p, q) => {
            let (p, q) = (p / 12.0, q / 12.0);
            sinking(p + q).unwrap_or_else(|| {
                // methods 1.1: who starts in the middle starts later on the same curve.
                let share = start.unwrap_or(0.0) / ceiling;
                let age = age + ((1.0 + q / p * share) / (1.0 - share)).ln() / (p + q);
                let left = (-(p + q) * age).exp();
                ceiling * (1.0 - left) / (1.0 + q / p * left)
            })
        }
        Shape::Points(points) => {
            let (first, last) = (points[0], points[points.len() - 1]);
            let between = points.windows(2).find(|pair| pair[0].0 <= at && at < pair[1].0);
            match between {
                Some(pair) => pair[0].1 + (pair[1].1 - pair[0].1) * (at - pair[0].0) / (pair[1].0 - pair[0].0),
                None if at < first.0 => first.1,
                None => last.1,
            }
        }
    }
}

/// The share averaged between two instants (of eighths of a month), in small steps.
pub fn mean(plan: &Plan, from: f64, to: f64) -> f64 {
    let steps = ((to - from) * f64::from(STEPS)).round() as u32;
    let middle = |i: u32| from + (f64::from(i) + 0.5) / f64::from(STEPS);
    (0..steps).map(|i| share(plan, middle(i))).sum::<f64>() / f64::from(steps)
}

/// What new adoption is felt, each rise dying away in `decay` months: at the opening, and averaged over each month.
pub fn go_live(plan: &Plan, decay: f64, count: usize) -> (f64, Vec<f64>) {
    let step = 1.0 / f64::from(STEPS);
    let begins = -(12.0 * decay).ceil();
    let instant =
        if plan.curve.go_live >= 0.0 { plan.curve.go_live + plan.value_of(DELAY) } else { plan.curve.go_live };
    let given = plan.curve.start.is_some() || matches!(plan.curve.shape, Shape::Points(_));
    let (mut felt, mut opening, mut months) = (0.0_f64, 0.0, vec![0.0; count]);
    for i in 0..((count as f64 - begins) * f64::from(STEPS)) as u32 {
        let (from, to) = (begins + f64::from(i) * step, begins + (f64::from(i) + 1.0) * step);
        // A start is no go-live: the step to it does not count.
        let before = if given && from < instant && instant <= to { share(plan, instant) } else { share(plan, from) };
        let rise = (share(plan, to) - before).max(0.0);
        let next = felt * (-step / decay).exp() + rise;
        if from >= 0.0 {
            months[from as usize] += 0.5 * (felt + next - rise) * step;
        }
        felt = next;
        if to == 0.0 {
            opening = felt;
        }
    }
    (opening, months)
}
