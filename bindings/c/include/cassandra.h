/*
 * The C interface of the driver. A program that was written for, or linked to, the C/C++ driver for Apache
 * Cassandra works with this header and this library as it is.
 *
 * Rendered from bindings/c/surface.json by `unicql-dev generate`.
 *
 * What holds for all functions:
 * - Texts are bytes. A text without a length ends with a zero byte; a function whose name ends in `_n` takes
 *   lengths instead.
 * - What a function of this library made is freed with the `_free` function of its type, once. Freeing NULL does
 *   nothing. What is lent (`const` pointers, unless a function says otherwise) is not freed, and lives as long as
 *   what it was taken from.
 * - NULL for a handle gives `CASS_ERROR_LIB_BAD_PARAMS`, NULL, 0 or `cass_false`.
 * - Sessions, futures, prepared statements, results and generators may be used by several threads at once;
 *   everything else by one at a time.
 * - Callbacks of futures run one after another on a thread of their own. They may call everything in this
 *   header, wait for futures, and free what they own.
 */

#ifndef __CASSANDRA_H_INCLUDED__
#define __CASSANDRA_H_INCLUDED__

#include <stddef.h>
#include <stdint.h>

#if !defined(CASS_EXPORT)
#if defined(CASS_STATIC) || !(defined(__GNUC__) || defined(_WIN32))
#define CASS_EXPORT
#elif defined(_WIN32) && defined(CASS_BUILDING)
#define CASS_EXPORT __declspec(dllexport)
#elif defined(_WIN32)
#define CASS_EXPORT __declspec(dllimport)
#else
#define CASS_EXPORT __attribute__((visibility("default")))
#endif
#endif

#if defined(_MSC_VER)
#define CASS_DEPRECATED(func) __declspec(deprecated) func
#elif defined(__GNUC__)
#define CASS_DEPRECATED(func) func __attribute__((deprecated))
#else
#define CASS_DEPRECATED(func) func
#endif

/* The version of the interface: that of the legacy driver whose programs work with it. */
#define CASS_VERSION_MAJOR 2
#define CASS_VERSION_MINOR 17
#define CASS_VERSION_PATCH 1
#define CASS_VERSION_SUFFIX ""

#ifdef __cplusplus
extern "C" {
#endif

/** An enumeration, so that it has the size of an `int`. */
typedef enum { cass_false = 0, cass_true = 1 } cass_bool_t;

typedef float cass_float_t;
typedef double cass_double_t;
typedef int8_t cass_int8_t;
typedef uint8_t cass_uint8_t;
typedef int16_t cass_int16_t;
typedef uint16_t cass_uint16_t;
typedef int32_t cass_int32_t;
typedef uint32_t cass_uint32_t;
typedef int64_t cass_int64_t;
typedef uint64_t cass_uint64_t;
typedef cass_uint8_t cass_byte_t;
/** Microseconds. */
typedef cass_uint64_t cass_duration_t;

#define CASS_UINT64_MAX 18446744073709551615ULL

/** Bytes of an address. */
#define CASS_INET_V4_LENGTH 4
#define CASS_INET_V6_LENGTH 16
/** The size of a buffer for the text of any address, with the zero byte that ends it. */
#define CASS_INET_STRING_LENGTH 46

/** An address of version 4 or 6. */
typedef struct CassInet_ {
  /** The address, of which the first `address_length` bytes count. */
  cass_uint8_t address[CASS_INET_V6_LENGTH];
  /** `CASS_INET_V4_LENGTH` or `CASS_INET_V6_LENGTH`. */
  cass_uint8_t address_length;
} CassInet;

/** The size of a buffer for the text of a UUID, with the zero byte that ends it. */
#define CASS_UUID_STRING_LENGTH 37

/** A UUID. */
typedef struct CassUuid_ {
  /** From the highest bit: the version (4 bits) and the high (12), middle (16) and low (32) part of the time. */
  cass_uint64_t time_and_version;
  /** From the highest bit: the variant and clock sequence (16 bits) and the node (48). */
  cass_uint64_t clock_seq_and_node;
} CassUuid;

/** How to reach a cluster, and the options of sessions. */
typedef struct CassCluster_ CassCluster;
/** Connections to a cluster, on which statements are executed. */
typedef struct CassSession_ CassSession;
/** CQL text or a prepared statement, with values and options. */
typedef struct CassStatement_ CassStatement;
/** Statements that are applied together. */
typedef struct CassBatch_ CassBatch;
/** The outcome of something that is under way. */
typedef struct CassFuture_ CassFuture;
/** A statement that the servers have parsed and know by an id. */
typedef struct CassPrepared_ CassPrepared;
/** A page of rows, or the answer of a statement without rows. */
typedef struct CassResult_ CassResult;
/** The error of a server with its details. */
typedef struct CassErrorResult_ CassErrorResult;
/** A host that answered. */
typedef struct CassNode_ CassNode;
/** A position in rows, columns, elements, pairs, items or fields. */
typedef struct CassIterator_ CassIterator;
/** A row of a result. */
typedef struct CassRow_ CassRow;
/** A value of a row, or a part of one. */
typedef struct CassValue_ CassValue;
/** The type of a column, a parameter or a part of one. */
typedef struct CassDataType_ CassDataType;
/** A user-defined function. */
typedef struct CassFunctionMeta_ CassFunctionMeta;
/** A user-defined aggregate. */
typedef struct CassAggregateMeta_ CassAggregateMeta;
/** A list, set or map to bind. */
typedef struct CassCollection_ CassCollection;
/** A tuple to bind. */
typedef struct CassTuple_ CassTuple;
/** A value of a user-defined type to bind. */
typedef struct CassUserType_ CassUserType;
/** How connections are encrypted. */
typedef struct CassSsl_ CassSsl;
/** A snapshot of the schema. */
typedef struct CassSchemaMeta_ CassSchemaMeta;
/** A keyspace of the schema. */
typedef struct CassKeyspaceMeta_ CassKeyspaceMeta;
/** A table of the schema. */
typedef struct CassTableMeta_ CassTableMeta;
/** A materialized view of the schema. */
typedef struct CassMaterializedViewMeta_ CassMaterializedViewMeta;
/** A column of the schema. */
typedef struct CassColumnMeta_ CassColumnMeta;
/** An index of the schema. */
typedef struct CassIndexMeta_ CassIndexMeta;
/** A generator of UUIDs. */
typedef struct CassUuidGen_ CassUuidGen;
/** A generator of timestamps. */
typedef struct CassTimestampGen_ CassTimestampGen;
/** Whether a request that failed is tried again. */
typedef struct CassRetryPolicy_ CassRetryPolicy;
/** Named bytes that travel with a request. */
typedef struct CassCustomPayload_ CassCustomPayload;
/** An authentication that is under way. */
typedef struct CassAuthenticator_ CassAuthenticator;
/** Options that requests choose by name. */
typedef struct CassExecProfile_ CassExecProfile;

/** The version of a server. */
typedef struct CassVersion_ {
  int major_version;
  int minor_version;
  int patch_version;
} CassVersion;

/** What a session counted. Latencies are microseconds, rates are per second. */
typedef struct CassMetrics_ {
  struct {
    cass_uint64_t min;
    cass_uint64_t max;
    cass_uint64_t mean;
    cass_uint64_t stddev;
    cass_uint64_t median;
    cass_uint64_t percentile_75th;
    cass_uint64_t percentile_95th;
    cass_uint64_t percentile_98th;
    cass_uint64_t percentile_99th;
    cass_uint64_t percentile_999th;
    cass_double_t mean_rate;
    cass_double_t one_minute_rate;
    cass_double_t five_minute_rate;
    cass_double_t fifteen_minute_rate;
  } requests;
  struct {
    cass_uint64_t total_connections;
    cass_uint64_t available_connections;
    cass_uint64_t exceeded_pending_requests_water_mark;
    cass_uint64_t exceeded_write_bytes_water_mark;
  } stats;
  struct {
    cass_uint64_t connection_timeouts;
    cass_uint64_t pending_request_timeouts;
    cass_uint64_t request_timeouts;
  } errors;
} CassMetrics;

/** What a session counted of requests that were sent to further hosts. Latencies are microseconds. */
typedef struct CassSpeculativeExecutionMetrics_ {
  cass_uint64_t min;
  cass_uint64_t max;
  cass_uint64_t mean;
  cass_uint64_t stddev;
  cass_uint64_t median;
  cass_uint64_t percentile_75th;
  cass_uint64_t percentile_95th;
  cass_uint64_t percentile_98th;
  cass_uint64_t percentile_99th;
  cass_uint64_t percentile_999th;
  cass_uint64_t count;
  cass_double_t percentage;
} CassSpeculativeExecutionMetrics;

/** How many replicas must answer. */
typedef enum CassConsistency_ {
  CASS_CONSISTENCY_UNKNOWN = 0xFFFF,
  CASS_CONSISTENCY_ANY = 0x0000,
  CASS_CONSISTENCY_ONE = 0x0001,
  CASS_CONSISTENCY_TWO = 0x0002,
  CASS_CONSISTENCY_THREE = 0x0003,
  CASS_CONSISTENCY_QUORUM = 0x0004,
  CASS_CONSISTENCY_ALL = 0x0005,
  CASS_CONSISTENCY_LOCAL_QUORUM = 0x0006,
  CASS_CONSISTENCY_EACH_QUORUM = 0x0007,
  CASS_CONSISTENCY_SERIAL = 0x0008,
  CASS_CONSISTENCY_LOCAL_SERIAL = 0x0009,
  CASS_CONSISTENCY_LOCAL_ONE = 0x000A
} CassConsistency;

#define CASS_CONSISTENCY_MAPPING(XX) \
  XX(CASS_CONSISTENCY_UNKNOWN, "UNKNOWN") \
  XX(CASS_CONSISTENCY_ANY, "ANY") \
  XX(CASS_CONSISTENCY_ONE, "ONE") \
  XX(CASS_CONSISTENCY_TWO, "TWO") \
  XX(CASS_CONSISTENCY_THREE, "THREE") \
  XX(CASS_CONSISTENCY_QUORUM, "QUORUM") \
  XX(CASS_CONSISTENCY_ALL, "ALL") \
  XX(CASS_CONSISTENCY_LOCAL_QUORUM, "LOCAL_QUORUM") \
  XX(CASS_CONSISTENCY_EACH_QUORUM, "EACH_QUORUM") \
  XX(CASS_CONSISTENCY_SERIAL, "SERIAL") \
  XX(CASS_CONSISTENCY_LOCAL_SERIAL, "LOCAL_SERIAL") \
  XX(CASS_CONSISTENCY_LOCAL_ONE, "LOCAL_ONE")

/** The name of old of `CASS_CONSISTENCY_MAPPING`. */
#define CASS_CONSISTENCY_MAP CASS_CONSISTENCY_MAPPING

/** What kind of write failed. */
typedef enum CassWriteType_ {
  CASS_WRITE_TYPE_UNKNOWN,
  CASS_WRITE_TYPE_SIMPLE,
  CASS_WRITE_TYPE_BATCH,
  CASS_WRITE_TYPE_UNLOGGED_BATCH,
  CASS_WRITE_TYPE_COUNTER,
  CASS_WRITE_TYPE_BATCH_LOG,
  CASS_WRITE_TYPE_CAS,
  CASS_WRITE_TYPE_VIEW,
  CASS_WRITE_TYPE_CDC
} CassWriteType;

#define CASS_WRITE_TYPE_MAPPING(XX) \
  XX(CASS_WRITE_TYPE_SIMPLE, "SIMPLE") \
  XX(CASS_WRITE_TYPE_BATCH, "BATCH") \
  XX(CASS_WRITE_TYPE_UNLOGGED_BATCH, "UNLOGGED_BATCH") \
  XX(CASS_WRITE_TYPE_COUNTER, "COUNTER") \
  XX(CASS_WRITE_TYPE_BATCH_LOG, "BATCH_LOG") \
  XX(CASS_WRITE_TYPE_CAS, "CAS") \
  XX(CASS_WRITE_TYPE_VIEW, "VIEW") \
  XX(CASS_WRITE_TYPE_CDC, "CDC")

/** The name of old of `CASS_WRITE_TYPE_MAPPING`. */
#define CASS_WRITE_TYPE_MAP CASS_WRITE_TYPE_MAPPING

/** The part that a column has in a table. */
typedef enum CassColumnType_ {
  CASS_COLUMN_TYPE_REGULAR,
  CASS_COLUMN_TYPE_PARTITION_KEY,
  CASS_COLUMN_TYPE_CLUSTERING_KEY,
  CASS_COLUMN_TYPE_STATIC,
  CASS_COLUMN_TYPE_COMPACT_VALUE
} CassColumnType;

/** How an index is kept. */
typedef enum CassIndexType_ {
  CASS_INDEX_TYPE_UNKNOWN,
  CASS_INDEX_TYPE_KEYS,
  CASS_INDEX_TYPE_CUSTOM,
  CASS_INDEX_TYPE_COMPOSITES
} CassIndexType;

/** Kinds of types: number of the protocol, name in CQL, class of the server. */
#define CASS_VALUE_TYPE_MAPPING(XX) \
  XX(CASS_VALUE_TYPE_CUSTOM, 0x0000, "", "") \
  XX(CASS_VALUE_TYPE_ASCII, 0x0001, "ascii", "org.apache.cassandra.db.marshal.AsciiType") \
  XX(CASS_VALUE_TYPE_BIGINT, 0x0002, "bigint", "org.apache.cassandra.db.marshal.LongType") \
  XX(CASS_VALUE_TYPE_BLOB, 0x0003, "blob", "org.apache.cassandra.db.marshal.BytesType") \
  XX(CASS_VALUE_TYPE_BOOLEAN, 0x0004, "boolean", "org.apache.cassandra.db.marshal.BooleanType") \
  XX(CASS_VALUE_TYPE_COUNTER, 0x0005, "counter", "org.apache.cassandra.db.marshal.CounterColumnType") \
  XX(CASS_VALUE_TYPE_DECIMAL, 0x0006, "decimal", "org.apache.cassandra.db.marshal.DecimalType") \
  XX(CASS_VALUE_TYPE_DOUBLE, 0x0007, "double", "org.apache.cassandra.db.marshal.DoubleType") \
  XX(CASS_VALUE_TYPE_FLOAT, 0x0008, "float", "org.apache.cassandra.db.marshal.FloatType") \
  XX(CASS_VALUE_TYPE_INT, 0x0009, "int", "org.apache.cassandra.db.marshal.Int32Type") \
  XX(CASS_VALUE_TYPE_TEXT, 0x000A, "text", "org.apache.cassandra.db.marshal.UTF8Type") \
  XX(CASS_VALUE_TYPE_TIMESTAMP, 0x000B, "timestamp", "org.apache.cassandra.db.marshal.TimestampType") \
  XX(CASS_VALUE_TYPE_UUID, 0x000C, "uuid", "org.apache.cassandra.db.marshal.UUIDType") \
  XX(CASS_VALUE_TYPE_VARCHAR, 0x000D, "varchar", "") \
  XX(CASS_VALUE_TYPE_VARINT, 0x000E, "varint", "org.apache.cassandra.db.marshal.IntegerType") \
  XX(CASS_VALUE_TYPE_TIMEUUID, 0x000F, "timeuuid", "org.apache.cassandra.db.marshal.TimeUUIDType") \
  XX(CASS_VALUE_TYPE_INET, 0x0010, "inet", "org.apache.cassandra.db.marshal.InetAddressType") \
  XX(CASS_VALUE_TYPE_DATE, 0x0011, "date", "org.apache.cassandra.db.marshal.SimpleDateType") \
  XX(CASS_VALUE_TYPE_TIME, 0x0012, "time", "org.apache.cassandra.db.marshal.TimeType") \
  XX(CASS_VALUE_TYPE_SMALL_INT, 0x0013, "smallint", "org.apache.cassandra.db.marshal.ShortType") \
  XX(CASS_VALUE_TYPE_TINY_INT, 0x0014, "tinyint", "org.apache.cassandra.db.marshal.ByteType") \
  XX(CASS_VALUE_TYPE_DURATION, 0x0015, "duration", "org.apache.cassandra.db.marshal.DurationType") \
  XX(CASS_VALUE_TYPE_LIST, 0x0020, "list", "org.apache.cassandra.db.marshal.ListType") \
  XX(CASS_VALUE_TYPE_MAP, 0x0021, "map", "org.apache.cassandra.db.marshal.MapType") \
  XX(CASS_VALUE_TYPE_SET, 0x0022, "set", "org.apache.cassandra.db.marshal.SetType") \
  XX(CASS_VALUE_TYPE_UDT, 0x0030, "", "") \
  XX(CASS_VALUE_TYPE_TUPLE, 0x0031, "tuple", "org.apache.cassandra.db.marshal.TupleType")

/** The kind of a type. */
typedef enum CassValueType_ {
  CASS_VALUE_TYPE_UNKNOWN = 0xFFFF,
#define XX_VALUE_TYPE(name, type, cql, klass) name = type,
  CASS_VALUE_TYPE_MAPPING(XX_VALUE_TYPE)
#undef XX_VALUE_TYPE
  CASS_VALUE_TYPE_LAST_ENTRY
} CassValueType;

/** The order of a clustering column. */
typedef enum CassClusteringOrder_ {
  CASS_CLUSTERING_ORDER_NONE,
  CASS_CLUSTERING_ORDER_ASC,
  CASS_CLUSTERING_ORDER_DESC
} CassClusteringOrder;

/** The kind of a collection. */
typedef enum CassCollectionType_ {
  CASS_COLLECTION_TYPE_LIST = CASS_VALUE_TYPE_LIST,
  CASS_COLLECTION_TYPE_MAP = CASS_VALUE_TYPE_MAP,
  CASS_COLLECTION_TYPE_SET = CASS_VALUE_TYPE_SET
} CassCollectionType;

/** How a batch is applied: through the batch log, without it, or to counters. */
typedef enum CassBatchType_ {
  CASS_BATCH_TYPE_LOGGED = 0x00,
  CASS_BATCH_TYPE_UNLOGGED = 0x01,
  CASS_BATCH_TYPE_COUNTER = 0x02
} CassBatchType;

/** What an iterator goes over. */
typedef enum CassIteratorType_ {
  CASS_ITERATOR_TYPE_RESULT,
  CASS_ITERATOR_TYPE_ROW,
  CASS_ITERATOR_TYPE_COLLECTION,
  CASS_ITERATOR_TYPE_MAP,
  CASS_ITERATOR_TYPE_TUPLE,
  CASS_ITERATOR_TYPE_USER_TYPE_FIELD,
  CASS_ITERATOR_TYPE_META_FIELD,
  CASS_ITERATOR_TYPE_KEYSPACE_META,
  CASS_ITERATOR_TYPE_TABLE_META,
  CASS_ITERATOR_TYPE_TYPE_META,
  CASS_ITERATOR_TYPE_FUNCTION_META,
  CASS_ITERATOR_TYPE_AGGREGATE_META,
  CASS_ITERATOR_TYPE_COLUMN_META,
  CASS_ITERATOR_TYPE_INDEX_META,
  CASS_ITERATOR_TYPE_MATERIALIZED_VIEW_META
} CassIteratorType;

#define CASS_LOG_LEVEL_MAPPING(XX) \
  XX(CASS_LOG_DISABLED, "") \
  XX(CASS_LOG_CRITICAL, "CRITICAL") \
  XX(CASS_LOG_ERROR, "ERROR") \
  XX(CASS_LOG_WARN, "WARN") \
  XX(CASS_LOG_INFO, "INFO") \
  XX(CASS_LOG_DEBUG, "DEBUG") \
  XX(CASS_LOG_TRACE, "TRACE")

/** The name of old of `CASS_LOG_LEVEL_MAPPING`. */
#define CASS_LOG_LEVEL_MAP CASS_LOG_LEVEL_MAPPING

/** How much is logged. */
typedef enum CassLogLevel_ {
#define XX_LOG(log_level, _) log_level,
  CASS_LOG_LEVEL_MAPPING(XX_LOG)
#undef XX_LOG
  CASS_LOG_LAST_ENTRY
} CassLogLevel;

/** What of a server's certificate is verified; the flags may be combined. */
typedef enum CassSslVerifyFlags_ {
  /** Nothing. */
  CASS_SSL_VERIFY_NONE = 0x00,
  /** That a trusted authority signed it. */
  CASS_SSL_VERIFY_PEER_CERT = 0x01,
  /** That it is for the address that was connected to. */
  CASS_SSL_VERIFY_PEER_IDENTITY = 0x02,
  /** That it is for the name of the host; checked as the address is. */
  CASS_SSL_VERIFY_PEER_IDENTITY_DNS = 0x04
} CassSslVerifyFlags;

/** A version of TLS. */
typedef enum CassSslTlsVersion_ {
  CASS_SSL_VERSION_TLS1 = 0x00,
  CASS_SSL_VERSION_TLS1_1 = 0x01,
  CASS_SSL_VERSION_TLS1_2 = 0x02
} CassSslTlsVersion;

/** A version of the native protocol. */
typedef enum CassProtocolVersion_ {
  CASS_PROTOCOL_VERSION_V1 = 0x01,
  CASS_PROTOCOL_VERSION_V2 = 0x02,
  CASS_PROTOCOL_VERSION_V3 = 0x03,
  CASS_PROTOCOL_VERSION_V4 = 0x04,
  CASS_PROTOCOL_VERSION_V5 = 0x05,
  CASS_PROTOCOL_VERSION_DSEV1 = 0x41,
  CASS_PROTOCOL_VERSION_DSEV2 = 0x42
} CassProtocolVersion;

/** Who raised an error. */
typedef enum CassErrorSource_ {
  CASS_ERROR_SOURCE_NONE,
  CASS_ERROR_SOURCE_LIB,
  CASS_ERROR_SOURCE_SERVER,
  CASS_ERROR_SOURCE_SSL,
  CASS_ERROR_SOURCE_COMPRESSION
} CassErrorSource;

/** Errors: source, name, number of the source, meaning. */
#define CASS_ERROR_MAPPING(XX) \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_BAD_PARAMS, 1, "Bad parameters") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NO_STREAMS, 2, "No streams available") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_UNABLE_TO_INIT, 3, "Unable to initialize") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_MESSAGE_ENCODE, 4, "Unable to encode message") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_HOST_RESOLUTION, 5, "Unable to resolve host") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_UNEXPECTED_RESPONSE, 6, "Unexpected response from server") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_REQUEST_QUEUE_FULL, 7, "The request queue is full") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NO_AVAILABLE_IO_THREAD, 8, "No available IO threads") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_WRITE_ERROR, 9, "Write error") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE, 10, "No hosts available") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS, 11, "Index out of bounds") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_ITEM_COUNT, 12, "Invalid item count") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_VALUE_TYPE, 13, "Invalid value type") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_REQUEST_TIMED_OUT, 14, "Request timed out") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_UNABLE_TO_SET_KEYSPACE, 15, "Unable to set keyspace") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_CALLBACK_ALREADY_SET, 16, "Callback already set") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_STATEMENT_TYPE, 17, "Invalid statement type") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NAME_DOES_NOT_EXIST, 18, "No value or column for name") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_UNABLE_TO_DETERMINE_PROTOCOL, 19, "Unable to find supported protocol version") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NULL_VALUE, 20, "NULL value specified") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NOT_IMPLEMENTED, 21, "Not implemented") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_UNABLE_TO_CONNECT, 22, "Unable to connect") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_UNABLE_TO_CLOSE, 23, "Unable to close") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NO_PAGING_STATE, 24, "No paging state") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_PARAMETER_UNSET, 25, "Parameter unset") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_ERROR_RESULT_TYPE, 26, "Invalid error result type") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_FUTURE_TYPE, 27, "Invalid future type") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INTERNAL_ERROR, 28, "Internal error") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_CUSTOM_TYPE, 29, "Invalid custom type") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_DATA, 30, "Invalid data") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NOT_ENOUGH_DATA, 31, "Not enough data") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_INVALID_STATE, 32, "Invalid state") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NO_CUSTOM_PAYLOAD, 33, "No custom payload") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_EXECUTION_PROFILE_INVALID, 34, "Invalid execution profile specified") \
  XX(CASS_ERROR_SOURCE_LIB, CASS_ERROR_LIB_NO_TRACING_ID, 35, "No tracing ID") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_SERVER_ERROR, 0x0000, "Server error") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_PROTOCOL_ERROR, 0x000A, "Protocol error") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_BAD_CREDENTIALS, 0x0100, "Bad credentials") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_UNAVAILABLE, 0x1000, "Unavailable") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_OVERLOADED, 0x1001, "Overloaded") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_IS_BOOTSTRAPPING, 0x1002, "Is bootstrapping") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_TRUNCATE_ERROR, 0x1003, "Truncate error") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_WRITE_TIMEOUT, 0x1100, "Write timeout") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_READ_TIMEOUT, 0x1200, "Read timeout") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_READ_FAILURE, 0x1300, "Read failure") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_FUNCTION_FAILURE, 0x1400, "Function failure") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_WRITE_FAILURE, 0x1500, "Write failure") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_SYNTAX_ERROR, 0x2000, "Syntax error") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_UNAUTHORIZED, 0x2100, "Unauthorized") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_INVALID_QUERY, 0x2200, "Invalid query") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_CONFIG_ERROR, 0x2300, "Configuration error") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_ALREADY_EXISTS, 0x2400, "Already exists") \
  XX(CASS_ERROR_SOURCE_SERVER, CASS_ERROR_SERVER_UNPREPARED, 0x2500, "Unprepared") \
  XX(CASS_ERROR_SOURCE_SSL, CASS_ERROR_SSL_INVALID_CERT, 1, "Unable to load certificate") \
  XX(CASS_ERROR_SOURCE_SSL, CASS_ERROR_SSL_INVALID_PRIVATE_KEY, 2, "Unable to load private key") \
  XX(CASS_ERROR_SOURCE_SSL, CASS_ERROR_SSL_NO_PEER_CERT, 3, "No peer certificate") \
  XX(CASS_ERROR_SOURCE_SSL, CASS_ERROR_SSL_INVALID_PEER_CERT, 4, "Invalid peer certificate") \
  XX(CASS_ERROR_SOURCE_SSL, CASS_ERROR_SSL_IDENTITY_MISMATCH, 5, "Certificate does not match host or IP address") \
  XX(CASS_ERROR_SOURCE_SSL, CASS_ERROR_SSL_PROTOCOL_ERROR, 6, "Protocol error") \
  XX(CASS_ERROR_SOURCE_SSL, CASS_ERROR_SSL_CLOSED, 7, "Connection closed")

