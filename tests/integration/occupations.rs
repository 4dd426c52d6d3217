//! Occupations: names of exports that are codes of them, and the default rates that they lead to.

use super::project::Project;
use staffcast::diagnostics::Slug;
use staffcast::domain::Case;

/// The default rates of the analysts at north: column, value and source.
fn rates(case: &Case) -> Vec<(String, f64, String)> {
    let values = case.assumptions().filter(|(at, value)| {
        value.selector.row.contains("ehr_analyst") && at.is_some_and(|at| at.as_str() == "north")
    });
    let names = ["leavers_pct", "retirement_pct", "time_to_fill_months"];
    let values = values
        .map(|(_, value)| value)
        .filter(|value| value.selector.table == "supply" && names.contains(&value.selector.column));
    values.map(|value| (value.selector.column.to_string(), value.spread.mode, value.source.to_string())).collect()
}

fn small(change: impl Fn(&mut Project)) -> Project {
    let mut project = Project::small();
    change(&mut project);
    project
}

#[test]
fn an_isco_code_leads_to_the_rates_of_its_one_occupation() {
    let by_soc = small(|p| {
        p.change("roles", "15-1211", "15-1252");
    });
    let by_isco = small(|p| {
        p.change("roles", "family,soc_code", "family,isco_code").change("roles", "49-9062", "7311");
        p.change("roles", "15-1211", "2512");
    });
    let (soc, isco) = (by_soc.load().case.expect("a case"), by_isco.load().case.expect("a case"));
    let (soc, isco) = (rates(&soc), rates(&isco));
    assert_eq!(soc.iter().map(|(_, value, _)| *value).collect::<Vec<_>>(), [14.0, 1.7, 2.46]);
    let led = soc.into_iter().map(|(column, value, source)| (column, value, format!("{source}; by ISCO-08 2512")));
    assert_eq!(isco, led.collect::<Vec<_>>());
}

#[test]
fn a_soc_code_goes_before_an_isco_code() {
    let both = small(|p| {
        p.set(
            "roles",
            "role,label,soc_code,isco_code,hours_per_week\nbmet,B,49-9062,,40\nehr_analyst,A,15-1211,2512,37.5\n",
        );
    });
    let only = small(|p| {
        p.set("roles", "role,label,soc_code,hours_per_week\nbmet,B,49-9062,40\nehr_analyst,A,15-1211,37.5\n");
    });
    assert_eq!(rates(&both.load().case.expect("a case")), rates(&only.load().case.expect("a case")));
}

#[test]
fn every_spelling_of_an_occupation_gives_the_same_rates() {
    let plain = rates(&Project::small().load().case.expect("a case"));
    for spelling in ["151211", "15-1211.00"] {
        let other = small(|p| {
            p.change("roles", "15-1211", spelling);
        });
        let loaded = other.load();
        assert_eq!(rates(&loaded.case.expect("a case")), plain, "{spelling}");
        let [said] = loaded.problems.as_slice() else { panic!("one note: {:#?}", loaded.problems) };
        assert_eq!(said.slug, Slug::ReadAs);
        assert!(said.message.contains("1 cell with an occupation code in another form"), "{}", said.message);
    }
}

#[test]
fn the_code_of_one_roles_occupation_names_that_role() {
    let staff = |project: &Project| project.load().case.expect("a case").staff;
    let plain = staff(&Project::small());
    for name in ["15-1211", "151211", "15-1211.00"] {
        let exported = small(|p| {
            p.change("staff", "north,ehr_analyst", &format!("north,{name}"));
        });
        assert_eq!(staff(&exported), plain, "{name}");
        let problems = exported.load().problems;
        assert!(problems.iter().any(|said| said.message.contains(&format!("`{name}` as ehr_analyst (1 row)"))));
    }
    let by_isco = small(|p| {
        p.set(
            "roles",
            "role,label,soc_code,isco_code,hours_per_week\nbmet,B,49-9062,,40\nehr_analyst,A,15-1211,2511,37.5\n",
        );
        p.change("staff", "north,ehr_analyst", "north,2511");
    });
    assert_eq!(staff(&by_isco), plain);
}

#[test]
fn an_alias_goes_before_the_code_of_an_occupation() {
    let aliased = small(|p| {
        p.change("roles", "device tech;HTM", "device tech;15-1211").change(
            "staff",
            "north,bmet,9.5",
            "north,15-1211,9.5",
        );
    });
    let plain = Project::small().load().case.expect("a case").staff;
    assert_eq!(aliased.load().case.expect("a case").staff, plain);
}

#[test]
fn unknown_names_of_a_column_come_with_one_map_that_translates_them() {
    let exported = small(|p| {
        p.change("staff", "2026-Q2,north,bmet", "2026-Q2,north,\"Trainer, EHR\"");
        p.change("staff", "2026-Q3,north,bmet", "2026-Q3,north,\"Trainer, EHR\"");
        p.change("staff", "south,bmet", "south,Device Technician");
    });
    let problems = exported.load().problems;
    let unknown: Vec<_> = problems.iter().filter(|problem| problem.slug == Slug::UnknownRole).collect();
    let [first, second] = unknown[..] else { panic!("two names: {problems:#?}") };
    assert!(first.message.contains("no role `Trainer, EHR` in roles.csv (2 rows"), "{}", first.message);
    let lines: Vec<&str> = first.help.lines().skip(1).collect();
    let expected = [
        "Or translate it: save as role_map.csv beside the scenario file (a blank `to` leaves the rows out, which is counted and said)",
        "from,to",
        "\"Trainer, EHR\",",
        "Device Technician,bmet",
        "and in the scenario file",
        "[files.staff]",
        "map.role = \"role_map.csv\"",
    ];
    assert_eq!(lines, expected, "{}", first.help);
    assert!(!second.help.contains("from,to"), "once is enough: {}", second.help);
}

#[test]
fn the_map_that_a_message_shows_mends_what_it_is_about() {
    let exported = |p: &mut Project| {
        p.change("staff", "south,bmet", "south,Device Technician");
    };
    let help = small(exported).load().problems[0].help.clone();
    let (_, map) = help.split_once("said)\n").expect("a map");
    let (map, declared) = map.split_once("\nand in the scenario file\n").expect("a declaration");
    let declared = declared.replace("role_map.csv", "../data/map.csv");
    let mended = small(|p| {
        exported(p);
        p.set("map", format!("{map}\n")).append("scenario", &declared);
    });
    assert_eq!(mended.load().case.expect("a case").staff, Project::small().load().case.expect("a case").staff);
}

#[test]
fn several_codes_as_near_are_all_suggested() {
    let exported = small(|p| {
        p.append("roles", "ehr_analyst_b,Analyst B,,15-2051,,40\nehr_analyst_c,Analyst C,,15-2051,,40");
        p.change("staff", "north,ehr_analyst", "north,EHR Analyst D");
    });
    let problems = exported.load().problems;
    let unknown = problems.iter().find(|problem| problem.slug == Slug::UnknownRole).expect("an unknown role");
    assert!(
        unknown.help.starts_with("did you mean `ehr_analyst`, `ehr_analyst_b` or `ehr_analyst_c`?"),
        "{}",
        unknown.help
    );
    assert!(unknown.help.contains("\nEHR Analyst D,?\n"), "{}", unknown.help);
}
