//! Parts of the program one by one: quantiles, sums over draws, writing a table, reading a table. `cargo bench --bench parts
//! [HOSPITALS]`; so many hospitals are read.

#[path = "measuring/mod.rs"]
mod measuring;
#[path = "workloads/mod.rs"]
mod workloads;

use measuring::{Spread, case_at, case_of, seconds};
use staffcast::grid::delimited::{self, DeclaredText};
use staffcast::maths::special::normal_quantile;
use staffcast::output::{csv, result_tables};
use staffcast::program;
use staffcast::progress::Silent;
use staffcast::statistics::{quantile, samples};
use staffcast::streams::{self, Stream};
use staffcast::uncertainty::forecast;
use std::fs;
use std::hint::black_box;
use workloads::Shape;

const REPEATS: usize = 9;
/// Numbers in all samples of a size.
const NUMBERS: usize = 1_000_000;
const SIZES: [usize; 2] = [1_000, 10_000];
const LEVELS: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];
/// Reading a nation takes seconds.
const READINGS: usize = 5;

fn main() {
    let hospitals = std::env::args().filter_map(|word| word.parse().ok()).next();
    println!("median (least to most)");
    for size in SIZES {
        statistics(size);
    }
    writing();
    reading(hospitals);
}

/// Samples such as the draws of a gap are, in units of 2⁻³⁶ FTE.
fn samples_of(size: usize, name: &str) -> Vec<Vec<i64>> {
    let luck = Stream::new(1, streams::key(name));
    let number = |draw: usize| (normal_quantile(luck.independent(draw as u32)) * 2.0 * (1_u64 << 36) as f64) as i64;
    (0..NUMBERS / size).map(|sample| (0..size).map(|draw| number(sample * size + draw)).collect()).collect()
}

fn statistics(size: usize) {
    let (gaps, others) = (samples_of(size, "gaps"), samples_of(size, "others"));
    let per_number = |work: &mut dyn FnMut(usize)| {
        let mut once = || seconds(|| (0..gaps.len()).for_each(&mut *work)) * 1e9 / (gaps.len() * size) as f64;
        once();
        Spread::of((0..REPEATS).map(|_| once()).collect())
    };
    println!("samples of {size}, ns a number:");
    let mut room = Vec::with_capacity(size);
    let found = per_number(&mut |at| {
        black_box(quantile::type_7(&gaps[at], LEVELS));
    });
    let sorted = per_number(&mut |at| {
        room.clone_from(&gaps[at]);
        room.sort_unstable();
        black_box(&room);
    });
    println!(
        "  five quantiles: type_7 {found}, sort_unstable of a copy {sorted}, {:.1} times as long",
        sorted.median / found.median
    );
    let mut difference = Vec::with_capacity(size);
    let mut sums = vec![0; size];
    let tasks: [(&str, &mut dyn FnMut(usize)); 6] = [
        ("extent", &mut |at| {
            black_box(samples::extent(&gaps[at]));
        }),
        ("sums_by_turns of 16", &mut |at| {
            black_box(samples::sums_by_turns::<16>(&gaps[at]));
        }),
        ("add", &mut |at| {
            sums.fill(0);
            black_box(samples::add(&mut sums, &gaps[at]));
        }),
        ("differences", &mut |at| {
            samples::differences(&gaps[at], &others[at], &mut difference);
            black_box(&difference);
        }),
        ("count_above", &mut |at| {
            black_box(samples::count_above(&gaps[at], &others[at], 0.05, 3e10));
        }),
        ("squares_about", &mut |at| {
            black_box(samples::squares_about(1e9, &gaps[at]));
        }),
    ];
    for (name, work) in tasks {
        println!("  {name}: {:.3}", per_number(work));
    }
}

/// The table of gaps of a hospital group, into memory.
fn writing() {
    let mut case = case_of(&Shape { draws: 64, ..Shape::named("W1").expect("it has a name") });
    case.settings.causes = false;
    let program = program::compile(&case);
    let made = forecast(&case, &program, &Silent).expect("a forecast");
    let tables = result_tables(&case, &program, &made, &[]);
    let table = tables.get("gap").expect("every run has gaps");
    let size = csv::write(table).len() as f64 / 1e6;
    let taken = Spread::of((0..REPEATS).map(|_| seconds(|| csv::write(table))).collect());
    println!(
        "writing gap.csv, {} rows, {size:.1} MB: {:.0} MB/s, {:.0} rows/s",
        table.len(),
        taken.rate(size),
        taken.rate(table.len() as f64)
    );
}

/// The staff of a nation: the cells alone, and with the whole project that they belong to.
fn reading(hospitals: Option<usize>) {
    let nation = Shape::named("W2").expect("it has a name");
    let shape = Shape { facilities: hospitals.unwrap_or(nation.facilities), ..nation };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = shape.write(folder.path()).expect("a folder that can be written");
    let path = folder.path().join("data/staff.csv");
    let bytes = fs::read(&path).expect("the staff");
    let rows = (shape.facilities * shape.roles) as f64;
    let size = bytes.len() as f64 / 1e6;
    println!("reading staff.csv, {rows} rows, {size:.1} MB:");
    let is_column = |name: &str| ["period", "facility", "role", "fte", "budgeted_fte"].contains(&name);
    let cells = || delimited::grid("staff.csv", Box::new(&bytes[..]), &DeclaredText::default(), &is_column).is_ok();
    let cells = Spread::of((0..REPEATS).map(|_| seconds(cells)).collect());
    println!("  its cells: {:.0} rows/s, {:.0} MB/s", cells.rate(rows), cells.rate(size));
    // With as many rows of an earlier month: what they add is the reading and checking of rows of staff alone.
    let text = String::from_utf8(bytes.clone()).expect("text");
    let earlier = text.lines().skip(1).map(|row| row.replacen("2026-09", "2026-06", 1) + "\n");
    let both = text.clone() + &earlier.collect::<String>();
    let (mut once, mut twice) = (Vec::new(), Vec::new());
    for _ in 0..READINGS {
        for (text, taken) in [(&text, &mut once), (&both, &mut twice)] {
            fs::write(&path, text).expect("the staff");
            taken.push(seconds(|| case_at(&scenario)));
        }
    }
    let more: Vec<f64> = once.iter().zip(&twice).map(|(once, twice)| twice - once).collect();
    let (whole, more) = (Spread::of(once), Spread::of(more));
    println!("  the whole project, checked: {whole:.2} s, {:.0} rows of staff/s", whole.rate(rows));
    println!("  as many rows more: {more:.2} s, {:.0} rows/s", rows / more.median);
}
