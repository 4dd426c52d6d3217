//! What holds for every forecast, tried on random cases.

use super::random::{self, Plan};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use staffcast::calendar::{Horizon, Step};
use staffcast::domain::{AdoptionPlan, Case, HiringPolicy, Scope};
use staffcast::gap::{Measure, SUPPLY_CAUSES};
use staffcast::program::{Program, compile};
use staffcast::progress::Silent;
use staffcast::projection::{self, DrawsOfRow, ProjectionError, Results, Sink};
use staffcast::uncertainty::{Central, Sampled};

const FTE: f64 = (1_u64 << 36) as f64;

/// One role at one provider in a row: sums over months and draws, in units.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    demand: i128,
    supply: i128,
    measures: Vec<i128>,
    causes: Vec<i128>,
    parts: Vec<[i128; 3]>,
}

/// All rows by provider and role, the opening first.
#[derive(Default)]
struct Kept {
    roles: Vec<(usize, usize, Vec<Row>)>,
}

const MEASURES: [Measure; 8] = [
    Measure::Hires,
    Measure::Graduates,
    Measure::MovedIn,
    Measure::Leavers,
    Measure::Retirements,
    Measure::MovedOut,
    Measure::Released,
    Measure::Closing,
];

impl Sink for Kept {
    fn provider(&mut self, program: &Program, results: &Results<'_>) {
        let rows = program.row_months.len() + 1;
        for (place, role) in results.compiled.roles.iter().enumerate() {
            let (causes, parts) = (results.causes(place), results.parts(place));
            let (causes_wide, parts_wide) = (causes.len() / rows, parts.len() / rows);
            let row = |row: usize| {
                let mut draws = DrawsOfRow::default();
                results.cells(place, row, &mut draws);
                let sum = |draws: &[i64]| draws.iter().map(|&units| i128::from(units)).sum();
                let measure = |measure: &Measure| results.sums(place, row).get(*measure);
                Row {
                    demand: sum(&draws.demand),
                    supply: sum(&draws.supply),
                    measures: MEASURES.iter().map(measure).collect(),
                    causes: causes[row * causes_wide..][..causes_wide].to_vec(),
                    parts: parts[row * parts_wide..][..parts_wide].to_vec(),
                }
            };
            self.roles.push((results.provider, role.role, (0..rows).map(row).collect()));
        }
    }
}

/// The same projects in every run of the tests.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_121),
        ..ProptestConfig::default()
    }
}

/// `None` if some future is refused because it holds more people than can be summed.
fn forecast(case: &Case) -> Option<(Program, Kept)> {
    let program = compile(case);
    let mut kept = Kept::default();
    let sampled = Sampled::new(&program, &case.settings.uncertainty);
    let providers: Vec<usize> = (0..program.facilities.len()).collect();
    let draws = 0..case.settings.uncertainty.draws;
    match projection::run::<8>((case, &program), &sampled, &providers, draws, &mut kept, &Silent) {
        Ok(()) => Some((program, kept)),
        Err(ProjectionError::TooLarge { .. }) => None,
        Err(other) => panic!("{other}"),
    }
}

fn central(case: &Case) -> Kept {
    let program = compile(case);
    let mut kept = Kept::default();
    let providers: Vec<usize> = (0..program.facilities.len()).collect();
    projection::run::<1>((case, &program), &Central, &providers, 0..1, &mut kept, &Silent).expect("within range");
    kept
}

fn with_step(case: &Case, step: Step) -> Case {
    let mut case = case.clone();
    let horizon = &case.settings.horizon;
    let (start, end) = (horizon.start, horizon.end().plus(-1));
    case.settings.horizon = Horizon::new(start, end, step, 1).expect("a horizon");
    case
}

