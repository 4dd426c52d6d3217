//! What is said of correlations: why a selector matches nothing, what had to be mended, what they come to at a facility.

use super::pairs::Pair;
use super::{Asked, TABLE, Values};
use crate::diagnostics::{Diagnostics, Place, Slug, list, nearest};
use crate::domain::{Assumption, Case};
use crate::ids::FacilityId;
use crate::input::selector::Pattern;
use crate::statistics::correlation::{Change, Matrix, rank_of_normal};
use std::collections::{BTreeMap, BTreeSet};

/// The file of the table.
pub(super) fn file(case: &Case) -> String {
    case.tables.get(TABLE).map_or_else(|| format!("{TABLE}.csv"), |sheet| sheet.file.to_string())
}

/// Why a selector matches no value that can be correlated: what is wrong, and how to mend it. `matching` are the values
/// that it names.
pub(super) fn nothing(
    values: &Values<'_>,
    pattern: &Pattern,
    text: &str,
    matching: &[(Option<&FacilityId>, &Assumption)],
) -> (String, String) {
    let column = format!("{}.{}", pattern.table.name, pattern.column.name);
    if matching.iter().any(|(_, value)| value.distribution.is_some()) {
        let message = format!("`{text}` names only values that each facility has by itself: they share no luck");
        let help =
            format!("write \"{column}\" = 0.5 below [uncertainty.shared] in the scenario, or another share above 0");
        return (message, help);
    }
    if let Some((facility, value)) = matching.first() {
        let name = facility.map_or_else(|| value.selector.clone(), |facility| value.selector.at(facility));
        let message = format!("`{text}` names only values that are certain, such as {name}");
        return (message, "write low and high beside the value, or take the row out".to_owned());
    }
    let message = format!("`{text}` names no value");
    let begins = format!("{column}[");
    let known: Vec<&str> = values.shared.keys().map(String::as_str).filter(|name| name.starts_with(&begins)).collect();
    let help = match (nearest(text, known.iter().copied()), known.as_slice()) {
        (_, []) => format!("no value of `{column}` has a range and a shared part"),
        (Some(name), _) => format!("did you mean `{name}`?"),
        (None, known) => format!("there are {}", list(known.iter().copied(), 4)),
    };
    (message, help)
}

/// Warns that correlations could not be as asked for.
pub(super) fn mended(
    case: &Case,
    names: &[&str],
    (asked, made): (&Matrix, &Matrix),
    change: &Change,
    found: &mut Diagnostics,
) {
    let (i, j) = change.largest;
    let entry = |matrix: &Matrix| rank_of_normal(matrix[i][j]);
    let message = format!(
        "the correlations of {} values cannot hold together; the nearest that can are used. They differ by {:.3} in all, most for `{}` and `{}`: from {:.3} to {:.3}",
        names.len(),
        change.norm,
        names[i],
        names[j],
        entry(asked),
        entry(made)
    );
    let help = "values that go with the same others must go with each other too: add rows for them (a selector on both \
                sides means each pair among its values), or ask for less";
    found.push(Slug::CorrelationsMended, Place::file(&file(case)).in_column("spearman_rho"), message, help);
}

/// Notes what a row comes to for the values at one facility.
pub(super) fn at_a_facility(
    values: &Values<'_>,
    row: &Asked,
    pairs: &BTreeSet<Pair<'_>>,
    reached: &BTreeMap<Pair<'_>, f64>,
    found: &mut Diagnostics,
) {
    let of_pair = |pair: &Pair<'_>| {
        let [a, b] = [values.shared.get(pair.0)?.weights, values.shared.get(pair.1)?.weights];
        Some(rank_of_normal(a[0] * b[0] + a[1] * b[1] * reached.get(pair)?))
    };
    let all: Vec<f64> = pairs.iter().filter_map(of_pair).collect();
    let (least, most) =
        all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), &r| (least.min(r), most.max(r)));
    let word = if all.len() == 1 { "1 pair".to_owned() } else { format!("{} pairs", all.len()) };
    let come_to = match (format!("{least:.2}"), format!("{most:.2}")) {
        (least, most) if least == most => least,
        (least, most) => format!("{least} to {most}"),
    };
    let [a, b] = &row.texts;
    let message = format!(
        "`{a}` and `{b}` ({word}, {} asked for): the rank correlation of the values at one facility is {come_to}",
        row.rho
    );
    let help = "each facility's own part of the luck lowers it; leavers and times to fill have the labour market in \
                common besides";
    found.push(Slug::CorrelationReached, row.place.clone(), message, help);
}
