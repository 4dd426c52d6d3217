//! Delimited text as records, one at a time, in constant memory.
//!
//! RFC 4180 with what spreadsheets do beyond it: lines end in `\n`, `\r\n` or `\r`, mixed as they come; a quote opens a
//! quoted cell only where the cell begins, and cells of a quoted one may hold line breaks. A quote that is never closed,
//! text after a closing quote and NUL characters are damage, because other readers take them for something else.

use super::encoding::{TextForm, TextReader};
use super::{Damage, DamageKind};
use memchr::{memchr, memchr2_iter};
use std::borrow::Cow;
use std::io::Read;

/// No record of a sane file is longer; a quote that is never closed shows before memory is full.
const LONGEST_RECORD: usize = 8 << 20;
/// A spreadsheet has no more columns.
const MOST_CELLS: usize = 16_384;

/// The records of a file.
pub struct Records<'r> {
    text: TextReader<'r>,
    /// Decoded text; records before `start` have been given out.
    buffer: String,
    start: usize,
    ended: bool,
    /// Damage that lies behind the text in the buffer.
    damage: Option<DamageKind>,
    delimiter: u8,
    line: u32,
    sheet_row: u32,
    cells: Vec<Span>,
    /// True if the buffer holds a NUL character.
    has_nul: bool,
}

/// Where a cell lies in its record.
#[derive(Clone, Copy)]
struct Span {
    begin: usize,
    end: usize,
    /// True if quotes in it are written twice.
    doubled: bool,
}

/// One record.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// Its row in a spreadsheet, from 1.
    pub sheet_row: u32,
    text: &'a str,
    cells: &'a [Span],
}

impl<'a> Record<'a> {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// True if it has no cells; a blank line has one, which is empty.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The text of a cell without space around it; `None` if the record is shorter.
    pub fn cell(&self, index: usize) -> Option<Cow<'a, str>> {
        let span = self.cells.get(index)?;
        let text = self.text.get(span.begin..span.end)?;
        let bytes = text.as_bytes();
        // Most cells have no space around them, which their ends show at once.
        let visible = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let text = if visible(bytes.first()) && visible(bytes.last()) { text } else { text.trim() };
        Some(if span.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
    }

    /// The cells, in order.
    pub fn cells(&self) -> impl Iterator<Item = Cow<'a, str>> {
        (0..self.len()).map_while(move |index| self.cell(index))
    }

    /// True if no cell holds text.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.is_empty())
    }
}

/// What reading one record came to.
enum Outcome {
    /// It takes so many bytes, with its line end; and whether some cell is quoted.
    Complete { length: usize, has_quotes: bool },
    /// It reaches beyond the text at hand.
    More,
    /// It cannot be one record; the offset shows where.
    Damaged(usize, DamageKind),
}

impl<'r> Records<'r> {
    /// Opens a file whose cells are divided by `delimiter`, which may turn out to be another.
    ///
    /// # Errors
    /// If the first bytes cannot be read, or are not of the declared encoding.
    pub fn open(input: Box<dyn Read + 'r>, encoding: Option<&str>, delimiter: u8) -> Result<Self, Damage> {
        Ok(Self {
            text: TextReader::open(input, encoding)?,
            buffer: String::new(),
            start: 0,
            ended: false,
            damage: None,
            delimiter,
            line: 1,
            sheet_row: 1,
            cells: Vec::new(),
            has_nul: false,
        })
    }

    /// How the bytes are read as text.
    pub fn form(&self) -> TextForm {
        self.text.form()
    }

    /// The first text of the file, at least `wanted` bytes unless it ends before; due before any record is read.
    pub(super) fn head(&mut self, wanted: usize) -> &[u8] {
        while self.buffer.len() < wanted && self.fill() {}
        self.buffer.as_bytes()
    }

