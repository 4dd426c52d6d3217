//! Months, the periods that planners write, and the rows that a forecast is written in.
//!
//! The engine steps in months of 1/12 year. A [`Month`] counts calendar months; an instant is a number of months
//! (with a fraction) on the same scale, so that 15 April 2027 lies 14/30 of a month after 1 April.
//! Left out: weeks, time of day and time zones, which no rule of the model needs.

use std::fmt;

/// A calendar month, counted from January of year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month `month` (1 to 12) of `year`; `None` outside the years 1 to 9999 or the months 1 to 12.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let valid = (1..=9999).contains(&year) && (1..=12).contains(&month);
        valid.then(|| Self(year * 12 + month as i32 - 1))
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    pub fn of_year(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// This month moved by `months`.
    pub fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// How many months `self` lies after `earlier` (negative if before).
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The first day as `YYYY-MM-01`.
    pub fn first_day(self) -> String {
        format!("{self}-01")
    }

    /// The last day as `YYYY-MM-DD`.
    pub fn last_day(self) -> String {
        format!("{self}-{:02}", self.days())
    }

    /// The number of days in the month.
    pub fn days(self) -> u32 {
        jiff::civil::Date::new(self.year() as i16, self.of_year() as i8, 1)
            .map_or(30, |first| first.days_in_month() as u32)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year())
    }
}

/// A period as planners write it. A coarse one used as a date means its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2027`
    Year(i32),
    /// `2027-Q2`
    Quarter(i32, u32),
    /// `2027-04`
    Month(Month),
    /// `2027-04-15`: the month and the day of the month.
    Day(Month, u32),
}

impl Period {
    /// Reads `2027`, `2027-Q2`, `2027-04` or `2027-04-15`; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)? as i32;
        Month::new(year, 1)?;
        match (parts.next(), parts.next(), parts.next()) {
            (None, None, None) => Some(Self::Year(year)),
            (Some(second), None, None) => match second.strip_prefix('Q') {
                Some(quarter) => {
                    let quarter = digits(quarter, 1)?;
                    (1..=4).contains(&quarter).then_some(Self::Quarter(year, quarter))
                }
                None => Some(Self::Month(Month::new(year, digits(second, 2)?)?)),
            },
            (Some(second), Some(third), None) => {
                let month = Month::new(year, digits(second, 2)?)?;
                let day = digits(third, 2)?;
                (1..=month.days()).contains(&day).then_some(Self::Day(month, day))
            }
            _ => None,
        }
    }

    /// The month in which the period begins.
    pub fn first_month(self) -> Month {
        match self {
            Self::Year(year) => Month(year * 12),
            Self::Quarter(year, quarter) => Month(year * 12 + (quarter as i32 - 1) * 3),
            Self::Month(month) | Self::Day(month, _) => month,
        }
    }

    /// The day on which the period begins: its month and the day of the month. Periods that begin on one day are equal in it.
    pub fn first_day(self) -> (Month, u32) {
        (self.first_month(), if let Self::Day(_, day) = self { day } else { 1 })
    }

    /// How many whole months the period covers; `None` for a day.
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Year(_) => Some(12),
            Self::Quarter(..) => Some(3),
            Self::Month(_) => Some(1),
            Self::Day(..) => None,
        }
    }

    /// The instant at which the period begins, in months after the beginning of `origin`.
    pub fn begins_after(self, origin: Month) -> f64 {
        let whole = f64::from(self.first_month().since(origin));
        match self {
            Self::Day(month, day) => whole + f64::from(day - 1) / f64::from(month.days()),
            _ => whole,
        }
    }

    /// The month whose end is the period's last day; `None` for a day that is not the last of its month.
    pub fn last_month(self) -> Option<Month> {
        match self {
            Self::Day(month, day) => (day == month.days()).then_some(month),
            other => other.months().map(|months| other.first_month().plus(months as i32 - 1)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(month) => write!(f, "{month}"),
            Self::Day(month, day) => write!(f, "{month}-{day:02}"),
        }
    }
}

/// The length of the rows written. The engine steps in months whatever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One row a month.
    Month,
    /// One row a calendar quarter.
    Quarter,
    /// One row a fiscal year.
    Year,
}

