"""Messages between a run and its workers: a line of JSON, then as many bytes as it announces."""

from __future__ import annotations

import json
from typing import IO, Any

MOST_LINE_BYTES = 10_000_000


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
