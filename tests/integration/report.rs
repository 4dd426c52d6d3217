//! `report.html` as a reader's browser gets it: its numbers are those of the tables, and nothing in it can run.

use super::command_line::{quiet_run, run};
use super::project::Project;
use staffcast::files::Disk;
use staffcast::output::{Shown, Table, TableSet, read_tables};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The small project over thirteen years, with prices.
fn long() -> Project {
    let mut project = Project::small();
    project
        .change("scenario", "end = \"2028-12\"", "end = \"2038-12\"")
        .append("scenario", "[money]\ncurrency = \"USD\"");
    project.set(
        "costs",
        "role,salary,on_cost_pct,salary_growth_pct,hire_cost\nbmet,81000,25,2,4000\nehr_analyst,95000,25,2,\n",
    );
    project
}

/// The report and the tables of a run of the project.
fn report_of(project: &Project, charts: &str) -> (String, TableSet) {
    let written = project.written();
    let folder = quiet_run(written.path(), &["scenarios/small.toml", "--charts", charts]);
    let html = fs::read_to_string(folder.join("report.html")).expect("a report");
    (html, read_tables(&Disk, &folder, &Shown::everything()).expect("tables"))
}

/// The text of a piece of HTML.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    marks.iter().fold(text, |text, (mark, letter)| text.replace(mark, letter))
}

/// The cells of every table by its id, the rows of its body only.
fn grids(html: &str) -> BTreeMap<String, Vec<Vec<String>>> {
    let tables = html.split("<table id=\"").skip(1).map(|table| {
        let id = table.split('"').next().expect("an id").to_owned();
        let body = table.split("<tbody>").nth(1).and_then(|body| body.split("</tbody>").next()).expect("a body");
        let rows = body.split("<tr").skip(1).map(|row| {
            let cells = row.split("</th>").flat_map(|part| part.split("</td>"));
            let mut cells: Vec<String> = cells.map(|cell| plain(&format!("<{cell}"))).collect();
            cells.pop();
            cells
        });
        (id, rows.collect())
    });
    tables.collect()
}

fn fte(value: f64) -> String {
    format!("{:.1}", (value * 10.0).round() / 10.0 + 0.0).replace('-', "−")
}

fn percent(value: f64) -> String {
    match value {
        value if value > 0.0 && value < 1.0 => "<1 %".into(),
        value if value > 99.0 && value < 100.0 => ">99 %".into(),
        value => format!("{value:.0} %"),
    }
}

/// A sum as it is printed, back as a number.
fn amount(text: &str) -> f64 {
    let (digits, unit) = text.split_once(' ').unwrap_or((text, ""));
    let unit = match unit {
        "" => 1.0,
        "k" => 1e3,
        "M" => 1e6,
        "bn" => 1e9,
        other => panic!("{other}"),
    };
    digits.replace('−', "-").parse::<f64>().expect("a number") * unit
}

/// Looks numbers of the page up in the tables, and counts them.
struct Check {
    seen: usize,
}

impl Check {
    #[track_caller]
    fn same(&mut self, shown: &str, wanted: String) {
        assert_eq!(shown, wanted);
        self.seen += 1;
    }

    #[track_caller]
    fn range(&mut self, shown: &str, table: &Table, row: usize) {
        let ends = ["gap_p10_fte", "gap_p90_fte"].map(|column| fte(table.number(column, row).expect("a number")));
        self.same(shown, ends.join(" to "));
        self.seen += 1;
    }
}

fn find(table: &Table, key: &[(&str, &str)]) -> usize {
    let mut rows = (0..table.len()).filter(|&row| key.iter().all(|&(column, code)| table.text(column, row) == code));
    let row = rows.next().unwrap_or_else(|| panic!("{key:?}"));
    assert!(rows.next().is_none(), "{key:?} stands twice");
    row
}

