//! Doubts about plausible values: that they are raised is shown by the examples of `problems`; here is where they are not.

use super::project::Project;
use staffcast::diagnostics::{Diagnostics, Severity, Slug};
use staffcast::files::Disk;
use staffcast::input::{Overrides, load_case};
use std::fs;
use std::path::{Path, PathBuf};

/// Warnings that ask whether something else was meant.
const DOUBTS: &[Slug] = &[
    Slug::FteLikeHeadcount,
    Slug::HeadcountWithFractions,
    Slug::TotalRow,
    Slug::JumpInActivity,
    Slug::JumpInStaff,
    Slug::FractionsAmongPercent,
    Slug::FarFromUsual,
    Slug::VacanciesAsNoNeed,
    Slug::CoursesAboveStaff,
    Slug::MovesAboveStaff,
    Slug::HiresAbovePosts,
    Slug::HireLimitAbovePosts,
    Slug::TurnoverOverHundred,
    Slug::RetirementWave,
    Slug::RolesAlike,
];

/// The scenarios that are shipped and those of the test projects.
fn scenarios() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("scenarios")];
    let projects = fs::read_dir(root.join("tests/projects")).expect("the projects");
    folders.extend(projects.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    let files = files.map(|entry| entry.expect("an entry").path());
    let mut scenarios: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    scenarios.sort();
    scenarios
}

#[test]
fn no_shipped_scenario_and_no_test_project_raises_a_doubt_but_one_that_is_right() {
    let mut doubts = Vec::new();
    for scenario in scenarios() {
        let mut found = Diagnostics::new();
        load_case(&Disk, &scenario, &Overrides::default(), &mut found).expect("the disk works");
        let folder = scenario.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let here = found.problems().iter().filter(|problem| DOUBTS.contains(&problem.slug));
        doubts.extend(here.map(|problem| (folder.clone(), problem.slug, problem.message.clone())));
    }
    let expected = [
        // A team of 1.5 for 1.6 posts hires as many again.
        (
            "every_input",
            Slug::HiresAbovePosts,
            "more are to be hired than there are posts for: analyst at hub: 1.5 FTE within the first year, for 0.1 open \
             posts and some 0.246 leavers",
        ),
        // The published model counts those who join in ten years in the last of them.
        (
            "gp_netherlands",
            Slug::CoursesAboveStaff,
            "courses bring more graduates in a year than 30 % of the posts: gp_women at nl: 2008 FTE in one year for 2274 \
             posts",
        ),
    ];
    assert_eq!(doubts, expected.map(|(folder, slug, message)| (folder.to_owned(), slug, message.to_owned())));
    assert!(DOUBTS.iter().all(|slug| slug.severity() == Severity::Warning));
}

/// The small project with one change raises no doubt.
fn assert_plausible(change: impl FnOnce(&mut Project)) {
    let mut project = Project::small();
    change(&mut project);
    let problems = project.load().problems;
    assert!(problems.is_empty(), "{problems:#?}");
}

/// Rows of staff in four quarters, and the cells that have work beside them.
fn staff(rows: &[&str]) -> String {
    let quarters = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"];
    let all = quarters.iter().flat_map(|quarter| rows.iter().map(move |row| format!("{quarter},{row}\n")));
    let all: String = all.collect();
    format!("period,facility,role,fte,headcount,budgeted_fte\n{all}2026-Q3,hub,ehr_analyst,0,0,0\n")
}

#[test]
fn fte_that_are_only_rounded_and_single_posts_are_no_headcount() {
    assert_plausible(|p| {
        p.set("staff", staff(&["north,bmet,9,11,11", "north,ehr_analyst,3,4,4", "south,ehr_analyst,1,1,1"]));
    });
    assert_plausible(|p| {
        p.set("staff", staff(&["north,bmet,1,1,11", "north,ehr_analyst,1,1,4", "south,ehr_analyst,1,1,1"]));
    });
}

#[test]
fn a_sum_that_meets_once_or_of_few_is_no_total() {
    // North is the sum of the other two, which are too few to have a total.
    assert_plausible(|p| {
        p.set(
            "staff",
            staff(&["north,bmet,12.5,13,20", "south,bmet,6.5,7,10", "hub,bmet,6,8,10", "north,ehr_analyst,1.5,2,2"]),
        );
    });
}

#[test]
fn small_counts_new_sites_and_periods_of_other_lengths_are_no_jumps() {
    // 30 visits a month become 15: luck. Beds from 0: a site opens. 23,000 in a quarter after 90,000 in a year: the same.
    assert_plausible(|p| {
        p.change("activity", "visits,hub,2026-07,100", "visits,hub,2026-06,30\nvisits,hub,2026-07,15");
    });
    assert_plausible(|p| {
        p.change("activity", "beds,hub,2026-Q3,0", "beds,hub,2026-Q3,300");
    });
    // A small team halves; a large one grows by a half in two years.
    assert_plausible(|p| {
        p.change("staff", "2026-Q2,north,bmet,9,10,11", "2026-Q2,north,bmet,9,10,11\n2026-Q2,south,bmet,4.5,5,5");
    });
    assert_plausible(|p| {
        p.change("staff", "2026-Q2,north,bmet,9,10,11", "2024-Q3,north,bmet,4,5,11\n2024-Q2,south,bmet,12,15,15");
    });
}

#[test]
fn percentages_that_may_be_small_and_values_that_differ_twofold_are_taken() {
    assert_plausible(|p| {
        p.change("growth", "visits,*,,2,", "visits,*,,0.02,");
    });
    assert_plausible(|p| {
        p.change("supply", "bmet,south,,12,", "bmet,south,,4,");
    });
    // Nobody leaves: a zero is meant.
    assert_plausible(|p| {
        p.set("supply", "role,facility,leavers_pct,turnover_includes\nbmet,*,0,nothing\n");
    });
}

#[test]
fn roles_of_grades_and_of_other_occupations_are_different() {
    assert_plausible(|p| {
        p.append("roles", "tester_1,Tester 1,,15-1252,,40\ntester_2,Tester 2,,15-1252,,40");
    });
    assert_plausible(|p| {
        p.append("roles", "ehr_analysts,Analysts of the EHR,,15-1212,,40");
    });
}

#[test]
fn courses_that_follow_each_other_are_counted_by_year() {
    // Two FTE a year for eleven posts, thirty in all.
    assert_plausible(|p| {
        p.set(
            "training",
            "cohort,role,facility,start,places,months\na,bmet,north,2026-11,5,6\nb,bmet,north,2027-11,5,6\n\
             c,bmet,north,2028-05,5,6\n",
        );
    });
}
