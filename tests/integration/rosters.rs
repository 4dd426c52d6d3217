//! Rosters: what people come to, and that nothing else of them is ever shown.

use super::command_line::{contents, quiet_run, run, text};
use super::project::Project;
use staffcast::diagnostics::{Problem, Severity, Slug};
use staffcast::output::resolved_inputs;

/// Six who count by the end of September 2026, and one who starts later. D's last day is the day itself; E and F have left.
const ROSTER: &str = "\
as_of,person_key,name,facility,role,fte,birth_year,start_date,end_date,leave_reason
2026-09-30,a,A,north,bmet,1.00,1968,2011-03-01,,
2026-09-30,b,B,north,bmet,0.60,1989,2026-05-14,,
2026-09-30,c,C,north,bmet,1.00,1961,1999-06-01,,
2026-09-30,d,D,north,bmet,0.80,1971,2020-01-01,2026-09-30,
2026-09-30,e,E,north,bmet,1.00,1960,2001-01-01,2026-05-31,Retired
2026-09-30,f,F,north,bmet,0.50,1990,2026-02-10,2026-08-15,resigned (moved away)
2026-09-30,g,G,north,bmet,1.00,1995,2026-11-01,,
";

/// The small project whose biomedical technicians at north are told by a roster.
fn project(roster: &str) -> Project {
    let mut project = Project::small();
    project.change("staff", "2026-Q3,north,bmet,9.5,10,11", "2026-Q3,north,bmet,,,11").set("roster", roster);
    project
}

fn errors(project: &Project) -> Vec<Problem> {
    let problems = project.load().problems;
    problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect()
}

/// A file of the resolved inputs.
fn resolved(project: &Project, table: &str) -> String {
    assert!(errors(project).is_empty(), "{:#?}", errors(project));
    let files = resolved_inputs(&project.load().case.expect("a case"));
    files.get(&format!("inputs/{table}.csv")).map_or_else(String::new, |bytes| text(bytes).to_owned())
}

#[test]
fn people_come_to_staff_by_bands_of_age_as_counted_by_hand() {
    let staff = resolved(&project(ROSTER), "staff");
    let north: Vec<&str> = staff.lines().filter(|line| line.starts_with("2026-Q3,north,bmet")).collect();
    assert_eq!(
        north,
        ["2026-Q3,north,bmet,35-39,0.6,1,11", "2026-Q3,north,bmet,55-59,1.8,2,", "2026-Q3,north,bmet,65-69,1,1,"]
    );
}

#[test]
fn who_came_and_went_is_counted_by_month_and_reason() {
    assert_eq!(
        resolved(&project(ROSTER), "staff_flows"),
        "month,facility,role,headcount,fte,hires,hires_fte,leavers,leavers_fte,retirements,resignations,ends_of_contract,\
         dismissals,deaths,transfers,others,not_stated\n\
         2026-06,north,bmet,5,3.9,0,0,1,1,1,0,0,0,0,0,0,0\n\
         2026-07,north,bmet,5,3.9,0,0,0,0,0,0,0,0,0,0,0,0\n\
         2026-08,north,bmet,4,3.4,0,0,1,0.5,0,1,0,0,0,0,0,0\n\
         2026-09,north,bmet,4,3.4,0,0,0,0,0,0,0,0,0,0,0,0\n"
    );
}

#[test]
fn ages_are_given_for_all_of_a_team_or_for_none() {
    let staff = resolved(&project(&ROSTER.replace(",1989,", ",,")), "staff");
    assert!(staff.contains("2026-Q3,north,bmet,3.4,4,11\n"), "{staff}");
}

#[test]
fn the_order_of_the_people_and_the_form_of_their_cells_change_nothing() {
    let plain = project(ROSTER);
    let mut lines: Vec<&str> = ROSTER.lines().collect();
    lines[1..].reverse();
    let mut exported = lines.join("\r\n").replace(',', ";").replace("0.60", "0,60").replace("0.50", "0,5");
    for (day, written) in [("2026-05-14", "14/05/2026"), ("1999-06-01", "01/06/1999"), ("2026-09-30;c", "30/09/2026;c")]
    {
        assert!(exported.contains(day));
        exported = exported.replace(day, written);
    }
    // Two who were written with a point would make the comma doubtful.
    exported = exported.replace("1.00", "1").replace("0.80", "0,8");
    for table in ["staff", "staff_flows"] {
        assert_eq!(resolved(&project(&exported), table), resolved(&plain, table));
    }
}

