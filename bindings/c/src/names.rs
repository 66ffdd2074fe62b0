//! How names of columns, parameters and fields are matched: in any case, or exactly in double quotes.

/// Gives the index of every name that matches.
pub(crate) fn matching<'a>(
    names: impl Iterator<Item = &'a [u8]>,
    wanted: &[u8],
) -> impl Iterator<Item = usize> {
    let quoted = unquoted(wanted);
    names.enumerate().filter_map(move |(index, name)| {
        let same = match quoted {
            Some(exact) => name == exact,
            None => name.eq_ignore_ascii_case(wanted),
        };
        same.then_some(index)
    })
}

/// The name within double quotes, if it is in any.
pub(crate) fn unquoted(name: &[u8]) -> Option<&[u8]> {
    name.strip_prefix(b"\"")?.strip_suffix(b"\"")
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn quotes_make_a_name_exact() {
        let names = [&b"abc"[..], b"ABC", b"d"];
        let found = |wanted: &[u8]| matching(names.into_iter(), wanted).collect::<Vec<_>>();
        assert_eq!(found(b"Abc"), [0, 1]);
        assert_eq!(found(b"\"ABC\""), [1]);
        assert!(found(b"\"Abc\"").is_empty());
        assert!(found(b"\"").is_empty());
    }
}
