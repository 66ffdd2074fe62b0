/* Rendered from bindings/c/surface.json by `unicql-dev generate`. */

/**
 * What DataStax Enterprise has beyond `cassandra.h`: its authentication, requests on behalf of others, shapes and
 * date ranges. Kerberos is not spoken: its functions are there for programs that link against them.
 */

#ifndef DSE_H_INCLUDED
#define DSE_H_INCLUDED

#include <cassandra.h>

#define DSE_EXPORT CASS_EXPORT
#define DSE_DEPRECATED CASS_DEPRECATED

#define DSE_VERSION_MAJOR CASS_VERSION_MAJOR
#define DSE_VERSION_MINOR CASS_VERSION_MINOR
#define DSE_VERSION_PATCH CASS_VERSION_PATCH
#define DSE_VERSION_SUFFIX CASS_VERSION_SUFFIX

#ifdef __cplusplus
extern "C" {
#endif

/** What of a time counts. */
typedef enum DseDateRangePrecision_ {
  DSE_DATE_RANGE_PRECISION_UNBOUNDED = 0xFF,
  DSE_DATE_RANGE_PRECISION_YEAR = 0,
  DSE_DATE_RANGE_PRECISION_MONTH = 1,
  DSE_DATE_RANGE_PRECISION_DAY = 2,
  DSE_DATE_RANGE_PRECISION_HOUR = 3,
  DSE_DATE_RANGE_PRECISION_MINUTE = 4,
  DSE_DATE_RANGE_PRECISION_SECOND = 5,
  DSE_DATE_RANGE_PRECISION_MILLISECOND = 6
} DseDateRangePrecision;

/** One end of a date range: milliseconds since the epoch, and what of them counts. */
typedef struct DseDateRangeBound_ {
  DseDateRangePrecision precision;
  cass_int64_t time_ms;
} DseDateRangeBound;

/** A date range; of a single date, the lower bound is the date. */
typedef struct DseDateRange_ {
  cass_bool_t is_single_date;
  DseDateRangeBound lower_bound;
  DseDateRangeBound upper_bound;
} DseDateRange;

/** Points that are joined by lines. */
typedef struct DseLineString_ DseLineString;
/** Reads the points of a line string. */
typedef struct DseLineStringIterator_ DseLineStringIterator;
/** Rings of points. */
typedef struct DsePolygon_ DsePolygon;
/** Reads the rings of a polygon. */
typedef struct DsePolygonIterator_ DsePolygonIterator;

/** Guards a Kerberos library that is not safe for threads; never called. */
typedef void (*DseGssapiAuthenticatorLockCallback)(void* data);
typedef void (*DseGssapiAuthenticatorUnlockCallback)(void* data);

/**
 * Returns `CASS_ERROR_LIB_NOT_IMPLEMENTED`, as a build without Kerberos does, and changes nothing.
 * Authenticate with a name and a password, or with `cass_cluster_set_authenticator_callbacks` and a
 * GSSAPI library of the program's own.
 */
CASS_EXPORT CassError cass_cluster_set_dse_gssapi_authenticator(
    CassCluster* cluster, const char* service, const char* principal);

/** Does what `cass_cluster_set_dse_gssapi_authenticator` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_dse_gssapi_authenticator_n(
    CassCluster* cluster, const char* service, size_t service_length, const char* principal,
    size_t principal_length);

/** Returns `CASS_ERROR_LIB_NOT_IMPLEMENTED`, as `cass_cluster_set_dse_gssapi_authenticator` does. */
CASS_EXPORT CassError cass_cluster_set_dse_gssapi_authenticator_proxy(
    CassCluster* cluster, const char* service, const char* principal, const char* authorization_id);

/** Does what `cass_cluster_set_dse_gssapi_authenticator_proxy` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_dse_gssapi_authenticator_proxy_n(
    CassCluster* cluster, const char* service, size_t service_length, const char* principal,
    size_t principal_length, const char* authorization_id, size_t authorization_id_length);

/** Does what `cass_cluster_set_credentials` does, which authenticates with DSE, too. */
CASS_EXPORT CassError cass_cluster_set_dse_plaintext_authenticator(
    CassCluster* cluster, const char* username, const char* password);

/** Does what `cass_cluster_set_dse_plaintext_authenticator` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_dse_plaintext_authenticator_n(
    CassCluster* cluster, const char* username, size_t username_length, const char* password,
    size_t password_length);

/**
 * Sets the user name and password of plain-text authentication, and whom a server that allows it
 * takes the user for.
 */
CASS_EXPORT CassError cass_cluster_set_dse_plaintext_authenticator_proxy(
    CassCluster* cluster, const char* username, const char* password, const char* authorization_id);

/** Does what `cass_cluster_set_dse_plaintext_authenticator_proxy` does, with the lengths of texts. */
CASS_EXPORT CassError cass_cluster_set_dse_plaintext_authenticator_proxy_n(
    CassCluster* cluster, const char* username, size_t username_length, const char* password,
    size_t password_length, const char* authorization_id, size_t authorization_id_length);

/**
 * Executes the statement as another user, if DSE allows it. The name travels as the item
 * `ProxyExecute` of the custom payload.
 */
CASS_EXPORT CassError cass_statement_set_execute_as(CassStatement* statement, const char* name);

/** Does what `cass_statement_set_execute_as` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_set_execute_as_n(
    CassStatement* statement, const char* name, size_t name_length);

/** Binds a point of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_point(
    CassStatement* statement, size_t index, cass_double_t x, cass_double_t y);

/** Binds a point of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_point_by_name(
    CassStatement* statement, const char* name, cass_double_t x, cass_double_t y);

/** Does what `cass_statement_bind_dse_point_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_dse_point_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, cass_double_t x,
    cass_double_t y);

/** Binds a line string of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_line_string(
    CassStatement* statement, size_t index, const DseLineString* line_string);

/** Binds a line string of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_line_string_by_name(
    CassStatement* statement, const char* name, const DseLineString* line_string);

/** Does what `cass_statement_bind_dse_line_string_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_dse_line_string_by_name_n(
    CassStatement* statement, const char* name, size_t name_length,
    const DseLineString* line_string);

/** Binds a polygon of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_polygon(
    CassStatement* statement, size_t index, const DsePolygon* polygon);

/** Binds a polygon of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_polygon_by_name(
    CassStatement* statement, const char* name, const DsePolygon* polygon);

/** Does what `cass_statement_bind_dse_polygon_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_dse_polygon_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const DsePolygon* polygon);

/** Binds a date range of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_date_range(
    CassStatement* statement, size_t index, const DseDateRange* range);

/** Binds a date range of DSE to the parameter. */
CASS_EXPORT CassError cass_statement_bind_dse_date_range_by_name(
    CassStatement* statement, const char* name, const DseDateRange* range);

/** Does what `cass_statement_bind_dse_date_range_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_statement_bind_dse_date_range_by_name_n(
    CassStatement* statement, const char* name, size_t name_length, const DseDateRange* range);

/**
 * Executes the batch as another user, if DSE allows it. The name travels as the item `ProxyExecute`
 * of the custom payload.
 */
CASS_EXPORT CassError cass_batch_set_execute_as(CassBatch* batch, const char* name);

/** Does what `cass_batch_set_execute_as` does, with the lengths of texts. */
CASS_EXPORT CassError cass_batch_set_execute_as_n(
    CassBatch* batch, const char* name, size_t name_length);

/** Appends a point of DSE to the collection. */
CASS_EXPORT CassError cass_collection_append_dse_point(
    CassCollection* collection, cass_double_t x, cass_double_t y);

/** Appends a line string of DSE to the collection. */
CASS_EXPORT CassError cass_collection_append_dse_line_string(
    CassCollection* collection, const DseLineString* line_string);

/** Appends a polygon of DSE to the collection. */
CASS_EXPORT CassError cass_collection_append_dse_polygon(
    CassCollection* collection, const DsePolygon* polygon);

/** Appends a date range of DSE to the collection. */
CASS_EXPORT CassError cass_collection_append_dse_date_range(
    CassCollection* collection, const DseDateRange* range);

/** Sets the item of the tuple to a point of DSE. */
CASS_EXPORT CassError cass_tuple_set_dse_point(
    CassTuple* tuple, size_t index, cass_double_t x, cass_double_t y);

/** Sets the item of the tuple to a line string of DSE. */
CASS_EXPORT CassError cass_tuple_set_dse_line_string(
    CassTuple* tuple, size_t index, const DseLineString* line_string);

/** Sets the item of the tuple to a polygon of DSE. */
CASS_EXPORT CassError cass_tuple_set_dse_polygon(
    CassTuple* tuple, size_t index, const DsePolygon* polygon);

/** Sets the item of the tuple to a date range of DSE. */
CASS_EXPORT CassError cass_tuple_set_dse_date_range(
    CassTuple* tuple, size_t index, const DseDateRange* range);

/** Sets the field to a point of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_point(
    CassUserType* user_type, size_t index, cass_double_t x, cass_double_t y);

/** Sets the field to a point of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_point_by_name(
    CassUserType* user_type, const char* name, cass_double_t x, cass_double_t y);

/** Does what `cass_user_type_set_dse_point_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_dse_point_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, cass_double_t x,
    cass_double_t y);

/** Sets the field to a line string of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_line_string(
    CassUserType* user_type, size_t index, const DseLineString* line_string);

/** Sets the field to a line string of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_line_string_by_name(
    CassUserType* user_type, const char* name, const DseLineString* line_string);

/** Does what `cass_user_type_set_dse_line_string_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_dse_line_string_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length,
    const DseLineString* line_string);

/** Sets the field to a polygon of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_polygon(
    CassUserType* user_type, size_t index, const DsePolygon* polygon);

/** Sets the field to a polygon of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_polygon_by_name(
    CassUserType* user_type, const char* name, const DsePolygon* polygon);

/** Does what `cass_user_type_set_dse_polygon_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_dse_polygon_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const DsePolygon* polygon);

/** Sets the field to a date range of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_date_range(
    CassUserType* user_type, size_t index, const DseDateRange* range);

/** Sets the field to a date range of DSE. */
CASS_EXPORT CassError cass_user_type_set_dse_date_range_by_name(
    CassUserType* user_type, const char* name, const DseDateRange* range);

/** Does what `cass_user_type_set_dse_date_range_by_name` does, with the lengths of texts. */
CASS_EXPORT CassError cass_user_type_set_dse_date_range_by_name_n(
    CassUserType* user_type, const char* name, size_t name_length, const DseDateRange* range);

/**
 * Gets a point. `CASS_ERROR_LIB_INVALID_VALUE_TYPE` for a value that is not of a custom type,
 * `CASS_ERROR_LIB_INVALID_CUSTOM_TYPE` for one of another class, `CASS_ERROR_LIB_NULL_VALUE` for
 * null, `CASS_ERROR_LIB_NOT_ENOUGH_DATA` and `CASS_ERROR_LIB_INVALID_DATA` for bytes that make
 * none.
 */
CASS_EXPORT CassError cass_value_get_dse_point(
    const CassValue* value, cass_double_t* x, cass_double_t* y);

/**
 * Gets a date range. `CASS_ERROR_LIB_INVALID_VALUE_TYPE` for a value that is not of a custom type,
 * `CASS_ERROR_LIB_INVALID_CUSTOM_TYPE` for one of another class, `CASS_ERROR_LIB_NULL_VALUE` for
 * null, `CASS_ERROR_LIB_NOT_ENOUGH_DATA` and `CASS_ERROR_LIB_INVALID_DATA` for bytes that make
 * none.
 */
CASS_EXPORT CassError cass_value_get_dse_date_range(const CassValue* value, DseDateRange* range);

/** Makes a bound of a time, in milliseconds since the epoch, and what of it counts. */
CASS_EXPORT DseDateRangeBound dse_date_range_bound_init(
    DseDateRangePrecision precision, cass_int64_t time_ms);

/** Makes a bound that bounds nothing. */
CASS_EXPORT DseDateRangeBound dse_date_range_bound_unbounded(void);

/** Tells whether a bound bounds nothing. */
CASS_EXPORT cass_bool_t dse_date_range_bound_is_unbounded(DseDateRangeBound bound);

/** Makes a range of two bounds, and gives it back. */
CASS_EXPORT DseDateRange* dse_date_range_init(
    DseDateRange* range, DseDateRangeBound lower_bound, DseDateRangeBound upper_bound);

/** Makes a range that is one date, and gives it back. Its upper bound is left unbounded. */
CASS_EXPORT DseDateRange* dse_date_range_init_single_date(
    DseDateRange* range, DseDateRangeBound date);

/** Reads a point as `POINT (1 2)`. `CASS_ERROR_LIB_BAD_PARAMS` for what is none. */
CASS_EXPORT CassError dse_point_from_wkt(const char* wkt, cass_double_t* x, cass_double_t* y);

/** Does what `dse_point_from_wkt` does, with the lengths of texts. */
CASS_EXPORT CassError dse_point_from_wkt_n(
    const char* wkt, size_t wkt_length, cass_double_t* x, cass_double_t* y);

/** Makes an empty line string. Free it with `dse_line_string_free`. */
CASS_EXPORT DseLineString* dse_line_string_new(void);

/** Frees a line string. */
CASS_EXPORT void dse_line_string_free(DseLineString* line_string);

/** Takes every point away, so that another line string can be built. */
CASS_EXPORT void dse_line_string_reset(DseLineString* line_string);

/** Makes room for a number of points at once. */
CASS_EXPORT void dse_line_string_reserve(DseLineString* line_string, cass_uint32_t num_points);

/** Adds a point at the end. */
CASS_EXPORT CassError dse_line_string_add_point(
    DseLineString* line_string, cass_double_t x, cass_double_t y);

/** Ends the line string, before it is bound. `CASS_ERROR_LIB_INVALID_STATE` when it has one point. */
CASS_EXPORT CassError dse_line_string_finish(DseLineString* line_string);

/** Makes an iterator without points. Free it with `dse_line_string_iterator_free`. */
CASS_EXPORT DseLineStringIterator* dse_line_string_iterator_new(void);

/** Frees an iterator. */
CASS_EXPORT void dse_line_string_iterator_free(DseLineStringIterator* iterator);

/**
 * Begins with the points of a value, which are copied. `CASS_ERROR_LIB_INVALID_VALUE_TYPE` for a
 * value that is not of a custom type, `CASS_ERROR_LIB_INVALID_CUSTOM_TYPE` for one of another
 * class, `CASS_ERROR_LIB_NULL_VALUE` for null, `CASS_ERROR_LIB_NOT_ENOUGH_DATA` and
 * `CASS_ERROR_LIB_INVALID_DATA` for bytes that make none.
 */
CASS_EXPORT CassError dse_line_string_iterator_reset(
    DseLineStringIterator* iterator, const CassValue* value);

/**
 * Begins with the points of a text like `LINESTRING (1 2, 3 4)`, which are copied.
 * `CASS_ERROR_LIB_BAD_PARAMS` for what is none.
 */
CASS_EXPORT CassError dse_line_string_iterator_reset_with_wkt(
    DseLineStringIterator* iterator, const char* wkt);

/** Does what `dse_line_string_iterator_reset_with_wkt` does, with the lengths of texts. */
CASS_EXPORT CassError dse_line_string_iterator_reset_with_wkt_n(
    DseLineStringIterator* iterator, const char* wkt, size_t wkt_length);

/** Gets the number of points. */
CASS_EXPORT cass_uint32_t dse_line_string_iterator_num_points(
    const DseLineStringIterator* iterator);

/** Gets the next point. `CASS_ERROR_LIB_INVALID_STATE` when there are no more. */
CASS_EXPORT CassError dse_line_string_iterator_next_point(
    DseLineStringIterator* iterator, cass_double_t* x, cass_double_t* y);

/** Makes an empty polygon. Free it with `dse_polygon_free`. */
CASS_EXPORT DsePolygon* dse_polygon_new(void);

/** Frees a polygon. */
CASS_EXPORT void dse_polygon_free(DsePolygon* polygon);

/** Takes every ring away, so that another polygon can be built. */
CASS_EXPORT void dse_polygon_reset(DsePolygon* polygon);

/** Makes room for a number of rings at once. */
CASS_EXPORT void dse_polygon_reserve(
    DsePolygon* polygon, cass_uint32_t num_rings, cass_uint32_t total_num_points);

/**
 * Begins a ring, the outer one first. `CASS_ERROR_LIB_INVALID_STATE` when the one before has one or
 * two points.
 */
CASS_EXPORT CassError dse_polygon_start_ring(DsePolygon* polygon);

/**
 * Adds a point to the ring; the last one of a ring is its first again.
 * `CASS_ERROR_LIB_INVALID_STATE` before a ring was begun.
 */
CASS_EXPORT CassError dse_polygon_add_point(DsePolygon* polygon, cass_double_t x, cass_double_t y);

/**
 * Ends the polygon, before it is bound. `CASS_ERROR_LIB_INVALID_STATE` when the last ring has one
 * or two points.
 */
CASS_EXPORT CassError dse_polygon_finish(DsePolygon* polygon);

/** Makes an iterator without rings. Free it with `dse_polygon_iterator_free`. */
CASS_EXPORT DsePolygonIterator* dse_polygon_iterator_new(void);

/** Frees an iterator. */
CASS_EXPORT void dse_polygon_iterator_free(DsePolygonIterator* iterator);

/**
 * Begins with the rings of a value, which are copied. `CASS_ERROR_LIB_INVALID_VALUE_TYPE` for a
 * value that is not of a custom type, `CASS_ERROR_LIB_INVALID_CUSTOM_TYPE` for one of another
 * class, `CASS_ERROR_LIB_NULL_VALUE` for null, `CASS_ERROR_LIB_NOT_ENOUGH_DATA` and
 * `CASS_ERROR_LIB_INVALID_DATA` for bytes that make none.
 */
CASS_EXPORT CassError dse_polygon_iterator_reset(
    DsePolygonIterator* iterator, const CassValue* value);

/**
 * Begins with the rings of a text like `POLYGON ((1 2, 3 4, 5 6, 1 2))`, which are copied.
 * `CASS_ERROR_LIB_BAD_PARAMS` for what is none.
 */
CASS_EXPORT CassError dse_polygon_iterator_reset_with_wkt(
    DsePolygonIterator* iterator, const char* wkt);

/** Does what `dse_polygon_iterator_reset_with_wkt` does, with the lengths of texts. */
CASS_EXPORT CassError dse_polygon_iterator_reset_with_wkt_n(
    DsePolygonIterator* iterator, const char* wkt, size_t wkt_length);

/** Gets the number of rings. */
CASS_EXPORT cass_uint32_t dse_polygon_iterator_num_rings(const DsePolygonIterator* iterator);

/**
 * Gets the number of points of the next ring, which come next. `CASS_ERROR_LIB_INVALID_STATE`
 * before all points of a ring were read, and after the last ring.
 */
CASS_EXPORT CassError dse_polygon_iterator_next_num_points(
    DsePolygonIterator* iterator, cass_uint32_t* num_points);

/** Gets the next point of the ring. `CASS_ERROR_LIB_INVALID_STATE` when there are no more. */
CASS_EXPORT CassError dse_polygon_iterator_next_point(
    DsePolygonIterator* iterator, cass_double_t* x, cass_double_t* y);

/**
 * Returns `CASS_ERROR_LIB_NOT_IMPLEMENTED`: there is no Kerberos library to be guarded, so nothing
 * is ever locked.
 */
CASS_EXPORT CassError dse_gssapi_authenticator_set_lock_callbacks(
    DseGssapiAuthenticatorLockCallback lock_callback,
    DseGssapiAuthenticatorUnlockCallback unlock_callback, void* data);

#ifdef __cplusplus
}
#endif

#endif
