"""Image clients in the style of OpenAI's: no seed, no negative prompt, a prompt read as prose."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from headshot_lint.gate.adapters.http import Server
from headshot_lint.gate.errors import AbortAttempt, GateError, GeneratorError
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.words import Request

_MODERATED = ("moderation_blocked", "content_policy_violation")


class OpenAIImages:
    """Calls `client.images.generate`.

    What a rule advises goes into the prompt, words to avoid as well. An attempt that moderation
    stops counts as aborted: the next prompt is another one.

    Args:
        client: an `openai.OpenAI`, or one that looks like it.
        fixed: what each call is given: `model`, `size`, `quality`.
    """

    takes: Takes = frozenset({"prompt", "instructions", "size", "quality", "n", "background"})

    def __init__(self, client: Any, **fixed: Any) -> None:
        self.client = client
        self.fixed = fixed

    def __call__(self, request: Request) -> Any:
        """Render, and return the pictures as files.

        Raises:
            GeneratorError: 408, 409, 429, 5xx, no answer in time.
            AbortAttempt: stopped by moderation.
            GateError: any other refusal.
        """
        try:
            answer = self._images(request).generate(**self.fixed, **request.params)
        except Exception as error:
            raise _told(error) from error
        return _files(answer, request.remaining_s)

    def _images(self, request: Request) -> Any:
        """The client without retries of its own, which no budget would know of."""
        client = self.client
        if hasattr(client, "with_options"):
            limit = {} if request.remaining_s is None else {"timeout": request.remaining_s}
            client = client.with_options(max_retries=0, **limit)
        return client.images


class AsyncOpenAIImages(OpenAIImages):
    """The same for `openai.AsyncOpenAI`."""

    async def __call__(self, request: Request) -> Any:
        """As `OpenAIImages`."""
        import asyncio

        try:
            answer = await self._images(request).generate(**self.fixed, **request.params)
        except Exception as error:
            raise _told(error) from error
        return await asyncio.to_thread(_files, answer, request.remaining_s)


def _files(answer: Any, remaining_s: float | None) -> list[bytes]:
    files: list[bytes] = []
    for image in getattr(answer, "data", None) or ():
        if encoded := getattr(image, "b64_json", None):
            try:
                files.append(base64.b64decode(encoded, validate=True))
            except binascii.Error as error:
                raise GeneratorError("an image is no base64") from error
        elif url := getattr(image, "url", None):
            files.append(Server(url).call("", remaining_s=remaining_s))
    return files


def _told(error: Exception) -> Exception:
    """What an exception of the client means; by its attributes, so that no client is imported."""
    status = getattr(error, "status_code", None)
    kind = type(error).__name__
    if getattr(error, "code", None) in _MODERATED:
        return AbortAttempt("stopped by moderation")
    if kind in ("APITimeoutError", "APIConnectionError") or isinstance(error, TimeoutError):
        return GeneratorError(f"{kind}: no answer in time")
    if isinstance(status, int):
        if status in (408, 409, 429) or status >= 500:
            return GeneratorError(f"{kind}: answered {status}", retry_after_s=_retry_after(error))
        return GateError(f"the service refuses the request: {error}")
    return error


def _retry_after(error: Exception) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return float(headers.get("retry-after", ""))
    except ValueError:
        return None
