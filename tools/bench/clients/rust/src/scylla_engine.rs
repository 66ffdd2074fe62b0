//! Operations on the scylla crate alone: what any driver on it costs at least.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::{Duration, Instant};

use scylla::client::execution_profile::ExecutionProfile;
use scylla::client::session::Session;
use scylla::client::session_builder::SessionBuilder;
use scylla::deserialize::row::{ColumnIterator, DeserializeRow};
use scylla::deserialize::{DeserializationError, TypeCheckError};
use scylla::frame::response::result::ColumnSpec;
use scylla::policies::load_balancing::DefaultPolicy;
use scylla::response::PagingState;
use scylla::response::query_result::QueryResult;
use scylla::serialize::SerializationError;
use scylla::serialize::row::{RowSerializationContext, SerializeRow};
use scylla::serialize::writers::RowWriter;
use scylla::statement::Consistency;
use scylla::statement::batch::{Batch, BatchType};
use scylla::statement::prepared::PreparedStatement;
use scylla::statement::unprepared::Statement;
use tokio::runtime::Runtime;
use tokio::task::LocalSet;

use crate::Engine;
use crate::column::Column;
use crate::measure::Outcome;
use crate::plan::{Action, Plan};

pub(crate) struct Scylla {
    runtime: Runtime,
    sessions: Rc<Sessions>,
}

/// Where operations find their session.
enum Sessions {
    One(Box<Requests>),
    /// Each opens one and closes it.
    Own(Vec<Column>),
}

struct Requests {
    session: Session,
    columns: Vec<Column>,
    select: Option<PreparedStatement>,
    insert: Option<PreparedStatement>,
}

/// The values of a row that is written.
struct Row<'a> {
    columns: &'a [Column],
    n: usize,
}

impl SerializeRow for Row<'_> {
    fn serialize(
        &self,
        _: &RowSerializationContext<'_>,
        writer: &mut RowWriter<'_>,
    ) -> Result<(), SerializationError> {
        let mut value = Vec::with_capacity(32);
        for (i, column) in self.columns.iter().enumerate() {
            value.clear();
            match i {
                0 => value.extend(((self.n >> 10) as i32).to_be_bytes()),
                _ => column.write(self.n & 1023, &mut value),
            }
            writer.make_cell_writer().set_value(&value).map_err(SerializationError::new)?;
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        false
    }
}

/// A row as its bytes, of which nothing is copied.
struct Cells<'frame, 'metadata>(ColumnIterator<'frame, 'metadata>);

impl<'frame, 'metadata> DeserializeRow<'frame, 'metadata> for Cells<'frame, 'metadata> {
    fn type_check(_: &[ColumnSpec<'_>]) -> Result<(), TypeCheckError> {
        Ok(())
    }

    fn deserialize(row: ColumnIterator<'frame, 'metadata>) -> Result<Self, DeserializationError> {
        Ok(Cells(row))
    }
}

impl Scylla {
    pub(crate) fn connect(plan: &Plan, columns: Vec<Column>) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let sessions = match plan.action {
            Action::Connect => Sessions::Own(columns),
            _ => Sessions::One(Box::new(runtime.block_on(Requests::connect(plan, columns))?)),
        };
        Ok(Scylla { runtime, sessions: Rc::new(sessions) })
    }
}

impl Sessions {
    async fn execute(&self, plan: &Plan, n: usize) -> Result<u32, String> {
        match self {
            Sessions::One(requests) => requests.execute(plan, n).await,
            Sessions::Own(columns) => Requests::connect(plan, columns.clone()).await?.execute(plan, n).await,
        }
    }
}

impl Requests {
    async fn connect(plan: &Plan, columns: Vec<Column>) -> Result<Self, String> {
        let balancing = DefaultPolicy::builder().prefer_datacenter(plan.local_datacenter.clone()).build();
        let profile = ExecutionProfile::builder()
            .load_balancing_policy(balancing)
            .consistency(Consistency::LocalOne)
            .build();
        let session = SessionBuilder::new()
            .known_node(format!("{}:{}", plan.host, plan.port))
            .default_execution_profile_handle(profile.into_handle())
            .use_keyspace(plan.keyspace.clone(), true)
            .connection_timeout(Duration::from_secs(60))
            .build()
            .await
            .map_err(|error| error.to_string())?;
        let mut requests = Requests { session, columns, select: None, insert: None };
        if let Some(cql) = plan.select.as_deref().filter(|_| plan.select_prepared) {
            requests.select = Some(requests.prepare(cql, plan).await?);
        }
        if let Some(cql) = &plan.insert {
            requests.insert = Some(requests.prepare(cql, plan).await?);
        }
        Ok(requests)
    }

