//! What is put aside until all files are known: a little in memory, the rest in a file without a name.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

/// Bytes that are kept in memory: the reports of most runs need no file.
const MOST_KEPT: usize = 1 << 20;

/// Bytes from many threads, to be had again one piece at a time.
#[derive(Debug, Default)]
pub struct Spool(Mutex<Kept>);

/// Where a piece is kept.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aside {
    start: u64,
    /// In bytes.
    length: usize,
}

#[derive(Debug, Default)]
struct Kept {
    /// What came before the bytes in memory.
    file: Option<File>,
    /// How many bytes of the file are that.
    written: u64,
    memory: Vec<u8>,
    /// Whether no more can be written: then all that comes stays in memory.
    is_full: bool,
}

impl Aside {
    /// Whether there is nothing to be had.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.length == 0
    }
}

impl Spool {
    /// Puts a piece aside.
    pub fn put(&self, piece: &[u8]) -> Aside {
        if piece.is_empty() {
            return Aside::default();
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.memory.len() + piece.len() > MOST_KEPT && !kept.is_full {
            kept.is_full = kept.write().is_err();
        }
        let start = kept.written + kept.memory.len() as u64;
        kept.memory.extend_from_slice(piece);
        Aside { start, length: piece.len() }
    }

    /// A piece that was put aside.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn get(&self, aside: Aside) -> io::Result<Vec<u8>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { file, written, memory, .. } = &mut *kept;
        let mut piece = vec![0; aside.length];
        // A piece is in one of the two: they are written together or not at all.
        match (aside.start.checked_sub(*written), file) {
            (None, Some(file)) => {
                file.seek(SeekFrom::Start(aside.start))?;
                file.read_exact(&mut piece)?;
            }
            (start, _) => {
                let start = usize::try_from(start.unwrap_or_default()).unwrap_or_default();
                piece.copy_from_slice(&memory[start..start + aside.length]);
            }
        }
        Ok(piece)
    }

    /// The same, of a text.
    ///
    /// # Errors
    /// Where the file cannot be read, or someone has changed it.
    pub fn text(&self, aside: Aside) -> io::Result<String> {
        String::from_utf8(self.get(aside)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}

impl Kept {
    /// Empties the memory into the file.
    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            // It has no name, so nothing is left of it when the process ends, however that happens.
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.memory)?;
        self.written += self.memory.len() as u64;
        self.memory.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_from_memory_and_from_the_file() {
        let spool = Spool::default();
        let pieces: Vec<String> = (0..2_000).map(|number| format!("{number} 回目 ").repeat(number % 150)).collect();
        let put: Vec<Aside> = pieces.iter().map(|piece| spool.put(piece.as_bytes())).collect();
        assert!(spool.0.lock().unwrap().written > 0, "some of them are in the file");
        for (aside, piece) in put.iter().zip(&pieces).rev() {
            assert_eq!((&spool.text(*aside).unwrap(), aside.is_empty()), (piece, piece.is_empty()));
        }
        let later = spool.put("後から".as_bytes());
        assert_eq!(spool.text(later).unwrap(), "後から", "reading does not move what is written");
    }

    #[test]
    fn what_cannot_be_written_stays_in_memory() {
        let spool = Spool::default();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("read-only");
        std::fs::write(&path, "").unwrap();
        spool.0.lock().unwrap().file = Some(File::open(&path).unwrap());
        let piece = "x".repeat(MOST_KEPT / 2 + 1);
        let put: Vec<Aside> = (0..4).map(|_| spool.put(piece.as_bytes())).collect();
        assert!(put.iter().all(|aside| spool.text(*aside).unwrap() == piece));
    }
}
