//! Any bytes as the scenario of a project that has every table. It may extend `sound`, the scenario of that project.

#![no_main]

use libfuzzer_sys::fuzz_target;
use staffcast::files::Files;
use staffcast_fuzz::{Memory, SCENARIO};
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    let project = Memory::project();
    let sound = project.read(Path::new(SCENARIO)).expect("the project has a scenario");
    project.with("sound.toml", &sound).with(SCENARIO, bytes).load();
});
