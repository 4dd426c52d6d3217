//! Gap heat map, role by period: where and when are we short?
//!
//! The colour of a cell is the gap as a share of demand, the number in it is the gap in FTE, and stripes mark what the
//! caller calls short; so nothing is lost in grey. Rows are drawn in the order they come. A cell without demand has
//! no colour, and no number unless somebody is there all the same. A map too wide for a
//! slide is cut into blocks of years, one below the other, as long as the slide has room for them; beyond that the sheet
//! grows. Left out: sorting, totals, choosing roles.

mod grid;
mod words;

use super::{
    Chart, ChartError,
    axis::Periods,
    canvas::Area,
    check_number,
    legend::{Key, Legend, Swatch},
    page::{Page, Words},
    palette,
};
use grid::Grid;

/// What the heat map shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatMap {
    /// File stem.
    pub name: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, unit, scenario, facilities and as-of date.
    pub subtitle: String,
    /// Source files, version and run hash.
    pub footer: String,
    /// One row per role, in the order to be drawn.
    pub rows: Vec<HeatRow>,
    /// Period labels, earliest first.
    pub columns: Vec<String>,
}

/// One role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatRow {
    /// Code, for the numbers.
    pub code: String,
    /// Label, for the picture.
    pub label: String,
    /// One cell per column.
    pub cells: Vec<HeatCell>,
}

/// One role in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HeatCell {
    /// Demand less supply, in FTE; positive is a shortage.
    pub gap_fte: f64,
    /// The gap as a percentage of demand; `None` where there is no demand.
    pub gap_pct: Option<f64>,
    /// Whether the cell counts as short by the threshold of the run.
    pub short: bool,
}

/// Draws the gap heat map.
///
/// # Errors
/// No rows or columns, a row with the wrong number of cells, a number that cannot be drawn.
pub fn heat_map(data: &HeatMap) -> Result<Chart, ChartError> {
    check(data)?;
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let summary = words::summary(data);
    // A first sheet makes the fonts known and says how wide a slide is; a large map asks for a wider one.
    let slide = Page::new(words, 0.0)?;
    let periods = Periods::of(data.columns.iter().map(String::as_str));
    let legend_height = Legend::new(keys(data), slide.body.width()).height + 10.0;
    let room = Area { top: slide.body.top + legend_height, ..slide.body };
    let blocks = grid::blocks(data, &periods, room);
    let mut page = Page::new(words, grid::least_width(data, &periods, &blocks))?;
    let legend = Legend::new(keys(data), page.body.width());
    page.grow_to(legend_height + grid::least_height(data, &periods, blocks.len()));
    let grid = Grid::new(data, &periods, blocks, Area { top: page.body.top + legend_height, ..page.body });
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        grid.draw(canvas)
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: words::text(data, &summary), numbers: words::rows(data) })
}

fn keys(data: &HeatMap) -> Vec<Key> {
    let mut cells = data.rows.iter().flat_map(|row| &row.cells);
    let mut keys = vec![Key {
        before: "Gap in % of demand: short".to_owned(),
        swatch: Swatch::Steps(palette::steps().collect()),
        after: "surplus".to_owned(),
    }];
    if cells.clone().any(|cell| cell.short) {
        keys.push(Key::new(Swatch::Hatch, "short beyond the threshold"));
    }
    if cells.any(|cell| cell.gap_pct.is_none()) {
        keys.push(Key::new(Swatch::Blank, "no demand"));
    }
    keys
}

