use std::sync::{Arc, Mutex};

use super::{
    AuthenticationTarget, Authenticator, AuthenticatorProvider, CustomAuthentication, DSE_AUTHENTICATOR,
    Exchange, UsersOwn,
};
use crate::options::Config;
use crate::{Completion, Error, ErrorKind, Options};

fn config(options: Options) -> Config {
    options.normalise().unwrap()
}

fn credentials() -> Config {
    config(Options { username: Some("user".into()), password: Some("hunter2".into()), ..Options::default() })
}

fn target(class_name: &str) -> AuthenticationTarget {
    AuthenticationTarget { host: None, class_name: class_name.into() }
}

async fn first(config: &Config, class_name: &str) -> Result<Option<Vec<u8>>, Error> {
    Exchange::start(config, target(class_name)).await?.initial_response().await
}

#[tokio::test]
async fn a_password_is_the_first_response_but_for_dse() {
    let plain = first(&credentials(), "org.apache.cassandra.auth.PasswordAuthenticator").await;
    assert_eq!(plain.unwrap().unwrap(), b"\0user\0hunter2");
    let dse = Exchange::start(&credentials(), target(DSE_AUTHENTICATOR)).await.unwrap();
    assert_eq!(dse.initial_response().await.unwrap().unwrap(), b"PLAIN");
    let answer = dse.evaluate_challenge(Some(b"PLAIN-START".to_vec())).await;
    assert_eq!(answer.unwrap().unwrap(), b"\0user\0hunter2");
    let other = dse.evaluate_challenge(Some(b"GSSAPI-START".to_vec())).await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::BadCredentials);
}

#[tokio::test]
async fn a_user_may_act_for_another() {
    let proxy = Config { authorization_id: Some("other".into()), ..credentials() };
    let plain = first(&proxy, "org.apache.cassandra.auth.PasswordAuthenticator").await;
    assert_eq!(plain.unwrap().unwrap(), b"other\0user\0hunter2");
}

#[tokio::test]
async fn without_credentials_dse_gets_nobody_and_others_an_error() {
    let nobody = config(Options::default());
    assert_eq!(first(&nobody, DSE_AUTHENTICATOR).await.unwrap().unwrap(), b"\0\0");
    let error = first(&nobody, "PasswordAuthenticator").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AuthenticationRequired);
    assert!(error.message().contains("PasswordAuthenticator"));
}

/// Counts the steps, and answers each with its number.
struct Steps(Arc<Mutex<Vec<String>>>);

impl Steps {
    fn note(&self, step: &str, token: Option<Vec<u8>>) -> Option<Vec<u8>> {
        let mut steps = self.0.lock().unwrap();
        steps.push(format!("{step} {:?}", token.map(|token| String::from_utf8(token).unwrap())));
        Some(steps.len().to_string().into_bytes())
    }
}

impl AuthenticatorProvider for Steps {
    fn authenticator(&self, _: &AuthenticationTarget) -> Result<Box<dyn Authenticator>, Error> {
        Ok(Box::new(Steps(Arc::clone(&self.0))))
    }
}

impl Authenticator for Steps {
    fn initial_response(&mut self, reply: Completion<Option<Vec<u8>>>) {
        reply.complete(Ok(self.note("first", None)));
    }

    fn evaluate_challenge(&mut self, challenge: Option<Vec<u8>>, reply: Completion<Option<Vec<u8>>>) {
        match challenge.as_deref() {
            Some(b"panic") => panic!("the code of the user failed"),
            _ => reply.complete(Ok(self.note("challenge", challenge))),
        }
    }

    fn success(&mut self, token: Option<Vec<u8>>, reply: Completion<()>) {
        self.note("success", token);
        reply.complete(Ok(()));
    }
}

#[test]
fn an_authenticator_is_dropped_where_it_is_called() {
    struct Threads(std::sync::mpsc::Sender<Option<String>>);
    impl Drop for Threads {
        fn drop(&mut self) {
            let _ = self.0.send(std::thread::current().name().map(str::to_owned));
        }
    }
    impl Authenticator for Threads {
        fn initial_response(&mut self, reply: Completion<Option<Vec<u8>>>) {
            reply.complete(Ok(None));
        }

        fn evaluate_challenge(&mut self, _: Option<Vec<u8>>, reply: Completion<Option<Vec<u8>>>) {
            reply.complete(Ok(None));
        }

        fn success(&mut self, _: Option<Vec<u8>>, reply: Completion<()>) {
            reply.complete(Ok(()));
        }
    }
    let (sender, threads) = std::sync::mpsc::channel();
    let exchange = Exchange::Custom(UsersOwn(Some(Arc::new(Mutex::new(Box::new(Threads(sender)))))));
    drop(exchange);
    assert_eq!(threads.recv().unwrap().as_deref(), Some("unicql-auth"));
}

#[tokio::test]
async fn an_authenticator_goes_through_as_many_steps_as_the_server_wants() {
    let steps = Arc::new(Mutex::new(Vec::new()));
    let custom = CustomAuthentication(Arc::new(Steps(Arc::clone(&steps))));
    // It goes before the credentials.
    let config = Config { authenticator: Some(custom), ..credentials() };
    let exchange = Exchange::start(&config, target("Class")).await.unwrap();
    assert_eq!(exchange.initial_response().await.unwrap().unwrap(), b"1");
    assert_eq!(exchange.evaluate_challenge(Some(b"a".to_vec())).await.unwrap().unwrap(), b"2");
    assert_eq!(exchange.evaluate_challenge(None).await.unwrap().unwrap(), b"3");
    exchange.success(Some(b"end".to_vec())).await.unwrap();
    let expected = ["first None", "challenge Some(\"a\")", "challenge None", "success Some(\"end\")"];
    assert_eq!(*steps.lock().unwrap(), expected);
    let failed = exchange.evaluate_challenge(Some(b"panic".to_vec())).await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::BadCredentials, "{failed}");
}
