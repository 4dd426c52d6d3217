//! Known answers of the curves, and what a delay does to them.

use super::*;
use crate::program::Slot;

const CEILING: Slot = Slot(0);
const RATE: Slot = Slot(1);
const DELAY: Slot = Slot(2);
const SITE_DELAY: Slot = Slot(3);

struct Plan {
    curve: Curve,
    values: [Lanes<1>; 4],
}

fn plan(shape: Shape, go_live: f64, start: Option<f64>, ceiling: f64, rate: f64, delay: f64) -> Plan {
    Plan {
        curve: Curve { shape, go_live, start, ceiling: CEILING, delay: DELAY, site_delay: SITE_DELAY },
        values: [ceiling, rate, delay, 0.0].map(Lanes::splat),
    }
}

impl Plan {
    fn months(&self, count: usize) -> (f64, Vec<f64>) {
        let mut months = vec![Lanes::ZERO; count];
        let opening = shares(&self.curve, &self.values, &mut months);
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

const ALWAYS: f64 = f64::NEG_INFINITY;

/// methods.md 1.4: logistic r = .5, t0 = 6 at 0, 6, 12 (years here, so instants are 12 times as many months).
#[test]
fn logistic_has_the_published_values() {
    let plan = plan(Shape::Logistic(RATE, Some(72.0)), ALWAYS, None, 1.0, 0.5, 0.0);
    for (years, expected) in [(0.0, 0.0474259), (6.0, 0.5), (12.0, 0.9525741)] {
        close(plan.value(years * 12.0), expected, 5e-8);
    }
}

/// methods.md 1.4: Gompertz K = 1, b = 5, c = .3 at 0, 5, 10; its midpoint is ln(b)/c.
#[test]
fn gompertz_has_the_published_values() {
    let midpoint = 12.0 * 5.0_f64.ln() / 0.3;
    let plan = plan(Shape::Gompertz(RATE, Some(midpoint)), ALWAYS, None, 1.0, 0.3, 0.0);
    for (years, expected) in [(0.0, 0.0067379), (5.0, 0.3277019), (10.0, 0.7796304)] {
        close(plan.value(years * 12.0), expected, 5e-8);
    }
}

/// features.md T16 and methods.md 1.1: Bass p = .03, q = .38 from its launch.
#[test]
fn bass_has_the_published_values_and_peak() {
    let plan = plan(Shape::Bass(0.03, 0.38), 0.0, None, 1.0, 0.0, 0.0);
    for (years, expected) in [(1.0, 0.0358), (3.0, 0.1505), (5.0, 0.3312), (10.0, 0.8128)] {
        close(plan.value(years * 12.0), expected, 5e-5);
    }
    let peak: f64 = 12.0 * (0.38_f64 / 0.03).ln() / 0.41;
    close(plan.value(peak), (0.38 - 0.03) / 0.76, 1e-12);
    // Bass's room air conditioners: the peak lies at 8.6 years with 1.86 million of 16,895 thousand a year.
    let coolers = self::plan(Shape::Bass(0.0104185, 0.41861), 0.0, None, 1.0, 0.0, 0.0);
    let peak = 12.0 * 8.6087;
    let a_year = (coolers.value(peak + 0.01) - coolers.value(peak - 0.01)) / 0.02 * 12.0;
    close(a_year * 16_895.0, 1857.21, 0.01);
}

/// methods.md 1.6: beds 200 and 600, go-live months 2 and 8, ramp 4 linear: shares at 4, 6, 10, 12.
#[test]
fn facility_go_lives_have_the_published_shares() {
    let ramp = |go_live: f64| plan(Shape::Linear(4.0), go_live, None, 1.0, 0.0, 0.0);
    let (small, large) = (ramp(2.0), ramp(8.0));
    for (instant, expected) in [(4.0, 0.125), (6.0, 0.25), (10.0, 0.625), (12.0, 1.0)] {
        let share = (200.0 * small.value(instant) + 600.0 * large.value(instant)) / 800.0;
        close(share, expected, 1e-15);
    }
}

/// methods.md 1.5: straight lines between milestones, the last value held.
#[test]
fn milestones_are_joined_by_straight_lines_and_held() {
    let points = vec![(-12.0, 0.2), (0.0, 0.2), (10.0, 0.6), (12.0, 0.5)];
    let (opening, months) = plan(Shape::Points(points), ALWAYS, None, 1.0, 0.0, 0.0).months(14);
    assert_eq!(opening, 0.2);
    close(months[0], 0.22, 1e-15);
    close(months[9], 0.58, 1e-15);
    close(months[11], 0.525, 1e-14);
    assert_eq!(months[13], 0.5);
}

/// The month's value is the average over the month: Simpson's rule on a fine grid agrees for every form.
#[test]
fn months_are_averages_over_the_month() {
    let forms = [
        plan(Shape::Logistic(RATE, Some(20.0)), ALWAYS, None, 0.9, 0.8, 0.0),
        plan(Shape::Logistic(RATE, None), -30.0, Some(0.315), 0.9, 0.8, 0.0),
        plan(Shape::Gompertz(RATE, None), -3.0, Some(0.1), 0.8, 0.6, 0.0),
        plan(Shape::Bass(0.02, 0.4), -24.0, None, 0.7, 0.0, 0.0),
        plan(Shape::Bass(0.0, 0.64), ALWAYS, Some(0.094), 0.97, 0.0, 0.0),
        plan(Shape::Bass(0.3, 0.0), -2.0, Some(0.1), 0.97, 0.0, 0.0),
        plan(Shape::Linear(7.5), -1.0, Some(0.25), 0.9, 0.0, 0.0),
    ];
    for plan in &forms {
        let (_, months) = plan.months(60);
        for (month, found) in months.iter().enumerate() {
            let grid = 1000;
            let sum: f64 = (0..grid).map(|i| plan.value(month as f64 + (f64::from(i) + 0.5) / f64::from(grid))).sum();
            close(*found, sum / f64::from(grid), 2e-6);
        }
    }
}

#[test]
fn a_curve_with_a_start_begins_there_and_reaches_its_ceiling() {
    for shape in [Shape::Logistic(RATE, None), Shape::Gompertz(RATE, None), Shape::Bass(0.01, 0.9), Shape::Linear(24.0)]
    {
        let (opening, months) = plan(shape.clone(), -40.0, Some(0.3), 0.9, 1.2, 0.0).months(400);
        assert_eq!(opening, 0.3, "{shape:?}");
        assert!(months.windows(2).all(|pair| pair[1] >= pair[0] - 1e-12), "{shape:?} falls");
        assert!(months[0] > 0.3 && months[0] < 0.35, "{shape:?} jumps to {}", months[0]);
        close(months[399], 0.9, 1e-9);
    }
}

#[test]
fn a_ceiling_below_the_start_is_a_decline() {
    for shape in [Shape::Logistic(RATE, None), Shape::Gompertz(RATE, None), Shape::Bass(0.2, 0.4)] {
        let (opening, months) = plan(shape.clone(), -40.0, Some(0.6), 0.4, 0.6, 0.0).months(36);
        assert_eq!(opening, 0.6);
        let expected = 0.4 + 0.2 * (-0.6 * 1.5_f64 / 12.0).exp();
        close(months[1], expected, 1e-4);
        close(months[35], 0.4 + 0.2 * (-0.6 * 35.5_f64 / 12.0).exp(), 1e-4);
    }
    let (_, months) = plan(Shape::Linear(10.0), -1.0, Some(0.6), 0.4, 0.0, 0.0).months(12);
    close(months[4], 0.6 - 0.2 * 0.45, 1e-12);
    close(months[11], 0.4, 1e-12);
}

#[test]
fn a_future_go_live_moved_by_whole_months_moves_its_curve_by_as_many() {
    for shape in [Shape::Step, Shape::Linear(9.0), Shape::Logistic(RATE, None), Shape::Bass(0.02, 0.5)] {
        let start = matches!(shape, Shape::Logistic(..)).then_some(0.05);
        let planned = plan(shape.clone(), 6.0, start, 0.8, 1.0, 0.0).months(60).1;
        let (opening, late) = plan(shape.clone(), 6.0, start, 0.8, 1.0, 4.0).months(60);
        assert_eq!(opening, 0.0);
        assert!(late[..10].iter().all(|&share| share == 0.0), "{shape:?}");
        for month in 0..56 {
            close(late[month + 4], planned[month], 1e-13);
        }
    }
}

#[test]
fn a_half_month_of_delay_gives_half_a_month_of_use() {
    let (_, months) = plan(Shape::Step, 2.0, None, 0.8, 0.0, 0.5).months(5);
    for (found, expected) in months.into_iter().zip([0.0, 0.0, 0.4, 0.8, 0.8]) {
        close(found, expected, 1e-15);
    }
}

#[test]
fn a_running_programme_is_stalled_and_never_set_back() {
    let punctual = plan(Shape::Logistic(RATE, None), -20.0, Some(0.4), 0.9, 0.9, 0.0).months(40).1;
    let (opening, late) = plan(Shape::Logistic(RATE, None), -20.0, Some(0.4), 0.9, 0.9, 3.0).months(40);
    assert_eq!(opening, 0.4);
    for share in &late[..3] {
        close(*share, 0.4, 1e-14);
    }
    for month in 0..37 {
        close(late[month + 3], punctual[month], 1e-13);
    }
}

#[test]
fn what_is_not_planned_stays_at_nothing() {
    let (opening, months) = plan(Shape::None, f64::INFINITY, None, 0.0, 0.0, 0.0).months(3);
    assert_eq!((opening, months), (0.0, vec![0.0; 3]));
}
