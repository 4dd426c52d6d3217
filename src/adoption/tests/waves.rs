//! What comes and goes with new adoption: hypercare after it, teams that build it, people trained for it.

use super::*;
use ResponseKind::{Build, GoLive, Rise};

/// methods.md 2.4: the mean over [x, x+1) of e^(−x/τ) is τ·e^(−x/τ)·(1 − e^(−1/τ)); a go-live within a month is cut there.
#[test]
fn a_step_dies_away_from_its_own_instant() {
    let tau = 3.0;
    for (go_live, delay) in [(2.0, 0.0), (2.0, 0.625), (4.25, 0.0)] {
        let instant: f64 = go_live + delay;
        let (opening, months) = plan(Shape::Step, go_live, None, 0.8, 0.0, delay).response(GoLive(tau), 12);
        assert_eq!(opening, 0.0);
        for (month, found) in months.iter().enumerate() {
            let (from, to) = ((month as f64 - instant).max(0.0), (month as f64 + 1.0 - instant).max(0.0));
            close(*found, 0.8 * tau * ((-from / tau).exp() - (-to / tau).exp()), 1e-13);
        }
    }
}

/// A step that lies behind has partly died away, however long ago (less than twelve decays) it was.
#[test]
fn a_step_of_the_past_is_still_felt() {
    for ago in [0.5, 7.0, 30.0_f64] {
        let (opening, months) = plan(Shape::Step, -ago, None, 0.8, 0.0, 0.0).response(GoLive(3.0), 2);
        let left = 0.8 * (-ago / 3.0).exp();
        close(opening, left, 1e-14);
        close(months[0], left * 3.0 * (1.0 - (-1.0_f64 / 3.0).exp()), 1e-14);
    }
}

/// A curve that begins with a jump (a logistic has its tail behind it) goes live with that part on one day.
#[test]
fn a_logistic_curve_goes_live_with_its_first_share_on_one_day() {
    let jumping = plan(Shape::Logistic(RATE, Some(6.0)), 4.0, None, 0.9, 2.4, 0.0);
    let jump = 0.9 / (1.0 + (2.4 / 12.0 * 2.0_f64).exp());
    let (_, months) = jumping.response(GoLive(2.0), 6);
    assert!(months[..4].iter().all(|&felt| felt == 0.0));
    let rise = jumping.value(5.0) - jump;
    let kept = (-0.5_f64).exp();
    close(months[4], jump * 2.0 * (1.0 - kept) + rise * (2.0 - 4.0 * (1.0 - kept)), 1e-12);
}

/// `model-rules` 10: a rise that is spread evenly over a month adds r·(τ − τ²(1 − e^(−1/τ))) to its mean.
#[test]
fn a_straight_ramp_is_felt_as_the_closed_formula_says() {
    let tau: f64 = 4.0;
    let (_, months) = plan(Shape::Linear(10.0), 0.0, None, 1.0, 0.0, 0.0).response(GoLive(tau), 10);
    // H(t) = τ/10·(1 − e^(−t/τ)) while the ramp goes on.
    for (month, found) in months.iter().enumerate() {
        let from = month as f64;
        let expected = 0.1 * tau * (1.0 - tau * ((-from / tau).exp() - (-(from + 1.0) / tau).exp()));
        close(*found, expected, 1e-13);
    }
}

/// methods.md 2.4: hypercare is the rise times its decay in all.
#[test]
fn total_hypercare_is_the_rise_times_its_decay() {
    for delay in [0.0, 3.375] {
        for plan in every_shape(delay).into_iter().filter(|plan| plan.curve.go_live >= 0.0) {
            let rise = (plan.value_of(CEILING) - plan.curve.start.unwrap_or(0.0)).max(0.0);
            for decay in [0.4, 2.5, 9.0] {
                let total: f64 = plan.response(GoLive(decay), 500).1.iter().sum();
                assert!((total - rise * decay).abs() < 1e-6, "{plan:?}, {decay}: {total} instead of {}", rise * decay);
            }
        }
    }
}

/// Every shape, running and ahead, late and on time, against a convolution in small steps. A ramp that begins within a
/// month counts as even over the month.
#[test]
fn hypercare_agrees_with_a_convolution_in_small_steps() {
    for delay in [0.0, 2.375] {
        for plan in every_shape(delay) {
            for decay in [1.5, 5.0] {
                let (opening, months) = plan.response(GoLive(decay), 18);
                let (expected_opening, expected) = truth::go_live(&plan, decay, 18);
                let apart = (opening - expected_opening).abs();
                assert!(apart < 5e-3, "{plan:?}, {decay}: opening {opening} instead of {expected_opening}");
                for (month, (found, expected)) in months.iter().zip(expected).enumerate() {
                    let apart = (found - expected).abs();
                    assert!(apart < 0.015, "{plan:?}, {decay}, month {month}: {found} instead of {expected}");
                }
            }
        }
    }
}

#[test]
fn a_given_start_is_no_go_live() {
    for (shape, ceiling) in [(Shape::Linear(9.0), 0.5), (Shape::Bass(0.2, 0.4), 0.3)] {
        for go_live in [-4.0, 3.25] {
            let (opening, months) =
                plan(shape.clone(), go_live, Some(0.5), ceiling, 0.0, 0.0).response(GoLive(3.0), 12);
            assert!(opening == 0.0 && months.iter().all(|&felt| felt.abs() < 1e-12), "{shape:?} {months:?}");
        }
    }
}

