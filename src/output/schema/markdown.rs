//! The tables as Markdown: a data dictionary to stand beside the files.

use super::{Side, chosen, holds_on, written};
use crate::tables::{ColumnSpec, TableSpec};
use std::fmt::Write;

/// The tables and columns as Markdown; `None` if there is no table of that name.
pub fn schema_markdown(name: Option<&str>) -> Option<String> {
    let tables = chosen(name);
    let mut text = String::from("| table | a row says | key |\n|---|---|---|\n");
    for (side, spec) in &tables {
        let needed = if spec.required && *side == Side::Input { "**" } else { "" };
        let key = spec.key.join(", ");
        let _ = writeln!(text, "| {needed}[{0}](#{0}){needed} | {1} | {key} |", spec.name, cell(spec.meaning));
    }
    tables.iter().for_each(|(side, spec)| table(&mut text, *side, spec));
    (!tables.is_empty()).then_some(text)
}

fn table(text: &mut String, side: Side, spec: &TableSpec) {
    let _ = writeln!(text, "\n### {}\n\n{} ({})\n", spec.name, spec.meaning, written(side, spec));
    text.push_str("| column | holds | unit | meaning |\n|---|---|---|---|\n");
    for column in spec.columns {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            column.header().join("`, `"),
            cell(&facts(side, column)),
            cell(column.unit),
            cell(column.meaning)
        );
    }
}

fn facts(side: Side, column: &ColumnSpec) -> String {
    let blank = match (side, column.filled) {
        (Side::Input, true) => "; needed",
        (Side::Output, false) => "; may be blank",
        _ => "",
    };
    format!("{}{blank}", holds_on(side, column))
}

/// Text within a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "\\*").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_with_a_range_has_all_its_names() {
        let text = schema_markdown(Some("growth")).expect("a table");
        assert!(text.contains("| `annual_pct_low`, `annual_pct`, `annual_pct_high` | "), "{text}");
        assert!(text.contains("### growth\n"), "{text}");
        assert!(schema_markdown(Some("nothing")).is_none());
    }

    #[test]
    fn words_and_stars_do_not_break_a_table() {
        let text = schema_markdown(Some("input")).expect("all tables of planners");
        assert!(text.contains("none \\| step \\| linear") && text.contains("\\* for each"), "{text}");
        assert!(!text.contains("### gap"), "{text}");
    }
}
