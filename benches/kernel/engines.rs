//! The engines one by one, on the draws of one provider: the chain of a projection written once more, with a clock between.
//!
//! Teams are projected each by itself, so that people who begin retraining leave and do not arrive.

use staffcast::adoption;
use staffcast::demand::{self, Conditions, Demand};
use staffcast::gap::{CELL_WIDE, Month, RowOut, Rows, Sums};
use staffcast::lanes::{Lanes, Months, Work, vectorised};
use staffcast::program::{Program, Provider, ProviderRole};
use staffcast::projection::{Values, WIDTH};
use staffcast::supply::{Flows, Luck, Standing, Team};
use std::hint::black_box;
use std::ops::Range;
use std::time::{Duration, Instant};

pub const NAMES: [&str; 5] = ["values", "drivers and adoption", "demand", "supply and gap", "gap alone"];

/// Seconds that each engine takes for some draws; the last one is part of the one before.
pub fn seconds(program: &Program, provider: &Provider, inputs: &impl Values, draws: Range<u32>) -> [f64; NAMES.len()] {
    let mut room = Room::new(program, provider);
    let mut spent = [Duration::ZERO; NAMES.len()];
    for first_draw in draws.step_by(WIDTH) {
        let mut begun = Instant::now();
        let mut lap = |engine: usize| {
            let now = Instant::now();
            spent[engine] += now - begun;
            begun = now;
        };
        vectorised(Filled { inputs, first_draw, values: &mut room.values });
        lap(0);
        vectorised(Followed { program, provider, room: &mut room });
        lap(1);
        for &index in &provider.demand_order {
            let Room { values, drivers, curves, responses, steady, demands, .. } = &mut room;
            let demand = &mut demands[index];
            let given = Conditions {
                values,
                drivers,
                curves,
                responses,
                factors: &provider.factors,
                steady,
                months: program.months,
                quadrature: &program.quadrature,
                explained: program.causes_wanted,
            };
            vectorised(DemandOf {
                role: &provider.roles[index],
                given: &given,
                row_months: &program.row_months,
                demand,
            });
            let (opening, months) = steady.get_mut(index);
            *opening = demand.opening;
            months.copy_from_slice(&demand.steady);
        }
        lap(2);
        let luck = inputs.people().filter(|_| program.individuals).map(|seed| Luck { seed, first_draw });
        for member in 0..provider.roles.len() {
            let moves = provider.moves.iter().filter(|moving| moving.from == member);
            let moving = moves.map(|moving| moving.hazard).sum();
            let within = vectorised(StaffOf { program, provider, member, moving, luck, room: &mut room });
            assert!(within, "a hospital's staff can be summed");
        }
        lap(3);
        for member in 0..provider.roles.len() {
            vectorised(RowsOf { program, provider, member, room: &mut room });
        }
        lap(4);
    }
    spent.map(|spent| spent.as_secs_f64())
}

/// What the engines work on.
struct Room {
    values: Vec<Lanes<WIDTH>>,
    drivers: Months<WIDTH>,
    curves: Months<WIDTH>,
    responses: Months<WIDTH>,
    steady: Months<WIDTH>,
    window: Vec<Lanes<WIDTH>>,
    demands: Vec<Demand<WIDTH>>,
    cells: Vec<i64>,
    sums: Vec<Sums>,
}

impl Room {
    fn new(program: &Program, provider: &Provider) -> Self {
        let rows = program.row_months.len() + 1;
        let mut steady = Months::default();
        steady.reset(provider.roles.len(), program.months);
        Self {
            values: vec![Lanes::ZERO; provider.values.len()],
            drivers: Months::default(),
            curves: Months::default(),
            responses: Months::default(),
            steady,
            window: Vec::new(),
            demands: provider.roles.iter().map(|_| Demand::new(program.months)).collect(),
            cells: vec![0; rows * CELL_WIDE * WIDTH],
            sums: vec![Sums::default(); rows],
        }
    }
}

/// Where a row goes.
#[inline(always)]
fn out<'r>(cells: &'r mut [i64], sums: &'r mut [Sums], row: usize) -> RowOut<'r> {
    let wide = CELL_WIDE * WIDTH;
    RowOut { draws: &mut cells[row * wide..][..wide], first: 0, sums: &mut sums[row], told: None }
}

