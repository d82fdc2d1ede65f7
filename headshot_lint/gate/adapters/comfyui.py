"""ComfyUI over HTTP: the workflow patched, queued, waited for, its pictures fetched."""

from __future__ import annotations

import contextlib
import copy
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from headshot_lint.gate.adapters.http import Server
from headshot_lint.gate.errors import AbortAttempt, GateError, GeneratorError
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.words import Request

Workflow = Mapping[str, Mapping[str, Any]]


class ComfyUI:
    """Runs a workflow of ComfyUI; a refused graph is a mistake and not tried again.

    Args:
        url: of the server, as `http://127.0.0.1:8188`.
        workflow: in API format ("Export (API)").
        patch: which input of which node each parameter sets: `{"3.seed": "seed", "6.text":
            "prompt"}`. What stands in the workflow there is the parameter's default.
        output: the node whose pictures are taken; by default all that are saved, or else previewed.
        timeout_s: the longest that one picture may take.
        poll_s: how often the history is asked.
        headers: sent with each call.

    Raises:
        GateError: the workflow is in another format, or has no such input.
    """

    def __init__(  # noqa: PLR0913 - all but three have defaults
        self,
        url: str,
        workflow: Workflow,
        patch: Mapping[str, str],
        *,
        output: str | None = None,
        timeout_s: float = 300.0,
        poll_s: float = 0.25,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        if not all(isinstance(n, Mapping) and "class_type" in n for n in workflow.values()):
            raise GateError(
                "the workflow is not in ComfyUI's API format",
                'choose "Export (API)" in the menu "Workflow"',
            )
        self.workflow = workflow
        self.patch = {place: _found(workflow, place) for place in patch}
        self.names = dict(patch)
        self.server = Server(url, headers or {}, timeout_s)
        self.output = output
        self.poll_s = poll_s
        self.takes: Takes = frozenset(patch.values())
        values = {patch[p]: workflow[n]["inputs"][key] for p, (n, key) in self.patch.items()}
        self.defaults = {name: value for name, value in values.items() if name != "seed"}

    def __call__(self, request: Request) -> list[bytes]:
        """Run the workflow and return its pictures as files.

        Raises:
            GeneratorError: no answer, an error while it ran, or no picture in time.
            AbortAttempt: somebody interrupted it at the server.
            GateError: the server refuses the graph.
        """
        limit_s = self.server.timeout_s
        if request.remaining_s is not None:
            limit_s = min(limit_s, request.remaining_s)
        deadline_s = time.monotonic() + limit_s
        payload = {"prompt": self.patched(request), "client_id": secrets.token_hex(16)}
        queued = self.server.json("/prompt", payload, remaining_s=limit_s)
        try:
            job = str(queued["prompt_id"])
        except (TypeError, KeyError) as error:
            raise GeneratorError("/prompt answered without a prompt_id") from error
        try:
            outputs = self._wait(job, deadline_s)
        except BaseException:
            self._drop(job)
            raise
        places = self._places(outputs)
        if not places and queued.get("node_errors"):  # it ran what was left of the graph
            raise GateError(f"the graph has errors in nodes {', '.join(queued['node_errors'])}")
        left_s = max(0.1, deadline_s - time.monotonic())
        return [self._view(place, left_s) for place in places]

    def patched(self, request: Request) -> dict[str, Any]:
        """The workflow with seed and parameters at their places."""
        graph: dict[str, Any] = copy.deepcopy(dict(self.workflow))
        values = {**request.params, "seed": request.seed}
        for place, (node, key) in self.patch.items():
            if self.names[place] in values:
                graph[node]["inputs"][key] = values[self.names[place]]
        return graph

    def _wait(self, job: str, deadline_s: float) -> Mapping[str, Any]:
        """Ask the history until the job stands there."""
        while (left_s := deadline_s - time.monotonic()) > 0:
            history = self.server.json(f"/history/{quote(job)}", remaining_s=left_s) or {}
            if job in history:
                return _outputs(history[job])
            time.sleep(min(self.poll_s, left_s))
        raise GeneratorError("the workflow did not end in time")

    def _drop(self, job: str) -> None:
        """Take the job out of the queue, and off the machine where it runs."""
        with contextlib.suppress(GeneratorError, GateError):
            self.server.json("/queue", {"delete": [job]}, remaining_s=5.0)
            queue = self.server.json("/queue", remaining_s=5.0)
            running = [str(entry[1]) for entry in queue["queue_running"]]
            if running == [job]:
                self.server.json("/interrupt", {"prompt_id": job}, remaining_s=5.0)

    def _places(self, outputs: Mapping[str, Any]) -> list[Mapping[str, str]]:
        """Which files to fetch: saved ones before those that are only previewed."""
        taken = outputs if self.output is None else {"": outputs.get(self.output, {})}
        places = [place for node in taken.values() for place in node.get("images", ())]
        return [place for place in places if place.get("type") == "output"] or places

    def _view(self, place: Mapping[str, str], left_s: float) -> bytes:
        query = urlencode({key: place.get(key, "") for key in ("filename", "subfolder", "type")})
        return self.server.call(f"/view?{query}", remaining_s=left_s)


def _found(workflow: Workflow, place: str) -> tuple[str, str]:
    node, _, key = place.partition(".")
    if node not in workflow or key not in workflow[node].get("inputs", {}):
        raise GateError(
            f"the workflow has no input {place!r}", "write NODE.INPUT, as in the exported file"
        )
    return node, key


def _outputs(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The outputs of an entry of the history."""
    status = entry.get("status") or {}
    messages = {message[0]: message[1] for message in status.get("messages", ())}
    if "execution_interrupted" in messages:
        raise AbortAttempt("interrupted at the server")
    if status.get("status_str") == "error":
        told = messages.get("execution_error", {})
        what = f"{told.get('exception_type', 'an error')} in node {told.get('node_id', '?')}"
        raise GeneratorError(f"the workflow ended in {what}")
    outputs: Mapping[str, Any] = entry.get("outputs") or {}
    return outputs
