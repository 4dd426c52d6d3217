//! Values whose luck goes together: the rank correlations asked for are reached, and nobody else's luck is touched.

use super::project::Project;
use staffcast::diagnostics::{Diagnostics, Slug};
use staffcast::domain::Case;
use staffcast::lanes::Lanes;
use staffcast::output::{Fingerprint, resolved_inputs};
use staffcast::program::{self, Program, Value};
use staffcast::projection::{Inputs, Values};
use staffcast::uncertainty::Sampled;
use std::collections::BTreeMap;

const SAMPLING: [&str; 2] = ["stratified", "monte-carlo"];

fn project(correlations: &str, uncertainty: &str, sampling: &str) -> Project {
    let mut project = Project::small();
    let settings = format!("draws = 4096\nsampling = \"{sampling}\"");
    project.change("scenario", "draws = 512", &settings);
    project.append("scenario", uncertainty);
    if !correlations.is_empty() {
        project.correlated(correlations);
    }
    project
}

fn case_of(project: &Project) -> Case {
    let loaded = project.load();
    loaded.case.unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

/// All draws of every parameter, by its name.
fn draws(case: &Case) -> BTreeMap<String, Vec<f64>> {
    let program: Program = program::compile(case);
    let sampled = Sampled::new(&program, &case.settings.uncertainty);
    let mut found = BTreeMap::new();
    for index in 0..program.facilities.len() {
        let provider = program.provider(case, index);
        let values = sampled.of(&program, &provider);
        let mut out = vec![Lanes::<1>::splat(0.0); provider.values.len()];
        for draw in 0..case.settings.uncertainty.draws {
            values.fill(draw, &mut out);
            for (value, lanes) in provider.values.iter().zip(&out) {
                let Value::Drawn(parameter) = value else { continue };
                let name = provider.names[parameter.index as usize].to_string();
                found.entry((index, name)).or_insert_with(Vec::new).push(lanes.0[0]);
            }
        }
    }
    // What a value is does not depend on the provider that has it.
    found.into_iter().map(|((_, name), draws)| (name, draws)).collect()
}

/// Spearman's rank correlation.
fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let ranks = |values: &[f64]| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
        let mut ranks = vec![0.0; values.len()];
        order.into_iter().enumerate().for_each(|(rank, index)| ranks[index] = rank as f64);
        ranks
    };
    let middle = (a.len() - 1) as f64 / 2.0;
    let (a, b) = (ranks(a), ranks(b));
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    product(&a, &b) / product(&a, &a)
}

#[track_caller]
fn assert_rank_correlation(draws: &BTreeMap<String, Vec<f64>>, names: [&str; 2], expected: f64) {
    let [a, b] = names.map(|name| draws.get(name).unwrap_or_else(|| panic!("{name} in {:?}", draws.keys())));
    let found = rank_correlation(a, b);
    // Four standard errors; that of a rank correlation is at most 1.06 (1 − ρ²)/√n, or nearly so.
    let error = 4.0 * 1.06 / (a.len() as f64).sqrt();
    assert!((found - expected).abs() < error, "{names:?}: {found}, asked for {expected} ± {error}");
}

const BEDS: &str = "workload.mode[role=bmet,technology=,phase=run,driver=beds,facility=north]";
const GROWTH: &str = "growth.annual_pct[driver=beds,facility=north]";
const LEAVERS: &str = "supply.leavers_pct[role=bmet,facility=north]";
const ANALYSTS: &str = "supply.leavers_pct[role=ehr_analyst,facility=north]";
const TIME_TO_FILL: &str = "supply.time_to_fill_months[role=ehr_analyst,facility=north]";

#[test]
fn shared_luck_has_the_rank_correlation_asked_for() {
    let rows = "workload.mode[driver=beds],growth.annual_pct[driver=beds],0.7\n\
                supply.start_productivity_pct,growth.annual_pct[driver=beds],-0.4\n\
                supply.start_productivity_pct,workload.mode[driver=beds],0.2";
    for sampling in SAMPLING {
        let shared = "[uncertainty.shared]\n\"workload.mode\" = 1\n\"growth.annual_pct\" = 1";
        let mut project = project(rows, shared, sampling);
        let supply = project.text("supply").replace(
            "range,source",
            "start_productivity_pct_low,start_productivity_pct,start_productivity_pct_high,range,source",
        );
        let supply = supply.replace(",3.3,,HR", ",3.3,20,30,40,bounds,HR").replace("nothing,,,,,", "nothing,,,,,,,,");
        project.set("supply", supply);
        let draws = draws(&case_of(&project));
        let productivity = "supply.start_productivity_pct[role=bmet,facility=north]";
        assert_rank_correlation(&draws, [BEDS, GROWTH], 0.7);
        assert_rank_correlation(&draws, [productivity, GROWTH], -0.4);
        assert_rank_correlation(&draws, [productivity, BEDS], 0.2);
        // Each value keeps its own distribution.
        let mean = draws[productivity].iter().sum::<f64>() / 4096.0;
        assert!((mean - 0.30).abs() < 4.0 * 0.04 / 64.0, "{mean}");
    }
}

