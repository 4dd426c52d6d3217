//! A curve on the calendar: where a plan's clock stands at an instant, past included, and the share then.
//!
//! A future go-live moves with its delay; a running programme is stalled by it (`model-rules` 15). A shock speeds the
//! plan's clock up, or multiplies the share, from its day on, dying away.

use super::form::{Form, three_nodes};
use crate::lanes::Lanes;
use crate::program::{Curve, Shape, Shock};

pub(super) struct Timeline<'a, const L: usize> {
    curve: &'a Curve,
    values: &'a [Lanes<L>],
    form: Form<'a, L>,
    delay: Lanes<L>,
}

impl<'a, const L: usize> Timeline<'a, L> {
    /// `None` where nothing is planned. Without `delayed` it is the plan as it was meant.
    #[inline(always)]
    pub fn new(curve: &'a Curve, values: &'a [Lanes<L>], delayed: bool) -> Option<Self> {
        let form = Form::new(curve, values)?;
        let late = || values[curve.delay.0 as usize] + values[curve.site_delay.0 as usize];
        let delay = if delayed { late() } else { Lanes::ZERO };
        Some(Self { curve, values, form, delay })
    }

    /// The plan's own curve.
    #[inline(always)]
    pub fn form(&self) -> &Form<'a, L> {
        &self.form
    }

    /// Months by which it is late.
    #[inline(always)]
    pub fn delay(&self) -> Lanes<L> {
        self.delay
    }

    /// True if the go-live lies ahead.
    #[inline(always)]
    pub fn is_ahead(&self) -> bool {
        self.curve.go_live >= 0.0
    }

    /// The instant of go-live on the calendar.
    #[inline(always)]
    pub fn go_live(&self) -> Lanes<L> {
        let planned = Lanes::splat(self.curve.go_live);
        if self.is_ahead() { planned + self.delay } else { planned }
    }

    /// The share that is in use at once at go-live and was not given as a start.
    pub fn jump(&self) -> Lanes<L> {
        let known = self.curve.start.is_some() || matches!(self.curve.shape, Shape::Points(_));
        if known || self.curve.go_live == f64::NEG_INFINITY { Lanes::ZERO } else { self.value(self.go_live()) }
    }

    /// The share in use at an instant; at go-live itself, and on a shock's first day, the share after it.
    pub fn value(&self, at: Lanes<L>) -> Lanes<L> {
        self.share(at, false)
    }

    /// The share just before an instant: a go-live or a shock on it is still to come.
    pub fn value_before(&self, at: Lanes<L>) -> Lanes<L> {
        (at - self.go_live()).if_positive(self.share(at, true), Lanes::ZERO)
    }

    fn share(&self, at: Lanes<L>, before: bool) -> Lanes<L> {
        let share = match (&self.curve.shape, self.curve.start) {
            (Shape::Points(_), _) | (_, None) => self.form.value(self.clock(at)),
            (_, Some(start)) => {
                let known = if self.is_ahead() { self.go_live() } else { Lanes::ZERO };
                let ahead = self.form.value(self.clock(at.max(known)));
                (at - known).if_positive(ahead, Lanes::splat(start))
            }
        };
        let share = if self.curve.shocks.is_empty() { share } else { self.shocked(share, at, before) };
        if self.curve.start.is_some() && !self.is_ahead() {
            return share;
        }
        // Before go-live nothing is in use.
        (self.go_live() - at).if_positive(Lanes::ZERO, share)
    }

    /// The share at the opening. What happens on the first day of the forecast happens after it.
    pub fn opening(&self) -> Lanes<L> {
        if self.is_ahead() { Lanes::ZERO } else { self.value_before(Lanes::ZERO) }
    }

    /// Fills `areas` with the integral of the share over windows of one month, the first of which begins at `from`.
    #[inline(always)]
    pub fn areas(&self, from: f64, areas: &mut [Lanes<L>]) {
        let begins = |window: usize| from + window as f64;
        if !self.is_closed() {
            for (window, area) in areas.iter_mut().enumerate() {
                *area = self.numeric_area(begins(window), begins(window + 1));
            }
            return;
        }
        let mut walk = Walk::new(self);
        let mut before = walk.next(begins(0));
        for (window, area) in areas.iter_mut().enumerate() {
            let after = walk.next(begins(window + 1));
            *area = after - before;
            before = after;
        }
    }

    /// Fills `integrals` with an integral of the share up to instants a month apart, the first of which is `from`; only
    /// differences mean something.
    #[inline(always)]
    pub fn integrals(&self, from: f64, integrals: &mut [Lanes<L>]) {
        if self.is_closed() {
            let mut walk = Walk::new(self);
            for (month, integral) in integrals.iter_mut().enumerate() {
                *integral = walk.next(from + month as f64);
            }
            return;
        }
        let mut sum = Lanes::ZERO;
        for (month, integral) in integrals.iter_mut().enumerate() {
            *integral = sum;
            sum += self.numeric_area(from + month as f64, from + month as f64 + 1.0);
        }
    }

    /// The share at the start, where it is given and no milestones tell better.
    #[inline(always)]
    fn known_start(&self) -> Option<f64> {
        self.curve.start.filter(|_| !matches!(self.curve.shape, Shape::Points(_)))
    }

    /// True if the curve has an integral in closed form.
    #[inline(always)]
    fn is_closed(&self) -> bool {
        self.curve.shocks.is_empty() && !matches!(self.curve.shape, Shape::Gompertz(..))
    }

    /// The integral of the share from the opening to `at` (less than 0 before it), in closed form; `start` is the form's
    /// own integral at the plan's first instant ahead, `opening` the share at the opening.
    #[inline(always)]
    fn primitive(&self, at: f64, start: Lanes<L>, opening: Lanes<L>) -> Lanes<L> {
        if let (false, true, Some(share)) = (self.is_ahead(), at < 0.0, self.known_start()) {
            // A start share is taken to have been in use before the opening, however young the programme is.
            return Lanes::splat(at * share);
        }
        let instant = if self.is_ahead() { at.max(0.0) } else { at };
        let since_start = match self.form.integral(self.clock(Lanes::splat(instant))) {
            Some(integral) => integral - start,
            None => Lanes::ZERO,
        };
        match self.is_ahead() || at < 0.0 {
            true => since_start,
            false => since_start + opening * self.delay.min(Lanes::splat(at)),
        }
    }

    /// The integral over a window of at most a month by three nodes, cut where the curve has a kink in each lane: where it
    /// begins, where a stall or a ramp ends, at milestones, and where a shock begins.
    #[inline(never)]
    fn numeric_area(&self, from: f64, to: f64) -> Lanes<L> {
        let (from, to) = (Lanes::splat(from), Lanes::splat(to));
        let within = |kink: &Lanes<L>| (*kink - from).min(to - *kink).any_positive();
        let calendar = self.curve.shocks.iter().map(|shock| Lanes::splat(shock.from));
        let calendar = calendar.chain([self.go_live(), self.delay, Lanes::ZERO]);
        let mut cuts: Vec<Lanes<L>> = calendar.filter(within).map(|kink| kink.max(from).min(to)).collect();
        cuts.extend(self.form.kinks().filter_map(|kink| self.on_calendar(kink, from, to)));
        if cuts.is_empty() {
            return three_nodes(from, to, |at| self.value(at));
        }
        cuts.extend([from, to]);
        for lane in 0..L {
            let mut instants: Vec<f64> = cuts.iter().map(|cut| cut.0[lane]).collect();
            instants.sort_by(f64::total_cmp);
            cuts.iter_mut().zip(instants).for_each(|(cut, instant)| cut.0[lane] = instant);
        }
        cuts.windows(2).fold(Lanes::ZERO, |area, pair| match (pair[1] - pair[0]).any_positive() {
            true => area + three_nodes(pair[0], pair[1], |at| self.value(at)),
            false => area,
        })
    }

    /// When the plan's clock shows `instant`, between `from` and `to`; nothing if in no lane it does.
    fn on_calendar(&self, instant: f64, from: Lanes<L>, to: Lanes<L>) -> Option<Lanes<L>> {
        let passes = (self.clock(to) - instant).any_positive() && (-self.clock(from) + instant).any_positive();
        passes.then(|| {
            let (mut early, mut late) = (from, to);
            for _ in 0..50 {
                let middle = (early + late) * 0.5;
                let still_to_come = -self.clock(middle) + instant;
                (early, late) = (still_to_come.if_positive(middle, early), still_to_come.if_positive(late, middle));
            }
            late
        })
    }

    /// What instant of the plan an instant of the calendar is, not before the plan begins.
    #[inline(always)]
    fn clock(&self, at: Lanes<L>) -> Lanes<L> {
        if self.is_ahead() {
            let begins = self.go_live();
            let age = (at - begins).max(Lanes::ZERO);
            return age + self.curve.go_live + self.sped_up(begins, begins + age);
        }
        let zero = Lanes::ZERO;
        let ahead = (at - self.delay).max(zero) + self.sped_up(self.delay, at.max(self.delay));
        let past = at.min(zero).max(Lanes::splat(self.curve.go_live));
        if self.curve.start.is_some() || self.curve.shocks.is_empty() {
            return past + ahead;
        }
        past + ahead + self.sped_up(Lanes::splat(self.curve.go_live), past)
    }

    /// Months by which shocks speed the plan's clock up between two instants.
    #[inline(always)]
    fn sped_up(&self, from: Lanes<L>, to: Lanes<L>) -> Lanes<L> {
        let speeding = self.curve.shocks.iter().filter(|shock| shock.speeds);
        speeding.fold(Lanes::ZERO, |sum, shock| {
            let faster = self.values[shock.size.0 as usize] - 1.0;
            sum + faster * (faded(shock, to) - faded(shock, from))
        })
    }

    /// A share with the shocks that multiply it; it stays within everything. A shock counts from its own instant on, or,
    /// just `before` that instant, not yet.
    fn shocked(&self, share: Lanes<L>, at: Lanes<L>, before: bool) -> Lanes<L> {
        let one = Lanes::splat(1.0);
        let level = |at: Lanes<L>, before: bool| {
            let multiplying = self.curve.shocks.iter().filter(|shock| !shock.speeds);
            multiplying.fold(one, |level, shock| {
                let age = at - shock.from;
                let left = (-age.max(Lanes::ZERO) * (1.0 / shock.decay)).exp();
                let changed = self.values[shock.size.0 as usize] * left + 1.0;
                level * if before { age.if_positive(changed, one) } else { (-age).if_positive(one, changed) }
            })
        };
        // A given start is the share at the opening, earlier shocks included.
        let given = if self.curve.start.is_some() && !self.is_ahead() { level(Lanes::ZERO, true) } else { one };
        (share * level(at, before) / given).min(one)
    }
}

