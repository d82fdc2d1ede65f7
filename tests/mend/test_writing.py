"""A file is there as a whole or not at all, whatever ends the program."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headshot_lint.mend.writing import write_whole
from headshot_lint.model.errors import HeadshotLintError

A, B = b"a" * 3_000_000, b"b" * 3_000_000
ENDLESS = """
import sys
from pathlib import Path
from headshot_lint.mend.writing import write_whole
a, b = b"a" * 3_000_000, b"b" * 3_000_000
print("ready", flush=True)
while True:
    write_whole(Path(sys.argv[1]), b)
    write_whole(Path(sys.argv[1]), a)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_in_the_middle_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    target = tmp_path / "ada.jpg"
    target.write_bytes(A)
    for number in range(12):
        child = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(target)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.004 * number + 0.001)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert target.read_bytes() in (A, B)
    pictures = [path.name for path in tmp_path.iterdir() if path.suffix != ".tmp"]
    assert pictures == ["ada.jpg"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "ada.jpg"
    assert write_whole(target, A)
    before = target.stat().st_mtime_ns
    assert not write_whole(target, A)
    assert target.stat().st_mtime_ns == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.jpg", tmp_path / "link.jpg"
    real.write_bytes(A)
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, B)
    assert link.is_symlink()
    assert real.read_bytes() == B
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HeadshotLintError, match="could not be written"):
        write_whole(tmp_path / "file" / "ada.jpg", A)
