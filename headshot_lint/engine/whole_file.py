"""A file that is there as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(target: Path, draft: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes its name in one step, when it is complete and on the disk.

    Args:
        target: the name; what holds it meanwhile stays until then, and stays if the block fails.
        draft: a name on the same disk that nothing has.

    Raises:
        OSError: it cannot be written.
    """
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink()
