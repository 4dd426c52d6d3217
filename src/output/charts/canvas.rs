//! The sheet a chart is drawn on, in page units: the only file that knows plotters' drawing.
//!
//! plotters places everything on whole pixels. The sheet is therefore drawn ten times as large and shown in its
//! true size through the `viewBox`, which gives tenths of a unit. The opening tag is our own: it carries the role, title
//! and description that plotters does not write. Left out: axes and plotters' own charts, whose text placement and
//! tick marks do not survive the enlargement.

use plotters::{
    coord::Shift,
    element::DashedPathElement,
    prelude::{DrawingArea, IntoDrawingArea, PathElement, Polygon, Rectangle, SVGBackend, Text},
    style::{
        Color, FontDesc, FontFamily, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{
    ChartError, alternative,
    lettering::{FAMILY, Lettering, SIZE_IN_PLOTTERS},
};

/// Drawing units in a page unit.
const FINENESS: f64 = 10.0;

/// A place on the sheet: right and down from the upper left corner.
pub(super) type Point = (f64, f64);

/// An upright rectangle on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// The area without a rim.
    pub(super) fn inset(self, rim: f64) -> Self {
        let Self { left, top, right, bottom } = self;
        Self { left: left + rim, top: top + rim, right: right - rim, bottom: bottom - rim }
    }

    pub(super) fn middle(self) -> Point {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }
}

/// Which part of a text stands at the given place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// What a screen reader is told about the picture.
pub(super) struct Spoken<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub description: &'a str,
}

/// A white sheet to draw on.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

/// Draws a sheet and returns it as an SVG document.
pub(super) fn draw(
    (width, height): (f64, f64),
    spoken: &Spoken,
    paint: impl FnOnce(&Canvas) -> Result<(), ChartError>,
) -> Result<String, ChartError> {
    let mut raw = String::new();
    {
        let area = SVGBackend::with_string(&mut raw, (fine(width) as u32, fine(height) as u32)).into_drawing_area();
        let canvas = Canvas { area };
        canvas.fill(Area { left: 0.0, top: 0.0, right: width, bottom: height }, super::palette::PAPER)?;
        paint(&canvas)?;
        canvas.area.present().map_err(refused)?;
    }
    let (_, body) = raw.split_once('>').ok_or_else(|| ChartError::Drawing("no SVG was written".to_owned()))?;
    let id = alternative::identifier(spoken.name);
    let (title, description) = (alternative::escape(spoken.title), alternative::escape(spoken.description));
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" \
         role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FAMILY}\" stroke-linejoin=\"round\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>",
        fine(width),
        fine(height),
    );
    // Said once above, or the default: these only make the file larger. Text cannot contain them, its quotes are escaped.
    let body = [format!(" font-family=\"{FAMILY}\""), " opacity=\"1\"".to_owned(), " dy=\"-0.5ex\"".to_owned()]
        .iter()
        .fold(body.to_owned(), |body, said| body.replace(said, ""));
    Ok(head + &body)
}

impl Canvas<'_> {
    /// A filled rectangle.
    pub(super) fn fill(&self, area: Area, colour: RGBColor) -> Result<(), ChartError> {
        let corners = [place((area.left, area.top)), place((area.right, area.bottom))];
        self.area.draw(&Rectangle::new(corners, colour.filled())).map_err(refused)
    }

    /// The outline of a rectangle.
    pub(super) fn frame(&self, area: Area, colour: RGBColor, width: f64) -> Result<(), ChartError> {
        let Area { left, top, right, bottom } = area;
        self.line(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], colour, width)
    }

    /// A line through the points.
    pub(super) fn line(&self, points: &[Point], colour: RGBColor, width: f64) -> Result<(), ChartError> {
        self.area.draw(&PathElement::new(places(points), stroke(colour, width))).map_err(refused)
    }

    /// A dashed line through the points.
    pub(super) fn dashed(
        &self,
        points: &[Point],
        colour: RGBColor,
        width: f64,
        (dash, space): (f64, f64),
    ) -> Result<(), ChartError> {
        let (dash, space) = (fine(dash), fine(space));
        let path = DashedPathElement::new(places(points), dash, space, stroke(colour, width));
        self.area.draw(&path).map_err(refused)
    }

    /// A filled shape; `opacity` 1 hides what lies below.
    pub(super) fn shape(&self, points: &[Point], colour: RGBColor, opacity: f64) -> Result<(), ChartError> {
        self.area.draw(&Polygon::new(places(points), colour.mix(opacity))).map_err(refused)
    }

    /// A round dot.
    pub(super) fn dot(&self, centre: Point, radius: f64, colour: RGBColor) -> Result<(), ChartError> {
        let dot = plotters::element::Circle::new(place(centre), fine(radius), colour.filled());
        self.area.draw(&dot).map_err(refused)
    }

    /// A ring: a dot with paper in it.
    pub(super) fn ring(&self, centre: Point, radius: f64, colour: RGBColor, width: f64) -> Result<(), ChartError> {
        self.dot(centre, radius, colour)?;
        self.dot(centre, radius - width, super::palette::PAPER)
    }

    /// One line of text whose baseline is at the given place.
    pub(super) fn text(&self, at: Point, anchor: Anchor, letters: Lettering, text: &str) -> Result<(), ChartError> {
        let text = alternative::printable(text);
        if text.is_empty() {
            return Ok(());
        }
        let horizontal = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let size = letters.size * FINENESS * SIZE_IN_PLOTTERS;
        let font = FontDesc::new(FontFamily::Name(FAMILY), size, letters.style());
        // The vertical shift of this position is taken out again in `draw`, which leaves the baseline.
        let style = TextStyle::from(font).color(&letters.colour).pos(Pos::new(horizontal, VPos::Bottom));
        self.area.draw(&Text::new(text, place(at), style)).map_err(refused)
    }

    /// Diagonal stripes across a rectangle, all in one shape so that no seams show and the file stays small.
    pub(super) fn hatch(&self, area: Area, colour: RGBColor, distance: f64, thickness: f64) -> Result<(), ChartError> {
        self.shape(&stripes(area, distance, thickness), colour, 1.0)
    }

    /// Diagonal stripes the other way, which cross those of [`Canvas::hatch`].
    pub(super) fn counter_hatch(
        &self,
        area: Area,
        colour: RGBColor,
        distance: f64,
        thickness: f64,
    ) -> Result<(), ChartError> {
        let mirrored = |(right, down): Point| (area.left + area.right - right, down);
        let stripes: Vec<Point> = stripes(area, distance, thickness).into_iter().map(mirrored).collect();
        self.shape(&stripes, colour, 1.0)
    }
}

