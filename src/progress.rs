//! How far a long computation has come, told to whoever wants to know.
//!
//! Engines take a `&dyn Progress`; the bar itself is drawn on the roof. [`Silent`] is for tests and pipes.

/// Told about work done; called from many threads.
pub trait Progress: Sync {
    /// `total` units of work are about to begin.
    fn begin(&self, total: u64);
    /// `units` more are done.
    fn advance(&self, units: u64);
    /// True when the work should stop at the next seam because the person at the keyboard asked for it.
    fn interrupted(&self) -> bool {
        false
    }
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _total: u64) {}
    fn advance(&self, _units: u64) {}
}
