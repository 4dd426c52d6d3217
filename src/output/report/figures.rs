//! Charts inside the page, each with its words and the name of its numbers.

use super::html::{Html, escape, link};
use crate::output::ChartFiles;

/// A chart. Its SVG is our own and complete: what planners wrote was escaped when it was drawn.
pub(super) fn figure(chart: &ChartFiles) -> Html {
    let name = escape(&chart.name);
    let title = title(&chart.svg).map_or_else(|| name.clone(), str::to_owned);
    let svg = slim(chart.svg.find("<svg").map_or("", |start| &chart.svg[start..]));
    let words = chart.text.lines().filter(|line| !line.trim().is_empty());
    let words: String = words.map(|line| format!("<p>{}</p>\n", escape(line))).collect();
    Html(format!(
        "<figure id=\"figure-{name}\">\n<div class=\"scroll chart\" role=\"region\" tabindex=\"0\" aria-labelledby=\"figure-{name}-c\">\n\
         {svg}</div>\n<figcaption id=\"figure-{name}-c\">{title}. Numbers: {}</figcaption>\n\
         <details><summary>This chart in words</summary>\n{words}</details>\n</figure>\n",
        link(&format!("charts/{}.csv", chart.name)),
    ))
}

/// What the SVG says its title is, which is escaped already.
fn title(svg: &str) -> Option<&str> {
    let inside = svg.split_once("<title")?.1.split_once('>')?.1;
    Some(inside.split_once("</title>")?.0.trim_end_matches('.'))
}

/// The same picture in fewer bytes: lines of one look that follow each other, such as dashes, become one path.
fn slim(svg: &str) -> String {
    const LINE: &str = "<polyline fill=\"none\" ";
    let mut out = String::with_capacity(svg.len());
    let mut open: Option<&str> = None;
    for line in svg.lines() {
        let parts = line.strip_prefix(LINE).and_then(|rest| rest.split_once(" points=\""));
        let parts = parts.and_then(|(look, rest)| Some((look, rest.strip_suffix("\"/>")?.trim())));
        // What is see-through adds up where it crosses itself, and must stay apart.
        let parts = parts.filter(|(look, _)| !look.contains("opacity"));
        if open.is_some() && parts.map(|(look, _)| look) != open {
            out.push_str("\"/>\n");
            open = None;
        }
        match parts {
            Some((look, points)) => {
                if open.is_none() {
                    out.push_str(&format!("<path fill=\"none\" {look} d=\""));
                    open = Some(look);
                }
                out.push_str(&format!("M{points}"));
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    if open.is_some() {
        out.push_str("\"/>\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_look_become_one_path_and_others_stay() {
        let line = |look: &str, points: &str| format!("<polyline fill=\"none\" {look} points=\"{points} \"/>\n");
        let [blue, faint] =
            ["stroke=\"#00F\" stroke-width=\"7\"", "opacity=\"0.5\" stroke=\"#00F\" stroke-width=\"7\""];
        let lines =
            [line(blue, "1,2 3,4"), line(blue, "5,6 7,8"), line(faint, "1,2 3,4"), line(faint, "1,2 3,4")].concat();
        let svg = format!("<svg>\n{lines}<text>\n<polyline\n</text>\n</svg>\n");
        let path = format!("<path fill=\"none\" {blue} d=\"M1,2 3,4M5,6 7,8\"/>\n");
        let faint = line(faint, "1,2 3,4");
        assert_eq!(slim(&svg), format!("<svg>\n{path}{faint}{faint}<text>\n<polyline\n</text>\n</svg>\n"));
    }

    #[test]
    fn a_slim_picture_has_the_same_pixels() {
        let line = |x: u32| {
            format!(
                "<polyline fill=\"none\" stroke=\"#12436D\" stroke-width=\"6\" points=\"{x},20 {},60 \"/>\n",
                x + 20
            )
        };
        let lines: String = (0..6).map(|dash| line(10 + 40 * dash)).collect();
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"260\" height=\"80\">\n{lines}</svg>\n");
        let slim = slim(&svg);
        assert!(slim.len() < svg.len() && !slim.contains("polyline"));
        let pixels = |svg: &str| crate::output::charts::png(svg).expect("a picture");
        assert!(pixels(&slim) == pixels(&svg));
    }
}
