"""Reading an upload: its bytes are counted as they come."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.requests import ClientDisconnect, Request

from headshot_lint.service.caps import Caps
from headshot_lint.service.problems import Problem


async def read_upload(request: Request, caps: Caps) -> bytes:
    """Return the body of a request.

    Raises:
        Problem: it is empty, too long, or does not come in time.
    """
    promised = request.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > caps.max_bytes:
        raise _too_long(caps)
    try:
        async with asyncio.timeout(caps.upload_s):
            data = await _counted(request, caps)
    except TimeoutError:
        raise Problem(
            HTTPStatus.REQUEST_TIMEOUT,
            "upload-too-slow",
            f"The photo did not come within {caps.upload_s:g} s.",
            {"Connection": "close"},
        ) from None
    except ClientDisconnect:
        raise Problem(HTTPStatus.BAD_REQUEST, "disconnected", "The upload broke off.") from None
    if not data:
        raise Problem(
            HTTPStatus.BAD_REQUEST, "empty", "There is no photo: send its bytes as the body."
        )
    return data


async def _counted(request: Request, caps: Caps) -> bytes:
    parts = bytearray()
    async for chunk in request.stream():
        parts += chunk
        if len(parts) > caps.max_bytes:
            raise _too_long(caps)
    return bytes(parts)


def _too_long(caps: Caps) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "too-many-bytes",
        f"The photo is heavier than {caps.max_bytes / 1e6:g} MB. Export a smaller JPEG.",
        {"Connection": "close"},  # the rest of it is not read
    )
