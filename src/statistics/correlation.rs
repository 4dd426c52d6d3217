//! Correlation matrices of normal scores: from rank correlations, mended where they cannot be, and factored.
//!
//! Normal scores with correlation r have the rank correlation (6/π)·asin(r/2) (Spearman's; Kruskal 1958). Correlations
//! asked for pair by pair need not fit together; the nearest matrix that does, in the Frobenius norm, is found by
//! Higham's alternating projections (2002) with Dykstra's correction. Left out: which values go together (`input`).

use crate::maths::special::{asin, sin};
use nalgebra::{DMatrix, SymmetricEigen};
use std::f64::consts::PI;

/// A matrix by rows.
pub type Matrix = Vec<Vec<f64>>;

/// Eigenvalues below this are raised to it, so that the matrix can be factored.
const LEAST_EIGENVALUE: f64 = 1e-10;
/// The projections stop when a step changes less than this share of the matrix.
const TOLERANCE: f64 = 1e-10;
/// They stop here at the latest; what they have then is mended a last time and as good as the nearest.
const MOST_STEPS: usize = 2000;

/// The correlation of normal scores whose rank correlation is `rho`.
pub fn normal_of_rank(rho: f64) -> f64 {
    2.0 * sin(PI * rho / 6.0)
}

/// The rank correlation of normal scores whose correlation is `r`.
pub fn rank_of_normal(r: f64) -> f64 {
    6.0 / PI * asin((0.5 * r).clamp(-0.5, 0.5))
}

/// A correlation matrix that can be factored, and how far it lies from the one asked for.
#[derive(Clone, Debug)]
pub struct Possible {
    /// The matrix: symmetric, 1 on the diagonal, positive definite.
    pub matrix: Matrix,
    /// What had to be changed; `None` if the matrix asked for was possible.
    pub change: Option<Change>,
}

/// What had to be changed in a matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Root of the sum of all squared changes (Frobenius norm).
    pub norm: f64,
    /// The entry that changed most: its row, and its column, which is the larger.
    pub largest: (usize, usize),
}

/// The nearest correlation matrix to `asked` (symmetric, 1 on the diagonal), which is `asked` itself where it is possible.
pub fn possible(asked: &Matrix) -> Possible {
    let size = asked.len();
    let given = DMatrix::from_fn(size, size, |i, j| asked[i][j]);
    let least = given.clone().symmetric_eigenvalues().iter().copied().fold(f64::INFINITY, f64::min);
    if least >= LEAST_EIGENVALUE || size == 0 {
        return Possible { matrix: asked.clone(), change: None };
    }
    // A matrix on the edge (a correlation of 1) needs its eigenvalues raised and no more.
    let on_edge = least > -1e-9;
    let matrix = raised(if on_edge { given.clone() } else { nearest(&given) });
    let change = (!on_edge).then(|| change(&given, &matrix));
    Possible { matrix: (0..size).map(|i| (0..size).map(|j| matrix[(i, j)]).collect()).collect(), change }
}

/// The lower triangular factor L of a possible matrix, L·Lᵀ (Cholesky); each of its rows has the length 1.
///
/// Row i says how the score of value i is made of independent ones; the first value keeps its own.
pub fn factor(matrix: &Matrix) -> Matrix {
    let mut rows: Matrix = Vec::with_capacity(matrix.len());
    for (i, wanted) in matrix.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(i + 1);
        for (j, &entry) in wanted.iter().enumerate().take(i) {
            let known: f64 = row.iter().zip(&rows[j]).map(|(a, b)| a * b).sum();
            let pivot = rows[j][j];
            row.push(if pivot > 0.0 { (entry - known) / pivot } else { 0.0 });
        }
        let squares: f64 = row.iter().map(|x| x * x).sum();
        row.push((1.0 - squares).max(0.0).sqrt());
        let length = row.iter().map(|x| x * x).sum::<f64>().sqrt();
        rows.push(row.into_iter().map(|x| x / length).collect());
    }
    rows
}

/// Higham's alternating projections (2002) between the matrices without negative eigenvalues and those with a diagonal
/// of 1. Dykstra's correction of the first makes the limit the nearest of both and not just one of both.
fn nearest(given: &DMatrix<f64>) -> DMatrix<f64> {
    let mut correction = DMatrix::zeros(given.nrows(), given.ncols());
    let mut current = given.clone();
    let mut without_negative = given.clone();
    for _ in 0..MOST_STEPS {
        let corrected = &current - &correction;
        let projected = with_eigenvalues(&corrected, 0.0);
        correction = &projected - corrected;
        let mut next = projected.clone();
        next.fill_diagonal(1.0);
        let steps = [(&next - &current).norm(), (&projected - &without_negative).norm(), (&next - &projected).norm()];
        let length = next.norm();
        (current, without_negative) = (next, projected);
        if steps.into_iter().fold(0.0, f64::max) <= TOLERANCE * length {
            break;
        }
    }
    current
}

/// The matrix with its smallest eigenvalues raised and its diagonal brought back to 1.
fn raised(matrix: DMatrix<f64>) -> DMatrix<f64> {
    let raised = with_eigenvalues(&matrix, LEAST_EIGENVALUE);
    let scale = raised.diagonal().map(f64::sqrt);
    DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| {
        if i == j { 1.0 } else { (raised[(i, j)] / (scale[i] * scale[j])).clamp(-1.0, 1.0) }
    })
}

