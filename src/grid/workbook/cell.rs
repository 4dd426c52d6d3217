//! One cell: from its XML to the text and kind that a grid holds.

use super::Workbook;
use super::date;
use super::format::Shown;
use super::limits::MAX_CHARACTERS;
use super::reference::CellRef;
use super::strings::{rich_text, too_long, unescape};
use super::trouble::{Trouble, quoted};
use super::xml::Xml;
use crate::diagnostics::Slug;
use crate::grid::CellKind;
use std::fmt::Write;

/// A cell as its XML has it. One is used for all cells of a sheet, so that its texts are allocated once.
#[derive(Default)]
pub(super) struct RawCell {
    /// Where it says that it stands; cells may leave that out and follow each other.
    pub(super) at: Option<CellRef>,
    /// True if it is the result of a formula.
    pub(super) has_formula: bool,
    /// The formula, if it is written with this cell and not shared with one above.
    pub(super) formula: String,
    /// The number of a shared formula.
    pub(super) shared: Option<u32>,
    kind: Written,
    style: u32,
    value: String,
    has_value: bool,
}

/// The type that a cell states.
#[derive(Clone, Copy, Default, PartialEq)]
enum Written {
    #[default]
    Number,
    SharedText,
    InlineText,
    FormulaText,
    Boolean,
    Error,
    Date,
}

impl Written {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "n" => Self::Number,
            "s" => Self::SharedText,
            "inlineStr" => Self::InlineText,
            "str" => Self::FormulaText,
            "b" => Self::Boolean,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => return None,
        })
    }
}

/// What a cell comes to.
pub(super) enum Held {
    /// Nothing.
    Blank,
    /// A text of this kind.
    Value(CellKind),
    /// Something that cannot be read for certain.
    Wrong(Trouble),
}

impl RawCell {
    /// Reads the open element `c` to its end.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Trouble> {
        let tag = xml.tag();
        (self.at, self.style, self.kind) = (None, 0, Written::Number);
        let mut seen = [false; 3];
        let mut first = |index: usize| seen.get_mut(index).is_some_and(|seen| !std::mem::replace(seen, true));
        tag.each(|key, value| {
            // Bytes, because a match on them is a comparison of numbers: a sheet has millions of cells.
            let fresh = match key.as_bytes() {
                b"r" => {
                    let unknown = || Trouble::damaged(format!("{} is no cell of a sheet", quoted(value)));
                    self.at = Some(CellRef::parse(value).ok_or_else(unknown)?);
                    first(0)
                }
                b"s" => {
                    self.style = value.parse().map_err(|_| tag.bad_value("s", value))?;
                    first(1)
                }
                b"t" => {
                    self.kind = Written::parse(value).ok_or_else(|| tag.bad_value("t", value))?;
                    first(2)
                }
                _ => true,
            };
            if fresh { Ok(()) } else { Err(tag.doubled()) }
        })?;
        self.value.clear();
        self.formula.clear();
        (self.has_value, self.has_formula, self.shared) = (false, false, None);
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "v" if !self.has_value && self.kind != Written::InlineText => {
                    self.has_value = true;
                    xml.text(&mut self.value)?;
                }
                "is" if !self.has_value && self.kind == Written::InlineText => {
                    self.has_value = true;
                    rich_text(xml, &mut self.value)?;
                }
                "f" if !self.has_formula => {
                    self.has_formula = true;
                    self.shared = tag.number("si")?;
                    xml.text(&mut self.formula)?;
                }
                "extLst" => xml.skip()?,
                other => {
                    let what = if other.is_empty() { "an element of another kind".to_owned() } else { quoted(other) };
                    return Err(xml.damaged(&format!("has a cell with {what} where it may not stand")));
                }
            }
        }
        Ok(())
    }

    /// What the cell comes to; a value's text is put into `into`.
    pub(super) fn held(&self, workbook: &Workbook<'_>, into: &mut String) -> Held {
        into.clear();
        let value = self.value.trim();
        // A formula may come to an empty text, which is written as an empty value of that type.
        if self.has_formula && (!self.has_value || value.is_empty() && self.kind != Written::FormulaText) {
            return Held::Wrong(Trouble::of(
                Slug::FormulaWithoutValue,
                "the cell holds a formula, and no result is saved with it",
                "open the workbook in Excel, so that it is calculated, and save it; or put the value in the cell",
            ));
        }
        match self.kind {
            Written::Number if value.is_empty() => Held::Blank,
            Written::Number => self.number(workbook, into),
            Written::SharedText if value.is_empty() => Held::Blank,
            Written::SharedText => match value.parse().ok().and_then(|index| workbook.strings.get(index)) {
                Some(text) => {
                    into.push_str(text);
                    Held::Value(CellKind::Text)
                }
                None => {
                    let message =
                        format!("the cell refers to text {} of the workbook, which is not there", quoted(value));
                    Held::Wrong(Trouble::damaged(message))
                }
            },
            Written::InlineText | Written::FormulaText => {
                into.push_str(&self.value);
                unescape(into);
                if too_long(into) {
                    let message = format!("the cell holds more than {MAX_CHARACTERS} characters");
                    return Held::Wrong(Trouble::damaged(message));
                }
                Held::Value(CellKind::Text)
            }
            Written::Boolean => {
                into.push_str(match value {
                    "" => return Held::Blank,
                    "1" | "true" => "TRUE",
                    "0" | "false" => "FALSE",
                    other => return Held::Wrong(not_a("yes or no", other)),
                });
                Held::Value(CellKind::Boolean)
            }
            Written::Error if value.is_empty() => Held::Blank,
            Written::Error if too_long(value) => Held::Wrong(not_a("an error of Excel", value)),
            Written::Error => {
                into.push_str(value);
                Held::Value(CellKind::Error)
            }
            Written::Date if value.is_empty() => Held::Blank,
            Written::Date => match date::written(value) {
                Some(date) => {
                    into.push_str(&date);
                    Held::Value(CellKind::Date)
                }
                None => {
                    let message = format!("the cell is a date, and {} is none", quoted(value));
                    Held::Wrong(Trouble::of(Slug::NotADate, message, DATE_HELP))
                }
            },
        }
    }

    fn number(&self, workbook: &Workbook<'_>, into: &mut String) -> Held {
        let text = self.value.trim();
        let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
        let Some(value) = text.parse::<f64>().ok().filter(|value| plain && value.is_finite()) else {
            return Held::Wrong(not_a("a number", text));
        };
        // Minus nought is nought.
        let value = if value == 0.0 { 0.0 } else { value };
        let Some(shown) = workbook.styles.shows(self.style, value) else {
            let message = format!("the cell has the style {}, which the workbook does not hold", self.style);
            return Held::Wrong(Trouble::damaged(message));
        };
        let from1904 = workbook.date1904();
        let text = match shown {
            Shown::Number | Shown::Percent => {
                let _ = write!(into, "{value}");
                return Held::Value(if shown == Shown::Percent { CellKind::Percent } else { CellKind::Number });
            }
            // Nobody sees the number itself: a column of numbers refuses this text rather than take the one or the other.
            Shown::Scaled => Ok((format!("{value}, shown in thousands or millions"), CellKind::Text)),
            Shown::Date => date::date(value, from1904).map(|text| (text, CellKind::Date)),
            Shown::Month => date::date(value, from1904).map(|text| (date::shortened(&text, "-01"), CellKind::Date)),
            Shown::Year => date::date(value, from1904).map(|text| (date::shortened(&text, "-01-01"), CellKind::Date)),
            // A time of day without a day is no number that a planner sees; nor is a length of time.
            Shown::Time if !date::within_a_day(value) => date::date(value, from1904).map(|text| (text, CellKind::Date)),
            Shown::Time | Shown::Elapsed => date::time(value).map(|text| (text, CellKind::Text)),
        };
        match text {
            Ok((text, kind)) => {
                into.push_str(&text);
                Held::Value(kind)
            }
            Err(why) => {
                let message = format!("the cell is shown as a date or time, and its number {value} is {why}");
                Held::Wrong(Trouble::of(Slug::NotADate, message, DATE_HELP))
            }
        }
    }
}

