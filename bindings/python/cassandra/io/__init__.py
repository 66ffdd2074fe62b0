"""Event loops that programs name as ``connection_class``.

The core has its own, so the classes only stand for the way to wait: a thread that blocks. All are accepted, and mean
the same.
"""
