//! A connection against servers that behave in ways that no real one can be made to.

mod server;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::future::join_all;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::sync::broadcast;

use super::{Executable, Parameters, RawConnection};
use crate::columns::ColumnsTable;
use crate::log::{LogEvent, LogLevel, LogRecord, SessionLog};
use crate::options::{TlsOptions, TlsVerify};
use crate::{
    BatchKind, ChangeType, CustomPayload, Error, ErrorKind, Options, PageKind, SchemaTarget, ServerEvent,
    StatusChange, Values, ValuesWriter,
};

use server::{
    Asked, END, ERROR, EVENT, PAYLOAD, QUERY, READY, RESULT, SUPPORTED, TRACING, VOID, WARNING, frame, read,
    server,
};

fn options() -> Options {
    Options { connect_timeout_ms: Some(10_000), heartbeat_interval_ms: Some(0), ..Options::default() }
}

async fn connect(address: SocketAddr) -> RawConnection {
    connect_with(options(), address).await.unwrap()
}

async fn connect_with(options: Options, address: SocketAddr) -> Result<RawConnection, Error> {
    let config = options.normalise().unwrap();
    RawConnection::connect(&config, address, &ColumnsTable::default()).await
}

async fn ask(connection: &RawConnection) -> Result<crate::Page, Error> {
    connection.query("SELECT", &Values::default(), &Parameters::internal()).await
}

fn values(values: &[&[u8]]) -> Values {
    let mut writer = ValuesWriter::default();
    values.iter().for_each(|value| writer.value(value));
    writer.finish().unwrap()
}

fn payload() -> CustomPayload {
    Arc::new(HashMap::from([("key".to_owned(), Some(Bytes::from_static(b"val")))]))
}

/// Answers with nothing, and remembers what was asked.
async fn remembering() -> (SocketAddr, Arc<Mutex<Vec<Asked>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let address = server(move |asked| {
        kept.lock().unwrap().push(asked.clone());
        Some(asked.answer(RESULT, 0, VOID))
    });
    (address.await, seen)
}

#[tokio::test]
async fn a_query_carries_its_values_options_and_payload() {
    let (address, seen) = remembering().await;
    let connection = connect(address).await;
    let parameters = Parameters {
        consistency: crate::Consistency::Quorum,
        serial_consistency: Some(crate::Consistency::LocalSerial),
        page_size: Some(7),
        paging_state: Some(Bytes::from_static(b"pg")),
        timestamp_us: Some(5),
        tracing: true,
        custom_payload: Some(payload()),
    };
    let named = values(&[b"x"]).with_names(vec!["n".into()]).unwrap();
    let page = connection.query("Q", &named, &parameters).await.unwrap();
    assert_eq!((page.kind, page.coordinator), (PageKind::Void, address));
    let asked = seen.lock().unwrap().pop().unwrap();
    assert_eq!((asked.opcode, asked.flags), (QUERY, TRACING | PAYLOAD));
    let mut expected = b"\0\x01\0\x03key\0\0\0\x03val".to_vec();
    // Text, consistency, flags, one named value, page size, paging state, serial consistency, timestamp.
    expected.extend_from_slice(b"\0\0\0\x01Q\0\x04\x7d\0\x01\0\x01n\0\0\0\x01x\0\0\0\x07\0\0\0\x02pg\0\x09");
    expected.extend_from_slice(&5_i64.to_be_bytes());
    assert_eq!(asked.body, expected);
}

#[tokio::test]
async fn execute_and_batch_carry_payloads_as_well() {
    let (address, seen) = remembering().await;
    let connection = connect(address).await;
    let parameters = Parameters { custom_payload: Some(payload()), ..Parameters::internal() };
    connection.execute(b"id", &values(&[b"x"]), &parameters).await.unwrap();
    let entries = [
        (Executable::Text("Q".into()), Values::default()),
        (Executable::Prepared(Bytes::from_static(b"id")), values(&[b"x"])),
    ];
    connection.batch(BatchKind::Unlogged, &entries, &parameters).await.unwrap();
    let seen = seen.lock().unwrap();
    let head = b"\0\x01\0\x03key\0\0\0\x03val";
    assert_eq!((seen[0].opcode, seen[0].flags), (0x0A, PAYLOAD));
    assert_eq!(seen[0].body, [&head[..], b"\0\x02id\0\x01\x01\0\x01\0\0\0\x01x"].concat());
    assert_eq!((seen[1].opcode, seen[1].flags), (0x0D, PAYLOAD));
    let batch = b"\x01\0\x02\0\0\0\0\x01Q\0\0\x01\0\x02id\0\x01\0\0\0\x01x\0\x01\0";
    assert_eq!(seen[1].body, [&head[..], batch].concat());
}

