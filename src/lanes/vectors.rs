//! Which vector instructions a piece of work runs with: the widest that the processor has, found out at run time.
//!
//! The work is compiled once for each set of instructions, from the same operations in the same order. None of them is
//! fused, so that every set gives the same bits; `.ci/run` holds them to it, and [`run_portable`] lets a bench
//! compare their speed.
//! Only what is inlined into the work is compiled so: functions on the way are `#[inline(always)]`.

use pulp::{Arch, Simd, WithSimd};
use std::sync::atomic::{AtomicBool, Ordering};

static PORTABLE: AtomicBool = AtomicBool::new(false);

/// From now on (or no longer) all work runs with the instructions that every processor of the platform has.
pub fn run_portable(portable: bool) {
    PORTABLE.store(portable, Ordering::Relaxed);
}

/// A piece of work; a trait and no closure, because only a function of its own can be made to be inlined.
pub trait Work {
    /// What it returns.
    type Output;
    /// Numbers side by side; one by one there is nothing to be gained.
    const WIDTH: usize;

    /// Does it; to be `#[inline(always)]`.
    fn run(self) -> Self::Output;
}

/// Does the work with the widest vector instructions. Builds for tests run with what every processor has: compiling the
/// engines once takes long enough, and `.ci/run` holds the released program to the same bits.
pub fn vectorised<W: Work>(work: W) -> W::Output {
    if const { W::WIDTH == 1 || cfg!(debug_assertions) } {
        return work.run();
    }
    let arch = if PORTABLE.load(Ordering::Relaxed) { Arch::Scalar } else { Arch::new() };
    arch.dispatch(Dispatched(work))
}

struct Dispatched<W>(W);

impl<W: Work> WithSimd for Dispatched<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> W::Output {
        self.0.run()
    }
}
