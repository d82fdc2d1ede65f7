"""Text from outside in GitHub Flavored Markdown and in the HTML inside it."""

from __future__ import annotations

import html
import re

from headshot_lint.reporters.printable import printable

_MARKUP = re.compile(r"[\\`*_\[\]<>|~$&]")
# Mentions notify people; numbers and addresses become links. A space of no width parts them, which
# also holds where links are looked for after the markup is gone.
_REFERENCE = re.compile(r"[@#](?=\w)|(?<=GH)-(?=\d)|!(?=\d)|:(?=//)|(?<=www)(?=\.)", re.IGNORECASE)


def prose(text: str) -> str:
    """Return `text` as running text that holds no markup, no mention and no link."""
    shown = _MARKUP.sub(r"\\\g<0>", printable(text))
    return _REFERENCE.sub(r"\g<0>&#8203;", shown)


def code_span(text: str) -> str:
    """Return `text` as a code span that may stand in a table.

    Inside of code nothing is markup, nobody is mentioned, and nothing becomes a link; only
    backquotes and, in tables, bars have a meaning there.
    """
    shown = printable(text) or " "
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    edges = shown[0] + shown[-1]
    if "`" in edges or (edges == "  " and shown.strip()):
        shown = f" {shown} "  # one space at each end is dropped again
    return f"{fence}{shown}{fence}".replace("|", "\\|")


def html_code(text: str) -> str:
    """Return `text` as a code element for a line of raw HTML."""
    return f"<code>{html.escape(printable(text))}</code>"