#[test]
fn a_roster_gives_what_the_same_staff_give_when_written_by_hand() {
    let in_post: String = ROSTER.lines().filter(|line| !line.contains(",e,") && !line.contains(",f,")).fold(
        String::new(),
        |mut all, line| {
            all.push_str(line);
            all.push('\n');
            all
        },
    );
    let roster = project(&in_post);
    let mut by_hand = Project::small();
    let staff = by_hand.text("staff");
    let mut rows: Vec<String> = staff.lines().map(|line| line.replacen(",bmet,", ",bmet,,", 1)).collect();
    rows = rows.into_iter().map(|line| line.replacen(",ehr_analyst,", ",ehr_analyst,,", 1)).collect();
    let text_of = rows.join("\n").replace("role,fte", "role,age_band,fte").replace(
        "2026-Q3,north,bmet,,9.5,10,11",
        "2026-Q3,north,bmet,35-39,0.6,1,11\n2026-Q3,north,bmet,55-59,1.8,2,\n2026-Q3,north,bmet,65-69,1,1,",
    );
    by_hand.set("staff", text_of);
    let words = ["scenarios/small.toml", "--charts", "none"];
    let files = [roster, by_hand].map(|project| {
        let folder = project.written();
        let run = quiet_run(folder.path(), &words);
        assert!(!run.join("inputs/roster.csv").exists());
        let name = run.file_name().expect("a name").to_owned();
        (name, contents(&run))
    });
    assert_eq!(files[0].0, files[1].0, "the same fingerprint");
    let tables = |files: &[(std::path::PathBuf, Vec<u8>)]| -> Vec<(std::path::PathBuf, String)> {
        let tables = files.iter().filter(|(path, _)| path.starts_with("tables") || path.starts_with("inputs"));
        let results = tables.filter(|(path, _)| !path.ends_with("problems.csv"));
        results.map(|(path, bytes)| (path.clone(), text(bytes).to_owned())).collect()
    };
    assert_eq!(tables(&files[0].1), tables(&files[1].1));
}

#[test]
fn a_run_of_a_roster_can_be_run_again_from_its_inputs() {
    let folder = project(ROSTER).written();
    let words = ["scenarios/small.toml", "--draws", "16", "--charts", "none"];
    let first = quiet_run(folder.path(), &words);
    let scenario = first.join("inputs/small.toml").display().to_string();
    let again = quiet_run(folder.path(), &[&scenario, "--charts", "none", "--out", "again"]);
    assert_eq!(first.file_name(), again.file_name(), "the same fingerprint");
}

#[test]
fn an_export_under_other_names_is_read_as_the_scenario_says() {
    let export = ROSTER.replace("as_of,person_key,name,facility,role,fte", "Stichtag,Nr,Name,Site,Job title,WTE");
    let export = format!("HR export,,,,,,,,,\n\n{export}").replace(",north,bmet,0.80", ",north,Chaplain,0.80");
    let mut project = project("");
    project.remove("roster").set("hr", export).set("map", "from,to\nBMET,bmet\nchaplain,\n");
    project.append(
        "scenario",
        "[files.roster]\npath = \"../data/hr.csv\"\nheader_row = 3\n\
         columns = { as_of = \"Stichtag\", facility = \"Site\", role = \"Job title\", fte = \"WTE\" }\n\
         map.role = \"../data/map.csv\"",
    );
    let staff = resolved(&project, "staff");
    assert!(staff.contains("2026-Q3,north,bmet,55-59,1,1,"), "{staff}");
    assert_eq!(resolved(&project, "left_out"), "table,column,name,rows,amount\nroster,role,Chaplain,1,0.8\n");
}

