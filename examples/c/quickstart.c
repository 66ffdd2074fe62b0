/* Connects, makes a table, inserts a row and selects it. */

#include <cassandra.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Waits for a future, frees it, and ends the program if it failed. */
static const CassResult* finish(CassFuture* future) {
  if (cass_future_error_code(future) != CASS_OK) {
    const char* message;
    size_t length;
    cass_future_error_message(future, &message, &length);
    fprintf(stderr, "error: %s: %.*s\n", cass_error_desc(cass_future_error_code(future)), (int)length,
            message);
    exit(EXIT_FAILURE);
  }
  const CassResult* result = cass_future_get_result(future);
  cass_future_free(future);
  return result;
}

static const CassResult* execute(CassSession* session, CassStatement* statement) {
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  return finish(future);
}

int main(void) {
  const char* contact = getenv("UNICQL_CONTACT_POINTS");
  if (!contact || !*contact) contact = "127.0.0.1:9042";
  size_t host_length = strcspn(contact, ":,");

  CassCluster* cluster = cass_cluster_new();
  CassSession* session = cass_session_new();
  cass_cluster_set_contact_points_n(cluster, contact, host_length);
  if (contact[host_length] == ':') cass_cluster_set_port(cluster, atoi(contact + host_length + 1));
  finish(cass_session_connect(session, cluster));

  cass_result_free(
      execute(session, cass_statement_new("CREATE KEYSPACE IF NOT EXISTS quickstart_c WITH replication = "
                                          "{'class': 'SimpleStrategy', 'replication_factor': 1}",
                                          0)));
  cass_result_free(execute(session, cass_statement_new("CREATE TABLE IF NOT EXISTS quickstart_c.greetings "
                                                       "(id int PRIMARY KEY, message text)",
                                                       0)));

  CassStatement* insert =
      cass_statement_new("INSERT INTO quickstart_c.greetings (id, message) VALUES (?, ?)", 2);
  cass_statement_bind_int32(insert, 0, 1);
  cass_statement_bind_string(insert, 1, "Hello from C");
  cass_result_free(execute(session, insert));

  CassStatement* select = cass_statement_new("SELECT message FROM quickstart_c.greetings WHERE id = ?", 1);
  cass_statement_bind_int32(select, 0, 1);
  const CassResult* result = execute(session, select);
  const char* message;
  size_t length;
  cass_value_get_string(cass_row_get_column(cass_result_first_row(result), 0), &message, &length);
  printf("%.*s\n", (int)length, message);

  cass_result_free(result);
  cass_session_free(session);
  cass_cluster_free(cluster);
  return EXIT_SUCCESS;
}
