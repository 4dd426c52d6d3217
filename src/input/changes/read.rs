//! Changes as they stand in a scenario file, and as they are typed.

use super::cells::{Act, Wish, wrong_kind};
use super::{Change, Deed, Refusal, misnamed, wanted_of};
use crate::diagnostics::{Diagnostics, Place, Slug, suggest};
use crate::input::document::{Document, Entry};
use crate::input::keys::CHANGES;
use crate::input::reading::plain_number;
use crate::input::scenario::Operator;
use crate::input::selector::{self, column_named, table_named};
use crate::tables::{ColumnSpec, Kind, Origin, TableSpec};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// What a change may say.
const OF_CHANGE: [&str; 8] = ["table", "where", "set", "add", "multiply", "shift", "remove", "why"];
/// What a row to be put in may say.
const OF_ROW: [&str; 3] = ["table", "set", "why"];
/// What a change does; exactly one of them.
const DEEDS: [&str; 5] = ["set", "add", "multiply", "shift", "remove"];

/// The changes of a scenario file, in the order in which they stand.
pub(in crate::input) fn read(document: &Document<'_>, found: &mut Diagnostics) -> Vec<Change> {
    let mut items: Vec<(u32, &str, &DeTable<'_>)> = Vec::new();
    for entry in document.entries().into_iter().filter(|entry| CHANGES.contains(&entry.key)) {
        match document.array(&entry) {
            Some(tables) => items.extend(tables.into_iter().map(|(line, table)| (line, entry.key, table))),
            None => {
                let place = Place::at(entry.file, entry.line).in_column(entry.key);
                let message = format!("`{}` must begin with double brackets, as there may be several", entry.key);
                found.push(Slug::WrongType, place, message, format!("write [[{}]] and its keys below it", entry.key));
            }
        }
    }
    items.sort_by_key(|(line, ..)| *line);
    let read = |(line, kind, table)| {
        let origin = Origin::new(Arc::from(document.file()), line);
        let mut reader = Reader { document, found: &mut *found, origin };
        reader.item(kind, table)
    };
    items.into_iter().filter_map(read).collect()
}

/// The change that `--set SELECTOR=VALUE` types; `words` are all its words.
pub(in crate::input) fn typed(
    words: &str,
    selector: &str,
    operator: Operator,
    value: &str,
    found: &mut Diagnostics,
) -> Option<Change> {
    let wish = |column: &'static ColumnSpec| -> Result<Wish, Refusal> {
        let act = match operator {
            Operator::Set => Act::Set(value.to_owned()),
            Operator::Add if matches!(column.kind, Kind::Period) => Act::Shift(months(value)?),
            _ => {
                let by = by(value, operator == Operator::Multiply)?;
                if operator == Operator::Add { Act::Add(by) } else { Act::Multiply(by) }
            }
        };
        checked(column, act)
    };
    let read = selector::parse(selector).map_err(misnamed).and_then(|pattern| {
        let wish = wish(pattern.column)?;
        if matches!(wish.act, Act::Set(_)) && pattern.table.key.contains(&pattern.column.name) {
            return Err(names_rows(pattern.table, pattern.column));
        }
        Ok((wish, pattern))
    });
    match read {
        Ok((wish, pattern)) => Some(Change {
            origin: Origin::new(Arc::from(words), 0),
            name: selector.to_owned(),
            table: pattern.table,
            wanted: pattern.keys,
            deed: Deed::Cells(vec![wish]),
            why: Some("set on the command line".to_owned()),
        }),
        Err((slug, message, help)) => {
            found.push_value(slug, Place::file(words), Some(selector), message, help);
            None
        }
    }
}

struct Reader<'d, 'i, 'f> {
    document: &'d Document<'i>,
    found: &'f mut Diagnostics,
    origin: Origin,
}

