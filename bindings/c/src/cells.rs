//! Bound values in the form of the protocol, `[int length][bytes]` one after another, written once.

use crate::error::CassError;

/// The length that stands for a value which leaves a column as it is.
pub(crate) const UNSET: i32 = -2;
/// The length that stands for null.
pub(crate) const NULL: i32 = -1;

/// For how many cells there is room from the start, and for how long ones.
const LIKELY_CELLS: usize = 64;
const LIKELY_CELL_BYTES: usize = 16;

/// A fixed number of cells. Those after the last one that was set are not stored.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    filler: i32,
}

impl Cells {
    /// Makes cells that are all null or unset, as the filler says.
    pub(crate) fn new(count: usize, filler: i32) -> Self {
        Cells { bytes: Vec::new(), ends: Vec::new(), count, filler }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Sets a cell below the count.
    ///
    /// # Errors
    /// What the writer returns; the cells stay as they were.
    pub(crate) fn set(
        &mut self,
        index: usize,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), CassError>,
    ) -> Result<(), CassError> {
        if index < self.ends.len() {
            return self.replace(index, write);
        }
        if self.ends.is_empty() {
            let likely = self.count.min(LIKELY_CELLS);
            self.ends.reserve_exact(likely);
            self.bytes.reserve_exact(likely * LIKELY_CELL_BYTES);
        }
        while self.ends.len() < index {
            self.bytes.extend_from_slice(&self.filler.to_be_bytes());
            self.ends.push(self.bytes.len());
        }
        let before = self.bytes.len();
        if let Err(error) = write(&mut self.bytes) {
            self.bytes.truncate(before);
            return Err(error);
        }
        self.ends.push(self.bytes.len());
        Ok(())
    }

    fn replace(
        &mut self,
        index: usize,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), CassError>,
    ) -> Result<(), CassError> {
        let mut fresh = Vec::new();
        write(&mut fresh)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let old_end = self.ends[index];
        self.bytes.splice(start..old_end, fresh.iter().copied());
        let new_end = start + fresh.len();
        for end in &mut self.ends[index..] {
            *end = *end - old_end + new_end;
        }
        Ok(())
    }

    /// Appends the first `count` cells to a buffer.
    pub(crate) fn write(&self, out: &mut Vec<u8>, count: usize) {
        let stored = count.min(self.ends.len());
        let bytes = stored.checked_sub(1).map_or(0, |last| self.ends[last]);
        out.extend_from_slice(&self.bytes[..bytes]);
        for _ in stored..count {
            out.extend_from_slice(&self.filler.to_be_bytes());
        }
    }

    /// Gives the first `count` cells, after their number.
    ///
    /// # Errors
    /// `LIB_BAD_PARAMS` for more than 65535, which the protocol cannot carry.
    pub(crate) fn wire(&self, count: usize) -> Result<Vec<u8>, CassError> {
        let number = u16::try_from(count).map_err(|_| CassError::LIB_BAD_PARAMS)?;
        let mut out = Vec::with_capacity(2 + self.bytes.len() + 4 * (count - count.min(self.ends.len())));
        out.extend_from_slice(&number.to_be_bytes());
        self.write(&mut out, count);
        Ok(out)
    }
}

/// Writes a length and the bytes that a function appends.
///
/// # Errors
/// `LIB_BAD_PARAMS` for 2 GiB and more, which the protocol cannot carry.
pub(crate) fn framed(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), CassError> {
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    write(out);
    let len = i32::try_from(out.len() - at - 4).map_err(|_| CassError::LIB_BAD_PARAMS)?;
    out[at..at + 4].copy_from_slice(&len.to_be_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Cells, UNSET, framed};
    use crate::error::CassError;

    fn set(cells: &mut Cells, index: usize, bytes: &[u8]) {
        cells.set(index, |out| framed(out, |out| out.extend_from_slice(bytes))).unwrap();
    }

    fn cell(bytes: &[u8]) -> Vec<u8> {
        [&(bytes.len() as i32).to_be_bytes(), bytes].concat()
    }

    #[test]
    fn any_order_of_setting_gives_the_order_of_the_indexes() {
        let mut cells = Cells::new(4, UNSET);
        set(&mut cells, 2, b"long one");
        set(&mut cells, 0, b"x");
        set(&mut cells, 2, b"s");
        set(&mut cells, 0, b"");
        let unset = UNSET.to_be_bytes().to_vec();
        let all = [vec![0, 4], cell(b""), unset.clone(), cell(b"s"), unset.clone()].concat();
        assert_eq!(cells.wire(4), Ok(all));
        assert_eq!(cells.wire(2), Ok([vec![0, 2], cell(b""), unset].concat()));
        assert_eq!(cells.wire(65536), Err(CassError::LIB_BAD_PARAMS));
    }

    #[test]
    fn a_writer_that_fails_changes_nothing() {
        let mut cells = Cells::new(1, UNSET);
        let failed = cells.set(0, |out| {
            out.push(1);
            Err(CassError::LIB_BAD_PARAMS)
        });
        assert_eq!(failed, Err(CassError::LIB_BAD_PARAMS));
        assert_eq!(cells.wire(1), Ok([&[0, 1], &UNSET.to_be_bytes()[..]].concat()));
    }
}
