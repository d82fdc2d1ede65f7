"""The other side of `isolation`: `python -m headshot_lint.engine.isolated MEMORY_MB ENGINE`.

Reads photos from standard input, one after another, and answers with their facts.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from headshot_lint.cache.codec import to_wire
from headshot_lint.engine.wire import receive, send
from headshot_lint.model.errors import Unreadable
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import load
from headshot_lint.shot import Shot


def serve(questions: IO[bytes], answers: IO[bytes], engine: str) -> None:
    """Answer until the other side has ended."""
    shot: Shot | None = None
    send(answers, {"ready": True})
    while True:
        try:
            question = receive(questions)
        except EOFError:
            return
        if "load" in question:
            shot = None  # the one before goes first: two would need twice the memory
            data = questions.read(question["size"])
            try:
                photo = load(data, name=question["load"])
            except Unreadable as refusal:
                send(answers, _refused(refusal))
                continue
            shot = Shot(photo, engine=engine)  # type: ignore[arg-type]  # checked by the caller
            send(answers, {"sha256": photo.sha256})
        elif shot is not None:
            send(answers, _fact(shot, question["fact"]))


def _fact(shot: Shot, name: str) -> dict[str, Any]:
    try:
        return {"value": to_wire(getattr(shot, name))}
    except Missing as absence:
        return {"missing": absence.reason}
    except Exception as failure:  # noqa: BLE001 - the rule that needs the fact reports it
        return {"failure": str(failure)}


def _refused(refusal: Unreadable) -> dict[str, Any]:
    return {
        "fault": refusal.fault,
        "reason": refusal.reason,
        "hint": refusal.hint,
        "size": refusal.size,
    }


def limit_memory(beyond_mb: int) -> None:
    """Let this process take no more than so much beyond what it has, where the system can."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):  # no Linux
        return
    most = pages * resource.getpagesize() + beyond_mb * 1_000_000
    with suppress(ValueError, OSError):  # a tighter limit is in force already
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main() -> None:
    """Serve on standard input and output, which libraries must not write to."""
    memory_mb, engine = sys.argv[1:3]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import headshot_lint.photo.photo  # noqa: F401 - decoders are no part of a photo's memory

    limit_memory(int(memory_mb))
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers, engine)


if __name__ == "__main__":
    main()
