//! The demand side of a role at a provider, compiled: terms of work, surge, scales, parts and causes.

use super::compile::{Compiler, Parts, SharedRow};
use super::roles;
use super::values::Conversion;
use super::work::{Amount, Factor, Part, PartKind, Players, ResponseKind, Scale, Share, Skilling, Surge, Work, split};
use super::{Cause, Slot};
use crate::domain::{Effect, EffectTiming, WorkDriver, WorkPhase, WorkRow, WorkUnit};
use crate::ids::{FacilityId, RoleId};
use std::collections::BTreeMap;

/// What a role's demand is made of.
pub(super) struct RoleDemand {
    pub work: Vec<Work>,
    pub surge: Vec<Surge>,
    pub scales: Vec<Scale>,
    pub parts: Vec<Part>,
    pub causes: Vec<Cause>,
}

/// Things in the order in which they were first named; sorted in the end.
struct Numbered<T> {
    items: Vec<T>,
}

impl<T: Ord + Clone> Numbered<T> {
    fn number(&mut self, item: T) -> usize {
        let known = self.items.iter().position(|known| *known == item);
        known.unwrap_or_else(|| {
            self.items.push(item);
            self.items.len() - 1
        })
    }

    /// The sorted things, and for each first number its place among them.
    fn sorted(self) -> (Vec<T>, Vec<usize>) {
        let mut sorted = self.items.clone();
        sorted.sort();
        let places = self.items.iter().filter_map(|item| sorted.binary_search(item).ok()).collect();
        (sorted, places)
    }
}

