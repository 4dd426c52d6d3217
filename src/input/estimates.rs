//! Drivers that are taken from others where they have no activity of their own.

use super::assume::{RowValue, row_value};
use super::build::Build;
use super::series::{Pair, Use, Uses};
use crate::diagnostics::{Diagnostics, Slug, list};
use crate::domain::{Alike, Estimate, Series};
use crate::ids::{DriverId, FacilityId};
use crate::tables::Row;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a driver is estimated from.
pub(super) struct Source<'a> {
    pub(super) driver: DriverId,
    rate: RowValue,
    row: &'a Row,
}

pub(super) type Sources<'a> = BTreeMap<DriverId, Source<'a>>;

/// The drivers that may be estimated. A source without a rate, or a rate without a source, is refused.
pub(super) fn sources<'a>(build: &'a Build<'_>, found: &mut Diagnostics) -> Sources<'a> {
    let mut sources = BTreeMap::new();
    for row in build.group.rows("drivers") {
        let (Some(driver), from) = (row.text(0), build.text("drivers", row, "estimate_from")) else { continue };
        let filled = build.number("drivers", row, "estimate_rate").is_some();
        let blank = match (from, filled) {
            (None, false) => continue,
            (Some(from), true) if from == driver => {
                let message = format!("driver `{driver}` cannot be estimated from itself");
                let help = "name another driver, such as beds or staff, or clear both columns";
                found.push(Slug::EstimateSource, build.group.place("drivers", row, "estimate_from"), message, help);
                continue;
            }
            (Some(from), true) => {
                let Some(rate) = row_value(build, "drivers", row, "estimate_rate", found) else { continue };
                sources.insert(DriverId::new(driver), Source { driver: DriverId::new(from), rate, row });
                continue;
            }
            (Some(_), false) => ["estimate_rate", "estimate_from"],
            (None, true) => ["estimate_from", "estimate_rate"],
        };
        let [blank, given] = blank;
        let message = format!("`{given}` of {driver} is given and `{blank}` is blank");
        let help =
            "write which driver it is taken from, and how many units of it belong to one unit of that; or neither";
        found.push(Slug::MissingValue, build.group.place("drivers", row, blank), message, help);
    }
    sources
}

/// The estimates that work needs, and the pairs that work then scales with: the source in place of what is estimated.
///
/// Each driver that is estimated somewhere is reported once; so is each whose source would have to be estimated too.
pub(super) fn resolve<'u>(
    build: &Build<'_>,
    uses: Uses<'u>,
    given: &BTreeMap<Pair, Series>,
    sources: &'u Sources<'_>,
    found: &mut Diagnostics,
) -> (BTreeMap<Pair, Estimate>, Uses<'u>) {
    let mut estimates = BTreeMap::new();
    let mut resolved = Uses::new();
    for (driver, facilities) in uses {
        let mut rate = None;
        let mut estimated: Vec<&FacilityId> = Vec::new();
        let mut chained: Vec<&FacilityId> = Vec::new();
        for (facility, first) in facilities {
            let has = |driver: &DriverId| given.contains_key(&(driver.clone(), facility.clone()));
            let source = sources.get(driver).filter(|_| !has(driver));
            let Some(source) = source else {
                resolved.entry(driver).or_default().insert(facility, first);
                continue;
            };
            if !has(&source.driver) && sources.contains_key(&source.driver) {
                chained.push(facility);
                continue;
            }
            // A use of its own is the better reason for the source.
            let through = Use { through: Some(driver), ..first };
            resolved.entry(&source.driver).or_default().entry(facility).or_insert(through);
            estimated.push(facility);
            let named = || Alike::from(source.rate.everywhere(&Arc::from(format!("driver={driver}"))));
            let rate = rate.get_or_insert_with(named).clone();
            estimates.insert((driver.clone(), facility.clone()), Estimate { from: source.driver.clone(), rate });
        }
        let Some(source) = sources.get(driver) else { continue };
        let place = build.group.place("drivers", source.row, "estimate_from");
        let names = |facilities: &[&FacilityId]| list(facilities.iter().map(|facility| facility.as_str()), 12);
        let from = &source.driver;
        if !chained.is_empty() {
            let message = format!(
                "driver `{driver}` would be estimated from `{from}` at {}, where that has no activity and is itself estimated",
                names(&chained)
            );
            let help = format!("name a driver that has activity there, or add activity of {from}");
            found.push(Slug::EstimateSource, place.clone(), message, help);
        }
        if estimated.iter().any(|facility| given.contains_key(&(from.clone(), (*facility).clone()))) {
            let message = format!(
                "driver `{driver}` has no activity at {}; it is taken as {} for each unit of `{from}`",
                names(&estimated),
                source.rate.spread.mode
            );
            let help = format!("add rows for {driver} to activity.csv where it is counted");
            found.push(Slug::EstimatedDriver, place, message, help);
        }
    }
    (estimates, resolved)
}
