//! Rates of leaving and recruiting for every role and facility: a blank cell of a row is filled from the next less
//! specific row, and at last from the catalogue of defaults.

use super::assume::{DefaultValue, RowValue, default_value, row_value};
use super::build::Build;
use super::defaults::{self, Occupation};
use super::expand::expand_cells;
use crate::diagnostics::{Diagnostics, Slug, list};
use crate::domain::{Given, SupplyRates};
use crate::ids::{FacilityId, RoleId};
use crate::tables::Row;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) type Supply = BTreeMap<(RoleId, FacilityId), Vec<SupplyRates>>;

/// The columns that must have a value, given or default.
const COLUMNS: [&str; 3] = ["leavers_pct", "retirement_pct", "time_to_fill_months"];

/// Builds the rates of every role at every facility.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Supply {
    let rows = build.group.rows("supply");
    let values: Vec<RowRates> = rows.iter().map(|row| RowRates::read(build, row, found)).collect();
    let resolved = expand_cells(build, "supply", found);
    let mut supply = Supply::new();
    if !build.group.complete(&["roles", "facilities", "supply"]) {
        return supply;
    }
    let mut reported = BTreeSet::new();
    for role_row in build.group.rows("roles") {
        let Some(role) = role_row.text(0) else { continue };
        let occupation = build.text("roles", role_row, "soc_code").and_then(defaults::occupation);
        // Solving for a distribution takes time: once for a role, and only if a cell is blank.
        let defaults = LazyCell::new(|| Defaults::of(occupation));
        let name: Arc<str> = Arc::from(format!("role={role}"));
        let mut missing: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
        for facility in build.codes("facilities") {
            let indexes = resolved.get([Arc::from(role), facility.clone()].as_slice()).map_or(&[][..], Vec::as_slice);
            let given: Vec<&RowRates> = indexes.iter().filter_map(|index| values.get(*index)).collect();
            if given.iter().any(|given| given.refused) {
                continue;
            }
            let rates = Rates::of(&given, &defaults);
            for column in rates.missing() {
                missing.entry(column).or_default().push(facility);
            }
            let Rates {
                leavers: Some(leavers), retirement: Some(retirement), time_to_fill: Some(time_to_fill), ..
            } = &rates
            else {
                continue;
            };
            let includes = rates.leavers_include_retirement;
            let row = indexes.first().and_then(|index| rows.get(*index));
            if includes && leavers.spread.mode <= hazard_pct(retirement) {
                if reported.insert((role, row.map(|row| row.origin.line))) {
                    report_below_retirement(build, row.unwrap_or(role_row), role, leavers, retirement, found);
                }
                continue;
            }
            let usual = |column, value| {
                let spread = crate::domain::Spread::certain(value);
                let default = DefaultValue {
                    table: "supply",
                    column,
                    spread,
                    range: "bounds",
                    basis: crate::domain::Basis::Judgement,
                    source: "usual",
                };
                default_value(&default).at(&name, facility)
            };
            let rates = SupplyRates {
                from: None,
                first_year_multiplier: usual("first_year_multiplier", 1.0),
                hire_age: usual("hire_age", 35.0),
                offer_accept: usual("offer_accept_pct", 100.0),
                max_hires_per_year: None,
                months_to_productive: usual("months_to_productive", 0.0),
                start_productivity: usual("start_productivity_pct", 100.0),
                leavers: leavers.at(&name, facility),
                leavers_include_retirement: includes,
                retirement: retirement.at(&name, facility),
                time_to_fill: time_to_fill.at(&name, facility),
            };
            supply.insert((RoleId::new(role), FacilityId::new(facility)), vec![rates]);
        }
        if !missing.is_empty() {
            report_missing(build, role_row, &missing, found);
        }
    }
    supply
}

/// What a row gives; blanks are `None`.
struct RowRates {
    leavers: Option<RowValue>,
    leavers_include_retirement: bool,
    retirement: Option<RowValue>,
    time_to_fill: Option<RowValue>,
    /// True if a range of the row was refused.
    refused: bool,
}