    /// Divides cells at another character from here on.
    pub(super) fn divide_by(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// The next record, blank lines too; `None` at the end.
    ///
    /// # Errors
    /// If the text is damaged; nothing can be read from there on.
    #[allow(clippy::should_implement_trait)] // A record borrows from the reader, which no iterator may give out.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, Damage> {
        let (length, has_quotes) = loop {
            let rest = self.buffer.as_bytes().get(self.start..).unwrap_or_default();
            // Old systems end a text with Ctrl-Z.
            if (rest.is_empty() || rest == b"\x1A") && self.ended {
                return self.damage.take().map_or(Ok(None), |kind| Err(Damage::new(self.line, kind)));
            }
            match tokenise(rest, self.delimiter, self.ended && self.damage.is_none(), &mut self.cells) {
                Outcome::Complete { length, has_quotes } => break (length, has_quotes),
                Outcome::Damaged(offset, kind) => {
                    let line = self.line + lines(rest.get(..offset).unwrap_or(rest));
                    return Err(Damage::new(line, kind));
                }
                Outcome::More if self.ended => {
                    let line = self.line + lines(rest);
                    return Err(Damage::new(line, self.damage.take().unwrap_or(DamageKind::OpenQuote)));
                }
                Outcome::More if rest.len() > LONGEST_RECORD => {
                    return Err(Damage::new(self.line, DamageKind::LongRecord));
                }
                Outcome::More => {
                    self.fill();
                }
            }
        };
        let record = self.buffer.get(self.start..self.start + length).unwrap_or_default();
        let text = record.as_bytes();
        if self.has_nul
            && let Some(at) = memchr(0, text)
        {
            let line = self.line + lines(text.get(..at).unwrap_or(text));
            return Err(Damage::new(line, DamageKind::Nul));
        }
        let (line, sheet_row) = (self.line, self.sheet_row);
        // A line end within a quoted cell is rare: most records are one line.
        self.line +=
            if has_quotes && self.cells.iter().any(|cell| has_line_end(text, *cell)) { lines(text) } else { 1 };
        self.sheet_row += 1;
        self.start += length;
        Ok(Some(Record { line, sheet_row, text: record, cells: &self.cells }))
    }

    /// Reads more text; false at the end.
    fn fill(&mut self) -> bool {
        if self.ended {
            return false;
        }
        // What was given out goes, so that the buffer holds no more than one piece and one record.
        self.buffer.drain(..self.start);
        self.start = 0;
        match self.text.fill(&mut self.buffer) {
            Ok(more) => self.ended = !more,
            Err(kind) => (self.ended, self.damage) = (true, Some(kind)),
        }
        self.has_nul = memchr(0, self.buffer.as_bytes()).is_some();
        !self.ended
    }
}

fn has_line_end(text: &[u8], cell: Span) -> bool {
    // Only a quoted cell can hold one, and then a quote stands before it.
    cell.begin > 0
        && text.get(cell.begin - 1) == Some(&b'"')
        && text.get(cell.begin..cell.end).is_some_and(|cell| memchr::memchr2(b'\n', b'\r', cell).is_some())
}

/// How many lines end in the text; `\r\n` is one end.
pub(super) fn lines(text: &[u8]) -> u32 {
    let ends =
        memchr2_iter(b'\n', b'\r', text).filter(|&at| text.get(at) == Some(&b'\n') || text.get(at + 1) != Some(&b'\n'));
    u32::try_from(ends.count()).unwrap_or(u32::MAX / 2)
}

