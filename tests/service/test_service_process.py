"""`headshot-lint serve` as a process."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the service is NOT tested: no fastapi")
pytest.importorskip("uvicorn", reason="the service is NOT tested: no uvicorn")
pytest.importorskip("prometheus_client", reason="the service is NOT tested: no prometheus_client")

ROOT = Path(__file__).parents[2]
STRIP = ROOT / "fixtures/HL003-wrong-aspect/bad-strip.jpg"
COMMAND = [sys.executable, "-m", "headshot_lint", "serve", "--isolated", "--select", "HL003"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends a process as POSIX does")


class Served:
    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "--port", "0", "--jobs", "1", "--max-mb", "8"],
            cwd=folder,
            stderr=subprocess.PIPE,
            env=os.environ | {"TMPDIR": str(folder)},
        )
        assert self.process.stderr is not None
        said = self.process.stderr.readline().decode()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", said)
        assert found, said
        self.url, self.port = found[0], int(found[1])

    def check(self) -> dict[str, object]:
        with urllib.request.urlopen(f"{self.url}/v1/check", STRIP.read_bytes(), 60) as response:  # noqa: S310 - ours
            body: dict[str, object] = json.load(response)
            return body


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(tmp_path)
    yield server
    server.process.kill()
    server.process.wait()
    assert server.process.stderr is not None
    server.process.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["term", "ctrl-c"])
def test_it_serves_stores_nothing_and_ends_well(
    served: Served, tmp_path: Path, number: signal.Signals
) -> None:
    assert served.check()["schema"] == 1
    served.process.send_signal(number)
    assert served.process.wait(timeout=30) == 0
    assert served.process.stderr is not None
    assert served.process.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_request_in_hand_is_answered_before_the_end(served: Served) -> None:
    data = STRIP.read_bytes()
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        head = f"POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: {len(data)}\r\n\r\n"
        connection.sendall(head.encode() + data[:-1])
        served.check()  # it is at work, and has the other one's bytes
        served.process.send_signal(signal.SIGTERM)
        connection.sendall(data[-1:])
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert served.process.wait(timeout=30) == 0


def test_who_sends_too_much_is_told_so(served: Served) -> None:
    """And finds no broken connection, though it listens only when it has sent all."""
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)) as connection:
        connection.request("POST", "/v1/check", b"\xff" * 15_000_000)
        response = connection.getresponse()
        assert response.status == 413
        assert json.load(response)["code"] == "too-many-bytes"
    assert served.check()["schema"] == 1


def test_who_asks_before_sending_is_told_at_once(served: Served) -> None:
    head = "POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 15000000\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=4) as connection:
        connection.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_a_port_that_is_taken_is_said(served: Served) -> None:
    done = subprocess.run(
        [*COMMAND, "--port", str(served.port)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{served.port}" in done.stderr
    assert "Traceback" not in done.stderr
