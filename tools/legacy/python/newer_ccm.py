"""Gives the ccm that the package index has what the suite takes from a newer one."""

import functools

from ccmlib.cluster import Cluster


def extend():
    populate = Cluster.populate

    @functools.wraps(populate)
    def with_single_interface(self, *args, use_single_interface=False, **options):
        if use_single_interface:
            raise NotImplementedError("ccm 3.1.5 gives each node an address of its own")
        return populate(self, *args, **options)

    Cluster.populate = with_single_interface