    async fn prepare(&self, cql: &str, plan: &Plan) -> Result<PreparedStatement, String> {
        let mut prepared = self.session.prepare(cql).await.map_err(|error| error.to_string())?;
        prepared.set_page_size(plan.page_size);
        prepared.set_use_cached_result_metadata(true);
        Ok(prepared)
    }

    async fn execute(&self, plan: &Plan, n: usize) -> Result<u32, String> {
        let (Some(insert), true) = (&self.insert, plan.writes(n)) else {
            return self.read(plan).await;
        };
        if plan.action != Action::Batch {
            let row = Row { columns: &self.columns, n };
            let written = self.session.execute_unpaged(insert, row).await;
            return written.map(|_| 0).map_err(|error| error.to_string());
        }
        let mut batch = Batch::new(BatchType::Unlogged);
        let rows: Vec<_> =
            (n * plan.batch..(n + 1) * plan.batch).map(|n| Row { columns: &self.columns, n }).collect();
        for _ in &rows {
            batch.append_statement(insert.clone());
        }
        self.session.batch(&batch, &rows).await.map(|_| 0).map_err(|error| error.to_string())
    }

    /// All pages of the partition, one after another; most partitions have one.
    async fn read(&self, plan: &Plan) -> Result<u32, String> {
        let mut state = PagingState::start();
        let mut sum = 0u32;
        loop {
            let (result, next) = match (&self.select, &plan.select) {
                (Some(select), _) => self.session.execute_single_page(select, (plan.partition,), state).await,
                (None, Some(cql)) => {
                    let statement = Statement::new(cql.as_str()).with_page_size(plan.page_size);
                    self.session.query_single_page(statement, (), state).await
                }
                (None, None) => return Err("nothing to read".to_owned()),
            }
            .map_err(|error| error.to_string())?;
            sum = sum.wrapping_add(self.digest(result)?);
            match next.into_paging_control_flow() {
                ControlFlow::Break(()) => return Ok(sum),
                ControlFlow::Continue(next) => state = next,
            }
        }
    }

    fn digest(&self, result: QueryResult) -> Result<u32, String> {
        let result = result.into_rows_result().map_err(|error| error.to_string())?;
        let mut sum = 0u32;
        for row in result.rows::<Cells<'_, '_>>().map_err(|error| error.to_string())? {
            let cells = row.map_err(|error| error.to_string())?.0;
            for (cell, column) in cells.zip(&self.columns) {
                let cell = cell.map_err(|error| error.to_string())?;
                sum = sum.wrapping_add(column.digest(cell.slice.map_or(&[], |slice| slice.as_slice())));
            }
        }
        Ok(sum)
    }
}

impl Engine for Scylla {
    fn run(&mut self, plan: &Plan, operations: usize) -> Result<Outcome, String> {
        let sessions = Rc::clone(&self.sessions);
        LocalSet::new()
            .block_on(&self.runtime, many_at_once(sessions, Rc::new(Shape::of(plan, operations)), plan))
    }
}

/// How many operations there are and when they begin.
struct Shape {
    operations: usize,
    workers: usize,
    start: Instant,
    rate_per_second: f64,
}

impl Shape {
    fn of(plan: &Plan, operations: usize) -> Self {
        let rate_per_second = f64::from(plan.rate_per_second);
        // With a rate each operation has a worker, which first waits for its time.
        let workers = if rate_per_second > 0.0 { operations } else { plan.concurrency.min(operations) };
        Shape { operations, workers, start: Instant::now(), rate_per_second }
    }

    async fn begin(&self, n: usize) -> Instant {
        if self.rate_per_second == 0.0 {
            return Instant::now();
        }
        let due = self.start + Duration::from_secs_f64(n as f64 / self.rate_per_second);
        tokio::time::sleep_until(due.into()).await;
        due
    }
}

async fn many_at_once(sessions: Rc<Sessions>, shape: Rc<Shape>, plan: &Plan) -> Result<Outcome, String> {
    let outcome = RefCell::new(Outcome::default());
    let next = Cell::new(0);
    let worker = || async {
        while next.get() < shape.operations {
            let n = next.replace(next.get() + 1);
            let begun = shape.begin(n).await;
            let digest = sessions.execute(plan, n).await?;
            let mut outcome = outcome.borrow_mut();
            outcome.digest = outcome.digest.wrapping_add(digest);
            outcome.latencies.push(begun.elapsed());
        }
        Ok::<(), String>(())
    };
    futures::future::try_join_all((0..shape.workers).map(|_| worker())).await?;
    Ok(outcome.into_inner())
}
