//! Operations on the core, in the way of a binding: requests from the program's thread, outcomes delivered to it.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use unicql_core::{
    Batch, BatchEntry, BatchKind, Cells, Completion, Error, Options, Page, Prepared, Request, RequestOptions,
    Session, Statement, Values, ValuesWriter, WakeUp,
};

use crate::Engine;
use crate::column::Column;
use crate::measure::Outcome;
use crate::plan::{Action, Plan};

pub(crate) struct Core {
    session: Session,
    columns: Vec<Column>,
    select: Option<Request>,
    insert: Option<Arc<Prepared>>,
}

/// An operation that ended.
type Ended = (Instant, Result<Page, Error>);

/// Where operations that ended wait for the program's thread, which takes all of them at once, as the bindings do it.
struct Inbox {
    ended: Mutex<Vec<Ended>>,
    arrived: Arc<Condvar>,
    wake_up: WakeUp,
}

impl Inbox {
    fn new() -> Arc<Self> {
        let arrived = Arc::<Condvar>::default();
        let sleeper = Arc::clone(&arrived);
        Arc::new(Inbox {
            ended: Mutex::default(),
            arrived,
            wake_up: WakeUp::new(move || sleeper.notify_one()),
        })
    }

    fn put(&self, ended: Ended) {
        let first = {
            let mut all = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(ended);
            all.len() == 1
        };
        if first {
            self.wake_up.call();
        }
    }

    fn take(&self, into: &mut Vec<Ended>, limit: Duration) {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let arrived = self.arrived.wait_timeout_while(ended, limit, |ended| ended.is_empty());
        std::mem::swap(into, &mut arrived.unwrap_or_else(PoisonError::into_inner).0);
    }
}

impl Core {
    pub(crate) fn connect(plan: &Plan, columns: Vec<Column>) -> Result<Self, String> {
        let options = Options {
            contact_points: Some(vec![plan.host.clone()]),
            port: Some(plan.port),
            keyspace: Some(plan.keyspace.clone()),
            local_datacenter: Some(plan.local_datacenter.clone()),
            page_size: Some(plan.page_size),
            // Hundreds of sessions that are opened together take longer than the default of each.
            connect_timeout_ms: Some(60_000),
            ..Options::default()
        };
        let session = Session::connect(options).wait();
        let session = session.as_ref().as_ref().map_err(Error::to_string)?.clone();
        let prepare = |cql: &str| -> Result<Arc<Prepared>, String> {
            session.prepare(cql).wait().as_ref().as_ref().map(Arc::clone).map_err(Error::to_string)
        };
        let insert = plan.insert.as_deref().map(prepare).transpose()?;
        let select = match &plan.select {
            Some(cql) if plan.select_prepared => {
                let mut key = ValuesWriter::default();
                key.value(&plan.partition.to_be_bytes());
                let values = key.finish().map_err(|error| error.to_string())?;
                Some(Request::prepared(prepare(cql)?, values))
            }
            Some(cql) => Some(Request::text(cql.as_str())),
            None => None,
        };
        Ok(Core { session, columns, select, insert })
    }

    pub(crate) fn close(&self) -> Result<(), String> {
        let closed = self.session.close(Duration::from_secs(10)).wait();
        closed.as_ref().as_ref().map_or_else(|error| Err(error.to_string()), |()| Ok(()))
    }

    fn request(&self, plan: &Plan, n: usize) -> Result<Request, String> {
        let (Some(insert), true) = (&self.insert, plan.writes(n)) else {
            return self.select.clone().ok_or_else(|| "nothing to read".to_owned());
        };
        if plan.action != Action::Batch {
            return Ok(Request::prepared(Arc::clone(insert), self.row(n)?));
        }
        let rows = n * plan.batch..(n + 1) * plan.batch;
        let entries = rows
            .map(|row| Ok(BatchEntry::Prepared { prepared: Arc::clone(insert), values: self.row(row)? }))
            .collect::<Result<_, String>>()?;
        let batch = Batch { kind: BatchKind::Unlogged, entries };
        Ok(Request { statement: Statement::Batch(batch), options: RequestOptions::default() })
    }

    fn row(&self, n: usize) -> Result<Values, String> {
        let mut values = ValuesWriter::with_capacity(128);
        values.value(&((n >> 10) as i32).to_be_bytes());
        for column in self.columns.iter().skip(1) {
            values.nested(|out| column.write(n & 1023, out));
        }
        values.finish().map_err(|error| error.to_string())
    }

    fn submit(&self, plan: &Plan, n: usize, from: Instant, inbox: &Arc<Inbox>) -> Result<(), String> {
        let request = self.request(plan, n)?;
        let inbox = Arc::clone(inbox);
        let completion = Completion::new(move |outcome| inbox.put((from, outcome)));
        self.session.execute_with(request, completion);
        Ok(())
    }

    fn read(&self, page: &Page) -> u32 {
        let mut cells = Cells(page.rows.clone());
        let mut sum = 0u32;
        for _ in 0..page.row_count {
            for column in &self.columns {
                let cell = cells.next().flatten().unwrap_or_default();
                sum = sum.wrapping_add(column.digest(&cell));
            }
        }
        sum
    }

    /// All pages of the partition, one after another.
    pub(crate) fn read_pages(&self) -> Result<u32, String> {
        let mut request = self.select.clone().ok_or("nothing to read")?;
        let mut sum = 0u32;
        loop {
            let outcome = self.session.execute(request.clone()).wait();
            let page = outcome.as_ref().as_ref().map_err(Error::to_string)?;
            sum = sum.wrapping_add(self.read(page));
            match &page.paging_state {
                Some(state) => request.options.paging_state = Some(state.clone()),
                None => return Ok(sum),
            }
        }
    }
}

impl Engine for Core {
    fn run(&mut self, plan: &Plan, operations: usize) -> Result<Outcome, String> {
        let mut outcome = Outcome::default();
        if plan.paged {
            for _ in 0..operations {
                let begun = Instant::now();
                outcome.digest = outcome.digest.wrapping_add(self.read_pages()?);
                outcome.latencies.push(begun.elapsed());
            }
            return Ok(outcome);
        }
        let inbox = Inbox::new();
        let mut taken = Vec::new();
        let start = Instant::now();
        let rate = f64::from(plan.rate_per_second);
        let mut begun = 0;
        while outcome.latencies.len() < operations {
            if rate > 0.0 {
                while begun < operations {
                    let due = start + Duration::from_secs_f64(begun as f64 / rate);
                    if due > Instant::now() {
                        break;
                    }
                    self.submit(plan, begun, due, &inbox)?;
                    begun += 1;
                }
            } else {
                while begun < operations && begun - outcome.latencies.len() < plan.concurrency {
                    self.submit(plan, begun, Instant::now(), &inbox)?;
                    begun += 1;
                }
            }
            let wait = if rate > 0.0 { Duration::from_millis(1) } else { Duration::from_secs(60) };
            inbox.take(&mut taken, wait);
            for (from, ended) in taken.drain(..) {
                let page = ended.map_err(|error| error.to_string())?;
                outcome.digest = outcome.digest.wrapping_add(self.read(&page));
                outcome.latencies.push(from.elapsed());
            }
        }
        Ok(outcome)
    }
}
