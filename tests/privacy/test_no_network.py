"""Nothing talks to the network: sockets of the internet are forbidden, and all works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PHOTO = str(ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg")

FORBID = """
import sys

def forbid(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise SystemExit(f"network: {event} {arguments}")
    if event == "socket.__new__" and int(arguments[1]) not in (1,):  # AF_UNIX: pairs of event loops
        raise SystemExit(f"network: {event} {arguments}")
    if event in ("urllib.Request", "http.client.connect"):
        raise SystemExit(f"network: {event} {arguments}")

sys.addaudithook(forbid)
"""

LIBRARY = f"""
import headshot_lint
from headshot_lint.gate import Gate
from PIL import Image

report = headshot_lint.lint({PHOTO!r})
assert report.photo.sha256
gate = Gate("render")
outcome = gate.run(lambda **_: Image.open({PHOTO!r}), {{}}, seed=1)
assert outcome.attempts
"""
RENDER = f"cp {PHOTO} {{out}}"

RUNS = {
    "check": ["-m", "headshot_lint", "check", PHOTO, "--output-format", "json"],
    "isolated": ["-m", "headshot_lint", "check", PHOTO, "--isolate"],
    "onnx": ["-m", "headshot_lint", "check", PHOTO, "--engine", "onnx", "--no-cache"],
    "gate": ["-m", "headshot_lint", "gate", "--command", RENDER, "--save", "out"],
    "rules": ["-m", "headshot_lint", "rules"],
    "version": ["-m", "headshot_lint", "version", "--verbose"],
    "library": ["-c", LIBRARY],
}


def environment(folder: Path) -> dict[str, str]:
    (folder / "sitecustomize.py").write_text(FORBID)
    return {
        **{key: value for key, value in os.environ.items() if "proxy" not in key.lower()},
        "PYTHONPATH": str(folder),
        "HEADSHOT_LINT_CACHE_DIR": str(folder / "cache"),
    }


@pytest.mark.parametrize("arguments", RUNS.values(), ids=RUNS)
def test_no_socket_of_the_internet_is_made(arguments: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "network:" not in done.stderr + done.stdout
    assert done.returncode in (0, 1), done.stderr


def test_the_ban_works(tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "network:" in done.stderr


def can_unshare() -> bool:
    command = ["unshare", "--user", "--net", "true"]
    return (
        shutil.which("unshare") is not None
        and not subprocess.run(command, check=False, capture_output=True).returncode
    )


@pytest.mark.skipif(not can_unshare(), reason="no network namespaces here")
def test_without_a_network_the_report_is_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "headshot_lint", "check", PHOTO, "--output-format", "csv"]
    outputs = [
        subprocess.run([*before, *command], cwd=tmp_path, capture_output=True, check=False).stdout
        for before in ([], ["unshare", "--user", "--net"])
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 10
