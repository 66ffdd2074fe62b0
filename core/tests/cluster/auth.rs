use unicql_core::{ErrorKind, Options, Request};

use super::target::{connect, contact, cql, run, try_connect, variable};

fn with(username: &str, password: &str) -> Options {
    Options {
        username: Some(username.into()),
        password: Some(password.into()),
        ..contact(&variable("UNICQL_AUTH_CONTACT_POINTS"))
    }
}

#[test]
fn credentials_open_the_door() {
    let session = connect(with("cassandra", "cassandra"));
    assert_eq!(cql(&session, "SELECT key FROM system.local").row_count, 1);
}

#[test]
fn wrong_or_missing_credentials_say_so() {
    let wrong = try_connect(with("cassandra", "wrong")).err().unwrap();
    assert_eq!(
        (wrong.kind(), wrong.cause()),
        (ErrorKind::NoHostAvailable, ErrorKind::BadCredentials),
        "{wrong}"
    );
    assert!(!wrong.to_string().contains("wrong"), "the password shows: {wrong}");
    let none = try_connect(contact(&variable("UNICQL_AUTH_CONTACT_POINTS"))).err().unwrap();
    assert_eq!(none.cause(), ErrorKind::AuthenticationRequired, "{none}");
}

#[test]
fn a_role_without_a_permission_is_unauthorized() {
    let session = connect(with("cassandra", "cassandra"));
    cql(&session, "DROP ROLE IF EXISTS core_guest");
    cql(&session, "CREATE ROLE core_guest WITH PASSWORD = 'guest' AND LOGIN = true");
    let guest = connect(with("core_guest", "guest"));
    let error = run(&guest, Request::text("SELECT * FROM system_auth.roles")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
}
