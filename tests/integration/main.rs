//! Tests of staffcast as a whole.

mod problems;
mod project;