/// One closed path around all stripes of a rectangle. Stripes rise from the left and lower edge to the upper and right
/// edge; the path runs from stripe to stripe along the left and lower edge and back the same way, which adds no area.
fn stripes(area: Area, distance: f64, thickness: f64) -> Vec<Point> {
    let (width, height) = (area.width(), area.height());
    let low = |run: f64| {
        if run <= height { (area.left, area.top + run) } else { (area.left + run - height, area.bottom) }
    };
    let high = |run: f64| {
        if run <= width { (area.left + run, area.top) } else { (area.right, area.top + run - width) }
    };
    let mut path = Vec::new();
    let mut reached = 0.0;
    let mut start = distance / 2.0;
    while start + thickness < width + height {
        let end = start + thickness;
        if reached < height && height < start {
            path.push((area.left, area.bottom));
        }
        path.push(low(start));
        path.push(high(start));
        if start < width && width < end {
            path.push((area.right, area.top));
        }
        path.push(high(end));
        path.push(low(end));
        reached = end;
        start += distance;
    }
    if reached > height {
        path.push((area.left, area.bottom));
    }
    path
}

fn fine(value: f64) -> i32 {
    (value * FINENESS).round() as i32
}

fn place((right, down): Point) -> (i32, i32) {
    (fine(right), fine(down))
}

fn places(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().copied().map(place).collect()
}

fn stroke(colour: RGBColor, width: f64) -> ShapeStyle {
    colour.stroke_width(fine(width).unsigned_abs())
}

fn refused(error: impl std::fmt::Display) -> ChartError {
    ChartError::Drawing(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::charts::{lettering, palette::INK};

    const SPOKEN: Spoken = Spoken { name: "one & two", title: "a < b", description: "\"b\" > a\u{1}" };

    #[test]
    fn the_opening_tag_speaks_and_is_escaped() {
        let svg = draw((96.0, 54.0), &SPOKEN, |_| Ok(())).expect("drawn");
        assert!(svg.starts_with(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"54\" viewBox=\"0 0 960 540\" role=\"img\""
        ));
        assert!(svg.contains("-title\">a &lt; b</title>") && svg.contains("-desc\">&quot;b&quot; &gt; a</desc>"));
        assert!(svg.trim_end().ends_with("</svg>"));
    }

    #[test]
    fn text_is_escaped_and_stands_on_its_baseline() {
        lettering::prepare().expect("embedded fonts");
        let svg = draw((96.0, 54.0), &SPOKEN, |canvas| {
            canvas.text((10.0, 20.0), Anchor::Left, Lettering::bold(11.0), "R&D <x> \"y\"\u{0}\n'z'")
        })
        .expect("drawn");
        assert!(svg.contains("R&amp;D &lt;x&gt; &quot;y&quot; &apos;z&apos;"), "{svg}");
        assert!(svg.contains("x=\"100\" y=\"200\"") && svg.contains("font-size=\"110\""), "{svg}");
        assert!(!svg.contains("dy="));
    }

    #[test]
    fn stripes_stay_inside_their_rectangle() {
        for (width, height) in [(60.0, 14.0), (14.0, 60.0), (2.0, 2.0), (0.5, 0.5)] {
            let area = Area { left: 5.0, top: 7.0, right: 5.0 + width, bottom: 7.0 + height };
            for (right, down) in stripes(area, 6.0, 1.0) {
                assert!((area.left..=area.right).contains(&right) && (area.top..=area.bottom).contains(&down));
            }
        }
    }

    #[test]
    fn stripes_cover_their_share() {
        let area = Area { left: 0.0, top: 0.0, right: 60.0, bottom: 20.0 };
        let path = stripes(area, 6.0, 1.5);
        let twice: f64 =
            path.iter().zip(path.iter().cycle().skip(1)).map(|((a, b), (c, d))| a * d - c * b).sum::<f64>().abs();
        assert!((twice / 2.0 / 1200.0 - 0.25).abs() < 0.03, "{}", twice / 2.0 / 1200.0);
        draw((60.0, 20.0), &SPOKEN, |canvas| canvas.hatch(area, INK, 6.0, 1.5)).expect("drawn");
    }
}
