//! One run, one folder: tables, charts, resolved inputs and what tells them apart from any other run's.
//!
//! The folder's name carries the fingerprint, so that the same run has the same name and is not made twice. It is
//! written beside its place, appears by one rename, is read back and hashed, and is never written to again.
//! Left out: what the report says (`report`), and the workbook.

use super::OutputError;
use super::content::{Content, Hashed};
use super::csv;
use super::fingerprint::{Fingerprint, VERSION};
use super::inputs::{resolved_inputs, scenario_file};
use super::manifest::{Damage, FileEntry, MANIFEST, Manifest, PROVENANCE, damages, read_manifest};
use super::report;
use super::shown::Shown;
use super::spool::Spools;
use super::table::TableSet;
use crate::domain::Case;
use crate::files::{Files, FilesError};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The file beside the run folders that names the newest.
const LATEST: &str = "latest.txt";

/// A chart in all its forms.
#[derive(Clone, Debug)]
pub struct ChartFiles {
    /// The stem of its files.
    pub name: String,
    /// The picture.
    pub svg: String,
    /// The picture as pixels, if wanted.
    pub png: Option<Vec<u8>>,
    /// What the picture shows, in words.
    pub text: String,
    /// Its numbers as a table; the first record is the header.
    pub numbers: Vec<Vec<String>>,
}

/// When, how and where a run was made. It is outside of all comparisons.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The command as typed.
    pub command: String,
    /// When the run began.
    pub started: jiff::Timestamp,
    /// When its results were complete.
    pub finished: jiff::Timestamp,
    /// The number of threads.
    pub threads: usize,
}

/// All that goes into a run folder.
pub struct RunRecord<'a> {
    /// The scenario's name, which is also that of its settings.
    pub scenario: &'a str,
    /// The fingerprint of `case`.
    pub fingerprint: Fingerprint,
    /// The tables with the rows that people are shown.
    pub tables: TableSet,
    /// All rows of the tables that may have many.
    pub rows: Spools<'a>,
    /// The charts.
    pub charts: Vec<ChartFiles>,
    /// What was computed with.
    pub case: &'a Case,
    /// When, how and where.
    pub provenance: Provenance,
}

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its folder was written and read back.
    Written(PathBuf),
    /// Its folder stood there already and verifies.
    AlreadyComputed(PathBuf),
}

/// The name of a run's folder.
pub fn folder_name(scenario: &str, fingerprint: &Fingerprint) -> String {
    format!("{scenario}_{}", fingerprint.short())
}

/// The folder of a run that was made before, verified, so that it need not be made again.
///
/// # Errors
/// [`OutputError::Damaged`] if it exists and is not as it was written, or is that of another run.
pub fn existing_run(
    files: &dyn Files,
    out: &Path,
    scenario: &str,
    fingerprint: &Fingerprint,
) -> Result<Option<PathBuf>, OutputError> {
    let folder = out.join(folder_name(scenario, fingerprint));
    if !files.exists(&folder)? {
        return Ok(None);
    }
    verified(files, &folder)?;
    match read_manifest(files, &folder)? {
        Some(manifest) if manifest.fingerprint == fingerprint.hex() => Ok(Some(folder)),
        _ => Err(OutputError::Damaged { folder, file: MANIFEST.to_owned(), damage: Damage::Changed }),
    }
}

/// The tables of a finished run folder, with the rows that are `shown`.
///
/// # Errors
/// [`OutputError::Damaged`] if a table is not as staffcast writes it.
pub fn read_tables(files: &dyn Files, folder: &Path, shown: &Shown) -> Result<TableSet, OutputError> {
    let mut set = TableSet::new();
    for &spec in crate::tables::output::TABLES {
        let file = format!("tables/{}.csv", spec.name);
        if !spec.required && !files.exists(&folder.join(&file))? {
            continue;
        }
        let bytes = files.open(&folder.join(&file))?;
        let damaged = |_| OutputError::Damaged { folder: folder.to_owned(), file, damage: Damage::Changed };
        set.insert(csv::read_shown(spec, bytes, shown).map_err(damaged)?);
    }
    Ok(set)
}

fn verified(files: &dyn Files, folder: &Path) -> Result<(), OutputError> {
    match damages(files, folder)?.pop_first() {
        None => Ok(()),
        Some((file, damage)) => Err(OutputError::Damaged { folder: folder.to_owned(), file, damage }),
    }
}

