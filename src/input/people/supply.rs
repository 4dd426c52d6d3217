//! Rates of leaving and recruiting for every role and facility, from one day to the next.

use super::rates::{COLUMNS, RowRates, Values, defaults};
use super::{catalogue, crosswalk};
use crate::diagnostics::{Diagnostics, Slug, list};
use crate::domain::{Alike, Given, StaffKey, SupplyRates};
use crate::ids::{FacilityId, RoleId};
use crate::input::amounts::Establishment;
use crate::input::assume::RowValue;
use crate::input::build::Build;
use crate::input::dated::{Timeline, timelines};
use crate::input::expand::Key;
use crate::tables::Row;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

type Supply = BTreeMap<StaffKey, Alike<Vec<SupplyRates>>>;

/// Builds the rates of every role at every facility.
pub(super) fn build(build: &Build<'_>, establishment: &Establishment, found: &mut Diagnostics) -> Supply {
    let rows = build.group.rows("supply");
    let values: Vec<RowRates> = rows.iter().map(|row| RowRates::read(build, row, found)).collect();
    let timelines = timelines(build, "supply", found);
    let mut supply = Supply::new();
    if !build.group.complete(&["roles", "facilities", "supply"]) {
        return supply;
    }
    let limits = limits(build, &timelines, &values, establishment, found);
    let mut reported = BTreeSet::new();
    for role_row in build.group.rows("roles") {
        let Some(role) = role_row.text(0) else { continue };
        let (soc, isco) = crosswalk::occupation_of(build, role_row).unzip();
        let occupation = soc.and_then(catalogue::occupation);
        // Solving for a distribution takes time: once for a role, and only if a cell is blank.
        let defaults = LazyCell::new(|| defaults(occupation, isco.flatten()));
        let name: Arc<str> = Arc::from(format!("role={role}"));
        let role_id = RoleId::of(&build.code("roles", role));
        // Places where the same rows hold at the same times have the same rates.
        let mut alike: BTreeMap<Vec<SpanKey>, Alike<Vec<SupplyRates>>> = BTreeMap::new();
        let mut missing: BTreeMap<&'static str, BTreeSet<&str>> = BTreeMap::new();
        for facility in build.codes("facilities") {
            let timeline = timelines.get([Arc::from(role), facility.clone()].as_slice());
            let spans = Span::all(timeline.map(|timeline| &**timeline), &values);
            if spans.iter().flat_map(|span| &span.rows).any(|index| values.get(*index).is_none_or(|row| row.refused)) {
                continue;
            }
            let key = (role_id.clone(), FacilityId::of(facility));
            let same: Option<Vec<SpanKey>> = spans.iter().map(Span::key).collect();
            if let Some(rates) = same.as_ref().and_then(|same| alike.get(same)) {
                supply.insert(key, rates.clone());
                continue;
            }
            let count = spans.len();
            let mut rates = Vec::with_capacity(count);
            for span in spans {
                let chosen = span.values(&values, &defaults);
                let lacking = COLUMNS.into_iter().zip(&chosen).filter(|(_, value)| value.is_none());
                lacking.for_each(|(column, _)| {
                    missing.entry(column).or_default().insert(facility);
                });
                if let [Some(leavers), Some(retirement), ..] = &chosen
                    && span.leavers_include_retirement
                    && leavers.spread.mode <= hazard_pct(retirement)
                {
                    let row = span.rows.first().and_then(|index| rows.get(*index));
                    if reported.insert((role, row.map(|row| row.origin.line))) {
                        report_below_retirement(build, row.unwrap_or(role_row), role, leavers, retirement, found);
                    }
                    continue;
                }
                let limit = span.limit.and_then(|index| limits.get(&index)?.get(&key).copied());
                rates.extend(span.rates(chosen, limit, &name));
            }
            if rates.is_empty() {
                continue;
            }
            let is_whole = rates.len() == count;
            let rates = Alike::from(rates);
            if let Some(same) = same.filter(|_| is_whole) {
                alike.insert(same, rates.clone());
            }
            supply.insert(key, rates);
        }
        if !missing.is_empty() {
            report_missing(build, role_row, &missing, found);
        }
    }
    supply
}

/// The parts that each row's `max_hires_per_year` has at the places where it holds at some time.
fn limits(
    build: &Build<'_>,
    timelines: &BTreeMap<Key, Rc<Timeline>>,
    values: &[RowRates],
    establishment: &Establishment,
    found: &mut Diagnostics,
) -> BTreeMap<usize, BTreeMap<StaffKey, f64>> {
    let rows = build.group.rows("supply");
    let mut places: BTreeMap<usize, BTreeSet<StaffKey>> = BTreeMap::new();
    for (key, timeline) in timelines {
        let [role, facility] = key.as_slice() else { continue };
        for instant in timeline.instants() {
            let limits = |index: &usize| values.get(*index).is_some_and(|row| row.limits_hires);
            let Some(index) = timeline.at(instant).find(limits) else { continue };
            places.entry(index).or_default().insert((RoleId::new(role), FacilityId::new(facility)));
        }
    }
    let divide = |(index, places): (usize, BTreeSet<StaffKey>)| {
        let places: Vec<StaffKey> = places.into_iter().collect();
        let row = rows.get(index)?;
        Some((index, establishment.divide(build, "supply", row, "max_hires_per_year", &places, found)?))
    };
    places.into_iter().filter_map(divide).collect()
}

/// A span of time at one place in which the same cells hold.
struct Span {
    from: Option<f64>,
    /// The rows in force, the one that decides first.
    rows: Vec<usize>,
    /// The row that gives each of [`COLUMNS`].
    chosen: [Option<usize>; COLUMNS.len()],
    /// The row that gives `max_hires_per_year`.
    limit: Option<usize>,
    leavers_include_retirement: bool,
}

