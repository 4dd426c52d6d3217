//! Bytes to UTF-8 text, a piece at a time.
//!
//! A byte-order mark decides, else UTF-8 holds; UTF-16 without a mark is known by its zeros. Every other encoding must
//! be declared, because its bytes do not tell what they mean.

use super::{Damage, DamageKind};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{ErrorKind, Read};

/// Bytes read at once: large enough that the system is seldom asked, small enough for the processor's cache.
const PIECE: usize = 64 << 10;

/// How the bytes of a file were read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextForm {
    /// The encoding's name, such as `UTF-8`.
    pub encoding: &'static str,
    /// True if the file began with a byte-order mark.
    pub marked: bool,
    /// True if the planner named the encoding.
    pub declared: bool,
}

/// The encoding that planners call `name`; `None` if it is not one.
pub fn encoding(name: &str) -> Option<&'static str> {
    let known = Encoding::for_label(name.trim().as_bytes())?;
    // Encodings that only exist to be refused or replaced in browsers.
    (!["replacement", "x-user-defined"].contains(&known.name())).then(|| known.name())
}

/// The text of a file.
pub(super) struct TextReader<'r> {
    input: Box<dyn Read + 'r>,
    decoder: Decoder,
    form: TextForm,
    /// Bytes read and not yet decoded.
    waiting: Vec<u8>,
    /// Memory of a piece that was decoded, for the next one.
    spare: Vec<u8>,
    ended: bool,
    /// Whether the raw bytes would be UTF-8, and more than ASCII: then another encoding was declared wrongly.
    as_utf8: Option<Decoder>,
    beyond_ascii: bool,
}

impl<'r> TextReader<'r> {
    /// Looks at the first bytes; `declared` is an encoding's name.
    pub(super) fn open(input: Box<dyn Read + 'r>, declared: Option<&str>) -> Result<Self, Damage> {
        let mut reader = Self {
            input,
            decoder: UTF_8.new_decoder_without_bom_handling(),
            form: TextForm { encoding: UTF_8.name(), marked: false, declared: false },
            waiting: Vec::new(),
            spare: Vec::new(),
            ended: false,
            as_utf8: None,
            beyond_ascii: false,
        };
        reader.read_piece()?;
        let marked = Encoding::for_bom(&reader.waiting);
        let declared = match declared {
            // The mark says which of the two byte orders it is.
            Some(name) if name.eq_ignore_ascii_case("utf-16") => marked.map(|(found, _)| found).or(Some(UTF_16LE)),
            Some(name) => Encoding::for_label(name.as_bytes()),
            None => None,
        };
        if let (Some((found, _)), Some(declared)) = (marked, declared)
            && found != declared
        {
            return Err(Damage::new(1, DamageKind::OtherMark(found.name())));
        }
        let encoding = declared.or(marked.map(|(found, _)| found)).or_else(|| without_mark(&reader.waiting));
        let encoding = encoding.unwrap_or(UTF_8);
        if let Some((_, length)) = marked {
            reader.waiting.drain(..length);
            // Some exports put a second mark behind the first.
            if reader.waiting.starts_with(b"\xEF\xBB\xBF") {
                reader.waiting.drain(..3);
            }
        }
        reader.decoder = encoding.new_decoder_without_bom_handling();
        reader.form = TextForm { encoding: encoding.name(), marked: marked.is_some(), declared: declared.is_some() };
        if encoding.is_single_byte() {
            reader.as_utf8 = Some(UTF_8.new_decoder_without_bom_handling());
        }
        Ok(reader)
    }

    /// How the bytes are read.
    pub(super) fn form(&self) -> TextForm {
        self.form
    }

    /// Appends more text to `text`; false at the end. The error's line counts from the beginning of what was appended.
    pub(super) fn fill(&mut self, text: &mut String) -> Result<bool, DamageKind> {
        if self.waiting.is_empty() && !self.ended {
            self.read_piece().map_err(|damage| damage.kind)?;
        }
        if self.waiting.is_empty() && self.ended {
            return if self.last(text) { Ok(false) } else { Err(self.not_text()) };
        }
        let piece = std::mem::take(&mut self.waiting);
        if self.form.encoding == UTF_8.name() && self.valid_utf8(&piece, text)? {
            self.spare = piece;
            return Ok(true);
        }
        self.suspect(&piece);
        let mut rest = piece.as_slice();
        let mut decoded = vec![0; self.decoder.max_utf8_buffer_length(rest.len()).unwrap_or(PIECE * 4)];
        while !rest.is_empty() {
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(rest, &mut decoded, false);
            text.push_str(whole(&decoded, written));
            rest = rest.get(read..).unwrap_or_default();
            if let DecoderResult::Malformed(..) = result {
                return Err(self.not_text());
            }
        }
        Ok(true)
    }

    /// Appends a piece that is whole UTF-8 as it is, which is most of them; false if it must be decoded with care.
    fn valid_utf8(&mut self, piece: &[u8], text: &mut String) -> Result<bool, DamageKind> {
        match std::str::from_utf8(piece) {
            Ok(piece) => {
                text.push_str(piece);
                Ok(true)
            }
            Err(error) => {
                let (_, rest) = piece.split_at(error.valid_up_to());
                text.push_str(whole(piece, error.valid_up_to()));
                // A character may be cut by the end of the piece.
                if error.error_len().is_none() && !self.ended {
                    self.waiting = rest.to_vec();
                    self.read_piece().map_err(|damage| damage.kind)?;
                    Ok(true)
                } else {
                    Err(self.not_text())
                }
            }
        }
    }

