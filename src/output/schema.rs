//! What `schema` prints: every column of the tables that planners write and that a run writes.
//!
//! As text for people, and as JSON Schema (draft 2020-12) of one row as an object, both from the one description that
//! the reader and the writer use. A bare name means the table of that name on either side (`adoption` is on both);
//! `input/adoption` and `output/adoption` name one of them; `input` and `output` name all of a side.

mod markdown;

pub use markdown::schema_markdown;

use super::csv::number_text;
use crate::tables::{Classification, ColumnSpec, Kind, Number, TableSpec, input, output};
use serde_json::{Map, Value, json};
use std::fmt::Write;

const CODE: &str = "[a-z][a-z0-9_]{0,63}";
const AGE_BAND: &str = "^[0-9]{2,3}(\\+|-[0-9]{2,3})?$";
const SELECTOR: &str = "^[a-z_]+\\.[a-z_]+(\\[.*\\])?$";
const PERIOD: &str = "^[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Who writes a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Input,
    Output,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Output => "output",
        }
    }
}

/// The tables that `name` names, all of them without a name; planners' tables first.
fn chosen(name: Option<&str>) -> Vec<(Side, &'static TableSpec)> {
    let inputs = input::TABLES.iter().copied().map(|spec| (Side::Input, spec));
    let all = inputs.chain(output::TABLES.iter().copied().map(|spec| (Side::Output, spec)));
    let named = |side: Side, spec: &TableSpec, name: &str| match name.split_once('/') {
        Some((word, table)) => word == side.word() && table == spec.name,
        None => name == spec.name || name == side.word(),
    };
    all.filter(|(side, spec)| name.is_none_or(|name| named(*side, spec, name))).collect()
}

/// The tables and columns as text; `None` if there is no table of that name.
pub fn schema_text(name: Option<&str>) -> Option<String> {
    let tables = chosen(name);
    let texts: Vec<String> = tables.iter().map(|(side, spec)| table_text(*side, spec)).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// Who writes the table, and whether always.
fn written(side: Side, spec: &TableSpec) -> &'static str {
    match (side, spec.required) {
        (Side::Input, true) => "input, needed",
        (Side::Input, false) => "input, optional",
        (Side::Output, true) => "output, in every run",
        (Side::Output, false) => "output, where the inputs call for it",
    }
}

fn table_text(side: Side, spec: &TableSpec) -> String {
    let written = written(side, spec);
    let mut text = format!("{}.csv ({written})\n  {}\n  Key: {}\n", spec.name, spec.meaning, spec.key.join(", "));
    for column in spec.columns {
        let mut facts = Vec::new();
        if !column.unit.is_empty() {
            facts.push(column.unit.to_owned());
        }
        facts.push(holds_on(side, column));
        if side == Side::Input && column.filled {
            facts.push("needed".to_owned());
        }
        if side == Side::Output && !column.filled {
            facts.push("may be blank".to_owned());
        }
        let _ = writeln!(text, "\n  {}\n      {}\n      {}", column.name, facts.join("; "), column.meaning);
        if let Some((low, high)) = column.range_ends() {
            let _ = writeln!(text, "      Range: {low}, {high}; both or neither.");
        }
    }
    text
}

/// What the cells of a planner's column may hold, in words.
pub(super) fn holds(column: &ColumnSpec) -> String {
    holds_on(Side::Input, column)
}

/// What the cells of a column may hold, in words.
fn holds_on(side: Side, column: &ColumnSpec) -> String {
    match column.kind {
        Kind::NewCode => "a new code in snake_case".to_owned(),
        Kind::Code(reference) => {
            let star = match (reference.star, side) {
                (true, Side::Input) if reference.region => ", or region:CODE or * for several together",
                (true, Side::Input) => ", or * for each",
                (true, Side::Output) => ", or a group of them, or * for all together",
                (false, _) => "",
            };
            format!("a code of {}.csv{star}", reference.table)
        }
        Kind::WorkDriver => "a code of drivers.csv, or role:CODE or family:CODE of roles.csv".to_owned(),
        Kind::Group => "a code in snake_case".to_owned(),
        Kind::AgeBand => "55-59, 60+ or 61".to_owned(),
        Kind::Occupation(Classification::Soc) => "15-1212, 15-1212.00 or 151212".to_owned(),
        Kind::Occupation(Classification::Isco) => "four digits".to_owned(),
        Kind::Number(number) => number.words(),
        Kind::Choice(words) => words.join(" | "),
        Kind::Period => "2027, 2027-Q2, 2027-04 or 2027-04-15".to_owned(),
        Kind::Selector => "table.column[key=value,…]".to_owned(),
        Kind::Text => "text".to_owned(),
    }
}