impl<'d, 'i> Reader<'d, 'i, '_> {
    fn refuse(&mut self, line: u32, column: &str, (slug, message, help): Refusal) {
        let place = Place::at(self.document.file(), line).in_column(column);
        self.found.push(slug, place, message, help);
    }

    fn bad(&mut self, line: u32, column: &str, message: String, help: &str) {
        self.refuse(line, column, (Slug::BadChange, message, help.to_owned()));
    }

    /// One `[[change]]` or `[[row]]`; `None` (and problems) if it cannot be read.
    fn item(&mut self, kind: &str, table: &'d DeTable<'i>) -> Option<Change> {
        let errors = self.found.errors();
        let entries = self.document.entries_of(table);
        let allowed: &[&str] = if kind == "row" { &OF_ROW } else { &OF_CHANGE };
        for entry in entries.iter().filter(|entry| !allowed.contains(&entry.key)) {
            let place = Place::at(entry.file, entry.line).in_column(entry.key);
            let message = format!("[[{kind}]] has no key `{}`", entry.key);
            let help = match entry.key {
                "where" => "a row has no `where`: all its cells stand in `set`".to_owned(),
                key => suggest(key, allowed.iter().copied()),
            };
            self.found.push(Slug::UnknownKey, place, message, help);
        }
        let find = |key: &str| entries.iter().find(|entry| entry.key == key).copied();
        let why = find("why").and_then(|entry| self.text(&entry));
        let Some(named) = find("table") else {
            let help = "write the name of the table: table = \"adoption\"";
            self.bad(self.origin.line, kind, format!("[[{kind}]] names no table"), help);
            return None;
        };
        let spec = match table_named(&self.text(&named)?) {
            Ok(spec) => spec,
            Err(refusal) => {
                self.refuse(named.line, "table", misnamed(refusal));
                return None;
            }
        };
        let wanted = find("where").map_or_else(Vec::new, |entry| self.wanted(spec, &entry));
        let deeds: Vec<Entry<'d, 'i>> = entries.iter().filter(|entry| DEEDS.contains(&entry.key)).copied().collect();
        let [deed] = deeds.as_slice() else {
            let help = "write one of set, add, multiply, shift (each a table of columns, such as set = { ceiling_pct = 90 }) \
                        or remove = true; for more, write several";
            let help = if kind == "row" { "write its cells: set = { column = value, … }" } else { help };
            let message = if deeds.is_empty() { "does nothing" } else { "does several things at once" };
            self.bad(self.origin.line, kind, format!("[[{kind}]] {message}"), help);
            return None;
        };
        let deed = match (kind, deed.key) {
            ("row", _) => Deed::Append(self.wishes(spec, deed, true)),
            (_, "remove") => {
                if !matches!(deed.value, DeValue::Boolean(true)) {
                    self.bad(deed.line, "remove", "`remove` can only be true".to_owned(), "take the change out");
                }
                Deed::Remove
            }
            _ => Deed::Cells(self.wishes(spec, deed, false)),
        };
        let name = kind.to_owned();
        let origin = self.origin.clone();
        (self.found.errors() == errors).then_some(Change { origin, name, table: spec, wanted, deed, why })
    }

    fn text(&mut self, entry: &Entry<'_, '_>) -> Option<String> {
        let text = entry.value.as_str().map(str::to_owned);
        if text.is_none() {
            let place = Place::at(entry.file, entry.line).in_column(entry.key);
            let message = format!("`{}` must be text in quotes", entry.key);
            self.found.push(Slug::WrongType, place, message, format!("write {} = \"…\"", entry.key));
        }
        text
    }

    /// The keys of a table such as `{ role = "bmet" }`; `None` (and a problem) if it is something else.
    fn inside(&mut self, entry: &Entry<'d, 'i>) -> Option<Vec<Entry<'d, 'i>>> {
        if let Some(table) = entry.value.as_table() {
            return Some(self.document.entries_of(table));
        }
        let help = format!("write the columns in braces: {} = {{ column = value }}", entry.key);
        self.bad(entry.line, entry.key, format!("`{}` is not a table of columns", entry.key), &help);
        None
    }

    /// Rows wanted: a value or a list for each key.
    fn wanted(&mut self, spec: &'static TableSpec, entry: &Entry<'d, 'i>) -> Vec<(&'static str, Vec<String>)> {
        let mut wanted = Vec::new();
        for key in self.inside(entry).unwrap_or_default() {
            let values = match key.value {
                DeValue::Array(values) => values.iter().map(|value| plain(value.get_ref())).collect(),
                value => plain(value).map(|value| vec![value]),
            };
            match (wanted_of(spec, key.key), values) {
                (Err(refusal), _) => self.refuse(key.line, "where", refusal),
                (Ok(column), Some(values)) if !values.is_empty() => wanted.push((column, values)),
                (Ok(column), _) => {
                    let message = format!("`{column}` is wanted to be neither a value nor a list of values");
                    self.bad(key.line, "where", message, "write a code in quotes, or several: [\"north\", \"south\"]");
                }
            }
        }
        wanted
    }

    /// What is wanted of columns. A row that is put in says its key, too.
    fn wishes(&mut self, spec: &'static TableSpec, entry: &Entry<'d, 'i>, appends: bool) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let inside = self.inside(entry);
        if inside.as_ref().is_some_and(Vec::is_empty) {
            let help = format!("write the columns in the braces: {} = {{ column = value }}", entry.key);
            self.bad(entry.line, entry.key, format!("`{}` names no column", entry.key), &help);
        }
        for cell in inside.unwrap_or_default() {
            let wish = column_named(spec, cell.key).map_err(misnamed).and_then(|column| {
                let written = plain(cell.value);
                let written = written.ok_or_else(|| {
                    let message = format!("`{}` is neither a number nor text", cell.key);
                    misnamed((message, "write a number, or text in quotes".to_owned()))
                })?;
                let number =
                    || plain_number(&written).map_err(|help| misnamed((format!("`{written}` is not a number"), help)));
                let act = match entry.key {
                    "add" => Act::Add(number()?),
                    "multiply" => Act::Multiply(number()?),
                    "shift" => Act::Shift(months(&written)?),
                    _ => Act::Set(written),
                };
                checked(column, act)
            });
            match wish {
                Ok(wish) if appends || entry.key != "set" || !spec.key.contains(&wish.column.name) => wishes.push(wish),
                Ok(wish) => self.refuse(cell.line, wish.column.name, names_rows(spec, wish.column)),
                Err(refusal) => self.refuse(cell.line, cell.key, refusal),
            }
        }
        wishes
    }
}