/// Writes the folder of a run into `out`, whole or not at all, and names it in `latest.txt`.
///
/// # Errors
/// If the disk refuses, or a folder of this run stands there that is not as it was written; it is not touched.
///
/// # Panics
/// If the record's parts do not belong together: that is a bug.
pub fn write_run(files: &dyn Files, out: &Path, record: &mut RunRecord<'_>) -> Result<Outcome, OutputError> {
    let (scenario, fingerprint) = (record.scenario, record.fingerprint.clone());
    assert_eq!(scenario, record.case.settings.name, "the record names its own scenario");
    if let Some(folder) = existing_run(files, out, scenario, &fingerprint)? {
        return Ok(Outcome::AlreadyComputed(folder));
    }
    let name = folder_name(scenario, &fingerprint);
    let mut staged = record.rows.take_staged().map_or_else(|| files.stage(out, &name), Ok)?;
    let mut entries = BTreeMap::new();
    for (path, content) in contents(record) {
        let mut bytes = Hashed::new(content.open());
        staged.write_from(&path, &mut bytes)?;
        entries.insert(path, bytes.entry());
    }
    for (path, bytes) in records(record, entries) {
        staged.write(path, &bytes)?;
    }
    // Rows that waited in files must be gone before the folder appears.
    record.rows.clear();
    let folder = match staged.commit() {
        Ok(folder) => folder,
        // Another process has just made the same run.
        Err(FilesError::Exists { path }) => {
            let existing = existing_run(files, out, scenario, &fingerprint)?;
            return existing.map(Outcome::AlreadyComputed).ok_or(FilesError::Exists { path }.into());
        }
        Err(error) => return Err(error.into()),
    };
    verified(files, &folder)?;
    files.replace(&out.join(LATEST), format!("{name}\n").as_bytes())?;
    Ok(Outcome::Written(folder))
}

/// Every file of a run's folder by its path in it.
///
/// # Errors
/// If rows that were put aside cannot be read.
///
/// # Panics
/// If two charts have one name: that is a bug.
pub fn run_files<'r>(record: &'r RunRecord<'_>) -> io::Result<BTreeMap<String, Content<'r>>> {
    let mut files = contents(record);
    let entry = |(path, content): (&String, &Content<'_>)| Ok((path.clone(), Hashed::new(content.open()).whole()?));
    let entries = files.iter().map(entry).collect::<io::Result<_>>()?;
    files.extend(records(record, entries).map(|(path, bytes)| (path.to_owned(), Content::Bytes(bytes))));
    Ok(files)
}

/// The files that the manifest lists.
fn contents<'r>(record: &'r RunRecord<'_>) -> BTreeMap<String, Content<'r>> {
    let mut files = resolved_inputs(record.case);
    files.insert("README.txt".to_owned(), readme(record).into_bytes());
    files.insert("report.html".to_owned(), report::page(record).into_bytes());
    for chart in &record.charts {
        let numbers = chart.numbers.iter().map(|record| record.iter().map(Cow::from).collect());
        let forms = [
            ("svg", Some(chart.svg.clone().into_bytes())),
            ("png", chart.png.clone()),
            ("txt", Some(chart.text.clone().into_bytes())),
            ("csv", Some(csv::encode(numbers))),
        ];
        for (form, bytes) in forms {
            let path = format!("charts/{}.{form}", chart.name);
            let twice = bytes.and_then(|bytes| files.insert(path, bytes));
            assert!(twice.is_none(), "two charts are called `{}`", chart.name);
        }
    }
    let mut files: BTreeMap<_, _> = files.into_iter().map(|(path, bytes)| (path, Content::Bytes(bytes))).collect();
    for table in record.tables.iter() {
        let name = table.spec.name;
        let all_here = || Content::Bytes(csv::write(table));
        let content = if record.rows.holds(name) { Content::Table(&record.rows, name) } else { all_here() };
        files.insert(format!("tables/{name}.csv"), content);
    }
    files
}

/// The files about the run: its manifest, of which `entries` are the other files, and its provenance.
fn records(
    record: &RunRecord<'_>,
    entries: BTreeMap<String, FileEntry>,
) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let uncertainty = &record.case.settings.uncertainty;
    let manifest = Manifest::of(record.scenario, &record.fingerprint, uncertainty.seed, uncertainty.draws, entries);
    [(MANIFEST, json_bytes(&manifest)), (PROVENANCE, json_bytes(&provenance(&record.provenance)))].into_iter()
}

fn json_bytes(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("text and numbers always make JSON");
    bytes.push(b'\n');
    bytes
}

/// What makes the run again, typed where its folder stands.
pub(super) fn command(record: &RunRecord<'_>) -> String {
    let folder = folder_name(record.scenario, &record.fingerprint);
    format!("staffcast run {folder}/{} --charts {}", scenario_file(record.scenario), record.fingerprint.charts())
}

