"""What tables consist of: columns, indexes, triggers, and the extensions that programs know."""

from __future__ import annotations

from typing import Any, ClassVar

from cassandra._names import protect_name, protect_value, qualified
from cassandra.encoder import Encoder

_encoder = Encoder()


class ColumnMetadata:
    """A column of a table or view. ``cql_type`` is CQL; ``is_reversed`` tells of a descending clustering order."""

    table: Any = None
    name: Any = None
    cql_type: Any = None
    is_static = False
    is_reversed = False
    _cass_type: Any = None

    def __init__(self, table_metadata, column_name, cql_type, is_static=False, is_reversed=False):
        self.table = table_metadata
        self.name = column_name
        self.cql_type = cql_type
        self.is_static = is_static
        self.is_reversed = is_reversed

    def __str__(self):
        return f"{self.name} {self.cql_type}"


class IndexMetadata:
    """A secondary index. ``kind`` is ``COMPOSITES``, ``KEYS`` or ``CUSTOM``; of its options, ``target`` is what is
    indexed."""

    keyspace_name: Any = None
    table_name: Any = None
    name: Any = None
    kind: Any = None
    index_options: Any = {}  # noqa: RUF012

    def __init__(self, keyspace_name, table_name, index_name, kind, index_options):
        self.keyspace_name = keyspace_name
        self.table_name = table_name
        self.name = index_name
        self.kind = kind
        self.index_options = index_options

    def as_cql_query(self):
        """Returns the ``CREATE INDEX`` of this index."""
        options = dict(self.index_options)
        target = options.pop("target")
        place = f"{protect_name(self.name)} ON {qualified(self.keyspace_name, self.table_name)} ({target})"
        if self.kind != "CUSTOM":
            return f"CREATE INDEX {place}"
        statement = f"CREATE CUSTOM INDEX {place} USING '{options.pop('class_name')}'"
        if options:
            statement += f" WITH OPTIONS = {_encoder.cql_encode_all_types(options)}"
        return statement

    def export_as_string(self):
        """Returns the statement that makes this index again."""
        return self.as_cql_query() + ";"


class TriggerMetadata:
    """A trigger of a table. Of its options, ``class`` is the Java class that runs."""

    table: Any = None
    name: Any = None
    options: Any = None

    def __init__(self, table_metadata, trigger_name, options=None):
        self.table = table_metadata
        self.name = trigger_name
        self.options = options

    def as_cql_query(self):
        """Returns the ``CREATE TRIGGER`` of this trigger."""
        table = qualified(self.table.keyspace_name, self.table.name)
        java_class = protect_value((self.options or {})["class"])
        return f"CREATE TRIGGER {protect_name(self.name)} ON {table} USING {java_class}"

    def export_as_string(self):
        """Returns the statement that makes this trigger again."""
        return self.as_cql_query() + ";"


class VertexMetadata:
    """The label of a table that holds the vertices of a graph of DataStax Enterprise."""

    keyspace_name: Any = None
    table_name: Any = None
    label_name: Any = None

    def __init__(self, keyspace_name, table_name, label_name):
        self.keyspace_name = keyspace_name
        self.table_name = table_name
        self.label_name = label_name


class EdgeMetadata:
    """The label of a table that holds the edges of a graph of DataStax Enterprise, and the vertices at both ends."""

    keyspace_name: Any = None
    table_name: Any = None
    label_name: Any = None
    from_table: Any = None
    from_label: Any = None
    from_partition_key_columns: Any = None
    from_clustering_columns: Any = None
    to_table: Any = None
    to_label: Any = None
    to_partition_key_columns: Any = None
    to_clustering_columns: Any = None

    def __init__(
        self,
        keyspace_name,
        table_name,
        label_name,
        from_table,
        from_label,
        from_partition_key_columns,
        from_clustering_columns,
        to_table,
        to_label,
        to_partition_key_columns,
        to_clustering_columns,
    ):
        self.keyspace_name = keyspace_name
        self.table_name = table_name
        self.label_name = label_name
        self.from_table = from_table
        self.from_label = from_label
        self.from_partition_key_columns = from_partition_key_columns
        self.from_clustering_columns = from_clustering_columns
        self.to_table = to_table
        self.to_label = to_label
        self.to_partition_key_columns = to_partition_key_columns
        self.to_clustering_columns = to_clustering_columns


class TableExtensionInterface:
    """What makes CQL of an extension of a table."""

    @classmethod
    def after_table_cql(cls, table_meta, ext_key, ext_blob):
        """Returns statements, with their semicolons, that are to follow the one that makes the table."""


class _RegisteredExtensionType(type):
    _extension_registry: ClassVar[dict[str, Any]] = {}

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if bases != (TableExtensionInterface,):
            cls._extension_registry[cls.name] = cls  # type: ignore[attr-defined]


class RegisteredTableExtension(TableExtensionInterface, metaclass=_RegisteredExtensionType):
    """Base of classes that serve the extension of their ``name``: the key in ``system_schema.tables.extensions``."""

    name: Any = None


class RLACTableExtension(RegisteredTableExtension):
    """Row-level access control of DataStax Enterprise."""

    name = "DSE_RLACA"

    @classmethod
    def after_table_cql(cls, table_meta, ext_key, ext_blob):
        table = qualified(table_meta.keyspace_name, table_meta.name)
        return f"RESTRICT ROWS ON {table} USING {protect_name(ext_blob.decode())};"


def extension_statements(table):
    """Returns what the registered extensions of a table or view make of it."""
    for key, extension in _RegisteredExtensionType._extension_registry.items():
        if table.extensions and key in table.extensions:
            statement = extension.after_table_cql(table, key, table.extensions[key])
            if statement:
                yield statement
