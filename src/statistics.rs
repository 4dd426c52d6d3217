//! Statistics that know nothing of hospitals: distributions, correlations, quantiles, delays.

pub mod correlation;
pub mod distribution;
pub mod erlang;
pub mod legendre;
pub mod pert;
pub mod quantile;
pub mod samples;
mod stretch;
pub mod triangular;
