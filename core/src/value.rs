//! Bound values as wire bytes. A binding writes them once, on its own thread; core passes them on.

use std::borrow::Cow;
use std::ops::Range;

use scylla::serialize::SerializationError;
use scylla::serialize::row::{RowSerializationContext, SerializeRow};
use scylla::serialize::writers::RowWriter;
use scylla_cql_core::serialize::row::SerializedValues;

use crate::{Error, ErrorKind};

const NULL_LEN: i32 = -1;
const UNSET_LEN: i32 = -2;

/// How long the count is that goes before the values.
const COUNT_BYTES: usize = 2;

/// The values of one statement, in the form of the protocol: their number, and `[int length][bytes]` for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// Nothing at all when there are none.
    wire: Vec<u8>,
    names: Option<Vec<String>>,
}

impl Values {
    /// Takes the wire form `[short n]([int length][bytes])*`; a length of -1 is null, of -2 is unset.
    ///
    /// # Errors
    /// `InvalidParameter` when the lengths do not fit the bytes.
    pub fn from_wire(wire: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let values = Values { wire: wire.into(), names: None };
        if values.wire.len() < COUNT_BYTES {
            return Err(malformed());
        }
        let mut offset = 0;
        for _ in 0..values.len() {
            offset = values.end_of_cell(offset).ok_or_else(malformed)?;
        }
        if offset != values.cells().len() {
            return Err(malformed());
        }
        Ok(if values.is_empty() { Values::default() } else { values })
    }

    /// Takes `count` cells of the form `[int length][bytes]`.
    ///
    /// # Errors
    /// `InvalidParameter` when the lengths do not fit the bytes.
    pub fn from_cells(count: u16, cells: &[u8]) -> Result<Self, Error> {
        let mut writer = ValuesWriter::with_capacity(cells.len());
        writer.wire.extend_from_slice(cells);
        writer.count = usize::from(count);
        Values::from_wire(writer.counted()?)
    }

    /// How many bytes the cells take on the wire.
    pub(crate) fn size_bytes(&self) -> usize {
        self.cells().len()
    }

    /// Gives each value the name of its marker; core then orders them as the statement wants.
    ///
    /// # Errors
    /// `InvalidParameter` when there are more or fewer names than values.
    pub fn with_names(mut self, names: Vec<String>) -> Result<Self, Error> {
        if names.len() != self.len() {
            let message = format!("{} names for {} values", names.len(), self.len());
            return Err(Error::new(ErrorKind::InvalidParameter, message));
        }
        self.names = Some(names);
        Ok(self)
    }

    /// The values one after another, each as `[int length][bytes]`.
    pub fn cells(&self) -> &[u8] {
        self.wire.get(COUNT_BYTES..).unwrap_or_default()
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.wire.first_chunk().map_or(0, |count| usize::from(u16::from_be_bytes(*count)))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Orders named values as the markers are. A marker without a value stays unset, which the server
    /// treats as "do not touch"; a name without a marker is an error, since its value would be lost.
    pub(crate) fn ordered(&self, markers: &[String]) -> Result<Option<Values>, Error> {
        let Some(names) = &self.names else {
            return Ok(None);
        };
        let same = |a: &str, b: &str| a == b || a.eq_ignore_ascii_case(b);
        if let Some(stray) = names.iter().find(|name| !markers.iter().any(|marker| same(marker, name))) {
            let message = format!("the statement has no parameter named `{stray}`");
            return Err(Error::new(ErrorKind::InvalidParameter, message).named(stray));
        }
        let ranges = self.ranges();
        let mut writer = ValuesWriter::with_capacity(self.cells().len());
        for marker in markers {
            let exact = names.iter().position(|name| name == marker);
            let position = exact.or_else(|| names.iter().position(|name| same(name, marker)));
            match position {
                Some(position) => writer.cell(&self.cells()[ranges[position].clone()]),
                None => writer.unset(),
            }
        }
        writer.finish().map(Some)
    }

    /// Puts the values into the order of the markers of a prepared statement and checks that each marker has one, unless
    /// any number is left to the server.
    pub(crate) fn arranged(&self, markers: &[String], any_number: bool) -> Result<Cow<'_, Values>, Error> {
        let arranged = self.ordered(markers)?.map_or(Cow::Borrowed(self), Cow::Owned);
        if !any_number && arranged.len() != markers.len() {
            let message = format!("{} values for {} parameters", arranged.len(), markers.len());
            return Err(Error::new(ErrorKind::InvalidParameter, message));
        }
        Ok(arranged)
    }

