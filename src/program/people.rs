//! The staff side of a role at a provider, compiled.

use super::compile::{Compiler, Parts};
use super::roles;
use super::staff::{Course, Epoch, Labour, Measure, Move, Prices, Staff};
use super::tenure::{self, FIRST_YEAR, Tenure};
use super::values::Conversion;
use super::{moves, prices, retirement};
use crate::domain::{Action, ActionKind, HiringPolicy, Retention, StaffKey, SupplyRates, Training, Transfer};
use crate::ids::{FacilityId, RoleId};
use crate::streams;
use std::collections::BTreeMap;

const MONTHS_PER_YEAR: f64 = 12.0;
/// The longest mean time to fill that `supply` allows, months.
const LONGEST_TIME_TO_FILL: usize = 60;
/// Tenures that are kept: more would be those of single teams.
const MOST_TENURES: usize = 4096;

impl Compiler<'_> {
    /// Who is there, leaves and comes.
    pub(super) fn staff(&self, parts: &mut Parts, key: &StaffKey) -> Staff {
        let case = self.case;
        let months = self.months;
        let rates = case.supply.get(key).expect("a case has rates for every role at every facility");
        let first = &rates[0];
        let in_force = |month: usize| rates.iter().rfind(|rates| first_month(rates) <= month).unwrap_or(first);
        let hazards = retirement::hazards(case, key, |month| in_force(month).retirement.spread.mode, months);
        let retirement = hazards.first_year();
        let longest = rates.iter().map(|rates| rates.months_to_productive.spread.mode as usize).max().unwrap_or(0);
        let classes = FIRST_YEAR.max(longest);
        let epochs = rates.iter().map(|rates| self.epoch(parts, (key, rates), retirement, classes)).collect();
        let point = case.opening_staff(key);
        let opening_fte = point.map_or(0.0, |point| point.fte);
        let role = case.roles.iter().find(|role| role.id == key.0);
        let usual = role.map_or(1.0, |role| role.fte_per_head);
        // Heads are whole: their FTE is that of the cell itself.
        let heads = point.and_then(|point| point.headcount).unwrap_or_else(|| (opening_fte / usual).round().max(1.0));
        let fte_per_head = if opening_fte > 0.0 && heads >= 1.0 { opening_fte / heads.round() } else { usual };
        let here = self.here(&key.1);
        let measures = here.retention.iter().map(|&index| &case.retention[index as usize]);
        let measures = measures.filter(|measure| measure.role == key.0);
        let measures = measures.filter_map(|measure| self.measure(parts, measure, key)).collect();
        let courses = here.training.iter().map(|&index| &case.training[index as usize]);
        let courses = courses.filter(|course| course.role == key.0);
        let courses = courses.map(|course| self.course(parts, course, key)).collect();
        Staff {
            opening_fte,
            fte_per_head,
            epochs,
            hazards,
            measures,
            courses,
            scheduled_hires: self.scheduled(ActionKind::Hire, key),
            scheduled_releases: self.scheduled(ActionKind::Release, key),
            luck: luck_of_people(key),
        }
    }

    fn epoch(
        &self,
        parts: &mut Parts,
        (key, rates): (&StaffKey, &SupplyRates),
        retirement: f64,
        classes: usize,
    ) -> Epoch {
        let average = rates.leavers.spread.mode / 100.0;
        // `model-rules` 13: turnover that counts retirements is lowered once by the retirements of the first year.
        // Where more retire than leave in all, the review refuses.
        let included = rates.leavers_include_retirement && average > 0.0;
        let without = if included { (1.0 - retirement / average).max(0.0) } else { 1.0 };
        let months_to_productive = rates.months_to_productive.spread.mode as usize;
        let multiplier = rates.first_year_multiplier.spread.mode;
        let usual_retirement = retirement::hazard(rates.retirement.spread.mode);
        Epoch {
            from: first_month(rates),
            leavers: self.assumed(parts, (&key.1, &rates.leavers), Conversion::scaled(0.01 * without)),
            // A wave of retirements is not what the team is used to: its steady state has the flat rate.
            tenure: self.tenure(average * without, usual_retirement, multiplier, classes),
            time_to_fill: self.assumed(parts, (&key.1, &rates.time_to_fill), Conversion::scaled(1.0)),
            offer_accept: self.assumed(parts, (&key.1, &rates.offer_accept), Conversion::scaled(0.01)),
            hire_age: rates.hire_age.spread.mode,
            max_hires: rates.max_hires_per_year.unwrap_or(f64::INFINITY),
            months_to_productive,
            start_productivity: self.assumed(parts, (&key.1, &rates.start_productivity), Conversion::scaled(0.01)),
        }
    }

    /// The tenure of a steady team. Most teams of a role have the same, and it takes long to find.
    fn tenure(&self, leavers: f64, retirement: f64, multiplier: f64, classes: usize) -> Tenure {
        let key = ([leavers, retirement, multiplier].map(f64::to_bits), classes);
        let known = self.places.tenures.get(&key).cloned();
        if let Some(tenure) = known.or_else(|| self.tenures.borrow().get(&key).cloned()) {
            return tenure;
        }
        let tenure = tenure::steady(leavers, retirement, multiplier, classes);
        let mut tenures = self.tenures.borrow_mut();
        if tenures.len() < MOST_TENURES {
            tenures.insert(key, tenure.clone());
        }
        tenure
    }

    /// A measure; `None` if it is off.
    fn measure(&self, parts: &mut Parts, measure: &Retention, key: &StaffKey) -> Option<Measure> {
        let retain = |action: &&Action| action.kind == ActionKind::Retain;
        let switched_on = self.actions(key).find(retain).map(|action| f64::from(action.first_month));
        let from = if measure.on { measure.from } else { switched_on?.max(measure.from) };
        let ramp = measure.ramp_months;
        // Area under the ramp up to an instant after the beginning.
        let area = |age: f64| {
            let rising = age.clamp(0.0, ramp);
            (age - ramp).max(0.0) + if ramp > 0.0 { rising * rising / (2.0 * ramp) } else { 0.0 }
        };
        let effect =
            (0..self.months).map(|month| area(month as f64 + 1.0 - from) - area(month as f64 - from)).collect();
        let begun = roles::switch(Some(from), None, self.months);
        let cost = measure.cost_per_fte_year.map(|cost| cost / MONTHS_PER_YEAR);
        Some(Measure {
            change: self.assumed(parts, (&key.1, &measure.leavers_change), Conversion::scaled(0.01)),
            effect,
            cost_per_fte: cost.map_or_else(Vec::new, |cost| begun.monthly.iter().map(|share| share * cost).collect()),
        })
    }

    fn course(&self, parts: &mut Parts, course: &Training, key: &StaffKey) -> Course {
        let months = self.months;
        // Who graduates soon after the end is known before it: the last months recruit as if the forecast went on.
        let known = months + LONGEST_TIME_TO_FILL;
        let until = course.until.unwrap_or(f64::INFINITY).min(known as f64);
        let mut begins: Vec<f64> = Vec::new();
        let mut start = course.start;
        while start < until || begins.is_empty() && course.start < known as f64 {
            begins.push(start);
            match course.repeat_every_months {
                Some(every) => start += f64::from(every),
                None => break,
            }
        }
        let mut ending = vec![0.0; known];
        let mut cost = vec![0.0; months];
        let add = |list: &mut [f64], instant: f64, amount: f64| {
            if instant >= 0.0
                && let Some(month) = list.get_mut(instant as usize)
            {
                *month += amount;
            }
        };
        for start in begins {
            add(&mut ending, start + f64::from(course.months), course.places);
            add(&mut cost, start, course.places * course.cost_each.unwrap_or(0.0));
        }
        let mut has_cost = course.cost_each.is_some();
        // More people begin the role's course by plan.
        for action in self.actions(key).filter(|action| action.kind == ActionKind::Train) {
            let each = action.cost_each.or(course.cost_each);
            has_cost |= each.is_some();
            for (month, fte) in spread(action, months) {
                cost[month] += fte * each.unwrap_or(0.0);
                if let Some(end) = ending.get_mut(month + course.months as usize) {
                    *end += fte;
                }
            }
        }
        Course {
            ending,
            completion: self.assumed(parts, (&key.1, &course.completion), Conversion::scaled(0.01)),
            employed: self.assumed(parts, (&key.1, &course.employed), Conversion::scaled(0.01)),
            age: course.age.spread.mode,
            cost: if has_cost { cost } else { Vec::new() },
        }
    }

    /// Moves between the provider's roles; `place` gives the place of a role that has staff or work here.
    pub(super) fn moves(&self, parts: &mut Parts, facility: &FacilityId, place: &BTreeMap<RoleId, usize>) -> Vec<Move> {
        let here = self.here(facility).transfers.iter();
        let here: Vec<_> = here.map(|&index| &self.case.transfers[index as usize]).collect();
        // What has no generator is refused by the review before anything is computed.
        let (roles, hazards) = self.hazards(&here);
        let hazard = |from: &RoleId, to: &RoleId| {
            let index = |role: &RoleId| roles.iter().position(|known| known == role);
            index(from).zip(index(to)).and_then(|(i, j)| Some(*hazards.get(i)?.get(j)?)).unwrap_or(0.0)
        };
        let mut compiled = Vec::new();
        for transfer in &here {
            let (Some(&from), Some(&to)) = (place.get(&transfer.from_role), place.get(&transfer.to_role)) else {
                continue;
            };
            let monthly = transfer.planned_per_year / MONTHS_PER_YEAR;
            let mut planned = vec![Priced::default(); self.months];
            planned.iter_mut().for_each(|month| month.add(monthly, transfer.cost_each));
            let key = (transfer.to_role.clone(), facility.clone());
            let from_here = |action: &Action| action.from_role.as_ref() == Some(&transfer.from_role);
            self.price(&mut planned, ActionKind::Retrain, &key, from_here, |_| transfer.cost_each);
            compiled.push(Move {
                from,
                to,
                planned: planned.iter().map(|month| month.fte).collect(),
                planned_cost_each: planned.iter().map(Priced::each).collect(),
                hazard: hazard(&transfer.from_role, &transfer.to_role),
                months: transfer.months as usize,
                completion: self.assumed(parts, (facility, &transfer.completion), Conversion::scaled(0.01)),
                productivity: transfer.productivity_during.spread.mode / 100.0,
                cost_each: transfer.cost_each,
            });
        }
        compiled
    }

    /// Hazards of moving by choice; those of facilities with the same chances are found once.
    fn hazards(&self, transfers: &[&Transfer]) -> (Vec<RoleId>, Vec<Vec<f64>>) {
        let key = moves::chances(transfers);
        let known = self.places.moves.get(&key).cloned();
        if let Some(hazards) = known.or_else(|| self.moves.borrow().get(&key).cloned()) {
            return hazards;
        }
        let hazards = moves::hazards(transfers).unwrap_or_default();
        let mut kept = self.moves.borrow_mut();
        if kept.len() < MOST_TENURES {
            kept.insert(key, hazards.clone());
        }
        hazards
    }

    /// Contracted labour of a role at a provider.
    pub(super) fn labour(&self, key: &StaffKey) -> Labour {
        const WORKING_DAYS_PER_MONTH: f64 = 52.18 * 5.0 / 12.0;
        let case = self.case;
        let here = &self.here(&key.1).contractors;
        let rows = || here.iter().map(|&index| &case.contractors[index as usize]).filter(|row| row.role == key.0);
        let by_plan = || self.actions(key).filter(|action| action.kind == ActionKind::Contract);
        if rows().next().is_none() && by_plan().next().is_none() {
            return Labour::default();
        }
        let [mut in_use, mut on_call] = [(); 2].map(|()| vec![Priced::default(); self.months]);
        // An action without a price of its own has that of the cell's other contracts; its own is for the whole period, in
        // which everybody is there from the first day.
        let usual = rows().filter_map(|row| row.day_rate).next_back().map(|rate| rate * WORKING_DAYS_PER_MONTH);
        for action in by_plan() {
            let months = f64::from(action.months.max(1));
            let rate = action.cost_each.map(|cost| cost / months).or(usual);
            spread(action, self.months).for_each(|(month, fte)| in_use[month].add(fte * months, rate));
        }
        for row in rows() {
            let at_work = roles::switch(row.from, row.until, self.months);
            let callable = roles::switch(Some(row.notice_months.max(row.from.unwrap_or(0.0))), row.until, self.months);
            let rate = row.day_rate.map(|rate| rate * WORKING_DAYS_PER_MONTH);
            for (month, (in_use, on_call)) in in_use.iter_mut().zip(&mut on_call).enumerate() {
                in_use.add(row.fte_in_use * at_work.at(month), rate);
                on_call.add(row.fte_available * callable.at(month), rate);
            }
        }
        Labour {
            in_use: in_use.iter().map(|month| month.fte).collect(),
            on_call: on_call.iter().map(|month| month.fte).collect(),
            in_use_rate: in_use.iter().map(Priced::each).collect(),
            on_call_rate: on_call.iter().map(Priced::each).collect(),
        }
    }

    /// What staff cost at a provider: a schedule's own prices hold for what it does.
    pub(super) fn prices(&self, key: &StaffKey) -> Option<Prices> {
        let mut prices = prices::prices(self.case, &key.0, self.months)?;
        // People arrive long after the decision: all who are hired by the schedule have its mean price.
        let mut hired = Priced::default();
        for action in self.actions(key).filter(|action| action.kind == ActionKind::Hire) {
            for (month, fte) in spread(action, self.months) {
                hired.add(fte, action.cost_each.or(prices.hire.get(month).copied().flatten()));
            }
        }
        if hired.fte > 0.0 {
            prices.hire.fill(hired.each());
        }
        let mut released = vec![Priced::default(); self.months];
        let usual = |month: usize| prices.release.get(month).copied().flatten();
        self.price(&mut released, ActionKind::Release, key, |_| true, usual);
        for (price, released) in prices.release.iter_mut().zip(&released).filter(|(_, released)| released.fte > 0.0) {
            *price = released.each();
        }
        Some(prices)
    }

    /// Adds the FTE of actions of one kind to each month, at their own price or the usual one of the month.
    fn price(
        &self,
        months: &mut [Priced],
        kind: ActionKind,
        key: &StaffKey,
        also: impl Fn(&Action) -> bool,
        usual: impl Fn(usize) -> Option<f64>,
    ) {
        for action in self.actions(key).filter(|action| action.kind == kind && also(action)) {
            for (month, fte) in spread(action, self.months) {
                months[month].add(fte, action.cost_each.or(usual(month)));
            }
        }
    }

    /// FTE in each month of the actions of one kind for a cell; empty if there are none.
    fn scheduled(&self, kind: ActionKind, key: &StaffKey) -> Vec<f64> {
        let mut months = Vec::new();
        for action in self.actions(key).filter(|action| action.kind == kind) {
            months.resize(self.months, 0.0);
            spread(action, self.months).for_each(|(month, fte)| months[month] += fte);
        }
        months
    }

    /// The actions for a cell that are carried out: those of a schedule.
    fn actions(&self, key: &StaffKey) -> impl Iterator<Item = &Action> {
        let carried_out = self.case.settings.hiring == HiringPolicy::Schedule;
        let here = self.here(&key.1).actions.iter().filter(move |_| carried_out);
        let role = key.0.clone();
        here.map(|&index| &self.case.actions[index as usize]).filter(move |action| action.role == role)
    }

    /// Cells that training, moves, contractors or actions bring staff to.
    pub(super) fn joins(&self, (role, facility): &StaffKey) -> bool {
        let (case, here) = (self.case, self.here(facility));
        here.training.iter().any(|&index| case.training[index as usize].role == *role)
            || here.transfers.iter().any(|&index| case.transfers[index as usize].to_role == *role)
            || here.actions.iter().any(|&index| case.actions[index as usize].role == *role)
    }
}

