//! Every value of a scenario as it is resolved, with the file and line that set it.
//!
//! Settings first, then every filled cell of every table, then what staffcast itself gives where cells are blank. The
//! files are the planner's own, so that two projects that mean the same may say it from different lines.

use super::assumptions::assumptions_table;
use super::csv::{encode, number_text};
use super::inputs::{settings_lines, sorted_rows};
use crate::domain::Case;
use crate::tables::{Cell, Kind, Row, Sheet, Value};
use serde::Serialize;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResolvedValue {
    /// Its selector: `table.column[key=value,…]`, or `section.key` of a setting.
    pub selector: String,
    /// The value; `low/mode/high` if it is a range.
    pub value: String,
    /// The file that set it, the words of the command line, or `default`.
    pub file: String,
    /// The line; none of a default or of what was typed.
    pub line: Option<u32>,
}

/// All values of a case, in the order of the tables' names and of `inputs/`.
pub fn resolved_values(case: &Case) -> Vec<ResolvedValue> {
    let mut values = settings(case);
    for sheet in case.tables.values() {
        for row in sorted_rows(sheet).into_iter().filter_map(|index| sheet.rows.get(index)) {
            values.extend(cells(sheet, row));
        }
    }
    values.extend(defaults(case));
    values
}

/// The values as CSV.
pub fn resolved_text(values: &[ResolvedValue]) -> String {
    let header = ["selector", "value", "file", "line"].map(Into::into).to_vec();
    let line = |value: &ResolvedValue| {
        let line = value.line.map_or_else(String::new, |line| line.to_string());
        [&value.selector, &value.value, &value.file, &line].map(|text| text.clone().into()).to_vec()
    };
    let bytes = encode(std::iter::once(header).chain(values.iter().map(line)));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn settings(case: &Case) -> Vec<ResolvedValue> {
    let mut values = Vec::new();
    for (section, lines) in settings_lines(case) {
        for (key, value) in lines {
            let key = key.trim_matches('"');
            let selector = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
            let origin = case.settings.set_by.get(&selector);
            // Where the tables are is no part of what a run is made from.
            let value = if selector == "data" { data(case) } else { value.trim_matches('"').to_owned() };
            let file = origin.map_or("default", |origin| &*origin.file).to_owned();
            let line = origin.map(|origin| origin.line).filter(|line| *line > 0);
            values.push(ResolvedValue { selector, value, file, line });
        }
    }
    values
}

/// The folder of the tables, as a planner would type it.
fn data(case: &Case) -> String {
    let file = case.tables.values().next().map_or("", |sheet| &sheet.file);
    file.rsplit_once(['/', '\\']).map_or(".", |(folder, _)| folder).to_owned()
}

fn cells<'a>(sheet: &'a Sheet, row: &'a Row) -> impl Iterator<Item = ResolvedValue> + 'a {
    let spec = sheet.spec;
    let key: Vec<String> = spec
        .key
        .iter()
        .filter_map(|name| Some((name, row.cells.get(spec.index(name))?.as_ref()?)))
        .map(|(name, cell)| format!("{name}={}", text(cell)))
        .collect();
    let key = key.join(",");
    spec.columns.iter().zip(&row.cells).filter_map(move |(column, cell)| {
        let cell =
            cell.as_ref().filter(|_| !spec.key.contains(&column.name) || matches!(column.kind, Kind::NewCode))?;
        Some(ResolvedValue {
            selector: format!("{}.{}[{key}]", spec.name, column.name),
            value: text(cell),
            file: cell.origin.file.to_string(),
            line: Some(cell.origin.line).filter(|line| *line > 0),
        })
    })
}

fn text(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Number { low, mode, high } if low == mode && mode == high => number_text(*mode),
        Value::Number { low, mode, high } => [low, mode, high].map(|number| number_text(*number)).join("/"),
    }
}

fn defaults(case: &Case) -> Vec<ResolvedValue> {
    let table = assumptions_table(case);
    let number = |column: &str, row: usize| table.number(column, row).map(number_text);
    let default = |row: &usize| table.text("set_by", *row) == "default";
    let value = |row: usize| ResolvedValue {
        selector: table.text("selector", row).to_owned(),
        value: match ["low", "value", "high"].map(|column| number(column, row)) {
            [Some(low), Some(mode), Some(high)] => [low, mode, high].join("/"),
            [_, mode, _] => mode.unwrap_or_default(),
        },
        file: "default".to_owned(),
        line: None,
    };
    (0..table.len()).filter(default).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_value_names_the_file_and_line_that_set_it() {
        let mut case = sample::case();
        let origin = crate::tables::Origin::new("scenarios/baseline.toml".into(), 7);
        case.settings.set_by.insert("uncertainty.draws".into(), origin);
        let text = resolved_text(&resolved_values(&case));
        let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(line("uncertainty.draws"), "uncertainty.draws,256,scenarios/baseline.toml,7");
        assert_eq!(line("uncertainty.seed"), "uncertainty.seed,20261121,default,");
        assert_eq!(line("data,"), "data,sample-data,default,");
        let work = "\"workload.mode[role=ehr_analyst,phase=run,driver=staffed_beds,facility=*]\"";
        assert_eq!(line(work), format!("{work},1/2.5/4,sample-data/workload.csv,2"));
        let default = "\"supply.hire_age[role=bmet,facility=*]\"";
        assert_eq!(line(default), format!("{default},35,default,"));
    }
}
