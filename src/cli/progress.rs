//! The progress bar and the interrupt key.

use crate::progress::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};

/// Set by the first Ctrl-C; the second ends the process at once.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Lets Ctrl-C stop the work at the next seam, so that nothing half-written is left.
pub fn listen() {
    let pressed = || {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            std::process::exit(super::Exit::Interrupted as i32);
        }
    };
    // Without a handler Ctrl-C ends the process at once, which leaves nothing behind either.
    let _ = ctrlc::set_handler(pressed);
}

/// True once Ctrl-C was pressed.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// A bar on stderr; nothing where it would only litter a log.
pub struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar with a text before it, drawn only if `visible`.
    pub fn new(visible: bool, text: String) -> Self {
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target).with_message(text);
        if let Ok(style) = ProgressStyle::with_template("{msg}  {wide_bar}  {percent:>3} %  {eta}") {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(0);
    }

    fn advance(&self, units: u64) {
        self.bar.inc(units);
    }

    fn interrupted(&self) -> bool {
        interrupted()
    }
}
