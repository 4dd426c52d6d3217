//! The scenario: what is forecast, how, where the tables are, and what is changed in them.
//!
//! A scenario is a file, those that it extends (`chain`), and what was typed (`typed`); what is nearer to the person at
//! the keyboard decides.

mod chain;
mod typed;

pub(super) use typed::Operator;

use super::Overrides;
use super::changes::{self, Change};
use super::document::{Document, Entry};
use super::keys;
use super::reading::{DeclaredFiles, declared_files};
use super::settings::SettingsReader;
use crate::calendar::{Horizon, Step};
use crate::diagnostics::{Diagnostics, Place, Slug, suggest};
use crate::domain::{Anchor, HiringPolicy, Sampling, Settings, Shortage, Uncertainty};
use crate::files::{Files, FilesError, joined};
use crate::statistics::distribution::DistributionKind;
use crate::tables::{Kind, Number, Origin, input};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// At most this many months are forecast: 100 years.
const LONGEST_MONTHS: u32 = 1200;
/// What was set on the command line is added to a title if it is no longer than this.
const LONGEST_ADDED: usize = 80;
/// Below this many draws the 10th and 90th percentiles say little: fewer than 26 draws lie beyond each.
const FEW_DRAWS: u32 = 256;
const FEWEST_DRAWS: u32 = 16;
const MOST_DRAWS: u32 = 1_000_000;

/// How ranges are taken where the scenario's own word is wrong: then rows give no messages of their own about it.
const NO_FOLLOW_UP: (&str, DistributionKind) = ("bounds", DistributionKind::Pert);