/// What the rates of a span follow from: when it begins, and the rows that give its values.
type SpanKey = (Option<u64>, [Option<usize>; COLUMNS.len()]);

impl Span {
    /// What its rates follow from; `None` if they also follow from the place.
    fn key(&self) -> Option<SpanKey> {
        self.limit.is_none().then(|| (self.from.map(f64::to_bits), self.chosen))
    }

    /// All spans of a place, in time order; the first holds always.
    fn all(timeline: Option<&Timeline>, values: &[RowRates]) -> Vec<Self> {
        let instants = timeline.map_or_else(|| vec![f64::NEG_INFINITY], Timeline::instants);
        let mut spans: Vec<Self> = Vec::with_capacity(instants.len());
        for instant in instants {
            let rows: Vec<usize> = timeline.map_or_else(Vec::new, |timeline| timeline.at(instant).collect());
            let first = |gives: &dyn Fn(&RowRates) -> bool| {
                rows.iter().copied().find(|index| values.get(*index).is_some_and(gives))
            };
            let chosen: [Option<usize>; COLUMNS.len()] =
                std::array::from_fn(|column| first(&|row| row.values[column].is_some()));
            let limit = first(&|row| row.limits_hires);
            let [leavers, ..] = chosen;
            // The catalogue's turnover counts everybody who leaves the employer, those who retire too.
            let leavers_include_retirement =
                leavers.and_then(|index| values.get(index)).is_none_or(|row| row.leavers_include_retirement);
            let from = (instant > f64::NEG_INFINITY).then_some(instant);
            let same = |last: &Self| last.chosen == chosen && last.limit == limit;
            if !spans.last().is_some_and(same) {
                spans.push(Self { from, rows, chosen, limit, leavers_include_retirement });
            }
        }
        spans
    }

    /// The value of each column, defaults in place of blanks.
    fn values(&self, values: &[RowRates], defaults: &LazyCell<Values, impl FnOnce() -> Values>) -> Values {
        std::array::from_fn(|column| {
            let given = self.chosen[column].and_then(|index| values.get(index)?.values[column].clone());
            given.or_else(|| defaults[column].clone())
        })
    }

    /// The rates of the span; `None` if a value is missing.
    fn rates(&self, values: Values, max_hires_per_year: Option<f64>, name: &Arc<str>) -> Option<SupplyRates> {
        let at = |value: Option<RowValue>| Some(value?.local(name));
        let [leavers, retirement, time_to_fill, first_year, hire_age, accept, months, start] = values;
        Some(SupplyRates {
            from: self.from,
            leavers: at(leavers)?,
            leavers_include_retirement: self.leavers_include_retirement,
            first_year_multiplier: at(first_year)?,
            retirement: at(retirement)?,
            hire_age: at(hire_age)?,
            time_to_fill: at(time_to_fill)?,
            offer_accept: at(accept)?,
            max_hires_per_year,
            months_to_productive: at(months)?,
            start_productivity: at(start)?,
        })
    }
}

/// Retirements a year over average staff, in percent, as the engine counts them: the hazard of the yearly chance.
fn hazard_pct(retirement: &RowValue) -> f64 {
    -100.0 * libm::log1p(-retirement.spread.mode / 100.0)
}

fn report_missing(
    build: &Build<'_>,
    role_row: &Row,
    missing: &BTreeMap<&'static str, BTreeSet<&str>>,
    found: &mut Diagnostics,
) {
    let role = role_row.text(0).unwrap_or_default();
    let facilities: BTreeSet<&str> = missing.values().flatten().copied().collect();
    let code = |column| build.text("roles", role_row, column).map(|code| (column, code));
    let said = code("soc_code").or_else(|| code("isco_code"));
    let (why, remedy) = match said {
        Some(("isco_code", isco)) => by_isco(isco),
        Some((_, soc)) => (format!("the occupation {soc} has no published default"), None),
        None => ("the role has no `soc_code` to take a published default from".to_owned(), None),
    };
    let nearest = || format!("write the nearest soc_code of {}", list(catalogue::codes(), 30));
    let remedy = remedy.unwrap_or_else(nearest);
    let everywhere = facilities.len() == build.codes("facilities").len();
    let place_words = if everywhere { "any facility".to_owned() } else { list(facilities, 12) };
    let message = format!("role `{role}` has no {} at {place_words}, and {why}", list(missing.keys().copied(), 3));
    let help = format!("add a row for {role},* to supply.csv with all three rates, or {remedy}");
    let place = build.group.place("roles", role_row, said.map_or("soc_code", |(column, _)| column));
    found.push_value(Slug::MissingSupply, place, said.map(|(_, code)| code), message, help);
}

/// Why a unit group of ISCO-08 gives no default, and what to write if it may be several occupations.
fn by_isco(isco: &str) -> (String, Option<String>) {
    let may_be: Vec<String> = crosswalk::may_be(isco).into_iter().map(crosswalk::titled).collect();
    match (crosswalk::one(isco), may_be.as_slice()) {
        (Some(soc), _) => (format!("its isco_code {isco}, taken as {soc}, has no published default"), None),
        (None, []) => (format!("its isco_code {isco} leads to no occupation with a published default"), None),
        (None, [part]) => (
            format!("its isco_code {isco} is only in part {part}"),
            Some("write that code into `soc_code` if it is what the role does".to_owned()),
        ),
        (None, several) => (
            format!("its isco_code {isco} may be {}", several.join(" or ")),
            Some("write the right one of these codes into `soc_code`".to_owned()),
        ),
    }
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
        (Given::Planner { .. }, _) => build.group.place("supply", row, "leavers_pct"),
        (_, Given::Planner { .. }) => build.group.place("supply", row, "retirement_pct"),
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