/// The number that is added, or multiplied by.
fn by(text: &str, multiplies: bool) -> Result<f64, Refusal> {
    let factor = "write the factor as a plain number: 1.2 makes it 20 % more, 0.8 makes it 20 % less";
    let read = plain_number(text).map_err(|help| if multiplies { factor.to_owned() } else { help });
    read.map_err(|help| misnamed((format!("`{text}` is not a number"), help)))
}

/// A refusal to give rows another key.
fn names_rows(spec: &TableSpec, column: &ColumnSpec) -> Refusal {
    let message = format!("`{}` names the rows of `{}`", column.name, spec.name);
    misnamed((message, "remove the rows and append others with [[row]]".to_owned()))
}

/// The act, if the column takes it.
fn checked(column: &'static ColumnSpec, act: Act) -> Result<Wish, Refusal> {
    let fits = match act {
        Act::Add(_) | Act::Multiply(_) => matches!(column.kind, Kind::Number(_)),
        Act::Shift(_) => matches!(column.kind, Kind::Period),
        Act::Set(_) => true,
    };
    if fits {
        return Ok(Wish { column, act });
    }
    Err(wrong_kind(column, if matches!(act, Act::Shift(_)) { "a period" } else { "a number" }, "set"))
}

/// A number or text as it would stand in a cell.
fn plain(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(integer) if integer.radix() == 10 => Some(unsigned(integer.as_str())),
        DeValue::Float(float) => Some(unsigned(float.as_str())),
        _ => None,
    }
}

/// TOML allows a plus sign.
fn unsigned(text: &str) -> String {
    text.strip_prefix('+').unwrap_or(text).to_owned()
}

/// How many months `-12 months`, `2 quarters` or `1 year` are.
fn months(text: &str) -> Result<i32, Refusal> {
    let wrong = || {
        let message = format!("`{text}` is not a length of time");
        misnamed((
            message,
            "write a whole number of months, quarters or years: \"-12 months\", \"2 quarters\"".to_owned(),
        ))
    };
    let mut words = text.split_whitespace();
    let (Some(count), Some(unit), None) = (words.next(), words.next(), words.next()) else { return Err(wrong()) };
    let per_unit = match unit {
        "month" | "months" => 1,
        "quarter" | "quarters" => 3,
        "year" | "years" => 12,
        _ => return Err(wrong()),
    };
    let count: i32 = count.strip_prefix('+').unwrap_or(count).parse().map_err(|_| wrong())?;
    count.checked_mul(per_unit).filter(|months| months.abs() <= 12_000).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_whole_months() {
        let read = |text: &str| months(text).ok();
        assert_eq!(read("-12 months"), Some(-12));
        assert_eq!(read("+2 quarters"), Some(6));
        assert_eq!(read("1 year"), Some(12));
        for wrong in ["12", "months", "1.5 months", "2 weeks", "1 month later", "99999999 years"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
