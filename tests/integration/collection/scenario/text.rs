//! The bytes of the file, and the grammar of TOML.

use super::Edit::{End, File, Swap};
use super::Mutation;
use super::Verdict::{Elsewhere, Lacking, Refused, Same};
use staffcast::diagnostics::Slug;

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// The keys that every scenario states.
const NEEDED: &[&str] = &["data", "demand_anchor", "end", "start"];

/// The bytes and characters of the file.
pub const BYTES: &[Mutation] = &[
    ("a byte-order mark", File(|text| format!("\u{feff}{text}").into()), Same),
    ("UTF-16 with a mark", File(|text| [b"\xFF\xFE".to_vec(), utf16(text, true)].concat()), Same),
    ("big-endian UTF-16 with a mark", File(|text| [b"\xFE\xFF".to_vec(), utf16(text, false)].concat()), Same),
    ("UTF-16 without a mark", File(|text| utf16(text, true)), Same),
    (
        "UTF-16 cut in a character",
        File(|text| [b"\xFF\xFE".to_vec(), utf16(text, true), vec![b'#']].concat()),
        Refused(Slug::NotUtf8, 13, ""),
    ),
    ("Windows line ends", File(|text| text.replace('\n', "\r\n").into()), Same),
    ("no end of the last line", File(|text| text.trim_end().into()), Same),
    ("spaces at the ends of lines", File(|text| text.replace('\n', " \t\n").into()), Same),
    ("blank lines below", File(|text| format!("{text}\n\n\n").into()), Same),
    ("a comment below", End("# the end"), Same),
    ("a comment behind a value", Swap("draws = 512", "draws = 512 # few"), Same),
    (
        "a comment with an accent in Windows-1252",
        File(|text| [text.as_bytes(), b"# caf\xE9\n"].concat()),
        Refused(Slug::NotUtf8, 13, ""),
    ),
    ("an old Macintosh's line ends", File(|text| text.replace('\n', "\r").into()), Refused(Slug::BadToml, 1, "")),
    ("a NUL at the end", File(|text| format!("{text}\0").into()), Refused(Slug::BadToml, 13, "")),
    ("a NUL in the title", Swap("\"Small\"", "\"Sm\0all\""), Refused(Slug::BadToml, 1, "")),
    (
        "an escaped NUL in the policy",
        Swap("fill-establishment", "none\\u0000"),
        Refused(Slug::ControlCharacter, 12, "hiring.policy"),
    ),
    ("typographic quotes", Swap("\"2026-10\"", "\u{201c}2026-10\u{201d}"), Refused(Slug::BadToml, 3, "")),
    ("a no-break space before the sign", Swap("draws =", "draws\u{a0}="), Refused(Slug::BadToml, 8, "")),
    ("only a comment", File(|_| b"# nothing".to_vec()), Lacking(NEEDED)),
    ("an empty file", File(|_| Vec::new()), Lacking(NEEDED)),
    ("a zip", File(|_| b"PK\x03\x04\x14\0\0\0".to_vec()), Refused(Slug::BadToml, 1, "")),
    ("the same keys as JSON", File(|_| b"{ \"data\": \"../data\" }".to_vec()), Refused(Slug::BadToml, 1, "")),
];

/// The grammar of TOML.
pub const GRAMMAR: &[Mutation] = &[
    ("a quote that is not closed", Swap("\"../data\"", "\"../data"), Refused(Slug::BadToml, 2, "")),
    ("a value without quotes", Swap("\"establishment\"", "establishment"), Refused(Slug::BadToml, 5, "")),
    ("a month without quotes", Swap("\"2028-12\"", "2028-12"), Refused(Slug::BadToml, 4, "")),
    ("a key without a value", Swap("seed = 7", "seed ="), Refused(Slug::BadToml, 9, "")),
    ("a key alone", Swap("seed = 7", "seed"), Refused(Slug::BadToml, 9, "")),
    ("a colon for the sign", Swap("seed = 7", "seed: 7"), Refused(Slug::BadToml, 9, "")),
    ("a section that is not closed", Swap("[hiring]", "[hiring"), Refused(Slug::BadToml, 11, "")),
    ("a section twice", End("[uncertainty]\nrange = \"p10-p90\""), Refused(Slug::BadToml, 13, "")),
    ("a key twice", Swap("seed = 7", "seed = 7\nseed = 8"), Refused(Slug::BadToml, 10, "")),
    ("a key twice with the same value", Swap("seed = 7", "seed = 7\nseed = 7"), Refused(Slug::BadToml, 10, "")),
    ("two keys on a line", Swap("draws = 512\nseed = 7", "draws = 512, seed = 7"), Refused(Slug::BadToml, 8, "")),
    ("a decimal comma", End("[shortage]\nthreshold_pct = 5,5"), Refused(Slug::BadToml, 14, "")),
    ("True as Python writes it", Swap("false", "False"), Refused(Slug::BadToml, 10, "")),
    ("an unknown escape", Swap("\"../data\"", "\"..\\data\""), Refused(Slug::BadToml, 2, "")),
    ("quotes of the other kind", Swap("\"establishment\"", "'establishment'"), Same),
    ("a key in quotes", Swap("seed = 7", "\"seed\" = 7"), Same),
    ("keys with points for a section", Swap("[hiring]\npolicy", "[uncertainty.shared]\n[hiring]\npolicy"), Same),
    ("digits in groups", Swap("512", "5_12"), Same),
    ("a plus sign", Swap("512", "+512"), Same),
    (
        "nests of a thousand lists",
        File(|text| format!("{text}deep = {}{}\n", "[".repeat(1000), "]".repeat(1000)).into()),
        Refused(Slug::BadToml, 13, ""),
    ),
    (
        "nests of a hundred thousand tables",
        File(|text| format!("{text}deep = {}\n", "{a=".repeat(100_000)).into()),
        Refused(Slug::BadToml, 13, ""),
    ),
    (
        "a key of ten thousand points",
        File(|text| format!("{text}{}b = 1\n", "a.".repeat(10_000)).into()),
        Elsewhere(Slug::BadToml, "scenarios/small.toml"),
    ),
];
