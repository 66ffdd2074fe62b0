//! Polygons: rings of points, the outer one first.

use crate::binder::{Cell, Custom};
use crate::data_type::DataType;
use crate::error::CassError;
use crate::wkb::{Shape, write_count, write_points};
use crate::wkt::Point;

/// The points of a ring, the last of which is the first again.
type Ring = Vec<Point>;

/// A polygon that is built.
#[derive(Debug, Default)]
pub(crate) struct Polygon(Vec<Ring>);

impl Polygon {
    /// Three points make the smallest ring, none an empty one.
    fn check_last_ring(&self) -> CassError {
        match self.0.last().map(Vec::len) {
            Some(1 | 2) => CassError::LIB_INVALID_STATE,
            _ => CassError::OK,
        }
    }
}

impl Cell for &Polygon {
    fn fits(&self, data_type: &DataType) -> bool {
        Custom(Some(Shape::Polygon.class()), None).fits(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        let mut bytes = Shape::Polygon.start();
        write_count(&mut bytes, u32::try_from(self.0.len()).map_err(|_| CassError::LIB_BAD_PARAMS)?);
        self.0.iter().try_for_each(|ring| write_points(&mut bytes, ring))?;
        Custom(None, Some(&bytes)).write(out)
    }
}

pub(crate) fn new() -> Option<Box<Polygon>> {
    Some(Box::default())
}

pub(crate) fn reset(polygon: &mut Polygon) {
    polygon.0.clear();
}

pub(crate) fn reserve(polygon: &mut Polygon, num_rings: u32, _total_num_points: u32) {
    // More than there is memory for is said when the rings come.
    let _ = polygon.0.try_reserve(usize::try_from(num_rings).unwrap_or(usize::MAX));
}

pub(crate) fn start_ring(polygon: &mut Polygon) -> CassError {
    let checked = polygon.check_last_ring();
    if checked == CassError::OK {
        polygon.0.push(Ring::new());
    }
    checked
}

pub(crate) fn add_point(polygon: &mut Polygon, x: f64, y: f64) -> CassError {
    let Some(ring) = polygon.0.last_mut() else {
        return CassError::LIB_INVALID_STATE;
    };
    ring.push((x, y));
    CassError::OK
}

pub(crate) fn finish(polygon: &mut Polygon) -> CassError {
    polygon.check_last_ring()
}
