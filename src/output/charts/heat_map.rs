//! Gap heat map, role by period: where and when are we short?
//!
//! The colour of a cell is the gap as a share of demand, the number in it is the gap in FTE, and stripes mark what the
//! caller calls short; so nothing is lost in grey. Rows are drawn in the order they come. A cell without demand has
//! no colour, and no number unless somebody is there all the same. Left out: sorting, totals, choosing roles.

use super::{
    Chart, ChartError, alternative,
    axis::{Periods, thinned},
    canvas::{Anchor, Area, Canvas},
    check_number,
    legend::{Key, Legend, Swatch},
    lettering::Lettering,
    numbers,
    page::{Page, Words},
    palette::{self, GRID, PAPER, QUIET},
};

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

/// Room for the words in the corner.
const NARROWEST_LABEL: f64 = 170.0;
const WIDEST_LABEL: f64 = 260.0;
const LOWEST_ROW: f64 = 12.0;
const HIGHEST_ROW: f64 = 30.0;
const WIDEST_COLUMN: f64 = 120.0;
/// White between neighbours, wide enough never to look like a seam.
const GAP: f64 = 1.0;
/// Further white where a year ends.
const GROUP_GAP: f64 = 4.0;
const HEADER: Lettering = Lettering::bold(10.0);
const SUBHEADER: Lettering = Lettering::regular(9.5);
const QUIET_HEADER: Lettering = Lettering::quiet(9.0);

/// Draws the gap heat map.
///
/// # Errors
/// No rows or columns, a row with the wrong number of cells, a number that cannot be drawn.
pub fn heat_map(data: &HeatMap) -> Result<Chart, ChartError> {
    check(data)?;
    let words = Words { name: &data.name, title: &data.title, subtitle: &data.subtitle, footer: &data.footer };
    let summary = summary(data);
    // A first sheet makes the fonts known; the layout may ask for a wider one.
    let first = Page::new(words, 0.0)?;
    let periods = Periods::of(data.columns.iter().map(String::as_str));
    let least_width = Grid::least_width(data, &periods);
    let mut page = if least_width > first.body.width() { Page::new(words, least_width)? } else { first };
    let legend = Legend::new(keys(data), page.body.width());
    let top = page.body.top + legend.height + 10.0;
    let head = if periods.groups.is_empty() { 18.0 } else { 32.0 };
    page.grow_to(top - page.body.top + head + LOWEST_ROW * data.rows.len() as f64);
    let grid = Grid::new(data, &periods, Area { top: top + head, ..page.body });
    let svg = page.draw(&summary, |canvas| {
        legend.draw(canvas, (page.body.left, page.body.top))?;
        grid.draw_header(canvas, &periods)?;
        data.rows.iter().enumerate().try_for_each(|(number, row)| grid.draw_row(canvas, number, row))
    })?;
    Ok(Chart { name: data.name.clone(), svg, text: text(data, &summary), numbers: rows(data) })
}

/// Sizes of the grid.
struct Grid {
    area: Area,
    label_width: f64,
    row: f64,
    column: f64,
    /// Left edge of each column.
    lefts: Vec<f64>,
    letters: Lettering,
}

impl Grid {
    fn least_width(data: &HeatMap, periods: &Periods) -> f64 {
        let columns = widest_number(data, letters_for(LOWEST_ROW)) * data.columns.len() as f64;
        label_width(data, letters_for(LOWEST_ROW)) + columns + GROUP_GAP * periods.groups.len() as f64
    }

    fn new(data: &HeatMap, periods: &Periods, area: Area) -> Self {
        let (count, seams) = (data.columns.len() as f64, periods.groups.len().saturating_sub(1) as f64 * GROUP_GAP);
        let row = (area.height() / data.rows.len() as f64).clamp(LOWEST_ROW, HIGHEST_ROW);
        let room = |letters: Lettering| (area.width() - label_width(data, letters) - seams) / count;
        // Letters grow with the rows as long as every number still fits its column.
        let fits = |letters: &Lettering| widest_number(data, *letters) <= room(*letters);
        let letters = Some(letters_for(row)).filter(fits).unwrap_or(letters_for(LOWEST_ROW));
        let column = room(letters).min(WIDEST_COLUMN.max(widest_number(data, letters)));
        let label_width = label_width(data, letters);
        let group_of = |index: usize| periods.groups.iter().position(|group| group.last >= index).unwrap_or(0);
        let left = |index: usize| area.left + label_width + column * index as f64 + GROUP_GAP * group_of(index) as f64;
        let lefts = (0..data.columns.len()).map(left).collect();
        Self { area, label_width, row, column, lefts, letters }
    }

