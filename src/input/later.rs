//! Names that the design holds and this version does not compute: each is answered with a plain sentence, so that a
//! planner who read of it is not told that it does not exist.

/// Tables of later versions, with what they are for.
pub(super) const TABLES: &[(&str, &str)] = &[
    ("adoption_shocks", "shocks to adoption"),
    ("effects", "effects of a technology on other work"),
    ("roster", "rows of single people"),
    ("skills", "training of existing staff"),
    ("correlations", "pairs of correlated assumptions"),
];

/// Columns of later versions, by table.
const COLUMNS: &[(&str, &[&str])] = &[
    ("roles", &["fte_per_head", "criticality", "scope"]),
    ("drivers", &["estimate_from", "estimate_rate"]),
    ("activity", &["known_from"]),
    ("adoption", &["known_from"]),
    ("workload", &["scale_exponent", "scale_reference", "lead_months", "decay_months", "from", "until"]),
    ("allowances", &["support_pct", "individual_hours"]),
    ("staff", &["known_from"]),
    ("training", &["max_places"]),
    ("transfers", &["max_per_year"]),
];

/// Words of later versions in columns of choices.
const CHOICES: &[(&str, &[&str])] =
    &[("unit", &["minutes_per_unit", "percent_of_role"]), ("phase", &["build", "go_live"])];

/// True if a later version will have this column.
pub(super) fn column(table: &str, column: &str) -> bool {
    COLUMNS.iter().any(|(name, columns)| *name == table && columns.contains(&column))
}

/// True if a later version will take this word.
pub(super) fn choice(column: &str, word: &str) -> bool {
    CHOICES.iter().any(|(name, words)| *name == column && words.contains(&word))
}

/// The kind of reference that a later version will take, such as `role:bmet` as a driver.
pub(super) fn reference(table: &str, code: &str) -> bool {
    let prefixes: &[&str] = match table {
        "drivers" => &["role:", "family:"],
        "facilities" => &["region:"],
        _ => &[],
    };
    prefixes.iter().any(|prefix| code.starts_with(prefix))
}
