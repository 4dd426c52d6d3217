//! What holds whatever the plan: nobody is lost, and a month is linear in what is decided.

use super::*;
use crate::program::Course;
use proptest::prelude::*;

fn policies() -> impl Strategy<Value = HiringPolicy> {
    prop::sample::select(vec![
        HiringPolicy::None,
        HiringPolicy::ReplaceLeavers,
        HiringPolicy::FillEstablishment,
        HiringPolicy::CloseGap,
        HiringPolicy::Schedule,
    ])
}

fn cases() -> impl Strategy<Value = Case> {
    let staff = (policies(), 0.0..200.0, 0.0..200.0, 0.001..1.5, 0.0..0.4, 0.3..4.0);
    let hiring = (0.1..18.0, 0.0..1.0, prop::option::of(0.0..40.0), 0.0..0.3, 0.0..250.0);
    let months = || prop::collection::vec(0.0..8.0, 0..40);
    let plans = (months(), months(), months(), prop::collection::vec(0.0..200.0, 48), 0_usize..18, 0.0..1.0);
    (staff, hiring, plans).prop_map(|(staff, hiring, plans)| {
        let (policy, fte, establishment, leavers, retirement, multiplier) = staff;
        let (fill, accept, limit, moving, steady) = hiring;
        let (ending, hires, releases, ends, to_productive, start) = plans;
        let mut team = case(policy, fte, establishment).with(LEAVERS, leavers).retiring(retirement);
        team = team.with_newcomers(multiplier, to_productive, start).with(FILL, fill).with(ACCEPT, accept);
        (team.moving, team.steady) = (moving, steady);
        team.epoch().max_hires = limit.unwrap_or(f64::INFINITY);
        team.role.establishment_end_fte = ends;
        let staff = &mut team.role.staff;
        (staff.scheduled_hires, staff.scheduled_releases) = (hires, releases);
        staff.courses = vec![Course { ending, completion: ONE, employed: ACCEPT, age: 25.0, cost: Vec::new() }];
        staff.hazards.joined = Age::ByYear((0..80).map(|age| if age > 60 { 0.8 } else { 0.01 }).collect());
        team
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn opening_plus_in_minus_out_is_closing(team in cases()) {
        let mut before = team.role.staff.opening_fte;
        for month in team.months(48) {
            let out = month.leavers + month.retirements + month.moved_out + month.released;
            let after = before + month.hires + month.graduates - out;
            prop_assert!((month.contracted - after).abs() < 1e-9, "{month:?}");
            let flows = [month.hires, month.graduates, month.leavers, month.retirements, month.moved_out, month.released];
            prop_assert!(flows.iter().all(|&flow| flow >= -1e-12), "{month:?}");
            prop_assert!(month.contracted >= -1e-12 && month.recruiting >= -1e-9, "{month:?}");
            prop_assert!(month.productive.is_finite());
            before = month.contracted;
        }
    }

    #[test]
    fn opening_plus_in_minus_out_is_closing_for_whole_people(team in cases(), seed in any::<u64>()) {
        let heads = (team.role.staff.opening_fte / 0.8).round();
        let mut team = team;
        (team.role.staff.opening_fte, team.role.staff.fte_per_head) = (heads * 0.8, 0.8);
        let mut before = Lanes::<2>::splat(heads * 0.8);
        let mut worst = 0.0_f64;
        team.simulate::<2>(Some(Luck { seed, first_draw: 6 }), 36, |_, flows, standing| {
            let out = flows.leavers + flows.retirements + flows.moved_out + flows.released;
            let after = before + flows.hires + flows.graduates - out;
            for lane in 0..2 {
                worst = worst.max((standing.contracted.0[lane] - after.0[lane]).abs());
                worst = worst.max(-standing.contracted.0[lane]);
            }
            before = standing.contracted;
        });
        prop_assert!(worst < 1e-9, "{worst}");
    }

    /// Dynamics are linear in what is decided: the effects of two decisions add up (no limit is in the way).
    #[test]
    fn a_month_is_linear_in_its_decisions(
        opened in 0.0..20.0, other in 0.0..20.0, cancelled in 0.0..2.0, fill in 0.2..12.0, accept in 0.0..1.0,
    ) {
        let team = case(HiringPolicy::FillEstablishment, 40.0, 49.0).with(LEAVERS, 0.2).retiring(0.03);
        let team = team.with_newcomers(1.5, 6, 0.3).with(FILL, fill).with(ACCEPT, accept);
        let values = team.values.map(Lanes::splat);
        // Two months after the decision, so that arrivals leave again and learn.
        let with = |opened: f64, cancelled: f64| {
            let mut role = Team::<1>::new(&team.role, &values, team.policy, false, 0.0, None);
            let none = Decisions { opened: Lanes::ZERO, cancelled: [Lanes::ZERO; STAGES], withdrawn: Lanes::ZERO };
            let first = Decisions { opened: Lanes([opened]), cancelled: [Lanes([cancelled]); STAGES], ..none };
            for (month, decisions) in [first, none, none].iter().enumerate() {
                role.leave(month, &values);
                let starts = role.advance(decisions);
                role.arrive(starts);
            }
            let standing = role.standing(Lanes::ZERO);
            [standing.contracted, standing.productive, standing.recruiting].map(|fte| fte.0[0])
        };
        let (both, one, another, neither) =
            (with(opened + other, cancelled), with(opened, 0.0), with(other, cancelled), with(0.0, 0.0));
        for index in 0..3 {
            let parts = one[index] + another[index] - neither[index];
            prop_assert!((both[index] - parts).abs() < 1e-10, "{both:?} {parts}");
        }
    }
}
