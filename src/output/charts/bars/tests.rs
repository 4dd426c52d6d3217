use super::*;
use crate::output::charts::{
    label_boxes::{assert_clear, labels},
    png,
};

const COLOURS: [&str; 2] = ["#B35806", "#12436D"];

fn data(count: usize, value: impl Fn(usize) -> Option<f64>) -> Bars {
    Bars {
        name: "causes".into(),
        title: "Demand rises by 12.5 FTE".into(),
        subtitle: "FTE, all facilities, as of 30 June 2026".into(),
        footer: "staff.csv".into(),
        axis: "Change of demand, FTE".into(),
        item: "cause",
        measures: vec!["change_fte", "before_fte"],
        rows: (0..count)
            .map(|index| Bar {
                code: format!("cause_{index}"),
                label: format!("Cause number {index}"),
                values: vec![value(index), Some(1.0)],
                printed: value(index).map_or_else(|| "none".into(), |value| format!("{value:+.1} FTE")),
                pattern: if index % 3 == 1 { Pattern::Striped } else { Pattern::Solid },
            })
            .collect(),
        mark: Some(("median +2.5".into(), 2.5)),
        meanings: vec![(Pattern::Striped, "temporary".into())],
        sides: ["More".into(), "Less".into()],
        reading: "Supply stays the same.".into(),
        note: "The bars add up.".into(),
    }
}

fn drawn(data: &Bars) -> Chart {
    let chart = bars(data).expect("a chart");
    assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
    chart
}

#[test]
fn every_bar_has_its_name_and_its_number_as_text() {
    let chart = drawn(&data(3, |index| Some(4.0 - 3.0 * index as f64)));
    let words = [
        "Cause number 2",
        "+4.0 FTE",
        "-2.0 FTE",
        "median +2.5",
        "temporary",
        "Supply stays",
        "The bars add up.",
        "More",
    ];
    for words in words {
        assert!(chart.svg.contains(words), "{words}");
    }
    assert_eq!(chart.numbers[0], ["cause", "change_fte", "before_fte", "meaning"]);
    assert_eq!(chart.numbers[2], ["cause_1", "1", "1", "temporary"]);
    assert_eq!(chart.numbers[3], ["cause_2", "-2", "1", ""]);
    assert!(chart.text.contains("Cause number 1: +1.0 FTE (temporary)."));
}

#[test]
fn bars_are_as_long_as_their_numbers_and_start_at_zero() {
    let mut two = data(2, |index| Some([10.0, -5.0][index]));
    two.rows[1].pattern = Pattern::Solid;
    two.mark = None;
    let boxes = crate::output::charts::label_boxes::boxes(&drawn(&two).svg, &COLOURS);
    // Two swatches, then the bars.
    let (up, down) = (boxes[2], boxes[3]);
    assert!((up.width() / down.width() - 2.0).abs() < 0.02, "{up:?} {down:?}");
    assert!((up.left - down.right).abs() < 0.15, "one zero for both");
}

#[test]
fn words_overlap_neither_each_other_nor_bars() {
    for count in [1, 2, 14, 60] {
        for chart in [
            data(count, |index| Some(index as f64 - 7.0)),
            data(count, |index| Some(2.4 - 0.01 * index as f64)),
            data(count, |index| Some(-100.0 / (1.0 + index as f64))),
            data(count, |_| Some(0.0)),
            data(count, |index| (index % 2 == 0).then_some(3.0)),
        ] {
            assert_clear(&drawn(&chart).svg, &COLOURS);
        }
    }
}

#[test]
fn a_number_near_the_mark_stands_beyond_it() {
    let near = data(2, |_| Some(2.45));
    let svg = drawn(&near).svg;
    let labels = labels(&svg);
    let of = |words: &str| labels.iter().find(|label| label.words == words).expect("a label").area;
    let mark = of("median +2.5").middle().0;
    assert!(of("+2.5 FTE").left > mark + 2.0, "{} {mark}", of("+2.5 FTE").left);
}

#[test]
fn long_and_hostile_words_are_cut_and_escaped() {
    let mut odd = data(3, |index| Some(index as f64));
    odd.rows[0].label = "<svg onload=\"x\"> & 'so' ".repeat(4);
    odd.rows[1].label = "護理資訊".repeat(20);
    odd.rows[2].label = "A name of sixty characters and more, as planners do write them".into();
    odd.rows[2].printed = "12.0 FTE ".repeat(40);
    odd.mark = Some(("a name of a mark that is as long as the sheet ".repeat(6), 1.0));
    odd.title = "</text><script>".repeat(30);
    odd.note = "word ".repeat(400);
    let svg = drawn(&odd).svg;
    assert!(!svg.contains("<script") && !svg.contains("<svg onload"));
    assert_clear(&svg, &COLOURS);
}

#[test]
fn the_picture_can_be_rasterised() {
    for count in [1, 12] {
        assert!(png(&drawn(&data(5 * count, |index| Some(index as f64))).svg).is_ok());
    }
}

#[test]
fn the_summary_is_the_first_line_and_short() {
    let mut long = data(60, |index| Some(index as f64));
    long.title = "long ".repeat(300);
    long.rows[0].label = "longer ".repeat(30);
    let chart = drawn(&long);
    let first = chart.text.lines().next().unwrap_or_default();
    assert!(first.chars().count() <= 400 && first.contains("causes.csv"), "{first}");
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(bars(&data(14, |index| Some(index as f64))), bars(&data(14, |index| Some(index as f64))));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert!(matches!(bars(&data(0, |_| None)), Err(ChartError::Empty { what: "bars", .. })));
    for wrong in [f64::NAN, f64::INFINITY, 1e16] {
        assert!(matches!(bars(&data(1, |_| Some(wrong))), Err(ChartError::Number { .. })));
    }
    let mut wrong = data(1, |_| Some(1.0));
    wrong.rows[0].values.pop();
    assert!(matches!(bars(&wrong), Err(ChartError::Length { expected: 2, found: 1, .. })));
    let mut wrong = data(1, |_| Some(1.0));
    wrong.mark = Some(("mark".into(), f64::NAN));
    assert!(matches!(bars(&wrong), Err(ChartError::Number { .. })));
}