/** The name of old of `CASS_ERROR_MAPPING`. */
#define CASS_ERROR_MAP CASS_ERROR_MAPPING

/** The number of an error: its source in the highest byte. */
#define CASS_ERROR(source, code) ((source << 24) | code)

/** What a call or a future ended with. A server may send codes that have no name here. */
typedef enum CassError_ {
  CASS_OK = 0,
#define XX_ERROR(source, name, code, _) name = CASS_ERROR(source, code),
  CASS_ERROR_MAPPING(XX_ERROR)
#undef XX_ERROR
  CASS_ERROR_LAST_ENTRY
} CassError;

/** Is called once, when a future is set. */
typedef void (*CassFutureCallback)(CassFuture* future, void* data);

/** The size of a log message, with the zero byte that ends it. */
#define CASS_LOG_MAX_MESSAGE_SIZE 1024

/** Something that was logged; valid during the call. */
typedef struct CassLogMessage_ {
  /** Milliseconds since the epoch. */
  cass_uint64_t time_ms;
  /** How grave it is. */
  CassLogLevel severity;
  /** Where in the source of the library it was logged. */
  const char* file;
  int line;
  const char* function;
  /** What was logged. */
  char message[CASS_LOG_MAX_MESSAGE_SIZE];
} CassLogMessage;

/** Gets what is logged, on any thread. */
typedef void (*CassLogCallback)(const CassLogMessage* message, void* data);

/** Functions that allocate like `malloc`, `realloc` and `free`. */
typedef void* (*CassMallocFunction)(size_t size);
typedef void* (*CassReallocFunction)(void* ptr, size_t size);
typedef void (*CassFreeFunction)(void* ptr);

/** Starts an authentication. */
typedef void (*CassAuthenticatorInitialCallback)(CassAuthenticator* auth, void* data);
/** Answers a challenge of the server. */
typedef void (*CassAuthenticatorChallengeCallback)(CassAuthenticator* auth, void* data, const char* token,
                                                   size_t token_size);
/** Takes the last word of the server. */
typedef void (*CassAuthenticatorSuccessCallback)(CassAuthenticator* auth, void* data, const char* token,
                                                 size_t token_size);
/** Ends an authentication. */
typedef void (*CassAuthenticatorCleanupCallback)(CassAuthenticator* auth, void* data);
/** Frees the data of the callbacks. */
typedef void (*CassAuthenticatorDataCleanupCallback)(void* data);

/** The callbacks of an authentication. */
typedef struct CassAuthenticatorCallbacks_ {
  CassAuthenticatorInitialCallback initial_callback;
  CassAuthenticatorChallengeCallback challenge_callback;
  CassAuthenticatorSuccessCallback success_callback;
  CassAuthenticatorCleanupCallback cleanup_callback;
} CassAuthenticatorCallbacks;

/** What happened to a host. */
typedef enum CassHostListenerEvent_ {
  CASS_HOST_LISTENER_EVENT_UP,
  CASS_HOST_LISTENER_EVENT_DOWN,
  CASS_HOST_LISTENER_EVENT_ADD,
  CASS_HOST_LISTENER_EVENT_REMOVE
} CassHostListenerEvent;

/** Is told what happens to hosts. */
typedef void (*CassHostListenerCallback)(CassHostListenerEvent event, const CassInet address, void* data);

/**
 * Makes an execution profile that sets nothing: what it is not told is that of the cluster. Free it
 * with `cass_execution_profile_free`.
 */
CASS_EXPORT CassExecProfile* cass_execution_profile_new(void);

/** Frees an execution profile; clusters keep their own copy. */
CASS_EXPORT void cass_execution_profile_free(CassExecProfile* profile);

/**
 * Sets how long a request may take, in milliseconds; 0 waits without limit, and `UINT64_MAX` takes
 * the setting back.
 */
CASS_EXPORT CassError cass_execution_profile_set_request_timeout(
    CassExecProfile* profile, cass_uint64_t timeout_ms);

/**
 * Sets the consistency of requests that name none; `CASS_CONSISTENCY_UNKNOWN` takes the setting
 * back.
 */
CASS_EXPORT CassError cass_execution_profile_set_consistency(
    CassExecProfile* profile, CassConsistency consistency);

/**
 * Sets the serial consistency of requests that name none; `CASS_CONSISTENCY_UNKNOWN` and
 * `CASS_CONSISTENCY_ANY` take the setting back.
 */
CASS_EXPORT CassError cass_execution_profile_set_serial_consistency(
    CassExecProfile* profile, CassConsistency serial_consistency);

/** Uses the hosts of every data center in turn. */
CASS_EXPORT CassError cass_execution_profile_set_load_balance_round_robin(CassExecProfile* profile);

/**
 * Uses the hosts of one data center, and of each other one as many as are named when no local one
 * can be used. `CASS_ERROR_LIB_BAD_PARAMS` without a name.
 */
CASS_EXPORT CassError cass_execution_profile_set_load_balance_dc_aware(
    CassExecProfile* profile, const char* local_dc, unsigned used_hosts_per_remote_dc,
    cass_bool_t allow_remote_dcs_for_local_cl);

/** Does what `cass_execution_profile_set_load_balance_dc_aware` does, with the lengths of texts. */
CASS_EXPORT CassError cass_execution_profile_set_load_balance_dc_aware_n(
    CassExecProfile* profile, const char* local_dc, size_t local_dc_length,
    unsigned used_hosts_per_remote_dc, cass_bool_t allow_remote_dcs_for_local_cl);

/**
 * Sets whether the replicas of a partition come first; it counts in a profile that is round-robin
 * or aware of data centers. Default: `cass_true`.
 */
CASS_EXPORT CassError cass_execution_profile_set_token_aware_routing(
    CassExecProfile* profile, cass_bool_t enabled);

/**
 * Sets whether replicas take turns; it counts in a profile that is round-robin or aware of data
 * centers. Default: `cass_true`.
 */
CASS_EXPORT CassError cass_execution_profile_set_token_aware_routing_shuffle_replicas(
    CassExecProfile* profile, cass_bool_t enabled);

/**
 * Sets whether hosts that answer much slower than the fastest come last; it counts in a profile
 * that is round-robin or aware of data centers. Default: `cass_false`.
 */
CASS_EXPORT CassError cass_execution_profile_set_latency_aware_routing(
    CassExecProfile* profile, cass_bool_t enabled);

/**
 * Sets how slow hosts are told from fast ones, as `cass_cluster_set_latency_aware_routing_settings`
 * does.
 */
CASS_EXPORT CassError cass_execution_profile_set_latency_aware_routing_settings(
    CassExecProfile* profile, cass_double_t exclusion_threshold, cass_uint64_t scale_ms,
    cass_uint64_t retry_period_ms, cass_uint64_t update_rate_ms, cass_uint64_t min_measured);

/**
 * Allows only the addresses of a comma-separated list, in addition to those set before; an empty
 * list removes them. It counts in a profile that is round-robin or aware of data centers.
 */
CASS_EXPORT CassError cass_execution_profile_set_whitelist_filtering(
    CassExecProfile* profile, const char* hosts);

/** Does what `cass_execution_profile_set_whitelist_filtering` does, with the lengths of texts. */
CASS_EXPORT CassError cass_execution_profile_set_whitelist_filtering_n(
    CassExecProfile* profile, const char* hosts, size_t hosts_length);

/**
 * Forbids the addresses of a comma-separated list, in addition to those set before; an empty list
 * removes them. It counts in a profile that is round-robin or aware of data centers.
 */
CASS_EXPORT CassError cass_execution_profile_set_blacklist_filtering(
    CassExecProfile* profile, const char* hosts);

/** Does what `cass_execution_profile_set_blacklist_filtering` does, with the lengths of texts. */
CASS_EXPORT CassError cass_execution_profile_set_blacklist_filtering_n(
    CassExecProfile* profile, const char* hosts, size_t hosts_length);

/**
 * Allows only the data centers of a comma-separated list, in addition to those set before; an empty
 * list removes them. It counts in a profile that is round-robin or aware of data centers.
 */
CASS_EXPORT CassError cass_execution_profile_set_whitelist_dc_filtering(
    CassExecProfile* profile, const char* dcs);

/** Does what `cass_execution_profile_set_whitelist_dc_filtering` does, with the lengths of texts. */
CASS_EXPORT CassError cass_execution_profile_set_whitelist_dc_filtering_n(
    CassExecProfile* profile, const char* dcs, size_t dcs_length);

/**
 * Forbids the data centers of a comma-separated list, in addition to those set before; an empty
 * list removes them. It counts in a profile that is round-robin or aware of data centers.
 */
CASS_EXPORT CassError cass_execution_profile_set_blacklist_dc_filtering(
    CassExecProfile* profile, const char* dcs);

/** Does what `cass_execution_profile_set_blacklist_dc_filtering` does, with the lengths of texts. */
CASS_EXPORT CassError cass_execution_profile_set_blacklist_dc_filtering_n(
    CassExecProfile* profile, const char* dcs, size_t dcs_length);

/**
 * Sets whether requests that failed are tried again; it is copied and may be freed. NULL takes the
 * setting back: the policy is that of the cluster.
 */
CASS_EXPORT CassError cass_execution_profile_set_retry_policy(
    CassExecProfile* profile, CassRetryPolicy* retry_policy);

/**
 * Sends idempotent requests that take long to further hosts, one each time the delay in
 * milliseconds has passed. `CASS_ERROR_LIB_BAD_PARAMS` for negative numbers.
 */
CASS_EXPORT CassError cass_execution_profile_set_constant_speculative_execution_policy(
    CassExecProfile* profile, cass_int64_t constant_delay_ms, int max_speculative_executions);

/** Sends requests to one host at a time, whatever the cluster does. */
CASS_EXPORT CassError cass_execution_profile_set_no_speculative_execution_policy(
    CassExecProfile* profile);

/** Makes a cluster description with every option at its default. */
CASS_EXPORT CassCluster* cass_cluster_new(void);

/** Frees a cluster description; sessions that were connected with it go on. */
CASS_EXPORT void cass_cluster_free(CassCluster* cluster);

/**
 * Appends a comma-separated list of hosts to start from (names or addresses); an empty list removes
 * those set before.
 */
