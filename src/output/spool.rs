//! Rows of tables that wait until all have come.
//!
//! Facilities are finished in the order that needs the least memory, and tables are sorted by their keys. So the rows of a
//! table, as the bytes of its CSV, wait in pieces of one facility; few in memory, many in a file of the run's own staging
//! folder. When all are there they are read in the order of the table. Left out: what the rows say (`results`).

use super::csv;
use super::table::{Table, Texts, class};
use crate::files::{Files, FilesError, Scratch, Staged};
use crate::tables::TableSpec;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// As many bytes of a table wait in memory before they are put into a file.
const MOST_WAITING: usize = 4 << 20;

/// The rows of a run's tables.
#[derive(Default)]
pub struct Spools<'f> {
    /// Where files may be made: behind what, in which folder, for a folder of which name.
    place: Option<(&'f dyn Files, PathBuf, String)>,
    // Their files go before the folder that they are in.
    spools: BTreeMap<&'static str, Spool>,
    staged: Option<Box<dyn Staged>>,
    most_waiting: usize,
}

/// The rows of one table.
struct Spool {
    spec: &'static TableSpec,
    pieces: Vec<Piece>,
    /// The bytes that are not in the file.
    waiting: Vec<u8>,
    /// The bytes that are.
    filed: u64,
    file: Option<Box<dyn Scratch>>,
}

/// Rows that follow each other in the table.
struct Piece {
    /// What the rows have in common, in the order of the table.
    key: Box<[(u8, Box<str>)]>,
    from: u64,
    bytes: u64,
}

/// Rows on their way: what those of each piece have in common, and their bytes.
pub(super) type Rows = Vec<(Box<[(u8, Box<str>)]>, Vec<u8>)>;

impl<'f> Spools<'f> {
    /// No rows are kept here.
    pub fn none() -> Self {
        Self::default()
    }

    /// Rows of the run that is to appear as `parent/name`. Nothing is written there before there are many.
    pub fn new(files: &'f dyn Files, parent: &Path, name: &str) -> Self {
        Self { place: Some((files, parent.to_owned(), name.to_owned())), most_waiting: MOST_WAITING, ..Self::default() }
    }

    /// The same, with at most `bytes` of a table waiting in memory.
    #[cfg(test)]
    pub fn waiting(mut self, bytes: usize) -> Self {
        self.most_waiting = bytes;
        self
    }

    /// The table, which is sorted, and its rows as bytes.
    pub(super) fn rows_of(&self, table: Table) -> (Table, Rows) {
        if self.place.is_none() {
            return (table, Rows::new());
        }
        // Rows of one facility (of one technology) stand together.
        let until = table.spec.key.iter().position(|&name| name == "facility").map_or(0, |index| index + 1);
        let columns: Vec<&Texts> = table.spec.key[..until].iter().map(|name| table.texts(name)).collect();
        let same = |a: usize, b: usize| columns.iter().rev().all(|cells| cells[a] == cells[b]);
        let mut rows = Rows::new();
        let mut first = 0;
        for next in 1..=table.len() {
            if next == table.len() || !same(first, next) {
                let key = columns.iter().map(|cells| (class(&cells[first]), cells[first].into()));
                rows.push((key.collect(), csv::rows(&table, first..next)));
                first = next;
            }
        }
        (table, rows)
    }

    /// Puts rows of the table aside.
    ///
    /// # Errors
    /// If they go into a file, and the disk refuses.
    pub(super) fn add(&mut self, table: &Table, rows: Rows) -> Result<(), FilesError> {
        let Some((files, parent, name)) = &self.place else { return Ok(()) };
        let spec = table.spec;
        let spool = self.spools.entry(spec.name).or_insert_with(|| Spool::new(spec));
        for (key, bytes) in rows {
            let from = spool.filed + spool.waiting.len() as u64;
            spool.pieces.push(Piece { key, from, bytes: bytes.len() as u64 });
            spool.waiting.extend(bytes);
        }
        if spool.waiting.len() <= self.most_waiting {
            return Ok(());
        }
        let file = match &mut spool.file {
            Some(file) => file,
            None => {
                let staged = match &mut self.staged {
                    Some(staged) => staged,
                    None => self.staged.insert(files.stage(parent, name)?),
                };
                spool.file.insert(staged.scratch()?)
            }
        };
        file.append(&spool.waiting)?;
        spool.filed += spool.waiting.len() as u64;
        spool.waiting.clear();
        Ok(())
    }

    /// True if all rows of the table are here.
    pub(super) fn holds(&self, table: &str) -> bool {
        self.spools.contains_key(table)
    }

    /// The bytes of a table's CSV from its header to its last row; none if it is not here.
    pub(super) fn open(&self, table: &str) -> impl Read + '_ {
        self.spools.get(table).map_or_else(Reading::nothing, Spool::read)
    }

    /// The folder in which the rows wait, if some are in a file; it may be used when they have been read.
    pub(super) fn take_staged(&mut self) -> Option<Box<dyn Staged>> {
        self.staged.take()
    }

    /// Forgets all rows.
    pub(super) fn clear(&mut self) {
        self.spools.clear();
    }
}

