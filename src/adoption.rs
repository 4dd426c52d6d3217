//! How far a technology is in use at a facility, month by month.
//!
//! Forms: step, linear, logistic, Gompertz, Bass (1969, Management Science 15:215) and milestones; each month's value is
//! the average over the month, from the curve's closed integral (Gompertz, which has none: three Gauss nodes), with
//! go-lives and kinks cut exactly. A delay moves a future go-live; a programme already running is stalled by it and never
//! set back (`model-rules` 2 and 15). Where the ceiling of a draw lies below the start, the share sinks towards it.
//! Left out: what adoption does to work, which is `demand`'s business.

mod form;

use crate::lanes::Lanes;
use crate::program::{Curve, Shape};
use form::{Clock, Form};

/// Fills `months` with the share in use, averaged over each month, and returns the share at the opening.
///
/// `values` are the provider's values in this block of draws. Shares are 0 to 1.
pub fn shares<const L: usize>(curve: &Curve, values: &[Lanes<L>], months: &mut [Lanes<L>]) -> Lanes<L> {
    let Some(form) = Form::new(curve, values) else {
        months.fill(Lanes::ZERO);
        return Lanes::ZERO;
    };
    let delay = values[curve.delay.0 as usize] + values[curve.site_delay.0 as usize];
    if curve.go_live >= 0.0 {
        // A future go-live: the whole plan moves by the delay.
        form.average(months, &Clock { delay, first: curve.go_live });
        return Lanes::ZERO;
    }
    // A running programme: until the delay is over the share stays as it is at the opening.
    let opening = opening_share(curve, &form);
    form.average(months, &Clock { delay, first: 0.0 });
    if delay.any_positive() {
        for (month, share) in months.iter_mut().enumerate() {
            let stalled = (delay - month as f64).max(Lanes::ZERO).min(Lanes::splat(1.0));
            *share += opening * stalled;
        }
    }
    opening
}

fn opening_share<const L: usize>(curve: &Curve, form: &Form<L>) -> Lanes<L> {
    match (&curve.shape, curve.start) {
        (Shape::Points(_), _) | (_, None) => form.value(Lanes::ZERO),
        (_, Some(start)) => Lanes::splat(start),
    }
}

#[cfg(test)]
mod tests;
