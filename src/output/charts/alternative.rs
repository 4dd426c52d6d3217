//! Text for machines and screen readers: escapes, identifiers, summaries.
//!
//! Left out: the wording, which belongs to each chart.

/// The longest summary; screen readers read it in one go.
const LONGEST_SUMMARY: usize = 400;

/// The text without what XML forbids or what would change the reading direction; line breaks become spaces.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{FFFE}' | '\u{FFFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

/// The text as XML (or HTML) content or attribute value.
pub(in crate::output) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in printable(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    out
}

/// A name that may stand in `id` and `aria-labelledby`; different names stay different.
pub(super) fn identifier(name: &str) -> String {
    let mut out = "chart-".to_owned();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() || letter == '-' {
            out.push(letter);
        } else {
            out.push_str(&format!("_{:x}_", u32::from(letter)));
        }
    }
    out
}

/// Sentences joined to at most 400 characters; what does not fit is left out, sentence by sentence.
pub(super) fn summary(sentences: &[String]) -> String {
    let mut out = String::new();
    for sentence in sentences.iter().map(|sentence| printable(sentence)).filter(|sentence| !sentence.is_empty()) {
        let longer = if out.is_empty() { sentence.clone() } else { format!("{out} {sentence}") };
        if longer.chars().count() <= LONGEST_SUMMARY {
            out = longer;
        }
    }
    out
}

/// The text cut to a number of characters, with an ellipsis where something is lost.
pub(super) fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The sentence with a full stop, unless it ends with one already.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_reach_the_document() {
        assert_eq!(
            escape("a\u{0}\u{1b}b\tc\u{202e}d & <e> \"f\" 'g'"),
            "ab cd &amp; &lt;e&gt; &quot;f&quot; &apos;g&apos;"
        );
    }

    #[test]
    fn identifiers_stay_apart() {
        assert_eq!(identifier("fan-north"), "chart-fan-north");
        assert_ne!(identifier("a b"), identifier("a_b"));
        assert!(!identifier("\"é <").contains(['"', '<', ' ']));
    }

    #[test]
    fn summaries_are_short_and_whole() {
        let long = vec!["x".repeat(390), "does not fit".to_owned(), "fits.".to_owned()];
        let text = summary(&long);
        assert!(text.chars().count() <= 400 && text.ends_with(" fits."));
    }

    #[test]
    fn clipped_text_says_so() {
        assert_eq!(clip("Grüße aus São Paulo", 8), "Grüße a…");
        assert_eq!(clip("short", 8), "short");
        assert_eq!([sentence("It is so"), sentence("Is it?"), sentence("")], ["It is so.", "Is it?", ""]);
    }
}
