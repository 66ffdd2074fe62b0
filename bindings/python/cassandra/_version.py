"""Versions of servers."""

from __future__ import annotations

import logging
from functools import total_ordering
from typing import Any

log = logging.getLogger("cassandra.util")


@total_ordering
class Version:
    """A version of the form ``major.minor.patch.build-prerelease``, of which all but the first may be left out. The
    build may be a number or text. ``ValueError`` when it does not begin with a number; what cannot be understood
    later on is left out with a warning."""

    major: Any = None
    minor: Any = 0
    patch: Any = 0
    build: Any = 0
    prerelease: Any = 0

    def __init__(self, version):
        self._text = version
        release, has_prerelease, prerelease = version.partition("-")
        if has_prerelease:
            self.prerelease = prerelease
        parts = release.split(".")
        if not parts[0].strip().isdecimal():
            raise ValueError(f"Couldn't parse version {version}. Version should start with a number")
        if len(parts) > 4:
            log.warning(
                "Unrecognized version: %s. Only 4 components plus prerelease are supported. Assuming version as %s%s",
                version,
                ".".join(parts[:4]),
                f"-{prerelease}" if has_prerelease else "",
            )
        self.major = int(parts[0])
        for name, part in zip(("minor", "patch"), parts[1:3]):
            if not part.isdecimal():
                log.warning("Unrecognized version %s. Assuming version as %r", version, self)
                return
            setattr(self, name, int(part))
        if len(parts) > 3:
            self.build = int(parts[3]) if parts[3].isdecimal() else parts[3]

    def __repr__(self):
        parts = [self.major, self.minor, self.patch]
        parts += [part for part in (self.build, self.prerelease) if part]
        return f"Version({', '.join(map(str, parts))})"

    def __str__(self):
        return self._text

    def _release(self):
        return self.major, self.minor, self.patch

    def __hash__(self):
        return hash((self._release(), str(self.build), str(self.prerelease)))

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return (
            self._release() == other._release()
            and _order(self.build, other.build) == 0
            and _order(self.prerelease, other.prerelease) == 0
        )

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        if self._release() != other._release():
            return self._release() < other._release()
        build = _order(self.build, other.build)
        if build != 0:
            return build < 0
        # A release comes after all that led to it.
        if not self.prerelease or not other.prerelease:
            return bool(self.prerelease) and not other.prerelease
        return _order(self.prerelease, other.prerelease) < 0


def _order(one: Any, other: Any):
    """Returns -1, 0 or 1: numbers are compared as numbers, anything else as text."""
    if not (isinstance(one, int) and isinstance(other, int)):
        one, other = str(one), str(other)
    return (one > other) - (one < other)
