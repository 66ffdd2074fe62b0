//! Parts of the metadata that wait to be read anew: what changes often in a short time is read once, when it is left alone
//! or has waited long enough.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::Part;
use crate::lock::lock;

/// What waits, and until when.
#[derive(Debug, Default)]
pub(crate) struct PendingParts(Mutex<Option<Waiting>>);

#[derive(Debug)]
struct Waiting {
    parts: BTreeSet<Part>,
    quiet_until: Instant,
    at_most_until: Instant,
}

/// What to do next.
#[derive(Debug, PartialEq)]
pub(crate) enum Due {
    /// Wait until then and ask again.
    At(Instant),
    /// Read these.
    Now(Vec<Part>),
}

impl PendingParts {
    /// Adds a part, and returns whether it is the only one: then somebody has to wait for it.
    pub(crate) fn add(&self, part: Part, quiet: Duration, at_most: Duration, now: Instant) -> bool {
        let mut slot = self.lock();
        let is_first = slot.is_none();
        let waiting = slot.get_or_insert_with(|| Waiting {
            parts: BTreeSet::new(),
            quiet_until: now,
            at_most_until: now + at_most,
        });
        waiting.parts.insert(part);
        waiting.quiet_until = now + quiet;
        is_first
    }

    /// Returns what is due, once, or when something will be.
    pub(crate) fn due(&self, now: Instant) -> Due {
        let mut slot = self.lock();
        let Some(waiting) = &*slot else {
            return Due::Now(Vec::new());
        };
        let then = waiting.quiet_until.min(waiting.at_most_until);
        if now < then {
            return Due::At(then);
        }
        Due::Now(slot.take().map(|waiting| needed(waiting.parts)).unwrap_or_default())
    }

    fn lock(&self) -> MutexGuard<'_, Option<Waiting>> {
        lock(&self.0)
    }
}

/// Leaves out what a larger part has with it.
fn needed(parts: BTreeSet<Part>) -> Vec<Part> {
    let everything = parts.contains(&Part::Keyspaces);
    let covered = |part: &Part| match part {
        Part::Topology | Part::Keyspaces => false,
        Part::Contents(_) => everything,
        Part::Keyspace(keyspace)
        | Part::Types(keyspace)
        | Part::Table(keyspace, _)
        | Part::Functions(keyspace) => everything || parts.contains(&Part::Contents(keyspace.clone())),
    };
    parts.iter().filter(|part| !covered(part)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Due, Part, PendingParts};

    const QUIET: Duration = Duration::from_secs(1);
    const AT_MOST: Duration = Duration::from_secs(3);

    fn table(name: &str) -> Part {
        Part::Table("ks".into(), name.into())
    }

    #[test]
    fn changes_are_read_once_they_stop() {
        let (pending, start) = (PendingParts::default(), Instant::now());
        assert!(pending.add(table("a"), QUIET, AT_MOST, start));
        assert!(!pending.add(table("b"), QUIET, AT_MOST, start + QUIET / 2));
        assert!(!pending.add(table("a"), QUIET, AT_MOST, start + QUIET / 2));
        assert_eq!(pending.due(start + QUIET), Due::At(start + QUIET * 3 / 2));
        assert_eq!(pending.due(start + QUIET * 3 / 2), Due::Now(vec![table("a"), table("b")]));
        assert_eq!(pending.due(start + QUIET * 9), Due::Now(vec![]));
    }

    #[test]
    fn changes_that_do_not_stop_are_read_after_a_while() {
        let (pending, start) = (PendingParts::default(), Instant::now());
        for turn in 0..6 {
            let now = start + QUIET / 2 * turn;
            pending.add(table("a"), QUIET, AT_MOST, now);
            assert!(matches!(pending.due(now), Due::At(_)));
        }
        assert_eq!(pending.due(start + AT_MOST), Due::Now(vec![table("a")]));
    }

    #[test]
    fn a_larger_part_has_the_smaller_ones_with_it() {
        let (pending, now) = (PendingParts::default(), Instant::now());
        for part in [table("a"), Part::Contents("ks".into()), Part::Types("other".into()), Part::Topology] {
            pending.add(part, Duration::ZERO, AT_MOST, now);
        }
        let rest = [Part::Topology, Part::Contents("ks".into()), Part::Types("other".into())];
        assert_eq!(pending.due(now), Due::Now(rest.to_vec()));
        for part in [table("a"), Part::Keyspaces, Part::Contents("ks".into())] {
            pending.add(part, Duration::ZERO, AT_MOST, now);
        }
        assert_eq!(pending.due(now), Due::Now(vec![Part::Keyspaces]));
    }
}
