//! Published and hand-computed numbers, reproduced by ordinary projects: each stands as a folder under `tests/projects` with
//! its source in its README, and nothing of it is known to the engine.

use super::fixture::{Answer, assert_close};

/// What rounding to nine decimals in the tables leaves.
const EXACT: f64 = 1e-8;

/// HRH 2012, 10:21.
#[test]
fn dutch_general_practitioners_of_2019_are_those_that_were_published() {
    let answer = Answer::of("gp_netherlands");
    let [men, women] = [("gp_men", 0.822), ("gp_women", 0.551)]
        .map(|(role, fte_per_head)| answer.flow(role, "2019-12", "closing_fte") / fte_per_head);
    assert_eq!((men.round(), women.round(), (men + women).round()), (5301.0, 6945.0, 12_246.0));
    let [demand, supply, gap] =
        ["demand", "supply", "gap"].map(|what| answer.gap("nl", "*", "2020-01", &format!("{what}_mean_fte")));
    // The paper prints rounded factors and both 7,290 and 7,292 for the opening.
    assert_close(supply, 8187.0, 0.0005 * 8187.0);
    assert_close(supply, 8184.1, 0.15);
    assert_close(demand, 7807.0, 0.0005 * 7807.0);
    assert_close(gap, -380.0, 0.001 * supply);
    assert_close(answer.gap("nl", "*", "opening", "demand_mean_fte"), 7363.0, 2.0);
    let left: f64 = answer.cells("supply_flows", &[("facility", "*"), ("role", "gp_men")], "leavers_fte").iter().sum();
    assert_close(left / 0.822, 2341.0, 0.5);
}

/// HRH 2017, 15:9.
#[test]
fn wisn_of_a_kenyan_clinic_needs_seventeen_and_a_half_clinicians() {
    let answer = Answer::of("wisn_kenya");
    let needed = |role| answer.gap("clinic", role, "2017", "demand_mean_fte");
    assert_close(needed("clinician_without_allowance"), 17.46, 0.005);
    assert_close(needed("clinician"), 18.49, 0.005);
    assert_close(answer.gap("clinic", "clinician", "2017", "adequacy_pct"), 65.0, 0.5);
    // Its hours: 25,000 in days of eight over 179 days.
    assert_close(needed("clinician_without_allowance"), 3125.0 / 179.0, EXACT);
    assert_close(needed("clinician"), 3125.0 / 179.0 / (1.0 - 10.0 / 179.0), EXACT);
}

#[test]
fn wisn_multiplies_one_allowance_and_adds_the_other() {
    let answer = Answer::of("wisn_worked_example");
    for period in ["opening", "2026"] {
        let number = |column| answer.gap("site", "coder", period, column);
        assert_close(number("demand_mean_fte"), 3.175, EXACT);
        // WISN's difference has the opposite sign.
        assert_close(number("gap_mean_fte"), 0.175, EXACT);
        assert_close(number("adequacy_pct") / 100.0, 0.9449, 0.00005);
    }
    let individual = answer.cell("demand_parts", &[("phase", "individual"), ("period", "2026")], "demand_mean_fte");
    assert_close(individual, 0.05, EXACT);
}

/// HRH 2008, 6:3.
#[test]
fn encounters_in_mozambique_need_the_clinicians_that_were_published() {
    let answer = Answer::of("mozambique_encounters");
    let published = [
        ("general_1", 11.5),
        ("general_2", 60.2),
        ("general_3", 15.7),
        ("general_4", 25.1),
        ("obstetric_1", 1.4),
        ("obstetric_2", 6.9),
        ("obstetric_3", 1.9),
        ("obstetric_4", 2.5),
    ];
    for (facility, fte) in published {
        let found = answer.gap(facility, "clinician", "2008", "demand_mean_fte");
        assert_close((found * 10.0).round() / 10.0, fte, EXACT);
    }
}

/// Hersh and Wright 2008.
#[test]
fn beds_that_reach_the_fourth_stage_need_the_staff_of_that_stage() {
    let answer = Answer::of("emram_beds");
    let demand = |period| answer.gap("*", "it_staff", period, "demand_mean_fte");
    assert_close(demand("opening"), 71.2, EXACT);
    assert_close(demand("2027-12"), 84.0, EXACT);
    assert_close(demand("2027-12") - demand("opening"), 12.8, EXACT);
    let cause = [("facility", "behind"), ("role", "it_staff"), ("period", "2027-12"), ("cause", "technology:stage_4")];
    assert_close(answer.cell("gap_causes", &cause, "mean_fte"), 12.8, EXACT);
}

