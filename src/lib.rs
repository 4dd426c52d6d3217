//! staffcast
pub mod output;
