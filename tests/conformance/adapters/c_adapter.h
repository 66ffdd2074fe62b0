/* What the files of the adapter for C share: values in their canonical form, and errors. See ../PROTOCOL.md.
 */

#ifndef C_ADAPTER_H
#define C_ADAPTER_H

#include <cassandra.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Where a value goes: a marker of a statement by index or name, the end of a collection, an item, a field. */
typedef struct Place_ {
  enum { MARKER, NAMED_MARKER, ELEMENT, ITEM, FIELD } kind;
  void* container;
  size_t index;
  const char* name;
} Place;

/* Puts a value in its canonical form where it goes. */
CassError put(Place place, json_t* type, json_t* value);

/* The canonical form of a value and of a type. */
json_t* value_of(const CassValue* value);
json_t* type_of(const CassDataType* type);

/* Bytes as hexadecimal digits; to be freed. */
char* hex_of(const unsigned char* bytes, size_t size);
/* The bytes of hexadecimal digits; to be freed. */
unsigned char* bytes_of(const char* hex, size_t* size);

/* The error of a future, and of a call that failed. `phase` is "connect", "bind" or "result". */
json_t* error_of(CassFuture* future, const char* phase);
json_t* error_of_code(CassError code, const char* phase);
/* A reply, and one with the error of a future, which is freed. */
json_t* ok(json_t* value);
json_t* failed(json_t* error);
json_t* failed_with(CassFuture* future, const char* phase);

const char* text_at(json_t* object, const char* key);
bool is_given(json_t* object, const char* key);

/* The operations on sessions, which are numbered from 1. */
json_t* connect_session(json_t* request);
json_t* close_session(json_t* request);
void free_sessions(void);
CassSession* session_of(json_t* request);
/* Finds a prepared statement of the session, or prepares it; gives NULL and the reply when that fails. */
const CassPrepared* prepared_of(json_t* request, json_t* text, json_t** reply);

/* What a user acts on. */
const char* cause_of(CassFuture* future);

#endif
