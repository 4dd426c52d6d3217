//! Why reading ends: a part of the workbook is damaged, too large or of another kind.

use super::limits::MAX_TAG;
use crate::diagnostics::{Diagnostics, Place, Slug};

/// The way out of damage that nobody can see in Excel.
const SAVE_AGAIN: &str = "open it in Excel, save it as \"Excel Workbook (*.xlsx)\", and use the new file";
/// The way out of too large a workbook.
const SPLIT: &str = "leave out what the forecast does not need, or save the sheet as a CSV file";

/// What ended the reading of a part.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    slug: Slug,
    message: String,
    help: String,
}

impl Trouble {
    /// The file breaks the rules of its format.
    pub(super) fn damaged(message: impl Into<String>) -> Self {
        Self { slug: Slug::DamagedWorkbook, message: message.into(), help: SAVE_AGAIN.to_owned() }
    }

    /// The file is larger than staffcast reads.
    pub(super) fn too_large(message: impl Into<String>) -> Self {
        Self { slug: Slug::WorkbookTooLarge, message: message.into(), help: SPLIT.to_owned() }
    }

    /// The file is no `.xlsx`.
    pub(super) fn other_kind(message: impl Into<String>, help: &str) -> Self {
        Self { slug: Slug::NotXlsx, message: message.into(), help: help.to_owned() }
    }

    /// A problem of some other kind.
    pub(super) fn of(slug: Slug, message: impl Into<String>, help: &str) -> Self {
        Self { slug, message: message.into(), help: help.to_owned() }
    }

    /// A tag or a text that memory should not hold.
    pub(super) fn tag_too_long(part: &str) -> Self {
        Self::too_large(format!("the part {part} has a tag or a text of more than {} MB", MAX_TAG >> 20))
    }

    /// Adds it to the problems.
    pub(super) fn report(self, place: Place, found: &mut Diagnostics) {
        found.push(self.slug, place, self.message, self.help);
    }
}

/// A text of the file within a message: one line, and not long.
pub(super) fn quoted(text: &str) -> String {
    let plain: String = text.chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let more = if text.chars().nth(80).is_some() { "…" } else { "" };
    format!("`{plain}{more}`")
}
