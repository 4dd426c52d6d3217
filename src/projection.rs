//! One program, draws in, results out: the only loop, and the only place where the order of steps is written.
//!
//! A provider is projected for all draws, a few lanes at a time and in parallel; then its results are shown to the sink
//! and their room is used again. So memory does not grow with the number of providers. What fills the values (draws,
//! modes, a given matrix) is behind [`Inputs`], what becomes of the results behind [`Sink`].

mod block;
mod review;
mod scratch;
mod staffing;

pub use block::{DrawsOfRow, Results};
pub use review::review;

use crate::domain::Case;
use crate::lanes::Lanes;
use crate::program::{Program, Provider};
use crate::progress::Progress;
use block::{BATCH, Batch, Room, Summed};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Mutex;

/// Number of draws side by side.
pub const WIDTH: usize = 8;

/// Where values come from.
pub trait Inputs: Sync {
    /// The values of one provider.
    fn of<'a>(&'a self, program: &'a Program, provider: &'a Provider) -> impl Values + 'a;
}

/// The values of one provider.
pub trait Values: Sync {
    /// Fills `out` with them for the draws from `first_draw` on, one per lane.
    fn fill<const L: usize>(&self, first_draw: u32, out: &mut [Lanes<L>]);

    /// The seed of the luck of single people; `None` where people are never whole.
    fn people(&self) -> Option<u64>;
}

/// Where results go. Providers may come in any order; what a sink keeps must not depend on it.
pub trait Sink {
    /// All draws of one provider.
    fn provider(&mut self, program: &Program, results: &Results<'_>);
}

/// Why a projection stopped.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ProjectionError {
    /// A number left the range that can be summed exactly.
    #[error(
        "{role} at {facility} needs or holds more than {limit} FTE in some future; look for a growth or a rate that is far too high, or a unit turned upside down (units_per_fte, fte_per_unit)",
        limit = crate::gap::LARGEST_CELL_FTE
    )]
    TooLarge {
        /// The role.
        role: String,
        /// The provider.
        facility: String,
    },
    /// A total left the range that can be summed exactly.
    #[error("the staff of all facilities together are too many to be summed exactly (over ten million FTE)")]
    TotalTooLarge,
    /// The forecast would not fit into memory.
    #[error(
        "{draws} draws of {rows} rows would need about {gigabytes} GB; ask for fewer draws, or for step = \"year\""
    )]
    TooMuchMemory {
        /// Number of draws.
        draws: u32,
        /// Number of rows.
        rows: usize,
        /// What they would need.
        gigabytes: u64,
    },
    /// The person at the keyboard asked to stop.
    #[error("interrupted")]
    Interrupted,
}

/// Projects `providers` for `draws` and shows each to `sink`. Runs on the rayon pool that is installed.
///
/// # Errors
/// If a cell is too large to be summed exactly, or when interrupted; the sink then holds a part only.
pub fn run<const L: usize>(
    (case, program): (&Case, &Program),
    inputs: &impl Inputs,
    providers: &[usize],
    draws: Range<u32>,
    sink: &mut impl Sink,
    progress: &dyn Progress,
) -> Result<(), ProjectionError> {
    let mut projector = Projector::<L>::new();
    for &index in providers {
        let provider = program.provider(case, index);
        let results = projector.project(program, (index, &provider), inputs, draws.clone(), progress)?;
        sink.provider(program, &results);
        progress.advance(1);
    }
    Ok(())
}

/// Projects one provider after the other in the same room.
pub struct Projector<const L: usize> {
    batches: Vec<Batch>,
    /// One for each thread of the pool, and one for a thread outside of it.
    rooms: Vec<Mutex<Room<L>>>,
    summed: Summed,
}

impl<const L: usize> Projector<L> {
    /// An empty room for the rayon pool that is installed.
    #[allow(clippy::new_without_default, reason = "it depends on the pool")]
    pub fn new() -> Self {
        let rooms = (0..=rayon::current_num_threads()).map(|_| Mutex::new(Room::default())).collect();
        Self { batches: Vec::new(), rooms, summed: Summed::default() }
    }

    /// Projects one provider (its index and itself) for `draws`.
    ///
    /// # Errors
    /// If a cell is too large to be summed exactly, or when interrupted.
    pub fn project<'a>(
        &'a mut self,
        program: &Program,
        (index, provider): (usize, &'a Provider),
        inputs: &impl Inputs,
        draws: Range<u32>,
        progress: &dyn Progress,
    ) -> Result<Results<'a>, ProjectionError> {
        let count = draws.len();
        let Self { batches, rooms, summed } = self;
        batches.resize_with(count.div_ceil(BATCH), Batch::default);
        let unlocked = || rooms.iter().map(|room| room.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        unlocked().for_each(|mut room| room.summed.clear(program, provider));
        let values = inputs.of(program, provider);
        batches.par_iter_mut().enumerate().for_each(|(number, batch)| {
            if progress.interrupted() {
                return;
            }
            let first = draws.start + (number * BATCH) as u32;
            let own = rayon::current_thread_index().map_or(0, |thread| thread + 1);
            let mut room = rooms[own].lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            batch.project(program, provider, &values, first..draws.end.min(first + BATCH as u32), &mut room);
        });
        if progress.interrupted() {
            return Err(ProjectionError::Interrupted);
        }
        if let Some(role) = batches.iter().find_map(Batch::first_too_large) {
            return Err(ProjectionError::TooLarge {
                role: provider.roles.get(role).map_or_else(String::new, |role| program.roles[role.role].to_string()),
                facility: program.facilities[index].to_string(),
            });
        }
        summed.clear(program, provider);
        unlocked().for_each(|room| summed.add(&room.summed));
        let rows = program.row_months.len() + 1;
        Ok(Results { provider: index, compiled: provider, draws: count, rows, batches, summed })
    }
}
