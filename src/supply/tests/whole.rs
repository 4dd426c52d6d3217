//! Whole people: the same means, the luck of a binomial, and heads that cannot be cut.

use super::*;
use crate::program::Course;

const DRAWS: u32 = 4096;
const WIDTH: usize = 8;

/// Calls `look` for each month of every draw, eight draws at a time.
fn each_block(team: &Case, count: usize, mut look: impl FnMut(u32, usize, &Flows<WIDTH>, &Standing<WIDTH>)) {
    for block in 0..DRAWS / WIDTH as u32 {
        let luck = Luck { seed: 20_261_121, first_draw: block * WIDTH as u32 };
        team.simulate::<WIDTH>(Some(luck), count, |month, flows, standing| look(block, month, flows, standing));
    }
}

/// Mean, variance and fourth central moment.
fn moments(sample: &[f64]) -> (f64, f64, f64) {
    let count = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / count;
    let central = |power: i32| sample.iter().map(|value| (value - mean).powi(power)).sum::<f64>() / count;
    (mean, central(2), central(4))
}

fn team_of_forty() -> Case {
    let mut team = case(HiringPolicy::FillEstablishment, 32.0, 35.2).with(LEAVERS, 0.18).retiring(0.03);
    team = team.with_newcomers(1.5, 6, 0.3);
    team.role.staff.fte_per_head = 0.8;
    team
}

/// methods.md 4.4: accepted at four standard errors.
#[test]
fn whole_people_have_the_means_of_the_fractional_model() {
    let team = team_of_forty();
    let expected = team.months(24);
    let mut samples = vec![Vec::new(); 24 * 4];
    each_block(&team, 24, |_, month, flows, standing| {
        let kinds = [standing.contracted, standing.productive, standing.recruiting, flows.hires];
        for (kind, lanes) in kinds.into_iter().enumerate() {
            samples[month * 4 + kind].extend(lanes.0);
        }
    });
    for (index, sample) in samples.iter().enumerate() {
        let month = expected[index / 4];
        let expected = [month.contracted, month.productive, month.recruiting, month.hires][index % 4];
        let (mean, variance, _) = moments(sample);
        let error = 4.0 * (variance / f64::from(DRAWS)).sqrt();
        assert!((mean - expected).abs() < error, "month {}, {}: {mean} {expected} ± {error}", index / 4, index % 4);
    }
}

/// methods.md 3.6: sd √(nP(1 − P)). Who leaves in a month, and who has left after a year, is binomial.
#[test]
fn leavers_vary_as_a_binomial_does() {
    let team = case(HiringPolicy::None, 50.0, 50.0).with(LEAVERS, 0.3).retiring(0.05);
    let (mut first, mut year) = (Vec::new(), Vec::new());
    each_block(&team, 12, |_, month, flows, standing| match month {
        0 => first.extend((flows.leavers + flows.retirements).0),
        11 => year.extend(standing.contracted.0.map(|left| 50.0 - left)),
        _ => {}
    });
    for (sample, hazard) in [(first, 0.35 / 12.0), (year, 0.35_f64)] {
        let chance = 1.0 - (-hazard).exp();
        let (mean, variance, fourth) = moments(&sample);
        let count = f64::from(DRAWS);
        close(mean, 50.0 * chance, 4.0 * (variance / count).sqrt());
        close(variance, 50.0 * chance * (1.0 - chance), 4.0 * ((fourth - variance * variance) / count).sqrt());
    }
}

/// A team of three whose posts nobody fills: the chance that no chair is empty after n months is (1 − p)^(3n).
#[test]
fn a_small_team_shows_the_chance_of_an_empty_chair() {
    let team = case(HiringPolicy::None, 3.0, 3.0).with(LEAVERS, 0.2);
    let mut complete = [0.0; 12];
    each_block(&team, 12, |_, month, _, standing| {
        complete[month] += standing.contracted.0.iter().filter(|&&fte| fte == 3.0).count() as f64;
    });
    let monthly = 1.0 - (-0.2_f64 / 12.0).exp();
    for (month, complete) in complete.into_iter().enumerate() {
        let chance = (1.0 - monthly).powi(3 * (month as i32 + 1));
        let error = (chance * (1.0 - chance) / f64::from(DRAWS)).sqrt();
        close(complete / f64::from(DRAWS), chance, 4.0 * error);
    }
}

#[test]
fn headcounts_are_whole() {
    let mut team = team_of_forty();
    team.role.staff.courses =
        vec![Course { ending: vec![1.3; 24], completion: ONE, employed: ONE, age: 25.0, cost: Vec::new() }];
    team.role.staff.scheduled_releases = vec![0.5; 24];
    each_block(&team, 24, |_, month, flows, standing| {
        let out = flows.leavers + flows.retirements;
        for fte in
            [standing.contracted, flows.hires, flows.graduates, flows.released, out].iter().flat_map(|lanes| lanes.0)
        {
            let heads = fte / 0.8;
            assert!((heads - heads.round()).abs() < 1e-9 && heads > -1e-9, "{month}: {heads}");
        }
    });
}

/// Luck is a pure function of the draw: it does not depend on the block in which the draw is computed.
#[test]
fn a_draw_has_the_same_luck_in_every_block() {
    let team = team_of_forty();
    let follow = |first_draw: u32, lane: usize| {
        let mut seen = Vec::new();
        team.simulate::<WIDTH>(Some(Luck { seed: 5, first_draw }), 24, |_, flows, standing| {
            seen.push(
                [standing.contracted, standing.recruiting, flows.leavers, flows.hires].map(|lanes| lanes.0[lane]),
            );
        });
        seen
    };
    assert_eq!(follow(16, 3), follow(19, 0));
    assert_eq!(follow(16, 7), follow(20, 3));
    assert_ne!(follow(16, 3), follow(16, 4));
}

/// Above 200 heads the normal quantile stands for the binomial's.
#[test]
fn large_teams_keep_mean_and_variance() {
    let team = case(HiringPolicy::None, 900.0, 900.0).with(LEAVERS, 0.3);
    let mut first = Vec::new();
    each_block(&team, 1, |_, _, flows, _| first.extend(flows.leavers.0));
    let chance = 1.0 - (-0.3_f64 / 12.0).exp();
    let (mean, variance, fourth) = moments(&first);
    close(mean, 900.0 * chance, 4.0 * (variance / f64::from(DRAWS)).sqrt());
    let error = ((fourth - variance * variance) / f64::from(DRAWS)).sqrt();
    close(variance, 900.0 * chance * (1.0 - chance), 4.0 * error);
}