#[tokio::test]
async fn an_answer_brings_its_tracing_id_warnings_and_payload() {
    let address = server(|asked| {
        let extras = [&[9; 16][..], b"\0\x01\0\x04warn", b"\0\x02\0\x01k\0\0\0\x01v\0\x01n\xff\xff\xff\xff"];
        let body = [&extras.concat()[..], VOID].concat();
        Some(asked.answer(RESULT, TRACING | WARNING | PAYLOAD, &body))
    });
    let page = ask(&connect(address.await).await).await.unwrap();
    assert_eq!(page.tracing_id, Some(uuid::Uuid::from_bytes([9; 16])));
    assert_eq!(page.warnings, ["warn"]);
    let payload = page.custom_payload.unwrap();
    assert_eq!((payload.len(), &payload["k"]), (2, &Some(Bytes::from_static(b"v"))));
    assert_eq!(payload["n"], None);
}

#[tokio::test]
async fn an_error_brings_them_too_and_names_the_host() {
    let address = server(|asked| {
        let body = b"\0\x01\0\x04warn\0\x01\0\x01k\0\0\0\x01v\0\0\x10\x01\0\x04slow";
        Some(asked.answer(ERROR, WARNING | PAYLOAD, body))
    });
    let address = address.await;
    let error = ask(&connect(address).await).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Overloaded, "slow"));
    assert_eq!((error.warnings(), error.coordinator()), (&["warn".to_owned()][..], Some(address)));
    assert_eq!(error.custom_payload().unwrap()["k"], Some(Bytes::from_static(b"v")));
}

#[tokio::test]
async fn results_keep_their_kind() {
    let answers = Mutex::new(vec![
        b"\0\0\0\x05\0\x07CREATED\0\x08FUNCTION\0\x02ks\0\x01f\0\x01\0\x03int".to_vec(),
        b"\0\0\0\x03\0\x02ks".to_vec(),
    ]);
    let address = server(move |asked| Some(asked.answer(RESULT, 0, &answers.lock().unwrap().pop().unwrap())));
    let connection = connect(address.await).await;
    assert_eq!(ask(&connection).await.unwrap().kind, PageKind::SetKeyspace("ks".into()));
    let PageKind::SchemaChange { change: Some(change), .. } = ask(&connection).await.unwrap().kind else {
        panic!("no schema change");
    };
    assert_eq!((change.change, change.target), (ChangeType::Created, SchemaTarget::Function));
    assert_eq!((&*change.keyspace, change.name.as_deref()), ("ks", Some("f")));
    assert_eq!(change.arg_types, ["int"]);
}

#[tokio::test]
async fn columns_of_unknown_classes_are_bytes() {
    let address = server(|asked| {
        // Flags, one column, table, name, custom type, one row.
        let body =
            b"\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x02ks\0\x01t\0\x01c\0\0\0\x09PointType\0\0\0\x01\0\0\0\x02ab";
        Some(asked.answer(RESULT, 0, body))
    });
    let page = ask(&connect(address.await).await).await.unwrap();
    assert_eq!(page.columns.as_ref().unwrap()[0].cql_type, crate::CqlType::Custom("PointType".into()));
    assert_eq!(page.iter().next().unwrap().0, [Some(Bytes::from_static(b"ab"))]);
}

#[tokio::test]
async fn events_reach_the_owner_and_unknown_ones_do_no_harm() {
    let address = server(|asked| {
        let event = |body: &[u8]| frame(-1, EVENT, 0, body);
        let down = event(b"\0\x0dSTATUS_CHANGE\0\x04DOWN\x04\x0a\0\0\x01\0\0\x23\x52");
        Some([event(b"\0\x04NEWS\0\x02UP"), down, asked.answer(RESULT, 0, VOID)].concat())
    });
    let (sender, mut events) = broadcast::channel(8);
    let connection = connect(address.await).await;
    connection.register(sender).await.unwrap();
    ask(&connection).await.unwrap();
    let address = "10.0.0.1:9042".parse().unwrap();
    assert_eq!(events.try_recv().unwrap(), ServerEvent::Status { change: StatusChange::Down, address });
    assert!(events.try_recv().is_err());
}