/// Five lines for whoever finds the folder.
fn readme(record: &RunRecord<'_>) -> String {
    let settings = &record.case.settings;
    let scenario = record.scenario;
    // A title may hold line ends; here it is one line.
    let title = settings.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let horizon = &settings.horizon;
    let command = command(record);
    format!(
        "A forecast of technology staff, made by staffcast {VERSION}: {title}\n\
         Scenario `{scenario}`; staff as of {}, forecast from {} to {}. Begin with report.html; tables/dictionary.csv explains every column.\n\
         gap = demand - supply, in contracted FTE: a positive gap is a shortage, a negative one a surplus.\n\
         Ranges (p10 to p90) hold 8 of 10 futures and do not add up: read a total's range in its own row (`*`).\n\
         To make it again, type where this folder stands: {command}\n",
        horizon.start.plus(-1).last_day(),
        horizon.start,
        horizon.end(),
    )
}

#[derive(Serialize)]
struct ProvenanceFile<'a> {
    staffcast: &'static str,
    command: &'a str,
    started: String,
    finished: String,
    machine: Machine,
}

#[derive(Serialize)]
struct Machine {
    os: &'static str,
    arch: &'static str,
    threads: usize,
}

fn provenance(provenance: &Provenance) -> ProvenanceFile<'_> {
    ProvenanceFile {
        staffcast: VERSION,
        command: &provenance.command,
        started: provenance.started.to_string(),
        finished: provenance.finished.to_string(),
        machine: Machine { os: std::env::consts::OS, arch: std::env::consts::ARCH, threads: provenance.threads },
    }
}

#[cfg(test)]
mod tests {
    use super::super::assumptions::assumptions_table;
    use super::super::dictionary::dictionary_table;
    use super::super::problems::problems_table;
    use super::super::sample;
    use super::*;
    use crate::files::Disk;
    use std::fs;

    struct Run {
        out: tempfile::TempDir,
        case: Case,
        fingerprint: Fingerprint,
        tables: TableSet,
    }

    impl Run {
        fn new() -> Self {
            let case = sample::case();
            let mut tables = TableSet::new();
            tables.insert(assumptions_table(&case));
            tables.insert(problems_table(&[], "baseline"));
            tables.insert(dictionary_table(&tables));
            let fingerprint = Fingerprint::of(&case, "all");
            Self { out: tempfile::tempdir().expect("a temporary folder"), case, fingerprint, tables }
        }

        fn write(&self, out: &str, threads: usize) -> Result<Outcome, OutputError> {
            let chart = ChartFiles {
                name: "gap_fan".into(),
                svg: "<svg/>".into(),
                png: Some(vec![0x89, b'P']),
                text: "The gap grows.\n".into(),
                numbers: vec![vec!["period".into(), "gap, FTE".into()], vec!["2026-Q4".into(), "1.5".into()]],
            };
            let mut record = RunRecord {
                scenario: "baseline",
                rows: Spools::none(),
                fingerprint: self.fingerprint.clone(),
                tables: self.tables.clone(),
                charts: vec![chart],
                case: &self.case,
                provenance: Provenance {
                    command: format!("staffcast run --out {out}"),
                    started: jiff::Timestamp::UNIX_EPOCH,
                    finished: jiff::Timestamp::UNIX_EPOCH,
                    threads,
                },
            };
            write_run(&Disk, &self.out.path().join(out), &mut record)
        }

