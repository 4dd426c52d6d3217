//! `--draws auto=FTE`: as many draws as the headline needs.

use super::command_line::{contents, quiet_run, run, text};
use super::project::Project;
use staffcast::domain::Sampling;
use staffcast::program;
use staffcast::progress::Silent;
use staffcast::uncertainty::{Place, RoleGroup, forecast, settle_draws};
use std::fs;

const WHATEVER_ELSE: [&str; 3] = ["scenarios/small.toml", "--charts", "none"];

#[test]
fn the_search_stops_at_the_first_power_of_two_whose_error_is_small_enough() {
    for sampling in [Sampling::Stratified, Sampling::MonteCarlo] {
        let mut case = Project::small().load().case.expect("a case");
        case.settings.uncertainty.sampling = sampling;
        let mut program = program::compile(&case);
        let mut tried = Vec::new();
        for draws in [256, 512, 1024, 2048] {
            case.settings.uncertainty.draws = draws;
            let forecast = forecast(&case, &program, &Silent).expect("a forecast");
            let rows = forecast.draws.group(Place::All, RoleGroup::All).expect("the total");
            tried.push((draws, rows.last().expect("a last row").error));
        }
        let tolerance = tried[3].1;
        let first = tried.into_iter().find(|(_, error)| *error <= tolerance);
        let found = settle_draws(&mut case, &mut program, tolerance, &Silent).expect("enough draws");
        assert_eq!(Some((found.draws, found.error)), first);
        assert_eq!(case.settings.uncertainty.draws, found.draws);
        assert!(found.draws > 256 && program.causes_wanted);
    }
}

#[test]
fn a_run_with_the_number_found_is_the_run_with_that_number() {
    let project = Project::small().written();
    let words = [&WHATEVER_ELSE[..], &["--draws", "auto=0.02"]].concat();
    let output = run(project.path(), &[&["run"], &words[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    let folder = quiet_run(project.path(), &words);
    let inputs = folder.join("inputs/small.toml");
    let scenario = fs::read_to_string(&inputs).expect("the scenario");
    let draws = scenario.lines().find_map(|line| line.strip_prefix("draws = ")).expect("a number of draws");
    let line = format!("small: {draws} draws, with which the Monte Carlo error of the total gap is 0.0");
    assert!(draws != "512" && said.lines().filter(|found| found.starts_with(&line)).count() == 1, "{line}\n{said}");
    let inputs = inputs.to_str().expect("a plain path");
    for words in [[WHATEVER_ELSE[0], "--draws", draws], [inputs, "--draws", "auto=0.02"], [inputs, "--seed", "7"]] {
        let same = quiet_run(project.path(), &[&words[..], &["--charts", "none", "--out", "elsewhere"]].concat());
        assert_eq!(same.file_name(), folder.file_name());
        assert!(contents(&same) == contents(&folder), "{words:?}");
        fs::remove_dir_all(project.path().join("elsewhere")).expect("a folder that can go");
    }
}

#[test]
fn an_error_that_no_number_of_draws_reaches_exits_with_5_and_writes_nothing() {
    let mut project = Project::small();
    // So many rows that memory, not patience, is the limit.
    project.change("scenario", "end = \"2028-12\"", "end = \"2056-09\"\nstep = \"month\"");
    let project = project.written();
    let output = run(project.path(), &[&["run"], &WHATEVER_ELSE[..], &["--draws", "auto=1e-9"]].concat());
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.contains("small: 256 draws leave a Monte Carlo error of") && said.contains("GB; allow"), "{said}");
    assert!(!project.path().join("output").exists());
}

#[test]
fn wrong_words_for_draws_exit_with_2_and_an_example() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for word in ["auto", "auto=", "auto=x", "auto=0", "auto=-1", "auto=inf", "auto=NaN", "many", "-5"] {
        let output = run(folder.path(), &["run", "small.toml", &format!("--draws={word}")]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{word}: {said}");
        assert!(said.contains(word) && said.contains("such as auto=0.1") | said.contains("or auto=0.1"), "{said}");
    }
}

#[test]
fn a_check_says_that_the_number_is_found_when_it_runs() {
    let project = Project::small().written();
    let check =
        |words: &[&str]| run(project.path(), &[&["check", WHATEVER_ELSE[0], "--draws", "auto=0.5"], words].concat());
    let said = check(&[]);
    assert!(text(&said.stdout).contains("the number of draws is found when it runs (auto=0.5)"), "{said:?}");
    let resolved = check(&["--resolved"]);
    assert!(text(&resolved.stdout).contains("\nuncertainty.draws,auto=0.5,--draws,\n"), "{resolved:?}");
    let json = check(&["--resolved", "--json"]);
    assert!(text(&json.stdout).contains("\"auto=0.5\""), "{json:?}");
}
