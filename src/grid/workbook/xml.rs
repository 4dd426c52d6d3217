//! The XML of a part, walked element by element with one tag in memory at a time.
//!
//! A walker descends: [`Xml::child`] gives the next element within the one that is open, and the caller reads that
//! element to its end (its children, its text, or [`Xml::skip`]) before it asks for the next. Elements of the
//! part's own namespace have their bare name, whatever its prefix; elements of all others have the empty name.
//!
//! Refused: any encoding but UTF-8, document types (and with them entities of one's own), tags that do not match,
//! attributes that stand twice, more than one root. Left out: XML namespaces that change below the root.

use super::limits::{MAX_DEPTH, MAX_TAG};
use super::part::Part;
use super::trouble::{Trouble, quoted};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::io::BufRead;

/// Spreadsheets in the transitional and in the strict form of the standard.
pub(super) const SPREADSHEET: &[&str] =
    &["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"];
/// Relationships of a package, in both forms.
pub(super) const PACKAGE: &[&str] = &["http://schemas.openxmlformats.org/package/2006/relationships"];

/// A part being walked.
pub(super) struct Xml<'p> {
    reader: Reader<Part<'p>>,
    buffer: Vec<u8>,
    /// The tag read last, without its brackets, and how long its name is.
    tag: String,
    name_length: usize,
    /// What elements of the root's namespace begin with: nothing, or such as `x:`.
    prefix: String,
    depth: usize,
    part: String,
}

/// What comes next within an element.
enum Step {
    Opens,
    Closes,
    Text,
    Ends,
}

impl<'p> Xml<'p> {
    /// Begins a part, whose root must be `root` in one of the `namespaces`, and opens the root.
    pub(super) fn open(mut part: Part<'p>, root: &str, namespaces: &[&str]) -> Result<Self, Trouble> {
        let name = quoted(&part.name);
        match part.fill_buf() {
            Ok(start) if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") || has_zero(start) => {
                let message = format!("the part {name} of the workbook is written in UTF-16, not in UTF-8");
                return Err(Trouble::damaged(message));
            }
            Ok(_) => {}
            Err(_) => return Err(part.trouble().unwrap_or_else(|| Trouble::damaged("a part cannot be read"))),
        }
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        let (tag, prefix) = (String::new(), String::new());
        let mut xml = Self { reader, buffer: Vec::new(), tag, name_length: 0, prefix, depth: 0, part: name };
        loop {
            match xml.step(None)? {
                Step::Opens => break,
                Step::Text => {}
                Step::Closes | Step::Ends => return Err(xml.damaged("is empty")),
            }
        }
        let full = xml.tag.get(..xml.name_length).unwrap_or_default();
        let prefix = full.split_once(':').map_or("", |(prefix, _)| prefix).to_owned();
        let declared = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        xml.prefix = if prefix.is_empty() { prefix } else { format!("{prefix}:") };
        let tag = xml.tag();
        let namespace = tag.text(&declared)?;
        if tag.name() != root || !namespace.is_some_and(|namespace| namespaces.contains(&namespace.as_str())) {
            return Err(xml.damaged(&format!("is not what it should be: it does not begin with the tag `{root}`")));
        }
        Ok(xml)
    }

    /// The next element within the open one; `None` where the open one closes.
    pub(super) fn child(&mut self) -> Result<Option<Tag<'_>>, Trouble> {
        loop {
            match self.step(None)? {
                Step::Opens => return Ok(Some(self.tag())),
                Step::Closes => return Ok(None),
                Step::Text => {}
                Step::Ends => return Err(self.damaged("ends in the middle")),
            }
        }
    }

    /// The tag of the element opened last.
    pub(super) fn tag(&self) -> Tag<'_> {
        Tag { content: BytesStart::from_content(self.tag.as_str(), self.name_length), prefix: &self.prefix, xml: self }
    }

    /// Reads past the end of the open element.
    pub(super) fn skip(&mut self) -> Result<(), Trouble> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if let Step::Ends = self.step(None)? {
                return Err(self.damaged("ends in the middle"));
            }
        }
        Ok(())
    }

    /// Adds the text of the open element to `into`, and reads past its end.
    pub(super) fn text(&mut self, into: &mut String) -> Result<(), Trouble> {
        loop {
            match self.step(Some(into))? {
                Step::Text if into.len() > MAX_TAG => return Err(Trouble::tag_too_long(&self.part)),
                Step::Text => {}
                Step::Closes => return Ok(()),
                Step::Opens => return Err(self.damaged("has a tag within a text")),
                Step::Ends => return Err(self.damaged("ends in the middle")),
            }
        }
    }

    /// Reads to the end of the part, which must hold nothing more once its root is closed; its checksum is then known.
    pub(super) fn finish(mut self) -> Result<(), Trouble> {
        loop {
            match self.step(None)? {
                Step::Ends => return Ok(()),
                Step::Text => {}
                Step::Opens | Step::Closes => return Err(self.damaged("goes on after its end")),
            }
        }
    }

    /// The part breaks a rule of its format: `` the part `xl/workbook.xml` {how} ``.
    pub(super) fn damaged(&self, how: &str) -> Trouble {
        Trouble::damaged(format!("the part {} of the workbook {how}", self.part))
    }

    /// Reads one event; text goes to `into`.
    fn step(&mut self, into: Option<&mut String>) -> Result<Step, Trouble> {
        self.buffer.clear();
        self.reader.get_mut().tag_ends();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                return Err(self.reader.get_ref().trouble().unwrap_or_else(|| broken(&self.part, &error)));
            }
        };
        let step = match event {
            Event::Start(tag) => {
                self.tag.clear();
                self.tag.push_str(&tag);
                self.name_length = tag.name().as_ref().len();
                self.depth += 1;
                self.reader.get_ref().count_tag()?;
                Step::Opens
            }
            Event::End(_) => {
                self.depth -= 1;
                Step::Closes
            }
            Event::Text(text) => add(into, &text),
            Event::CData(text) => add(into, &text),
            Event::GeneralRef(reference) => {
                let sign = match reference.resolve_char_ref() {
                    Ok(Some(sign)) => Some(Cow::from(sign.to_string())),
                    Ok(None) => resolve_predefined_entity(&reference).map(Cow::from),
                    Err(_) => None,
                };
                match sign {
                    Some(sign) => add(into, &sign),
                    None => {
                        let how = format!("uses the entity {}, which nothing defines", quoted(&reference));
                        return Err(self.damaged(&how));
                    }
                }
            }
            Event::DocType(_) => return Err(self.damaged("has a document type, which no workbook needs")),
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(name)) if !["utf-8", "utf8", "us-ascii"].iter().any(|own| name.eq_ignore_ascii_case(own)) => {
                    let how = format!("is written in {}, not in UTF-8", quoted(&name));
                    return Err(self.damaged(&how));
                }
                Some(Err(_)) => return Err(self.damaged("begins with a broken declaration")),
                _ => Step::Text,
            },
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) => Step::Text,
            Event::Eof => Step::Ends,
        };
        if self.depth > MAX_DEPTH {
            return Err(self.damaged(&format!("has tags within each other more than {MAX_DEPTH} deep")));
        }
        Ok(step)
    }
}

