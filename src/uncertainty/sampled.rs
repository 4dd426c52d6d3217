//! Values for a block of draws: drawn, or all at their modes.

use crate::domain::{Sampling, Uncertainty};
use crate::lanes::Lanes;
use crate::maths::special::normal_quantile;
use crate::program::{Correlated, Program, Provider, Value};
use crate::projection::{Inputs, Values};
use crate::statistics::pert::ScoreTable;
use crate::streams::{SCRAMBLINGS, Scrambling, Stream};
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
    Stratified([Scrambling; SCRAMBLINGS as usize]),
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

    /// The normal score of a draw.
    fn score(&self, draw: u32) -> f64 {
        normal_quantile(match self {
            Self::Stratified(scramblings) => scramblings[(draw % SCRAMBLINGS) as usize].point(draw / SCRAMBLINGS),
            Self::Independent(stream) => stream.independent(draw),
        })
    }
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
}

impl Sampled {
    /// Prepares the luck that the values of `program` share.
    pub fn new(program: &Program, uncertainty: &Uncertainty) -> Self {
        let (seed, sampling) = (uncertainty.seed, uncertainty.sampling);
        let mut shared: Vec<Vec<f64>> = program
            .shared_luck
            .par_iter()
            .map(|&key| {
                let luck = Luck::new(seed, key, sampling);
                (0..uncertainty.draws).map(|draw| luck.score(draw)).collect()
            })
            .collect();
        program.correlated.iter().for_each(|correlated| mix(&mut shared, correlated));
        Self { seed, sampling, shared }
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
    fn fill<const L: usize>(&self, first: u32, out: &mut [Lanes<L>]) {
        let market = &self.sampled.shared[0];
        for (lanes, (value, own)) in out.iter_mut().zip(self.values.iter().zip(&self.own)) {
            let parameter = match value {
                Value::Fixed(value) => {
                    *lanes = Lanes::splat(*value);
                    continue;
                }
                Value::Drawn(parameter) => parameter,
            };
            let [of_market, of_shared, of_own] = parameter.weights;
            let shared = &self.sampled.shared[parameter.shared as usize];
            for (lane, value) in lanes.0.iter_mut().enumerate() {
                let draw = first + lane as u32;
                // Lanes beyond the last draw are computed and not counted; any luck will do for them.
                let score_of = |scores: &[f64]| scores.get(draw as usize).copied().unwrap_or(0.0);
                let mut score = of_shared * score_of(shared);
                if of_market > 0.0 {
                    score += of_market * score_of(market);
                }
                if let Some(own) = own {
                    score += of_own * own.score(draw);
                }
                *value = parameter.at(self.tables, score);
            }
        }
    }

    fn people(&self) -> Option<u64> {
        Some(self.sampled.seed)
    }
}