    /// The name of each value, when they have names.
    pub(crate) fn names(&self) -> Option<&[String]> {
        self.names.as_deref()
    }

    /// Where each cell is in [`Values::cells`].
    pub(crate) fn ranges(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::with_capacity(self.len());
        let mut offset = 0;
        while let Some(end) = self.end_of_cell(offset) {
            ranges.push(offset..end);
            offset = end;
        }
        ranges
    }

    /// Finds where the cell at an offset ends.
    fn end_of_cell(&self, offset: usize) -> Option<usize> {
        let rest = self.cells().get(offset..)?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = i32::from_be_bytes(*length);
        match usize::try_from(length) {
            Ok(length) => (length <= rest.len()).then_some(offset + 4 + length),
            Err(_) => (length >= UNSET_LEN).then_some(offset + 4),
        }
    }
}

fn malformed() -> Error {
    Error::new(ErrorKind::InvalidParameter, "the encoded values are malformed")
}

/// The crate neither counts nor types raw rows, so the session checks the count before it binds. All cells are written in
/// one piece, so that the crate's buffer grows once.
impl SerializeRow for Values {
    fn serialize(
        &self,
        _: &RowSerializationContext<'_>,
        writer: &mut RowWriter<'_>,
    ) -> Result<(), SerializationError> {
        if self.wire.is_empty() {
            return Ok(());
        }
        let whole = SerializedValues::new_from_frame(&mut &self.wire[..]).map_err(SerializationError::new)?;
        writer.append_serialize_row(&whole);
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Writes values for [`Values`], or the elements of a collection, tuple or user-defined type, which
/// have the same `[int length][bytes]` form.
#[derive(Clone, Debug)]
pub struct ValuesWriter {
    /// The cells, after room for their number.
    wire: Vec<u8>,
    count: usize,
    /// Which value has more bytes than the protocol can say.
    too_large: Option<usize>,
}

impl Default for ValuesWriter {
    fn default() -> Self {
        ValuesWriter::with_capacity(0)
    }
}

impl ValuesWriter {
    /// Makes a writer with room for some bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        let mut wire = Vec::with_capacity(COUNT_BYTES + bytes);
        wire.extend_from_slice(&[0; COUNT_BYTES]);
        ValuesWriter { wire, count: 0, too_large: None }
    }

    /// Appends a value with its length.
    fn cell(&mut self, cell: &[u8]) {
        self.wire.extend_from_slice(cell);
        self.count += 1;
    }

    /// Appends a value.
    pub fn value(&mut self, bytes: &[u8]) {
        self.nested(|out| out.extend_from_slice(bytes));
    }

    /// Appends a value that a function writes in place; returns what the function returns.
    pub fn nested<T>(&mut self, write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        let at = self.wire.len();
        self.wire.extend_from_slice(&[0; 4]);
        let outcome = write(&mut self.wire);
        match i32::try_from(self.wire.len() - at - 4) {
            Ok(len) => self.wire[at..at + 4].copy_from_slice(&len.to_be_bytes()),
            Err(_) => {
                self.too_large.get_or_insert(self.count);
                self.wire.truncate(at + 4);
            }
        }
        self.count += 1;
        outcome
    }

    /// Appends a null.
    pub fn null(&mut self) {
        self.cell(&NULL_LEN.to_be_bytes());
    }

    /// Appends an unset value, which leaves a column as it is.
    pub fn unset(&mut self) {
        self.cell(&UNSET_LEN.to_be_bytes());
    }

    /// The number of values written.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Gives the bytes that were written.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.wire.split_off(COUNT_BYTES)
    }

    /// Makes the values of a statement.
    ///
    /// # Errors
    /// `InvalidParameter` for more than 65535 values, and for one of 2 GiB or more, which the protocol cannot carry.
    pub fn finish(self) -> Result<Values, Error> {
        if self.is_empty() {
            return Ok(Values::default());
        }
        Ok(Values { wire: self.counted()?, names: None })
    }

    fn counted(mut self) -> Result<Vec<u8>, Error> {
        if let Some(index) = self.too_large {
            let message = format!("the value at {index} has 2 GiB or more");
            return Err(Error::new(ErrorKind::InvalidParameter, message));
        }
        let count = u16::try_from(self.count).map_err(|_| {
            let message = format!("{} values, a statement takes at most 65535", self.count);
            Error::new(ErrorKind::InvalidParameter, message)
        })?;
        self.wire[..COUNT_BYTES].copy_from_slice(&count.to_be_bytes());
        Ok(self.wire)
    }
}

