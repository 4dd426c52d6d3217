//! A scenario file as text.

use super::damage;
use crate::diagnostics::{Diagnostics, Place, Slug};
use crate::grid;

/// The text of a file, without a byte-order mark; `None` (and a problem) if it is damaged.
pub(in crate::input) fn whole_text(file: &str, bytes: &[u8], found: &mut Diagnostics) -> Option<String> {
    match grid::text(bytes) {
        Ok((text, form)) => {
            if form.marked {
                let message = "the file begins with a byte-order mark; it was read without it";
                found.push(Slug::ByteOrderMark, Place::file(file), message, "");
            }
            Some(text)
        }
        Err(damage) => {
            damage::report(&damage, file, None, found);
            None
        }
    }
}
