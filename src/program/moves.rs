//! Moves by choice between roles: yearly chances turned into hazards.
//!
//! The chances within a year form a Markov matrix P over the roles of a provider; its hazards are the generator Q = log P
//! (methods 3.5). Q exists with no negative hazard only for some P: [`generator`] checks (Israel, Rosenthal and Wei 2001)
//! and refuses what cannot be. Staff are moved once a month, so the hazards used are those whose competing exits give the
//! chances of a month, e^(Q/12): who passes through a second role within the month is with those who reach the third.

use crate::domain::Transfer;
use crate::ids::RoleId;
use crate::maths::ln;
use nalgebra::DMatrix;
use std::collections::BTreeSet;

/// Why yearly chances cannot come from hazards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEmbeddable {
    /// The determinant of P is not above 0, or above the product of its diagonal.
    #[error("the chances move more staff within a year than any constant hazards could")]
    Determinant,
    /// A hazard came out below 0.
    #[error("a chance is smaller than the moves through other roles alone would make it")]
    NegativeHazard,
    /// The logarithm could not be computed.
    #[error("the chances have no generator")]
    NoLogarithm,
}

/// What the hazards of a facility follow from: between which roles people move by choice, and the yearly chance.
pub type Chances = Vec<(RoleId, RoleId, u64)>;

/// The chances of a facility; `transfers` are its moves.
pub fn chances(transfers: &[&Transfer]) -> Chances {
    let chance = |transfer: &&Transfer| {
        let chance = transfer.annual.as_ref()?.spread.mode.to_bits();
        Some((transfer.from_role.clone(), transfer.to_role.clone(), chance))
    };
    transfers.iter().filter_map(chance).collect()
}

/// The roles of a facility between which people move by choice, and the hazards a year from each to each, as they act on
/// people who move at most once a month; `transfers` are those of the facility.
///
/// # Errors
/// If no constant hazards have the yearly chances of the case.
pub fn hazards(transfers: &[&Transfer]) -> Result<(Vec<RoleId>, Vec<Vec<f64>>), NotEmbeddable> {
    let moving = || {
        let chance = |transfer: &Transfer| Some(transfer.annual.as_ref()?.spread.mode / 100.0);
        transfers.iter().filter_map(move |transfer| Some((*transfer, chance(transfer)?)))
    };
    let roles: BTreeSet<&RoleId> =
        moving().flat_map(|(transfer, _)| [&transfer.from_role, &transfer.to_role]).collect();
    let roles: Vec<RoleId> = roles.into_iter().cloned().collect();
    let mut chances = vec![vec![0.0; roles.len()]; roles.len()];
    for (transfer, chance) in moving() {
        let place = |role: &RoleId| roles.binary_search(role).ok();
        if let (Some(from), Some(to)) = (place(&transfer.from_role), place(&transfer.to_role)) {
            chances[from][to] += chance;
        }
    }
    let hazards = if roles.is_empty() { Vec::new() } else { once_a_month(&generator(&chances)?) };
    Ok((roles, hazards))
}

const MONTHS_PER_YEAR: f64 = 12.0;

/// Hazards a year that, when each person moves at most once a month, give the chances of a month that `hazards` give.
fn once_a_month(hazards: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = hazards.len();
    let q = DMatrix::from_fn(size, size, |i, j| if i == j { -hazards[i].iter().sum::<f64>() } else { hazards[i][j] });
    let month = exponential(&(q * (1.0 / MONTHS_PER_YEAR)));
    let of_role = |i: usize| {
        let moved = |j: usize| if i == j || month[(i, j)] < ROUNDING { 0.0 } else { month[(i, j)] };
        let all: f64 = (0..size).map(moved).sum();
        let hazard = -ln(month[(i, i)]) * MONTHS_PER_YEAR;
        (0..size).map(|j| if all > 0.0 { hazard * moved(j) / all } else { 0.0 }).collect()
    };
    (0..size).map(of_role).collect()
}

/// Hazards below 0 by no more than this are rounding and count as 0.
const ROUNDING: f64 = 1e-10;

