//! Scenarios that extend each other, changes of cells whatever the `*` of their rows, and values set on the command line.

use super::project::{Loaded, Project};
use staffcast::diagnostics::{Problem, Slug};
use staffcast::domain::{Case, HiringPolicy};
use staffcast::ids::{FacilityId, RoleId};
use staffcast::output::resolved_inputs;

/// The small project with the scenario `plan`, which extends it.
fn plan(text: &str) -> Loaded {
    let mut project = Project::small();
    project.scenario("plan", &format!("extends = \"small\"\n{text}"));
    project.load_as("plan")
}

/// The small project with values set on the command line.
fn set(options: &[&str]) -> Loaded {
    let mut project = Project::small();
    project.overrides.set = options.iter().map(|option| (*option).to_owned()).collect();
    project.load()
}

fn case(loaded: Loaded) -> Case {
    loaded.case.unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

fn problem(loaded: Loaded) -> Problem {
    assert!(loaded.case.is_none(), "nothing was refused");
    let [problem] = loaded.problems.as_slice() else { panic!("{:#?}", loaded.problems) };
    problem.clone()
}

/// A table as it is resolved, its lines sorted by key; without the column `source`, if it is the last but one.
fn table(case: &Case, name: &str) -> Vec<String> {
    let bytes = resolved_inputs(case).remove(&format!("inputs/{name}.csv")).expect("the table");
    String::from_utf8(bytes).expect("text").lines().map(str::to_owned).collect()
}

/// The resolved values (low, mode, high) of a column where its selector has these words, by selector.
fn values(case: &Case, column: &str, words: &[&str]) -> Vec<(String, [f64; 3])> {
    let mut values: Vec<(String, [f64; 3])> = case
        .assumptions()
        .map(|(at, value)| {
            let name = at.map_or_else(|| value.selector.clone(), |at| value.selector.at(at));
            (name.to_string(), [value.spread.low, value.spread.mode, value.spread.high])
        })
        .filter(|(name, _)| name.starts_with(column) && words.iter().all(|word| name.contains(word)))
        .collect();
    values.sort_by(|a, b| a.0.cmp(&b.0));
    values.dedup();
    values
}

fn value(case: &Case, column: &str, words: &[&str]) -> [f64; 3] {
    let values = values(case, column, words);
    let [(_, value)] = values.as_slice() else { panic!("{values:?}") };
    *value
}

#[test]
fn a_scenario_holds_only_what_it_changes() {
    let own = "title = \"Plan\"\nend = \"2027-12\"\n[uncertainty]\nseed = 9\n[hiring]\npolicy = \"none\"\n";
    let case = case(plan(own));
    let settings = &case.settings;
    assert_eq!((settings.name.as_str(), settings.title.as_str()), ("plan", "Plan"));
    assert_eq!(
        (settings.horizon.start.to_string(), settings.horizon.end().to_string()),
        ("2026-10".into(), "2027-12".into())
    );
    assert_eq!((settings.uncertainty.seed, settings.uncertainty.draws), (9, 512));
    assert_eq!(settings.hiring, HiringPolicy::None);
    let set_by = |key: &str| settings.set_by.get(key).map(|origin| (origin.file.to_string(), origin.line));
    assert_eq!(set_by("uncertainty.seed"), Some(("scenarios/plan.toml".into(), 5)));
    assert_eq!(set_by("uncertainty.draws"), Some(("scenarios/small.toml".into(), 8)));
    assert_eq!(set_by("shortage.threshold_pct"), None);
}

#[test]
fn a_scenario_without_a_title_does_not_take_that_of_another() {
    assert_eq!(case(plan("")).settings.title, "plan");
}

#[test]
fn paths_are_seen_from_the_file_that_states_them() {
    let mut project = Project::small();
    project.scenario("board/plan", "extends = \"../small\"\n");
    assert_eq!(case(project.load_as("board/plan")).settings.horizon.start.to_string(), "2026-10");
}

#[test]
fn a_grandchild_changes_what_its_parent_left() {
    let mut project = Project::small();
    let change = |by: &str| {
        format!("[[change]]\ntable = \"growth\"\nwhere = {{ driver = \"beds\" }}\nmultiply = {{ annual_pct = {by} }}\n")
    };
    project.scenario("one", &format!("extends = \"small\"\n{}", change("2")));
    project.scenario("two", &format!("extends = \"one.toml\"\n{}{}", change("3"), change("0.5")));
    project.overrides.set = vec!["growth.annual_pct[driver=beds]+=1".into()];
    let case = case(project.load_as("two"));
    let value = value(&case, "growth.annual_pct", &["beds", "north"]);
    assert_eq!(value, [-0.5 * 3.0 + 1.0, 0.3 * 2.0 * 3.0 * 0.5 + 1.0, 3.0 + 1.0]);
}

#[test]
fn a_change_of_one_site_leaves_the_row_of_all_others() {
    let case = case(plan(
        "[[change]]\ntable = \"workload\"\nwhere = { role = \"bmet\", facility = [\"north\", \"hub\"] }\nset = { mode = \"2/3/4\" }\nwhy = \"a study of our own\"\n",
    ));
    for (facility, expected) in [("north", [2.0, 3.0, 4.0]), ("hub", [2.0, 3.0, 4.0]), ("south", [1.5, 2.5, 3.5])] {
        assert_eq!(value(&case, "workload.mode[role=bmet", &[&format!("facility={facility}")]), expected);
    }
    let lines = table(&case, "workload");
    assert_eq!(
        lines,
        [
            "role,technology,phase,driver,facility,unit,low,mode,high,range,source,basis",
            "bmet,,run,beds,*,fte_per_100,1.5,2.5,3.5,,AAMI,published",
            "bmet,,run,beds,hub,fte_per_100,2,3,4,,AAMI; a study of our own,judgement",
            "bmet,,run,beds,north,fte_per_100,2,3,4,,AAMI; a study of our own,judgement",
            "ehr_analyst,,run,visits,*,units_per_fte,,30000,,,,",
            "ehr_analyst,rpm,run,,*,fte_per_facility,0.2,0.5,1,bounds,,",
        ]
    );
}

#[test]
fn a_change_of_all_sites_changes_their_own_rows_too() {
    let case = case(set(&["growth.annual_pct[driver=visits]+=1"]));
    assert_eq!(value(&case, "growth.annual_pct", &["visits", "north"]), [1.5, 1.6, 1.9]);
    assert_eq!(value(&case, "growth.annual_pct", &["visits", "south"]), [3.0, 3.0, 3.0]);
    assert_eq!(table(&case, "growth").len(), 4);
}

#[test]
fn a_series_moves_as_a_whole_where_one_of_its_points_changes_at_one_site() {
    let case = case(set(&["adoption_points.share_pct[technology=ai_scribe,facility=north,period=2028-01]=70"]));
    let lines = table(&case, "adoption_points");
    let of = |facility: &str| -> Vec<String> {
        lines
            .iter()
            .filter(|line| line.contains(facility))
            .map(|line| line.split(',').skip(2).take(2).collect::<Vec<_>>().join(","))
            .collect()
    };
    assert_eq!(of(",north,"), ["2026-01,5", "2028-01,70", "2029-01,60"]);
    assert_eq!(of(",*,"), ["2026-01,5", "2028-01,40", "2029-01,60"]);
    assert_eq!(of(",hub,"), ["2027-07,0", "2028-07,30"]);
}

#[test]
fn blank_cells_of_supply_keep_what_they_are_filled_from() {
    let case = case(set(&[
        "supply.time_to_fill_months[role=bmet,facility=south]=6",
        "supply.leavers_pct[facility=hub]=9/12/15",
    ]));
    let at = |column: &str, facility: &str| {
        value(&case, &format!("supply.{column}[role=bmet"), &[&format!("facility={facility}")])
    };
    assert_eq!(at("time_to_fill_months", "south"), [6.0; 3]);
    assert_eq!(at("leavers_pct", "south"), [12.0; 3]);
    assert_eq!(at("time_to_fill_months", "north"), [3.3; 3]);
    assert_eq!(at("leavers_pct", "hub"), [9.0, 12.0, 15.0]);
    assert_eq!(at("retirement_pct", "hub"), [3.9; 3]);
    assert_eq!(at("leavers_pct", "north"), [7.0, 11.0, 16.0]);
}

#[test]
fn what_holds_at_a_place_over_time_changes_whole_whatever_rows_it_comes_from() {
    let mut project = Project::small();
    let rows = "role,facility,from,leavers_pct,time_to_fill_months,retirement_pct\n\
                *,*,,12,3,2\nbmet,*,,,4,\nbmet,*,2027-07,10,,\n";
    project.set("supply", rows);
    let leavers = |set: &str| {
        let mut project = project.clone();
        project.overrides.set = vec![set.to_owned()];
        let case = case(project.load());
        let of = |role: &str, facility: &str| -> Vec<f64> {
            let rates = &case.supply[&(RoleId::new(role), FacilityId::new(facility))];
            rates.iter().map(|rates| rates.leavers.spread.mode).collect()
        };
        [("bmet", "north"), ("bmet", "south"), ("ehr_analyst", "north")].map(|(role, facility)| of(role, facility))
    };
    let kept = |new: [&[f64]; 3]| new.map(<[f64]>::to_vec);
    let plain = kept([&[12.0, 10.0], &[12.0, 10.0], &[12.0]]);
    assert_eq!(leavers("title=none"), plain);
    assert_eq!(
        leavers("supply.leavers_pct[role=bmet,facility=north]=40"),
        kept([&[40.0, 40.0], &[12.0, 10.0], &[12.0]])
    );
    assert_eq!(leavers("supply.leavers_pct[role=bmet]*=2"), kept([&[24.0, 20.0], &[24.0, 20.0], &[12.0]]));
    assert_eq!(leavers("supply.leavers_pct[facility=north]+=1"), kept([&[13.0, 11.0], &[12.0, 10.0], &[13.0]]));
    assert_eq!(leavers("supply.leavers_pct+=1"), kept([&[13.0, 11.0], &[13.0, 11.0], &[13.0]]));
    assert_eq!(leavers("supply.leavers_pct[role=bmet,from=2027-07]=8"), kept([&[12.0, 8.0], &[12.0, 8.0], &[12.0]]));
    // A row named by its day is filled where it is blank.
    project.append("supply", "bmet,north,2027-01,,5,");
    project.overrides.set = vec!["supply.leavers_pct[role=bmet,facility=north,from=2027-01]=60".into()];
    let case = case(project.load());
    let rates = &case.supply[&(RoleId::new("bmet"), FacilityId::new("north"))];
    let leavers: Vec<f64> = rates.iter().map(|rates| rates.leavers.spread.mode).collect();
    assert_eq!(leavers, [12.0, 60.0]);
}

#[test]
fn a_blank_cell_of_a_row_without_ranges_takes_how_the_range_is_meant() {
    let mut project = Project::small();
    let rows = "role,facility,leavers_pct_low,leavers_pct,leavers_pct_high,time_to_fill_months,retirement_pct,range\n\
                *,*,8,12,16,3,2,bounds\nbmet,north,,,,4,,\n";
    project.set("supply", rows);
    project.overrides.set = vec!["supply.leavers_pct[role=bmet,facility=north]*=1.5".into()];
    let case = case(project.load());
    let rates = &case.supply[&(RoleId::new("bmet"), FacilityId::new("north"))];
    let leavers = &rates[0].leavers;
    assert_eq!((leavers.range, leavers.spread.low, leavers.spread.high), ("bounds", 12.0, 24.0));
}

#[test]
fn rows_that_act_together_are_changed_and_removed_one_by_one() {
    let mut project = Project::small();
    let rows = "role,facility,from,leavers_change_pct\n*,*,2027-01,-20\nbmet,*,2027-06,-40\nbmet,north,2027-09,-60\n";
    project.set("retention", rows);
    let measures = |text: &str| -> Vec<(String, String, f64, f64)> {
        let mut project = project.clone();
        project.scenario("plan", &format!("extends = \"small\"\n[[change]]\ntable = \"retention\"\n{text}\n"));
        let case = case(project.load_as("plan"));
        let measure = |it: &staffcast::domain::Retention| {
            (it.role.to_string(), it.facility.to_string(), it.from, it.leavers_change.spread.mode)
        };
        let mut measures: Vec<_> = case.retention.iter().map(measure).collect();
        measures.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        measures
    };
    let all = measures("where = { role = \"*\" }\nadd = { leavers_change_pct = 0 }");
    let without = measures("where = { role = \"ehr_analyst\", facility = \"hub\" }\nremove = true");
    let gone: Vec<_> = all.iter().filter(|it| !without.contains(it)).cloned().collect();
    assert_eq!(gone, [("ehr_analyst".to_owned(), "hub".to_owned(), 3.0, -20.0)]);
    assert_eq!(without.len(), all.len() - 1);
    let halved = measures("where = { role = \"bmet\" }\nmultiply = { leavers_change_pct = 0.5 }");
    for (before, after) in all.iter().zip(&halved) {
        let factor = if before.0 == "bmet" { 0.5 } else { 1.0 };
        assert_eq!((&after.0, &after.1, after.2, after.3), (&before.0, &before.1, before.2, factor * before.3));
    }
}

#[test]
fn what_is_taken_out_leaves_nothing_that_names_it() {
    for (table, key, value) in
        [("roles", "role", "ehr_analyst"), ("facilities", "facility", "hub"), ("drivers", "driver", "visits")]
    {
        let loaded =
            plan(&format!("[[change]]\ntable = \"{table}\"\nwhere = {{ {key} = \"{value}\" }}\nremove = true\n"));
        assert!(
            loaded.case.is_none()
                && loaded.problems.iter().all(|problem| problem.slug.as_str().starts_with("unknown-")),
            "{:#?}",
            loaded.problems
        );
    }
    assert_eq!(problem(plan("[[change]]\ntable = \"supply\"\nremove = true\n")).slug, Slug::EmptyTable);
}

#[test]
fn every_value_of_a_list_must_meet_a_row() {
    let change = |period: &str| {
        format!(
            "[[change]]\ntable = \"adoption_points\"\nwhere = {{ period = [\"2028-01\", \"{period}\"] }}\nmultiply = {{ share_pct = 1.1 }}\n"
        )
    };
    let found = problem(plan(&change("2028-05")));
    assert!(found.message.contains("no row of `adoption_points` is for period `2028-05`"), "{found:#?}");
    // A coarse period means its first day.
    assert!(plan(&change("2027-Q3")).case.is_some());
}

#[test]
fn a_go_live_comes_earlier() {
    let case = case(plan(
        "[[change]]\ntable = \"adoption\"\nwhere = { technology = \"rpm\" }\nshift = { go_live = \"-3 months\" }\n",
    ));
    let lines = table(&case, "adoption");
    let go_live = |facility: &str| {
        let line = lines.iter().find(|line| line.starts_with(&format!("rpm,{facility},"))).expect("a row");
        line.split(',').nth(3).map(str::to_owned)
    };
    assert_eq!(
        [go_live("hub"), go_live("north"), go_live("*")],
        [Some("2027-01".into()), Some("2027-01".into()), Some(String::new())]
    );
}

#[test]
fn rows_come_and_go() {
    let case = case(plan(
        "[[row]]\ntable = \"posts\"\nset = { role = \"ehr_analyst\", facility = \"north\", from = \"2028-01\", change_fte = 2.5, reason = \"board\" }\n\
         [[change]]\ntable = \"floors\"\nwhere = { role = \"bmet\" }\nremove = true\n\
         [[change]]\ntable = \"workload\"\nwhere = { technology = \"rpm\", facility = \"hub\" }\nremove = true\n",
    ));
    assert_eq!(table(&case, "posts")[2], "ehr_analyst,north,2028-01,2.5,board,changed by the scenario");
    assert_eq!(table(&case, "floors").len(), 2);
    let rpm = values(&case, "workload.mode", &["technology=rpm"]);
    assert_eq!(rpm.len(), 1);
    assert!(rpm[0].0.contains("facility=north"));
}

#[test]
fn a_new_role_may_come_with_a_scenario() {
    let case = case(plan(
        "[[row]]\ntable = \"roles\"\nset = { role = \"ai_engineer\", label = \"AI engineer\", soc_code = \"15-2051\" }\n\
         [[row]]\ntable = \"workload\"\nset = { role = \"ai_engineer\", phase = \"run\", driver = \"beds\", facility = \"*\", unit = \"fte_per_100\", mode = \"0.1/0.2/0.4\" }\n\
         [[row]]\ntable = \"staff\"\nset = { period = \"2026-Q3\", facility = \"north\", role = \"ai_engineer\", fte = 1, budgeted_fte = 1 }\n\
         [[row]]\ntable = \"anchors\"\nset = { role = \"ai_engineer\", facility = \"*\", anchor = \"ratios\" }\n\
         [[change]]\ntable = \"anchors\"\nwhere = { role = \"*\", facility = \"hub\" }\nremove = true\n",
    ));
    assert!(case.roles.iter().any(|role| role.id.as_str() == "ai_engineer"));
}

#[test]
fn settings_are_set_on_the_command_line() {
    let case = case(set(&[
        "uncertainty.draws*=2",
        "hiring.policy=close-gap",
        "uncertainty.shared.supply.leavers_pct=0.25",
        "title=Typed",
    ]));
    let settings = &case.settings;
    assert_eq!(
        (settings.uncertainty.draws, settings.hiring, settings.title.as_str()),
        (1024, HiringPolicy::CloseGap, "Typed")
    );
    assert_eq!(settings.uncertainty.shared.get("supply.leavers_pct"), Some(&0.25));
}

#[test]
fn what_is_typed_stands_in_the_title() {
    let title = |options: &[&str]| case(set(options)).settings.title;
    assert_eq!(title(&["uncertainty.draws=256"]), "Small (with uncertainty.draws=256)");
    assert_eq!(title(&["uncertainty.draws=256", "title=My own"]), "My own");
    let long = "growth.annual_pct[driver=visits,facility=south]=5";
    assert_eq!(title(&[long, long]), "Small (with 2 values set on the command line)");
}

#[test]
fn the_last_value_typed_holds() {
    let case = case(set(&["growth.annual_pct[driver=visits,facility=south]=5", "growth.annual_pct[driver=visits]*=2"]));
    assert_eq!(value(&case, "growth.annual_pct", &["visits", "south"]), [10.0; 3]);
    assert_eq!(value(&case, "growth.annual_pct", &["visits", "hub"]), [4.0; 3]);
}

#[test]
fn what_cannot_be_changed_is_refused_by_name() {
    let change = |rest: &str| format!("[[change]]\n{rest}\n");
    for (text, slug, line, message, help) in [
        (change("table = \"adopton\"\nset = { shape = \"none\" }"), Slug::BadChange, 3, "no table `adopton`", "`adoption`"),
        (change("table = \"growth\"\nwhere = { driver = \"bedz\" }\nadd = { annual_pct = 1 }"), Slug::ChangeMatchesNothing, 2, "driver `bedz`", "`beds`"),
        (change("table = \"growth\"\nwhere = { site = \"north\" }\nadd = { annual_pct = 1 }"), Slug::BadChange, 4, "cannot be chosen by `site`", "`facility`"),
        (change("table = \"growth\"\nwhere = { driver = \"visits\", facility = \"east\" }\nadd = { annual_pct = 1 }"), Slug::ChangeMatchesNothing, 2, "facility `east`", "known"),
        (change("table = \"growth\"\nadd = { anual_pct = 1 }"), Slug::BadChange, 4, "no column `anual_pct`", "`annual_pct`"),
        (change("table = \"growth\"\nadd = { annual_pct = 1 }\nset = { annual_pct = 3 }"), Slug::BadChange, 2, "several things at once", "write one of"),
        (change("table = \"growth\""), Slug::BadChange, 2, "does nothing", "write one of"),
        (change("table = \"growth\"\nshift = { annual_pct = \"1 year\" }"), Slug::BadChange, 4, "does not hold a period", "shift moves periods"),
        (change("table = \"adoption\"\nadd = { go_live = 3 }"), Slug::BadChange, 4, "does not hold a number", "shift moves periods"),
        (change("table = \"adoption\"\nshift = { go_live = \"soon\" }"), Slug::BadChange, 4, "not a length of time", "-12 months"),
        (change("table = \"growth\"\nmultiply = { annual_pct = -1 }"), Slug::UnorderedRange, 2, "out of order", "positive"),
        (change("table = \"growth\"\nadd = { annual_pct = -200 }"), Slug::OutOfRange, 2, "would be -200", "change it by less"),
        (change("table = \"growth\"\nset = { annual_pct = \"3/2/1\" }"), Slug::UnorderedRange, 2, "out of order", "≤"),
        (change("table = \"growth\"\nset = { annual_pct = \"much\" }"), Slug::NotANumber, 2, "`much` is not a number", ""),
        (change("table = \"growth\"\nset = { driver = \"visits\" }"), Slug::BadChange, 4, "names the rows of `growth`", "[[row]]"),
        (change("table = \"posts\"\nwhere = { facility = \"hub\" }\nmultiply = { change_fte = 2 }\nwy = \"\""), Slug::UnknownKey, 6, "no key `wy`", "`why`"),
        (change("table = \"retention\"\nset = { leavers_change_pct = -10 }"), Slug::ChangeMatchesNothing, 2, "table `retention` is not there", "[[row]]"),
        (change("table = \"supply\"\nmultiply = { max_hires_per_year = 2 }"), Slug::ChangeMatchesNothing, 2, "blank in all rows", "set ="),
        ("[[row]]\ntable = \"growth\"\nset = { driver = \"beds\", facility = \"*\", annual_pct = 3 }\n".into(), Slug::DuplicateRow, 2, "line 2 of data/growth.csv and line 2 of scenarios/plan.toml are both for driver beds", "delete"),
        ("[[row]]\ntable = \"growth\"\nset = { driver = \"beds\", annual_pct = 3 }\n".into(), Slug::MissingValue, 2, "`facility` is blank", "fill it in"),
        ("[[row]]\ntable = \"posts\"\nset = { role = \"bmt\", facility = \"hub\", from = \"2028\", change_fte = 1 }\n".into(), Slug::UnknownRole, 2, "no role `bmt`", "`bmet`"),
        ("[change]\ntable = \"growth\"\n".into(), Slug::WrongType, 2, "double brackets", "[[change]]"),
    ] {
        let problem = problem(plan(&text));
        let said = format!("{text}: {problem:#?}");
        assert_eq!((problem.slug, problem.place.line), (slug, Some(line)), "{said}");
        assert_eq!(problem.place.file, "scenarios/plan.toml", "{said}");
        assert!(problem.message.contains(message) && problem.help.contains(help), "{said}");
        assert_eq!(problem.place.cell, None, "{said}");
    }
}

#[test]
fn what_is_typed_and_cannot_be_set_is_refused_by_its_words() {
    for (option, slug, message) in [
        ("supply.leavers", Slug::BadChange, "sets nothing"),
        ("supply.leavers=3", Slug::BadChange, "no column `leavers`"),
        ("suply.leavers_pct=3", Slug::BadChange, "no table `suply`"),
        ("supply.leavers_pct[role=bmt]=3", Slug::ChangeMatchesNothing, "role `bmt`"),
        ("supply.leavers_pct[rle=bmet]=3", Slug::BadChange, "cannot be chosen by `rle`"),
        ("supply.leavers_pct=1e3", Slug::NotANumber, "`1e3` is not a number"),
        ("supply.leavers_pct*=x", Slug::BadChange, "`x` is not a number"),
        ("uncertainty.drows=512", Slug::UnknownKey, "no key `uncertainty.drows`"),
        ("uncertainty.draws=many", Slug::WrongType, "must be a whole number"),
        ("shortage.threshold_pct+=1", Slug::BadChange, "no file of the scenario states a number"),
    ] {
        let problem = problem(set(&[option]));
        assert_eq!(problem.slug, slug, "{option}: {problem:#?}");
        assert_eq!((problem.place.file.as_str(), problem.place.line), (format!("--set {option}").as_str(), None));
        assert!(problem.message.contains(message), "{option}: {problem:#?}");
    }
}

#[test]
fn what_is_wrong_with_a_changed_cell_is_said_of_the_change() {
    let found = problem(plan(
        "[[change]]\ntable = \"adoption\"\nwhere = { technology = \"rpm\", facility = \"hub\" }\nset = { rate_per_year = 0.5 }\n",
    ));
    assert_eq!((found.place.file.as_str(), found.place.line), ("scenarios/plan.toml", Some(2)), "{found:#?}");
    assert_eq!(found.place.column.as_deref(), Some("rate_per_year"));
}

#[test]
fn a_cell_is_cleared_by_empty_text() {
    let change = "[[change]]\ntable = \"adoption\"\nwhere = { technology = \"rpm\", facility = \"hub\" }\n\
                  set = { shape = \"step\", ramp_months = \"\" }\n";
    let lines = table(&case(plan(change)), "adoption");
    assert!(lines.iter().any(|line| line.starts_with("rpm,hub,step,2027-04,,40,")), "{lines:#?}");
}

#[test]
fn an_amount_of_all_together_is_not_parted() {
    let mut project = Project::small();
    project.set("posts", "role,facility,from,change_fte\nbmet,region:metro,2027-01,3\n");
    project.overrides.set = vec!["posts.change_fte[facility=hub]=2".into()];
    let found = problem(project.load());
    assert!(found.message.contains("one amount for several facilities together"), "{found:#?}");
    project.overrides.set = vec!["posts.change_fte[role=bmet]=2".into()];
    assert_eq!(
        table(&case(project.load()), "posts")[1],
        "bmet,region:metro,2027-01,2,set on the command line,judgement"
    );
}

#[test]
fn what_a_scenario_extends_must_be_there_and_lead_somewhere() {
    for (text, slug, message) in [
        ("extends = \"smal\"\n", Slug::UnknownScenario, "scenarios/smal.toml"),
        ("extends = \"plan\"\n", Slug::ScenarioCycle, "scenarios/plan.toml > scenarios/plan.toml"),
        (
            "extends = \"turn\"\n",
            Slug::ScenarioCycle,
            "scenarios/plan.toml > scenarios/turn.toml > scenarios/plan.toml",
        ),
        ("extends = \"/etc/small\"\n", Slug::BadSetting, "`extends` cannot be"),
        ("extends = \"C:\\\\small\"\n", Slug::BadSetting, "`extends` cannot be"),
        ("extends = 3\n", Slug::WrongType, "must be text"),
    ] {
        let mut project = Project::small();
        project.scenario("plan", text).scenario("turn", "extends = \"plan\"\n");
        let problems = project.load_as("plan").problems;
        let found = problems.iter().find(|problem| problem.slug == slug).unwrap_or_else(|| panic!("{problems:#?}"));
        assert!(found.message.contains(message), "{found:#?}");
    }
}

#[test]
fn identical_scenarios_resolve_to_the_same_tables_under_two_names() {
    let text = "extends = \"small\"\ntitle = \"T\"\n[[change]]\ntable = \"growth\"\nwhere = { driver = \"beds\" }\nadd = { annual_pct = 0.5 }\n";
    let mut project = Project::small();
    project.scenario("one", text).scenario("two", text);
    let files = |name: &str| {
        let mut files = resolved_inputs(&case(project.load_as(name)));
        let scenario = files.remove(&format!("inputs/{name}.toml"));
        (scenario, files)
    };
    assert_eq!(files("one"), files("two"));
}
