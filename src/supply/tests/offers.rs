//! Offers that are declined (`model-rules` 9): they leave the pipeline and are recruited again next month.

use super::*;
use statrs::distribution::{ContinuousCDF, Erlang};

/// Months until a post is filled, followed attempt by attempt: an attempt opened in the middle of month 0 ends in month k
/// with the chance that Erlang gives; if it is declined the next one is opened in month k + 1.
fn still_open(mean: f64, accept: f64, months: usize) -> Vec<f64> {
    let law = Erlang::new(3, 3.0 / mean).expect("a distribution");
    let ends = |month: usize| law.cdf(month as f64 + 0.5) - if month == 0 { 0.0 } else { law.cdf(month as f64 - 0.5) };
    let mut opened = vec![0.0; months + 1];
    let mut filled = vec![0.0; months];
    opened[0] = 1.0;
    for month in 0..months {
        for later in month..months {
            let offers = opened[month] * ends(later - month);
            filled[later] += offers * accept;
            opened[later + 1] += offers * (1.0 - accept);
        }
    }
    let mut open = 1.0;
    filled
        .iter()
        .map(|filled| {
            open -= filled;
            open
        })
        .collect()
}

fn vacancy(mean: f64, accept: f64, months: usize) -> Vec<f64> {
    let mut team = case(HiringPolicy::FillEstablishment, 0.0, 0.0).with(FILL, mean).with(ACCEPT, accept);
    team.role.establishment_end_fte = vec![1.0; months];
    team.months(months).iter().map(|month| 1.0 - month.contracted).collect()
}

#[test]
fn a_post_is_filled_as_attempt_after_attempt_fills_it() {
    for (mean, accept) in [(3.0, 1.0), (3.0, 0.5), (1.2, 0.8), (6.0, 0.25)] {
        let (found, expected) = (vacancy(mean, accept, 60), still_open(mean, accept, 60));
        for (found, expected) in found.iter().zip(&expected) {
            close(*found, *expected, 1e-9);
        }
    }
}

/// Half of the offers declined about double the time that a post is open: twice an attempt, and a month to begin again.
#[test]
fn half_of_the_offers_declined_double_the_time_to_fill() {
    let mean = |accept: f64| vacancy(4.0, accept, 400).iter().sum::<f64>();
    let (all, half) = (mean(1.0), mean(0.5));
    close(all, 4.0, 0.05);
    close(half, 2.0 * all + 1.0, 1e-6);
}

#[test]
fn where_nobody_accepts_nobody_comes() {
    let months = case(HiringPolicy::FillEstablishment, 5.0, 9.0).with(ACCEPT, 0.0).months(48);
    assert!(months.iter().all(|month| month.hires == 0.0 && month.contracted == 5.0));
    assert!(months.iter().all(|month| month.recruiting > 0.0 && month.recruiting <= 4.0 + 1e-12));
}