/// Hersh and Wright 2008; Hersh, Boone and Totten 2018.
#[test]
fn all_hospitals_at_the_fourth_stage_need_the_staff_that_was_published() {
    let today = Answer::of("emram_national");
    let all = Answer::of_scenario("emram_national", "all_at_stage_4");
    for (answer, demand) in [(&today, 108_390.0), (&all, 149_174.0)] {
        assert_close(answer.gap("*", "it_staff", "opening", "demand_mean_fte"), 108_390.0, 1e-4);
        assert_close(answer.gap("*", "it_staff", "2014", "demand_mean_fte"), demand, 1e-4);
    }
    assert_close(all.gap("*", "it_staff", "2014", "gap_mean_fte"), 40_784.0, 1e-4);
    let counted_in_2014 = 161_160.0;
    let more = 100.0 * (counted_in_2014 / all.gap("*", "it_staff", "2014", "demand_mean_fte") - 1.0);
    assert_close(more, 8.0, 0.05);
    let cause = [("facility", "us"), ("role", "it_staff"), ("period", "2014"), ("cause", "technology:stage_4")];
    assert_close(all.cell("gap_causes", &cause, "mean_fte"), 40_784.0, 1e-4);
}

/// Health Education England 2021.
#[test]
fn digital_staff_of_the_nhs_reach_the_published_totals() {
    let answer = Answer::of("hee_2030");
    let number = |period, column| answer.gap("*", "digital", period, column);
    assert_close(number("opening", "demand_mean_fte"), 46_009.0, 1e-6);
    assert_close(number("opening", "gap_mean_fte"), 0.0, EXACT);
    assert_close(number("2030", "demand_mean_fte"), 77_923.0, 1e-6);
    assert_close(number("2030", "gap_mean_fte"), 31_914.0, 1e-6);
    let growth = 100.0 * (number("2030", "demand_mean_fte") / number("opening", "demand_mean_fte") - 1.0);
    assert_close(growth, 69.0, 0.5);
    let staff = answer.cell("costs", &[("facility", "*"), ("role", "digital"), ("period", "2021")], "staff");
    assert_close(staff / 1e9, 2.05, 0.0005);
}

/// Wang and others; EBME.
#[test]
fn clinical_engineers_by_beds_and_by_discharges_agree() {
    let answer = Answer::of("clinical_engineering");
    let demand = |role| answer.gap("*", role, "2026", "demand_mean_fte");
    assert_close(demand("engineering_by_beds"), 90.0, EXACT);
    assert_close(demand("engineering_by_discharges"), 90.0, EXACT);
    assert_close(demand("defibrillator_upkeep") * 1600.0, 80.0, 1e-5);
}

/// ASPE 2007.
#[test]
fn installers_of_the_national_network_are_as_many_as_whole_waves_need() {
    let answer = Answer::of("nhin_installers");
    let monthly = |facility| answer.cells("gap", &[("facility", facility), ("role", "installer")], "demand_mean_fte");
    let expected = [
        ("over_2_years", 1, 17, 85_800.0),
        ("over_3_years", 2, 17, 42_900.0),
        ("over_5_years", 3, 17, 28_600.0),
        ("over_6_years", 4, 17, 21_450.0),
        ("over_8_years", 5, 17, 17_160.0),
        ("communities", 4, 15, 420.0),
    ];
    for (facility, waves, months, people) in expected {
        // The opening first; the team of one wave is the team of the next, until the last is done.
        let found = monthly(facility);
        let busy = 1 + waves * months;
        found[1..busy].iter().for_each(|&fte| assert_close(fte, people, 1e-6));
        found[busy..].iter().for_each(|&fte| assert_close(fte, 0.0, EXACT));
    }
    let surge = answer.gap("over_5_years", "installer", "2010-06", "demand_surge_mean_fte");
    assert_close(surge, 28_600.0, 1e-6);
}

#[test]
fn sites_apart_need_more_than_the_same_beds_pooled() {
    let answer = Answer::of("economy_of_scale");
    let demand = |facility, role| answer.gap(facility, role, "2026", "demand_mean_fte");
    assert_close(demand("small", "at_the_site"), 12.559432, 5e-7);
    assert_close(demand("large", "at_the_site"), 58.470898, 5e-7);
    assert_close(demand("*", "at_the_site"), 71.030330, 5e-7);
    assert_close(demand("centre", "pooled"), 62.946271, 5e-7);
}

