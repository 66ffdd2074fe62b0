//! A retry rule of the user's own, asked between two tries.

use std::fmt::Debug;
use std::sync::Arc;

use tokio::sync::oneshot;

use super::{FailedTry, RetryDecision};
use crate::Dispatcher;

/// A rule that a binding brings. It is asked only after a failure, never for a request that succeeds.
pub trait CustomRetry: Debug + Send + Sync {
    /// Decides what follows. It is called on the dispatcher's thread and may answer later, from any thread.
    fn decide(&self, failed: FailedTry, reply: RetryReply);
}

/// Takes the decision. Dropped without one, it lets the error through.
#[derive(Debug)]
pub struct RetryReply(oneshot::Sender<RetryDecision>);

impl RetryReply {
    /// Hands over the decision. A request that has ended in the meantime takes no notice.
    pub fn send(self, decision: RetryDecision) {
        let _ = self.0.send(decision);
    }
}

/// Asks a rule, without ever running its code on the I/O thread.
pub(crate) async fn ask(rule: &Arc<dyn CustomRetry>, failed: FailedTry) -> RetryDecision {
    let (sender, decision) = oneshot::channel();
    let rule = Arc::clone(rule);
    Dispatcher::shared().dispatch(move || rule.decide(failed, RetryReply(sender)));
    decision.await.unwrap_or(RetryDecision::Rethrow)
}
