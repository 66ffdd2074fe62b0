"""Creates and changes keyspaces, tables and user-defined types.

Changes of the schema must not run at the same time as others. The functions warn unless the environment variable
``CQLENG_ALLOW_SCHEMA_MANAGEMENT`` is set.
"""

from __future__ import annotations

import logging
import os
import warnings
from itertools import product

from cassandra import metadata
from cassandra._homes import open_up
from cassandra.cqlengine import CQLEngineException, columns, query
from cassandra.cqlengine._definition_text import create_table_text, create_type_text, primary_key_text
from cassandra.cqlengine._table_options import changed_options, option_texts
from cassandra.cqlengine.connection import execute, format_log_context, get_cluster
from cassandra.cqlengine.models import Model
from cassandra.cqlengine.usertype import UserType

CQLENG_ALLOW_SCHEMA_MANAGEMENT = "CQLENG_ALLOW_SCHEMA_MANAGEMENT"

log = logging.getLogger(__name__)


def _check_permission():
    if os.getenv(CQLENG_ALLOW_SCHEMA_MANAGEMENT):
        return
    message = (
        f"{CQLENG_ALLOW_SCHEMA_MANAGEMENT} environment variable is not set. Future versions of this package will "
        "require this variable to enable management functions."
    )
    warnings.warn(message, stacklevel=3)
    log.warning(message)


def _warn(message, keyspace, connection):
    message = format_log_context(message, connection, keyspace)
    warnings.warn(message, stacklevel=4)
    log.warning(message)


def _each(names, what):
    """Returns the names that are given, or ``None`` for the default."""
    if names and not isinstance(names, (list, tuple)):
        raise ValueError(f"{what} must be a list or a tuple.")
    return names or [None]


def create_keyspace_simple(name, replication_factor, durable_writes=True, connections=None):
    """Creates a keyspace with ``SimpleStrategy``, unless it exists.

    ``connections`` are names of connections, on each of which it is created.
    """
    _check_permission()
    options = {"replication_factor": replication_factor}
    _create_keyspace(name, durable_writes, "SimpleStrategy", options, connections)


def create_keyspace_network_topology(name, dc_replication_map, durable_writes=True, connections=None):
    """Creates a keyspace with ``NetworkTopologyStrategy`` and replication factors by data center, unless it exists.

    ``connections`` are names of connections, on each of which it is created.
    """
    _check_permission()
    _create_keyspace(name, durable_writes, "NetworkTopologyStrategy", dc_replication_map, connections)


def _create_keyspace(name, durable_writes, strategy, options, connections):
    for connection in _each(connections, "Connections"):
        if name in get_cluster(connection).metadata.keyspaces:
            log.info(format_log_context("Not creating keyspace %s because it already exists", connection), name)
            continue
        log.info(format_log_context("Creating keyspace %s", connection), name)
        keyspace = metadata.KeyspaceMetadata(name, durable_writes, strategy, options)
        execute(keyspace.as_cql_query(), connection=connection)


def drop_keyspace(name, connections=None):
    """Drops a keyspace if it exists, on each of the connections whose names are given."""
    _check_permission()
    for connection in _each(connections, "Connections"):
        if name in get_cluster(connection).metadata.keyspaces:
            execute(f"DROP KEYSPACE {metadata.protect_name(name)}", connection=connection)


def sync_table(model, keyspaces=None, connections=None):
    """Creates the table of a model and its user-defined types and indexes, or adds what they lack.

    Columns that the model does not have stay. A primary key cannot change: :exc:`CQLEngineException`. ``keyspaces``
    and ``connections`` are names that count instead of those of the model, each with each.
    """
    _check_permission()
    _check_model(model)
    if model.__abstract__:
        raise CQLEngineException("cannot create table from abstract model")
    for connection, keyspace in product(_each(connections, "connections"), _each(keyspaces, "keyspaces")):
        with query.ContextQuery(model, keyspace=keyspace) as context:
            _sync_table(context, connection or context._get_connection())


def _check_model(model):
    if not isinstance(model, type) or not issubclass(model, Model):
        raise CQLEngineException("Models must be derived from base Model.")


def _user_types(column):
    found: list = []
    columns.resolve_udts(column, found)
    return found


def _sync_table(model, connection):
    name, keyspace_name = model._raw_column_family_name(), model._get_keyspace()
    cluster = get_cluster(connection)
    if keyspace_name not in cluster.metadata.keyspaces:
        message = f"Keyspace '{keyspace_name}' for model {model} does not exist."
        raise CQLEngineException(format_log_context(message, connection))

    done: set = set()
    for column in model._columns.values():
        for user_type in _user_types(column):
            _sync_type(keyspace_name, user_type, done, connection)

    table = cluster.metadata.keyspaces[keyspace_name].tables.get(name)
    if table is None:
        log.debug(format_log_context("sync_table creating new table %s", connection, keyspace_name), name)
        execute(create_table_text(model), connection=connection)
    else:
        log.debug(format_log_context("sync_table checking existing table %s", connection, keyspace_name), name)
        _validate_pk(model, table)
        _add_columns(model, table, connection)
        _update_options(model, connection=connection)
    _create_indexes(model, _get_table_metadata(model, connection), connection)


