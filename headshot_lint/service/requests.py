"""What is done for every request: an id, a count, and an answer even where the server is wrong."""

from __future__ import annotations

import logging
import re
import uuid
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headshot_lint.service.meters import Meters
from headshot_lint.service.problems import Problem, answer

_HEADER = b"x-request-id"
_GIVEN = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_ROUTES = frozenset(
    ("/v1/check", "/v1/rules", "/v1/profiles", "/healthz", "/metrics", "/openapi.json")
)
_LOG = logging.getLogger("headshot_lint.service")


class Requests:
    """Gives each request an id, the client's own where it is a plain word, and counts it."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app, self._meters = app, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identity = _identity(scope)
        scope.setdefault("state", {})["request_id"] = identity
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (_HEADER, identity.encode())]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            _LOG.exception("request %s broke", identity)
            if status:  # the answer is on its way
                raise
            found = Problem(
                HTTPStatus.INTERNAL_SERVER_ERROR, "broken", "The server broke: please report it."
            )
            await answer(found, identity)(scope, receive, sending)
        finally:
            route = scope["path"] if scope["path"] in _ROUTES else "other"
            self._meters.requests.labels(route, str(status)).inc()


def _identity(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == _HEADER), b"")
    return given.decode() if _GIVEN.fullmatch(given) else uuid.uuid4().hex
