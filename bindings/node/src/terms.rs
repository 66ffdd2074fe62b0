//! What few requests say about how they are to be executed. The layout stands in `lib/request-writer.ts`.

use std::sync::Arc;

use unicql_core::policy::{Retry, RetryDialect, RetryRule};
use unicql_core::{CustomPayload, RequestOptions, RetryBy};
use uuid::Uuid;

use crate::completion::Completions;
use crate::retry::ScriptedRetry;
use crate::statement::{Reader, malformed};

const PLAN: u8 = 1;
const SPECULATION: u8 = 2;
const PAYLOAD: u8 = 4;
const PROFILE: u8 = 8;

const RETRY_OF_THE_PROFILE: u8 = 0;
const RETRY_DEFAULT: u8 = 1;
const RETRY_NEVER: u8 = 2;
const RETRY_SCRIPTED: u8 = 3;

impl Reader<'_> {
    /// Reads the terms of one request into its options.
    pub(crate) fn terms(
        &mut self,
        options: &mut RequestOptions,
        completions: &Arc<Completions>,
    ) -> napi::Result<()> {
        let ticket = self.number()?;
        options.tag = ticket.into();
        let (retry, which) = (self.byte()?, self.byte()?);
        options.retry = match retry {
            RETRY_OF_THE_PROFILE => None,
            RETRY_DEFAULT => Some(rule(RetryRule::Default)),
            RETRY_NEVER => Some(rule(RetryRule::Fallthrough)),
            RETRY_SCRIPTED => {
                let completions = Arc::clone(completions);
                Some(RetryBy::Custom(Arc::new(ScriptedRetry { ticket, completions })))
            }
            _ => return Err(malformed("retry")),
        };
        if which & PLAN != 0 {
            let hosts: napi::Result<Vec<Uuid>> =
                (0..self.byte()?).map(|_| self.array().map(Uuid::from_bytes)).collect();
            options.plan = Some(hosts?.into());
        }
        if which & SPECULATION != 0 {
            let delays: napi::Result<Vec<u64>> =
                (0..self.byte()?).map(|_| self.number().map(u64::from)).collect();
            options.speculation_ms = Some(delays?.into());
        }
        if which & PAYLOAD != 0 {
            options.custom_payload = Some(self.payload()?);
        }
        if which & PROFILE != 0 {
            options.profile = Some(self.sized_text()?.into());
        }
        Ok(())
    }

    fn payload(&mut self) -> napi::Result<CustomPayload> {
        let count = self.number()?;
        let entries: napi::Result<_> =
            (0..count).map(|_| Ok((self.sized_text()?.to_owned(), self.sized_bytes()?))).collect();
        Ok(Arc::new(entries?))
    }
}

fn rule(rule: RetryRule) -> RetryBy {
    RetryBy::Rule(Retry { rule, dialect: RetryDialect::Node, ..Retry::default() })
}
