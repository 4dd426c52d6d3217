//! Where the words of a finished chart stand, for tests: none may overlap others, leave the sheet or lie on a bar.

use super::{canvas::Area, lettering::Lettering};

/// Words with the box that they take.
pub(super) struct Label {
    pub words: String,
    pub area: Area,
}

/// All words of a chart, in page units.
pub(super) fn labels(svg: &str) -> Vec<Label> {
    let tags = svg.split("<text ").skip(1);
    let label = |tag: &str| {
        let (head, rest) = tag.split_once('>').expect("the end of a tag");
        let words = rest.split("</text>").next().unwrap_or_default().trim_matches('\n');
        let words = ["&lt;<", "&gt;>", "&quot;\"", "&apos;'", "&amp;&"]
            .iter()
            .fold(words.to_owned(), |words, pair| words.replace(&pair[..pair.len() - 1], &pair[pair.len() - 1..]));
        let size = number(head, "font-size") / 10.0;
        let bold = head.contains("font-weight=\"bold\"");
        let letters = if bold { Lettering::bold(size) } else { Lettering::regular(size) };
        let (at, baseline, width) = (number(head, "x") / 10.0, number(head, "y") / 10.0, letters.width(&words));
        let left = match attribute(head, "text-anchor") {
            "start" => at,
            "middle" => at - width / 2.0,
            _ => at - width,
        };
        // Capitals and digits reach up by 0.73 of the em, and few letters go below the line.
        let area = Area { left, top: baseline - 0.74 * size, right: left + width, bottom: baseline + 0.2 * size };
        Label { words, area }
    };
    tags.map(label).collect()
}

/// All boxes that are filled with one of the colours, such as bars.
pub(super) fn boxes(svg: &str, colours: &[&str]) -> Vec<Area> {
    let tags = svg.split("<rect ").skip(1).map(|tag| tag.split("/>").next().unwrap_or_default());
    let of_colour = tags.filter(|tag| colours.contains(&attribute(tag, "fill")));
    let area = |tag: &str| {
        let of = |name: &str| number(tag, name) / 10.0;
        let (left, top) = (of("x"), of("y"));
        Area { left, top, right: left + of("width"), bottom: top + of("height") }
    };
    of_colour.map(area).collect()
}

/// Fails if words overlap, leave the sheet, or lie on a box of one of the colours.
pub(super) fn assert_clear(svg: &str, colours: &[&str]) {
    let sheet = (number(svg, "width"), number(svg, "height"));
    let (labels, boxes) = (labels(svg), boxes(svg, colours));
    assert!(labels.len() > 3, "a chart without words");
    for (index, label) in labels.iter().enumerate() {
        let Area { left, top, right, bottom } = label.area;
        let words = &label.words;
        assert!(left >= 0.0 && top >= 0.0 && right <= sheet.0 && bottom <= sheet.1, "{words:?} leaves the sheet");
        for other in &labels[index + 1..] {
            assert!(!overlap(label.area, other.area), "{words:?} and {:?} overlap", other.words);
        }
        for area in &boxes {
            assert!(!overlap(label.area, *area), "{words:?} lies on {area:?}");
        }
    }
}

fn overlap(one: Area, other: Area) -> bool {
    // Rounding to a tenth of a unit is no overlap.
    let along = one.right.min(other.right) - one.left.max(other.left);
    let down = one.bottom.min(other.bottom) - one.top.max(other.top);
    along > 0.15 && down > 0.15
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let mark = format!("{name}=\"");
    // Whole names only: `x`, not the end of `max`.
    let starts = tag.match_indices(&mark).map(|(at, _)| at);
    let start = starts.into_iter().find(|at| *at == 0 || tag[..*at].ends_with(' '));
    start.and_then(|at| tag[at + mark.len()..].split('"').next()).unwrap_or_default()
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).parse().unwrap_or_else(|_| panic!("no number {name} in {}", &tag[..tag.len().min(120)]))
}
