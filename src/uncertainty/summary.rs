//! The sink that turns draws into rows: for every cell, and for every total by role, family, facility and region.
//!
//! A provider's own rows are made when it arrives; then its draws are added to its region's, and a region's to the whole
//! group's when its last provider has come, after which its room is freed. All sums are of integers, so the order in
//! which providers come cannot matter. Rows that are made are handed out ([`Summary::take`]) or wait for the end: who takes
//! them as they come needs no more memory for more providers.

use super::statistic::{self, Adoption, Judged, Room, Row, Rules, Totals};
use crate::domain::{Case, Sampling};
use crate::gap::{self, Measure};
use crate::program::{Program, ProviderRole};
use crate::projection::{DrawsOfRow, ProjectionError, Results, Sink};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where: a provider, a region, or everywhere. Everywhere sorts last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A provider, by its index.
    Facility(usize),
    /// A region, by its code.
    Region(String),
    /// All providers together.
    All,
}

/// Who: a role, a family, or everybody. Everybody sorts last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleGroup {
    /// A role, by its index.
    Role(usize),
    /// A family of roles, by its code.
    Family(String),
    /// All roles together.
    All,
}

/// A cell or a total.
pub type Group = (Place, RoleGroup);

/// Rows of finished cells and totals, and of adoption. The opening is row 0.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    groups: BTreeMap<Group, Vec<Row>>,
    adoption: BTreeMap<(usize, usize), Vec<Adoption>>,
    parts: BTreeMap<(usize, usize), Vec<Vec<Piece>>>,
    trained: BTreeMap<(usize, usize, usize), Vec<Training>>,
}

impl Finished {
    /// Cells and totals with their rows, the opening first.
    pub fn groups(&self) -> &BTreeMap<Group, Vec<Row>> {
        &self.groups
    }

    /// The rows of one cell or total.
    pub fn group(&self, place: Place, role: RoleGroup) -> Option<&[Row]> {
        self.groups.get(&(place, role)).map(Vec::as_slice)
    }

    /// Parts of demand by (provider, role): for each row, the opening first, one for each part of the provider's role.
    pub fn parts(&self) -> &BTreeMap<(usize, usize), Vec<Vec<Piece>>> {
        &self.parts
    }

    /// Training of staff in post by (provider, role, technology), with its rows, the opening first.
    pub fn trained(&self) -> &BTreeMap<(usize, usize, usize), Vec<Training>> {
        &self.trained
    }

    /// Adoption by (technology, facility), with its rows, the opening first.
    pub fn adoption(&self) -> &BTreeMap<(usize, usize), Vec<Adoption>> {
        &self.adoption
    }

    /// What of it is said of places that `which` chooses; adoption, parts and training are those of facilities.
    pub fn of(&self, which: impl Fn(&Place) -> bool) -> Self {
        fn chosen<K: Clone + Ord, V: Clone>(map: &BTreeMap<K, V>, which: impl Fn(&K) -> bool) -> BTreeMap<K, V> {
            map.iter().filter(|(key, _)| which(key)).map(|(key, rows)| (key.clone(), rows.clone())).collect()
        }
        let facility = |index: usize| which(&Place::Facility(index));
        Self {
            groups: chosen(&self.groups, |(place, _)| which(place)),
            adoption: chosen(&self.adoption, |&(_, provider)| facility(provider)),
            parts: chosen(&self.parts, |&(provider, _)| facility(provider)),
            trained: chosen(&self.trained, |&(provider, ..)| facility(provider)),
        }
    }

    /// Adds what is finished of other places.
    pub fn append(&mut self, mut other: Self) {
        self.groups.append(&mut other.groups);
        self.adoption.append(&mut other.adoption);
        self.parts.append(&mut other.parts);
        self.trained.append(&mut other.trained);
    }
}

