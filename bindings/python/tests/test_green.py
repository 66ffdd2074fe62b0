"""Programs whose threads are greenlets."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("library", ["gevent", "eventlet"])
def test_one_greenlet_waits_while_the_others_go_on(plain, library):
    program = Path(__file__).with_name("greenlets.py")
    cluster = f"{plain['contact_points'][0]}:{plain['port']}"
    run = subprocess.run([sys.executable, program, library, cluster], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "local invalid True\n"), run.stderr
