use std::collections::BTreeSet;
use std::sync::Arc;

use unicql_core::metadata::{
    ClusteringOrder, ColumnKind, Keyspace, Replication, ReplicationFactor, SchemaEvent, SchemaObject,
    TraceWait, routing_key,
};
use unicql_core::{ChangeType, CqlType, Options, PageKind, Request, Session, Statement, ValuesWriter};
use uuid::Uuid;

use super::capability::{Capability, offers};
use super::target::{connect, cql, keyspace, one_cell, plain, run};

/// Reads a keyspace with all that is in it.
fn read(session: &Session, name: &str) -> Arc<Keyspace> {
    let read = session.keyspace_metadata(name).wait();
    read.as_ref().as_ref().unwrap().clone().unwrap_or_else(|| panic!("no keyspace {name}"))
}

#[test]
fn knows_the_cluster_and_its_ring_once_connected() {
    let session = connect(plain());
    let metadata = session.metadata();
    assert_eq!(metadata.cluster_name(), session.cluster_name());
    assert!(metadata.release_version().is_some_and(|version| version.contains('.')));
    assert!(metadata.partitioner().unwrap().ends_with("Murmur3Partitioner"));
    let here: BTreeSet<_> = session.hosts().iter().map(|host| (host.id, host.address)).collect();
    assert_eq!(metadata.peers.iter().map(|peer| (peer.id, peer.address)).collect::<BTreeSet<_>>(), here);
    let system = &metadata.keyspaces["system"];
    assert!(!system.is_complete && system.tables.is_empty());
    assert_eq!(system.replication, Replication::Local);
    assert!(!metadata.ring.as_ref().unwrap().ranges().is_empty());
}

#[test]
fn without_metadata_nothing_is_read() {
    let off = Options { schema_metadata: Some(false), token_metadata: Some(false), ..plain() };
    let session = connect(off);
    cql(&session, "DROP KEYSPACE IF EXISTS core_metadata_off");
    assert_eq!(session.metadata().version, 0);
    assert!(session.metadata().keyspaces.is_empty() && session.metadata().ring.is_none());
    // Who asks for it gets it all the same.
    assert!(session.keyspace_metadata("system").wait().as_ref().as_ref().unwrap().is_some());
}

#[test]
fn everything_is_read_at_once_when_asked_to() {
    let session = connect(Options { schema_metadata_lazy: Some(false), ..plain() });
    let metadata = session.metadata();
    assert!(metadata.keyspaces.values().all(|keyspace| keyspace.is_complete));
    assert!(metadata.keyspaces["system_schema"].tables.contains_key("columns"));
    let made_up = &metadata.keyspaces["system_virtual_schema"];
    assert!(made_up.is_virtual && made_up.tables["columns"].is_virtual);
    assert_eq!(made_up.tables["columns"].column("column_name").unwrap().data_type.cql_type, CqlType::Text);
}

#[test]
fn tables_have_keys_columns_indexes_and_options() {
    let session = keyspace("core_metadata_table");
    cql(
        &session,
        "CREATE TABLE t (b int, a text, d int, c timeuuid, s text STATIC, z frozen<list<int>>, m map<text, int>, \
         PRIMARY KEY ((b, a), d, c)) WITH CLUSTERING ORDER BY (d DESC, c ASC) AND comment = 'it''s'",
    );
    cql(&session, "CREATE INDEX by_m ON t (keys(m))");
    let (added, cql_type) = match offers(&session, Capability::Vectors) {
        true => ("vector<float, 3>", CqlType::Vector(Arc::new(CqlType::Float), 3)),
        false => ("frozen<list<float>>", CqlType::List(Arc::new(CqlType::Float))),
    };
    cql(&session, &format!("ALTER TABLE t ADD e {added}"));
    cql(&session, "ALTER TABLE t DROP z");
    let keyspace = read(&session, "core_metadata_table");
    let table = &keyspace.tables["t"];
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "d", "c", "e", "m", "s"]);
    assert_eq!(table.partition_key().map(|column| &*column.name).collect::<Vec<_>>(), ["b", "a"]);
    let orders: Vec<_> = table.clustering_key().map(|column| column.clustering_order).collect();
    assert_eq!(orders, [ClusteringOrder::Descending, ClusteringOrder::Ascending]);
    assert_eq!(table.column("s").unwrap().kind, ColumnKind::Static);
    let later = &table.column("e").unwrap().data_type;
    assert_eq!((later.text.as_str(), &later.cql_type), (added, &cql_type));
    assert_eq!(table.row.text("comment").as_deref(), Some("it's"));
    assert!(table.row.cell("gc_grace_seconds").is_some() && table.id.is_some());
    let (of, index) = keyspace.index("by_m").unwrap();
    assert_eq!((&*of.name, &*index.kind, &*index.target), ("t", "COMPOSITES", "keys(m)"));
    assert_eq!(table.dropped_columns[0].text("column_name").as_deref(), Some("z"));
}