CASS_EXPORT CassError cass_cluster_set_contact_points(
    CassCluster* cluster, const char* contact_points);

/** Does what `cass_cluster_set_contact_points` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_contact_points_n(
    CassCluster* cluster, const char* contact_points, size_t contact_points_length);

/**
 * Sets the port that every host is contacted on. Default: 9042. `CASS_ERROR_LIB_BAD_PARAMS` for a
 * port below 1.
 */
CASS_EXPORT CassError cass_cluster_set_port(CassCluster* cluster, int port);

/**
 * Opens connections from an address of this machine; an empty one leaves the choice to the system,
 * which is the default. `CASS_ERROR_LIB_HOST_RESOLUTION` for what is no address: names are not
 * looked up.
 */
CASS_EXPORT CassError cass_cluster_set_local_address(CassCluster* cluster, const char* name);

/** Does what `cass_cluster_set_local_address` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_local_address_n(
    CassCluster* cluster, const char* name, size_t name_length);

/** Encrypts every connection as the SSL context says; the context is copied and may be freed. */
CASS_EXPORT void cass_cluster_set_ssl(CassCluster* cluster, CassSsl* ssl);

/**
 * Authenticates with callbacks, instead of the name and password that were set before; what is set
 * last counts. The callbacks are copied, and are called for one connection at a time on a thread of
 * their own. The data is freed with its own callback once the cluster and the sessions that were
 * connected with it are gone.
 */
CASS_EXPORT CassError cass_cluster_set_authenticator_callbacks(
    CassCluster* cluster, const CassAuthenticatorCallbacks* exchange_callbacks,
    CassAuthenticatorDataCleanupCallback cleanup_callback, void* data);

/**
 * Sets the highest native protocol version to speak: `CASS_PROTOCOL_VERSION_V4`, or one of DSE,
 * below which 4 is the one that is spoken. Others give `CASS_ERROR_LIB_BAD_PARAMS`.
 */
CASS_EXPORT CassError cass_cluster_set_protocol_version(CassCluster* cluster, int protocol_version);

/**
 * Accepts whether the newest protocol version that is a draft is asked for. There is none, so
 * version 4 is spoken all the same; `cass_cluster_set_protocol_version` is refused until it is
 * taken back.
 */
CASS_EXPORT CassError cass_cluster_set_use_beta_protocol_version(
    CassCluster* cluster, cass_bool_t enable);

/** Sets the consistency of requests that name none. Default: `CASS_CONSISTENCY_LOCAL_ONE`. */
CASS_EXPORT CassError cass_cluster_set_consistency(
    CassCluster* cluster, CassConsistency consistency);

/**
 * Sets the serial consistency of requests that name none. Default: `CASS_CONSISTENCY_ANY`, which
 * sends none.
 */
CASS_EXPORT CassError cass_cluster_set_serial_consistency(
    CassCluster* cluster, CassConsistency consistency);

/**
 * Accepts a number of I/O threads above 0. One thread serves all sessions of a process, so the
 * number has no effect.
 */
CASS_EXPORT CassError cass_cluster_set_num_threads_io(CassCluster* cluster, unsigned num_threads);

/**
 * Accepts a queue size above 0. Requests wait in memory without a fixed limit, so the size has no
 * effect.
 */
CASS_EXPORT CassError cass_cluster_set_queue_size_io(CassCluster* cluster, unsigned queue_size);

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_queue_size_event(
    CassCluster* cluster, unsigned queue_size));

/** Sets how many connections each host gets. Default: 1. `CASS_ERROR_LIB_BAD_PARAMS` for 0. */
CASS_EXPORT CassError cass_cluster_set_core_connections_per_host(
    CassCluster* cluster, unsigned num_connections);

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_max_connections_per_host(
    CassCluster* cluster, unsigned num_connections));

/** Does what `cass_cluster_set_constant_reconnect` does, under a name of old. */
CASS_EXPORT CASS_DEPRECATED(void cass_cluster_set_reconnect_wait_time(
    CassCluster* cluster, unsigned wait_time));

/** Waits the same time before each attempt to reconnect, in milliseconds. */
CASS_EXPORT void cass_cluster_set_constant_reconnect(CassCluster* cluster, cass_uint64_t delay_ms);

/**
 * Waits from a base to a maximum before attempts to reconnect, doubling, in milliseconds.
 * `CASS_ERROR_LIB_BAD_PARAMS` for delays below 2 or a maximum below the base.
 */
CASS_EXPORT CassError cass_cluster_set_exponential_reconnect(
    CassCluster* cluster, cass_uint64_t base_delay_ms, cass_uint64_t max_delay_ms);

/**
 * Accepts how long writes may be held back to share a system call, in microseconds. The I/O thread
 * writes what is queued when it wakes, so the delay has no effect.
 */
CASS_EXPORT CassError cass_cluster_set_coalesce_delay(CassCluster* cluster, cass_int64_t delay_us);

/**
 * Accepts the share of time for new requests, 1 to 100. The I/O thread needs no such ratio, so it
 * has no effect.
 */
CASS_EXPORT CassError cass_cluster_set_new_request_ratio(CassCluster* cluster, cass_int32_t ratio);

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_max_concurrent_creation(
    CassCluster* cluster, unsigned num_connections));

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_max_concurrent_requests_threshold(
    CassCluster* cluster, unsigned num_requests));

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_max_requests_per_flush(
    CassCluster* cluster, unsigned num_requests));

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_write_bytes_high_water_mark(
    CassCluster* cluster, unsigned num_bytes));

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_write_bytes_low_water_mark(
    CassCluster* cluster, unsigned num_bytes));

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_pending_requests_high_water_mark(
    CassCluster* cluster, unsigned num_requests));

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_pending_requests_low_water_mark(
    CassCluster* cluster, unsigned num_requests));

/** Sets how long opening one connection may take, in milliseconds. Default: 5000. */
CASS_EXPORT void cass_cluster_set_connect_timeout(CassCluster* cluster, unsigned timeout_ms);

/** Sets how long a request may take, in milliseconds; 0 waits without limit. Default: 12000. */
CASS_EXPORT void cass_cluster_set_request_timeout(CassCluster* cluster, unsigned timeout_ms);

/** Sets how long resolving the name of a host may take, in milliseconds. Default: 5000. */
CASS_EXPORT void cass_cluster_set_resolve_timeout(CassCluster* cluster, unsigned timeout_ms);

/** Sets how long to wait for hosts to agree after a schema change, in milliseconds. Default: 10000. */
CASS_EXPORT void cass_cluster_set_max_schema_wait_time(CassCluster* cluster, unsigned wait_time_ms);

/**
 * Accepts how long a traced request waits for its trace. A traced request completes with its
 * answer, so the time has no effect.
 */
CASS_EXPORT void cass_cluster_set_tracing_max_wait_time(
    CassCluster* cluster, unsigned max_wait_time_ms);

/**
 * Accepts how often a traced request looks for its trace. A traced request completes with its
 * answer, so the time has no effect.
 */
CASS_EXPORT void cass_cluster_set_tracing_retry_wait_time(
    CassCluster* cluster, unsigned retry_wait_time_ms);

/**
 * Accepts the consistency of looking for a trace. A traced request completes with its answer, so it
 * has no effect.
 */
CASS_EXPORT void cass_cluster_set_tracing_consistency(
    CassCluster* cluster, CassConsistency consistency);

/** Sets the user name and password of plain-text authentication. */
CASS_EXPORT void cass_cluster_set_credentials(
    CassCluster* cluster, const char* username, const char* password);

/** Does what `cass_cluster_set_credentials` does, with the lengths of texts. */
CASS_EXPORT void cass_cluster_set_credentials_n(
    CassCluster* cluster, const char* username, size_t username_length, const char* password,
    size_t password_length);

/** Uses the hosts of every data center in turn. */
CASS_EXPORT void cass_cluster_set_load_balance_round_robin(CassCluster* cluster);

/**
 * Uses the hosts of one data center, and of each other one as many as are named when no local one
 * can be used.
 */
CASS_EXPORT CassError cass_cluster_set_load_balance_dc_aware(
    CassCluster* cluster, const char* local_dc, unsigned used_hosts_per_remote_dc,
    cass_bool_t allow_remote_dcs_for_local_cl);

/** Does what `cass_cluster_set_load_balance_dc_aware` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_load_balance_dc_aware_n(
    CassCluster* cluster, const char* local_dc, size_t local_dc_length,
    unsigned used_hosts_per_remote_dc, cass_bool_t allow_remote_dcs_for_local_cl);

/** Sets whether the replicas of a partition come first. Default: `cass_true`. */
CASS_EXPORT void cass_cluster_set_token_aware_routing(CassCluster* cluster, cass_bool_t enabled);

/** Sets whether replicas take turns. Default: `cass_true`. */
CASS_EXPORT void cass_cluster_set_token_aware_routing_shuffle_replicas(
    CassCluster* cluster, cass_bool_t enabled);

/** Sets whether hosts that answer much slower than the fastest come last. Default: `cass_false`. */
CASS_EXPORT void cass_cluster_set_latency_aware_routing(CassCluster* cluster, cass_bool_t enabled);

/**
 * Sets how slow hosts are told from fast ones: how many times slower than the fastest a host may be
 * (default 2.0), how fast old latencies lose weight (100 ms), how long until a slow host gets
 * another chance (10000 ms), how often the fastest is looked for (100 ms) and how many answers of a
 * host make a measure (50). It turns nothing on.
 */
CASS_EXPORT void cass_cluster_set_latency_aware_routing_settings(
    CassCluster* cluster, cass_double_t exclusion_threshold, cass_uint64_t scale_ms,
    cass_uint64_t retry_period_ms, cass_uint64_t update_rate_ms, cass_uint64_t min_measured);

/**
 * Allows only the addresses of a comma-separated list, in addition to those set before; an empty
 * list removes them.
 */
CASS_EXPORT void cass_cluster_set_whitelist_filtering(CassCluster* cluster, const char* hosts);

/** Does what `cass_cluster_set_whitelist_filtering` does, with the lengths of texts. */
CASS_EXPORT void cass_cluster_set_whitelist_filtering_n(
    CassCluster* cluster, const char* hosts, size_t hosts_length);

/**
 * Forbids the addresses of a comma-separated list, in addition to those set before; an empty list
 * removes them.
 */
CASS_EXPORT void cass_cluster_set_blacklist_filtering(CassCluster* cluster, const char* hosts);

/** Does what `cass_cluster_set_blacklist_filtering` does, with the lengths of texts. */
CASS_EXPORT void cass_cluster_set_blacklist_filtering_n(
    CassCluster* cluster, const char* hosts, size_t hosts_length);

/**
 * Allows only the data centers of a comma-separated list, in addition to those set before; an empty
 * list removes them.
 */
CASS_EXPORT void cass_cluster_set_whitelist_dc_filtering(CassCluster* cluster, const char* dcs);

/** Does what `cass_cluster_set_whitelist_dc_filtering` does, with the lengths of texts. */
CASS_EXPORT void cass_cluster_set_whitelist_dc_filtering_n(
    CassCluster* cluster, const char* dcs, size_t dcs_length);

/**
 * Forbids the data centers of a comma-separated list, in addition to those set before; an empty
 * list removes them.
 */
CASS_EXPORT void cass_cluster_set_blacklist_dc_filtering(CassCluster* cluster, const char* dcs);

/** Does what `cass_cluster_set_blacklist_dc_filtering` does, with the lengths of texts. */
CASS_EXPORT void cass_cluster_set_blacklist_dc_filtering_n(
    CassCluster* cluster, const char* dcs, size_t dcs_length);

/** Sets whether small packets are sent at once. Default: `cass_true`. */
CASS_EXPORT void cass_cluster_set_tcp_nodelay(CassCluster* cluster, cass_bool_t enabled);

/** Turns TCP keep-alive probes on, with the delay between them in seconds, or off. */
CASS_EXPORT void cass_cluster_set_tcp_keepalive(
    CassCluster* cluster, cass_bool_t enabled, unsigned delay_secs);

/**
 * Sets what generates the timestamps of requests that set none; it is copied and may be freed.
 * Default: a monotonic generator in the client.
 */
CASS_EXPORT void cass_cluster_set_timestamp_gen(
    CassCluster* cluster, CassTimestampGen* timestamp_gen);

/**
 * Sets how long a connection may be silent before it is probed, in seconds; 0 turns probing off.
 * Default: 30.
 */
CASS_EXPORT void cass_cluster_set_connection_heartbeat_interval(
    CassCluster* cluster, unsigned interval_secs);

/** Sets how long a probed connection may stay silent before it is given up, in seconds. Default: 60. */
CASS_EXPORT void cass_cluster_set_connection_idle_timeout(
    CassCluster* cluster, unsigned timeout_secs);

/**
 * Sets whether requests that failed are tried again; it is copied and may be freed. Default:
 * `cass_retry_policy_default_new`.
 */
CASS_EXPORT void cass_cluster_set_retry_policy(CassCluster* cluster, CassRetryPolicy* retry_policy);

/**
 * Sets whether sessions read the schema, while connecting and after each change of it; on by
 * default. Without it, connecting is quicker and `cass_session_get_schema_meta` gives a snapshot
 * without keyspaces.
 */
CASS_EXPORT void cass_cluster_set_use_schema(CassCluster* cluster, cass_bool_t enabled);

/**
 * Accepts whether addresses are resolved to names. Certificates are checked for the address that
 * was connected to, so it has no effect.
 */
CASS_EXPORT CASS_DEPRECATED(CassError cass_cluster_set_use_hostname_resolution(
    CassCluster* cluster, cass_bool_t enabled));

/**
 * Accepts whether contact points are tried in random order. The order only decides who is asked
 * first for the list of hosts.
 */
CASS_EXPORT CassError cass_cluster_set_use_randomized_contact_points(
    CassCluster* cluster, cass_bool_t enabled);

/**
 * Sends idempotent requests that take long to further hosts, one each time the delay in
 * milliseconds has passed. `CASS_ERROR_LIB_BAD_PARAMS` for negative numbers.
 */
CASS_EXPORT CassError cass_cluster_set_constant_speculative_execution_policy(
    CassCluster* cluster, cass_int64_t constant_delay_ms, int max_speculative_executions);

/** Sends every request to one host at a time, which is the default. */
CASS_EXPORT CassError cass_cluster_set_no_speculative_execution_policy(CassCluster* cluster);

/** Accepts a limit for a cache of write buffers that this library does not have. */
CASS_EXPORT CassError cass_cluster_set_max_reusable_write_objects(
    CassCluster* cluster, unsigned num_objects);

/**
 * Adds a copy of an execution profile under a name, in place of the one that has it.
 * `CASS_ERROR_LIB_BAD_PARAMS` without a name or a profile.
 */
CASS_EXPORT CassError cass_cluster_set_execution_profile(
    CassCluster* cluster, const char* name, CassExecProfile* profile);

/** Does what `cass_cluster_set_execution_profile` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_execution_profile_n(
    CassCluster* cluster, const char* name, size_t name_length, CassExecProfile* profile);

/** Accepts whether statements are prepared on every host at once. They always are. */
CASS_EXPORT CassError cass_cluster_set_prepare_on_all_hosts(
    CassCluster* cluster, cass_bool_t enabled);

/**
 * Accepts whether statements are prepared on hosts that join. Such a host gets a statement when it
 * first needs it.
 */
CASS_EXPORT CassError cass_cluster_set_prepare_on_up_or_add_host(
    CassCluster* cluster, cass_bool_t enabled);

/**
 * Asks servers of version 3 to show compact tables as ordinary ones; enabling it gives
 * `CASS_ERROR_LIB_NOT_IMPLEMENTED`.
 */
CASS_EXPORT CassError cass_cluster_set_no_compact(CassCluster* cluster, cass_bool_t enabled);

/**
 * Sets who is told of hosts: first of each that is there, which is added and then up, then of every
 * change, one after another on the thread of callbacks. NULL takes the callback back.
 */
CASS_EXPORT CassError cass_cluster_set_host_listener_callback(
    CassCluster* cluster, CassHostListenerCallback callback, void* data);

/**
 * Connects with a secure connection bundle, which brings contact points and TLS.
 * `CASS_ERROR_LIB_BAD_PARAMS` when the file cannot be read or contact points or an SSL context were
 * set.
 */
CASS_EXPORT CassError cass_cluster_set_cloud_secure_connection_bundle(
    CassCluster* cluster, const char* path);

/** Does what `cass_cluster_set_cloud_secure_connection_bundle` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_cloud_secure_connection_bundle_n(
    CassCluster* cluster, const char* path, size_t path_length);

/**
 * Does what `cass_cluster_set_cloud_secure_connection_bundle` does; no TLS library has to be
 * initialised.
 */
CASS_EXPORT CassError cass_cluster_set_cloud_secure_connection_bundle_no_ssl_lib_init(
    CassCluster* cluster, const char* path);

/**
 * Does what `cass_cluster_set_cloud_secure_connection_bundle_no_ssl_lib_init` does, with the
 * lengths of texts.
 */
CASS_EXPORT CassError cass_cluster_set_cloud_secure_connection_bundle_no_ssl_lib_init_n(
    CassCluster* cluster, const char* path, size_t path_length);

/** Sets the name of the application, told to the servers. */
CASS_EXPORT void cass_cluster_set_application_name(
    CassCluster* cluster, const char* application_name);

/** Does what `cass_cluster_set_application_name` does, with the lengths of texts. */
CASS_EXPORT void cass_cluster_set_application_name_n(
    CassCluster* cluster, const char* application_name, size_t application_name_length);

/** Sets the version of the application, told to the servers. */
CASS_EXPORT void cass_cluster_set_application_version(
    CassCluster* cluster, const char* application_version);

/** Does what `cass_cluster_set_application_version` does, with the lengths of texts. */
CASS_EXPORT void cass_cluster_set_application_version_n(
    CassCluster* cluster, const char* application_version, size_t application_version_length);

/** Sets the id of the client, told to the servers. Default: a random one per session. */
CASS_EXPORT void cass_cluster_set_client_id(CassCluster* cluster, CassUuid client_id);

/** Accepts an interval of reports to a monitoring product that this library does not feed. */
CASS_EXPORT void cass_cluster_set_monitor_reporting_interval(
    CassCluster* cluster, unsigned interval_secs);

/** Accepts how often latency histograms are refreshed, in milliseconds above 0. */
CASS_EXPORT CassError cass_cluster_set_histogram_refresh_interval(
    CassCluster* cluster, unsigned refresh_interval);

