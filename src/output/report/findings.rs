//! What the run found, in a few sentences and one table.

use super::html::{Cell, Grid, Html, escape, paragraph, section};
use super::view::{View, anchor};
use crate::output::rounded::{fte, percent};
use crate::output::{OnJudgement, RoleLine, causes_left_out, facilities_left_out};

/// Three to six sentences computed from the tables.
pub(super) fn findings(view: &View<'_>) -> Html {
    let Some(total) = &view.total else { return Html::default() };
    let sentences =
        [gap(view, total), posts(view, total), surge(view, total), most(view), since(view), left(view, total)];
    let items: String = sentences.into_iter().flatten().map(|text| format!("<li>{}</li>\n", escape(&text))).collect();
    let rests = OnJudgement::of(&view.record.tables)
        .map(|rests| format!("{}: see <a href=\"#basis\">what the answer rests on</a>.", escape(&rests.sentence())));
    let rests = rests.map_or_else(String::new, |text| format!("<p>{text}</p>\n"));
    let rests = causes_left_out(view.case).map_or(rests, |text| paragraph(text).0);
    let left_out = facilities_left_out(view.case).map_or_else(String::new, |text| paragraph(&text).0);
    let rests = format!("{rests}{left_out}");
    section("findings", "What the forecast says", &format!("<ul class=\"findings\">\n{items}</ul>\n{rests}"))
}

fn gap(view: &View<'_>, total: &RoleLine<'_>) -> Option<String> {
    let number = |column: &str| view.number(column, total.row);
    let gap = number("gap_mean_fte");
    let what = if gap < 0.0 { "more staff than needed" } else { "short" };
    Some(format!(
        "In {} all facilities and roles together are {} FTE {what} on average: {} FTE are needed and {} are there. In 8 of 10 \
         futures the gap lies between {} and {} FTE. Now ({}) it is {} FTE.",
        view.last_period(),
        fte(gap.abs()),
        fte(number("demand_mean_fte")),
        fte(number("supply_mean_fte")),
        fte(number("gap_p10_fte")),
        fte(number("gap_p90_fte")),
        view.as_of(),
        fte(view.number("gap_mean_fte", total.opening)),
    ))
}

fn posts(view: &View<'_>, total: &RoleLine<'_>) -> Option<String> {
    let [unfunded, unfilled] = ["unfunded_mean_fte", "unfilled_mean_fte"].map(|column| view.number(column, total.row));
    Some(if unfunded >= 0.0 && unfilled >= 0.0 {
        format!(
            "Of that gap, {} FTE have no funded post, and {} FTE are funded posts that are not filled.",
            fte(unfunded),
            fte(unfilled)
        )
    } else {
        format!(
            "That gap is demand less funded posts ({} FTE) and funded posts less staff ({} FTE).",
            fte(unfunded),
            fte(unfilled)
        )
    })
}

fn surge(view: &View<'_>, total: &RoleLine<'_>) -> Option<String> {
    let surge = |row: usize| view.number("shortage_surge_mean_fte", row);
    let more = |best: usize, row: usize| if surge(row) > surge(best) { row } else { best };
    let peak = (total.opening..=total.row).reduce(more).filter(|&row| surge(row) >= 0.05)?;
    Some(format!(
        "Building and going live weigh most in {}: {} of the shortage of {} FTE are such surge, which is temporary; {} FTE are \
         steady. In {} the surge is {} FTE.",
        view.gap?.text("period", peak),
        fte(surge(peak)),
        fte(view.number("shortage_mean_fte", peak)),
        fte(view.number("shortage_steady_mean_fte", peak)),
        view.last_period(),
        fte(surge(total.row)),
    ))
}

fn most(view: &View<'_>) -> Option<String> {
    let gap = view.gap?;
    let short: Vec<&RoleLine<'_>> =
        view.roles.iter().filter(|line| gap.text("direction", line.row) == "short").collect();
    if short.is_empty() {
        return Some(format!("No role is short in {} by the mean of its gap.", view.last_period()));
    }
    let named = short.iter().take(3).map(|line| {
        let gap = view.number("gap_mean_fte", line.row);
        format!("{} ({} FTE)", line.label, fte(gap))
    });
    Some(format!(
        "{} of {} roles are short in {}, most of all {}.",
        short.len(),
        view.roles.len(),
        view.last_period(),
        named.collect::<Vec<_>>().join(", ")
    ))
}

