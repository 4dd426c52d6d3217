//! How much of a value's luck is shared: between facilities, with the labour market, and with correlated values.

use crate::domain::{Selector, Settings};
use std::collections::BTreeMap;

/// The name of the luck that leavers and times to fill of all roles share.
pub const LABOUR_MARKET: &str = "labour-market";

/// Share of the variance of leavers and times to fill that is the labour market's (judgement).
const LABOUR_MARKET_SHARE: f64 = 0.3;

/// Share ρ of a column's luck that all facilities share, where the scenario says nothing (judgement): plans of vendors
/// and habits of a profession are alike everywhere, turnover, offers and growth are half local, courses and shocks are the
/// same for all, a site's own delay is its own.
const DEFAULT_SHARED: &[(&str, f64)] = &[
    ("workload.mode", 0.8),
    ("adoption.rate_per_year", 0.8),
    ("adoption.ceiling_pct", 0.8),
    ("adoption.delay_months", 1.0),
    ("adoption.site_delay_months", 0.0),
    ("supply.time_to_fill_months", 0.8),
    ("supply.leavers_pct", 0.5),
    ("supply.offer_accept_pct", 0.5),
    ("supply.start_productivity_pct", 1.0),
    ("training.completion_pct", 1.0),
    ("training.employed_pct", 1.0),
    ("transfers.completion_pct", 1.0),
    ("retention.leavers_change_pct", 0.5),
    ("adoption_shocks.rate_multiplier", 1.0),
    ("adoption_shocks.change_pct", 1.0),
    ("growth.annual_pct", 0.5),
];

/// ρ of the selector's column: the scenario's, or the default.
pub fn shared_part(selector: &Selector, settings: &BTreeMap<String, f64>) -> f64 {
    // What belongs to no facility has no luck of its own.
    if selector.facility.is_none() {
        return 1.0;
    }
    let is_own = |name: &str| name.split_once('.') == Some((selector.table, selector.column));
    let default = || DEFAULT_SHARED.iter().find(|(name, _)| is_own(name)).map_or(0.5, |(_, rho)| *rho);
    settings.iter().find(|(name, _)| is_own(name)).map_or_else(default, |(_, rho)| *rho)
}

/// Weights of the labour market's, the shared and the own normal score; their squares add to 1.
pub fn weights(selector: &Selector, rho: f64) -> [f64; 3] {
    let labour = match (selector.table, selector.column) {
        ("supply", "leavers_pct" | "time_to_fill_months") => LABOUR_MARKET_SHARE,
        _ => 0.0,
    };
    [labour.sqrt(), ((1.0 - labour) * rho).sqrt(), ((1.0 - labour) * (1.0 - rho)).sqrt()]
}

/// Shared luck that goes together, ready to be mixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlated {
    /// Places in [`super::Program::shared_luck`].
    pub luck: Vec<u32>,
    /// For each of them the weights of the independent scores of those up to itself; their squares add to 1.
    pub factor: Vec<Vec<f64>>,
}

/// What a value's normal score is made of: the weights of the labour market's, the shared and its own.
pub fn weights_of(selector: &Selector, settings: &Settings) -> [f64; 3] {
    weights(selector, shared_part(selector, &settings.uncertainty.shared))
}
