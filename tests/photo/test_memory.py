"""Loading the largest photos stays within a fixed amount of memory."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

SIDE = 8192
# Decoded RGBA takes 268 MB; the rest is the file, strips and the working image.
MOST_GROWTH_MB = 450

SCRIPT = """
import re, sys
from pathlib import Path
from headshot_lint.photo import load

def peak_mb():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

before = peak_mb()
photo = load(sys.argv[1])
assert (photo.width, photo.height) == (8192, 8192)
assert photo.work.shape == (1024, 1024, 3)
assert photo.alpha is not None
print(peak_mb() - before)
"""


def write_png(path: Path) -> None:
    """Write 8192 x 8192 RGBA row by row: the test itself must not need the memory either."""
    packer = zlib.compressobj(1)
    rows = [b"\0" + bytes((value, 90, 60, value)) * SIDE for value in range(0, 256, 16)]
    packed = b"".join(packer.compress(rows[y % len(rows)]) for y in range(SIDE)) + packer.flush()

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 6, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_large_transparent_png(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    write_png(path)
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) < MOST_GROWTH_MB
