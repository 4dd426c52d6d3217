//! The rules of demand in plain numbers: the oracle of the other tests.

use super::*;

/// A quantity at the opening (`None`) or in a month.
fn at(quantity: &(f64, Vec<f64>), month: Option<usize>) -> f64 {
    month.map_or(quantity.0, |month| quantity.1[month])
}

fn share(share: &Share, month: Option<usize>) -> f64 {
    month.filter(|_| !share.monthly.is_empty()).map_or(share.opening, |month| share.monthly[month])
}

/// What the term is of each unit of adoption: rate × amount × economy of scale × share × switch × effects.
fn without_adoption(setting: &Setting, role: &ProviderRole, work: &Work, month: Option<usize>) -> f64 {
    let amount = match &work.amount {
        Amount::One => 1.0,
        Amount::Driver(driver) => at(&setting.drivers[*driver], month),
        Amount::Roles(roles) => roles.iter().map(|&role| at(&setting.steady[role], month)).sum(),
    };
    let economy = work.scale.map_or(1.0, |scale| {
        let scale = &role.scales[scale];
        let sizes = scale.sizes.iter().map(|(driver, part)| at(&setting.drivers[*driver], month) * share(part, month));
        let size: f64 = sizes.sum();
        if size > 0.0 { (size / scale.reference).powf(scale.exponent) } else { 0.0 }
    });
    let effects: f64 = work.factors.iter().map(|&factor| at(&setting.factors[factor], month)).product();
    let held = share(&work.share, month) * share(&work.switch, month);
    setting.values[work.rate.0 as usize] * amount * economy * held * effects
}

/// X of a month uses the share in use up to that of the opening, N what comes on top (`design` section 4).
fn existing_and_new(setting: &Setting, role: &ProviderRole, month: Option<usize>) -> (f64, f64) {
    role.work.iter().fold((0.0, 0.0), |(existing, new), work| {
        let each = without_adoption(setting, role, work, month);
        let (before, now) =
            work.curve.map_or((1.0, 1.0), |curve| (setting.curves[curve].0, at(&setting.curves[curve], month)));
        match work.anchored {
            true => (existing + each * now.min(before), new + each * (now - before).max(0.0)),
            false => (existing, new + each * now),
        }
    })
}

/// Steady demand at the opening or in a month: max(floor, k·X + N).
pub fn steady(setting: &Setting, role: &ProviderRole, month: Option<usize>) -> f64 {
    let (at_opening, _) = existing_and_new(setting, role, None);
    let (ratio, unexplained) = match role.anchor_fte {
        None => (1.0, 0.0),
        Some(fte) if at_opening > 0.0 => (fte / at_opening, 0.0),
        Some(fte) => (1.0, fte),
    };
    let (existing, new) = existing_and_new(setting, role, month);
    let fte = ratio * existing + new + unexplained;
    if fte > 0.0 || role.floor_always { fte.max(role.floor_fte) } else { 0.0 }
}

/// Surge at the opening or in a month.
pub fn surge(setting: &Setting, role: &ProviderRole, month: Option<usize>) -> f64 {
    let of = |extra: &Surge| {
        let amount = match &extra.amount {
            Amount::One => 1.0,
            Amount::Driver(driver) => at(&setting.drivers[*driver], month),
            Amount::Roles(roles) => roles.iter().map(|&role| at(&setting.steady[role], month)).sum(),
        };
        let held = share(&extra.share, month) * share(&extra.switch, month);
        setting.values[extra.rate.0 as usize] * amount * at(&setting.responses[extra.response], month) * held
    };
    role.surge.iter().map(of).sum()
}
