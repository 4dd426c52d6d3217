//! The kernel, in one thread: the projection of one provider, in nanoseconds for each cell (provider × role × month × draw),
//! with the widest vector instructions of the processor and with those that all have; then its engines one by one.
//! `cargo bench --bench kernel`.
//!
//! Compiling the provider and the luck that providers share come before the clock starts. Of the plainest kernel (no causes,
//! people in fractions) the operations are counted too, and set beside what the same thread can do at most.

#[path = "kernel/engines.rs"]
mod engines;
#[path = "measuring/mod.rs"]
mod measuring;
#[path = "kernel/operations.rs"]
mod operations;
#[path = "kernel/peak.rs"]
mod peak;
#[path = "workloads/mod.rs"]
mod workloads;

use measuring::{Spread, case_of, seconds};
use staffcast::domain::Case;
use staffcast::lanes::run_portable;
use staffcast::program::{self, Program, Provider};
use staffcast::progress::Silent;
use staffcast::projection::{Inputs, Projector, WIDTH};
use staffcast::uncertainty::Sampled;
use workloads::Shape;

const REPEATS: usize = 9;
const DRAWS: u32 = 1024;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(measure);
}

fn measure() {
    let shape = Shape { draws: DRAWS as usize, ..Shape::named("W3").expect("it has a name") };
    let mut case = case_of(&shape);
    let cells = shape.facilities * shape.roles * shape.months * shape.draws;
    println!(
        "{} hospital, {} roles, {} months, {DRAWS} draws: {:.2} million cells; {REPEATS} repeats, one thread",
        shape.facilities,
        shape.roles,
        shape.months,
        cells as f64 / 1e6
    );
    println!("median (least to most), wide: {}, portable: instructions that all processors have", widest());
    for (causes, individuals) in [(false, false), (false, true), (true, false), (true, true)] {
        case.settings.causes = causes;
        case.settings.uncertainty.individuals = individuals;
        let kernel = Kernel::of(&case, cells as f64);
        let [wide, portable] = kernel.both(|kernel| [kernel.whole()]);
        let says = |what: &str, on: bool| format!("{what} {}", if on { "on" } else { "off" });
        let name = format!("{}, {}", says("causes", causes), says("individuals", individuals));
        compare(&name, wide[0], portable[0]);
        if !causes && !individuals {
            kernel.share_of_peak([wide[0], portable[0]]);
        }
    }
    case.settings.causes = false;
    for individuals in [false, true] {
        case.settings.uncertainty.individuals = individuals;
        println!("engines, causes off, individuals {}:", if individuals { "on" } else { "off" });
        let kernel = Kernel::of(&case, cells as f64);
        let [wide, portable] = kernel.both(Kernel::engines);
        for ((name, wide), portable) in engines::NAMES.into_iter().zip(wide).zip(portable) {
            compare(&format!("  {name}"), wide, portable);
        }
    }
}

fn compare(name: &str, wide: Spread, portable: Spread) {
    let ratio = portable.median / wide.median;
    println!("{name}: {wide:.2} ns a cell wide, {portable:.2} portable, {ratio:.2} times as long");
}

/// The widest vector instructions that the processor has.
fn widest() -> &'static str {
    match pulp::Arch::new() {
        #[cfg(target_arch = "x86_64")]
        pulp::Arch::V4(_) => "AVX-512",
        #[cfg(target_arch = "x86_64")]
        pulp::Arch::V3(_) => "AVX2",
        _ => "the same",
    }
}

/// One provider, ready to be projected.
struct Kernel<'a> {
    case: &'a Case,
    program: Program,
    provider: Provider,
    cells: f64,
}

impl<'a> Kernel<'a> {
    fn of(case: &'a Case, cells: f64) -> Self {
        let program = program::compile(case);
        let provider = program.provider(case, 0);
        Self { case, program, provider, cells }
    }

    /// Nanoseconds a cell, wide and portable, measured in turn so that what else the machine does meets both.
    fn both<const N: usize>(&self, measure: impl Fn(&Self) -> [f64; N]) -> [[Spread; N]; 2] {
        let mut measured = [Vec::new(), Vec::new()];
        for _ in 0..REPEATS {
            for (portable, measured) in [false, true].into_iter().zip(&mut measured) {
                run_portable(portable);
                measured.push(measure(self));
            }
        }
        run_portable(false);
        let scale = 1e9 / self.cells;
        measured.map(|runs| std::array::from_fn(|part| Spread::of(runs.iter().map(|run| run[part] * scale).collect())))
    }

    /// Seconds of the whole projection.
    fn whole(&self) -> f64 {
        let sampled = Sampled::new(&self.program, &self.case.settings.uncertainty);
        let mut projector = Projector::<WIDTH>::new();
        let mut project = || {
            let provider = (0, &self.provider);
            projector
                .project(&self.program, provider, &sampled, 0..DRAWS, &Silent)
                .expect("numbers that can be summed");
        };
        // Once before the clock, for the memory that is used again and again.
        project();
        seconds(project)
    }

    /// Seconds of each engine.
    fn engines(&self) -> [f64; engines::NAMES.len()] {
        let sampled = Sampled::new(&self.program, &self.case.settings.uncertainty);
        let values = sampled.of(&self.program, &self.provider);
        engines::seconds(&self.program, &self.provider, &values, 0..DRAWS)
    }

    /// Prints the operations of a cell, and their share of what the thread can do.
    fn share_of_peak(&self, measured: [Spread; 2]) {
        let counted = operations::of_a_draw(&self.program, &self.provider);
        let cells = (self.provider.roles.len() * self.program.months) as f64;
        let listed: Vec<String> = counted.iter().map(|(name, count)| format!("{name} {:.0}", count / cells)).collect();
        let all = counted.iter().map(|(_, count)| count).sum::<f64>() / cells;
        println!("  about {all:.0} operations a cell ({})", listed.join(", "));
        for ((portable, name), measured) in [(false, "wide"), (true, "portable")].into_iter().zip(measured) {
            run_portable(portable);
            let (peak, done) = (peak::operations_per_second() / 1e9, all / measured.median);
            println!(
                "  {name}: {done:.1} thousand million operations a second, {:.0} % of {peak:.1} (multiply, then add; not fused)",
                100.0 * done / peak
            );
        }
        run_portable(false);
    }
}
