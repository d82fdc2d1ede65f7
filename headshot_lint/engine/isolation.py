"""Decoding and measuring in processes of their own, which may hang or die without harm to the run.

Rules judge here; what they read is asked of a worker, fact by fact, as JSON that is checked like a
file from outside. A worker that takes too long is ended, and one that dies is replaced: the photo
becomes unreadable with the reason, and the others go on. This is protection against files that hold
or break a decoder, and no sandbox against code that a broken decoder may run.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Self, cast

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.cache.codec import fact_types, from_wire
from headshot_lint.engine.wire import receive, receive_bytes, send
from headshot_lint.model.errors import Fault, Unreadable
from headshot_lint.model.limits import DEFAULT_TIMEOUT_S
from headshot_lint.model.verdict import Missing
from headshot_lint.photo.limits import LoadLimits
from headshot_lint.shot import AnalysisError

MEMORY_MB = 2500
"""Most that a worker may take beyond what it starts with, where the system can say so (Linux)."""

COMMAND = ("-m", "headshot_lint.engine.isolated")
_START_S = 120.0
_CAPS = LoadLimits()


@dataclass(frozen=True)
class Limits:
    """What one photo may cost.

    Attributes:
        timeout_s: from handing it to a worker to its last fact.
        memory_mb: that a worker may take beyond what it starts with.
    """

    timeout_s: float = DEFAULT_TIMEOUT_S
    memory_mb: int = MEMORY_MB


class Isolation:
    """Workers, one for each thread that judges; a context that ends them.

    Args:
        limits: of each photo.
        engine: what finds landmarks.
        command: arguments of Python that start another program than `engine.isolated`, which
            answers more.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        engine: LandmarkEngine = "auto",
        command: tuple[str, ...] | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.engine: LandmarkEngine = engine
        self.command = command
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().end()

    def bench(self) -> Bench:
        """Return where one photo is measured."""
        return Bench(self)

    def take_back(self, worker: Worker) -> None:
        """Hand a worker on to the next photo if it lives."""
        if worker.lives:
            self._idle.put(worker)
        else:
            worker.end()

    def worker(self) -> Worker:
        """Return an idle worker, or a new one.

        Raises:
            Unreadable: none can be started.
        """
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return Worker(self.limits, self.engine, self.command)


class Bench:
    """Where one photo is measured; a worker is taken when it is needed and not before."""

    def __init__(self, isolation: Isolation) -> None:
        self._isolation = isolation
        self.worker: Worker | None = None

    def measure(self, data: bytes, name: str, caps: LoadLimits = _CAPS) -> RemoteFacts:
        """Have a photo decoded, and return its facts.

        Args:
            data: of the photo's file.
            name: what to call it.
            caps: on bytes and pixels.

        Raises:
            Unreadable: it cannot be decoded, not in time, or the worker died of it.
        """
        self.worker = self._isolation.worker()
        return RemoteFacts(self.worker, self.worker.load(data, name, caps))

    def ask(self, name: str, about: object) -> tuple[dict[str, Any], bytes]:
        """Ask of the photo that is measured here what the program answers besides facts.

        Raises:
            Unreadable: not in time, or the worker died of it.
            AnalysisError: it could not be answered.
        """
        if self.worker is None:
            raise ValueError("no photo was measured")
        return self.worker.ask(name, about)

    def clear(self) -> None:
        """Let the worker go: the photo is judged."""
        if self.worker is not None:
            self._isolation.take_back(self.worker)
            self.worker = None


class RemoteFacts:
    """Facts of the photo that a worker holds, asked for when a rule reads them."""

    def __init__(self, worker: Worker, sha256: str) -> None:
        self.sha256 = sha256
        self._worker = worker

    def __getattr__(self, name: str) -> object:
        if name not in fact_types():
            raise AttributeError(name)
        fact = self._worker.fact(name)
        self.__dict__[name] = fact  # the next reading goes straight there
        return fact


class Worker:
    """A process that decodes and measures one photo after another.

    Raises:
        Unreadable: it cannot be started.
    """

    def __init__(
        self, limits: Limits, engine: LandmarkEngine, command: tuple[str, ...] | None = None
    ) -> None:
        self._limits = limits
        self._late = False
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-P", *(command or COMMAND), str(limits.memory_mb), engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What decoders in C say of broken files goes nowhere.
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._timer: threading.Timer | None = None
        self._watch(_START_S)
        self._say(None)

    @property
    def lives(self) -> bool:
        """Whether it can take another photo."""
        self._rest()
        return not self._late and self._process.poll() is None

    def load(self, data: bytes, name: str, caps: LoadLimits = _CAPS) -> str:
        """Decode a photo; return the digest of its bytes."""
        self._watch(self._limits.timeout_s)
        asked = {"load": name, "size": len(data), "caps": asdict(caps)}
        said, _ = self._say(asked, data)
        if "fault" in said:
            raise Unreadable(
                Fault(said["fault"]), str(said["reason"]), str(said["hint"]), size=said["size"]
            )
        return str(said["sha256"])

    def fact(self, name: str) -> object:
        """Return a fact of the photo loaded last.

        Raises:
            Missing, AnalysisError: as measuring it here would.
        """
        said, _ = self._say({"fact": name})
        if "missing" in said:
            raise Missing(str(said["missing"]))
        if "failure" in said:
            raise AnalysisError(str(said["failure"]))
        return from_wire(name, said["value"])

    def ask(self, name: str, about: object) -> tuple[dict[str, Any], bytes]:
        """Return what the worker's program answers of the photo loaded last, besides facts."""
        said, data = self._say({"ask": name, "about": about})
        if "failure" in said:
            raise AnalysisError(str(said["failure"]))
        return said, data

    def end(self) -> None:
        """End the process."""
        self._rest()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be sent goes nowhere
                    continue
        self._process.wait()

    def _say(
        self, question: dict[str, Any] | None, data: bytes = b""
    ) -> tuple[dict[str, Any], bytes]:
        """Send a question and return the answer; without one, wait until the worker is ready."""
        answers = cast("IO[bytes]", self._process.stdout)
        try:
            if question is not None:
                send(cast("IO[bytes]", self._process.stdin), question, data)
            said = receive(answers)
            return said, receive_bytes(answers, said)
        except (OSError, EOFError, ValueError) as broken:
            self.end()
            raise self._lost() from broken

    def _lost(self) -> Unreadable:
        if self._late:
            return Unreadable(
                Fault.TOO_SLOW,
                f"took longer than {self._limits.timeout_s:g} seconds to read and measure",
                "Export it smaller, or allow more time: --photo-timeout.",
            )
        return Unreadable(
            Fault.KILLER,
            f"ended the process that read it (exit code {self._process.returncode})",
            "It is broken or made to do harm, or needs more memory than there is: open it in a "
            "picture program and save it anew.",
        )

    def _watch(self, seconds: float) -> None:
        """End the process if it is not told to rest within so many seconds."""
        self._rest()
        self._timer = threading.Timer(seconds, self._overrun)
        self._timer.daemon = True
        self._timer.start()

    def _overrun(self) -> None:
        self._late = True
        self._process.kill()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _environment() -> dict[str, str]:
    """This process's environment, by which the worker finds the package where this one did."""
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
