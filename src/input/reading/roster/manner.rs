//! How a roster writes numbers and dates: declared, or shown by all cells of a column together.

use super::super::declared::Declared;
use super::super::number::{self, Decimal, Marks, Shows};
use super::super::period::{DateOrder, Written, of_pair};
use super::header::Header;
use crate::grid::Record;
use std::collections::BTreeMap;

/// The columns of dates.
const DATES: [&str; 3] = ["as_of", "start_date", "end_date"];

/// The order of day and month in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// This order, declared or shown by a number over 12.
    Known(DateOrder),
    /// Some are day first, others month first.
    Both,
    /// Nothing tells.
    Open,
}

/// How cells are to be read.
pub(super) struct Manner {
    marks: Marks,
    knows_decimals: bool,
    declared: Option<DateOrder>,
    /// What the columns show; `None` before they were asked.
    shown: Option<BTreeMap<&'static str, Order>>,
    remarks: Vec<String>,
}

impl Manner {
    /// What the scenario says.
    pub(super) fn declared(declared: &Declared) -> Self {
        let mut remarks = Vec::new();
        let marks = match declared.decimal {
            Some(decimal) => {
                remarks.push(format!("`{}` before decimals, as the scenario says", decimal.mark()));
                Marks { decimal, thousands: true, three_decimals: true }
            }
            None => Marks::default(),
        };
        Self { marks, knows_decimals: declared.decimal.is_some(), declared: declared.dates, shown: None, remarks }
    }

    /// True if it is known what stands before decimals.
    pub(super) fn knows_decimals(&self) -> bool {
        self.knows_decimals
    }

    /// How the marks in numbers are meant.
    pub(super) fn marks(&self) -> Marks {
        self.marks
    }

    /// True if a point in `text` can only stand before decimals.
    pub(super) fn has_point(&self, text: &str) -> bool {
        self.marks.decimal == Decimal::Point || !text.contains('.')
    }

    /// The order of the dates in a column; `None` if its cells are to be asked.
    pub(super) fn order(&self, column: &str) -> Option<Order> {
        match (self.declared, &self.shown) {
            (Some(order), _) => Some(Order::Known(order)),
            (None, Some(shown)) => Some(shown.get(column).copied().unwrap_or(Order::Open)),
            (None, None) => None,
        }
    }

    /// How it was read, where it could have been read in another way.
    pub(super) fn remarks(&self) -> Vec<String> {
        self.remarks.clone()
    }

    /// The manner that the cells show.
    pub(super) fn settled(mut self, survey: Survey) -> Self {
        if !self.knows_decimals {
            self.knows_decimals = true;
            if survey.commas > 0 && survey.points == 0 {
                self.marks = Marks { decimal: Decimal::Comma, thousands: false, three_decimals: true };
                self.remarks.push("decimal comma (no cell has a decimal point)".to_owned());
            }
        }
        let mut shown = BTreeMap::new();
        for (column, seen) in survey.dates {
            let order = match (seen.day_first, seen.month_first) {
                (true, true) => Order::Both,
                (true, false) => Order::Known(DateOrder::DayMonthYear),
                (false, true) => Order::Known(DateOrder::MonthDayYear),
                (false, false) => Order::Open,
            };
            if let (Order::Known(order), None) = (order, self.declared) {
                self.remarks.push(format!("dates of `{column}` as {}, as a number over 12 shows", order.word()));
            }
            shown.insert(column, order);
        }
        self.shown = Some(shown);
        self
    }
}

/// What the cells of the open columns show.
#[derive(Default)]
pub(super) struct Survey {
    commas: usize,
    points: usize,
    dates: BTreeMap<&'static str, Seen>,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    day_first: bool,
    month_first: bool,
}

impl Survey {
    /// Looks at a row.
    pub(super) fn look(&mut self, record: &Record<'_>, header: &Header) {
        match header.cell("fte", record).map(|text| number::shows(&text)) {
            Some(Shows::Decimal(Decimal::Comma)) => self.commas += 1,
            Some(Shows::Decimal(Decimal::Point)) => self.points += 1,
            _ => {}
        }
        for column in DATES {
            let Some(text) = header.cell(column, record) else { continue };
            let Written::Pair(first, second, year) = Written::of(&text) else { continue };
            let seen = self.dates.entry(column).or_default();
            let day = of_pair((first, second, year), DateOrder::DayMonthYear).is_some();
            let month = of_pair((first, second, year), DateOrder::MonthDayYear).is_some();
            seen.day_first |= day && !month;
            seen.month_first |= month && !day;
        }
    }
}
