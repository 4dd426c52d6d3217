//! The values of a provider: constants, and parameters that are drawn.

use super::{Slot, luck};
use crate::domain::{Assumption, Selector};
use crate::ids::FacilityId;
use crate::lanes::Lanes;
use crate::maths::{ln, special::normal_cdf};
use crate::statistics::distribution::{Distribution, LARGEST_SCORE};
use crate::statistics::pert::ScoreTable;
use crate::statistics::triangular;
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// A value that is drawn: a distribution with its luck.
///
/// Its normal score in a draw is the weighted sum of the labour market's, the shared and its own; the weights' squares
/// add to 1.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Dense index among the provider's parameters.
    pub index: u32,
    /// Its lasting name.
    pub id: ParameterId,
    /// Which of the program's shared luck it takes part in.
    pub shared: u32,
    /// Weights of the labour market's, the shared and the own score.
    pub weights: [f64; 3],
    /// Its distribution, before the reciprocal.
    pub form: Form,
    /// The middle value, which the central case has, before the reciprocal.
    pub middle: f64,
    /// True if the engine's value is 1 over it (units per FTE become FTE per unit).
    pub reciprocal: bool,
    /// Which of [`super::Program::common`] it is, if other providers have the same value in every draw.
    pub common: Option<u32>,
}

/// A distribution in engine units, as a function of the normal score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// PERT: a place of the program's quantile table on a range.
    Pert {
        /// Which of the program's quantile tables has its shape.
        table: u32,
        /// Smallest value.
        minimum: f64,
        /// Largest less smallest value.
        width: f64,
    },
    /// Triangular, with the mode at a place of the range.
    Triangular {
        /// Place of the mode, 0 to 1.
        shape: f64,
        /// Smallest value.
        minimum: f64,
        /// Largest less smallest value.
        width: f64,
    },
    /// Uniform.
    Uniform {
        /// Smallest value.
        minimum: f64,
        /// Largest less smallest value.
        width: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sigma: f64,
    },
    /// Lognormal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
}

impl Parameter {
    /// The values at several normal scores; `tables` are the program's quantile tables.
    #[inline(always)]
    pub fn at_scores<const L: usize>(&self, tables: &[ScoreTable], scores: Lanes<L>) -> Lanes<L> {
        let scores = scores.map(|score| score.clamp(-LARGEST_SCORE, LARGEST_SCORE));
        let values = match self.form {
            Form::Pert { table, minimum, width } => Lanes(tables[table as usize].at_scores(scores.0)) * width + minimum,
            Form::Triangular { shape, minimum, width } => {
                scores.map(|score| minimum + width * triangular::at_score(shape, score))
            }
            Form::Uniform { minimum, width } => scores.map(|score| minimum + width * normal_cdf(score)),
            Form::Normal { mean, sigma } => scores * sigma + mean,
            Form::Lognormal { mu, sigma } => (scores * sigma + mu).exp(),
        };
        if self.reciprocal { Lanes::splat(1.0) / values } else { values }
    }

    /// The value at one normal score.
    pub fn at(&self, tables: &[ScoreTable], score: f64) -> f64 {
        self.at_scores(tables, Lanes([score])).0[0]
    }

    /// The central value: the middle one.
    pub fn central(&self) -> f64 {
        if self.reciprocal { 1.0 / self.middle } else { self.middle }
    }
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

/// Collects the values of a provider; each assumption and each constant stands in it once.
///
/// Luck and quantile tables have places of the list's own, until it is known where they stand in the program.
#[derive(Default)]
pub(super) struct ValueList {
    pub values: Vec<Value>,
    pub names: Vec<Selector>,
    /// Names (hashed) of the shared luck that the values take part in, in the order in which they were first named.
    pub luck: Vec<u64>,
    /// Shapes of the quantile tables that they need, likewise.
    pub shapes: Vec<f64>,
    /// By lasting name and the period from which the value holds.
    by_name: BTreeMap<(ParameterId, Option<Arc<str>>), Slot>,
    by_bits: BTreeMap<u64, Slot>,
}

impl ValueList {
    /// A constant in engine units.
    pub fn fixed(&mut self, value: f64) -> Slot {
        let next = Slot(self.values.len() as u32);
        let slot = *self.by_bits.entry(value.to_bits()).or_insert(next);
        if slot == next {
            self.values.push(Value::Fixed(value));
        }
        slot
    }