/// A walk along a curve with a closed integral, a month at a time.
///
/// On a logistic curve e^y only grows by a factor while the plan's clock runs, so that a month costs one logarithm and no
/// exponential (as in [`Form::average`]).
struct Walk<'w, 'a, const L: usize> {
    timeline: &'w Timeline<'a, L>,
    /// The form's own integral at the plan's first instant ahead.
    start: Lanes<L>,
    /// The share at the opening.
    opening: Lanes<L>,
    /// Ceiling over rate, rate, midpoint, and what e^y grows by in a month.
    logistic: Option<[Lanes<L>; 4]>,
    /// The plan's clock at the instant before, y and e^y.
    before: Option<[Lanes<L>; 3]>,
}

impl<'w, 'a, const L: usize> Walk<'w, 'a, L> {
    #[inline(always)]
    fn new(timeline: &'w Timeline<'a, L>) -> Self {
        let first = if timeline.is_ahead() { timeline.curve.go_live } else { 0.0 };
        Self {
            start: timeline.form.integral(Lanes::splat(first)).unwrap_or(Lanes::ZERO),
            opening: timeline.opening(),
            logistic: timeline
                .form
                .logistic()
                .map(|[ceiling, rate, midpoint]| [ceiling / rate, rate, midpoint, rate.exp()]),
            before: None,
            timeline,
        }
    }

