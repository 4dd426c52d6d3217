//! Who does the work of a role for a facility, where it is not the facility itself.

use super::build::Build;
use super::sets::expand_sets;
use super::work;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::domain::{Service, WorkRow};
use crate::ids::{FacilityId, RoleId};
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Services = BTreeMap<(RoleId, FacilityId), Vec<Service>>;

/// Shares may miss 100 % by this much through the rounding of their decimals.
const ROUNDING: f64 = 1e-9;

/// Builds the arrangements, in time order and then by provider.
///
/// The arrangements of a role and facility are one set: rows that name them replace all rows with more `*`, whoever the
/// provider and whatever the day.
pub(super) fn build(build: &Build<'_>, work: &[WorkRow], found: &mut Diagnostics) -> Services {
    let rows = build.group.rows("services");
    let mut services: Services = BTreeMap::new();
    let mut lines: BTreeMap<(RoleId, FacilityId), BTreeSet<u32>> = BTreeMap::new();
    for (key, set) in expand_sets(build, "services", &["role", "facility"], found) {
        let [role, facility] = key.as_slice() else { continue };
        for row in set.into_iter().filter_map(|index| rows.get(index)) {
            let provider = build.text("services", row, "provider");
            let (Some(provider), Some(share)) = (provider, build.number("services", row, "share_pct")) else {
                continue;
            };
            let service = Service {
                provider: FacilityId::new(provider),
                share: share / 100.0,
                from: build.instant("services", row, "from"),
            };
            let pair = (RoleId::new(role), FacilityId::new(facility));
            lines.entry(pair.clone()).or_default().insert(row.origin.line);
            services.entry(pair).or_default().push(service);
        }
    }
    let mut reported = BTreeSet::new();
    for (pair, services) in &mut services {
        services.sort_by(|a, b| instant(a).total_cmp(&instant(b)).then_with(|| a.provider.cmp(&b.provider)));
        let Some(lines) = lines.get(pair) else { continue };
        if let Some(twice) =
            services.windows(2).find(|two| two[0].from == two[1].from && two[0].provider == two[1].provider)
            && reported.insert(lines.clone())
        {
            let all: Vec<String> = lines.iter().map(u32::to_string).collect();
            let message = format!(
                "{} is given the work of {} for {} twice from the same day (lines {})",
                twice[0].provider,
                pair.0,
                pair.1,
                all.join(", ")
            );
            let line = lines.last().copied().unwrap_or(1);
            let place = Place::line(&build.group.file("services"), line).in_column("from");
            found.push(
                Slug::ConflictingRows,
                place,
                message,
                "a coarse period means its first day: delete one of the rows",
            );
            continue;
        }
        // One message for each set of rows, however many cells they meet in.
        if let Some(total) = most_given_away(services)
            && reported.insert(lines.clone())
        {
            report(build, pair, lines, total, found);
        }
    }
    work::check_providers(build, work, &services, &lines, found);
    services
}

fn instant(service: &Service) -> f64 {
    service.from.unwrap_or(f64::NEG_INFINITY)
}

/// The largest share given away at any time, in percent, if it is more than everything.
fn most_given_away(services: &[Service]) -> Option<f64> {
    let mut now: BTreeMap<&FacilityId, f64> = BTreeMap::new();
    let mut most = 0.0_f64;
    let mut rest = services;
    while let Some(first) = rest.first() {
        let (together, later) = rest.split_at(rest.iter().take_while(|next| next.from == first.from).count().max(1));
        now.extend(together.iter().map(|service| (&service.provider, service.share)));
        most = most.max(now.values().sum());
        rest = later;
    }
    (most > 1.0 + ROUNDING).then_some(most * 100.0)
}

fn report(
    build: &Build<'_>,
    (role, facility): &(RoleId, FacilityId),
    lines: &BTreeSet<u32>,
    total: f64,
    found: &mut Diagnostics,
) {
    let all: Vec<String> = lines.iter().map(u32::to_string).collect();
    let total = (total * 1e6).round() / 1e6;
    let message =
        format!("{total} % of the work of {role} for {facility} is given away at one time (lines {})", all.join(", "));
    let help = "lower the shares to 100 % together; a later row replaces an earlier one of the same provider only";
    let line = lines.last().copied().unwrap_or(1);
    let place = Place::line(&build.group.file("services"), line).in_column("share_pct");
    found.push(Slug::SharesOverHundred, place, message, help);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(provider: &str, share: f64, from: Option<f64>) -> Service {
        Service { provider: FacilityId::new(provider), share, from }
    }

    #[test]
    fn a_later_share_replaces_the_earlier_one_of_its_provider() {
        let shares = [service("a", 0.6, None), service("b", 0.4, None), service("a", 0.3, Some(6.0))];
        assert_eq!(most_given_away(&shares), None);
        let shares = [service("a", 0.6, None), service("b", 0.7, Some(6.0))];
        assert!(most_given_away(&shares).is_some_and(|total| (total - 130.0).abs() < 1e-9));
    }
}
