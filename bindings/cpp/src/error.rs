//! Errors as data: the kind crosses as its place in core's table.

use unicql_core as driver;

use crate::bridge::ffi;

/// An error of core.
pub(crate) struct Error(pub(crate) driver::Error);

/// One try on one host that failed.
pub(crate) struct Attempt(driver::Attempt);

pub(crate) fn error_kind_names() -> Vec<String> {
    driver::ErrorKind::ALL.iter().map(|kind| kind.name().to_owned()).collect()
}

pub(crate) fn option_names() -> Vec<String> {
    driver::options::OPTIONS.iter().map(|row| row.name.to_owned()).collect()
}

/// Turns a panic below a call of C++ into an error, so that it neither aborts nor unwinds into C++.
pub(crate) fn caught<T>(call: impl FnOnce() -> Result<T, driver::Error>) -> Result<T, driver::Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).unwrap_or_else(|panic| {
        let text = (panic.downcast_ref::<&str>().copied())
            .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("no message");
        Err(driver::Error::new(driver::ErrorKind::Internal, format!("the driver panicked: {text}")))
    })
}

fn index(kind: driver::ErrorKind) -> usize {
    driver::ErrorKind::ALL.iter().position(|&known| known == kind).unwrap_or(usize::MAX)
}

impl Error {
    pub(crate) fn kind(&self) -> usize {
        index(self.0.kind())
    }

    pub(crate) fn cause(&self) -> usize {
        index(self.0.cause())
    }

    pub(crate) fn server_code(&self) -> ffi::OptionalNumber {
        self.0.server_code().map(i64::from).into()
    }

    pub(crate) fn message(&self) -> &str {
        self.0.message()
    }

    pub(crate) fn coordinator(&self) -> String {
        self.0.coordinator().map(|address| address.to_string()).unwrap_or_default()
    }

    pub(crate) fn attempts(&self) -> Vec<Attempt> {
        self.0.attempts().iter().cloned().map(Attempt).collect()
    }

    // Every field is named, so that one that core adds does not get lost here.
    pub(crate) fn fields(&self) -> ffi::ErrorFields {
        let driver::ErrorFields {
            consistency,
            received,
            required,
            alive,
            failures,
            data_present,
            write_type,
            keyspace,
            table,
            function,
            arg_types,
            statement_id,
            timeout_ms,
            name,
        } = self.0.fields().clone();
        ffi::ErrorFields {
            consistency: consistency.map(|level| i64::from(level.code())).into(),
            received: received.map(i64::from).into(),
            required: required.map(i64::from).into(),
            alive: alive.map(i64::from).into(),
            failures: failures.map(i64::from).into(),
            data_present: data_present.map(i64::from).into(),
            write_type: write_type.into(),
            keyspace: keyspace.into(),
            table: table.into(),
            function: function.into(),
            has_arg_types: arg_types.is_some(),
            arg_types: arg_types.unwrap_or_default(),
            statement_id: statement_id.unwrap_or_default(),
            timeout_ms: timeout_ms.map(|limit| i64::try_from(limit).unwrap_or(i64::MAX)).into(),
            name: name.into(),
        }
    }
}

impl Attempt {
    pub(crate) fn host(&self) -> &str {
        &self.0.host
    }

    pub(crate) fn error(&self) -> Box<Error> {
        Box::new(Error(self.0.error.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::caught;
    use unicql_core::ErrorKind;

    #[test]
    fn a_panic_becomes_an_internal_error() {
        let error = caught::<()>(|| panic!("at {}", "sea")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert_eq!(error.message(), "the driver panicked: at sea");
    }
}
