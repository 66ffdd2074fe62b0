"""The texts that create tables and types."""

from __future__ import annotations

from cassandra import metadata
from cassandra.cqlengine._table_options import option_texts


def create_table_text(model):
    """Returns the ``CREATE TABLE`` of a model."""
    definitions = [column.get_column_def() for column in model._columns.values()]
    partition = ", ".join(column.cql for column in model._partition_keys.values())
    clustering = "".join(f", {column.cql}" for column in model._clustering_keys.values())
    definitions.append(f"PRIMARY KEY (({partition}){clustering})")
    text = f"CREATE TABLE {model.column_family_name()} ({', '.join(definitions)})"

    options = option_texts(model.__options__ or {})
    order = [f"{column.cql} {column.clustering_order or 'ASC'}" for column in model._clustering_keys.values()]
    if order:
        options = [f"CLUSTERING ORDER BY ({', '.join(order)})", *options]
    return f"{text} WITH {' AND '.join(options)}" if options else text


def create_type_text(type_model, keyspace):
    """Returns the ``CREATE TYPE`` of a user-defined type."""
    fields = type_model._fields.values()
    names, types = [field.db_field_name for field in fields], [field.db_type for field in fields]
    return metadata.UserType(keyspace, type_model.type_name(), names, types).as_cql_query()


def primary_key_text(partition, clustering):
    """Returns a primary key of names, for messages."""
    return f"PRIMARY KEY (({', '.join(partition)}){''.join(f', {name}' for name in clustering)})"
