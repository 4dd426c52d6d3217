//! Whatever vector instructions a processor has, a forecast is the same to the last bit. The switch between them is one for
//! the whole process, so that this test has a process of its own; no other may join it.
//!
//! Builds for tests have one set of instructions only: `cargo test --release --test portable` (and `.ci/run`) compares.

use staffcast::diagnostics::Diagnostics;
use staffcast::files::Disk;
use staffcast::input::{Overrides, load_case};
use staffcast::lanes::run_portable;
use staffcast::program::{self, Program};
use staffcast::progress::Silent;
use staffcast::projection::{self, DrawsOfRow, Results, Sink, WIDTH};
use staffcast::uncertainty::{Sampled, forecast};
use std::path::Path;

/// Not a multiple of the lanes, so that the last block is counted in part.
const DRAWS: u32 = 43;

/// Everything that a projection shows: draws, and sums over them.
#[derive(Debug, Default, PartialEq)]
struct Everything {
    draws: Vec<i64>,
    sums: Vec<i128>,
    people: Vec<u64>,
}

impl Sink for Everything {
    fn provider(&mut self, _: &Program, results: &Results<'_>) {
        let mut cells = DrawsOfRow::default();
        for role in 0..results.compiled.roles.len() {
            for row in 0..results.rows {
                results.cells(role, row, &mut cells);
                let DrawsOfRow { demand, supply, shortage, residual } = &cells;
                [demand, supply, shortage, residual].into_iter().for_each(|draws| self.draws.extend(draws));
                let sums = results.sums(role, row);
                self.sums.extend(sums.units.iter().chain(&sums.money));
            }
            self.sums.extend(results.causes(role));
            self.sums.extend(results.parts(role).as_flattened());
        }
        for technology in 0..results.compiled.own_curves.len() {
            for row in 0..results.rows {
                results.adoption(technology, row, &mut cells.demand);
                self.draws.extend(&cells.demand);
            }
        }
        for skill in 0..results.compiled.skills.len() {
            let people = results.trained(skill);
            self.people.extend(people.as_flattened().iter().map(|number| number.to_bits()));
        }
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "only optimised builds have several sets of vector instructions")]
fn every_set_of_vector_instructions_gives_the_same_bits() {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/everything-at-once.toml");
    let set = ["step=year".to_owned(), "sampling=monte-carlo".to_owned()].to_vec();
    let overrides = Overrides { draws: Some(DRAWS), set, ..Overrides::default() };
    let case = load_case(&Disk, &scenario, &overrides, &mut Diagnostics::new()).expect("a readable sample");
    let case = case.expect("a sound sample");
    assert!(case.settings.uncertainty.individuals && case.settings.causes);
    let program = program::compile(&case);
    let providers: Vec<usize> = (0..program.facilities.len()).collect();
    let [wide, portable] = [false, true].map(|portable| {
        run_portable(portable);
        let inputs = Sampled::new(&program, &case.settings.uncertainty);
        let mut everything = Everything::default();
        projection::run::<WIDTH>((&case, &program), &inputs, &providers, 0..DRAWS, &mut everything, &Silent)
            .expect("numbers that can be summed");
        (everything, forecast(&case, &program, &Silent).expect("a forecast"))
    });
    assert!(!wide.0.draws.is_empty() && !wide.0.people.is_empty());
    assert!(wide.0 == portable.0, "draws differ");
    assert_eq!(wide.1.draws.groups(), portable.1.draws.groups());
    assert_eq!(wide.1.central.groups(), portable.1.central.groups());
    assert_eq!(wide.1.draws.adoption(), portable.1.draws.adoption());
}
