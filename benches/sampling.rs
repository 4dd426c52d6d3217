//! How good the draws are, on the sample: errors of mean, median and 90th percentile of the gap of all roles in the last
//! period, stratified against independent draws. `cargo bench --bench sampling [SEEDS]`.
//!
//! Each figure is over [`SEEDS`] seeds, or as many as are asked for: the root of the mean squared distance from the mean of
//! all stratified seeds. For each seed it makes four whole forecasts of the sample.

use staffcast::diagnostics::Diagnostics;
use staffcast::domain::{Case, Sampling};
use staffcast::files::Disk;
use staffcast::input::{Overrides, load_case};
use staffcast::program;
use staffcast::progress::Silent;
use staffcast::uncertainty::{Place, RoleGroup, forecast};
use std::path::Path;

const SEEDS: u64 = 20;
const DRAWS: u32 = 2048;
const NAMES: [&str; 3] = ["mean", "p50", "p90"];

fn main() {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baseline.toml");
    let overrides = Overrides { draws: Some(DRAWS), ..Overrides::default() };
    let case = load_case(&Disk, &scenario, &overrides, &mut Diagnostics::new()).expect("a readable sample");
    let mut case = case.expect("a sound sample");
    // Nobody asks why there is a gap.
    case.settings.causes = false;
    let seeds = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(SEEDS).max(2);
    println!("{seeds} seeds of {DRAWS} draws");
    for individuals in [true, false] {
        case.settings.uncertainty.individuals = individuals;
        let [stratified, independent] =
            [Sampling::Stratified, Sampling::MonteCarlo].map(|kind| of_seeds(&case, kind, seeds));
        for (figure, name) in NAMES.iter().enumerate() {
            let truth = stratified.iter().map(|said| said[figure]).sum::<f64>() / stratified.len() as f64;
            // The truth is the stratified seeds' own mean, which takes one of them away.
            let error = |said: &[[f64; 4]], count: f64| {
                (said.iter().map(|said| (said[figure] - truth).powi(2)).sum::<f64>() / count).sqrt()
            };
            let (few, many) = (error(&stratified, (seeds - 1) as f64), error(&independent, seeds as f64));
            println!(
                "individuals {individuals}, {name}: {truth:.2} FTE; error of {DRAWS} draws {few:.4} stratified, {many:.4} independent, {:.2} times as large",
                many / few
            );
        }
        let printed = |said: &[[f64; 4]]| said.iter().map(|said| said[3]).sum::<f64>() / said.len() as f64;
        println!(
            "individuals {individuals}, error printed by the runs: {:.4} stratified, {:.4} independent",
            printed(&stratified),
            printed(&independent)
        );
    }
}

/// Mean, median, 90th percentile and the error that the run prints, for each seed.
fn of_seeds(case: &Case, sampling: Sampling, seeds: u64) -> Vec<[f64; 4]> {
    let mut case = case.clone();
    case.settings.uncertainty.sampling = sampling;
    let program = program::compile(&case);
    let of_seed = |seed| {
        case.settings.uncertainty.seed = seed;
        let forecast = forecast(&case, &program, &Silent).expect("a forecast");
        let rows = forecast.draws.group(Place::All, RoleGroup::All).expect("the total");
        let row = rows.last().expect("a period");
        [row.gap.mean, row.gap.p50, row.gap.p90, row.error]
    };
    (1..=seeds).map(of_seed).collect()
}
