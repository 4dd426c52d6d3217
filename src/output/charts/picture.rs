//! PNG pictures of finished charts.
//!
//! The only fonts are the embedded ones, so a picture is the same on every machine. Left out: reading or writing files.

use std::sync::{Arc, OnceLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::ChartError;

/// Pixels per page unit: a sheet of 960 × 540 fills a slide of 1920 × 1080.
const SCALE: f32 = 2.0;

/// The longest side in pixels; a larger sheet is scaled down to it.
const LONGEST_SIDE: f32 = 12_000.0;

/// Rasterises a chart at two pixels per page unit: 1920 × 1080 for the usual 16:9 sheet, more for a sheet that had to grow.
///
/// # Errors
/// A text that is not an SVG document with a size.
pub fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    let refused = |error: &dyn std::fmt::Display| ChartError::Drawing(format!("no PNG could be made: {error}"));
    let options = Options { fontdb: fonts(), font_family: "DejaVu Sans".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| refused(&error))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SCALE.min(LONGEST_SIDE / width.max(height));
    let (across, down) = ((width * scale).round() as u32, (height * scale).round() as u32);
    let mut pixels = Pixmap::new(across, down).ok_or_else(|| refused(&"the picture has no size"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| refused(&error))
}

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        fonts.load_font_data(dejavu::sans::regular().to_vec());
        fonts.load_font_data(dejavu::sans::bold().to_vec());
        fonts.set_sans_serif_family("DejaVu Sans");
        Arc::new(fonts)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Width and height as the PNG header has them.
    fn size(png: &[u8]) -> (u32, u32) {
        let number = |at: usize| png[at..at + 4].iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        (number(16), number(20))
    }

    #[test]
    fn the_usual_sheet_fills_a_slide() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540" viewBox="0 0 9600 5400"/>"#;
        assert_eq!(size(&png(svg).expect("a picture")), (1920, 1080));
    }

    #[test]
    fn an_enormous_sheet_is_scaled_down() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="24000" height="120"/>"#;
        assert_eq!(size(&png(svg).expect("a picture")), (12_000, 60));
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        assert!(matches!(png("<svg"), Err(ChartError::Drawing(_))));
        assert!(matches!(png(""), Err(ChartError::Drawing(_))));
    }
}