#[test]
fn every_number_is_the_rounded_number_of_a_table() {
    let (html, set) = report_of(&long(), "none");
    let grids = grids(&html);
    let table = |name: &str| set.get(name).expect("a table");
    let gap = table("gap");
    let number = |table: &Table, column: &str, row: usize| table.number(column, row).expect("a number");
    let roles = [("Equipment technician", "bmet"), ("EHR analyst", "ehr_analyst"), ("all roles", "*")];
    let code = |label: &str| roles.iter().find(|(known, _)| *known == label).expect("a role").1;
    let cell = |role, period| find(gap, &[("facility", "*"), ("role", role), ("period", period)]);
    let mut check = Check { seen: 0 };
    for line in &grids["decisions"] {
        let role = code(&line[0]);
        let (opening, end) = (cell(role, "opening"), cell(role, "2038-Q4"));
        check.same(&line[1], fte(number(gap, "gap_mean_fte", opening)));
        for (column, shown) in ["demand_mean_fte", "supply_mean_fte", "gap_mean_fte"].iter().zip(&line[2..]) {
            check.same(shown, fte(number(gap, column, end)));
        }
        check.range(&line[5], gap, end);
        check.same(&line[6], percent(number(gap, "prob_shortage_pct", end)));
        let first = table("first_short");
        let peak = find(first, &[("facility", "*"), ("role", role)]);
        check.same(&line[9], fte(number(first, "peak_shortage_mean_fte", peak)));
    }
    for (_, role) in roles {
        let id = if role == "*" { "_all" } else { role };
        let years = &grids[&format!("role-{id}-years")];
        assert_eq!(years.len(), 14, "now and thirteen years");
        for line in years {
            let period = if line[0].starts_with("now") { "opening" } else { &line[0] };
            let row = cell(role, period);
            let columns =
                ["demand_mean_fte", "demand_surge_mean_fte", "supply_mean_fte", "establishment_fte", "gap_mean_fte"];
            for (column, shown) in columns.iter().zip(&line[1..]) {
                check.same(shown, fte(number(gap, column, row)));
            }
            check.range(&line[6], gap, row);
            check.same(&line[7], percent(number(gap, "prob_shortage_pct", row)));
        }
        let causes = table("gap_causes");
        let key = [("facility", "*"), ("role", role), ("period", "2038-Q4")];
        let of_role =
            (0..causes.len()).filter(|&row| key.iter().all(|&(column, code)| causes.text(column, row) == code));
        let mut wanted: Vec<String> = of_role.map(|row| fte(number(causes, "mean_fte", row))).collect();
        wanted.push(fte(number(gap, "gap_mean_fte", cell(role, "2038-Q4"))));
        let mut shown: Vec<String> = grids[&format!("role-{id}-why")].iter().map(|line| line[1].clone()).collect();
        wanted.sort();
        shown.sort();
        check.seen += shown.len();
        assert_eq!(shown, wanted);
    }
    let of_year = |table: &Table, year: &str| -> Vec<usize> {
        let total = |row: &usize| table.text("facility", *row) == "*" && table.text("role", *row) == "*";
        (0..table.len()).filter(|row| total(row) && table.text("period", *row).starts_with(&year[..4])).collect()
    };
    let flows = table("supply_flows");
    for line in &grids["flow-years"] {
        let rows = of_year(flows, &line[0]);
        check.same(&line[1], fte(number(flows, "opening_fte", rows[0])));
        let columns = ["hires", "graduates", "moved_in", "leavers", "retirements", "moved_out", "released"];
        for (column, shown) in columns.iter().zip(&line[2..]) {
            check.same(shown, fte(rows.iter().map(|&row| number(flows, &format!("{column}_fte"), row)).sum()));
        }
        check.same(&line[9], fte(number(flows, "closing_fte", *rows.last().expect("a period"))));
    }
    let costs = table("costs");
    for line in &grids["cost-years"] {
        let rows = of_year(costs, &line[0]);
        let columns =
            ["staff", "hiring", "training", "retraining", "contractors", "retention", "vacancies", "releases", "total"];
        for (column, shown) in columns.iter().zip(&line[1..]) {
            let stated: Vec<f64> = rows.iter().filter_map(|&row| costs.number(column, row)).collect();
            if stated.is_empty() {
                check.same(shown, "–".to_owned());
            } else {
                let sum: f64 = stated.iter().sum();
                assert!((amount(shown) - sum).abs() <= 0.005 * sum.abs(), "{column}: {shown} of {sum}");
                check.seen += 1;
            }
        }
    }
    let assumptions = table("assumptions");
    for line in &grids["assumption-rows"] {
        let row = find(assumptions, &[("selector", &line[0])]);
        for (column, shown) in ["low", "value", "high"].iter().zip(&line[1..]) {
            match assumptions.number(column, row) {
                None => check.same(shown, "–".to_owned()),
                Some(value) => {
                    assert!((amount(shown) - value).abs() <= 0.0005 * value.abs(), "{column}: {shown} of {value}");
                    check.seen += 1;
                }
            }
        }
    }
    assert_eq!(grids["assumption-rows"].len(), assumptions.len());
    let adoption = table("adoption");
    for line in &grids["adoption-years"] {
        let technology = match line[0].as_str() {
            "Ambient scribe" => "ai_scribe",
            "Health record" => "ehr",
            "Remote monitoring" => "rpm",
            other => panic!("{other}"),
        };
        let of =
            |row: &usize| adoption.text("technology", *row) == technology && adoption.text("period", *row) == "2038-Q4";
        let shares: Vec<f64> =
            (0..adoption.len()).filter(of).map(|row| number(adoption, "adoption_mean_pct", row)).collect();
        let used: Vec<f64> = shares.into_iter().filter(|&share| share > 0.0).collect();
        let low = percent(used.iter().copied().fold(f64::INFINITY, f64::min));
        let high = percent(used.iter().copied().fold(0.0, f64::max));
        let wanted = if low == high { low } else { format!("{} to {high}", low.trim_end_matches(" %")) };
        check.same(&line[15], wanted);
    }
    for line in &grids["basis-rows"] {
        let given = match line[1].as_str() {
            "the planner's files" => "planner",
            "staffcast's own default" => "default",
            _ => "",
        };
        let row = find(table("basis"), &[("basis", &line[0]), ("given", given)]);
        check.same(&line[3], fte(number(table("basis"), "fte_abs", row)));
        check.same(&line[4], percent(number(table("basis"), "share_pct", row)));
    }
    assert!(check.seen >= 500, "{} numbers", check.seen);
}

