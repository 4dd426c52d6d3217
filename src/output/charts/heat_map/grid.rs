//! The cells of the heat map and their headers.

use crate::output::rounded;
use std::ops::Range;

use super::{
    super::{
        ChartError,
        axis::{Group, Periods, thinned},
        canvas::{Anchor, Area, Canvas},
        lettering::Lettering,
        palette::{self, GRID, PAPER, QUIET},
    },
    HeatCell, HeatMap, HeatRow,
};

/// Room for the words in the corner.
const NARROWEST_LABEL: f64 = 170.0;
const WIDEST_LABEL: f64 = 270.0;
const LOWEST_ROW: f64 = 12.0;
const HIGHEST_ROW: f64 = 44.0;
const WIDEST_COLUMN: f64 = 200.0;
/// White between neighbours, wide enough never to look like a seam.
const GAP: f64 = 1.0;
/// Further white where a year ends.
const GROUP_GAP: f64 = 4.0;
/// White between blocks of years.
const BLOCK_GAP: f64 = 8.0;
const SMALLEST: Lettering = Lettering::regular(9.0);
const LARGEST: f64 = 14.0;
const HEADER: Lettering = Lettering::bold(10.0);
const SUBHEADER: Lettering = Lettering::regular(9.5);
const CORNER: Lettering = Lettering::quiet(9.0);

/// Cuts the columns into as few blocks as fit the width of `room`, of about the same size and at the ends of years where
/// there are any; one block where the height of `room` would not hold them all.
pub(super) fn blocks(data: &HeatMap, periods: &Periods, room: Area) -> Vec<Range<usize>> {
    let everything = 0..data.columns.len();
    let mut units: Vec<Range<usize>> = periods.groups.iter().map(|group| group.first..group.last + 1).collect();
    if units.is_empty() {
        units = everything.clone().map(|column| column..column + 1).collect();
    }
    let fits = |block: &Range<usize>| width(data, periods, block) <= room.width();
    for count in 1..=units.len() {
        if least_height(data, periods, count) > room.height() {
            break;
        }
        let share = units.len().div_ceil(count);
        let cut: Vec<Range<usize>> = units.chunks(share).map(|run| run[0].start..run[run.len() - 1].end).collect();
        if cut.iter().all(fits) {
            return cut;
        }
    }
    vec![everything]
}

/// The least width that holds all blocks.
pub(super) fn least_width(data: &HeatMap, periods: &Periods, blocks: &[Range<usize>]) -> f64 {
    blocks.iter().map(|block| width(data, periods, block)).fold(0.0, f64::max)
}

/// The least height of so many blocks.
pub(super) fn least_height(data: &HeatMap, periods: &Periods, blocks: usize) -> f64 {
    let block = head(periods) + LOWEST_ROW * data.rows.len() as f64;
    (block + BLOCK_GAP) * blocks as f64 - BLOCK_GAP
}

/// The least width of one block.
fn width(data: &HeatMap, periods: &Periods, block: &Range<usize>) -> f64 {
    let columns = widest_number(data, SMALLEST) * block.len() as f64;
    label_width(data, SMALLEST) + columns + seams(periods, block) as f64 * GROUP_GAP
}

/// How many years end inside a block.
fn seams(periods: &Periods, block: &Range<usize>) -> usize {
    periods.groups.iter().filter(|group| block.contains(&group.first) && group.first > block.start).count()
}

/// Height of the headers of a block.
fn head(periods: &Periods) -> f64 {
    if periods.groups.is_empty() { 18.0 } else { 32.0 }
}

fn label_width(data: &HeatMap, letters: Lettering) -> f64 {
    let widest = data.rows.iter().map(|row| letters.width(&row.label)).fold(0.0, f64::max);
    widest.clamp(NARROWEST_LABEL, WIDEST_LABEL) + 12.0
}

/// Width a column needs for its widest number, with room for a stripe on either side.
fn widest_number(data: &HeatMap, letters: Lettering) -> f64 {
    let cells = data.rows.iter().flat_map(|row| &row.cells).copied();
    cells.filter_map(printed).map(|text| letters.width(&text)).fold(0.0, f64::max) + 11.0 + GAP
}

/// The number in a cell; none where there is neither demand nor anybody there.
fn printed(cell: HeatCell) -> Option<String> {
    let text = rounded::signed_fte(cell.gap_fte);
    if cell.gap_pct.is_none() && text == "0.0" { None } else { Some(text) }
}

