//! Styles of cells, as far as they say how a number is shown.

use super::format::{Format, Shown};
use super::limits::{MAX_CHARACTERS, MAX_FORMATS, MAX_STYLES};
use super::package::Package;
use super::trouble::Trouble;
use super::xml::{SPREADSHEET, Xml};
use std::collections::BTreeMap;

/// The styles that cells refer to by index.
#[derive(Debug)]
pub(super) struct Styles {
    /// The index of each style's format in `formats`.
    styles: Vec<u32>,
    formats: Vec<Format>,
}

impl Default for Styles {
    /// A workbook without styles shows every number as itself.
    fn default() -> Self {
        Self { styles: vec![0], formats: vec![Format::built_in(0)] }
    }
}

impl Styles {
    /// Reads the part called `part`.
    pub(super) fn read(package: &Package<'_>, part: &str) -> Result<Self, Trouble> {
        let mut xml = Xml::open(package.part(part)?, "styleSheet", SPREADSHEET)?;
        let mut own: BTreeMap<u32, Format> = BTreeMap::new();
        let mut ids = Vec::new();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "numFmts" => own_formats(&mut xml, &mut own)?,
                "cellXfs" => {
                    while let Some(tag) = xml.child()? {
                        if tag.name() == "xf" {
                            ids.push(tag.number("numFmtId")?.unwrap_or(0));
                        }
                        if ids.len() > MAX_STYLES {
                            return Err(Trouble::too_large(format!("the workbook has more than {MAX_STYLES} styles")));
                        }
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        xml.finish()?;
        Ok(Self::of(&ids, own))
    }

    /// The styles with the formats `ids`; a format that the file defines comes before Excel's own of the same number.
    fn of(ids: &[u32], own: BTreeMap<u32, Format>) -> Self {
        let mut places: BTreeMap<u32, u32> = BTreeMap::new();
        let mut formats = Vec::new();
        for id in ids {
            places.entry(*id).or_insert_with(|| {
                formats.push(own.get(id).cloned().unwrap_or_else(|| Format::built_in(*id)));
                formats.len() as u32 - 1
            });
        }
        match ids.iter().map(|id| places.get(id).copied()).collect::<Option<Vec<u32>>>() {
            Some(styles) if !styles.is_empty() => Self { styles, formats },
            _ => Self::default(),
        }
    }

    /// How the style at `index` shows `value`; `None` if there is no such style.
    pub(super) fn shows(&self, index: u32, value: f64) -> Option<Shown> {
        let format = *self.styles.get(index as usize)?;
        self.formats.get(format as usize).map(|format| format.shows(value))
    }
}

fn own_formats(xml: &mut Xml<'_>, own: &mut BTreeMap<u32, Format>) -> Result<(), Trouble> {
    while let Some(tag) = xml.child()? {
        if tag.name() == "numFmt" {
            let code = tag.required("formatCode")?;
            let id = tag.number("numFmtId")?;
            let Some(id) = id.filter(|_| code.len() <= MAX_CHARACTERS) else {
                return Err(xml.damaged("has a number format without number, or one that is too long"));
            };
            let format = Format::parse(&code);
            if own.insert(id, format).is_some() {
                return Err(xml.damaged(&format!("defines the number format {id} twice")));
            }
            if own.len() > MAX_FORMATS {
                return Err(Trouble::too_large(format!("the workbook has more than {MAX_FORMATS} number formats")));
            }
        }
        xml.skip()?;
    }
    Ok(())
}
