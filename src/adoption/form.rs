//! The closed forms: value and integral of each shape of curve.

use crate::lanes::Lanes;
use crate::program::{Curve, Shape, Slot};

/// A curve with this block's values in it. Instants are months after the opening, on the plan's own clock.
pub(super) struct Form<'a, const L: usize> {
    rising: Rising<'a, L>,
    sinking: Option<Sinking<L>>,
}

enum Rising<'a, const L: usize> {
    /// The ceiling, from the first instant asked for.
    Flat(Lanes<L>),
    /// From a start at an origin, straight to a ceiling over so many months.
    Linear { start: f64, ceiling: Lanes<L>, origin: f64, ramp: f64 },
    /// Ceiling, rate a month, midpoint.
    Logistic(Lanes<L>, Lanes<L>, Lanes<L>),
    /// Ceiling, rate a month, instant of 1/e of the ceiling.
    Gompertz(Lanes<L>, Lanes<L>, Lanes<L>),
    /// Ceiling, G at the origin, origin, p and q a month: F = (1 − pG)/(1 + qG) with G falling at the rate p + q.
    Bass { ceiling: Lanes<L>, g: Lanes<L>, origin: f64, p: f64, q: f64 },
    /// Milestones.
    Points(&'a [(f64, f64)]),
}

/// Lanes whose ceiling lies below the start: K + (S − K)·e^(−rate·t).
struct Sinking<const L: usize> {
    /// Above 0 in the lanes that sink.
    sinks: Lanes<L>,
    ceiling: Lanes<L>,
    start: f64,
    rate: Lanes<L>,
    origin: f64,
}

impl<'a, const L: usize> Form<'a, L> {
    /// The form of `curve`; `None` where nothing is planned.
    #[inline(always)]
    pub fn new(curve: &'a Curve, values: &[Lanes<L>]) -> Option<Self> {
        let value = |slot: Slot| values[slot.0 as usize];
        let ceiling = value(curve.ceiling);
        // With a start the curve begins at the later of go-live and the opening, else at go-live.
        let origin = if curve.start.is_some() { curve.go_live.max(0.0) } else { curve.go_live };
        let start = curve.start.unwrap_or(0.0);
        let monthly = |slot: Slot| value(slot) * (1.0 / 12.0);
        // Lanes that sink keep a valid rising form beside it; it is not used.
        let above_start = match curve.start {
            Some(start) => ceiling.max(Lanes::splat(start * (1.0 + 1e-9) + 1e-12)),
            None => ceiling,
        };
        let (rising, sinking_rate) = match &curve.shape {
            Shape::None => return None,
            Shape::Step => (Rising::Flat(ceiling), None),
            Shape::Linear(ramp) => (Rising::Linear { start, ceiling, origin, ramp: *ramp }, None),
            Shape::Points(points) => (Rising::Points(points), None),
            Shape::Logistic(rate, midpoint) => {
                let rate = monthly(*rate);
                let midpoint = match midpoint {
                    Some(instant) => Lanes::splat(*instant),
                    // The start lies ln(K/S − 1)/rate before the midpoint.
                    None => (above_start * (1.0 / start) - 1.0).ln() / rate + origin,
                };
                (Rising::Logistic(above_start, rate, midpoint), Some(rate))
            }
            Shape::Gompertz(rate, midpoint) => {
                let rate = monthly(*rate);
                let midpoint = match midpoint {
                    Some(instant) => Lanes::splat(*instant),
                    None => (above_start * (1.0 / start)).ln().ln() / rate + origin,
                };
                (Rising::Gompertz(above_start, rate, midpoint), Some(rate))
            }
            Shape::Bass(p, q) => {
                let (p, q) = (p / 12.0, q / 12.0);
                // Without a start the curve begins at nothing, whatever the ceiling.
                let share = curve.start.map_or(Lanes::ZERO, |start| Lanes::splat(start) / above_start);
                let g = (-share + 1.0) / (share * q + p);
                (Rising::Bass { ceiling: above_start, g, origin, p, q }, Some(Lanes::splat(p + q)))
            }
        };
        let sinks = Lanes::splat(start) - ceiling;
        let sinking = match sinking_rate {
            Some(rate) if curve.start.is_some() && sinks.any_positive() => {
                Some(Sinking { sinks, ceiling, start, rate, origin })
            }
            _ => None,
        };
        Some(Self { rising, sinking })
    }

    /// Fills `months` with the integral of the curve over each month, on the plan's own clock.
    #[inline(always)]
    pub fn average(&self, months: &mut [Lanes<L>], clock: &Clock<L>) {
        match &self.rising {
            Rising::Gompertz(ceiling, rate, midpoint) => {
                let share = |at: Lanes<L>| *ceiling * (-(-(at - *midpoint) * *rate).exp()).exp();
                let mut from = clock.at(0);
                for (month, average) in months.iter_mut().enumerate() {
                    let to = clock.at(month + 1);
                    *average = three_nodes(from, to, share);
                    from = to;
                }
            }
            Rising::Logistic(ceiling, rate, midpoint) => {
                let scale = *ceiling / *rate;
                logistic_areas(months, clock, *rate, *midpoint, |area| scale * area);
            }
            other => differences(months, clock, other),
        }
        if let Some(sinking) = &self.sinking {
            let mut before = sinking.integral(clock.at(0));
            for (month, average) in months.iter_mut().enumerate() {
                let after = sinking.integral(clock.at(month + 1));
                *average = sinking.sinks.if_positive(after - before, *average);
                before = after;
            }
        }
    }

