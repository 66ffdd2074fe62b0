"""How pages would be sent without being asked for, which DataStax Enterprise can do."""

from __future__ import annotations

from typing import Any


class ContinuousPagingOptions:
    """Options of continuous paging. ``page_unit`` is rows or bytes; 0 pages are all of them, 0 a second without limit;
    ``max_queue_size`` is how many the driver holds that the program has not read."""

    page_unit: Any = None
    max_pages: Any = None
    max_pages_per_second: Any = None
    max_queue_size: Any = None

    class PagingUnit:
        """What a page is measured in."""

        BYTES = 1
        ROWS = 2

    def __init__(self, page_unit=PagingUnit.ROWS, max_pages=0, max_pages_per_second=0, max_queue_size=4):
        if max_queue_size < 2:
            raise ValueError("ContinuousPagingOptions.max_queue_size must be 2 or greater")
        self.page_unit = page_unit
        self.max_pages = max_pages
        self.max_pages_per_second = max_pages_per_second
        self.max_queue_size = max_queue_size

    def page_unit_bytes(self):
        """Whether pages are measured in bytes."""
        return self.page_unit == self.PagingUnit.BYTES
