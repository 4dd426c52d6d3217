//! What a workbook says of itself: its sheets, where dates begin, and whether its formulas were calculated.

use super::SheetInfo;
use super::limits::MAX_SHEETS;
use super::package::Package;
use super::relations::{self, Relations};
use super::trouble::{Trouble, quoted};
use super::xml::{SPREADSHEET, Tag, Xml};
use std::collections::BTreeSet;

/// The contents of a workbook.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The worksheets, in order.
    pub(super) sheets: Vec<SheetInfo>,
    /// True if days are counted from 1904.
    pub(super) date1904: bool,
    /// True if the values saved with formulas may not be theirs.
    pub(super) uncalculated: bool,
    /// True if it has links to other workbooks.
    pub(super) has_links: bool,
    /// True if it holds macros.
    pub(super) has_macros: bool,
    /// The parts with shared texts and with styles, if there are any.
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
}

impl Contents {
    /// Finds the workbook's part in the package and reads it.
    pub(super) fn read(package: &Package<'_>) -> Result<Self, Trouble> {
        let part = workbook_part(package)?;
        let relations = relations::read(package, &part)?;
        let mut contents = Self {
            has_macros: relations.values().any(|relation| relation.kind == "vbaProject"),
            has_links: relations.values().any(|relation| relation.kind == "externalLink"),
            strings: only(&relations, "sharedStrings")?,
            styles: only(&relations, "styles")?,
            ..Self::default()
        };
        let mut xml = Xml::open(package.part(&part)?, "workbook", SPREADSHEET)?;
        let mut names = BTreeSet::new();
        let mut parts = BTreeSet::new();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "workbookPr" => contents.date1904 = tag.flag("date1904", false)?,
                "calcPr" => contents.uncalculated = is_uncalculated(&tag)?,
                "sheets" => {
                    while let Some(tag) = xml.child()? {
                        if tag.name() == "sheet" {
                            let sheet = contents.sheet(&tag, &relations, &mut names)?;
                            contents.add(sheet, &mut parts, package)?;
                        }
                        xml.skip()?;
                    }
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        xml.finish()?;
        if contents.sheets.is_empty() {
            return Err(Trouble::damaged("the workbook has no worksheet"));
        }
        Ok(contents)
    }

    /// The worksheet that a tag tells of; `None` if the sheet is of another kind.
    fn sheet(
        &self,
        tag: &Tag<'_>,
        relations: &Relations,
        names: &mut BTreeSet<String>,
    ) -> Result<Option<SheetInfo>, Trouble> {
        let name = tag.required("name")?;
        if name.trim().is_empty() || name.chars().count() > 255 || name.contains(char::is_control) {
            return Err(tag.bad_value("name", &name));
        }
        if !names.insert(name.to_lowercase()) {
            let message = format!("the workbook has two sheets called {}", quoted(&name));
            return Err(Trouble::damaged(message));
        }
        if names.len() > MAX_SHEETS {
            return Err(Trouble::too_large(format!("the workbook has more than {MAX_SHEETS} sheets")));
        }
        let state = tag.text("state")?;
        let (hidden, very_hidden) = match state.as_deref() {
            None | Some("visible") => (false, false),
            Some("hidden") => (true, false),
            Some("veryHidden") => (true, true),
            Some(other) => return Err(tag.bad_value("state", other)),
        };
        let relation = tag.foreign("id")?.and_then(|id| relations.get(&id));
        let lost = || Trouble::damaged(format!("the sheet {} is not in the workbook", quoted(&name)));
        let relation = relation.ok_or_else(lost)?;
        if relation.kind != "worksheet" {
            return Ok(None);
        }
        let part = relation.part.clone().ok_or_else(lost)?;
        Ok(Some(SheetInfo { name, hidden, very_hidden, part }))
    }

    fn add(
        &mut self,
        sheet: Option<SheetInfo>,
        parts: &mut BTreeSet<String>,
        package: &Package<'_>,
    ) -> Result<(), Trouble> {
        let Some(sheet) = sheet else { return Ok(()) };
        if !package.has(&sheet.part) {
            let message = format!("the sheet {} is not in the workbook", quoted(&sheet.name));
            return Err(Trouble::damaged(message));
        }
        if !parts.insert(sheet.part.to_ascii_lowercase()) {
            let message = format!("the sheet {} has the same cells as another one", quoted(&sheet.name));
            return Err(Trouble::damaged(message));
        }
        self.sheets.push(sheet);
        Ok(())
    }
}

/// The part that holds the workbook, or what the package is instead.
fn workbook_part(package: &Package<'_>) -> Result<String, Trouble> {
    let save_as = "open it in Excel or LibreOffice and save it as \"Excel Workbook (*.xlsx)\"";
    let roots = relations::read(package, "")?;
    match only(&roots, "officeDocument")? {
        Some(part) if part.to_ascii_lowercase().ends_with(".bin") => {
            let message = "this is a binary workbook (.xlsb), which staffcast does not read";
            Err(Trouble::other_kind(message, save_as))
        }
        Some(part) if !part.to_ascii_lowercase().starts_with("xl/") && package.has("word/document.xml") => Err(
            Trouble::other_kind("this is a document of Word, not a workbook", "give a workbook (.xlsx) or CSV files"),
        ),
        Some(part) => Ok(part),
        None if package.has("content.xml") => {
            let message = "this is an OpenDocument file (.ods), which staffcast does not read";
            Err(Trouble::other_kind(message, save_as))
        }
        None => Err(Trouble::other_kind(
            "this is a zip file, but there is no workbook in it",
            "give a workbook (.xlsx), or unpack the files and give their folder",
        )),
    }
}

/// The part of the only relationship of a kind.
fn only(relations: &Relations, kind: &str) -> Result<Option<String>, Trouble> {
    let mut parts = relations.values().filter(|relation| relation.kind == kind);
    let first = parts.next();
    if parts.next().is_some() {
        return Err(Trouble::damaged(format!("the workbook refers to two parts of the kind `{kind}`")));
    }
    match first.map(|relation| relation.part.clone()) {
        Some(None) => Err(Trouble::damaged(format!("the workbook's part of the kind `{kind}` lies outside of it"))),
        part => Ok(part.flatten()),
    }
}

/// Programs that write formulas without calculating them ask Excel to do so on opening; and a workbook that is
/// calculated by hand may have been saved with old values.
fn is_uncalculated(tag: &Tag<'_>) -> Result<bool, Trouble> {
    let by_hand = tag.text("calcMode")?.is_some_and(|mode| mode == "manual");
    Ok(tag.flag("fullCalcOnLoad", false)?
        || !tag.flag("calcCompleted", true)?
        || by_hand && !tag.flag("calcOnSave", true)?)
}