#[test]
fn quoted_types_and_custom_classes_harm_nothing() {
    let session = keyspace("core_metadata_odd");
    cql(&session, "CREATE TYPE \"My \"\"Type\" (\"A b\" int, plain frozen<set<text>>)");
    cql(&session, "CREATE TYPE outer_type (inner_field frozen<\"My \"\"Type\">, v text)");
    cql(
        &session,
        "CREATE TABLE \"Odd\" (\"Key\" int PRIMARY KEY, u frozen<outer_type>, l list<frozen<\"My \"\"Type\">>, \
         p 'org.apache.cassandra.db.marshal.DynamicCompositeType(s=>org.apache.cassandra.db.marshal.UTF8Type)')",
    );
    let other = connect(plain());
    assert!(other.hosts().iter().all(|host| host.is_up() && host.datacenter.is_some()));
    let keyspace = read(&other, "core_metadata_odd");
    let definition = &keyspace.user_types["My \"Type"].definition;
    assert_eq!(definition.fields[0], ("A b".to_owned(), CqlType::Int));
    let table = &keyspace.tables["Odd"];
    let outer = &table.column("u").unwrap().data_type;
    assert!(outer.frozen);
    let CqlType::UserType(outer) = &outer.cql_type else { panic!("{outer:?}") };
    assert_eq!(outer.fields[0].1, CqlType::UserType(Arc::clone(definition)));
    let list = &table.column("l").unwrap().data_type;
    assert_eq!(list.cql_type, CqlType::List(Arc::new(CqlType::UserType(Arc::clone(definition)))));
    assert!(list.parts[0].frozen && !list.frozen);
    assert!(
        matches!(&table.column("p").unwrap().data_type.cql_type, CqlType::Custom(class) if class.contains("DynamicComposite"))
    );
    cql(&other, "INSERT INTO core_metadata_odd.\"Odd\" (\"Key\") VALUES (1)");
}

#[test]
fn functions_aggregates_and_views_are_read() {
    let session = keyspace("core_metadata_function");
    if !can_create_functions(&session) {
        return;
    }
    cql(
        &session,
        "CREATE FUNCTION plus (s int, \"V\" int) RETURNS NULL ON NULL INPUT RETURNS int LANGUAGE java AS 'return s + V;'",
    );
    cql(&session, "CREATE AGGREGATE total (int) SFUNC plus STYPE int INITCOND 7");
    let keyspace = read(&session, "core_metadata_function");
    let function = &keyspace.functions["plus(int,int)"];
    assert_eq!((&*function.language, &*function.body), ("java", "return s + V;"));
    assert_eq!(function.argument_names, ["s", "V"]);
    assert!(!function.called_on_null_input);
    let aggregate = &keyspace.aggregates["total(int)"];
    assert_eq!(aggregate.initial_condition.as_deref(), Some("7"));
    assert_eq!((&*aggregate.state_function, &aggregate.final_function), ("plus", &None));
    assert_eq!(
        keyspace.state_function(aggregate).map(|plus| plus.signature()),
        Some("plus(int,int)".to_owned())
    );
    assert_eq!(keyspace.final_function(aggregate), None);
    assert_eq!(aggregate.return_type.cql_type, CqlType::Int);
}

/// A cluster may forbid functions; then there are none to read.
fn can_create_functions(session: &Session) -> bool {
    let page =
        cql(session, "SELECT value FROM system_views.settings WHERE name = 'user_defined_functions_enabled'");
    page.row_count == 1 && one_cell(&page).as_deref() == Some(b"true")
}

#[test]
fn own_changes_are_in_the_metadata_when_the_statement_returns() {
    let session = keyspace("core_metadata_own");
    assert!(session.metadata().keyspaces.contains_key("core_metadata_own"));
    assert!(read(&session, "core_metadata_own").tables.is_empty());
    let now = || session.metadata().keyspaces["core_metadata_own"].clone();
    let page = cql(&session, "CREATE TABLE a (k int PRIMARY KEY)");
    assert!(matches!(page.kind, PageKind::SchemaChange { in_agreement: true, .. }));
    cql(&session, "CREATE TABLE b (k int PRIMARY KEY)");
    let first = now();
    assert!(first.tables.contains_key("a"));
    cql(&session, "ALTER TABLE a ADD v int");
    assert!(now().tables["a"].column("v").is_some());
    assert!(Arc::ptr_eq(&now().tables["b"], &first.tables["b"]), "the other table is the same object");
    cql(&session, "CREATE TYPE u (x int)");
    cql(&session, "ALTER TABLE b ADD u frozen<u>");
    cql(&session, "ALTER TYPE u ADD y int");
    let altered = now();
    let CqlType::UserType(user_type) = &altered.tables["b"].column("u").unwrap().data_type.cql_type else {
        panic!("a user type");
    };
    assert_eq!(user_type.fields.len(), 2);
    cql(&session, "DROP TABLE b");
    assert!(!now().tables.contains_key("b"));
    cql(
        &session,
        "ALTER KEYSPACE core_metadata_own WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 1}",
    );
    let factors = [("dc1".to_owned(), ReplicationFactor { all: 1, transient: 0 })].into();
    assert_eq!(now().replication, Replication::NetworkTopology(factors));
    assert!(now().is_complete && now().tables.contains_key("a"));
    cql(&session, "DROP KEYSPACE core_metadata_own");
    assert!(!session.metadata().keyspaces.contains_key("core_metadata_own"));
}

