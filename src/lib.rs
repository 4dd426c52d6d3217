//! staffcast forecasts the technology staff that a hospital group will be short of, when, why and how surely.
#![deny(unsafe_code)]

pub mod calendar;
pub mod diagnostics;
pub mod domain;
pub mod files;
pub mod ids;
pub mod maths;
pub mod output;
pub mod progress;
pub mod statistics;
pub mod tables;
