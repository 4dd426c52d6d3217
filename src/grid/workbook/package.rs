//! The zip around a workbook: its directory of parts.
//!
//! A zip may name a part twice, and then each program reads another one; so the directory is read here, whole and
//! in order, and a doubled name is refused. Only what a workbook may use is read: parts stored or deflated, not
//! encrypted, in one file. Large files (zip64) are understood. Left out: what is in front of the first part.

use super::limits::{MAX_FILE, MAX_NAME, MAX_PARTS};
use super::part::Part;
use super::trouble::{Trouble, quoted};
use std::cell::Cell;
use std::collections::BTreeMap;

const LOCAL: u32 = 0x0403_4B50;
const CENTRAL: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
const END64: u32 = 0x0606_4B50;
const LOCATOR64: u32 = 0x0706_4B50;

/// The parts of a workbook, still packed.
#[derive(Debug)]
pub(super) struct Package<'b> {
    bytes: &'b [u8],
    /// By name in lower-case letters: names that differ in case alone are one.
    entries: BTreeMap<String, Entry>,
    pub(super) spent: Spent,
}

/// What reading has cost so far, of all parts, those read twice counted twice.
#[derive(Debug, Default)]
pub(super) struct Spent {
    /// Bytes unpacked.
    pub(super) bytes: Cell<u64>,
    /// Tags read.
    pub(super) tags: Cell<u64>,
}

/// Where a part lies and what the directory says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) deflated: bool,
    pub(super) checksum: u32,
    pub(super) packed: u64,
    pub(super) unpacked: u64,
    local: u64,
}

impl<'b> Package<'b> {
    /// Reads the directory.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Trouble> {
        if bytes.len() > MAX_FILE {
            return Err(Trouble::too_large(format!("the file has more than {} MB", MAX_FILE / 1_000_000)));
        }
        let (count, start) = directory(bytes).ok_or_else(|| {
            Trouble::damaged("the file is not a whole workbook: the directory at its end is missing or broken")
        })?;
        if count > MAX_PARTS {
            return Err(Trouble::too_large(format!("the workbook has more than {MAX_PARTS} parts")));
        }
        let mut package = Self { bytes, entries: BTreeMap::new(), spent: Spent::default() };
        let mut at = start;
        for _ in 0..count {
            at = package.entry(at)?;
        }
        Ok(package)
    }

    /// Reads the entry of the directory at `at` and gives where the next one begins.
    fn entry(&mut self, at: u64) -> Result<u64, Trouble> {
        let broken = || Trouble::damaged("the directory of the workbook's parts is broken");
        let bytes = self.bytes;
        if u32_at(bytes, at) != Some(CENTRAL) {
            return Err(broken());
        }
        let short = |offset: u64| u16_at(bytes, at + offset).map(u64::from).ok_or_else(broken);
        let long = |offset: u64| u32_at(bytes, at + offset).map(u64::from).ok_or_else(broken);
        let (name_length, extra_length, comment_length) = (short(28)?, short(30)?, short(32)?);
        let name = slice(bytes, at + 46, name_length).ok_or_else(broken)?;
        let extra = slice(bytes, at + 46 + name_length, extra_length).ok_or_else(broken)?;
        let next = at + 46 + name_length + extra_length + comment_length;
        let name = part_name(name)?;
        if name.ends_with('/') {
            return Ok(next);
        }
        if short(8)? & 1 != 0 {
            let help = "save the workbook in Excel without a password";
            return Err(Trouble::other_kind(format!("the part {} of the workbook is encrypted", quoted(&name)), help));
        }
        let mut sizes = [long(24)?, long(20)?, long(42)?];
        widen(&mut sizes, extra).ok_or_else(broken)?;
        let [unpacked, packed, local] = sizes;
        let deflated = match short(10)? {
            0 => false,
            8 => true,
            _ => {
                let message = format!("the part {} is packed in a way that Excel does not use", quoted(&name));
                return Err(Trouble::damaged(message));
            }
        };
        let entry = Entry { deflated, checksum: u32_at(bytes, at + 16).ok_or_else(broken)?, packed, unpacked, local };
        if self.entries.insert(name.clone(), entry).is_some() {
            let message =
                format!("the workbook holds the part {} twice, so it is not clear which counts", quoted(&name));
            return Err(Trouble::damaged(message));
        }
        Ok(next)
    }

    /// True if there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_ascii_lowercase())
    }

    /// The part called `name`, to be unpacked as it is read.
    pub(super) fn part<'p>(&'p self, name: &str) -> Result<Part<'p>, Trouble> {
        let missing = || Trouble::damaged(format!("the part {} of the workbook is missing", quoted(name)));
        let name = name.to_ascii_lowercase();
        let entry = *self.entries.get(&name).ok_or_else(missing)?;
        let packed = self.packed(&name, entry).ok_or_else(|| {
            Trouble::damaged(format!("the part {} does not lie where the directory says", quoted(&name)))
        })?;
        Ok(Part::new(name, entry, packed, &self.spent))
    }

    /// The packed bytes of a part; the head in front of them must bear the same name.
    fn packed(&self, name: &str, entry: Entry) -> Option<&'b [u8]> {
        let at = entry.local;
        if u32_at(self.bytes, at)? != LOCAL {
            return None;
        }
        let name_length = u64::from(u16_at(self.bytes, at.checked_add(26)?)?);
        let extra_length = u64::from(u16_at(self.bytes, at.checked_add(28)?)?);
        let own = slice(self.bytes, at.checked_add(30)?, name_length)?;
        if part_name(own).ok()? != name {
            return None;
        }
        slice(self.bytes, at.checked_add(30 + name_length + extra_length)?, entry.packed)
    }
}

