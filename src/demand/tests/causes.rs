//! Why demand changes: causes that add up, on roles of every kind.

use super::*;
use proptest::prelude::*;

const MONTHS: usize = 5;

/// methods.md 5.4: from 10 × 2 to 12 × 3 the parts are 5 and 11. Here 100 beds at .2 of which half use it.
#[test]
fn two_causes_have_the_published_parts() {
    let twofold = role(vec![in_use(0, 0, 0)], None);
    let causes = Setting::new(&[1.0], &[(10.0, 12.0)], &[(2.0, 3.0)]).run(&twofold).story.causes;
    let found: Vec<f64> = causes[8..].iter().map(|cause| cause.0[0]).collect();
    assert_eq!(found, [0.0, 5.0, 11.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
}

/// `model-rules` 4: a technology's rows and its effects are one player.
#[test]
fn rows_and_effects_of_a_technology_are_one_cause() {
    let brought = in_use(0, 0, 0);
    let saved =
        Work { factors: vec![0], players: Players { factors: vec![2], ..brought.players.clone() }, ..per_driver(0, 0) };
    let mut setting = Setting::new(&[0.1], &[(100.0, 100.0)], &[(0.2, 0.7)]);
    setting.factors = vec![(1.0, vec![0.8])];
    let causes = setting.run(&role(vec![brought, saved], None)).story.causes;
    // 5 more by use, 2 less by the effect.
    close(causes[8 + 2].0[0], 5.0 - 2.0);
}

/// The floor's cause is what it adds after less what it added before.
#[test]
fn the_floor_is_a_cause_by_what_it_adds_since_the_opening() {
    let small = ProviderRole { floor_fte: 8.0, ..role(vec![per_driver(0, 0)], None) };
    let mut setting = Setting::new(&[0.1], &[], &[]);
    setting.drivers = vec![(50.0, vec![60.0, 90.0])];
    setting.row_months = vec![1, 1];
    let causes = setting.run(&small).story.causes;
    let told = |row: usize, cause: usize| causes[row * 8 + cause].0[0];
    assert_eq!([told(0, 0), told(0, 1)], [3.0, 0.0]);
    close(told(1, 0), 2.0 - 3.0);
    close(told(1, 1), 1.0);
    close(told(2, 0), 0.0 - 3.0);
    close(told(2, 1), 4.0);
}

/// A quantity at the opening and in each month.
fn quantity(size: std::ops::Range<f64>) -> impl Strategy<Value = (f64, Vec<f64>)> {
    (size.clone(), prop::collection::vec(size, MONTHS))
}

/// A share or switch that stays, or changes.
fn changing() -> impl Strategy<Value = Share> {
    prop_oneof![
        Just(Share::constant(1.0)),
        (0.0..1.0).prop_map(Share::constant),
        quantity(0.0..1.0).prop_map(|(opening, monthly)| Share { opening, monthly }),
        prop::collection::vec(0.0..1.0_f64, MONTHS).prop_map(|monthly| Share { opening: 0.0, monthly }),
    ]
}

fn amounts() -> impl Strategy<Value = Amount> {
    prop_oneof![
        Just(Amount::One),
        (0_usize..3).prop_map(Amount::Driver),
        prop::collection::vec(0_usize..3, 0..3).prop_map(Amount::Roles),
    ]
}

fn works() -> impl Strategy<Value = Work> {
    let term = (0_u32..4, any::<bool>(), amounts(), any::<bool>(), prop::option::of(0_usize..2));
    let held = (changing(), changing(), prop::collection::vec(0_usize..2, 0..3), 2_usize..4);
    (term, held).prop_map(|((rate, anchored, amount, sized, curve), (mut share, mut switch, factors, technology))| {
        // New work is what is not there at the opening: gained by its share, or begun later.
        if !anchored {
            if rate % 2 == 0 { share.opening = 0.0 } else { switch.opening = 0.0 }
        }
        let scale = (sized && matches!(amount, Amount::Driver(_))).then_some(0);
        let players = Players {
            amount: (amount != Amount::One).then_some(1),
            curve: curve.map(|_| technology),
            share: Some(4),
            switch: (!switch.monthly.is_empty()).then_some(5),
            factors: factors.iter().map(|factor| 2 + factor).collect(),
        };
        Work { rate: Slot(rate), anchored, amount, scale, curve, share, switch, factors, players, part: ROW }
    })
}

fn surges() -> impl Strategy<Value = Surge> {
    (0_u32..4, amounts(), 0_usize..2, changing(), changing(), 6_usize..8).prop_map(
        |(rate, amount, response, share, switch, cause)| Surge {
            rate: Slot(rate),
            amount,
            response,
            share,
            switch,
            cause,
            part: ROW,
        },
    )
}

fn roles() -> impl Strategy<Value = ProviderRole> {
    let anchor = prop_oneof![Just(None), Just(Some(0.0)), (0.5..80.0).prop_map(Some)];
    let works = prop::collection::vec(works(), 0..5);
    (works, prop::collection::vec(surges(), 0..3), anchor, 0.0..30.0, any::<bool>(), changing(), -0.6..0.3).prop_map(
        |(works, surge, anchor, floor_fte, floor_always, share, exponent)| {
            let sizes = vec![(0, share), (1, Share::constant(1.0))];
            let scales = vec![Scale { exponent, reference: 50.0, sizes }];
            ProviderRole { surge, scales, floor_fte, floor_always, ..role(works, anchor) }
        },
    )
}

fn settings() -> impl Strategy<Value = Setting> {
    let values = prop::collection::vec(0.001..0.2, 4);
    let many = |size: std::ops::Range<f64>, count: usize| prop::collection::vec(quantity(size), count);
    let demand = (values, many(0.0..200.0, 3), many(0.0..1.0, 2), many(0.0..1.0, 2), many(0.2..1.5, 2));
    (demand, many(0.0..40.0, 3)).prop_map(|((values, drivers, curves, responses, mut factors), steady)| {
        factors.iter_mut().for_each(|factor| factor.0 = 1.0);
        Setting { values, drivers, curves, responses, factors, steady, row_months: vec![3, 2] }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn demand_is_what_the_rules_say(role in roles(), setting in settings()) {
        let demand = setting.run(&role);
        let pairs = std::iter::once((None, demand.opening, demand.opening_surge))
            .chain((0..MONTHS).map(|month| (Some(month), demand.steady[month], demand.surge[month])));
        for (month, steady, surge) in pairs {
            let (expected, extra) = (truth::steady(&setting, &role, month), truth::surge(&setting, &role, month));
            prop_assert!((steady.0[0] - expected).abs() < 1e-9 * expected.max(1.0), "{month:?}: {steady:?} {expected}");
            prop_assert!((surge.0[0] - extra).abs() < 1e-9 * extra.max(1.0), "{month:?}: {surge:?} {extra}");
        }
    }

    #[test]
    fn causes_and_parts_add_up(role in roles(), setting in settings()) {
        let demand = setting.run(&role);
        let (wide, kinds) = (role.causes.len(), role.parts.len());
        let total = |lanes: &[Lanes<1>]| lanes.iter().map(|lane| lane.0[0]).sum::<f64>();
        let opening = demand.opening.0[0] + demand.opening_surge.0[0];
        let parts = |row: usize| -> f64 { demand.story.parts[row * kinds..][..kinds].iter().map(|part| part.fte.0[0]).sum() };
        prop_assert!((parts(0) - opening).abs() < 1e-9 * opening.max(1.0));
        let mut months = 0..0;
        for (row, &count) in setting.row_months.iter().enumerate() {
            months = months.end..months.end + count;
            let needed = total(&demand.steady[months.clone()]) + total(&demand.surge[months.clone()]);
            let causes = total(&demand.story.causes[(row + 1) * wide..][..wide]);
            let size = needed.max(opening).max(1.0);
            prop_assert!((causes - (needed - opening * count as f64)).abs() < 1e-9 * size, "{causes} {needed} {opening}");
            prop_assert!((parts(row + 1) - needed).abs() < 1e-9 * size);
        }
    }

    /// What does not change is no cause.
    #[test]
    fn without_change_nothing_is_a_cause(role in roles(), setting in settings()) {
        let mut still = setting;
        let quantities = [&mut still.drivers, &mut still.curves, &mut still.responses, &mut still.factors, &mut still.steady];
        quantities.into_iter().flatten().for_each(|(opening, months)| months.fill(*opening));
        let mut still_role = role;
        let hold = |share: &mut Share| share.monthly.clear();
        still_role.work.iter_mut().for_each(|work| { hold(&mut work.share); hold(&mut work.switch); });
        still_role.surge.iter_mut().for_each(|surge| { hold(&mut surge.share); hold(&mut surge.switch); });
        still_role.scales.iter_mut().flat_map(|scale| &mut scale.sizes).for_each(|(_, share)| hold(share));
        let demand = still.run(&still_role);
        let wide = still_role.causes.len();
        prop_assert!(demand.story.causes[wide..].iter().all(|cause| cause.0[0].abs() < 1e-9), "{:?}", demand.story.causes);
    }
}
