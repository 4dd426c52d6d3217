//! Codes of occupations: how they are written, and which roles of roles.csv have them.
//!
//! Two classifications are known: SOC 2018 (`15-1212`) and ISCO-08 (four digits, `2529`). Left out: what an occupation
//! means for a role's rates (`people`), and whether a code is in use, which only matters where a default is taken from it.

use super::group::Group;
use crate::tables::Classification;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A code in its plain form: `15-1212` also for `151212` and for `15-1212.00`, as O*NET writes the occupation as a whole;
/// `None` if it is no code of the classification.
pub(super) fn plain(classification: Classification, text: &str) -> Option<String> {
    let digits = |text: &str, number: usize| text.len() == number && text.bytes().all(|byte| byte.is_ascii_digit());
    match classification {
        Classification::Isco => digits(text, 4).then(|| text.to_owned()),
        Classification::Soc => {
            let (group, rest) = match text.strip_suffix(".00").unwrap_or(text).split_once('-') {
                Some((group, rest)) => (group, rest),
                None => text.split_at_checked(2)?,
            };
            (digits(group, 2) && digits(rest, 4)).then(|| format!("{group}-{rest}"))
        }
    }
}

/// How a code that is none must be written.
pub(super) fn remedy(classification: Classification, text: &str) -> String {
    match classification {
        Classification::Isco => {
            "write the four digits of the ISCO-08 unit group, such as 2529; a code of SOC, such as \
                                 15-1212, belongs into `soc_code`"
                .to_owned()
        }
        Classification::Soc => match text.split_once('.').and_then(|(whole, _)| plain(classification, whole)) {
            Some(whole) => format!("write {whole}, the SOC occupation of which O*NET's {text} is a part"),
            None if plain(Classification::Isco, text).is_some() => {
                "write the code of SOC 2018, such as 15-1212; a code of ISCO-08 belongs into `isco_code`".to_owned()
            }
            None => "write the code of SOC 2018 as two digits, a hyphen and four digits, such as 15-1212".to_owned(),
        },
    }
}

/// The roles of each occupation.
#[derive(Debug, Default)]
pub(super) struct Occupations(BTreeMap<String, BTreeSet<Arc<str>>>);

impl Occupations {
    /// Those of roles.csv; `None` if some roles could not be read, so that more may have an occupation.
    pub(super) fn of(group: &Group) -> Option<Self> {
        let roles = group.tables.get("roles").filter(|table| table.complete)?;
        let mut known = Self::default();
        for row in &roles.sheet.rows {
            let Some(role) = row.text(0) else { continue };
            for column in ["soc_code", "isco_code"] {
                let code = row.text(roles.sheet.spec.index(column));
                code.into_iter().for_each(|code| {
                    known.0.entry(code.to_owned()).or_default().insert(Arc::from(role));
                });
            }
        }
        Some(known)
    }

    /// The roles whose occupation a name in an export is.
    pub(super) fn roles(&self, name: &str) -> impl ExactSizeIterator<Item = &Arc<str>> {
        static NONE: BTreeSet<Arc<str>> = BTreeSet::new();
        written(name).and_then(|code| self.0.get(&code)).unwrap_or(&NONE).iter()
    }
}

/// The plain form of a name that is written as a code of an occupation is.
pub(super) fn written(name: &str) -> Option<String> {
    [Classification::Soc, Classification::Isco].into_iter().find_map(|classification| plain(classification, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occupation_has_one_plain_form_however_it_is_written() {
        for text in ["15-1212", "15-1212.00", "151212"] {
            assert_eq!(plain(Classification::Soc, text).as_deref(), Some("15-1212"), "{text}");
        }
        assert_eq!(plain(Classification::Isco, "2529").as_deref(), Some("2529"));
    }

    #[test]
    fn what_is_no_code_of_an_occupation_is_refused() {
        for text in ["15-12", "15-1212.08", "15.1212", "1512", "15-12a2", "1é1212", "1-51212", "", "15–1212"] {
            assert_eq!(plain(Classification::Soc, text), None, "{text}");
        }
        for text in ["252", "25290", "2529.0", "25-29", "ISCO"] {
            assert_eq!(plain(Classification::Isco, text), None, "{text}");
        }
        assert_eq!(
            remedy(Classification::Soc, "15-1299.04"),
            "write 15-1299, the SOC occupation of which O*NET's 15-1299.04 is a part"
        );
    }
}
