//! Adoption plans: one for every technology and facility, each row holding just what its shape needs.

use super::assume::{DefaultValue, RowValue, default_value, row_value};
use super::build::Build;
use super::expand::expand;
use super::milestones::{self, Milestones};
use crate::diagnostics::{Diagnostics, Place, Slug, list};
use crate::domain::{AdoptionPlan, Alike, Basis, CurveShape, Spread};
use crate::ids::{FacilityId, TechnologyId};
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The slowest imitation of a Bass curve: below it the closed integral loses its digits.
const SLOWEST_PER_YEAR: f64 = 0.001;

pub(super) type Plans = BTreeMap<(TechnologyId, FacilityId), Alike<AdoptionPlan>>;

/// Builds the plan of every technology at every facility.
pub(super) fn build(build: &Build<'_>, found: &mut Diagnostics) -> Plans {
    let rows: Vec<Option<RowPlan>> =
        build.group.rows("adoption").iter().map(|row| RowPlan::read(build, row, found)).collect();
    let mut milestones = Milestones::read(build, found);
    let mut plans = Plans::new();
    let mut without_points: BTreeMap<u32, Vec<Arc<str>>> = BTreeMap::new();
    let mut resolved: BTreeMap<Arc<str>, BTreeSet<Arc<str>>> = BTreeMap::new();
    // What a row plans is the same wherever it holds, but for milestones.
    let mut alike: BTreeMap<(usize, Arc<str>), Alike<AdoptionPlan>> = BTreeMap::new();
    for (key, index) in expand(build, "adoption", found) {
        let ([technology, facility], Some(row)) = (key.as_slice(), build.group.rows("adoption").get(index)) else {
            continue;
        };
        resolved.entry(technology.clone()).or_default().insert(facility.clone());
        let points = if build.text("adoption", row, "shape") == Some("points") {
            let points = milestones.take(technology, facility);
            if points.is_none() {
                without_points.entry(row.number).or_default().push(facility.clone());
            }
            points
        } else {
            None
        };
        let Some(Some(plan)) = rows.get(index) else { continue };
        let key = (index, technology.clone());
        let plan = match alike.get(&key).filter(|_| points.is_none()) {
            Some(plan) => plan.clone(),
            None => {
                let is_alike = points.is_none();
                let Some(plan) = plan.named(technology, points).map(Alike::from) else { continue };
                if is_alike {
                    alike.insert(key, plan.clone());
                }
                plan
            }
        };
        plans.insert((TechnologyId::of(technology), FacilityId::of(facility)), plan);
    }
    if build.group.complete(&["adoption_points"]) {
        milestones::report_without(build, &without_points, found);
    }
    if build.group.complete(&["adoption"]) && build.group.codes_known(&["technologies", "facilities"]) {
        let missing = report_missing(build, &resolved, found);
        milestones.report_unused(&missing, found);
    }
    plans
}

/// Reports the technologies that lack a row somewhere, and gives them.
fn report_missing(
    build: &Build<'_>,
    resolved: &BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    found: &mut Diagnostics,
) -> BTreeSet<Arc<str>> {
    let mut lacking = BTreeSet::new();
    for technology in build.codes("technologies") {
        let missing: Vec<&str> = build
            .codes("facilities")
            .iter()
            .filter(|facility| !resolved.get(technology).is_some_and(|known| known.contains(*facility)))
            .map(|facility| &**facility)
            .collect();
        if missing.is_empty() {
            continue;
        }
        let all = missing.len() == build.codes("facilities").len();
        let where_missing = if all { "any facility".to_owned() } else { list(missing.iter().copied(), 12) };
        let message = format!("technology `{technology}` has no adoption row for {where_missing}");
        let help = format!(
            "add a row to adoption.csv; if it is not planned there, one of shape none: {technology},*,none in the columns technology,facility,shape"
        );
        let place = Place::file(&build.group.file("adoption")).in_column("technology");
        found.push(Slug::MissingAdoption, place, message, help);
        lacking.insert(technology.clone());
    }
    lacking
}

/// Columns of which some shape makes use.
const COLUMNS: &[&str] = &[
    "go_live",
    "start_pct",
    "ceiling_pct",
    "rate_per_year",
    "p_per_year",
    "q_per_year",
    "midpoint",
    "ramp_months",
    "delay_months",
    "site_delay_months",
];

