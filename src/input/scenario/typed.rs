//! `--set SELECTOR=VALUE`: what is changed on the command line, after all files.
//!
//! A selector of a table becomes a change; any other is a setting (`section.key`), which becomes one line of TOML, so that
//! it is read as if a file had said it.

use super::chain::Source;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::input::changes::{self, Change};
use crate::input::document::Document;
use crate::input::reading::plain_number;
use crate::tables::input::table;

/// What `--set` says, in the order typed.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) settings: Vec<Setting>,
    pub(super) changes: Vec<Change>,
}

/// A setting typed.
pub(super) struct Setting {
    /// The words, which stand for the file in messages.
    pub(super) words: String,
    /// The same as TOML.
    pub(super) toml: String,
}

/// How the value meets what is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Operator {
    /// `=`
    Set,
    /// `+=`
    Add,
    /// `*=`
    Multiply,
}

/// Reads all `--set` options; `sources` are the scenario's files, its own first.
pub(super) fn read(options: &[String], sources: &[Source], found: &mut Diagnostics) -> Typed {
    let mut typed = Typed::default();
    for option in options {
        let words = format!("--set {option}");
        let Some((selector, operator, value)) = parts(option) else {
            let message = format!("`{option}` sets nothing");
            let help = "write --set \"SELECTOR=VALUE\", such as --set \"supply.leavers_pct[role=ehr_analyst]=12\" or \
                        --set uncertainty.draws=512; += and *= add and multiply";
            found.push(Slug::BadChange, Place::file(&words), message, help);
            continue;
        };
        if ["extends", "change", "row"].contains(&selector) {
            let message = format!("`{selector}` cannot be typed");
            let help = "write it into a scenario file of its own, which may begin with extends = \"baseline\"";
            found.push(Slug::BadChange, Place::file(&words).in_column(selector), message, help);
        } else if is_setting(selector) {
            match toml(selector, operator, value, &typed.settings, sources) {
                Ok(toml) => typed.settings.push(Setting { words, toml }),
                Err((message, help)) => {
                    let place = Place::file(&words).in_column(selector);
                    found.push_value(Slug::BadChange, place, Some(value), message, help);
                }
            }
        } else {
            typed.changes.extend(changes::typed(&words, selector, operator, value, found));
        }
    }
    typed
}

/// Selector, operator and value. The first `=` outside of the brackets is the operator's.
fn parts(option: &str) -> Option<(&str, Operator, &str)> {
    let mut inside = false;
    let (at, _) = option.char_indices().find(|(_, c)| {
        inside = match c {
            '[' => true,
            ']' => false,
            _ => inside,
        };
        *c == '=' && !inside
    })?;
    let (before, value) = (option.get(..at)?, option.get(at + 1..)?.trim());
    let (selector, operator) = match (before.strip_suffix('+'), before.strip_suffix('*')) {
        (Some(selector), _) => (selector, Operator::Add),
        (_, Some(selector)) => (selector, Operator::Multiply),
        _ => (before, Operator::Set),
    };
    let selector = selector.trim();
    (!selector.is_empty() && !value.is_empty()).then_some((selector, operator, value))
}

/// True unless the first word is a table, or keys of rows are named.
fn is_setting(selector: &str) -> bool {
    let first = selector.split('.').next().unwrap_or_default();
    const SECTIONS: [&str; 5] = ["shortage", "uncertainty", "hiring", "money", "output"];
    !selector.contains('[') && (SECTIONS.contains(&first) || !selector.contains('.')) && table(first).is_none()
}

