"""The journal of one job: a JSON line for each event, on the disk before the next thing happens.

The first line says what the job is; then there is a line when an attempt begins and one when it has
ended and its picture is saved. Each line ends with a digest of itself, so that a line which a crash
tore is never taken as true.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.words import Attempt, Change, Finding, Judgement, Request
from headshot_lint.model.verdict import Severity

VERSION = 1
_DIGEST_BYTES = 8
_PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_NOT_WRITTEN = ("picture", "judgement", "changes", "resumed")


@dataclass(frozen=True)
class Past:
    """What a journal tells of a job that was begun before."""

    seed: int | None
    params: dict[str, Any] | None
    attempts: tuple[Attempt, ...] = ()
    interrupted: int = 0


class Journal:
    """The open journal of a job; nobody else can open it until it is closed.

    Args:
        folder: where journals are; it is made.
        key: of the job; letters that file names cannot hold are replaced in the file's name.

    Raises:
        GateError: the folder cannot be written to, the job is being worked on, or the journal is
            damaged other than by a crash in its last line.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.key = key
        self._open = False
        self.path = folder / f"{file_stem(key)}.jsonl"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a+b")
        except OSError as error:
            raise GateError(
                f"the journal {str(self.path)!r} cannot be written: {error.strerror}",
                "name a folder that you may write to",
            ) from error
        try:
            _lock(self._file, self.path)
            self.past = self._read()
        except BaseException:
            self._file.close()
            raise

    def describe(self, params: dict[str, Any], seed: int) -> None:
        """Write down what the job is, unless that stands there.

        Raises:
            GateError: another job has the key, or the parameters cannot be written down.
        """
        if self.past.params is None:
            self._write({"kind": "job", "version": VERSION, "key": self.key, "seed": seed}, params)
            _sync_folder(self.path.parent)
        elif (self.past.seed, self.past.params) != (seed, plain(params)):
            raise GateError(
                f"the journal has another job under the key {self.key!r}",
                "give each job a key of its own, or remove the journal",
            )

    def begin(self, request: Request) -> None:
        """Write down that an attempt begins."""
        self._open = True
        self._write({"kind": "begin", "index": request.index, "seed": request.seed})

    def end(self, attempt: Attempt) -> None:
        """Write an attempt down."""
        self._open = False
        self._write({"kind": "end", **written(attempt)})

    def close(self) -> None:
        """Let others open it.

        An attempt that an exception ended in this very process is marked as left: only those that a
        crash or a kill ended count as interrupted.
        """
        if self._file.closed:
            return
        try:
            if self._open:
                self._write({"kind": "left"})
        finally:
            self._file.close()

    def _write(self, line: dict[str, Any], params: dict[str, Any] | None = None) -> None:
        if params is not None:
            line["params"] = plain(params)
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self._file.write(f"{text}\t{_digest(text)}\n".encode("utf-8", "backslashreplace"))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _read(self) -> Past:
        self._file.seek(0)
        data = self._file.read()
        lines, sound = _sound_lines(data, self.path)
        if sound < len(data):
            # What is written next must not run into the torn line.
            self._file.truncate(sound)
            os.fsync(self._file.fileno())
        return _past(lines, self.key, self.path)


def read_journal(folder: Path, key: str) -> Past:
    """What the journal of a job tells.

    Raises:
        GateError: it is being written, or damaged.
    """
    journal = Journal(folder, key)
    journal.close()
    return journal.past


def file_stem(key: str) -> str:
    """A file name for a key; keys that differ get names that differ, on any file system."""
    if _PLAIN_KEY.fullmatch(key) and key == key.lower():
        return key
    safe = re.sub(r"[^a-z0-9._-]+", "-", key.lower()).strip("-.")[:60]
    return f"{safe or 'job'}-{hashlib.blake2b(key.encode(), digest_size=6).hexdigest()}"


