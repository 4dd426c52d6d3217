//! Tests of staffcast as a whole.

mod forecast;
mod house;
mod problems;
mod project;
