//! One part of the package, unpacked as it is read.
//!
//! Bytes are counted as they come out, so that a bomb is refused long before it is unpacked, whatever size the
//! directory claims; at the end size and checksum must be those of the directory. What went wrong is kept in the part,
//! because the XML reader above knows errors of reading only.

use super::limits::{MAX_PART, MAX_RATIO, MAX_TAG, MAX_TAGS, MAX_UNPACKED, RATIO_FROM};
use super::package::{Entry, Spent};
use super::trouble::{Trouble, quoted};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufRead, Read};

const BUFFER: usize = 64 << 10;

/// A part being read.
pub(super) struct Part<'p> {
    /// Its name in the package.
    pub(super) name: String,
    entry: Entry,
    source: Source<'p>,
    buffer: Box<[u8]>,
    /// What of the buffer is still to be read.
    unread: std::ops::Range<usize>,
    checksum: Crc,
    spent: &'p Spent,
    since_tag: usize,
    ended: bool,
    trouble: Option<Trouble>,
}

enum Source<'p> {
    Stored(&'p [u8]),
    Deflated(Box<DeflateDecoder<&'p [u8]>>),
}

impl<'p> Part<'p> {
    /// A part of the `packed` bytes; `spent` counts what all parts cost.
    pub(super) fn new(name: String, entry: Entry, packed: &'p [u8], spent: &'p Spent) -> Self {
        let source = if entry.deflated {
            Source::Deflated(Box::new(DeflateDecoder::new(packed)))
        } else {
            Source::Stored(packed)
        };
        Self {
            name,
            entry,
            source,
            buffer: vec![0; BUFFER].into_boxed_slice(),
            unread: 0..0,
            checksum: Crc::new(),
            spent,
            since_tag: 0,
            ended: false,
            trouble: None,
        }
    }

    /// Says that a tag or text has been read whole, so that the next one may be as long.
    pub(super) fn tag_ends(&mut self) {
        self.since_tag = 0;
    }

    /// Counts a tag.
    pub(super) fn count_tag(&self) -> Result<(), Trouble> {
        let tags = self.spent.tags.get() + 1;
        self.spent.tags.set(tags);
        if tags > MAX_TAGS {
            return Err(Trouble::too_large(format!(
                "the workbook has more than {} million cells and tags",
                MAX_TAGS / 1_000_000
            )));
        }
        Ok(())
    }

    /// What stopped the reading, if this part did.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.trouble.clone()
    }

    /// Fills the empty buffer; leaves it empty at the end of a sound part.
    fn fill(&mut self) -> Result<(), Trouble> {
        if self.since_tag > MAX_TAG {
            return Err(Trouble::tag_too_long(&quoted(&self.name)));
        }
        let damaged = |how: &str| Trouble::damaged(format!("the part {} of the workbook {how}", quoted(&self.name)));
        let count = match &mut self.source {
            Source::Stored(bytes) => bytes.read(&mut self.buffer),
            Source::Deflated(decoder) => decoder.read(&mut self.buffer),
        };
        let count = count.map_err(|_| damaged("cannot be unpacked"))?;
        self.unread = 0..count;
        self.checksum.update(self.buffer.get(..count).unwrap_or_default());
        self.spent.bytes.set(self.spent.bytes.get() + count as u64);
        let so_far = u64::from(self.checksum.amount());
        if count == 0 {
            self.ended = true;
            if so_far != self.entry.unpacked || self.checksum.sum() != self.entry.checksum {
                return Err(damaged("is not what was packed: size or checksum differ"));
            }
        }
        let packed = match &self.source {
            Source::Stored(_) => so_far,
            Source::Deflated(decoder) => decoder.total_in(),
        };
        if so_far > RATIO_FROM && so_far / MAX_RATIO > packed {
            let message = format!(
                "the part {} unpacks to more than {MAX_RATIO} times its size, as no sheet does",
                quoted(&self.name)
            );
            return Err(Trouble::too_large(message));
        }
        if so_far > MAX_PART {
            let message = format!("the part {} unpacks to more than {} MB", quoted(&self.name), MAX_PART >> 20);
            return Err(Trouble::too_large(message));
        }
        if self.spent.bytes.get() > MAX_UNPACKED {
            let message = format!("the workbook unpacks to more than {} MB", MAX_UNPACKED >> 20);
            return Err(Trouble::too_large(message));
        }
        if so_far > self.entry.unpacked {
            return Err(damaged("is larger than its directory says"));
        }
        Ok(())
    }
}

impl BufRead for Part<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unread.is_empty()
            && !self.ended
            && let Err(trouble) = self.fill()
        {
            self.unread = 0..0;
            self.trouble = Some(trouble);
        }
        if self.trouble.is_some() {
            return Err(io::Error::other("the part cannot be read"));
        }
        Ok(self.buffer.get(self.unread.clone()).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.unread.start = (self.unread.start + count).min(self.unread.end);
        self.since_tag += count;
    }
}

impl Read for Part<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