/// The generator of yearly chances: `chances[i][j]` is the chance to be in role j a year after role i; rows need not sum to
/// 1, staying is what is left.
///
/// # Errors
/// If no constant hazards have these chances.
fn generator(chances: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, NotEmbeddable> {
    let size = chances.len();
    let mut p = DMatrix::<f64>::from_fn(size, size, |i, j| if i == j { 0.0 } else { chances[i][j] });
    for i in 0..size {
        p[(i, i)] = 1.0 - p.row(i).iter().sum::<f64>();
    }
    let determinant = p.determinant();
    let diagonal: f64 = (0..size).map(|i| p[(i, i)]).product();
    if determinant.is_nan() || determinant <= 0.0 || determinant > diagonal * (1.0 + ROUNDING) {
        return Err(NotEmbeddable::Determinant);
    }
    let q = logarithm(&p).ok_or(NotEmbeddable::NoLogarithm)?;
    if (exponential(&q) - &p).amax() > 1e-10 {
        return Err(NotEmbeddable::NoLogarithm);
    }
    let mut hazards = vec![vec![0.0; size]; size];
    for (i, row) in hazards.iter_mut().enumerate() {
        for (j, hazard) in row.iter_mut().enumerate().filter(|(j, _)| *j != i) {
            if q[(i, j)] < -ROUNDING {
                return Err(NotEmbeddable::NegativeHazard);
            }
            // A hazard of rounding alone would open a flow that nobody wrote.
            *hazard = if q[(i, j)] < ROUNDING { 0.0 } else { q[(i, j)] };
        }
    }
    Ok(hazards)
}

/// log P by inverse scaling: square roots (Denman and Beavers 1976) until P is near 1, a series there, and doubling back.
fn logarithm(p: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let identity = DMatrix::<f64>::identity(p.nrows(), p.ncols());
    let (mut root, mut doublings) = (p.clone(), 0);
    while (&root - &identity).amax() > 0.05 {
        root = square_root(&root)?;
        doublings += 1;
        if doublings > 40 {
            return None;
        }
    }
    // log(1 + e) = e − e²/2 + e³/3 − …
    let e = root - &identity;
    let (mut power, mut sum) = (e.clone(), e.clone());
    for term in 2..=40 {
        power = &power * &e;
        let sign = if term % 2 == 0 { -1.0 } else { 1.0 };
        sum += &power * (sign / f64::from(term));
    }
    Some(sum * f64::from(2_u32).powi(doublings))
}

fn square_root(a: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let mut y = a.clone();
    let mut z = DMatrix::<f64>::identity(a.nrows(), a.ncols());
    for _ in 0..60 {
        let (y_inverse, z_inverse) = (y.clone().try_inverse()?, z.clone().try_inverse()?);
        let next = (&y + z_inverse) * 0.5;
        z = (&z + y_inverse) * 0.5;
        let change = (&next - &y).amax();
        y = next;
        if change < 1e-15 {
            break;
        }
    }
    ((&y * &y - a).amax() < 1e-12).then_some(y)
}

/// e^Q by scaling and squaring of its series.
fn exponential(q: &DMatrix<f64>) -> DMatrix<f64> {
    let size = q.nrows();
    let scaled = q * (1.0 / 1024.0);
    let identity = DMatrix::<f64>::identity(size, size);
    let mut sum = identity.clone();
    for term in (1..=20).rev() {
        sum = &identity + &scaled * &sum * (1.0 / f64::from(term));
    }
    for _ in 0..10 {
        sum = &sum * &sum;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// methods.md 3.5: P = [[.8, .15, .05], [0, .9, .1], [0, 0, 1]] becomes
    /// [.981577, .014523, .003901], [0, .991258, .008742] in a month.
    #[test]
    fn yearly_chances_become_the_published_monthly_ones() {
        let chances = vec![vec![0.0, 0.15, 0.05], vec![0.0, 0.0, 0.1], vec![0.0, 0.0, 0.0]];
        let hazards = generator(&chances).expect("embeddable");
        let q = DMatrix::from_fn(3, 3, |i, j| if i == j { -hazards[i].iter().sum::<f64>() } else { hazards[i][j] });
        let month = exponential(&(q * (1.0 / 12.0)));
        let published = [[0.981577, 0.014523, 0.003901], [0.0, 0.991258, 0.008742]];
        for (i, row) in published.iter().enumerate() {
            for (j, expected) in row.iter().enumerate() {
                assert!((month[(i, j)] - expected).abs() < 1e-6, "{i} {j} {}", month[(i, j)]);
            }
        }
    }

    /// The same chances of a month, by competing hazards: 1 − e^(−h/12) go, shared in proportion.
    #[test]
    fn hazards_that_act_once_a_month_have_the_published_monthly_chances() {
        let chances = vec![vec![0.0, 0.15, 0.05], vec![0.0, 0.0, 0.1], vec![0.0, 0.0, 0.0]];
        let hazards = once_a_month(&generator(&chances).expect("embeddable"));
        for (row, expected) in hazards.iter().zip([[0.0, 0.014523, 0.003901], [0.0, 0.0, 0.008742], [0.0; 3]]) {
            let all: f64 = row.iter().sum();
            let gone = 1.0 - crate::maths::exp(-all / MONTHS_PER_YEAR);
            for (hazard, expected) in row.iter().zip(expected) {
                let found = if all > 0.0 { gone * hazard / all } else { 0.0 };
                assert!((found - expected).abs() < 5e-7, "{found} {expected}");
            }
        }
    }

    #[test]
    fn chances_that_no_hazards_have_are_refused() {
        // Everybody swaps roles within a year.
        assert_eq!(generator(&[vec![0.0, 0.9], vec![0.9, 0.0]]), Err(NotEmbeddable::Determinant));
        // From the first to the third only through the second, which a year would not forbid.
        let skipping = [vec![0.0, 0.3, 0.0], vec![0.0, 0.0, 0.3], vec![0.0, 0.0, 0.0]];
        assert_eq!(generator(&skipping), Err(NotEmbeddable::NegativeHazard));
    }
}