#[test]
fn a_post_that_is_always_covered_needs_the_published_number_of_people() {
    let answer = Answer::of("relief_factor");
    let demand = |facility| answer.gap(facility, "dispatcher", "2026", "demand_mean_fte");
    assert_close(demand("one_shift"), 1.47, 0.005);
    assert_close(demand("one_shift"), 365.0 / 248.0, 0.001);
    assert_close(demand("round_the_clock"), 3.0 * demand("one_shift"), EXACT);
}

#[test]
fn yearly_exits_are_hazards_and_not_twelfths() {
    let answer = Answer::of("exit_hazards");
    for role in ["by_chance", "by_rate"] {
        let left = |period| 1.0 - answer.flow(role, period, "closing_fte") / 1000.0;
        assert_close(left("2026-01"), 0.0292855, 5e-8);
        assert_close(left("2026-03"), 0.0853088, 5e-8);
        assert_close(left("2026-12"), 0.30, 1e-10);
    }
    let sum = |column| -> f64 {
        answer.cells("supply_flows", &[("facility", "*"), ("role", "by_both")], column).iter().sum()
    };
    // 1 − 0.7² go, and neither reason comes first.
    assert_close(sum("leavers_fte") + sum("retirements_fte"), 510.0, 1e-6);
    assert_close(sum("leavers_fte"), 255.0, 1e-6);
}

#[test]
fn people_of_sixty_retire_at_sixty_five_and_not_a_fifth_a_year() {
    let answer = Answer::of("retirement_ages");
    let left = |period| answer.flow("engineer", period, "closing_fte");
    assert_close(left("2029-12"), 100.0, EXACT);
    assert_close(left("2030-12"), 0.0, EXACT);
    assert!(left("2030-06") > 40.0 && left("2030-06") < 60.0);
}

/// Israel, Rosenthal and Wei 2001.
#[test]
fn yearly_chances_to_move_have_their_monthly_chances() {
    let answer = Answer::of("role_moves");
    let share = |role, period| answer.flow(role, period, "closing_fte") / 100_000.0;
    for (role, chance) in [("first", 0.981577), ("second", 0.014523), ("third", 0.003901)] {
        assert_close(share(role, "2026-01"), chance, 5e-7);
    }
    for (role, chance) in [("first", 0.80), ("second", 0.15), ("third", 0.05)] {
        assert_close(share(role, "2026-12"), chance, EXACT);
    }
}

/// BLS Employment Projections 2010-20.
#[test]
fn openings_are_growth_and_everybody_who_goes() {
    let answer = Answer::of("bls_openings");
    let key = [("facility", "us"), ("role", "records_technician")];
    let demand = answer.cells("gap", &key, "demand_mean_fte");
    assert_close(demand[0], 179_500.0, 1e-6);
    assert_close(demand[10], 217_200.0, 1e-6);
    assert_close(100.0 * (demand[10] / demand[0] - 1.0), 21.0, 0.05);
    let openings = answer.cells("gap", &key, "openings_mean_fte");
    let [leavers, retirements, moved] =
        ["leavers_fte", "retirements_fte", "moved_out_fte"].map(|column| answer.cells("supply_flows", &key, column));
    for year in 1..=10 {
        let gone = leavers[year] + retirements[year] + moved[year];
        assert_close(openings[year], demand[year] - demand[year - 1] + gone, 1e-6);
        assert!(leavers[year] > 0.0 && retirements[year] > 0.0 && moved[year] > 0.0);
    }
}

#[test]
fn the_share_on_judgement_is_that_computed_by_hand() {
    let answer = Answer::of("judgement_share");
    let row = |basis, given| {
        let cell = |column| answer.cell("basis", &[("basis", basis), ("given", given)], column);
        [cell("fte_abs"), cell("share_pct")]
    };
    let all = 6.67;
    let wanted = [
        ("measured", "planner", 3.2),
        ("derived", "planner", 1.5),
        ("judgement", "planner", 0.27),
        ("judgement", "default", 0.7),
        ("published", "planner", 0.0),
        ("unattributed", "", 1.0),
    ];
    for (basis, given, fte) in wanted {
        let [found, share] = row(basis, given);
        assert_close(found, fte, EXACT);
        assert_close(share, 100.0 * fte / all, 1e-6);
    }
}
