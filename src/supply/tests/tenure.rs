//! Newcomers: they leave more often, and are not yet fully productive (`model-rules` 8).

use super::*;

/// The published rate is the average of all staff: a team whose leavers are replaced at once goes on losing h of its staff
/// a year, and as many of it are newcomers as ever.
#[test]
fn a_steady_team_keeps_the_published_turnover() {
    for (leavers, retirement, multiplier) in [(0.18, 0.03, 1.5), (0.3, 0.0, 3.0), (0.24, 0.02, 0.5)] {
        let team = case(HiringPolicy::FillEstablishment, 100.0, 100.0).with(LEAVERS, leavers).with(FILL, AT_ONCE);
        let months = team.retiring(retirement).with_newcomers(multiplier, 12, 0.0).months(72);
        for year in months.chunks(12) {
            let left: f64 = year.iter().map(|month| month.leavers).sum();
            close(left / (100.0 * leavers), 1.0, 0.004);
            let retired: f64 = year.iter().map(|month| month.retirements).sum();
            close(retired, 100.0 * retirement, 0.004 * 100.0 * leavers);
        }
        // Newcomers lack what they always did: with nothing done on the first day this counts every newcomer.
        for month in &months {
            close(month.productive / month.contracted, 1.0, 2e-3);
        }
    }
}

/// Somebody new leaves at m times the later hazard for twelve months: a cohort is followed until it has passed them.
#[test]
fn the_first_year_is_twelve_months_long() {
    let mut team = case(HiringPolicy::Schedule, 0.0, 0.0).with(LEAVERS, 0.3).with(FILL, AT_ONCE);
    team.epoch().tenure = Tenure { first_year: 2.0, later: 0.5, classes: vec![0.0; 12] };
    team.role.staff.scheduled_hires = vec![10.0];
    let months = team.months(30);
    // They join evenly through the first month: after month n they have been here n + 1/2 months, on average.
    let (first, later) = (0.6 / 12.0, 0.15 / 12.0);
    let left = |month: usize| -> f64 {
        let tenure = month as f64 + 0.5;
        10.0 * (-first * tenure.min(12.0) - later * (tenure - 12.0).max(0.0)).exp()
    };
    for (index, month) in months.iter().enumerate() {
        close(month.contracted, left(index), 1e-9);
    }
    // Half of them leave in their first half month: hires count all, and the rest is at once among the leavers.
    close(months[0].leavers, 10.0 * (1.0 - (-first * 0.5).exp()), 1e-12);
}

#[test]
fn newcomers_rise_in_a_straight_line_to_full_productivity() {
    let team = case(HiringPolicy::FillEstablishment, 40.0, 60.0).with(FILL, AT_ONCE);
    let months = team.with(LEAVERS, 0.0).with(START, 0.3);
    let mut team = months;
    team.epoch().months_to_productive = 5;
    for (index, month) in team.months(8).iter().enumerate() {
        // Twenty join at once; they are at .3 on the first day, and a month of tenure counts with its middle.
        let lacking = (1.0 - (index as f64 + 0.5) / 5.0).max(0.0);
        close(month.contracted, 60.0, 1e-9);
        close(month.productive, 60.0 - 20.0 * 0.7 * lacking, 1e-9);
    }
}

/// Only newcomers beyond the usual number count as a loss, and fewer raise what is done: (S − L)/(1 − ℓ₀).
#[test]
fn fewer_newcomers_than_usual_raise_what_is_done() {
    let team = case(HiringPolicy::None, 100.0, 100.0).with(LEAVERS, 0.24).with_newcomers(1.5, 6, 0.3);
    let classes = team.role.staff.epochs[0].tenure.classes.clone();
    let usual: f64 = (0..6).map(|month| classes[month] * 0.7 * (1.0 - (month as f64 + 0.5) / 6.0)).sum();
    assert!(usual > 0.02 && usual < 0.05);
    let months = team.months(8);
    // After six months without hiring nobody is new.
    close(months[6].productive, months[6].contracted / (1.0 - usual), 1e-9);
    assert!(months.iter().all(|month| month.productive > month.contracted));
    // At the opening it is what is contracted.
    let values = team.values.map(Lanes::splat);
    let opening = Team::<1>::new(&team.role, &values, team.policy, false, 0.0, None);
    close(opening.standing(Lanes::ZERO).productive.0[0], 100.0, 1e-11);
    close(opening.at_opening().productive.0[0], 100.0, 0.0);
}

#[test]
fn more_newcomers_than_usual_lower_what_is_done() {
    let team = case(HiringPolicy::FillEstablishment, 100.0, 140.0).with(LEAVERS, 0.24).with_newcomers(1.5, 6, 0.3);
    let months = team.months(60);
    assert!(months[1..6].iter().all(|month| month.productive < month.contracted - 0.1));
    // A larger team in a steady state is as productive as it was.
    close(months[59].productive / months[59].contracted, 1.0, 2e-3);
}

#[test]
fn without_months_to_productive_nothing_is_lost() {
    let team = case(HiringPolicy::FillEstablishment, 10.0, 60.0).with(LEAVERS, 0.3).with_newcomers(2.0, 0, 0.0);
    assert!(team.months(24).iter().all(|month| month.productive == month.contracted));
}

/// More months of tenure than twelve are kept where it takes longer to become productive.
#[test]
fn it_may_take_longer_than_a_year_to_become_productive() {
    let mut team = case(HiringPolicy::FillEstablishment, 40.0, 60.0).with(FILL, AT_ONCE).with(START, 0.5);
    team.epoch().months_to_productive = 18;
    team.epoch().tenure.classes = vec![0.0; 18];
    let months = team.months(20);
    close(months[15].productive, 60.0 - 20.0 * 0.5 * (1.0 - 15.5 / 18.0), 1e-9);
    close(months[18].productive, 60.0, 1e-9);
}
