#include "unicql/session.hpp"

#include <algorithm>
#include <utility>

#include "future.h"
#include "options.h"
#include "rows.h"
#include "statement.h"
#include "text.h"
#include "unicql/pages.hpp"
#include "unicql/version.hpp"

namespace unicql {

namespace detail {

struct SessionData {
  rust::Box<ffi::Session> handle;
};

namespace {

Future<Rows> to_rows_future(rust::Box<ffi::PageFuture> future) {
  return to_future<Rows>(std::move(future),
                         [](const ffi::PageFuture& ready) { return to_rows(ready.value()); });
}

Host to_host(const ffi::Host& from) {
  Host host{.id = {},
            .address = std::string(from.address),
            .datacenter = to_optional(from.datacenter),
            .rack = to_optional(from.rack),
            .is_up = from.is_up};
  std::ranges::transform(from.id, host.id.bytes.begin(), [](std::uint8_t byte) { return std::byte{byte}; });
  return host;
}

}  // namespace

}  // namespace detail

Session::Session(std::unique_ptr<detail::SessionData> data) noexcept : data_(std::move(data)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

const detail::SessionData& Session::data() const {
  if (!data_) throw Error(ErrorKind::SessionClosed, "the session was moved away");
  return *data_;
}

Session Session::connect(const Options& options) {
  return connect_async(options).get();
}

Future<Session> Session::connect_async(const Options& options) {
  return detail::to_future<Session>(ffi::connect(detail::to_options(options)),
                                    [](const ffi::SessionFuture& ready) {
                                      return Session(std::make_unique<detail::SessionData>(ready.value()));
                                    });
}

Future<Rows> Session::execute_async(const Statement& statement) const {
  return detail::to_rows_future(data().handle->execute(detail::to_request(statement)));
}

Future<Rows> Session::execute_async(const Bound& bound) const {
  return detail::to_rows_future(data().handle->execute(detail::to_request(bound)));
}

Future<Rows> Session::execute_async(const Batch& batch) const {
  return detail::to_rows_future(data().handle->execute(detail::to_request(batch)));
}

std::vector<Future<Rows>> Session::execute_many(std::span<const Bound> statements) const {
  const auto& session = *data().handle;
  auto burst = ffi::new_burst();
  std::vector<Future<Rows>> futures;
  futures.reserve(statements.size());
  for (const auto& bound : statements) {
    futures.push_back(detail::to_rows_future(burst->add(detail::to_request(bound))));
  }
  session.execute_burst(std::move(burst));
  return futures;
}

Future<Prepared> Session::prepare_async(std::string_view cql, std::string_view keyspace) const {
  auto future = data().handle->prepare(detail::to_rust(cql, "cql"), detail::to_rust(keyspace, "keyspace"));
  return detail::to_future<Prepared>(std::move(future),
                                     [text = std::string(cql)](const ffi::PreparedFuture& ready) {
                                       return detail::to_prepared(ready.value(), text);
                                     });
}

Pages Session::pages(Statement statement) const {
  return {*this, std::move(statement)};
}
Pages Session::pages(Bound bound) const {
  return {*this, std::move(bound)};
}
RowStream Session::stream(Statement statement) const {
  return RowStream(pages(std::move(statement)));
}
RowStream Session::stream(Bound bound) const {
  return RowStream(pages(std::move(bound)));
}

void Session::use_keyspace(std::string_view keyspace) const {
  auto future = data().handle->use_keyspace(detail::to_rust(keyspace, "keyspace"));
  detail::to_future<void>(std::move(future), [](const ffi::DoneFuture&) {}).get();
}

std::optional<std::string> Session::keyspace() const {
  return detail::to_optional(data().handle->keyspace());
}

std::vector<Host> Session::hosts() const {
  std::vector<Host> hosts;
  for (const auto& host : data().handle->hosts()) hosts.push_back(detail::to_host(host));
  return hosts;
}

std::optional<std::string> Session::cluster_name() const {
  return detail::to_optional(data().handle->cluster_name());
}

std::string_view version() noexcept {
  const auto text = ffi::version();
  return {text.data(), text.size()};
}

std::size_t Session::in_flight() const {
  return data().handle->in_flight();
}

Future<void> Session::close_async(std::chrono::milliseconds grace) const {
  const auto limit = std::max(grace, std::chrono::milliseconds::zero());
  auto future = data().handle->close(static_cast<std::uint64_t>(limit.count()));
  return detail::to_future<void>(std::move(future), [](const ffi::DoneFuture&) {});
}

}  // namespace unicql