def _validate_pk(model, table):
    partition = [column.db_field_name for column in model._partition_keys.values()]
    clustering = [column.db_field_name for column in model._clustering_keys.values()]
    table_partition = [column.name for column in table.partition_key]
    table_clustering = [column.name for column in table.clustering_key]
    if (partition, clustering) != (table_partition, table_clustering):
        raise CQLEngineException(
            f"Model {model} PRIMARY KEY composition does not match existing table {model.column_family_name()}. "
            f"Model: {primary_key_text(partition, clustering)}; "
            f"Table: {primary_key_text(table_partition, table_clustering)}. Update model or drop the table."
        )


def _add_columns(model, table, connection):
    name, keyspace = model.column_family_name(), model._get_keyspace()
    for column in model._columns.values():
        present = table.columns.get(column.db_field_name)
        if present is None:
            execute(f"ALTER TABLE {name} ADD {column.get_column_def()}", connection=connection)
        elif present.cql_type != column.db_type:
            message = (
                f'Existing table {name} has column "{column.db_field_name}" with a type ({present.cql_type}) differing '
                f"from the model type ({column.db_type}). Model should be updated."
            )
            _warn(message, keyspace, connection)
    unknown = set(table.columns) - {column.db_field_name for column in model._columns.values()}
    if unknown:
        message = format_log_context("Table %s has fields not referenced by model: %s", connection, keyspace)
        log.info(message, name, unknown)


def _create_indexes(model, table, connection):
    for column in model._columns.values():
        if column.index and not _get_index_name_by_column(table, column.db_field_name):
            execute(f"CREATE INDEX ON {model.column_family_name()} ({column.cql})", connection=connection)


def _get_index_name_by_column(table, column_name):
    """Returns the name of the index on a column, or on the values of a collection; ``None`` when there is none."""
    name = metadata.protect_name(column_name)
    for index in table.indexes.values():
        if dict(index.index_options).get("target") in (name, f"values({name})"):
            return index.name
    return None


def _get_table_metadata(model, connection=None):
    """Returns what the driver knows of the table of a model; ``KeyError`` when it does not exist."""
    keyspaces = get_cluster(connection).metadata.keyspaces
    return keyspaces[model._get_keyspace()].tables[model._raw_column_family_name()]


def _update_options(model, connection=None):
    """Gives the table the options of the model, and tells whether it had others."""
    log.debug(format_log_context("Checking %s for option differences", connection, model._get_keyspace()), model)
    changed = changed_options(model.__options__ or {}, _get_table_metadata(model, connection))
    if not changed:
        return False
    options = " AND ".join(option_texts(changed))
    execute(f"ALTER TABLE {model.column_family_name()} WITH {options}", connection=connection)
    return True


def sync_type(ks_name, type_model, connection=None):
    """Creates a user-defined type in a keyspace, and the types of its fields, or adds the fields that it lacks. Fields
    that the class does not have stay."""
    _check_permission()
    if not isinstance(type_model, type) or not issubclass(type_model, UserType):
        raise CQLEngineException("Types must be derived from base UserType.")
    _sync_type(ks_name, type_model, set(), connection)


def _sync_type(keyspace, type_model, done, connection):
    if type_model in done:
        return
    done.add(type_model)
    for field in type_model._fields.values():
        for user_type in _user_types(field):
            _sync_type(keyspace, user_type, done, connection)

    name = type_model.type_name()
    cluster = get_cluster(connection)
    present = cluster.metadata.keyspaces[keyspace].user_types.get(name)
    if present is None:
        log.debug(format_log_context("sync_type creating new type %s", connection, keyspace), name)
        execute(get_create_type(type_model, keyspace), connection=connection)
        cluster.refresh_user_type_metadata(keyspace, name)
    else:
        _add_fields(keyspace, type_model, present, connection)
    type_model.register_for_keyspace(keyspace, connection=connection)


def _add_fields(keyspace, type_model, present, connection):
    name = f"{keyspace}.{type_model.type_name()}"
    types = dict(zip(present.field_names, present.field_types))
    for field in type_model._fields.values():
        field_name = field.db_field_name
        if field_name not in types:
            execute(f"ALTER TYPE {name} ADD {field.get_column_def()}", connection=connection)
        elif types[field_name] != field.db_type:
            message = (
                f'Existing user type {name} has field "{field_name}" with a type ({types[field_name]}) differing from '
                f"the model user type ({field.db_type}). UserType should be updated."
            )
            _warn(message, keyspace, connection)
    unknown = set(types) - {field.db_field_name for field in type_model._fields.values()}
    if unknown:
        message = format_log_context("Type %s has fields not referenced by model: %s", connection, keyspace)
        log.info(message, name, unknown)


def get_create_type(type_model, keyspace):
    """Returns the ``CREATE TYPE`` of a user-defined type in a keyspace."""
    return create_type_text(type_model, keyspace)


def drop_table(model, keyspaces=None, connections=None):
    """Drops the table of a model if it exists. ``keyspaces`` and ``connections`` are names that count instead of those
    of the model, each with each."""
    _check_permission()
    _check_model(model)
    for connection, keyspace in product(_each(connections, "connections"), _each(keyspaces, "keyspaces")):
        with query.ContextQuery(model, keyspace=keyspace) as context:
            _drop_table(context, connection or context._get_connection())


def _drop_table(model, connection):
    try:
        _get_table_metadata(model, connection)
    except KeyError:
        return
    execute(f"DROP TABLE {model.column_family_name()};", connection=connection)


__getattr__ = open_up(__name__)
