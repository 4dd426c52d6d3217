//! One role at one provider on its way through the months.

use super::people::{Kind, Luck, Whole};
use super::policy::{Policy, Seen};
use super::rates::{OPENING, Rates};
use super::stock::Stock;
use super::{Decisions, Flows, Pipeline};
use crate::domain::HiringPolicy;
use crate::lanes::Lanes;
use crate::program::{Age, Course, ProviderRole, Staff};

const MONTHS_PER_YEAR: usize = 12;

/// A team in one block of draws.
#[derive(Debug)]
pub struct Team<'p, const L: usize> {
    staff: &'p Staff,
    rates: Rates<L>,
    stock: Stock<L>,
    pipeline: Pipeline<L>,
    policy: Policy<L>,
    /// What everybody who graduates in each month adds, FTE; empty without courses.
    graduates: Vec<Lanes<L>>,
    /// Years of age of all of them together; empty where nobody asks.
    graduate_years: Vec<Lanes<L>>,
    /// Loss by newcomers that is usual, share of 1.
    usual_loss: Lanes<L>,
    /// Started in this forecast year, FTE.
    started: Lanes<L>,
    /// Offers declined in the month before, FTE.
    declined: Lanes<L>,
    /// Whole people, if they are whole.
    whole: Option<Whole<L>>,
    /// Hazard a year of moving to other roles by choice.
    moving: f64,
    flows: Flows<L>,
}

/// A team before or after a month, FTE.
#[derive(Clone, Copy, Debug)]
pub struct Standing<const L: usize> {
    /// Contracted staff in post.
    pub contracted: Lanes<L>,
    /// What they do: newcomers beyond the usual number lower it.
    pub productive: Lanes<L>,
    /// What people in retraining still do of this role's work.
    pub retraining: Lanes<L>,
    /// Vacancies being filled.
    pub recruiting: Lanes<L>,
}

impl<'p, const L: usize> Team<'p, L> {
    /// The team at the opening. `source` roles hold their staff; `moving` is the hazard of moving to other roles by choice;
    /// people are whole if `luck` is given.
    #[inline(always)]
    pub fn new(
        role: &'p ProviderRole,
        values: &[Lanes<L>],
        policy: HiringPolicy,
        source: bool,
        moving: f64,
        luck: Option<Luck>,
    ) -> Self {
        let staff = &role.staff;
        let rates = Rates::new(staff, values, moving);
        let first = &staff.epochs[0];
        let ages = matches!(staff.hazards.joined, Age::ByYear(_));
        let stock = Stock::new(staff.opening_fte, &first.tenure.classes, ages);
        let usual: f64 = first.tenure.classes.iter().zip(&rates.lacking).map(|(share, lacking)| share * lacking).sum();
        let usual_loss = rates.first_day_loss * usual;
        let fte = Lanes::splat(staff.opening_fte);
        let vacancies = Lanes::splat((role.opening_establishment_fte - staff.opening_fte).max(0.0));
        let newcomers: f64 = first.tenure.classes.iter().take(MONTHS_PER_YEAR).sum();
        let [in_first, _, later] = rates.chances[OPENING].map(|chance| -chance.stay + 1.0);
        let exits = fte * (in_first * newcomers + later * (1.0 - newcomers));
        let (policy, standing) = Policy::opening(policy, source, fte, vacancies, exits, rates.time_to_fill);
        let whole = luck.map(|luck| Whole::new(luck, staff.luck, staff.fte_per_head));
        Self {
            graduates: graduates(staff, values, |_| 1.0),
            graduate_years: if ages { graduates(staff, values, |course| course.age) } else { Vec::new() },
            staff,
            rates,
            stock,
            pipeline: Pipeline::standing(standing),
            policy,
            usual_loss,
            started: Lanes::ZERO,
            declined: Lanes::ZERO,
            whole,
            moving,
            flows: Flows::NONE,
        }
    }

    /// The team now. `retraining` is what its people in retraining still do, FTE.
    #[inline(always)]
    pub fn standing(&self, retraining: Lanes<L>) -> Standing<L> {
        let contracted = self.stock.total();
        let lost = self.rates.first_day_loss * self.stock.lacking(&self.rates.lacking);
        let productive = (contracted - lost) / (-self.usual_loss + 1.0);
        Standing { contracted, productive, retraining, recruiting: self.recruiting() }
    }

