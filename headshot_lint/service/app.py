"""The HTTP application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import FastAPI, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from headshot_lint import __version__
from headshot_lint.engine.report import Report
from headshot_lint.engine.settings import Settings
from headshot_lint.service.caps import Caps
from headshot_lint.service.catalogue import (
    KnownProfile,
    KnownRule,
    known_profiles,
    known_rules,
)
from headshot_lint.service.desk import Desk
from headshot_lint.service.meters import Meters
from headshot_lint.service.problems import Problem, answer, documented, of_framework, request_id
from headshot_lint.service.requests import Requests
from headshot_lint.service.upload import discard, read_upload

if TYPE_CHECKING:
    from headshot_lint.analyse.view import LandmarkEngine
    from headshot_lint.engine.isolation import Isolation

_IMAGES = ("application/octet-stream", "image/jpeg", "image/png", "image/webp", "image/avif")
_BODY = {"schema": {"type": "string", "format": "binary", "minLength": 1}}
_CHECK_PROBLEMS = documented(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)

_Words = Annotated[str, Query(max_length=1000, pattern=r"^[\w, @.-]*$")]


class Health(BaseModel):
    """That the server answers."""

    status: Literal["ok"]
    version: str


def create_app(
    settings: Settings | None = None,
    caps: Caps | None = None,
    *,
    landmarks: LandmarkEngine = "auto",
    isolation: Isolation | None = None,
) -> FastAPI:
    """Return the application, an ASGI app for any server.

    Nothing of a photo is stored or logged, and no address is ever fetched.

    Args:
        settings: how photos are judged where a request says nothing else.
        caps: how much it takes on.
        landmarks: what finds landmarks.
        isolation: workers that decode and measure, so that a photo that hangs or kills them is
            refused and the server goes on; they end with it.
    """
    desk = Desk(caps or Caps(), settings or Settings(), landmarks, isolation)
    meters = Meters()

    @asynccontextmanager
    async def living(_app: FastAPI) -> AsyncIterator[None]:
        with isolation or nullcontext():
            desk.warm()
            yield
            desk.close()

    # The pages that FastAPI makes of an API load scripts from elsewhere.
    app = FastAPI(
        title="headshot-lint",
        version=__version__,
        description="Evaluates headshots: what is wrong, by how much, and what to do.",
        docs_url=None,
        redoc_url=None,
        lifespan=living,
    )
    _add_check(app, desk, meters)
    _add_catalogue(app)
    _add_state(app, desk, meters)
    _add_problems(app, desk.caps)
    app.add_middleware(Requests, meters=meters)
    return app


def _add_check(app: FastAPI, desk: Desk, meters: Meters) -> None:
    body = {"required": True, "content": dict.fromkeys(_IMAGES, _BODY)}

    @app.post(
        "/v1/check",
        summary="Judge one photo: its bytes are the body of the request",
        response_model=Report,
        responses=_CHECK_PROBLEMS,
        openapi_extra={"requestBody": body},
    )
    async def check(
        request: Request,
        profile: Annotated[str, Query(max_length=100, pattern=r"^[\w@.-]*$")] = "",
        select: _Words = "",
        ignore: _Words = "",
        name: Annotated[str, Query(max_length=255)] = "photo",
    ) -> Response:
        async with desk.place():
            data = await read_upload(request, desk.caps)
            report, seconds = await desk.check(data, name, profile, select, ignore)
        meters.seconds.observe(seconds)
        meters.verdicts.labels(report.photo.verdict).inc()
        return Response(report.to_json(indent=None), media_type="application/json")


def _add_catalogue(app: FastAPI) -> None:
    @app.get("/v1/rules", summary="Every rule")
    def rules() -> tuple[KnownRule, ...]:
        return known_rules()

    @app.get("/v1/profiles", summary="Every profile")
    def profiles() -> tuple[KnownProfile, ...]:
        return known_profiles()


def _add_state(app: FastAPI, desk: Desk, meters: Meters) -> None:
    @app.get("/healthz", summary="Whether the server answers")
    async def healthz() -> Health:
        return Health(status="ok", version=__version__)

    text = {"content": {"text/plain": {"schema": {"type": "string"}}}}

    @app.get(
        "/metrics",
        summary="Counters for Prometheus",
        response_class=Response,
        responses={200: text},
    )
    async def metrics() -> Response:
        meters.taken.set(desk.taken)
        return Response(meters.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _add_problems(app: FastAPI, caps: Caps) -> None:
    @app.exception_handler(Problem)
    async def problem(request: Request, error: Problem) -> Response:
        if error.unread:
            await discard(request, caps)
        return answer(error, request_id(request))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return answer(of_framework(error), request_id(request))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        found = Problem(HTTPStatus.BAD_REQUEST, "invalid-parameter", f"{place}: {first['msg']}.")
        return answer(found, request_id(request))