/// Names that are markup, and must stay words.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "' onmouseover='alert(3)",
    "</title></style><svg onload=alert(4)>",
    "<!-- a --><a href=javascript:alert(5)>",
    "&lt;b&gt; ]]> \u{202e}evil",
];

#[test]
fn what_planners_write_stays_words() {
    let mut project = long();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    project
        .change("scenario", "\"Small\"", &format!("'''{} {}'''", HOSTILE[3], HOSTILE[1]))
        .change("roles", "Equipment technician", &quoted(HOSTILE[0]))
        .change("roles", "EHR analyst", &quoted(HOSTILE[2]))
        .change("facilities", "North General", &quoted(HOSTILE[1]))
        .change("technologies", "Ambient scribe", &quoted(HOSTILE[4]))
        .change("drivers", "Staffed beds", &quoted(HOSTILE[5]))
        .change("workload", "AAMI", &quoted(HOSTILE[1]));
    for charts in ["none", "all"] {
        let (html, _) = report_of(&project, charts);
        let lower = html.to_lowercase();
        for part in ["<script", "<img", "<a href=javascript", "<!-- a", "<svg onload", "\u{202e}"] {
            assert!(!lower.contains(part), "{part}");
        }
        // Inside a tag no planner's word begins an attribute.
        let tags: Vec<&str> = lower.split('<').skip(1).filter_map(|tag| tag.split('>').next()).collect();
        let events =
            |tag: &&&str| tag.split(['"', ' ', '\n', '\'']).any(|word| word.starts_with("on") && word.contains('='));
        assert_eq!(tags.iter().find(events), None);
        assert!(
            html.contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                && html.contains("&lt;img src=x onerror=alert(2)&gt;")
        );
        assert_eq!(lower.matches("</style>").count(), 1);
    }
}

#[test]
fn the_page_needs_nothing_but_itself_and_forbids_the_rest() {
    let (html, _) = report_of(&long(), "all");
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    assert!(html.contains(&format!("http-equiv=\"Content-Security-Policy\" content=\"{policy}\"")));
    let outside = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    for part in ["://", "src=", "@import", "url(", "<link", "<script", "<form", "javascript:"] {
        assert!(!outside.contains(part), "{part}");
    }
    assert!(html.len() < 2_000_000, "{} bytes", html.len());
}

