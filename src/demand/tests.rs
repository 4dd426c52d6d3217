//! Known answers of ratios, anchors and floors.

use super::*;
use crate::program::{DriverCurve, Slot};

fn role(work: Vec<Work>, anchor_fte: Option<f64>, floor_fte: f64, floor_always: bool) -> ProviderRole {
    ProviderRole {
        role: 0,
        work,
        anchor_fte,
        floor_fte,
        floor_always,
        opening_fte: 0.0,
        opening_establishment_fte: 0.0,
        establishment_fte: Vec::new(),
        establishment_end_fte: Vec::new(),
        leavers: Slot(0),
        retirement: Slot(0),
        time_to_fill: Slot(0),
    }
}

fn work(rate: u32, driver: Option<usize>, curve: Option<usize>) -> Work {
    Work { rate: Slot(rate), driver, curve, opening_share: 1.0, monthly_share: Vec::new() }
}

/// Runs a role over one month with drivers and curves given as (opening, month).
fn one_month(role: &ProviderRole, rates: &[f64], drivers: &[(f64, f64)], curves: &[(f64, f64)]) -> (f64, f64) {
    let values: Vec<Lanes<1>> = rates.iter().copied().map(Lanes::splat).collect();
    let months = |list: &[(f64, f64)]| list.iter().map(|&(_, month)| [Lanes([month])]).collect::<Vec<_>>();
    let (driver_months, curve_months) = (months(drivers), months(curves));
    let mut demand = Demand::new(1);
    let driver = |i: usize| OverTime { opening: Lanes([drivers[i].0]), months: &driver_months[i] };
    let curve = |i: usize| OverTime { opening: Lanes([curves[i].0]), months: &curve_months[i] };
    run(role, &values, driver, curve, &mut demand);
    (demand.opening.0[0], demand.steady[0].0[0])
}

/// features.md T7, methods.md 2.2: FTE per bed by stage; 100 beds at 0.082 and 300 at 0.210, all moving to 0.210, need 12.8 more.
#[test]
fn emram_ratios_times_beds_give_the_published_need() {
    let stages = role(vec![work(0, Some(0), None), work(1, Some(1), None)], None, 0.0, false);
    let (now, then) = one_month(&stages, &[0.082, 0.210], &[(100.0, 0.0), (300.0, 400.0)], &[]);
    assert!((now - (8.2 + 63.0)).abs() < 1e-12);
    assert!((then - now - 12.8).abs() < 1e-12);
}

/// features.md T6: 500 encounters a clinician-month reproduce eight published FTE.
#[test]
fn mozambique_workload_gives_the_published_fte() {
    let published = [
        (5753.0, 11.5),
        (30089.0, 60.2),
        (7844.0, 15.7),
        (12568.0, 25.1),
        (712.0, 1.4),
        (3428.0, 6.9),
        (971.0, 1.9),
        (1226.0, 2.5),
    ];
    let clinicians = role(vec![work(0, Some(0), None)], None, 0.0, false);
    for (encounters, fte) in published {
        let (_, found) = one_month(&clinicians, &[1.0 / 500.0], &[(encounters, encounters)], &[]);
        assert!((found - fte).abs() <= 0.05 + 1e-9, "{encounters}: {found}");
    }
}

#[test]
fn the_anchor_makes_demand_at_the_opening_and_scales_only_existing_work() {
    // Anchor 12 on work of 10: k = 1.2. Beds grow by 10 %, adoption from 0.5 to 0.8.
    let anchored = role(vec![work(0, Some(0), Some(0))], Some(12.0), 0.0, false);
    let (opening, month) = one_month(&anchored, &[0.2], &[(100.0, 110.0)], &[(0.5, 0.8)]);
    assert!((opening - 12.0).abs() < 1e-12);
    assert!((month - (1.2 * 0.2 * 110.0 * 0.5 + 0.2 * 110.0 * 0.3)).abs() < 1e-12);
}

#[test]
fn falling_adoption_takes_existing_work_away() {
    let anchored = role(vec![work(0, Some(0), Some(0))], Some(12.0), 0.0, false);
    let (_, month) = one_month(&anchored, &[0.2], &[(100.0, 100.0)], &[(0.5, 0.25)]);
    assert!((month - 6.0).abs() < 1e-12);
}

#[test]
fn staff_without_work_are_carried_unchanged_and_work_without_staff_is_done_by_nobody() {
    let idle = role(vec![work(0, Some(0), Some(0))], Some(3.0), 0.0, false);
    assert_eq!(one_month(&idle, &[0.2], &[(100.0, 100.0)], &[(0.0, 0.5)]), (3.0, 3.0 + 10.0));
    let unstaffed = role(vec![work(0, Some(0), None)], Some(0.0), 0.0, false);
    assert_eq!(one_month(&unstaffed, &[0.2], &[(100.0, 200.0)], &[]), (0.0, 0.0));
}

#[test]
fn a_floor_holds_where_there_is_work_or_always() {
    let small = role(vec![work(0, Some(0), None)], None, 1.5, false);
    assert_eq!(one_month(&small, &[0.01], &[(100.0, 0.0)], &[]), (1.5, 0.0));
    let standing = role(Vec::new(), None, 1.5, true);
    assert_eq!(one_month(&standing, &[], &[], &[]), (1.5, 1.5));
}

#[test]
fn work_that_moves_here_after_the_opening_is_new() {
    let mut moving = work(0, Some(0), None);
    moving.opening_share = 0.5;
    moving.monthly_share = vec![0.8];
    let hub = role(vec![moving], Some(20.0), 0.0, false);
    // Work at the opening: 0.5 · 0.2 · 100 = 10, so k = 2; the 0.3 that arrives counts once.
    let (opening, month) = one_month(&hub, &[0.2], &[(100.0, 100.0)], &[]);
    assert!((opening - 20.0).abs() < 1e-12 && (month - (20.0 + 6.0)).abs() < 1e-12);
}

#[test]
fn growth_carries_a_driver_on_from_the_middle_of_its_last_year() {
    let curve = DriverCurve { given: vec![7.0], base: 100.0, base_at: -6.0, growth: Slot(0), opening: None };
    let mut months = [Lanes::ZERO; 14];
    let opening = levels(&curve, &[Lanes([0.05])], &mut months);
    assert!((opening.0[0] - 100.0 * 1.05_f64.powf(0.5)).abs() < 1e-10);
    assert_eq!(months[0].0[0], 7.0);
    // A whole year's mean: 100·∫1.05^((t+6)/12) over months 1 to 13, divided by 12.
    let found: f64 = months[1..13].iter().map(|level| level.0[0]).sum::<f64>() / 12.0;
    let log = 1.05_f64.ln();
    let expected = 100.0 * ((log * 19.0 / 12.0).exp() - (log * 7.0 / 12.0).exp()) / log;
    assert!((found - expected).abs() < 1e-10);
}
