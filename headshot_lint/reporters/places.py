"""Photo paths for readers that know files by their place below a project's root."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import quote


def relative(path: str, folder: str) -> str:
    """Return `path` counted from `folder`, with forward slashes and without `./` or `a/..`.

    A path on another drive than `folder` has no such form and stays absolute.
    """
    if folder and os.path.isabs(path):  # noqa: PTH117 - pathlib cannot count upwards before 3.12
        try:
            path = os.path.relpath(path, folder)
        except ValueError:
            return PurePath(path).as_posix()
    return PurePath(os.path.normpath(path)).as_posix()


def uri(path: str, folder: str) -> str:
    """Return `path` as a URI reference (RFC 3986), relative to `folder` wherever it can be."""
    place = relative(path, folder)
    if os.path.isabs(place):  # noqa: PTH117 - as above
        return "file:///" + quote(place.lstrip("/"), safe="/:")
    return quote(place, errors="backslashreplace")