/// Everything that must hold to the last unit.
fn adds_up(case: &Case) {
    let Some((program, kept)) = forecast(case) else { return };
    for (provider, role, rows) in &kept.roles {
        let name = format!("{} at {}", program.roles[*role], program.facilities[*provider]);
        let opening = &rows[0];
        let mut closing = opening.measures[7];
        for (row, months) in rows[1..].iter().zip(&program.row_months) {
            let [hires, graduates, moved_in, leavers, retirements, moved_out, released, end] = row.measures[..] else {
                panic!("eight measures")
            };
            closing += hires + graduates + moved_in - leavers - retirements - moved_out - released;
            assert_eq!(closing, end, "people of {name}");
            let months = *months as i128;
            let gap = row.demand - row.supply;
            let since = gap - months * (opening.demand - opening.supply);
            assert_eq!(row.causes.iter().sum::<i128>(), since, "causes of {name}");
            let of_supply: i128 = row.causes[row.causes.len() - SUPPLY_CAUSES.len()..].iter().sum();
            assert_eq!(of_supply, months * opening.supply - row.supply, "causes of supply of {name}");
            assert_eq!(row.parts.iter().map(|part| part[0]).sum::<i128>(), row.demand, "parts of {name}");
        }
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn people_gaps_causes_and_parts_add_up_to_the_last_unit(seed in any::<u64>(), individuals in any::<bool>()) {
        adds_up(&random::case(seed, Plan { individuals, bent: true }));
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn monthly_quarterly_and_yearly_rows_agree(seed in any::<u64>(), individuals in any::<bool>()) {
        let case = random::case(seed, Plan { individuals, bent: true });
        let all = [Step::Month, Step::Quarter, Step::Year].map(|step| forecast(&with_step(&case, step)).map(|of| of.1));
        let Some(all) = all.into_iter().collect::<Option<Vec<Kept>>>() else { return Ok(()) };
        for role in 0..all[0].roles.len() {
            let sums = |kept: &Kept| {
                let rows = &kept.roles[role].2;
                let sum = |f: &dyn Fn(&Row) -> i128| rows[1..].iter().map(f).sum::<i128>();
                let people: Vec<i128> = (0..7).map(|measure| sum(&|row| row.measures[measure])).collect();
                let causes: Vec<i128> = (0..rows[0].causes.len()).map(|cause| sum(&|row| row.causes[cause])).collect();
                ((sum(&|row| row.demand), sum(&|row| row.supply), people, rows.last().map(|row| row.measures[7])), causes)
            };
            let (months, causes) = sums(&all[0]);
            for other in &all[1..] {
                let (rows, others) = sums(other);
                prop_assert_eq!(&months, &rows);
                // Causes are rounded row by row: they may differ by units of 2⁻³⁶ FTE.
                for (a, b) in causes.iter().zip(&others) {
                    prop_assert!((a - b).abs() <= 16 * 64, "{a} {b}");
                }
            }
        }
    }

    #[test]
    fn a_technology_that_nobody_adopts_is_as_good_as_none(seed in any::<u64>()) {
        let mut none = random::case(seed, Plan { individuals: true, bent: true });
        none.shocks.clear();
        let mut zero = none.clone();
        for plan in none.adoption.values_mut() {
            *plan = AdoptionPlan::None.into();
        }
        for ((technology, facility), plan) in &mut zero.adoption {
            let row = format!("technology={technology}");
            let delay = |column| random::certain("adoption", column, &row, Some(facility.as_str()), 0.0);
            let points = vec![(0.0, 0.0)];
            *plan = AdoptionPlan::Points { points, delay: delay("delay_months"), site_delay: delay("site_delay_months") }.into();
        }
        let (Some((_, none)), Some((_, zero))) = (forecast(&none), forecast(&zero)) else { return Ok(()) };
        for (a, b) in none.roles.iter().zip(&zero.roles) {
            for (a, b) in a.2.iter().zip(&b.2) {
                prop_assert_eq!((a.demand, a.supply, &a.measures), (b.demand, b.supply, &b.measures));
            }
        }
    }

    #[test]
    fn without_bends_twice_the_group_has_twice_the_gap(seed in any::<u64>()) {
        let case = proportional(seed);
        let mut double = case.clone();
        double.activity.values_mut().for_each(|series| series.levels.iter_mut().for_each(|level| *level *= 2.0));
        for point in double.staff.values_mut().flatten() {
            (point.fte, point.budgeted_fte) = (2.0 * point.fte, 2.0 * point.budgeted_fte);
        }
        double.posts.values_mut().flatten().for_each(|post| post.change_fte *= 2.0);
        double.training.iter_mut().for_each(|course| course.places *= 2.0);
        double.transfers.iter_mut().for_each(|transfer| transfer.planned_per_year *= 2.0);
        double.actions.iter_mut().for_each(|action| action.fte *= 2.0);
        for (a, b) in central(&case).roles.iter().zip(&central(&double).roles) {
            for (a, b) in a.2.iter().zip(&b.2) {
                let (once, twice) = ((a.demand - a.supply) as f64 / FTE, (b.demand - b.supply) as f64 / FTE);
                prop_assert!((twice - 2.0 * once).abs() < 1e-8 * (1.0 + once.abs()), "{once} {twice}");
            }
        }
    }

    #[test]
    fn more_leavers_never_shrink_a_gap(seed in any::<u64>()) {
        let mut case = proportional(seed);
        // Staff who move on as trainees are another matter: there are fewer of them when more leave.
        case.transfers.clear();
        // Who counts on graduates cancels vacancies, and they would have been filled earlier.
        case.training.clear();
        // Where the old leave, the young who come in their place retire later.
        case.ages.clear();
        // Who replaces leavers holds the vacancies of the opening too, and more leavers keep more of them open; so do
        // sources of staff.
        case.roles.iter_mut().for_each(|role| role.scope = Scope::Forecast);
        if case.settings.hiring == HiringPolicy::ReplaceLeavers {
            case.settings.hiring = HiringPolicy::FillEstablishment;
        }
        // Where newcomers are as good as everybody, and no likelier to leave, one effect is looked at alone.
        for rates in case.supply.values_mut().flatten() {
            rates.start_productivity.spread = staffcast::domain::Spread::certain(100.0);
            rates.start_productivity.distribution = None;
            rates.first_year_multiplier.spread = staffcast::domain::Spread::certain(1.0);
        }
        let mut more = case.clone();
        for rates in more.supply.values_mut().flatten() {
            rates.leavers.spread.mode += 5.0;
            rates.leavers.spread.high = rates.leavers.spread.high.max(rates.leavers.spread.mode);
        }
        for rates in case.supply.values_mut().chain(more.supply.values_mut()).flatten() {
            rates.leavers.distribution = None;
        }
        for (a, b) in central(&case).roles.iter().zip(&central(&more).roles) {
            for (a, b) in a.2.iter().zip(&b.2) {
                prop_assert!(b.demand - b.supply >= a.demand - a.supply - 1000, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_plan_that_begins_later_moves_its_curve(seed in any::<u64>(), later in 1_usize..9) {
        let mut case = random::case(seed, Plan { individuals: false, bent: false });
        case.shocks.clear();
        let (technology, facility) = case.adoption.keys().next().expect("a plan").clone();
        let key = (technology.clone(), facility.clone());
        let Some(AdoptionPlan::Curve { go_live, .. }) = case.adoption.get_mut(&key).map(|plan| &mut **plan) else { return Ok(()) };
        let live = go_live.map_or(2.5, |at| at.abs().min(9.0));
        *go_live = Some(live);
        let mut moved = case.clone();
        let plan = moved.adoption.get_mut(&key).map(|plan| &mut **plan);
        let Some(AdoptionPlan::Curve { go_live, shape: moved_shape, .. }) = plan else {
            return Ok(());
        };
        *go_live = Some(live + later as f64);
        // A midpoint is an instant of the plan too.
        use staffcast::domain::CurveShape::{Gompertz, Logistic};
        if let Logistic { midpoint: Some(at), .. } | Gompertz { midpoint: Some(at), .. } = moved_shape {
            *at += later as f64;
        }
        let adoption = |case: &Case| {
            let program = compile(case);
            let mut curve = Curve { technology: 0, provider: 0, months: Vec::new() };
            curve.technology = program.technologies.iter().position(|known| *known == technology).expect("known");
            curve.provider = program.facilities.iter().position(|known| *known == facility).expect("known");
            let sampled = Sampled::new(&program, &case.settings.uncertainty);
            let provider = curve.provider;
            projection::run::<8>((case, &program), &sampled, &[provider], 0..8, &mut curve, &Silent).expect("within range");
            curve.months
        };
        let (before, after) = (adoption(&with_step(&case, Step::Month)), adoption(&with_step(&moved, Step::Month)));
        for (month, shares) in after.iter().enumerate().skip(later) {
            for (a, b) in before[month - later].iter().zip(shares) {
                prop_assert!((a - b).abs() < 1e6 as i64, "month {month}: {a} {b}");
            }
        }
    }
}

/// Shares in use by month and draw, of one technology at one provider.
struct Curve {
    technology: usize,
    provider: usize,
    months: Vec<Vec<i64>>,
}

impl Sink for Curve {
    fn provider(&mut self, program: &Program, results: &Results<'_>) {
        assert_eq!(results.provider, self.provider);
        let rows = program.row_months.len() + 1;
        self.months = (1..rows)
            .map(|row| {
                let mut draws = Vec::new();
                results.adoption(self.technology, row, &mut draws);
                draws
            })
            .collect();
    }
}

/// A case in which everything is proportional: no floors, limits, scale, whole people or work by the facility.
fn proportional(seed: u64) -> Case {
    let mut case = random::case(seed, Plan { individuals: false, bent: false });
    case.workload.retain(|row| row.driver.is_some());
    // Schedules release no more than are there, which bends.
    case.actions.clear();
    if case.settings.hiring == HiringPolicy::Schedule {
        case.settings.hiring = HiringPolicy::None;
    }
    case
}

#[test]
fn a_cause_that_is_taken_out_of_the_inputs_leaves_no_row() {
    let case = random::case(5, Plan { individuals: false, bent: false });
    let named = |case: &Case| {
        use staffcast::program::Cause;
        compile(case).causes.iter().any(|cause| matches!(cause, Cause::Technology(0) | Cause::Surge(0)))
    };
    let mut without = case.clone();
    let first = case.technologies[0].id.clone();
    without.workload.retain(|row| row.technology.as_ref() != Some(&first));
    without.effects.retain(|effect| effect.technology != first);
    assert!(!named(&without));
    let mut with = without.clone();
    let mut row = case.workload[0].clone();
    row.technology = Some(first);
    with.workload.push(row);
    assert!(named(&with));
}