    /// Ends the text; false if a character is cut off.
    fn last(&mut self, text: &mut String) -> bool {
        let mut decoded = [0; 16];
        let (result, _, written) = self.decoder.decode_to_utf8_without_replacement(&[], &mut decoded, true);
        text.push_str(whole(&decoded, written));
        result == DecoderResult::InputEmpty && !self.is_utf8_after_all()
    }

    fn not_text(&self) -> DamageKind {
        if self.is_utf8_after_all() { DamageKind::IsUtf8 } else { DamageKind::NotText(self.form.encoding) }
    }

    /// Follows whether bytes that are read in a declared encoding are UTF-8.
    fn suspect(&mut self, piece: &[u8]) {
        let Some(decoder) = &mut self.as_utf8 else { return };
        self.beyond_ascii |= !piece.is_ascii();
        let mut sink = vec![0; piece.len() * 3 + 16];
        let (mut rest, mut good) = (piece, true);
        while good && !rest.is_empty() {
            let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut sink, false);
            good = !matches!(result, DecoderResult::Malformed(..));
            rest = rest.get(read..).unwrap_or_default();
        }
        if !good {
            self.as_utf8 = None;
        }
    }

    fn is_utf8_after_all(&self) -> bool {
        self.as_utf8.is_some() && self.beyond_ascii
    }

    fn read_piece(&mut self) -> Result<(), Damage> {
        let before = self.waiting.len();
        let mut piece = std::mem::take(&mut self.spare);
        piece.resize(PIECE, 0);
        let mut filled = 0;
        while let Some(rest) = piece.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.input.read(rest) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Damage::new(1, DamageKind::Unread(error.to_string()))),
            }
        }
        piece.truncate(filled);
        self.ended = piece.len() < PIECE;
        if before == 0 {
            self.waiting = piece;
        } else {
            self.waiting.extend_from_slice(&piece);
        }
        Ok(())
    }
}

/// All bytes as text, by their mark or as UTF-8.
///
/// # Errors
/// If they are not text, with the line.
pub fn text(bytes: &[u8]) -> Result<(String, TextForm), Damage> {
    let mut reader = TextReader::open(Box::new(bytes), None)?;
    let mut text = String::new();
    let failed = loop {
        match reader.fill(&mut text) {
            Ok(true) => {}
            Ok(false) => break None,
            Err(kind) => break Some(kind),
        }
    };
    match failed {
        None => Ok((text, reader.form())),
        Some(kind) => Err(Damage::new(super::records::lines(text.as_bytes()) + 1, kind)),
    }
}

/// The first bytes as text, which they are known to be.
fn whole(bytes: &[u8], length: usize) -> &str {
    bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// UTF-16 without a mark: every second byte of a text in a Western language is 0.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(512)).unwrap_or(bytes);
    let zeros_at = |odd: usize| start.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let half = start.len() / 2;
    let mostly = |zeros: usize| half >= 4 && zeros * 2 > half;
    match (mostly(zeros_at(0)), mostly(zeros_at(1))) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], declared: Option<&str>) -> Result<(String, TextForm), DamageKind> {
        let mut reader = TextReader::open(Box::new(bytes), declared).map_err(|damage| damage.kind)?;
        let mut text = String::new();
        while reader.fill(&mut text)? {}
        Ok((text, reader.form()))
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn marks_and_zeros_tell_the_encoding() {
        let text = "role,Größe\nbmet,1\n";
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (bytes, encoding, mark) in [
            (text.as_bytes().to_vec(), "UTF-8", false),
            (marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()), "UTF-8", true),
            (marked(b"\xFF\xFE", utf16(text, true)), "UTF-16LE", true),
            (marked(b"\xFE\xFF", utf16(text, false)), "UTF-16BE", true),
            (utf16(text, true), "UTF-16LE", false),
            (utf16(text, false), "UTF-16BE", false),
        ] {
            let (read, form) = read(&bytes, None).expect("text");
            assert_eq!((read.as_str(), form.encoding, form.marked), (text, encoding, mark));
        }
    }

    #[test]
    fn other_encodings_are_read_when_declared_and_only_then() {
        let bytes = b"role\nCaf\xE9\n";
        assert_eq!(read(bytes, None), Err(DamageKind::NotText("UTF-8")));
        assert_eq!(read(bytes, Some("windows-1252")).expect("text").0, "role\nCafé\n");
        assert_eq!(read("Café".as_bytes(), Some("windows-1252")), Err(DamageKind::IsUtf8));
        assert_eq!(read(b"\xEF\xBB\xBFrole", Some("windows-1252")), Err(DamageKind::OtherMark("UTF-8")));
        assert_eq!(read(b"cut \xC3", None), Err(DamageKind::NotText("UTF-8")));
        assert_eq!(read(b"\xFF\xFEr\0o", None), Err(DamageKind::NotText("UTF-16LE")));
    }

    #[test]
    fn characters_may_lie_across_pieces() {
        let text = "é".repeat(PIECE);
        assert_eq!(read(format!("a{text}").as_bytes(), None).expect("text").0.len(), 1 + 2 * PIECE);
        let (wide, _) = read(&[b"\xFF\xFE".to_vec(), utf16(&"😀".repeat(PIECE), true)].concat(), None).expect("text");
        assert_eq!(wide.chars().count(), PIECE);
    }
}
