//! Whom to recruit, and how long it takes.

use super::super::policy::Seen;
use super::*;

/// model-rules 7: with a hazard of 18 % a year and 100 posts vacancies settle at 1.50, 2.93 and 5.67 for times to fill of
/// one, two and four months (in continuous time 1.48, 2.91, 5.66).
#[test]
fn vacancies_settle_as_the_rules_say() {
    for (time_to_fill, expected) in [(1.0, 1.50), (2.0, 2.93), (4.0, 5.67)] {
        let team = case(HiringPolicy::FillEstablishment, 100.0, 100.0).with(LEAVERS, 0.18).with(FILL, time_to_fill);
        let months = team.months(600);
        let vacancies = 100.0 - 0.5 * (months[598].contracted + months[599].contracted);
        close(vacancies, expected, 0.005);
    }
}

/// methods.md 3.3: three stages, exactly: of requisitions opened in the middle of the first month 1 − e^(−x)(1 + x + x²/2)
/// have arrived after t months, x = 3(t − 1/2)/mean.
#[test]
fn requisitions_arrive_as_erlang_says() {
    let mut team = case(HiringPolicy::Schedule, 0.0, 0.0).with(FILL, 5.0);
    team.role.staff.scheduled_hires = vec![1.0];
    let months = team.months(200);
    for (index, month) in months.iter().enumerate() {
        let x = 3.0 * (index as f64 + 0.5) / 5.0;
        close(month.contracted, 1.0 - (-x).exp() * (1.0 + x + 0.5 * x * x), 1e-12);
        close(month.contracted + month.recruiting, 1.0, 1e-12);
    }
}

#[test]
fn a_requisition_arrives_after_its_time_to_fill_on_average() {
    let mut team = case(HiringPolicy::Schedule, 0.0, 0.0).with(FILL, 5.0);
    team.role.staff.scheduled_hires = vec![1.0];
    let months = team.months(200);
    // Half of the first month, then the mean of both ends of each month.
    let mut waited = 0.25 * (1.0 + months[0].recruiting);
    waited += months.windows(2).map(|pair| 0.5 * (pair[0].recruiting + pair[1].recruiting)).sum::<f64>();
    close(waited, 5.0, 0.03);
}

/// `model-rules` 6: vacancies of the opening stand in equal parts in the three stages.
#[test]
fn vacancies_of_the_opening_are_on_their_way() {
    for policy in [HiringPolicy::FillEstablishment, HiringPolicy::CloseGap] {
        let mut team = case(policy, 91.0, 100.0).with(FILL, 6.0);
        team.steady = 100.0;
        let month = team.months(1)[0];
        // x = 3/6: from the stages 1 − e^(−x)(1 + x + x²/2), 1 − e^(−x)(1 + x) and 1 − e^(−x) have arrived.
        let (none, x): (f64, f64) = ((-0.5_f64).exp(), 0.5);
        let arrived = 3.0 - none * (3.0 + 2.0 * x + 0.5 * x * x);
        close(month.hires, 3.0 * arrived, 1e-12);
        close(month.contracted + month.recruiting, 100.0, 1e-12);
    }
    for policy in [HiringPolicy::None, HiringPolicy::Schedule] {
        let month = case(policy, 91.0, 100.0).months(1)[0];
        assert_eq!((month.hires, month.recruiting), (0.0, 0.0));
    }
}

#[test]
fn replacing_leavers_holds_staff_and_pipeline_of_the_opening() {
    let team = case(HiringPolicy::ReplaceLeavers, 80.0, 100.0).with(LEAVERS, 0.2);
    let pipeline = 80.0 * (1.0 - (-0.2_f64 / 12.0).exp()) * 3.0;
    let last = team.months(400)[399];
    assert!(pipeline < 20.0);
    close(last.contracted + last.recruiting, 80.0 + pipeline, 0.2);
    // With fewer vacancies than that, all of them and no more.
    let full = case(HiringPolicy::ReplaceLeavers, 80.0, 81.0).with(LEAVERS, 0.2).months(400)[399];
    close(full.contracted + full.recruiting, 81.0, 0.2);
}

/// A source of staff for other roles holds what it has, whatever the others do.
#[test]
fn a_source_of_staff_holds_what_it_has() {
    for policy in [HiringPolicy::FillEstablishment, HiringPolicy::CloseGap, HiringPolicy::Schedule] {
        let one = Lanes::<1>::splat;
        let (found, standing) = Policy::opening(policy, true, one(50.0), one(30.0), one(0.8), one(3.0));
        assert!(matches!(found, Policy::Hold(target) if (target.0[0] - 52.4).abs() < 1e-12), "{found:?}");
        close(standing.0[0], 2.4, 1e-12);
    }
}

