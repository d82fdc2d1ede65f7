"""A program that renders: called without a shell, within a time limit, its picture read back."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any

from headshot_lint.gate.errors import GateError, GeneratorError
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.words import Request

_PLACE = re.compile(r"\{(\w+)\}")
_MISUSE = frozenset({2, 64, 78, 126, 127})
"""Exit codes that say "called wrongly": usage by custom, EX_USAGE and EX_CONFIG of sysexits.h, and
the shells' "cannot be executed" and "not found". With others the call is tried again."""
_MOST_TOLD = 300


class Command:
    """Runs a command for each picture.

    `{seed}`, `{prompt}`, `{out}` and any other `{name}` stand for what a call is given. The command
    is split into words before they are filled in, and no shell reads it: whatever a prompt holds
    stays one word. The picture is read from `{out}`, or from standard output where the command has
    no `{out}`.

    Args:
        command: as it would be typed, `render --seed {seed} --prompt {prompt} --out {out}`.
        timeout_s: the longest that one call may take.
        suffix: of the file `{out}`, by which many programs choose the format.

    Raises:
        GateError: it is empty or its quotes do not close.
    """

    def __init__(self, command: str, *, timeout_s: float = 300.0, suffix: str = ".png") -> None:
        try:
            self.words = shlex.split(command)
        except ValueError as error:
            raise GateError(f"the command cannot be split into words: {error}") from error
        if not self.words:
            raise GateError("the command is empty")
        self.timeout_s = timeout_s
        self.suffix = suffix
        self.places = frozenset(name for word in self.words for name in _PLACE.findall(word))
        self.takes: Takes = self.places - {"out"}

    def __call__(self, request: Request) -> bytes | None:
        """Run the command and return the picture as a file, or None where it wrote none.

        Raises:
            GeneratorError: it failed, or took too long.
            GateError: it cannot be run, was called wrongly, or a parameter is missing.
        """
        with tempfile.TemporaryDirectory(prefix="headshot-gate-") as folder:
            out = Path(folder) / f"out{self.suffix}"
            words = self.filled(request, out)
            with (
                (Path(folder) / "stdout").open("w+b") as stdout,
                (Path(folder) / "stderr").open("w+b") as stderr,
            ):
                self._run(words, request.remaining_s, stdout, stderr)
                if "out" not in self.places:
                    stdout.seek(0)
                    return stdout.read() or None
            return out.read_bytes() if out.is_file() and out.stat().st_size else None

    def filled(self, request: Request, out: Path) -> list[str]:
        """The words of the command with everything filled in.

        Raises:
            GateError: a parameter is missing, or holds a NUL.
        """
        values: dict[str, Any] = {**request.params, "seed": request.seed, "out": out}
        if missing := sorted(self.places - {n for n, v in values.items() if v is not None}):
            raise GateError(
                f"the command has no value for {', '.join(f'{{{name}}}' for name in missing)}",
                "give it as a parameter",
            )
        words = [_PLACE.sub(lambda match: str(values[match[1]]), word) for word in self.words]
        if any("\0" in word for word in words):
            raise GateError("a parameter holds a NUL, which no command can be given")
        return words

    def _run(
        self, words: list[str], remaining_s: float | None, stdout: IO[bytes], stderr: IO[bytes]
    ) -> None:
        limit_s = self.timeout_s if remaining_s is None else min(self.timeout_s, remaining_s)
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own command, without a shell
                words,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        except OSError as error:
            raise GateError(f"{words[0]!r} cannot be run: {error.strerror}") from error
        try:
            code = process.wait(limit_s)
        except subprocess.TimeoutExpired:
            raise GeneratorError(f"{words[0]} took longer than {limit_s:.0f} s") from None
        finally:
            _end(process)
        if code:
            message = f"{words[0]} ended with {code}{_last_line(stderr)}"
            raise (GateError if code in _MISUSE else GeneratorError)(message)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command that still runs, with all that it started."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:  # Windows
            process.kill()
    process.wait()


def _last_line(stderr: IO[bytes]) -> str:
    stderr.seek(max(0, stderr.seek(0, os.SEEK_END) - 4096))
    lines = stderr.read().decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1][:_MOST_TOLD]}" if lines else ""