/** Makes a session that is not connected. */
CASS_EXPORT CassSession* cass_session_new(void);

/** Closes the session if it is connected, waits until requests under way have ended, and frees it. */
CASS_EXPORT void cass_session_free(CassSession* session);

/** Connects to a cluster; the cluster description may be freed at once. */
CASS_EXPORT CassFuture* cass_session_connect(CassSession* session, const CassCluster* cluster);

/**
 * Connects to a cluster and makes a keyspace that of the session.
 * `CASS_ERROR_LIB_UNABLE_TO_SET_KEYSPACE` when it cannot be used.
 */
CASS_EXPORT CassFuture* cass_session_connect_keyspace(
    CassSession* session, const CassCluster* cluster, const char* keyspace);

/** Does what `cass_session_connect_keyspace` does, with the lengths of texts. */
CASS_EXPORT CassFuture* cass_session_connect_keyspace_n(
    CassSession* session, const CassCluster* cluster, const char* keyspace, size_t keyspace_length);

/** Refuses new requests and closes every connection once the requests under way have ended. */
CASS_EXPORT CassFuture* cass_session_close(CassSession* session);

/** Prepares CQL text on every host; the future gives a `CassPrepared`. */
CASS_EXPORT CassFuture* cass_session_prepare(CassSession* session, const char* query);

/** Does what `cass_session_prepare` does, with the lengths of texts. */
CASS_EXPORT CassFuture* cass_session_prepare_n(
    CassSession* session, const char* query, size_t query_length);

/** Prepares the text of a statement; statements bound to the result inherit its options. */
CASS_EXPORT CassFuture* cass_session_prepare_from_existing(
    CassSession* session, CassStatement* statement);

/** Executes a statement; it may be freed or changed at once. */
CASS_EXPORT CassFuture* cass_session_execute(CassSession* session, const CassStatement* statement);

/** Executes a batch; it may be freed or changed at once. */
CASS_EXPORT CassFuture* cass_session_execute_batch(CassSession* session, const CassBatch* batch);

/**
 * Takes a snapshot of the schema, which the caller frees with `cass_schema_meta_free`. It costs no
 * request, has what this session changed before, and what others changed within about a second. It
 * stays as it is, also when the session is closed or freed. A session that was closed gives the
 * last one; NULL before it is connected.
 */
CASS_EXPORT const CassSchemaMeta* cass_session_get_schema_meta(const CassSession* session);

/**
 * Copies what the session has counted since it connected; nothing but zeros for one that is not
 * connected.
 */
CASS_EXPORT void cass_session_get_metrics(const CassSession* session, CassMetrics* output);

/**
 * Copies what the session has counted of requests to further hosts whose answer came too late;
 * nothing but zeros for one that is not connected.
 */
CASS_EXPORT void cass_session_get_speculative_execution_metrics(
    const CassSession* session, CassSpeculativeExecutionMetrics* output);

/** Gets the id of the client that the servers were told. */
CASS_EXPORT CassUuid cass_session_get_client_id(CassSession* session);

/** Frees a snapshot. Everything that was got from it, iterators too, must not be used any more. */
CASS_EXPORT void cass_schema_meta_free(const CassSchemaMeta* schema_meta);

/**
 * Gets a number that grows with every change that a session reads. The numbers of two sessions have
 * nothing to do with each other.
 */
CASS_EXPORT cass_uint32_t cass_schema_meta_snapshot_version(const CassSchemaMeta* schema_meta);

/**
 * Gets the version of the server that the schema was read from; all 0 when the session does not
 * read it.
 */
CASS_EXPORT CassVersion cass_schema_meta_version(const CassSchemaMeta* schema_meta);

/**
 * Gets a keyspace by its exact name, which takes no quotes; NULL when there is none. What is got
 * from a snapshot belongs to it.
 */
CASS_EXPORT const CassKeyspaceMeta* cass_schema_meta_keyspace_by_name(
    const CassSchemaMeta* schema_meta, const char* keyspace);

/** Does what `cass_schema_meta_keyspace_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassKeyspaceMeta* cass_schema_meta_keyspace_by_name_n(
    const CassSchemaMeta* schema_meta, const char* keyspace, size_t keyspace_length);

/** Gets the name of a keyspace. */
CASS_EXPORT void cass_keyspace_meta_name(
    const CassKeyspaceMeta* keyspace_meta, const char** name, size_t* name_length);

/** Tells whether the server makes up what is in a keyspace. */
CASS_EXPORT cass_bool_t cass_keyspace_meta_is_virtual(const CassKeyspaceMeta* keyspace_meta);

/** Gets a table by its exact name; NULL when there is none. */
CASS_EXPORT const CassTableMeta* cass_keyspace_meta_table_by_name(
    const CassKeyspaceMeta* keyspace_meta, const char* table);

/** Does what `cass_keyspace_meta_table_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassTableMeta* cass_keyspace_meta_table_by_name_n(
    const CassKeyspaceMeta* keyspace_meta, const char* table, size_t table_length);

/** Gets a materialized view by its exact name; NULL when there is none. */
CASS_EXPORT const CassMaterializedViewMeta* cass_keyspace_meta_materialized_view_by_name(
    const CassKeyspaceMeta* keyspace_meta, const char* view);

/** Does what `cass_keyspace_meta_materialized_view_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassMaterializedViewMeta* cass_keyspace_meta_materialized_view_by_name_n(
    const CassKeyspaceMeta* keyspace_meta, const char* view, size_t view_length);

/**
 * Gets a user-defined type by its exact name; NULL when there is none. Values of it can be made
 * with `cass_user_type_new_from_data_type`.
 */
CASS_EXPORT const CassDataType* cass_keyspace_meta_user_type_by_name(
    const CassKeyspaceMeta* keyspace_meta, const char* type);

/** Does what `cass_keyspace_meta_user_type_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassDataType* cass_keyspace_meta_user_type_by_name_n(
    const CassKeyspaceMeta* keyspace_meta, const char* type, size_t type_length);

/**
 * Gets a function by its exact name and the types of its arguments, such as
 * `int,frozen<list<int>>`; white space in them does not count. NULL when there is none.
 */
CASS_EXPORT const CassFunctionMeta* cass_keyspace_meta_function_by_name(
    const CassKeyspaceMeta* keyspace_meta, const char* name, const char* arguments);

/** Does what `cass_keyspace_meta_function_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassFunctionMeta* cass_keyspace_meta_function_by_name_n(
    const CassKeyspaceMeta* keyspace_meta, const char* name, size_t name_length,
    const char* arguments, size_t arguments_length);

/**
 * Gets an aggregate by its exact name and the types of its arguments, such as `int,text`; white
 * space in them does not count. NULL when there is none.
 */
CASS_EXPORT const CassAggregateMeta* cass_keyspace_meta_aggregate_by_name(
    const CassKeyspaceMeta* keyspace_meta, const char* name, const char* arguments);

/** Does what `cass_keyspace_meta_aggregate_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassAggregateMeta* cass_keyspace_meta_aggregate_by_name_n(
    const CassKeyspaceMeta* keyspace_meta, const char* name, size_t name_length,
    const char* arguments, size_t arguments_length);

/**
 * Gets a field of a keyspace: a column of its row in `system_schema.keyspaces`, by its exact name.
 * NULL when the server has no such column; a null has the type `CASS_VALUE_TYPE_UNKNOWN`.
 */
CASS_EXPORT const CassValue* cass_keyspace_meta_field_by_name(
    const CassKeyspaceMeta* keyspace_meta, const char* name);

/** Does what `cass_keyspace_meta_field_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_keyspace_meta_field_by_name_n(
    const CassKeyspaceMeta* keyspace_meta, const char* name, size_t name_length);

/** Gets the name of a table. */
CASS_EXPORT void cass_table_meta_name(
    const CassTableMeta* table_meta, const char** name, size_t* name_length);

/** Tells whether the server makes up the rows of a table. */
CASS_EXPORT cass_bool_t cass_table_meta_is_virtual(const CassTableMeta* table_meta);

/** Gets a column by its exact name; NULL when there is none. */
CASS_EXPORT const CassColumnMeta* cass_table_meta_column_by_name(
    const CassTableMeta* table_meta, const char* column);

/** Does what `cass_table_meta_column_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassColumnMeta* cass_table_meta_column_by_name_n(
    const CassTableMeta* table_meta, const char* column, size_t column_length);

/** Gets the number of columns. */
CASS_EXPORT size_t cass_table_meta_column_count(const CassTableMeta* table_meta);

/**
 * Gets a column by its index: first the partition key, then the clustering key, then the others.
 * NULL out of range.
 */
CASS_EXPORT const CassColumnMeta* cass_table_meta_column(
    const CassTableMeta* table_meta, size_t index);

/** Gets an index by its exact name; NULL when there is none. */
CASS_EXPORT const CassIndexMeta* cass_table_meta_index_by_name(
    const CassTableMeta* table_meta, const char* index);

/** Does what `cass_table_meta_index_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassIndexMeta* cass_table_meta_index_by_name_n(
    const CassTableMeta* table_meta, const char* index, size_t index_length);

/** Gets the number of indexes. */
CASS_EXPORT size_t cass_table_meta_index_count(const CassTableMeta* table_meta);

/** Gets an index by its place in the order of names; NULL out of range. */
CASS_EXPORT const CassIndexMeta* cass_table_meta_index(
    const CassTableMeta* table_meta, size_t index);

/** Gets a materialized view of a table by its exact name; NULL when there is none. */
CASS_EXPORT const CassMaterializedViewMeta* cass_table_meta_materialized_view_by_name(
    const CassTableMeta* table_meta, const char* view);

/** Does what `cass_table_meta_materialized_view_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassMaterializedViewMeta* cass_table_meta_materialized_view_by_name_n(
    const CassTableMeta* table_meta, const char* view, size_t view_length);

/** Gets the number of materialized views of a table. */
CASS_EXPORT size_t cass_table_meta_materialized_view_count(const CassTableMeta* table_meta);

/** Gets a materialized view of a table by its place in the order of names; NULL out of range. */
CASS_EXPORT const CassMaterializedViewMeta* cass_table_meta_materialized_view(
    const CassTableMeta* table_meta, size_t index);

/** Gets the number of columns of the partition key. */
CASS_EXPORT size_t cass_table_meta_partition_key_count(const CassTableMeta* table_meta);

/** Gets a column of the partition key by its index; NULL out of range. */
CASS_EXPORT const CassColumnMeta* cass_table_meta_partition_key(
    const CassTableMeta* table_meta, size_t index);

/** Gets the number of columns of the clustering key. */
CASS_EXPORT size_t cass_table_meta_clustering_key_count(const CassTableMeta* table_meta);

/** Gets a column of the clustering key by its index; NULL out of range. */
CASS_EXPORT const CassColumnMeta* cass_table_meta_clustering_key(
    const CassTableMeta* table_meta, size_t index);

/**
 * Gets the order that a column of the clustering key gives to rows; `CASS_CLUSTERING_ORDER_NONE`
 * out of range.
 */
CASS_EXPORT CassClusteringOrder cass_table_meta_clustering_key_order(
    const CassTableMeta* table_meta, size_t index);

/**
 * Gets a field of a table: a column of its row in `system_schema.tables`, by its exact name. NULL
 * when the server has no such column; a null has the type `CASS_VALUE_TYPE_UNKNOWN`.
 */
CASS_EXPORT const CassValue* cass_table_meta_field_by_name(
    const CassTableMeta* table_meta, const char* name);

/** Does what `cass_table_meta_field_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_table_meta_field_by_name_n(
    const CassTableMeta* table_meta, const char* name, size_t name_length);

/** Gets a column by its exact name; NULL when there is none. */
CASS_EXPORT const CassColumnMeta* cass_materialized_view_meta_column_by_name(
    const CassMaterializedViewMeta* view_meta, const char* column);

/** Does what `cass_materialized_view_meta_column_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassColumnMeta* cass_materialized_view_meta_column_by_name_n(
    const CassMaterializedViewMeta* view_meta, const char* column, size_t column_length);

/** Gets the name of a materialized view. */
CASS_EXPORT void cass_materialized_view_meta_name(
    const CassMaterializedViewMeta* view_meta, const char** name, size_t* name_length);

/** Gets the table that a materialized view is made of. */
CASS_EXPORT const CassTableMeta* cass_materialized_view_meta_base_table(
    const CassMaterializedViewMeta* view_meta);

/** Gets the number of columns. */
CASS_EXPORT size_t cass_materialized_view_meta_column_count(
    const CassMaterializedViewMeta* view_meta);

/**
 * Gets a column by its index: first the partition key, then the clustering key, then the others.
 * NULL out of range.
 */
CASS_EXPORT const CassColumnMeta* cass_materialized_view_meta_column(
    const CassMaterializedViewMeta* view_meta, size_t index);

/** Gets the number of columns of the partition key. */
CASS_EXPORT size_t cass_materialized_view_meta_partition_key_count(
    const CassMaterializedViewMeta* view_meta);

/** Gets a column of the partition key by its index; NULL out of range. */
CASS_EXPORT const CassColumnMeta* cass_materialized_view_meta_partition_key(
    const CassMaterializedViewMeta* view_meta, size_t index);

/** Gets the number of columns of the clustering key. */
CASS_EXPORT size_t cass_materialized_view_meta_clustering_key_count(
    const CassMaterializedViewMeta* view_meta);

/** Gets a column of the clustering key by its index; NULL out of range. */
CASS_EXPORT const CassColumnMeta* cass_materialized_view_meta_clustering_key(
    const CassMaterializedViewMeta* view_meta, size_t index);

/**
 * Gets the order that a column of the clustering key gives to rows; `CASS_CLUSTERING_ORDER_NONE`
 * out of range.
 */
CASS_EXPORT CassClusteringOrder cass_materialized_view_meta_clustering_key_order(
    const CassMaterializedViewMeta* view_meta, size_t index);

/**
 * Gets a field of a materialized view: a column of its row in `system_schema.views`, by its exact
 * name. NULL when the server has no such column; a null has the type `CASS_VALUE_TYPE_UNKNOWN`.
 */
CASS_EXPORT const CassValue* cass_materialized_view_meta_field_by_name(
    const CassMaterializedViewMeta* view_meta, const char* name);

/** Does what `cass_materialized_view_meta_field_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_materialized_view_meta_field_by_name_n(
    const CassMaterializedViewMeta* view_meta, const char* name, size_t name_length);

/** Gets the name of a column. */
CASS_EXPORT void cass_column_meta_name(
    const CassColumnMeta* column_meta, const char** name, size_t* name_length);

/** Gets the part that a column has in its table. */
CASS_EXPORT CassColumnType cass_column_meta_type(const CassColumnMeta* column_meta);

/** Gets the type of a column; `cass_data_type_is_frozen` tells what of it is frozen. */
CASS_EXPORT const CassDataType* cass_column_meta_data_type(const CassColumnMeta* column_meta);

/**
 * Gets a field of a column: a column of its row in `system_schema.columns`, by its exact name. NULL
 * when the server has no such column; a null has the type `CASS_VALUE_TYPE_UNKNOWN`.
 */
CASS_EXPORT const CassValue* cass_column_meta_field_by_name(
    const CassColumnMeta* column_meta, const char* name);

/** Does what `cass_column_meta_field_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_column_meta_field_by_name_n(
    const CassColumnMeta* column_meta, const char* name, size_t name_length);

/** Gets the name of an index. */
CASS_EXPORT void cass_index_meta_name(
    const CassIndexMeta* index_meta, const char** name, size_t* name_length);

/** Gets how an index is kept; `CASS_INDEX_TYPE_UNKNOWN` for a kind that only newer servers have. */
CASS_EXPORT CassIndexType cass_index_meta_type(const CassIndexMeta* index_meta);

/** Gets what is indexed, such as `column` or `keys(column)`. */
CASS_EXPORT void cass_index_meta_target(
    const CassIndexMeta* index_meta, const char** target, size_t* target_length);

/**
 * Gets the options of an index, a map of text to text in which `target` is always; `class_name` is
 * that of a custom index.
 */
CASS_EXPORT const CassValue* cass_index_meta_options(const CassIndexMeta* index_meta);

/**
 * Gets a field of an index: a column of its row in `system_schema.indexes`, by its exact name. NULL
 * when the server has no such column; a null has the type `CASS_VALUE_TYPE_UNKNOWN`.
 */
CASS_EXPORT const CassValue* cass_index_meta_field_by_name(
    const CassIndexMeta* index_meta, const char* name);

/** Does what `cass_index_meta_field_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_index_meta_field_by_name_n(
    const CassIndexMeta* index_meta, const char* name, size_t name_length);

/** Gets the name of a function. */
CASS_EXPORT void cass_function_meta_name(
    const CassFunctionMeta* function_meta, const char** name, size_t* name_length);

/** Gets the name of a function with the types of its arguments, such as `sum(int,int)`. */
CASS_EXPORT void cass_function_meta_full_name(
    const CassFunctionMeta* function_meta, const char** full_name, size_t* full_name_length);

/** Gets the body of a function. */
CASS_EXPORT void cass_function_meta_body(
    const CassFunctionMeta* function_meta, const char** body, size_t* body_length);

/** Gets the language of the body of a function. */
CASS_EXPORT void cass_function_meta_language(
    const CassFunctionMeta* function_meta, const char** language, size_t* language_length);

/** Tells whether a function runs when an argument is null. If not, it returns null. */
CASS_EXPORT cass_bool_t cass_function_meta_called_on_null_input(
    const CassFunctionMeta* function_meta);

/** Gets the number of arguments of a function. */
CASS_EXPORT size_t cass_function_meta_argument_count(const CassFunctionMeta* function_meta);

/** Gets the name and type of an argument. `CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS` out of range. */
CASS_EXPORT CassError cass_function_meta_argument(
    const CassFunctionMeta* function_meta, size_t index, const char** name, size_t* name_length,
    const CassDataType** type);

/** Gets the type of an argument by its exact name; NULL when there is none. */
CASS_EXPORT const CassDataType* cass_function_meta_argument_type_by_name(
    const CassFunctionMeta* function_meta, const char* name);

/** Does what `cass_function_meta_argument_type_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassDataType* cass_function_meta_argument_type_by_name_n(
    const CassFunctionMeta* function_meta, const char* name, size_t name_length);

/** Gets the type of what a function returns. */
CASS_EXPORT const CassDataType* cass_function_meta_return_type(
    const CassFunctionMeta* function_meta);

