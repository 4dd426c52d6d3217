//! What the answer rests on: assumptions, their basis, and what is worth knowing of the inputs.

use super::html::{Cell, Grid, Html, escape, link, paragraph, section};
use super::view::View;
use crate::output::OnJudgement;
use crate::output::rounded::{fte, percent, value};

/// As many assumptions as the page shows; the others are in the table.
const SHOWN: usize = 400;

/// How much rests on judgement.
pub(super) fn basis(view: &View<'_>) -> Html {
    let Some(table) = view.table("basis") else { return Html::default() };
    let mut order: Vec<usize> = (0..table.len()).collect();
    order.sort_by(|&a, &b| {
        table.number("fte_abs", b).unwrap_or(0.0).total_cmp(&table.number("fte_abs", a).unwrap_or(0.0))
    });
    let rows = order.into_iter().map(|row| {
        let given = match table.text("given", row) {
            "planner" => "the planner's files",
            "default" => "staffcast's own default",
            _ => "–",
        };
        vec![
            Cell::words(table.text("basis", row)),
            Cell::words(given),
            Cell::number(table.number("assumptions", row).unwrap_or(0.0).to_string()),
            Cell::number(fte(table.number("fte_abs", row).unwrap_or(0.0))),
            Cell::maybe(table.number("share_pct", row).map(percent)),
        ]
    });
    let grid = Grid {
        id: "basis-rows".into(),
        caption: format!("What the causes of the gap in {} rest on.", view.last_period()),
        source: "tables/basis.csv",
        head: ["Basis", "Given by", "Assumptions", "FTE moved", "Share"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        total: false,
    };
    let sentence = OnJudgement::of(&view.record.tables).map(|rests| paragraph(&format!("{}.", rests.sentence())));
    let how = paragraph(
        "Every cause of the gap of each role at each facility counts with its size, whatever its sign, and rests on the values that set \
         it; if those differ, on the weakest: judgement, then derived, published, measured. Staff, posts and activity are counted or \
         approved: measured. Unattributed are decisions that carry no basis. It says what the answer rests on, not how far off it is: \
         the ranges say that.",
    );
    section("basis", "What the answer rests on", &format!("{}{}{how}", sentence.unwrap_or_default(), grid.html()))
}

/// The values that the forecast rests on, the weakest first.
pub(super) fn assumptions(view: &View<'_>) -> Html {
    let Some(table) = view.table("assumptions") else { return Html::default() };
    let weakness = |row: usize| match table.text("basis", row) {
        "default" => 0,
        "judgement" => 1,
        "derived" => 2,
        "published" => 3,
        _ => 4,
    };
    let used = |row: usize| table.number("used_by", row).unwrap_or(0.0);
    let mut order: Vec<usize> = (0..table.len()).collect();
    // Of equals, those first that most places share: they weigh most. Rows stand by selector already.
    order.sort_by(|&a, &b| weakness(a).cmp(&weakness(b)).then(used(b).total_cmp(&used(a))));
    let rows = order.iter().take(SHOWN).map(|&row| {
        let number = |column: &str| Cell::maybe(table.number(column, row).map(value));
        let line = table.number("line", row).map_or_else(String::new, |line| format!(", line {line}"));
        vec![
            Cell::Words(Html(format!("<code>{}</code>", escape(table.text("selector", row))))),
            number("low"),
            number("value"),
            number("high"),
            Cell::words(table.text("unit", row)),
            Cell::words(table.text("basis", row)),
            Cell::Words(Html(format!("<span class=\"long\">{}</span>", escape(table.text("source", row))))),
            Cell::words(&format!("{}{line}", table.text("set_by", row))),
            number("used_by"),
        ]
    });
    let grid = Grid {
        id: "assumption-rows".into(),
        caption: "Defaults and judgement first; of equals, what most places share. Values to four figures.".into(),
        source: "tables/assumptions.csv",
        head: ["Value", "Low", "Most likely", "High", "Unit", "Basis", "Source", "Set by", "Places"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
        total: false,
    };
    let rest = table.len().saturating_sub(SHOWN);
    let rest = if rest == 0 {
        Html::default()
    } else {
        Html(format!("<p>{rest} more of {}: {}.</p>\n", table.len(), link("tables/assumptions.csv")))
    };
    section("assumptions", "Assumptions", &format!("{}{rest}", grid.html()))
}

/// The warnings of the run.
pub(super) fn problems(view: &View<'_>) -> Html {
    let Some(table) = view.table("problems") else { return Html::default() };
    if table.is_empty() {
        return section("problems", "Warnings", &paragraph("The inputs gave no warning.").0);
    }
    let rows = (0..table.len()).map(|row| {
        let place = [table.text("file", row), table.text("column", row)];
        let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        [table.text("slug", row), &place, table.text("message", row), table.text("help", row)].map(Cell::words).to_vec()
    });
    let grid = Grid {
        id: "problem-rows".into(),
        caption: "What is worth knowing of the inputs.".into(),
        source: "tables/problems.csv",
        head: ["Kind", "Where", "What", "What can be done"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        total: false,
    };
    section("problems", "Warnings", &grid.html().0)
}
