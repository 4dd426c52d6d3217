//! The examples of `check --explain` are true: the lines before give the problem, the lines after do not.

use super::project::Project;
use staffcast::diagnostics::{Diagnostics, Explanation, Problem, Severity, Slug};
use staffcast::progress::Silent;
use staffcast::uncertainty::Central;
use staffcast::{program, projection, tables, uncertainty};
use std::fs;

/// Staff of one team in age bands, and everybody else.
const AGED: &str = "period,facility,role,age_band,fte,budgeted_fte
2026-Q3,hub,bmet,,1.5,1.5
2026-Q3,north,bmet,30-39,4,11
2026-Q3,north,bmet,40+,5,
2026-Q3,south,bmet,,2,2
2026-Q3,north,ehr_analyst,,3,4
2026-Q3,south,ehr_analyst,,1,1.2
2026-Q3,hub,ehr_analyst,,0,0
";

/// Adoption without ranges, so that its lines are short.
const ADOPTION: &str = "technology,facility,shape,go_live,start_pct,ceiling_pct,ramp_months
ehr,*,step,2018,,97,
ai_scribe,*,points,,,,
rpm,*,none,,,,
rpm,hub,linear,2027-04,,40,12
rpm,north,linear,2027-04,,40,12
";

/// Kinds whose lines are words about a file rather than its lines, and why.
const IN_WORDS: &[(Slug, &str)] = &[
    (Slug::FileTooLarge, "nobody reads a million lines"),
    (Slug::SheetNotFound, "sheets are of workbooks"),
    (Slug::NotXlsx, "it is about the file as a whole"),
    (Slug::DamagedWorkbook, "it is about the file as a whole"),
    (Slug::WorkbookTooLarge, "it is about the file as a whole"),
    (Slug::FormulaWithoutValue, "text has no formulas"),
    (Slug::NotADate, "text has no formats of dates"),
    (Slug::ErrorCell, "in text #N/A is no number"),
    (Slug::ExternalLink, "text has no formulas"),
    (Slug::HiddenCells, "nothing of text is hidden"),
    (Slug::MergedCells, "nothing of text is merged"),
];

/// Four quarters of two teams counted in people, but for the last, and the other teams.
fn counted_in_people() -> String {
    let quarters = ["2025-Q4", "2026-Q1", "2026-Q2"];
    let team = |quarter| format!("{quarter},north,bmet,9,9,11\n{quarter},north,ehr_analyst,3,3,4\n");
    let others = "2026-Q3,south,bmet,2,2,2\n2026-Q3,south,ehr_analyst,1,1,1.2\n2026-Q3,hub,ehr_analyst,0,0,0\n\
                  2026-Q3,hub,bmet,1.5,2,1.5\n2026-Q3,north,bmet,8.4,9,11\n2026-Q3,north,ehr_analyst,2.6,3,4\n";
    let header = "period,facility,role,fte,headcount,budgeted_fte\n";
    header.to_owned() + &quarters.map(team).concat() + others
}

