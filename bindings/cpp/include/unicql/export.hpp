#pragma once

/// Marks what the shared library exports.
#define UNICQL_API __attribute__((visibility("default")))