#[cfg(test)]
mod tests {
    use super::{Values, ValuesWriter};
    use crate::ErrorKind;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn three() -> Values {
        let mut writer = ValuesWriter::default();
        writer.value(&[7]);
        writer.null();
        writer.value(b"xyz");
        writer.finish().unwrap()
    }

    #[test]
    fn a_value_that_was_too_large_is_an_error_in_the_end() {
        // Not with a value of 2 GiB, which not every machine has to spare.
        let writer = ValuesWriter { too_large: Some(1), count: 2, ..ValuesWriter::default() };
        let error = writer.finish().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidParameter);
        assert_eq!(error.message(), "the value at 1 has 2 GiB or more");
    }

    #[test]
    fn wire_bytes_are_checked() {
        let mut wire = vec![0, 3];
        wire.extend_from_slice(three().cells());
        assert_eq!(Values::from_wire(&*wire).unwrap(), three());
        for broken in [&wire[..wire.len() - 1], &[0][..], &[0, 1][..], &[0, 1, 255, 255, 255, 253][..]] {
            let kind = Values::from_wire(broken).unwrap_err().kind();
            assert_eq!(kind, ErrorKind::InvalidParameter);
        }
        wire.push(0);
        assert!(Values::from_wire(wire).is_err());
    }

    #[test]
    fn named_values_follow_the_markers() {
        let named = three().with_names(vec!["a".into(), "b".into(), "C".into()]).unwrap();
        let markers = ["c", "missing", "a", "b"].map(String::from);
        let ordered = named.ordered(&markers).unwrap().unwrap();
        let mut expected = ValuesWriter::default();
        expected.value(b"xyz");
        expected.unset();
        expected.value(&[7]);
        expected.null();
        assert_eq!(ordered, expected.finish().unwrap());
    }

    #[test]
    fn a_name_without_a_marker_is_an_error() {
        let named = three().with_names(vec!["a".into(), "b".into(), "c".into()]).unwrap();
        let error = named.ordered(&["a".to_owned(), "b".to_owned()]).unwrap_err();
        assert_eq!(error.fields().name.as_deref(), Some("c"));
    }

    /// A cell as a binding writes it: a value, null or unset.
    fn cells() -> impl Strategy<Value = Vec<Result<Vec<u8>, bool>>> {
        let cell = prop_oneof![
            4 => vec(any::<u8>(), 0..20).prop_map(Ok),
            1 => any::<bool>().prop_map(Err),
        ];
        vec(cell, 0..20)
    }

    fn written(cells: &[Result<Vec<u8>, bool>]) -> Values {
        let mut writer = ValuesWriter::default();
        for cell in cells {
            match cell {
                Ok(bytes) => writer.value(bytes),
                Err(true) => writer.null(),
                Err(false) => writer.unset(),
            }
        }
        assert_eq!(writer.len(), cells.len());
        writer.finish().unwrap()
    }

    proptest! {
        #[test]
        fn what_is_written_is_taken(cells in cells()) {
            let values = written(&cells);
            let wire = [&(cells.len() as u16).to_be_bytes()[..], values.cells()].concat();
            prop_assert_eq!(Values::from_wire(wire).unwrap(), values.clone());
            prop_assert_eq!(values.ranges().len(), cells.len());
        }

        #[test]
        fn any_bytes_are_taken_whole_or_refused(bytes in vec(any::<u8>(), 0..60)) {
            if let Ok(values) = Values::from_wire(&*bytes) {
                prop_assert_eq!(values.cells(), &bytes[2..]);
                prop_assert_eq!(values.ranges().len(), values.len());
            }
        }

        #[test]
        fn each_marker_gets_the_value_of_its_name(cells in cells(), rotation in 0_usize..20) {
            let names: Vec<String> = (0..cells.len()).map(|position| format!("n{position}")).collect();
            let named = written(&cells).with_names(names.clone()).unwrap();
            let mut order: Vec<usize> = (0..cells.len()).collect();
            order.rotate_left(rotation.min(cells.len()));
            let markers: Vec<String> = order.iter().map(|&position| names[position].clone()).collect();
            let expected: Vec<_> = order.iter().map(|&position| cells[position].clone()).collect();
            prop_assert_eq!(named.ordered(&markers).unwrap().unwrap(), written(&expected));
        }
    }
}