/// A name as parts refer to each other: lower-case, with `/` between folders. Some programs write `\`.
fn part_name(bytes: &[u8]) -> Result<String, Trouble> {
    if bytes.len() > MAX_NAME {
        return Err(Trouble::damaged("a part of the workbook has a name of more than 1,000 characters"));
    }
    Ok(String::from_utf8_lossy(bytes).replace('\\', "/").trim_start_matches('/').to_ascii_lowercase())
}

/// How many entries the directory has and where it begins, from the record at the end of the file.
fn directory(bytes: &[u8]) -> Option<(u64, u64)> {
    let last = (bytes.len() as u64).checked_sub(22)?;
    // A comment of at most 65,535 bytes may follow the record.
    let end = (last.saturating_sub(65_535)..=last).rev().find(|&at| {
        u32_at(bytes, at) == Some(END)
            && u16_at(bytes, at + 20).is_some_and(|comment| at + 22 + u64::from(comment) <= bytes.len() as u64)
    })?;
    let count = u64::from(u16_at(bytes, end + 10)?);
    let start = u64::from(u32_at(bytes, end + 16)?);
    if count != 0xFFFF && start != 0xFFFF_FFFF {
        return Some((count, start));
    }
    match end.checked_sub(20).filter(|&at| u32_at(bytes, at) == Some(LOCATOR64)) {
        Some(locator) => {
            let end = u64_at(bytes, locator + 8)?;
            (u32_at(bytes, end)? == END64).then_some(())?;
            Some((u64_at(bytes, end.checked_add(32)?)?, u64_at(bytes, end.checked_add(48)?)?))
        }
        None => Some((count, start)),
    }
}

/// Puts the 64-bit sizes of the extra field in the place of those that 32 bits cannot say.
fn widen(sizes: &mut [u64; 3], mut extra: &[u8]) -> Option<()> {
    if sizes.iter().all(|&size| size != 0xFFFF_FFFF) {
        return Some(());
    }
    loop {
        let length = u64::from(u16_at(extra, 2)?);
        if u16_at(extra, 0)? == 1 {
            let wide = sizes.iter_mut().filter(|size| **size == 0xFFFF_FFFF);
            for (index, size) in wide.enumerate() {
                *size = u64_at(slice(extra, 4, length)?, index as u64 * 8)?;
            }
            return Some(());
        }
        extra = extra.get(4 + length as usize..)?;
    }
}

fn slice(bytes: &[u8], start: u64, length: u64) -> Option<&[u8]> {
    bytes.get(usize::try_from(start).ok()?..usize::try_from(start.checked_add(length)?).ok()?)
}

fn u16_at(bytes: &[u8], at: u64) -> Option<u16> {
    Some(u16::from_le_bytes(slice(bytes, at, 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: u64) -> Option<u32> {
    Some(u32::from_le_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: u64) -> Option<u64> {
    Some(u64::from_le_bytes(slice(bytes, at, 8)?.try_into().ok()?))
}