/**
 * Gets a field of a function: a column of its row in `system_schema.functions`, by its exact name.
 * NULL when the server has no such column; a null has the type `CASS_VALUE_TYPE_UNKNOWN`.
 */
CASS_EXPORT const CassValue* cass_function_meta_field_by_name(
    const CassFunctionMeta* function_meta, const char* name);

/** Does what `cass_function_meta_field_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_function_meta_field_by_name_n(
    const CassFunctionMeta* function_meta, const char* name, size_t name_length);

/** Gets the name of an aggregate. */
CASS_EXPORT void cass_aggregate_meta_name(
    const CassAggregateMeta* aggregate_meta, const char** name, size_t* name_length);

/** Gets the name of an aggregate with the types of its arguments, such as `average(int)`. */
CASS_EXPORT void cass_aggregate_meta_full_name(
    const CassAggregateMeta* aggregate_meta, const char** full_name, size_t* full_name_length);

/** Gets the number of arguments of an aggregate. */
CASS_EXPORT size_t cass_aggregate_meta_argument_count(const CassAggregateMeta* aggregate_meta);

/** Gets the type of an argument; NULL out of range. */
CASS_EXPORT const CassDataType* cass_aggregate_meta_argument_type(
    const CassAggregateMeta* aggregate_meta, size_t index);

/** Gets the type of what an aggregate returns. */
CASS_EXPORT const CassDataType* cass_aggregate_meta_return_type(
    const CassAggregateMeta* aggregate_meta);

/** Gets the type of the state of an aggregate. */
CASS_EXPORT const CassDataType* cass_aggregate_meta_state_type(
    const CassAggregateMeta* aggregate_meta);

/**
 * Gets the function that adds a row to the state of an aggregate; NULL when it is of another
 * keyspace.
 */
CASS_EXPORT const CassFunctionMeta* cass_aggregate_meta_state_func(
    const CassAggregateMeta* aggregate_meta);

/** Gets the function that makes the result of the state; NULL when the state is the result. */
CASS_EXPORT const CassFunctionMeta* cass_aggregate_meta_final_func(
    const CassAggregateMeta* aggregate_meta);

/** Gets the state to start with, a text in CQL; null when there is none. */
CASS_EXPORT const CassValue* cass_aggregate_meta_init_cond(const CassAggregateMeta* aggregate_meta);

/**
 * Gets a field of an aggregate: a column of its row in `system_schema.aggregates`, by its exact
 * name. NULL when the server has no such column; a null has the type `CASS_VALUE_TYPE_UNKNOWN`.
 */
CASS_EXPORT const CassValue* cass_aggregate_meta_field_by_name(
    const CassAggregateMeta* aggregate_meta, const char* name);

/** Does what `cass_aggregate_meta_field_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_aggregate_meta_field_by_name_n(
    const CassAggregateMeta* aggregate_meta, const char* name, size_t name_length);

/**
 * Makes an SSL context that trusts nobody yet and verifies that a trusted authority signed the
 * server's certificate.
 */
CASS_EXPORT CassSsl* cass_ssl_new(void);

/** Makes an SSL context; there is no library to initialise, so it is the same as `cass_ssl_new`. */
CASS_EXPORT CassSsl* cass_ssl_new_no_lib_init(void);

/** Frees an SSL context. */
CASS_EXPORT void cass_ssl_free(CassSsl* ssl);

/** Trusts the certificates of a PEM text. `CASS_ERROR_SSL_INVALID_CERT` when it holds none. */
CASS_EXPORT CassError cass_ssl_add_trusted_cert(CassSsl* ssl, const char* cert);

/** Does what `cass_ssl_add_trusted_cert` does, with the lengths of texts. */
CASS_EXPORT CassError cass_ssl_add_trusted_cert_n(
    CassSsl* ssl, const char* cert, size_t cert_length);

/**
 * Sets what is verified, as a combination of `CassSslVerifyFlags`. Default:
 * `CASS_SSL_VERIFY_PEER_CERT`.
 */
CASS_EXPORT void cass_ssl_set_verify_flags(CassSsl* ssl, int flags);

/**
 * Sets the certificate chain of the client, in PEM form. `CASS_ERROR_SSL_INVALID_CERT` when it
 * holds none.
 */
CASS_EXPORT CassError cass_ssl_set_cert(CassSsl* ssl, const char* cert);

/** Does what `cass_ssl_set_cert` does, with the lengths of texts. */
CASS_EXPORT CassError cass_ssl_set_cert_n(CassSsl* ssl, const char* cert, size_t cert_length);

/**
 * Sets the private key of the client, in PEM form, and the password that opens it if it is
 * encrypted. `CASS_ERROR_SSL_INVALID_PRIVATE_KEY` when it cannot be used.
 */
CASS_EXPORT CassError cass_ssl_set_private_key(CassSsl* ssl, const char* key, const char* password);

/** Does what `cass_ssl_set_private_key` does, with the lengths of texts. */
CASS_EXPORT CassError cass_ssl_set_private_key_n(
    CassSsl* ssl, const char* key, size_t key_length, const char* password, size_t password_length);

/** Accepts the lowest TLS version. TLS 1.2 and 1.3 are spoken, whatever is accepted below that. */
CASS_EXPORT CassError cass_ssl_set_min_protocol_version(
    CassSsl* ssl, CassSslTlsVersion min_version);

/**
 * Gets the address of the host that asks. Its length is 0 when it is not known, which happens on
 * the first connection to one of several contact points.
 */
CASS_EXPORT void cass_authenticator_address(const CassAuthenticator* auth, CassInet* address);

/** Gets the name of the host that asks. It is empty: no names are looked up for addresses. */
CASS_EXPORT const char* cass_authenticator_hostname(const CassAuthenticator* auth, size_t* length);

/** Gets the class that the server authenticates with, which lives as long as the authentication. */
CASS_EXPORT const char* cass_authenticator_class_name(
    const CassAuthenticator* auth, size_t* length);

/** Gets what `cass_authenticator_set_exchange_data` set, or NULL. */
CASS_EXPORT void* cass_authenticator_exchange_data(CassAuthenticator* auth);

/** Keeps data of the program's own with the authentication, until its cleanup callback has run. */
CASS_EXPORT void cass_authenticator_set_exchange_data(CassAuthenticator* auth, void* exchange_data);

/**
 * Gets a buffer of a size for the answer to the server, filled with zeros; NULL in the success
 * callback, after which nothing is answered. It is valid until the callback returns or asks again.
 */
CASS_EXPORT char* cass_authenticator_response(CassAuthenticator* auth, size_t size);

/** Sets the answer to the server, which is copied. Nothing happens in the success callback. */
CASS_EXPORT void cass_authenticator_set_response(
    CassAuthenticator* auth, const char* response, size_t response_size);

/** Gives the authentication up with a message; an empty one takes that back. */
CASS_EXPORT void cass_authenticator_set_error(CassAuthenticator* auth, const char* message);

/** Does what `cass_authenticator_set_error` does, with the lengths of texts. */
CASS_EXPORT void cass_authenticator_set_error_n(
    CassAuthenticator* auth, const char* message, size_t message_length);

/** Frees a future; what it stands for goes on. */
CASS_EXPORT void cass_future_free(CassFuture* future);

/**
 * Sets the one callback of a future. It runs on the callback thread, or at once on this thread when
 * the future is set already. `CASS_ERROR_LIB_CALLBACK_ALREADY_SET` for a second one.
 */
CASS_EXPORT CassError cass_future_set_callback(
    CassFuture* future, CassFutureCallback callback, void* data);

/** Tells whether the future is set. */
CASS_EXPORT cass_bool_t cass_future_ready(CassFuture* future);

/** Waits until the future is set. */
CASS_EXPORT void cass_future_wait(CassFuture* future);

/** Waits until the future is set or the time in microseconds is over; tells whether it is set. */
CASS_EXPORT cass_bool_t cass_future_wait_timed(CassFuture* future, cass_duration_t timeout_us);

/** Gets the result of a request; NULL for an error or a future of another kind. To be freed. */
CASS_EXPORT const CassResult* cass_future_get_result(CassFuture* future);

/** Gets the error of the server; NULL for a success or an error of the library. To be freed. */
CASS_EXPORT const CassErrorResult* cass_future_get_error_result(CassFuture* future);

/** Gets the prepared statement; NULL for an error or a future of another kind. To be freed. */
CASS_EXPORT const CassPrepared* cass_future_get_prepared(CassFuture* future);

/** Waits for the future and gets its error code, `CASS_OK` for a success. */
CASS_EXPORT CassError cass_future_error_code(CassFuture* future);

/**
 * Waits for the future and gets its error message, empty for a success. It lives as long as the
 * future.
 */
CASS_EXPORT void cass_future_error_message(
    CassFuture* future, const char** message, size_t* message_length);

/**
 * Gets the id under which the server traced the request. `CASS_ERROR_LIB_NO_TRACING_ID` when it was
 * not traced.
 */
CASS_EXPORT CassError cass_future_tracing_id(CassFuture* future, CassUuid* tracing_id);

/**
 * Waits for the future and counts the items of the custom payload that came with the answer, 0
 * without one.
 */
CASS_EXPORT size_t cass_future_custom_payload_item_count(CassFuture* future);

/**
 * Gets an item of the custom payload that came with the answer. It lives as long as the future.
 * `CASS_ERROR_LIB_NO_CUSTOM_PAYLOAD` when no server answered, `CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS`
 * when there are fewer items.
 */
CASS_EXPORT CassError cass_future_custom_payload_item(
    CassFuture* future, size_t index, const char** name, size_t* name_length,
    const cass_byte_t** value, size_t* value_size);

/** Gets the host that answered; NULL when none did. It lives as long as the future. */
CASS_EXPORT const CassNode* cass_future_coordinator(CassFuture* future);

/** Makes a statement of CQL text with a number of parameters. */
CASS_EXPORT CassStatement* cass_statement_new(const char* query, size_t parameter_count);

/** Does what `cass_statement_new` does, with the lengths of texts. */
CASS_EXPORT CassStatement* cass_statement_new_n(
    const char* query, size_t query_length, size_t parameter_count);

/** Removes every value and sets the number of parameters. */
CASS_EXPORT CassError cass_statement_reset_parameters(CassStatement* statement, size_t count);

/** Frees a statement; requests under way go on. */
CASS_EXPORT void cass_statement_free(CassStatement* statement);

/**
 * Names a parameter that is part of the partition key. The server tells, so it has no effect;
 * `CASS_ERROR_LIB_BAD_PARAMS` for a prepared statement or an index out of range.
 */
CASS_EXPORT CassError cass_statement_add_key_index(CassStatement* statement, size_t index);

/**
 * Sets the keyspace of a statement. Protocol version 4 has no place for it, so it has no effect;
 * `CASS_ERROR_LIB_BAD_PARAMS` for a prepared statement.
 */
CASS_EXPORT CassError cass_statement_set_keyspace(CassStatement* statement, const char* keyspace);

/** Does what `cass_statement_set_keyspace` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_set_keyspace_n(
    CassStatement* statement, const char* keyspace, size_t keyspace_length);

/** Sets the consistency; `CASS_CONSISTENCY_UNKNOWN` takes that of the session. */
CASS_EXPORT CassError cass_statement_set_consistency(
    CassStatement* statement, CassConsistency consistency);

/** Sets the serial consistency of a conditional statement. */
CASS_EXPORT CassError cass_statement_set_serial_consistency(
    CassStatement* statement, CassConsistency serial_consistency);

/** Sets how many rows a page has at most; 0 and less turn paging off, which is the default. */
CASS_EXPORT CassError cass_statement_set_paging_size(CassStatement* statement, int page_size);

/** Goes on after the page of a result. */
CASS_EXPORT CassError cass_statement_set_paging_state(
    CassStatement* statement, const CassResult* result);

/**
 * Goes on where a paging state token says. A token from an untrusted source may show rows it should
 * not.
 */
CASS_EXPORT CassError cass_statement_set_paging_state_token(
    CassStatement* statement, const char* paging_state, size_t paging_state_size);

/** Sets the write timestamp, in microseconds since the epoch. */
CASS_EXPORT CassError cass_statement_set_timestamp(
    CassStatement* statement, cass_int64_t timestamp);

/**
 * Sets how long the request may take, in milliseconds; 0 waits without limit, `CASS_UINT64_MAX`
 * takes the timeout of the session.
 */
CASS_EXPORT CassError cass_statement_set_request_timeout(
    CassStatement* statement, cass_uint64_t timeout_ms);

/** Sets whether executing twice does no harm. Default: `cass_false`. */
CASS_EXPORT CassError cass_statement_set_is_idempotent(
    CassStatement* statement, cass_bool_t is_idempotent);

/**
 * Sets whether the statement is tried again when it failed; the policy is copied and may be freed.
 * NULL takes the setting back. Default: that of the execution profile or the cluster.
 */
CASS_EXPORT CassError cass_statement_set_retry_policy(
    CassStatement* statement, CassRetryPolicy* retry_policy);

/**
 * Sets the custom payload of a statement. The payload may be freed; what is changed in it until the
 * request is sent counts. NULL takes the setting back.
 */
CASS_EXPORT CassError cass_statement_set_custom_payload(
    CassStatement* statement, const CassCustomPayload* payload);

/**
 * Sets the execution profile by its name; an empty one takes the setting back. A request with an
 * unknown one ends with `CASS_ERROR_LIB_EXECUTION_PROFILE_INVALID`.
 */
CASS_EXPORT CassError cass_statement_set_execution_profile(
    CassStatement* statement, const char* name);

/** Does what `cass_statement_set_execution_profile` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_set_execution_profile_n(
    CassStatement* statement, const char* name, size_t name_length);

/** Sets whether the server traces the request. Default: `cass_false`. */
CASS_EXPORT CassError cass_statement_set_tracing(CassStatement* statement, cass_bool_t enabled);

/**
 * Sets the only host that the request may go to, by address and port. `CASS_ERROR_LIB_BAD_PARAMS`
 * when it is no address.
 */
CASS_EXPORT CassError cass_statement_set_host(CassStatement* statement, const char* host, int port);

/** Does what `cass_statement_set_host` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_set_host_n(
    CassStatement* statement, const char* host, size_t host_length, int port);

/** Sets the only host that the request may go to, by address and port. */
CASS_EXPORT CassError cass_statement_set_host_inet(
    CassStatement* statement, const CassInet* host, int port);

/** Sets the only host that the request may go to, from `cass_future_coordinator`. */
CASS_EXPORT CassError cass_statement_set_node(CassStatement* statement, const CassNode* node);

/** Binds null to the parameter. */
CASS_EXPORT CassError cass_statement_bind_null(CassStatement* statement, size_t index);

/** Binds null to the parameter. */
CASS_EXPORT CassError cass_statement_bind_null_by_name(CassStatement* statement, const char* name);

/** Does what `cass_statement_bind_null_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_null_by_name_n(
    CassStatement* statement, const char* name, size_t name_length);

/** Binds a tinyint to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int8(
    CassStatement* statement, size_t index, cass_int8_t value);

/** Binds a tinyint to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int8_by_name(
    CassStatement* statement, const char* name, cass_int8_t value);

/** Does what `cass_statement_bind_int8_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_int8_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_int8_t value);

/** Binds a smallint to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int16(
    CassStatement* statement, size_t index, cass_int16_t value);

/** Binds a smallint to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int16_by_name(
    CassStatement* statement, const char* name, cass_int16_t value);

/** Does what `cass_statement_bind_int16_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_int16_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_int16_t value);

/** Binds an int to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int32(
    CassStatement* statement, size_t index, cass_int32_t value);

/** Binds an int to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int32_by_name(
    CassStatement* statement, const char* name, cass_int32_t value);

/** Does what `cass_statement_bind_int32_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_int32_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_int32_t value);

/** Binds a date (days with 2^31 for 1970-01-01) to the parameter. */
CASS_EXPORT CassError cass_statement_bind_uint32(
    CassStatement* statement, size_t index, cass_uint32_t value);

/** Binds a date (days with 2^31 for 1970-01-01) to the parameter. */
CASS_EXPORT CassError cass_statement_bind_uint32_by_name(
    CassStatement* statement, const char* name, cass_uint32_t value);

/** Does what `cass_statement_bind_uint32_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_uint32_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_uint32_t value);

/** Binds a bigint, counter, timestamp or time to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int64(
    CassStatement* statement, size_t index, cass_int64_t value);

/** Binds a bigint, counter, timestamp or time to the parameter. */
CASS_EXPORT CassError cass_statement_bind_int64_by_name(
    CassStatement* statement, const char* name, cass_int64_t value);

/** Does what `cass_statement_bind_int64_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_int64_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_int64_t value);

/** Binds a float to the parameter. */
CASS_EXPORT CassError cass_statement_bind_float(
    CassStatement* statement, size_t index, cass_float_t value);

/** Binds a float to the parameter. */
CASS_EXPORT CassError cass_statement_bind_float_by_name(
    CassStatement* statement, const char* name, cass_float_t value);

/** Does what `cass_statement_bind_float_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_float_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_float_t value);

/** Binds a double to the parameter. */
CASS_EXPORT CassError cass_statement_bind_double(
    CassStatement* statement, size_t index, cass_double_t value);

/** Binds a double to the parameter. */
CASS_EXPORT CassError cass_statement_bind_double_by_name(
    CassStatement* statement, const char* name, cass_double_t value);

/** Does what `cass_statement_bind_double_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_double_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_double_t value);

/** Binds a boolean to the parameter. */
CASS_EXPORT CassError cass_statement_bind_bool(
    CassStatement* statement, size_t index, cass_bool_t value);

/** Binds a boolean to the parameter. */
CASS_EXPORT CassError cass_statement_bind_bool_by_name(
    CassStatement* statement, const char* name, cass_bool_t value);

/** Does what `cass_statement_bind_bool_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_bool_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_bool_t value);

/** Binds an ascii, text or varchar to the parameter. */
CASS_EXPORT CassError cass_statement_bind_string(
    CassStatement* statement, size_t index, const char* value);

/** Does what `cass_statement_bind_string` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_string_n(
    CassStatement* statement, size_t index, const char* value, size_t value_length);

/** Binds an ascii, text or varchar to the parameter. */
CASS_EXPORT CassError cass_statement_bind_string_by_name(
    CassStatement* statement, const char* name, const char* value);

/** Does what `cass_statement_bind_string_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_string_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const char* value,
    size_t value_length);

/** Binds a blob, varint or custom value to the parameter. */
CASS_EXPORT CassError cass_statement_bind_bytes(
    CassStatement* statement, size_t index, const cass_byte_t* value, size_t value_size);