impl<'a> Compiler<'a> {
    /// The demand of the role at `index` for this provider's share of `rows`.
    pub(super) fn work(
        &self,
        parts: &mut Parts,
        index: usize,
        facility: &FacilityId,
        rows: &[SharedRow<'a>],
        place: &BTreeMap<RoleId, usize>,
    ) -> RoleDemand {
        let mut role = RoleUnderWay {
            effects: self.effects(&self.case.roles[index].id),
            place,
            own: self.facility(facility),
            causes: Numbered { items: Vec::new() },
            parts: Numbered { items: Vec::new() },
            scales: Vec::new(),
        };
        let (mut work, mut surge) = (Vec::new(), Vec::new());
        for shared in rows {
            match shared.row.phase {
                WorkPhase::Run => self.run_terms(parts, &mut role, shared, rows, &mut work),
                WorkPhase::Build { lead_months } => {
                    surge.extend(self.surge(parts, &mut role, shared, ResponseKind::Build(lead_months)));
                }
                WorkPhase::GoLive { decay_months } => {
                    surge.extend(self.surge(parts, &mut role, shared, ResponseKind::GoLive(decay_months)));
                }
            }
        }
        work.extend(self.individual(parts, &mut role, index, rows));
        role.causes.number(Cause::Floor);
        for kind in [PartKind::Floor, PartKind::Unexplained] {
            role.parts.number(Part { served: role.own, kind });
        }
        let ((causes, cause_places), (shown, part_places)) = (role.causes.sorted(), role.parts.sorted());
        for work in &mut work {
            work.part = part_places[work.part];
            let Players { amount, curve, share, switch, factors } = &mut work.players;
            for player in [amount, curve, share, switch].into_iter().flatten().chain(factors) {
                *player = cause_places[*player];
            }
        }
        for surge in &mut surge {
            surge.part = part_places[surge.part];
            surge.cause = cause_places[surge.cause];
        }
        RoleDemand { work, surge, scales: role.scales, parts: shown, causes }
    }

    fn run_terms(
        &self,
        parts: &mut Parts,
        role: &mut RoleUnderWay<'_>,
        shared: &SharedRow<'a>,
        rows: &[SharedRow<'a>],
        work: &mut Vec<Work>,
    ) {
        let row = shared.row;
        let switch = roles::switch(row.from, row.until, self.months);
        if !switch.ever() {
            return;
        }
        let technology = row.technology.as_ref().and_then(|technology| self.technology(technology.as_str()));
        let (rate, amount, driven_by) = self.rate_and_amount(parts, role, row);
        let curve = row.technology.as_ref().map(|technology| self.curve(parts, technology, &row.facility));
        let kind = PartKind::of_row(technology, "run", row.driver.as_ref());
        let part = role.parts.number(Part { served: self.facility(&row.facility), kind });
        let (factors, acting) = self.factors(parts, role, row, technology);
        let scale = self.scale(parts, role, row, rows);
        let is_dated = !switch.monthly.is_empty();
        // Work that moves at one facility changes the size that the others are scaled by.
        let sizes = scale.map_or(&[][..], |scale| role.scales[scale].sizes.as_slice());
        let moving = sizes.iter().any(|(_, share)| !share.monthly.is_empty());
        for (anchored, share) in split(&shared.share, &switch) {
            let players = Players {
                amount: driven_by.clone().map(|cause| role.causes.number(cause)),
                curve: technology.map(|technology| role.causes.number(Cause::Technology(technology))),
                share: (!share.monthly.is_empty() || moving).then(|| role.causes.number(Cause::Services)),
                switch: is_dated.then(|| role.causes.number(Cause::Rule(self.rule(shared)))),
                factors: acting.iter().map(|&by| role.causes.number(Cause::Technology(by))).collect(),
            };
            let (amount, switch, factors) = (amount.clone(), switch.clone(), factors.clone());
            work.push(Work { rate, anchored, amount, scale, curve, share, switch, factors, players, part });
        }
    }

    /// Work around new adoption; nothing if its dates never hold.
    fn surge(
        &self,
        parts: &mut Parts,
        role: &mut RoleUnderWay<'_>,
        shared: &SharedRow<'a>,
        kind: ResponseKind,
    ) -> Option<Surge> {
        let row = shared.row;
        let name = row.technology.as_ref()?;
        let technology = self.technology(name.as_str())?;
        let switch = roles::switch(row.from, row.until, self.months);
        let (rate, amount, _) = self.rate_and_amount(parts, role, row);
        let curve = self.curve(parts, name, &row.facility);
        let phase = if matches!(kind, ResponseKind::Build(_)) { "build" } else { "go_live" };
        let shown = PartKind::of_row(Some(technology), phase, row.driver.as_ref());
        switch.ever().then(|| Surge {
            rate,
            amount,
            response: parts.response(curve, kind),
            share: shared.share.clone(),
            switch,
            cause: role.causes.number(Cause::Surge(technology)),
            part: role.parts.number(Part { served: self.facility(&row.facility), kind: shown }),
        })
    }

    /// The rate for one unit of the amount, the amount, and what its change is a cause of.
    fn rate_and_amount(
        &self,
        parts: &mut Parts,
        role: &RoleUnderWay<'_>,
        row: &WorkRow,
    ) -> (Slot, Amount, Option<Cause>) {
        let conversion = match row.unit {
            WorkUnit::FtePer100 | WorkUnit::PercentOfRole => Conversion::scaled(0.01),
            WorkUnit::FtePer1000 => Conversion::scaled(0.001),
            WorkUnit::FtePerUnit | WorkUnit::FtePerFacility => Conversion::scaled(1.0),
            WorkUnit::UnitsPerFte => Conversion { scale: 1.0, reciprocal: true },
            WorkUnit::MinutesPerUnit => Conversion::scaled(self.fte_per_minute(&row.role)),
        };
        let rate = self.assumed(parts, (&row.facility, &row.rate), conversion);
        let (amount, cause) = match &row.driver {
            None => (Amount::One, None),
            Some(WorkDriver::Driver(driver)) => {
                let axis = self.case.drivers.iter().position(|known| known.id == *driver);
                (Amount::Driver(self.driver(parts, driver, &row.facility)), axis.map(Cause::Driver))
            }
            Some(WorkDriver::Role(other)) => {
                let axis = self.case.roles.iter().position(|known| known.id == *other);
                (Amount::Roles(role.place.get(other).copied().into_iter().collect()), axis.map(Cause::Role))
            }
            Some(WorkDriver::Family(family)) => {
                let places = self.family(family).filter_map(|role_of_it| role.place.get(role_of_it).copied());
                (Amount::Roles(places.collect()), Some(Cause::Family(family.clone())))
            }
        };
        (rate, amount, cause)
    }

    /// The roles of a family, less those that it drives.
    fn family<'b>(&'b self, family: &'b str) -> impl Iterator<Item = &'b RoleId> {
        let driven = move |role: &RoleId| self.places.driven.contains(&(family.to_owned(), role.clone()));
        let roles = self.case.roles.iter().filter(move |role| role.family.as_deref() == Some(family));
        roles.map(|role| &role.id).filter(move |role| !driven(role))
    }

    /// FTE for one minute of counted work a year (WISN): 1 / (60·AWT) × CAF.
    fn fte_per_minute(&self, role: &RoleId) -> f64 {
        let allowance = self.case.allowances.get(role).expect("a case has working time for work in minutes");
        1.0 / (60.0 * allowance.working_hours * (1.0 - allowance.support_share))
    }

    /// True if a driver is ever more than nothing at a facility.
    fn is_active(&self, row: &WorkRow) -> bool {
        let Some(WorkDriver::Driver(driver)) = &row.driver else { return true };
        let key = (driver.clone(), row.facility.clone());
        let series = self.case.activity.get(&self.case.activity_key(&key));
        series.is_some_and(|series| series.levels.iter().any(|&level| level > 0.0))
    }

    /// WISN's individual allowance: once for a role that has work in minutes here.
    fn individual(
        &self,
        parts: &mut Parts,
        role: &mut RoleUnderWay<'_>,
        index: usize,
        rows: &[SharedRow<'a>],
    ) -> Option<Work> {
        let in_minutes = |shared: &SharedRow<'_>| {
            shared.row.unit == WorkUnit::MinutesPerUnit && shared.share.opening > 0.0 && self.is_active(shared.row)
        };
        let allowance = self.case.allowances.get(&self.case.roles[index].id)?;
        (allowance.individual_hours > 0.0 && rows.iter().any(in_minutes)).then(|| Work {
            rate: self.fixed(parts, allowance.individual_hours / allowance.working_hours),
            anchored: true,
            amount: Amount::One,
            scale: None,
            curve: None,
            share: Share::constant(1.0),
            switch: Share::constant(1.0),
            factors: Vec::new(),
            players: Players::default(),
            part: role.parts.number(Part { served: role.own, kind: PartKind::Individual }),
        })
    }

    /// Training of staff in post for the technologies of their own facility.
    pub(super) fn skills(
        &self,
        parts: &mut Parts,
        facility: &FacilityId,
        place: &BTreeMap<RoleId, usize>,
    ) -> Vec<Skilling> {
        let mut skills = Vec::new();
        for skill in &self.case.skills {
            let (Some(&role), Some(technology)) = (place.get(&skill.role), self.technology(skill.technology.as_str()))
            else {
                continue;
            };
            let curve = self.curve(parts, &skill.technology, facility);
            skills.push(Skilling {
                role,
                technology,
                response: parts.response(curve, ResponseKind::Rise(skill.lead_months)),
                people: self.assumed(parts, (facility, &skill.people), Conversion::scaled(0.01)),
                hours: self.assumed(parts, (facility, &skill.hours), Conversion::scaled(1.0)),
            });
        }
        skills
    }

    /// The role's effects, by technology.
    fn effects(&self, role: &RoleId) -> Vec<(usize, Vec<&'a Effect>)> {
        let mut effects: BTreeMap<usize, Vec<&'a Effect>> = BTreeMap::new();
        for effect in self.case.effects.iter().filter(|effect| effect.role == *role) {
            if let Some(technology) = self.technology(effect.technology.as_str()) {
                effects.entry(technology).or_default().push(effect);
            }
        }
        effects.into_iter().collect()
    }

    /// What acts on a row: factors of other technologies, and these technologies.
    fn factors(
        &self,
        parts: &mut Parts,
        role: &RoleUnderWay<'_>,
        row: &WorkRow,
        own: Option<usize>,
    ) -> (Vec<usize>, Vec<usize>) {
        let mut found = (Vec::new(), Vec::new());
        for (technology, effects) in role.effects.iter().filter(|(technology, _)| Some(*technology) != own) {
            let mut factor = Factor { parts: Vec::new() };
            for effect in effects {
                let curve = self.curve(parts, &effect.technology, &row.facility);
                if matches!(parts.provider.curves[curve].shape, super::Shape::None) {
                    continue;
                }
                let kind = match &effect.timing {
                    EffectTiming::Realised(months) => ResponseKind::Realised(months.spread.mode as u32),
                    EffectTiming::GoLive { decay_months } => ResponseKind::GoLive(*decay_months),
                };
                let change = self.assumed(parts, (&row.facility, &effect.change), Conversion::scaled(0.01));
                factor.parts.push((change, parts.response(curve, kind)));
            }
            if !factor.parts.is_empty() {
                found.0.push(parts.factor(factor));
                found.1.push(*technology);
            }
        }
        found
    }

    /// The economy of scale of a row: its size is what the provider does of the same rows at all facilities.
    fn scale(
        &self,
        parts: &mut Parts,
        role: &mut RoleUnderWay<'_>,
        row: &WorkRow,
        rows: &[SharedRow<'a>],
    ) -> Option<usize> {
        let (economy, Some(WorkDriver::Driver(driver))) = (row.economy?, &row.driver) else { return None };
        let alike = |other: &WorkRow| {
            (&other.technology, other.phase, &other.driver) == (&row.technology, row.phase, &row.driver)
        };
        let mut sizes: BTreeMap<&FacilityId, (usize, Share)> = BTreeMap::new();
        for other in rows.iter().filter(|other| alike(other.row)) {
            let facility = &other.row.facility;
            sizes.entry(facility).or_insert_with(|| (self.driver(parts, driver, facility), other.share.clone()));
        }
        let scale = Scale {
            exponent: economy.exponent - 1.0,
            reference: economy.reference,
            sizes: sizes.into_values().collect(),
        };
        let known = role.scales.iter().position(|known| *known == scale);
        Some(known.unwrap_or_else(|| {
            role.scales.push(scale);
            role.scales.len() - 1
        }))
    }

    /// The first place in the case of the file's row that gave this one: a rule is one cause at all facilities.
    fn rule(&self, shared: &SharedRow<'_>) -> usize {
        self.places.rules.get(&(shared.index as u32)).map_or(shared.index, |&first| first as usize)
    }

    fn technology(&self, technology: &str) -> Option<usize> {
        self.case.technologies.iter().position(|known| known.id.as_str() == technology)
    }
}

/// A role whose demand is being compiled.
struct RoleUnderWay<'p> {
    effects: Vec<(usize, Vec<&'p Effect>)>,
    place: &'p BTreeMap<RoleId, usize>,
    /// The provider's place on the axis of facilities.
    own: usize,
    causes: Numbered<Cause>,
    parts: Numbered<Part>,
    scales: Vec<Scale>,
}
