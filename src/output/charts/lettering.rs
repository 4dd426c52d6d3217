//! Text that fits: fonts, widths, shortening, wrapping.
//!
//! Widths are those of DejaVu Sans, which is embedded and used for every PNG. A browser without it falls back to
//! Verdana or Arial, which are as wide or narrower, so what fits here fits there. Left out: scripts that DejaVu does
//! not have (Chinese, Japanese, Korean); a browser shows them with its own fonts, a PNG shows boxes.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, register_font};

use super::{
    ChartError,
    palette::{INK, QUIET},
};

/// One string for two readers: the font's name inside plotters, and a list of fonts for a browser.
pub(super) const FAMILY: &str = "DejaVu Sans, Verdana, Arial, sans-serif";

/// plotters writes a font of size `s` into the SVG as `s / 1.24`.
pub(super) const SIZE_IN_PLOTTERS: f64 = 1.24;

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lettering {
    /// Height of the em in page units (points on a 13.33 inch slide).
    pub size: f64,
    /// Bold rather than regular.
    pub bold: bool,
    /// Colour of the letters.
    pub colour: RGBColor,
}

impl Lettering {
    /// Regular letters in ink.
    pub(super) const fn regular(size: f64) -> Self {
        Self { size, bold: false, colour: INK }
    }

    /// Bold letters in ink.
    pub(super) const fn bold(size: f64) -> Self {
        Self { size, bold: true, colour: INK }
    }

    /// Regular letters for what is read last.
    pub(super) const fn quiet(size: f64) -> Self {
        Self { size, bold: false, colour: QUIET }
    }

    /// The same letters in another colour.
    pub(super) const fn in_colour(self, colour: RGBColor) -> Self {
        Self { colour, ..self }
    }

    /// Distance from one line of text to the next.
    pub(super) fn line_height(self) -> f64 {
        // Large letters need relatively less.
        self.size * if self.size > 16.0 { 1.2 } else { 1.32 }
    }

    /// From the middle of a line of digits or capitals down to its baseline.
    pub(super) fn middle_to_baseline(self) -> f64 {
        self.size * 0.365
    }

    pub(super) fn style(self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    /// Width of a line of text.
    pub(super) fn width(self, text: &str) -> f64 {
        // At this size plotters measures in thousandths of an em: it scales to ascent + descent, 2384 of 2048 units.
        const THOUSANDTHS: f64 = 1000.0 * 2384.0 / 2048.0;
        let font = FontDesc::new(FontFamily::Name(FAMILY), THOUSANDTHS, self.style());
        let thousandths =
            font.layout_box(text).map_or(700.0 * text.chars().count() as f64, |(_, (right, _))| right.into());
        let wide = text.chars().filter(|letter| is_wide(*letter)).count();
        (thousandths + WIDER * wide as f64) * self.size / 1000.0
    }

    /// The letters made smaller, to `least` at most, until every text fits `width`.
    pub(super) fn fitting<'t>(mut self, texts: impl Iterator<Item = &'t str>, width: f64, least: f64) -> Self {
        for text in texts {
            while self.size > least && self.width(text) > width {
                self.size = (self.size - 0.5).max(least);
            }
        }
        self
    }

    /// The text, cut with an ellipsis where it is wider than `width`.
    pub(super) fn shorten(self, text: &str, width: f64) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.chars().collect();
        while kept.pop().is_some() {
            let shorter = format!("{}…", kept.iter().collect::<String>().trim_end());
            if self.width(&shorter) <= width {
                return shorter;
            }
        }
        "…".to_owned()
    }

    /// The text on at most `most` lines of `width`; what does not fit ends in an ellipsis.
    pub(super) fn wrap(self, text: &str, width: f64, most: usize) -> Vec<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut lines = Vec::new();
        let mut next = 0;
        while next < words.len() && lines.len() < most {
            let first = next;
            let mut line = words[next].to_owned();
            next += 1;
            let last_line = lines.len() + 1 == most;
            while next < words.len() {
                let longer = format!("{line} {}", words[next]);
                if self.width(&longer) > width {
                    break;
                }
                line = longer;
                next += 1;
            }
            if last_line && next < words.len() {
                line = words[first..].join(" ");
            }
            lines.push(self.shorten(&line, width));
        }
        lines
    }
}

/// What an ideograph in a browser's font is wider than the box that stands for it in DejaVu Sans, thousandths of an em.
const WIDER: f64 = 400.0;

/// True for the scripts that DejaVu Sans lacks and other fonts draw an em wide.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Makes the embedded fonts known to plotters, once.
pub(super) fn prepare() -> Result<(), ChartError> {
    static READY: OnceLock<bool> = OnceLock::new();
    let ready = *READY.get_or_init(|| {
        register_font(FAMILY, FontStyle::Normal, dejavu::sans::regular()).is_ok()
            && register_font(FAMILY, FontStyle::Bold, dejavu::sans::bold()).is_ok()
    });
    if ready { Ok(()) } else { Err(ChartError::Drawing("the embedded DejaVu Sans could not be read".to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_left_alone() {
        prepare().expect("embedded fonts");
        assert_eq!(Lettering::regular(10.0).shorten("Coder", 200.0), "Coder");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_and_fits() {
        prepare().expect("embedded fonts");
        let letters = Lettering::regular(10.0);
        let short = letters.shorten("Health information technician, inpatient coding", 100.0);
        assert!(short.ends_with('…') && letters.width(&short) <= 100.0, "{short}");
        assert_eq!(letters.shorten("anything", 1.0), "…");
    }

    #[test]
    fn lines_fit_and_lose_nothing_before_the_last() {
        prepare().expect("embedded fonts");
        let letters = Lettering::bold(20.0);
        let text = "Cybersecurity stays short in every year to 2030 whatever is done before then";
        let lines = letters.wrap(text, 300.0, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| letters.width(line) <= 300.0));
        let cut = letters.wrap(text, 300.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'));
        assert!(letters.wrap("", 300.0, 2).is_empty());
    }

    #[test]
    fn ideographs_take_an_em_as_they_do_in_a_browser() {
        prepare().expect("embedded fonts");
        let width = Lettering::regular(10.0).width("護理資訊");
        assert!((width - 40.0).abs() < 1.0, "{width}");
    }

    #[test]
    fn widths_are_those_of_the_font() {
        prepare().expect("embedded fonts");
        // A digit of DejaVu Sans is 1303 of 2048 units wide.
        let width = Lettering::regular(10.0).width("0000000000");
        assert!((width - 63.6).abs() < 0.3, "{width}");
    }
}
