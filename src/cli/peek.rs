//! `staffcast peek`: how a file was understood, and nothing computed.

use super::Exit;
use super::args;
use super::check::failed;
use super::console::{Console, counted};
use super::document::Document;
use crate::diagnostics::Severity;
use crate::files::Disk;
use crate::input::{self, Peek, PeekAt, PeekRoster};
use comfy_table::{ContentArrangement, Table, presets};
use std::fmt::Write;

/// Rows shown as text.
const ROWS: usize = 5;
/// Width of the names on the left.
const INDENT: usize = 12;

/// Runs the command.
pub fn peek(options: &args::Peek, console: &Console) -> Exit {
    let at = PeekAt { sheet: options.sheet.as_deref(), table: options.table.as_deref() };
    let peek = match input::peek(&Disk, &options.file, &at) {
        Ok(peek) => peek,
        Err(error) => {
            failed(Document::new("peek", Exit::Files, &[]), &error.to_string(), console);
            return Exit::Files;
        }
    };
    let refused = peek.problems.iter().any(|problem| problem.severity == Severity::Error);
    let exit = if refused { Exit::Refused } else { Exit::Done };
    if console.json {
        let result = serde_json::to_value(&peek).unwrap_or_default();
        console.answer(&Document::new("peek", exit, &peek.problems).with_result(result).text());
        return exit;
    }
    console.answer(&shown(&peek));
    console.problems(&peek.problems, false, crate::diagnostics::SHOWN_OF_FILE);
    exit
}

fn shown(peek: &Peek) -> String {
    let mut text = String::new();
    let mut line = |name: &str, said: &str| {
        if !said.is_empty() {
            let _ = writeln!(text, "{name:INDENT$}{said}");
        }
    };
    let rows = peek.roster.as_ref().map_or(peek.row_count, |roster| roster.rows);
    let rows = counted(rows, "row", "rows");
    line("File", &format!("{}, {rows}, {}", peek.file, size(peek.bytes)));
    if !peek.sheets.is_empty() {
        let sheet = |sheet: &input::PeekSheet| {
            let hidden = if sheet.hidden { ", hidden" } else { "" };
            format!("{} ({}{hidden})", sheet.name, sheet.table.unwrap_or("no table"))
        };
        line("Sheets", &peek.sheets.iter().map(sheet).collect::<Vec<_>>().join("; "));
        line("Shown", peek.sheet.as_deref().unwrap_or_default());
    }
    line("Text", &peek.text.join("; "));
    if let Some(row) = peek.header_row {
        line("Header", &format!("row {row}"));
    }
    line("Decimals", &peek.decimals);
    line("Looks like", &format!("{} ({})", peek.table.unwrap_or("no table"), peek.table_because));
    for said in &peek.read_as {
        line("Read", said);
    }
    let mut table = plain_table();
    table.set_header(["", "your column", "ours", "example", "remark"]);
    for column in &peek.columns {
        let ours = column.ours.as_deref().unwrap_or("-");
        let example = column.example.as_deref().unwrap_or_default();
        table.add_row([&column.letter, &column.name, ours, example, &column.remark]);
    }
    let _ = writeln!(text, "\n{table}");
    if let Some(roster) = peek.roster.as_ref().filter(|roster| !roster.in_post.is_empty()) {
        let _ = writeln!(text, "\nPeople in post (rows of people are never shown):\n{}", people(roster));
    }
    if !peek.rows.is_empty() {
        let _ = writeln!(text, "\nFirst rows, as they were understood:\n{}", first_rows(peek));
    }
    if !peek.declaration.is_empty() {
        let _ = writeln!(text, "\nTo use it as it is, put this into the scenario:\n{}", peek.declaration);
    }
    text
}

fn people(roster: &PeekRoster) -> Table {
    let mut table = plain_table();
    table.set_header(["as_of", "facility", "role", "people", "FTE"]);
    for people in &roster.in_post {
        let (heads, fte) = (people.headcount.to_string(), format!("{:.2}", people.fte));
        table.add_row([&people.as_of, &people.facility, &people.role, &heads, &fte]);
    }
    table
}

fn first_rows(peek: &Peek) -> Table {
    let mut names: Vec<&str> = Vec::new();
    for cell in peek.rows.iter().take(ROWS).flat_map(|row| &row.cells) {
        if !names.contains(&cell.column.as_str()) {
            names.push(&cell.column);
        }
    }
    let mut table = plain_table();
    table.set_header(std::iter::once("row").chain(names.iter().copied()));
    for row in peek.rows.iter().take(ROWS) {
        let value = |name: &&str| {
            let cell = row.cells.iter().find(|cell| cell.column == **name);
            match cell.map(|cell| &cell.value) {
                Some(Some(serde_json::Value::String(text))) => text.clone(),
                Some(Some(value)) => value.to_string(),
                Some(None) => "refused".to_owned(),
                None => String::new(),
            }
        };
        table.add_row(std::iter::once(row.row.to_string()).chain(names.iter().map(value)));
    }
    table
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(terminal_size::terminal_size().map_or(120, |(width, _)| width.0.max(60)));
    table
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
