//! Typed values of scenario keys; each wrong one is reported with the way to write it.

use super::document::{Document, Entry};
use super::reading::{has_control, plain_number};
use crate::calendar::{Month, Period};
use crate::diagnostics::{Diagnostics, Place, Slug, list, nearest};
use crate::tables::Number;
use std::collections::BTreeSet;
use toml::de::DeValue;

/// Reads the keys of a scenario: those of the command line, of its own file, and of the files that it extends.
pub(super) struct SettingsReader<'d, 'i, 'f> {
    /// The first that has a key decides.
    pub(super) documents: &'d [Document<'i>],
    /// The scenario's own file.
    pub(super) file: &'i str,
    /// False if a file that is extended could not be read: what seems to be missing may stand in it.
    pub(super) chained: bool,
    pub(super) misplaced: BTreeSet<String>,
    pub(super) found: &'f mut Diagnostics,
}

impl<'d, 'i> SettingsReader<'d, 'i, '_> {
    /// The place of an entry; `full` is its key with its section.
    pub(super) fn place(&self, entry: &Entry<'_, '_>, full: &str) -> Place {
        Place::at(entry.file, entry.line).in_column(full)
    }

    /// Reports that a key has no value where one must be stated.
    pub(super) fn missing(&mut self, key: &str, message: &str, help: &str) {
        if !self.chained || self.documents.iter().any(Document::is_broken) || self.misplaced.contains(key) {
            return;
        }
        let place = Place::file(self.file).in_column(key);
        self.found.push(Slug::MissingKey, place, format!("`{key}` is not stated: {message}"), help);
    }

    /// The entry that decides, and its key with its section.
    pub(super) fn find(&self, section: &str, key: &str) -> Option<(String, Entry<'d, 'i>)> {
        let full = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
        self.documents.iter().find_map(|document| document.find(section, key)).map(|entry| (full, entry))
    }

    fn wrong_type(&mut self, full: &str, entry: &Entry<'_, '_>, expected: &str, help: &str) {
        let place = self.place(entry, full);
        let written = entry.value.as_str().map_or_else(String::new, |text| format!(": \"{text}\""));
        let message = format!("`{full}` must be {expected}, but this is {}{written}", kind_words(entry.value));
        self.found.push(Slug::WrongType, place, message, help);
    }

    /// Reports that a setting has a value that is not allowed.
    pub(super) fn bad(&mut self, place: Place, value: &str, message: String, help: impl Into<String>) {
        self.found.push_value(Slug::BadSetting, place, Some(value), message, help);
    }

    /// Text and its place, if the key is there and holds text.
    pub(super) fn text(&mut self, section: &str, key: &str, example: &str) -> Option<(String, Place)> {
        let (full, entry) = self.find(section, key)?;
        match entry.value.as_str() {
            Some(text) if has_control(text) => {
                let place = self.place(&entry, &full);
                let message = format!("`{full}` holds a character that cannot be shown");
                self.found.push(Slug::ControlCharacter, place, message, "type the text anew, without it");
                None
            }
            Some(text) => Some((text.to_owned(), self.place(&entry, &full))),
            None => {
                self.wrong_type(&full, &entry, "text in quotes", &format!("write {key} = \"{example}\""));
                None
            }
        }
    }

    /// One of a few words: the default if the key is not there, `None` if it holds something else.
    pub(super) fn choice<T: Copy>(
        &mut self,
        section: &str,
        key: &str,
        names: &[(&'static str, T)],
        default: Option<T>,
    ) -> Option<T> {
        if self.find(section, key).is_none() {
            return default;
        }
        let words: Vec<&str> = names.iter().map(|(word, _)| *word).collect();
        let (text, place) = self.text(section, key, words.first().unwrap_or(&""))?;
        if let Some((_, value)) = names.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let full = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
        let help = match nearest(&text, words.iter().copied()) {
            Some(word) => format!("did you mean \"{word}\"?"),
            None => format!("write one of {}", list(words.iter().copied(), 12)),
        };
        self.bad(place, &text, format!("`{full}` cannot be \"{text}\""), help);
        None
    }

    /// True or false.
    pub(super) fn boolean(&mut self, section: &str, key: &str, default: bool) -> Option<bool> {
        let Some((full, entry)) = self.find(section, key) else { return Some(default) };
        let DeValue::Boolean(value) = entry.value else {
            self.wrong_type(&full, &entry, "true or false", &format!("write {key} = {default}"));
            return None;
        };
        Some(*value)
    }

    /// A whole number in decimal digits.
    pub(super) fn integer(&mut self, section: &str, key: &str, low: i64, high: i64, default: i64) -> Option<i64> {
        let Some((full, entry)) = self.find(section, key) else { return Some(default) };
        let help = format!("write a whole number from {low} to {high}, such as {key} = {default}");
        match entry.value {
            DeValue::Integer(integer) if integer.radix() == 10 => {
                let value = integer.as_str().parse::<i64>().ok();
                if value.is_none_or(|value| value < low || value > high) {
                    let written = integer.as_str().to_owned();
                    let place = self.place(&entry, &full);
                    self.bad(place, &written, format!("`{full}` cannot be {written}"), help);
                    return None;
                }
                value
            }
            _ => {
                self.wrong_type(&full, &entry, "a whole number", &help);
                None
            }
        }
    }

    /// A number within a range.
    pub(super) fn number(&mut self, section: &str, key: &str, legal: Number, default: f64) -> Option<f64> {
        let Some((full, entry)) = self.find(section, key) else { return Some(default) };
        self.number_of(&full, &entry, legal, &default.to_string())
    }

    /// The number that an entry holds.
    pub(super) fn number_of(&mut self, full: &str, entry: &Entry<'_, '_>, legal: Number, example: &str) -> Option<f64> {
        let written = match entry.value {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => {
                let help = format!("write a plain decimal number, such as {example}");
                self.wrong_type(full, entry, "a number", &help);
                return None;
            }
        };
        let written = written.strip_prefix('+').unwrap_or(written);
        match plain_number(written) {
            Ok(value) if legal.allows(value) => Some(value),
            Ok(_) => {
                let help = format!("write a number {}", legal.words());
                self.bad(self.place(entry, full), written, format!("`{full}` cannot be {written}"), help);
                None
            }
            Err(help) => {
                self.bad(self.place(entry, full), written, format!("`{full}` cannot be {written}"), help);
                None
            }
        }
    }

    /// A month such as `2026-10`; other periods are refused with the month to write.
    pub(super) fn month(&mut self, key: &str, at_end: bool) -> Option<Month> {
        let example = if at_end { "2034-12" } else { "2026-10" };
        let (text, place) = self.text("", key, example)?;
        let period = Period::parse(&text);
        if let Some(Period::Month(month)) = period {
            return Some(month);
        }
        let help = match period {
            Some(period) => {
                let last = period.last_month().unwrap_or(period.first_month());
                let (which, month) = if at_end { ("last", last) } else { ("first", period.first_month()) };
                format!("name the {which} month: {key} = \"{month}\"")
            }
            None => format!("write year and month, such as {key} = \"{example}\""),
        };
        self.bad(place, &text, format!("`{key}` must be a month, but this is \"{text}\""), help);
        None
    }
}

/// What kind of value this is, with its article.
fn kind_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(integer) if integer.radix() != 10 => "a number in hexadecimal, octal or binary digits",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}
