//! How a file writes numbers and dates, found from all its cells or declared in the scenario.
//!
//! A decimal comma holds when some cell can be read in no other way and none speaks for the point; `31.03.2026` tells the
//! order of the dates of its column. What stays open is refused cell by cell, with the declaration that settles it.

use super::declared::{Declared, to_paste};
use super::layout::{LaidRow, Layout};
use super::number::{self, Decimal, Marks, Shows};
use super::period::{DateOrder, Written, of_pair};
use super::row::Column;
use crate::diagnostics::column_letters;
use crate::grid::CellKind;
use crate::tables::{Kind, TableSpec};
use std::collections::BTreeMap;

/// What holds for the cells of a file, by the index of a name in [`TableSpec::header`].
#[derive(Default)]
pub(super) struct Conventions {
    marks: BTreeMap<usize, Marks>,
    dates: BTreeMap<usize, Dates>,
    /// Where the file uses the comma and where the point, if it uses both before decimals.
    mixed: Option<(String, String)>,
    /// How it was read, where it could have been read in another way.
    pub(super) remarks: Vec<String>,
    /// What stands before decimals, and why, in words.
    pub(super) decimals: String,
    /// What every column has that the evidence does not decide.
    rest: Marks,
    table: &'static str,
}

/// The order of the dates in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    /// This order, declared or shown by a number over 12.
    Known(DateOrder),
    /// Some are day first, others month first; one cell of each.
    Both(String, String),
    /// Nothing tells.
    Open,
}

/// What the numbers of one column show.
#[derive(Default)]
struct Evidence {
    point: usize,
    comma: usize,
    /// Commas or points that divide thousands, by the mark that is then decimal.
    thousands: [usize; 2],
    first: [Option<String>; 2],
    either: usize,
}

impl Conventions {
    /// Looks at all cells of text.
    pub(super) fn of(spec: &'static TableSpec, layout: &Layout<'_>, columns: &[Column], declared: &Declared) -> Self {
        let mut all = Self { table: spec.name, ..Self::default() };
        let mut evidence: BTreeMap<usize, Evidence> = BTreeMap::new();
        for slot in number_slots(columns) {
            let seen = evidence_of(layout, slot);
            if seen.point + seen.comma + seen.either + seen.thousands.iter().sum::<usize>() > 0 {
                evidence.insert(slot, seen);
            }
        }
        all.settle_numbers(&evidence, layout.grid.has_commas, declared);
        for column in columns.iter().filter(|column| matches!(column.spec.kind, Kind::Period)) {
            all.settle_dates(layout, column, declared);
        }
        all
    }

    /// How the marks in the numbers of a column are meant.
    pub(super) fn marks(&self, slot: usize) -> Marks {
        self.marks.get(&slot).copied().unwrap_or(self.rest)
    }

    /// The order of the dates in a column.
    pub(super) fn dates(&self, slot: usize) -> Option<&Dates> {
        self.dates.get(&slot)
    }

    /// What to do about a number that could not be read because of its marks; `None` if it is not about marks.
    pub(super) fn help(&self, text: &str, slot: usize) -> Option<String> {
        let marks = self.marks(slot);
        let either = |mark: Decimal| {
            let (decimal, thousands) = match mark {
                Decimal::Comma => (text.replacen(',', ".", 1), text.replace(',', "")),
                Decimal::Point => (text.to_owned(), text.replace('.', "")),
            };
            let (name, other) = match mark {
                Decimal::Comma => ("comma", Decimal::Point.mark()),
                Decimal::Point => ("point", Decimal::Comma.mark()),
            };
            // What the rest of the file shows comes first.
            let (own, makes) = (mark.mark(), format!("makes it {decimal}"));
            let key = match marks.decimal == mark {
                true => format!("decimal = \"{own}\"   # {makes}; \"{other}\" makes it {thousands}"),
                false => format!("decimal = \"{other}\"   # makes it {thousands}; \"{own}\" {makes}"),
            };
            format!(
                "the {name} may divide thousands or stand before decimals: write {thousands} if it divides thousands, \
                 {decimal} if it is a decimal {name}; or say in the scenario which:{}",
                to_paste(self.table, &key)
            )
        };
        match (number::shows(text), &self.mixed) {
            (Shows::Either(mark), _) => Some(either(mark)),
            (Shows::Decimal(_), Some((comma, point))) => Some(format!(
                "the file writes decimals both with a comma ({comma}) and with a point ({point}): write all of them with a \
                 point"
            )),
            (Shows::Decimal(Decimal::Comma), None) if marks.decimal == Decimal::Point => Some(format!(
                "the scenario says that decimals stand behind a point here: write {}",
                text.replacen(',', ".", 1)
            )),
            (Shows::Decimal(Decimal::Point), None) if marks.decimal == Decimal::Comma => {
                Some("decimals stand behind a comma in this file: write them all with the same mark".to_owned())
            }
            _ => None,
        }
    }