    fn draw_header(&self, canvas: &Canvas, periods: &Periods) -> Result<(), ChartError> {
        let centres: Vec<f64> = self.lefts.iter().map(|left| left + (self.column - GAP) / 2.0).collect();
        let meaning = QUIET_HEADER.shorten("Numbers in FTE: + short, − surplus", self.label_width - 8.0);
        canvas.text((self.area.left, self.area.top - 6.0), Anchor::Left, QUIET_HEADER, &meaning)?;
        let letters = if periods.groups.is_empty() { HEADER } else { SUBHEADER };
        let most = if centres.len() == 1 { self.area.right - self.lefts[0] } else { 130.0 };
        let short: Vec<String> = periods.short.iter().map(|label| letters.shorten(label, most)).collect();
        let widths: Vec<f64> = short.iter().map(|label| letters.width(label)).collect();
        for index in thinned(&centres, &widths, 4.0) {
            canvas.text((centres[index], self.area.top - 6.0), Anchor::Middle, letters, &short[index])?;
        }
        let middles: Vec<f64> =
            periods.groups.iter().map(|group| f64::midpoint(centres[group.first], centres[group.last])).collect();
        let widths: Vec<f64> = periods.groups.iter().map(|group| HEADER.width(&group.name)).collect();
        for index in thinned(&middles, &widths, 4.0) {
            canvas.text((middles[index], self.area.top - 20.0), Anchor::Middle, HEADER, &periods.groups[index].name)?;
        }
        Ok(())
    }

    fn draw_row(&self, canvas: &Canvas, number: usize, row: &HeatRow) -> Result<(), ChartError> {
        let top = self.area.top + self.row * number as f64;
        let baseline = top + (self.row - GAP) / 2.0 + self.letters.middle_to_baseline();
        let label = self.letters.shorten(&row.label, self.label_width - 10.0);
        canvas.text((self.area.left, baseline), Anchor::Left, self.letters, &label)?;
        for (left, cell) in self.lefts.iter().zip(&row.cells) {
            let area = Area { left: *left, top, right: left + self.column - GAP, bottom: top + self.row - GAP };
            self.draw_cell(canvas, area, baseline, *cell)?;
        }
        Ok(())
    }

    fn draw_cell(&self, canvas: &Canvas, area: Area, baseline: f64, cell: HeatCell) -> Result<(), ChartError> {
        let ground = cell.gap_pct.map_or(PAPER, |percent| palette::step(percent).colour);
        canvas.fill(area, ground)?;
        if cell.gap_pct.is_none() {
            let inside =
                Area { left: area.left + 0.3, top: area.top + 0.3, right: area.right - 0.3, bottom: area.bottom - 0.3 };
            canvas.frame(inside, GRID, 0.6)?;
        }
        let ink = if ground == PAPER { QUIET } else { palette::text_on(ground) };
        if cell.short {
            canvas.hatch(area, ink, 7.0, 0.6)?;
        }
        let Some(text) = printed(cell) else { return Ok(()) };
        let letters = self.letters.in_colour(ink);
        let (middle, _) = area.middle();
        if cell.short {
            let half = letters.width(&text) / 2.0 + 2.5;
            let plate = Area { left: (middle - half).max(area.left), right: (middle + half).min(area.right), ..area };
            canvas.fill(plate, ground)?;
        }
        canvas.text((middle, baseline), Anchor::Middle, letters, &text)
    }
}

fn letters_for(row: f64) -> Lettering {
    Lettering::regular((row * 0.62).clamp(9.0, 12.0))
}

/// The number in a cell; none where there is neither demand nor anybody there.
fn printed(cell: HeatCell) -> Option<String> {
    let text = numbers::signed_fte(cell.gap_fte);
    if cell.gap_pct.is_none() && text == "0.0" { None } else { Some(text) }
}

