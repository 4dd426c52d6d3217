//! HTML piece by piece. Whatever is not written in the code goes through [`escape`]; a [`Html`] is safe to stand in a page.
//!
//! Left out: what a page says.

pub(super) use crate::output::charts::escape;
use std::fmt;

/// A piece of HTML that is complete in itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Html(pub String);

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a cell of a table holds.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// Words, to the left.
    Words(Html),
    /// A number, to the right.
    Number(Html),
}

impl Cell {
    /// Words as they are meant.
    pub fn words(text: &str) -> Self {
        Self::Words(Html(escape(text)))
    }

    /// A number that is rounded already.
    pub fn number(text: impl AsRef<str>) -> Self {
        Self::Number(Html(escape(text.as_ref())))
    }

    /// A number, or a dash where there is none.
    pub fn maybe(number: Option<String>) -> Self {
        Self::number(number.unwrap_or_else(|| "–".to_owned()))
    }
}

/// A table with a caption, heads of columns, and a head of each row (its first cell).
pub(super) struct Grid<'a> {
    /// Unique in the page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// The CSV that holds the numbers.
    pub source: &'a str,
    /// Heads of columns.
    pub head: Vec<String>,
    /// The rows; the last is a total if `total`.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the last row is a total.
    pub total: bool,
}

impl Grid<'_> {
    /// The table in a box of its own that scrolls, so that the page never does; nothing without rows.
    pub fn html(&self) -> Html {
        let Some(first) = self.rows.first() else { return Html::default() };
        let id = escape(&self.id);
        let head = self.head.iter().zip(first).map(|(head, cell)| {
            let class = if matches!(cell, Cell::Words(_)) { " class=\"t\"" } else { "" };
            format!("<th scope=\"col\"{class}>{}</th>", escape(head))
        });
        let head: String = head.collect();
        let last = self.rows.len() - 1;
        let rows = self.rows.iter().enumerate().map(|(number, row)| {
            let class = if self.total && number == last { " class=\"all\"" } else { "" };
            let cells = row.iter().enumerate().map(|(column, cell)| match cell {
                Cell::Words(html) | Cell::Number(html) if column == 0 => format!("<th scope=\"row\">{html}</th>"),
                Cell::Words(html) => format!("<td class=\"t\">{html}</td>"),
                Cell::Number(html) => format!("<td>{html}</td>"),
            });
            format!("<tr{class}>{}</tr>\n", cells.collect::<String>())
        });
        Html(format!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}-c\"><table id=\"{id}\">\n\
             <caption id=\"{id}-c\">{} Numbers: {}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
            escape(&self.caption),
            link(self.source),
            rows.collect::<String>()
        ))
    }
}

/// A link to a file of the run folder.
pub(super) fn link(file: &str) -> Html {
    let file = escape(file);
    Html(format!("<a href=\"{file}\">{file}</a>"))
}

/// A paragraph of words as they are meant.
pub(super) fn paragraph(text: &str) -> Html {
    Html(format!("<p>{}</p>\n", escape(text)))
}

/// A part of the page with a heading; nothing if it would be empty.
pub(super) fn section(id: &str, heading: &str, inside: &str) -> Html {
    if inside.is_empty() {
        return Html::default();
    }
    let (id, heading) = (escape(id), escape(heading));
    Html(format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{heading}</h2>\n{inside}</section>\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_heads_and_a_caption_and_nothing_planners_wrote_is_markup() {
        let grid = Grid {
            id: "roles".into(),
            caption: "Roles <all>".into(),
            source: "tables/gap.csv",
            head: vec!["Role".into(), "Gap".into()],
            rows: vec![vec![Cell::words("<script>alert('x')</script>"), Cell::number("−1.0")]],
            total: true,
        };
        let html = grid.html().0;
        for part in [
            "<caption id=\"roles-c\">Roles &lt;all&gt; Numbers: <a href=\"tables/gap.csv\">tables/gap.csv</a></caption>",
            "<th scope=\"col\" class=\"t\">Role</th><th scope=\"col\">Gap</th>",
            "<tr class=\"all\"><th scope=\"row\">&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt;</th><td>−1.0</td></tr>",
            "role=\"region\" tabindex=\"0\" aria-labelledby=\"roles-c\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(Grid { rows: Vec::new(), ..grid }.html(), Html::default());
    }
}