impl Step {
    /// The words accepted for `step`, with their meaning.
    pub const NAMES: [(&'static str, Self); 3] =
        [("month", Self::Month), ("quarter", Self::Quarter), ("year", Self::Year)];
}

/// One row of the horizon: a period, or the part of it that lies inside the horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPeriod {
    /// `2027-04`, `2027-Q2`, `2027`, or `FY2026/27` where the fiscal year does not begin in January.
    pub label: String,
    /// First month of the row.
    pub first: Month,
    /// Number of months in the row, at least 1.
    pub months: u32,
}

/// The months forecast and how they are grouped into rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// First month forecast; the opening is the day before it.
    pub start: Month,
    /// Number of months forecast.
    pub months: u32,
    /// The length of the rows.
    pub step: Step,
    /// The month, 1 to 12, in which fiscal years begin.
    pub fiscal_year_start: u32,
    /// The rows, in time order; together they hold each month once.
    pub rows: Vec<RowPeriod>,
}

impl Horizon {
    /// The horizon from `start` to the end of month `end` (both included), which must not lie before `start`.
    pub fn new(start: Month, end: Month, step: Step, fiscal_year_start: u32) -> Option<Self> {
        let months = u32::try_from(end.since(start) + 1).ok().filter(|&months| months > 0)?;
        let mut rows: Vec<RowPeriod> = Vec::new();
        for offset in 0..months as i32 {
            let month = start.plus(offset);
            let label = match step {
                Step::Month => month.to_string(),
                Step::Quarter => Period::Quarter(month.year(), (month.of_year() - 1) / 3 + 1).to_string(),
                Step::Year => fiscal_year_label(month, fiscal_year_start),
            };
            match rows.last_mut() {
                Some(row) if row.label == label => row.months += 1,
                _ => rows.push(RowPeriod { label, first: month, months: 1 }),
            }
        }
        Some(Self { start, months, step, fiscal_year_start, rows })
    }

    /// The last month forecast.
    pub fn end(&self) -> Month {
        self.start.plus(self.months as i32 - 1)
    }

    /// The label of the fiscal year that a month lies in.
    pub fn year_label(&self, month: Month) -> String {
        fiscal_year_label(month, self.fiscal_year_start)
    }
}

fn fiscal_year_label(month: Month, fiscal_year_start: u32) -> String {
    if fiscal_year_start == 1 {
        return Period::Year(month.year()).to_string();
    }
    let first = if month.of_year() >= fiscal_year_start { month.year() } else { month.year() - 1 };
    format!("FY{first:04}/{:02}", (first + 1).rem_euclid(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: i32, month: u32) -> Month {
        Month::new(year, month).expect("a valid month")
    }

    #[test]
    fn reads_the_four_forms_of_a_period_and_nothing_else() {
        assert_eq!(Period::parse("2027"), Some(Period::Year(2027)));
        assert_eq!(Period::parse("2027-Q2"), Some(Period::Quarter(2027, 2)));
        assert_eq!(Period::parse("2027-04"), Some(Period::Month(month(2027, 4))));
        assert_eq!(Period::parse("2028-02-29"), Some(Period::Day(month(2028, 2), 29)));
        for bad in
            ["", "27", "2027-4", "2027-13", "2027-Q5", "2027-02-29", "03/04/2027", "2027-04-15-1", "+027", "0000"]
        {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_period_prints_as_it_was_written() {
        for text in ["2027", "2027-Q2", "2027-04", "2027-04-15"] {
            assert_eq!(Period::parse(text).map(|p| p.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_coarse_period_means_its_first_day() {
        let origin = month(2026, 10);
        let begins = |text: &str| Period::parse(text).map(|p| p.begins_after(origin));
        assert_eq!(begins("2027"), Some(3.0));
        assert_eq!(begins("2027-Q2"), Some(6.0));
        assert_eq!(begins("2027-04-16"), Some(6.5));
    }

    #[test]
    fn rows_hold_each_month_once_and_partial_years_only_their_own_months() {
        let horizon = Horizon::new(month(2026, 10), month(2034, 12), Step::Year, 1).expect("a horizon");
        assert_eq!(horizon.months, 99);
        assert_eq!(horizon.rows.len(), 9);
        assert_eq!((horizon.rows[0].label.as_str(), horizon.rows[0].months), ("2026", 3));
        assert_eq!(horizon.rows.iter().map(|row| row.months).sum::<u32>(), 99);
        let fiscal = Horizon::new(month(2026, 10), month(2027, 12), Step::Year, 4).expect("a horizon");
        let labels: Vec<_> = fiscal.rows.iter().map(|row| (row.label.as_str(), row.months)).collect();
        assert_eq!(labels, [("FY2026/27", 6), ("FY2027/28", 9)]);
    }

    #[test]
    fn a_horizon_that_ends_before_it_starts_is_none() {
        assert_eq!(Horizon::new(month(2026, 10), month(2026, 9), Step::Month, 1), None);
    }
}
