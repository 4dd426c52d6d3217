//! Known answers of leaving and recruiting.

use super::*;
use crate::domain::HiringPolicy;
use crate::program::Slot;
use proptest::prelude::*;

fn role(opening_fte: f64, establishment: f64) -> ProviderRole {
    ProviderRole {
        role: 0,
        work: Vec::new(),
        anchor_fte: None,
        floor_fte: 0.0,
        floor_always: false,
        opening_fte,
        opening_establishment_fte: establishment,
        establishment_fte: Vec::new(),
        establishment_end_fte: Vec::new(),
        leavers: Slot(0),
        retirement: Slot(1),
        time_to_fill: Slot(2),
    }
}

/// States after each month, with the flows, under a policy.
fn months(policy: HiringPolicy, role: &ProviderRole, rates: [f64; 3], count: usize) -> Vec<(State<1>, Flows<1>)> {
    let [leavers, retirement, fill] = rates.map(|rate| Lanes([rate]));
    let rates = Rates::new(leavers, retirement, fill);
    let (policy, mut state) = policy::opening(policy, role, &rates, fill);
    let mut found = Vec::new();
    for _ in 0..count {
        let decisions = policy.decide(after_exits(&state, &rates), &state, role.opening_establishment_fte);
        let (next, flows) = step(&state, &decisions, &rates);
        found.push((next, flows));
        state = next;
    }
    found
}

/// methods.md 3.1: 30 % a year is 2.92855 % a month; a year of months leaves 70 %, not 73.8 %.
#[test]
fn an_annual_chance_becomes_a_hazard_and_not_a_twelfth() {
    let hazard = -(1.0_f64 - 0.30).ln();
    let path = months(HiringPolicy::None, &role(100.0, 100.0), [0.0, hazard, 3.0], 12);
    assert!((path[0].1.retirements.0[0] - 2.92855).abs() < 5e-6);
    assert!((path[11].0.stock.0[0] - 70.0).abs() < 1e-10);
}

/// methods.md 3.1: competing exits are split by their hazards.
#[test]
fn leavers_and_retirements_share_the_exits_by_their_hazards() {
    let path = months(HiringPolicy::None, &role(50.0, 50.0), [0.15, 0.05, 3.0], 1);
    let flows = path[0].1;
    assert!((flows.leavers.0[0] / flows.retirements.0[0] - 3.0).abs() < 1e-12);
    let expected = 50.0 * (1.0 - (-0.2_f64 / 12.0).exp());
    assert!((flows.leavers.0[0] + flows.retirements.0[0] - expected).abs() < 1e-12);
}

/// model-rules 7: with a hazard of 18 % a year and 100 posts vacancies settle at 1.50, 2.93 and 5.67 for times to fill of
/// one, two and four months (in continuous time 1.48, 2.91, 5.66).
#[test]
fn vacancies_settle_as_the_rules_say() {
    for (time_to_fill, expected) in [(1.0, 1.50), (2.0, 2.93), (4.0, 5.67)] {
        let path = months(HiringPolicy::FillEstablishment, &role(100.0, 100.0), [0.18, 0.0, time_to_fill], 600);
        let (before, after) = (path[598].0.stock.0[0], path[599].0.stock.0[0]);
        let vacancies = 100.0 - 0.5 * (before + after);
        assert!((vacancies - expected).abs() < 0.005, "{time_to_fill}: {vacancies}");
    }
}

