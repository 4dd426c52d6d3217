//! The plan of the house: imports point down, the disk has one door, and nothing has an order of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each room, from the ground.
const FLOORS: &[(u32, &[&str])] = &[
    (7, &["cli"]),
    (6, &["input", "output"]),
    (4, &["uncertainty"]),
    (3, &["projection"]),
    (2, &["program", "adoption", "demand", "supply", "gap"]),
    (1, &["domain", "tables", "grid"]),
    (0, &["ids", "calendar", "diagnostics", "statistics", "streams", "maths", "lanes", "files", "progress"]),
];

/// Rooms of one floor that may look at each other, and never back.
const LEANS: &[(&str, &[&str])] = &[
    ("adoption", &["program"]),
    ("demand", &["program"]),
    ("supply", &["program"]),
    ("gap", &["program", "demand", "supply"]),
    ("domain", &["tables"]),
    ("statistics", &["lanes", "maths"]),
    ("lanes", &["maths"]),
];

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut waiting = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a readable source folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&root).expect("a file of the tree");
                let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
                let room = first.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).expect("readable source");
                found.push((room, path, text));
            }
        }
    }
    found.retain(|(room, ..)| room != "lib" && room != "main");
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

/// The rooms that a source mentions as `crate::room`, comments left out.
fn mentioned(text: &str) -> BTreeSet<String> {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let names = rest.strip_prefix('{').map_or(rest, |inside| inside.split('}').next().unwrap_or(""));
        let many = rest.starts_with('{');
        for name in names.split(',').take(if many { usize::MAX } else { 1 }) {
            let room: String = name.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            rooms.insert(room);
        }
    }
    rooms
}

#[test]
fn arrows_point_down() {
    let floors: BTreeMap<&str, u32> =
        FLOORS.iter().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, *floor))).collect();
    let leans: BTreeMap<&str, &[&str]> = LEANS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        let Some(floor) = floors.get(room.as_str()) else {
            wrong.push(format!("{}: the room `{room}` is not on the plan", path.display()));
            continue;
        };
        for other in mentioned(&text) {
            let Some(below) = floors.get(other.as_str()) else { continue };
            let lean = leans.get(room.as_str()).is_some_and(|rooms| rooms.contains(&other.as_str()));
            if other != room && !(below < floor || lean) {
                wrong.push(format!("{}: `{room}` may not look at `{other}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn leans_go_one_way() {
    for (room, others) in LEANS {
        for other in *others {
            let back = LEANS.iter().find(|(name, _)| name == other).is_some_and(|(_, rooms)| rooms.contains(room));
            assert!(!back, "{room} and {other} lean on each other");
        }
    }
}

/// Problems are told in words that the rooms above give them; only the examples of explanations name tables.
#[test]
fn diagnostics_know_no_table() {
    for (_, path, text) in sources().into_iter().filter(|(room, ..)| room == "diagnostics") {
        if path.parent().is_some_and(|folder| folder.ends_with("explain")) || path.ends_with("slug.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for table in staffcast::tables::input::TABLES {
            let named = [format!("\"{}\"", table.name), format!("{}.csv", table.name)];
            let named = named.iter().find(|name| code.contains(name.as_str()));
            assert!(named.is_none(), "{} names the table {named:?}", path.display());
        }
    }
}

#[test]
fn only_one_room_touches_the_disk() {
    for (room, path, text) in sources() {
        let tested = text.split("#[cfg(test)]").next().unwrap_or("");
        let touches = ["std::fs", "File::", "OpenOptions"].iter().any(|word| tested.contains(word));
        assert!(room == "files" || !touches, "{} opens files by itself", path.display());
    }
}

#[test]
fn nothing_depends_on_the_order_of_a_hash_map_or_on_the_clock() {
    for (room, path, text) in sources() {
        assert!(!text.contains("HashMap") && !text.contains("HashSet"), "{} has no order", path.display());
        let clock = ["SystemTime", "Instant::now", "Timestamp::now"].iter().any(|word| text.contains(word));
        assert!(room == "cli" || room == "files" || !clock, "{} looks at the clock", path.display());
    }
}
