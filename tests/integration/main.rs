//! Tests of staffcast as a whole.

mod command_line;
mod demand_tables;
mod forecast;
mod house;
mod problems;
mod project;
mod properties;
mod random;
mod supply_side;