fn since(view: &View<'_>) -> Option<String> {
    let now = view.roles.iter().filter(|line| line.short_since == Some("now")).count();
    let later: Vec<&RoleLine<'_>> =
        view.roles.iter().filter(|line| line.short_since.is_some_and(|since| since != "now")).collect();
    let start = |line: &&&RoleLine<'_>| {
        let gap = view.gap?;
        (line.opening..=line.row)
            .find(|&row| Some(gap.text("period", row)) == line.short_since)
            .map(|row| row - line.opening)
    };
    let next = later.iter().min_by_key(|line| start(line));
    match (now, next) {
        (0, None) => None,
        (now, None) => Some(format!("{now} roles are short from now on to the end.")),
        (0, Some(next)) => Some(format!(
            "None is short from now on to the end; the first is {}, from {}.",
            next.label,
            next.short_since.unwrap_or_default()
        )),
        (now, Some(next)) => Some(format!(
            "{now} roles are short from now on to the end; {} more become so later, the first of them {}, from {}.",
            later.len(),
            next.label,
            next.short_since.unwrap_or_default()
        )),
    }
}

fn left(view: &View<'_>, total: &RoleLine<'_>) -> Option<String> {
    let number = |column: &str| view.number(column, total.row);
    let covered = number("contractors_mean_fte");
    (covered >= 0.05).then(|| {
        format!(
            "Contracted labour, which is no part of supply, covers {} FTE of the shortage of {}; {} FTE remain ({} to {} in 8 of \
             10 futures).",
            fte(covered),
            view.last_period(),
            fte(number("residual_mean_fte")),
            fte(number("residual_p10_fte")),
            fte(number("residual_p90_fte")),
        )
    })
}

/// One row a role: now, at the end, how surely, since when, at worst.
pub(super) fn decisions(view: &View<'_>) -> Html {
    let (Some(gap), Some(total)) = (view.gap, &view.total) else { return Html::default() };
    let peaks = view.table("first_short").map(|table| {
        let all = (0..table.len()).filter(|&row| table.text("facility", row) == "*");
        let peak = |row: usize| (table.text("peak_period", row), table.number("peak_shortage_mean_fte", row));
        all.map(|row| (table.text("role", row), peak(row))).collect::<std::collections::BTreeMap<_, _>>()
    });
    let row = |line: &RoleLine<'_>| {
        let number = |column: &str| view.number(column, line.row);
        let (period, shortage) = peaks.as_ref().and_then(|peaks| peaks.get(line.code)).copied().unwrap_or_default();
        let name = format!("<a href=\"#{}\">{}</a>", escape(&anchor(line.code)), escape(&line.label));
        vec![
            Cell::Words(Html(name)),
            Cell::number(fte(view.number("gap_mean_fte", line.opening))),
            Cell::number(fte(number("demand_mean_fte"))),
            Cell::number(fte(number("supply_mean_fte"))),
            Cell::number(fte(number("gap_mean_fte"))),
            Cell::number(range(view, line.row)),
            Cell::number(percent(number("prob_shortage_pct"))),
            Cell::number(line.short_since.unwrap_or("–")),
            Cell::number(period),
            Cell::maybe(shortage.map(fte)),
        ]
    };
    let last = gap.text("period", total.row);
    let grid = Grid {
        id: "decisions".into(),
        caption: format!(
            "FTE of all facilities; gap = demand − supply, + is a shortage. Now: {}. The others: {last}. Ranges do not add up.",
            view.as_of()
        ),
        source: "tables/gap.csv",
        head: [
            "Role",
            "Gap now",
            "Demand",
            "Supply",
            "Gap",
            "8 of 10 futures",
            "Chance short",
            "Short since",
            "Shortage is largest in",
            "and then",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: view.roles.iter().chain([total]).map(row).collect(),
        total: true,
    };
    let shortage = view.case.settings.shortage;
    let note = paragraph(&format!(
        "Chance short: futures in which the shortages of all facilities, not netted, exceed {} % of demand and {} FTE. Short since: \
         from then on to the end at least half of the futures are short.",
        shortage.threshold_pct, shortage.threshold_fte
    ));
    section("decide", "Where to decide", &format!("{}{note}", grid.html()))
}

/// The 10th to the 90th percentile of the gap.
pub(super) fn range(view: &View<'_>, row: usize) -> String {
    format!("{} to {}", fte(view.number("gap_p10_fte", row)), fte(view.number("gap_p90_fte", row)))
}
