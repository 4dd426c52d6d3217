//! People who come and go, year by year: where do people go?

use super::view::{View, counted, rows_of};
use crate::output::charts::{Flows, Stream};
use crate::output::rounded::{decimals, fte};

/// Columns of `supply_flows` with their names for people.
const JOINING: [(&str, &str); 3] = [("hires", "Hires"), ("graduates", "Graduates"), ("moved_in", "Moved in")];
const LEAVING: [(&str, &str); 4] =
    [("leavers", "Leavers"), ("retirements", "Retirements"), ("moved_out", "Moved out"), ("released", "Released")];

const MOVED: &str = "Moved out: begin retraining for another role. Moved in: come from it, into the new role or back. ";

/// What the bars show; nothing without flows.
pub(super) fn flows(view: &View<'_>) -> Option<Flows> {
    let table = view.set.get("supply_flows")?;
    let rows: Vec<usize> = rows_of(table, "*", "*").skip(1).collect();
    if rows.is_empty() {
        return None;
    }
    let years = view.years();
    let number = |column: &str, row: usize| table.number(column, row).unwrap_or(0.0);
    let stream = |(code, label): (&str, &str)| {
        let column = format!("{code}_fte");
        let mut first = 0;
        let mut sums = Vec::with_capacity(years.len());
        for year in &years {
            let of_year = rows.iter().skip(first).take(year.last_row + 1 - first);
            sums.push(of_year.map(|&row| number(&column, row)).sum());
            first = year.last_row + 1;
        }
        Stream { code: code.to_owned(), label: label.to_owned(), fte: sums }
    };
    // Hires and leavers are always there; the others where anybody comes or goes that way.
    let used = |streams: Vec<Stream>| -> Vec<Stream> {
        let kept = |(index, stream): &(usize, Stream)| *index == 0 || stream.fte.iter().any(|&fte| fte > 0.0);
        streams.into_iter().enumerate().filter(kept).map(|(_, stream)| stream).collect()
    };
    let joining = used(JOINING.map(stream).into());
    let leaving = used(LEAVING.map(stream).into());
    let span = match years.as_slice() {
        [first, .., last] => format!("from {} to {}", first.label, last.label),
        [only] => format!("in {}", only.label),
        [] => return None,
    };
    let remark = |months: u32| match months {
        12 => String::new(),
        months => counted(months as usize, "month", "months"),
    };
    let moved = joining.iter().chain(&leaving).any(|stream| stream.code.starts_with("moved"));
    Some(Flows {
        name: "joiners_and_leavers".into(),
        title: title(&joining, &leaving, &span),
        subtitle: format!(
            "People who join and leave a role in each year{}, mean FTE, all facilities and roles; data as of {}",
            view.partial_years(),
            view.as_of()
        ),
        footer: view.footer(),
        remarks: years.iter().map(|year| remark(year.months)).collect(),
        reading: reading(&leaving),
        note: format!("{}Roles that are only a source of staff are not counted.", if moved { MOVED } else { "" }),
        years: years.into_iter().map(|year| year.label).collect(),
        joining,
        leaving,
    })
}

fn all(stream: &Stream) -> f64 {
    stream.fte.iter().sum()
}

/// The finding: whether staff grow, by how many who come and how many who go.
fn title(joining: &[Stream], leaving: &[Stream], span: &str) -> String {
    let [come, gone] = [joining, leaving].map(|streams| streams.iter().map(all).sum::<f64>());
    let net = fte((come - gone).abs());
    let what = match come - gone {
        _ if net == "0.0" => "Staff stay as many".to_owned(),
        more if more > 0.0 => format!("Staff grow by {net} FTE"),
        _ => format!("Staff shrink by {net} FTE"),
    };
    format!("{what} {span}: {} FTE join, {} FTE go", fte(come), fte(gone))
}

/// Of those who go, how many in which way.
fn reading(leaving: &[Stream]) -> String {
    let gone: f64 = leaving.iter().map(all).sum();
    if gone <= 0.0 {
        return "Nobody goes.".to_owned();
    }
    let part =
        |stream: &Stream| format!("{} {} %", stream.label.to_lowercase(), decimals(100.0 * all(stream) / gone, 0));
    format!("Of all who go: {}.", leaving.iter().map(part).collect::<Vec<_>>().join(", "))
}