/// The matrix with every eigenvalue below `least` raised to it.
fn with_eigenvalues(matrix: &DMatrix<f64>, least: f64) -> DMatrix<f64> {
    let mut eigen = SymmetricEigen::new(matrix.clone());
    eigen.eigenvalues.iter_mut().for_each(|value| *value = value.max(least));
    let made = eigen.recompose();
    // Products of matrices round their two halves apart.
    (&made + made.transpose()) * 0.5
}

fn change(from: &DMatrix<f64>, to: &DMatrix<f64>) -> Change {
    let change = to - from;
    let mut largest = (0, 0);
    for j in 0..change.ncols() {
        for i in 0..j {
            // Equal changes differ by rounding; the first of them is named.
            if change[(i, j)].abs() > change[largest].abs() + 1e-9 {
                largest = (i, j);
            }
        }
    }
    Change { norm: change.norm(), largest }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts that L·Lᵀ is the matrix.
    fn assert_made_of(factor: &Matrix, matrix: &Matrix, tolerance: f64) {
        for (row, wanted) in factor.iter().zip(matrix) {
            for (other, wanted) in factor.iter().zip(wanted) {
                let product: f64 = row.iter().zip(other).map(|(a, b)| a * b).sum();
                assert!((product - wanted).abs() < tolerance, "{product} {wanted}");
            }
        }
    }

    #[test]
    fn rank_correlations_become_those_of_normal_scores_and_back() {
        assert!((normal_of_rank(0.5) - 0.517_638_090_205_041_5).abs() < 1e-15);
        for rho in [-1.0, -0.7, 0.0, 0.3, 1.0] {
            assert!((rank_of_normal(normal_of_rank(rho)) - rho).abs() < 1e-14, "{rho}");
        }
    }

    /// methods.md 4.2, Higham (2002): the nearest correlation matrix to tridiagonal (−1, 2, −1) of order 4.
    #[test]
    fn the_published_example_has_its_nearest_matrix() {
        let given = DMatrix::from_fn(4, 4, |i: usize, j: usize| match i.abs_diff(j) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        });
        let found = nearest(&given);
        for (at, expected) in [((0, 1), -0.8084), ((0, 2), 0.1916), ((0, 3), 0.1068), ((1, 2), -0.6562)] {
            assert!((found[at] - expected).abs() < 5e-5, "{at:?}: {}", found[at]);
        }
        assert!(((&found - &given).norm() - 2.1337).abs() < 5e-5);
    }

    #[test]
    fn what_is_possible_is_left_alone_and_its_factor_gives_it_back() {
        let asked = vec![vec![1.0, 0.6, -0.2], vec![0.6, 1.0, 0.1], vec![-0.2, 0.1, 1.0]];
        let possible = possible(&asked);
        assert_eq!((&possible.matrix, possible.change), (&asked, None));
        let factor = factor(&asked);
        assert_eq!(factor[0], [1.0]);
        assert_made_of(&factor, &asked, 1e-15);
    }

    #[test]
    fn what_cannot_be_is_brought_to_the_nearest_that_can() {
        // Two values that both follow a third cannot go apart from each other.
        let asked = vec![vec![1.0, 0.9, 0.7], vec![0.9, 1.0, -0.5], vec![0.7, -0.5, 1.0]];
        let Possible { matrix, change: Some(change) } = possible(&asked) else { panic!("it is not possible") };
        assert_eq!(change.largest, (0, 1), "{matrix:?}");
        let mut squares = 0.0;
        for (row, wanted) in matrix.iter().zip(&asked) {
            squares += row.iter().zip(wanted).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        }
        assert!((change.norm - squares.sqrt()).abs() < 1e-12 && change.norm > 0.5);
        let factor = factor(&matrix);
        assert_made_of(&factor, &matrix, 1e-9);
        assert!((0..3).all(|i| matrix[i][i] == 1.0));
        // No possible matrix near it is nearer.
        for (i, j) in [(0, 1), (0, 2), (1, 2)] {
            for step in [-1e-3, 1e-3] {
                let mut other = matrix.clone();
                other[i][j] += step;
                other[j][i] += step;
                let other = super::possible(&other).matrix;
                let far = |m: &Matrix| -> f64 {
                    m.iter().flatten().zip(asked.iter().flatten()).map(|(a, b)| (a - b) * (a - b)).sum()
                };
                assert!(far(&other) >= far(&matrix) - 1e-9);
            }
        }
    }

    #[test]
    fn values_that_always_go_together_share_their_score() {
        for sign in [1.0, -1.0] {
            let asked = vec![vec![1.0, sign * normal_of_rank(1.0)], vec![sign * normal_of_rank(1.0), 1.0]];
            let possible = possible(&asked);
            assert_eq!(possible.change, None);
            let factor = factor(&possible.matrix);
            assert!((factor[1][0] - sign).abs() < 1e-9 && factor[1][1].abs() < 2e-5, "{factor:?}");
        }
    }
}