        fn written(&self, out: &str) -> PathBuf {
            match self.write(out, 1) {
                Ok(Outcome::Written(folder)) => folder,
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_run_folder_holds_what_the_contract_says() {
        let run = Run::new();
        let folder = run.written("output");
        let name = folder_name("baseline", &run.fingerprint);
        assert_eq!(folder, run.out.path().join("output").join(&name));
        assert_eq!(fs::read_to_string(run.out.path().join("output/latest.txt")).expect("a file"), format!("{name}\n"));
        let inputs = resolved_inputs(&run.case).into_keys();
        let others = [
            "README.txt",
            "charts/gap_fan.csv",
            "charts/gap_fan.png",
            "charts/gap_fan.svg",
            "charts/gap_fan.txt",
            "manifest.json",
            "provenance.json",
            "report.html",
            "tables/assumptions.csv",
            "tables/dictionary.csv",
            "tables/problems.csv",
        ];
        let mut wanted: Vec<String> = inputs.chain(others.map(str::to_owned)).collect();
        wanted.sort();
        assert_eq!(Disk.list_recursive(&folder).expect("a list"), wanted);
        let chart = fs::read_to_string(folder.join("charts/gap_fan.csv")).expect("a file");
        assert_eq!(chart, "period,\"gap, FTE\"\n2026-Q4,1.5\n");
    }

    #[test]
    fn the_readme_has_five_lines_and_the_day_before_the_start() {
        let run = Run::new();
        let folder = run.written("output");
        let text = fs::read_to_string(folder.join("README.txt")).expect("a file");
        assert_eq!(text.lines().count(), 5, "{text}");
        assert!(text.contains("staff as of 2026-09-30, forecast from 2026-10 to 2028-12"), "{text}");
    }

    #[test]
    fn the_manifest_lists_every_other_file_with_its_hash() {
        let run = Run::new();
        let folder = run.written("output");
        let manifest = read_manifest(&Disk, &folder).expect("a file").expect("a manifest");
        let mut listed: Vec<String> = manifest.files.keys().cloned().collect();
        listed.extend([MANIFEST.to_owned(), PROVENANCE.to_owned()]);
        listed.sort();
        assert_eq!(Disk.list_recursive(&folder).expect("a list"), listed);
        let svg = &manifest.files["charts/gap_fan.svg"];
        assert_eq!(svg.bytes, 6);
        assert_eq!(svg.sha256, super::super::fingerprint::sha256(b"<svg/>"));
        assert!(damages(&Disk, &folder).expect("readable").is_empty());
    }

    #[test]
    fn the_same_run_elsewhere_has_the_same_bytes() {
        let run = Run::new();
        let one = run.written("one");
        let Ok(Outcome::Written(two)) = run.write("two/deep", 8) else { panic!("a second place") };
        for name in Disk.list_recursive(&one).expect("a list") {
            let same = fs::read(one.join(&name)).expect("a file") == fs::read(two.join(&name)).expect("a file");
            assert_eq!(same, name != PROVENANCE, "{name}");
        }
    }

    #[test]
    fn a_run_that_verifies_is_not_made_again() {
        let run = Run::new();
        let folder = run.written("output");
        fs::write(folder.join(".DS_Store"), "left by a file manager").expect("a file");
        fs::write(folder.join(PROVENANCE), "another clock").expect("a file");
        let again = run.write("output", 1).expect("the run of before");
        assert_eq!(again, Outcome::AlreadyComputed(folder));
    }

    #[test]
    fn one_byte_changed_in_any_file_is_found_by_name() {
        let run = Run::new();
        let folder = run.written("output");
        for name in Disk.list_recursive(&folder).expect("a list") {
            if name == PROVENANCE {
                continue;
            }
            let path = folder.join(&name);
            let before = fs::read(&path).expect("a file");
            // In the manifest the last digit but a few lies in a size; in the others any byte will do.
            let place = before.iter().rposition(u8::is_ascii_digit).unwrap_or(0);
            let mut bytes = before.clone();
            bytes[place] ^= 1;
            fs::write(&path, &bytes).expect("a changed file");
            match run.write("output", 1) {
                Err(OutputError::Damaged { file, .. }) if name != MANIFEST => assert_eq!(file, name),
                Err(OutputError::Damaged { .. }) => {}
                other => panic!("{name}: {other:?}"),
            }
            assert_eq!(fs::read(&path).expect("a file"), bytes, "nothing is touched");
            fs::write(&path, &before).expect("the file as before");
        }
        assert!(matches!(run.write("output", 1), Ok(Outcome::AlreadyComputed(_))));
    }

    #[test]
    fn a_manifest_with_another_seed_is_found() {
        let run = Run::new();
        let path = run.written("output").join(MANIFEST);
        let text = fs::read_to_string(&path).expect("a file").replace("\"seed\": 20261121", "\"seed\": 20261122");
        fs::write(&path, text).expect("a changed file");
        let error = run.write("output", 1).expect_err("damaged").to_string();
        assert!(error.ends_with("manifest.json was changed; move the folder away and run again"), "{error}");
    }

    #[test]
    fn missing_and_extra_files_are_told_apart() {
        let run = Run::new();
        let folder = run.written("output");
        fs::remove_file(folder.join("README.txt")).expect("gone");
        fs::write(folder.join("tables/mine.csv"), "x").expect("a file");
        let found: Vec<_> = damages(&Disk, &folder).expect("readable").into_iter().collect();
        let wanted = [("README.txt", Damage::Missing), ("tables/mine.csv", Damage::Extra)];
        assert_eq!(found, wanted.map(|(name, damage)| (name.to_owned(), damage)));
    }
}
