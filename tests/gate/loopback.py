"""Servers on the loopback that speak the protocols of ComfyUI, A1111 and OpenAI, and misbehave."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image


def png(red: int, size: tuple[int, int] = (8, 8)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (red, 0, 0)).save(out, format="PNG")
    return out.getvalue()


@dataclass
class Answer:
    """What a server says; `hang_s` before it, `cut` bytes less than it promised."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    hang_s: float = 0.0
    cut: int = 0


def as_json(value: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(
        status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers}
    )


@dataclass
class Call:
    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    headers: dict[str, str]


Respond = Callable[[Call], Answer]


@contextmanager
def serving(respond: Respond) -> Iterator[tuple[str, list[Call]]]:
    """Serve on a free port; yields the address and the calls as they come."""
    calls: list[Call] = []
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            parts = urlsplit(self.path)
            call = Call(
                self.command,
                parts.path,
                parse_qs(parts.query),
                json.loads(raw) if raw else None,
                dict(self.headers.items()),
            )
            calls.append(call)
            answer = respond(call)
            over.wait(answer.hang_s)
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body[: len(answer.body) - answer.cut])
            except OSError:  # the client has gone
                self.close_connection = True

        do_GET = do_POST = _serve  # noqa: N815 - names of the base class

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", calls
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class FakeComfyUI:
    """`/prompt`, `/history`, `/view`, `/queue`, `/interrupt` as ComfyUI 0.3 answers them.

    Args:
        view: from the patched workflow to the file that it saves.
        status: of the finished job, as the history has it.
        runs_s: how long a workflow takes.
    """

    def __init__(
        self,
        view: Callable[[dict[str, Any]], bytes],
        *,
        status: dict[str, Any] | None = None,
        runs_s: float = 0.0,
        kind: str = "output",
    ) -> None:
        self.view = view
        self.status = status or {"status_str": "success", "completed": True, "messages": []}
        self.runs_s = runs_s
        self.kind = kind
        self.graphs: dict[str, tuple[float, dict[str, Any]]] = {}
        self.outputs: dict[str, Any] | None = None
        self.node_errors: dict[str, Any] = {}

    def __call__(self, call: Call) -> Answer:
        if call.path == "/prompt":
            return self._queue(call.body)
        if call.path.startswith("/history/"):
            return as_json(self._history(call.path.rpartition("/")[2]))
        if call.path == "/view":
            job = call.query["filename"][0].removesuffix("_00001_.png")
            return Answer(body=self.view(self.graphs[job][1]))
        if call.path == "/queue" and call.method == "GET":
            running = [[1, job, graph, {}, []] for job, (_, graph) in self.graphs.items()]
            return as_json({"queue_running": running, "queue_pending": []})
        return Answer()

    def _queue(self, body: dict[str, Any]) -> Answer:
        graph = body["prompt"]
        if any("class_type" not in node for node in graph.values()) or "9" not in graph:
            error = {"type": "prompt_no_outputs", "message": "Prompt has no outputs"}
            return as_json({"error": error, "node_errors": {}}, 400)
        job = f"job-{len(self.graphs)}"
        self.graphs[job] = (time.monotonic(), graph)
        return as_json({"prompt_id": job, "number": 1, "node_errors": self.node_errors})

    def _history(self, job: str) -> dict[str, Any]:
        began_s, graph = self.graphs[job]
        if time.monotonic() - began_s < self.runs_s:
            return {}
        file = {"filename": f"{job}_00001_.png", "subfolder": "", "type": self.kind}
        outputs = {"9": {"images": [file]}} if self.outputs is None else self.outputs
        return {job: {"prompt": [1, job, graph], "outputs": outputs, "status": self.status}}


WORKFLOW: dict[str, Any] = {
    "3": {"class_type": "KSampler", "inputs": {"seed": 0, "cfg": 8.0, "positive": ["6", 0]}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a headshot", "clip": ["4", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry", "clip": ["4", 1]}},
    "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0], "filename_prefix": "x"}},
}
PATCH = {"3.seed": "seed", "3.cfg": "cfg", "6.text": "prompt", "7.text": "negative_prompt"}


def a1111(draw: Callable[[dict[str, Any]], list[bytes]]) -> Respond:
    """`/sdapi/v1/txt2img` as the web UI answers it."""

    def respond(call: Call) -> Answer:
        if call.path != "/sdapi/v1/txt2img":
            return as_json({})
        images = [base64.b64encode(file).decode() for file in draw(call.body)]
        return as_json({"images": images, "parameters": call.body, "info": "{}"})

    return respond


def openai_images(draw: Callable[[dict[str, Any]], list[bytes]]) -> Respond:
    """`/v1/images/generations` as OpenAI answers it."""

    def respond(call: Call) -> Answer:
        images = [{"b64_json": base64.b64encode(file).decode()} for file in draw(call.body)]
        return as_json({"created": 1, "data": images})

    return respond