/// One thing wrong in a roster, and what is said of it.
#[test]
fn mistakes_in_a_roster_are_told_by_place_and_without_the_text() {
    for (old, new, slug, at, message) in [
        (",0.60,", ",Jane,", Slug::NotANumber, "F3", "not a number"),
        (",0.60,", ",22.5,", Slug::OutOfRange, "F3", "from 0 to 1"),
        (",0.60,", ",,", Slug::MissingValue, "F3", "`fte` is blank"),
        (",1989,", ",1989-02-03,", Slug::NotANumber, "G3", "not a year"),
        (",1989,", ",2019,", Slug::OutOfRange, "G3", "younger than 15"),
        (",2026-05-14,", ",May,", Slug::NotAPeriod, "H3", "not a day"),
        (",2026-05-14,", ",2026-05,", Slug::NotAPeriod, "H3", "not a day"),
        (",2026-05-14,", ",04/05/2026,", Slug::NotAPeriod, "H3", "day first or month first"),
        ("2026-05-14,,", "2026-05-14,2025-01-01,", Slug::EndsBeforeItBegins, "I3", "before the start date"),
        ("2026-09-30,b", "2026-09-15,b", Slug::NotAPeriod, "A3", "not the last day"),
        ("b,B,north,bmet", "b,B,north,", Slug::MissingValue, "E3", "`role` is blank"),
        ("b,B,north,bmet", "b,\"B, north,bmet", Slug::DamagedCsv, "", "never closed"),
        ("b,B,north,bmet", "b,B,x,north,bmet", Slug::RaggedRow, "", "has 11 cells"),
    ] {
        assert_eq!(ROSTER.matches(old).count(), 1, "{old}");
        let found = errors(&project(&ROSTER.replace(old, new)));
        let [problem] = found.as_slice() else { panic!("{new}: {found:#?}") };
        assert_eq!((problem.slug, problem.place.line, problem.value.as_deref()), (slug, Some(3), None), "{problem:#?}");
        assert_eq!(problem.place.cell.as_deref().unwrap_or(""), at, "{problem:#?}");
        assert!(problem.message.contains(message), "{problem:#?}");
    }
}

#[test]
fn a_roster_and_staff_that_do_not_agree_are_refused() {
    let mut agreeing = project(ROSTER);
    agreeing.change("staff", "2026-Q3,north,bmet,,,11", "2026-09,north,bmet,3.45,4,11");
    assert!(errors(&agreeing).is_empty(), "{:#?}", errors(&agreeing));
    assert!(resolved(&agreeing, "staff").contains("2026-09,north,bmet,35-39,0.6,1,11\n"), "the people decide");
    for (staff, slug, column, message) in [
        ("3.46,,11", Slug::RosterDisagrees, "fte", "data/staff.csv has 3.46 FTE here, and data/roster.csv has 3.4"),
        ("3.4,5,11", Slug::RosterDisagrees, "headcount", "has 5 people here, and data/roster.csv has 4 in post"),
        (",,", Slug::MissingValue, "budgeted_fte", "bmet in post at north on 2026-09-30, and data/staff.csv gives no"),
    ] {
        let mut project = project(ROSTER);
        project.change("staff", "2026-Q3,north,bmet,,,11", &format!("2026-Q3,north,bmet,{staff}"));
        let found = errors(&project);
        let [problem] = found.as_slice() else { panic!("{staff}: {found:#?}") };
        assert_eq!((problem.slug, problem.place.column.as_deref()), (slug, Some(column)));
        assert!(problem.message.contains(message), "{}", problem.message);
    }
}

#[test]
fn a_blank_team_that_the_roster_does_not_know_is_refused() {
    let mut project = project(ROSTER);
    project.change("staff", "2026-Q3,south,bmet,2,2,2", "2026-Q3,south,bmet,,,2");
    let found = errors(&project);
    let [problem] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((problem.slug, problem.place.line), (Slug::MissingValue, Some(4)));
    assert!(problem.message.contains("nobody in post there") && problem.help.contains("write 0"), "{problem:#?}");
}

