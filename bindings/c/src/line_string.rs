//! Line strings: points that are joined by lines.

use crate::binder::{Cell, Custom};
use crate::data_type::DataType;
use crate::error::CassError;
use crate::wkb::{Shape, write_points};
use crate::wkt::Point;

/// A line string that is built.
#[derive(Debug, Default)]
pub(crate) struct LineString(Vec<Point>);

impl Cell for &LineString {
    fn fits(&self, data_type: &DataType) -> bool {
        Custom(Some(Shape::LineString.class()), None).fits(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        let mut bytes = Shape::LineString.start();
        write_points(&mut bytes, &self.0)?;
        Custom(None, Some(&bytes)).write(out)
    }
}

pub(crate) fn new() -> Option<Box<LineString>> {
    Some(Box::default())
}

pub(crate) fn reset(line_string: &mut LineString) {
    line_string.0.clear();
}

pub(crate) fn reserve(line_string: &mut LineString, num_points: u32) {
    // More than there is memory for is said when the points come.
    let _ = line_string.0.try_reserve(usize::try_from(num_points).unwrap_or(usize::MAX));
}

pub(crate) fn add_point(line_string: &mut LineString, x: f64, y: f64) -> CassError {
    line_string.0.push((x, y));
    CassError::OK
}

pub(crate) fn finish(line_string: &mut LineString) -> CassError {
    match line_string.0.len() {
        1 => CassError::LIB_INVALID_STATE,
        _ => CassError::OK,
    }
}