/// The columns that a shape must have, and those that it may have besides the delays.
fn columns_of(shape: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match shape {
        "step" => (&["go_live", "ceiling_pct"], &[]),
        "linear" => (&["ceiling_pct", "ramp_months"], &["go_live", "start_pct"]),
        "logistic" | "gompertz" => (&["ceiling_pct", "rate_per_year"], &["go_live", "start_pct", "midpoint"]),
        "bass" => (&["ceiling_pct", "p_per_year", "q_per_year"], &["go_live", "start_pct"]),
        _ => (&[], &[]),
    }
}

/// What a row plans, before it is known for which facility.
struct RowPlan {
    shape: &'static str,
    go_live: Option<f64>,
    start_share: Option<f64>,
    midpoint: Option<f64>,
    ramp_months: f64,
    p: f64,
    q: f64,
    ceiling: Option<RowValue>,
    rate: Option<RowValue>,
    delay: Option<RowValue>,
    site_delay: Option<RowValue>,
}

impl RowPlan {
    /// The plan of a row; `None` (and problems) if its columns do not fit its shape.
    fn read(build: &Build<'_>, row: &Row, found: &mut Diagnostics) -> Option<Self> {
        let word = build.text("adoption", row, "shape")?;
        let shape = crate::tables::input::SHAPE_WORDS.iter().copied().find(|known| *known == word)?;
        let errors = found.errors();
        check_columns(build, row, shape, found);
        let number = |column: &str| build.number("adoption", row, column);
        let start = number("start_pct");
        let (p, q) = (number("p_per_year").unwrap_or(0.0), number("q_per_year").unwrap_or(0.0));
        let mut wrong = |column: &str, message: String, help: &str| {
            found.push(Slug::AdoptionColumns, build.group.place("adoption", row, column), message, help);
        };
        let (has_start, has_go_live) = (start.is_some(), build.instant("adoption", row, "go_live").is_some());
        match shape {
            "linear" | "bass" if !has_start && !has_go_live => {
                let message = format!("a {shape} curve needs `go_live` or `start_pct`, and both are blank");
                wrong("go_live", message, "write when use begins, or the share in use today");
            }
            "logistic" | "gompertz" => match (build.instant("adoption", row, "midpoint").is_some(), start) {
                (true, Some(_)) => {
                    let message = format!("a {shape} curve has `midpoint` or `start_pct`, not both");
                    wrong(
                        "start_pct",
                        message,
                        "clear the one that is less well known; the other one and the rate settle it",
                    );
                }
                (false, None) => {
                    let message = format!("a {shape} curve needs `midpoint` or `start_pct`, and both are blank");
                    let help = "write the share in use at go-live or today, or when the curve is halfway (gompertz: at 37 % of its way)";
                    wrong("start_pct", message, help);
                }
                (false, Some(start)) if start <= 0.0 => {
                    let message = format!("a {shape} curve never leaves a `start_pct` of 0");
                    wrong("start_pct", message, "write a small share such as 1, or clear it and write `midpoint`");
                }
                _ => {}
            },
            _ => {}
        }
        if shape == "bass" && number("p_per_year").is_some() && number("q_per_year").is_some() {
            if p + q <= 0.0 {
                wrong(
                    "p_per_year",
                    "`p_per_year` and `q_per_year` are both 0: nobody ever starts".to_owned(),
                    "write at least one of them above 0",
                );
            } else if p <= 0.0 && start.is_none_or(|start| start <= 0.0) {
                let message = "with `p_per_year` 0 and nobody using it at the start, nobody ever starts".to_owned();
                wrong("p_per_year", message, "write `p_per_year` above 0, or the share in use in `start_pct`");
            } else if p + q < SLOWEST_PER_YEAR || q > 0.0 && q < SLOWEST_PER_YEAR {
                let message = format!("`q_per_year` is {q}: so slow a curve cannot be told from none");
                wrong("q_per_year", message, "write 0, or 0.001 and more");
            }
        }
        let mut value = |column: &'static str| row_value(build, "adoption", row, column, found);
        let plan = Self {
            shape,
            go_live: build.instant("adoption", row, "go_live"),
            start_share: start.map(|start| start / 100.0),
            midpoint: build.instant("adoption", row, "midpoint"),
            ramp_months: number("ramp_months").unwrap_or(1.0),
            p,
            q,
            ceiling: value("ceiling_pct"),
            rate: value("rate_per_year"),
            delay: value("delay_months"),
            site_delay: value("site_delay_months"),
        };
        (found.errors() == errors).then_some(plan)
    }

