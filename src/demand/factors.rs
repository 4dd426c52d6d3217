//! The factors of a term of work, and what the term adds in each month.

use super::{Conditions, Pieces, shapley};
use crate::lanes::{Lanes, Months, OverTime};
use crate::program::{Amount, Factor, ProviderRole, Scale, Share, Work};
use std::ops::Range;

/// Fills `months` with what one technology makes of other work, Π (1 + c·R)/(1 + c·R at the opening), and returns its value
/// at the opening, which is 1.
#[inline(always)]
pub fn factor<const L: usize>(
    factor: &Factor,
    values: &[Lanes<L>],
    responses: &Months<L>,
    months: &mut [Lanes<L>],
) -> Lanes<L> {
    let one = Lanes::splat(1.0);
    if factor.parts.is_empty() {
        months.fill(one);
    }
    for (index, &(change, of)) in factor.parts.iter().enumerate() {
        let (change, response) = (values[change.0 as usize], responses.get(of));
        let per_opening = one / (change * response.opening + 1.0);
        for (month, response) in months.iter_mut().zip(response.months) {
            let before = if index == 0 { one } else { *month };
            *month = before * (change * *response + 1.0) * per_opening;
        }
    }
    one
}

/// A quantity that is made for one term.
struct Column<const L: usize> {
    opening: Lanes<L>,
    months: Vec<Lanes<L>>,
}

impl<const L: usize> Default for Column<L> {
    fn default() -> Self {
        Self { opening: Lanes::ZERO, months: Vec::new() }
    }
}

impl<const L: usize> Column<L> {
    /// Fills every month by its number, and sets the opening.
    #[inline(always)]
    fn fill(&mut self, opening: Lanes<L>, count: usize, month: impl Fn(usize) -> Lanes<L>) {
        self.opening = opening;
        self.months.clear();
        self.months.extend((0..count).map(month));
    }

    #[inline(always)]
    fn get(&self) -> OverTime<'_, L> {
        OverTime { opening: self.opening, months: &self.months }
    }
}

/// Room for quantities that are made for one term.
#[derive(Default)]
pub(super) struct Columns<const L: usize> {
    amount: Column<L>,
    sized: Column<L>,
    in_use: Column<L>,
    share: Column<L>,
    switch: Column<L>,
    /// What technologies make of it, where it is to be explained.
    factors: Months<L>,
}

/// The amount that a rate is for.
#[inline(always)]
pub(super) fn amount<'a, const L: usize>(
    amount: &Amount,
    given: &Conditions<'a, L>,
    columns: &'a mut Columns<L>,
) -> OverTime<'a, L> {
    if let Amount::Roles(roles) = amount
        && roles.len() != 1
    {
        sum_of_roles(roles, given, &mut columns.amount);
    }
    amount_in(amount, given, &columns.amount)
}

#[inline(always)]
fn sum_of_roles<const L: usize>(roles: &[usize], given: &Conditions<'_, L>, column: &mut Column<L>) {
    let sum = |f: &dyn Fn(usize) -> Lanes<L>| roles.iter().fold(Lanes::ZERO, |sum, &role| sum + f(role));
    let opening = sum(&|role| given.steady.get(role).opening);
    column.fill(opening, given.months, |month| sum(&|role| given.steady.get(role).months[month]));
}

/// The amount, once the sum of several roles is in `column`.
#[inline(always)]
fn amount_in<'a, const L: usize>(amount: &Amount, given: &Conditions<'a, L>, column: &'a Column<L>) -> OverTime<'a, L> {
    match amount {
        Amount::One => OverTime { opening: Lanes::splat(1.0), months: &[] },
        Amount::Driver(driver) => given.drivers.get(*driver),
        Amount::Roles(roles) => match roles[..] {
            [role] => given.steady.get(role),
            _ => column.get(),
        },
    }
}

