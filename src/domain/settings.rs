//! What is forecast and how: the settings of a scenario.

use crate::calendar::Horizon;
use crate::statistics::distribution::DistributionKind;
use crate::tables::Origin;
use std::collections::BTreeMap;

/// The word of files for a value, out of a list that has one for every value.
pub fn word<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    let found = names.iter().find(|(_, other)| *other == value);
    found.map(|(word, _)| *word).expect("every value of a setting has its word")
}

/// What demand at the opening is set equal to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The funded posts: the opening gap is the vacancies.
    Establishment,
    /// The staff in post: the opening gap is 0.
    InPost,
    /// Nothing: the workload ratios stand as they are.
    Ratios,
}

impl Anchor {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 3] =
        [("establishment", Self::Establishment), ("in_post", Self::InPost), ("ratios", Self::Ratios)];
}

/// Whom to recruit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiringPolicy {
    /// Nobody.
    None,
    /// Replace those who leave: hold the staff of the opening.
    ReplaceLeavers,
    /// Fill the funded posts.
    FillEstablishment,
    /// Hire for this month's steady demand, without foresight and never for a surge.
    CloseGap,
    /// Only what the table `actions` says.
    Schedule,
}

impl HiringPolicy {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("none", Self::None),
        ("replace-leavers", Self::ReplaceLeavers),
        ("fill-establishment", Self::FillEstablishment),
        ("close-gap", Self::CloseGap),
        ("schedule", Self::Schedule),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        word(&Self::NAMES, self)
    }
}

/// How draws are spread over the possible values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// Sixteen scramblings of a stratified sequence per value.
    Stratified,
    /// Independent draws.
    MonteCarlo,
}

impl Sampling {
    /// The words in files, with their meaning.
    pub const NAMES: [(&'static str, Self); 2] = [("stratified", Self::Stratified), ("monte-carlo", Self::MonteCarlo)];
}

/// How many futures are simulated and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    /// Number of draws.
    pub draws: u32,
    /// Seed of all luck.
    pub seed: u64,
    /// How draws are spread.
    pub sampling: Sampling,
    /// What low and high mean where a row does not say: `p10-p90` or `bounds`.
    pub range: &'static str,
    /// The distribution that a range has where a row does not say.
    pub distribution: DistributionKind,
    /// Share ρ of a column's luck that all facilities share, where it differs from the column's default; by
    /// `table.column`.
    pub shared: BTreeMap<String, f64>,
    /// Whether people leave and arrive whole in each draw.
    pub individuals: bool,
}

/// When a gap counts as a shortage: it exceeds both limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortage {
    /// Percent of demand.
    pub threshold_pct: f64,
    /// FTE.
    pub threshold_fte: f64,
}

/// The settings of a scenario.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The scenario's name: its file's stem.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// The months forecast and the rows written.
    pub horizon: Horizon,
    /// What demand at the opening equals, where the table `anchors` says nothing else.
    pub demand_anchor: Anchor,
    /// When a gap counts as a shortage.
    pub shortage: Shortage,
    /// Futures simulated.
    pub uncertainty: Uncertainty,
    /// Whom to recruit.
    pub hiring: HiringPolicy,
    /// Whether the run tells what each gap and each demand is made of.
    pub causes: bool,
    /// Currency of all costs, such as `USD`; `None` where no costs are given.
    pub currency: Option<String>,
    /// What set each setting that is stated, by its key with its section; the others have their usual values.
    pub set_by: BTreeMap<String, Origin>,
}
