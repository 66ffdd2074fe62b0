//! Points: places on a plane.

use crate::binder::{Cell, Custom};
use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::Out;
use crate::value::Value;
use crate::wkb::{Reader, Shape, write_point};
use crate::wkt;

/// A point to bind.
pub(crate) struct Point(pub(crate) f64, pub(crate) f64);

impl Cell for Point {
    fn fits(&self, data_type: &DataType) -> bool {
        Custom(Some(Shape::Point.class()), None).fits(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        let mut bytes = Shape::Point.start();
        write_point(&mut bytes, (self.0, self.1));
        Custom(None, Some(&bytes)).write(out)
    }
}

/// Writes a point that was read.
pub(crate) fn give(read: Result<wkt::Point, CassError>, x: Out<'_, f64>, y: Out<'_, f64>) -> CassError {
    match read {
        Err(error) => error,
        Ok(point) => {
            x.set(point.0);
            y.set(point.1);
            CassError::OK
        }
    }
}

pub(crate) fn get(value: &Value, x: Out<'_, f64>, y: Out<'_, f64>) -> CassError {
    give(Reader::of(value, Shape::Point).and_then(|mut reader| reader.point()), x, y)
}

pub(crate) fn from_wkt(wkt: Option<&[u8]>, x: Out<'_, f64>, y: Out<'_, f64>) -> CassError {
    give(wkt::point(wkt.unwrap_or_default()).ok_or(CassError::LIB_BAD_PARAMS), x, y)
}
