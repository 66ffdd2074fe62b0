//! How near the hosts are for policies of the user's own, who says so while the session runs.

use std::collections::HashMap;

use arc_swap::ArcSwap;
use uuid::Uuid;

use crate::HostDistance;

/// The distances that were told last. A host of which nobody spoke is ignored.
#[derive(Debug, Default)]
pub(crate) struct ToldDistances(ArcSwap<HashMap<Uuid, HostDistance>>);

impl ToldDistances {
    /// Replaces all distances, and tells whether other hosts are used now than before.
    pub(crate) fn replace(&self, told: HashMap<Uuid, HostDistance>) -> bool {
        let before = self.0.swap(told.into());
        let after = self.0.load();
        let used = |distances: &HashMap<Uuid, HostDistance>, id| {
            distances.get(id).is_some_and(|distance| *distance != HostDistance::Ignored)
        };
        before.keys().chain(after.keys()).any(|id| used(&before, id) != used(&after, id))
    }

    pub(crate) fn get(&self, host: Uuid) -> HostDistance {
        self.0.load().get(&host).copied().unwrap_or(HostDistance::Ignored)
    }
}

#[cfg(test)]
mod tests {
    use super::ToldDistances;
    use crate::HostDistance::{Ignored, Local, Remote};
    use uuid::Uuid;

    #[test]
    fn a_change_of_use_is_noticed() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let told = ToldDistances::default();
        assert_eq!(told.get(one), Ignored, "nobody spoke of it");
        assert!(!told.replace([(one, Ignored)].into()));
        assert!(told.replace([(one, Local)].into()));
        assert!(!told.replace([(one, Remote), (other, Ignored)].into()), "both are used as before");
        assert_eq!((told.get(one), told.get(other)), (Remote, Ignored));
        assert!(told.replace([].into()), "the first is used no more");
    }
}
