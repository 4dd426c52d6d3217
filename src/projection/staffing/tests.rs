//! Moves between the roles of a provider, month by month.

use super::*;
use crate::program::{ProviderRole, Slot};
use proptest::prelude::*;

const COMPLETION: Slot = Slot(0);
const FILL: Slot = Slot(1);
const ONE: Slot = Slot(2);
const LEAVERS: Slot = Slot(3);

/// A provider's roles and moves, with their values.
struct Case {
    provider: Provider,
    values: [f64; 4],
    policy: HiringPolicy,
}

/// Roles with so many staff and no vacancy.
fn case(staff: &[f64], moves: Vec<Move>) -> Case {
    let role = |(index, &fte): (usize, &f64)| {
        let mut role = ProviderRole { role: index, opening_establishment_fte: fte, ..ProviderRole::example() };
        role.establishment_end_fte = vec![fte; 120];
        role.staff.opening_fte = fte;
        let epoch = &mut role.staff.epochs[0];
        (epoch.leavers, epoch.time_to_fill, epoch.offer_accept, epoch.start_productivity) = (LEAVERS, FILL, ONE, ONE);
        role
    };
    let provider = Provider { roles: staff.iter().enumerate().map(role).collect(), moves, ..Provider::default() };
    Case { provider, values: [1.0, 3.0, 1.0, 0.0], policy: HiringPolicy::None }
}

/// A move by plan of so many FTE a month, which takes `months` and is completed by all.
fn planned(from: usize, to: usize, monthly: f64, months: usize) -> Move {
    Move {
        from,
        to,
        planned: vec![monthly; 120],
        hazard: 0.0,
        months,
        completion: COMPLETION,
        productivity: 0.5,
        cost_each: None,
        planned_cost_each: Vec::new(),
    }
}

fn by_choice(from: usize, to: usize, hazard: f64) -> Move {
    Move { hazard, ..planned(from, to, 0.0, 0) }
}

/// A month of one role: its standing after it, what happened, and what retraining cost.
type Month = (Standing<1>, Flows<1>, f64);

impl Case {
    /// The months, by role.
    fn months(&self, count: usize) -> Vec<Vec<Month>> {
        let members: Vec<usize> = (0..self.provider.roles.len()).collect();
        let values = self.values.map(Lanes::splat);
        let terms = Terms { values: &values, policy: self.policy, luck: None, months: 120 };
        let mut staffing = Staffing::new(&self.provider, &members, &[true; 8], &terms);
        let mut found: Vec<Vec<Month>> = vec![Vec::new(); members.len()];
        for month in 0..count {
            staffing.month(month, &values, |_| Lanes::ZERO);
            for (found, passed) in found.iter_mut().zip(&staffing.months) {
                found.push((passed.after, passed.flows, passed.retraining_cost.0[0]));
            }
        }
        found
    }
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-10, "{found} instead of {expected}");
}

/// `design` section 4: a trainee leaves the source at the start, counts in part there, then joins; who fails returns.
#[test]
fn people_in_retraining_leave_at_once_join_later_and_return_if_they_fail() {
    let mut case = case(&[40.0, 5.0], vec![planned(0, 1, 2.0, 3)]);
    case.values[0] = 0.8;
    let months = case.months(6);
    for (month, (source, target)) in months[0].iter().zip(&months[1]).enumerate() {
        let began = (month + 1) as f64 * 2.0;
        let ended = (month as f64 - 2.0).max(0.0) * 2.0;
        let (source, flows, _) = *source;
        close(flows.moved_out.0[0], 2.0);
        close(flows.moved_in.0[0], if month >= 3 { 0.4 } else { 0.0 });
        close(source.contracted.0[0], 40.0 - began + 0.2 * ended);
        close(source.retraining.0[0], 0.5 * (began - ended));
        let (target, flows, _) = *target;
        close(flows.moved_in.0[0], if month >= 3 { 1.6 } else { 0.0 });
        close(target.contracted.0[0], 5.0 + 0.8 * ended);
        assert_eq!((target.retraining.0[0], flows.moved_out.0[0]), (0.0, 0.0));
    }
}

#[test]
fn who_needs_no_retraining_joins_in_the_same_month() {
    let months = case(&[40.0, 5.0], vec![planned(0, 1, 2.0, 0)]).months(3);
    for (month, (source, target)) in months[0].iter().zip(&months[1]).enumerate() {
        let moved = 2.0 * (month + 1) as f64;
        close(source.0.contracted.0[0], 40.0 - moved);
        close(target.0.contracted.0[0], 5.0 + moved);
        assert_eq!(source.0.retraining.0[0], 0.0);
    }
}

#[test]
fn no_more_people_move_than_there_are() {
    let months = case(&[5.0, 0.0], vec![planned(0, 1, 2.0, 1)]).months(5);
    let moved: Vec<f64> = months[0].iter().map(|(_, flows, _)| flows.moved_out.0[0]).collect();
    assert_eq!(moved, [2.0, 2.0, 1.0, 0.0, 0.0]);
    close(months[1][4].0.contracted.0[0], 5.0);
}

/// methods.md 3.1: moves by choice compete with leaving; both are shared by their hazards.
#[test]
fn moves_by_choice_are_competing_exits() {
    let mut case = case(&[60.0, 0.0], vec![by_choice(0, 1, 0.1)]);
    case.values[LEAVERS.0 as usize] = 0.2;
    let months = case.months(12);
    let gone = 60.0 * (1.0 - (-0.3_f64 / 12.0).exp());
    let (_, flows, _) = months[0][0];
    close(flows.moved_out.0[0], gone / 3.0);
    close(flows.leavers.0[0], gone * 2.0 / 3.0);
    close(months[1][0].1.moved_in.0[0], gone / 3.0);
    close(months[0][11].0.contracted.0[0], 60.0 * (-0.3_f64).exp());
}