    /// An assumption at a facility, converted to engine units.
    pub fn assumed(
        &mut self,
        (facility, assumption): (&FacilityId, &Assumption),
        conversion: Conversion,
        rho: f64,
    ) -> Slot {
        let Some(distribution) = assumption.distribution else {
            let value = assumption.spread.mode * conversion.scale;
            return self.fixed(if conversion.reciprocal { 1.0 / value } else { value });
        };
        let selector = &assumption.selector;
        let (shared, own) = selector.keys(facility);
        let id = ParameterId(own);
        let next = Slot(self.values.len() as u32);
        let slot = *self.by_name.entry((id, selector.from.clone())).or_insert(next);
        if slot != next {
            return slot;
        }
        let form = self.form(distribution, conversion.scale);
        self.values.push(Value::Drawn(Parameter {
            index: self.names.len() as u32,
            id,
            shared: place(&mut self.luck, shared),
            weights: luck::weights(selector, rho),
            form,
            middle: assumption.spread.mode * conversion.scale,
            reciprocal: conversion.reciprocal,
            common: None,
        }));
        self.names.push(selector.at(facility));
        next
    }

    /// A distribution times `scale`, which is not negative.
    fn form(&mut self, distribution: Distribution, scale: f64) -> Form {
        match distribution {
            Distribution::Pert(pert) => Form::Pert {
                table: place(&mut self.shapes, pert.shape()),
                minimum: pert.minimum * scale,
                width: (pert.maximum - pert.minimum) * scale,
            },
            Distribution::Triangular(triangular) => Form::Triangular {
                shape: triangular.shape(),
                minimum: triangular.minimum * scale,
                width: (triangular.maximum - triangular.minimum) * scale,
            },
            Distribution::Uniform { minimum, maximum } => {
                Form::Uniform { minimum: minimum * scale, width: (maximum - minimum) * scale }
            }
            Distribution::Normal { mean, sigma } => Form::Normal { mean: mean * scale, sigma: sigma * scale },
            // Turnover that is all retirement is scaled by 0; the smallest scale that has a logarithm is as little.
            Distribution::Lognormal { mu, sigma } => {
                Form::Lognormal { mu: mu + ln(scale.max(f64::MIN_POSITIVE)), sigma }
            }
        }
    }
}

/// The place of a thing in a list that has each once; it is added at the end if it is new.
fn place<T: PartialEq>(list: &mut Vec<T>, thing: T) -> u32 {
    // The last ones are the likeliest: values of one row follow each other.
    let known = list.iter().rposition(|known| *known == thing).unwrap_or_else(|| {
        list.push(thing);
        list.len() - 1
    });
    known as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Basis, Given, Spread};
    use crate::maths::special::normal_quantile;
    use crate::statistics::distribution::DistributionKind;
    use crate::streams;

    /// The parameter of a range (10th percentile, middle, 90th percentile), with the tables that it needs.
    fn parameter(kind: DistributionKind, range: [f64; 3], conversion: Conversion) -> (Parameter, Vec<ScoreTable>) {
        let [low, mode, high] = range;
        let assumption = Assumption {
            selector: Selector {
                table: "workload",
                column: "mode",
                row: Arc::from("role=bmet"),
                facility: None,
                from: None,
            },
            spread: Spread { low, mode, high },
            distribution: Some(Distribution::from_p10_p90(kind, range).expect("a distribution")),
            range: "p10-p90",
            unit: "",
            basis: Basis::Judgement,
            source: Arc::from(""),
            given: Given::Default,
        };
        let mut list = ValueList::default();
        let slot = list.assumed((&FacilityId::new("north"), &assumption), conversion, 1.0);
        let Value::Drawn(parameter) = list.values[slot.0 as usize].clone() else { panic!("a range is drawn") };
        (parameter, list.shapes.into_iter().map(ScoreTable::new).collect())
    }