/// A setting as one line of TOML below its section.
fn toml(
    selector: &str,
    operator: Operator,
    value: &str,
    typed: &[Setting],
    sources: &[Source],
) -> Result<String, (String, String)> {
    let value = match operator {
        Operator::Set => value.to_owned(),
        _ => {
            let by = plain_number(value).map_err(|help| (format!("`{value}` is not a number"), help))?;
            let said = typed.iter().rev().map(|setting| (setting.words.as_str(), setting.toml.as_str()));
            let mut texts = said.chain(sources.iter().map(|source| (source.file.as_str(), source.text.as_str())));
            let now = texts.find_map(|(file, text)| number_in(file, text, selector)).ok_or_else(|| {
                let message = format!("no file of the scenario states a number as `{selector}`");
                (message, format!("write the value itself: --set {selector}=VALUE"))
            })?;
            if operator == Operator::Add { (now + by).to_string() } else { (now * by).to_string() }
        }
    };
    let plain = value == "true" || value == "false" || plain_number(&value).is_ok();
    let value = if plain { value } else { toml::Value::from(value).to_string() };
    let quoted = |key: &str| toml::Value::from(key).to_string();
    Ok(match selector.split_once('.') {
        None => format!("{} = {value}\n", quoted(selector)),
        Some((section, key)) => match key.strip_prefix("shared.") {
            Some(column) => format!("[{}.shared]\n{} = {value}\n", quoted(section), quoted(column)),
            None => format!("[{}]\n{} = {value}\n", quoted(section), quoted(key)),
        },
    })
}

/// The number that a setting has in a file.
fn number_in(file: &str, text: &str, selector: &str) -> Option<f64> {
    let document = Document::parse(file, text, &mut Diagnostics::new());
    let (section, key) = selector.split_once('.').unwrap_or(("", selector));
    let value = match key.strip_prefix("shared.") {
        Some(column) => {
            let shared = document.find(section, "shared")?;
            let entries = document.entries_of(shared.value.as_table()?);
            entries.into_iter().find(|entry| entry.key == column)?.value
        }
        None => document.find(section, key)?.value,
    };
    match value {
        toml::de::DeValue::Integer(integer) => plain_number(integer.as_str()).ok(),
        toml::de::DeValue::Float(float) => plain_number(float.as_str()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_is_the_first_equals_sign_outside_of_brackets() {
        let selector = "supply.leavers_pct[role=bmet,facility=north]";
        assert!(parts(&format!("{selector}=9/12/15")) == Some((selector, Operator::Set, "9/12/15")));
        assert!(parts(&format!("{selector} *= 1.1")) == Some((selector, Operator::Multiply, "1.1")));
        assert!(parts("growth.annual_pct+=-1") == Some(("growth.annual_pct", Operator::Add, "-1")));
        assert!(parts("title=a=b") == Some(("title", Operator::Set, "a=b")));
        for nothing in ["", "=", "a", "a=", "=3", "supply.x[role=bmet]"] {
            assert!(parts(nothing).is_none(), "{nothing}");
        }
    }

    #[test]
    fn settings_become_toml_and_reckon_with_what_was_said_before() {
        let sources =
            [Source { file: "a.toml".into(), folder: "".into(), text: "[uncertainty]\ndraws = 512\n".into() }];
        let said = |option: &[&str]| {
            let mut found = Diagnostics::new();
            let options: Vec<String> = option.iter().map(|text| (*text).to_owned()).collect();
            let typed = read(&options, &sources, &mut found);
            assert_eq!(found.errors(), 0, "{:?}", found.problems());
            typed.settings.last().map(|setting| setting.toml.clone()).expect("a setting")
        };
        assert_eq!(said(&["uncertainty.draws*=2", "uncertainty.draws+=16"]), "[\"uncertainty\"]\n\"draws\" = 1040\n");
        assert_eq!(said(&["hiring.policy=none"]), "[\"hiring\"]\n\"policy\" = \"none\"\n");
        assert_eq!(
            said(&["uncertainty.shared.supply.leavers_pct=0.4"]),
            "[\"uncertainty\".shared]\n\"supply.leavers_pct\" = 0.4\n"
        );
        assert_eq!(said(&["start=2027-01"]), "\"start\" = \"2027-01\"\n");
    }
}
