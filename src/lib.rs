//! staffcast
