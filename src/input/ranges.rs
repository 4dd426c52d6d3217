//! The distribution that a row's range has, or why it has none.

use super::build::Build;
use crate::diagnostics::{Diagnostics, Slug};
use crate::domain::Spread;
use crate::statistics::distribution::{Distribution, DistributionKind, Unfit};
use crate::tables::{Number, Row};

/// What is asked of a range.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// How low and high are meant: `p10-p90` or `bounds`.
    pub(super) range: &'static str,
    /// The kind of distribution.
    pub(super) kind: DistributionKind,
    /// The values that are allowed.
    pub(super) legal: Number,
}

/// Where a range stands: table, row and column.
type Cell<'a> = (&'static str, &'a Row, &'static str);

/// The distribution of a range whose low is below its high; `None` (and a problem) if it has none, or one that reaches
/// outside what is allowed.
pub(super) fn distribution(
    build: &Build<'_>,
    cell: Cell<'_>,
    spread: Spread,
    asked: Asked,
    found: &mut Diagnostics,
) -> Option<Distribution> {
    let range = [spread.low, spread.mode, spread.high];
    let made = match asked.range {
        "bounds" => Distribution::from_bounds(asked.kind, range),
        _ => build.of_percentiles(asked.kind, range),
    };
    match made {
        Ok(distribution) => {
            let (low, high) = distribution.support();
            if asked.legal.allows(low) && asked.legal.allows(high) {
                return Some(distribution);
            }
            report_support(build, cell, spread, (distribution, asked.legal), found);
        }
        Err(unfit) => report_unfit(build, cell, spread, (asked.kind, unfit), found),
    }
    None
}

/// The names of the columns that hold the ends of a range.
fn ends(column: &str) -> (String, String) {
    match column {
        "mode" => ("low".to_owned(), "high".to_owned()),
        _ => (format!("{column}_low"), format!("{column}_high")),
    }
}

fn report_support(
    build: &Build<'_>,
    (table, row, column): Cell<'_>,
    spread: Spread,
    (distribution, legal): (Distribution, Number),
    found: &mut Diagnostics,
) {
    let ((low_name, high_name), (least, most)) = (ends(column), distribution.support());
    let name = if legal.allows(least) { high_name } else { low_name };
    let Spread { low, mode, high } = spread;
    let kind = distribution.kind();
    let as_kind = if kind == DistributionKind::Pert { String::new() } else { format!(" of a {}", kind.word()) };
    let message = format!(
        "with {low} and {high} as 10th and 90th percentile{as_kind} about {mode}, the values reach from {} to {}, but they must be {}",
        three_digits(least),
        three_digits(most),
        legal.words()
    );
    let help = match kind {
        DistributionKind::Normal if low > 0.0 => {
            "write `lognormal` into the column `distribution` of this row, or `pert` there and `bounds` into the column \
             `range`: low and high are then the ends"
        }
        DistributionKind::Normal | DistributionKind::Lognormal => {
            "write `pert` into the column `distribution` of this row and `bounds` into the column `range`: low and high \
             are then the ends; or draw low and high nearer to the middle"
        }
        _ => {
            "write `bounds` into the column `range` of this row: low and high are then the ends; or draw low and high \
             nearer to the middle"
        }
    };
    found.push(Slug::SupportOutOfRange, build.group.place(table, row, &name), message, help);
}

fn report_unfit(
    build: &Build<'_>,
    (table, row, column): Cell<'_>,
    spread: Spread,
    (kind, unfit): (DistributionKind, Unfit),
    found: &mut Diagnostics,
) {
    let Spread { low, mode, high } = spread;
    let word = kind.word();
    let (low_name, _) = ends(column);
    // The word that is wrong may stand in the row or in the scenario.
    let own = |name: &'static str| build.text(table, row, name).map(|_| name);
    let (name, message, help) = match unfit {
        // The reader of cells has refused such a range.
        Unfit::Unordered => return,
        Unfit::NoBounds => (
            own("distribution").or(own("range")).unwrap_or(column),
            format!(
                "a {word} distribution has no smallest and largest value, but the range of `{column}` is given by its bounds"
            ),
            format!(
                "write `p10-p90` into the column `range` of this row if {low} and {high} are its 10th and 90th percentiles; \
                 or `pert`, `triangular` or `uniform` into the column `distribution`"
            ),
        ),
        Unfit::NotPositive => (
            &*low_name,
            format!("the values of a lognormal distribution lie above 0, but `{low_name}` is {low}"),
            "write a low value above 0, or `pert` into the column `distribution` of this row".to_owned(),
        ),
        Unfit::Middle { median } => {
            let median = written(median, |middle| Distribution::from_p10_p90(kind, [low, middle, high]).is_ok());
            (
                column,
                format!(
                    "{mode} is not the middle of a {word} distribution whose 10th and 90th percentiles are {low} and {high}: its median is {median}"
                ),
                format!("write {median} into `{column}`, or `pert` into the column `distribution` of this row"),
            )
        }
    };
    found.push(Slug::DistributionUnfit, build.group.place(table, row, name), message, help);
}

/// The number with the fewest digits, at least three, that serves.
fn written(value: f64, serves: impl Fn(f64) -> bool) -> f64 {
    let rounded = |digits: usize| format!("{value:.digits$e}").parse::<f64>().ok();
    (2..17).filter_map(rounded).find(|&number| serves(number)).unwrap_or(value)
}

/// The number to three significant digits.
fn three_digits(value: f64) -> String {
    format!("{value:.2e}").parse::<f64>().map_or_else(|_| value.to_string(), |rounded| rounded.to_string())
}