/// What the provider serves of a driver: with its shares, or as if no work had moved since the opening.
#[derive(Clone, Copy)]
struct Sizes<const L: usize> {
    now: Lanes<L>,
    unmoved: Lanes<L>,
}

impl<const L: usize> Sizes<L> {
    /// `part` gives the level of a driver and the provider's share now.
    #[inline(always)]
    fn of(scale: &Scale, part: impl Fn(usize, &Share) -> (Lanes<L>, f64)) -> Self {
        let [mut now, mut unmoved, mut all] = [Lanes::ZERO; 3];
        for (driver, share) in &scale.sizes {
            let (level, held) = part(*driver, share);
            now += level * held;
            unmoved += level * share.opening;
            all += level;
        }
        // Where nothing of the opening is left, all of it stands for what never changed.
        Self { now, unmoved: unmoved.if_positive(unmoved, all) }
    }

    #[inline(always)]
    fn at_opening(scale: &Scale, given: &Conditions<'_, L>) -> Self {
        Self::of(scale, |driver, share| (given.drivers.get(driver).opening, share.opening))
    }

    #[inline(always)]
    fn in_month(scale: &Scale, given: &Conditions<'_, L>, month: usize) -> Self {
        Self::of(scale, |driver, share| (given.drivers.get(driver).months[month], share.at(month)))
    }
}

/// (size / reference)^exponent; 0 where there is nothing.
#[inline(always)]
fn economy<const L: usize>(scale: &Scale, size: Lanes<L>) -> Lanes<L> {
    let relative = size * (1.0 / scale.reference);
    size.if_positive((relative.ln() * scale.exponent).exp(), Lanes::ZERO)
}

/// What work that moved makes of the economy of scale.
#[inline(always)]
fn moved<const L: usize>(scale: &Scale, sizes: Sizes<L>) -> Lanes<L> {
    let [now, unmoved] = [sizes.now, sizes.unmoved].map(|size| economy(scale, size));
    unmoved.if_positive(now / unmoved, Lanes::ZERO)
}

/// True if the provider's share of a term, or of the size that it is scaled by, changes in time.
#[inline(always)]
fn share_moves(role: &ProviderRole, work: &Work) -> bool {
    let sizes = work.scale.map_or(&[][..], |scale| role.scales[scale].sizes.as_slice());
    sizes.iter().map(|(_, share)| share).chain([&work.share]).any(|share| !share.monthly.is_empty())
}

/// FTE of a term at the opening, before it is anchored.
#[inline(always)]
pub(super) fn opening<const L: usize>(role: &ProviderRole, work: &Work, given: &Conditions<'_, L>) -> Lanes<L> {
    let amount = match &work.amount {
        Amount::One => Lanes::splat(1.0),
        Amount::Driver(driver) => given.drivers.get(*driver).opening,
        Amount::Roles(roles) => roles.iter().fold(Lanes::ZERO, |sum, &role| sum + given.steady.get(role).opening),
    };
    let sized = work.scale.map_or(Lanes::splat(1.0), |scale| {
        let scale = &role.scales[scale];
        economy(scale, Sizes::at_opening(scale, given).now)
    });
    let in_use = work.curve.map_or(Lanes::splat(1.0), |curve| given.curves.get(curve).opening);
    let held = work.share.opening * work.switch.opening;
    given.values[work.rate.0 as usize] * held * amount * sized * in_use
}

