use super::*;
use crate::output::charts::{label_boxes::assert_clear, png};

fn data(roles: usize, periods: usize, chance: impl Fn(usize, usize) -> f64) -> Chances {
    Chances {
        name: "chance".into(),
        title: "Coders are likely short".into(),
        subtitle: "Share of futures, all facilities, as of 30 June 2026".into(),
        footer: "staff.csv".into(),
        periods: (0..periods).map(|period| format!("{}-Q4", 2027 + 3 * period)).collect(),
        rows: (0..roles)
            .map(|role| ChanceRow {
                code: format!("role_{role}"),
                label: format!("Role number {role}"),
                chances: (0..periods).map(|period| chance(role, period)).collect(),
            })
            .collect(),
        reading: "2 roles are short in at least 8 of 10 futures.".into(),
        note: "80 % means 8 of 10.".into(),
    }
}

fn drawn(data: &Chances) -> Chart {
    chances(data).expect("a chart")
}

#[test]
fn every_chance_is_printed_at_the_end_and_in_the_numbers() {
    let chart = drawn(&data(2, 3, |role, period| 99.6 - 40.0 * role as f64 - 10.0 * period as f64));
    for words in
        ["Role number 1", "&gt;99 → 90 → 80 %", "60 → 50 → 40 %", "2027-Q4", "very likely", "\n20 %\n", "\n50 %\n"]
    {
        assert!(chart.svg.contains(words), "{words}");
    }
    assert_eq!(chart.numbers[0], ["role", "period", "prob_shortage_pct"]);
    assert_eq!(chart.numbers[3], ["role_0", "2033-Q4", "79.6"]);
    assert!(chart.text.contains("Role number 0: 2027-Q4 >99 %; 2030-Q4 90 %; 2033-Q4 80 %."), "{}", chart.text);
}

#[test]
fn each_period_has_a_form_of_its_own_and_the_last_is_always_the_dot() {
    let forms = |periods: usize| marks(periods).collect::<Vec<_>>();
    assert_eq!(forms(3), [Mark::Ring, Mark::Stroke, Mark::Dot]);
    assert_eq!(forms(2), [Mark::Ring, Mark::Dot]);
    assert_eq!(forms(1), [Mark::Dot]);
}

#[test]
fn words_overlap_neither_each_other_nor_marks() {
    for roles in [1, 2, 35, 60] {
        for periods in 1..=3 {
            let chart = drawn(&data(roles, periods, |role, period| ((role * 7 + period * 31) % 101) as f64));
            assert_clear(&chart.svg, &["#12436D"]);
            assert_clear(&drawn(&data(roles, periods, |_, _| 100.0)).svg, &["#12436D"]);
            assert_clear(&drawn(&data(roles, periods, |_, _| 0.0)).svg, &["#12436D"]);
        }
    }
}

#[test]
fn long_and_hostile_words_are_cut_and_escaped() {
    let mut odd = data(3, 3, |_, _| 50.0);
    odd.rows[0].label = "<svg onload=\"x\"> & 'so' ".repeat(4);
    odd.rows[1].label = "護理資訊".repeat(20);
    odd.rows[2].label = "A name of sixty characters and more, as planners do write them".into();
    odd.periods[1] = "</text><script>".into();
    let svg = drawn(&odd).svg;
    assert!(!svg.contains("<script") && !svg.contains("<svg onload"));
    assert_clear(&svg, &["#12436D"]);
}

#[test]
fn the_picture_can_be_rasterised() {
    for count in [1, 12] {
        assert!(png(&drawn(&data(5 * count, 3, |role, _| role as f64)).svg).is_ok());
    }
}

#[test]
fn the_summary_is_the_first_line_and_short() {
    let mut long = data(60, 3, |_, _| 50.0);
    long.title = "long ".repeat(300);
    let chart = drawn(&long);
    let first = chart.text.lines().next().unwrap_or_default();
    assert!(first.chars().count() <= 400 && first.contains("chance.csv"), "{first}");
    assert_eq!(chart, drawn(&long));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert!(matches!(chances(&data(0, 3, |_, _| 0.0)), Err(ChartError::Empty { what: "rows", .. })));
    assert!(matches!(chances(&data(1, 0, |_, _| 0.0)), Err(ChartError::Empty { what: "periods", .. })));
    assert!(matches!(chances(&data(1, 4, |_, _| 0.0)), Err(ChartError::Length { expected: 3, found: 4, .. })));
    for wrong in [f64::NAN, -1.0, 100.5] {
        assert!(matches!(chances(&data(1, 1, |_, _| wrong)), Err(ChartError::Number { .. })));
    }
    let mut wrong = data(2, 2, |_, _| 1.0);
    wrong.rows[1].chances.pop();
    assert!(matches!(chances(&wrong), Err(ChartError::Length { expected: 2, found: 1, .. })));
}
