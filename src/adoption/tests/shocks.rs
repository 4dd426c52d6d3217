//! Events on the calendar: a clock that runs faster or slower, and a share that is multiplied.

use super::*;
use proptest::prelude::*;

/// At twice the speed a month covers two months of the plan.
#[test]
fn at_twice_the_speed_two_months_of_the_plan_pass_in_one() {
    for shape in [Shape::Logistic(RATE, None), Shape::Gompertz(RATE, None), Shape::Bass(0.05, 0.6)] {
        let plain = plan(shape.clone(), -9.0, Some(0.2), 0.9, 0.9, 0.0);
        let slow = plain.months(24).1;
        let (opening, fast) = plain.shocked(0.0, true, 2.0, f64::INFINITY).months(12);
        assert_eq!(opening, 0.2);
        for month in 0..12 {
            close(fast[month], 0.5 * (slow[2 * month] + slow[2 * month + 1]), 1e-7);
        }
    }
}

#[test]
fn a_pause_holds_the_share_from_its_day() {
    let plain = plan(Shape::Logistic(RATE, Some(8.0)), ALWAYS, None, 0.9, 1.2, 0.0);
    let months = plain.months(24).1;
    let paused = plain.clone().shocked(5.0, true, 0.0, f64::INFINITY).months(24).1;
    for month in 0..5 {
        close(paused[month], months[month], 1e-7);
    }
    for share in &paused[5..] {
        close(*share, plain.value(5.0), 1e-12);
    }
}

/// A multiple M that fades in d months has won (M − 1)·d months in the end.
#[test]
fn a_fading_speed_has_won_its_months_in_the_end() {
    let plain = plan(Shape::Linear(60.0), 2.0, None, 0.6, 0.0, 0.0);
    let (won, instant) = (2.0 * 1.5, 30.0);
    let fast = plain.shocked(4.0, true, 3.0, 1.5);
    close(fast.months(31).1[30], 0.01 * (instant + 0.5 - 2.0 + won), 1e-7);
    // On the way: at 4 + x it has won 3·(1 − e^(−x/1.5)); the mean of a month holds 3·(1 − 1.5·(e^(−x/1.5) − e^(−(x+1)/1.5))).
    let won = 3.0 - 3.0 * 1.5 * ((-1.0_f64 / 1.5).exp() - (-2.0_f64 / 1.5).exp());
    close(fast.months(31).1[5], 0.01 * (5.5 - 2.0 + won), 1e-7);
}

#[test]
fn a_shock_happens_on_the_calendar_and_a_delay_does_not_move_it() {
    // Go-live planned for month 2, three months late; the clock has begun when the shock comes in month 8.
    let late = plan(Shape::Linear(60.0), 2.0, None, 0.6, 0.0, 3.0).shocked(8.0, true, 2.0, f64::INFINITY);
    let (_, months) = late.months(12);
    close(months[7], 0.01 * 2.5, 1e-9);
    close(months[8], 0.01 * (3.0 + 1.0), 1e-9);
    close(months[9], 0.01 * (3.0 + 3.0), 1e-9);
    // While a running programme is stalled its clock stands, however fast it would run.
    let stalled = plan(Shape::Linear(60.0), -6.0, Some(0.1), 0.6, 0.0, 4.0).shocked(2.0, true, 5.0, f64::INFINITY);
    let (_, months) = stalled.months(6);
    close(months[3], 0.1, 1e-12);
    close(months[4], 0.1 + 0.5 / 60.0 * 2.5, 1e-9);
}