/// A chance of 10 % a year is a hazard of −ln .9: a year later a tenth has moved.
#[test]
fn a_year_of_moves_by_choice_is_the_yearly_chance() {
    let months = case(&[60.0, 0.0], vec![by_choice(0, 1, -(0.9_f64.ln()))]).months(12);
    close(months[0][11].0.contracted.0[0], 54.0);
    close(months[1][11].0.contracted.0[0], 6.0);
}

/// methods.md 3.5: P = [[.8, .15, .05], [0, .9, .1], [0, 0, 1]] has the hazards −ln .8 out of the first role and −ln .9 out
/// of the second, shared so that a year of months gives P again (two moves within a month are rarer than a month's step).
#[test]
fn yearly_chances_between_three_roles_come_back() {
    // log P by hand: P is triangular, so q₁₂ = .15·(ln .8 − ln .9)/(.8 − .9), and q₁₃ makes the row add up to 0.
    let (first, second) = (-(0.8_f64.ln()), -(0.9_f64.ln()));
    let onward = 0.15 * (0.8_f64.ln() - 0.9_f64.ln()) / (0.8 - 0.9);
    let moves = vec![by_choice(0, 1, onward), by_choice(0, 2, first - onward), by_choice(1, 2, second)];
    let months = case(&[100.0, 0.0, 0.0], moves).months(12);
    let after = |role: usize| months[role][11].0.contracted.0[0];
    close(after(0), 80.0);
    assert!((after(1) - 15.0).abs() < 0.1 && (after(2) - 5.0).abs() < 0.1, "{} {}", after(1), after(2));
}

/// Several moves from one role share those who go by choice, each by its hazard.
#[test]
fn moves_from_one_role_share_by_their_hazards() {
    let moves = vec![by_choice(0, 1, 0.3), by_choice(0, 2, 0.1), planned(0, 2, 1.0, 0)];
    let months = case(&[80.0, 0.0, 0.0], moves).months(1);
    let gone = 80.0 * (1.0 - (-0.4_f64 / 12.0).exp());
    close(months[1][0].1.moved_in.0[0], gone * 0.75);
    close(months[2][0].1.moved_in.0[0], gone * 0.25 + 1.0);
    close(months[0][0].1.moved_out.0[0], gone + 1.0);
}

/// `design` section 4: who joins from retraining within the mean time to fill is not recruited as well.
#[test]
fn people_due_from_retraining_are_not_recruited() {
    for (months, expected) in [(2, 10.0 - 1.6), (3, 10.0 - 1.6), (4, 10.0)] {
        let mut case = case(&[40.0, 10.0], vec![planned(0, 1, 2.0, months)]);
        case.provider.moves[0].planned = vec![2.0; 1].into_iter().chain(vec![0.0; 119]).collect();
        case.values[0] = 0.8;
        case.policy = HiringPolicy::FillEstablishment;
        let role = &mut case.provider.roles[1];
        role.opening_establishment_fte = 20.0;
        role.establishment_end_fte = vec![20.0; 120];
        let (target, ..) = case.months(1)[1][0];
        close(target.recruiting.0[0] + target.contracted.0[0] - 10.0, expected);
    }
}

#[test]
fn retraining_is_paid_by_the_role_that_gains_for_each_who_begins() {
    let mut case = case(&[40.0, 5.0], vec![planned(0, 1, 2.0, 3)]);
    case.provider.moves[0].planned_cost_each = vec![Some(1500.0); 120];
    let months = case.months(2);
    assert_eq!((months[0][1].2, months[1][1].2), (0.0, 3000.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Nobody is lost between roles: staff, people in retraining and those who left are those of the opening and those hired.
    #[test]
    fn nobody_is_lost_between_roles(
        staff in prop::collection::vec(0.0..60.0, 3), monthly in 0.0..3.0, hazard in 0.0..0.5, months in 0_usize..8,
        completion in 0.0..1.0, leavers in 0.0..0.6, fill in 0.3..9.0,
    ) {
        let moves = vec![
            Move { hazard, ..planned(0, 1, monthly, months) },
            Move { hazard: 0.5 * hazard, ..planned(1, 2, 0.5 * monthly, 2) },
            planned(2, 0, 0.1, 0),
        ];
        let mut case = case(&staff, moves);
        case.values = [completion, fill, 1.0, leavers];
        case.policy = HiringPolicy::FillEstablishment;
        let (mut there, mut retraining) = (staff.clone(), 0.0);
        let found = case.months(36);
        for month in 0..36 {
            for (role, months) in found.iter().enumerate() {
                let (standing, flows, _) = months[month];
                let into = flows.hires + flows.graduates + flows.moved_in;
                let out = flows.leavers + flows.retirements + flows.moved_out + flows.released;
                let after = there[role] + into.0[0] - out.0[0];
                prop_assert!((standing.contracted.0[0] - after).abs() < 1e-9);
                retraining += flows.moved_out.0[0] - flows.moved_in.0[0];
                there[role] = after;
            }
            let working: f64 = found.iter().map(|months| months[month].0.retraining.0[0]).sum();
            prop_assert!((working - 0.5 * retraining).abs() < 1e-9, "{working} {retraining}");
        }
    }
}