#[tokio::test]
async fn a_thousand_requests_share_the_connection_in_any_order() {
    let mut held = Vec::new();
    let address = server(move |asked| {
        // The body starts with the text, which goes back as the keyspace; all are answered at the end, backwards.
        held.push(asked.answer(RESULT, 0, &[b"\0\0\0\x03", &asked.body[2..8]].concat()));
        (held.len() == 1000).then(|| held.iter().rev().flatten().copied().collect())
    });
    let connection = connect(address.await).await;
    let names: Vec<String> = (0..1000).map(|number| format!("{number:04}")).collect();
    let (values, parameters) = (Values::default(), Parameters::internal());
    let pages = join_all(names.iter().map(|name| connection.query(name, &values, &parameters))).await;
    for (page, name) in pages.into_iter().zip(names) {
        assert_eq!(page.unwrap().kind, PageKind::SetKeyspace(name));
    }
}

#[tokio::test]
async fn a_request_that_is_given_up_leaves_the_others_alone() {
    let mut late = None;
    let address = server(move |asked| match late.take() {
        None => {
            late = Some(asked.answer(RESULT, 0, b"\0\0\0\x03\0\x04late"));
            None
        }
        Some(late) => Some([late, asked.answer(RESULT, 0, VOID)].concat()),
    });
    let connection = connect(address.await).await;
    assert!(tokio::time::timeout(Duration::from_millis(50), ask(&connection)).await.is_err());
    assert_eq!(ask(&connection).await.unwrap().kind, PageKind::Void);
}

/// What a request gets, and one after it, from a server that answers with some bytes.
async fn harmed(bytes: impl Fn(&Asked) -> Vec<u8> + Send + 'static) -> (Error, Option<Error>) {
    let address = server(move |asked| Some(bytes(&asked))).await;
    let connection = connect(address).await;
    let error = ask(&connection).await.unwrap_err();
    assert_eq!(error.coordinator(), Some(address), "{error}");
    (error, connection.failure())
}

#[tokio::test]
async fn a_connection_that_ends_fails_what_is_under_way() {
    let closed = harmed(|_| END.to_vec()).await;
    assert_eq!(closed.0.kind(), ErrorKind::ConnectionClosed);
    let in_header = harmed(|asked| [&asked.answer(RESULT, 0, VOID)[..5], END].concat()).await;
    assert!(in_header.0.message().contains("in the middle"), "{}", in_header.0);
    let in_body = harmed(|asked| [&asked.answer(RESULT, 0, VOID)[..11], END].concat()).await;
    assert!(in_body.0.message().contains("2 bytes before the end"), "{}", in_body.0);
    for (error, after) in [closed, in_header, in_body] {
        assert_eq!(after.unwrap().message(), error.message());
    }
}

#[tokio::test]
async fn garbage_between_frames_ends_the_connection() {
    for (garbage, kind) in [
        (&b"HTTP/1.1 400 Bad Request\r\n"[..], ErrorKind::NotCql),
        (b"\x83", ErrorKind::NotCql),
        (b"\x15\x03", ErrorKind::NotCql),
        (b"\x84\0\0\0\x77\0\0\0\0", ErrorKind::BadFrame),
        (b"\x84\0\0\0\x08\xff\xff\xff\xff", ErrorKind::BadFrame),
        // A compressed frame, which was not agreed on.
        (b"\x84\x01\0\0\x08\0\0\0\x01x", ErrorKind::BadFrame),
        // An answer to nobody, and an error to nobody.
        (b"\x84\0\x7f\xff\x08\0\0\0\x04\0\0\0\x01", ErrorKind::BadFrame),
        (b"\x84\0\x7f\xff\0\0\0\0\x09\0\0\0\x0a\0\x03why", ErrorKind::Protocol),
    ] {
        let (error, after) = harmed(move |_| garbage.to_vec()).await;
        assert_eq!(error.kind(), kind, "{error}");
        assert!(after.is_some(), "{error}");
    }
}

#[tokio::test]
async fn garbage_within_a_frame_fails_its_request_alone() {
    let deep =
        [&b"\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x01k\0\x01t\0\x01c"[..], &b"\0\x20".repeat(100_000)].concat();
    let bodies: Vec<Vec<u8>> = vec![
        vec![],
        b"\0\0\0\x09".to_vec(),
        b"\0\0\0\x03\0\x09ks".to_vec(),
        b"\0\0\0\x05\0\x04LOST\0\x05TABLE\0\x01k\0\x01t".to_vec(),
        // More columns, and more rows, than there are bytes.
        b"\0\0\0\x02\0\0\0\0\x7f\xff\xff\xff".to_vec(),
        b"\0\0\0\x02\0\0\0\0\0\0\0\0\x7f\xff\xff\xff".to_vec(),
        b"\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x01k\0\x01t\0\x01c\0\x09\0\0\0\x02\0\0\0\x01x".to_vec(),
        b"\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x01k\0\x01t\0\x01c\0\x99\0\0\0\0".to_vec(),
        deep,
    ];
    for body in bodies {
        let (error, after) = harmed(move |asked| asked.answer(RESULT, 0, &body)).await;
        assert_eq!(error.kind(), ErrorKind::BadFrame, "{error}");
        assert!(after.is_none(), "the connection ended with {after:?}");
    }
}