    fn settle_numbers(&mut self, evidence: &BTreeMap<usize, Evidence>, has_commas: bool, declared: &Declared) {
        if let Some(decimal) = declared.decimal {
            self.rest = Marks { decimal, thousands: true, three_decimals: true };
            if !evidence.is_empty() {
                self.remarks.push(format!("`{}` before decimals, as the scenario says", decimal.mark()));
            }
            self.decimals = format!("`{}` before decimals, as declared", decimal.mark());
            return;
        }
        let sum = |of: fn(&Evidence) -> usize| evidence.values().map(of).sum::<usize>();
        let comma = sum(|seen| seen.comma) + sum(|seen| seen.thousands[1]);
        let point = sum(|seen| seen.point) + sum(|seen| seen.thousands[0]);
        let decimal = if comma > 0 && point == 0 { Decimal::Comma } else { Decimal::Point };
        if comma > 0 && point > 0 {
            let first = |which: usize| evidence.values().find_map(|seen| seen.first[which].clone()).unwrap_or_default();
            self.mixed = Some((first(1), first(0)));
        }
        // `23.000` between semicolons may well be a German twenty-three thousand, and `1,100` beside `200,5` a slip.
        let point_is_sure = has_commas;
        self.rest = Marks { decimal, thousands: false, three_decimals: decimal == Decimal::Point && point_is_sure };
        let either = sum(|seen| seen.either);
        self.decimals = match (comma, point) {
            (0, 0) if either > 0 => format!("open: {either} cells such as 1,234 or 1.234, and none that tells"),
            (0, 0) => "no decimals".to_owned(),
            (0, point) => format!("decimal point ({point} cells; none has a decimal comma)"),
            (comma, 0) => format!("decimal comma ({comma} cells; none has a decimal point)"),
            (comma, point) => format!("both: {comma} cells with a comma, {point} with a point"),
        };
        for (&slot, seen) in evidence {
            let thousands = match decimal {
                Decimal::Point => seen.thousands[0] > 0,
                Decimal::Comma => seen.thousands[1] > 0,
            };
            // With a comma used both ways in one file nothing of it is sure.
            let thousands = thousands && self.mixed.is_none();
            let three_decimals = decimal == Decimal::Point && point_is_sure;
            self.marks.insert(slot, Marks { decimal, thousands, three_decimals });
        }
        if decimal == Decimal::Comma {
            let first = evidence.values().find_map(|seen| seen.first[1].clone()).unwrap_or_default();
            self.remarks.push(format!("decimal comma, as in {first} (no cell has a decimal point)"));
        }
    }

    fn settle_dates(&mut self, layout: &Layout<'_>, column: &Column, declared: &Declared) {
        let mut pairs = 0;
        let (mut day_first, mut month_first, mut open) = (None, None, false);
        for row in layout.rows() {
            let Some(cell) = layout.cell(column.slot, row).filter(|cell| cell.kind == CellKind::Text) else { continue };
            let Written::Pair(a, b, year) = Written::of(cell.text) else { continue };
            pairs += 1;
            let as_day = of_pair((a, b, year), DateOrder::DayMonthYear);
            let as_month = of_pair((a, b, year), DateOrder::MonthDayYear);
            let here = || shown(layout, column.slot, row, cell.text);
            match (as_day, as_month) {
                (Some(_), None) => day_first = day_first.or_else(|| Some(here())),
                (None, Some(_)) => month_first = month_first.or_else(|| Some(here())),
                (Some(one), Some(other)) => open |= one != other,
                (None, None) => {}
            }
        }
        if pairs == 0 {
            return;
        }
        let dates = match (declared.dates, day_first, month_first) {
            (Some(order), ..) => Dates::Known(order),
            (None, Some(day), Some(month)) => Dates::Both(day, month),
            (None, Some(cell), None) => self.shown_order(column, DateOrder::DayMonthYear, &cell),
            (None, None, Some(cell)) => self.shown_order(column, DateOrder::MonthDayYear, &cell),
            // 05/05/2026 is the same day in any order.
            (None, None, None) if !open => Dates::Known(DateOrder::DayMonthYear),
            (None, None, None) => Dates::Open,
        };
        self.dates.insert(column.slot, dates);
    }

    fn shown_order(&mut self, column: &Column, order: DateOrder, cell: &str) -> Dates {
        self.remarks.push(format!("dates of `{}` as {}, as in {cell}", column.spec.name, order.word()));
        Dates::Known(order)
    }
}

/// The slots of all numbers, ends of ranges too.
fn number_slots(columns: &[Column]) -> impl Iterator<Item = usize> {
    let numbers = columns.iter().filter(|column| matches!(column.spec.kind, Kind::Number(_)));
    numbers
        .flat_map(|column| [Some(column.slot), column.ends.map(|ends| ends.0), column.ends.map(|ends| ends.1)])
        .flatten()
}

fn evidence_of(layout: &Layout<'_>, slot: usize) -> Evidence {
    let mut seen = Evidence::default();
    for row in layout.rows() {
        let Some(cell) = layout.cell(slot, row).filter(|cell| cell.kind == CellKind::Text) else { continue };
        let here = || Some(shown(layout, slot, row, cell.text));
        let (count, first) = match number::shows(cell.text) {
            Shows::Nothing => continue,
            Shows::Either(_) => {
                seen.either += 1;
                continue;
            }
            Shows::Decimal(Decimal::Point) => (&mut seen.point, &mut seen.first[0]),
            Shows::Decimal(Decimal::Comma) => (&mut seen.comma, &mut seen.first[1]),
            Shows::Thousands(Decimal::Point) => (&mut seen.thousands[0], &mut seen.first[0]),
            Shows::Thousands(Decimal::Comma) => (&mut seen.thousands[1], &mut seen.first[1]),
        };
        *count += 1;
        if first.is_none() {
            *first = here();
        }
        // `1,234.5` divides thousands, and has a decimal point.
        if cell.text.contains(',') && cell.text.contains('.') {
            let which = usize::from(cell.text.rfind(',') > cell.text.rfind('.'));
            seen.thousands[which] += 1;
        }
    }
    seen
}

/// A cell with its address: `0,80` (D2).
fn shown(layout: &Layout<'_>, slot: usize, row: LaidRow<'_>, text: &str) -> String {
    let letters = layout.column(slot, row).map(column_letters).unwrap_or_default();
    format!("`{text}` ({letters}{})", row.row.sheet_row())
}
