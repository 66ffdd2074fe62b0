"""Columns, the attributes of models and user-defined types that describe their values."""

from cassandra._homes import open_up
from cassandra.cqlengine._collection_column import (
    BaseCollectionColumn,
    BaseContainerColumn,
    List,
    Map,
    Set,
    Tuple,
    UserDefinedType,
    resolve_udts,
)
from cassandra.cqlengine._column import Column
from cassandra.cqlengine._column import PartitionKeysToken as _PartitionKeysToken
from cassandra.cqlengine._scalar_column import (
    UUID,
    Ascii,
    BaseFloat,
    BigInt,
    Blob,
    Boolean,
    Bytes,
    Counter,
    Date,
    DateTime,
    Decimal,
    Double,
    Duration,
    Float,
    Inet,
    Integer,
    SmallInt,
    Text,
    Time,
    TimeUUID,
    TinyInt,
    VarInt,
)
from cassandra.cqlengine._value_manager import BaseValueManager, CounterValueManager, UDTValueManager

__all__ = [
    "Ascii",
    "BaseCollectionColumn",
    "BaseContainerColumn",
    "BaseFloat",
    "BaseValueManager",
    "BigInt",
    "Blob",
    "Boolean",
    "Bytes",
    "Column",
    "Counter",
    "CounterValueManager",
    "Date",
    "DateTime",
    "Decimal",
    "Double",
    "Duration",
    "Float",
    "Inet",
    "Integer",
    "List",
    "Map",
    "Set",
    "SmallInt",
    "Text",
    "Time",
    "TimeUUID",
    "TinyInt",
    "Tuple",
    "UDTValueManager",
    "UUID",
    "UserDefinedType",
    "VarInt",
    "_PartitionKeysToken",
    "resolve_udts",
]

# Users and pickles know these classes under the name of this module.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__

__getattr__ = open_up(__name__)
