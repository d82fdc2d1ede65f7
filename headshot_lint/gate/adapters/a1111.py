"""The web UI of AUTOMATIC1111 and its forks (Forge, SD.Next) over HTTP."""

from __future__ import annotations

import base64
import binascii
import contextlib
from collections.abc import Mapping
from typing import Any

from headshot_lint.gate.adapters.http import Server
from headshot_lint.gate.errors import GateError, GeneratorError
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.words import Request


class A1111:
    """Calls `/sdapi/v1/txt2img` (or `img2img`) of a web UI that was started with `--api`.

    Args:
        url: of the server, as `http://127.0.0.1:7860`.
        endpoint: `txt2img` or `img2img`.
        timeout_s: the longest that one call may take.
        headers: sent with each call, say `Authorization` where `--api-auth` is set.
    """

    takes: Takes = frozenset({"seed", "prompt", "negative_prompt", "*"})
    """Any field of the web UI's request."""

    def __init__(
        self,
        url: str,
        *,
        endpoint: str = "txt2img",
        timeout_s: float = 300.0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        if endpoint not in ("txt2img", "img2img"):
            raise GateError(f"there is no endpoint {endpoint!r}", "txt2img or img2img")
        self.endpoint = endpoint
        self.server = Server(url, headers or {}, timeout_s)

    def __call__(self, request: Request) -> list[bytes]:
        """Render, and return the pictures as files.

        Raises:
            GeneratorError: no answer in time, a server's error, or a picture that did not arrive.
            GateError: the server refuses the request.
        """
        payload = {**request.params, "seed": request.seed}
        path = f"/sdapi/v1/{self.endpoint}"
        try:
            answer = self.server.json(path, payload, remaining_s=request.remaining_s)
        except GeneratorError as error:
            if "in time" in str(error):
                self._interrupt()
            raise
        return [_decoded(text) for text in _images(answer)]

    def _interrupt(self) -> None:
        with contextlib.suppress(GeneratorError, GateError):
            self.server.json("/sdapi/v1/interrupt", {}, remaining_s=5.0)


def _images(answer: Any) -> list[Any]:
    images = answer.get("images") if isinstance(answer, dict) else None
    if not isinstance(images, list):
        raise GeneratorError("the answer has no list of images")
    return images


def _decoded(text: Any) -> bytes:
    """A file from base64, which some forks lead with `data:image/png;base64,`."""
    if not isinstance(text, str):
        raise GeneratorError("an image is no text in base64")
    try:
        return base64.b64decode(text.rpartition(",")[2], validate=True)
    except binascii.Error as error:
        raise GeneratorError("an image is no base64") from error
