//! Known answers of the curves.

use super::*;

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

/// The month's value is the average over the month: sums over a fine grid agree for every shape.
#[test]
fn months_are_averages_over_the_month() {
    for plan in every_shape(0.0) {
        let (opening, months) = plan.months(30);
        let before = if plan.curve.go_live >= 0.0 { 0.0 } else { truth::share(&plan, 0.0) };
        close(opening, before, 1e-12);
        for (month, found) in months.iter().enumerate() {
            let month = month as f64;
            let expected = truth::mean(&plan, month, month + 1.0);
            assert!((found - expected).abs() < 1e-5, "{plan:?}, month {month}: {found} instead of {expected}");
        }
    }
}

/// Without imitation Bass is K·(1 − e^(−pt)), and without innovation a logistic curve.
#[test]
fn bass_has_its_two_limits() {
    let innovators = plan(Shape::Bass(0.3, 0.0), 0.0, None, 0.8, 0.0, 0.0).months(24).1;
    let imitators = plan(Shape::Bass(0.0, 0.9), ALWAYS, Some(0.094), 0.97, 0.0, 0.0).months(24).1;
    let logistic = plan(Shape::Logistic(RATE, None), ALWAYS, Some(0.094), 0.97, 0.9, 0.0).months(24).1;
    let p = 0.3 / 12.0;
    for month in 0..24 {
        let from = f64::from(month);
        let expected = 0.8 * (1.0 - ((-p * from).exp() - (-p * (from + 1.0)).exp()) / p);
        close(innovators[month as usize], expected, 1e-12);
        close(imitators[month as usize], logistic[month as usize], 1e-12);
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

/// `model-rules` 2: between go-live and the opening a programme with a start stood there; a straight ramp then takes its
/// whole time.
#[test]
fn a_ramp_from_a_start_begins_at_the_opening() {
    let (opening, months) = plan(Shape::Linear(10.0), -6.0, Some(0.4), 0.9, 0.0, 0.0).months(12);
    assert_eq!(opening, 0.4);
    close(months[0], 0.4 + 0.5 * 0.05, 1e-12);
    close(months[9], 0.4 + 0.5 * 0.95, 1e-12);
    close(months[11], 0.9, 1e-12);
    // Without a start the same ramp has six of its ten months behind it.
    let (opening, months) = plan(Shape::Linear(10.0), -6.0, None, 0.9, 0.0, 0.0).months(12);
    close(opening, 0.9 * 0.6, 1e-12);
    close(months[0], 0.9 * 0.65, 1e-12);
    close(months[4], 0.9, 1e-12);
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
fn a_ceiling_equal_to_the_start_stays_there() {
    for shape in [Shape::Logistic(RATE, None), Shape::Gompertz(RATE, None), Shape::Bass(0.1, 0.4), Shape::Linear(6.0)] {
        let (opening, months) = plan(shape.clone(), -4.0, Some(0.6), 0.6, 0.9, 0.0).months(24);
        assert_eq!(opening, 0.6);
        for share in months {
            assert!((share - 0.6).abs() < 1e-6, "{shape:?}: {share}");
        }
    }
}

/// Lanes stand beside each other: in one the ceiling lies above the start, in the other below.
#[test]
fn rising_and_sinking_draws_do_not_disturb_each_other() {
    for shape in [Shape::Logistic(RATE, None), Shape::Gompertz(RATE, None), Shape::Bass(0.05, 0.4)] {
        let plans = [0.9, 0.3].map(|ceiling| plan(shape.clone(), -4.0, Some(0.5), ceiling, 0.9, 0.0));
        let together: Vec<Lanes<2>> =
            (0..5).map(|slot| Lanes([plans[0].values[slot].0[0], plans[1].values[slot].0[0]])).collect();
        let mut months = vec![Lanes::ZERO; 12];
        shares(&plans[0].curve, &together, &mut months);
        for (lane, plan) in plans.iter().enumerate() {
            let alone = plan.months(12).1;
            assert!(months.iter().zip(alone).all(|(month, alone)| month.0[lane] == alone), "{shape:?}");
        }
    }
}

#[test]
fn what_is_not_planned_stays_at_nothing() {
    let nothing = plan(Shape::None, f64::INFINITY, None, 0.0, 0.0, 0.0);
    assert_eq!(nothing.months(3), (0.0, vec![0.0; 3]));
    for kind in [
        ResponseKind::Realised(6),
        ResponseKind::Realised(0),
        ResponseKind::GoLive(3.0),
        ResponseKind::Build(4),
        ResponseKind::Rise(2),
    ] {
        assert_eq!(nothing.response(kind, 3), (0.0, vec![0.0; 3]), "{kind:?}");
    }
}
