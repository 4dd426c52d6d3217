use super::*;
use crate::output::charts::{label_boxes::assert_clear, png};

fn data(panels: usize, facilities: usize, periods: usize, share: impl Fn(usize, usize) -> f64) -> Curves {
    let quarter = |period: usize| format!("{}-Q{}", 2026 + period / 4, period % 4 + 1);
    let moments = (0..=periods).map(|period| match period {
        0 => Moment { label: "opening".into(), at: 0.0 },
        _ => Moment { label: quarter(period + 2), at: 3.0 * period as f64 - 1.5 },
    });
    let panel = |panel: usize| {
        let curve = |add: f64| (0..=periods).map(|period| share(panel, period) + add).collect::<Vec<_>>();
        Panel {
            code: format!("technology_{panel}"),
            label: format!("Technology number {panel}"),
            remark: format!("{facilities} facilities, 2 go-lives 2027"),
            mean: curve(0.0),
            low: curve(-1.0),
            high: curve(1.0),
            each: (0..facilities)
                .map(|facility| (format!("facility_{facility}"), curve(facility as f64 / 10.0)))
                .collect(),
            go_lives: vec![4.0, 7.5],
        }
    };
    Curves {
        name: "adoption".into(),
        title: "Scribes are everywhere by 2030".into(),
        subtitle: "Share in use, as of 30 June 2026".into(),
        footer: "adoption.csv".into(),
        moments: moments.collect(),
        panels: (0..panels).map(panel).collect(),
        note: "The ribbon is a mean.".into(),
        remark: "Not on this sheet (1): Robots.".into(),
    }
}

/// From 0 to 98 % over the first twenty periods.
fn rising(panel: usize, period: usize) -> f64 {
    (4.9 * period as f64).min(98.0 - panel as f64)
}

fn drawn(data: &Curves) -> Chart {
    let chart = curves(data).expect("a chart");
    assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
    chart
}

#[test]
fn every_panel_has_its_name_and_its_last_value_as_text() {
    let chart = drawn(&data(3, 2, 33, rising));
    for words in ["Technology number 2", "\n98 %\n", "\n96 %\n", "2 go-lives 2027", "\n100 %\n", "\n2030\n", "Robots"] {
        assert!(chart.svg.contains(words), "{words}");
    }
    assert_eq!(chart.numbers[0], ["technology", "facility", "period", "mean_pct", "p10_pct", "p90_pct"]);
    assert_eq!(chart.numbers.len(), 1 + 3 * 3 * 34);
    assert_eq!(chart.numbers[2][..4], ["technology_0", "*", "2026-Q4", "4.9"]);
    assert_eq!(chart.numbers[35], ["technology_0", "facility_0", "opening", "0", "", ""]);
    assert!(chart.text.contains("Robots") && chart.text.contains("2026-Q4 5 % (4 % to 6 %)"), "{}", chart.text);
}

#[test]
fn the_axis_is_one_for_all_panels_and_ends_where_the_curves_do() {
    let low = data(3, 1, 8, |panel, period| (panel * period) as f64);
    assert_eq!(panel::top(&low), 20.0);
    let svg = drawn(&low).svg;
    assert!(svg.contains("The axis ends at 20 %.") && svg.contains("\n10 %\n") && !svg.contains("\n100 %\n"));
    assert_eq!(panel::top(&data(3, 1, 8, |panel, period| (10 * panel * period) as f64)), 100.0);
}

#[test]
fn facilities_with_one_plan_share_a_line() {
    let mut same = data(1, 60, 33, rising);
    let lines = |data: &Curves| drawn(data).svg.matches("stroke=\"#949494\"").count();
    let apart = lines(&same);
    for index in 1..60 {
        same.panels[0].each[index].1 = same.panels[0].each[0].1.clone();
    }
    // The swatch and one line.
    assert!(apart > 30 && lines(&same) == 2, "{apart} {}", lines(&same));
}

#[test]
fn words_never_overlap() {
    for (panels, facilities, periods) in
        [(1, 1, 1), (1, 1, 33), (2, 14, 9), (4, 3, 99), (5, 1, 2), (12, 60, 33), (12, 2, 120)]
    {
        assert_clear(&drawn(&data(panels, facilities, periods, rising)).svg, &[]);
        assert_clear(&drawn(&data(panels, facilities, periods, |_, _| 0.0)).svg, &[]);
        assert_clear(&drawn(&data(panels, facilities, periods, |_, _| 100.0)).svg, &[]);
    }
}

#[test]
fn a_monthly_plan_of_many_facilities_stays_small() {
    let chart = drawn(&data(12, 60, 120, |panel, period| (80 + panel) as f64 * (period as f64 / 120.0).sqrt()));
    assert!(chart.svg.len() < 700_000, "{}", chart.svg.len());
}

#[test]
fn long_and_hostile_words_are_cut_and_escaped() {
    let mut odd = data(12, 2, 9, rising);
    odd.panels[0].label = "<svg onload=\"x\"> & 'so' ".repeat(4);
    odd.panels[1].label = "護理資訊".repeat(20);
    odd.panels[2].remark = "A remark of sixty characters and more, as planners do write them".into();
    odd.moments[5].label = "</text><script>".into();
    odd.remark = "word ".repeat(400);
    let svg = drawn(&odd).svg;
    assert!(!svg.contains("<script") && !svg.contains("<svg onload"));
    assert_clear(&svg, &[]);
}

#[test]
fn the_picture_can_be_rasterised() {
    for count in [1, 12] {
        assert!(png(&drawn(&data(count, 2, 9, rising)).svg).is_ok());
    }
}

#[test]
fn the_summary_is_the_first_line_and_short() {
    let mut long = data(12, 14, 33, rising);
    long.title = "long ".repeat(300);
    let chart = drawn(&long);
    let first = chart.text.lines().next().unwrap_or_default();
    assert!(first.chars().count() <= 400 && first.contains("adoption.csv"), "{first}");
    assert_eq!(chart, drawn(&long));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert!(matches!(curves(&Curves::default()), Err(ChartError::Empty { what: "periods", .. })));
    assert!(matches!(curves(&data(0, 1, 3, rising)), Err(ChartError::Empty { what: "technologies", .. })));
    assert!(matches!(curves(&data(1, 1, 3, |_, _| f64::NAN)), Err(ChartError::Number { .. })));
    let mut wrong = data(1, 1, 3, rising);
    wrong.panels[0].each[0].1.pop();
    assert!(matches!(curves(&wrong), Err(ChartError::Length { expected: 4, found: 3, .. })));
    let mut wrong = data(1, 1, 3, rising);
    wrong.panels[0].go_lives.push(f64::INFINITY);
    assert!(matches!(curves(&wrong), Err(ChartError::Number { .. })));
}

#[test]
fn a_go_live_in_the_second_half_of_the_last_period_is_drawn() {
    let triangles = |data: &Curves| drawn(data).svg.matches("fill=\"#1A1A1A\" points=").count();
    let mut late = data(1, 1, 2, rising);
    let before = triangles(&late);
    late.panels[0].go_lives.push(5.9);
    assert_eq!(triangles(&late), before + 1);
}
