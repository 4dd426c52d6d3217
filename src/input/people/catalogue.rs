//! The catalogue of published default rates by occupation (SOC 2018).
//!
//! *Retirement* is the annual exit rate from the labour force of BLS Employment Projections 2024-34, table 1.10.
//! *Turnover* is judgement around hospital figures: NSI 2025, 18.3 % of all hospital staff and 16.4 % of registered
//! nurses in 2024; it counts everybody who leaves the employer, those who retire too. *Time to fill* is judgement around
//! NSI 2025 (83 days for registered nurses), AAMI 2020 (a third of employers need 2 to 4 months for equipment repairers,
//! 30 % more), AHIMA (up to nine months for an experienced inpatient coder) and CyberMDX and Philips 2021 (over 100 days
//! for security posts). Where one occupation stands for several roles, the row is that of the plain occupation: health
//! information technologist for 29-9021, IT support for 15-1232, software developer for 15-1252, data scientist for
//! 15-2051, compliance for 13-1041. Registered nurses (29-1141) have the row of nurses in informatics. Low and high are
//! 10th and 90th percentiles.

use crate::domain::{Basis, Spread};
use crate::input::assume::{DefaultValue, RowValue, default_value};

/// Default rates of an occupation.
#[derive(Debug)]
pub(in crate::input) struct Occupation {
    soc: &'static str,
    /// Exit rate, percent a year.
    exit_pct: f64,
    /// Leavers (percent a year) and days to fill a post, each low, mode, high; not known for every occupation.
    recruiting: Option<Recruiting>,
}

#[derive(Debug)]
struct Recruiting {
    turnover_pct: [f64; 3],
    days_to_fill: [f64; 3],
    days_basis: Basis,
}

const fn row(soc: &'static str, exit_pct: f64, turnover_pct: [f64; 3], days_to_fill: [f64; 3]) -> Occupation {
    let recruiting = Recruiting { turnover_pct, days_to_fill, days_basis: Basis::Judgement };
    Occupation { soc, exit_pct, recruiting: Some(recruiting) }
}

const fn exit_only(soc: &'static str, exit_pct: f64) -> Occupation {
    Occupation { soc, exit_pct, recruiting: None }
}

static CATALOGUE: &[Occupation] = &[
    row("11-3021", 1.8, [7.0, 11.0, 17.0], [50.0, 75.0, 120.0]),
    exit_only("11-9111", 2.6),
    row("13-1041", 3.3, [8.0, 12.0, 18.0], [45.0, 65.0, 110.0]),
    row("13-1082", 2.3, [8.0, 13.0, 20.0], [40.0, 60.0, 100.0]),
    row("13-1151", 3.0, [10.0, 15.0, 22.0], [30.0, 50.0, 90.0]),
    row("15-1211", 2.5, [8.0, 13.0, 20.0], [45.0, 75.0, 120.0]),
    row("15-1212", 1.8, [10.0, 16.0, 24.0], [60.0, 100.0, 180.0]),
    exit_only("15-1221", 1.7),
    row("15-1232", 2.4, [12.0, 18.0, 28.0], [25.0, 40.0, 70.0]),
    row("15-1244", 1.9, [8.0, 12.0, 18.0], [35.0, 55.0, 90.0]),
    row("15-1252", 1.7, [9.0, 14.0, 22.0], [50.0, 75.0, 120.0]),
    row("15-1255", 2.4, [9.0, 14.0, 22.0], [40.0, 60.0, 100.0]),
    row("15-2051", 2.0, [10.0, 16.0, 24.0], [50.0, 75.0, 120.0]),
    row("17-2031", 2.0, [6.0, 10.0, 15.0], [55.0, 85.0, 130.0]),
    row("19-1029", 2.0, [8.0, 13.0, 20.0], [60.0, 95.0, 160.0]),
    row("29-1141", 2.8, [8.0, 12.0, 18.0], [60.0, 90.0, 150.0]),
    row("29-2072", 3.5, [12.0, 17.0, 22.0], [45.0, 90.0, 270.0]),
    row("29-9021", 3.0, [12.0, 16.0, 21.0], [45.0, 75.0, 180.0]),
    Occupation {
        soc: "49-9062",
        exit_pct: 3.9,
        recruiting: Some(Recruiting {
            turnover_pct: [7.0, 11.0, 16.0],
            days_to_fill: [60.0, 100.0, 150.0],
            days_basis: Basis::Derived,
        }),
    },
];

