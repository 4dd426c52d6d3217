//! How many additions and multiplications of f64 a thread can do a second, with the instructions that the kernel runs with.
//!
//! Multiply, then add; never fused, as in the kernel. The numbers stay in the nearest cache. Of several numbers of steps the
//! best counts, since none is the best for every width.

use staffcast::lanes::{Work, vectorised};
use std::hint::black_box;
use std::time::Instant;

/// Numbers that do not wait for each other.
const NUMBERS: usize = 512;
const ROUNDS: usize = 2_000;
const REPEATS: usize = 9;

struct MultiplyAdd<'a, const STEPS: usize> {
    numbers: &'a mut [f64; NUMBERS],
    factor: f64,
    term: f64,
}

impl<const STEPS: usize> Work for MultiplyAdd<'_, STEPS> {
    type Output = ();
    const WIDTH: usize = NUMBERS;

    #[inline(always)]
    fn run(self) {
        for number in self.numbers {
            for _ in 0..STEPS {
                *number = *number * self.factor + self.term;
            }
        }
    }
}

/// Operations a second, the fastest seen.
pub fn operations_per_second() -> f64 {
    [with_steps::<2>(), with_steps::<4>(), with_steps::<8>(), with_steps::<16>()].into_iter().fold(0.0, f64::max)
}

fn with_steps<const STEPS: usize>() -> f64 {
    let mut numbers = [1.0; NUMBERS];
    let mut fastest = 0.0_f64;
    for _ in 0..REPEATS {
        let begun = Instant::now();
        for _ in 0..ROUNDS {
            let (factor, term) = (black_box(0.999), black_box(0.001));
            vectorised(MultiplyAdd::<STEPS> { numbers: &mut numbers, factor, term });
        }
        black_box(&numbers);
        fastest = fastest.max((2 * STEPS * NUMBERS * ROUNDS) as f64 / begun.elapsed().as_secs_f64());
    }
    fastest
}
