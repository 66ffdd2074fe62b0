"""Enumerations of the protocol. Programs read them as plain integers and strings, so they are no ``enum``."""

from __future__ import annotations

from typing import ClassVar

from cassandra._generated import CONSISTENCIES


class ConsistencyLevel:
    """How many replicas must answer before a request succeeds."""

    ANY = 0
    ONE = 1
    TWO = 2
    THREE = 3
    QUORUM = 4
    ALL = 5
    LOCAL_QUORUM = 6
    EACH_QUORUM = 7
    SERIAL = 8
    LOCAL_SERIAL = 9
    LOCAL_ONE = 10

    name_to_value: ClassVar[dict[str, int]] = dict(CONSISTENCIES)
    value_to_name: ClassVar[dict[int, str]] = {code: name for name, code in CONSISTENCIES}

    @staticmethod
    def is_serial(cl):
        """Tells whether a level is ``SERIAL`` or ``LOCAL_SERIAL``."""
        return cl in (ConsistencyLevel.SERIAL, ConsistencyLevel.LOCAL_SERIAL)


def consistency_value_to_name(value):
    """Returns the name of a level, or ``"Not Set"`` for ``None``."""
    return "Not Set" if value is None else ConsistencyLevel.value_to_name[value]


class ProtocolVersion:
    """Versions of the native protocol. This driver speaks version 4."""

    V1 = 1
    V2 = 2
    V3 = 3
    V4 = 4
    V5 = 5
    V6 = 6
    DSE_V1 = 0x41
    DSE_V2 = 0x42

    SUPPORTED_VERSIONS = (V4,)
    BETA_VERSIONS = ()
    MIN_SUPPORTED = V4
    MAX_SUPPORTED = V4

    @classmethod
    def get_lower_supported(cls, previous_version):
        """Returns the highest supported version below another, or 0."""
        lower = [version for version in cls.SUPPORTED_VERSIONS if version < previous_version]
        return max(lower, default=0)

    @classmethod
    def uses_int_query_flags(cls, version):
        return version >= cls.V5

    @classmethod
    def uses_prepare_flags(cls, version):
        return version >= cls.V5 and version != cls.DSE_V1

    @classmethod
    def uses_prepared_metadata(cls, version):
        return version >= cls.V5 and version != cls.DSE_V1

    @classmethod
    def uses_error_code_map(cls, version):
        return version >= cls.V5

    @classmethod
    def uses_keyspace_flag(cls, version):
        return version >= cls.V5 and version != cls.DSE_V1

    @classmethod
    def has_continuous_paging_support(cls, version):
        return version >= cls.DSE_V1

    @classmethod
    def has_continuous_paging_next_pages(cls, version):
        return version >= cls.DSE_V2

    @classmethod
    def has_checksumming_support(cls, version):
        return cls.V5 <= version < cls.DSE_V1


class WriteType:
    """The kind of write that a :exc:`~cassandra.WriteTimeout` or :exc:`~cassandra.WriteFailure` is about."""

    SIMPLE = 0
    BATCH = 1
    UNLOGGED_BATCH = 2
    COUNTER = 3
    BATCH_LOG = 4
    CAS = 5
    VIEW = 6
    CDC = 7

    name_to_value: ClassVar[dict[str, int]] = {
        "SIMPLE": SIMPLE,
        "BATCH": BATCH,
        "UNLOGGED_BATCH": UNLOGGED_BATCH,
        "COUNTER": COUNTER,
        "BATCH_LOG": BATCH_LOG,
        "CAS": CAS,
        "VIEW": VIEW,
        "CDC": CDC,
    }
    value_to_name: ClassVar[dict[int, str]] = {value: name for name, value in name_to_value.items()}


class SchemaChangeType:
    """What happened to a part of the schema."""

    DROPPED = "DROPPED"
    CREATED = "CREATED"
    UPDATED = "UPDATED"


class SchemaTargetType:
    """What part of the schema changed."""

    KEYSPACE = "KEYSPACE"
    TABLE = "TABLE"
    TYPE = "TYPE"
    FUNCTION = "FUNCTION"
    AGGREGATE = "AGGREGATE"
