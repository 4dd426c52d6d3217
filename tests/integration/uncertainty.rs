//! Ranges and their distributions, as a planner names them.

use super::project::Project;
use staffcast::diagnostics::Slug;
use staffcast::domain::{Assumption, Case};
use staffcast::output::{csv, result_tables};
use staffcast::program;
use staffcast::progress::Silent;
use staffcast::statistics::distribution::{Distribution, DistributionKind};
use staffcast::uncertainty::forecast;

fn case_of(project: &Project) -> Case {
    let loaded = project.load();
    loaded.case.unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

/// The small project with another range of its first workload row: low, mode, high, range, distribution.
fn ranged(range: &str) -> Case {
    case_of(Project::small().ranged(range))
}

fn rate(case: &Case) -> &Assumption {
    &case.workload[0].rate
}

#[test]
fn a_row_names_its_distribution_and_the_scenario_names_that_of_the_others() {
    let kind = |case: &Case| rate(case).distribution.map(|distribution| distribution.kind());
    assert_eq!(kind(&ranged("1.5,2.5,3.5,,")), Some(DistributionKind::Pert));
    assert_eq!(kind(&ranged("2.3,2.5,2.7,,normal")), Some(DistributionKind::Normal));
    assert_eq!(kind(&ranged("2.5,2.5,2.5,bounds,normal")), None);
    let mut project = Project::small();
    project.ranged("1.5,2.5,3.5,,").change("scenario", "seed = 7", "seed = 7\ndistribution = \"triangular\"");
    let case = case_of(&project);
    assert_eq!(kind(&case), Some(DistributionKind::Triangular));
    // The row that says `pert` keeps it, and so do staffcast's own defaults.
    let others = |column: &'static str| {
        case.assumptions().map(|(_, value)| value).filter(move |at| at.selector.column == column)
    };
    for value in others("mode").filter(|value| value.selector.row.contains("rpm")).chain(others("time_to_fill_months"))
    {
        let kind = value.distribution.map(|distribution| distribution.kind());
        assert!(kind.is_none_or(|kind| kind == DistributionKind::Pert), "{value:?}");
    }
}

#[test]
fn low_and_high_are_percentiles_or_bounds_as_the_row_says() {
    let uniform = |range: &str| rate(&ranged(range)).distribution;
    let from_to = |minimum, maximum| Some(Distribution::Uniform { minimum, maximum });
    assert_eq!(uniform("2,2.5,4,bounds,uniform"), from_to(2.0, 4.0));
    assert_eq!(uniform("2,2.5,4,p10-p90,uniform"), from_to(1.75, 4.25));
}

#[test]
fn a_scenario_whose_distribution_has_no_bounds_meets_rows_that_give_them() {
    let mut project = Project::small();
    project.ranged("1.5,2.5,3.5,bounds,").change("scenario", "seed = 7", "seed = 7\ndistribution = \"normal\"");
    let problems = project.load().problems;
    let found = problems.iter().find(|problem| problem.place.file.ends_with("workload.csv"));
    let problem = found.unwrap_or_else(|| panic!("{problems:#?}"));
    assert_eq!((problem.slug, problem.place.column.as_deref()), (Slug::DistributionUnfit, Some("range")));
}

#[test]
fn each_distribution_gives_other_draws_and_the_same_central_case() {
    let tables = |word: &str| {
        let case = ranged(&format!("2.3,2.5,2.7,,{word}"));
        let program = program::compile(&case);
        let forecast = forecast(&case, &program, &Silent).expect("a forecast");
        let tables = result_tables(&case, &program, &forecast, &[]);
        let rows = tables.get("assumptions").expect("the table");
        let at = rows.texts("selector").iter().position(|name| name.contains("role=bmet,technology=,phase=run"));
        let row = at.expect("the rate");
        assert_eq!(rows.text("distribution", row), if word.is_empty() { "pert" } else { word });
        let gap = tables.get("gap").expect("the gap");
        (csv::write(gap), (0..gap.len()).map(|row| gap.number("gap_central_fte", row)).collect::<Vec<_>>())
    };
    let pert = tables("");
    assert!(tables("pert") == pert);
    for word in ["triangular", "uniform", "normal", "lognormal"] {
        let other = tables(word);
        assert!(other.0 != pert.0, "{word} changes no draw");
        assert_eq!(other.1, pert.1);
    }
}
