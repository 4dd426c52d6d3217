//! Which vector instructions a piece of work runs with: the widest that the processor has, found out at run time.
//!
//! The work is compiled once for each set of instructions, from the same operations in the same order. None of them is
//! fused, so that every set gives the same bits; [`run_portable`] exists for the tests and benches that hold it to that.
//! Only what is inlined into the work is compiled so: functions on the way are `#[inline(always)]`.

use pulp::Arch;
use std::sync::atomic::{AtomicBool, Ordering};

static PORTABLE: AtomicBool = AtomicBool::new(false);

/// From now on (or no longer) all work runs with the instructions that every processor of the platform has.
pub fn run_portable(portable: bool) {
    PORTABLE.store(portable, Ordering::Relaxed);
}

/// Does the work with the widest vector instructions.
#[inline(always)]
pub fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    let arch = if PORTABLE.load(Ordering::Relaxed) { Arch::Scalar } else { Arch::new() };
    arch.dispatch(work)
}
