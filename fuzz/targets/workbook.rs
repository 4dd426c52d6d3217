//! A workbook: the bytes of a zip, or its parts as text, which are packed here. In a zip hardly a byte can change without
//! breaking a check sum; parts get to what reads them.
//!
//! Parts are told apart by lines `== NAME`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use staffcast_fuzz::{Memory, zip};

fuzz_target!(|bytes: &[u8]| {
    let packed = if bytes.starts_with(b"PK") { bytes.to_vec() } else { zip(&parts(bytes)) };
    Memory::default().with("tables.xlsx", &packed).peek("tables.xlsx", None);
    let scenario = "title = \"Workbook\"\ndata = \"tables.xlsx\"\nstart = \"2026-10\"\nend = \"2028-12\"\n\
                    demand_anchor = \"establishment\"\n";
    Memory::default().with("tables.xlsx", &packed).with("scenario.toml", scenario.as_bytes()).load();
});

fn parts(bytes: &[u8]) -> Vec<(&str, &[u8])> {
    let mut parts: Vec<(&str, &[u8])> = Vec::new();
    let mut rest = bytes;
    while let Some(after) = rest.strip_prefix(b"== ") {
        let end = after.iter().position(|byte| *byte == b'\n').unwrap_or(after.len());
        let (name, text) = (&after[..end], after.get(end + 1..).unwrap_or_default());
        let next = text.windows(4).position(|window| window == b"\n== ").unwrap_or(text.len());
        parts.push((std::str::from_utf8(name).unwrap_or("part"), &text[..next]));
        rest = text.get(next + 1..).unwrap_or_default();
    }
    parts
}
