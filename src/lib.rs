//! staffcast forecasts the technology staff that a hospital group will be short of, when, why and how surely.
#![deny(unsafe_code)]

pub mod adoption;
pub mod calendar;
pub mod demand;
pub mod diagnostics;
pub mod domain;
pub mod files;
pub mod gap;
pub mod ids;
pub mod lanes;
pub mod maths;
pub mod program;
pub mod progress;
pub mod projection;
pub mod statistics;
pub mod streams;
pub mod supply;
pub mod tables;
pub mod uncertainty;