    /// The plan at the facilities where the row holds; `None` if something that it needs had a problem.
    fn named(&self, technology: &Arc<str>, points: Option<Vec<(f64, f64)>>) -> Option<AdoptionPlan> {
        let name: Arc<str> = Arc::from(format!("technology={technology}"));
        let named = |value: &RowValue| value.local(&name);
        let delays = |future: bool| {
            let delay = self.delay.clone().unwrap_or_else(|| delay_default("delay_months", future));
            let site_delay = self.site_delay.clone().unwrap_or_else(|| delay_default("site_delay_months", false));
            (named(&delay), named(&site_delay))
        };
        match self.shape {
            "none" => return Some(AdoptionPlan::None),
            "points" => {
                let points = points?;
                let (delay, site_delay) = delays(milestones::begins_later(&points));
                return Some(AdoptionPlan::Points { points, delay, site_delay });
            }
            _ => {}
        }
        let rate = || self.rate.as_ref().map(named);
        let shape = match self.shape {
            "linear" => CurveShape::Linear { ramp_months: self.ramp_months },
            "logistic" => CurveShape::Logistic { rate: rate()?, midpoint: self.midpoint },
            "gompertz" => CurveShape::Gompertz { rate: rate()?, midpoint: self.midpoint },
            "bass" => CurveShape::Bass { p: self.p, q: self.q },
            _ => CurveShape::Step,
        };
        // A go-live on the first day of the forecast is still ahead at the opening.
        let (delay, site_delay) = delays(self.go_live.is_some_and(|instant| instant >= 0.0));
        Some(AdoptionPlan::Curve {
            shape,
            go_live: self.go_live,
            start_share: self.start_share,
            ceiling: named(self.ceiling.as_ref()?),
            delay,
            site_delay,
        })
    }
}

/// Reports the columns that a row lacks or fills in vain, each once.
fn check_columns(build: &Build<'_>, row: &Row, shape: &str, found: &mut Diagnostics) {
    let (needed, allowed) = columns_of(shape);
    let Some(sheet) = build.group.sheet("adoption") else { return };
    for column in COLUMNS {
        let filled = row.cells.get(sheet.spec.index(column)).is_some_and(Option::is_some);
        let place = || build.group.place("adoption", row, column);
        let is_delay = column.ends_with("delay_months") && shape != "none";
        if needed.contains(column) && !filled {
            let message = format!("the shape `{shape}` needs `{column}`, which is blank");
            let help = format!("fill it in; {}", shape_words(shape));
            found.push(Slug::AdoptionColumns, place(), message, help);
        } else if filled && !needed.contains(column) && !allowed.contains(column) && !is_delay {
            let message = format!("the shape `{shape}` makes no use of `{column}`");
            let help = format!("clear the cell, or choose another shape; {}", shape_words(shape));
            found.push(Slug::AdoptionColumns, place(), message, help);
        }
    }
}

fn shape_words(shape: &str) -> &'static str {
    match shape {
        "step" => "`step` goes to ceiling_pct at go_live",
        "linear" => "`linear` goes straight to ceiling_pct over ramp_months, from go_live or from start_pct",
        "logistic" => "`logistic` goes to ceiling_pct at rate_per_year, with midpoint or start_pct",
        "gompertz" => "`gompertz` goes to ceiling_pct at rate_per_year, with midpoint or start_pct",
        "bass" => "`bass` goes to ceiling_pct by p_per_year and q_per_year, from go_live or from start_pct",
        "points" => "`points` has its shares in adoption_points.csv and may have delays here",
        _ => "`none` means: not planned",
    }
}

/// Go-lives ahead slip by 0, 2 or 6 months (least, most likely, most); what runs already does not slip, and no
/// facility slips by itself.
fn delay_default(column: &'static str, future: bool) -> RowValue {
    let (spread, source) = if future {
        (Spread { low: 0.0, mode: 2.0, high: 6.0 }, "go-lives ahead slip by 0 to 6 months, most likely 2")
    } else {
        (Spread::certain(0.0), "no delay")
    };
    default_value(&DefaultValue { table: "adoption", column, spread, range: "bounds", basis: Basis::Judgement, source })
}
