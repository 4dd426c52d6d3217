//! Rows with dates, rows that move between providers, and work around new adoption.

use super::*;

/// `model-rules` 11: a row's share up to that of the opening stays existing work, what is gained is new.
#[test]
fn work_that_moves_here_after_the_opening_is_new() {
    let kept = Work { share: Share { opening: 0.5, monthly: vec![0.5] }, ..per_driver(0, 0) };
    let gained = Work { share: Share { opening: 0.0, monthly: vec![0.3] }, anchored: false, ..per_driver(0, 0) };
    let hub = role(vec![kept, gained], Some(20.0));
    // Work at the opening: 0.5 · 0.2 · 100 = 10, so k = 2; the 0.3 that arrives counts once.
    let (opening, month) = Setting::new(&[0.2], &[(100.0, 100.0)], &[]).steady_of(&hub);
    close(opening, 20.0);
    close(month, 20.0 + 6.0);
}

#[test]
fn work_that_moves_away_takes_its_staff_with_it() {
    let kept = Work { share: Share { opening: 1.0, monthly: vec![0.25] }, ..per_driver(0, 0) };
    let (opening, month) = Setting::new(&[0.2], &[(100.0, 100.0)], &[]).steady_of(&role(vec![kept], Some(30.0)));
    close(opening, 30.0);
    close(month, 7.5);
}

/// A row that begins later is new work, for the days of the month on which it holds.
#[test]
fn a_row_that_begins_later_is_new_work_from_its_day() {
    let later =
        Work { switch: Share { opening: 0.0, monthly: vec![0.0, 0.25, 1.0] }, anchored: false, ..per_driver(1, 0) };
    let mut setting = Setting::new(&[0.1, 0.04], &[], &[]);
    setting.drivers = vec![(100.0, vec![100.0; 3])];
    setting.row_months = vec![3];
    let demand = setting.run(&role(vec![per_driver(0, 0), later], Some(5.0)));
    close(demand.opening.0[0], 5.0);
    for (found, expected) in demand.steady.iter().zip([5.0, 6.0, 9.0]) {
        close(found.0[0], expected);
    }
}

#[test]
fn a_row_that_ends_takes_its_work_with_it() {
    let ending = Work { switch: Share { opening: 1.0, monthly: vec![0.5] }, ..per_driver(1, 0) };
    // Work of 10 and 4, staffed with 21: k = 1.5.
    let ending = role(vec![per_driver(0, 0), ending], Some(21.0));
    let (opening, month) = Setting::new(&[0.1, 0.04], &[(100.0, 100.0)], &[]).steady_of(&ending);
    close(opening, 21.0);
    close(month, 15.0 + 3.0);
}

/// Surge stands beside steady demand: neither the anchor nor the floor knows it.
#[test]
fn surge_is_neither_anchored_nor_floored() {
    let build = Surge {
        rate: Slot(1),
        amount: Amount::Driver(0),
        response: 0,
        share: Share { opening: 1.0, monthly: vec![0.5] },
        switch: Share { opening: 1.0, monthly: vec![0.75] },
        cause: 6,
        part: ROW,
    };
    let mut setting = Setting::new(&[0.1, 0.02], &[(100.0, 200.0)], &[]);
    setting.responses = vec![(0.25, vec![0.4])];
    let anchored = ProviderRole { surge: vec![build], floor_fte: 30.0, ..role(vec![per_driver(0, 0)], Some(20.0)) };
    let demand = setting.run(&anchored);
    close(demand.opening_surge.0[0], 0.02 * 100.0 * 0.25);
    close(demand.surge[0].0[0], 0.02 * 200.0 * 0.4 * 0.5 * 0.75);
    close(demand.opening.0[0], 30.0);
    close(demand.steady[0].0[0], 40.0);
    // What it was at the opening stands in the gap of the opening; its change is its cause.
    close(demand.story.causes[6].0[0], 0.5);
    close(demand.story.causes[8 + 6].0[0], 0.6 - 0.5);
}

/// A surge for each FTE of other roles, such as trainers for those who are to be trained.
#[test]
fn surge_may_follow_the_demand_of_roles() {
    let trainers = Surge {
        rate: Slot(0),
        amount: Amount::Roles(vec![0, 1]),
        response: 0,
        share: Share::constant(1.0),
        switch: Share::constant(1.0),
        cause: 6,
        part: ROW,
    };
    let mut setting = Setting::new(&[0.1], &[], &[]);
    setting.steady = vec![(10.0, vec![12.0]), (20.0, vec![28.0])];
    setting.responses = vec![(0.5, vec![0.25])];
    let demand = setting.run(&ProviderRole { surge: vec![trainers], ..role(Vec::new(), None) });
    close(demand.opening_surge.0[0], 0.1 * 30.0 * 0.5);
    close(demand.surge[0].0[0], 0.1 * 40.0 * 0.25);
}
