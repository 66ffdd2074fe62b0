//! What a host says of itself and of all others. Rows of one host belong together: hosts hear of each other at different times.

use scylla::client::session::Session as Driver;
use scylla::policies::load_balancing::{NodeIdentifier, SingleTargetLoadBalancingPolicy};
use scylla::statement::Consistency;
use scylla::statement::unprepared::Statement;
use uuid::Uuid;

use super::HostRow;
use crate::control_connection::ControlConnection;
use crate::raw_connection::{Parameters, RawConnection};
use crate::{Cells, Error, ErrorKind, Page, Row, Values, server_error};

const LOCAL: &str = "SELECT * FROM system.local WHERE key = 'local'";

/// Only Cassandra 4 and later have the table.
const PEERS_WITH_PORTS: &str = "SELECT * FROM system.peers_v2";

const PEERS: &str = "SELECT * FROM system.peers";

/// A way to ask one host.
pub(crate) enum Teller<'a> {
    /// A connection that is open to it.
    Connection(&'a RawConnection),
    /// The control connection, which is open to some host.
    Control(&'a ControlConnection),
    /// The pool of the crate to a host.
    Pool(&'a Driver, Uuid),
}

impl Teller<'_> {
    /// Reads the rows of all hosts that the one knows, its own first.
    pub(crate) async fn rows(&self) -> Result<Vec<HostRow>, Error> {
        let local = self.ask(LOCAL).await?;
        let peers = match self.ask(PEERS_WITH_PORTS).await {
            Ok(peers) => peers,
            Err(_) => self.ask(PEERS).await?,
        };
        Ok(local.into_iter().chain(peers).collect())
    }

    async fn ask(&self, cql: &str) -> Result<Vec<HostRow>, Error> {
        match self {
            Teller::Connection(connection) => {
                let page = connection.query(cql, &Values::default(), &Parameters::internal()).await?;
                Ok(rows_of(&page))
            }
            Teller::Control(control) => Ok(rows_of(&control.query(cql).await?)),
            Teller::Pool(driver, host) => ask_pool(driver, *host, cql).await,
        }
    }
}

fn rows_of(page: &Page) -> Vec<HostRow> {
    let columns = page.columns.iter().flat_map(|columns| columns.iter());
    let names: Vec<&str> = columns.map(|column| column.name.as_str()).collect();
    HostRow::all(&names, page.iter())
}

async fn ask_pool(driver: &Driver, host: Uuid, cql: &str) -> Result<Vec<HostRow>, Error> {
    let mut statement = Statement::new(cql);
    let only = SingleTargetLoadBalancingPolicy::new(NodeIdentifier::HostId(host), None);
    statement.set_load_balancing_policy(Some(only));
    statement.set_consistency(Consistency::One);
    let result = driver.query_unpaged(statement, ()).await;
    let result = result.map_err(|error| server_error::from_execution(&error))?;
    let rows =
        (result.into_rows_result()).map_err(|error| Error::new(ErrorKind::BadFrame, error.to_string()))?;
    let raw = rows.raw_rows_with_metadata();
    let columns: Vec<&str> = raw.metadata().col_specs().iter().map(|column| column.name()).collect();
    let mut cells = Cells(raw.raw_rows().clone());
    let rows = (0..raw.rows_count()).map(|_| Row(columns.iter().map(|_| cells.next().flatten()).collect()));
    Ok(HostRow::all(&columns, rows))
}
