"""One photo's facts as the bytes of a file, with a checksum over all of them.

The first line names the format and the checksum, the second the photo and what measured it; each
line after them is a fact: its name, a blank, its JSON (see `codec`). It is text, so that whoever
wonders what is kept of a photo can read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from headshot_lint.cache.codec import Line, fact_types

FORMAT = "headshot-lint facts 1"


def pack(subject: str, lines: Mapping[str, Line]) -> bytes:
    """Return the facts of a photo as the content of a file.

    Args:
        subject: the photo and what measured it.
        lines: encoded facts by name.
    """
    facts = "".join(f"{name} {line}\n" for name, line in sorted(lines.items()))
    body = f"{subject}\n{facts}".encode()
    return f"{FORMAT} {_checksum(body)}\n".encode() + body


def unpack(subject: str, content: bytes) -> Mapping[str, Line] | None:
    """Return the encoded facts by name; None unless every byte is as `pack` left it.

    None as well where the facts are those of another photo or were measured by something else.
    """
    head, _, body = content.partition(b"\n")
    if head != f"{FORMAT} {_checksum(body)}".encode():
        return None
    found_subject, _, facts = body.decode("utf-8", "replace").partition("\n")
    if found_subject != subject:
        return None
    lines = dict(line.split(" ", 1) for line in facts.split("\n") if " " in line)
    return {name: line for name, line in lines.items() if name in fact_types()}


def _checksum(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()
