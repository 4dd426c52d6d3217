//! What can be typed.

use super::init::Example;
use crate::output::Charts;
use clap::{Parser, Subcommand, ValueEnum};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Forecasts the technology staff that a hospital group will be short of, when, why and how surely.
#[derive(Parser, Debug)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Examples:\n  staffcast init mercy\n  staffcast peek hr_export.csv\n  staffcast run scenarios/baseline.toml\n  staffcast check scenarios/*.toml\n  staffcast schema workload\n  staffcast verify output/baseline_*"
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub look: Look,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a project that already runs, to be edited into your own
    Init(Init),
    /// Check, forecast, and write one run folder per scenario
    Run(Run),
    /// Say everything that is wrong with the inputs, and compute nothing
    Check(Check),
    /// Show how a file was understood: encoding, columns, numbers, dates, and which table it looks like
    Peek(Peek),
    /// Show columns, units, ranges and meaning of the tables
    Schema(Schema),
    /// Look whether finished run folders are as they were written, or compute them again and compare
    Verify(Verify),
}

/// How much is said, and in which colours; the same for every command.
#[derive(clap::Args, Debug)]
pub struct Look {
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Print only the answer (of `run` and `init`: one folder a line) and what refuses
    #[arg(short, long, global = true, conflicts_with_all = ["json", "verbose"])]
    pub quiet: bool,
    /// Say what is done and how long it takes
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Colours in messages
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
    /// Show no progress bar
    #[arg(long, global = true)]
    pub no_progress: bool,
}

/// When colours are used.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Look {
    /// Sets the colours of everything printed from here on.
    pub fn apply(&self) {
        match self.color {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// Options of `init`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  staffcast init mercy\n  staffcast init trust --example nhs-trust --xlsx")]
pub struct Init {
    /// Folder of the project; it must not exist yet, or be empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// What the project is; `minimal` is the one to edit into your own, the others show more
    #[arg(long, value_enum, default_value_t = Example::Minimal, value_name = "NAME")]
    pub example: Example,
    /// Put the tables into one Excel workbook, inputs.xlsx, with lists to choose from and notes on units
    #[arg(long)]
    pub xlsx: bool,
}

/// Options of `run`.
#[derive(clap::Args, Debug)]
pub struct Run {
    /// Scenario files, or finished run folders
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// Folder in which run folders are put
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,
    #[command(flatten)]
    pub draws: Draws,
    /// Number of threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Charts to draw; `all` adds one for each role, and every technology
    #[arg(long, value_enum, default_value_t = Charts::Summary)]
    pub charts: Charts,
    /// Refuse on warnings, too
    #[arg(long)]
    pub strict: bool,
}

/// Options that change what the scenario's files say.
#[derive(clap::Args, Debug)]
pub struct Draws {
    /// Set a value after all files, such as "supply.leavers_pct[role=ehr_analyst]=12", "growth.annual_pct*=1.1" or
    /// uncertainty.draws=512; may be given several times
    #[arg(long, value_name = "SELECTOR=VALUE")]
    pub set: Vec<String>,
    /// Seed of all luck, instead of the scenario's
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Number of futures, instead of the scenario's; auto=0.1 takes as many as it needs until the Monte Carlo error of the
    /// gap of all facilities and roles in the last row is at most 0.1 FTE
    #[arg(long, value_name = "N|auto=FTE")]
    pub draws: Option<DrawCount>,
}

/// How many draws are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DrawCount {
    /// So many.
    Number(u32),
    /// As many as it needs until the headline's Monte Carlo error is at most so many FTE.
    Auto(f64),
}

impl FromStr for DrawCount {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some(tolerance) = text.strip_prefix("auto=") else {
            return text.parse().map(Self::Number).map_err(|_| "write a whole number such as 2048, or auto=0.1");
        };
        match tolerance.parse() {
            Ok(fte) if fte > 0.0 && f64::is_finite(fte) => Ok(Self::Auto(fte)),
            _ => Err("write the largest Monte Carlo error in FTE, above 0, such as auto=0.1"),
        }
    }
}

impl fmt::Display for DrawCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(draws) => write!(f, "{draws}"),
            Self::Auto(tolerance) => write!(f, "auto={tolerance}"),
        }
    }
}

/// Options of `check`.
#[derive(clap::Args, Debug)]
pub struct Check {
    /// Scenario files, or finished run folders
    #[arg(required_unless_present = "explain", value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    #[command(flatten)]
    pub draws: Draws,
    /// Refuse on warnings, too
    #[arg(long)]
    pub strict: bool,
    /// Print every value with the file and line that set it, as CSV
    #[arg(long)]
    pub resolved: bool,
    /// Problems shown of one file; 0 shows all [default: 50; with --json all]
    #[arg(long, value_name = "N")]
    pub max_problems: Option<usize>,
    /// Put the rows without errors, those with errors and all problems into a new folder, as CSV files
    #[arg(long, value_name = "DIR", conflicts_with_all = ["resolved", "explain"])]
    pub rejects: Option<PathBuf>,
    /// Explain a kind of problem, such as not-a-number; without SLUG, list them all
    #[arg(long, value_name = "SLUG", conflicts_with = "scenarios")]
    pub explain: Option<Option<String>>,
}

/// Options of `peek`.
#[derive(clap::Args, Debug)]
pub struct Peek {
    /// A CSV file or an Excel workbook
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The sheet of a workbook [default: the first that looks like a table]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The table to read it as, whatever it looks like
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
}

/// Options of `schema`.
#[derive(clap::Args, Debug)]
pub struct Schema {
    /// One table, or `input` or `output`; without it, all of them
    pub table: Option<String>,
    /// Print Markdown instead of plain text
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
}

/// Options of `verify`.
#[derive(clap::Args, Debug)]
pub struct Verify {
    /// Finished run folders
    #[arg(required = true, value_name = "RUN")]
    pub runs: Vec<PathBuf>,
    /// Compute each run again from its own inputs and compare every byte; nothing is written
    #[arg(long)]
    pub rerun: bool,
    /// Number of threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

impl ValueEnum for Example {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.word()).help(self.meaning()))
    }
}

impl ValueEnum for Charts {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::None, Self::Summary, Self::All]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.word()))
    }
}
