"""Photos that strangers send, to a server or to be learned from, decoded and measured apart."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from headshot_lint import make_settings
from headshot_lint.engine.isolation import Isolation, Limits
from headshot_lint.gate import check_uploads

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOUND = (FIXTURES / "HL203-uneven-light/bad-one-side.jpg").read_bytes()
QUICK = make_settings(select=["file"])


@pytest.mark.usefixtures("poisoned")
def test_a_server_refuses_what_hangs_or_kills_and_goes_on() -> None:
    pytest.importorskip("fastapi", reason="the service is NOT tested: no fastapi")
    pytest.importorskip("httpx2", reason="the service is NOT tested: no httpx2")
    pytest.importorskip("prometheus_client", reason="the service is NOT tested: no client")
    from fastapi.testclient import TestClient

    from headshot_lint.service.app import create_app
    from headshot_lint.service.caps import Caps

    def ask(data: bytes) -> tuple[int, str]:
        answer = client.post("/v1/check", content=data)
        return answer.status_code, answer.json().get("code", "")

    large = BytesIO()
    Image.new("L", (1100, 1000)).save(large, "PNG")
    isolation = Isolation(Limits(timeout_s=10))
    app = create_app(QUICK, Caps(max_pixels=1_000_000), isolation=isolation)
    with TestClient(app) as client:
        assert ask(SOUND) == (200, "")
        assert ask(SOUND + b"KILL") == (422, "ended-its-process")
        assert ask(SOUND + b"HANG") == (422, "too-slow")
        assert ask(large.getvalue()) == (422, "too-many-pixels")
        assert ask(SOUND) == (200, "")
        worker = isolation.worker()
        assert worker.lives
        isolation.take_back(worker)
    assert not worker.lives


@pytest.mark.usefixtures("poisoned")
def test_one_process_serves_all_photos_that_do_no_harm() -> None:
    with Isolation(Limits(timeout_s=60)) as isolation:
        from headshot_lint.engine.linter import Linter

        linter = Linter(QUICK, isolation=isolation)
        linter.measure(SOUND)
        first = isolation.worker()
        isolation.take_back(first)
        linter.measure(SOUND)
        assert isolation.worker() is first
        isolation.take_back(first)


@pytest.mark.usefixtures("poisoned")
def test_uploads_that_kill_are_refused_and_the_others_judged() -> None:
    photos = {"a": SOUND, "b": SOUND + b"KILL", "c": SOUND}
    with Isolation(Limits(timeout_s=60)) as isolation:
        uploads = check_uploads(photos, settings=QUICK, isolation=isolation)
    assert uploads.refused == {"b": ("HL001",)}
