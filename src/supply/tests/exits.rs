//! Who leaves, retires and moves: competing hazards, dated rates, measures, ages.

use super::*;
use proptest::prelude::*;

/// methods.md 3.1: 30 % a year is 2.92855 % a month; a year of months leaves 70 %, not 73.8 %.
#[test]
fn an_annual_chance_becomes_a_hazard_and_not_a_twelfth() {
    let months = case(HiringPolicy::None, 100.0, 100.0).retiring(-(1.0_f64 - 0.30).ln()).months(12);
    close(months[0].retirements, 2.92855, 5e-6);
    close(months[11].contracted, 70.0, 1e-10);
}

/// methods.md 3.1: competing exits are split by their hazards.
#[test]
fn exits_are_shared_by_their_hazards() {
    let mut team = case(HiringPolicy::None, 50.0, 50.0).with(LEAVERS, 0.15).retiring(0.05);
    team.moving = 0.1;
    let month = team.months(1)[0];
    close(month.leavers / month.retirements, 3.0, 1e-12);
    close(month.moved_out / month.retirements, 2.0, 1e-12);
    let expected = 50.0 * (1.0 - (-0.3_f64 / 12.0).exp());
    close(month.leavers + month.retirements + month.moved_out, expected, 1e-12);
}

/// methods.md 9: results do not depend on the time step. A year of months leaves e^(−h) of the staff.
#[test]
fn a_year_of_months_is_a_year() {
    for (leavers, retirement, moving) in [(0.2, 0.0, 0.0), (0.1, 0.05, 0.0), (0.9, 0.2, 0.3)] {
        let mut team = case(HiringPolicy::None, 80.0, 80.0).with(LEAVERS, leavers).retiring(retirement);
        team.moving = moving;
        let months = team.months(36);
        for year in 1..=3 {
            let expected = 80.0 * (-(leavers + retirement + moving) * year as f64).exp();
            close(months[12 * year - 1].contracted, expected, 1e-10);
        }
    }
}

/// The staff of the opening retire by a series of their own, known when the program is compiled.
#[test]
fn the_staff_of_the_opening_retire_by_their_series() {
    let mut team = case(HiringPolicy::None, 60.0, 60.0);
    team.role.staff.hazards.opening = (0..24).map(|month| 0.01 * f64::from(month)).collect();
    let months = team.months(24);
    let mut hazard = 0.0;
    for (index, month) in months.iter().enumerate() {
        hazard += 0.01 * index as f64 / 12.0;
        close(month.contracted, 60.0 * (-hazard).exp(), 1e-10);
    }
}

/// Who joins later retires at an age of their own: hired at 64 and a half where everybody goes at 65.
#[test]
fn people_who_join_later_retire_at_the_hazard_of_their_age() {
    let mut team = case(HiringPolicy::Schedule, 0.0, 0.0).with(FILL, AT_ONCE);
    team.role.staff.scheduled_hires = vec![10.0];
    let mut table = vec![0.0; 121];
    table[65..].fill(600.0);
    team.role.staff.hazards.joined = Age::ByYear(table);
    team.role.staff.epochs[0].hire_age = 64.52;
    let months = team.months(10);
    close(months[0].hires, 10.0, 1e-9);
    // They are 65 in the seventh month after; ages are counted in months.
    assert!(months[..5].iter().all(|month| month.retirements == 0.0));
    close(months[5..9].iter().map(|month| month.retirements).sum(), 10.0, 1e-6);
}

/// Ages of the staff of the opening and of people who join do not mix: the first retire by their series alone.
#[test]
fn newcomers_do_not_retire_with_the_staff_of_the_opening() {
    let mut team = case(HiringPolicy::FillEstablishment, 30.0, 30.0).with(FILL, AT_ONCE);
    team.role.staff.hazards.opening = vec![0.4; 60];
    team.role.staff.hazards.joined = Age::Flat(Vec::new());
    let retired: f64 = team.months(60).iter().map(|month| month.retirements).sum();
    close(retired, 30.0 * (1.0 - (-0.4_f64 * 5.0).exp()), 1e-9);
}

#[test]
fn dated_rates_hold_from_their_month() {
    let mut team = case(HiringPolicy::None, 100.0, 100.0).with(LEAVERS, 0.12).with(SPARE, 0.36);
    let first = team.epoch().clone();
    team.role.staff.epochs.push(Epoch { from: 3, leavers: SPARE, ..first.clone() });
    team.role.staff.epochs.push(Epoch { from: 5, ..first });
    let months = team.months(7);
    let mut staff = 100.0;
    for (month, rate) in months.iter().zip([0.12, 0.12, 0.12, 0.36, 0.36, 0.12, 0.12_f64]) {
        staff *= (-rate / 12.0).exp();
        close(month.contracted, staff, 1e-10);
    }
}

/// A measure changes the hazard by as much of it as is in effect in the month; measures multiply.
#[test]
fn measures_change_the_hazard_as_they_come_into_effect() {
    let mut team = case(HiringPolicy::None, 100.0, 100.0).with(LEAVERS, 0.24).with(SPARE, -0.4);
    let ramp = vec![0.0, 0.25, 0.75, 1.0, 1.0];
    let measure = Measure { change: SPARE, effect: ramp.clone(), cost_per_fte: Vec::new() };
    team.role.staff.measures = vec![measure.clone()];
    let one = team.months(5);
    team.role.staff.measures = vec![measure.clone(), measure];
    let two = team.months(5);
    let (mut by_one, mut by_two) = (100.0, 100.0);
    for (month, effect) in ramp.iter().enumerate() {
        let left = 1.0 - 0.4 * effect;
        by_one *= (-0.24 * left / 12.0).exp();
        by_two *= (-0.24 * left * left / 12.0).exp();
        close(one[month].contracted, by_one, 1e-10);
        close(two[month].contracted, by_two, 1e-10);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Without hiring a year leaves e^(−h) of the staff, whatever the hazards are.
    #[test]
    fn the_annual_rate_is_what_a_year_takes(leavers in 0.0..2.0, retirement in 0.0..0.5, fte in 0.1..500.0) {
        let team = case(HiringPolicy::None, fte, fte).with(LEAVERS, leavers).retiring(retirement);
        let left: f64 = fte * (-(leavers + retirement)).exp();
        prop_assert!((team.months(12)[11].contracted - left).abs() < 1e-9 * fte);
    }
}