#[test]
fn the_establishment_is_filled_as_it_changes() {
    let mut team = case(HiringPolicy::FillEstablishment, 20.0, 20.0).with(FILL, AT_ONCE);
    team.role.establishment_end_fte = vec![20.0, 25.0, 25.0, 22.0];
    let found: Vec<f64> = team.months(4).iter().map(|month| month.contracted).collect();
    // Posts that go are not filled again; nobody is dismissed.
    found.iter().zip([20.0, 25.0, 25.0, 25.0]).for_each(|(found, expected)| close(*found, expected, 1e-9));
}

/// Closing the gap meets this month's steady demand, and knows no establishment.
#[test]
fn closing_the_gap_recruits_up_to_steady_demand() {
    let mut team = case(HiringPolicy::CloseGap, 20.0, 20.0).with(FILL, AT_ONCE);
    team.steady = 33.0;
    close(team.months(1)[0].contracted, 33.0, 1e-9);
    team.steady = 11.0;
    close(team.months(1)[0].contracted, 20.0, 1e-9);
}

#[test]
fn a_schedule_recruits_what_it_says_and_replaces_nobody() {
    let mut team = case(HiringPolicy::Schedule, 20.0, 30.0).with(FILL, AT_ONCE).with(LEAVERS, 0.12);
    team.role.staff.scheduled_hires = vec![0.0, 4.0, 0.0, 1.5];
    let months = team.months(6);
    let hires: Vec<f64> = months.iter().map(|month| month.hires).collect();
    hires.iter().zip([0.0, 4.0, 0.0, 1.5, 0.0, 0.0]).for_each(|(found, expected)| close(*found, expected, 1e-9));
}

fn seen(stock: f64, recruiting: f64, establishment: f64) -> Seen<1> {
    let [stock, recruiting] = [stock, recruiting].map(Lanes::splat);
    Seen { stock, recruiting, due: Lanes::ZERO, establishment, steady: Lanes::ZERO, scheduled: Lanes::ZERO }
}

fn pipeline(stages: [f64; 3], waiting: f64) -> Pipeline<1> {
    Pipeline { stages: stages.map(Lanes::splat), waiting: Lanes::splat(waiting) }
}

/// `model-rules` 9: the earliest stage first; accepted offers last.
#[test]
fn a_smaller_establishment_cancels_requisitions_from_the_earliest_stage_on() {
    let standing = pipeline([2.0, 1.0, 1.0], 3.0);
    for (establishment, cancelled, withdrawn) in [
        (17.5, [0.0, 0.0, 0.0], 0.0),
        (16.0, [1.0, 0.0, 0.0], 0.0),
        (14.5, [2.0, 0.5, 0.0], 0.0),
        (12.0, [2.0, 1.0, 1.0], 1.0),
        (5.0, [2.0, 1.0, 1.0], 3.0),
    ] {
        let decisions = Policy::Fill.decide(&seen(10.0, 7.0, establishment), &standing);
        assert_eq!(decisions.cancelled.map(|stage| stage.0[0]), cancelled);
        assert_eq!((decisions.withdrawn.0[0], decisions.opened.0[0]), (withdrawn, (establishment - 17.0).max(0.0)));
    }
}

#[test]
fn what_is_cancelled_never_arrives_and_nobody_is_dismissed() {
    let mut team = case(HiringPolicy::FillEstablishment, 10.0, 14.0).with(FILL, 6.0);
    team.role.establishment_end_fte = vec![5.0; 40];
    for month in team.months(40) {
        assert_eq!((month.contracted, month.hires, month.recruiting), (10.0, 0.0, 0.0));
    }
}

#[test]
fn dated_times_to_fill_hold_from_their_month() {
    let mut team = case(HiringPolicy::Schedule, 0.0, 0.0).with(FILL, 6.0).with(SPARE, AT_ONCE);
    let first = team.epoch().clone();
    team.role.staff.epochs.push(Epoch { from: 2, time_to_fill: SPARE, ..first });
    team.role.staff.scheduled_hires = vec![1.0, 1.0];
    let months = team.months(3);
    assert!(months[1].contracted < 0.3);
    close(months[2].contracted, 2.0, 1e-9);
}