    /// The integral of the share from the opening to `at`, a month after the instant asked for before.
    #[inline(always)]
    fn next(&mut self, at: f64) -> Lanes<L> {
        // Beyond this y the logarithm of 1 + e^y is y to the last bit.
        const LARGE: f64 = 40.0;
        let Some([scale, rate, midpoint, factor]) = self.logistic.filter(|_| at >= 0.0) else {
            return self.timeline.primitive(at, self.start, self.opening);
        };
        let clock = self.timeline.clock(Lanes::splat(at));
        let (mut y, mut power) = (Lanes::ZERO, Lanes::ZERO);
        // Above 0 where the clock did not run for the whole month.
        let mut stood = Lanes::splat(1.0);
        if let Some([clock_before, y_before, power_before]) = self.before {
            y = y_before + rate;
            power = (power_before * factor).min(Lanes::splat(1e300));
            let off = clock - clock_before - 1.0;
            stood = off.max(-off) - 1e-9;
        }
        if stood.any_positive() {
            // Each lane by itself, since its bits must not depend on its neighbours.
            let exact = (clock - midpoint) * rate;
            y = stood.if_positive(exact, y);
            power = stood.if_positive(exact.min(Lanes::splat(LARGE)).exp(), power);
        }
        self.before = Some([clock, y, power]);
        let rising = scale * (y - LARGE).if_positive(y, (power + 1.0).ln());
        let integral = self.timeline.form.unless_sinking(clock, rising) - self.start;
        match self.timeline.is_ahead() {
            true => integral,
            false => integral + self.opening * self.timeline.delay.min(Lanes::splat(at)),
        }
    }
}

/// ∫ e^(−(t − from)/decay) dt from the shock's beginning to `at`: the full strength of so many months.
fn faded<const L: usize>(shock: &Shock, at: Lanes<L>) -> Lanes<L> {
    let age = (at - shock.from).max(Lanes::ZERO);
    if shock.decay.is_infinite() {
        return age;
    }
    (-(-age * (1.0 / shock.decay)).exp() + 1.0) * shock.decay
}
