//! staffcast forecasts the technology staff that a hospital group will be short of, when, why and how surely.
#![deny(unsafe_code)]

pub mod calendar;
pub mod diagnostics;
pub mod domain;
pub mod files;
pub mod ids;
pub mod input;
pub mod maths;
pub mod progress;
pub mod statistics;
pub mod tables;