/// Mean length of a month in days.
const DAYS_PER_MONTH: f64 = 30.4375;

/// The defaults of an occupation code.
pub(in crate::input) fn occupation(soc: &str) -> Option<&'static Occupation> {
    CATALOGUE.iter().find(|occupation| occupation.soc == soc)
}

/// All codes.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|occupation| occupation.soc)
}

/// The codes that have all defaults.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().filter(|occupation| occupation.recruiting.is_some()).map(|occupation| occupation.soc)
}

impl Occupation {
    /// Leavers a year, retirements included.
    pub(super) fn leavers(&self) -> Option<RowValue> {
        let [low, mode, high] = self.recruiting.as_ref()?.turnover_pct;
        let source =
            format!("default for {}: judgement around NSI 2025 (hospital turnover 18.3 %, nurses 16.4 %)", self.soc);
        Some(self.value("leavers_pct", Spread { low, mode, high }, Basis::Judgement, &source))
    }

    /// Chance to retire within a year.
    pub(super) fn retirement(&self) -> RowValue {
        let source = format!("default for {}: BLS Employment Projections 2024-34, exit rate", self.soc);
        self.value("retirement_pct", Spread::certain(self.exit_pct), Basis::Published, &source)
    }

    /// Months from the decision to recruit to the first day at work.
    pub(super) fn time_to_fill(&self) -> Option<RowValue> {
        let recruiting = self.recruiting.as_ref()?;
        let [low, mode, high] = recruiting.days_to_fill.map(|days| (days / DAYS_PER_MONTH * 100.0).round() / 100.0);
        let source = match self.soc {
            "49-9062" => "default for 49-9062: AAMI 2020, a third of employers 2 to 4 months, 30 % longer".to_owned(),
            "29-2072" => "default for 29-2072: judgement; longest AHIMA, nine months".to_owned(),
            "15-1212" => "default for 15-1212: judgement; CyberMDX and Philips 2021, over 100 days".to_owned(),
            soc => format!("default for {soc}: judgement around NSI 2025 (83 days for nurses)"),
        };
        Some(self.value("time_to_fill_months", Spread { low, mode, high }, recruiting.days_basis, &source))
    }

    /// Leavers a year, retirements included, percent: low and high.
    pub(in crate::input) fn turnover_pct(&self) -> Option<[f64; 2]> {
        let [low, _, high] = self.recruiting.as_ref()?.turnover_pct;
        Some([low, high])
    }

    /// Chance to retire within a year, percent.
    pub(in crate::input) fn exit_pct(&self) -> f64 {
        self.exit_pct
    }

    /// Months to fill a post: low and high.
    pub(in crate::input) fn months_to_fill(&self) -> Option<[f64; 2]> {
        let [low, _, high] = self.recruiting.as_ref()?.days_to_fill.map(|days| days / DAYS_PER_MONTH);
        Some([low, high])
    }

    fn value(&self, column: &'static str, spread: Spread, basis: Basis, source: &str) -> RowValue {
        default_value(&DefaultValue { table: "supply", column, spread, range: "p10-p90", basis, source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{Kind, input};

    #[test]
    fn every_default_lies_within_what_its_column_allows() {
        let supply = input::table("supply").expect("the supply table");
        for occupation in CATALOGUE {
            let values = [occupation.leavers(), Some(occupation.retirement()), occupation.time_to_fill()];
            for value in values.into_iter().flatten() {
                let column = supply.columns.iter().find(|column| column.name == value.column).expect("the column");
                let Kind::Number(legal) = column.kind else { panic!("{} is a number", column.name) };
                assert!(legal.allows(value.spread.mode), "{value:?}");
                if let Some(distribution) = value.distribution {
                    let (least, most) = distribution.support();
                    assert!(legal.allows(least) && legal.allows(most), "{value:?}");
                }
            }
        }
    }

    #[test]
    fn days_become_months_to_two_decimals() {
        let value = occupation("15-1232").and_then(Occupation::time_to_fill).expect("a default");
        assert_eq!((value.spread.low, value.spread.mode, value.spread.high), (0.82, 1.31, 2.3));
    }

    #[test]
    fn default_turnover_is_above_default_retirement() {
        for occupation in CATALOGUE {
            let leavers = occupation.leavers().map_or(f64::INFINITY, |value| value.spread.mode);
            assert!(leavers > occupation.retirement().spread.mode, "{}", occupation.soc);
        }
    }
}