/// What the lines of a kind of problem need around them, beyond the small project.
fn prepare(slug: Slug, p: &mut Project) {
    let coder = "coder,Coder,,29-2072,,40";
    match slug {
        Slug::UnknownScenario | Slug::ScenarioCycle => {
            let parent = p.text("scenario");
            p.scenario("baseline", &parent).set("scenario", "extends = \"baseline\"\n");
        }
        Slug::FewDraws => {
            p.change("scenario", "individuals = false\n", "individuals = false\nsampling = \"monte-carlo\"\n");
        }
        Slug::LargeError => {
            p.change("scenario", "draws = 512", "draws = 16384\nsampling = \"stratified\"");
            p.change("growth", "-0.5,0.3,1", "-15,0.3,25");
            p.append("scenario", "[shortage]\nthreshold_pct = 0\nthreshold_fte = 0");
        }
        Slug::NotUtf8 => {
            p.change("technologies", "ehr,Health record", "ehr,Dossier médical");
        }
        Slug::StaffNotListed => {
            // Work at north begins after the opening.
            p.change("workload", "bmet,,run,beds,*", "bmet,,run,beds,south");
        }
        Slug::SupportOutOfRange => {
            p.change("workload", "0.2,0.5,1,bounds", "0,0.5,1,bounds");
        }
        Slug::DistributionUnfit => {
            p.ranged("1.5,2.7,3.5,p10-p90,pert");
        }
        Slug::UnknownFamily => {
            p.remove("services");
            let usual = "bmet,,run,beds,*,fte_per_100,2.5\nehr_analyst,,run,visits,*,units_per_fte,30000\n";
            let row = "bmet,,run,family:records,*,percent_of_role,10\n";
            p.set("workload", format!("role,technology,phase,driver,facility,unit,mode\n{usual}{row}"));
        }
        Slug::DriverCycle => {
            p.remove("services");
        }
        Slug::DriverRoleElsewhere => {
            p.work("bmet,,run,role:ehr_analyst,*,percent_of_role,10,,,,,,");
        }
        Slug::MissingAdoption | Slug::AdoptionColumns => {
            p.set("adoption", ADOPTION);
        }
        Slug::EstimateSource | Slug::EstimatedDriver => {
            p.estimated("visits,Clinic visits,flow,beds,200");
        }
        Slug::SourceRole => {
            p.with_nurses();
        }
        Slug::AmountNotDivisible | Slug::TransfersOverHundred => {
            p.append("roles", coder);
        }
        Slug::NotAnAgeBand | Slug::AgeBands | Slug::AgesUnused => {
            p.set("staff", AGED);
        }
        Slug::ActionColumns => {
            p.change("scenario", "\"fill-establishment\"", "\"schedule\"");
        }
        Slug::ActionsNotUsed => {
            p.change("scenario", "\"fill-establishment\"", "\"schedule\"");
            p.set("actions", "action,facility,role,period,fte\nhire,hub,bmet,2027-Q1,2\n");
        }
        Slug::ActionWithoutRow => {
            p.change("scenario", "\"fill-establishment\"", "\"schedule\"");
            p.set("actions", "action,facility,role,period,fte\ntrain,hub,bmet,2027-Q1,2\n");
        }
        Slug::MissingCosts => {
            p.append("scenario", "[money]\ncurrency = \"USD\"");
        }
        Slug::CorrelationsTooMany => {
            let row = |i| format!("c{i},bmet,hub,2027-01,2,6,60,70,80");
            let rows: Vec<String> = (0..501).map(row).collect();
            let header =
                "cohort,role,facility,start,places,months,completion_pct_low,completion_pct,completion_pct_high";
            p.set("training", format!("{header}\n{}\n", rows.join("\n")));
        }
        Slug::RosterDisagrees => {
            p.change("staff", "2026-Q3,south,bmet,2,2,2", "2026-Q3,south,bmet,,,2");
            p.set("roster", "as_of,facility,role,fte\n2026-09-30,south,bmet,0.9\n2026-09-30,south,bmet,0.9\n");
        }
        Slug::EffectWithoutWork => {
            p.change("workload", "bmet,,run,beds", "bmet,rpm,run,beds");
        }
        Slug::WorkMovesLater => {
            p.change("services", "bmet,south,north,30,2027-01", "bmet,south,north,30,");
        }
        Slug::FloorAboveAnchor => {
            p.append("floors", "bmet,north,9,,,");
        }
        Slug::MovesWithoutStaff => {
            p.remove("services");
        }
        Slug::LeftOut => {
            p.append("staff", "2026-Q2,south,EHR trainer,1,1,1");
            p.append("scenario", "[files.staff]\nmap.role = \"../data/maps/role_map.csv\"");
        }
        Slug::FteLikeHeadcount => {
            p.set("staff", counted_in_people());
        }
        Slug::TotalRow => {
            p.append("facilities", "group,Group,office,metro");
            p.append("activity", "beds,group,2026-Q3,0\nvisits,group,2026-07,0");
        }
        Slug::HiresAbovePosts => {
            p.change("scenario", "\"fill-establishment\"", "\"schedule\"");
        }
        Slug::RetirementWave => {
            p.set("staff", AGED);
            p.set("supply", "role,facility,leavers_pct,turnover_includes\n*,*,20,nothing\n");
        }
        _ => {}
    }
}

