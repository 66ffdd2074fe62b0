"""The set that a CQL ``set`` becomes: sorted, and without need of hashable elements."""

from __future__ import annotations


class SortedSet:
    """A set in order of its elements, which need neither a hash nor to be comparable with one another."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, iterable=()):
        self._items = []
        self.update(iterable)

    @classmethod
    def _of(cls, items):
        """Takes a sorted list without equal elements as it is."""
        made = cls()
        made._items = items
        return made

    def __len__(self):
        return len(self._items)

    def __getitem__(self, i):
        return self._items[i]

    def __delitem__(self, i):
        del self._items[i]

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return reversed(self._items)

    def __repr__(self):
        return f"{type(self).__name__}({self._items!r})"

    def __reduce__(self):
        return type(self), (self._items,)

    def __contains__(self, item):
        i = self._find_insertion(item)
        return i < len(self._items) and self._items[i] == item

    def __eq__(self, other):
        if isinstance(other, type(self)):
            return self._items == other._items
        try:
            return len(other) == len(self._items) and all(item in self for item in other)
        except TypeError:
            return NotImplemented

    def __le__(self, other):
        return self.issubset(other)

    def __lt__(self, other):
        return len(other) > len(self._items) and self.issubset(other)

    def __ge__(self, other):
        return self.issuperset(other)

    def __gt__(self, other):
        return len(self._items) > len(other) and self.issuperset(other)

    def __and__(self, other):
        return self._intersect(other)

    __rand__ = __and__

    def __iand__(self, other):
        self._items = self._intersect(other)._items
        return self

    def __or__(self, other):
        return self.union(other)

    __ror__ = __or__

    def __ior__(self, other):
        self._items = self.union(other)._items
        return self

    def __sub__(self, other):
        return self._diff(other)

    def __rsub__(self, other):
        return sortedset(other) - self

    def __isub__(self, other):
        self._items = self._diff(other)._items
        return self

    def __xor__(self, other):
        return self.symmetric_difference(other)

    __rxor__ = __xor__

    def __ixor__(self, other):
        self._items = self.symmetric_difference(other)._items
        return self

    def add(self, item):
        """Adds an element unless an equal one is there."""
        i = self._find_insertion(item)
        if i == len(self._items) or self._items[i] != item:
            self._items.insert(i, item)

    def update(self, iterable):
        """Adds every element."""
        for item in iterable:
            self.add(item)

    def remove(self, item):
        """Removes an element; ``KeyError`` when it is not there."""
        i = self._find_insertion(item)
        if i == len(self._items) or self._items[i] != item:
            raise KeyError(repr(item))
        del self._items[i]

    def pop(self):
        """Removes and returns the last element."""
        if not self._items:
            raise KeyError("pop from empty set")
        return self._items.pop()

    def clear(self):
        """Removes every element."""
        self._items.clear()

    def copy(self):
        """Returns another set of the same elements."""
        return sortedset._of(list(self._items))

    def isdisjoint(self, other):
        """Tells whether no element is in the other one."""
        return not self._intersect(other)

    def issubset(self, other):
        """Tells whether every element is in the other one."""
        return len(self._intersect(other)) == len(self._items)

    def issuperset(self, other):
        """Tells whether every element of the other one is here."""
        return len(self._intersect(other)) == len(other)

    def union(self, *others):
        """Returns the elements of all."""
        union = self.copy()
        for other in others:
            union.update(other)
        return union

    def intersection(self, *others):
        """Returns the elements that are in all."""
        rest = self.copy()
        for other in others:
            rest = rest._intersect(other)
        return rest

    def difference(self, *others):
        """Returns the elements that are in none of the others."""
        rest = self.copy()
        for other in others:
            rest = rest._diff(other)
        return rest

    def symmetric_difference(self, other):
        """Returns the elements that are in one of the two alone."""
        return self._diff(other).union(sortedset(other)._diff(self))

    def _diff(self, other):
        return sortedset._of([item for item in self._items if item not in other])

    def _intersect(self, other):
        return sortedset._of([item for item in self._items if item in other])

    def _find_insertion(self, x):
        low, high = 0, len(self._items)
        try:
            while low < high:
                middle = (low + high) // 2
                if self._items[middle] < x:
                    low = middle + 1
                else:
                    high = middle
        except TypeError:
            return self._scan_for_insertion(x)
        return low

    def _scan_for_insertion(self, x):
        """Finds the place among elements of which some cannot be compared; these stay together at one end."""
        has_compared = False
        for i, item in enumerate(self._items):
            try:
                if item == x or item >= x:
                    return i
                has_compared = True
            except TypeError:
                if has_compared:
                    return i
        return len(self._items)


sortedset = SortedSet
