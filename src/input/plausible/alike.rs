//! One role under two names.

use crate::diagnostics::{Diagnostics, Slug};
use crate::input::build::Build;
use crate::tables::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Words of fewer letters must be equal: they tell apart more than they say (men and women, i and ii, er and or).
const LONG_WORD: usize = 6;

/// Warns once for each pair of roles of which a code, label or alias has the same words, in whatever order and number, or
/// the same but for one letter of a long word. Roles with different occupations are different.
pub(super) fn review(build: &Build<'_>, found: &mut Diagnostics) {
    let mut roles: Vec<Role<'_>> = build.group.rows("roles").iter().filter_map(|row| Role::of(build, row)).collect();
    roles.sort_by_key(|role| role.code);
    let mut pairs: BTreeMap<(usize, usize), (&str, &str)> = BTreeMap::new();
    let names: Vec<(usize, &Name<'_>)> =
        roles.iter().enumerate().flat_map(|(index, role)| role.names.iter().map(move |name| (index, name))).collect();
    // Names are compared only where all words but one are equal.
    let mut rests: BTreeMap<Vec<&str>, Vec<(usize, &Name<'_>, &str)>> = BTreeMap::new();
    for &(index, name) in &names {
        for (left_out, word) in name.words.iter().enumerate() {
            let rest = name.words.iter().enumerate().filter(|(place, _)| *place != left_out);
            rests.entry(rest.map(|(_, word)| word.as_str()).collect()).or_default().push((index, name, word));
        }
    }
    for group in rests.into_values() {
        for (place, (a, name, word)) in group.iter().enumerate() {
            for (b, other, second) in group.iter().skip(place + 1) {
                let distinct = roles[*a].soc.zip(roles[*b].soc).is_some_and(|(soc, other)| soc != other);
                if a == b || distinct || name.is_alias && other.is_alias || !same_word(word, second) {
                    continue;
                }
                let texts = if a < b { (name.text, other.text) } else { (other.text, name.text) };
                pairs.entry((*a.min(b), *a.max(b))).or_insert(texts);
            }
        }
    }
    for ((a, b), (name, other)) in pairs {
        let (first, second) = (&roles[a], &roles[b]);
        let message = format!(
            "the roles `{}` and `{}` may be one: \"{name}\" and \"{other}\" are nearly the same name",
            first.code, second.code
        );
        let help = format!(
            "if they are one, take `{}` out of roles.csv and write `{}` in its rows; if not, give them labels \
             and aliases that differ",
            second.code, first.code
        );
        found.push_value(
            Slug::RolesAlike,
            build.group.place("roles", second.row, "role"),
            Some(second.code),
            message,
            help,
        );
    }
}

/// Equal, or one letter of a long word wrong, missing or exchanged.
fn same_word(a: &str, b: &str) -> bool {
    let long = a.len().min(b.len()) >= LONG_WORD;
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    a == b || long && letters(a) && letters(b) && strsim::damerau_levenshtein(a, b) <= 1
}

struct Role<'a> {
    code: &'a str,
    soc: Option<&'a str>,
    names: Vec<Name<'a>>,
    row: &'a Row,
}

struct Name<'a> {
    text: &'a str,
    /// Small letters, without the `s` of a plural, sorted.
    words: Vec<String>,
    is_alias: bool,
}

impl<'a> Role<'a> {
    fn of(build: &'a Build<'_>, row: &'a Row) -> Option<Self> {
        let code = row.text(0)?;
        let text = |column: &str| build.text("roles", row, column);
        let aliases = text("aliases").into_iter().flat_map(|aliases| aliases.split(';')).map(|alias| (alias, true));
        let named = [Some(code), text("label")].into_iter().flatten().map(|name| (name, false));
        let mut seen = BTreeSet::new();
        let mut names = Vec::new();
        for (name, is_alias) in named.chain(aliases) {
            let words = words(name);
            if !words.is_empty() && seen.insert(words.clone()) {
                names.push(Name { text: name.trim(), words, is_alias });
            }
        }
        Some(Self { code, soc: text("soc_code"), names, row })
    }
}

/// The words of a name, sorted: "Analysts, EHR" and `ehr_analyst` have the same.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !["", "and", "of", "the"].contains(word));
    let singular = |word: &str| match word.strip_suffix('s') {
        Some(rest) if rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']) => rest.to_owned(),
        _ => word.to_owned(),
    };
    let mut words: Vec<String> = parts.map(singular).collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_words() {
        assert_eq!(words("Analysts, EHR"), words("ehr_analyst"));
        assert_ne!(words("analyst_1"), words("analyst_2"));
        assert_eq!(words("Chief of analysis"), ["analysis", "chief"]);
    }

    #[test]
    fn one_letter_of_a_long_word_may_be_wrong() {
        assert!(same_word("anaylst", "analyst") && same_word("technican", "technician"));
        assert!(!same_word("men", "women") && !same_word("ii", "iii") && !same_word("grade11", "grade12"));
    }
}
