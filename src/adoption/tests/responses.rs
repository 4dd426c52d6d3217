//! What work feels of adoption once it is there: realised over the past months.

use super::*;

/// A(t) = t/20: over the past 6 months up to the middle of month m the mean is that of the line's middle.
#[test]
fn what_is_realised_is_the_mean_of_the_past_months() {
    let ramp = plan(Shape::Linear(40.0), -20.0, None, 0.8, 0.0, 0.0);
    let line = |at: f64| 0.02 * (at + 20.0);
    let (opening, months) = ramp.response(ResponseKind::Realised(6), 10);
    close(opening, line(-3.0), 1e-12);
    for (month, found) in months.iter().enumerate() {
        close(*found, line(month as f64 + 0.5 - 3.0), 1e-12);
    }
}

/// With a realisation of one month the window runs from the middle of the month before.
#[test]
fn a_go_live_is_realised_as_its_months_pass() {
    let step = plan(Shape::Step, 2.0, None, 0.9, 0.0, 0.0);
    let (opening, months) = step.response(ResponseKind::Realised(1), 5);
    assert_eq!(opening, 0.0);
    for (found, expected) in months.iter().zip([0.0, 0.0, 0.45, 0.9, 0.9]) {
        close(*found, expected, 1e-15);
    }
    let (_, year) = step.response(ResponseKind::Realised(12), 16);
    close(year[7], 0.9 * 5.5 / 12.0, 1e-14);
    close(year[15], 0.9, 1e-14);
}

/// Without a lag it is the share in use itself.
#[test]
fn what_is_realised_at_once_is_the_share_in_use() {
    for plan in every_shape(1.75) {
        let (opening, months) = plan.months(24);
        let (at_once, realised) = plan.response(ResponseKind::Realised(0), 24);
        close(at_once, opening, 1e-12);
        for (found, expected) in realised.iter().zip(&months) {
            assert!((found - expected).abs() < 1e-9, "{plan:?}: {found} instead of {expected}");
        }
    }
}

/// `model-rules` 2: a programme with a start stood there since its go-live, so that all of it is realised at the opening.
#[test]
fn a_running_programme_with_a_start_has_realised_it() {
    for shape in [Shape::Logistic(RATE, None), Shape::Gompertz(RATE, None), Shape::Bass(0.1, 0.4), Shape::Linear(9.0)] {
        let since_long = plan(shape.clone(), -30.0, Some(0.4), 0.9, 0.9, 0.0);
        close(since_long.response(ResponseKind::Realised(12), 1).0, 0.4, 1e-12);
        let since_three_months = plan(shape.clone(), -3.0, Some(0.4), 0.9, 0.9, 0.0);
        close(since_three_months.response(ResponseKind::Realised(12), 1).0, 0.4, 1e-12);
    }
}

/// Every shape, running and ahead, late and on time, against sums over a fine grid.
#[test]
fn what_is_realised_agrees_with_sums_over_a_fine_grid() {
    for delay in [0.0, 2.5] {
        for plan in every_shape(delay) {
            for over in [1_u32, 5, 12] {
                let (opening, months) = plan.response(ResponseKind::Realised(over), 16);
                let past = f64::from(over);
                let expected = truth::mean(&plan, -past, 0.0);
                assert!((opening - expected).abs() < 1e-5, "{plan:?}, {over}: {opening} instead of {expected}");
                for (month, found) in months.iter().enumerate() {
                    let middle = month as f64 + 0.5;
                    let expected = truth::mean(&plan, middle - past, middle);
                    let apart = (found - expected).abs();
                    assert!(apart < 1e-5, "{plan:?}, {over}, month {month}: {found} instead of {expected}");
                }
            }
        }
    }
}

#[test]
fn what_is_realised_feels_shocks_too() {
    for shocked in every_shape(0.0).into_iter().map(|plan| plan.shocked(4.0, true, 2.0, 6.0)) {
        let kinks = matches!(shocked.curve.shape, Shape::Linear(_) | Shape::Points(_));
        let (_, months) = shocked.response(ResponseKind::Realised(3), 12);
        for (month, found) in months.iter().enumerate() {
            let middle = month as f64 + 0.5;
            let expected = truth::mean(&shocked, middle - 3.0, middle);
            let tolerance = if kinks { 0.002 } else { 1e-5 };
            assert!((found - expected).abs() < tolerance, "{shocked:?}, month {month}: {found} not {expected}");
        }
    }
}
