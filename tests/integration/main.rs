//! Tests of staffcast as a whole.

mod command_line;
mod forecast;
mod house;
mod problems;
mod project;
mod properties;
mod random;
mod supply_side;
