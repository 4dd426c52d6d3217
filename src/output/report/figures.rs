//! Charts inside the page, each with its words and the name of its numbers.

use super::html::{Html, escape, link};
use crate::output::ChartFiles;

/// A chart. Its SVG is our own and complete: what planners wrote was escaped when it was drawn.
pub(super) fn figure(chart: &ChartFiles) -> Html {
    let name = escape(&chart.name);
    let title = title(&chart.svg).map_or_else(|| name.clone(), str::to_owned);
    let svg = chart.svg.find("<svg").map_or("", |start| &chart.svg[start..]);
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
