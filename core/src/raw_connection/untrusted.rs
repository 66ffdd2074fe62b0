//! What a server sends, read as a connection reads it, from nothing but bytes.

use std::net::{Ipv4Addr, SocketAddr};

use scylla_cql::frame::Compression;
use scylla_cql::frame::response::ResponseOpcode;

use super::frame::{self, Answer};
use super::response;
use crate::columns::ColumnsTable;

/// Reads frames until the bytes end or are none, and what each says.
pub(crate) fn read_frames(mut bytes: &[u8], compression: Option<Compression>) {
    // A slice is always ready, so that no runtime is needed.
    while let Ok((_, answer)) = futures::executor::block_on(frame::read(&mut bytes, compression)) {
        read_answer(answer);
    }
}

fn read_answer(answer: Answer) {
    let host = SocketAddr::from((Ipv4Addr::LOCALHOST, 9042));
    if answer.opcode == ResponseOpcode::Event {
        let _ = response::event(&answer.body);
        return;
    }
    let again = Answer { opcode: answer.opcode, extras: answer.extras.clone(), body: answer.body.clone() };
    let _ = response::prepared(again);
    let Ok(page) = response::check(answer, host)
        .and_then(|answer| response::page(answer, host, &ColumnsTable::default()))
    else {
        return;
    };
    let columns = page.columns.as_ref().map_or(0, |columns| columns.len());
    // What was accepted is all there.
    assert!(page.row_count * columns * 4 <= page.rows.len());
    assert_eq!(page.iter().count(), page.row_count);
}
