//! Texts that cells share, and the form in which any text of a cell is written.

use super::limits::{MAX_CELLS, MAX_CHARACTERS, MAX_TEXT};
use super::package::Package;
use super::trouble::Trouble;
use super::xml::{SPREADSHEET, Xml};

/// The shared texts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part called `part`.
    pub(super) fn read(package: &Package<'_>, part: &str) -> Result<Self, Trouble> {
        let mut xml = Xml::open(package.part(part)?, "sst", SPREADSHEET)?;
        let mut strings = Self::default();
        let mut text = String::new();
        while let Some(tag) = xml.child()? {
            if tag.name() != "si" {
                xml.skip()?;
                continue;
            }
            text.clear();
            rich_text(&mut xml, &mut text)?;
            unescape(&mut text);
            if too_long(&text) {
                let number = strings.ends.len() + 1;
                let how = format!("has a text (number {number}) of more than {MAX_CHARACTERS} characters");
                return Err(xml.damaged(&how));
            }
            if strings.text.len() + text.len() > MAX_TEXT {
                let message = format!("the cells of the workbook share more than {} MB of text", MAX_TEXT >> 20);
                return Err(Trouble::too_large(message));
            }
            if strings.ends.len() >= MAX_CELLS {
                return Err(Trouble::too_large(format!("the workbook has more than {MAX_CELLS} texts")));
            }
            strings.text.push_str(&text);
            strings.ends.push(strings.text.len() as u32);
        }
        xml.finish()?;
        Ok(strings)
    }

    /// The text at `index`.
    pub(super) fn get(&self, index: u32) -> Option<&str> {
        let index = index as usize;
        let end = *self.ends.get(index)? as usize;
        let begin = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(begin..end)
    }
}

/// Adds the text of the open element: `<t>` alone, or in runs `<r>` of different looks; how to pronounce it is left out.
pub(super) fn rich_text(xml: &mut Xml<'_>, into: &mut String) -> Result<(), Trouble> {
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "t" => xml.text(into)?,
            "r" => {
                while let Some(tag) = xml.child()? {
                    if tag.name() == "t" {
                        xml.text(into)?;
                    } else {
                        xml.skip()?;
                    }
                    whole(xml, into)?;
                }
            }
            _ => xml.skip()?,
        }
        whole(xml, into)?;
    }
    Ok(())
}

/// However many runs there are, their text is that of one cell; a sign takes at most 14 bytes (two escapes).
fn whole(xml: &Xml<'_>, text: &str) -> Result<(), Trouble> {
    if text.len() > MAX_CHARACTERS * 14 {
        return Err(xml.damaged(&format!("has a text of more than {MAX_CHARACTERS} characters")));
    }
    Ok(())
}

/// True if no cell holds a text of this length.
pub(super) fn too_long(text: &str) -> bool {
    text.len() > MAX_CHARACTERS && text.chars().count() > MAX_CHARACTERS
}

/// Turns `_x000D_`, which stands for the sign U+000D, into that sign (ECMA-376 part 1, 22.9.2.19).
pub(super) fn unescape(text: &mut String) {
    if !text.contains("_x") {
        return;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let (sign, length) = escaped(from).unwrap_or(('_', 1));
        plain.push(sign);
        rest = from.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    *text = plain;
}

/// The sign that `text` begins with the escape of, and the length of the escape. U+0000 is no sign of a text.
fn escaped(text: &str) -> Option<(char, usize)> {
    let first = unit(text)?;
    if let Some(sign) = char::from_u32(u32::from(first)) {
        return (sign != '\0').then_some((sign, 7));
    }
    let second = unit(text.get(7..)?)?;
    let sign = char::decode_utf16([first, second]).next()?.ok()?;
    Some((sign, 14))
}

fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && text.get(6..7) == Some("_")).then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_signs_become_the_signs() {
        let known = [
            ("plain", "plain"),
            ("two_x000D__x000A_lines", "two\r\nlines"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "_xD83D_"),
            ("_x0000_", "_x0000_"),
            ("cost_xyz", "cost_xyz"),
            ("_x00", "_x00"),
            ("_x_x0041_", "_xA"),
            ("é_x00é_", "é_x00é_"),
        ];
        for (written, meant) in known {
            let mut text = written.to_owned();
            unescape(&mut text);
            assert_eq!(text, meant, "{written}");
        }
    }
}
