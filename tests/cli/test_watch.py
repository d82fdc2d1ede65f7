"""`check --watch` through a real process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "fixtures/HL001-unreadable/bad-page.jpg"
SQUARE = ROOT / "fixtures/HL003-wrong-aspect/good-square.jpg"
STRIP = ROOT / "fixtures/HL003-wrong-aspect/bad-strip.jpg"
FLAGS = ("--watch", "--select", "HL003", "--output-format", "concise")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no Ctrl-C to one process")


class Watched:
    """A running watch, and what it wrote so far, both streams together."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        environ = os.environ | {"PYTHONUNBUFFERED": "1"}
        environ.pop("FORCE_COLOR", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "headshot_lint", "check", *FLAGS, *arguments],
            cwd=folder,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.text = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._seen = 0

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.text += line.decode()

    def round(self) -> str:
        """What the next round says."""
        for _ in range(600):
            at = self.text.find("Ctrl-C ends\n", self._seen)
            if at >= 0:
                said = self.text[self._seen : at]
                self._seen = at + len("Ctrl-C ends\n")
                return said
            time.sleep(0.05)
        raise AssertionError(f"no round: {self.text!r}")

    def expect(self, *words: str) -> str:
        """Rounds until one says all of it: an editor's one save may be several changes."""
        said = self.round()
        while not all(word in said for word in words):
            said = self.round()
        return said

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join(timeout=5)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=30)
        self._reader.join(timeout=5)
        return code


@pytest.fixture
def team(tmp_path: Path) -> Path:
    (tmp_path / "team").mkdir()
    shutil.copy(SQUARE, tmp_path / "team" / "ada.jpg")
    shutil.copy(SQUARE, tmp_path / "team" / "bob.jpg")
    (tmp_path / "headshot-lint.toml").write_text("")
    return tmp_path


@pytest.fixture
def watched(team: Path) -> Iterator[Watched]:
    watched = Watched(team, "team", "-v")
    try:
        yield watched
    finally:
        watched.close()


def test_what_changes_is_judged_again_and_nothing_else(team: Path, watched: Watched) -> None:
    assert "No findings in 2 photos" in watched.round()
    shutil.copy(STRIP, team / "team" / "bob.jpg")
    said = watched.expect("1 finding in 2 photos", "team/bob.jpg: HL003")
    assert "ada.jpg" not in said
    assert "judged 1 of 2 photos" in said
    shutil.copy(PAGE, team / "team" / "eve.jpg")
    watched.expect("2 findings in 3 photos", "team/eve.jpg: HL001")
    (team / "team" / "bob.jpg").unlink()
    watched.expect("1 finding in 2 photos")
    assert watched.interrupt() == 0
    assert "Traceback" not in watched.text


def test_settings_are_watched_and_mistakes_in_them_survived(team: Path, watched: Watched) -> None:
    watched.round()
    file = team / "headshot-lint.toml"
    file.write_text("fail-on = 'sometimes'\n")
    deadline = time.monotonic() + 20
    while "fail-on" not in watched.text and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "error:" in watched.text
    file.write_text("fail-on = 'hint'\n")
    watched.expect("fails on hint")
    assert watched.interrupt() == 0


def test_without_a_terminal_nothing_is_cleared(watched: Watched) -> None:
    watched.round()
    assert "\x1b" not in watched.text


def test_a_terminal_is_cleared_before_each_report(team: Path) -> None:
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "headshot_lint", "check", *FLAGS, "--quiet", "team"]
    process = subprocess.Popen(command, cwd=team, stdout=slave, stderr=slave)
    os.close(slave)
    written = b""
    while written.count(b"fails on error") < 1:
        written += os.read(master, 4096)
    assert written.startswith(b"\x1b[2J\x1b[3J\x1b[H")
    shutil.copy(STRIP, team / "team" / "bob.jpg")
    while written.count(b"fails on error") < 2:
        written += os.read(master, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    os.close(master)
    assert written.count(b"\x1b[2J") >= 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-"], "cannot watch standard input"),
        (["--files-from", "-"], "cannot watch standard input"),
        (["--add-suppressions"], "excludes --add-suppressions"),
        (["nowhere"], "'nowhere' does not exist"),
    ],
)
def test_what_cannot_be_watched_is_told(team: Path, arguments: list[str], said: str) -> None:
    command = [sys.executable, "-m", "headshot_lint", "check", *FLAGS, *arguments]
    done = subprocess.run(
        command, cwd=team, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr


def test_a_missing_library_is_told_with_the_way_to_install_it(team: Path) -> None:
    code = (
        "import sys; sys.modules['watchfiles'] = None; from headshot_lint.cli.main import run;"
        "sys.exit(run(['check', '--watch', 'team']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=team, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'headshot-lint[watch]'" in done.stderr
