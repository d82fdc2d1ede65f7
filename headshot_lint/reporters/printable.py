"""Text from outside, made safe to print."""

from __future__ import annotations

import re

# What build servers take for an order where it stands in a log: `::` opens a command of GitHub
# Actions, `##vso[`, `##[` and `##teamcity[` those of Azure Pipelines and TeamCity, even mid-line.
# A last colon counts too: reporters put one after a path.
ORDER = re.compile(r":(?=:|$)|#(?=#\w*\[)")


def printable(text: str) -> str:
    r"""Return `text` with everything that could act on a terminal or a log written as an escape.

    File names and metadata may hold line breaks, ANSI sequences, direction marks and undecodable
    bytes, with which they could forge lines of the report, and orders to a build server.

    >>> printable("ada\x1b[31m.jpg")
    'ada\\x1b[31m.jpg'
    """
    if not text.isprintable():
        text = "".join(
            char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
        )
    if "::" in text or "##" in text or text.endswith(":"):  # quicker than the search that decides
        text = ORDER.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    return text
