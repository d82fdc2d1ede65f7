"""The HTTP application, without a network."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the service is NOT tested: no fastapi")
pytest.importorskip("httpx2", reason="the service is NOT tested: no httpx2")
pytest.importorskip("prometheus_client", reason="the service is NOT tested: no prometheus_client")

from fastapi.testclient import TestClient
from PIL import Image

from headshot_lint import lint
from headshot_lint.engine.registry import load_rules
from headshot_lint.engine.report import Report
from headshot_lint.engine.settings import make_settings
from headshot_lint.service.app import create_app
from headshot_lint.service.caps import Caps
from headshot_lint.service.desk import Desk

ROOT = Path(__file__).parents[2]
DARK = ROOT / "fixtures/HL203-uneven-light/bad-one-side.jpg"
STRIP = ROOT / "fixtures/HL003-wrong-aspect/bad-strip.jpg"
QUICK = make_settings(select=["HL003"])


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(QUICK, Caps(max_bytes=1_000_000, max_pixels=4_000_000))) as client:
        yield client


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG")
    return out.getvalue()


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["type"] == f"urn:headshot-lint:problem:{code}"
    assert body["title"]
    assert body["detail"].endswith((".", "?"))
    assert body["request_id"] == response.headers["x-request-id"]
    return body


@pytest.mark.model
def test_the_answer_is_the_report() -> None:
    with TestClient(create_app()) as client:
        response = client.post(
            "/v1/check",
            content=DARK.read_bytes(),
            params={"profile": "linkedin", "name": "ada.jpg"},
        )
    assert response.status_code == 200
    sent = Report.model_validate_json(response.text)
    own = lint(DARK.read_bytes(), "linkedin", name="ada.jpg")
    assert sent.photos == own.photos
    assert (sent.profile, sent.tool) == (own.profile, own.tool)
    assert sent.photo.path == "ada.jpg"


def test_a_request_may_name_rules_and_profile(client: TestClient) -> None:
    params = {"select": "HL002, HL003", "ignore": "HL002", "profile": "slack"}
    response = client.post("/v1/check", content=STRIP.read_bytes(), params=params)
    report = Report.model_validate_json(response.text)
    assert [result.code for result in report.photo.results] == ["HL003"]
    assert report.profile.startswith("slack@")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "empty"),
        (b"<html>", 415, "not-an-image"),
        (STRIP.read_bytes()[:400], 422, "truncated"),
        (b"\xff" * 1_000_001, 413, "too-many-bytes"),
        (png(3000, 3000), 422, "too-many-pixels"),
    ],
)
def test_what_is_no_photo_is_refused(
    client: TestClient, body: bytes, status: int, code: str
) -> None:
    problem(client.post("/v1/check", content=body), status, code)


def test_bytes_are_counted_whatever_is_promised(client: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(64):
            sent += 1
            yield b"\xff" * 100_000

    problem(client.post("/v1/check", content=endless()), 413, "too-many-bytes")
    assert sent >= 11


@pytest.mark.parametrize(
    ("params", "code", "word"),
    [
        ({"profile": "linkdin"}, "unknown-setting", "linkedin"),
        ({"select": "HL999"}, "unknown-setting", "HL999"),
        ({"profile": "../../etc/passwd"}, "invalid-parameter", "profile"),
        ({"name": "x" * 300}, "invalid-parameter", "name"),
    ],
)
def test_wrong_parameters_are_named(
    client: TestClient, params: dict[str, str], code: str, word: str
) -> None:
    response = client.post("/v1/check", content=STRIP.read_bytes(), params=params)
    assert word in problem(response, 400, code)["detail"]


def test_paths_and_methods_that_are_not_there(client: TestClient) -> None:
    problem(client.get("/v2"), 404, "not-found")
    response = client.get("/v1/check")
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "POST"


def test_a_request_keeps_its_own_id_and_no_odd_one(client: TestClient) -> None:
    own = client.get("/healthz", headers={"X-Request-ID": "job-7.b"})
    assert own.headers["x-request-id"] == "job-7.b"
    odd = client.get("/healthz", headers={"X-Request-ID": "a b\x7f"})
    assert len(odd.headers["x-request-id"]) == 32


def test_a_bug_is_a_problem_as_well(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Desk, "_judge", broken)
    with TestClient(create_app(QUICK)) as client:
        body = problem(client.post("/v1/check", content=b"x"), 500, "broken")
    assert "ZeroDivision" not in str(body)
    assert body["request_id"] in caplog.text


def test_a_slow_upload_is_given_up() -> None:
    app = create_app(QUICK, Caps(upload_s=0.05))
    answers: list[dict[str, Any]] = []

    async def never() -> dict[str, Any]:
        await asyncio.sleep(30)
        return {"type": "http.disconnect"}

    async def sending(message: dict[str, Any]) -> None:
        answers.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/v1/check", "raw_path": b"/v1/check",
        "query_string": b"", "headers": [], "http_version": "1.1", "scheme": "http",
    }  # fmt: skip
    asyncio.run(app(scope, never, sending))  # type: ignore[arg-type]
    assert answers[0]["status"] == 408


def test_further_requests_are_turned_away_and_told_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release, judging = threading.Event(), threading.Semaphore(0)
    plain = Desk._judge

    def slow(self: Desk, *arguments: Any) -> Any:
        judging.release()
        assert release.wait(20)
        return plain(self, *arguments)

    monkeypatch.setattr(Desk, "_judge", slow)
    with TestClient(create_app(QUICK, Caps(workers=1, waiting=1))) as client:
        held: list[int] = []

        def ask() -> None:
            held.append(client.post("/v1/check", content=STRIP.read_bytes()).status_code)

        askers = [threading.Thread(target=ask) for _ in range(2)]
        for asker in askers:
            asker.start()
        assert judging.acquire(timeout=20)
        for _ in range(200):
            if b"places_taken 2.0" in client.get("/metrics").content:
                break
        response = client.post("/v1/check", content=STRIP.read_bytes())
        problem(response, 429, "busy")
        assert int(response.headers["retry-after"]) >= 1
        assert client.get("/healthz").status_code == 200
        release.set()
        for asker in askers:
            asker.join()
        assert held == [200, 200]
        assert client.post("/v1/check", content=STRIP.read_bytes()).status_code == 200


def test_catalogue(client: TestClient) -> None:
    rules = client.get("/v1/rules").json()
    assert [rule["code"] for rule in rules] == sorted(load_rules())
    assert all(rule["summary"] for rule in rules)
    profiles = {profile["name"] for profile in client.get("/v1/profiles").json()}
    assert {"corporate", "linkedin"} <= profiles


def test_metrics_count_and_name_no_photo(client: TestClient) -> None:
    client.post("/v1/check", content=STRIP.read_bytes(), params={"name": "secret-ada.jpg"})
    client.get("/no/such/path-of-ada")
    text = client.get("/metrics").text
    assert 'headshot_lint_requests_total{route="/v1/check",status="200"}' in text
    assert 'headshot_lint_photos_total{verdict="warn"}' in text
    assert "headshot_lint_check_seconds_bucket" in text
    assert "ada" not in text


def test_the_interface_is_documented_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    check = described["paths"]["/v1/check"]["post"]
    assert {"200", "400", "408", "413", "415", "422", "429"} == check["responses"].keys()
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