struct Filled<'a, V> {
    inputs: &'a V,
    first_draw: u32,
    values: &'a mut [Lanes<WIDTH>],
}

impl<V: Values> Work for Filled<'_, V> {
    type Output = ();
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) {
        self.inputs.fill(self.first_draw, self.values);
    }
}

struct Followed<'a> {
    program: &'a Program,
    provider: &'a Provider,
    room: &'a mut Room,
}

impl Work for Followed<'_> {
    type Output = ();
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) {
        let Self { program, provider, room: Room { values, drivers, curves, responses, window, .. } } = self;
        drivers.reset(provider.drivers.len(), program.months);
        for (index, driver) in provider.drivers.iter().enumerate() {
            let (opening, months) = drivers.get_mut(index);
            *opening = demand::levels(driver, values, months);
        }
        curves.reset(provider.curves.len(), program.months);
        for (index, curve) in provider.curves.iter().enumerate() {
            let (opening, months) = curves.get_mut(index);
            *opening = adoption::shares(curve, values, months);
        }
        responses.reset(provider.responses.len(), program.months);
        for (index, response) in provider.responses.iter().enumerate() {
            let (opening, months) = responses.get_mut(index);
            *opening = adoption::respond(response.kind, &provider.curves[response.curve], values, window, months);
        }
    }
}

struct DemandOf<'a> {
    role: &'a ProviderRole,
    given: &'a Conditions<'a, WIDTH>,
    row_months: &'a [usize],
    demand: &'a mut Demand<WIDTH>,
}

impl Work for DemandOf<'_> {
    type Output = ();
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) {
        demand::run(self.role, self.given, self.row_months, self.demand);
    }
}

struct StaffOf<'a> {
    program: &'a Program,
    provider: &'a Provider,
    member: usize,
    moving: f64,
    luck: Option<Luck>,
    room: &'a mut Room,
}

impl Work for StaffOf<'_> {
    type Output = bool;
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) -> bool {
        let Self { program, provider, member, moving, luck, room: Room { values, demands, cells, sums, .. } } = self;
        let (role, demand) = (&provider.roles[member], &demands[member]);
        let mut team = Team::new(role, values, program.policy, !program.forecast[role.role], moving, luck);
        let mut before = team.at_opening();
        let mut rows = Rows::<WIDTH, false>::new(role, demand, &before, WIDTH, out(cells, sums, 0));
        let mut number = 0;
        for (row, &months) in program.row_months.iter().enumerate() {
            for _ in 0..months {
                team.leave(number, values);
                team.release_and_graduate(number);
                let establishment = role.establishment_end_fte[number];
                let decisions = team.decide(number, establishment, demand.steady[number], Lanes::ZERO);
                let starts = team.advance(&decisions);
                let flows = team.arrive(starts);
                let after = team.standing(Lanes::ZERO);
                let retraining_cost = Lanes::ZERO;
                rows.add_month(&Month { number, before: &before, after: &after, flows: &flows, retraining_cost });
                before = after;
                number += 1;
            }
            rows.end_row(row + 1, months, out(cells, sums, row + 1));
        }
        rows.within()
    }
}

/// The rows of a team that stands still.
struct RowsOf<'a> {
    program: &'a Program,
    provider: &'a Provider,
    member: usize,
    room: &'a mut Room,
}

impl Work for RowsOf<'_> {
    type Output = ();
    const WIDTH: usize = WIDTH;

    #[inline(always)]
    fn run(self) {
        let Self { program, provider, member, room: Room { demands, cells, sums, .. } } = self;
        let (role, demand) = (&provider.roles[member], &demands[member]);
        let team = Lanes::splat(role.staff.opening_fte);
        let still = Standing { contracted: team, productive: team, retraining: Lanes::ZERO, recruiting: Lanes::ZERO };
        let mut rows = Rows::<WIDTH, false>::new(role, demand, &still, WIDTH, out(cells, sums, 0));
        let mut number = 0;
        for (row, &months) in program.row_months.iter().enumerate() {
            for _ in 0..months {
                // As if another month came each time.
                let (still, flows) = (black_box(&still), black_box(&Flows::NONE));
                let retraining_cost = Lanes::ZERO;
                rows.add_month(&Month { number, before: still, after: still, flows, retraining_cost });
                number += 1;
            }
            rows.end_row(row + 1, months, out(cells, sums, row + 1));
        }
    }
}
