//! Work, its parts and what changes it, compiled. [`split`] turns one row into terms that are products.

use super::Slot;

/// A quantity that does not depend on luck: at the opening and in each month on average.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// At the opening.
    pub opening: f64,
    /// Monthly averages; empty where it never changes.
    pub monthly: Vec<f64>,
}

impl Share {
    /// The same for ever.
    pub fn constant(value: f64) -> Self {
        Self { opening: value, monthly: Vec::new() }
    }

    /// In a month.
    #[inline(always)]
    pub fn at(&self, month: usize) -> f64 {
        self.monthly.get(month).copied().unwrap_or(self.opening)
    }

    /// `f` of it at the opening and in each month.
    pub fn map(&self, f: impl Fn(f64) -> f64) -> Self {
        Self { opening: f(self.opening), monthly: self.monthly.iter().map(|&value| f(value)).collect() }
    }

    /// True if it is above 0 at some time.
    pub fn ever(&self) -> bool {
        self.opening > 0.0 || self.monthly.iter().any(|&value| value > 0.0)
    }
}

/// What a rate is multiplied by.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// One: the rate is for the facility (or the team).
    One,
    /// A driver, by its place among the provider's.
    Driver(usize),
    /// The steady demand of roles, by their places among the provider's.
    Roles(Vec<usize>),
}

/// A term of steady work: a product of one factor for each player.
#[derive(Clone, Debug)]
pub struct Work {
    /// FTE for one unit of the amount.
    pub rate: Slot,
    /// True if it is existing work, which the anchor scales; new work stands as the ratios say.
    pub anchored: bool,
    /// What the rate is for.
    pub amount: Amount,
    /// Which of the role's scales, if there is economy of scale.
    pub scale: Option<usize>,
    /// Which of the provider's curves multiplies it; `None`: no technology.
    pub curve: Option<usize>,
    /// The provider's share of it.
    pub share: Share,
    /// 0 before a dated row begins and after it ends, 1 between.
    pub switch: Share,
    /// Which of the provider's factors act on it, one for each technology.
    pub factors: Vec<usize>,
    /// What each of its factors is a cause of.
    pub players: Players,
    /// Which of the role's parts it belongs to.
    pub part: usize,
}

/// For each factor of a term its place among the role's causes; `None` where it cannot change.
#[derive(Clone, Debug, Default)]
pub struct Players {
    /// Of the amount, economy of scale included.
    pub amount: Option<usize>,
    /// Of the technology in use.
    pub curve: Option<usize>,
    /// Of the provider's share.
    pub share: Option<usize>,
    /// Of the switch.
    pub switch: Option<usize>,
    /// Of the effects, in their order.
    pub factors: Vec<usize>,
}

/// Work around new adoption.
#[derive(Clone, Debug)]
pub struct Surge {
    /// FTE for one unit of the amount and full adoption.
    pub rate: Slot,
    /// What the rate is for.
    pub amount: Amount,
    /// Which of the provider's responses multiplies it.
    pub response: usize,
    /// The provider's share of it.
    pub share: Share,
    /// 0 before a dated row begins and after it ends, 1 between.
    pub switch: Share,
    /// Its place among the role's causes.
    pub cause: usize,
    /// Which of the role's parts it belongs to.
    pub part: usize,
}

/// A size with its exponent: (Σ share·D / reference)^exponent.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The exponent: that of the row less 1.
    pub exponent: f64,
    /// The size at which the factor is 1.
    pub reference: f64,
    /// The provider's drivers that add up to the size, with its shares.
    pub sizes: Vec<(usize, Share)>,
}

/// What follows from a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// Which of the provider's curves.
    pub curve: usize,
    /// What of it.
    pub kind: ResponseKind,
}

/// What follows from adoption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ResponseKind {
    /// Adoption averaged over so many past months.
    Realised(u32),
    /// New adoption, dying away in so many months.
    GoLive(f64),
    /// Adoption planned so many months ahead that is not there yet.
    Build(u32),
    /// Rise of adoption within the month so many months ahead.
    Rise(u32),
}

/// Staff in post who are to be trained when a technology comes to their facility.
#[derive(Clone, Debug, PartialEq)]
pub struct Skilling {
    /// Their role, a place among the provider's.
    pub role: usize,
    /// The technology.
    pub technology: usize,
    /// Which of the provider's responses is the rise that they are trained for.
    pub response: usize,
    /// Share of the people in post at full adoption.
    pub people: Slot,
    /// Hours for each.
    pub hours: Slot,
}

/// What one technology makes of other work: Π (1 + c·R) / (1 + c·R at the opening).
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Changes (shares of 1) and the responses that they follow.
    pub parts: Vec<(Slot, usize)>,
}

/// What a piece of demand is shown as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The facility that the work is for.
    pub served: usize,
    /// What it is.
    pub kind: PartKind,
}

/// What a piece of demand is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// Work of rows: technology (its place, if any), phase and driver in the words of files.
    Row {
        /// The technology.
        technology: Option<usize>,
        /// run, build or go_live.
        phase: &'static str,
        /// The driver's word, `role:` and `family:` included; empty for none.
        driver: String,
    },
    /// What the smallest team adds.
    Floor,
    /// Activities of some (WISN's individual allowance).
    Individual,
    /// Staff that no work explains.
    Unexplained,
}

/// The terms of a row: existing work that the anchor scales, and new work that it does not (`model-rules` 11).
pub(super) fn split(share: &Share, switch: &Share) -> Vec<(bool, Share)> {
    if switch.opening <= 0.0 {
        return vec![(false, share.clone())];
    }
    let opening = share.opening;
    let kept = share.map(|now| now.min(opening));
    let gained = share.map(|now| (now - opening).max(0.0));
    let terms = [(true, kept), (false, gained)];
    terms.into_iter().filter(|(_, share)| share.ever()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_moves_in_is_new_and_work_that_stays_is_not() {
        let share = Share { opening: 0.4, monthly: vec![0.4, 0.9] };
        let terms = split(&share, &Share::constant(1.0));
        assert_eq!(terms[0], (true, Share { opening: 0.4, monthly: vec![0.4, 0.4] }));
        assert_eq!(terms[1], (false, Share { opening: 0.0, monthly: vec![0.0, 0.5] }));
    }

    #[test]
    fn a_row_that_begins_later_is_new_work_altogether() {
        let switch = Share { opening: 0.0, monthly: vec![0.0, 1.0] };
        assert_eq!(split(&Share::constant(0.7), &switch), vec![(false, Share::constant(0.7))]);
    }
}