#[test]
fn a_change_multiplies_the_share_and_fades() {
    let (_, months) = plan(Shape::Step, -5.0, None, 0.5, 0.0, 0.0).shocked(2.5, false, 0.4, 6.0).months(10);
    close(months[1], 0.5, 1e-12);
    // Half a month, then whole months: .5·.4 decays with a mean of 6 months.
    let area = |from: f64, to: f64| 0.2 * 6.0 * ((-from / 6.0).exp() - (-to / 6.0).exp());
    close(months[2], 0.5 + area(0.0, 0.5), 1e-8);
    close(months[3], 0.5 + area(0.5, 1.5), 1e-8);
    close(months[9], 0.5 + area(6.5, 7.5), 1e-8);
    let (_, lasting) = plan(Shape::Step, -5.0, None, 0.5, 0.0, 0.0).shocked(2.0, false, -0.3, f64::INFINITY).months(40);
    close(lasting[1], 0.5, 1e-12);
    close(lasting[39], 0.35, 1e-12);
}

#[test]
fn nothing_exceeds_everything() {
    let (_, months) = plan(Shape::Step, -5.0, None, 0.8, 0.0, 0.0).shocked(1.0, false, 0.5, f64::INFINITY).months(4);
    assert_eq!(months[0], 0.8);
    close(months[1], 1.0, 1e-15);
    close(months[3], 1.0, 1e-15);
}

/// A start is the share of the opening, whatever had happened by then; what fades from then on lowers it.
#[test]
fn a_start_holds_at_the_opening_after_an_earlier_shock() {
    let after = plan(Shape::Logistic(RATE, None), -9.0, Some(0.3), 0.9, 0.9, 0.0).shocked(-4.0, false, 0.5, 8.0);
    let (opening, months) = after.months(12);
    close(opening, 0.3, 1e-15);
    for (month, found) in months.iter().enumerate() {
        let month = month as f64;
        close(*found, truth::mean(&after, month, month + 1.0), 1e-6);
    }
}

/// What happens on the first day of the forecast happens after the opening.
#[test]
fn a_shock_on_the_first_day_changes_the_first_month_and_not_the_opening() {
    for start in [None, Some(0.4)] {
        let plain = plan(Shape::Linear(10.0), -20.0, start, 0.4, 0.0, 0.0);
        let (opening, months) = plain.shocked(0.0, false, -0.5, f64::INFINITY).months(3);
        close(opening, 0.4, 1e-12);
        months.iter().for_each(|share| close(*share, 0.2, 1e-12));
    }
}

/// Every shape, running and ahead, late and on time, with shocks before and after the opening.
#[test]
fn shocked_months_are_averages_over_the_month() {
    for (delay, from, speeds, size, decay) in [
        (0.0, 3.0, true, 2.5, 5.0),
        (2.5, -2.0, true, 0.4, 9.0),
        (2.5, 4.25, false, -0.5, 5.0),
        (0.0, -3.0, false, 0.6, 30.0),
    ] {
        for plan in every_shape(delay) {
            let kinks = matches!(plan.curve.shape, Shape::Linear(_) | Shape::Points(_));
            let shocked = plan.shocked(from, speeds, size, decay);
            for (month, found) in shocked.months(18).1.iter().enumerate() {
                let expected = truth::mean(&shocked, month as f64, month as f64 + 1.0);
                // A kink that a shock moved, or the edge at everything, lies between the nodes of a month.
                let tolerance = if kinks || !speeds && size > 0.0 { 0.01 } else { 1e-5 };
                let apart = (found - expected).abs();
                assert!(apart < tolerance, "{shocked:?}, month {month}: {found} instead of {expected}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_share_lies_between_nothing_and_everything(
        which in 0_usize..19, delay in 0.0..9.0, from in -12.0..20.0, speeds in any::<bool>(), size in -0.9..2.0,
        decay in 0.5..40.0,
    ) {
        let size: f64 = if speeds { size + 1.0 } else { size };
        let plan = every_shape(delay).swap_remove(which).shocked(from, speeds, size, decay);
        let (opening, months) = plan.months(30);
        prop_assert!(months.iter().chain([&opening]).all(|share| (-1e-12..=1.0 + 1e-12).contains(share)));
    }
}
