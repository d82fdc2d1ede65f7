"""Errors as RFC 9457 has them, `application/problem+json`."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from headshot_lint.model.errors import Fault, HeadshotLintError, Unreadable

MEDIA_TYPE = "application/problem+json"

_STATUS = {
    Fault.EMPTY: HTTPStatus.BAD_REQUEST,
    Fault.TOO_HEAVY: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Fault.TOO_LARGE: HTTPStatus.UNPROCESSABLE_ENTITY,
    Fault.TRUNCATED: HTTPStatus.UNPROCESSABLE_ENTITY,
    Fault.CORRUPT: HTTPStatus.UNPROCESSABLE_ENTITY,
    Fault.TOO_INTRICATE: HTTPStatus.UNPROCESSABLE_ENTITY,
    Fault.TOO_SLOW: HTTPStatus.UNPROCESSABLE_ENTITY,
    Fault.KILLER: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""Of a photo that cannot be judged; all else is no image that is supported."""


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it so
    """A request that is not met.

    Attributes:
        code: short and stable, for programs.
        detail: what is wrong, and what to do.
        headers: of the response.
        unread: the photo was not read to its end.
    """

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        headers: dict[str, str] | None = None,
        *,
        unread: bool = False,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers = (headers or {}) | ({"Connection": "close"} if unread else {})
        self.unread = unread

    @classmethod
    def of_photo(cls, refusal: Unreadable) -> Problem:
        """A photo that cannot be read."""
        status = _STATUS.get(refusal.fault, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        return cls(status, refusal.fault.replace(" ", "-").lower(), _sentence(refusal))

    @classmethod
    def of_settings(cls, error: HeadshotLintError) -> Problem:
        """A profile or rule that does not exist."""
        return cls(HTTPStatus.BAD_REQUEST, "unknown-setting", _sentence(error))


def answer(problem: Problem, request_id: str) -> Response:
    """The response to a request that is not met."""
    body = {
        "type": f"urn:headshot-lint:problem:{problem.code}",
        "title": problem.status.phrase,
        "status": int(problem.status),
        "detail": problem.detail,
        "code": problem.code,
        "request_id": request_id,
    }
    return Response(
        json.dumps(body), int(problem.status), headers=problem.headers, media_type=MEDIA_TYPE
    )


def of_framework(error: HTTPException) -> Problem:
    """What the framework refuses: an unknown path, a wrong method."""
    status = HTTPStatus(error.status_code)
    code = status.phrase.lower().replace(" ", "-")
    return Problem(status, code, f"{status.phrase}.", dict(error.headers or {}))


def request_id(request: Request) -> str:
    """The id of a request, as its response names it."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Problems for the OpenAPI document."""
    text = {"type": "string"}
    schema = {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "request_id"],
        "properties": dict.fromkeys(("type", "title", "detail", "code", "request_id"), text)
        | {"status": {"type": "integer"}},
    }
    return {
        int(status): {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def _sentence(error: HeadshotLintError) -> str:
    hint = f" {error.hint[0].upper()}{error.hint[1:]}" if error.hint else ""
    end = "" if error.message.endswith(".") else "."
    return f"{error.message}{end}{hint}"
