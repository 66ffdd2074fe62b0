"""The mapping that a CQL ``map`` becomes: in the server's order, and without need of hashable keys."""

from __future__ import annotations

import pickle
from collections.abc import Mapping


class OrderedMap(Mapping):
    """A mapping in order of insertion, whose keys need no hash: they are told apart by their pickled form."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        if len(args) > 1:
            raise TypeError(f"expected at most 1 arguments, got {len(args)}")
        self._items = []
        self._index = {}
        for source in (*args, kwargs):
            if callable(getattr(source, "keys", None)):
                source = [(key, source[key]) for key in source.keys()]
            for key, value in source:
                self._insert(key, value)

    def _insert(self, key, value):
        flat_key = self._serialize_key(key)
        position = self._index.setdefault(flat_key, len(self._items))
        if position < len(self._items):
            self._items[position] = (key, value)
        else:
            self._items.append((key, value))

    __setitem__ = _insert

    def __getitem__(self, key):
        position = self._index.get(self._serialize_key(key))
        if position is None:
            raise KeyError(str(key))
        return self._items[position][1]

    def __delitem__(self, key):
        position = self._index.pop(self._serialize_key(key), None)
        if position is None:
            raise KeyError(str(key))
        self._index = {flat: i - (i > position) for flat, i in self._index.items()}
        del self._items[position]

    def __iter__(self):
        return (key for key, _ in self._items)

    def __len__(self):
        return len(self._items)

    def __eq__(self, other):
        if isinstance(other, OrderedMap):
            return self._items == other._items
        try:
            as_dict = dict(other)
            return len(as_dict) == len(self._items) and all(value == as_dict[key] for key, value in self._items)
        except KeyError:
            return False
        except TypeError:
            return NotImplemented

    def __repr__(self):
        return f"{type(self).__name__}([{', '.join(f'({key!r}, {value!r})' for key, value in self._items)}])"

    def __str__(self):
        return f"{{{', '.join(f'{key!r}: {value!r}' for key, value in self._items)}}}"

    def popitem(self):
        """Removes and returns the last pair; ``KeyError`` when there is none."""
        if not self._items:
            raise KeyError
        pair = self._items.pop()
        del self._index[self._serialize_key(pair[0])]
        return pair

    def _serialize_key(self, key):
        return pickle.dumps(key)


class OrderedMapSerializedKey(OrderedMap):
    """An :class:`OrderedMap` whose keys are told apart by their CQL form."""

    def __init__(self, cass_type, protocol_version):
        super().__init__()
        self.cass_key_type = cass_type
        self.protocol_version = protocol_version

    @classmethod
    def _of(cls, cass_type, items, index):
        """Takes pairs and the positions of serialized keys as they are."""
        made = cls.__new__(cls)
        made._items = items
        made._index = index
        made.cass_key_type = cass_type
        made.protocol_version = 4
        return made

    def _insert_unchecked(self, key, flat_key, value):
        self._items.append((key, value))
        self._index[flat_key] = len(self._items) - 1

    def _serialize_key(self, key):
        return self.cass_key_type.serialize(key, self.protocol_version)