/// Words and days that only people of the roster have.
const PERSONAL: &[&str] = &[
    "Zaphod",
    "Quuxley",
    "zq@example.org",
    "ZQ-4711",
    "1957",
    "2019-02-17",
    "17/02/2019",
    "2026-04-23",
    "17.02.2019",
    "gardening leave",
    "0.777",
    "Trillian",
    "Bahnhofstr",
    "1957-03-08",
    "hoopy",
];

/// True if the line holds the word by itself: `1957` is not said by 0.21957.
fn holds(line: &str, word: &str) -> bool {
    let within = |c: char| c.is_ascii_alphanumeric() || c == '.';
    line.match_indices(word).any(|(at, _)| {
        let (before, behind) = (line[..at].chars().next_back(), line[at + word.len()..].chars().next());
        !before.is_some_and(within) && !behind.is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

#[test]
fn nothing_of_a_person_is_shown_or_written_whatever_is_wrong() {
    let header = "as_of,employee_no,full_name,e_mail,date_of_birth,address,facility,role,fte,birth_year,start_date,end_date,leave_reason,remarks";
    let person = |facility: &str, role: &str, rest: &str| {
        format!(
            "2026-09-30,ZQ-4711,\"Quuxley, Zaphod\",zq@example.org,1957-03-08,Bahnhofstr. 1,{facility},{role},{rest},hoopy"
        )
    };
    let good = [
        person("north", "bmet", "0.777,1957,2019-02-17,,"),
        person("north", "bmet", "1,1957,2019-02-17,2026-04-23,gardening leave"),
        person("north", "bmet", "1,1957,17/02/2019,,"),
    ];
    let bad = [
        person("north", "bmet", "Trillian,1957,2019-02-17,,"),
        person("north", "bmet", "1,1957-03-08,2019-02-17,,"),
        person("north", "bmet", "1,1957,17.02.2019x,Zaphod,gardening leave"),
        person("north", "bmet", "1,1957,2026-04-23,2019-02-17,gardening leave"),
        person("north", "Trillian", "1,1957,2019-02-17,,"),
        person("Zaphod", "bmet", "1,1957,2019-02-17,,"),
        person("north", "bmet", "1,1957,2019-02-17,,gardening leave,Trillian"),
        person("north", "bmet", "0.777,1957,2019-02-17,,").replace("2026-09-30", "2026-04-23"),
    ];
    let sound = format!("{header}\n{}\n", good.join("\n"));
    let unsound = format!("{header}\n{}\n{}\n", good.join("\n"), bad.join("\n"));
    let headless = format!("{}\n", good.join("\n"));
    let unclosed = format!("{header}\n{}\n\"{}\n", good.join("\n"), bad.join("\n"));
    let mixed = unsound.replacen("17/02/2019", "02/17/2019", 1) + &good[2] + "\n";
    let mut said = String::new();
    for roster in [sound, unsound, headless, unclosed, mixed] {
        let folder = project(&roster).written();
        for words in [
            &["check", "scenarios/small.toml", "-v"][..],
            &["check", "scenarios/small.toml", "--json"],
            &["check", "scenarios/small.toml", "--resolved"],
            &["run", "scenarios/small.toml", "--draws", "16", "--charts", "none"],
            &["run", "scenarios/small.toml", "--draws", "16", "--charts", "none", "--json"],
            &["peek", "data/roster.csv"],
            &["peek", "data/roster.csv", "--json"],
        ] {
            let output = run(folder.path(), words);
            said.push_str(&format!("{words:?}\n{}{}\n", text(&output.stdout), text(&output.stderr)));
        }
        let out = folder.path().join("output");
        if out.exists() {
            for (path, bytes) in contents(&out) {
                said.push_str(&format!("{}\n{}\n", path.display(), String::from_utf8_lossy(&bytes)));
            }
        }
    }
    for word in PERSONAL {
        let line = said.lines().find(|line| holds(line, word));
        assert!(line.is_none(), "`{word}` is shown: {}", line.unwrap_or_default());
    }
    assert!(said.contains("stands in no row of roles.csv") && said.contains("inputs/staff_flows.csv"), "{said}");
}
