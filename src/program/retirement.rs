//! Retirement by age: the hazard of the staff of the opening in each month, and that of people who join later.
//!
//! Ages are completed years; people of one year of age are spread evenly over their months of birth. Since leaving does not
//! depend on age, the ages of the staff of the opening change by retirement and time alone, and their hazard in each month
//! is known when a program is compiled (methods 3.2: bands that empty by a fraction a year would be wrong).

use super::staff::{Age, Hazards};
use crate::domain::{Case, StaffKey};
use crate::maths::{exp, ln};

/// Above this hazard a year nobody is left after a month.
const CERTAIN: f64 = 600.0;
/// Ages with hazards of their own.
const AGES: usize = 121;
const MONTHS_PER_YEAR: usize = 12;

/// Hazards of retirement of a role at a provider; `flat_pct` is the chance within a year where ages do not matter, by month.
pub(super) fn hazards(case: &Case, key: &StaffKey, flat_pct: impl Fn(usize) -> f64, months: usize) -> Hazards {
    let (Some(ages), Some(by_age)) = (case.ages.get(key), case.retirement.get(&key.0)) else {
        // The chance seldom changes from one month to the next.
        let mut last = (f64::NAN, 0.0);
        let mut flat = |month: usize| {
            let chance = flat_pct(month);
            if chance != last.0 {
                last = (chance, hazard(chance));
            }
            last.1
        };
        let flat: Vec<f64> = (0..months).map(&mut flat).collect();
        return Hazards { opening: flat.clone(), joined: Age::Flat(flat) };
    };
    let mut table = vec![0.0; AGES];
    for (age, annual) in by_age {
        let from = (*age as usize).min(AGES);
        table[from..].fill(hazard(annual.spread.mode));
    }
    Hazards { opening: of_opening(ages, &table, months), joined: Age::ByYear(table) }
}

/// The hazard a year of a chance within a year, in percent.
pub(super) fn hazard(annual_pct: f64) -> f64 {
    (-libm::log1p(-annual_pct / 100.0)).min(CERTAIN)
}

impl Hazards {
    /// The mean hazard a year of the staff of the opening in the first forecast year.
    pub fn first_year(&self) -> f64 {
        let months = &self.opening[..self.opening.len().min(MONTHS_PER_YEAR)];
        months.iter().sum::<f64>() / months.len().max(1) as f64
    }
}

/// For each month −12·ln of the share who do not retire in it.
fn of_opening(ages: &[(u32, f64)], table: &[f64], months: usize) -> Vec<f64> {
    let at = |age: usize| table[age.min(table.len() - 1)];
    // Months of age in the middle of the month of birth, with the staff who are still there.
    let mut people: Vec<(usize, f64)> = ages
        .iter()
        .flat_map(|&(age, fte)| {
            (0..MONTHS_PER_YEAR)
                .map(move |month| (age as usize * MONTHS_PER_YEAR + month, fte / MONTHS_PER_YEAR as f64))
        })
        .collect();
    let mut hazards = Vec::with_capacity(months);
    for _ in 0..months {
        let before: f64 = people.iter().map(|(_, fte)| fte).sum();
        for (age, fte) in &mut people {
            // The birthday falls into the middle of the month on average.
            let hazard = 0.5 * (at(*age / MONTHS_PER_YEAR) + at((*age + 1) / MONTHS_PER_YEAR));
            *fte *= exp(-hazard / MONTHS_PER_YEAR as f64);
            *age += 1;
        }
        let after: f64 = people.iter().map(|(_, fte)| fte).sum();
        let left = if before > 0.0 { after / before } else { 0.0 };
        let hazard = if left > 0.0 { -ln(left) * MONTHS_PER_YEAR as f64 } else { CERTAIN };
        hazards.push(hazard.clamp(0.0, CERTAIN));
    }
    hazards
}

#[cfg(test)]
mod tests {
    use super::*;

    /// methods.md 3.2: 100 people all aged 60 who retire at 65: after five years none is left (a band that loses a fifth a
    /// year would keep 32.77).
    #[test]
    fn people_of_sixty_who_retire_at_sixty_five_are_gone_after_five_years() {
        let mut table = vec![0.0; AGES];
        table[65..].fill(CERTAIN);
        let hazards = of_opening(&[(60, 100.0)], &table, 61);
        let left = |months: usize| 100.0 * exp(-hazards[..months].iter().sum::<f64>() / 12.0);
        assert!(left(61) < 1e-9);
        // Those who turn 65 next month leave after four years; nobody before.
        assert_eq!(left(48), 100.0);
        assert!(left(54) < 60.0 && left(54) > 40.0);
    }

    #[test]
    fn a_flat_hazard_by_age_is_the_flat_hazard() {
        let table = vec![hazard(3.0); AGES];
        for month in of_opening(&[(30, 2.0), (61, 1.5)], &table, 40) {
            assert!((month - hazard(3.0)).abs() < 1e-12);
        }
    }
}