const DATE_HELP: &str =
    "write the day as text, such as 2026-04-01; if it is meant as a number, format the cell as a number";

fn not_a(what: &str, value: &str) -> Trouble {
    Trouble::damaged(format!("the cell should hold {what}, and holds {}", quoted(value)))
}

/// True if a formula takes a value from another workbook, which it calls by number: `[1]Sheet!A1`, `'[2]My data'!B2`.
///
/// The number 0 is the workbook itself. A column of a table, `Staff[2026]`, follows the table's name, and may stand in
/// brackets within these, `Staff[[#This Row],[2026]]`. A few programs write the name of the file: `'[rates.xlsx]Sheet'!A1`.
pub(super) fn refers_outside(formula: &str) -> bool {
    let mut in_text = false;
    let mut before = ' ';
    // How many brackets are open, and what the outermost of them holds so far: each sign is looked at once.
    let (mut depth, mut start, mut after_name) = (0_u32, 0, false);
    for (at, sign) in formula.char_indices() {
        match sign {
            '"' => in_text = !in_text,
            '[' if !in_text => {
                if depth == 0 {
                    (start, after_name) = (at + 1, before.is_alphanumeric() || matches!(before, '_' | '.' | ']'));
                }
                depth += 1;
            }
            ']' if !in_text => {
                let inside = if depth == 1 { formula.get(start..at).unwrap_or_default() } else { "" };
                let number = !inside.is_empty() && inside != "0" && inside.bytes().all(|byte| byte.is_ascii_digit());
                if number && !after_name || inside.to_ascii_lowercase().contains(".xls") {
                    return true;
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        before = sign;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_that_take_values_from_other_workbooks_are_known() {
        for outside in ["[1]Sheet1!A1", "2*'[12]My data'!$B$2", "SUM(A1,[3]!Rates)", "'C:\\[rates.xlsx]Sheet'!A1"] {
            assert!(refers_outside(outside), "{outside}");
        }
        for inside in
            ["Sheet1!A1", "Staff[2026]", "Staff[[#This Row],[1]]", "\"[1]\"&A1", "[0]!Rates", "A1+1", "[", "[]"]
        {
            assert!(!refers_outside(inside), "{inside}");
        }
    }
}
