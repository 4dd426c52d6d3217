//! Known answers of ratios, anchors, floors, sizes and drivers.

use super::*;

/// features.md T7, methods.md 2.2: FTE per bed by stage; 100 beds at 0.082 and 300 at 0.210, all moving to 0.210, need 12.8 more.
#[test]
fn emram_ratios_times_beds_give_the_published_need() {
    let stages = role(vec![per_driver(0, 0), per_driver(1, 1)], None);
    let (now, then) = Setting::new(&[0.082, 0.210], &[(100.0, 0.0), (300.0, 400.0)], &[]).steady_of(&stages);
    close(now, 8.2 + 63.0);
    close(then - now, 12.8);
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
    let clinicians = role(vec![per_driver(0, 0)], None);
    for (encounters, fte) in published {
        let (_, found) = Setting::new(&[1.0 / 500.0], &[(encounters, encounters)], &[]).steady_of(&clinicians);
        assert!((found - fte).abs() <= 0.05 + 1e-9, "{encounters}: {found}");
    }
}

#[test]
fn the_anchor_makes_demand_at_the_opening_and_scales_only_existing_work() {
    // Anchor 12 on work of 10: k = 1.2. Beds grow by 10 %, adoption from 0.5 to 0.8.
    let anchored = role(vec![in_use(0, 0, 0)], Some(12.0));
    let (opening, month) = Setting::new(&[0.2], &[(100.0, 110.0)], &[(0.5, 0.8)]).steady_of(&anchored);
    close(opening, 12.0);
    close(month, 1.2 * 0.2 * 110.0 * 0.5 + 0.2 * 110.0 * 0.3);
}

#[test]
fn falling_adoption_takes_existing_work_away() {
    let anchored = role(vec![in_use(0, 0, 0)], Some(12.0));
    let (_, month) = Setting::new(&[0.2], &[(100.0, 100.0)], &[(0.5, 0.25)]).steady_of(&anchored);
    close(month, 6.0);
}

/// One k for all of a role's existing work, taken of all of it together.
#[test]
fn one_ratio_scales_all_existing_work_of_a_role() {
    // Work of 10 (beds) and 5 (technology in use by half): k = 18/15.
    let anchored = role(vec![per_driver(0, 0), in_use(1, 0, 0)], Some(18.0));
    let (opening, month) = Setting::new(&[0.1, 0.1], &[(100.0, 120.0)], &[(0.5, 0.9)]).steady_of(&anchored);
    close(opening, 18.0);
    close(month, 1.2 * (12.0 + 6.0) + 0.1 * 120.0 * 0.4);
}

#[test]
fn staff_without_work_are_carried_unchanged_and_work_without_staff_is_done_by_nobody() {
    let idle = role(vec![in_use(0, 0, 0)], Some(3.0));
    let setting = Setting::new(&[0.2], &[(100.0, 100.0)], &[(0.0, 0.5)]);
    assert_eq!(setting.steady_of(&idle), (3.0, 3.0 + 10.0));
    let parts = setting.run(&idle).story.parts;
    // Parts: floor, unexplained, row.
    let fte: Vec<f64> = parts.iter().map(|piece| piece.fte.0[0]).collect();
    assert_eq!(fte, [0.0, 3.0, 0.0, 0.0, 3.0, 10.0]);
    // `model-rules` 11: growth included.
    let unstaffed = role(vec![per_driver(0, 0)], Some(0.0));
    assert_eq!(Setting::new(&[0.2], &[(100.0, 200.0)], &[]).steady_of(&unstaffed), (0.0, 0.0));
    // Without either, what comes is new work at its ratio.
    let coming = role(vec![in_use(0, 0, 0)], Some(0.0));
    assert_eq!(setting.steady_of(&coming), (0.0, 10.0));
}

#[test]
fn a_floor_holds_where_there_is_work_or_always() {
    let small = ProviderRole { floor_fte: 1.5, ..role(vec![per_driver(0, 0)], None) };
    assert_eq!(Setting::new(&[0.01], &[(100.0, 0.0)], &[]).steady_of(&small), (1.5, 0.0));
    let standing = ProviderRole { floor_fte: 1.5, floor_always: true, ..role(Vec::new(), None) };
    assert_eq!(Setting::new(&[], &[], &[]).steady_of(&standing), (1.5, 1.5));
    let growing = ProviderRole { floor_fte: 1.5, ..role(vec![per_driver(0, 0)], Some(1.0)) };
    assert_eq!(Setting::new(&[0.01], &[(100.0, 200.0)], &[]).steady_of(&growing), (1.5, 2.0));
}