    /// The team at the opening: what newcomers lack is usual.
    #[inline(always)]
    pub fn at_opening(&self) -> Standing<L> {
        let contracted = self.stock.total();
        Standing { contracted, productive: contracted, retraining: Lanes::ZERO, recruiting: self.recruiting() }
    }

    /// Vacancies being filled. Requisitions and offers accepted that have not become a whole person yet are among them, or
    /// they would be recruited twice.
    #[inline(always)]
    fn recruiting(&self) -> Lanes<L> {
        let pending = |whole: &Whole<L>| whole.pending(Kind::Started);
        self.pipeline.total() + self.whole.as_ref().map_or(Lanes::ZERO, pending)
    }

    /// FTE who have come or gone but have not become whole people yet: decisions count them, so that rounding never feeds
    /// back into whom to recruit.
    #[inline(always)]
    fn not_yet_whole(&self) -> Lanes<L> {
        let Some(whole) = &self.whole else { return Lanes::ZERO };
        let coming = [Kind::Started, Kind::Graduated, Kind::MovedIn, Kind::Returned];
        let going = [Kind::MovedOut, Kind::Released];
        let sum = |kinds: &[Kind]| kinds.iter().fold(Lanes::ZERO, |sum, &kind| sum + whole.pending(kind));
        sum(&coming) - sum(&going)
    }

    /// The month's exits. Returns those who move to other roles by choice.
    #[inline(always)]
    pub fn leave(&mut self, month: usize, values: &[Lanes<L>]) -> Lanes<L> {
        let (staff, stock, hire_age) = (self.staff, &self.stock, self.rates.hire_age);
        self.rates.update(staff, values, month, || stock.joined_age(month, hire_age), self.moving);
        if month.is_multiple_of(MONTHS_PER_YEAR) {
            self.started = Lanes::ZERO;
        }
        if let Some(whole) = &mut self.whole {
            whole.begin_month(month);
        }
        let exits = self.stock.exits(month, &self.rates, self.whole.as_mut());
        self.flows = Flows { leavers: exits.leavers, retirements: exits.retirements, ..Flows::NONE };
        self.flows.moved_out = exits.moves;
        exits.moves
    }

    /// Releases of a schedule, and the month's graduates.
    #[inline(always)]
    pub fn release_and_graduate(&mut self, month: usize) {
        if let Some(&fte) = self.staff.scheduled_releases.get(month).filter(|&&fte| fte > 0.0) {
            let fte = self.rounded(Kind::Released, Lanes::splat(fte));
            self.flows.released = self.stock.take(month + 1, fte);
        }
        if let Some(&fte) = self.graduates.get(month) {
            let years = self.graduate_years.get(month).copied().unwrap_or(Lanes::ZERO);
            let age = fte.if_positive(years / fte, Lanes::ZERO);
            let fte = self.rounded(Kind::Graduated, fte);
            self.stock.join(fte, age);
            self.flows.graduates = fte;
        }
    }

    /// Up to `fte` of the staff in post begin retraining by plan. Returns who does.
    #[inline(always)]
    pub fn begin_retraining(&mut self, month: usize, fte: Lanes<L>) -> Lanes<L> {
        let fte = self.rounded(Kind::MovedOut, fte);
        let fte = self.stock.take(month + 1, fte);
        self.flows.moved_out += fte;
        fte
    }

    /// People of another role join.
    #[inline(always)]
    pub fn join_from_retraining(&mut self, fte: Lanes<L>) {
        let fte = self.rounded(Kind::MovedIn, fte);
        self.stock.join(fte, Lanes::splat(self.rates.hire_age));
        self.flows.moved_in += fte;
    }

    /// People who failed return to the work that they know.
    #[inline(always)]
    pub fn return_from_retraining(&mut self, fte: Lanes<L>) {
        let fte = self.rounded(Kind::Returned, fte);
        self.stock.come_back(fte, Lanes::splat(self.rates.hire_age));
        self.flows.moved_in += fte;
    }

