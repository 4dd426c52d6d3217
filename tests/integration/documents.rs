//! What the documents say is what the program does.

use crate::project::Project;
use staffcast::diagnostics::{Diagnostics, Slug};
use staffcast::output::schema_markdown;
use staffcast::tables::{input, output};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|it| it == ending)).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} has files");
    files
}

#[test]
fn the_dictionary_of_the_sample_data_is_that_of_the_program() {
    let readme = text("sample-data/README.md");
    let dictionary = readme.split_once("## Tables\n\n").map(|(_, rest)| rest);
    let wanted = schema_markdown(Some("input"));
    assert!(
        dictionary == wanted.as_deref(),
        "put the output of `staffcast schema input --markdown` below `## Tables` of sample-data/README.md"
    );
}

#[test]
fn every_file_of_the_sample_data_is_a_table() {
    for path in files("sample-data", "csv") {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(input::table(&stem).is_some(), "{stem}");
    }
}

#[test]
fn the_scenarios_are_listed_with_their_titles() {
    let readme = text("scenarios/README.md");
    for path in files("scenarios", "toml") {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let scenario: toml::Table = toml::from_str(&fs::read_to_string(&path).expect("text")).expect("TOML");
        let title = scenario["title"].as_str().expect("a title");
        assert!(readme.contains(&format!("| [{name}]({name}) | {title} |")), "{name}: {title}");
    }
}

#[test]
fn every_table_of_a_run_is_explained() {
    let readme = text("output/README.md");
    for spec in output::TABLES {
        assert!(readme.contains(&format!("`tables/{}.csv`", spec.name)), "{}", spec.name);
    }
}

#[test]
fn every_key_that_a_table_of_another_system_may_need_is_explained_and_understood() {
    let readme = text("scenarios/README.md");
    let section = readme.split_once("## Tables from other systems\n").map_or("", |(_, rest)| rest);
    let section = section.split("\n## ").next().unwrap_or_default();
    let example = section.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let keys: Vec<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .inspect(|key| assert!(example.contains(&format!("\n{key}")), "the example does not show {key}"))
        .collect();
    assert_eq!(keys.len(), 12, "{keys:?}");
    let mut project = Project::small();
    project.append("scenario", example).remove("staff").remove("supply");
    let mut found = Diagnostics::new();
    project.try_load(&mut found).expect("the disk works");
    // Only the files that it names are not there.
    let problems = found.problems().iter().filter(|problem| problem.place.file.ends_with(".toml"));
    let (missing, others): (Vec<_>, Vec<_>) = problems.partition(|problem| problem.slug == Slug::DataNotFound);
    assert!(!missing.is_empty() && others.is_empty(), "{others:#?}");
}
