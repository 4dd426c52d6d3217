//! `table.column[key=value,…]`: how planners name cells of tables, on the command line and in tables.
//!
//! A key that is not named means every; a key named several times means each of its values. Whether the values exist is
//! for those to say who look for the cells. Left out: settings (`section.key`), which have no keys.

use crate::diagnostics::{list, suggest};
use crate::tables::input::{TABLES, table};
use crate::tables::{ColumnSpec, Kind, TableSpec};

/// A selector as typed.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// The table.
    pub(super) table: &'static TableSpec,
    /// The column.
    pub(super) column: &'static ColumnSpec,
    /// Columns and the values wanted in them, in the order of the table's columns; none twice.
    pub(super) keys: Vec<(&'static str, Vec<String>)>,
}

/// Reads a selector; otherwise what is wrong and how to mend it.
pub(super) fn parse(text: &str) -> Result<Pattern, (String, String)> {
    let text = text.trim();
    let (name, keys) = match text.split_once('[') {
        Some((name, rest)) => match rest.strip_suffix(']') {
            Some(keys) => (name, keys),
            None => return Err(shape(text)),
        },
        None => (text, ""),
    };
    let Some((table_name, column_name)) = name.split_once('.') else { return Err(shape(text)) };
    let spec = table_named(table_name)?;
    let column = column_named(spec, column_name)?;
    let mut wanted: Vec<(&'static str, Vec<String>)> = Vec::new();
    for pair in keys.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let Some((key, value)) = pair.split_once('=') else { return Err(shape(text)) };
        let key = key_named(spec, key.trim())?;
        match wanted.iter_mut().find(|(known, _)| *known == key.name) {
            Some((_, values)) => values.push(value.trim().to_owned()),
            None => wanted.push((key.name, vec![value.trim().to_owned()])),
        }
    }
    wanted.sort_by_key(|(key, _)| spec.columns.iter().position(|column| column.name == *key));
    Ok(Pattern { table: spec, column, keys: wanted })
}

/// The table of this name.
pub(super) fn table_named(name: &str) -> Result<&'static TableSpec, (String, String)> {
    if name == "roster" {
        let message = "rows of people cannot be changed: they are added up as they are read".to_owned();
        return Err((message, "change what they come to, which is the table `staff`".to_owned()));
    }
    table(name).ok_or_else(|| {
        let message = format!("there is no table `{name}`");
        (message, suggest(name, TABLES.iter().map(|spec| spec.name)))
    })
}

/// The column of this name; the ends of a range go with the column itself.
pub(super) fn column_named(spec: &'static TableSpec, name: &str) -> Result<&'static ColumnSpec, (String, String)> {
    if let Some(column) = spec.columns.iter().find(|column| column.name == name) {
        return Ok(column);
    }
    let ranged = |column: &&ColumnSpec| column.range_ends().is_some_and(|(low, high)| low == name || high == name);
    if let Some(column) = spec.columns.iter().find(ranged) {
        let message = format!("`{name}` is an end of the range of `{}`", column.name);
        return Err((message, format!("name `{}` and write all three numbers: 9/12/15", column.name)));
    }
    let message = format!("the table `{}` has no column `{name}`", spec.name);
    Err((message, suggest(name, spec.columns.iter().map(|column| column.name))))
}

/// The column of this name, if rows can be chosen by it: one that holds codes, words or periods.
pub(super) fn key_named(spec: &'static TableSpec, name: &str) -> Result<&'static ColumnSpec, (String, String)> {
    let chooses = |column: &&ColumnSpec| spec.key.contains(&column.name) || is_word(column);
    if let Some(column) = spec.columns.iter().find(|column| column.name == name && chooses(column)) {
        return Ok(column);
    }
    let message = format!("rows of `{}` cannot be chosen by `{name}`", spec.name);
    let names: Vec<&str> = spec.columns.iter().filter(chooses).map(|column| column.name).collect();
    let help = format!("{}; they can be chosen by {}", suggest(name, names.iter().copied()), list(names, 12));
    Err((message, help))
}

/// True for a column that holds codes, words or periods.
fn is_word(column: &ColumnSpec) -> bool {
    !matches!(column.kind, Kind::Number(_) | Kind::Text)
}

fn shape(text: &str) -> (String, String) {
    let message = format!("`{text}` is not a selector");
    let help = "write table.column[key=value,…], such as supply.leavers_pct[role=ehr_analyst,facility=north]; a key \
                that is not named means every"
        .to_owned();
    (message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_table_a_column_and_rows() {
        let pattern = parse("supply.leavers_pct[facility=north, role=bmet,role=coder]").expect("a selector");
        assert_eq!((pattern.table.name, pattern.column.name), ("supply", "leavers_pct"));
        let wanted = [("role", vec!["bmet".to_owned(), "coder".into()]), ("facility", vec!["north".into()])];
        assert_eq!(pattern.keys, wanted);
        assert!(parse("workload.mode").expect("a selector").keys.is_empty());
        assert!(parse("workload.mode[]").expect("a selector").keys.is_empty());
    }

    #[test]
    fn says_what_is_wrong_with_what_is_none() {
        for (text, message) in [
            ("supply", "`supply` is not a selector"),
            ("supply.leavers_pct[role=bmet", "`supply.leavers_pct[role=bmet` is not a selector"),
            ("supply.leavers_pct[bmet]", "`supply.leavers_pct[bmet]` is not a selector"),
            ("suply.leavers_pct", "there is no table `suply`"),
            ("supply.leavers", "the table `supply` has no column `leavers`"),
            ("supply.leavers_pct_low", "`leavers_pct_low` is an end of the range of `leavers_pct`"),
            ("supply.leavers_pct[leavers_pct=3]", "rows of `supply` cannot be chosen by `leavers_pct`"),
        ] {
            assert_eq!(parse(text).expect_err(text).0, message);
        }
    }
}