/// Finds the cells of the record that begins the text.
fn tokenise(text: &[u8], delimiter: u8, ended: bool, cells: &mut Vec<Span>) -> Outcome {
    cells.clear();
    let (mut at, mut has_quotes) = (0, false);
    let mut ends = Ends::behind(text, delimiter, 0);
    loop {
        // A space beside a quote belongs to nobody.
        let opens = at + spaces(text, at);
        let quoted = text.get(opens) == Some(&b'"');
        has_quotes |= quoted;
        let end = if quoted {
            let begin = opens + 1;
            let (close, doubled) = match closing_quote(text, begin) {
                Some(found) => found,
                // The quote that opened and is never closed is the place to look at.
                None if ended => return Outcome::Damaged(at, DamageKind::OpenQuote),
                None => return Outcome::More,
            };
            // A quote at the end of the text may be the first of two.
            let after = close + 1 + spaces(text, close + 1);
            if after >= text.len() && !ended {
                return Outcome::More;
            }
            cells.push(Span { begin, end: close, doubled });
            match text.get(after) {
                None => after,
                Some(&byte) if byte == delimiter || byte == b'\n' || byte == b'\r' => {
                    ends = Ends::behind(text, delimiter, after + 1);
                    after
                }
                Some(_) => return Outcome::Damaged(after, DamageKind::TextAfterQuote),
            }
        } else {
            let end = match ends.next() {
                Some(end) => end,
                None if ended => text.len(),
                None => return Outcome::More,
            };
            cells.push(Span { begin: at, end, doubled: false });
            end
        };
        if cells.len() > MOST_CELLS {
            return Outcome::Damaged(at, DamageKind::TooLarge("a row of more than 16,384 cells"));
        }
        match text.get(end) {
            None => return Outcome::Complete { length: text.len(), has_quotes },
            Some(b'\n') => return Outcome::Complete { length: end + 1, has_quotes },
            Some(b'\r') => match text.get(end + 1) {
                Some(b'\n') => return Outcome::Complete { length: end + 2, has_quotes },
                None if !ended => return Outcome::More,
                _ => return Outcome::Complete { length: end + 1, has_quotes },
            },
            Some(_) => at = end + 1,
        }
    }
}

/// How many spaces stand at an offset.
fn spaces(text: &[u8], at: usize) -> usize {
    text.get(at..).unwrap_or_default().iter().take_while(|&&byte| byte == b' ').count()
}

/// The bytes that end a cell without quotes. They are looked for in words of eight, because cells are so short that a
/// search for each of them costs more than it passes over.
struct Ends<'t> {
    text: &'t [u8],
    /// The delimiter in each byte.
    delimiter: u64,
    /// Where the word begins.
    word: usize,
    /// The highest bit of each byte of the word that ends a cell and was not given out.
    found: u64,
}

/// One in each byte of a word.
const EACH: u64 = 0x0101_0101_0101_0101;

impl<'t> Ends<'t> {
    /// Those from a place on.
    fn behind(text: &'t [u8], delimiter: u8, place: usize) -> Self {
        let mut ends = Self { text, delimiter: EACH * u64::from(delimiter), word: place, found: 0 };
        ends.look();
        ends
    }

    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.word += 8;
            if self.word >= self.text.len() {
                return None;
            }
            self.look();
        }
        let place = self.word + self.found.trailing_zeros() as usize / 8;
        self.found &= self.found - 1;
        Some(place)
    }

    fn look(&mut self) {
        let rest = self.text.get(self.word..).unwrap_or_default();
        let word = match rest.first_chunk::<8>() {
            Some(bytes) => u64::from_le_bytes(*bytes),
            // Behind the text stand zeros, which end nothing.
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        let (line, carriage) = (EACH * u64::from(b'\n'), EACH * u64::from(b'\r'));
        self.found = zeros(word ^ self.delimiter) | zeros(word ^ line) | zeros(word ^ carriage);
    }
}

/// The highest bit of each byte that is zero.
fn zeros(word: u64) -> u64 {
    const REST: u64 = EACH * 0x7F;
    !(((word & REST) + REST) | word | REST)
}

