"""Keep a native library's log lines off the user's terminal."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2

_ONE_AT_A_TIME = threading.Lock()

# absl ("W0000 00:00:1795427191.669205    9288 face_landmarker_graph.cc:174] ...") and TFLite.
_NATIVE_LINE = re.compile(
    rb"^(?:[IWEF]\d{4} [\d:.]+ +\d+ \S+\] .*"
    rb"|WARNING: All log messages before absl::InitializeLog\(\).*"
    rb"|INFO: Created TensorFlow Lite .*)\r?\n",
    re.MULTILINE,
)


@contextmanager
def native_log_hidden() -> Iterator[None]:
    """Drop log lines that MediaPipe writes to the standard error file while the block runs.

    MediaPipe's C++ part has no switch for them (its environment variables are read by another
    logging library), so the file descriptor itself is turned away. Whatever else is written
    meanwhile, by Python or by other threads, follows once the block is left; if the block fails,
    the native lines do too, for they may say why.
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryFile() as held:
        try:
            terminal = os.dup(STDERR)
        except OSError:  # there is no standard error: nothing can be shown
            yield
            return
        os.dup2(held.fileno(), STDERR)
        failed = True
        try:
            yield
            failed = False
        finally:
            os.dup2(terminal, STDERR)
            os.close(terminal)
            held.seek(0)
            text = held.read()
            _write(text if failed else _NATIVE_LINE.sub(b"", text))


def _write(text: bytes) -> None:
    while text:
        text = text[os.write(STDERR, text) :]
