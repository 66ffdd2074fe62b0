//! Shapes as well-known bytes, the form in which servers keep them.

use crate::error::CassError;
use crate::value::Value;
use crate::wkt::Point;

/// The numbers of shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Shape {
    Point = 1,
    LineString = 2,
    Polygon = 3,
}

impl Shape {
    /// The class of the type of a server.
    pub(crate) fn class(self) -> &'static [u8] {
        match self {
            Shape::Point => b"org.apache.cassandra.db.marshal.PointType",
            Shape::LineString => b"org.apache.cassandra.db.marshal.LineStringType",
            Shape::Polygon => b"org.apache.cassandra.db.marshal.PolygonType",
        }
    }

    /// Begins a shape.
    pub(crate) fn start(self) -> Vec<u8> {
        let mut bytes = vec![LITTLE_ENDIAN];
        write_count(&mut bytes, self as u32);
        bytes
    }
}

const LITTLE_ENDIAN: u8 = 1;

/// Appends a number of points or rings.
pub(crate) fn write_count(bytes: &mut Vec<u8>, count: u32) {
    bytes.extend_from_slice(&count.to_le_bytes());
}

/// Appends a point.
pub(crate) fn write_point(bytes: &mut Vec<u8>, (x, y): Point) {
    bytes.extend_from_slice(&x.to_le_bytes());
    bytes.extend_from_slice(&y.to_le_bytes());
}

/// Appends points after their number.
///
/// # Errors
/// `LIB_BAD_PARAMS` for more than the form has numbers for.
pub(crate) fn write_points(bytes: &mut Vec<u8>, points: &[Point]) -> Result<(), CassError> {
    write_count(bytes, u32::try_from(points.len()).map_err(|_| CassError::LIB_BAD_PARAMS)?);
    points.iter().for_each(|&point| write_point(bytes, point));
    Ok(())
}

/// What is left to read of a shape.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    is_little_endian: bool,
}

impl<'a> Reader<'a> {
    /// Begins to read a value of a shape's type.
    ///
    /// # Errors
    /// When the value is null, of another type or too short.
    pub(crate) fn of(value: &'a Value, shape: Shape) -> Result<Self, CassError> {
        Reader::over(value.of_class(shape.class())?, shape)
    }

    fn over(bytes: &'a [u8], shape: Shape) -> Result<Self, CassError> {
        let Some((&order, rest)) = bytes.split_first() else {
            return Err(CassError::LIB_NOT_ENOUGH_DATA);
        };
        let mut reader = Reader { rest, is_little_endian: order == LITTLE_ENDIAN };
        match reader.count()? == shape as u32 {
            true => Ok(reader),
            false => Err(CassError::LIB_INVALID_DATA),
        }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], CassError> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(CassError::LIB_NOT_ENOUGH_DATA)?;
        self.rest = rest;
        let mut bytes = *taken;
        if !self.is_little_endian {
            bytes.reverse();
        }
        Ok(bytes)
    }

    /// Reads a number of points or rings.
    ///
    /// # Errors
    /// `LIB_NOT_ENOUGH_DATA`.
    pub(crate) fn count(&mut self) -> Result<u32, CassError> {
        self.take().map(u32::from_le_bytes)
    }

    /// Reads a point.
    ///
    /// # Errors
    /// `LIB_NOT_ENOUGH_DATA`.
    pub(crate) fn point(&mut self) -> Result<Point, CassError> {
        Ok((f64::from_le_bytes(self.take()?), f64::from_le_bytes(self.take()?)))
    }

    /// Reads points after their number.
    ///
    /// # Errors
    /// `LIB_NOT_ENOUGH_DATA`.
    pub(crate) fn points(&mut self) -> Result<Vec<Point>, CassError> {
        let count = self.count()?;
        // A number that is too large ends with the bytes, before memory does.
        (0..count).map(|_| self.point()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Shape, write_point, write_points};
    use crate::error::CassError;

    #[test]
    fn shapes_survive_in_either_byte_order() {
        let mut bytes = Shape::LineString.start();
        let points = [(1.5, -2.0), (f64::MAX, 0.0)];
        write_points(&mut bytes, &points).unwrap();
        let read =
            |bytes: &[u8]| Reader::over(bytes, Shape::LineString).and_then(|mut reader| reader.points());
        assert_eq!(read(&bytes).as_deref(), Ok(&points[..]));
        let mut swapped = vec![0];
        swapped.extend(bytes[1..5].iter().rev());
        swapped.extend(bytes[5..9].iter().rev());
        swapped.extend(bytes[9..].chunks(8).flat_map(|number| number.iter().rev()));
        assert_eq!(read(&swapped).as_deref(), Ok(&points[..]));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), Err(CassError::LIB_NOT_ENOUGH_DATA));
        }
    }

    #[test]
    fn another_shape_is_refused() {
        let mut bytes = Shape::Point.start();
        write_point(&mut bytes, (1.0, 2.0));
        let read = |shape| Reader::over(&bytes, shape).and_then(|mut reader| reader.point());
        assert_eq!(read(Shape::Point), Ok((1.0, 2.0)));
        assert_eq!(read(Shape::Polygon), Err(CassError::LIB_INVALID_DATA));
    }
}
