//! What every connection tells the server in STARTUP, sorted into what the crate's connections can tell and the rest.

use scylla_cql::frame::request::options as names;

use super::Options;
use crate::Error;

impl Options {
    /// Puts what is to be told into the options that stand for it, and returns the rest.
    ///
    /// # Errors
    /// `InvalidOption` for what the driver settles itself.
    pub(super) fn take_startup_options(&mut self) -> Result<Vec<(String, String)>, Error> {
        let mut rest = Vec::new();
        for (name, value) in self.startup_options.take().unwrap_or_default() {
            let option = match &*name {
                names::DRIVER_NAME => &mut self.driver_name,
                names::DRIVER_VERSION => &mut self.driver_version,
                names::APPLICATION_NAME => &mut self.application_name,
                names::APPLICATION_VERSION => &mut self.application_version,
                names::CLIENT_ID => &mut self.client_id,
                names::COMPRESSION => return Err(refused("COMPRESSION is what `compression` asks for")),
                names::CQL_VERSION => return Err(refused("CQL_VERSION is what the driver speaks")),
                _ => {
                    rest.push((name, value));
                    continue;
                }
            };
            *option = Some(value);
        }
        Ok(rest)
    }
}

fn refused(why: &str) -> Error {
    Error::invalid_option("startup_options", why)
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn told(name: &str) -> Options {
        let startup_options = Some(vec![(name.to_owned(), "x".to_owned())]);
        Options { driver_name: Some("given".into()), startup_options, ..Options::default() }
    }

    #[test]
    fn what_the_crate_can_tell_is_left_to_it() {
        let config = told("DRIVER_NAME").normalise().unwrap();
        assert_eq!((&*config.driver_name, config.startup_options.len()), ("x", 0));
        let config = told("NO_COMPACT").normalise().unwrap();
        assert_eq!(config.startup_options, [("NO_COMPACT".to_owned(), "x".to_owned())]);
        assert_eq!(config.driver_name, "given");
    }

    #[test]
    fn what_the_driver_settles_is_refused() {
        for name in ["COMPRESSION", "CQL_VERSION"] {
            let error = told(name).normalise().err().unwrap();
            assert_eq!(error.fields().name.as_deref(), Some("startup_options"));
        }
    }
}