#[test]
fn at_one_facility_own_luck_lowers_it_and_the_labour_market_adds_to_it() {
    let rows = "\"workload.mode[driver=beds]\",growth.annual_pct[driver=beds],0.7\n\
                supply.leavers_pct[role=bmet],supply.time_to_fill_months[role=ehr_analyst],0.5";
    // 6/π·asin(√(.8·.5)·2 sin(.7π/6)/2) and 6/π·asin((.3 + .7·√(.5·.8)·2 sin(.5π/6))/2).
    let (of_work, of_market) = (0.441, 0.511);
    for sampling in SAMPLING {
        let project = project(rows, "", sampling);
        let case = case_of(&project);
        let draws = draws(&case);
        assert_rank_correlation(&draws, [BEDS, GROWTH], of_work);
        assert_rank_correlation(&draws, [LEAVERS, TIME_TO_FILL], of_market);
    }
    let mut found = Diagnostics::new();
    project(rows, "", "stratified").try_load(&mut found).expect("the disk works");
    let notes: Vec<String> = found
        .into_sorted()
        .into_iter()
        .filter(|problem| problem.slug == Slug::CorrelationReached)
        .map(|note| note.message)
        .collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes[0].ends_with("(1 pair, 0.7 asked for): the rank correlation of the values at one facility is 0.44"),
        "{notes:?}"
    );
    assert!(
        notes[1].ends_with("(1 pair, 0.5 asked for): the rank correlation of the values at one facility is 0.51"),
        "{notes:?}"
    );
}

#[test]
fn a_selector_on_both_sides_means_each_pair_among_its_values() {
    let project = project("supply.leavers_pct,supply.leavers_pct,0.6", "", "stratified");
    let case = case_of(&project);
    let [group] = &case.correlated[..] else { panic!("{:?}", case.correlated) };
    assert_eq!(group.names, ["supply.leavers_pct[role=bmet]", "supply.leavers_pct[role=ehr_analyst]"]);
    // 6/π·asin((.3 + .7·.5·2 sin(.6π/6))/2).
    assert_rank_correlation(&draws(&case), [LEAVERS, ANALYSTS], 0.500);
}

#[test]
fn a_pair_leaves_the_luck_of_all_others_bit_for_bit() {
    for sampling in SAMPLING {
        let of = |rows: &str| draws(&case_of(&project(rows, "", sampling)));
        let first = "supply.leavers_pct[role=bmet],supply.time_to_fill_months[role=ehr_analyst],0.5";
        let second = "\"workload.mode[driver=beds]\",growth.annual_pct[driver=beds],0.7";
        let (none, one, both) = (of(""), of(first), of(&format!("{first}\n{second}")));
        let changed = |a: &BTreeMap<String, Vec<f64>>, b: &BTreeMap<String, Vec<f64>>| -> Vec<String> {
            let bits = |draws: &[f64]| draws.iter().map(|draw| draw.to_bits()).collect::<Vec<_>>();
            a.iter().filter(|(name, draws)| bits(draws) != bits(&b[*name])).map(|(name, _)| name.clone()).collect()
        };
        // The first name of a group keeps its luck; those after it follow.
        let only = |names: Vec<String>, begins: &str| {
            assert!(!names.is_empty() && names.iter().all(|name| name.starts_with(begins)), "{names:?}");
        };
        only(changed(&none, &one), "supply.time_to_fill_months[role=ehr_analyst,");
        only(changed(&one, &both), "workload.mode[role=bmet,technology=,phase=run,driver=beds,");
        // A new pair within a group changes nothing before its own names.
        let third = "supply.leavers_pct[role=bmet],supply.leavers_pct[role=ehr_analyst],0.3";
        let three = of(&format!("{first}\n{second}\n{third}"));
        let followed = changed(&both, &three);
        assert!(
            followed.iter().all(|name| name.starts_with("supply.") && name.contains("ehr_analyst")),
            "{followed:?}"
        );
    }
}

#[test]
fn correlations_are_part_of_the_run() {
    let rows = "supply.leavers_pct,growth.annual_pct,0.3";
    let case = case_of(&project(rows, "", "stratified"));
    let files = resolved_inputs(&case);
    let text = std::str::from_utf8(&files["inputs/correlations.csv"]).expect("UTF-8");
    assert_eq!(text, format!("a,b,spearman_rho\n{rows}\n"));
    let other = case_of(&project("supply.leavers_pct,growth.annual_pct,0.31", "", "stratified"));
    assert_ne!(Fingerprint::of(&case, "none"), Fingerprint::of(&other, "none"));
}
