#include <dse.h>
#include <stddef.h>

#include "check.h"

/* The numbers and layouts of the legacy header, measured with it. */
_Static_assert(sizeof(DseDateRangePrecision) == 4 && DSE_DATE_RANGE_PRECISION_UNBOUNDED == 255, "precision");
_Static_assert(DSE_DATE_RANGE_PRECISION_YEAR == 0 && DSE_DATE_RANGE_PRECISION_MILLISECOND == 6, "precision");
_Static_assert(sizeof(DseDateRangeBound) == 16 && offsetof(DseDateRangeBound, time_ms) == 8, "bound");
_Static_assert(sizeof(DseDateRange) == 40 && offsetof(DseDateRange, lower_bound) == 8, "range");

static CassTuple* tuple_of(const char* class_name) {
  CassDataType* item = cass_data_type_new(CASS_VALUE_TYPE_CUSTOM);
  CHECK_OK(cass_data_type_set_class_name(item, class_name));
  CassDataType* type = cass_data_type_new_tuple(1);
  CHECK_OK(cass_data_type_add_sub_type(type, item));
  CassTuple* tuple = cass_tuple_new_from_data_type(type);
  cass_data_type_free(type);
  cass_data_type_free(item);
  return tuple;
}

static void shapes_fit_their_own_types(void) {
  DseLineString* line = dse_line_string_new();
  DsePolygon* polygon = dse_polygon_new();
  DseDateRange range;
  CHECK(dse_date_range_init_single_date(&range, dse_date_range_bound_unbounded()) == &range);

  CassTuple* tuple = tuple_of("org.apache.cassandra.db.marshal.PointType");
  CHECK_OK(cass_tuple_set_dse_point(tuple, 0, 1.0, 2.0));
  CHECK_ERROR(cass_tuple_set_dse_point(tuple, 1, 1.0, 2.0), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_ERROR(cass_tuple_set_dse_line_string(tuple, 0, line), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_ERROR(cass_tuple_set_dse_polygon(tuple, 0, polygon), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_ERROR(cass_tuple_set_dse_date_range(tuple, 0, &range), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  cass_tuple_free(tuple);

  tuple = tuple_of("org.apache.cassandra.db.marshal.LineStringType");
  CHECK_OK(cass_tuple_set_dse_line_string(tuple, 0, line));
  cass_tuple_free(tuple);
  tuple = tuple_of("org.apache.cassandra.db.marshal.PolygonType");
  CHECK_OK(cass_tuple_set_dse_polygon(tuple, 0, polygon));
  cass_tuple_free(tuple);
  tuple = tuple_of("org.apache.cassandra.db.marshal.DateRangeType");
  CHECK_OK(cass_tuple_set_dse_date_range(tuple, 0, &range));
  cass_tuple_free(tuple);

  dse_line_string_free(line);
  dse_polygon_free(polygon);
}

static void a_point_is_read_from_text(void) {
  cass_double_t x = 0, y = 0;
  CHECK_OK(dse_point_from_wkt("POINT (1.5 -2)", &x, &y));
  CHECK(x == 1.5 && y == -2.0);
  CHECK_OK(dse_point_from_wkt_n("POINT (3 4) and more", 11, &x, &y));
  CHECK(x == 3.0 && y == 4.0);
  CHECK_ERROR(dse_point_from_wkt("POINT (3)", &x, &y), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(dse_point_from_wkt(NULL, &x, &y), CASS_ERROR_LIB_BAD_PARAMS);
}

static void a_line_string_has_no_single_point(void) {
  DseLineString* line = dse_line_string_new();
  dse_line_string_reserve(line, 2);
  CHECK_OK(dse_line_string_finish(line));
  CHECK_OK(dse_line_string_add_point(line, 0.0, 1.0));
  CHECK_ERROR(dse_line_string_finish(line), CASS_ERROR_LIB_INVALID_STATE);
  CHECK_OK(dse_line_string_add_point(line, 2.0, 3.0));
  CHECK_OK(dse_line_string_finish(line));
  dse_line_string_reset(line);
  CHECK_OK(dse_line_string_finish(line));
  dse_line_string_free(line);
}

static void a_line_string_is_read_from_text(void) {
  DseLineStringIterator* iterator = dse_line_string_iterator_new();
  cass_double_t x, y;
  CHECK_NUMBER(dse_line_string_iterator_num_points(iterator), 0);
  CHECK_ERROR(dse_line_string_iterator_next_point(iterator, &x, &y), CASS_ERROR_LIB_INVALID_STATE);
  CHECK_OK(dse_line_string_iterator_reset_with_wkt(iterator, "LINESTRING (0 1, 2 3, 4 5)"));
  CHECK_NUMBER(dse_line_string_iterator_num_points(iterator), 3);
  for (int i = 0; i < 3; ++i) {
    CHECK_OK(dse_line_string_iterator_next_point(iterator, &x, &y));
    CHECK(x == 2.0 * i && y == 2.0 * i + 1.0);
  }
  CHECK_ERROR(dse_line_string_iterator_next_point(iterator, &x, &y), CASS_ERROR_LIB_INVALID_STATE);
  CHECK_ERROR(dse_line_string_iterator_reset_with_wkt(iterator, "LINESTRING (0 1"),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(dse_line_string_iterator_reset_with_wkt(iterator, "LINESTRING EMPTY"));
  CHECK_NUMBER(dse_line_string_iterator_num_points(iterator), 0);
  dse_line_string_iterator_free(iterator);
}

static void rings_have_three_points_or_none(void) {
  DsePolygon* polygon = dse_polygon_new();
  dse_polygon_reserve(polygon, 2, 6);
  CHECK_ERROR(dse_polygon_add_point(polygon, 0.0, 0.0), CASS_ERROR_LIB_INVALID_STATE);
  CHECK_OK(dse_polygon_start_ring(polygon));
  CHECK_OK(dse_polygon_add_point(polygon, 0.0, 0.0));
  CHECK_OK(dse_polygon_add_point(polygon, 1.0, 0.0));
  CHECK_ERROR(dse_polygon_finish(polygon), CASS_ERROR_LIB_INVALID_STATE);
  CHECK_ERROR(dse_polygon_start_ring(polygon), CASS_ERROR_LIB_INVALID_STATE);
  CHECK_OK(dse_polygon_add_point(polygon, 0.0, 1.0));
  CHECK_OK(dse_polygon_start_ring(polygon));
  CHECK_OK(dse_polygon_finish(polygon));
  dse_polygon_reset(polygon);
  dse_polygon_free(polygon);
}

static void a_polygon_is_read_from_text(void) {
  DsePolygonIterator* iterator = dse_polygon_iterator_new();
  cass_uint32_t count;
  cass_double_t x, y;
  CHECK_OK(dse_polygon_iterator_reset_with_wkt(iterator, "POLYGON ((0 1, 2 3, 4 5), (6 7, 8 9))"));
  CHECK_NUMBER(dse_polygon_iterator_num_rings(iterator), 2);
  CHECK_ERROR(dse_polygon_iterator_next_point(iterator, &x, &y), CASS_ERROR_LIB_INVALID_STATE);
  int point = 0;
  for (int ring = 0; ring < 2; ++ring) {
    CHECK_OK(dse_polygon_iterator_next_num_points(iterator, &count));
    CHECK_NUMBER(count, 3 - ring);
    for (cass_uint32_t i = 0; i < count; ++i, ++point) {
      CHECK_ERROR(dse_polygon_iterator_next_num_points(iterator, &count), CASS_ERROR_LIB_INVALID_STATE);
      CHECK_OK(dse_polygon_iterator_next_point(iterator, &x, &y));
      CHECK(x == 2.0 * point && y == 2.0 * point + 1.0);
    }
  }
  CHECK_ERROR(dse_polygon_iterator_next_num_points(iterator, &count), CASS_ERROR_LIB_INVALID_STATE);
  CHECK_ERROR(dse_polygon_iterator_reset_with_wkt_n(iterator, "POLYGON EMPTY", 7), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(dse_polygon_iterator_reset_with_wkt(iterator, "POLYGON EMPTY"));
  CHECK_NUMBER(dse_polygon_iterator_num_rings(iterator), 0);
  dse_polygon_iterator_free(iterator);
}

static void date_ranges_keep_their_bounds(void) {
  DseDateRangeBound day = dse_date_range_bound_init(DSE_DATE_RANGE_PRECISION_DAY, 86400000);
  CHECK(!dse_date_range_bound_is_unbounded(day));
  CHECK(dse_date_range_bound_is_unbounded(dse_date_range_bound_unbounded()));
  DseDateRange range;
  CHECK(dse_date_range_init(&range, day, dse_date_range_bound_unbounded()) == &range);
  CHECK(!range.is_single_date);
  CHECK_NUMBER(range.lower_bound.time_ms, 86400000);
  CHECK_NUMBER(range.lower_bound.precision, DSE_DATE_RANGE_PRECISION_DAY);
  CHECK(dse_date_range_bound_is_unbounded(range.upper_bound));
  CHECK(dse_date_range_init_single_date(&range, day) == &range);
  CHECK(range.is_single_date);
}

static void there_is_no_kerberos(void) {
  CassCluster* cluster = cass_cluster_new();
  CassError none = CASS_ERROR_LIB_NOT_IMPLEMENTED;
  CHECK_ERROR(cass_cluster_set_dse_gssapi_authenticator(cluster, "dse", "user"), none);
  CHECK_ERROR(cass_cluster_set_dse_gssapi_authenticator_proxy(cluster, "dse", "user", "other"), none);
  CHECK_ERROR(cass_cluster_set_dse_gssapi_authenticator_n(cluster, "dse", 3, "user", 4), none);
  CHECK_ERROR(dse_gssapi_authenticator_set_lock_callbacks(NULL, NULL, NULL), none);
  cass_cluster_free(cluster);
}

int main(void) {
  RUN(shapes_fit_their_own_types, a_point_is_read_from_text, a_line_string_has_no_single_point,
      a_line_string_is_read_from_text, rings_have_three_points_or_none, a_polygon_is_read_from_text,
      date_ranges_keep_their_bounds, there_is_no_kerberos);
}
