//! Reasons for leaving, gathered under a few words; the words of an export are never kept.

use super::tally::REASONS;
use crate::tables::input::LEAVE_WORDS;

/// The place of a reason for leaving among those that are kept apart.
pub(super) fn reason_of(text: &str) -> usize {
    const STEMS: [(&str, &[&str]); 6] = [
        ("retirement", &["retir", "pension"]),
        ("death", &["death", "died", "deceas"]),
        ("dismissal", &["dismiss", "redundan", "misconduct", "layoff", "laid"]),
        ("transfer", &["transfer"]),
        ("end_of_contract", &["contract", "fixed", "expir"]),
        ("resignation", &["resign", "quit"]),
    ];
    let plain = text.to_lowercase();
    let begins = |stem: &str| plain.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(stem));
    let named = STEMS.iter().find(|(_, stems)| stems.iter().any(|stem| begins(stem))).map_or("other", |(name, _)| name);
    LEAVE_WORDS.iter().position(|word| *word == named).unwrap_or(REASONS - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_leaving_are_gathered_under_a_few() {
        let word = |text: &str| LEAVE_WORDS[reason_of(text)];
        for (text, gathered) in [
            ("retirement", "retirement"),
            ("Early Retirement - voluntary", "retirement"),
            ("Resigned", "resignation"),
            ("voluntary resignation (health)", "resignation"),
            ("end_of_contract", "end_of_contract"),
            ("End of fixed term", "end_of_contract"),
            ("Died in service", "death"),
            ("redundancy", "dismissal"),
            ("Employee transfer", "transfer"),
            ("followed the sea", "other"),
        ] {
            assert_eq!(word(text), gathered, "{text}");
        }
        assert_eq!(LEAVE_WORDS.len() + 1, REASONS);
    }
}
