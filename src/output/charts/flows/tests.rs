use super::*;
use crate::output::charts::{label_boxes::assert_clear, png};

const COLOURS: [&str; 2] = ["#12436D", "#F46A25"];

fn stream(code: &str, label: &str, years: usize, fte: impl Fn(usize) -> f64) -> Stream {
    Stream { code: code.into(), label: label.into(), fte: (0..years).map(fte).collect() }
}

fn data(years: usize, come: impl Fn(usize) -> f64, go: impl Fn(usize) -> f64) -> Flows {
    Flows {
        name: "flows".into(),
        title: "Staff grow by 12.5 FTE".into(),
        subtitle: "FTE, all facilities, as of 30 June 2026".into(),
        footer: "staff.csv".into(),
        years: (0..years).map(|year| (2026 + year).to_string()).collect(),
        remarks: (0..years).map(|year| if year == 0 { "3 months".into() } else { String::new() }).collect(),
        joining: vec![
            stream("hires", "Hires", years, &come),
            stream("graduates", "Graduates", years, |year| come(year) / 10.0),
        ],
        leaving: vec![
            stream("leavers", "Leavers", years, &go),
            stream("retirements", "Retirements", years, |year| go(year) / 4.0),
            stream("moved_out", "Moved out", years, |_| 0.0),
            stream("released", "Released", years, |year| go(year) / 50.0),
        ],
        reading: "Of all who go: leavers 80 %.".into(),
        note: "Moved out: begin retraining.".into(),
    }
}

fn drawn(data: &Flows) -> Chart {
    let chart = flows(data).expect("a chart");
    assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
    chart
}

#[test]
fn streams_totals_net_and_partial_years_are_said() {
    let chart = drawn(&data(3, |_| 100.0, |_| 50.0));
    // 110 come and 50 + 12.5 + 1 go.
    for words in
        ["\n110.0\n", "\n63.5\n", "\n+46.5\n", "\nGraduates\n", "\nReleased\n", "\n3 months\n", "\n2028\n", "\nnet\n"]
    {
        assert!(chart.svg.contains(words), "{words}");
    }
    assert_eq!(
        chart.numbers[0],
        [
            "year",
            "remark",
            "hires_fte",
            "graduates_fte",
            "leavers_fte",
            "retirements_fte",
            "moved_out_fte",
            "released_fte",
            "net_fte"
        ]
    );
    assert_eq!(chart.numbers[1], ["2026", "3 months", "100", "10", "50", "12.5", "0", "1", "46.5"]);
    assert!(chart.text.contains("2026 (3 months): Hires 100.0; Graduates 10.0; Leavers 50.0"), "{}", chart.text);
}

#[test]
fn a_stream_of_nobody_in_the_last_year_has_no_name_beside_its_bar() {
    let chart = drawn(&data(2, |_| 100.0, |_| 50.0));
    assert_eq!(chart.svg.matches("\nMoved out\n").count(), 1, "the legend's");
    assert_eq!(chart.svg.matches("\nReleased\n").count(), 2);
}

#[test]
fn words_overlap_neither_each_other_nor_bars() {
    for years in [1, 2, 9, 40] {
        for chart in [
            data(years, |year| 50.0 + year as f64, |year| 60.0 - year as f64),
            data(years, |_| 0.0, |_| 0.0),
            data(years, |_| 40.0, |_| 0.0),
            data(years, |_| 0.0, |_| 1.0),
            data(years, |year| 12_345.6 * year as f64, |_| 3.0),
            data(years, |_| 1e13, |_| 2e13),
        ] {
            assert_clear(&drawn(&chart).svg, &COLOURS);
        }
    }
}

#[test]
fn long_and_hostile_words_are_cut_and_escaped() {
    let mut odd = data(3, |_| 10.0, |_| 10.0);
    odd.joining[0].label = "<svg onload=\"x\"> & 'so' ".repeat(4);
    odd.leaving[0].label = "護理資訊".repeat(10);
    odd.years[1] = "</text><script>".into();
    odd.remarks[2] = "a remark that is much longer than a year is wide".into();
    let svg = drawn(&odd).svg;
    assert!(!svg.contains("<script") && !svg.contains("<svg onload"));
    assert_clear(&svg, &COLOURS);
}

#[test]
fn the_picture_can_be_rasterised() {
    for count in [1, 12] {
        assert!(png(&drawn(&data(count, |_| 50.0, |_| 40.0)).svg).is_ok());
    }
}

#[test]
fn the_summary_is_the_first_line_and_short() {
    let mut long = data(40, |_| 10.0, |_| 10.0);
    long.title = "long ".repeat(300);
    let chart = drawn(&long);
    let first = chart.text.lines().next().unwrap_or_default();
    assert!(first.chars().count() <= 400 && first.contains("flows.csv"), "{first}");
    assert_eq!(chart, drawn(&long));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert!(matches!(flows(&data(0, |_| 0.0, |_| 0.0)), Err(ChartError::Empty { what: "years", .. })));
    for wrong in [f64::NAN, -1.0, 1e16] {
        assert!(matches!(flows(&data(1, |_| wrong, |_| 0.0)), Err(ChartError::Number { .. })));
    }
    let mut wrong = data(2, |_| 1.0, |_| 1.0);
    wrong.joining.clear();
    assert!(matches!(flows(&wrong), Err(ChartError::Empty { .. })));
    let mut wrong = data(2, |_| 1.0, |_| 1.0);
    wrong.leaving[0].fte.pop();
    assert!(matches!(flows(&wrong), Err(ChartError::Length { expected: 2, found: 1, .. })));
    let mut wrong = data(2, |_| 1.0, |_| 1.0);
    wrong.leaving.push(wrong.leaving[0].clone());
    assert!(matches!(flows(&wrong), Err(ChartError::Length { expected: 4, found: 5, .. })));
}
