//! Writes an ordinary project of a stated size, to measure with: a scenario and its tables.
//! `cargo bench --bench workloads -- W2 --facilities 408 --draws 1000 --individuals off --out DIR`.
//!
//! It computes nothing. What is in the tables is told in `workloads/`.

#[path = "workloads/mod.rs"]
mod workloads;

use std::path::PathBuf;
use std::process::ExitCode;
use workloads::Shape;

const USAGE: &str =
    "cargo bench --bench workloads -- W1|W2|W3 --out DIR [--facilities N] [--roles N] [--technologies N]
    [--months N] [--draws N] [--individuals on|off] [--certain] [--catalogue plain|sample]";

fn main() -> ExitCode {
    match wanted(std::env::args().skip(1).filter(|word| word != "--bench")) {
        Ok((shape, folder)) => {
            let scenario = shape.write(&folder).expect("a folder that can be written");
            println!("{}", scenario.display());
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            eprintln!("{trouble}\nusage: {USAGE}");
            ExitCode::from(2)
        }
    }
}

fn wanted(mut words: impl Iterator<Item = String>) -> Result<(Shape, PathBuf), String> {
    let name = words.next().ok_or("which workload?")?;
    let mut shape = Shape::named(&name).ok_or(format!("no workload is called {name}"))?;
    let mut folder = None;
    while let Some(option) = words.next() {
        if option == "--certain" {
            shape.certain = true;
            continue;
        }
        let value = words.next().ok_or(format!("{option} needs a value"))?;
        let number = || value.parse::<usize>().map_err(|_| format!("{option}: {value} is not a number"));
        match (option.as_str(), value.as_str()) {
            ("--facilities", _) => shape.facilities = number()?,
            ("--roles", _) => shape.roles = number()?,
            ("--technologies", _) => shape.technologies = number()?,
            ("--months", _) => shape.months = number()?,
            ("--draws", _) => shape.draws = number()?,
            ("--individuals", "on") => shape.individuals = true,
            ("--individuals", "off") => shape.individuals = false,
            ("--catalogue", "plain") => shape.sample = false,
            ("--catalogue", "sample") => shape.sample = true,
            ("--out", _) => folder = Some(PathBuf::from(&value)),
            _ => return Err(format!("not understood: {option} {value}")),
        }
    }
    Ok((shape, folder.ok_or("where to? --out DIR")?))
}
