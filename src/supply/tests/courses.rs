//! Graduates of courses, and people who are released.

use super::*;
use crate::program::Course;

fn course(ending: Vec<f64>, completion: Slot, employed: Slot) -> Course {
    Course { ending, completion, employed, age: 25.0, cost: Vec::new() }
}

#[test]
fn graduates_are_places_times_completion_times_employment() {
    let mut team = case(HiringPolicy::None, 10.0, 10.0).with(SPARE, 0.85).with(START, 0.7);
    let staff: &mut Staff = &mut team.role.staff;
    staff.courses = vec![course(vec![0.0, 6.0, 0.0, 8.0], SPARE, START), course(vec![2.0, 1.0, 0.0, 0.0], ONE, ONE)];
    let months = team.months(6);
    let expected = [2.0, 6.0 * 0.595 + 1.0, 0.0, 8.0 * 0.595, 0.0, 0.0];
    months.iter().zip(expected).for_each(|(month, expected)| close(month.graduates, expected, 1e-12));
    close(months[5].contracted, 10.0 + expected.iter().sum::<f64>(), 1e-12);
}

/// Graduates are new: they leave and learn as newcomers do.
#[test]
fn graduates_are_newcomers() {
    let mut team = case(HiringPolicy::None, 0.0, 0.0).with(LEAVERS, 0.3).with(START, 0.3);
    team.role.staff.courses = vec![course(vec![0.0, 10.0], ONE, ONE)];
    team.epoch().tenure = Tenure { first_year: 2.0, later: 0.5, classes: vec![0.0; 12] };
    team.epoch().months_to_productive = 5;
    let months = team.months(3);
    close(months[1].productive, 10.0 - 10.0 * 0.7 * 0.9, 1e-12);
    close(months[2].contracted, 10.0 * (-0.6_f64 / 12.0).exp(), 1e-12);
}

/// `design` section 4: graduates due within the mean time to fill are not recruited as well; the last month counts in part.
#[test]
fn graduates_who_are_due_are_not_recruited() {
    for (time_to_fill, due) in [(3.0, 8.0), (2.0, 8.0), (1.25, 2.0), (1.0, 0.0)] {
        let mut team = case(HiringPolicy::FillEstablishment, 10.0, 20.0).with(FILL, time_to_fill);
        team.role.staff.courses = vec![course(vec![0.0, 0.0, 8.0], ONE, ONE)];
        let first = team.months(1)[0];
        close(first.contracted + first.recruiting, 20.0 - due, 1e-12);
        close(team.months(60)[59].contracted, 20.0, if due < 8.0 { 8.0 } else { 1e-6 });
    }
}

#[test]
fn releases_are_carried_out_as_far_as_there_are_people() {
    let mut team = case(HiringPolicy::Schedule, 10.0, 10.0);
    team.role.staff.scheduled_releases = vec![0.0, 4.0, 9.0, 1.0];
    let released: Vec<f64> = team.months(5).iter().map(|month| month.released).collect();
    assert_eq!(released, [0.0, 4.0, 6.0, 0.0, 0.0]);
    assert_eq!(team.months(5)[4].contracted, 0.0);
}

/// Who is released is as new or old as the rest: the part of newcomers stays.
#[test]
fn releases_take_newcomers_and_others_alike() {
    let team = case(HiringPolicy::Schedule, 100.0, 100.0).with(LEAVERS, 0.24).with_newcomers(2.0, 12, 0.0);
    let mut released = team.clone();
    released.role.staff.scheduled_releases = vec![40.0];
    for (with, without) in released.months(12).iter().zip(team.months(12)) {
        close(with.productive / with.contracted, without.productive / without.contracted, 1e-12);
        close(with.leavers / with.contracted, without.leavers / without.contracted, 0.6);
    }
}
