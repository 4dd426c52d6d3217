//! Names of facilities and roles, each kept once.

use super::super::names::NameMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// No group has more facilities or roles; a column with more names is the wrong one.
const MOST_NAMES: usize = 20_000;

/// Names of one column, by their place in the order in which they came.
#[derive(Default)]
pub(super) struct Names {
    last: Option<(String, u32)>,
    known: BTreeMap<String, u32>,
    names: Vec<Name>,
}

struct Name {
    /// The name, or what a map makes of it.
    text: Arc<str>,
    /// True if a map leaves it out.
    out: bool,
    rows: usize,
}

impl Names {
    /// The place of a name; `None` if there are too many.
    pub(super) fn of(&mut self, text: &str, map: Option<&NameMap>) -> Option<u32> {
        let place = match &self.last {
            Some((last, place)) if last == text => *place,
            _ => {
                let place = match self.known.get(text) {
                    Some(place) => *place,
                    None if self.names.len() == MOST_NAMES => return None,
                    None => self.new_name(text, map),
                };
                let (last, kept) = self.last.get_or_insert_with(Default::default);
                last.clear();
                last.push_str(text);
                *kept = place;
                place
            }
        };
        self.names.get_mut(place as usize)?.rows += 1;
        Some(place)
    }

    /// Our names with the number of their rows, in their order; `None` for those that are left out.
    pub(super) fn into_ours(self) -> Vec<Option<(Arc<str>, usize)>> {
        self.names.into_iter().map(|name| (!name.out).then_some((name.text, name.rows))).collect()
    }

    fn new_name(&mut self, text: &str, map: Option<&NameMap>) -> u32 {
        let place = self.names.len() as u32;
        let ours = map.and_then(|map| map.to(text)).unwrap_or(text);
        let out = map.is_some_and(|map| map.is_out(text));
        self.names.push(Name { text: Arc::from(ours), out, rows: 0 });
        self.known.insert(text.to_owned(), place);
        place
    }

    /// True if a map leaves the name out.
    pub(super) fn is_out(&self, place: u32) -> bool {
        self.names.get(place as usize).is_some_and(|name| name.out)
    }

    /// True if there may be no more.
    pub(super) fn is_full(&self) -> bool {
        self.names.len() == MOST_NAMES
    }
}
