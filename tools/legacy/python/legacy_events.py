"""Tells the runner, one JSON object a line, what pytest finds and how each test ends."""

import json
import os
import re

with open(os.environ["UNICQL_LEGACY_ORDER"]) as file:
    _order = json.load(file)
_done = frozenset(_order["done"])
_grep = re.compile(_order["grep"]) if "grep" in _order else None
_only = frozenset(_order["only"]) if "only" in _order else None
_reports = {}


def _emit(**event):
    with open(_order["events"], "a") as file:
        file.write(json.dumps(event) + "\n")


def _id(nodeid):
    path, _, title = nodeid.partition("::")
    return f"{path.removeprefix('tests/')} > {title}"


def _first_line(report):
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        text = crash.message
    elif isinstance(report.longrepr, tuple):
        text = report.longrepr[2]
    else:
        # The last line of a traceback has the error, behind pytest's own mark.
        text = str(report.longrepr).strip().rpartition("\n")[2].removeprefix("E   ")
    return text.strip().partition("\n")[0][:300]


def pytest_collectreport(report):
    if report.failed:
        _emit(event="broken", file=_id(report.nodeid).partition(" > ")[0], message=_first_line(report))


def pytest_collection_modifyitems(config, items):
    wanted, left_out = [], []
    for item in items:
        identity = _id(item.nodeid)
        chosen = (_grep is None or _grep.search(identity)) and (_only is None or identity in _only)
        runs = identity not in _done and chosen
        (wanted if runs else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = wanted
    _emit(event="listed", ids=[_id(item.nodeid) for item in wanted])


def pytest_runtest_logstart(nodeid, location):
    _reports[nodeid] = []
    _emit(event="start", id=_id(nodeid))


def pytest_runtest_logreport(report):
    _reports.setdefault(report.nodeid, []).append(report)


def pytest_runtest_logfinish(nodeid, location):
    reports = _reports.pop(nodeid, [])
    failed = next((report for report in reports if report.failed), None)
    skipped = next((report for report in reports if report.skipped), None)
    worst = failed or skipped
    outcome = "fail" if failed else "skip" if skipped else "pass"
    message = {"message": _first_line(worst)} if worst is not None and worst.longrepr else {}
    _emit(event="end", id=_id(nodeid), outcome=outcome, **message)


def pytest_sessionfinish(session, exitstatus):
    _emit(event="finished")


def refuse(files, reason):
    """Says of every file that it cannot be loaded, where pytest itself cannot begin."""
    for file in files:
        _emit(event="broken", file=file, message=reason)
    _emit(event="finished")