fn label_width(data: &HeatMap, letters: Lettering) -> f64 {
    data.rows.iter().map(|row| letters.width(&row.label)).fold(0.0, f64::max).clamp(NARROWEST_LABEL, WIDEST_LABEL)
        + 12.0
}

/// Width a column needs for its widest number, with room for a stripe on either side.
fn widest_number(data: &HeatMap, letters: Lettering) -> f64 {
    let cells = data.rows.iter().flat_map(|row| &row.cells).copied();
    cells.filter_map(printed).map(|text| letters.width(&text)).fold(0.0, f64::max) + 11.0 + GAP
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

fn rows(data: &HeatMap) -> Vec<Vec<String>> {
    let header = ["role", "period", "gap_fte", "gap_pct", "short"].map(str::to_owned).to_vec();
    let cells = data.rows.iter().flat_map(|row| {
        row.cells.iter().zip(&data.columns).map(|(cell, period)| {
            let percent = cell.gap_pct.map(numbers::exact).unwrap_or_default();
            let short = if cell.short { "1" } else { "0" };
            vec![row.code.clone(), period.clone(), numbers::exact(cell.gap_fte), percent, short.to_owned()]
        })
    });
    std::iter::once(header).chain(cells).collect()
}

/// Role, period and cell of every cell.
fn cells(data: &HeatMap) -> impl Iterator<Item = (&str, &str, HeatCell)> {
    data.rows.iter().flat_map(|row| {
        row.cells.iter().zip(&data.columns).map(|(cell, period)| (row.label.as_str(), period.as_str(), *cell))
    })
}

fn summary(data: &HeatMap) -> String {
    let count = |number: usize, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    let (roles, periods) = (count(data.rows.len(), "role"), count(data.columns.len(), "period"));
    let extreme = |sign: f64, word: &str| {
        let (role, period, cell) =
            cells(data).max_by(|one, other| (sign * one.2.gap_fte).total_cmp(&(sign * other.2.gap_fte)))?;
        let percent = cell.gap_pct.map(|percent| format!(" ({} of demand)", numbers::signed_percent(percent)));
        let text = numbers::signed_fte(cell.gap_fte);
        let role = alternative::clip(role, 40);
        (sign * cell.gap_fte > 0.0)
            .then(|| format!("Largest {word}: {role}, {period}, {text} FTE{}.", percent.unwrap_or_default()))
    };
    let short = cells(data).filter(|(_, _, cell)| cell.short).count();
    alternative::summary(&[
        format!("Heat map of the gap in FTE, {roles} by {periods}."),
        alternative::sentence(&alternative::clip(&data.title, 130)),
        extreme(1.0, "shortage").unwrap_or_else(|| "No shortage.".to_owned()),
        format!("Short in {short} of {}.", count(data.rows.len() * data.columns.len(), "cell")),
        extreme(-1.0, "surplus").unwrap_or_default(),
        format!("Numbers: {}.csv.", alternative::clip(&data.name, 60)),
    ])
}

fn text(data: &HeatMap, summary: &str) -> String {
    let mut lines = vec![
        summary.to_owned(),
        String::new(),
        alternative::printable(&data.title),
        alternative::printable(&data.subtitle),
        String::new(),
        "How to read it: one line per role, periods from left to right. The number is the gap, demand less supply, in \
         FTE; + is short, − is surplus. The gap in percent of demand stands in brackets."
            .to_owned(),
        String::new(),
    ];
    for row in &data.rows {
        let cells = row.cells.iter().zip(&data.columns).map(|(cell, period)| {
            let gap = numbers::signed_fte(cell.gap_fte);
            let percent = cell.gap_pct.map_or("no demand".to_owned(), numbers::signed_percent);
            let short = if cell.short { ", short" } else { "" };
            format!("{period} {gap} ({percent}{short})")
        });
        lines.push(alternative::printable(&format!("{}: {}.", row.label, cells.collect::<Vec<_>>().join("; "))));
    }
    lines.extend([String::new(), alternative::printable(&data.footer)]);
    lines.join("\n") + "\n"
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