#[tokio::test]
async fn a_connection_that_is_given_up_is_told_to_be_closed() {
    // Who begins TLS with it waits for ever.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let hear = move |record: &LogRecord| heard.lock().unwrap().extend(record.event.clone());
    let log = SessionLog::new(Arc::new(hear), LogLevel::Debug);
    let tls = TlsOptions { verify: TlsVerify::None, ..TlsOptions::default() };
    let options = Options { log: Some(log), tls: Some(tls), ..options() };
    let connecting = connect_with(options, address);
    assert!(tokio::time::timeout(Duration::from_millis(50), connecting).await.is_err());
    while told.lock().unwrap().len() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let host = address.ip();
    let expected = [LogEvent::ConnectionOpening { host }, LogEvent::ConnectionClosed { host }];
    assert_eq!(*told.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_server_that_falls_silent_is_found_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.unwrap();
        for opcode in [SUPPORTED, READY] {
            let asked = read(&mut tcp).await.unwrap();
            let body: &[u8] = if opcode == SUPPORTED { &[0, 0] } else { &[] };
            tcp.write_all(&asked.answer(opcode, 0, body)).await.unwrap();
        }
        // It still reads.
        while read(&mut tcp).await.is_some() {}
    });
    let options = Options { heartbeat_interval_ms: Some(50), heartbeat_timeout_ms: Some(50), ..options() };
    let connection = connect_with(options, address).await.unwrap();
    let error = ask(&connection).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionClosed);
    assert!(error.message().contains("heartbeat"), "{error}");
    connection.ended().await;
    assert_eq!(connection.failure().unwrap().message(), error.message());
}

#[tokio::test]
async fn heartbeats_keep_a_quiet_connection() {
    let address = server(|asked| Some(asked.answer(RESULT, 0, VOID))).await;
    let options = Options { heartbeat_interval_ms: Some(5), heartbeat_timeout_ms: Some(10_000), ..options() };
    let connection = connect_with(options, address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(ask(&connection).await.is_ok());
}

#[tokio::test]
async fn a_server_that_hangs_from_the_start_costs_the_connect_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let options = Options { connect_timeout_ms: Some(50), ..options() };
    let error = connect_with(options, address).await.err().unwrap();
    assert_eq!((error.kind(), error.coordinator()), (ErrorKind::TimedOut, Some(address)));
}

#[tokio::test]
async fn closing_waits_for_answers_and_tells_the_server() {
    let (told, mut hears) = tokio::sync::mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.unwrap();
        while let Some(asked) = read(&mut tcp).await {
            let answer = match asked.opcode {
                0x05 => asked.answer(SUPPORTED, 0, &[0, 0]),
                0x01 => asked.answer(READY, 0, &[]),
                _ => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    asked.answer(RESULT, 0, VOID)
                }
            };
            tcp.write_all(&answer).await.unwrap();
        }
        told.send("the end").unwrap();
    });
    let connection = connect(address).await;
    let closing = connection.clone();
    let (page, ()) = tokio::join!(ask(&connection), async move {
        tokio::task::yield_now().await;
        closing.close(Duration::from_secs(30)).await;
    });
    assert!(page.is_ok());
    assert_eq!(hears.recv().await, Some("the end"));
    assert_eq!(ask(&connection).await.unwrap_err().kind(), ErrorKind::ConnectionClosed);
}

#[tokio::test]
async fn the_last_user_ends_the_connection() {
    let (told, mut hears) = tokio::sync::mpsc::unbounded_channel();
    let held = told.clone();
    let address = server(move |asked| {
        let _ = &held;
        Some(asked.answer(RESULT, 0, VOID))
    });
    drop(told);
    let connection = connect(address.await).await;
    ask(&connection).await.unwrap();
    drop(connection);
    let nothing: Option<()> = hears.recv().await;
    assert_eq!(nothing, None, "the server's side is gone");
}
