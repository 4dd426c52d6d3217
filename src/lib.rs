//! staffcast forecasts the technology staff that a hospital group will be short of, when, why and how surely.
//!
//! The library is a house with floors; arrows point down only, and a test (`tests/integration/house.rs`) reads the
//! imports and holds them to this plan. From the roof to the ground:
//!
//! - [`cli`]: words typed and printed.
//! - [`input`], [`output`]: files → checked case, or every problem; results → tables, charts, a run folder.
//! - [`uncertainty`]: many futures: where their values come from, what is kept of them.
//! - [`projection`]: one program, one block of draws → one block of results; the order of steps.
//! - [`adoption`], [`demand`], [`supply`], [`gap`]: the engines, over lanes of draws; [`program`]: the case compiled.
//! - [`domain`], [`tables`]: the hospital group and its assumptions; one description of every table. [`grid`]: any file
//!   as cells, before anybody says what they mean.
//! - [`ids`], [`calendar`], [`diagnostics`], [`statistics`], [`streams`], [`maths`], [`lanes`], [`files`],
//!   [`progress`]: tools that know nothing of hospitals.
#![deny(unsafe_code)]

pub mod adoption;
pub mod calendar;
pub mod cli;
pub mod demand;
pub mod diagnostics;
pub mod domain;
pub mod files;
pub mod gap;
pub mod grid;
pub mod ids;
pub mod input;
pub mod lanes;
pub mod maths;
pub mod output;
pub mod program;
pub mod progress;
pub mod projection;
pub mod statistics;
pub mod streams;
pub mod supply;
pub mod tables;
pub mod uncertainty;