def plain(value: Any) -> Any:
    """A value as JSON gives it back: tuples as lists, numpy's numbers as Python's.

    Raises:
        GateError: there is no JSON for it, so that it could not be replayed.
    """

    def convert(other: Any) -> Any:
        if hasattr(other, "tolist"):  # numpy's arrays and scalars
            return other.tolist()
        if isinstance(other, os.PathLike):
            return os.fspath(other)
        raise TypeError(type(other).__name__)

    try:
        return json.loads(json.dumps(value, default=convert, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise GateError(
            f"a parameter cannot be written to the journal: {error}",
            "hand over what does not change between jobs by functools.partial",
        ) from error


def written(attempt: Attempt) -> dict[str, Any]:
    """An attempt as JSON has it; field by field, since copying would copy the picture."""
    line = {f.name: getattr(attempt, f.name) for f in fields(attempt) if f.name not in _NOT_WRITTEN}
    judged = attempt.judgement
    line["changes"] = [[c.rule, c.remedy, c.level] for c in attempt.changes]
    line["judgement"] = None if judged is None else _judgement_written(judged)
    out: dict[str, Any] = plain(line)
    return out


def _judgement_written(judged: Judgement) -> dict[str, Any]:
    report = judged.report
    return {
        "score": judged.score,
        "findings": [[getattr(f, field.name) for field in fields(f)] for f in judged.findings],
        "broken": judged.broken,
        "report": None if report is None else report.model_dump(mode="json", by_alias=True),
    }


def _read_attempt(line: dict[str, Any]) -> Attempt:
    judged = line.pop("judgement")
    changes = tuple(Change(*change) for change in line.pop("changes"))
    line["counted"] = tuple(line["counted"])
    judgement = None if judged is None else _read_judgement(judged)
    return Attempt(**line, judgement=judgement, changes=changes, resumed=True)


def _read_judgement(line: dict[str, Any]) -> Judgement:
    from headshot_lint.engine.report import PhotoReport

    report = line["report"]
    return Judgement(
        score=line["score"],
        findings=tuple(
            Finding(code, name, category, Severity(severity), message, tuple(add), tuple(avoid))
            for code, name, category, severity, message, add, avoid in line["findings"]
        ),
        broken=tuple(line["broken"]),
        report=None if report is None else PhotoReport.model_validate(report),
    )


def _digest(text: str) -> str:
    return hashlib.blake2b(
        text.encode("utf-8", "backslashreplace"), digest_size=_DIGEST_BYTES
    ).hexdigest()


def _sound_lines(data: bytes, path: Path) -> tuple[list[dict[str, Any]], int]:
    """The lines that are whole, and the number of bytes that they take up."""
    lines: list[dict[str, Any]] = []
    sound = at = 0
    for raw in re.findall(rb"[^\n]*\n", data):
        at += len(raw)
        line = _parse(raw)
        if line is None:
            continue
        if at - len(raw) != sound:
            raise GateError(
                f"the journal {str(path)!r} is damaged before its end",
                "restore it, or remove it and begin the job anew",
            )
        lines.append(line)
        sound = at
    return lines, sound


def _parse(raw: bytes) -> dict[str, Any] | None:
    """A line, if it is whole."""
    with contextlib.suppress(ValueError):
        text, tab, digest = raw.decode("utf-8").rpartition("\t")
        if tab and digest == f"{_digest(text)}\n":
            line = json.loads(text)
            return line if isinstance(line, dict) else None
    return None


def _past(lines: Sequence[dict[str, Any]], key: str, path: Path) -> Past:
    if not lines:
        return Past(None, None)
    job = lines[0]
    if job.get("kind") != "job" or job.get("version") != VERSION:
        raise GateError(f"{str(path)!r} is no journal of this version", "remove it, or rename it")
    if job["key"] != key:
        raise GateError(f"the journal {str(path)!r} belongs to the key {job['key']!r}")
    attempts: list[Attempt] = []
    interrupted = 0
    for line in lines[1:]:
        kind = line.pop("kind")
        interrupted += {"begin": 1, "end": -1, "left": -1}.get(kind, 0)
        if kind == "end":
            attempt = _read_attempt(line)
            if attempt.status != "error":  # what was lost and rendered again stands there twice
                attempts = [a for a in attempts if a.status == "error" or a.index < attempt.index]
            attempts.append(attempt)
    return Past(job["seed"], job["params"], tuple(attempts), interrupted)


def _lock(file: IO[bytes], path: Path) -> None:
    """Keep others out, for as long as the file is open: the lock of a killed process is gone."""
    try:
        import fcntl
    except ImportError:  # Windows: two processes on one job are the caller's to avoid
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise GateError(
            f"the job of {str(path)!r} is being worked on", "wait for it, or give another key"
        ) from error


def _sync_folder(folder: Path) -> None:
    """Have a new name survive a loss of power; some systems cannot open folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
