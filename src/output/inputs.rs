//! The resolved scenario and its tables, as they stand in a run folder's `inputs/`.
//!
//! They can be run again, and they are canonical: rows sorted, numbers in their shortest text, columns that nobody
//! fills left out. Two sets of inputs that mean the same cell by cell give the same bytes, wherever the files lay and
//! in whatever order their rows stood. The fingerprint of a run is taken over these bytes.
//! Left out: how a value came to be (that is in the table `assumptions`), and rosters, which are never here.

use super::csv::{encode, number_text};
use crate::calendar::Step;
use crate::domain::{Anchor, Case, Sampling, word};
use crate::tables::{Cell, Sheet, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Where the resolved scenario stands in a run folder. It keeps its own stem, because that is its name.
pub fn scenario_file(scenario: &str) -> String {
    format!("inputs/{scenario}.toml")
}

/// Every file of `inputs/`, by its path in the run folder.
pub fn resolved_inputs(case: &Case) -> BTreeMap<String, Vec<u8>> {
    let filled = case.tables.values().filter(|sheet| !sheet.rows.is_empty());
    let mut files: BTreeMap<_, _> =
        filled.map(|sheet| (format!("inputs/{}.csv", sheet.spec.name), table_bytes(sheet))).collect();
    files.insert(scenario_file(&case.settings.name), scenario_toml(case).into_bytes());
    files
}

/// The settings as a scenario file whose data folder is its own.
fn scenario_toml(case: &Case) -> String {
    let mut text = String::new();
    for (section, lines) in settings_lines(case) {
        if !section.is_empty() {
            let _ = writeln!(text, "\n[{section}]");
        }
        for (key, value) in lines {
            let _ = writeln!(text, "{key} = {value}");
        }
    }
    for (table, sheet) in &case.tables {
        let columns = sheet.spec.columns.iter().enumerate();
        let small = columns.filter(|(index, _)| sheet.looks_like_fractions(*index)).map(|(_, column)| column.name);
        let units: Vec<String> = small.map(|name| format!("{name} = \"percent\"")).collect();
        if !units.is_empty() {
            // Who reads these files again must not wonder whether they hold fractions.
            let _ = writeln!(text, "\n[files.{table}]\nunit = {{ {} }}", units.join(", "));
        }
    }
    text
}

/// The settings by section (the first is the top of the file): keys and values as they stand in a scenario file.
pub(super) fn settings_lines(case: &Case) -> Vec<(&'static str, Vec<(String, String)>)> {
    let settings = &case.settings;
    let uncertainty = &settings.uncertainty;
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let lines =
        |lines: &[(&str, String)]| lines.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    let mut sections = vec![
        (
            "",
            lines(&[
                ("title", quoted(&settings.title)),
                ("data", quoted(".")),
                ("start", quoted(&settings.horizon.start.to_string())),
                ("end", quoted(&settings.horizon.end().to_string())),
                ("step", quoted(word(&Step::NAMES, settings.horizon.step))),
                ("fiscal_year_start", settings.horizon.fiscal_year_start.to_string()),
                ("demand_anchor", quoted(word(&Anchor::NAMES, settings.demand_anchor))),
            ]),
        ),
        (
            "shortage",
            lines(&[
                ("threshold_pct", number_text(settings.shortage.threshold_pct)),
                ("threshold_fte", number_text(settings.shortage.threshold_fte)),
            ]),
        ),
        (
            "uncertainty",
            lines(&[
                ("draws", uncertainty.draws.to_string()),
                ("seed", uncertainty.seed.to_string()),
                ("range", quoted(uncertainty.range)),
                ("distribution", quoted(uncertainty.distribution.word())),
                ("sampling", quoted(word(&Sampling::NAMES, uncertainty.sampling))),
                ("individuals", uncertainty.individuals.to_string()),
            ]),
        ),
    ];
    if !uncertainty.shared.is_empty() {
        let shared = uncertainty.shared.iter().map(|(key, &rho)| (quoted(key), number_text(rho)));
        sections.push(("uncertainty.shared", shared.collect()));
    }
    sections.push(("hiring", lines(&[("policy", quoted(settings.hiring.word()))])));
    if let Some(currency) = &settings.currency {
        sections.push(("money", lines(&[("currency", quoted(currency))])));
    }
    if !settings.causes {
        // Stated only where it is not as usual.
        sections.push(("output", lines(&[("causes", settings.causes.to_string())])));
    }
    sections
}

/// Where each row of these tables of the planner stands in `inputs/`: (table, number of the row) → (file there, line there).
///
/// Tables of a run name these lines, so that the order of rows in the planner's files changes nothing.
pub(super) fn canonical_lines(case: &Case, tables: &BTreeSet<&str>) -> BTreeMap<(&'static str, u32), (String, u32)> {
    let mut lines = BTreeMap::new();
    for (&table, sheet) in case.tables.iter().filter(|(table, _)| tables.contains(*table)) {
        let (file, places) = canonical_places(sheet);
        lines.extend(sheet.rows.iter().zip(places).map(|(row, line)| ((table, row.number), (file.clone(), line))));
    }
    lines
}

/// The file of a table in `inputs/`, and the line there of each of its rows.
pub(super) fn canonical_places(sheet: &Sheet) -> (String, Vec<u32>) {
    let mut lines = vec![0; sheet.rows.len()];
    let mut line = 2;
    let records = Records::of(sheet);
    for row in records.sorted() {
        lines[row] = line;
        line += 1 + records.record(row).iter().map(|cell| cell.matches('\n').count() as u32).sum::<u32>();
    }
    (format!("{}.csv", sheet.spec.name), lines)
}

/// The line of the resolved scenario file that sets `section.key`.
pub(super) fn scenario_line(case: &Case, section: &str, key: &str) -> Option<u32> {
    let text = scenario_toml(case);
    let mut inside = false;
    let mut numbered = (1..).zip(text.lines());
    numbered.find_map(|(number, line)| {
        if line.starts_with('[') {
            inside = line == format!("[{section}]");
        }
        (inside && line.starts_with(&format!("{key} = "))).then_some(number)
    })
}

/// The rows of a table in the order of `inputs/`, by their places in the sheet.
pub(super) fn sorted_rows(sheet: &Sheet) -> Vec<usize> {
    Records::of(sheet).sorted()
}

fn table_bytes(sheet: &Sheet) -> Vec<u8> {
    let records = Records::of(sheet);
    let rows = records.sorted().into_iter().map(|row| records.record(row));
    encode(std::iter::once(records.header.clone()).chain(rows))
}

type Record<'a> = Vec<Cow<'a, str>>;

/// The records of a table: the columns that it needs and those that some row fills.
struct Records<'a> {
    sheet: &'a Sheet,
    header: Record<'a>,
    writers: Vec<(usize, Part)>,
}