/// methods.md 2.3: a = .5, b = .7: 100 beds need 12.559432, 900 need 58.470898, and 1,000 together 62.946271.
#[test]
fn economies_of_scale_have_the_published_values() {
    // a·D^b = (a·100^(b−1))·D·(D/100)^(b−1): the rate is the one at the reference of 100 beds.
    let rate = 0.5 * 100.0_f64.powf(-0.3);
    let scaled = |sizes: Vec<(usize, Share)>| {
        let works = sizes.iter().map(|&(driver, _)| Work { scale: Some(0), ..per_driver(0, driver) }).collect();
        ProviderRole { scales: vec![Scale { exponent: -0.3, reference: 100.0, sizes }], ..role(works, None) }
    };
    let whole = Share::constant(1.0);
    let beds = |beds: f64| Setting::new(&[rate], &[(beds, beds)], &[]).steady_of(&scaled(vec![(0, whole.clone())]));
    assert!((beds(100.0).0 - 12.559432).abs() < 1e-6 && (beds(900.0).1 - 58.470898).abs() < 1e-6);
    assert_eq!(beds(0.0), (0.0, 0.0));
    // A provider of both works at the size of both.
    let pooled = scaled(vec![(0, whole.clone()), (1, whole.clone())]);
    let (opening, month) = Setting::new(&[rate], &[(100.0, 100.0), (900.0, 900.0)], &[]).steady_of(&pooled);
    assert!((opening - 62.946271).abs() < 1e-6 && (month - 62.946271).abs() < 1e-6);
}

#[test]
fn the_size_of_a_shared_service_is_its_part_of_each_facility() {
    // Half of 100 beds and, from the month on, all of 50: the size goes from 50 to 100.
    let sizes = vec![(0, Share::constant(0.5)), (1, Share { opening: 0.0, monthly: vec![1.0] })];
    let first = Work { scale: Some(0), share: Share::constant(0.5), ..per_driver(0, 0) };
    let second = Work { scale: Some(0), anchored: false, share: sizes[1].1.clone(), ..per_driver(0, 1) };
    let scales = vec![Scale { exponent: -0.5, reference: 25.0, sizes }];
    let hub = ProviderRole { scales, ..role(vec![first, second], None) };
    let (opening, month) = Setting::new(&[0.1], &[(100.0, 100.0), (50.0, 50.0)], &[]).steady_of(&hub);
    close(opening, 0.1 * 50.0 * (50.0_f64 / 25.0).powf(-0.5));
    close(month, 0.1 * 100.0 * (100.0_f64 / 25.0).powf(-0.5));
}

#[test]
fn a_role_follows_the_demand_of_others() {
    let mut setting = Setting::new(&[0.05], &[], &[]);
    setting.steady = vec![(40.0, vec![50.0]), (10.0, vec![30.0]), (8.0, vec![2.0])];
    let follows = |others: Vec<usize>| role(vec![work(0, Amount::Roles(others), None)], None);
    let expect = |others: Vec<usize>, opening: f64, month: f64| {
        let (found_opening, found_month) = setting.steady_of(&follows(others));
        close(found_opening, opening);
        close(found_month, month);
    };
    expect(vec![0], 2.0, 2.5);
    // A family: several roles, or none that is here.
    expect(vec![0, 1, 2], 0.05 * 58.0, 0.05 * 82.0);
    expect(Vec::new(), 0.0, 0.0);
}

#[test]
fn growth_carries_a_driver_on_from_the_middle_of_its_last_year() {
    let curve =
        DriverCurve { given: vec![7.0], base: 100.0, base_at: -6.0, growth: Slot(0), opening: None, per_unit: None };
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

/// An estimated driver is so many units for each of another: given levels, growth and the opening alike.
#[test]
fn an_estimated_driver_follows_another_unit_by_unit() {
    let beds = DriverCurve {
        given: vec![110.0, 120.0],
        base: 120.0,
        base_at: 1.0,
        growth: Slot(0),
        opening: Some(100.0),
        per_unit: None,
    };
    let users = DriverCurve { per_unit: Some(Slot(1)), ..beds.clone() };
    let values = [Lanes([-0.03]), Lanes([4.5])];
    let (mut of_beds, mut of_users) = ([Lanes::ZERO; 5], [Lanes::ZERO; 5]);
    assert_eq!(levels(&beds, &values, &mut of_beds).0[0], 100.0);
    assert_eq!(levels(&users, &values, &mut of_users).0[0], 450.0);
    for (beds, users) in of_beds.iter().zip(of_users) {
        close(users.0[0], 4.5 * beds.0[0]);
    }
    // Beds fall by 3 % a year from the level of month 1.
    let log = 0.97_f64.ln() / 12.0;
    close(of_beds[3].0[0], 120.0 * ((log * 3.0).exp() - (log * 2.0).exp()) / log);
}
