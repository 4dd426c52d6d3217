//! The teams of a provider go through the months together: the order of a month (`model-rules` 7) is written here.

use crate::domain::HiringPolicy;
use crate::lanes::Lanes;
use crate::program::{Move, Provider};
use crate::supply::{Flows, Luck, Retraining, Standing, Team};

/// Roles of one provider between which staff move.
pub(super) struct Staffing<'p, const L: usize> {
    provider: &'p Provider,
    members: &'p [usize],
    teams: Vec<Team<'p, L>>,
    moves: Vec<(&'p Move, Retraining<L>)>,
    /// The month that has passed, by member.
    pub months: Vec<Passed<L>>,
    /// People who move by choice in this month, by member.
    by_choice: Vec<Lanes<L>>,
}

/// A month of a team that has passed.
#[derive(Clone, Copy)]
pub(super) struct Passed<const L: usize> {
    /// The team before it.
    pub before: Standing<L>,
    /// The team after it.
    pub after: Standing<L>,
    /// What happened in it.
    pub flows: Flows<L>,
    /// Cost of retraining for this role: who needs people pays.
    pub retraining_cost: Lanes<L>,
}

/// What a group of teams is projected under.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a, const L: usize> {
    pub values: &'a [Lanes<L>],
    pub policy: HiringPolicy,
    pub luck: Option<Luck>,
    pub months: usize,
}

impl<'p, const L: usize> Staffing<'p, L> {
    /// The teams of `members` at the opening; `forecast` tells by role of the axis which have demand.
    #[inline(always)]
    pub fn new(provider: &'p Provider, members: &'p [usize], forecast: &[bool], terms: &Terms<'_, L>) -> Self {
        let moves: Vec<&Move> = provider.moves.iter().filter(|moving| members.contains(&moving.from)).collect();
        let mut teams = Vec::with_capacity(members.len());
        let mut months = Vec::with_capacity(members.len());
        for &member in members {
            let role = &provider.roles[member];
            let moving = moves.iter().filter(|moving| moving.from == member).map(|moving| moving.hazard).sum();
            let team = Team::new(role, terms.values, terms.policy, !forecast[role.role], moving, terms.luck);
            let opening = team.at_opening();
            let retraining_cost = Lanes::ZERO;
            months.push(Passed { before: opening, after: opening, flows: Flows::NONE, retraining_cost });
            teams.push(team);
        }
        let moves = moves.into_iter().map(|moving| (moving, Retraining::new(moving, terms.values, terms.months)));
        Self { provider, members, by_choice: vec![Lanes::ZERO; members.len()], moves: moves.collect(), months, teams }
    }

    /// One month; `steady` tells the steady demand of a member. What passed stands in `months`.
    #[inline(always)]
    pub fn month(&mut self, month: usize, values: &[Lanes<L>], steady: impl Fn(usize) -> Lanes<L>) {
        // Exits come first, moves by choice among them; then graduates and whoever completes retraining.
        for (team, by_choice) in self.teams.iter_mut().zip(&mut self.by_choice) {
            *by_choice = team.leave(month, values);
            team.release_and_graduate(month);
        }
        if !self.moves.is_empty() {
            self.retrain(month);
        }
        for (index, team) in self.teams.iter_mut().enumerate() {
            let member = self.members[index];
            let establishment = self.provider.roles[member].establishment_end_fte[month];
            let (mut coming, mut retraining) = (Lanes::ZERO, Lanes::ZERO);
            for (moving, people) in &self.moves {
                if moving.to == member {
                    coming += people.due(moving, month, team.time_to_fill());
                }
                if moving.from == member {
                    retraining += people.under_way() * moving.productivity;
                }
            }
            let decisions = team.decide(month, establishment, steady(member), coming);
            let starts = team.advance(&decisions);
            let flows = team.arrive(starts);
            let passed = &mut self.months[index];
            passed.before = passed.after;
            passed.after = team.standing(retraining);
            passed.flows = flows;
        }
    }

    #[inline(always)]
    fn retrain(&mut self, month: usize) {
        self.months.iter_mut().for_each(|passed| passed.retraining_cost = Lanes::ZERO);
        let place = |member: usize| self.members.iter().position(|&known| known == member);
        for index in 0..self.moves.len() {
            let (moving, _) = self.moves[index];
            let (Some(from), Some(to)) = (place(moving.from), place(moving.to)) else { continue };
            let all = self.moves.iter().filter(|(other, _)| other.from == moving.from);
            let hazards: f64 = all.map(|(other, _)| other.hazard).sum();
            let share = if hazards > 0.0 { moving.hazard / hazards } else { 0.0 };
            let planned = Lanes::splat(moving.planned[month]);
            let by_choice = self.by_choice[from] * share;
            let by_plan = self.teams[from].begin_retraining(month, planned);
            let begin = by_choice + by_plan;
            let (joining, returning) = self.moves[index].1.pass(moving, month, begin);
            self.teams[to].join_from_retraining(joining);
            self.teams[from].return_from_retraining(returning);
            let planned_price = moving.planned_cost_each.get(month).copied().flatten();
            self.months[to].retraining_cost +=
                by_choice * moving.cost_each.unwrap_or(0.0) + by_plan * planned_price.unwrap_or(0.0);
        }
    }
}

#[cfg(test)]
mod tests;
