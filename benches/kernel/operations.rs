//! About how many operations one draw of a provider takes: additions, subtractions, multiplications, divisions, roots, and
//! the smaller or larger of two numbers, all of f64, as the formulas of the engines have them.
//!
//! An estimate for plain workloads without causes and without whole people. Integers, comparisons and choices are not
//! counted, nor is what is done once for a draw and not for its months, values apart; nor moves between roles.

use staffcast::program::{Age, Amount, Factor, Program, Provider, ProviderRole, ResponseKind, Value, Work};

const EXP: f64 = 34.0;
const LN: f64 = 28.0;
/// Of a normal distribution: two ratios of polynomials, a logarithm and a root.
const QUANTILE: f64 = 2.0 * 33.0 + LN + 7.0;
/// A place in a quantile table, its cubic, and the range.
const TABLE: f64 = 17.0;
/// A month of a curve: the next step of its integral, with its logarithm.
const SHARE: f64 = LN + 7.0;
/// The next step of the integral of a curve by the calendar, with the plan's clock.
const INTEGRAL: f64 = LN + 19.0;
/// Two competing hazards over a month.
const CHANCE: f64 = EXP + 6.0;
/// A month of a team with six chances to go: exits 57, graduates 3, decisions 22, vacancies 30, starts 10, standing 7; and
/// 20 for its part of a row.
const TEAM: f64 = 149.0;

/// Operations by engine.
pub fn of_a_draw(program: &Program, provider: &Provider) -> [(&'static str, f64); 4] {
    let months = program.months as f64;
    let values = provider.values.iter().map(of_value).sum();
    let curves = provider.curves.len() as f64 * SHARE * months;
    let responses: f64 = provider.responses.iter().map(|response| of_response(response.kind, months)).sum();
    let of_work = |work: &Work| of_work(work, &provider.factors);
    let demand: f64 = provider.roles.iter().map(|role| role.work.iter().map(of_work).sum::<f64>() + 2.0).sum();
    let staff: f64 = provider.roles.iter().map(|role| of_team(role, provider)).sum();
    [
        ("values", values),
        ("drivers and adoption", curves + responses + provider.drivers.len() as f64 * months),
        ("demand", demand * months),
        ("supply and gap", staff * months),
    ]
}

fn of_value(value: &Value) -> f64 {
    match value {
        Value::Drawn(parameter) if parameter.common.is_none() => {
            let scores = parameter.weights.iter().filter(|weight| **weight > 0.0).count() as f64;
            let own = if parameter.weights[2] > 0.0 { QUANTILE } else { 0.0 };
            2.0 * scores + own + TABLE
        }
        _ => 0.0,
    }
}

fn of_response(kind: ResponseKind, months: f64) -> f64 {
    match kind {
        // Twice over the months looked back on.
        ResponseKind::Realised(over) => (months + 2.0 * f64::from(over)) * INTEGRAL + 2.0 * months,
        _ => 2.0 * INTEGRAL * months,
    }
}

/// In a month.
fn of_work(work: &Work, factors: &[Factor]) -> f64 {
    let varies = |varies: bool| f64::from(u8::from(varies));
    let columns = varies(!matches!(work.amount, Amount::One))
        + varies(!work.share.monthly.is_empty())
        + varies(!work.switch.monthly.is_empty());
    let in_use = work.curve.map_or(0.0, |_| if work.anchored { 6.0 } else { 1.0 });
    let effects: usize = work.factors.iter().map(|&factor| factors[factor].parts.len()).sum();
    columns + in_use + 4.0 * effects as f64 + 1.0
}

/// In a month.
fn of_team(role: &ProviderRole, provider: &Provider) -> f64 {
    let epoch = &role.staff.epochs[0];
    let classes = epoch.tenure.classes.len() as f64;
    let time_to_fill = match &provider.values[epoch.time_to_fill.0 as usize] {
        Value::Fixed(months) => *months,
        Value::Drawn(parameter) => parameter.central(),
    };
    let coming = if role.staff.courses.is_empty() { 0.0 } else { 5.0 * time_to_fill.ceil() };
    let chances = match role.staff.hazards.joined {
        Age::Flat(_) => 0.0,
        Age::ByYear(_) => 6.0 * CHANCE + classes,
    };
    TEAM + 2.0 * classes + 2.0 * epoch.months_to_productive as f64 + coming + chances
}