fn check(data: &HeatMap) -> Result<(), ChartError> {
    let empty = |what| Err(ChartError::Empty { chart: data.name.clone(), what });
    if data.rows.is_empty() {
        return empty("rows");
    }
    if data.columns.is_empty() {
        return empty("periods");
    }
    for row in &data.rows {
        if row.cells.len() != data.columns.len() {
            let (chart, what) = (data.name.clone(), format!("row {}", row.code));
            return Err(ChartError::Length { chart, what, expected: data.columns.len(), found: row.cells.len() });
        }
        for (cell, period) in row.cells.iter().zip(&data.columns) {
            check_number(&data.name, cell.gap_fte, || format!("the gap of {} in {period}", row.code))?;
            if let Some(percent) = cell.gap_pct {
                check_number(&data.name, percent, || format!("the gap in percent of {} in {period}", row.code))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::charts::png;

    fn map(roles: usize, periods: usize, gap: impl Fn(usize, usize) -> f64) -> HeatMap {
        let cell = |role: usize, period: usize| {
            let gap_fte = gap(role, period);
            HeatCell { gap_fte, gap_pct: Some(gap_fte * 5.0), short: gap_fte > 1.0 }
        };
        HeatMap {
            name: "gap".into(),
            title: "Coders stay short to 2030".into(),
            subtitle: "Gap in FTE, scenario baseline, all facilities, as of 30 June 2026".into(),
            footer: "staff.csv".into(),
            rows: (0..roles)
                .map(|role| HeatRow {
                    code: format!("role_{role}"),
                    label: format!("Role number {role}"),
                    cells: (0..periods).map(|period| cell(role, period)).collect(),
                })
                .collect(),
            columns: (0..periods).map(|period| format!("{}-Q{}", 2027 + period / 4, period % 4 + 1)).collect(),
        }
    }

    #[test]
    fn every_role_and_number_is_in_the_picture_as_text() {
        let chart = heat_map(&map(3, 4, |role, period| role as f64 - period as f64)).expect("a chart");
        for words in [
            "Coders stay short",
            "Role number 2",
            "\n2027\n",
            "\nQ4\n",
            "\n+2.0\n",
            "\n−3.0\n",
            "\n0.0\n",
            "role=\"img\"",
        ] {
            assert!(chart.svg.contains(words), "{words}");
        }
    }

    #[test]
    fn numbers_keep_full_precision_and_a_blank_where_there_is_no_demand() {
        let mut data = map(1, 2, |_, _| 0.1 + 0.2);
        data.rows[0].cells[1] = HeatCell { gap_fte: -0.0, gap_pct: None, short: false };
        let chart = heat_map(&data).expect("a chart");
        assert_eq!(chart.numbers[0], ["role", "period", "gap_fte", "gap_pct", "short"]);
        assert_eq!(chart.numbers[1], ["role_0", "2027-Q1", "0.30000000000000004", "1.5000000000000002", "0"]);
        assert_eq!(chart.numbers[2], ["role_0", "2027-Q2", "0", "", "0"]);
        assert!(chart.svg.contains("no demand") && !chart.svg.contains("\n0.0\n"));
    }

    #[test]
    fn only_short_cells_are_striped() {
        let stripes = |data: &HeatMap| heat_map(data).expect("a chart").svg.matches("<polygon").count();
        assert_eq!(stripes(&map(2, 2, |_, _| 0.0)), 0);
        // Two cells and the swatch of the legend.
        assert_eq!(stripes(&map(2, 2, |role, _| 4.0 * role as f64)), 3);
    }

    #[test]
    fn the_summary_is_the_first_line_and_short() {
        let mut data = map(60, 36, |role, period| role as f64 - period as f64);
        data.title = "long ".repeat(300);
        let chart = heat_map(&data).expect("a chart");
        let first = chart.text.lines().next().unwrap_or_default();
        assert!(first.chars().count() <= 400, "{first}");
        assert!(first.contains("Largest shortage: Role number 59, 2027-Q1, +59.0 FTE (+295 % of demand)."), "{first}");
        assert!(first.contains("gap.csv"));
        assert!(chart.text.contains("Role number 3: 2027-Q1 +3.0 (+15 %, short); 2027-Q2 +2.0"));
    }

    #[test]
    fn the_same_data_gives_the_same_bytes() {
        let data = map(5, 5, |role, period| (role * period) as f64 / 3.0);
        assert_eq!(heat_map(&data), heat_map(&data));
    }

    #[test]
    fn labels_cannot_break_the_document() {
        let mut data = map(1, 1, |_, _| 1.0);
        data.rows[0].label = "R&D <script> \"x\" \u{1}".into();
        data.title = "]]> <svg>".into();
        data.columns[0] = "'2027'".into();
        let chart = heat_map(&data).expect("a chart");
        assert!(chart.svg.contains("R&amp;D &lt;script&gt;") && !chart.svg.contains("<script"));
        assert!(png(&chart.svg).is_ok());
    }

    #[test]
    fn a_map_too_wide_for_a_slide_is_cut_at_the_end_of_a_year() {
        let chart = heat_map(&map(12, 20, |role, period| role as f64 + period as f64)).expect("a chart");
        assert!(chart.svg.contains("width=\"960\" height=\"540\""));
        assert_eq!(chart.svg.matches("\nRole number 7\n").count(), 2);
        assert_eq!(chart.svg.matches("\n2029\n").count(), 1);
        // With sixty roles there is no room for a second block, and the sheet grows.
        let large = heat_map(&map(60, 36, |role, period| role as f64 + period as f64)).expect("a chart");
        assert_eq!(large.svg.matches("\nRole number 7\n").count(), 1);
    }

    #[test]
    fn extremes_are_drawn() {
        for data in [
            map(1, 1, |_, _| 0.0),
            map(60, 36, |role, period| (role as f64 - 30.0) * period as f64),
            map(2, 2, |_, _| -1e14),
            map(1, 40, |_, _| 9e14 / 5.0),
        ] {
            let chart = heat_map(&data).expect("a chart");
            assert_eq!(chart.numbers.len(), 1 + data.rows.len() * data.columns.len());
            assert!(png(&chart.svg).is_ok());
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        assert!(matches!(heat_map(&map(0, 3, |_, _| 0.0)), Err(ChartError::Empty { what: "rows", .. })));
        assert!(matches!(heat_map(&map(3, 0, |_, _| 0.0)), Err(ChartError::Empty { what: "periods", .. })));
        for wrong in [f64::NAN, f64::INFINITY, -1e16] {
            assert!(matches!(heat_map(&map(1, 1, |_, _| wrong)), Err(ChartError::Number { .. })));
        }
        let mut data = map(2, 3, |_, _| 0.0);
        data.rows[1].cells.pop();
        assert!(matches!(heat_map(&data), Err(ChartError::Length { expected: 3, found: 2, .. })));
    }
}