/** Binds a blob, varint or custom value to the parameter. */
CASS_EXPORT CassError cass_statement_bind_bytes_by_name(
    CassStatement* statement, const char* name, const cass_byte_t* value, size_t value_size);

/** Does what `cass_statement_bind_bytes_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_bytes_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const cass_byte_t* value,
    size_t value_size);

/** Binds a value of a custom type to the parameter. */
CASS_EXPORT CassError cass_statement_bind_custom(
    CassStatement* statement, size_t index, const char* class_name, const cass_byte_t* value,
    size_t value_size);

/** Does what `cass_statement_bind_custom` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_custom_n(
    CassStatement* statement, size_t index, const char* class_name, size_t class_name_length,
    const cass_byte_t* value, size_t value_size);

/** Binds a value of a custom type to the parameter. */
CASS_EXPORT CassError cass_statement_bind_custom_by_name(
    CassStatement* statement, const char* name, const char* class_name, const cass_byte_t* value,
    size_t value_size);

/** Does what `cass_statement_bind_custom_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_custom_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const char* class_name,
    size_t class_name_length, const cass_byte_t* value, size_t value_size);

/** Binds a uuid or timeuuid to the parameter. */
CASS_EXPORT CassError cass_statement_bind_uuid(
    CassStatement* statement, size_t index, CassUuid value);

/** Binds a uuid or timeuuid to the parameter. */
CASS_EXPORT CassError cass_statement_bind_uuid_by_name(
    CassStatement* statement, const char* name, CassUuid value);

/** Does what `cass_statement_bind_uuid_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_uuid_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, CassUuid value);

/** Binds an inet to the parameter. */
CASS_EXPORT CassError cass_statement_bind_inet(
    CassStatement* statement, size_t index, CassInet value);

/** Binds an inet to the parameter. */
CASS_EXPORT CassError cass_statement_bind_inet_by_name(
    CassStatement* statement, const char* name, CassInet value);

/** Does what `cass_statement_bind_inet_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_inet_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, CassInet value);

/** Binds a decimal of a big-endian integer and a scale to the parameter. */
CASS_EXPORT CassError cass_statement_bind_decimal(
    CassStatement* statement, size_t index, const cass_byte_t* varint, size_t varint_size,
    cass_int32_t scale);

/** Binds a decimal of a big-endian integer and a scale to the parameter. */
CASS_EXPORT CassError cass_statement_bind_decimal_by_name(
    CassStatement* statement, const char* name, const cass_byte_t* varint, size_t varint_size,
    cass_int32_t scale);

/** Does what `cass_statement_bind_decimal_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_decimal_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const cass_byte_t* varint,
    size_t varint_size, cass_int32_t scale);

/** Binds a duration to the parameter. */
CASS_EXPORT CassError cass_statement_bind_duration(
    CassStatement* statement, size_t index, cass_int32_t months, cass_int32_t days,
    cass_int64_t nanos);

/** Binds a duration to the parameter. */
CASS_EXPORT CassError cass_statement_bind_duration_by_name(
    CassStatement* statement, const char* name, cass_int32_t months, cass_int32_t days,
    cass_int64_t nanos);

/** Does what `cass_statement_bind_duration_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_duration_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_int32_t months,
    cass_int32_t days, cass_int64_t nanos);

/** Binds a collection to the parameter. */
CASS_EXPORT CassError cass_statement_bind_collection(
    CassStatement* statement, size_t index, const CassCollection* value);

/** Binds a collection to the parameter. */
CASS_EXPORT CassError cass_statement_bind_collection_by_name(
    CassStatement* statement, const char* name, const CassCollection* value);

/** Does what `cass_statement_bind_collection_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_collection_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const CassCollection* value);

/** Binds a tuple to the parameter. */
CASS_EXPORT CassError cass_statement_bind_tuple(
    CassStatement* statement, size_t index, const CassTuple* value);

/** Binds a tuple to the parameter. */
CASS_EXPORT CassError cass_statement_bind_tuple_by_name(
    CassStatement* statement, const char* name, const CassTuple* value);

/** Does what `cass_statement_bind_tuple_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_tuple_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const CassTuple* value);

/** Binds a value of a user-defined type to the parameter. */
CASS_EXPORT CassError cass_statement_bind_user_type(
    CassStatement* statement, size_t index, const CassUserType* value);

/** Binds a value of a user-defined type to the parameter. */
CASS_EXPORT CassError cass_statement_bind_user_type_by_name(
    CassStatement* statement, const char* name, const CassUserType* value);

/** Does what `cass_statement_bind_user_type_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_user_type_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const CassUserType* value);

/** Frees a prepared statement; statements bound to it go on. */
CASS_EXPORT void cass_prepared_free(const CassPrepared* prepared);

/** Makes a statement that executes the prepared one. */
CASS_EXPORT CassStatement* cass_prepared_bind(const CassPrepared* prepared);

/** Gets the name of a parameter. It lives as long as the prepared statement. */
CASS_EXPORT CassError cass_prepared_parameter_name(
    const CassPrepared* prepared, size_t index, const char** name, size_t* name_length);

/** Gets the type of a parameter; NULL out of range. */
CASS_EXPORT const CassDataType* cass_prepared_parameter_data_type(
    const CassPrepared* prepared, size_t index);

/** Gets the type of a parameter by its name; NULL when there is none. */
CASS_EXPORT const CassDataType* cass_prepared_parameter_data_type_by_name(
    const CassPrepared* prepared, const char* name);

/** Does what `cass_prepared_parameter_data_type_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassDataType* cass_prepared_parameter_data_type_by_name_n(
    const CassPrepared* prepared, const char* name, size_t name_length);

/** Makes an empty batch. */
CASS_EXPORT CassBatch* cass_batch_new(CassBatchType type);

/** Frees a batch; requests under way go on. */
CASS_EXPORT void cass_batch_free(CassBatch* batch);

/** Sets the keyspace of a batch. Protocol version 4 has no place for it, so it has no effect. */
CASS_EXPORT CassError cass_batch_set_keyspace(CassBatch* batch, const char* keyspace);

/** Does what `cass_batch_set_keyspace` does, with the lengths of texts. */
CASS_EXPORT CassError cass_batch_set_keyspace_n(
    CassBatch* batch, const char* keyspace, size_t keyspace_length);

/** Sets the consistency; `CASS_CONSISTENCY_UNKNOWN` takes that of the session. */
CASS_EXPORT CassError cass_batch_set_consistency(CassBatch* batch, CassConsistency consistency);

/** Sets the serial consistency of the conditional statements. */
CASS_EXPORT CassError cass_batch_set_serial_consistency(
    CassBatch* batch, CassConsistency serial_consistency);

/** Sets the write timestamp, in microseconds since the epoch. */
CASS_EXPORT CassError cass_batch_set_timestamp(CassBatch* batch, cass_int64_t timestamp);

/**
 * Sets how long the request may take, in milliseconds; 0 waits without limit, `CASS_UINT64_MAX`
 * takes the timeout of the session.
 */
CASS_EXPORT CassError cass_batch_set_request_timeout(CassBatch* batch, cass_uint64_t timeout_ms);

/** Sets whether executing twice does no harm. Default: `cass_false`. */
CASS_EXPORT CassError cass_batch_set_is_idempotent(CassBatch* batch, cass_bool_t is_idempotent);

/**
 * Sets whether the batch is tried again when it failed; the policy is copied and may be freed. NULL
 * takes the setting back. Default: that of the execution profile or the cluster.
 */
CASS_EXPORT CassError cass_batch_set_retry_policy(CassBatch* batch, CassRetryPolicy* retry_policy);

/**
 * Sets the custom payload of a batch. The payload may be freed; what is changed in it until the
 * request is sent counts. NULL takes the setting back.
 */
CASS_EXPORT CassError cass_batch_set_custom_payload(
    CassBatch* batch, const CassCustomPayload* payload);

/** Sets whether the server traces the request. Default: `cass_false`. */
CASS_EXPORT CassError cass_batch_set_tracing(CassBatch* batch, cass_bool_t enabled);

/** Appends a statement with the values it has now; it may be freed. */
CASS_EXPORT CassError cass_batch_add_statement(CassBatch* batch, CassStatement* statement);

/**
 * Sets the execution profile by its name; an empty one takes the setting back. A request with an
 * unknown one ends with `CASS_ERROR_LIB_EXECUTION_PROFILE_INVALID`.
 */
CASS_EXPORT CassError cass_batch_set_execution_profile(CassBatch* batch, const char* name);

/** Does what `cass_batch_set_execution_profile` does, with the lengths of texts. */
CASS_EXPORT CassError cass_batch_set_execution_profile_n(
    CassBatch* batch, const char* name, size_t name_length);

/** Makes a data type; NULL for a type that does not exist. */
CASS_EXPORT CassDataType* cass_data_type_new(CassValueType type);

/** Copies a data type. */
CASS_EXPORT CassDataType* cass_data_type_new_from_existing(const CassDataType* data_type);

/** Makes a tuple type that gets its item types later. */
CASS_EXPORT CassDataType* cass_data_type_new_tuple(size_t item_count);

/** Makes a user-defined type that gets its fields later. */
CASS_EXPORT CassDataType* cass_data_type_new_udt(size_t field_count);

/** Frees a data type that was made by this program. */
CASS_EXPORT void cass_data_type_free(CassDataType* data_type);

/** Gets the kind of a data type. */
CASS_EXPORT CassValueType cass_data_type_type(const CassDataType* data_type);

/** Tells whether the type is frozen, as far as the server tells. */
CASS_EXPORT cass_bool_t cass_data_type_is_frozen(const CassDataType* data_type);

/** Gets the name of a user-defined type. */
CASS_EXPORT CassError cass_data_type_type_name(
    const CassDataType* data_type, const char** type_name, size_t* type_name_length);

/** Sets the name of a user-defined type. */
CASS_EXPORT CassError cass_data_type_set_type_name(CassDataType* data_type, const char* type_name);

/** Does what `cass_data_type_set_type_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_data_type_set_type_name_n(
    CassDataType* data_type, const char* type_name, size_t type_name_length);

/** Gets the keyspace of a user-defined type. */
CASS_EXPORT CassError cass_data_type_keyspace(
    const CassDataType* data_type, const char** keyspace, size_t* keyspace_length);

/** Sets the keyspace of a user-defined type. */
CASS_EXPORT CassError cass_data_type_set_keyspace(CassDataType* data_type, const char* keyspace);

/** Does what `cass_data_type_set_keyspace` does, with the lengths of texts. */
CASS_EXPORT CassError cass_data_type_set_keyspace_n(
    CassDataType* data_type, const char* keyspace, size_t keyspace_length);

/** Gets the class name of a custom type. */
CASS_EXPORT CassError cass_data_type_class_name(
    const CassDataType* data_type, const char** class_name, size_t* class_name_length);

/** Sets the class name of a custom type. */
CASS_EXPORT CassError cass_data_type_set_class_name(
    CassDataType* data_type, const char* class_name);

/** Does what `cass_data_type_set_class_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_data_type_set_class_name_n(
    CassDataType* data_type, const char* class_name, size_t class_name_length);

/** Gets how many types a collection, tuple or user-defined type is made of. */
CASS_EXPORT size_t cass_data_type_sub_type_count(const CassDataType* data_type);

/** Gets the same as `cass_data_type_sub_type_count`, under a name of old. */
CASS_EXPORT CASS_DEPRECATED(size_t cass_data_sub_type_count(const CassDataType* data_type));

/** Gets a type that another is made of; NULL out of range. */
CASS_EXPORT const CassDataType* cass_data_type_sub_data_type(
    const CassDataType* data_type, size_t index);

/** Gets the type of a field of a user-defined type; NULL when there is none. */
CASS_EXPORT const CassDataType* cass_data_type_sub_data_type_by_name(
    const CassDataType* data_type, const char* name);

/** Does what `cass_data_type_sub_data_type_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassDataType* cass_data_type_sub_data_type_by_name_n(
    const CassDataType* data_type, const char* name, size_t name_length);

/** Gets the name of a field of a user-defined type. */
CASS_EXPORT CassError cass_data_type_sub_type_name(
    const CassDataType* data_type, size_t index, const char** name, size_t* name_length);

/**
 * Appends a type to a collection or tuple type. `CASS_ERROR_LIB_BAD_PARAMS` when it is complete or
 * already in use.
 */
CASS_EXPORT CassError cass_data_type_add_sub_type(
    CassDataType* data_type, const CassDataType* sub_data_type);

/** Appends a field to a user-defined type. */
CASS_EXPORT CassError cass_data_type_add_sub_type_by_name(
    CassDataType* data_type, const char* name, const CassDataType* sub_data_type);

/** Does what `cass_data_type_add_sub_type_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_data_type_add_sub_type_by_name_n(
    CassDataType* data_type, const char* name, size_t name_length,
    const CassDataType* sub_data_type);

/** Appends a simple type to a collection or tuple type. */
CASS_EXPORT CassError cass_data_type_add_sub_value_type(
    CassDataType* data_type, CassValueType sub_value_type);

/** Appends a field of a simple type to a user-defined type. */
CASS_EXPORT CassError cass_data_type_add_sub_value_type_by_name(
    CassDataType* data_type, const char* name, CassValueType sub_value_type);

/** Does what `cass_data_type_add_sub_value_type_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_data_type_add_sub_value_type_by_name_n(
    CassDataType* data_type, const char* name, size_t name_length, CassValueType sub_value_type);

/** Makes an empty collection whose elements are not checked. */
CASS_EXPORT CassCollection* cass_collection_new(CassCollectionType type, size_t item_count);

/** Makes an empty collection whose elements are checked; NULL when the type is no collection. */
CASS_EXPORT CassCollection* cass_collection_new_from_data_type(
    const CassDataType* data_type, size_t item_count);

/** Frees a collection. */
CASS_EXPORT void cass_collection_free(CassCollection* collection);

/** Gets the type of a collection. It lives as long as the collection. */
CASS_EXPORT const CassDataType* cass_collection_data_type(const CassCollection* collection);

/** Appends a tinyint to the collection. */
CASS_EXPORT CassError cass_collection_append_int8(CassCollection* collection, cass_int8_t value);

/** Appends a smallint to the collection. */
CASS_EXPORT CassError cass_collection_append_int16(CassCollection* collection, cass_int16_t value);

/** Appends an int to the collection. */
CASS_EXPORT CassError cass_collection_append_int32(CassCollection* collection, cass_int32_t value);

/** Appends a date (days with 2^31 for 1970-01-01) to the collection. */
CASS_EXPORT CassError cass_collection_append_uint32(
    CassCollection* collection, cass_uint32_t value);

/** Appends a bigint, counter, timestamp or time to the collection. */
CASS_EXPORT CassError cass_collection_append_int64(CassCollection* collection, cass_int64_t value);

/** Appends a float to the collection. */
CASS_EXPORT CassError cass_collection_append_float(CassCollection* collection, cass_float_t value);

/** Appends a double to the collection. */
CASS_EXPORT CassError cass_collection_append_double(
    CassCollection* collection, cass_double_t value);

/** Appends a boolean to the collection. */
CASS_EXPORT CassError cass_collection_append_bool(CassCollection* collection, cass_bool_t value);

/** Appends an ascii, text or varchar to the collection. */
CASS_EXPORT CassError cass_collection_append_string(CassCollection* collection, const char* value);

/** Does what `cass_collection_append_string` does, with the lengths of texts. */
CASS_EXPORT CassError cass_collection_append_string_n(
    CassCollection* collection, const char* value, size_t value_length);

/** Appends a blob, varint or custom value to the collection. */
CASS_EXPORT CassError cass_collection_append_bytes(
    CassCollection* collection, const cass_byte_t* value, size_t value_size);

/** Appends a value of a custom type to the collection. */
CASS_EXPORT CassError cass_collection_append_custom(
    CassCollection* collection, const char* class_name, const cass_byte_t* value,
    size_t value_size);

/** Does what `cass_collection_append_custom` does, with the lengths of texts. */
CASS_EXPORT CassError cass_collection_append_custom_n(
    CassCollection* collection, const char* class_name, size_t class_name_length,
    const cass_byte_t* value, size_t value_size);

/** Appends a uuid or timeuuid to the collection. */
CASS_EXPORT CassError cass_collection_append_uuid(CassCollection* collection, CassUuid value);

/** Appends an inet to the collection. */
CASS_EXPORT CassError cass_collection_append_inet(CassCollection* collection, CassInet value);

/** Appends a decimal of a big-endian integer and a scale to the collection. */
CASS_EXPORT CassError cass_collection_append_decimal(
    CassCollection* collection, const cass_byte_t* varint, size_t varint_size, cass_int32_t scale);

/** Appends a duration to the collection. */
CASS_EXPORT CassError cass_collection_append_duration(
    CassCollection* collection, cass_int32_t months, cass_int32_t days, cass_int64_t nanos);

/** Appends a collection to the collection. */
CASS_EXPORT CassError cass_collection_append_collection(
    CassCollection* collection, const CassCollection* value);

/** Appends a tuple to the collection. */
CASS_EXPORT CassError cass_collection_append_tuple(
    CassCollection* collection, const CassTuple* value);

/** Appends a value of a user-defined type to the collection. */
CASS_EXPORT CassError cass_collection_append_user_type(
    CassCollection* collection, const CassUserType* value);

/** Makes a tuple of nulls whose items are not checked. */
CASS_EXPORT CassTuple* cass_tuple_new(size_t item_count);

/** Makes a tuple of nulls whose items are checked; NULL when the type is no tuple. */
CASS_EXPORT CassTuple* cass_tuple_new_from_data_type(const CassDataType* data_type);

/** Frees a tuple. */
CASS_EXPORT void cass_tuple_free(CassTuple* tuple);

/** Gets the type of a tuple. It lives as long as the tuple. */
CASS_EXPORT const CassDataType* cass_tuple_data_type(const CassTuple* tuple);

/** Sets the item of the tuple to null. */
CASS_EXPORT CassError cass_tuple_set_null(CassTuple* tuple, size_t index);

/** Sets the item of the tuple to a tinyint. */
CASS_EXPORT CassError cass_tuple_set_int8(CassTuple* tuple, size_t index, cass_int8_t value);

/** Sets the item of the tuple to a smallint. */
CASS_EXPORT CassError cass_tuple_set_int16(CassTuple* tuple, size_t index, cass_int16_t value);

