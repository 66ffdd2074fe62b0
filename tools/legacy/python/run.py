"""Starts pytest on the files that the order names; the other arguments are pytest's own."""

import importlib.machinery
import json
import sys

import pytest


class NoReactors:
    """Answers for `cassandra.io` where a driver has none, as the legacy driver does without its libev extension.

    The suite asks for a reactor before any test; it goes on without one when it gets this answer.
    """

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "cassandra.io":
            return importlib.machinery.ModuleSpec(name, None, is_package=True)
        if name == "cassandra.io.libevreactor":
            from cassandra import DependencyException

            raise DependencyException("This driver has no reactors: its core does all input and output.")
        return None


sys.meta_path.append(NoReactors)
with open(sys.argv[1]) as file:
    order = json.load(file)
sys.exit(pytest.main([*sys.argv[2:], *(f"{order['suite']}/{path}" for path in order["files"])]))