/// What a scenario says, as far as it could be read.
pub(super) struct Scenario {
    /// The data folder, and the place that names it.
    pub(super) data: Option<(PathBuf, Place)>,
    /// The months forecast.
    pub(super) horizon: Option<Horizon>,
    /// How ranges are meant, and which distribution they have, where a row does not say.
    pub(super) ranges: (&'static str, DistributionKind),
    /// Everything, if nothing was wrong.
    pub(super) settings: Option<Settings>,
    /// What is said about the files of tables.
    pub(super) files: DeclaredFiles,
    /// What is done to the tables, in order.
    pub(super) changes: Vec<Change>,
}

/// Reads the scenario file at `path` and those that it extends.
pub(super) fn read(
    files: &dyn Files,
    path: &Path,
    overrides: &Overrides,
    found: &mut Diagnostics,
) -> Result<Scenario, FilesError> {
    let file = path.display().to_string();
    let (sources, chained) = chain::read(files, path, found)?;
    let typed = typed::read(&overrides.set, &sources, found);
    let of_files: Vec<Document<'_>> =
        sources.iter().map(|source| Document::parse(&source.file, &source.text, found)).collect();
    let mut misplaced = BTreeSet::new();
    for document in &of_files {
        misplaced.extend(keys::check(document, found));
    }
    let mut changes: Vec<Change> = of_files.iter().rev().flat_map(|document| changes::read(document, found)).collect();
    changes.extend(typed.changes);
    let of_words = typed.settings.iter().rev();
    let mut documents: Vec<Document<'_>> =
        of_words.map(|said| Document::parse(&said.words, &said.toml, found).typed()).collect();
    for document in &documents {
        misplaced.extend(keys::check(document, found));
    }
    documents.extend(of_files);
    let folders = sources.iter().map(|source| (source.file.as_str(), source.folder.as_path())).collect();
    let declared = declared_files(&documents, &folders, found);
    let mut reader = SettingsReader { documents: &documents, file: &file, chained, misplaced, found };

    let data = data_folder(&mut reader, &folders, path);
    let horizon = horizon(&mut reader);
    let demand_anchor = anchor(&mut reader);
    let stem = path.file_stem().map_or_else(|| file.clone(), |stem| stem.to_string_lossy().into_owned());
    check_name(&mut reader, &file, &stem);
    let title = title(&mut reader, &stem, &overrides.set);
    let threshold_pct = reader.number("shortage", "threshold_pct", Number::percent(), 5.0);
    let threshold_fte = reader.number("shortage", "threshold_fte", Number::not_negative(), 0.5);
    let ranges = [("p10-p90", "p10-p90"), ("bounds", "bounds")];
    let range = reader.choice("uncertainty", "range", &ranges, Some("p10-p90"));
    let kind = reader.choice("uncertainty", "distribution", &DistributionKind::NAMES, Some(DistributionKind::Pert));
    let ranges = range.zip(kind).filter(|&ranges| agree(&mut reader, ranges));
    let uncertainty = uncertainty(&mut reader, overrides, ranges);
    let hiring = reader.choice("hiring", "policy", &HiringPolicy::NAMES, Some(HiringPolicy::FillEstablishment));
    let currency = currency(&mut reader);
    let causes = reader.boolean("output", "causes", true);
    let set_by = set_by(&reader, overrides);

    let settings = (|| {
        Some(Settings {
            name: stem,
            title,
            horizon: horizon.clone()?,
            demand_anchor: demand_anchor?,
            shortage: Shortage { threshold_pct: threshold_pct?, threshold_fte: threshold_fte? },
            uncertainty: uncertainty?,
            hiring: hiring?,
            causes: causes?,
            currency: currency?,
            set_by,
        })
    })();
    Ok(Scenario { data, horizon, ranges: ranges.unwrap_or(NO_FOLLOW_UP), settings, files: declared, changes })
}

/// The title in the scenario's own file: that of a scenario it extends says something else. What was set on the command
/// line is added to it, so that no page of a changed plan looks like the plan; a title typed there stands as it is.
fn title(reader: &mut SettingsReader<'_, '_, '_>, stem: &str, set: &[String]) -> String {
    let typed = reader.find("", "title").is_some_and(|(_, entry)| entry.line == 0);
    let own = reader.find("", "title").is_some_and(|(_, entry)| entry.line == 0 || entry.file == reader.file);
    let title = if own { reader.text("", "title", "Baseline") } else { None };
    let title = title.map_or_else(|| stem.to_owned(), |(title, _)| title);
    let said = set.join(", ");
    match set.len() {
        0 => title,
        _ if typed => title,
        _ if said.chars().count() <= LONGEST_ADDED => format!("{title} (with {said})"),
        count => format!("{title} (with {count} values set on the command line)"),
    }
}

/// What set each setting that is stated: by its key with its section.
fn set_by(reader: &SettingsReader<'_, '_, '_>, overrides: &Overrides) -> BTreeMap<String, Origin> {
    let mut set_by = BTreeMap::new();
    let keys = keys::KNOWN.iter().flat_map(|(section, keys)| keys.iter().map(move |key| (*section, *key)));
    for (section, key) in keys {
        // The title of a scenario that is extended is not taken over.
        let own = |entry: &Entry<'_, '_>| key != "title" || entry.line == 0 || entry.file == reader.file;
        if let Some((full, entry)) = reader.find(section, key).filter(|(_, entry)| own(entry)) {
            set_by.insert(full, Origin::new(Arc::from(entry.file), entry.line));
        }
    }
    for document in reader.documents.iter().rev() {
        let shared = document.find("uncertainty", "shared").and_then(|section| section.value.as_table());
        for entry in shared.into_iter().flat_map(|table| document.entries_of(table)) {
            let origin = Origin::new(Arc::from(entry.file), entry.line);
            set_by.insert(format!("uncertainty.shared.{}", entry.key), origin);
        }
    }
    for (key, typed) in [("seed", overrides.seed.is_some()), ("draws", overrides.draws.is_some())] {
        if typed {
            let origin = Origin::new(Arc::from(format!("--{key}")), 0);
            set_by.insert(format!("uncertainty.{key}"), origin);
        }
    }
    set_by
}

/// The data folder; `folders` are those of the scenario's files, from which paths are seen.
fn data_folder(
    reader: &mut SettingsReader<'_, '_, '_>,
    folders: &BTreeMap<&str, &Path>,
    scenario: &Path,
) -> Option<(PathBuf, Place)> {
    let help = "name the folder of the CSV tables, or a workbook, as seen from this file: data = \"../sample-data\"";
    if reader.find("", "data").is_none() {
        reader.missing("data", "staffcast does not know where the tables are", help);
        return None;
    }
    let (text, place) = reader.text("", "data", "../sample-data")?;
    if text.trim().is_empty() {
        reader.bad(place, &text, "`data` is empty".to_owned(), help);
        return None;
    }
    // What was typed is seen from where it was typed.
    let own = scenario.parent().unwrap_or(Path::new(""));
    let folder = match place.line {
        Some(_) => folders.get(place.file.as_str()).copied().unwrap_or(own),
        None => Path::new(""),
    };
    Some((joined(folder, Path::new(&text)), place))
}

fn horizon(reader: &mut SettingsReader<'_, '_, '_>) -> Option<Horizon> {
    for (key, message, help) in [
        (
            "start",
            "the first month forecast",
            "write start = \"2026-10\"; the last staff period must end the day before",
        ),
        ("end", "the last month forecast", "write end = \"2034-12\""),
    ] {
        if reader.find("", key).is_none() {
            reader.missing(key, message, help);
        }
    }
    let (start, end) = (reader.month("start", false), reader.month("end", true));
    let step = reader.choice("", "step", &Step::NAMES, Some(Step::Quarter));
    let fiscal_year_start = reader.integer("", "fiscal_year_start", 1, 12, 1);
    let (start, end) = (start?, end?);
    let place = reader.find("", "end").map_or_else(Place::default, |(full, entry)| reader.place(&entry, &full));
    let months = i64::from(end.since(start)) + 1;
    if months < 1 {
        let message = format!("the forecast ends ({end}) before it starts ({start})");
        let help = format!("write an end not before {start}, such as end = \"{}\"", start.plus(99));
        reader.found.push(Slug::BadHorizon, place, message, help);
        return None;
    }
    if months > i64::from(LONGEST_MONTHS) {
        let message = format!("the forecast is {months} months long, from {start} to {end}; at most 1200 are forecast");
        let help = "write an earlier end; hospital plans seldom look beyond 10 years";
        reader.found.push(Slug::BadHorizon, place, message, help);
        return None;
    }
    Horizon::new(start, end, step?, u32::try_from(fiscal_year_start?).ok()?)
}

fn anchor(reader: &mut SettingsReader<'_, '_, '_>) -> Option<Anchor> {
    if reader.find("", "demand_anchor").is_none() {
        let help = "write demand_anchor = \"establishment\" (the opening gap is the vacancies), \"in_post\" (the opening \
                    gap is 0) or \"ratios\" (the workload rates stand as they are)";
        reader.missing("demand_anchor", "what demand equals on the day before the start", help);
    }
    reader.choice("", "demand_anchor", &Anchor::NAMES, None)
}

/// True if ranges can be meant like this and have this distribution; reported if not.
fn agree(reader: &mut SettingsReader<'_, '_, '_>, (range, kind): (&'static str, DistributionKind)) -> bool {
    if range != "bounds" || kind.has_bounds() {
        return true;
    }
    let entry = reader.find("uncertainty", "distribution");
    let place = entry.map_or_else(Place::default, |(full, entry)| reader.place(&entry, &full));
    let message =
        format!("`uncertainty.distribution` is \"{}\", which has no bounds, and `range` is \"bounds\"", kind.word());
    let help = "write range = \"p10-p90\", or distribution = \"pert\"; rows may say otherwise for themselves";
    reader.bad(place, kind.word(), message, help);
    false
}