/** Sets the item of the tuple to an int. */
CASS_EXPORT CassError cass_tuple_set_int32(CassTuple* tuple, size_t index, cass_int32_t value);

/** Sets the item of the tuple to a date (days with 2^31 for 1970-01-01). */
CASS_EXPORT CassError cass_tuple_set_uint32(CassTuple* tuple, size_t index, cass_uint32_t value);

/** Sets the item of the tuple to a bigint, counter, timestamp or time. */
CASS_EXPORT CassError cass_tuple_set_int64(CassTuple* tuple, size_t index, cass_int64_t value);

/** Sets the item of the tuple to a float. */
CASS_EXPORT CassError cass_tuple_set_float(CassTuple* tuple, size_t index, cass_float_t value);

/** Sets the item of the tuple to a double. */
CASS_EXPORT CassError cass_tuple_set_double(CassTuple* tuple, size_t index, cass_double_t value);

/** Sets the item of the tuple to a boolean. */
CASS_EXPORT CassError cass_tuple_set_bool(CassTuple* tuple, size_t index, cass_bool_t value);

/** Sets the item of the tuple to an ascii, text or varchar. */
CASS_EXPORT CassError cass_tuple_set_string(CassTuple* tuple, size_t index, const char* value);

/** Does what `cass_tuple_set_string` does, with the lengths of texts. */
CASS_EXPORT CassError cass_tuple_set_string_n(
    CassTuple* tuple, size_t index, const char* value, size_t value_length);

/** Sets the item of the tuple to a blob, varint or custom value. */
CASS_EXPORT CassError cass_tuple_set_bytes(
    CassTuple* tuple, size_t index, const cass_byte_t* value, size_t value_size);

/** Sets the item of the tuple to a value of a custom type. */
CASS_EXPORT CassError cass_tuple_set_custom(
    CassTuple* tuple, size_t index, const char* class_name, const cass_byte_t* value,
    size_t value_size);

/** Does what `cass_tuple_set_custom` does, with the lengths of texts. */
CASS_EXPORT CassError cass_tuple_set_custom_n(
    CassTuple* tuple, size_t index, const char* class_name, size_t class_name_length,
    const cass_byte_t* value, size_t value_size);

/** Sets the item of the tuple to a uuid or timeuuid. */
CASS_EXPORT CassError cass_tuple_set_uuid(CassTuple* tuple, size_t index, CassUuid value);

/** Sets the item of the tuple to an inet. */
CASS_EXPORT CassError cass_tuple_set_inet(CassTuple* tuple, size_t index, CassInet value);

/** Sets the item of the tuple to a decimal of a big-endian integer and a scale. */
CASS_EXPORT CassError cass_tuple_set_decimal(
    CassTuple* tuple, size_t index, const cass_byte_t* varint, size_t varint_size,
    cass_int32_t scale);

/** Sets the item of the tuple to a duration. */
CASS_EXPORT CassError cass_tuple_set_duration(
    CassTuple* tuple, size_t index, cass_int32_t months, cass_int32_t days, cass_int64_t nanos);

/** Sets the item of the tuple to a collection. */
CASS_EXPORT CassError cass_tuple_set_collection(
    CassTuple* tuple, size_t index, const CassCollection* value);

/** Sets the item of the tuple to a tuple. */
CASS_EXPORT CassError cass_tuple_set_tuple(CassTuple* tuple, size_t index, const CassTuple* value);

/** Sets the item of the tuple to a value of a user-defined type. */
CASS_EXPORT CassError cass_tuple_set_user_type(
    CassTuple* tuple, size_t index, const CassUserType* value);

/** Makes a value of a user-defined type, all fields null; NULL when the type is another. */
CASS_EXPORT CassUserType* cass_user_type_new_from_data_type(const CassDataType* data_type);

/** Frees a value of a user-defined type. */
CASS_EXPORT void cass_user_type_free(CassUserType* user_type);

/** Gets the type of the value. It lives as long as the value. */
CASS_EXPORT const CassDataType* cass_user_type_data_type(const CassUserType* user_type);

/** Sets the field to null. */
CASS_EXPORT CassError cass_user_type_set_null(CassUserType* user_type, size_t index);

/** Sets the field to null. */
CASS_EXPORT CassError cass_user_type_set_null_by_name(CassUserType* user_type, const char* name);

/** Does what `cass_user_type_set_null_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_null_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length);

/** Sets the field to a tinyint. */
CASS_EXPORT CassError cass_user_type_set_int8(
    CassUserType* user_type, size_t index, cass_int8_t value);

/** Sets the field to a tinyint. */
CASS_EXPORT CassError cass_user_type_set_int8_by_name(
    CassUserType* user_type, const char* name, cass_int8_t value);

/** Does what `cass_user_type_set_int8_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_int8_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_int8_t value);

/** Sets the field to a smallint. */
CASS_EXPORT CassError cass_user_type_set_int16(
    CassUserType* user_type, size_t index, cass_int16_t value);

/** Sets the field to a smallint. */
CASS_EXPORT CassError cass_user_type_set_int16_by_name(
    CassUserType* user_type, const char* name, cass_int16_t value);

/** Does what `cass_user_type_set_int16_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_int16_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_int16_t value);

/** Sets the field to an int. */
CASS_EXPORT CassError cass_user_type_set_int32(
    CassUserType* user_type, size_t index, cass_int32_t value);

/** Sets the field to an int. */
CASS_EXPORT CassError cass_user_type_set_int32_by_name(
    CassUserType* user_type, const char* name, cass_int32_t value);

/** Does what `cass_user_type_set_int32_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_int32_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_int32_t value);

/** Sets the field to a date (days with 2^31 for 1970-01-01). */
CASS_EXPORT CassError cass_user_type_set_uint32(
    CassUserType* user_type, size_t index, cass_uint32_t value);

/** Sets the field to a date (days with 2^31 for 1970-01-01). */
CASS_EXPORT CassError cass_user_type_set_uint32_by_name(
    CassUserType* user_type, const char* name, cass_uint32_t value);

/** Does what `cass_user_type_set_uint32_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_uint32_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_uint32_t value);

/** Sets the field to a bigint, counter, timestamp or time. */
CASS_EXPORT CassError cass_user_type_set_int64(
    CassUserType* user_type, size_t index, cass_int64_t value);

/** Sets the field to a bigint, counter, timestamp or time. */
CASS_EXPORT CassError cass_user_type_set_int64_by_name(
    CassUserType* user_type, const char* name, cass_int64_t value);

/** Does what `cass_user_type_set_int64_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_int64_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_int64_t value);

/** Sets the field to a float. */
CASS_EXPORT CassError cass_user_type_set_float(
    CassUserType* user_type, size_t index, cass_float_t value);

/** Sets the field to a float. */
CASS_EXPORT CassError cass_user_type_set_float_by_name(
    CassUserType* user_type, const char* name, cass_float_t value);

/** Does what `cass_user_type_set_float_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_float_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_float_t value);

/** Sets the field to a double. */
CASS_EXPORT CassError cass_user_type_set_double(
    CassUserType* user_type, size_t index, cass_double_t value);

/** Sets the field to a double. */
CASS_EXPORT CassError cass_user_type_set_double_by_name(
    CassUserType* user_type, const char* name, cass_double_t value);

/** Does what `cass_user_type_set_double_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_double_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_double_t value);

/** Sets the field to a boolean. */
CASS_EXPORT CassError cass_user_type_set_bool(
    CassUserType* user_type, size_t index, cass_bool_t value);

/** Sets the field to a boolean. */
CASS_EXPORT CassError cass_user_type_set_bool_by_name(
    CassUserType* user_type, const char* name, cass_bool_t value);

/** Does what `cass_user_type_set_bool_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_bool_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_bool_t value);

/** Sets the field to an ascii, text or varchar. */
CASS_EXPORT CassError cass_user_type_set_string(
    CassUserType* user_type, size_t index, const char* value);

/** Does what `cass_user_type_set_string` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_string_n(
    CassUserType* user_type, size_t index, const char* value, size_t value_length);

/** Sets the field to an ascii, text or varchar. */
CASS_EXPORT CassError cass_user_type_set_string_by_name(
    CassUserType* user_type, const char* name, const char* value);

/** Does what `cass_user_type_set_string_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_string_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const char* value,
    size_t value_length);

/** Sets the field to a blob, varint or custom value. */
CASS_EXPORT CassError cass_user_type_set_bytes(
    CassUserType* user_type, size_t index, const cass_byte_t* value, size_t value_size);

/** Sets the field to a blob, varint or custom value. */
CASS_EXPORT CassError cass_user_type_set_bytes_by_name(
    CassUserType* user_type, const char* name, const cass_byte_t* value, size_t value_size);

/** Does what `cass_user_type_set_bytes_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_bytes_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const cass_byte_t* value,
    size_t value_size);

/** Sets the field to a value of a custom type. */
CASS_EXPORT CassError cass_user_type_set_custom(
    CassUserType* user_type, size_t index, const char* class_name, const cass_byte_t* value,
    size_t value_size);

/** Does what `cass_user_type_set_custom` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_custom_n(
    CassUserType* user_type, size_t index, const char* class_name, size_t class_name_length,
    const cass_byte_t* value, size_t value_size);

/** Sets the field to a value of a custom type. */
CASS_EXPORT CassError cass_user_type_set_custom_by_name(
    CassUserType* user_type, const char* name, const char* class_name, const cass_byte_t* value,
    size_t value_size);

/** Does what `cass_user_type_set_custom_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_custom_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const char* class_name,
    size_t class_name_length, const cass_byte_t* value, size_t value_size);

/** Sets the field to a uuid or timeuuid. */
CASS_EXPORT CassError cass_user_type_set_uuid(
    CassUserType* user_type, size_t index, CassUuid value);

/** Sets the field to a uuid or timeuuid. */
CASS_EXPORT CassError cass_user_type_set_uuid_by_name(
    CassUserType* user_type, const char* name, CassUuid value);

/** Does what `cass_user_type_set_uuid_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_uuid_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, CassUuid value);

/** Sets the field to an inet. */
CASS_EXPORT CassError cass_user_type_set_inet(
    CassUserType* user_type, size_t index, CassInet value);

/** Sets the field to an inet. */
CASS_EXPORT CassError cass_user_type_set_inet_by_name(
    CassUserType* user_type, const char* name, CassInet value);

/** Does what `cass_user_type_set_inet_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_inet_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, CassInet value);

/** Sets the field to a decimal of a big-endian integer and a scale. */
CASS_EXPORT CassError cass_user_type_set_decimal(
    CassUserType* user_type, size_t index, const cass_byte_t* varint, size_t varint_size,
    cass_int32_t scale);

/** Sets the field to a decimal of a big-endian integer and a scale. */
CASS_EXPORT CassError cass_user_type_set_decimal_by_name(
    CassUserType* user_type, const char* name, const cass_byte_t* varint, size_t varint_size,
    cass_int32_t scale);

/** Does what `cass_user_type_set_decimal_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_decimal_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const cass_byte_t* varint,
    size_t varint_size, cass_int32_t scale);

/** Sets the field to a duration. */
CASS_EXPORT CassError cass_user_type_set_duration(
    CassUserType* user_type, size_t index, cass_int32_t months, cass_int32_t days,
    cass_int64_t nanos);

/** Sets the field to a duration. */
CASS_EXPORT CassError cass_user_type_set_duration_by_name(
    CassUserType* user_type, const char* name, cass_int32_t months, cass_int32_t days,
    cass_int64_t nanos);

/** Does what `cass_user_type_set_duration_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_duration_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_int32_t months,
    cass_int32_t days, cass_int64_t nanos);

/** Sets the field to a collection. */
CASS_EXPORT CassError cass_user_type_set_collection(
    CassUserType* user_type, size_t index, const CassCollection* value);

/** Sets the field to a collection. */
CASS_EXPORT CassError cass_user_type_set_collection_by_name(
    CassUserType* user_type, const char* name, const CassCollection* value);

/** Does what `cass_user_type_set_collection_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_collection_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const CassCollection* value);

/** Sets the field to a tuple. */
CASS_EXPORT CassError cass_user_type_set_tuple(
    CassUserType* user_type, size_t index, const CassTuple* value);

/** Sets the field to a tuple. */
CASS_EXPORT CassError cass_user_type_set_tuple_by_name(
    CassUserType* user_type, const char* name, const CassTuple* value);

/** Does what `cass_user_type_set_tuple_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_tuple_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const CassTuple* value);

/** Sets the field to a value of a user-defined type. */
CASS_EXPORT CassError cass_user_type_set_user_type(
    CassUserType* user_type, size_t index, const CassUserType* value);

/** Sets the field to a value of a user-defined type. */
CASS_EXPORT CassError cass_user_type_set_user_type_by_name(
    CassUserType* user_type, const char* name, const CassUserType* value);

/** Does what `cass_user_type_set_user_type_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_user_type_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const CassUserType* value);

/** Frees a result; its rows and values must not be used any more. */
CASS_EXPORT void cass_result_free(const CassResult* result);

/** Gets the number of rows of this page. */
CASS_EXPORT size_t cass_result_row_count(const CassResult* result);

/** Gets the number of columns. */
CASS_EXPORT size_t cass_result_column_count(const CassResult* result);

/** Gets the name of a column. It lives as long as the result. */
CASS_EXPORT CassError cass_result_column_name(
    const CassResult* result, size_t index, const char** name, size_t* name_length);

/** Gets the kind of type of a column; `CASS_VALUE_TYPE_UNKNOWN` out of range. */
CASS_EXPORT CassValueType cass_result_column_type(const CassResult* result, size_t index);

/** Gets the type of a column; NULL out of range. */
CASS_EXPORT const CassDataType* cass_result_column_data_type(
    const CassResult* result, size_t index);

/** Gets the first row, NULL when there is none. It lives as long as the result. */
CASS_EXPORT const CassRow* cass_result_first_row(const CassResult* result);

/** Tells whether there are further pages. */
CASS_EXPORT cass_bool_t cass_result_has_more_pages(const CassResult* result);

/** Gets where the next page starts. `CASS_ERROR_LIB_NO_PAGING_STATE` after the last page. */
CASS_EXPORT CassError cass_result_paging_state_token(
    const CassResult* result, const char** paging_state, size_t* paging_state_size);

/** Frees the error of a server. */
CASS_EXPORT void cass_error_result_free(const CassErrorResult* error_result);

/** Gets the error code. */
CASS_EXPORT CassError cass_error_result_code(const CassErrorResult* error_result);

/** Gets the consistency that was asked for, `CASS_CONSISTENCY_UNKNOWN` when the error has none. */
CASS_EXPORT CassConsistency cass_error_result_consistency(const CassErrorResult* error_result);

/** Gets how many replicas answered, or are alive. */
CASS_EXPORT cass_int32_t cass_error_result_responses_received(const CassErrorResult* error_result);

/** Gets how many replicas had to answer. */
CASS_EXPORT cass_int32_t cass_error_result_responses_required(const CassErrorResult* error_result);

/** Gets how many replicas failed. */
CASS_EXPORT cass_int32_t cass_error_result_num_failures(const CassErrorResult* error_result);

/** Tells whether the replica that was asked for data answered. */
CASS_EXPORT cass_bool_t cass_error_result_data_present(const CassErrorResult* error_result);

/** Gets what kind of write it was. */
CASS_EXPORT CassWriteType cass_error_result_write_type(const CassErrorResult* error_result);

/**
 * Gets the keyspace of the object. `CASS_ERROR_LIB_INVALID_ERROR_RESULT_TYPE` for errors without
 * one.
 */
CASS_EXPORT CassError cass_error_result_keyspace(
    const CassErrorResult* error_result, const char** keyspace, size_t* keyspace_length);

/** Gets the table of the object. `CASS_ERROR_LIB_INVALID_ERROR_RESULT_TYPE` for errors without one. */
CASS_EXPORT CassError cass_error_result_table(
    const CassErrorResult* error_result, const char** table, size_t* table_length);

/** Gets the function that failed. `CASS_ERROR_LIB_INVALID_ERROR_RESULT_TYPE` for errors without one. */
CASS_EXPORT CassError cass_error_result_function(
    const CassErrorResult* error_result, const char** function, size_t* function_length);

/** Gets the number of arguments of the function that failed. */
CASS_EXPORT size_t cass_error_num_arg_types(const CassErrorResult* error_result);

/** Gets the type of an argument of the function that failed. */
CASS_EXPORT CassError cass_error_result_arg_type(
    const CassErrorResult* error_result, size_t index, const char** arg_type,
    size_t* arg_type_length);

/** Frees an iterator; what it gave must not be used any more. */
CASS_EXPORT void cass_iterator_free(CassIterator* iterator);

/** Gets what an iterator goes over. */
CASS_EXPORT CassIteratorType cass_iterator_type(CassIterator* iterator);

/** Makes an iterator over the rows of a result. */
CASS_EXPORT CassIterator* cass_iterator_from_result(const CassResult* result);

/** Makes an iterator over the columns of a row. */
CASS_EXPORT CassIterator* cass_iterator_from_row(const CassRow* row);

/**
 * Makes an iterator over the elements of a collection (keys and values in turn for a map); NULL for
 * another value.
 */
CASS_EXPORT CassIterator* cass_iterator_from_collection(const CassValue* value);

/** Makes an iterator over the pairs of a map; NULL for another value. */
CASS_EXPORT CassIterator* cass_iterator_from_map(const CassValue* value);

/** Makes an iterator over the items of a tuple; NULL for another value. */
CASS_EXPORT CassIterator* cass_iterator_from_tuple(const CassValue* value);

/** Makes an iterator over the fields of a value of a user-defined type; NULL for another value. */
CASS_EXPORT CassIterator* cass_iterator_fields_from_user_type(const CassValue* value);

/**
 * Makes an iterator over the keyspaces of a snapshot, in the order of their names. Like all
 * iterators of a snapshot it must not be used after `cass_schema_meta_free`.
 */
CASS_EXPORT CassIterator* cass_iterator_keyspaces_from_schema_meta(
    const CassSchemaMeta* schema_meta);

/** Makes an iterator over the tables of a keyspace, in the order of their names. */
CASS_EXPORT CassIterator* cass_iterator_tables_from_keyspace_meta(
    const CassKeyspaceMeta* keyspace_meta);

/** Makes an iterator over the materialized views of a keyspace, in the order of their names. */
CASS_EXPORT CassIterator* cass_iterator_materialized_views_from_keyspace_meta(
    const CassKeyspaceMeta* keyspace_meta);