    /// Mean months of one attempt to fill a post, as things stand.
    #[inline(always)]
    pub fn time_to_fill(&self) -> Lanes<L> {
        self.rates.time_to_fill
    }

    /// What is decided in this month. `from_retraining` joins from retraining within the time to fill a post.
    #[inline(always)]
    pub fn decide(
        &self,
        month: usize,
        establishment: f64,
        steady: Lanes<L>,
        from_retraining: Lanes<L>,
    ) -> Decisions<L> {
        let time = self.rates.time_to_fill;
        let none = Lanes::ZERO;
        let graduates = if self.graduates.is_empty() {
            none
        } else {
            within(month, time, |later| self.graduates.get(later).copied().unwrap_or(none))
        };
        let seen = Seen {
            stock: self.stock.total(),
            recruiting: self.pipeline.total() + self.not_yet_whole(),
            due: graduates + from_retraining,
            establishment,
            steady,
            scheduled: self.declined + Lanes::splat(self.staff.scheduled_hires.get(month).copied().unwrap_or(0.0)),
        };
        self.policy.decide(&seen, &self.pipeline)
    }

    /// Vacancies move on; accepted offers start as far as the year's limit allows, first come first served.
    #[inline(always)]
    pub fn advance(&mut self, decisions: &Decisions<L>) -> Lanes<L> {
        let (accepted, declined) = self.pipeline.advance(decisions, &self.rates.passing);
        self.declined = declined;
        let ready = self.pipeline.waiting + accepted;
        let starts = match self.rates.max_hires {
            limit if limit.is_finite() => ready.min((-self.started + limit).max(Lanes::ZERO)),
            _ => ready,
        };
        self.pipeline.waiting = ready - starts;
        self.started += starts;
        starts
    }

    /// People start, and some leave again in their first half month. Ends the month and tells what happened in it.
    #[inline(always)]
    pub fn arrive(&mut self, starts: Lanes<L>) -> Flows<L> {
        let hires = self.rounded(Kind::Started, starts);
        self.flows.hires = hires;
        // Whole people stay to the month's end; their exits are drawn from the next month on.
        if self.whole.is_some() {
            self.stock.join_unexposed(hires, Lanes::splat(self.rates.hire_age));
        } else {
            let chance = &self.rates.newcomer;
            let gone = hires - hires * chance.stay.sqrt();
            let leavers = gone * chance.leavers;
            self.stock.join(hires - gone, Lanes::splat(self.rates.hire_age));
            self.flows.leavers += leavers;
            self.flows.retirements += gone - leavers;
        }
        self.flows
    }

    #[inline(always)]
    fn rounded(&mut self, kind: Kind, fte: Lanes<L>) -> Lanes<L> {
        match &mut self.whole {
            Some(whole) => whole.round(kind, fte),
            None => fte,
        }
    }
}

/// What comes within `time` months after `month`, when `of` tells what comes in a month; the last month counts in part.
#[inline(always)]
pub(super) fn within<const L: usize>(month: usize, time: Lanes<L>, of: impl Fn(usize) -> Lanes<L>) -> Lanes<L> {
    let longest = time.0.iter().fold(0.0_f64, |longest, &time| longest.max(time)).ceil() as usize;
    let mut sum = Lanes::ZERO;
    for ahead in 0..longest {
        let part = (time - ahead as f64).max(Lanes::ZERO).min(Lanes::splat(1.0));
        sum += of(month + 1 + ahead) * part;
    }
    sum
}

/// Graduates who take a job here, by month, each course with a weight; empty without courses.
#[inline(always)]
fn graduates<const L: usize>(staff: &Staff, values: &[Lanes<L>], weight: impl Fn(&Course) -> f64) -> Vec<Lanes<L>> {
    let mut months = Vec::new();
    for course in &staff.courses {
        let employed = values[course.completion.0 as usize] * values[course.employed.0 as usize];
        months.resize(course.ending.len(), Lanes::ZERO);
        for (month, &places) in months.iter_mut().zip(&course.ending) {
            *month += employed * (places * weight(course));
        }
    }
    months
}
