//! Every value that the forecast rests on, as a table of the run.
//!
//! A case holds a value for each facility; the table has one line for each row of the planner's files (or default)
//! that gives values: facilities whose value comes from the same line and is the same stand together as `facility=*`.
//! Left out: values without range or source of their own, such as staff and activity, which `inputs/` holds.

use super::inputs::canonical_lines;
use super::problems::file_name;
use super::table::Table;
use crate::domain::{Assumption, Case, Given, Selector, Spread};
use crate::ids::FacilityId;
use crate::tables::output;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A selector without its facility: table, column, row, and the period from which the value holds.
type Name<'a> = (&'a str, &'a str, &'a str, Option<&'a str>);

/// A line of the table: the value's name, the value, and the number of places whose value it is.
pub(super) type Line<'a> = (Selector, &'a Assumption, usize);

/// The table of all assumptions, sorted by selector.
pub fn assumptions_table(case: &Case) -> Table {
    let Some(spec) = output::table("assumptions") else { panic!("a run lists its assumptions") };
    let lines = assumption_lines(case);
    let places = canonical_lines(case, &lines.iter().map(|(selector, ..)| selector.table).collect());
    let mut table = Table::new(spec);
    for line in lines {
        push(&mut table, &line, &places);
    }
    table.sorted()
}

/// The lines of the table, in no order that matters.
pub(super) fn assumption_lines(case: &Case) -> Vec<Line<'_>> {
    // Values that stand for the same thing apart from the facility, and among them those given alike.
    let mut names: BTreeMap<Name<'_>, Groups<'_>> = BTreeMap::new();
    for (assumption, places) in places_of_each(case) {
        let Selector { table, column, row, from, .. } = &assumption.selector;
        names.entry((table, column, row, from.as_deref())).or_default().add(assumption, places);
    }
    let mut lines = Vec::new();
    for Groups { groups, .. } in names.values() {
        // `facility=*` is said once, of the values that most facilities have; the others name their facilities.
        let most = groups.iter().map(|group| group.places.len()).max().unwrap_or(0);
        let widest = groups.iter().position(|group| group.places.len() == most && most > 1);
        for (index, Group { first, places }) in groups.iter().enumerate() {
            if widest == Some(index) || first.selector.facility.is_none() {
                let facility = first.selector.facility.as_ref().map(|_| Arc::from("*"));
                lines.push((Selector { facility, ..first.selector.clone() }, *first, places.len()));
            } else {
                let named =
                    |place: &Place<'_>| place.map_or_else(|| first.selector.clone(), |at| first.selector.at(at));
                lines.extend(places.iter().map(|place| (named(place), *first, 1)));
            }
        }
    }
    lines
}

/// A facility at which a value is; nothing of one that belongs to none.
type Place<'a> = Option<&'a FacilityId>;

/// Every value that the case keeps, with the places that have it, in the order of the case.
fn places_of_each(case: &Case) -> Vec<(&Assumption, Vec<Place<'_>>)> {
    let mut each: Vec<(&Assumption, Vec<Place<'_>>)> = Vec::new();
    let mut known: BTreeMap<*const Assumption, usize> = BTreeMap::new();
    for (place, assumption) in case.assumptions() {
        let index = *known.entry(std::ptr::from_ref(assumption)).or_insert(each.len());
        match each.get_mut(index) {
            Some((_, places)) => places.push(place),
            None => each.push((assumption, vec![place])),
        }
    }
    each
}

/// Values of one name, those given alike together.
#[derive(Default)]
struct Groups<'a> {
    groups: Vec<Group<'a>>,
    /// Groups by what gave them and their middle value.
    by_line: BTreeMap<(Option<u32>, u64), Vec<usize>>,
    seen: BTreeSet<Place<'a>>,
}

struct Group<'a> {
    first: &'a Assumption,
    places: Vec<Place<'a>>,
}

impl<'a> Groups<'a> {
    fn add(&mut self, assumption: &'a Assumption, mut places: Vec<Place<'a>>) {
        // A value that a later row leaves as it was holds in several spans of time.
        places.retain(|place| self.seen.insert(*place));
        if places.is_empty() {
            return;
        }
        let line = match assumption.given {
            Given::Planner { row, .. } => Some(row),
            Given::Default => None,
        };
        let near = self.by_line.entry((line, assumption.spread.mode.to_bits())).or_default();
        let groups = &mut self.groups;
        match near.iter().find(|index| alike(groups[**index].first, assumption)) {
            Some(&index) => groups[index].places.append(&mut places),
            None => {
                near.push(groups.len());
                groups.push(Group { first: assumption, places });
            }
        }
    }
}

/// True if two values were given by the same line (or default) and are the same.
fn alike(a: &Assumption, b: &Assumption) -> bool {
    let told = |assumption: &Assumption| {
        let kind = assumption.distribution.map(|distribution| distribution.kind());
        (assumption.range, kind, assumption.unit, assumption.basis)
    };
    a.given == b.given
        && a.spread == b.spread
        && told(a) == told(b)
        && a.source == b.source
        && a.selector.facility.is_some() == b.selector.facility.is_some()
}