impl<'a> Records<'a> {
    fn of(sheet: &'a Sheet) -> Self {
        let mut records = Self { sheet, header: Vec::new(), writers: Vec::new() };
        for (index, column) in sheet.spec.columns.iter().enumerate() {
            let filled = column.filled || sheet.rows.iter().any(|row| row.cells[index].is_some());
            let ranged = sheet.rows.iter().any(|row| row.cells[index].as_ref().is_some_and(is_range));
            let ends = column.range_ends().filter(|_| ranged);
            let names = [
                (Part::Low, ends.as_ref().map(|(low, _)| low.clone())),
                (Part::Value, filled.then(|| column.name.to_owned())),
                (Part::High, ends.as_ref().map(|(_, high)| high.clone())),
            ];
            for (part, name) in names {
                if let Some(name) = name {
                    records.header.push(name.into());
                    records.writers.push((index, part));
                }
            }
        }
        records
    }

    /// The record of a row.
    fn record(&self, row: usize) -> Record<'a> {
        self.writers.iter().map(|&(index, part)| self.text(row, index, part)).collect()
    }

    /// The rows by key, then by all cells. Records are made again where they are needed: those of large tables would fill
    /// the memory.
    fn sorted(&self) -> Vec<usize> {
        let key: Vec<usize> = self.sheet.spec.key.iter().map(|name| self.sheet.spec.index(name)).collect();
        let key_of = |row: usize| key.iter().map(|&index| self.text(row, index, Part::Value)).collect();
        let mut rows: Vec<(Record<'a>, usize)> = (0..self.sheet.rows.len()).map(|row| (key_of(row), row)).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.record(a.1).cmp(&self.record(b.1))));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn text(&self, row: usize, index: usize, part: Part) -> Cow<'a, str> {
        let sheet = self.sheet;
        sheet.rows[row].cells[index].as_ref().map_or(Cow::Borrowed(""), |cell| text(cell, part))
    }
}

/// Which of the columns of a range a text is for.
#[derive(Clone, Copy)]
enum Part {
    Low,
    Value,
    High,
}

fn is_range(cell: &Cell) -> bool {
    matches!(cell.value, Value::Number { low, mode, high } if low != mode || high != mode)
}

fn text(cell: &Cell, part: Part) -> Cow<'_, str> {
    match (&cell.value, part) {
        (Value::Number { mode, .. }, Part::Value) => number_text(*mode).into(),
        (Value::Number { low, .. }, Part::Low) if is_range(cell) => number_text(*low).into(),
        (Value::Number { high, .. }, Part::High) if is_range(cell) => number_text(*high).into(),
        (Value::Text(text), Part::Value) => Cow::Borrowed(text),
        (Value::Period(period), Part::Value) => period.to_string().into(),
        (_, Part::Low | Part::High) => Cow::Borrowed(""),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn file(case: &Case, name: &str) -> String {
        let bytes = resolved_inputs(case).remove(name).expect("a file of inputs/");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn the_scenario_is_written_as_a_planner_would_write_it() {
        let text = file(&sample::case(), "inputs/baseline.toml");
        let scenario: toml::Table = toml::from_str(&text).expect("TOML");
        assert_eq!(scenario["title"].as_str(), Some("Baseline: \"today's\" plans"));
        let rest = text.split_once('\n').map(|(_, rest)| rest);
        assert_eq!(
            rest,
            Some(
                "data = \".\"\nstart = \"2026-10\"\nend = \"2028-12\"\nstep = \"year\"\nfiscal_year_start = 4\n\
                 demand_anchor = \"establishment\"\n\n[shortage]\nthreshold_pct = 5\nthreshold_fte = 0.5\n\n\
                 [uncertainty]\ndraws = 256\nseed = 20261121\nrange = \"bounds\"\ndistribution = \"pert\"\nsampling = \"stratified\"\n\
                 individuals = false\n\n\
                 [uncertainty.shared]\n\"workload.mode\" = 0.7\n\n[hiring]\npolicy = \"fill-establishment\"\n"
            )
        );
    }

    #[test]
    fn a_table_keeps_filled_and_needed_columns_and_blanks_ranges_that_are_none() {
        let text = file(&sample::case(), "inputs/workload.csv");
        assert_eq!(
            text,
            "role,phase,driver,facility,unit,low,mode,high,source\n\
             bmet,run,staffed_beds,*,fte_per_100,,3,,\n\
             ehr_analyst,run,staffed_beds,*,fte_per_100,1,2.5,4,a study\n"
        );
        assert_eq!(file(&sample::case(), "inputs/facilities.csv"), "facility,region\nnorth,west\nsouth,west\n");
    }

    #[test]
    fn the_order_of_rows_and_empty_tables_change_nothing() {
        let case = sample::case();
        let mut other = case.clone();
        for sheet in other.tables.values_mut() {
            sheet.rows.reverse();
        }
        other.tables.remove("growth");
        assert_eq!(resolved_inputs(&case), resolved_inputs(&other));
    }
}
