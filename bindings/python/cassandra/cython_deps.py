"""What the legacy driver is compiled with, as programs ask for it."""

import importlib.util

HAVE_CYTHON = True
"""Compiled code decodes rows; it needs no Cython."""

HAVE_NUMPY = importlib.util.find_spec("numpy") is not None
"""Whether :class:`~cassandra.protocol.NumpyProtocolHandler` can be used."""