/// The currency of all costs: `Some(None)` where none is stated, `None` if it is not a currency.
fn currency(reader: &mut SettingsReader<'_, '_, '_>) -> Option<Option<String>> {
    if reader.find("money", "currency").is_none() {
        return Some(None);
    }
    let (text, place) = reader.text("money", "currency", "USD")?;
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(Some(text));
    }
    let message = format!("`money.currency` cannot be \"{text}\"");
    reader.bad(place, &text, message, "write its three capital letters, such as \"USD\" or \"EUR\"");
    None
}

fn uncertainty(
    reader: &mut SettingsReader<'_, '_, '_>,
    overrides: &Overrides,
    ranges: Option<(&'static str, DistributionKind)>,
) -> Option<Uncertainty> {
    let individuals = reader.boolean("uncertainty", "individuals", true);
    let sampling = reader.choice("uncertainty", "sampling", &Sampling::NAMES, Some(Sampling::Stratified));
    let seed = reader.integer("uncertainty", "seed", 0, i64::MAX, 20_261_121);
    let draws = reader.integer("uncertainty", "draws", i64::from(FEWEST_DRAWS), i64::from(MOST_DRAWS), 2048);
    let shared = shared(reader);
    let seed = match overrides.seed {
        Some(seed) if i64::try_from(seed).is_err() => {
            let place = Place::file(reader.file).in_column("--seed");
            let message = format!("`--seed {seed}` is too large");
            let help = format!("write a whole number from 0 to {}", i64::MAX);
            reader.found.push_value(Slug::BadSetting, place, Some(&seed.to_string()), message, help);
            None
        }
        Some(seed) => Some(seed),
        None => seed.and_then(|seed| u64::try_from(seed).ok()),
    };
    let draws = draws.and_then(|draws| u32::try_from(draws).ok());
    let draws = checked_draws(reader, overrides.draws, draws, sampling);
    let (range, distribution) = ranges?;
    Some(Uncertainty {
        draws: draws?,
        seed: seed?,
        sampling: sampling?,
        range,
        distribution,
        shared: shared?,
        individuals: individuals?,
    })
}

/// The stem names the run folder: it must be a plain name on every system.
fn check_name(reader: &mut SettingsReader<'_, '_, '_>, file: &str, stem: &str) {
    const LONGEST: usize = 100;
    let odd = |c: char| c.is_control() || "\\/:*?\"<>|\u{FFFD}".contains(c);
    if stem.len() <= LONGEST && !stem.starts_with('.') && !stem.chars().any(odd) {
        return;
    }
    let message = "the file's name cannot name a run folder on every system";
    let help = "use letters, digits, `-` and `_`, at most 100 of them, and no leading dot";
    reader.found.push(Slug::BadSetting, Place::file(file), message, help);
}

/// The number of draws in force, if it is one that the sampling can be made with.
fn checked_draws(
    reader: &mut SettingsReader<'_, '_, '_>,
    typed: Option<u32>,
    written: Option<u32>,
    sampling: Option<Sampling>,
) -> Option<u32> {
    let (draws, place) = match typed {
        Some(draws) => (draws, Place::file(reader.file).in_column("--draws")),
        None => {
            let entry = reader.find("uncertainty", "draws");
            let unsaid = || Place::file(reader.file).in_column("uncertainty.draws");
            (written?, entry.map_or_else(unsaid, |(full, entry)| reader.place(&entry, &full)))
        }
    };
    let value = draws.to_string();
    if !(FEWEST_DRAWS..=MOST_DRAWS).contains(&draws) {
        let message = format!("`--draws` cannot be {draws}");
        let help = format!("write a whole number from {FEWEST_DRAWS} to {MOST_DRAWS}, such as --draws 2048");
        reader.found.push_value(Slug::BadSetting, place, Some(&value), message, help);
        return None;
    }
    if sampling == Some(Sampling::Stratified) && draws % 16 != 0 {
        let (below, above) = (draws / 16 * 16, (draws / 16 + 1) * 16);
        let message = format!("{draws} draws cannot be stratified: the number must be a multiple of 16");
        let help = format!(
            "write {below}, {above}, or best a power of two such as {}; or sampling = \"monte-carlo\"",
            draws.next_power_of_two()
        );
        reader.found.push_value(Slug::DrawsNotStratified, place, Some(&value), message, help);
        return None;
    }
    if draws < FEW_DRAWS {
        let message = format!("{draws} draws are few: about {} lie beyond each end of the ranges", draws / 10);
        let help = "for figures that somebody will see, use 2048 or more";
        reader.found.push_value(Slug::FewDraws, place, Some(&value), message, help);
    }
    Some(draws)
}

/// The shares of luck that facilities share, by `table.column`; those of a scenario add to those that it extends.
fn shared(reader: &mut SettingsReader<'_, '_, '_>) -> Option<BTreeMap<String, f64>> {
    let mut shares = BTreeMap::new();
    let known = uncertain_columns();
    let mut good = true;
    let documents = reader.documents;
    for document in documents.iter().rev() {
        let Some(section) = document.find("uncertainty", "shared") else { continue };
        let Some(table) = section.value.as_table() else {
            let place = reader.place(&section, "uncertainty.shared");
            let message = "`uncertainty.shared` is a section, not a single value";
            let help = "write [uncertainty.shared] and below it lines such as \"supply.leavers_pct\" = 0.5";
            reader.found.push(Slug::WrongType, place, message, help);
            good = false;
            continue;
        };
        for entry in document.entries_of(table) {
            let full = format!("uncertainty.shared.{}", entry.key);
            let place = reader.place(&entry, &full);
            if let Some(inner) = entry.value.as_table() {
                let column = document.entries_of(inner).first().map_or("", |inner| inner.key).to_owned();
                let message = format!("the name `{}.{column}` needs quotes: its point is part of the name", entry.key);
                let help = format!("write \"{}.{column}\" = 0.5", entry.key);
                reader.found.push(Slug::WrongType, place, message, help);
                good = false;
            } else if !known.iter().any(|name| name == entry.key) {
                let message = format!("`{}` is not a column that may be uncertain", entry.key);
                let help = suggest(entry.key, known.iter().map(String::as_str));
                reader.found.push_value(Slug::UnknownKey, place, Some(entry.key), message, help);
                good = false;
            } else {
                match reader.number_of(&full, &entry, Number::between(0.0, 1.0), "0.5") {
                    Some(share) => {
                        shares.insert(entry.key.to_owned(), share);
                    }
                    None => good = false,
                }
            }
        }
    }
    good.then_some(shares)
}

/// Every column that may be uncertain, as `table.column`.
fn uncertain_columns() -> Vec<String> {
    let columns = input::TABLES.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    columns
        .filter(|(_, column)| matches!(column.kind, Kind::Number(Number { uncertain: true, .. })))
        .map(|(table, column)| format!("{}.{}", table.name, column.name))
        .collect()
}
