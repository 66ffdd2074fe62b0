"""What the legacy driver compiles parts of itself with, if it is there."""

HAVE_CYTHON = False
"""Rows are decoded by native code that needs no Cython."""

HAVE_NUMPY = False
"""Rows are Python objects; there is no handler that makes arrays of NumPy of them."""
