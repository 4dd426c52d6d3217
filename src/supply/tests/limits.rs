//! How many may start in a forecast year (`model-rules` 9).

use super::*;

fn limited(limit: f64) -> Case {
    let mut team = case(HiringPolicy::FillEstablishment, 0.0, 50.0).with(FILL, AT_ONCE);
    team.epoch().max_hires = limit;
    team
}

#[test]
fn a_limit_holds_in_each_forecast_year() {
    let months = limited(12.0).months(40);
    for (year, months) in months.chunks(12).enumerate() {
        close(months.iter().map(|month| month.hires).sum(), 12.0, 1e-9);
        // All who may start do so at once; the limit begins anew after twelve months.
        close(months[0].hires, 12.0, 1e-9);
        close(months[0].contracted, 12.0 * (year as f64 + 1.0), 1e-9);
    }
}

/// Who has accepted waits; nobody is recruited in their place.
#[test]
fn who_may_not_start_this_year_waits_and_is_not_recruited_again() {
    for month in limited(12.0).months(30) {
        close(month.contracted + month.recruiting, 50.0, 1e-9);
    }
    let months = limited(12.0).with(LEAVERS, 0.1).months(60);
    for (index, month) in months.iter().enumerate() {
        // Leavers of the first half month are replaced in the next.
        assert!((month.contracted + month.recruiting - 50.0).abs() < 0.06, "{index}: {month:?}");
    }
}

#[test]
fn a_slow_stream_reaches_the_limit_in_the_course_of_the_year() {
    let team = limited(12.0).with(FILL, 6.0);
    let months = team.months(36);
    let free = case(HiringPolicy::FillEstablishment, 0.0, 50.0).with(FILL, 6.0).months(12);
    let (mut free_sum, mut sum) = (0.0, 0.0);
    for (limited, free) in months.iter().zip(free) {
        (free_sum, sum) = (free_sum + free.hires, sum + limited.hires);
        close(sum, f64::min(free_sum, 12.0), 1e-9);
    }
    assert!(months.chunks(12).all(|year| year.iter().map(|month| month.hires).sum::<f64>() < 12.0 + 1e-9));
}

#[test]
fn who_waits_is_told_no_when_posts_go() {
    let mut team = limited(12.0);
    team.role.establishment_end_fte = [vec![50.0; 6], vec![20.0; 30]].concat();
    let months = team.months(36);
    close(months[5].recruiting, 38.0, 1e-9);
    close(months[6].recruiting, 8.0, 1e-9);
    close(months[12].contracted, 20.0, 1e-9);
    close(months[35].contracted, 20.0, 1e-9);
}

#[test]
fn a_dated_limit_counts_who_has_started_in_its_year() {
    let mut team = limited(6.0);
    let first = team.epoch().clone();
    team.role.staff.epochs.push(Epoch { from: 4, max_hires: 10.0, ..first });
    let months = team.months(13);
    close(months[0].hires, 6.0, 1e-9);
    close(months[4].hires, 4.0, 1e-9);
    close(months[12].hires, 10.0, 1e-9);
}

#[test]
fn a_limit_of_nobody_lets_nobody_start() {
    assert!(limited(0.0).months(30).iter().all(|month| month.hires == 0.0));
}
