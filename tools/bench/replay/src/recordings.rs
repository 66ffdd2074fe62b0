//! What the real server answered.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use bytes::Bytes;

use crate::frame::{COMPRESSED, Frame, compress, opcode};
use crate::request::{Key, Purpose, Request, prepared_id, reads_system};

/// How the body of a RESULT with rows begins.
const ROWS: [u8; 4] = 2i32.to_be_bytes();

/// The body of an answer, in both forms in which a client may want it.
#[derive(Debug)]
pub(crate) struct Recording {
    pub(crate) plain: Bytes,
    pub(crate) compressed: Bytes,
}

/// The first answer to each kind of request. Writes are answered alike whatever they write, reads are not.
#[derive(Debug, Default)]
pub(crate) struct Recordings {
    writes: HashMap<Key, Rc<Recording>>,
    reads: HashMap<(Key, u64), Rc<Recording>>,
    /// Ids of prepared statements that read system tables.
    system: HashSet<Bytes>,
}

impl Recordings {
    /// What a request is for, which for one that is prepared only its id says.
    pub(crate) fn purpose_of(&self, request: &Request) -> Purpose {
        match request.purpose {
            Purpose::Execute if self.system.contains(request.statement()) => Purpose::System,
            purpose => purpose,
        }
    }

    pub(crate) fn get(&self, request: &Request) -> Option<&Rc<Recording>> {
        let Request { key, values_hash, .. } = request;
        // The pair is looked up last, because it has to be copied for that.
        self.writes.get(key).or_else(|| self.reads.get(&(key.clone(), *values_hash)))
    }

    /// Keeps an answer, unless it is an error or says something that is only true of one request.
    pub(crate) fn keep(&mut self, request: Request, answer: &Frame) {
        if answer.opcode != opcode::RESULT || answer.flags & !COMPRESSED != 0 {
            return;
        }
        let Ok(plain) = answer.plain_body() else { return };
        let compressed = compress(&plain);
        let has_rows = plain.starts_with(&ROWS);
        if request.purpose == Purpose::Prepare && reads_system(request.statement()) {
            self.system.extend(prepared_id(plain.clone()));
        }
        let recording = Rc::new(Recording { plain, compressed });
        let Request { key, values_hash, .. } = request;
        if has_rows {
            self.reads.insert((key, values_hash), recording);
        } else {
            self.writes.insert(key, recording);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.writes.clear();
        self.reads.clear();
    }
}
