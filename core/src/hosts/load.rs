//! The requests of one host: those under way, those that ended, and those to which it has not answered in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// What is counted of one host. Only the I/O thread changes it.
#[derive(Default)]
pub(super) struct Counted {
    under_way: AtomicUsize,
    ended: AtomicUsize,
    timed_out: AtomicUsize,
    /// How many requests timed out in a row, and how many had been answered when they did: one more answer shows that the
    /// host is there, and that what it holds of the others is answered as well.
    in_a_row: AtomicUsize,
    answered_before: AtomicUsize,
}

/// Counts a request as under way for as long as it lives.
pub(crate) struct Load(Arc<Counted>);

impl Drop for Load {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Relaxed);
        self.0.ended.fetch_add(1, Relaxed);
    }
}

impl Counted {
    pub(super) fn enter(self: Arc<Self>) -> Load {
        self.under_way.fetch_add(1, Relaxed);
        Load(self)
    }

    /// How many requests the host has not answered: those under way, and those that timed out since it answered last.
    pub(super) fn unanswered(&self) -> usize {
        self.under_way.load(Relaxed) + self.late()
    }

    /// How many requests timed out since the host answered last.
    pub(super) fn late(&self) -> usize {
        let silent = self.answered() == self.answered_before.load(Relaxed);
        if silent { self.in_a_row.load(Relaxed) } else { 0 }
    }

    pub(super) fn answered(&self) -> usize {
        self.ended.load(Relaxed).saturating_sub(self.timed_out.load(Relaxed))
    }

    /// Notes that a request that has ended did so for want of an answer, and returns how many did in a row.
    pub(super) fn time_out(&self) -> usize {
        self.timed_out.fetch_add(1, Relaxed);
        let answered = self.answered();
        if self.answered_before.swap(answered, Relaxed) != answered {
            self.in_a_row.store(0, Relaxed);
        }
        self.in_a_row.fetch_add(1, Relaxed) + 1
    }

    /// The connections are gone, and with them whatever could still be answered.
    pub(super) fn forget_late(&self) {
        self.in_a_row.store(0, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::Counted;
    use std::sync::Arc;

    #[test]
    fn requests_that_timed_out_count_until_the_host_answers() {
        let counted = Arc::new(Counted::default());
        let enter = || Arc::clone(&counted).enter();
        let others = [enter(), enter()];
        for row in 1..=3 {
            drop(enter());
            assert_eq!(counted.time_out(), row);
        }
        assert_eq!((counted.unanswered(), counted.late(), counted.answered()), (5, 3, 0));
        drop(others);
        assert_eq!((counted.unanswered(), counted.late(), counted.answered()), (0, 0, 2));
        drop(enter());
        assert_eq!(counted.time_out(), 1, "a new row");
        counted.forget_late();
        assert_eq!(counted.unanswered(), 0);
    }
}
