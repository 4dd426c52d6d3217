//! Where words go: the answer to stdout, everything else to stderr. A closed pipe is not an error.

use super::args::Look;
use crate::diagnostics::{Problem, SHOWN_OF_FILE, Severity, number, render, thousands};
use std::collections::BTreeSet;
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// What may be said, and how.
#[derive(Debug)]
pub struct Console {
    /// One JSON document instead of text.
    pub json: bool,
    /// Only the answer.
    pub quiet: bool,
    /// What is done, too.
    pub verbose: bool,
    /// Whether a progress bar may be drawn.
    pub progress: bool,
    /// Set when the answer could not be printed for another reason than a closed pipe.
    unprinted: AtomicBool,
}

impl Console {
    /// As asked for on the command line.
    pub fn new(look: &Look) -> Self {
        Self {
            json: look.json,
            quiet: look.quiet,
            verbose: look.verbose,
            progress: !look.no_progress && !look.quiet && !look.json && std::io::stderr().is_terminal(),
            unprinted: AtomicBool::new(false),
        }
    }

    /// Prints the answer.
    pub fn answer(&self, text: &str) {
        let mut out = anstream::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => {}
            // Whoever closed the pipe does not want the rest.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(error) => {
                if !self.unprinted.swap(true, Ordering::Relaxed) {
                    self.error(&format!("cannot print the answer: {error}"));
                }
            }
        }
    }

    /// True if the answer, or a part of it, could not be printed.
    pub fn is_unprinted(&self) -> bool {
        self.unprinted.load(Ordering::Relaxed)
    }

    /// Says something beside the answer, unless quiet.
    pub fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            self.to_stderr(&format!("{text}\n"));
        }
    }

    /// Says what is being done, if asked for.
    pub fn detail(&self, text: &str) {
        if self.verbose && !self.json {
            self.to_stderr(&format!("{text}\n"));
        }
    }

    /// Says what went wrong.
    pub fn error(&self, text: &str) {
        let style = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
        self.to_stderr(&format!("{style}error{style:#}: {text}\n"));
    }

    /// Shows problems, of each file at most `of_file` (0: all); only those that refuse when quiet. Then one line with the
    /// number of all, and what explains the first error.
    pub fn problems(&self, problems: &[Problem], strict: bool, of_file: usize) {
        let refused = problems.iter().any(|problem| problem.severity.refuses(strict));
        self.problems_and(problems, strict, of_file, if refused { "; nothing was written" } else { "" });
    }

    /// The same; `then` says behind the number what was or was not done.
    pub fn problems_and(&self, problems: &[Problem], strict: bool, of_file: usize, then: &str) {
        let Some(mut text) = self.rendered(problems, strict, of_file) else { return };
        text.push_str(&format!("{}{then}.\n", count(problems)));
        if let Some(error) = problems.iter().find(|problem| problem.severity == Severity::Error)
            && !self.quiet
        {
            let slug = error.slug.as_str();
            text.push_str(&format!("More about {slug}: staffcast check --explain {slug}\n"));
        }
        self.to_stderr(&text);
    }

    /// Shows problems that only a forecast shows, likewise, and without their number.
    pub fn late_problems(&self, problems: &[Problem], strict: bool) {
        if let Some(text) = self.rendered(problems, strict, SHOWN_OF_FILE) {
            self.to_stderr(&text);
        }
    }

    /// The text of those problems that are to be shown; `None` if there are none.
    fn rendered(&self, problems: &[Problem], strict: bool, of_file: usize) -> Option<String> {
        let mut wanted = problems.iter().filter(|it| !self.quiet || it.severity.refuses(strict)).peekable();
        (!self.json && wanted.peek().is_some()).then(|| render(wanted, of_file))
    }

    fn to_stderr(&self, text: &str) {
        let mut err = anstream::stderr().lock();
        let _ = err.write_all(text.as_bytes());
    }
}

/// "2 errors, 1 warning in 2 files".
fn count(problems: &[Problem]) -> String {
    let of = |severity: Severity| number(problems.iter().filter(|problem| problem.severity == severity));
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (of(severity), severity.word()))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| counted(number, word, &format!("{word}s")))
        .collect();
    let files: BTreeSet<&str> = problems.iter().map(|problem| problem.place.file.as_str()).collect();
    format!("{} in {}", parts.join(", "), counted(files.len(), "file", "files"))
}

/// "1 file", "2,000 files".
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}
