//! The map file that would translate the unknown names of a column, to be pasted.
//!
//! It is offered where some name can be no code at all: such names come from an export, and come again with the next
//! one. Left out: what reads such a map (`reading`).

use super::names::To;
use crate::ids::is_code;
use crate::input::reading;
use std::fmt::Write;
use std::path::Path;

/// How many names are shown.
const SHOWN: usize = 100;

/// The lines that follow the help of the first name; `known` is the map that the column has already. `None` if a map is
/// not the remedy.
pub(super) fn to_paste(
    (table, column): (&str, &str),
    of: &str,
    names: &[(&str, &To)],
    known: Option<&Path>,
) -> Option<String> {
    let names: Vec<_> = names.iter().filter(|(_, to)| **to != To::Nothing).collect();
    if names.iter().all(|(name, _)| is_code(name)) {
        return None;
    }
    let file = match of {
        "roles" => "role_map.csv",
        "facilities" => "facility_map.csv",
        "technologies" => "technology_map.csv",
        _ => "driver_map.csv",
    };
    let mut text = match known {
        Some(path) => format!("\nOr translate it: add to {}", path.display()),
        None => format!("\nOr translate it: save as {file} beside the scenario file"),
    };
    text.push_str(" (a blank `to` leaves the rows out, which is counted and said");
    let open = names.iter().any(|(_, to)| **to == To::Open);
    text.push_str(if open { "; put a code in place of each ?)" } else { ")" });
    if known.is_none() {
        text.push_str("\nfrom,to");
    }
    for (name, to) in names.iter().take(SHOWN) {
        let to = match to {
            To::Code(code) => code,
            To::Open => "?",
            To::Nobody | To::Nothing => "",
        };
        let _ = write!(text, "\n{},{to}", quoted(name));
    }
    if let Some(more @ 1..) = names.len().checked_sub(SHOWN) {
        let _ = write!(text, "\n(and {more} more names, which are listed below)");
    }
    if known.is_none() {
        text.push_str("\nand in the scenario file");
        text.push_str(&reading::to_paste(table, &format!("map.{column} = \"{file}\"")));
    }
    Some(text)
}

/// A name as a cell of a CSV file.
fn quoted(name: &str) -> String {
    match name.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", name.replace('"', "\"\"")),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANALYST: &str = "cybersecurity_analyst";

    #[test]
    fn a_map_holds_all_names_and_how_it_is_declared() {
        let (code, nobody) = (To::Code(ANALYST.into()), To::Nobody);
        let names = [("Cyber Analyst", &code), ("Trainer, EHR", &nobody), ("*", &To::Nothing)];
        let text = to_paste(("staff", "role"), "roles", &names, None).expect("a map");
        let expected = "\nOr translate it: save as role_map.csv beside the scenario file (a blank `to` leaves the rows out, \
                        which is counted and said)\nfrom,to\nCyber Analyst,cybersecurity_analyst\n\"Trainer, EHR\",\n\
                        and in the scenario file\n[files.staff]\nmap.role = \"role_map.csv\"";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_map_that_is_there_is_added_to() {
        let text = to_paste(("staff", "role"), "roles", &[("RN 2", &To::Open)], Some(Path::new("maps/roles.csv")));
        let expected = "\nOr translate it: add to maps/roles.csv (a blank `to` leaves the rows out, which is counted and \
                        said; put a code in place of each ?)\nRN 2,?";
        assert_eq!(text.as_deref(), Some(expected));
    }

    #[test]
    fn a_code_that_is_only_misspelt_needs_no_map() {
        let to = To::Code(ANALYST.into());
        assert_eq!(to_paste(("staff", "role"), "roles", &[("cybersecurity_analist", &to)], None), None);
    }
}