    /// Ceiling, rate and midpoint of a logistic curve, where it does not sink.
    #[inline(always)]
    pub fn logistic(&self) -> Option<[Lanes<L>; 3]> {
        match &self.rising {
            Rising::Logistic(ceiling, rate, midpoint) => Some([*ceiling, *rate, *midpoint]),
            _ => None,
        }
    }

    /// `rising`, or in the lanes that sink their own integral.
    #[inline(always)]
    pub fn unless_sinking(&self, at: Lanes<L>, rising: Lanes<L>) -> Lanes<L> {
        match &self.sinking {
            Some(sinking) => sinking.sinks.if_positive(sinking.integral(at), rising),
            None => rising,
        }
    }

    /// The share at an instant of the plan that lies after its beginning.
    pub fn value(&self, at: Lanes<L>) -> Lanes<L> {
        let rising = self.rising.value(at);
        match &self.sinking {
            Some(sinking) => sinking.sinks.if_positive(sinking.value(at), rising),
            None => rising,
        }
    }

    /// Instants of the plan at which the curve bends, apart from its beginning.
    pub fn kinks(&self) -> impl Iterator<Item = f64> {
        let (ramp, points) = match &self.rising {
            Rising::Linear { origin, ramp, .. } => (Some(origin + ramp), &[][..]),
            Rising::Points(points) => (None, *points),
            _ => (None, &[][..]),
        };
        ramp.into_iter().chain(points.iter().map(|&(instant, _)| instant))
    }

    /// An antiderivative of the curve after its beginning; only differences of it mean something. `None` for Gompertz,
    /// which has none.
    #[inline(always)]
    pub fn integral(&self, at: Lanes<L>) -> Option<Lanes<L>> {
        let rising = match &self.rising {
            Rising::Gompertz(..) => return None,
            Rising::Logistic(ceiling, rate, midpoint) => *ceiling / *rate * ((at - *midpoint) * *rate).softplus(),
            other => other.integral(at),
        };
        Some(self.unless_sinking(at, rising))
    }
}

impl<const L: usize> Rising<'_, L> {
    fn value(&self, at: Lanes<L>) -> Lanes<L> {
        match self {
            Rising::Flat(ceiling) => *ceiling,
            Rising::Linear { start, ceiling, origin, ramp } => {
                let done = ((at - *origin) / *ramp).max(Lanes::ZERO).min(Lanes::splat(1.0));
                (*ceiling - *start) * done + *start
            }
            Rising::Logistic(ceiling, rate, midpoint) => *ceiling / ((-(at - *midpoint) * *rate).exp() + 1.0),
            Rising::Gompertz(ceiling, rate, midpoint) => *ceiling * (-(-(at - *midpoint) * *rate).exp()).exp(),
            Rising::Bass { ceiling, g, origin, p, q } => {
                let g = *g * ((at - *origin) * -(p + q)).exp();
                *ceiling * (-g * *p + 1.0) / (g * *q + 1.0)
            }
            Rising::Points(points) => at.map(|instant| share_between(points, instant)),
        }
    }

    /// An antiderivative of the curve; only differences of it are used. Never called for logistic and Gompertz.
    #[inline(always)]
    fn integral(&self, at: Lanes<L>) -> Lanes<L> {
        match self {
            Rising::Flat(ceiling) => *ceiling * at,
            Rising::Linear { start, ceiling, origin, ramp } => {
                let age = at - *origin;
                let rising = age.max(Lanes::ZERO).min(Lanes::splat(*ramp));
                let after = (age - *ramp).max(Lanes::ZERO);
                age * *start + (*ceiling - *start) * (rising * rising * (0.5 / ramp) + after)
            }
            Rising::Bass { ceiling, g, origin, p, q } => {
                let age = at - *origin;
                let g = *g * (age * -(p + q)).exp();
                // ∫F = t + ln(1 + qG)/q; its limit without imitation is t + G.
                let transient = if *q > 0.0 { (g * *q + 1.0).ln() / *q } else { g };
                *ceiling * (age + transient)
            }
            Rising::Points(points) => at.map(|instant| area_to(points, instant)),
            Rising::Logistic(..) | Rising::Gompertz(..) => unreachable!("integrated in a way of their own"),
        }
    }
}

impl<const L: usize> Sinking<L> {
    fn value(&self, at: Lanes<L>) -> Lanes<L> {
        let above = Lanes::splat(self.start) - self.ceiling;
        self.ceiling + above * (-(self.rate * (at - self.origin))).exp()
    }

