//! Bytes to text: UTF-8, with or without a byte-order mark, and nothing else.

use crate::diagnostics::{Diagnostics, Place, Slug};

/// The bytes as text, without a byte-order mark; `None` (and a problem) if they are not UTF-8.
pub(super) fn decode<'b>(file: &str, bytes: &'b [u8], found: &mut Diagnostics) -> Option<&'b str> {
    if looks_like_utf16(bytes) {
        let message = "the file is UTF-16 text (\"Unicode Text\" in Excel), not UTF-8";
        found.push(Slug::NotUtf8, Place::line(file, 1), message, "save it again as \"CSV UTF-8 (comma delimited)\"");
        return None;
    }
    let (bytes, marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            if marked {
                let message = "the file begins with a byte-order mark; it was read without it";
                found.push(Slug::ByteOrderMark, Place::file(file), message, "");
            }
            Some(text)
        }
        Err(error) => {
            let line = line_of(bytes, error.valid_up_to());
            let message = format!("line {line} holds a character that is not UTF-8, such as an accented letter");
            let help = "save the file again as UTF-8; in Excel: \"CSV UTF-8 (comma delimited)\"";
            found.push(Slug::NotUtf8, Place::line(file, line), message, help);
            None
        }
    }
}

/// Every second byte of a UTF-16 text in a Western language is 0, if no mark tells.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(512)).unwrap_or(bytes);
    let zeros_at = |odd: usize| start.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let half = start.len() / 2;
    start.starts_with(b"\xFF\xFE")
        || start.starts_with(b"\xFE\xFF")
        || half >= 4 && (zeros_at(0) * 2 > half || zeros_at(1) * 2 > half)
}

/// The line, from 1, of the byte at `offset`; `\r\n`, `\n` and `\r` each end a line.
pub(super) fn line_of(bytes: &[u8], offset: usize) -> u32 {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let ends = before.iter().zip(before.iter().skip(1).map(Some).chain([bytes.get(offset)]));
    let lines = ends.filter(|&(&byte, next)| byte == b'\n' || byte == b'\r' && next != Some(&b'\n')).count();
    u32::try_from(lines).unwrap_or(u32::MAX - 1) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for text in ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc"] {
            assert_eq!(line_of(text.as_bytes(), text.len() - 1), 3, "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_noted_and_left_out() {
        let mut found = Diagnostics::new();
        assert_eq!(decode("a.csv", b"\xEF\xBB\xBFrole", &mut found), Some("role"));
        assert_eq!(found.problems().first().map(|problem| problem.slug), Some(Slug::ByteOrderMark));
    }

    #[test]
    fn other_encodings_are_refused_with_the_line() {
        let mut found = Diagnostics::new();
        assert_eq!(decode("a.csv", b"role\nbmet,Caf\xE9\n", &mut found), None);
        assert_eq!(decode("a.csv", b"r\0o\0l\0e\0\n\0", &mut found), None);
        let lines: Vec<_> = found.problems().iter().map(|problem| problem.place.line).collect();
        assert_eq!(lines, [Some(2), Some(1)]);
    }
}