impl RowRates {
    fn read(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> Self {
        let errors = found.errors();
        let [leavers, retirement, time_to_fill] = COLUMNS.map(|column| row_value(build, "supply", row, column, found));
        let word = build.text("supply", row, "turnover_includes");
        if word.is_some() && leavers.is_none() && found.errors() == errors {
            let message = "`turnover_includes` says what `leavers_pct` counts, and that is blank in this row";
            let help = "write leavers_pct in the same row, or leave turnover_includes blank";
            found.push(Slug::MissingValue, build.group.place("supply", row, "leavers_pct"), message, help);
        }
        let leavers_include_retirement = word == Some("retirement");
        Self { leavers, leavers_include_retirement, retirement, time_to_fill, refused: found.errors() > errors }
    }
}

/// What the catalogue gives for an occupation.
struct Defaults {
    leavers: Option<RowValue>,
    retirement: Option<RowValue>,
    time_to_fill: Option<RowValue>,
}

impl Defaults {
    fn of(occupation: Option<&Occupation>) -> Self {
        Self {
            leavers: occupation.and_then(Occupation::leavers),
            retirement: occupation.map(Occupation::retirement),
            time_to_fill: occupation.and_then(Occupation::time_to_fill),
        }
    }
}

/// What holds for a role at a facility: the row's values, and defaults in place of blanks.
struct Rates {
    leavers: Option<RowValue>,
    leavers_include_retirement: bool,
    retirement: Option<RowValue>,
    time_to_fill: Option<RowValue>,
}

impl Rates {
    /// Each cell from the most specific row that fills it, else from the catalogue.
    fn of(given: &[&RowRates], defaults: &LazyCell<Defaults, impl FnOnce() -> Defaults>) -> Self {
        let given_or = |own: fn(&RowRates) -> &Option<RowValue>, default: fn(&Defaults) -> &Option<RowValue>| {
            given.iter().find_map(|given| own(given).clone()).or_else(|| default(defaults).clone())
        };
        // The catalogue's turnover counts everybody who leaves the employer, those who retire too.
        let leavers_include_retirement =
            given.iter().find(|given| given.leavers.is_some()).is_none_or(|given| given.leavers_include_retirement);
        Self {
            leavers: given_or(|given| &given.leavers, |defaults| &defaults.leavers),
            leavers_include_retirement,
            retirement: given_or(|given| &given.retirement, |defaults| &defaults.retirement),
            time_to_fill: given_or(|given| &given.time_to_fill, |defaults| &defaults.time_to_fill),
        }
    }

    fn missing(&self) -> impl Iterator<Item = &'static str> {
        let there = [self.leavers.is_some(), self.retirement.is_some(), self.time_to_fill.is_some()];
        COLUMNS.into_iter().zip(there).filter(|(_, there)| !there).map(|(column, _)| column)
    }
}

/// Retirements a year over average staff, in percent, as the engine counts them: the hazard of the yearly chance.
fn hazard_pct(retirement: &RowValue) -> f64 {
    -100.0 * libm::log1p(-retirement.spread.mode / 100.0)
}

fn report_missing(
    build: &Build<'_>,
    role_row: &Row,
    missing: &BTreeMap<&'static str, Vec<&str>>,
    found: &mut Diagnostics,
) {
    let role = role_row.text(0).unwrap_or_default();
    let facilities: BTreeSet<&str> = missing.values().flatten().copied().collect();
    let soc = build.text("roles", role_row, "soc_code");
    let why = match soc {
        Some(soc) => format!("the occupation {soc} has no published default"),
        None => "the role has no `soc_code` to take a published default from".to_owned(),
    };
    let everywhere = facilities.len() == build.codes("facilities").len();
    let place_words = if everywhere { "any facility".to_owned() } else { list(facilities, 12) };
    let message = format!("role `{role}` has no {} at {place_words}, and {why}", list(missing.keys().copied(), 3));
    let help = format!(
        "add a row for {role},* to supply.csv with all three rates, or write the nearest soc_code of {}",
        list(defaults::codes(), 30)
    );
    found.push_value(Slug::MissingSupply, build.group.place("roles", role_row, "soc_code"), soc, message, help);
}

fn report_below_retirement(
    build: &Build<'_>,
    row: &Row,
    role: &str,
    leavers: &RowValue,
    retirement: &RowValue,
    found: &mut Diagnostics,
) {
    let place = match (&leavers.given, &retirement.given) {
        (Given::Planner(_), _) => build.group.place("supply", row, "leavers_pct"),
        (_, Given::Planner(_)) => build.group.place("supply", row, "retirement_pct"),
        _ => build.group.place("roles", row, "soc_code"),
    };
    let message = format!(
        "leavers of {role} ({} % a year) are said to include retirements, but {} % retire, which is {:.1} % of average staff",
        leavers.spread.mode,
        retirement.spread.mode,
        hazard_pct(retirement)
    );
    let help = "raise leavers_pct above retirement_pct, or write `nothing` in turnover_includes";
    found.push(Slug::TurnoverBelowRetirement, place, message, help);
}
