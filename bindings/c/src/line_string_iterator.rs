//! The points of a line string, one after another.

use crate::error::CassError;
use crate::point;
use crate::ptr::Out;
use crate::value::Value;
use crate::wkb::{Reader, Shape};
use crate::wkt::{self, Point};

/// An iterator, empty at first.
#[derive(Debug, Default)]
pub(crate) struct LineStringIterator {
    points: Vec<Point>,
    next: usize,
}

impl LineStringIterator {
    fn begin(&mut self, read: Result<Vec<Point>, CassError>) -> CassError {
        match read {
            Err(error) => error,
            Ok(points) => {
                *self = LineStringIterator { points, next: 0 };
                CassError::OK
            }
        }
    }
}

pub(crate) fn new() -> Option<Box<LineStringIterator>> {
    Some(Box::default())
}

pub(crate) fn reset(iterator: &mut LineStringIterator, value: &Value) -> CassError {
    iterator.begin(Reader::of(value, Shape::LineString).and_then(|mut reader| reader.points()))
}

pub(crate) fn reset_with_wkt(iterator: &mut LineStringIterator, wkt: Option<&[u8]>) -> CassError {
    iterator.begin(wkt::line_string(wkt.unwrap_or_default()).ok_or(CassError::LIB_BAD_PARAMS))
}

pub(crate) fn num_points(iterator: &LineStringIterator) -> u32 {
    u32::try_from(iterator.points.len()).unwrap_or(u32::MAX)
}

pub(crate) fn next_point(iterator: &mut LineStringIterator, x: Out<'_, f64>, y: Out<'_, f64>) -> CassError {
    let found = iterator.points.get(iterator.next).copied();
    iterator.next += 1;
    point::give(found.ok_or(CassError::LIB_INVALID_STATE), x, y)
}
