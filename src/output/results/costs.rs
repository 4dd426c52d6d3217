//! What staff cost, and what of it nobody has stated a price for.
//!
//! An item that occurs without a price is blank, never 0; in a total it is blank only if no part states it.

use super::index::ByCell;
use super::{Results, new};
use crate::domain::{Action, ActionKind, Case, HiringPolicy, Training};
use crate::gap::{ITEMS, Item, Measure};
use crate::output::Table;
use crate::program::{Move, Provider, ProviderRole};
use crate::uncertainty::{Finished, Group, Place, RoleGroup, Row};
use std::collections::BTreeMap;
use std::ops::Range;

/// The items in the order of the table's columns, with their names there.
const COLUMNS: [(Item, &str); ITEMS] = [
    (Item::Staff, "staff"),
    (Item::Hiring, "hiring"),
    (Item::Training, "training"),
    (Item::Retraining, "retraining"),
    (Item::Contractors, "contractors"),
    (Item::Retention, "retention"),
    (Item::Vacancies, "vacancies"),
    (Item::Releases, "releases"),
];

/// Whether an item has a price where it occurs; neither where it does not occur.
#[derive(Clone, Copy, Default)]
struct Price {
    stated: bool,
    missing: bool,
}

/// The prices of the items of a row.
type Prices = [Price; ITEMS];

/// Whose costs have come, and what of them has a price.
pub(super) struct Costs<'a> {
    courses: ByCell<'a, Training>,
    /// Places that scheduled actions add to courses.
    extra: ByCell<'a, Action>,
    /// The prices of every group that costs something, row by row without the opening.
    prices: BTreeMap<Group, Vec<Prices>>,
}

impl<'a> Costs<'a> {
    /// Of a forecast whose providers are still to come.
    pub fn new(case: &'a Case) -> Self {
        // Actions are carried out under the policy `schedule`.
        let carried_out = case.settings.hiring == HiringPolicy::Schedule;
        let actions: &[Action] = if carried_out { &case.actions } else { &[] };
        Self {
            courses: ByCell::new(&case.training, |course| [(&course.role, &course.facility)]),
            extra: ByCell::new(actions, |action| [(&action.role, &action.facility)]),
            prices: BTreeMap::new(),
        }
    }

    /// Remembers what has a price at a provider, for its groups and for those that it is a part of.
    pub fn learn(&mut self, results: &Results<'_>, (provider, of_provider): (usize, &Provider), draws: &Finished) {
        let program = results.program;
        self.prices.retain(|(place, _), _| !matches!(place, Place::Facility(_)));
        for (place, role) in of_provider.roles.iter().enumerate() {
            if !program.forecast[role.role] && role.prices.is_none() {
                continue;
            }
            let rows = draws.group(Place::Facility(provider), RoleGroup::Role(role.role)).unwrap_or_default();
            let joining = of_provider.moves.iter().filter(|moving| moving.to == place).collect();
            let (code, facility) = (&program.roles[role.role], &program.facilities[provider]);
            let (courses, extra) = (self.courses.of(code, facility), self.extra.of(code, facility));
            let cell = Cell { role, joining, courses, extra };
            let mut first = 0;
            let of_cell: Vec<Prices> = rows
                .iter()
                .skip(1)
                .zip(&program.row_months)
                .map(|(row, &months)| {
                    let span = first..first + months;
                    first = span.end;
                    cell.prices(row, span)
                })
                .collect();
            for group in results.groups_of(provider, role.role) {
                let sums = self.prices.entry(group).or_insert_with(|| vec![Prices::default(); of_cell.len()]);
                for (sum, price) in sums.iter_mut().flatten().zip(of_cell.iter().flatten()) {
                    sum.stated |= price.stated;
                    sum.missing |= price.missing;
                }
            }
        }
    }

    /// Rows of the table `costs`. Roles that are sources of staff only are there if the case says what they cost.
    pub fn table(&self, results: &Results<'_>, draws: &Finished) -> Table {
        let mut table = new("costs");
        for (group, rows) in draws.groups() {
            let Some(prices) = self.prices.get(group) else { continue };
            let [facility, role] = results.codes(group);
            // The opening is a state, in which nothing is paid.
            for (period, (row, prices)) in (1..).zip(rows.iter().skip(1).zip(prices)) {
                let amount = |item: Item| {
                    let Price { stated, missing } = prices[item as usize];
                    (stated || !missing).then(|| cents(row.money[item as usize]))
                };
                let amounts = COLUMNS.map(|(item, _)| amount(item));
                let missing = COLUMNS.iter().filter(|(item, _)| prices[*item as usize].missing).map(|(_, name)| *name);
                let cells = results.row_of(&mut table, &[&facility, &role], period);
                let cells = amounts.iter().fold(cells, |cells, amount| cells.maybe(*amount));
                cells
                    .number(cents(amounts.iter().flatten().sum()))
                    .text(results.case.settings.currency.as_deref().unwrap_or_default())
                    .text(missing.collect::<Vec<_>>().join(";"))
                    .end();
            }
        }
        table
    }
}

