//! Shapes as well-known text: `POINT (1 2)`, `LINESTRING (1 2, 3 4)`, `POLYGON ((1 2, 3 4, 5 6))`, and `EMPTY` ones.

/// A place on a plane.
pub(crate) type Point = (f64, f64);

/// What is left to read of a text.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn skip_space(&mut self) {
        while let [b' ' | b'\t', rest @ ..] = self.0 {
            self.0 = rest;
        }
    }

    /// Takes a word or a sign if it comes next.
    fn takes(&mut self, token: &[u8]) -> bool {
        self.skip_space();
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn expect(&mut self, token: &[u8]) -> Option<()> {
        self.takes(token).then_some(())
    }

    fn number(&mut self) -> Option<f64> {
        self.skip_space();
        let belongs = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
        let (text, rest) = self.0.split_at(self.0.iter().take_while(belongs).count());
        self.0 = rest;
        std::str::from_utf8(text).ok()?.parse().ok()
    }

    fn point(&mut self) -> Option<Point> {
        Some((self.number()?, self.number()?))
    }

    /// Takes a list in brackets.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.expect(b"(")?;
        if self.takes(b")") {
            return Some(Vec::new());
        }
        let mut items = vec![item(self)?];
        while self.takes(b",") {
            items.push(item(self)?);
        }
        self.expect(b")")?;
        Some(items)
    }
}

/// Reads a point.
pub(crate) fn point(text: &[u8]) -> Option<Point> {
    let mut reader = Reader(text);
    reader.expect(b"POINT")?;
    reader.expect(b"(")?;
    let point = reader.point()?;
    reader.expect(b")")?;
    Some(point)
}

/// Reads the points of a line string.
pub(crate) fn line_string(text: &[u8]) -> Option<Vec<Point>> {
    let mut reader = Reader(text);
    reader.expect(b"LINESTRING")?;
    if reader.takes(b"EMPTY") {
        return Some(Vec::new());
    }
    reader.list(Reader::point)
}

/// Reads the rings of a polygon.
pub(crate) fn polygon(text: &[u8]) -> Option<Vec<Vec<Point>>> {
    let mut reader = Reader(text);
    reader.expect(b"POLYGON")?;
    if reader.takes(b"EMPTY") {
        return Some(Vec::new());
    }
    reader.list(|reader| reader.list(Reader::point))
}

#[cfg(test)]
mod tests {
    use super::{line_string, point, polygon};

    #[test]
    fn shapes_are_read() {
        assert_eq!(point(b"POINT (1.5 -2e2)"), Some((1.5, -200.0)));
        assert_eq!(point(b" POINT( +.5\t3 ) and more"), Some((0.5, 3.0)));
        assert_eq!(line_string(b"LINESTRING (0 1,2 3)"), Some(vec![(0.0, 1.0), (2.0, 3.0)]));
        assert_eq!(line_string(b"LINESTRING EMPTY"), Some(vec![]));
        let rings = polygon(b"POLYGON ((0 1, 2 3), (4 5, 6 7, 8 9))").unwrap();
        assert_eq!((rings.len(), rings[1][2]), (2, (8.0, 9.0)));
        assert_eq!(polygon(b"POLYGON EMPTY"), Some(vec![]));
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        for text in ["", "point (1 2)", "POINT", "POINT (1)", "POINT (1 2", "POINT (1 2 3)", "POINT (1-1 2)"]
        {
            assert_eq!(point(text.as_bytes()), None, "{text}");
        }
        for text in ["LINESTRING", "LINESTRING (1 2,)", "LINESTRING (1 2", "LINESTRING (1, 2)"] {
            assert_eq!(line_string(text.as_bytes()), None, "{text}");
        }
        for text in ["POLYGON (1 2)", "POLYGON ((1 2)", "POLYGON ((1 2),)", "POLYGON ((1 2) (3 4))"] {
            assert_eq!(polygon(text.as_bytes()), None, "{text}");
        }
    }
}