/** Makes an iterator over the user-defined types of a keyspace, in the order of their names. */
CASS_EXPORT CassIterator* cass_iterator_user_types_from_keyspace_meta(
    const CassKeyspaceMeta* keyspace_meta);

/** Makes an iterator over the functions of a keyspace, in the order of their full names. */
CASS_EXPORT CassIterator* cass_iterator_functions_from_keyspace_meta(
    const CassKeyspaceMeta* keyspace_meta);

/** Makes an iterator over the aggregates of a keyspace, in the order of their full names. */
CASS_EXPORT CassIterator* cass_iterator_aggregates_from_keyspace_meta(
    const CassKeyspaceMeta* keyspace_meta);

/**
 * Makes an iterator over the fields of a keyspace: the columns of its row in the system tables, in
 * the order of their names.
 */
CASS_EXPORT CassIterator* cass_iterator_fields_from_keyspace_meta(
    const CassKeyspaceMeta* keyspace_meta);

/** Makes an iterator over the columns of a table: the partition key, the clustering key, the others. */
CASS_EXPORT CassIterator* cass_iterator_columns_from_table_meta(const CassTableMeta* table_meta);

/** Makes an iterator over the indexes of a table, in the order of their names. */
CASS_EXPORT CassIterator* cass_iterator_indexes_from_table_meta(const CassTableMeta* table_meta);

/** Makes an iterator over the materialized views of a table, in the order of their names. */
CASS_EXPORT CassIterator* cass_iterator_materialized_views_from_table_meta(
    const CassTableMeta* table_meta);

/**
 * Makes an iterator over the fields of a table, which are its options and what else the server
 * keeps of it.
 */
CASS_EXPORT CassIterator* cass_iterator_fields_from_table_meta(const CassTableMeta* table_meta);

/**
 * Makes an iterator over the columns of a materialized view: the partition key, the clustering key,
 * the others.
 */
CASS_EXPORT CassIterator* cass_iterator_columns_from_materialized_view_meta(
    const CassMaterializedViewMeta* view_meta);

/** Makes an iterator over the fields of a materialized view. */
CASS_EXPORT CassIterator* cass_iterator_fields_from_materialized_view_meta(
    const CassMaterializedViewMeta* view_meta);

/** Makes an iterator over the fields of a column. */
CASS_EXPORT CassIterator* cass_iterator_fields_from_column_meta(const CassColumnMeta* column_meta);

/** Makes an iterator over the fields of an index. */
CASS_EXPORT CassIterator* cass_iterator_fields_from_index_meta(const CassIndexMeta* index_meta);

/** Makes an iterator over the fields of a function. */
CASS_EXPORT CassIterator* cass_iterator_fields_from_function_meta(
    const CassFunctionMeta* function_meta);

/** Makes an iterator over the fields of an aggregate. */
CASS_EXPORT CassIterator* cass_iterator_fields_from_aggregate_meta(
    const CassAggregateMeta* aggregate_meta);

/**
 * Goes to the next item; tells whether there was one. What the iterator gave before must not be
 * used any more.
 */
CASS_EXPORT cass_bool_t cass_iterator_next(CassIterator* iterator);

/** Gets the row that a result iterator is at. */
CASS_EXPORT const CassRow* cass_iterator_get_row(const CassIterator* iterator);

/** Gets the column that a row iterator is at. */
CASS_EXPORT const CassValue* cass_iterator_get_column(const CassIterator* iterator);

/** Gets the element that a collection or tuple iterator is at. */
CASS_EXPORT const CassValue* cass_iterator_get_value(const CassIterator* iterator);

/** Gets the key that a map iterator is at. */
CASS_EXPORT const CassValue* cass_iterator_get_map_key(const CassIterator* iterator);

/** Gets the value that a map iterator is at. */
CASS_EXPORT const CassValue* cass_iterator_get_map_value(const CassIterator* iterator);

/** Gets the name of the field that the iterator is at. */
CASS_EXPORT CassError cass_iterator_get_user_type_field_name(
    const CassIterator* iterator, const char** name, size_t* name_length);

/** Gets the value of the field that the iterator is at. */
CASS_EXPORT const CassValue* cass_iterator_get_user_type_field_value(const CassIterator* iterator);

/**
 * Gets the keyspace that an iterator is at; it belongs to the snapshot. NULL for another kind of
 * iterator.
 */
CASS_EXPORT const CassKeyspaceMeta* cass_iterator_get_keyspace_meta(const CassIterator* iterator);

/**
 * Gets the table that an iterator is at; it belongs to the snapshot. NULL for another kind of
 * iterator.
 */
CASS_EXPORT const CassTableMeta* cass_iterator_get_table_meta(const CassIterator* iterator);

/**
 * Gets the materialized view that an iterator is at; it belongs to the snapshot. NULL for another
 * kind of iterator.
 */
CASS_EXPORT const CassMaterializedViewMeta* cass_iterator_get_materialized_view_meta(
    const CassIterator* iterator);

/**
 * Gets the user-defined type that an iterator is at; it belongs to the snapshot. NULL for another
 * kind of iterator.
 */
CASS_EXPORT const CassDataType* cass_iterator_get_user_type(const CassIterator* iterator);

/**
 * Gets the function that an iterator is at; it belongs to the snapshot. NULL for another kind of
 * iterator.
 */
CASS_EXPORT const CassFunctionMeta* cass_iterator_get_function_meta(const CassIterator* iterator);

/**
 * Gets the aggregate that an iterator is at; it belongs to the snapshot. NULL for another kind of
 * iterator.
 */
CASS_EXPORT const CassAggregateMeta* cass_iterator_get_aggregate_meta(const CassIterator* iterator);

/**
 * Gets the column that an iterator is at; it belongs to the snapshot. NULL for another kind of
 * iterator.
 */
CASS_EXPORT const CassColumnMeta* cass_iterator_get_column_meta(const CassIterator* iterator);

/**
 * Gets the index that an iterator is at; it belongs to the snapshot. NULL for another kind of
 * iterator.
 */
CASS_EXPORT const CassIndexMeta* cass_iterator_get_index_meta(const CassIterator* iterator);

/**
 * Gets the name of the field that an iterator is at. `CASS_ERROR_LIB_BAD_PARAMS` for another kind
 * of iterator, and before the first field.
 */
CASS_EXPORT CassError cass_iterator_get_meta_field_name(
    const CassIterator* iterator, const char** name, size_t* name_length);

/**
 * Gets the value of the field that an iterator is at; it belongs to the snapshot. A null has the
 * type `CASS_VALUE_TYPE_UNKNOWN`. NULL for another kind of iterator.
 */
CASS_EXPORT const CassValue* cass_iterator_get_meta_field_value(const CassIterator* iterator);

/** Gets a column by its index; NULL out of range. */
CASS_EXPORT const CassValue* cass_row_get_column(const CassRow* row, size_t index);

/**
 * Gets a column by its name, in any case unless the name is in double quotes; NULL when there is
 * none.
 */
CASS_EXPORT const CassValue* cass_row_get_column_by_name(const CassRow* row, const char* name);

/** Does what `cass_row_get_column_by_name` does, with the lengths of texts. */
CASS_EXPORT const CassValue* cass_row_get_column_by_name_n(
    const CassRow* row, const char* name, size_t name_length);

/** Gets the type of a value. */
CASS_EXPORT const CassDataType* cass_value_data_type(const CassValue* value);

/** Gets a tinyint. */
CASS_EXPORT CassError cass_value_get_int8(const CassValue* value, cass_int8_t* output);

/** Gets a smallint. */
CASS_EXPORT CassError cass_value_get_int16(const CassValue* value, cass_int16_t* output);

/** Gets an int. */
CASS_EXPORT CassError cass_value_get_int32(const CassValue* value, cass_int32_t* output);

/** Gets a date, as days with 2^31 for 1970-01-01. */
CASS_EXPORT CassError cass_value_get_uint32(const CassValue* value, cass_uint32_t* output);

/** Gets a bigint, counter, timestamp (milliseconds) or time (nanoseconds). */
CASS_EXPORT CassError cass_value_get_int64(const CassValue* value, cass_int64_t* output);

/** Gets a float. */
CASS_EXPORT CassError cass_value_get_float(const CassValue* value, cass_float_t* output);

/** Gets a double. */
CASS_EXPORT CassError cass_value_get_double(const CassValue* value, cass_double_t* output);

/** Gets a boolean. */
CASS_EXPORT CassError cass_value_get_bool(const CassValue* value, cass_bool_t* output);

/** Gets a uuid or timeuuid. */
CASS_EXPORT CassError cass_value_get_uuid(const CassValue* value, CassUuid* output);

/** Gets an inet. */
CASS_EXPORT CassError cass_value_get_inet(const CassValue* value, CassInet* output);

/** Gets the bytes of a value of any type, not ended by a zero byte. They live as long as the result. */
CASS_EXPORT CassError cass_value_get_string(
    const CassValue* value, const char** output, size_t* output_size);

/** Gets the bytes of a value of any type. They live as long as the result. */
CASS_EXPORT CassError cass_value_get_bytes(
    const CassValue* value, const cass_byte_t** output, size_t* output_size);

/** Gets a decimal as a big-endian two's complement integer and its scale. */
CASS_EXPORT CassError cass_value_get_decimal(
    const CassValue* value, const cass_byte_t** varint, size_t* varint_size, cass_int32_t* scale);

/** Gets a duration. */
CASS_EXPORT CassError cass_value_get_duration(
    const CassValue* value, cass_int32_t* months, cass_int32_t* days, cass_int64_t* nanos);

/** Gets the kind of type of a value. */
CASS_EXPORT CassValueType cass_value_type(const CassValue* value);

/** Tells whether a value is null. */
CASS_EXPORT cass_bool_t cass_value_is_null(const CassValue* value);

/** Tells whether a value is a list, set or map. */
CASS_EXPORT cass_bool_t cass_value_is_collection(const CassValue* value);

/** Tells whether a value is a duration. */
CASS_EXPORT cass_bool_t cass_value_is_duration(const CassValue* value);

/**
 * Gets the number of elements of a collection, pairs of a map, items of a tuple or fields of a
 * user-defined type.
 */
CASS_EXPORT size_t cass_value_item_count(const CassValue* collection);

/** Gets the kind of the elements of a list or set, or of the keys of a map. */
CASS_EXPORT CassValueType cass_value_primary_sub_type(const CassValue* collection);

/** Gets the kind of the values of a map. */
CASS_EXPORT CassValueType cass_value_secondary_sub_type(const CassValue* collection);

/** Makes a generator with a random node. */
CASS_EXPORT CassUuidGen* cass_uuid_gen_new(void);

/** Makes a generator with a node of 48 bits. */
CASS_EXPORT CassUuidGen* cass_uuid_gen_new_with_node(cass_uint64_t node);

/** Frees a generator. */
CASS_EXPORT void cass_uuid_gen_free(CassUuidGen* uuid_gen);

/** Generates a version 1 UUID, later than all before. */
CASS_EXPORT void cass_uuid_gen_time(CassUuidGen* uuid_gen, CassUuid* output);

/** Generates a version 4 UUID. */
CASS_EXPORT void cass_uuid_gen_random(CassUuidGen* uuid_gen, CassUuid* output);

/** Generates a version 1 UUID of a time in milliseconds since the epoch. */
CASS_EXPORT void cass_uuid_gen_from_time(
    CassUuidGen* uuid_gen, cass_uint64_t timestamp, CassUuid* output);

/**
 * Makes the least version 1 UUID of a time in milliseconds since the epoch, as Cassandra orders
 * them.
 */
CASS_EXPORT void cass_uuid_min_from_time(cass_uint64_t time, CassUuid* output);

/**
 * Makes the greatest version 1 UUID of a time in milliseconds since the epoch, as Cassandra orders
 * them.
 */
CASS_EXPORT void cass_uuid_max_from_time(cass_uint64_t time, CassUuid* output);

/** Gets the time of a version 1 UUID in milliseconds since the epoch. */
CASS_EXPORT cass_uint64_t cass_uuid_timestamp(CassUuid uuid);

/** Gets the version of a UUID. */
CASS_EXPORT cass_uint8_t cass_uuid_version(CassUuid uuid);

/** Writes a UUID in its usual form into a buffer of `CASS_UUID_STRING_LENGTH` bytes. */
CASS_EXPORT void cass_uuid_string(CassUuid uuid, char* output);

/** Reads a UUID in its usual form of 36 characters. */
CASS_EXPORT CassError cass_uuid_from_string(const char* str, CassUuid* output);

/** Does what `cass_uuid_from_string` does, with the lengths of texts. */
CASS_EXPORT CassError cass_uuid_from_string_n(const char* str, size_t str_length, CassUuid* output);

/** Makes a generator that leaves timestamps to the server. */
CASS_EXPORT CassTimestampGen* cass_timestamp_gen_server_side_new(void);

/** Makes a generator of microseconds that never repeat or go back within a process. */
CASS_EXPORT CassTimestampGen* cass_timestamp_gen_monotonic_new(void);

/**
 * Makes a monotonic generator that warns when it runs ahead of the clock by a threshold in
 * microseconds, at most once per interval in milliseconds.
 */
CASS_EXPORT CassTimestampGen* cass_timestamp_gen_monotonic_new_with_settings(
    cass_int64_t warning_threshold_us, cass_int64_t warning_interval_ms);

/** Frees a generator. */
CASS_EXPORT void cass_timestamp_gen_free(CassTimestampGen* timestamp_gen);

/**
 * Makes the policy that tries again where that is likely to succeed, and harmless for the
 * idempotence of the request.
 */
CASS_EXPORT CassRetryPolicy* cass_retry_policy_default_new(void);

/**
 * Makes the policy that tries again at a lower consistency, and takes a write that some replica has
 * as done.
 */
CASS_EXPORT CASS_DEPRECATED(CassRetryPolicy* cass_retry_policy_downgrading_consistency_new(void));

/** Makes the policy that never tries again. */
CASS_EXPORT CassRetryPolicy* cass_retry_policy_fallthrough_new(void);

/**
 * Makes a policy that decides as another does and logs, at the level INFO, when a request is tried
 * again or an error ignored. The other is copied; NULL when it logs already.
 */
CASS_EXPORT CassRetryPolicy* cass_retry_policy_logging_new(CassRetryPolicy* child_retry_policy);

/** Frees a retry policy. */
CASS_EXPORT void cass_retry_policy_free(CassRetryPolicy* policy);

/**
 * Makes an empty custom payload: named bytes for the query handler of the server, which by default
 * ignores them.
 */
CASS_EXPORT CassCustomPayload* cass_custom_payload_new(void);

/** Frees a custom payload; statements that have it keep it. */
CASS_EXPORT void cass_custom_payload_free(CassCustomPayload* payload);

/** Sets an item of a custom payload, in the place of one of the same name. */
CASS_EXPORT void cass_custom_payload_set(
    CassCustomPayload* payload, const char* name, const cass_byte_t* value, size_t value_size);

/** Does what `cass_custom_payload_set` does, with the lengths of texts. */
CASS_EXPORT void cass_custom_payload_set_n(
    CassCustomPayload* payload, const char* name, size_t name_length, const cass_byte_t* value,
    size_t value_size);

/** Removes an item of a custom payload. */
CASS_EXPORT void cass_custom_payload_remove(CassCustomPayload* payload, const char* name);

/** Does what `cass_custom_payload_remove` does, with the lengths of texts. */
CASS_EXPORT void cass_custom_payload_remove_n(
    CassCustomPayload* payload, const char* name, size_t name_length);

/** Gets the name of a consistency; empty for an unknown one. */
CASS_EXPORT const char* cass_consistency_string(CassConsistency consistency);

/** Gets the name of a write type; empty for an unknown one. */
CASS_EXPORT const char* cass_write_type_string(CassWriteType write_type);

/** Gets what an error code means; empty for an unknown one. */
CASS_EXPORT const char* cass_error_desc(CassError error);

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(void cass_log_cleanup(void));

/** Sets the highest level that is logged, at any time. Default: `CASS_LOG_WARN`. */
CASS_EXPORT void cass_log_set_level(CassLogLevel log_level);

/**
 * Sets the function that gets log messages, on any thread; NULL restores the default, which writes
 * to standard error.
 */
CASS_EXPORT void cass_log_set_callback(CassLogCallback callback, void* data);

/** Does nothing; it is kept so that old programs link. */
CASS_EXPORT CASS_DEPRECATED(void cass_log_set_queue_size(size_t queue_size));

/** Gets the name of a log level; empty for an unknown one. */
CASS_EXPORT const char* cass_log_level_string(CassLogLevel log_level);

/** Makes an address of 4 bytes. */
CASS_EXPORT CassInet cass_inet_init_v4(const cass_uint8_t* address);

/** Makes an address of 16 bytes. */
CASS_EXPORT CassInet cass_inet_init_v6(const cass_uint8_t* address);

/** Writes an address in its usual form into a buffer of `CASS_INET_STRING_LENGTH` bytes. */
CASS_EXPORT void cass_inet_string(CassInet inet, char* output);

/** Reads an address in its usual form. */
CASS_EXPORT CassError cass_inet_from_string(const char* str, CassInet* output);

/** Does what `cass_inet_from_string` does, with the lengths of texts. */
CASS_EXPORT CassError cass_inet_from_string_n(const char* str, size_t str_length, CassInet* output);

/** Gets the date, as days with 2^31 for 1970-01-01, of seconds since the epoch. */
CASS_EXPORT cass_uint32_t cass_date_from_epoch(cass_int64_t epoch_secs);

/** Gets the time of the day, in nanoseconds, of seconds since the epoch. */
CASS_EXPORT cass_int64_t cass_time_from_epoch(cass_int64_t epoch_secs);

/** Gets the seconds since the epoch of a date and a time of the day. */
CASS_EXPORT cass_int64_t cass_date_time_to_epoch(cass_uint32_t date, cass_int64_t time);

/**
 * Takes memory from functions that allocate like `malloc`, `realloc` and `free`, from any thread.
 * It has to be the first call of the library, and counts once: memory is given back to where it
 * came from, so later calls and NULL change nothing. TLS takes its memory from the C library.
 */
CASS_EXPORT void cass_alloc_set_functions(
    CassMallocFunction malloc_func, CassReallocFunction realloc_func, CassFreeFunction free_func);

#ifdef __cplusplus
}
#endif

#endif
