"""Messages between a run and its workers: a line of JSON, then as many bytes as it announces.

A run announces a photo's as `size`, a worker those of its answers as `bytes`.
"""

from __future__ import annotations

import json
from typing import IO, Any

MOST_LINE_BYTES = 10_000_000
MOST_BYTES = 50_000_000


def send(pipe: IO[bytes], message: dict[str, Any], data: bytes = b"") -> None:
    """Write a message, and the bytes that belong to it."""
    pipe.write(json.dumps(message).encode() + b"\n")
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any]:
    """Read a message.

    Raises:
        EOFError: the other side has ended.
        ValueError: what it sent is no message.
    """
    line = pipe.readline(MOST_LINE_BYTES)
    if not line.endswith(b"\n"):
        raise EOFError
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("no message")  # noqa: TRY004 - of the other side, no caller's mistake
    return message


def receive_bytes(pipe: IO[bytes], message: dict[str, Any]) -> bytes:
    """Read the bytes that a worker's message announces; most announce none.

    Raises:
        EOFError: the other side has ended.
        ValueError: it announces what cannot be.
    """
    announced = message.get("bytes", 0)
    if type(announced) is not int or not 0 <= announced <= MOST_BYTES:
        raise ValueError("no number of bytes")
    data = pipe.read(announced)
    if len(data) < announced:
        raise EOFError
    return data