    #[test]
    fn every_kind_follows_its_quantile_in_the_engines_unit() {
        for (word, kind) in DistributionKind::NAMES {
            let range = if kind == DistributionKind::Lognormal { [10.0, 17.0, 30.0] } else { [10.0, 20.0, 30.0] };
            let distribution = Distribution::from_p10_p90(kind, range).expect("a distribution");
            let (plain, tables) = parameter(kind, range, Conversion::scaled(0.01));
            let (inverse, more_tables) = parameter(kind, range, Conversion { scale: 1.0, reciprocal: true });
            assert_eq!(plain.central(), range[1] * 0.01);
            assert_eq!(inverse.central(), 1.0 / range[1]);
            for i in 1..200 {
                let probability = f64::from(i) / 200.0;
                let (z, expected) = (normal_quantile(probability), distribution.quantile(probability));
                let found = plain.at(&tables, z);
                assert!((found - 0.01 * expected).abs() < 1e-7 * 0.2, "{word} at {probability}: {found}");
                let found = inverse.at(&more_tables, z);
                assert!((found * expected - 1.0).abs() < 1e-6, "{word} at {probability}: {found}");
            }
            // Beyond eight standard deviations nothing is drawn.
            assert_eq!(plain.at(&tables, 40.0), plain.at(&tables, LARGEST_SCORE));
        }
    }

    /// 1/X of a lognormal X is lognormal with the median's reciprocal and the same spread of the logarithm: its mean is
    /// exp(σ²/2 − μ), which is not 1/mean.
    #[test]
    fn means_and_variances_are_those_of_the_distribution() {
        let of = |kind, range| Distribution::from_p10_p90(kind, range).expect("a distribution");
        let (pert, triangular) = (DistributionKind::Pert, DistributionKind::Triangular);
        let (uniform, normal, lognormal) =
            (DistributionKind::Uniform, DistributionKind::Normal, DistributionKind::Lognormal);
        let range = [10.0, 20.0, 30.0];
        let logarithmic = [10.0, 17.0, 30.0];
        let (mu, sigma) = (2.851_891_f64, 0.428_626_f64);
        let of_lognormal = |mean: f64| mean * mean * ((sigma * sigma).exp() - 1.0);
        let (least, most) = of(triangular, range).support();
        let cases = [
            (uniform, range, false, 20.0, 25.0_f64.powi(2) / 12.0),
            (normal, range, false, 20.0, (10.0 / 1.281_551_565_544_6_f64).powi(2)),
            (triangular, range, false, of(triangular, range).mean(), {
                let (a, c, b) = (least, 20.0, most);
                (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0
            }),
            // A symmetric PERT has shapes 3 and 3: the variance is the 28th part of the squared range.
            (pert, range, false, 20.0, {
                let (least, most) = of(pert, range).support();
                (most - least).powi(2) / 28.0
            }),
            (lognormal, logarithmic, false, 18.986_94, of_lognormal(18.986_94)),
            (lognormal, logarithmic, true, (0.5 * sigma * sigma - mu).exp(), {
                of_lognormal((0.5 * sigma * sigma - mu).exp())
            }),
        ];
        for (kind, range, reciprocal, mean, variance) in cases {
            let (parameter, tables) = parameter(kind, range, Conversion { scale: 1.0, reciprocal });
            let luck = streams::Stream::new(11, streams::key("moments"));
            let count = 40_000;
            let values: Vec<f64> =
                (0..count).map(|draw| parameter.at(&tables, normal_quantile(luck.independent(draw)))).collect();
            let moment = |power: i32| values.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / f64::from(count);
            let error = (variance / f64::from(count)).sqrt();
            assert!(moment(1).abs() < 4.0 * error, "{kind:?}: mean {}", mean + moment(1));
            let error = ((moment(4) - variance * variance) / f64::from(count)).sqrt();
            assert!((moment(2) - variance).abs() < 4.0 * error, "{kind:?}: variance {}", moment(2));
        }
    }
}
