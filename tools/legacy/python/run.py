"""Starts pytest on the files that the order names; the other arguments are pytest's own."""

import json
import sys

import pytest

with open(sys.argv[1]) as file:
    order = json.load(file)
sys.exit(pytest.main([*sys.argv[2:], *(f"{order['suite']}/{path}" for path in order["files"])]))
