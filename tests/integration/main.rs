//! Tests of staffcast as a whole.

mod collection;
mod command_line;
mod correlated;
mod demand_tables;
mod documents;
mod explained;
mod fixture;
mod forecast;
mod golden;
mod house;
mod init;
mod inputs_matter;
mod known_answers;
mod nudge;
mod plausible;
mod problems;
mod project;
mod properties;
mod random;
mod report;
mod sampling;
mod scenarios;
mod supply_side;
mod uncertainty;
mod verify;
mod workbooks;