/// The sink.
pub struct Summary {
    rules: Rules,
    /// Months of each row, the opening (counted as one) first.
    months: Vec<usize>,
    /// For each role of the axis, the family it belongs to, if any.
    family_of_role: Vec<Option<usize>>,
    families: Vec<String>,
    region_of_facility: Vec<Option<String>>,
    /// Regions of which some providers have come: their sums, and how many are still to come.
    regions: BTreeMap<Option<String>, (Sum, usize)>,
    all: Option<Sum>,
    finished: Finished,
    /// For each role of the axis, whether it is part of totals.
    forecast: Vec<bool>,
    /// Whether causes and parts are kept.
    causes_wanted: bool,
    /// False once a sum did not fit.
    fits: AtomicBool,
}

/// A part of demand in one row, mean FTE.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Piece {
    /// FTE of it.
    pub fte: f64,
    /// FTE that effects of technologies save.
    pub displaced: f64,
    /// FTE that effects of technologies add.
    pub created: f64,
}

/// Training of staff in post in one row, means.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Training {
    /// People to be trained in the row's months.
    pub people: f64,
    /// Their hours.
    pub hours: f64,
}

/// Sums of several providers, row by row.
struct Sum {
    rows: Vec<SumRow>,
}

/// One row of a sum: for each role that occurs, its draws and totals.
#[derive(Default)]
struct SumRow {
    roles: BTreeMap<usize, (DrawsOfRow, Totals)>,
}

impl Summary {
    /// An empty summary.
    pub fn new(case: &Case, program: &Program) -> Self {
        let mut families: Vec<String> = case.roles.iter().filter_map(|role| role.family.clone()).collect();
        families.sort();
        families.dedup();
        let family_index = |family: &String| families.iter().position(|known| known == family);
        let mut regions: BTreeMap<Option<String>, (Sum, usize)> = BTreeMap::new();
        let months: Vec<usize> = std::iter::once(1).chain(program.row_months.iter().copied()).collect();
        for facility in &case.facilities {
            regions.entry(facility.region.clone()).or_insert_with(|| (Sum::new(months.len()), 0)).1 += 1;
        }
        Self {
            rules: Rules {
                shortage: case.settings.shortage,
                stratified: case.settings.uncertainty.sampling == Sampling::Stratified,
            },
            family_of_role: case.roles.iter().map(|role| role.family.as_ref().and_then(family_index)).collect(),
            families,
            region_of_facility: case.facilities.iter().map(|facility| facility.region.clone()).collect(),
            regions,
            all: Some(Sum::new(months.len())),
            months,
            finished: Finished::default(),
            forecast: program.forecast.clone(),
            causes_wanted: program.causes_wanted,
            fits: AtomicBool::new(true),
        }
    }

    /// The order of providers that needs the least room: region by region.
    pub fn order(&self) -> Vec<usize> {
        let mut providers: Vec<usize> = (0..self.region_of_facility.len()).collect();
        providers.sort_by_key(|&provider| &self.region_of_facility[provider]);
        providers
    }

    /// What has been finished since this was asked last.
    pub fn take(&mut self) -> Finished {
        std::mem::take(&mut self.finished)
    }

    /// Makes the rows of everything together, when all providers have come, and hands out what has not been taken.
    ///
    /// # Errors
    /// If a total did not fit 64 bits; the summary is then worthless.
    pub fn finish(mut self) -> Result<Finished, ProjectionError> {
        if let Some(all) = self.all.take() {
            self.total(Place::All, &all);
        }
        if self.fits.load(Ordering::Relaxed) { Ok(self.finished) } else { Err(ProjectionError::TotalTooLarge) }
    }

    /// Remembers that a sum did not fit.
    fn note(&self, fits: bool) {
        if !fits {
            self.fits.store(false, Ordering::Relaxed);
        }
    }

