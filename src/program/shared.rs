//! What all providers share: names of luck, quantile tables, causes, and values that are the same everywhere.

use super::compile::Draft;
use super::values::{Form, Parameter, Value};
use super::{Cause, Provider};
use crate::domain::CorrelatedLuck;
use crate::program::luck::{Correlated, LABOUR_MARKET};
use crate::statistics::correlation;
use crate::statistics::pert::ScoreTable;
use crate::streams;
use std::collections::{BTreeMap, BTreeSet};

/// Collects what providers share, in the order of the facilities.
#[derive(Default)]
pub(super) struct Collector {
    luck: Vec<u64>,
    luck_by_key: BTreeMap<u64, u32>,
    shapes: Vec<f64>,
    table_by_shape: BTreeMap<u64, u32>,
    causes: BTreeSet<Cause>,
    /// Values without luck of their own, with the number of providers that have them.
    alike: BTreeMap<Alike, (Parameter, u32)>,
    /// The most roles of a provider.
    widest: usize,
    /// The most effects on a term of work.
    most_factors: usize,
}

/// What a value without luck of its own is known by: its shared luck with the weights, its form and its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Alike([u64; 9]);

impl Alike {
    fn of(parameter: &Parameter) -> Option<Self> {
        let [market, shared, own] = parameter.weights;
        if own > 0.0 {
            return None;
        }
        let (kind, [a, b, c]) = match parameter.form {
            Form::Pert { table, minimum, width } => (0, [f64::from(table), minimum, width]),
            Form::Triangular { shape, minimum, width } => (1, [shape, minimum, width]),
            Form::Uniform { minimum, width } => (2, [minimum, width, 0.0]),
            Form::Normal { mean, sigma } => (3, [mean, sigma, 0.0]),
            Form::Lognormal { mu, sigma } => (4, [mu, sigma, 0.0]),
        };
        let [market, of_shared, middle] = [market, shared, parameter.middle].map(f64::to_bits);
        let [a, b, c] = [a, b, c].map(f64::to_bits);
        let reciprocal = u64::from(parameter.reciprocal);
        Some(Self([parameter.shared.into(), kind, a, b, c, market, of_shared, middle, reciprocal]))
    }
}

impl Collector {
    pub fn new() -> Self {
        let mut collector = Self::default();
        collector.luck(streams::key(LABOUR_MARKET));
        collector
    }

    /// Adds what the next provider needs.
    pub fn add(&mut self, mut draft: Draft) {
        let tables: Vec<u32> = draft.shapes.iter().map(|&shape| self.table(shape)).collect();
        let luck: Vec<u32> = draft.luck.iter().map(|&key| self.luck(key)).collect();
        for parameter in draft.provider.drawn_mut() {
            parameter.stand(&luck, &tables);
            if let Some(key) = Alike::of(parameter) {
                self.alike.entry(key).or_insert_with(|| (parameter.clone(), 0)).1 += 1;
            }
        }
        let roles = &draft.provider.roles;
        self.widest = self.widest.max(roles.len());
        let factors = roles.iter().flat_map(|role| &role.work).map(|work| work.factors.len());
        self.most_factors = self.most_factors.max(factors.max().unwrap_or(0));
        for cause in draft.causes.into_iter().flatten() {
            if !self.causes.contains(&cause) {
                self.causes.insert(cause);
            }
        }
    }

    /// What has been collected, with the luck that goes together.
    pub fn finish(mut self, correlated: &[CorrelatedLuck]) -> Shared {
        // A name that no value here has takes part all the same: others follow it.
        let correlated = correlated.iter().map(|group| Correlated {
            luck: group.names.iter().map(|name| self.luck(streams::key(name))).collect(),
            factor: correlation::factor(&group.matrix),
        });
        let correlated = correlated.collect();
        let (mut common, mut common_by_form) = (Vec::new(), BTreeMap::new());
        for (key, (parameter, _)) in self.alike.into_iter().filter(|(_, (_, providers))| *providers > 1) {
            let index = common.len() as u32;
            common_by_form.insert(key, index);
            common.push(Parameter { common: Some(index), ..parameter });
        }
        Shared {
            luck: self.luck,
            tables: self.shapes.into_iter().map(ScoreTable::new).collect(),
            causes: self.causes.into_iter().collect(),
            correlated,
            common,
            widest: self.widest,
            most_factors: self.most_factors,
            lookup: Lookup { luck: self.luck_by_key, tables: self.table_by_shape, common: common_by_form },
        }
    }

    fn luck(&mut self, key: u64) -> u32 {
        let next = self.luck.len() as u32;
        let index = *self.luck_by_key.entry(key).or_insert(next);
        if index == next {
            self.luck.push(key);
        }
        index
    }

    fn table(&mut self, shape: f64) -> u32 {
        let next = self.shapes.len() as u32;
        let index = *self.table_by_shape.entry(shape.to_bits()).or_insert(next);
        if index == next {
            self.shapes.push(shape);
        }
        index
    }
}

/// What all providers share.
pub(super) struct Shared {
    pub luck: Vec<u64>,
    pub tables: Vec<ScoreTable>,
    pub causes: Vec<Cause>,
    pub correlated: Vec<Correlated>,
    pub common: Vec<Parameter>,
    pub widest: usize,
    pub most_factors: usize,
    pub lookup: Lookup,
}

/// Where what all providers share stands.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    luck: BTreeMap<u64, u32>,
    tables: BTreeMap<u64, u32>,
    common: BTreeMap<Alike, u32>,
}

impl Lookup {
    /// A provider whose luck, tables and causes stand at their places of the program.
    pub fn settle(&self, draft: Draft, causes: &[Cause]) -> Provider {
        let Draft { mut provider, luck, shapes, causes: of_roles } = draft;
        // Whatever a provider needs was collected from it.
        let find = |places: &BTreeMap<u64, u32>, key: u64| places.get(&key).copied().unwrap_or_default();
        let luck: Vec<u32> = luck.into_iter().map(|key| find(&self.luck, key)).collect();
        let tables: Vec<u32> = shapes.into_iter().map(|shape| find(&self.tables, shape.to_bits())).collect();
        for parameter in provider.drawn_mut() {
            parameter.stand(&luck, &tables);
            parameter.common = Alike::of(parameter).and_then(|key| self.common.get(&key).copied());
        }
        for (role, of_role) in provider.roles.iter_mut().zip(&of_roles) {
            role.causes = of_role.iter().filter_map(|cause| causes.binary_search(cause).ok()).collect();
        }
        provider
    }
}

impl Parameter {
    /// Turns places among the provider's own luck and tables into those of the program.
    fn stand(&mut self, luck: &[u32], tables: &[u32]) {
        self.shared = luck[self.shared as usize];
        if let Form::Pert { table, .. } = &mut self.form {
            *table = tables[*table as usize];
        }
    }
}

impl Provider {
    fn drawn_mut(&mut self) -> impl Iterator<Item = &mut Parameter> {
        self.values.iter_mut().filter_map(|value| match value {
            Value::Drawn(parameter) => Some(parameter),
            Value::Fixed(_) => None,
        })
    }
}
