//! Any bytes as a file that is looked at, and as the table for which it is taken in a project that has all others.

#![no_main]

use libfuzzer_sys::fuzz_target;
use staffcast_fuzz::Memory;

fuzz_target!(|bytes: &[u8]| {
    let project = Memory::project().with("table.csv", bytes);
    if let Some(table) = project.peek("table.csv", None).table {
        project.with(&format!("data/{table}.csv"), bytes).load();
    }
});