    /// Makes the rows of a total of providers.
    fn total(&mut self, place: Place, sum: &Sum) {
        let rows: Vec<_> = sum
            .rows
            .par_iter()
            .zip(&self.months)
            .map(|(row, &months)| {
                let roles = row.roles.iter().map(|(&role, (draws, totals))| (role, draws, totals));
                self.row(roles, months, Judged::ByShortage)
            })
            .collect();
        self.keep(place, rows);
    }

    /// One row of a place: its roles, their families, and all of them.
    fn row<'d>(
        &self,
        roles: impl Iterator<Item = (usize, &'d DrawsOfRow, &'d Totals)>,
        months: usize,
        judged: Judged,
    ) -> Vec<(RoleGroup, Row)> {
        let mut room = Room::default();
        let mut found = Vec::new();
        let mut families: BTreeMap<usize, (DrawsOfRow, Totals)> = BTreeMap::new();
        let mut all = (DrawsOfRow::default(), Totals::default());
        let mut any = false;
        for (role, draws, totals) in roles {
            let row = statistic::row(draws, totals, months, judged, self.rules, &mut room);
            found.push((RoleGroup::Role(role), row));
            if !self.forecast[role] {
                continue;
            }
            any = true;
            let family = self.family_of_role[role].map(|family| families.entry(family).or_default());
            for (sum, sums) in family.into_iter().chain([&mut all]) {
                self.note(statistic::add_draws(sum, draws));
                sums.add(totals);
            }
        }
        let mut total = |draws: &DrawsOfRow, totals: &Totals| {
            statistic::row(draws, totals, months, Judged::ByShortage, self.rules, &mut room)
        };
        for (family, (draws, totals)) in &families {
            found.push((RoleGroup::Family(self.families[*family].clone()), total(draws, totals)));
        }
        if any {
            found.push((RoleGroup::All, total(&all.0, &all.1)));
        }
        found
    }

    fn keep(&mut self, place: Place, rows: Vec<Vec<(RoleGroup, Row)>>) {
        for (role, row) in rows.into_iter().flatten() {
            self.finished.groups.entry((place.clone(), role)).or_default().push(row);
        }
    }
}

impl Summary {
    /// Keeps the parts of demand of a provider's roles, and the training of its staff.
    fn keep_parts(&mut self, results: &Results<'_>) {
        let provider = results.compiled;
        let draws = results.draws as f64;
        let told = |role: &ProviderRole| self.causes_wanted && self.forecast[role.role];
        for (index, role) in provider.roles.iter().enumerate().filter(|(_, role)| told(role)) {
            let wide = role.parts.len();
            let parts = results.parts(index);
            let rows = parts.chunks(wide.max(1)).zip(&self.months).map(|(parts, &months)| {
                let mean = |units: i128| units as f64 / (gap::UNITS_PER_FTE * months as f64 * draws);
                let piece = |&[fte, displaced, created]: &[i128; 3]| Piece {
                    fte: mean(fte),
                    displaced: mean(displaced),
                    created: mean(created),
                };
                parts.iter().map(piece).collect()
            });
            self.finished.parts.insert((results.provider, role.role), rows.collect());
        }
        for (index, skill) in provider.skills.iter().enumerate() {
            let rows = results.trained(index);
            let mean = |[people, hours]: [f64; 2]| Training { people: people / draws, hours: hours / draws };
            let key = (results.provider, provider.roles[skill.role].role, skill.technology);
            self.finished.trained.insert(key, rows.into_iter().map(mean).collect());
        }
    }
}

impl Sum {
    fn new(rows: usize) -> Self {
        Self { rows: (0..rows).map(|_| SumRow::default()).collect() }
    }

    /// Adds row by row; `note` is told whether sums fit.
    fn add(&mut self, other: &Self, note: impl Fn(bool) + Sync) {
        self.rows.par_iter_mut().zip(&other.rows).for_each(|(row, other)| {
            for (&role, (draws, totals)) in &other.roles {
                note(row.add(role, draws, totals));
            }
        });
    }
}