    #[inline(always)]
    fn integral(&self, at: Lanes<L>) -> Lanes<L> {
        let age = at - self.origin;
        let above = Lanes::splat(self.start) - self.ceiling;
        self.ceiling * age + above * (-(-(self.rate * age)).exp() + 1.0) / self.rate
    }
}

/// What instant of the plan an instant of the calendar is: a delay earlier, but not before the plan's first.
pub(super) struct Clock<const L: usize> {
    /// Months of delay.
    pub delay: Lanes<L>,
    /// The first instant of the plan that is asked for.
    pub first: f64,
}

impl<const L: usize> Clock<L> {
    /// The plan's instant at the beginning of a month.
    #[inline(always)]
    fn at(&self, month: usize) -> Lanes<L> {
        (Lanes::splat(month as f64) - self.delay).max(Lanes::splat(self.first))
    }

    /// The first month, by lane, from whose beginning on the plan's clock runs.
    #[inline(always)]
    fn runs_from(&self) -> Lanes<L> {
        (self.delay + self.first).map(|begins| begins.ceil().max(0.0))
    }
}

/// Fills `months` with the differences of a curve's antiderivative.
#[inline(always)]
fn differences<const L: usize>(months: &mut [Lanes<L>], clock: &Clock<L>, curve: &Rising<'_, L>) {
    let mut before = curve.integral(clock.at(0));
    for (month, average) in months.iter_mut().enumerate() {
        let after = curve.integral(clock.at(month + 1));
        *average = after - before;
        before = after;
    }
}

/// Fills `months` with `area` of ∫ rate/(1 + e^(−rate·(t − midpoint))) dt over each month.
///
/// The integral is ln(1 + e^y) with y = rate·(t − midpoint). Once the clock runs, e^y only grows by a factor a month, so
/// that a month costs one logarithm and no exponential. Where y is large the logarithm is y itself. Each lane changes over
/// in its own month, since its bits must not depend on its neighbours.
#[inline(always)]
fn logistic_areas<const L: usize>(
    months: &mut [Lanes<L>],
    clock: &Clock<L>,
    rate: Lanes<L>,
    midpoint: Lanes<L>,
    area: impl Fn(Lanes<L>) -> Lanes<L>,
) {
    // Beyond this y the logarithm is y to the last bit.
    const LARGE: f64 = 40.0;
    let runs_from = clock.runs_from();
    let all_run_from = runs_from.0.iter().fold(0, |latest, &month| latest.max(month as usize)).min(months.len());
    let exponent = |month: usize| (clock.at(month) - midpoint) * rate;
    let power_of = |y: Lanes<L>| y.min(Lanes::splat(LARGE)).exp();
    let factor = rate.exp();
    let mut y = exponent(0);
    let (mut power, mut before) = (power_of(y), y.softplus());
    for (month, average) in months.iter_mut().enumerate() {
        y += rate;
        power = (power * factor).min(Lanes::splat(1e300));
        let mut after = (y - LARGE).if_positive(y, (power + 1.0).ln());
        if month < all_run_from {
            let (waits, ends) = (runs_from - month as f64, exponent(month + 1));
            (y, power) = (waits.if_positive(ends, y), waits.if_positive(power_of(ends), power));
            after = waits.if_positive(ends.softplus(), after);
        }
        *average = area(after - before);
        before = after;
    }
}

/// Gauss and Legendre's three nodes on [from, to].
#[inline(always)]
pub(super) fn three_nodes<const L: usize>(from: Lanes<L>, to: Lanes<L>, f: impl Fn(Lanes<L>) -> Lanes<L>) -> Lanes<L> {
    const ROOT: f64 = 0.774_596_669_241_483_4;
    let half = (to - from) * 0.5;
    let middle = from + half;
    (f(middle) * (8.0 / 9.0) + (f(middle - half * ROOT) + f(middle + half * ROOT)) * (5.0 / 9.0)) * half
}

/// The share at an instant: a straight line between milestones, held outside them.
fn share_between(points: &[(f64, f64)], instant: f64) -> f64 {
    let after = points.partition_point(|&(at, _)| at <= instant);
    match (after.checked_sub(1).and_then(|before| points.get(before)), points.get(after)) {
        (Some(&(t0, s0)), Some(&(t1, s1))) => s0 + (s1 - s0) * (instant - t0) / (t1 - t0),
        (Some(&(_, share)), None) | (None, Some(&(_, share))) => share,
        (None, None) => 0.0,
    }
}

/// The area under the milestones from the first of them to `instant` (negative before it).
fn area_to(points: &[(f64, f64)], instant: f64) -> f64 {
    let Some(&(first, first_share)) = points.first() else { return 0.0 };
    if instant <= first {
        return (instant - first) * first_share;
    }
    let mut area = 0.0;
    for pair in points.windows(2) {
        let ((t0, s0), (t1, s1)) = (pair[0], pair[1]);
        if instant <= t1 {
            let share = s0 + (s1 - s0) * (instant - t0) / (t1 - t0);
            return area + (instant - t0) * 0.5 * (s0 + share);
        }
        area += (t1 - t0) * 0.5 * (s0 + s1);
    }
    let (last, share) = points[points.len() - 1];
    area + (instant - last) * share
}
