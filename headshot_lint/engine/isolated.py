"""The other side of `isolation`: `python -m headshot_lint.engine.isolated MEMORY_MB ENGINE`.

Reads photos from standard input, one after another, and answers with their facts. A program of a
higher layer may answer more questions: it calls `main` with them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, TypeAlias

from headshot_lint.cache.codec import to_wire
from headshot_lint.engine.wire import receive, send
from headshot_lint.model.errors import Unreadable
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import LoadLimits, load
from headshot_lint.shot import Shot

Answer: TypeAlias = "Callable[[Shot, Any], tuple[dict[str, Any], bytes]]"
"""From a photo and what is asked about it to plain data and bytes."""

_NO_MORE: Mapping[str, Answer] = MappingProxyType({})


def serve(
    questions: IO[bytes], answers: IO[bytes], engine: str, more: Mapping[str, Answer] = _NO_MORE
) -> None:
    """Answer until the other side has ended.

    Args:
        questions: where they come from.
        answers: where answers go.
        engine: what finds landmarks.
        more: what can be asked of a photo besides its facts, by name.
    """
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
                caps = LoadLimits(**question["caps"])
                photo = load(data, name=question["load"], limits=caps)
            except Unreadable as refusal:
                send(answers, _refused(refusal))
                continue
            shot = Shot(photo, engine=engine)  # type: ignore[arg-type]  # checked by the caller
            send(answers, {"sha256": photo.sha256})
        elif shot is not None and "fact" in question:
            send(answers, _fact(shot, question["fact"]))
        elif shot is not None:
            send(answers, *_more(shot, question, more))


def _fact(shot: Shot, name: str) -> dict[str, Any]:
    try:
        return {"value": to_wire(getattr(shot, name))}
    except Missing as absence:
        return {"missing": absence.reason}
    except Exception as failure:  # noqa: BLE001 - the rule that needs the fact reports it
        return {"failure": str(failure)}


def _more(
    shot: Shot, question: dict[str, Any], more: Mapping[str, Answer]
) -> tuple[dict[str, Any], bytes]:
    try:
        answer, data = more[question["ask"]](shot, question["about"])
    except Exception as failure:  # noqa: BLE001 - the run says that of this photo there is none
        return {"failure": str(failure)}, b""
    return {**answer, "bytes": len(data)}, data


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


def main(more: Mapping[str, Answer] = _NO_MORE) -> None:
    """Serve on standard input and output, which libraries must not write to."""
    memory_mb, engine = sys.argv[1:3]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import headshot_lint.photo.photo  # noqa: F401 - decoders are no part of a photo's memory

    limit_memory(int(memory_mb))
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers, engine, more)


if __name__ == "__main__":
    main()