#[test]
fn tokens_are_those_that_the_server_works_out() {
    let session = keyspace("core_metadata_token");
    cql(&session, "CREATE TABLE one (k blob PRIMARY KEY)");
    cql(&session, "CREATE TABLE two (a text, b int, PRIMARY KEY ((a, b)))");
    let token_of =
        |key: &[u8]| session.metadata().ring.as_ref().unwrap().partitioner().token_of(key).to_string();
    for len in 0..40u8 {
        let key: Vec<u8> = (0..len).map(|at| at.wrapping_mul(67).wrapping_add(len)).collect();
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        if len > 0 {
            cql(&session, &format!("INSERT INTO one (k) VALUES (0x{hex})"));
            let page = cql(&session, &format!("SELECT token(k) FROM one WHERE k = 0x{hex}"));
            assert_eq!(server_token(&page), token_of(&key), "{hex}");
        }
        cql(&session, &format!("INSERT INTO two (a, b) VALUES ('{hex}', {len})"));
        let page = cql(&session, &format!("SELECT token(a, b) FROM two WHERE a = '{hex}' AND b = {len}"));
        let key = routing_key(&[hex.as_bytes(), &i32::from(len).to_be_bytes()]).unwrap();
        assert_eq!(server_token(&page), token_of(&key), "{hex}, {len}");
    }
}

