//! What a delay does (`model-rules` 15).

use super::*;

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

/// Delays of any length, shared and of the site, against sums over a fine grid.
#[test]
fn delays_count_fractional_months() {
    for delay in [0.5, 2.0, 3.625, 40.0] {
        for plan in every_shape(delay) {
            let (opening, months) = plan.months(24);
            let before = if plan.curve.go_live >= 0.0 { 0.0 } else { truth::share(&plan.punctual(), 0.0) };
            close(opening, before, 1e-12);
            for (month, found) in months.iter().enumerate() {
                let month = month as f64;
                let expected = truth::mean(&plan, month, month + 1.0);
                let apart = (found - expected).abs();
                assert!(apart < 1e-5, "{plan:?}, month {month}: {found} instead of {expected}");
            }
        }
    }
}

#[test]
fn the_two_delays_add_up() {
    for mut late in every_shape(2.75) {
        let together = late.months(24);
        late.values[DELAY.0 as usize] = Lanes::splat(1.5);
        late.values[SITE_DELAY.0 as usize] = Lanes::splat(1.25);
        assert_eq!(late.months(24), together);
    }
}

#[test]
fn history_of_milestones_is_never_delayed() {
    let points = vec![(-12.0, 0.0), (0.0, 0.24), (12.0, 0.6)];
    let late = plan(Shape::Points(points), ALWAYS, None, 1.0, 0.0, 3.0);
    // A year of history on a straight line to .24: its mean is .12, whatever the delay.
    let (opening, months) = late.response(ResponseKind::Realised(12), 6);
    close(opening, 0.12, 1e-12);
    assert_eq!(late.months(1), (0.24, vec![0.24]));
    // Half a month on, the window has lost half a month of history near 0 and won half a month at .24.
    close(months[0], 0.12 + (0.5 * 0.24 - 0.5 * 0.005) / 12.0, 1e-12);
}

/// A draw's numbers do not depend on the draws beside it, to the last bit: shards may be cut anywhere.
#[test]
fn a_late_draw_does_not_change_its_neighbours() {
    let kinds = [ResponseKind::Realised(6), ResponseKind::GoLive(3.0), ResponseKind::Build(4), ResponseKind::Rise(2)];
    let pairs = every_shape(0.0).into_iter().zip(every_shape(5.3));
    for (on_time, late) in pairs {
        let both: Vec<Lanes<2>> =
            on_time.values.iter().zip(late.values).map(|(a, b)| Lanes([a.0[0], b.0[0]])).collect();
        let mut months = vec![Lanes::ZERO; 24];
        shares(&on_time.curve, &both, &mut months);
        let same = |months: &[Lanes<2>], alone: [Vec<f64>; 2]| {
            alone.iter().enumerate().all(|(lane, alone)| months.iter().zip(alone).all(|(month, x)| month.0[lane] == *x))
        };
        assert!(same(&months, [on_time.months(24).1, late.months(24).1]), "{on_time:?}");
        for kind in kinds {
            respond(kind, &on_time.curve, &both, &mut Vec::new(), &mut months);
            let alone = [on_time.response(kind, 24).1, late.response(kind, 24).1];
            assert!(same(&months, alone), "{on_time:?} {kind:?}");
        }
    }
}
