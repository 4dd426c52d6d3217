//! `staffcast verify`: finished run folders looked at, and computed again.

use super::command_line::{contents, quiet_run, run, text};
use super::project::Project;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A run of the small project without charts, and its name as typed.
fn written(project: &Path) -> (PathBuf, String) {
    let folder = quiet_run(project, &["scenarios/small.toml", "--charts", "none"]);
    let name = folder.strip_prefix(project).expect("a folder of the project").display().to_string();
    (folder, name)
}

/// Rewrites the manifest as `change` says, with a fingerprint that fits.
fn forge(folder: &Path, change: impl Fn(&mut Value)) {
    let path = folder.join("manifest.json");
    let mut manifest: Value = serde_json::from_slice(&fs::read(&path).expect("a file")).expect("JSON");
    change(&mut manifest);
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(b"staffcast run");
    for key in ["staffcast", "charts", "seed", "draws"] {
        let value = &manifest[key];
        part(value.as_str().map_or(value.to_string(), str::to_owned).as_bytes());
    }
    for (file, bytes) in contents(folder).iter().filter(|(file, _)| file.starts_with("inputs")) {
        part(file.to_str().expect("a plain name").as_bytes());
        part(bytes);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    manifest["fingerprint"] = hex.into();
    fs::write(path, serde_json::to_vec_pretty(&manifest).expect("JSON")).expect("a writable file");
}

/// Changes a file and its entry in the manifest, so that the folder verifies.
fn change(folder: &Path, file: &str, old: &str, new: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(old), "{old} in {file}");
    let text = text.replacen(old, new, 1);
    fs::write(&path, &text).expect("a writable file");
    let sha256: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    forge(folder, |manifest| {
        manifest["files"][file] = serde_json::json!({ "sha256": sha256, "bytes": text.len() });
    });
}

#[test]
fn a_run_as_it_was_written_verifies_and_comes_out_the_same_again() {
    let project = Project::small().written();
    let (folder, name) = written(project.path());
    let before = contents(&folder);
    let files = before.len() - 1;
    let output = run(project.path(), &["verify", &name]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stdout), format!("{name}: verified: {files} files as written\n"));
    let output = run(project.path(), &["verify", "--rerun", "--jobs", "1", &name]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).ends_with("computed again: every byte is the same\n"), "{}", text(&output.stdout));
    let output = run(project.path(), &["verify", "-q", &name]);
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty());
    assert!(contents(&folder) == before, "nothing is written");
    let beside = fs::read_dir(project.path().join("output")).expect("a folder").count();
    assert_eq!(beside, 2, "the run and latest.txt");
}

#[test]
fn damaged_missing_and_added_files_are_all_named() {
    let project = Project::small().written();
    let (folder, name) = written(project.path());
    fs::write(folder.join("tables/gap.csv"), "changed\n").expect("a writable file");
    fs::remove_file(folder.join("README.txt")).expect("a file");
    fs::write(folder.join("tables/mine.csv"), "x\n").expect("a writable folder");
    for words in [&["verify", &name][..], &["verify", "--rerun", &name], &["verify", "-q", &name]] {
        let output = run(project.path(), words);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(4), ""));
        let said = text(&output.stderr);
        for part in ["README.txt is missing", "tables/gap.csv was changed", "tables/mine.csv does not belong to it"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    let document = run(project.path(), &["verify", "--json", &name]).stdout;
    let document: Value = serde_json::from_slice(&document).expect("one JSON document");
    assert_eq!((&document["status"], &document["exit_code"]), (&"failed".into(), &4.into()));
    let damages = &document["result"][0]["damages"];
    assert_eq!(damages["README.txt"], "missing");
    assert_eq!(damages["tables/mine.csv"], "extra");
}

#[test]
fn a_run_that_comes_out_otherwise_fails_the_gate_with_the_first_cell() {
    let project = Project::small().written();
    let (folder, name) = written(project.path());
    let table = fs::read_to_string(folder.join("tables/gap.csv")).expect("a file");
    let cell = table.lines().nth(1).and_then(|line| line.split(',').nth(5)).expect("a cell").to_owned();
    change(&folder, "tables/gap.csv", &format!(",{cell},"), ",99.5,");
    let output = run(project.path(), &["verify", &name]);
    assert_eq!(output.status.code(), Some(0), "its manifest fits: {}", text(&output.stderr));
    let output = run(project.path(), &["verify", "--rerun", &name]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    let wanted = format!("tables/gap.csv differs first in line 2, column `demand_mean_fte`: `99.5`, now `{cell}`");
    assert!(said.contains(&wanted) && said.contains("manifest.json differs"), "{said}");
    assert!(said.contains("2 files differ"), "{said}");
    let document = run(project.path(), &["verify", "--rerun", "--json", &name]).stdout;
    let document: Value = serde_json::from_slice(&document).expect("one JSON document");
    assert_eq!((&document["status"], &document["exit_code"]), (&"gate_failed".into(), &1.into()));
    let difference = &document["result"][0]["rerun"]["differences"][1];
    assert_eq!((&difference["file"], &difference["line"]), (&"tables/gap.csv".into(), &2.into()));
    assert_eq!((&difference["folder"], &difference["computed"]), (&"99.5".into(), &cell.as_str().into()));
}

#[test]
fn another_version_is_named_and_still_compared() {
    let project = Project::small().written();
    let (folder, name) = written(project.path());
    forge(&folder, |manifest| manifest["staffcast"] = "0.0.9".into());
    let output = run(project.path(), &["verify", "--rerun", &name]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    let versions = concat!("made by staffcast 0.0.9, computed again by ", env!("CARGO_PKG_VERSION"));
    assert!(said.contains(versions) && said.contains("that is to be expected"), "{said}");
    assert!(said.contains("manifest.json differs") && !said.contains("tables/gap.csv"), "{said}");
}

#[test]
fn what_is_no_run_is_refused_and_the_others_are_still_looked_at() {
    let project = Project::small().written();
    let (_, name) = written(project.path());
    let output = run(project.path(), &["verify", "scenarios", "scenarios/small.toml", "nowhere", &name]);
    assert_eq!(output.status.code(), Some(4));
    let said = text(&output.stderr);
    assert!(said.contains("scenarios is no run folder: it has no manifest.json"), "{said}");
    assert!(said.contains("scenarios/small.toml is no run folder"), "{said}");
    assert!(said.contains("nowhere does not exist"), "{said}");
    assert!(text(&output.stdout).contains("verified"), "{}", text(&output.stdout));
}

/// Its warnings are those of its own inputs, whatever words and files the first run had them from.
#[test]
fn a_run_changed_on_the_command_line_comes_out_the_same_again() {
    let mut project = Project::small();
    project.scenario("plan", "extends = \"small\"\n[[change]]\ntable = \"drivers\"\nset = { unit = \"all\" }\n");
    let project = project.written();
    let set = "supply.leavers_pct[role=bmet,facility=north]*=1.2";
    let words = ["scenarios/plan.toml", "--charts", "none", "--draws", "32", "--set", set];
    let folder = quiet_run(project.path(), &words);
    let problems = fs::read_to_string(folder.join("tables/problems.csv")).expect("a table");
    assert!(problems.contains("few-draws,warning,plan.toml,uncertainty.draws"), "{problems}");
    let output = run(project.path(), &["verify", "--rerun", folder.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
}
