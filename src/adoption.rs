//! How far a technology is in use at a facility, month by month, and what follows from it.
//!
//! Forms: step, linear, logistic, Gompertz, Bass (1969, Management Science 15:215) and milestones; each month's value is
//! the average over the month, from the curve's closed integral (Gompertz, which has none: three Gauss nodes), with
//! go-lives and kinks cut exactly. A delay moves a future go-live; a programme already running is stalled by it and never
//! set back (`model-rules` 2 and 15). Where the ceiling of a draw lies below the start, the share sinks towards it.
//! [`respond`] gives what work feels of it: adoption realised over the past months, new adoption dying away, adoption that
//! is being built. Left out: what that does to work, which is `demand`'s business.

mod form;
mod response;
mod timeline;

pub use response::respond;

use crate::lanes::Lanes;
use crate::program::Curve;
use form::Clock;
use timeline::Timeline;

/// Fills `months` with the share in use, averaged over each month, and returns the share at the opening.
///
/// `values` are the provider's values in this block of draws. Shares are 0 to 1.
#[inline(always)]
pub fn shares<const L: usize>(curve: &Curve, values: &[Lanes<L>], months: &mut [Lanes<L>]) -> Lanes<L> {
    let Some(timeline) = Timeline::new(curve, values, true) else {
        months.fill(Lanes::ZERO);
        return Lanes::ZERO;
    };
    if !curve.shocks.is_empty() {
        timeline.areas(0.0, months);
        return timeline.opening();
    }
    let (form, delay) = (timeline.form(), timeline.delay());
    let opening = timeline.opening();
    if timeline.is_ahead() {
        // A future go-live: the whole plan moves by the delay.
        form.average(months, &Clock { delay, first: curve.go_live });
        return opening;
    }
    // A running programme: until the delay is over the share stays as it is at the opening.
    form.average(months, &Clock { delay, first: 0.0 });
    if delay.any_positive() {
        for (month, share) in months.iter_mut().enumerate() {
            let stalled = (delay - month as f64).max(Lanes::ZERO).min(Lanes::splat(1.0));
            *share += opening * stalled;
        }
    }
    opening
}

#[cfg(test)]
mod tests;
