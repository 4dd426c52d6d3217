//! What demand is made of, cell by cell.

use super::{Results, new, tidy};
use crate::output::Table;
use crate::program::{PartKind, Provider};
use crate::uncertainty::{Finished, Piece};

/// Rows of the table `demand_parts`. Parts that are 0 in all periods are left out.
pub(super) fn table(results: &Results<'_>, (provider, of_provider): (usize, &Provider), draws: &Finished) -> Table {
    let program = results.program;
    let mut table = new("demand_parts");
    for (&(_, role), rows) in draws.parts() {
        let Some(of_role) = of_provider.roles.iter().find(|of_role| of_role.role == role) else { continue };
        for (index, part) in of_role.parts.iter().enumerate() {
            let numbers = |Piece { fte, displaced, created }: Piece| [fte, displaced, created].map(tidy);
            let rows: Vec<[f64; 3]> =
                rows.iter().map(|row| row.get(index).copied().map_or([0.0; 3], numbers)).collect();
            if rows.iter().flatten().all(|&number| number == 0.0) {
                continue;
            }
            let (technology, phase, driver) = match &part.kind {
                PartKind::Row { technology, phase, driver } => (
                    technology.map_or("", |technology| program.technologies[technology].as_str()),
                    *phase,
                    driver.as_str(),
                ),
                PartKind::Floor => ("", "floor", ""),
                PartKind::Individual => ("", "individual", ""),
                PartKind::Unexplained => ("", "unexplained", ""),
            };
            let served = &program.facilities[part.served];
            let codes = [program.facilities[provider].as_str(), program.roles[role].as_str(), served.as_str()];
            let codes: Vec<&str> = codes.into_iter().chain([technology, phase, driver]).collect();
            for (period, numbers) in rows.into_iter().enumerate() {
                results.row_of(&mut table, &codes, period).numbers(numbers).end();
            }
        }
    }
    table
}