/// The tables as JSON Schema; `None` if there is no table of that name.
///
/// One table is the schema of its row. A name on both sides is the schema of either row; without a name, every table
/// stands under `$defs` as `input/NAME` or `output/NAME`.
pub fn schema_json(name: Option<&str>) -> Option<Value> {
    let tables = chosen(name);
    let mut root = match tables.as_slice() {
        [] => return None,
        [(side, spec)] => row_schema(*side, spec),
        several => {
            let title = |side: Side, spec: &TableSpec| format!("{}/{}", side.word(), spec.name);
            let defs = several.iter().map(|(side, spec)| (title(*side, spec), Value::Object(row_schema(*side, spec))));
            let mut root = Map::new();
            root.insert("$defs".to_owned(), Value::Object(defs.collect()));
            if name.is_some() {
                // A `/` inside a JSON pointer is written `~1`.
                let either = several.iter().map(|(side, spec)| format!("#/$defs/{}~1{}", side.word(), spec.name));
                root.insert("anyOf".to_owned(), either.map(|pointer| json!({ "$ref": pointer })).collect());
            }
            root
        }
    };
    root.insert("$schema".to_owned(), json!(DRAFT));
    Some(Value::Object(root))
}

fn row_schema(side: Side, spec: &TableSpec) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for column in spec.columns {
        properties.insert(column.name.to_owned(), Value::Object(cell_schema(side, column, column.filled)));
        if column.filled {
            required.push(column.name);
        }
        if let Some((low, high)) = column.range_ends() {
            for (end, word) in [(low, "Low"), (high, "High")] {
                let mut schema = cell_schema(side, column, false);
                let meaning = format!("{word} end of the range of {}.{}", column.name, unit(column));
                schema.insert("description".to_owned(), json!(meaning));
                properties.insert(end, Value::Object(schema));
            }
        }
    }
    let schema = json!({
        "title": format!("A row of {}.csv ({})", spec.name, side.word()),
        "description": spec.meaning,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "x-columns": spec.header(),
        "x-key": spec.key,
        "x-table-required": spec.required,
    });
    match schema {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The schema of a cell. A blank one is `null` or left out.
fn cell_schema(side: Side, column: &ColumnSpec, filled: bool) -> Map<String, Value> {
    let mut schema = Map::new();
    let mut set = |key: &str, value: Value| {
        schema.insert(key.to_owned(), value);
    };
    let kind = match column.kind {
        Kind::Number(number) if number.whole => "integer",
        Kind::Number(_) => "number",
        _ => "string",
    };
    set("type", if filled { json!(kind) } else { json!([kind, "null"]) });
    set("description", json!(format!("{}{}", column.meaning, unit(column))));
    match column.kind {
        Kind::NewCode | Kind::Group => set("pattern", json!(format!("^{CODE}$"))),
        Kind::WorkDriver => set("pattern", json!(format!("^((role|family):)?{CODE}$"))),
        Kind::AgeBand => set("pattern", json!(AGE_BAND)),
        Kind::Occupation(Classification::Soc) => set("pattern", json!("^([0-9]{2}-[0-9]{4}(\\.00)?|[0-9]{6})$")),
        Kind::Occupation(Classification::Isco) => set("pattern", json!("^[0-9]{4}$")),
        Kind::Code(reference) => {
            set("x-codes-of", json!(reference.table));
            let pattern = match (reference.star, side) {
                (false, _) => format!("^{CODE}$"),
                (true, Side::Input) if reference.region => format!("^(\\*|(region:)?{CODE})$"),
                (true, Side::Input) => format!("^(\\*|{CODE})$"),
                (true, Side::Output) => format!("^(\\*|((region|family):)?{CODE})$"),
            };
            set("pattern", json!(pattern));
        }
        Kind::Number(number) => bounds(&number).for_each(|(key, bound)| set(key, bound)),
        Kind::Choice(words) => {
            let blank = (!filled).then_some(Value::Null);
            set("enum", words.iter().map(|word| json!(word)).chain(blank).collect());
        }
        Kind::Period => set("pattern", json!(PERIOD)),
        Kind::Selector => set("pattern", json!(SELECTOR)),
        Kind::Text if filled => set("minLength", json!(1)),
        Kind::Text => {}
    }
    schema
}

/// The unit as a sentence to go behind another.
fn unit(column: &ColumnSpec) -> String {
    if column.unit.is_empty() { String::new() } else { format!(" Unit: {}.", column.unit) }
}

fn bounds(number: &Number) -> impl Iterator<Item = (&'static str, Value)> {
    let lowest = if number.above_minimum { "exclusiveMinimum" } else { "minimum" };
    // Whole bounds are written without a point: 100 rather than 100.0.
    let plain = |bound: f64| bound.is_finite().then(|| number_text(bound).parse::<Value>().unwrap_or(Value::Null));
    [(lowest, plain(number.minimum)), ("maximum", plain(number.maximum))]
        .into_iter()
        .filter_map(|(key, bound)| bound.map(|bound| (key, bound)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_every_column_and_range() {
        let text = schema_text(None).expect("a text");
        for (_, spec) in chosen(None) {
            assert!(text.contains(&format!("{}.csv (", spec.name)), "{}", spec.name);
            for name in spec.header() {
                assert!(text.contains(&name), "{}.{name}", spec.name);
            }
        }
    }

    #[test]
    fn a_column_says_its_unit_its_range_and_its_meaning() {
        let text = schema_text(Some("growth")).expect("a text");
        assert!(text.starts_with("growth.csv (input, optional)\n  How a driver goes on"), "{text}");
        let column = "  annual_pct\n      % a year; above -100 to 1000; needed\n      Growth a year.\n      \
                      Range: annual_pct_low, annual_pct_high; both or neither.\n";
        assert!(text.contains(column), "{text}");
        assert!(text.contains("a code of facilities.csv, or * for each; needed"), "{text}");
    }

    #[test]
    fn the_schema_of_a_table_is_that_of_its_row() {
        let schema = schema_json(Some("growth")).expect("a schema");
        assert_eq!(schema["$schema"], DRAFT);
        assert_eq!(schema["required"], json!(["driver", "facility", "annual_pct"]));
        let growth = &schema["properties"]["annual_pct"];
        let wanted = json!({ "type": "number", "exclusiveMinimum": -100, "maximum": 1000,
            "description": "Growth a year. Unit: % a year." });
        assert_eq!(growth, &wanted);
        assert_eq!(schema["properties"]["annual_pct_low"]["type"], json!(["number", "null"]));
        assert_eq!(schema["properties"]["range"]["enum"], json!(["p10-p90", "bounds", null]));
        assert_eq!(schema["properties"]["facility"]["pattern"], "^(\\*|[a-z][a-z0-9_]{0,63})$");
    }

    #[test]
    fn a_name_on_both_sides_means_either_and_can_be_told_apart() {
        let both = schema_json(Some("adoption")).expect("a schema");
        assert_eq!(
            both["anyOf"],
            json!([{ "$ref": "#/$defs/input~1adoption" }, { "$ref": "#/$defs/output~1adoption" }])
        );
        let one = schema_json(Some("output/adoption")).expect("a schema");
        assert_eq!(one["title"], "A row of adoption.csv (output)");
        assert!(schema_text(Some("output/adoption")).is_some_and(|text| text.contains("in every run")));
    }

    #[test]
    fn an_unknown_table_has_no_schema() {
        assert_eq!(schema_text(Some("nurses")), None);
        assert_eq!(schema_json(Some("input/gap")), None);
    }

    #[test]
    fn all_tables_together_are_definitions_without_a_rule_for_the_root() {
        let all = schema_json(None).expect("a schema");
        let count = input::TABLES.len() + output::TABLES.len();
        assert_eq!(all["$defs"].as_object().map(Map::len), Some(count));
        assert_eq!(all.get("anyOf"), None);
    }
}
