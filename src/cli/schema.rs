//! `staffcast schema`: columns, units, ranges and meaning of every table.

use super::Exit;
use super::args::Schema;
use super::console::Console;
use crate::diagnostics::suggest;
use crate::output::{schema_json, schema_markdown, schema_text};
use crate::tables;

/// Runs the command.
pub fn schema(options: &Schema, console: &Console) -> Exit {
    let name = options.table.as_deref();
    let text = if console.json {
        schema_json(name).and_then(|value| serde_json::to_string_pretty(&value).ok()).map(|text| text + "\n")
    } else if options.markdown {
        schema_markdown(name)
    } else {
        schema_text(name)
    };
    match text {
        Some(text) => {
            console.answer(&text);
            Exit::Done
        }
        None => {
            let names = tables::input::TABLES
                .iter()
                .copied()
                .chain(tables::output::TABLES.iter().copied())
                .map(|table| table.name);
            console.error(&format!("no table `{0}`; {1}", name.unwrap_or(""), suggest(name.unwrap_or(""), names)));
            Exit::Usage
        }
    }
}