#[test]
fn only_rises_are_felt_after_a_go_live() {
    let points = vec![(0.0, 0.4), (2.0, 0.8), (4.0, 0.2), (6.0, 0.2)];
    let total: f64 = plan(Shape::Points(points), ALWAYS, None, 1.0, 0.0, 0.0).response(GoLive(2.0), 200).1.iter().sum();
    close(total, 0.4 * 2.0, 1e-9);
}

/// A shock's jump is felt from its own day on, not before.
#[test]
fn a_jump_by_a_shock_is_felt_from_its_day_on() {
    let shocked = plan(Shape::Step, -90.0, None, 0.5, 0.0, 0.0).shocked(4.0, false, 0.4, f64::INFINITY);
    let (_, months) = shocked.response(GoLive(2.0), 60);
    assert!(months[..4].iter().all(|&felt| felt < 1e-9), "{:?}", &months[..5]);
    close(months.iter().sum::<f64>(), 0.2 * 2.0, 1e-9);
    let (_, trained) = shocked.response(Rise(0), 8);
    for (month, found) in trained.iter().enumerate() {
        close(*found, if month == 4 { 0.2 } else { 0.0 }, 1e-12);
    }
}

/// Build is what will be in use `lead` months later and is not yet.
#[test]
fn a_step_is_built_throughout_its_lead() {
    let (opening, months) = plan(Shape::Step, 6.5, None, 0.8, 0.0, 0.0).response(Build(4), 12);
    assert_eq!(opening, 0.0);
    for (month, found) in months.iter().enumerate() {
        let expected = match month {
            2 | 6 => 0.4,
            3..=5 => 0.8,
            _ => 0.0,
        };
        close(*found, expected, 1e-14);
    }
    // A team that is at work at the opening is there at the opening.
    close(plan(Shape::Step, 2.0, None, 0.8, 0.0, 0.0).response(Build(4), 1).0, 0.8, 1e-15);
}

/// `design` section 4: the team stands ready from the planned day and stays on pay until the late go-live.
#[test]
fn a_slip_keeps_the_team_on_pay() {
    let punctual = plan(Shape::Step, 6.0, None, 0.8, 0.0, 0.0).response(Build(4), 20).1;
    let late = plan(Shape::Step, 6.0, None, 0.8, 0.0, 5.0).response(Build(4), 20).1;
    let months = |months: &[f64]| months.iter().sum::<f64>() / 0.8;
    close(months(&punctual), 4.0, 1e-13);
    close(months(&late), 9.0, 1e-13);
    assert!(late[..2].iter().all(|&at_work| at_work == 0.0));
    for at_work in &late[2..11] {
        close(*at_work, 0.8, 1e-14);
    }
    assert!(late[11..].iter().all(|&at_work| at_work.abs() < 1e-14));
}

/// Build of every shape as its definition: max(0, max(plan, fact)(t + lead) − fact(t)), of monthly means.
#[test]
fn build_is_what_is_planned_ahead_and_not_there() {
    for delay in [0.0, 2.5] {
        for plan in every_shape(delay) {
            for lead in [1_u32, 6] {
                let (opening, months) = plan.response(Build(lead), 12);
                let (on_time, ahead) = (plan.punctual(), f64::from(lead));
                let missing = |by_plan: f64, later: f64, now: f64| (by_plan.max(later) - now).max(0.0);
                let at = |plan: &Plan, at| truth::share(plan, at);
                let before = if plan.curve.go_live >= 0.0 { 0.0 } else { at(&plan, 0.0) };
                close(opening, missing(at(&on_time, ahead), at(&plan, ahead), before), 1e-9);
                for (month, found) in months.iter().enumerate() {
                    let month = month as f64;
                    let mean = |plan: &Plan, from: f64| truth::mean(plan, from, from + 1.0);
                    let expected =
                        missing(mean(&on_time, month + ahead), mean(&plan, month + ahead), mean(&plan, month));
                    assert!((found - expected).abs() < 2e-5, "{plan:?}, {lead}: {found} instead of {expected}");
                }
            }
        }
    }
}

/// People are trained `lead` months before the technology comes to them; a go-live on the first day of a month belongs to
/// that month.
#[test]
fn people_are_trained_so_many_months_before_the_rise() {
    for (go_live, lead, month) in [(6.0, 0, 6), (6.0, 2, 4), (6.5, 2, 4), (3.0, 3, 0)] {
        let (opening, months) = plan(Shape::Step, go_live, None, 0.8, 0.0, 0.0).response(Rise(lead), 12);
        assert_eq!(opening, 0.0);
        for (index, rise) in months.iter().enumerate() {
            close(*rise, if index == month { 0.8 } else { 0.0 }, 1e-14);
        }
    }
    // A start comes into use at its go-live as well, and what is in use at the opening has been trained for.
    let ahead = plan(Shape::Linear(4.0), 3.0, Some(0.2), 0.6, 0.0, 0.0).response(Rise(1), 12).1;
    for (month, expected) in [0.0, 0.0, 0.3, 0.1, 0.1, 0.1, 0.0].into_iter().enumerate() {
        close(ahead[month], expected, 1e-14);
    }
    let running: f64 = plan(Shape::Linear(4.0), -3.0, Some(0.2), 0.6, 0.0, 0.0).response(Rise(0), 12).1.iter().sum();
    close(running, 0.4, 1e-14);
}
