//! Whether a forecast has enough draws: how large the Monte Carlo error of a gap is beside what it is read for.
//!
//! A gap is read against 0 and against the shortage limit: an error is large if it exceeds a tenth of the larger of the
//! gap and that limit, and 0.05 FTE, below which nobody plans. Judged are the totals over all facilities in the last
//! period, which a board sees. Left out: what is done about it (`cli`).

use super::Row;
use super::summary::{Finished, Place, RoleGroup};
use crate::diagnostics::{self, Diagnostics, Slug};
use crate::domain::{Case, Scope, Shortage};

/// The share of what a gap is read against that its error may be.
const LARGEST_SHARE: f64 = 0.1;
/// An error up to this is never large, FTE.
const LARGEST_FTE: f64 = 0.05;
/// Totals named in the warning.
const NAMED: usize = 5;
/// The most draws that are advised; twice as many are more than a scenario may ask for.
pub(super) const MOST_DRAWS: u32 = 1 << 19;

/// The error that a row's gap may have, FTE.
fn limit(row: &Row, shortage: Shortage) -> f64 {
    let short = (shortage.threshold_pct / 100.0 * row.demand.mean).max(shortage.threshold_fte);
    (LARGEST_SHARE * row.gap.mean.abs().max(short)).max(LARGEST_FTE)
}

/// The draws with which an error would fall to its limit; `None` if they are more than a forecast may have.
///
/// Errors of independent draws fall with the root of their number. Those of stratified draws fall faster, so that fewer
/// may do. Powers of two suit both.
fn enough(draws: u32, error: f64, limit: f64) -> Option<u32> {
    let wanted = f64::from(draws) * (error / limit) * (error / limit);
    let mut enough = 16_u32;
    while f64::from(enough) < wanted && enough < MOST_DRAWS {
        enough *= 2;
    }
    (f64::from(enough) >= wanted).then_some(enough)
}

/// Warns, once, if the error of some total's gap in the last period is large.
///
/// The place is the scenario by its name alone: the warning is part of the run, wherever its files lay.
pub fn review_errors(case: &Case, draws: &Finished, found: &mut Diagnostics) {
    let mut large = large_errors(case, draws);
    // The worst come first; equals stay in the order of their names.
    large.sort_by(|a, b| (b.error / b.limit).total_cmp(&(a.error / a.limit)));
    let Some(worst) = large.first() else { return };
    let draws = case.settings.uncertainty.draws;
    let period = case.settings.horizon.rows.last().map_or_else(String::new, |row| row.label.clone());
    let named: Vec<String> = large.iter().take(NAMED).map(Large::words).collect();
    let more = match large.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!(
        "the Monte Carlo error of {draws} draws is large for gaps over all facilities in {period}: {}{more}",
        named.join(", ")
    );
    let help = match enough(draws, worst.error, worst.limit) {
        Some(enough) => {
            format!("{enough} draws would do, and often fewer: write draws = {enough}, or --draws {enough}")
        }
        None => format!(
            "not even {MOST_DRAWS} draws would do: read these gaps with their error, or ask for wider limits of a shortage"
        ),
    };
    let place = diagnostics::Place::file(&format!("{}.toml", case.settings.name)).in_column("uncertainty.draws");
    found.push(Slug::LargeError, place, message, help);
}

/// A gap whose error is large.
struct Large {
    name: String,
    gap: f64,
    error: f64,
    limit: f64,
}

impl Large {
    fn words(&self) -> String {
        format!("{} {:.2} FTE on a gap of {:.2} (at most {:.2})", self.name, self.error, self.gap, self.limit)
    }
}

fn large_errors(case: &Case, draws: &Finished) -> Vec<Large> {
    let roles = case.roles.iter().enumerate().filter(|(_, role)| role.scope == Scope::Forecast);
    let roles = roles.map(|(index, role)| (RoleGroup::Role(index), format!("`{}`", role.id)));
    let groups = std::iter::once((RoleGroup::All, "all roles together".to_owned())).chain(roles);
    let judged = groups.filter_map(|(group, name)| {
        let row = draws.group(Place::All, group)?.last()?;
        let limit = limit(row, case.settings.shortage);
        (row.error > limit).then_some(Large { name, gap: row.gap.mean, error: row.error, limit })
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uncertainty::Distribution;

    #[test]
    fn the_limit_is_a_tenth_of_the_gap_or_of_a_shortage_and_never_below_a_twentieth_fte() {
        let of = |demand: f64, gap: f64| {
            let with_mean = |mean| Distribution { mean, ..Distribution::default() };
            let mut row = Row::default();
            (row.demand, row.gap) = (with_mean(demand), with_mean(gap));
            limit(&row, Shortage { threshold_pct: 5.0, threshold_fte: 0.8 })
        };
        let found = [of(100.0, -20.0), of(100.0, 1.0), of(10.0, 0.1), of(4.0, 0.0)];
        for (found, expected) in found.into_iter().zip([2.0, 0.5, 0.08, 0.08]) {
            assert!((found - expected).abs() < 1e-15, "{found}, not {expected}");
        }
        let strict = Shortage { threshold_pct: 0.0, threshold_fte: 0.1 };
        assert_eq!(limit(&Row::default(), strict), 0.05);
    }

    #[test]
    fn draws_grow_with_the_square_of_the_error_up_to_a_power_of_two() {
        assert_eq!(enough(2048, 0.2, 0.1), Some(8192));
        assert_eq!(enough(2048, 0.2001, 0.1), Some(16384));
        assert_eq!(enough(1000, 0.11, 0.1), Some(2048));
        assert_eq!(enough(MOST_DRAWS, 0.11, 0.1), None);
    }
}
