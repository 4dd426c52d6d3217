//! Events that change how technologies spread.

use super::adoption::Plans;
use super::assume::{RowValue, row_value};
use super::build::Build;
use super::expand::expand;
use crate::diagnostics::{Diagnostics, Slug, list};
use crate::domain::{AdoptionPlan, Alike, CurveShape, Shock, ShockChange};
use crate::ids::{FacilityId, TechnologyId};
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) type Shocks = BTreeMap<(TechnologyId, FacilityId), Vec<Alike<Shock>>>;

/// Events with the rows that say them.
type Events<'a> = BTreeMap<(TechnologyId, FacilityId), Vec<(&'a Row, Alike<Shock>)>>;

/// Builds the events of each technology and facility, in time order. A row for every facility passes over those without a
/// plan, one for every technology also over those without a speed; a row that names them is refused.
pub(super) fn build(build: &Build<'_>, plans: &Plans, found: &mut Diagnostics) -> Shocks {
    let rows = build.group.rows("adoption_shocks");
    let read: Vec<Option<RowShock>> = rows.iter().map(|row| RowShock::read(build, row, found)).collect();
    let mut events = Events::new();
    let mut shocks: BTreeMap<(usize, Arc<str>), Alike<Shock>> = BTreeMap::new();
    let mut unfit: BTreeMap<usize, Vec<Arc<str>>> = BTreeMap::new();
    for (key, index) in expand(build, "adoption_shocks", found) {
        let ([technology, facility, _], Some(row)) = (key.as_slice(), rows.get(index)) else { continue };
        let Some(Some(shock)) = read.get(index) else { continue };
        let pair = (TechnologyId::of(technology), FacilityId::of(facility));
        let Some(plan) = plans.get(&pair) else { continue };
        let is_star = |column: &str| build.text("adoption_shocks", row, column) == Some("*");
        match fits(plan, shock.is_rate) {
            Fit::NoPlan if is_star("facility") || is_star("technology") => {}
            Fit::NoRate if is_star("technology") => {}
            Fit::NoPlan | Fit::NoRate => unfit.entry(index).or_default().push(facility.clone()),
            Fit::Good => {
                let of_row = shocks.entry((index, technology.clone())).or_insert_with(|| {
                    let name: Arc<str> = Arc::from(format!("technology={technology}"));
                    Alike::from(shock.named(&name))
                });
                events.entry(pair).or_default().push((row, of_row.clone()));
            }
        }
    }
    for (index, facilities) in unfit {
        let Some(row) = rows.get(index) else { continue };
        let technology = build.text("adoption_shocks", row, "technology").unwrap_or_default();
        let column =
            if build.number("adoption_shocks", row, "change_pct").is_some() { "change_pct" } else { "rate_multiplier" };
        let facilities = list(facilities.iter().map(|facility| &**facility), 12);
        let (lacks, help) = match column {
            "change_pct" => ("is not planned", "name facilities that have a plan in adoption.csv, or write `*`"),
            _ => (
                "has no curve whose speed could change",
                "rate_multiplier is for linear, logistic, gompertz and bass: write change_pct, or name other facilities",
            ),
        };
        let message = format!("`{technology}` {lacks} at {facilities}");
        found.push(Slug::AdoptionShocks, build.group.place("adoption_shocks", row, column), message, help);
    }
    in_time_order(build, events, found)
}

/// Whether a plan has what a shock changes.
enum Fit {
    Good,
    NoPlan,
    NoRate,
}

fn fits(plan: &AdoptionPlan, is_rate: bool) -> Fit {
    match plan {
        AdoptionPlan::None => Fit::NoPlan,
        AdoptionPlan::Points { .. } | AdoptionPlan::Curve { shape: CurveShape::Step, .. } if is_rate => Fit::NoRate,
        AdoptionPlan::Points { .. } | AdoptionPlan::Curve { .. } => Fit::Good,
    }
}

fn in_time_order(build: &Build<'_>, events: Events<'_>, found: &mut Diagnostics) -> Shocks {
    let mut reported = BTreeSet::new();
    let mut shocks = Shocks::new();
    for (pair, mut events) in events {
        events.sort_by(|a, b| a.1.from.total_cmp(&b.1.from).then(a.0.origin.line.cmp(&b.0.origin.line)));
        for two in events.windows(2) {
            let [(earlier, first), (later, second)] = two else { continue };
            let lines = (earlier.origin.line, later.origin.line);
            if first.from == second.from && reported.insert(lines) {
                let message = format!(
                    "lines {} and {} are both for {} at {} on the same day: a coarse period means its first day",
                    lines.0, lines.1, pair.0, pair.1
                );
                let place = build.group.place("adoption_shocks", later, "from");
                found.push(Slug::OverlappingPeriods, place, message, "delete one of the two");
            }
        }
        shocks.insert(pair, events.into_iter().map(|(_, shock)| shock).collect());
    }
    shocks
}

/// What a row says, before it is known for which facilities.
struct RowShock {
    from: f64,
    is_rate: bool,
    change: RowValue,
    decay_months: Option<f64>,
}

impl RowShock {
    /// The shock of a row; `None` (and a problem) if it does not change exactly one thing.
    fn read(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> Option<Self> {
        let filled = |column: &str| build.number("adoption_shocks", row, column).is_some();
        let column = match (filled("rate_multiplier"), filled("change_pct")) {
            (true, false) => "rate_multiplier",
            (false, true) => "change_pct",
            (both, _) => {
                let (message, help) = if both {
                    (
                        "the shock has both `rate_multiplier` and `change_pct`",
                        "clear one of them; two rows of two days may follow each other",
                    )
                } else {
                    (
                        "the shock has neither `rate_multiplier` nor `change_pct`",
                        "write one of them: 0.5 times the speed, or -20 % of the share",
                    )
                };
                found.push(
                    Slug::AdoptionShocks,
                    build.group.place("adoption_shocks", row, "rate_multiplier"),
                    message,
                    help,
                );
                return None;
            }
        };
        Some(Self {
            from: build.instant("adoption_shocks", row, "from")?,
            is_rate: column == "rate_multiplier",
            change: row_value(build, "adoption_shocks", row, column, found)?,
            decay_months: build.number("adoption_shocks", row, "decay_months"),
        })
    }

    fn named(&self, name: &Arc<str>) -> Shock {
        let change = self.change.local(name);
        Shock {
            from: self.from,
            change: if self.is_rate { ShockChange::Rate(change) } else { ShockChange::Share(change) },
            decay_months: self.decay_months,
        }
    }
}