impl<const L: usize> Columns<L> {
    #[inline(always)]
    fn fill(&mut self, role: &ProviderRole, work: &Work, anchor_ratio: Lanes<L>, given: &Conditions<'_, L>) {
        let count = given.months;
        if let Amount::Roles(roles) = &work.amount
            && roles.len() != 1
        {
            sum_of_roles(roles, given, &mut self.amount);
        }
        if let Some(scale) = work.scale {
            let scale = &role.scales[scale];
            let amount = amount_in(&work.amount, given, &self.amount);
            // The driver's part is what the size would be if no work had moved; moving makes the rest.
            let opening = amount.opening * economy(scale, Sizes::at_opening(scale, given).unmoved);
            let size = |month: usize| economy(scale, Sizes::in_month(scale, given, month).unmoved);
            self.sized.fill(opening, count, |month| amount.months[month] * size(month));
        }
        if let Some(curve) = work.curve.filter(|_| work.anchored) {
            let curve = given.curves.get(curve);
            let anchored =
                |now: Lanes<L>| anchor_ratio * now.min(curve.opening) + (now - curve.opening).max(Lanes::ZERO);
            self.in_use.fill(anchor_ratio * curve.opening, count, |month| anchored(curve.months[month]));
        }
        if given.explained {
            self.factors.reset(work.factors.len(), count);
            for (index, &of) in work.factors.iter().enumerate() {
                let (opening, months) = self.factors.get_mut(index);
                *opening = factor(&given.factors[of], given.values, given.responses, months);
            }
        }
        if !work.switch.monthly.is_empty() {
            let switch = &work.switch;
            self.switch.fill(Lanes::splat(switch.opening), count, |month| Lanes::splat(switch.at(month)));
        }
        if share_moves(role, work) {
            let share = &work.share;
            match work.scale.map(|scale| &role.scales[scale]) {
                None => {
                    self.share.fill(Lanes::splat(share.opening), count, |month| Lanes::splat(share.at(month)));
                }
                Some(scale) => {
                    let opening = moved(scale, Sizes::at_opening(scale, given)) * share.opening;
                    let in_month = |month: usize| moved(scale, Sizes::in_month(scale, given, month));
                    self.share.fill(opening, count, |month| in_month(month) * share.at(month));
                }
            }
        }
    }
}

/// Room for the factors of one term.
#[derive(Default)]
pub(super) struct Room<const L: usize> {
    before: Vec<Lanes<L>>,
    after: Vec<Lanes<L>>,
    prefix: Vec<Lanes<L>>,
    /// The term itself, month by month.
    product: Vec<Lanes<L>>,
    factor: Vec<Lanes<L>>,
    players: Vec<usize>,
}

/// A term with its factors that can change: scale × Π factors.
pub(super) struct Term<'a, const L: usize> {
    scale: Lanes<L>,
    room: &'a mut Room<L>,
    months: Vec<&'a [Lanes<L>]>,
    /// How many of the last factors are effects of technologies.
    effects: usize,
}

impl<'a, const L: usize> Term<'a, L> {
    #[inline(always)]
    pub fn new(
        role: &ProviderRole,
        work: &'a Work,
        anchor_ratio: Lanes<L>,
        given: &Conditions<'a, L>,
        columns: &'a mut Columns<L>,
        room: &'a mut Room<L>,
    ) -> Self {
        columns.fill(role, work, anchor_ratio, given);
        let columns: &'a Columns<L> = columns;
        let amount = match work.scale {
            Some(_) => columns.sized.get(),
            None => amount_in(&work.amount, given, &columns.amount),
        };
        let in_use = work.curve.map(|curve| if work.anchored { columns.in_use.get() } else { given.curves.get(curve) });
        let share = share_moves(role, work).then(|| columns.share.get());
        let switch = (!work.switch.monthly.is_empty()).then(|| columns.switch.get());
        room.before.clear();
        room.players.clear();
        let mut term = Self {
            scale: given.values[work.rate.0 as usize],
            room,
            months: Vec::with_capacity(4 + work.factors.len()),
            effects: work.factors.len(),
        };
        let players = &work.players;
        // Existing work without a technology is anchored as a whole.
        if work.anchored && work.curve.is_none() {
            term.scale = term.scale * anchor_ratio;
        }
        term.push(Some(amount), players.amount, 1.0);
        term.push(in_use, players.curve, 1.0);
        term.push(share, players.share, work.share.opening);
        term.push(switch, players.switch, work.switch.opening);
        if given.explained {
            for (index, &player) in players.factors.iter().take(work.factors.len()).enumerate() {
                term.push(Some(columns.factors.get(index)), Some(player), 1.0);
            }
        }
        term.room.after.clone_from(&term.room.before);
        term.room.prefix.clone_from(&term.room.before);
        term
    }

