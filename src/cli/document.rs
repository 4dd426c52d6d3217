//! The one JSON document of a command, on success and on refusal.

use super::Exit;
use crate::diagnostics::{Problem, number};
use serde::Serialize;

/// Version of the document's form.
const SCHEMA_VERSION: u32 = 1;

/// What a command says to a script.
#[derive(Serialize)]
pub struct Document<'a> {
    schema_version: u32,
    command: &'static str,
    status: &'static str,
    exit_code: u8,
    /// What went wrong with the world outside, if anything did.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    problems: &'a [Problem],
    /// How many more were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems_left_out: Option<usize>,
    runs: Vec<RunEntry>,
    result: serde_json::Value,
}

/// One run folder.
#[derive(Serialize)]
pub struct RunEntry {
    /// Name of the scenario.
    pub scenario: String,
    /// The folder.
    pub folder: String,
    /// The last period in a few numbers.
    pub headline: serde_json::Value,
}

impl<'a> Document<'a> {
    /// The document of `command`.
    pub fn new(command: &'static str, exit: Exit, problems: &'a [Problem]) -> Self {
        let status = match exit {
            Exit::Done => "done",
            Exit::GateFailed => "gate_failed",
            Exit::Refused => "refused",
            _ => "failed",
        };
        let result = serde_json::Value::Null;
        let exit_code = exit as u8;
        Self {
            schema_version: SCHEMA_VERSION,
            command,
            status,
            exit_code,
            error: None,
            problems,
            problems_left_out: Some(number(problems) - problems.len()).filter(|more| *more > 0),
            runs: Vec::new(),
            result,
        }
    }

    /// The same with what went wrong.
    pub fn with_error(self, error: String) -> Self {
        Self { error: Some(error), ..self }
    }

    /// The same, its problems being a choice that leaves out so many.
    pub fn with_left_out(self, more: usize) -> Self {
        Self { problems_left_out: Some(more), ..self }
    }

    /// The same with run folders.
    pub fn with_runs(self, runs: Vec<RunEntry>) -> Self {
        Self { runs, ..self }
    }

    /// The same with the command's own answer.
    pub fn with_result(self, result: serde_json::Value) -> Self {
        Self { result, ..self }
    }

    /// As text, with a line break at its end.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self)
            .map_or_else(|error| format!("{{\"error\": \"{error}\"}}\n"), |text| text + "\n")
    }
}
