//! The rings of a polygon one after another, each as the number of its points and then these.

use crate::error::CassError;
use crate::point;
use crate::ptr::Out;
use crate::value::Value;
use crate::wkb::{Reader, Shape};
use crate::wkt::{self, Point};

/// An iterator, empty at first.
#[derive(Debug, Default)]
pub(crate) struct PolygonIterator {
    rings: Vec<Vec<Point>>,
    /// The ring whose number of points comes next.
    next_ring: usize,
    /// What is left of the ring whose number was given.
    points: std::vec::IntoIter<Point>,
}

impl PolygonIterator {
    fn begin(&mut self, read: Result<Vec<Vec<Point>>, CassError>) -> CassError {
        match read {
            Err(error) => error,
            Ok(rings) => {
                *self = PolygonIterator { rings, ..PolygonIterator::default() };
                CassError::OK
            }
        }
    }
}

fn rings(value: &Value) -> Result<Vec<Vec<Point>>, CassError> {
    let mut reader = Reader::of(value, Shape::Polygon)?;
    let count = reader.count()?;
    (0..count).map(|_| reader.points()).collect()
}

pub(crate) fn new() -> Option<Box<PolygonIterator>> {
    Some(Box::default())
}

pub(crate) fn reset(iterator: &mut PolygonIterator, value: &Value) -> CassError {
    iterator.begin(rings(value))
}

pub(crate) fn reset_with_wkt(iterator: &mut PolygonIterator, wkt: Option<&[u8]>) -> CassError {
    iterator.begin(wkt::polygon(wkt.unwrap_or_default()).ok_or(CassError::LIB_BAD_PARAMS))
}

pub(crate) fn num_rings(iterator: &PolygonIterator) -> u32 {
    u32::try_from(iterator.rings.len()).unwrap_or(u32::MAX)
}

pub(crate) fn next_num_points(iterator: &mut PolygonIterator, num_points: Out<'_, u32>) -> CassError {
    let is_within_ring = iterator.points.len() > 0;
    let Some(ring) = iterator.rings.get(iterator.next_ring).filter(|_| !is_within_ring) else {
        return CassError::LIB_INVALID_STATE;
    };
    num_points.set(u32::try_from(ring.len()).unwrap_or(u32::MAX));
    iterator.points = ring.clone().into_iter();
    iterator.next_ring += 1;
    CassError::OK
}

pub(crate) fn next_point(iterator: &mut PolygonIterator, x: Out<'_, f64>, y: Out<'_, f64>) -> CassError {
    point::give(iterator.points.next().ok_or(CassError::LIB_INVALID_STATE), x, y)
}
