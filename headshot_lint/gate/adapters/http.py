"""HTTP for adapters: what is worth trying again is told from what is set up wrongly."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from headshot_lint.gate.errors import GateError, GeneratorError

MOST_BYTES = 256 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_MOST_TOLD = 300


@dataclass(frozen=True)
class Server:
    """An HTTP server.

    Attributes:
        url: where it is, without the path of a call.
        headers: sent with each call, say for authorisation.
        timeout_s: the longest that one call may take, whatever time a job has left.

    Raises:
        GateError: the URL is none of HTTP.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout_s: float = 300.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise GateError(f"{self.url!r} is no address of a server", "http://127.0.0.1:8188")

    def json(self, path: str, payload: Any = None, *, remaining_s: float | None = None) -> Any:
        """GET, or POST of a payload as JSON; returns the answer, parsed.

        Raises:
            GeneratorError: no answer in time, 408, 425, 429, 5xx, or an answer that is no JSON.
            GateError: any other refusal.
        """
        body = self.call(path, payload, remaining_s=remaining_s)
        try:
            return json.loads(body) if body.strip() else None
        except ValueError as error:
            raise GeneratorError(f"{path} answered with something that is no JSON") from error

    def call(self, path: str, payload: Any = None, *, remaining_s: float | None = None) -> bytes:
        """As `json`, with the answer as it came."""
        data = None if payload is None else json.dumps(payload).encode()
        headers = {"Content-Type": "application/json"} if data is not None else {}
        request = Request(  # noqa: S310 - the scheme was checked
            self.url.rstrip("/") + path, data, {**headers, **self.headers}
        )
        limit_s = self.timeout_s if remaining_s is None else min(self.timeout_s, remaining_s)
        return _fetch(request, path, time.monotonic() + max(limit_s, 0.001))


def _fetch(request: Request, path: str, deadline_s: float) -> bytes:
    try:
        with urlopen(request, timeout=deadline_s - time.monotonic()) as answer:  # noqa: S310
            return _read(answer, path, deadline_s)
    except HTTPError as error:
        with error:
            raise _refusal(error, path) from error
    except TimeoutError as error:
        raise GeneratorError(f"{path} did not answer in time") from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise GeneratorError(f"{path} did not answer in time") from error
        raise GeneratorError(f"{path} could not be reached: {error.reason}") from error
    except (OSError, HTTPException) as error:
        raise GeneratorError(f"{path} broke off: {type(error).__name__}") from error


def _read(answer: Any, path: str, deadline_s: float) -> bytes:
    """Read to the end; the time limit of sockets holds for one packet, this one for all."""
    parts: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK_BYTES):
        parts.append(chunk)
        size += len(chunk)
        if size > MOST_BYTES:
            raise GateError(f"{path} answered with more than {MOST_BYTES / 1e6:.0f} MB")
        if time.monotonic() > deadline_s:
            raise GeneratorError(f"{path} did not answer in time")
    promised = answer.headers.get("Content-Length")
    if promised is not None and size < int(promised):
        raise GeneratorError(f"{path} broke off after {size} of {promised} bytes")
    return b"".join(parts)


def _refusal(error: HTTPError, path: str) -> GateError | GeneratorError:
    message = f"{path} answered {error.code}: {_told(error)}"
    if error.code in (408, 425, 429) or error.code >= 500:
        return GeneratorError(message, retry_after_s=_retry_after_s(error.headers))
    return GateError(message, "the request is refused as it is, so that it is not tried again")


def _told(error: HTTPError) -> str:
    """What the server says, as far as a person will read it."""
    try:
        text = error.read(64 * 1024).decode("utf-8", "replace").strip()
    except (OSError, HTTPException):
        text = ""
    return text[:_MOST_TOLD] or str(error.reason)


def _retry_after_s(headers: Any) -> float | None:
    """`Retry-After` in seconds (RFC 9110, section 10.2.3: a number, or a date)."""
    text = (headers or {}).get("Retry-After")
    if text is None:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
