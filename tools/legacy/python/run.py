"""Starts pytest on the files that the order names; the other arguments are pytest's own."""

import importlib
import importlib.machinery
import json
import pathlib
import sys

import legacy_events
import newer_ccm
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


def broken_conftest(files):
    """Why a `conftest.py` above one of the files cannot be loaded: pytest gives up then before it says a word."""
    folders = {parent for file in files for parent in pathlib.Path(order["suite"], file).parents}
    for folder in sorted(folders):
        if (folder / "conftest.py").exists():
            try:
                importlib.import_module(".".join([*folder.parts, "conftest"]))
            except Exception as error:
                return f"{type(error).__name__}: {error}"
    return None


newer_ccm.extend()
sys.meta_path.append(NoReactors)
with open(sys.argv[1]) as file:
    order = json.load(file)
code = pytest.main([*sys.argv[2:], *(f"{order['suite']}/{path}" for path in order["files"])])
if code == pytest.ExitCode.USAGE_ERROR:
    reason = broken_conftest(order["files"])
    if reason is not None:
        legacy_events.refuse(order["files"], reason)
sys.exit(code)
