//! How good the draws are: errors as large as said, and means of stratified draws far better than of independent ones.

use super::project::Project;
use staffcast::domain::{Case, Sampling};
use staffcast::program;
use staffcast::progress::Silent;
use staffcast::uncertainty::{Place, RoleGroup, forecast};

const SEEDS: u64 = 200;

/// What a seed says of the totals of the last period, of everybody and of each role: mean gap and its error.
type Said = Vec<[f64; 2]>;

fn small(draws: u32, individuals: bool) -> Case {
    let mut project = Project::small();
    project.overrides.draws = Some(draws);
    project.change("scenario", "individuals = false", &format!("individuals = {individuals}"));
    // A short forecast is as good for this, and quick.
    project.change("scenario", "end = \"2028-12\"", "end = \"2026-12\"");
    let loaded = project.load();
    loaded.case.unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

fn of_seeds(mut case: Case, sampling: Sampling) -> Vec<Said> {
    case.settings.uncertainty.sampling = sampling;
    let program = program::compile(&case);
    let mut of_seed = |seed| {
        case.settings.uncertainty.seed = seed;
        let forecast = forecast(&case, &program, &Silent).expect("a forecast");
        let roles = (0..case.roles.len()).map(RoleGroup::Role);
        let totals = std::iter::once(RoleGroup::All).chain(roles);
        let last =
            |role| forecast.draws.group(Place::All, role).and_then(|rows| rows.last().cloned()).expect("a total");
        totals.map(last).map(|row| [row.gap.mean, row.error]).collect()
    };
    (0..SEEDS).map(&mut of_seed).collect()
}

/// The mean over all seeds, total by total.
fn truth(said: &[Said]) -> Vec<f64> {
    (0..said[0].len()).map(|total| said.iter().map(|said| said[total][0]).sum::<f64>() / said.len() as f64).collect()
}

/// The share of seeds and totals in which the truth lies within so many errors of the mean.
fn coverage(said: &[Said], truth: &[f64], errors: f64) -> f64 {
    let hits = said
        .iter()
        .flat_map(|said| said.iter().zip(truth))
        .filter(|([mean, error], truth)| (mean - *truth).abs() <= errors * error);
    hits.count() as f64 / (said.len() * truth.len()) as f64
}

/// Root of the mean squared distance from the truth, of the total of everybody.
fn distance(said: &[Said], truth: &[f64]) -> f64 {
    (said.iter().map(|said| (said[0][0] - truth[0]).powi(2)).sum::<f64>() / said.len() as f64).sqrt()
}

/// An interval of 1.96 errors holds the truth 95 times of 100 where the error rests on many draws, and 93 times where it
/// rests on 16 scramblings (Student's t with 15 degrees of freedom).
#[test]
fn the_error_printed_is_as_large_as_the_error_made() {
    for individuals in [false, true] {
        let case = small(128, individuals);
        let stratified = of_seeds(case.clone(), Sampling::Stratified);
        let independent = of_seeds(case, Sampling::MonteCarlo);
        let truth = truth(&stratified);
        for (name, said) in [("stratified", &stratified), ("independent", &independent)] {
            let covered = coverage(said, &truth, 1.96);
            assert!((0.91..0.98).contains(&covered), "{name}, individuals {individuals}: {covered}");
        }
        // People who come and go one by one bring luck of their own, which no stratification reaches.
        let better = distance(&independent, &truth) / distance(&stratified, &truth);
        assert!(better > if individuals { 1.0 } else { 3.0 }, "individuals {individuals}: {better}");
    }
}