    /// A factor; what never changes joins the scale.
    #[inline(always)]
    fn push(&mut self, factor: Option<OverTime<'a, L>>, player: Option<usize>, otherwise: f64) {
        match (factor, player) {
            (Some(factor), Some(player)) if !factor.months.is_empty() => {
                self.room.before.push(factor.opening);
                self.months.push(factor.months);
                self.room.players.push(player);
            }
            (Some(factor), _) => self.scale = self.scale * factor.opening,
            (None, _) => self.scale = self.scale * otherwise,
        }
    }

    /// FTE at the opening.
    #[inline(always)]
    pub fn at_opening(&self) -> Lanes<L> {
        self.room.before.iter().fold(self.scale, |product, &factor| product * factor)
    }

    /// Adds the term to `steady` in all months, with what technologies make of it.
    #[inline(always)]
    pub fn add_alone(&mut self, work: &Work, given: &Conditions<'_, L>, steady: &mut [Lanes<L>]) {
        let Room { product, factor: of_factor, .. } = &mut *self.room;
        product.resize(steady.len(), Lanes::ZERO);
        match self.months.split_first() {
            Some((first, others)) => {
                for (product, factor) in product.iter_mut().zip(*first) {
                    *product = self.scale * *factor;
                }
                for factors in others {
                    for (product, factor) in product.iter_mut().zip(*factors) {
                        *product = *product * *factor;
                    }
                }
            }
            None => product.fill(self.scale),
        }
        for &index in &work.factors {
            let technology = &given.factors[index];
            if let [(change, of)] = technology.parts[..] {
                // As in `factor`, without keeping it.
                let (change, response) = (given.values[change.0 as usize], given.responses.get(of));
                let per_opening = Lanes::splat(1.0) / (change * response.opening + 1.0);
                for (product, response) in product.iter_mut().zip(response.months) {
                    *product = *product * ((change * *response + 1.0) * per_opening);
                }
                continue;
            }
            of_factor.resize(steady.len(), Lanes::ZERO);
            factor(technology, given.values, given.responses, of_factor);
            for (product, factor) in product.iter_mut().zip(of_factor.iter()) {
                *product = *product * *factor;
            }
        }
        for (steady, product) in steady.iter_mut().zip(product) {
            *steady += *product;
        }
    }

    /// Adds the term to `steady` in `months`, its parts of the change since the opening to `causes`, and itself to `piece`.
    #[inline(always)]
    pub fn add(
        &mut self,
        months: Range<usize>,
        quadrature: &[Vec<(f64, f64)>],
        steady: &mut [Lanes<L>],
        causes: &mut [Lanes<L>],
        piece: &mut Pieces<L>,
    ) {
        let Room { before, after, prefix, players, .. } = &mut *self.room;
        let count = before.len();
        let nodes = quadrature.get(count).map_or(&[][..], Vec::as_slice);
        for month in months {
            for (after, factor) in after.iter_mut().zip(&self.months) {
                *after = factor[month];
            }
            let (plain, effects) = after.split_at(count - self.effects);
            let without = plain.iter().fold(self.scale, |product, &factor| product * factor);
            let fte = effects.iter().fold(without, |product, &factor| product * factor);
            steady[month] += fte;
            piece.fte += fte;
            if !effects.is_empty() {
                let one = Lanes::splat(1.0);
                let saving = effects.iter().fold(one, |product, &factor| product * factor.min(one));
                let saved = without * saving;
                piece.displaced += without - saved;
                piece.created += fte - saved;
            }
            shapley::parts(self.scale, before, after, nodes, prefix, |i, part| causes[players[i]] += part);
        }
    }
}
