"""Gives the ccm that the package index has what the suite takes from a newer one, and time on a busy machine."""

import functools

from ccmlib.cluster import Cluster
from ccmlib.node import Node

# How many seconds a line of a node's log is waited for at least; ccm gives up after one or two minutes.
_PATIENCE = 300


def extend():
    populate = Cluster.populate
    watch = Node.watch_log_for

    @functools.wraps(populate)
    def with_single_interface(self, *args, use_single_interface=False, **options):
        if use_single_interface:
            raise NotImplementedError("ccm 3.1.5 gives each node an address of its own")
        return populate(self, *args, **options)

    @functools.wraps(watch)
    def patiently(self, exprs, from_mark=None, timeout=_PATIENCE, **options):
        return watch(self, exprs, from_mark=from_mark, timeout=max(timeout, _PATIENCE), **options)

    Cluster.populate = with_single_interface
    Node.watch_log_for = patiently
