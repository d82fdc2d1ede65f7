"""Reading an upload: its bytes are counted as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from http import HTTPStatus

from starlette.requests import ClientDisconnect, Request

from headshot_lint.service.caps import Caps
from headshot_lint.service.problems import Problem

_DISCARD_S = 5.0
_DISCARD_CAPS = 2


async def read_upload(request: Request, caps: Caps) -> bytes:
    """Return the body of a request.

    Raises:
        Problem: it is empty, too long, or does not come in time.
    """
    promised = request.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > caps.max_bytes:
        raise _too_long(caps, unread=True)
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
    async for chunk, more in _chunks(request):
        parts += chunk
        if len(parts) > caps.max_bytes:
            raise _too_long(caps, unread=more)
    return bytes(parts)


async def _chunks(request: Request) -> AsyncIterator[tuple[bytes, bool]]:
    """The body as it comes, each chunk with whether there is more; it may be taken up again."""
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        more = message.get("more_body", False)
        yield message.get("body", b""), more


def _too_long(caps: Caps, *, unread: bool) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "too-many-bytes",
        f"The photo is heavier than {caps.max_bytes / 1e6:g} MB. Export a smaller JPEG.",
        unread=unread,
    )


async def discard(request: Request, caps: Caps) -> None:
    """Let a client finish that sends before it listens, or it would find a broken connection.

    Nothing is kept of it; what is longer than twice the cap, or slow, is cut off. Who waits to be
    told to go on (`Expect: 100-continue`) is not told.
    """
    if "expect" in request.headers:
        return
    discarded = 0
    with suppress(TimeoutError, ClientDisconnect):
        async with asyncio.timeout(_DISCARD_S):
            async for chunk, _ in _chunks(request):
                discarded += len(chunk)
                if discarded > _DISCARD_CAPS * caps.max_bytes:
                    return
