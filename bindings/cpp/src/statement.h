#pragma once

#include "bridge.h"
#include "unicql/batch.hpp"
#include "unicql/statement.hpp"

namespace unicql::detail {

rust::Box<ffi::Request> to_request(const Statement& statement);
rust::Box<ffi::Request> to_request(const Bound& bound);
rust::Box<ffi::Request> to_request(const Batch& batch);

Prepared to_prepared(rust::Box<ffi::Prepared> prepared, std::string cql);

}  // namespace unicql::detail