fn add(into: Option<&mut String>, text: &str) -> Step {
    if let Some(into) = into {
        into.push_str(text);
    }
    Step::Text
}

/// UTF-16 without a mark has a zero byte in each of its first signs, which UTF-8 never has.
fn has_zero(start: &[u8]) -> bool {
    start.iter().take(4).any(|&byte| byte == 0)
}

fn broken(part: &str, error: &quick_xml::Error) -> Trouble {
    let detail = quoted(&error.to_string().replace('`', "'"));
    Trouble::damaged(format!("the part {part} of the workbook is not sound XML: {detail}"))
}

/// A tag that opens an element.
pub(super) struct Tag<'x> {
    content: BytesStart<'x>,
    prefix: &'x str,
    xml: &'x Xml<'x>,
}

impl<'x> Tag<'x> {
    /// The element's name without prefix; empty if it is of another namespace than the root.
    pub(super) fn name(&self) -> &'x str {
        let full = self.xml.tag.get(..self.xml.name_length).unwrap_or_default();
        full.strip_prefix(self.prefix).filter(|name| !name.contains(':')).unwrap_or_default()
    }

    /// The attribute `name`.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Trouble> {
        self.find(|key| key == name)
    }

    /// The attribute `name` of another namespace, such as `r:id`.
    pub(super) fn foreign(&self, name: &str) -> Result<Option<String>, Trouble> {
        self.find(|key| key.split_once(':').is_some_and(|(_, local)| local == name))
    }

    /// The attribute `name`, which must be there.
    pub(super) fn required(&self, name: &str) -> Result<String, Trouble> {
        let missing = || self.xml.damaged(&format!("has a tag `{}` without `{name}`", self.name()));
        self.text(name)?.ok_or_else(missing)
    }

    /// The attribute `name` as a whole number.
    pub(super) fn number(&self, name: &str) -> Result<Option<u32>, Trouble> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        match text.trim().parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(self.bad_value(name, &text)),
        }
    }

    /// The attribute `name` as yes or no; `otherwise` if it is not there.
    pub(super) fn flag(&self, name: &str, otherwise: bool) -> Result<bool, Trouble> {
        match self.text(name)?.as_deref() {
            None => Ok(otherwise),
            Some("1" | "true" | "on") => Ok(true),
            Some("0" | "false" | "off") => Ok(false),
            Some(other) => Err(self.bad_value(name, other)),
        }
    }

    /// The attribute `name` has a value that it cannot have.
    pub(super) fn bad_value(&self, name: &str, value: &str) -> Trouble {
        self.xml.damaged(&format!("has a tag `{}` with {name} = {}", self.name(), quoted(value)))
    }

    /// Hands each attribute to `take`, in order; a tag with many attributes that are wanted is read once.
    pub(super) fn each(&self, mut take: impl FnMut(&str, &str) -> Result<(), Trouble>) -> Result<(), Trouble> {
        let broken = || self.xml.damaged("has a tag with broken attributes");
        // The library's own search for doubled names takes time that grows with the square of their number.
        for attribute in self.content.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| broken())?;
            if attribute.value.contains(['&', '\t', '\n', '\r']) {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| broken())?;
                take(attribute.key.as_ref(), &value)?;
            } else {
                take(attribute.key.as_ref(), &attribute.value)?;
            }
        }
        Ok(())
    }

    /// The tag has an attribute twice.
    pub(super) fn doubled(&self) -> Trouble {
        self.xml.damaged("has a tag with the same attribute twice")
    }

    fn find(&self, wanted: impl Fn(&str) -> bool) -> Result<Option<String>, Trouble> {
        let mut found = None;
        self.each(|key, value| match (wanted(key), &found) {
            (true, Some(_)) => Err(self.doubled()),
            (true, None) => {
                found = Some(value.to_owned());
                Ok(())
            }
            (false, _) => Ok(()),
        })?;
        Ok(found)
    }
}
