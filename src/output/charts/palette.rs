//! Colours, with their measured contrast.
//!
//! Categories come from the palette of the UK government Analysis Function, gaps from a brown–blue diverging scale
//! (no red against green). Left out: patterns and dashes, which carry the same meaning for readers who see no colour.

use plotters::style::RGBColor;

/// Text and axis lines.
pub(super) const INK: RGBColor = RGBColor(0x1A, 0x1A, 0x1A);
/// Secondary text; 7.0 : 1 on white.
pub(super) const QUIET: RGBColor = RGBColor(0x59, 0x59, 0x59);
/// Grid lines, which may be faint because they carry no meaning of their own.
pub(super) const GRID: RGBColor = RGBColor(0xDD, 0xDD, 0xDD);
/// The sheet.
pub(super) const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// First category colour; 10.3 : 1 on white.
pub(super) const BLUE: RGBColor = RGBColor(0x12, 0x43, 0x6D);
/// Second category colour; 3.0 : 1 on white, so for lines of 2 points and more, never for text.
pub(super) const ORANGE: RGBColor = RGBColor(0xF4, 0x6A, 0x25);
/// What adds to a shortage, as in the diverging scale; 5.1 : 1 on white.
pub(super) const BROWN: RGBColor = RGBColor(0xB3, 0x58, 0x06);
/// Lines of the background; 3.0 : 1 on white.
pub(super) const FAINT: RGBColor = RGBColor(0x94, 0x94, 0x94);

/// One step of the diverging scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    /// Fill of the cell.
    pub colour: RGBColor,
    /// What the step holds, as a gap in percent of demand.
    pub label: &'static str,
}

/// The diverging scale from most short (brown) to most surplus (blue), with the gap above which a step begins.
const STEPS: [(f64, Step); 9] = [
    (40.0, Step { colour: RGBColor(0x7A, 0x3B, 0x00), label: "over 40" }),
    (20.0, Step { colour: RGBColor(0xB3, 0x58, 0x06), label: "20–40" }),
    (10.0, Step { colour: RGBColor(0xF1, 0xA3, 0x40), label: "10–20" }),
    (5.0, Step { colour: RGBColor(0xFE, 0xE0, 0xB6), label: "5–10" }),
    (-5.0, Step { colour: RGBColor(0xF7, 0xF7, 0xF7), label: "±5" }),
    (-10.0, Step { colour: RGBColor(0xD1, 0xE5, 0xF0), label: "5–10" }),
    (-20.0, Step { colour: RGBColor(0x67, 0xA9, 0xCF), label: "10–20" }),
    (-40.0, Step { colour: RGBColor(0x21, 0x66, 0xAC), label: "20–40" }),
    (f64::NEG_INFINITY, Step { colour: RGBColor(0x0B, 0x3C, 0x6F), label: "over 40" }),
];

/// The steps of the diverging scale in the order of the legend.
pub(super) fn steps() -> impl Iterator<Item = Step> {
    STEPS.iter().map(|(_, step)| *step)
}

/// The step that holds a gap of `percent` of demand. A gap on a border belongs to the step nearer to zero.
pub(super) fn step(percent: f64) -> Step {
    let holds = |floor: f64| if floor < 0.0 { percent >= floor } else { percent > floor };
    let (_, step) = STEPS.iter().find(|(floor, _)| holds(*floor)).unwrap_or(&STEPS[4]);
    *step
}

/// Black or white, whichever reads better on `ground`.
pub(super) fn text_on(ground: RGBColor) -> RGBColor {
    if contrast(PAPER, ground) > contrast(INK, ground) { PAPER } else { INK }
}

/// Contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21.
pub(super) fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, WCAG 2.2.
fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_on_every_step() {
        for step in steps() {
            assert!(contrast(text_on(step.colour), step.colour) >= 4.5, "{step:?}");
        }
        assert!(contrast(QUIET, PAPER) >= 4.5);
    }

    #[test]
    fn lines_stand_out_from_the_paper() {
        for colour in [BLUE, ORANGE, BROWN, FAINT, INK] {
            assert!(contrast(colour, PAPER) >= 3.0, "{colour:?}");
        }
    }

    #[test]
    fn a_gap_on_a_border_belongs_to_the_step_nearer_to_zero() {
        let labels = [41.0, 40.0, 5.1, 5.0, 0.0, -5.0, -5.1, -40.0, -41.0].map(|gap| step(gap).label);
        assert_eq!(labels, ["over 40", "20–40", "5–10", "±5", "±5", "±5", "5–10", "20–40", "over 40"]);
        assert_ne!(step(41.0).colour, step(-41.0).colour);
    }
}
