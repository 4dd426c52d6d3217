//! The vector of values: constants, and parameters that are drawn.

use super::luck;
use crate::domain::{Assumption, Given, Selector};
use crate::statistics::pert::ScoreTable;
use crate::streams;
use std::collections::BTreeMap;

/// A place in [`super::Program::values`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ValueIndex(pub u32);

/// A lasting name of a parameter: the hash of its selector. Its own luck is keyed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterId(pub u64);

/// One value of the model, in engine units.
#[derive(Clone, Debug)]
pub enum Value {
    /// Certain.
    Fixed(f64),
    /// Drawn.
    Drawn(Parameter),
}

/// A value that is drawn: a PERT distribution with its luck.
///
/// Its normal score in a draw is the weighted sum of the labour market's, the shared and its own; the weights' squares
/// add to 1.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Dense index among the parameters.
    pub index: u32,
    /// Its lasting name.
    pub id: ParameterId,
    /// Which of the program's shared luck it takes part in.
    pub shared: u32,
    /// Weights of the labour market's, the shared and the own score.
    pub weights: [f64; 3],
    /// Which of the program's quantile tables has its shape.
    pub table: u32,
    /// Smallest value, before the reciprocal.
    pub minimum: f64,
    /// Largest less smallest value.
    pub width: f64,
    /// The most likely value.
    pub mode: f64,
    /// True if the engine's value is 1 over it (units per FTE become FTE per unit).
    pub reciprocal: bool,
}

impl Parameter {
    /// The value at the place `quantile` of the unit range (0: smallest, 1: largest).
    #[inline(always)]
    pub fn at(&self, quantile: f64) -> f64 {
        let value = self.minimum + self.width * quantile;
        if self.reciprocal { 1.0 / value } else { value }
    }

    /// The central value: the mode.
    pub fn central(&self) -> f64 {
        if self.reciprocal { 1.0 / self.mode } else { self.mode }
    }
}

/// What a parameter is called and what gave it.
#[derive(Clone, Debug)]
pub struct ParameterName {
    /// Its selector.
    pub selector: Selector,
    /// The file and line that set it, or that it is a default.
    pub given: Given,
}

/// How a column's unit becomes the engine's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conversion {
    /// Factor.
    pub scale: f64,
    /// Whether 1 is divided by the product.
    pub reciprocal: bool,
}

impl Conversion {
    /// A plain factor.
    pub fn scaled(scale: f64) -> Self {
        Self { scale, reciprocal: false }
    }
}

/// Collects the values of a program; each assumption and each constant stands in it once.
#[derive(Default)]
pub(super) struct ValueList {
    pub values: Vec<Value>,
    pub parameters: Vec<ParameterName>,
    pub tables: Vec<ScoreTable>,
    pub shared_luck: Vec<u64>,
    by_selector: BTreeMap<Selector, ValueIndex>,
    by_bits: BTreeMap<u64, ValueIndex>,
    table_by_shape: BTreeMap<u64, u32>,
    luck_by_key: BTreeMap<u64, u32>,
}

impl ValueList {
    pub fn new() -> Self {
        let mut list = Self::default();
        list.shared_luck(streams::key(luck::LABOUR_MARKET));
        list
    }

    /// A constant in engine units.
    pub fn fixed(&mut self, value: f64) -> ValueIndex {
        let next = ValueIndex(self.values.len() as u32);
        let index = *self.by_bits.entry(value.to_bits()).or_insert(next);
        if index == next {
            self.values.push(Value::Fixed(value));
        }
        index
    }

    /// An assumption, converted to engine units.
    pub fn assumed(&mut self, assumption: &Assumption, conversion: Conversion, rho: f64) -> ValueIndex {
        let Some(pert) = assumption.distribution else {
            let value = assumption.spread.mode * conversion.scale;
            return self.fixed(if conversion.reciprocal { 1.0 / value } else { value });
        };
        if let Some(&index) = self.by_selector.get(&assumption.selector) {
            return index;
        }
        let table = self.table(pert.shape());
        let shared = self.shared_luck(streams::key(&assumption.selector.shared()));
        let index = ValueIndex(self.values.len() as u32);
        self.values.push(Value::Drawn(Parameter {
            index: self.parameters.len() as u32,
            id: ParameterId(streams::key(&assumption.selector.own())),
            shared,
            weights: luck::weights(&assumption.selector, rho),
            table,
            minimum: pert.minimum * conversion.scale,
            width: (pert.maximum - pert.minimum) * conversion.scale,
            mode: pert.mode * conversion.scale,
            reciprocal: conversion.reciprocal,
        }));
        self.parameters.push(ParameterName { selector: assumption.selector.clone(), given: assumption.given.clone() });
        self.by_selector.insert(assumption.selector.clone(), index);
        index
    }

    fn table(&mut self, shape: f64) -> u32 {
        let next = self.tables.len() as u32;
        let index = *self.table_by_shape.entry(shape.to_bits()).or_insert(next);
        if index == next {
            self.tables.push(ScoreTable::new(shape));
        }
        index
    }

    fn shared_luck(&mut self, key: u64) -> u32 {
        let next = self.shared_luck.len() as u32;
        let index = *self.luck_by_key.entry(key).or_insert(next);
        if index == next {
            self.shared_luck.push(key);
        }
        index
    }
}