/// methods.md 3.3: three stages with a mean of 6 months fill 26.4 %, 59.4 % … of a vacancy that passed its first stage;
/// here all of a single requisition arrives in the end, and on average after the time to fill.
#[test]
fn a_requisition_arrives_after_its_time_to_fill_on_average() {
    let rates = Rates::<1>::new(Lanes::ZERO, Lanes::ZERO, Lanes([5.0]));
    let mut state = State { stock: Lanes::ZERO, stages: [Lanes::ZERO; STAGES] };
    let none = Decisions { opened: Lanes::ZERO, cancelled: [Lanes::ZERO; STAGES] };
    let mut waited = 0.0;
    for month in 0..200 {
        let decisions = if month == 0 { Decisions { opened: Lanes([1.0]), ..none } } else { none };
        let (next, _) = step(&state, &decisions, &rates);
        waited += 0.5
            * (next.recruiting().0[0] + if month == 0 { 1.0 } else { state.recruiting().0[0] })
            * if month == 0 { 0.5 } else { 1.0 };
        state = next;
    }
    assert!((state.stock.0[0] - 1.0).abs() < 1e-12);
    assert!((waited - 5.0).abs() < 0.03, "{waited}");
}

#[test]
fn replacing_leavers_holds_staff_and_pipeline_of_the_opening() {
    let path = months(HiringPolicy::ReplaceLeavers, &role(80.0, 100.0), [0.2, 0.0, 3.0], 400);
    let last = path[399].0;
    let pipeline = 80.0 * (1.0 - (-0.2_f64 / 12.0).exp()) * 3.0;
    let held = last.stock.0[0] + last.recruiting().0[0];
    assert!(pipeline < 20.0 && (held - (80.0 + pipeline)).abs() < 0.2, "{held}");
}

#[test]
fn a_smaller_establishment_cancels_requisitions_and_dismisses_nobody() {
    let rates = Rates::<1>::new(Lanes::ZERO, Lanes::ZERO, Lanes([6.0]));
    let state = State { stock: Lanes([10.0]), stages: [Lanes([2.0]), Lanes([1.0]), Lanes([1.0])] };
    let decisions = policy::Policy::Fill.decide(state.stock, &state, 11.0);
    assert_eq!(decisions.cancelled.map(|stage| stage.0[0]), [2.0, 1.0, 0.0]);
    assert_eq!(decisions.opened.0[0], 0.0);
    let below = policy::Policy::Fill.decide(state.stock, &state, 5.0);
    let (next, flows) = step(&state, &below, &rates);
    assert_eq!((next.stock.0[0], flows.hires.0[0], next.recruiting().0[0]), (10.0, 0.0, 0.0));
}

proptest! {
    #[test]
    fn opening_plus_in_minus_out_is_closing(
        stock in 0.0..500.0, establishment in 0.0..500.0, leavers in 0.0..1.5, retirement in 0.0..0.5, fill in 0.1..24.0,
    ) {
        let role = role(stock, establishment);
        let mut before = stock;
        for (state, flows) in months(HiringPolicy::FillEstablishment, &role, [leavers, retirement, fill], 60) {
            let after = before + flows.hires.0[0] - flows.leavers.0[0] - flows.retirements.0[0];
            prop_assert!((state.stock.0[0] - after).abs() < 1e-9);
            prop_assert!(flows.hires.0[0] >= -1e-12 && flows.leavers.0[0] >= 0.0 && state.recruiting().0[0] >= -1e-12);
            before = state.stock.0[0];
        }
    }

    #[test]
    fn a_step_is_linear_in_its_decisions(
        opened in 0.0..20.0, other in 0.0..20.0, cancelled in 0.0..2.0, fill in 0.2..12.0,
    ) {
        let rates = Rates::<1>::new(Lanes([0.2]), Lanes([0.03]), Lanes([fill]));
        let state = State { stock: Lanes([40.0]), stages: [Lanes([2.0]); STAGES] };
        let with = |opened: f64, cancelled: f64| {
            let decisions = Decisions { opened: Lanes([opened]), cancelled: [Lanes([cancelled]); STAGES] };
            step(&state, &decisions, &rates).0.stock.0[0]
        };
        let parts = with(opened, 0.0) + with(other, cancelled) - with(0.0, 0.0);
        prop_assert!((with(opened + other, cancelled) - parts).abs() < 1e-10);
    }
}
