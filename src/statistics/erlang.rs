//! The Erlang distribution with three stages: how long a vacancy takes to fill.
//!
//! Each stage is left at the rate 3/mean, so the whole takes the mean on average with a variance of mean²/3. Over a time
//! t the exact chance to pass exactly j stages is the Poisson probability of j events (methods: the matrix exponential
//! of the stage generator, not Euler's steps).

/// Number of stages.
pub const STAGES: usize = 3;

/// The chances to pass exactly 0, 1 and 2 stages within `time` when the whole takes `mean` on average (same unit).
/// Whoever passes more, from the first stage, has left.
#[inline(always)]
pub fn passing(time: f64, mean: f64) -> [f64; STAGES] {
    let events = STAGES as f64 * time / mean;
    let none = crate::maths::exp(-events);
    [none, none * events, none * events * events * 0.5]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// methods.md 3.3 checks k = 2, M = 4: F(2, 4, 8) = .264241, .593994, .908422. With the same rate of 1/2 a month our
    /// three stages have M = 6, and the chance to pass at least two is the same number.
    #[test]
    fn two_stages_fill_as_published() {
        for (time, expected) in [(2.0, 0.264241), (4.0, 0.593994), (8.0, 0.908422)] {
            let [none, one, _] = passing(time, 6.0);
            assert!((1.0 - none - one - expected).abs() < 5e-7);
        }
    }

    #[test]
    fn two_half_months_equal_one_month() {
        let half = passing(0.5, 2.5);
        let whole = passing(1.0, 2.5);
        assert!((half[0] * half[0] - whole[0]).abs() < 1e-15);
        assert!((2.0 * half[0] * half[1] - whole[1]).abs() < 1e-15);
        assert!((2.0 * half[0] * half[2] + half[1] * half[1] - whole[2]).abs() < 1e-15);
    }
}