/// Where the quote stands that closes a cell, and whether the cell holds doubled quotes.
fn closing_quote(text: &[u8], begin: usize) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (begin, false);
    loop {
        let quote = at + memchr(b'"', text.get(at..)?)?;
        if text.get(quote + 1) != Some(&b'"') {
            return Some((quote, doubled));
        }
        doubled = true;
        at = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, delimiter: u8) -> Result<Vec<(u32, u32, Vec<String>)>, Damage> {
        let mut records = Records::open(Box::new(text.as_bytes()), None, delimiter)?;
        let mut all = Vec::new();
        while let Some(record) = records.next()? {
            all.push((record.line, record.sheet_row, record.cells().map(Cow::into_owned).collect()));
        }
        Ok(all)
    }

    #[test]
    fn records_know_their_line_and_their_spreadsheet_row() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,\"two", "lines\"", "", "3, 4 ", ",", "5,6"].join(end);
            let places: Vec<(u32, u32)> = read(&text, b',').expect("sound").iter().map(|r| (r.0, r.1)).collect();
            assert_eq!(places, [(1, 1), (2, 2), (4, 3), (5, 4), (6, 5), (7, 6)], "{end:?}");
        }
    }

    #[test]
    fn cells_of_every_length_end_where_they_end() {
        // Bytes whose bits are near those of a comma, a line end and a carriage return.
        let filling: String = "-+\u{ac}\u{8a}\u{d}x~\u{1}".chars().filter(|c| *c != '\r').collect();
        for length in 0..40 {
            let cell: String = filling.chars().cycle().take(length).collect();
            let text = format!("{cell},{cell},\n\"{cell}\",{cell}\r\n,{cell}");
            let rows: Vec<Vec<String>> = read(&text, b',').expect("sound").into_iter().map(|row| row.2).collect();
            let cell = cell.trim().to_owned();
            let expected = [
                vec![cell.clone(), cell.clone(), String::new()],
                vec![cell.clone(), cell.clone()],
                vec![String::new(), cell],
            ];
            assert_eq!(rows, expected, "{length}");
        }
    }

    #[test]
    fn quotes_hold_delimiters_line_ends_and_quotes() {
        let rows = read("\"a;b\";\"say \"\"no\"\"\";5\" screen\n\"\";x\n", b';').expect("sound");
        assert_eq!(rows[0].2, ["a;b", "say \"no\"", "5\" screen"]);
        assert_eq!(rows[1].2, ["", "x"]);
    }

    #[test]
    fn spaces_beside_quotes_and_the_end_of_old_systems_are_nothing() {
        let rows = read("\"a\", \"b,c\" ,d e\n1,2,3\n\x1A", b',').expect("sound");
        assert_eq!((rows.len(), rows[0].2.join("|")), (2, "a|b,c|d e".to_owned()));
    }

    #[test]
    fn damage_is_named_with_its_line() {
        for (text, line, kind) in [
            ("a,b\n1,\"open\n2,3\n", 2, DamageKind::OpenQuote),
            ("a,b\n1,2\n\"x\"y,3\n", 3, DamageKind::TextAfterQuote),
            ("a,b\n1,\u{0}2\n", 2, DamageKind::Nul),
        ] {
            assert_eq!(read(text, b',').expect_err(text), Damage::new(line, kind), "{text}");
        }
        let mut records = Records::open(Box::new(&b"a\nb\nCaf\xE9\n"[..]), None, b',').expect("opens");
        let damage = loop {
            match records.next() {
                Ok(record) => assert!(record.is_some(), "must be damaged"),
                Err(damage) => break damage,
            }
        };
        assert_eq!(damage, Damage::new(3, DamageKind::NotText("UTF-8")));
    }

    #[test]
    fn pieces_of_any_size_give_the_same_records() {
        struct Slow<'t>(&'t [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let taken = buffer.len().min(self.0.len()).min(7);
                buffer[..taken].copy_from_slice(&self.0[..taken]);
                self.0 = &self.0[taken..];
                Ok(taken)
            }
        }
        let row = "north,\"a \"\"quoted\"\" name\r\nof two lines\",12.5\r\n";
        let text = row.repeat(30_000);
        let mut records = Records::open(Box::new(Slow(text.as_bytes())), None, b',').expect("opens");
        let mut count = 0;
        while let Some(record) = records.next().expect("sound") {
            assert_eq!((record.line, record.sheet_row), (1 + 2 * count, 1 + count));
            assert_eq!(record.cell(1).as_deref(), Some("a \"quoted\" name\r\nof two lines"));
            count += 1;
        }
        assert_eq!(count, 30_000);
    }
}
