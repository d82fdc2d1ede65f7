from __future__ import annotations

from pathlib import Path

import pytest

from headshot_lint.engine import isolation as module

MAIN = "from headshot_lint.engine.isolated import main; main()"


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Workers whose decoder hangs, dies, or eats memory on a word in the file."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, time\n"
        "import headshot_lint.engine.isolated as side\n"
        "def load(data, name, limits, real=side.load):\n"
        "    if b'HANG' in data: time.sleep(600)\n"
        "    if b'KILL' in data: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    if b'NOISE' in data: print('chatter', flush=True)\n"
        "    if b'EAT' in data: bytearray(4_000_000_000)\n"
        "    return real(data, name=name, limits=limits)\n"
        "side.load = load\n"
    )
    # `-m` would load the module anew and lose the change.
    monkeypatch.setattr(module, "COMMAND", ("-c", MAIN))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
