//! Names that the design holds and this version does not compute: each is answered with a plain sentence, so that a
//! planner who read of it is not told that it does not exist.

/// Columns of later versions, by table.
const COLUMNS: &[(&str, &[&str])] = &[
    ("roles", &["criticality"]),
    ("activity", &["known_from"]),
    ("adoption", &["known_from"]),
    ("staff", &["known_from"]),
    ("training", &["max_places"]),
    ("transfers", &["max_per_year"]),
];

/// True if a later version will have this column.
pub(super) fn column(table: &str, column: &str) -> bool {
    COLUMNS.iter().any(|(name, columns)| *name == table && columns.contains(&column))
}

/// The kind of reference that a later version will take, such as `region:west` as a facility.
pub(super) fn reference(table: &str, code: &str) -> bool {
    let prefixes: &[&str] = match table {
        "facilities" => &["region:"],
        _ => &[],
    };
    prefixes.iter().any(|prefix| code.starts_with(prefix))
}
