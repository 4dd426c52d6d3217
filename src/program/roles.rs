//! Shares of work between providers, and establishments through time.

use super::Share;
use crate::domain::{Case, PostChange, Service};
use crate::ids::{FacilityId, RoleId};
use std::collections::BTreeMap;

/// Who does the work of `role` for `facility`, and how much of it; what nobody else does stays with the facility.
pub(super) fn shares(case: &Case, role: &RoleId, facility: &FacilityId, months: usize) -> BTreeMap<FacilityId, Share> {
    let services = case.services.get(&(role.clone(), facility.clone())).map_or(&[][..], Vec::as_slice);
    let mut providers: BTreeMap<FacilityId, Vec<&Service>> = BTreeMap::new();
    for service in services {
        providers.entry(service.provider.clone()).or_default().push(service);
    }
    let mut shares = BTreeMap::new();
    let mut rest = Share { opening: 1.0, monthly: Vec::new() };
    for (provider, mut arrangements) in providers {
        arrangements.sort_by(|a, b| a.from.unwrap_or(f64::MIN).total_cmp(&b.from.unwrap_or(f64::MIN)));
        let share = over_time(&arrangements, months);
        rest = rest.less(&share);
        shares.insert(provider, share);
    }
    let own = shares.remove(facility).map_or(rest.clone(), |given| given.plus(&rest));
    shares.insert(facility.clone(), own);
    shares.retain(|_, share| share.ever());
    shares
}

/// The share that arrangements with one provider give, each replacing the one before it.
fn over_time(arrangements: &[&Service], months: usize) -> Share {
    let at_opening = |service: &&&Service| service.from.is_none_or(|from| from < 0.0);
    let opening = arrangements.iter().rev().find(at_opening).map_or(0.0, |service| service.share);
    let later: Vec<(f64, f64)> = arrangements
        .iter()
        .filter_map(|service| service.from.filter(|&from| from >= 0.0).map(|from| (from, service.share)))
        .collect();
    if later.is_empty() {
        return Share { opening, monthly: Vec::new() };
    }
    let mut changes = Vec::new();
    let mut before = opening;
    for (from, share) in later {
        changes.push((from, share - before));
        before = share;
    }
    Share { opening, monthly: (0..months).map(|month| opening + changed_by(&changes, month).0).collect() }
}

impl Share {
    fn combined(&self, other: &Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let length = self.monthly.len().max(other.monthly.len());
        Self {
            opening: f(self.opening, other.opening),
            monthly: (0..length).map(|month| f(self.at(month), other.at(month))).collect(),
        }
    }

    /// Rounding of shares that add to 1 must not leave a crumb of work behind.
    fn less(&self, other: &Self) -> Self {
        self.combined(other, |a, b| if a - b > 1e-12 { a - b } else { 0.0 })
    }

    fn plus(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a + b)
    }
}

/// 1 while a dated row holds, else 0, averaged over each month. What begins on the first day of the forecast begins after
/// the opening.
pub(super) fn switch(from: Option<f64>, until: Option<f64>, months: usize) -> Share {
    if from.is_none() && until.is_none() {
        return Share::constant(1.0);
    }
    let (begins, ends) = (from.unwrap_or(f64::NEG_INFINITY), until.unwrap_or(f64::INFINITY));
    let opening = if begins < 0.0 && ends > 0.0 { 1.0 } else { 0.0 };
    let held = |month: f64| (ends.min(month + 1.0) - begins.max(month)).clamp(0.0, 1.0);
    Share { opening, monthly: (0..months).map(|month| held(month as f64)).collect() }
}

/// The sum of changes (instant, amount) as felt in `month` on average, and at its end.
fn changed_by(changes: &[(f64, f64)], month: usize) -> (f64, f64) {
    let (start, end) = (month as f64, month as f64 + 1.0);
    changes
        .iter()
        .filter(|(from, _)| *from < end)
        .fold((0.0, 0.0), |(mean, last), &(from, amount)| (mean + amount * (end - from.max(start)), last + amount))
}

/// The establishment at the opening, in each month on average, and at the end of each month. It never falls below 0.
pub(super) fn establishment(budgeted: f64, posts: &[PostChange], months: usize) -> (f64, Vec<f64>, Vec<f64>) {
    // Posts dated before the opening are already in the budget that the last staff period reports.
    let ahead = posts.iter().filter(|post| post.from >= 0.0);
    let changes: Vec<(f64, f64)> = ahead.map(|post| (post.from, post.change_fte)).collect();
    let (means, ends) = (0..months)
        .map(|month| {
            let (mean, end) = changed_by(&changes, month);
            ((budgeted + mean).max(0.0), (budgeted + end).max(0.0))
        })
        .unzip();
    (budgeted, means, ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(share: f64, from: Option<f64>) -> Service {
        Service { provider: FacilityId::new("hub"), share, from }
    }

    #[test]
    fn a_later_arrangement_replaces_the_earlier_on_its_day() {
        let (first, second) = (service(0.4, None), service(0.8, Some(1.5)));
        let share = over_time(&[&first, &second], 3);
        assert_eq!(share, Share { opening: 0.4, monthly: vec![0.4, 0.6000000000000001, 0.8] });
    }

    #[test]
    fn a_dated_row_holds_between_its_days() {
        let share = switch(Some(0.5), Some(2.25), 3);
        assert_eq!(share, Share { opening: 0.0, monthly: vec![0.5, 1.0, 0.25] });
        assert_eq!(switch(None, Some(1.0), 2), Share { opening: 1.0, monthly: vec![1.0, 0.0] });
        assert_eq!(switch(Some(-3.0), None, 1).opening, 1.0);
    }

    #[test]
    fn posts_change_the_establishment_from_their_day() {
        let posts = [PostChange { from: -3.0, change_fte: 5.0 }, PostChange { from: 0.5, change_fte: 2.0 }];
        let (opening, means, ends) = establishment(10.0, &posts, 2);
        assert_eq!((opening, means, ends), (10.0, vec![11.0, 12.0], vec![12.0, 12.0]));
    }
}
