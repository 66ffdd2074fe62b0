"""Reads the graphs of DataStax Enterprise 6.8 and later with the rest of the schema."""

from __future__ import annotations

import logging
import sys

from cassandra._schema_parser import SchemaParserDSE67
from cassandra._schema_rows import where
from cassandra._table import TableMetadataDSE68
from cassandra._table_parts import EdgeMetadata, VertexMetadata

log = logging.getLogger("cassandra.metadata")


class SchemaParserDSE68(SchemaParserDSE67):
    """Reads the schema of DataStax Enterprise 6.8 and later."""

    _SELECT_VERTICES = "SELECT * FROM system_schema.vertices"
    _SELECT_EDGES = "SELECT * FROM system_schema.edges"
    _KINDS = (*SchemaParserDSE67._KINDS, "vertices", "edges")
    _table_metadata_class = TableMetadataDSE68

    def _fill(self, keyspace, rows):
        super()._fill(keyspace, rows)
        try:
            # Edges take the labels of the vertices at their ends.
            for kind, add in (("vertices", self._add_vertex), ("edges", self._add_edge)):
                for row in rows.of_keyspace(kind, keyspace.name):
                    add(keyspace.tables, keyspace.tables[row["table_name"]], row)
        except Exception:
            for table in keyspace.tables.values():
                table.vertex = table.edge = None
            keyspace._exc_info = sys.exc_info()
            log.exception("Error while parsing graph metadata for keyspace %s", keyspace.name)

    def get_table(self, keyspaces, keyspace, table):
        found = super().get_table(keyspaces, keyspace, table)
        if not isinstance(found, TableMetadataDSE68):
            return found
        condition = where(keyspace_name=keyspace, table_name=table)
        rows = self._read({"vertices": condition, "edges": condition})
        try:
            tables = {**keyspaces[keyspace].tables, table: found}
            for row in rows.all("vertices"):
                self._add_vertex(tables, found, row)
            for row in rows.all("edges"):
                self._add_edge(tables, found, row)
        except Exception:
            found.vertex = found.edge = None
            found._exc_info = sys.exc_info()
            log.exception("Error while parsing graph metadata for table %s.%s.", keyspace, table)
        return found

    @staticmethod
    def _add_vertex(tables, table, row):
        table.vertex = VertexMetadata(row["keyspace_name"], row["table_name"], row["label_name"])

    @staticmethod
    def _add_edge(tables, table, row):
        table.edge = EdgeMetadata(
            row["keyspace_name"],
            row["table_name"],
            row["label_name"],
            row["from_table"],
            tables[row["from_table"]].vertex.label_name,
            row["from_partition_key_columns"],
            row["from_clustering_columns"],
            row["to_table"],
            tables[row["to_table"]].vertex.label_name,
            row["to_partition_key_columns"],
            row["to_clustering_columns"],
        )
