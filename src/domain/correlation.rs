//! Uncertain values whose luck goes together.

/// Names of shared luck that are correlated with each other, directly or through others of the group.
///
/// Only what facilities share of a value's luck is correlated; its own part and the labour market's are not.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrelatedLuck {
    /// The names ([`super::Selector::shared`]), sorted, so that a new value does not change the order of the others.
    pub names: Vec<String>,
    /// Correlations of their normal scores, by rows: positive definite.
    pub matrix: Vec<Vec<f64>>,
}