impl SumRow {
    #[must_use]
    fn add(&mut self, role: usize, draws: &DrawsOfRow, totals: &Totals) -> bool {
        let (sum, sums) = self.roles.entry(role).or_default();
        sums.add(totals);
        statistic::add_draws(sum, draws)
    }
}

impl Sink for Summary {
    fn provider(&mut self, program: &Program, results: &Results<'_>) {
        let provider = results.compiled;
        let count = self.months.len();
        let totals = totals(program, results, count);
        let region = self.region_of_facility[results.provider].clone();
        let (mut sum, expected) = self.regions.remove(&region).unwrap_or_else(|| (Sum::new(count), 1));
        let rows: Vec<_> = sum
            .rows
            .par_iter_mut()
            .enumerate()
            .map(|(row, sum)| {
                let draws: Vec<DrawsOfRow> = (0..provider.roles.len())
                    .map(|role| {
                        let mut draws = DrawsOfRow::default();
                        results.cells(role, row, &mut draws);
                        draws
                    })
                    .collect();
                let roles = provider.roles.iter().zip(&draws).zip(&totals);
                let roles = roles.map(|((role, draws), totals)| (role.role, draws, &totals[row]));
                for (role, draws, totals) in roles.clone() {
                    self.note(sum.add(role, draws, totals));
                }
                self.row(roles, self.months[row], Judged::ByGap)
            })
            .collect();
        self.keep(Place::Facility(results.provider), rows);
        self.keep_parts(results);
        let adoption: Vec<Vec<Adoption>> = (0..program.technologies.len())
            .into_par_iter()
            .map(|technology| {
                let mut draws = Vec::with_capacity(results.draws);
                let of_row = |(row, &months): (usize, &usize)| {
                    results.adoption(technology, row, &mut draws);
                    statistic::adoption(&draws, months)
                };
                self.months.iter().enumerate().map(of_row).collect()
            })
            .collect();
        for (technology, rows) in adoption.into_iter().enumerate() {
            self.finished.adoption.insert((technology, results.provider), rows);
        }
        if expected > 1 {
            self.regions.insert(region, (sum, expected - 1));
            return;
        }
        // The region is complete.
        if let Some(name) = region {
            self.total(Place::Region(name), &sum);
        }
        if let Some(mut all) = self.all.take() {
            all.add(&sum, |fits| self.note(fits));
            self.all = Some(all);
        }
    }
}

/// Totals over draws of each of a provider's roles and rows.
fn totals(program: &Program, results: &Results<'_>, rows: usize) -> Vec<Vec<Totals>> {
    let provider = results.compiled;
    let axis = if program.causes_wanted { program.causes.len() + gap::SUPPLY_CAUSES.len() } else { 0 };
    let of_role = |(index, role): (usize, &ProviderRole)| {
        let establishment = gap::establishment(role, &program.row_months);
        let causes = results.causes(index);
        let wide = gap::Told::causes_wide(role);
        let place = |cause: usize| match role.causes.get(cause) {
            Some(&place) => place,
            None => program.causes.len() + cause - role.causes.len(),
        };
        let mut before: Option<(i128, i128)> = None;
        (0..rows)
            .map(|row| {
                let mut totals = Totals {
                    establishment: i128::from(establishment[row]),
                    sums: *results.sums(index, row),
                    causes: vec![0; axis],
                    ..Totals::default()
                };
                let of_row = causes.chunks(wide).nth(row).filter(|_| program.causes_wanted).unwrap_or_default();
                for (cause, &units) in of_row.iter().enumerate() {
                    totals.causes[place(cause)] += units;
                }
                // The opening opens and closes with itself.
                let now = (totals.get(Measure::Closing), totals.get(Measure::LastSteady));
                (totals.opening, totals.steady_before) = before.replace(now).unwrap_or(now);
                totals
            })
            .collect()
    };
    provider.roles.iter().enumerate().map(of_role).collect()
}
