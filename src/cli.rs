//! Words typed and printed: one file per command.
//!
//! The answer goes to stdout; progress, notes, warnings and errors go to stderr. A closed pipe ends quietly. Left out:
//! every decision about numbers.

mod args;
mod check;
mod compute;
mod console;
mod document;
mod explain;
mod init;
mod peek;
mod progress;
mod rejects;
mod run;
mod schema;
mod summary;
mod verify;

use args::{Args, Command};
use clap::Parser;
use console::Console;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

/// How a command ended; its number is the process's exit code and part of the contract with scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done; every promised file exists and verifies.
    Done = 0,
    /// Finished, but a gate that was asked for failed.
    GateFailed = 1,
    /// Wrong usage.
    Usage = 2,
    /// The input is refused.
    Refused = 3,
    /// Something could not be read or written.
    Files = 4,
    /// A limit was reached.
    Limit = 5,
    /// A bug of ours.
    Bug = 70,
    /// Interrupted at the keyboard.
    Interrupted = 130,
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let args = Args::parse();
    args.look.apply();
    let console = Console::new(&args.look);
    let done = std::panic::catch_unwind(AssertUnwindSafe(|| match &args.command {
        Command::Init(options) => init::init(options, &console),
        Command::Run(options) => run::run(options, &console),
        Command::Check(options) => check::check(options, &console),
        Command::Peek(options) => peek::peek(options, &console),
        Command::Schema(options) => schema::schema(options, &console),
        Command::Verify(options) => verify::verify(options, &console),
    }));
    let exit = done.unwrap_or_else(|_| {
        console.error("this is a bug of staffcast; nothing was written. Please report it with the lines above.");
        Exit::Bug
    });
    let exit = if exit == Exit::Done && console.is_unprinted() { Exit::Files } else { exit };
    ExitCode::from(exit as u8)
}
