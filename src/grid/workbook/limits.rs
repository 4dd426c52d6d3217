//! How large a workbook may be, so that no file takes more than 256 MB of memory or some seconds.
//!
//! The worst case in memory is the file itself ([`MAX_FILE`]), the texts that cells share ([`MAX_TEXT`] and 4 bytes for
//! each of at most [`MAX_CELLS`]), and one sheet ([`MAX_TEXT`], 5 bytes for each of [`MAX_CELLS`], 12 bytes for each row):
//! about 100 + 32 + 16 + 32 + 20 + 12 = 212 MB.

/// Bytes of a file.
pub const MAX_FILE: usize = 100_000_000;
/// Used columns of a sheet: as many as staffcast takes from a CSV file.
pub const MAX_COLUMNS: usize = 200;
/// Rows of a sheet: Excel's own limit.
pub const MAX_ROWS: u32 = 1_048_576;
/// Columns that a sheet of Excel has, used or not.
pub const SHEET_COLUMNS: u32 = 16_384;
/// Characters of a cell: Excel's own limit.
pub const MAX_CHARACTERS: usize = 32_767;
/// Cells of a sheet, the blank ones before the last used cell of a row too: half a million rows of eight columns.
pub const MAX_CELLS: usize = 1 << 22;
/// Bytes of text in a sheet, and in the texts that cells share: eight bytes for each of the most cells.
pub const MAX_TEXT: usize = 32 << 20;

/// Unpacked bytes of one part: 64 for each of the most cells, which Excel's own XML does not reach.
pub const MAX_PART: u64 = 256 << 20;
/// Unpacked bytes of all parts read from a workbook, a sheet that is read twice counted twice; some seconds.
pub const MAX_UNPACKED: u64 = 512 << 20;
/// Tags of all parts read from a workbook: a sheet of the most cells has a good half of it; some seconds.
pub const MAX_TAGS: u64 = 16 << 20;
/// A part whose beginning unpacks to more than this many times its packed size is a bomb: cells come to 10 to 40 times.
/// Deflate reaches 1,032 times.
pub const MAX_RATIO: u64 = 100;
/// Unpacked bytes from which [`MAX_RATIO`] holds; a short beginning may be all alike.
pub const RATIO_FROM: u64 = 8 << 20;

/// Parts in a package.
pub const MAX_PARTS: u64 = 20_000;
/// Bytes of a part's name.
pub const MAX_NAME: usize = 1_000;
/// Bytes of one tag or one text between two tags, which are held in memory at once.
pub const MAX_TAG: usize = 4 << 20;
/// Depth of tags within each other; the parts that are read go to about ten.
pub const MAX_DEPTH: usize = 100;

/// Sheets of a workbook.
pub const MAX_SHEETS: usize = 1_000;
/// Relationships of a part.
pub const MAX_RELATIONS: usize = 20_000;
/// Styles of cells: Excel's own limit is 65,490.
pub const MAX_STYLES: usize = 70_000;
/// Number formats of a workbook's own; Excel takes a few hundred.
pub const MAX_FORMATS: usize = 10_000;
/// Cells of a sheet that cannot be read before the rest of it is given up.
pub const MAX_BAD_CELLS: usize = 50;
