//! The report of a run: one HTML file for a board, made from its tables, its charts, and the settings and names of its case.
//!
//! No script, no network, no fonts: the page says so itself (`Content-Security-Policy`), so that even text that slipped
//! through unescaped could not run. Numbers are rounded for people; each table names the CSV that holds them in full. The
//! same run gives the same bytes. Left out: computing any number that is not in a table (sums over a year apart), sorting
//! and filtering by readers.

mod behind;
mod figures;
mod findings;
mod html;
mod rests;
mod roles;
mod view;

use super::fingerprint::VERSION;
use super::run_folder::{RunRecord, command};
use html::{Html, escape, link, section};
use view::View;

const STYLE: &str = include_str!("report/style.css");

/// The whole page.
pub(super) fn page(record: &RunRecord<'_>) -> String {
    let view = View::new(record);
    let settings = &record.case.settings;
    let horizon = &settings.horizon;
    let title = escape(settings.title.trim());
    let parts = [
        ("Findings", findings::findings(&view)),
        ("Decide", findings::decisions(&view)),
        ("Charts", charts(&view)),
        ("Roles", roles::roles(&view)),
        ("Technologies", behind::adoption(&view)),
        ("People", behind::flows(&view)),
        ("Costs", behind::costs(&view)),
        ("Rests on", rests::basis(&view)),
        ("Assumptions", rests::assumptions(&view)),
        ("Warnings", rests::problems(&view)),
        ("Words", definitions(&view)),
        ("Again", again(&view)),
    ];
    let parts: Vec<(&str, Html)> = parts.into_iter().filter(|(_, part)| !part.0.is_empty()).collect();
    let links = parts.iter().map(|(name, part)| {
        // Each part begins with its own id.
        let id = part.0.split('"').nth(1).unwrap_or_default();
        format!("<li><a href=\"#{id}\">{name}</a></li>\n")
    });
    let links: String = links.collect();
    let main: String = parts.iter().map(|(_, part)| part.0.as_str()).collect();
    let what = format!(
        "Forecast of technology staff: {}, {}, {}; {} to {} in {} futures. Data as of {}. Scenario {}; hiring: {}.",
        counted(view.roles.len(), "role", "roles"),
        counted(record.case.facilities.len(), "facility", "facilities"),
        counted(record.case.technologies.len(), "technology", "technologies"),
        horizon.start,
        horizon.end(),
        settings.uncertainty.draws,
        view.as_of(),
        settings.name,
        settings.hiring.word(),
    );
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n\
         <header>\n<h1>{title}</h1>\n<p>{}</p>\n</header>\n<nav aria-label=\"Parts of this report\">\n<ul>\n{links}</ul>\n</nav>\n\
         <main id=\"main\">\n{main}</main>\n<footer>\n<p>{}</p>\n</footer>\n</body>\n</html>\n",
        escape(&what),
        escape(&format!("staffcast {VERSION}, run {}, scenario {}", record.fingerprint.short(), settings.name)),
    )
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The charts that are not a role's own, in the order given.
fn charts(view: &View<'_>) -> Html {
    let is_of_role = |name: &str| view.roles.iter().any(|line| name.strip_prefix("fan_") == Some(line.code));
    let charts = view.record.charts.iter().filter(|chart| !is_of_role(&chart.name));
    section("charts", "Charts", &charts.map(|chart| figures::figure(chart).0).collect::<String>())
}

fn definitions(view: &View<'_>) -> Html {
    let shortage = view.case.settings.shortage;
    let chance = format!(
        "The share of futures that are short: their gap (of a total: the shortages within it, not netted) exceeds {} % of demand and {} \
         FTE. It is the chance given the assumptions, and depends on the length of a period.",
        shortage.threshold_pct, shortage.threshold_fte
    );
    let words = [
        ("FTE", "Full-time equivalents by contract: two people at half time are one. Never people counted by head."),
        (
            "Gap",
            "Demand less supply. Positive is a shortage, negative a surplus. A total is net of surpluses elsewhere.",
        ),
        (
            "Shortage",
            "The positive part of a gap, month by month and facility by facility; never netted against a surplus elsewhere.",
        ),
        ("Mean", "The average of all futures. Means of roles add up to the mean of all."),
        (
            "Range (8 of 10 futures)",
            "From the 10th to the 90th percentile: one future in ten lies below it and one above. It is no minimum and maximum, and \
             ranges do not add up: read that of a total in its own row.",
        ),
        ("Chance short", &chance),
        ("Surge", "Work of building and of going live. It passes; the other demand is steady."),
        ("Funded posts", "The establishment: posts in the budget with approved changes. Nothing else changes them."),
    ];
    let items = words.map(|(word, meaning)| format!("<dt>{}</dt><dd>{}</dd>\n", escape(word), escape(meaning)));
    let more = format!("<p>Every column of every table is explained in {}.</p>\n", link("tables/dictionary.csv"));
    section("words", "Words", &format!("<dl>\n{}</dl>\n{more}", items.concat()))
}

fn again(view: &View<'_>) -> Html {
    let uncertainty = &view.case.settings.uncertainty;
    let inside = format!(
        "<p>This report stands in a run folder with its tables, its charts and the inputs as they were understood. To make the same \
         again, byte for byte, type where the folder stands:</p>\n<pre tabindex=\"0\">{}</pre>\n\
         <p>staffcast {VERSION}; seed {}; {} futures; fingerprint <code>{}</code>. The hash of every file is in {}.</p>\n",
        escape(&command(view.record)),
        uncertainty.seed,
        uncertainty.draws,
        escape(view.record.fingerprint.hex()),
        link("manifest.json"),
    );
    section("again", "How to make this again", &inside)
}