/// Reads the token in the one cell of a page, which is a bigint, a varint or a blob.
fn server_token(page: &unicql_core::Page) -> String {
    let cell = one_cell(page).unwrap();
    let column = &page.columns.as_ref().unwrap()[0];
    match column.cql_type {
        CqlType::BigInt => i64::from_be_bytes(cell.try_into().unwrap()).to_string(),
        CqlType::Varint => {
            cell.iter().fold(0u128, |number, &byte| number << 8 | u128::from(byte)).to_string()
        }
        _ => cell.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

#[test]
fn replicas_span_data_centers_and_cover_the_ring_once() {
    let session = connect(super::target::contact(&super::target::variable("UNICQL_DCS_CONTACT_POINTS")));
    cql(&session, "DROP KEYSPACE IF EXISTS core_metadata_dcs");
    cql(
        &session,
        "CREATE KEYSPACE core_metadata_dcs WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 1, 'dc2': 1}",
    );
    let metadata = session.metadata();
    let ring = metadata.ring.as_ref().unwrap();
    let replication = &metadata.keyspaces["core_metadata_dcs"].replication;
    let hosts = session.hosts();
    assert_eq!(hosts.len(), 3);
    for (token, owner) in ring.owners() {
        let replicas = metadata.replicas(Some("core_metadata_dcs"), token).unwrap();
        assert_eq!(replicas[0].host.id, owner.id);
        let datacenters: BTreeSet<_> = replicas.iter().map(|replica| &replica.host.datacenter).collect();
        assert_eq!((replicas.len(), datacenters.len()), (2, 2));
    }
    let ranges: usize = hosts.iter().map(|host| ring.ranges_of(replication, &host.id).len()).sum();
    assert_eq!(ranges, 2 * ring.ranges().len());
    assert_eq!(metadata.replicas(Some("no_such"), ring.owners().next().unwrap().0), None);
}

#[test]
fn listeners_hear_of_changes_in_order_with_the_old_and_the_new() {
    let session = keyspace("core_metadata_listen");
    read(&session, "core_metadata_listen");
    let (sender, receiver) = std::sync::mpsc::channel();
    let subscription = session.subscribe_schema(move |event: &SchemaEvent| {
        if event.keyspace == "core_metadata_listen" {
            let _ = sender.send(event.clone());
        }
    });
    cql(&session, "CREATE TYPE u (x int)");
    cql(&session, "CREATE TABLE t (k int PRIMARY KEY, u frozen<u>)");
    cql(&session, "ALTER TYPE u ADD y int");
    cql(&session, "DROP TABLE t");
    cql(&session, "DROP KEYSPACE core_metadata_listen");
    let seen: Vec<(ChangeType, String)> = (0..7)
        .map(|_| receiver.recv_timeout(std::time::Duration::from_secs(30)).unwrap())
        .map(|event| {
            let object = event.new.as_ref().or(event.old.as_ref()).unwrap();
            let name = match object {
                SchemaObject::Keyspace(keyspace) => &keyspace.name,
                SchemaObject::Table(table) => &table.name,
                SchemaObject::UserType(user_type) => &user_type.name,
                other => panic!("{other:?}"),
            };
            assert_eq!(event.old.is_none(), event.change == ChangeType::Created);
            assert_eq!(event.new.is_none(), event.change == ChangeType::Dropped);
            (event.change, name.clone())
        })
        .collect();
    let expected = [
        (ChangeType::Created, "u"),
        (ChangeType::Created, "t"),
        (ChangeType::Updated, "u"),
        (ChangeType::Updated, "t"),
        (ChangeType::Dropped, "t"),
        (ChangeType::Dropped, "u"),
        (ChangeType::Dropped, "core_metadata_listen"),
    ];
    assert_eq!(seen, expected.map(|(change, name)| (change, name.to_owned())));
    drop(subscription);
    assert!(receiver.recv().is_err(), "the listener is gone with its subscription");
}

#[test]
fn the_trace_of_a_request_is_read_once_it_is_complete() {
    let session = connect(plain());
    let mut request = Request::text("SELECT key FROM system.local");
    request.options.tracing = true;
    let id = run(&session, request).unwrap().tracing_id.unwrap();
    let limit = Some(std::time::Duration::from_secs(30));
    let read = session.trace(id, TraceWait { limit, ..TraceWait::default() }).wait();
    let trace = read.as_ref().as_ref().unwrap().as_ref().unwrap();
    assert_eq!(trace.parameters["query"], "SELECT key FROM system.local");
    assert!(trace.duration_us.is_some() && trace.started_at_ms.is_some() && trace.coordinator.is_some());
    assert!(trace.events.iter().all(|event| event.activity.is_some() && event.source.is_some()));
    assert!(!trace.events.is_empty());
    let nothing = TraceWait { attempts: Some(2), limit: None, ..TraceWait::default() };
    assert!(session.trace(Uuid::nil(), nothing).wait().as_ref().as_ref().unwrap().is_none());
}

#[test]
fn a_changed_table_is_prepared_anew_and_no_other() {
    let session = keyspace("core_metadata_prepared");
    cql(&session, "CREATE TABLE a (k int PRIMARY KEY, v int)");
    cql(&session, "CREATE TABLE b (k int PRIMARY KEY)");
    let select = |table: &str| {
        let mut values = ValuesWriter::default();
        values.value(&1_i32.to_be_bytes());
        let values = values.finish().unwrap();
        let cql = format!("SELECT * FROM {table} WHERE k = ?").into();
        let statement = Statement::Text { cql, values };
        let page = run(&session, Request { statement, options: Default::default() }).unwrap();
        page.columns.unwrap().iter().map(|column| column.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!((select("a").len(), select("b").len()), (2, 1));
    cql(&session, "ALTER TABLE a ADD w int");
    assert_eq!((select("a").len(), select("b").len()), (3, 1));
    cql(&session, "DROP TABLE a");
    cql(&session, "CREATE TABLE a (k int PRIMARY KEY)");
    assert_eq!(select("a"), ["k"]);
}

#[test]
fn changes_by_others_are_read_once_they_stop() {
    let watcher = connect(Options { schema_refresh_delay_ms: Some(100), ..plain() });
    let other = keyspace("core_metadata_events");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let wait_until = |what: &str, is_so: &dyn Fn(&Session) -> bool| {
        while !is_so(&watcher) {
            assert!(std::time::Instant::now() < deadline, "{what} was not seen");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    let known = |session: &Session| session.metadata().keyspaces.get("core_metadata_events").cloned();
    wait_until("the keyspace", &|session| known(session).is_some());
    read(&watcher, "core_metadata_events");
    let (sender, receiver) = std::sync::mpsc::channel();
    let _subscription = watcher.subscribe_schema(move |event: &SchemaEvent| {
        if let Some(SchemaObject::Table(table)) = &event.new {
            let _ = sender.send((event.change, table.name.clone()));
        }
    });
    cql(&other, "CREATE TABLE t (k int PRIMARY KEY, v int)");
    wait_until("the table", &|session| known(session).unwrap().tables.contains_key("t"));
    assert_eq!(receiver.recv().unwrap(), (ChangeType::Created, "t".to_owned()));
    cql(&other, "ALTER TABLE t DROP v");
    wait_until("the column", &|session| known(session).unwrap().tables["t"].column("v").is_none());
    cql(&other, "DROP KEYSPACE core_metadata_events");
    wait_until("the end of the keyspace", &|session| known(session).is_none());
}
