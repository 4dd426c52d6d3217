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
    /// Cost of retraining in this month, by the member that people are to join: who needs them pays.
    costs: Vec<Lanes<L>>,
    /// People who move by choice in this month, by member.
    by_choice: Vec<Lanes<L>>,
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
    pub fn new(provider: &'p Provider, members: &'p [usize], forecast: &[bool], terms: &Terms<'_, L>) -> Self {
        let moves: Vec<&Move> = provider.moves.iter().filter(|moving| members.contains(&moving.from)).collect();
        let team = |&member: &usize| {
            let role = &provider.roles[member];
            let moving = moves.iter().filter(|moving| moving.from == member).map(|moving| moving.hazard).sum();
            Team::new(role, terms.values, terms.policy, !forecast[role.role], moving, terms.luck)
        };
        let teams: Vec<Team<'p, L>> = members.iter().map(team).collect();
        let moves = moves.into_iter().map(|moving| (moving, Retraining::new(moving, terms.values, terms.months)));
        let none = vec![Lanes::ZERO; teams.len()];
        Self { provider, members, costs: none.clone(), by_choice: none, teams, moves: moves.collect() }
    }

    /// The teams at the opening.
    pub fn at_opening(&self) -> Vec<Standing<L>> {
        self.teams.iter().map(Team::at_opening).collect()
    }

    /// One month; `steady` tells the steady demand of a member. Shows each member, as it stands after the month, with what
    /// happened to it and what retraining for it cost.
    pub fn month(
        &mut self,
        month: usize,
        values: &[Lanes<L>],
        steady: impl Fn(usize) -> Lanes<L>,
        mut show: impl FnMut(usize, Standing<L>, Flows<L>, Lanes<L>),
    ) {
        // Exits come first, moves by choice among them; then graduates and whoever completes retraining.
        for (team, by_choice) in self.teams.iter_mut().zip(&mut self.by_choice) {
            *by_choice = team.leave(month, values);
            team.release_and_graduate(month);
        }
        self.retrain(month);
        for index in 0..self.teams.len() {
            let member = self.members[index];
            let establishment = self.provider.roles[member].establishment_end_fte[month];
            let moves = &self.moves;
            let coming = |time| {
                let due = |sum, (moving, people): &(&Move, Retraining<L>)| match moving.to == member {
                    true => sum + people.due(moving, month, time),
                    false => sum,
                };
                moves.iter().fold(Lanes::ZERO, due)
            };
            let decisions = self.teams[index].decide(month, establishment, steady(member), coming);
            let starts = self.teams[index].advance(&decisions);
            let flows = self.teams[index].arrive(starts);
            let still_working = |sum, (moving, people): &(&Move, Retraining<L>)| match moving.from == member {
                true => sum + people.under_way() * moving.productivity,
                false => sum,
            };
            let retraining = self.moves.iter().fold(Lanes::ZERO, still_working);
            show(index, self.teams[index].standing(retraining), flows, self.costs[index]);
        }
    }

    fn retrain(&mut self, month: usize) {
        if self.moves.is_empty() {
            return;
        }
        self.costs.fill(Lanes::ZERO);
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
            self.costs[to] += by_choice * moving.cost_each.unwrap_or(0.0) + by_plan * planned_price.unwrap_or(0.0);
        }
    }
}

#[cfg(test)]
mod tests;