impl Spool {
    fn new(spec: &'static TableSpec) -> Self {
        Self { spec, pieces: Vec::new(), waiting: Vec::new(), filed: 0, file: None }
    }

    fn read(&self) -> Reading<'_> {
        let mut order: Vec<&Piece> = self.pieces.iter().collect();
        order.sort_by(|a, b| a.key.cmp(&b.key));
        Reading { spool: Some(self), order: order.into_iter(), block: csv::header(self.spec), at: 0 }
    }

    /// The bytes of a piece, in place of those in `block`.
    fn piece(&self, piece: &Piece, block: &mut Vec<u8>) -> io::Result<()> {
        block.clear();
        match (&self.file, piece.from.checked_sub(self.filed)) {
            (Some(file), None) => {
                block.resize(piece.bytes as usize, 0);
                file.read_at(piece.from, block)
            }
            (_, from) => {
                let from = from.unwrap_or(0) as usize;
                block.extend_from_slice(self.waiting.get(from..from + piece.bytes as usize).unwrap_or_default());
                Ok(())
            }
        }
    }
}

/// A table that is being read, piece by piece.
struct Reading<'s> {
    spool: Option<&'s Spool>,
    order: std::vec::IntoIter<&'s Piece>,
    block: Vec<u8>,
    at: usize,
}

impl Reading<'_> {
    fn nothing() -> Self {
        Self { spool: None, order: Vec::new().into_iter(), block: Vec::new(), at: 0 }
    }
}

impl Read for Reading<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.block.len() {
            let (Some(spool), Some(piece)) = (self.spool, self.order.next()) else { return Ok(0) };
            spool.piece(piece, &mut self.block)?;
            self.at = 0;
        }
        let read = (&self.block[self.at..]).read(into)?;
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Disk;
    use crate::output::{Shown, TableSet, Tabulation, result_tables, sample};
    use crate::program::compile;
    use crate::progress::Silent;
    use crate::uncertainty::{Finished, Forecast, Place, forecast};

    fn text(spools: &Spools<'_>, table: &str) -> String {
        let mut text = String::new();
        spools.open(table).read_to_string(&mut text).expect("rows that can be read");
        text
    }

    /// Calls `look` with what is shown and with all rows, whose facilities came in another order than that of the tables.
    fn with_rows(shown: Shown, waiting: usize, look: impl FnOnce(&TableSet, Spools<'_>, &TableSet)) {
        let case = sample::running();
        let program = compile(&case);
        let forecast = forecast(&case, &program, &Silent).expect("a forecast");
        let out = tempfile::tempdir().expect("a temporary folder");
        let spools = Spools::new(&Disk, out.path(), "run").waiting(waiting);
        let mut tables = Tabulation::new(&case, &program, shown, spools);
        let part = |which: &dyn Fn(&Place) -> bool| {
            let of = |finished: &Finished| finished.of(which);
            Forecast { draws: of(&forecast.draws), central: of(&forecast.central) }
        };
        for index in (0..program.facilities.len()).rev() {
            let provider = program.provider(&case, index);
            tables.add((index, &provider), &part(&|place| *place == Place::Facility(index))).expect("rows");
        }
        let totals = part(&|place| !matches!(place, Place::Facility(_)));
        let (set, spools) = tables.finish(&totals, &[]).expect("rows");
        look(&set, spools, &result_tables(&case, &program, &forecast, &[]));
        let left: Vec<_> = Disk.list_recursive(out.path()).expect("a list");
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn rows_come_back_in_the_order_of_their_table_from_memory_and_from_files() {
        for waiting in [0, 1000, usize::MAX] {
            with_rows(Shown::everything(), waiting, |_, spools, whole| {
                for table in whole.iter().filter(|table| spools.holds(table.spec.name)) {
                    let wanted = String::from_utf8(csv::write(table)).expect("UTF-8");
                    assert_eq!(text(&spools, table.spec.name), wanted, "{}", table.spec.name);
                }
                assert!(
                    ["gap", "gap_causes", "adoption", "history", "upskilling"].iter().all(|name| spools.holds(name))
                );
            });
        }
    }

    #[test]
    fn the_tables_hold_every_row_whatever_is_shown() {
        with_rows(Shown::totals(&sample::running()), usize::MAX, |shown, spools, whole| {
            assert!(shown.iter().map(|table| table.spec.name).eq(whole.iter().map(|table| table.spec.name)));
            for table in whole.iter().filter(|table| spools.holds(table.spec.name)) {
                let wanted = String::from_utf8(csv::write(table)).expect("UTF-8");
                assert_eq!(text(&spools, table.spec.name), wanted, "{}", table.spec.name);
            }
            let gap = shown.get("gap").expect("the table");
            let rows = (0..gap.len()).map(|row| ["facility", "role", "period"].map(|column| gap.text(column, row)));
            let (totals, facilities): (Vec<_>, Vec<_>) = rows.partition(|[at, ..]| *at == "*" || at.contains(':'));
            assert!(totals.len() > 40);
            assert_eq!(facilities, [["north", "*", "2028-Q3"], ["south", "*", "2028-Q3"]]);
        });
    }
}
