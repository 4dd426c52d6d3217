//! Which occupations of the catalogue (SOC 2018) a unit group of ISCO-08 may be.
//!
//! Two published steps, of which only the lines that end in the catalogue stand here, with the middle of each:
//! ISCO-08 to SOC 2010 is the crosswalk of the US Bureau of Labor Statistics (as copied in IHE/PCC.ODH on GitHub,
//! `ISCO_ODH_Crosswalk_USA.fsh`, and in danielruss/codingsystems, `soc2010_isco2008.csv`); SOC 2010 to SOC 2018 is the
//! crosswalk of the same bureau (as copied in danielruss/codingsystems, `soc2010_soc2018.csv`).
//!
//! Both steps lead from one code to several. A default is taken only where one occupation of the catalogue remains, and
//! then only if it is more than a part of what SOC 2010 held in an "all other" occupation: project managers were a part
//! of the managers "all other", yet a mining manager is none. Left out: occupations without published rates.

use crate::input::build::Build;
use crate::tables::Row;

/// An ISCO-08 unit group, an occupation of SOC 2010 that it matches, and one of SOC 2018 that this became.
type Line = (&'static str, &'static str, &'static str);

static LINES: &[Line] = &[
    ("1114", "11-9199", "13-1082"),
    ("1213", "11-9199", "13-1082"),
    ("1219", "11-9199", "13-1082"),
    ("1322", "11-9199", "13-1082"),
    ("1330", "11-3021", "11-3021"),
    ("1342", "11-9111", "11-9111"),
    ("1343", "11-9111", "11-9111"),
    ("1349", "11-9199", "13-1082"),
    ("1431", "11-9199", "13-1082"),
    ("1439", "11-9199", "13-1082"),
    ("2131", "19-1029", "19-1029"),
    ("2149", "17-2031", "17-2031"),
    ("2221", "29-1141", "29-1141"),
    ("2356", "13-1151", "13-1151"),
    ("2422", "13-1199", "13-1082"),
    ("2424", "13-1151", "13-1151"),
    ("2511", "15-1111", "15-1221"),
    ("2511", "15-1121", "15-1211"),
    ("2512", "15-1132", "15-1252"),
    ("2512", "15-1133", "15-1252"),
    ("2513", "15-1134", "15-1255"),
    ("2519", "15-1199", "13-1082"),
    ("2519", "15-1199", "15-1255"),
    ("2522", "15-1142", "15-1244"),
    ("2529", "15-1122", "15-1212"),
    ("2529", "15-1199", "13-1082"),
    ("2529", "15-1199", "15-1255"),
    ("3222", "29-9099", "29-9021"),
    ("3230", "29-9099", "29-9021"),
    ("3252", "29-2071", "29-2072"),
    ("3252", "29-2071", "29-9021"),
    ("3259", "29-9099", "29-9021"),
    ("3314", "15-2099", "15-2051"),
    ("3339", "13-1199", "13-1082"),
    ("3351", "13-1041", "13-1041"),
    ("3353", "13-1041", "13-1041"),
    ("3354", "13-1041", "13-1041"),
    ("3512", "15-1151", "15-1232"),
    ("3514", "15-1134", "15-1255"),
    ("3514", "15-1142", "15-1244"),
    ("7311", "49-9062", "49-9062"),
];

/// Occupations of SOC 2010 named "all other" of which SOC 2018 made several.
static DIVIDED: &[&str] = &["11-9199", "13-1199", "15-1199", "15-2099", "29-9099"];

/// Titles of the occupations of SOC 2018 that a unit group may be beside others.
static TITLES: &[(&str, &str)] = &[
    ("13-1082", "project management specialists"),
    ("15-1211", "computer systems analysts"),
    ("15-1212", "information security analysts"),
    ("15-1221", "computer and information research scientists"),
    ("15-1244", "network and computer systems administrators"),
    ("15-1255", "web and digital interface designers"),
    ("15-2051", "data scientists"),
    ("29-2072", "medical records specialists"),
    ("29-9021", "health information technologists and medical registrars"),
];

/// The occupation (SOC 2018) that the rates of a role are taken from, and the unit group of ISCO-08 if that led to it.
pub(in crate::input) fn occupation_of<'b>(
    build: &'b Build<'_>,
    role_row: &'b Row,
) -> Option<(&'b str, Option<&'b str>)> {
    if let Some(soc) = build.text("roles", role_row, "soc_code") {
        return Some((soc, None));
    }
    let isco = build.text("roles", role_row, "isco_code")?;
    one(isco).map(|soc| (soc, Some(isco)))
}

/// The occupations of the catalogue that a unit group may be, each once, in order.
pub(super) fn may_be(isco: &str) -> Vec<&'static str> {
    let mut codes: Vec<&str> = lines(isco).map(|&(_, _, soc)| soc).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The occupation of the catalogue that a unit group is taken as; `None` if there are several or none.
pub(super) fn one(isco: &str) -> Option<&'static str> {
    match may_be(isco)[..] {
        [soc] if lines(isco).any(|(_, middle, _)| !DIVIDED.contains(middle)) => Some(soc),
        _ => None,
    }
}

/// An occupation with its title, for messages: `15-1211` (computer systems analysts).
pub(super) fn titled(soc: &str) -> String {
    match TITLES.iter().find(|(code, _)| *code == soc) {
        Some((_, title)) => format!("`{soc}` ({title})"),
        None => format!("`{soc}`"),
    }
}

fn lines(isco: &str) -> impl Iterator<Item = &'static Line> {
    LINES.iter().filter(move |(from, ..)| *from == isco)
}

#[cfg(test)]
mod tests {
    use super::super::catalogue;
    use super::*;

    #[test]
    fn a_unit_group_is_taken_as_the_one_occupation_that_it_may_be() {
        let expected =
            [("1330", "11-3021"), ("2221", "29-1141"), ("2512", "15-1252"), ("3512", "15-1232"), ("7311", "49-9062")];
        for (isco, soc) in expected {
            assert_eq!(one(isco), Some(soc), "{isco}");
        }
    }

    #[test]
    fn of_several_occupations_none_is_taken() {
        assert_eq!(may_be("2511"), ["15-1211", "15-1221"]);
        assert_eq!(may_be("3252"), ["29-2072", "29-9021"]);
        assert_eq!(may_be("2529"), ["13-1082", "15-1212", "15-1255"]);
        assert_eq!([one("2511"), one("3252"), one("2529"), one("3514")], [None; 4]);
    }

    #[test]
    fn a_part_of_an_all_other_occupation_is_never_taken() {
        assert_eq!(may_be("1322"), ["13-1082"]);
        assert_eq!([one("1322"), one("3222"), one("3314")], [None; 3]);
        assert_eq!(one("2131"), Some("19-1029"), "it is all other still, and was not divided");
    }

    #[test]
    fn every_line_ends_in_the_catalogue_and_every_occupation_of_it_is_reached() {
        for (isco, _, soc) in LINES {
            assert!(catalogue::occupation(soc).is_some(), "{isco} {soc}");
            assert_eq!(isco.len(), 4);
        }
        assert!(LINES.is_sorted());
        let reached = |soc: &str| LINES.iter().any(|(.., end)| *end == soc);
        assert!(catalogue::all().all(reached));
    }

    #[test]
    fn whatever_may_be_among_others_has_its_title() {
        for (isco, ..) in LINES.iter().filter(|(isco, ..)| one(isco).is_none()) {
            assert!(may_be(isco).iter().all(|soc| titled(soc).contains('(')), "{isco}");
        }
    }
}
