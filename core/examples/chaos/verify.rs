//! Reads back what was acknowledged.

use unicql_core::{Request, RequestOptions, Session};

use crate::{execute, load};

#[derive(Default)]
pub(crate) struct Verified {
    /// Acknowledged writes that are not there.
    pub(crate) lost: u64,
    /// Writes that are there with another value.
    pub(crate) wrong: u64,
    /// The writer and the number of the first lost write.
    pub(crate) first_lost: Option<(usize, u64)>,
}

/// Reads every partition, page by page. A write that was not acknowledged may be there or not.
pub(crate) fn read_back(session: &Session, acknowledged: &[u64]) -> Result<Verified, String> {
    let mut verified = Verified::default();
    for (writer, &count) in acknowledged.iter().enumerate() {
        let mut seen = vec![false; usize::try_from(count).unwrap_or(usize::MAX)];
        read_partition(session, writer, &mut seen, &mut verified)?;
        if let Some(first) = seen.iter().position(|seen| !seen) {
            verified.first_lost.get_or_insert((writer, first as u64));
        }
        verified.lost += seen.iter().filter(|seen| !**seen).count() as u64;
    }
    Ok(verified)
}

fn read_partition(
    session: &Session,
    writer: usize,
    seen: &mut [bool],
    verified: &mut Verified,
) -> Result<(), String> {
    let mut paging_state = None;
    loop {
        let text = format!("SELECT number, value FROM chaos.w WHERE writer = {writer}");
        let options = RequestOptions { paging_state, page_size: Some(5_000), ..RequestOptions::default() };
        let page = execute(session, &Request { options, ..Request::text(text) })?;
        for row in page.iter() {
            let cell = |position: usize| {
                let bytes: &[u8] = row.0[position].as_deref().unwrap_or_default();
                i64::from_be_bytes(bytes.try_into().unwrap_or_default())
            };
            let number = u64::from_be_bytes(cell(0).to_be_bytes());
            if cell(1) != load::value(writer, number) {
                verified.wrong += 1;
            } else if let Some(seen) = usize::try_from(number).ok().and_then(|at| seen.get_mut(at)) {
                *seen = true;
            }
        }
        paging_state = page.paging_state;
        if paging_state.is_none() {
            return Ok(());
        }
    }
}