/// The hash of `people[role=…,facility=…]`.
fn luck_of_people((role, facility): &StaffKey) -> u64 {
    let name = streams::Name::NONE.and("people[role=").and(role.as_str());
    name.and(",facility=").and(facility.as_str()).and("]").key()
}

/// The first month in which rates hold.
fn first_month(rates: &SupplyRates) -> usize {
    rates.from.map_or(0, |from| from.max(0.0).ceil() as usize)
}

/// FTE of which some have a price.
#[derive(Clone, Copy, Debug, Default)]
struct Priced {
    fte: f64,
    cost: f64,
    /// True if some of it has no price.
    unpriced: bool,
}

impl Priced {
    fn add(&mut self, fte: f64, each: Option<f64>) {
        self.fte += fte;
        self.cost += fte * each.unwrap_or(0.0);
        self.unpriced |= fte > 0.0 && each.is_none();
    }

    /// The mean price of one FTE; `None` if some have none.
    fn each(&self) -> Option<f64> {
        (self.fte > 0.0 && !self.unpriced).then(|| self.cost / self.fte)
    }
}

/// The FTE of an action in each month of the forecast that its period covers.
fn spread(action: &Action, months: usize) -> impl Iterator<Item = (usize, f64)> {
    let each = action.fte / f64::from(action.months.max(1));
    let span = i64::from(action.first_month)..i64::from(action.first_month) + i64::from(action.months);
    span.filter_map(move |month| usize::try_from(month).ok().filter(|&month| month < months).map(|month| (month, each)))
}