/// The grid with all its sizes settled.
pub(super) struct Grid<'a> {
    data: &'a HeatMap,
    periods: &'a Periods,
    area: Area,
    label_width: f64,
    row: f64,
    column: f64,
    letters: Lettering,
    blocks: Vec<Range<usize>>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(data: &'a HeatMap, periods: &'a Periods, blocks: Vec<Range<usize>>, area: Area) -> Self {
        let count = blocks.len() as f64;
        let room = area.height() - (head(periods) + BLOCK_GAP) * count + BLOCK_GAP;
        let row = (room / (data.rows.len() as f64 * count)).clamp(LOWEST_ROW, HIGHEST_ROW);
        // The widest column every block has room for, with letters of a size.
        let column = |letters: Lettering| {
            let room = area.width() - label_width(data, letters);
            let column = |block: &Range<usize>| (room - seams(periods, block) as f64 * GROUP_GAP) / block.len() as f64;
            blocks.iter().map(column).fold(f64::INFINITY, f64::min)
        };
        // Letters grow with the rows as long as every number still fits its column.
        let mut letters = Lettering::regular((row * 0.62).clamp(SMALLEST.size, LARGEST));
        while letters.size > SMALLEST.size && widest_number(data, letters) > column(letters) {
            letters.size = (letters.size - 0.5).max(SMALLEST.size);
        }
        let column = column(letters).min(WIDEST_COLUMN.max(widest_number(data, letters)));
        Self { data, periods, area, label_width: label_width(data, letters), row, column, letters, blocks }
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Result<(), ChartError> {
        let mut top = self.area.top;
        for block in &self.blocks {
            top += head(self.periods);
            self.draw_header(canvas, block, top)?;
            for row in &self.data.rows {
                self.draw_row(canvas, block, top, row)?;
                top += self.row;
            }
            top += BLOCK_GAP;
        }
        Ok(())
    }

    /// Left edge of a column.
    fn left(&self, block: &Range<usize>, column: usize) -> f64 {
        let seams = seams(self.periods, &(block.start..column + 1)) as f64;
        self.area.left + self.label_width + self.column * (column - block.start) as f64 + GROUP_GAP * seams
    }

    fn centre(&self, block: &Range<usize>, column: usize) -> f64 {
        self.left(block, column) + (self.column - GAP) / 2.0
    }

    fn draw_header(&self, canvas: &Canvas, block: &Range<usize>, top: f64) -> Result<(), ChartError> {
        if block.start == 0 {
            let meaning = CORNER.shorten("Numbers in FTE: + short, − surplus", self.label_width - 8.0);
            canvas.text((self.area.left, top - 6.0), Anchor::Left, CORNER, &meaning)?;
        }
        let groups: Vec<&Group> = self.periods.groups.iter().filter(|group| block.contains(&group.first)).collect();
        let letters = if groups.is_empty() { HEADER } else { SUBHEADER };
        let columns = block.clone().map(|column| (self.centre(block, column), self.periods.short[column].as_str()));
        labels(canvas, &columns.collect::<Vec<_>>(), letters, self.column - 2.0, top - 6.0)?;
        let middle = |group: &Group| f64::midpoint(self.centre(block, group.first), self.centre(block, group.last));
        let names: Vec<_> = groups.iter().map(|group| (middle(group), group.name.as_str())).collect();
        labels(canvas, &names, HEADER, self.column * 2.0, top - 20.0)
    }

    fn draw_row(&self, canvas: &Canvas, block: &Range<usize>, top: f64, row: &HeatRow) -> Result<(), ChartError> {
        let baseline = top + (self.row - GAP) / 2.0 + self.letters.middle_to_baseline();
        let label = self.letters.shorten(&row.label, self.label_width - 10.0);
        canvas.text((self.area.left, baseline), Anchor::Left, self.letters, &label)?;
        for (column, cell) in block.clone().zip(&row.cells[block.clone()]) {
            let left = self.left(block, column);
            let area = Area { left, top, right: left + self.column - GAP, bottom: top + self.row - GAP };
            self.draw_cell(canvas, area, baseline, *cell)?;
        }
        Ok(())
    }

    fn draw_cell(&self, canvas: &Canvas, area: Area, baseline: f64, cell: HeatCell) -> Result<(), ChartError> {
        let ground = cell.gap_pct.map_or(PAPER, |percent| palette::step(percent).colour);
        canvas.fill(area, ground)?;
        if cell.gap_pct.is_none() {
            canvas.frame(area.inset(0.3), GRID, 0.6)?;
        }
        let ink = if ground == PAPER { QUIET } else { palette::text_on(ground) };
        if cell.short {
            canvas.hatch(area, ink, 6.0, 0.6)?;
        }
        let Some(text) = printed(cell) else { return Ok(()) };
        let letters = self.letters.in_colour(ink);
        let (middle, centre) = area.middle();
        if cell.short {
            // A plain plate, so that no stripe runs through the number.
            let (wide, high) = (letters.width(&text) / 2.0 + 2.5, letters.size * 0.62);
            let (left, right) = ((middle - wide).max(area.left), (middle + wide).min(area.right));
            let (top, bottom) = ((centre - high).max(area.top), (centre + high).min(area.bottom));
            canvas.fill(Area { left, top, right, bottom }, ground)?;
        }
        canvas.text((middle, baseline), Anchor::Middle, letters, &text)
    }
}

/// Header labels around their centres, shortened to `most` where they are many, and thinned where they would touch.
fn labels(
    canvas: &Canvas,
    centred: &[(f64, &str)],
    letters: Lettering,
    most: f64,
    baseline: f64,
) -> Result<(), ChartError> {
    let most = most.max(60.0);
    let centres: Vec<f64> = centred.iter().map(|(centre, _)| *centre).collect();
    let words: Vec<String> = centred.iter().map(|(_, label)| letters.shorten(label, most)).collect();
    let widths: Vec<f64> = words.iter().map(|words| letters.width(words)).collect();
    for index in thinned(&centres, &widths, 4.0) {
        canvas.text((centres[index], baseline), Anchor::Middle, letters, &words[index])?;
    }
    Ok(())
}
