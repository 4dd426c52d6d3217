//! A TOML file as a tree whose keys know their lines.
//!
//! All syntax errors are found at once. Keys on a line with such an error are not looked at any further, nor are those
//! below a section that could not be read, so that one slip gives one message.

use crate::diagnostics::{Diagnostics, Place, Slug};
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

/// A parsed scenario file.
pub(super) struct Document<'i> {
    file: &'i str,
    lines: Lines,
    root: DeTable<'i>,
    broken_lines: BTreeSet<u32>,
    /// The first section whose name could not be read: to what the keys below it belong is open.
    broken_section: Option<u32>,
    /// False if it was typed on the command line, where there are no lines.
    has_lines: bool,
}

/// A key, where it stands, and its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'d, 'i> {
    pub(super) key: &'d str,
    pub(super) file: &'i str,
    /// From 1; 0 if it was typed on the command line.
    pub(super) line: u32,
    pub(super) value: &'d DeValue<'i>,
}

impl<'i> Document<'i> {
    /// Parses `text`; syntax errors go to `found`.
    pub(super) fn parse(file: &'i str, text: &'i str, found: &mut Diagnostics) -> Self {
        let (root, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::of(text);
        let mut broken_lines = BTreeSet::new();
        for error in errors {
            let line = lines.at(error.span().map_or(0, |span| span.start));
            if broken_lines.insert(line) {
                let written: String = lines.text(text, line).trim().chars().take(LONGEST_SHOWN).collect();
                let message = format!("`{written}` is not valid TOML: {}", plain_words(error.message()));
                let help = if error.message().contains("date") {
                    "put periods in quotes: start = \"2026-10\""
                } else if error.message().contains("duplicate key") {
                    "a key stands once: put several columns into one table, such as set = { a = 1, b = 2 }, or write \
                     another [[change]]"
                } else {
                    "a line is `key = value`, where text stands in quotes: title = \"Baseline\"; \
                     a section is a name in brackets: [uncertainty]"
                };
                found.push(Slug::BadToml, Place::line(file, line), message, help);
            }
        }
        let is_section = |line: &&u32| lines.text(text, **line).trim_start().starts_with('[');
        let broken_section = broken_lines.iter().find(is_section).copied();
        Self { file, lines, root: root.into_inner(), broken_lines, broken_section, has_lines: true }
    }

    /// The same as something typed on the command line: its keys stand on no line.
    pub(super) fn typed(self) -> Self {
        Self { has_lines: false, ..self }
    }

    /// The file as the planner typed it.
    pub(super) fn file(&self) -> &'i str {
        self.file
    }

    /// True if syntax errors were found.
    pub(super) fn is_broken(&self) -> bool {
        !self.broken_lines.is_empty()
    }

    /// The keys at the top of the file.
    pub(super) fn entries(&self) -> Vec<Entry<'_, 'i>> {
        self.entries_of(&self.root)
    }

    /// The keys of a table, in file order.
    pub(super) fn entries_of<'d>(&self, table: &'d DeTable<'i>) -> Vec<Entry<'d, 'i>> {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let line = self.lines.at(key.span().start);
                Entry { key: key.get_ref(), file: self.file, line, value: value.get_ref() }
            })
            .filter(|entry| !self.broken_lines.contains(&entry.line))
            .filter(|entry| self.broken_section.is_none_or(|broken| entry.line < broken))
            .collect();
        entries.sort_by_key(|entry| entry.line);
        if !self.has_lines {
            entries.iter_mut().for_each(|entry| entry.line = 0);
        }
        entries
    }

    /// The tables of an array of tables `[[key]]`, each with the line on which it begins; `None` if `key` is something
    /// else.
    pub(super) fn array(&self, entry: &Entry<'_, 'i>) -> Option<Vec<(u32, &DeTable<'i>)>> {
        let items = self.root.get(entry.key)?.get_ref().as_array()?;
        let item = |item: &'_ toml::Spanned<DeValue<'i>>| self.lines.at(item.span().start);
        items.iter().map(|value| Some((item(value), value.get_ref().as_table()?))).collect()
    }

    /// The keys of the section `section`, or the top of the file if it is empty.
    pub(super) fn section(&self, section: &str) -> Vec<Entry<'_, 'i>> {
        if section.is_empty() {
            return self.entries();
        }
        let table = self.entries().into_iter().find(|entry| entry.key == section).map(|entry| entry.value);
        table.and_then(DeValue::as_table).map_or_else(Vec::new, |table| self.entries_of(table))
    }

    /// The key `key` of a section.
    pub(super) fn find(&self, section: &str, key: &str) -> Option<Entry<'_, 'i>> {
        self.section(section).into_iter().find(|entry| entry.key == key)
    }
}

/// What the parser says, in the words of those who write scenarios; as it says it where there are none.
fn plain_words(message: &str) -> &str {
    let known = [
        ("date", "a month or a day stands without quotes"),
        ("duplicate key", "the key stands twice"),
        ("string", "a quote is not closed"),
        ("unclosed table", "the bracket of the section is not closed"),
        ("unclosed", "a bracket is not closed"),
        ("key with no value", "there is no `=` and no value behind the key"),
    ];
    known.iter().find(|(part, _)| message.contains(part)).map_or(message, |(_, words)| words)
}

/// A line that is shown in a message is cut at this many characters.
const LONGEST_SHOWN: usize = 80;

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// The line, from 1, of the byte at `offset`.
    fn at(&self, offset: usize) -> u32 {
        u32::try_from(self.0.partition_point(|begin| *begin <= offset)).unwrap_or(u32::MAX).max(1)
    }

    /// The text of a line, from 1.
    fn text<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let begin = self.0.get(line as usize - 1).copied().unwrap_or(text.len());
        let end = self.0.get(line as usize).copied().unwrap_or(text.len());
        text.get(begin..end).unwrap_or_default()
    }
}