/// Where a row of the planner's tables stands in `inputs/`.
type Places = BTreeMap<(&'static str, u32), (String, u32)>;

fn push(table: &mut Table, (selector, assumption, used_by): &Line<'_>, places: &Places) {
    let Spread { low, mode, high } = assumption.spread;
    let range = !assumption.spread.is_certain();
    let row = table.row().text(selector.to_string());
    let row = row.maybe(range.then_some(low)).number(mode).maybe(range.then_some(high));
    let distribution = assumption.distribution.map_or("", |distribution| distribution.kind().word());
    let row = row.text(if range { assumption.range } else { "" }).text(distribution).text(assumption.unit);
    let word = assumption.basis.word();
    let row = match &assumption.given {
        Given::Planner { origin, row: number } => {
            let row = row.text(word).text(&*assumption.source);
            let elsewhere = || (file_name(&origin.file).to_owned(), origin.line);
            let (file, line) = places.get(&(selector.table, *number)).cloned().unwrap_or_else(elsewhere);
            row.text(file).number(f64::from(line))
        }
        Given::Default => {
            let row = row.text("default").text(format!("published default ({word}): {}", assumption.source));
            row.text("default").maybe(None)
        }
    };
    row.number(*used_by as f64).end();
}

#[cfg(test)]
mod tests {
    use super::super::{csv, sample};
    use super::*;
    use crate::statistics::distribution::{Distribution, DistributionKind};

    #[test]
    fn facilities_that_share_a_line_stand_together_and_others_by_name() {
        let mut case = sample::case();
        for row in case.workload.iter_mut().filter(|row| row.role.as_str() == "ehr_analyst") {
            let made = Distribution::from_bounds(DistributionKind::Triangular, [1.0, 2.5, 4.0]);
            row.rate.distribution = made.ok();
        }
        let text = String::from_utf8(csv::write(&assumptions_table(&case))).expect("UTF-8");
        let lines: Vec<&str> = text.lines().skip(1).collect();
        let default = "default,published default (judgement): a study,default,";
        let published = "1,2.5,4,bounds,,fte_per_100,default,published default (published): a study,default,,2";
        let adoption = "technology=telehealth,facility=*]\"";
        let work = "1,2.5,4,bounds,,fte_per_100,published,a study,workload.csv";
        let triangular = work.replace(",,", ",triangular,");
        assert_eq!(
            lines,
            [
                format!(
                    "\"adoption.ceiling_pct[{adoption},1,2.5,4,bounds,,fte_per_100,published,a study,adoption.csv,2,2"
                ),
                format!("\"adoption.delay_months[{adoption},{published}"),
                format!("\"adoption.site_delay_months[{adoption},{published}"),
                format!("\"supply.first_year_multiplier[role=bmet,facility=*]\",,1.5,,,,% a year,{default},2"),
                format!("\"supply.hire_age[role=bmet,facility=*]\",,35,,,,% a year,{default},2"),
                format!("\"supply.leavers_pct[role=bmet,facility=north]\",,12,,,,% a year,{default},1"),
                format!("\"supply.leavers_pct[role=bmet,facility=south]\",,14,,,,% a year,{default},1"),
                format!("\"supply.months_to_productive[role=bmet,facility=*]\",,6,,,,% a year,{default},2"),
                format!("\"supply.offer_accept_pct[role=bmet,facility=*]\",,100,,,,% a year,{default},2"),
                format!("\"supply.retirement_pct[role=bmet,facility=*]\",,2,,,,% a year,{default},2"),
                format!("\"supply.start_productivity_pct[role=bmet,facility=*]\",,30,,,,% a year,{default},2"),
                format!("\"supply.time_to_fill_months[role=bmet,facility=*]\",,3,,,,% a year,{default},2"),
                format!("\"workload.mode[role=bmet,driver=staffed_beds,facility=*]\",{work},2,2"),
                format!("\"workload.mode[role=ehr_analyst,driver=staffed_beds,facility=*]\",{triangular},3,2"),
            ]
        );
    }

    #[test]
    fn a_later_span_lists_only_the_values_that_it_changes() {
        let mut case = sample::case();
        let before = assumptions_table(&case).texts("selector").iter().map(str::to_owned).collect::<Vec<_>>();
        for spans in case.supply.values_mut() {
            let mut later = spans[0].clone();
            later.from = Some(3.0);
            later.leavers.selector.from = Some("2027".into());
            later.leavers.spread = Spread::certain(20.0);
            spans.push(later);
        }
        let after = assumptions_table(&case).texts("selector").iter().map(str::to_owned).collect::<Vec<_>>();
        let new: Vec<&String> = after.iter().filter(|selector| !before.contains(selector)).collect();
        assert_eq!(new, ["supply.leavers_pct[role=bmet,facility=*,from=2027]"]);
        assert_eq!(after.len(), before.len() + 1);
    }

    #[test]
    fn a_selector_names_one_line_even_where_a_facility_differs() {
        let mut case = sample::case();
        case.workload[1].rate.spread = Spread::certain(9.0);
        let table = assumptions_table(&case);
        let mut selectors = table.texts("selector").iter().collect::<Vec<_>>();
        assert!(selectors.contains(&"workload.mode[role=bmet,driver=staffed_beds,facility=south]"));
        let count = selectors.len();
        selectors.dedup();
        assert_eq!(selectors.len(), count);
    }
}