/// The project with some lines of the explanation's file in place of others: where the file holds all of `old`, only
/// those that differ are replaced; else the lines are the file, or stand at the end of a scenario.
fn put(project: &mut Project, file: &str, old: &[&str], new: &[&str]) {
    let table = file.strip_suffix(".csv").unwrap_or("scenario");
    if new.is_empty() {
        if project.has(table) {
            project.remove(table);
        }
        return;
    }
    let text = if project.has(table) { project.text(table) } else { String::new() };
    let mut lines: Vec<&str> = text.lines().collect();
    let all_there = old.iter().all(|line| lines.contains(line));
    if old.is_empty() || !all_there {
        let block = new.join("\n") + "\n";
        let text = if table == "scenario" { text + &block } else { block };
        project.set(table, text);
        return;
    }
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let ending = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(old, new)| old == new).count();
    let (gone, come) = (&old[same..old.len() - ending], &new[same..new.len() - ending]);
    let after_same = same.checked_sub(1).and_then(|last| lines.iter().position(|line| *line == old[last]));
    let place = match gone.first() {
        Some(first) => lines.iter().position(|line| line == first).expect("the line is there"),
        None => after_same.map_or(0, |place| place + 1),
    };
    lines.retain(|line| !gone.contains(line));
    lines.splice(place..place, come.iter().copied());
    project.set(table, lines.join("\n") + "\n");
}

/// Everything that loading, reviewing and, for what only that shows, forecasting the project says.
fn problems(project: &mut Project, slug: Slug) -> Vec<Problem> {
    // A character that is no character stands for a byte that is none.
    if slug == Slug::NotUtf8 {
        let table = "technologies";
        let bytes: Vec<u8> = project
            .text(table)
            .chars()
            .flat_map(|it| match it {
                '\u{fffd}' => vec![0xE9],
                other => other.to_string().into_bytes(),
            })
            .collect();
        project.set(table, bytes);
    }
    let mine = project.text("scenario");
    project.scenario("mine", &mine);
    let mut found = Diagnostics::new();
    let case = project.try_load_as("mine", &mut found).expect("the disk works");
    if let Some(case) = case {
        let program = program::compile(&case);
        projection::review(&case, &program, &Central, &mut found);
        if slug == Slug::LargeError {
            let forecast = uncertainty::forecast(&case, &program, &Silent).expect("a forecast");
            uncertainty::review_errors(&case, &forecast.draws, &mut found);
        }
    }
    found.into_sorted()
}

#[test]
fn the_lines_before_give_the_problem_and_the_lines_after_do_not() {
    let mut failures = Vec::new();
    for slug in Slug::ALL.iter().copied() {
        let explanation = Explanation::of(slug).expect("an explanation");
        let Explanation { file, before, after, .. } = explanation;
        if file.is_empty() || IN_WORDS.iter().any(|(other, _)| *other == slug) {
            continue;
        }
        let mut mended = Project::small();
        prepare(slug, &mut mended);
        put(&mut mended, file, after, after);
        let mut broken = mended.clone();
        put(&mut broken, file, after, before);
        let good = problems(&mut mended, slug);
        if good.iter().any(|problem| problem.slug == slug || problem.severity == Severity::Error) {
            failures.push(format!("{slug:?} after: {good:#?}"));
        }
        let bad = problems(&mut broken, slug);
        let errors = bad.iter().filter(|problem| problem.severity == Severity::Error);
        if !bad.iter().any(|problem| problem.slug == slug) || errors.clone().any(|problem| problem.slug != slug) {
            failures.push(format!("{slug:?} before: {bad:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}\n{} failures", failures.join("\n"), failures.len());
}

#[test]
fn what_is_recommended_to_read_is_there() {
    for explanation in Slug::ALL.iter().filter_map(|slug| Explanation::of(*slug)) {
        let more = explanation.read_more();
        for more in more.split("; ") {
            let (more, section) = more.split_once(" (").unwrap_or((more, ""));
            if let Some(table) = more.strip_prefix("staffcast schema ") {
                assert!(tables::input::TABLES.iter().any(|spec| spec.name == table), "{more}");
            } else if more != "staffcast schema" {
                let page = fs::read_to_string(more).expect("a readable page");
                assert!(page.contains(section.trim_end_matches(')')), "{more} says nothing of {section}");
            }
        }
    }
}

#[test]
fn what_is_told_in_words_is_of_a_workbook_or_too_large_to_show() {
    for (slug, reason) in IN_WORDS {
        let file = Explanation::of(*slug).expect("an explanation").file;
        assert!(file.starts_with("inputs.xlsx") || *slug == Slug::FileTooLarge, "{slug:?}: {file} ({reason})");
    }
}
