//! What follows from adoption: realised over the past months, dying away after go-lives, being built ahead
//! (`model-rules` 10).

use super::timeline::Timeline;
use crate::lanes::Lanes;
use crate::program::{Curve, ResponseKind};

/// A go-live older than this many times its decay is felt no more.
const DECAYS_KEPT: f64 = 12.0;

/// Fills `months` with a response to `curve`, and returns its value at the opening. Responses are shares, 0 to 1.
///
/// *Realised*: the share averaged over so many months up to the middle of the month. *Go-live*: what was newly taken up,
/// each part dying away exponentially; only rises count, and a given start is no go-live. *Build*: what will be in use so
/// many months later, by plan or in fact, and is not yet. *Rise*: what comes into use within the month so many months later.
#[inline(always)]
pub fn respond<const L: usize>(
    kind: ResponseKind,
    curve: &Curve,
    values: &[Lanes<L>],
    room: &mut Vec<Lanes<L>>,
    months: &mut [Lanes<L>],
) -> Lanes<L> {
    let Some(actual) = Timeline::new(curve, values, true) else {
        months.fill(Lanes::ZERO);
        return Lanes::ZERO;
    };
    match kind {
        ResponseKind::Realised(0) => {
            actual.areas(0.0, months);
            actual.opening()
        }
        ResponseKind::Realised(over) => realised(&actual, over as usize, room, months),
        ResponseKind::Rise(lead) => {
            let lead = f64::from(lead);
            let mut before = actual.value_before(Lanes::splat(lead));
            for (month, rise) in months.iter_mut().enumerate() {
                let after = actual.value_before(Lanes::splat(month as f64 + 1.0 + lead));
                *rise = (after - before).max(Lanes::ZERO);
                before = after;
            }
            Lanes::ZERO
        }
        ResponseKind::GoLive(decay) => go_live(&actual, decay, months),
        ResponseKind::Build(lead) => {
            let plan = Timeline::new(curve, values, false);
            build(&actual, plan.as_ref().unwrap_or(&actual), lead as usize, room, months)
        }
    }
}

/// The share averaged over so many months up to an instant: what its integral gained in them.
#[inline(always)]
fn realised<const L: usize>(
    actual: &Timeline<'_, L>,
    over: usize,
    room: &mut Vec<Lanes<L>>,
    months: &mut [Lanes<L>],
) -> Lanes<L> {
    let scale = 1.0 / over as f64;
    let first = -(over as f64);
    room.resize(over + 1, Lanes::ZERO);
    actual.integrals(first, room);
    let opening = (room[over] - room[0]) * scale;
    // Windows from the middle of one month to the middle of the next.
    room.resize(over + 1 + months.len(), Lanes::ZERO);
    actual.integrals(first + 0.5, room);
    for (realised, (begins, ends)) in months.iter_mut().zip(room.iter().zip(&room[over..])) {
        *realised = (*ends - *begins) * scale;
    }
    opening
}

fn go_live<const L: usize>(actual: &Timeline<'_, L>, decay: f64, months: &mut [Lanes<L>]) -> Lanes<L> {
    let kept = crate::maths::exp(-1.0 / decay);
    // What is at hand dies away; what rises evenly within the month is added (mean of a month, and at its end).
    let (mean_kept, mean_risen) = (decay * (1.0 - kept), decay - decay * decay * (1.0 - kept));
    let end_risen = decay * (1.0 - kept);
    let instant = actual.go_live();
    let jump = actual.jump();
    let rise = |month: f64| {
        let (from, to) = (Lanes::splat(month), Lanes::splat(month + 1.0));
        // What is in use at once at go-live is no rise; a shock on the last instant belongs to the next month.
        let begins = (from - instant).if_positive(actual.value_before(from), actual.value(from.max(instant.min(to))));
        (actual.value_before(to) - begins).max(Lanes::ZERO)
    };
    // What is left at an instant of the step at go-live; all of it at its own instant.
    let left = |at: f64| (-(Lanes::splat(at) - instant).max(Lanes::ZERO) * (1.0 / decay)).exp();
    let first = instant.0.iter().fold(0.0_f64, |first, &instant| first.min(instant.max(-DECAYS_KEPT * decay)));
    let mut at_hand = Lanes::ZERO;
    for month in first.floor() as i64..0 {
        at_hand = at_hand * kept + rise(month as f64) * end_risen;
    }
    let jumps = jump.any_positive();
    let mut before = if jumps { left(0.0) } else { Lanes::ZERO };
    // A step ahead is not there at the opening; one behind has partly died away.
    let opening = if actual.is_ahead() { at_hand } else { at_hand + jump * before };
    for (month, response) in months.iter_mut().enumerate() {
        let risen = rise(month as f64);
        *response = at_hand * mean_kept + risen * mean_risen;
        at_hand = at_hand * kept + risen * end_risen;
        if jumps {
            let after = left(month as f64 + 1.0);
            *response += jump * (before - after) * decay;
            before = after;
        }
    }
    opening
}

#[inline(always)]
fn build<const L: usize>(
    actual: &Timeline<'_, L>,
    plan: &Timeline<'_, L>,
    lead: usize,
    room: &mut Vec<Lanes<L>>,
    months: &mut [Lanes<L>],
) -> Lanes<L> {
    let count = months.len() + lead;
    room.resize(2 * count, Lanes::ZERO);
    let (in_fact, planned) = room.split_at_mut(count);
    actual.areas(0.0, in_fact);
    plan.areas(0.0, planned);
    let missing = |later: Lanes<L>, by_plan: Lanes<L>, now: Lanes<L>| (by_plan.max(later) - now).max(Lanes::ZERO);
    for (month, response) in months.iter_mut().enumerate() {
        *response = missing(in_fact[month + lead], planned[month + lead], in_fact[month]);
    }
    let at = Lanes::splat(lead as f64);
    // The opening is the day before the start: what goes live on the day that is `lead` months later is still to come.
    missing(actual.value_before(at), plan.value_before(at), actual.opening())
}