#[test]
fn the_page_is_whole_for_those_who_cannot_see_it() {
    let (html, _) = report_of(&long(), "all");
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert_eq!(html.matches("<h1").count(), 1);
    for landmark in
        ["<header>", "<nav aria-label=", "<main id=\"main\">", "<footer>", "<a class=\"skip\" href=\"#main\">"]
    {
        assert_eq!(html.matches(landmark).count(), 1, "{landmark}");
    }
    let tables = html.matches("<table").count();
    assert_eq!(html.matches("<caption").count(), tables);
    assert_eq!(
        html.matches("role=\"region\" tabindex=\"0\" aria-labelledby=").count(),
        tables + html.matches("<figure").count()
    );
    assert_eq!(html.matches("<th").count() - html.matches("<thead").count(), html.matches("<th scope=\"").count());
    // One for heat map, all roles and each role at least.
    let figures = html.matches("<figure").count();
    assert!(figures >= 4, "{figures}");
    for part in ["<svg ", "<figcaption", "<details>"] {
        assert_eq!(html.matches(part).count(), figures, "{part}");
    }
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "ids are unique");
    let targets = ["href=\"#", "aria-labelledby=\""].iter().flat_map(|mark| html.split(mark).skip(1));
    for target in targets.filter_map(|rest| rest.split('"').next()).flat_map(str::split_whitespace) {
        assert!(unique.contains(target), "{target} is nowhere");
    }
}

#[test]
fn every_file_that_the_page_names_stands_beside_it() {
    let project = long().written();
    let folder = quiet_run(project.path(), &["scenarios/small.toml", "--charts", "all"]);
    let html = fs::read_to_string(folder.join("report.html")).expect("a report");
    let links: BTreeSet<&str> = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let files: Vec<&&str> = links.iter().filter(|link| !link.starts_with('#')).collect();
    assert!(files.len() >= 10, "{files:?}");
    for file in files {
        assert!(folder.join(Path::new(file)).is_file(), "{file}");
    }
    let command = html.split("<pre tabindex=\"0\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a command");
    let words: Vec<&str> = command.split_whitespace().skip(1).collect();
    let again = run(folder.parent().expect("a folder"), &[&words[..], &["-q", "--out", "again"]].concat());
    assert!(again.status.success(), "{command}");
    let copy = folder.with_file_name("again").join(folder.file_name().expect("a name")).join("report.html");
    assert_eq!(fs::read_to_string(copy).expect("the report again"), html);
}

#[test]
fn what_gaps_are_made_of_may_be_left_out_and_changes_no_gap() {
    let written = long().written();
    let of = |more: &[&str]| quiet_run(written.path(), &[&["scenarios/small.toml", "--charts", "none"], more].concat());
    let (whole, without) = (of(&[]), of(&["--set", "output.causes=false", "--set", "title=Small"]));
    assert_ne!(whole, without, "the switch is part of what a run is made from");
    let bytes = |folder: &Path, file: &str| fs::read(folder.join(file)).expect("a file of the run");
    for table in ["gap", "supply_flows", "adoption", "first_short", "costs", "history"] {
        let file = format!("tables/{table}.csv");
        assert!(bytes(&whole, &file) == bytes(&without, &file), "{file}");
    }
    for table in ["gap_causes", "demand_parts", "basis"] {
        let file = format!("tables/{table}.csv");
        assert!(whole.join(&file).exists() && !without.join(&file).exists(), "{file}");
    }
    let page = String::from_utf8(bytes(&without, "report.html")).expect("text");
    assert!(page.contains("[output] causes = false") && !page.contains("gap_causes.csv"));
    let inputs = String::from_utf8(bytes(&without, "inputs/small.toml")).expect("text");
    assert!(inputs.ends_with("[output]\ncauses = false\n"), "{inputs}");
    let tables = read_tables(&Disk, &without, &Shown::everything()).expect("tables that can be read back");
    assert!(tables.get("gap").is_some() && tables.get("basis").is_none());
}