/// To two decimals.
fn cents(money: f64) -> f64 {
    (money * 100.0).round() / 100.0
}

/// A role at a provider, with what is paid for there.
struct Cell<'a> {
    role: &'a ProviderRole,
    /// Moves of others to it.
    joining: Vec<&'a Move>,
    /// Its courses.
    courses: &'a [&'a Training],
    /// Scheduled actions.
    extra: &'a [&'a Action],
}

impl Cell<'_> {
    /// The prices of the row's items; `span` are its months.
    fn prices(&self, row: &Row, span: Range<usize>) -> Prices {
        let role = self.role;
        let prices = role.prices.as_ref();
        let ever = |list: &[f64]| list.get(span.clone()).is_some_and(|months| months.iter().any(|&value| value > 0.0));
        let has_staff = row.average(Measure::Contracted) > 0.0;
        // A price that changes in time, of an item that occurs.
        let dated = |occurs: bool, list: Option<&Vec<Option<f64>>>| {
            let months = list.and_then(|list| list.get(span.clone())).unwrap_or_default();
            let prices = months.iter().map(|price| price.is_some());
            Price::of(prices.chain(list.is_none().then_some(false)).map(|stated| (occurs, stated)))
        };
        let mut all = Prices::default();
        for (item, price) in [
            (Item::Staff, Price::of([(has_staff, true)])),
            (Item::Hiring, dated(row.total(Measure::Hires) > 0.0, prices.map(|prices| &prices.hire))),
            (Item::Training, self.training(&span)),
            (
                Item::Retraining,
                Price::of(self.joining.iter().flat_map(|moving| {
                    let planned = moving.planned_cost_each.get(span.clone()).unwrap_or_default();
                    [
                        (moving.hazard > 0.0, moving.cost_each.is_some()),
                        (ever(&moving.planned), planned.iter().any(Option::is_some)),
                    ]
                })),
            ),
            (
                Item::Contractors,
                Price::of({
                    let labour = &role.labour;
                    let stated = |list: &[Option<f64>]| {
                        list.get(span.clone()).is_some_and(|months| months.iter().any(Option::is_some))
                    };
                    let on_call = ever(&labour.on_call) && row.average(Measure::Contractors) > 0.0;
                    [(ever(&labour.in_use), stated(&labour.in_use_rate)), (on_call, stated(&labour.on_call_rate))]
                }),
            ),
            (
                Item::Retention,
                Price::of(
                    role.staff
                        .measures
                        .iter()
                        .map(|measure| (has_staff && ever(&measure.effect), !measure.cost_per_fte.is_empty())),
                ),
            ),
            (Item::Vacancies, dated(ever(&role.establishment_fte), prices.map(|prices| &prices.vacancy))),
            (Item::Releases, dated(row.total(Measure::Released) > 0.0, prices.map(|prices| &prices.release))),
        ] {
            // Without prices of the role nothing of it is counted.
            let occurs = price.stated || price.missing;
            all[item as usize] = if prices.is_some() { price } else { Price { stated: false, missing: occurs } };
        }
        all
    }

    /// Courses that begin in `span`, and places added to them.
    fn training(&self, span: &Range<usize>) -> Price {
        let begun = self.courses.iter().map(|course| (begins_in(course, span), course.cost_each.is_some()));
        let stated = self.courses.iter().any(|course| course.cost_each.is_some());
        let added = self.extra.iter().filter(|action| action.kind == ActionKind::Train).map(|action| {
            let months = i64::from(action.first_month)..i64::from(action.first_month) + i64::from(action.months);
            let overlaps = months.start < span.end as i64 && (span.start as i64) < months.end;
            (overlaps && !self.courses.is_empty(), stated || action.cost_each.is_some())
        });
        Price::of(begun.chain(added))
    }
}

impl Price {
    /// Of parts: whether each occurs, and whether its price is stated.
    fn of(parts: impl IntoIterator<Item = (bool, bool)>) -> Self {
        parts.into_iter().filter(|(occurs, _)| *occurs).fold(Self::default(), |sum, (_, stated)| Self {
            stated: sum.stated || stated,
            missing: sum.missing || !stated,
        })
    }
}

/// True if a course of the row begins in `span`; the first one begins whatever `until` says.
fn begins_in(course: &Training, span: &Range<usize>) -> bool {
    let (from, to) = (span.start as f64, span.end as f64);
    let until = course.until.unwrap_or(f64::INFINITY);
    let begins = match course.repeat_every_months {
        Some(every) if course.start < from && every > 0 => {
            let every = f64::from(every);
            course.start + ((from - course.start) / every).ceil() * every
        }
        _ => course.start,
    };
    begins >= from && begins < to && (begins < until || begins == course.start)
}
