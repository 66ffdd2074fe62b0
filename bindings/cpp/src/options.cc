#include "options.h"

#include <chrono>

#include "text.h"
#include "unicql/error.hpp"

namespace unicql::detail {

namespace {

using Milliseconds = std::optional<std::chrono::milliseconds>;

[[noreturn]] void invalid(const char* name, const char* why) {
    ErrorFields fields;
    fields.name = name;
    throw Error(ErrorKind::InvalidOption, "option `" + std::string(name) + "`: " + why, std::move(fields));
}

template <class T> void set(ffi::Options& to, void (ffi::Options::*setter)(T) noexcept, const std::optional<T>& value) {
    if (value) (to.*setter)(*value);
}

void set(ffi::Options& to, void (ffi::Options::*setter)(rust::Str) noexcept, const std::optional<std::string>& value,
         const char* name) {
    if (value) (to.*setter)(to_rust(*value, name));
}

void set(ffi::Options& to, void (ffi::Options::*setter)(std::uint64_t) noexcept, const Milliseconds& value,
         const char* name) {
    if (!value) return;
    if (value->count() < 0) invalid(name, "must not be negative");
    (to.*setter)(static_cast<std::uint64_t>(value->count()));
}

void set_tls(ffi::Options& to, const TlsOptions& tls) {
    to.tls(static_cast<std::uint8_t>(tls.verify));
    const auto bytes = [](const std::string& pem) { return to_rust(std::as_bytes(std::span(pem))); };
    for (const auto& pem : tls.ca_pem) to.tls_ca(bytes(pem));
    if (tls.cert_pem) to.tls_cert(bytes(*tls.cert_pem));
    if (tls.key_pem) to.tls_key(bytes(*tls.key_pem));
}

void set_level(ffi::Options& to, void (ffi::Options::*setter)(std::uint16_t) noexcept,
               const std::optional<Consistency>& level, const char* name) {
    if (!level) return;
    if (to_string(*level) == "?") invalid(name, "is no consistency level");
    (to.*setter)(static_cast<std::uint16_t>(*level));
}

} // namespace

rust::Box<ffi::Options> to_options(const Options& from) {
    auto made = ffi::new_options();
    auto& to = *made;
    if (from.contact_points) {
        rust::Vec<rust::String> points;
        for (const auto& point : *from.contact_points) {
            const auto text = to_rust(point, "contact_points");
            points.push_back(rust::String(text.data(), text.size()));
        }
        to.contact_points(std::move(points));
    }
    set(to, &ffi::Options::port, from.port);
    set(to, &ffi::Options::keyspace, from.keyspace, "keyspace");
    set(to, &ffi::Options::username, from.username, "username");
    set(to, &ffi::Options::password, from.password, "password");
    set(to, &ffi::Options::local_datacenter, from.local_datacenter, "local_datacenter");
    set_level(to, &ffi::Options::consistency, from.consistency, "consistency");
    set_level(to, &ffi::Options::serial_consistency, from.serial_consistency, "serial_consistency");
    set(to, &ffi::Options::page_size, from.page_size);
    set(to, &ffi::Options::request_timeout_ms, from.request_timeout, "request_timeout_ms");
    set(to, &ffi::Options::connect_timeout_ms, from.connect_timeout, "connect_timeout_ms");
    set(to, &ffi::Options::connections_per_host, from.connections_per_host);
    set(to, &ffi::Options::heartbeat_interval_ms, from.heartbeat_interval, "heartbeat_interval_ms");
    set(to, &ffi::Options::tcp_nodelay, from.tcp_nodelay);
    set(to, &ffi::Options::tcp_keepalive_interval_ms, from.tcp_keepalive_interval, "tcp_keepalive_interval_ms");
    if (from.compression == Compression::Lz4) to.compression_lz4();
    if (from.compression == Compression::Snappy) to.compression_snappy();
    if (from.tls) set_tls(to, *from.tls);
    set(to, &ffi::Options::schema_agreement_timeout_ms, from.schema_agreement_timeout, "schema_agreement_timeout_ms");
    set(to, &ffi::Options::prepared_cache_size, from.prepared_cache_size);
    set(to, &ffi::Options::idempotent, from.idempotent);
    set(to, &ffi::Options::application_name, from.application_name, "application_name");
    set(to, &ffi::Options::application_version, from.application_version, "application_version");
    set(to, &ffi::Options::client_id, from.client_id, "client_id");
    return made;
}

} // namespace unicql::detail
