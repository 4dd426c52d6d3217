//! Values for a block of draws: drawn, or all at their modes.

use crate::domain::{Sampling, Uncertainty};
use crate::lanes::Lanes;
use crate::maths::special::normal_quantiles;
use crate::program::{Correlated, Parameter, Program, Provider, Value};
use crate::projection::{Inputs, Values, WIDTH};
use crate::statistics::pert::ScoreTable;
use crate::streams::{Scramblings, Stream};
use rayon::prelude::*;

/// Every value at its mode.
pub struct Central;

impl Inputs for Central {
    fn of<'a>(&'a self, _: &'a Program, provider: &'a Provider) -> impl Values + 'a {
        Modes(&provider.values)
    }
}

struct Modes<'a>(&'a [Value]);

impl Values for Modes<'_> {
    fn fill<const L: usize>(&self, _first: u32, out: &mut [Lanes<L>]) {
        for (lanes, value) in out.iter_mut().zip(self.0) {
            *lanes = Lanes::splat(match value {
                Value::Fixed(value) => *value,
                Value::Drawn(parameter) => parameter.central(),
            });
        }
    }

    fn people(&self) -> Option<u64> {
        None
    }
}

/// Luck of one name under the scenario's sampling.
enum Luck {
    /// Point d div 16 of scrambling d mod 16.
    Stratified(Scramblings),
    /// Every draw for itself.
    Independent(Stream),
}

impl Luck {
    fn new(seed: u64, key: u64, sampling: Sampling) -> Self {
        let stream = Stream::new(seed, key);
        match sampling {
            Sampling::Stratified => Self::Stratified(stream.scramblings()),
            Sampling::MonteCarlo => Self::Independent(stream),
        }
    }

    /// The normal scores of the draws from `first` on.
    #[inline(always)]
    fn scores<const L: usize>(&self, first: u32) -> Lanes<L> {
        Lanes(normal_quantiles(match self {
            Self::Stratified(scramblings) => scramblings.points(first),
            Self::Independent(stream) => stream.independents(first),
        }))
    }

    /// The normal scores of the first `draws` draws.
    fn all_scores(&self, draws: u32) -> Vec<f64> {
        let blocks = (0..draws).step_by(WIDTH).flat_map(|first| self.scores::<WIDTH>(first).0);
        blocks.take(draws as usize).collect()
    }
}

/// Numbers that are kept by draw, from `first` on. Lanes beyond the last draw are computed and not counted; any luck will do
/// for them.
#[inline(always)]
fn kept<const L: usize>(numbers: &[f64], first: u32) -> Lanes<L> {
    let first = first as usize;
    let mut lanes = Lanes::ZERO;
    match numbers.get(first..first + L) {
        Some(numbers) => lanes.0.copy_from_slice(numbers),
        None => lanes.0.iter_mut().zip(numbers.iter().skip(first)).for_each(|(lane, number)| *lane = *number),
    }
    lanes
}

/// Values drawn with shared and own luck.
///
/// The score of a value in a draw is √.3·L + √.7·(√ρ·shared + √(1−ρ)·own) for leavers and times to fill, and
/// √ρ·shared + √(1−ρ)·own for all others (`model-rules` 14), where the shared scores of values that go together are
/// mixed by the factor of their correlations; the value is its distribution's quantile at that score.
pub struct Sampled {
    seed: u64,
    sampling: Sampling,
    /// Scores of shared luck: for each name all draws.
    shared: Vec<Vec<f64>>,
    /// Values that several providers have in common: for each all draws.
    common: Vec<Vec<f64>>,
}

impl Sampled {
    /// Prepares the luck that the values of `program` share.
    pub fn new(program: &Program, uncertainty: &Uncertainty) -> Self {
        let (seed, sampling) = (uncertainty.seed, uncertainty.sampling);
        let mut shared: Vec<Vec<f64>> = program
            .shared_luck
            .par_iter()
            .map(|&key| Luck::new(seed, key, sampling).all_scores(uncertainty.draws))
            .collect();
        program.correlated.iter().for_each(|correlated| mix(&mut shared, correlated));
        let common =
            program.common.par_iter().map(|value| in_common(value, &program.tables, &shared, uncertainty.draws));
        let common = common.collect();
        Self { seed, sampling, shared, common }
    }
}

/// Mixes the independent scores of values that go together, draw by draw.
fn mix(shared: &mut [Vec<f64>], correlated: &Correlated) {
    // From the last on: each is made of its own score and those before it, which are then still independent.
    for (place, weights) in correlated.factor.iter().enumerate().rev() {
        let scores = |of: usize| shared[correlated.luck[of] as usize].iter();
        let mut mixed = vec![0.0; scores(place).len()];
        for (of, weight) in weights.iter().enumerate() {
            mixed.iter_mut().zip(scores(of)).for_each(|(sum, score)| *sum += weight * score);
        }
        shared[correlated.luck[place] as usize] = mixed;
    }
}

impl Inputs for Sampled {
    fn of<'a>(&'a self, program: &'a Program, provider: &'a Provider) -> impl Values + 'a {
        let own = |value: &Value| match value {
            Value::Drawn(parameter) if parameter.weights[2] > 0.0 => {
                Some(Luck::new(self.seed, parameter.id.0, self.sampling))
            }
            _ => None,
        };
        Drawn {
            sampled: self,
            tables: &program.tables,
            values: &provider.values,
            own: provider.values.iter().map(own).collect(),
        }
    }
}

/// The values of one provider, drawn.
struct Drawn<'a> {
    sampled: &'a Sampled,
    tables: &'a [ScoreTable],
    values: &'a [Value],
    /// Own luck of the values that have some.
    own: Vec<Option<Luck>>,
}

impl Values for Drawn<'_> {
    #[inline(always)]
    fn fill<const L: usize>(&self, first: u32, out: &mut [Lanes<L>]) {
        for (lanes, (value, own)) in out.iter_mut().zip(self.values.iter().zip(&self.own)) {
            *lanes = match value {
                Value::Fixed(value) => Lanes::splat(*value),
                Value::Drawn(Parameter { common: Some(common), .. }) => {
                    kept(&self.sampled.common[*common as usize], first)
                }
                Value::Drawn(parameter) => {
                    let mut score = shared_score(parameter, &self.sampled.shared, first);
                    if let Some(own) = own {
                        score += own.scores(first) * parameter.weights[2];
                    }
                    parameter.at_scores(self.tables, score)
                }
            };
        }
    }

    fn people(&self) -> Option<u64> {
        Some(self.sampled.seed)
    }
}

/// What of a score is shared, the labour market included.
#[inline(always)]
fn shared_score<const L: usize>(parameter: &Parameter, shared: &[Vec<f64>], first: u32) -> Lanes<L> {
    let [of_market, of_shared, _] = parameter.weights;
    let score = kept(&shared[parameter.shared as usize], first) * of_shared;
    if of_market > 0.0 { score + kept(&shared[0], first) * of_market } else { score }
}

/// All draws of a value without luck of its own.
fn in_common(parameter: &Parameter, tables: &[ScoreTable], shared: &[Vec<f64>], draws: u32) -> Vec<f64> {
    let block = |first: u32| parameter.at_scores::<WIDTH>(tables, shared_score(parameter, shared, first)).0;
    (0..draws).step_by(WIDTH).flat_map(block).take(draws as usize).collect()
}
