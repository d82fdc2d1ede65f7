"""The nodes: Headshot Lint (sorts pictures), Headshot Lint Seed and Headshot Lint Gate (retries).

An IMAGE of ComfyUI is a float tensor B x H x W x 3 in 0..1. Nothing here imports torch: tensors are
taken as what they are, indexed and turned into arrays.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, NamedTuple

from .retry import clone_between

PURPOSES = ["headshot", "portrait"]
SEVERITIES = ["error", "warning", "hint"]
ATTEMPT = "HEADSHOT_ATTEMPT"
"""The type of the link from the seed node to the gate: it says where the part to repeat begins."""

CATEGORY = "image/headshot"


class Judged(NamedTuple):
    """One picture of a batch.

    Attributes:
        summary: code, severity and message of each finding that counts, with score and verdict.
    """

    ok: bool
    score: float
    summary: dict[str, Any]


@cache
def _judge(profile: str, purpose: str) -> Any:
    """The function that judges by a profile; models stay loaded between runs of a workflow."""
    from headshot_lint.gate.checks import judging

    return judging(profile, purpose)[0]


def judge_all(
    images: Any, profile: str, purpose: str, fail_on: str, min_score: float
) -> list[Judged]:
    """Judge each picture of a batch."""
    from headshot_lint.gate.pictures import Picture
    from headshot_lint.gate.rulebook import Rulebook
    from headshot_lint.model.verdict import Severity

    judge = _judge(profile, purpose)
    rulebook = Rulebook(Severity(fail_on))
    judged = []
    for image in images:
        judgement = judge(Picture(_array(image)))
        counted = rulebook.counted(judgement)
        ok = not counted and not judgement.broken and judgement.score >= min_score
        findings = [
            {"code": f.code, "name": f.name, "severity": str(f.severity), "message": f.message}
            for f in judgement.findings
        ]
        summary = {
            "ok": ok,
            "score": judgement.score,
            "failed": [f.code for f in counted],
            "findings": findings,
            "broken": list(judgement.broken),
        }
        judged.append(Judged(ok, judgement.score, summary))
    return judged


def _array(image: Any) -> Any:
    """A tensor as an array, from whatever device it lies on."""
    import numpy as np

    tensor = image.detach().cpu() if hasattr(image, "detach") else image
    return np.asarray(tensor, dtype=np.float32).clip(0.0, 1.0)


def _blocked(message: str | None = None) -> Any:
    """What stops all nodes behind an output; without a message, silently."""
    try:
        from comfy_execution.graph import ExecutionBlocker
    except ImportError:  # where it was before ComfyUI 0.3
        from comfy_execution.graph_utils import ExecutionBlocker
    return ExecutionBlocker(message)


def _profiles() -> list[str]:
    from headshot_lint.engine.profile import profile_names

    names = list(profile_names())
    return ["render", *(name for name in names if name != "render")]


def _judging_inputs() -> dict[str, Any]:
    return {
        "profile": (_profiles(), {"tooltip": "What the picture is for."}),
        "purpose": (PURPOSES, {"tooltip": "For a portrait, headshot-only rules give way."}),
        "fail_on": (SEVERITIES, {"tooltip": "Least severity that rejects a picture."}),
        "min_score": ("FLOAT", {"default": 0.0, "min": 0.0, "max": 100.0, "step": 1.0}),
    }


def _told(judged: list[Judged], **more: Any) -> dict[str, Any]:
    """What the node shows, and `/history` keeps under its number, after a retry its copy's."""
    return {"headshot_lint": [{**each.summary, **more} for each in judged]}


def _as_json(judged: list[Judged]) -> str:
    import json

    return json.dumps([each.summary for each in judged], ensure_ascii=False, indent=2)


class HeadshotLint:
    """Sorts a batch into pictures that pass and pictures that do not."""

    CATEGORY = CATEGORY
    DESCRIPTION = "Sorts headshots into those that pass and those that do not, with reasons."
    FUNCTION = "lint"
    OUTPUT_NODE = True
    RETURN_TYPES = ("IMAGE", "IMAGE", "STRING", "FLOAT", "BOOLEAN")
    RETURN_NAMES = ("passed", "rejected", "report", "score", "ok")

    @classmethod
    def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802 - ComfyUI's name
        """The sockets and widgets."""
        return {"required": {"images": ("IMAGE",), **_judging_inputs()}}

    def lint(
        self, images: Any, profile: str, purpose: str, fail_on: str, min_score: float
    ) -> dict[str, Any]:
        """Judge a batch; an output without a picture blocks what is behind it."""
        judged = judge_all(images, profile, purpose, fail_on, min_score)
        passed = [i for i, each in enumerate(judged) if each.ok]
        rejected = [i for i, each in enumerate(judged) if not each.ok]
        return {
            "ui": _told(judged),
            "result": (
                images[passed] if passed else _blocked(),
                images[rejected] if rejected else _blocked(),
                _as_json(judged),
                max(each.score for each in judged),
                not rejected,
            ),
        }


class HeadshotLintSeed:
    """Gives the sampler its seed, which the gate changes from attempt to attempt."""

    CATEGORY = CATEGORY
    DESCRIPTION = "The seed for the sampler. Connect `attempt` with the gate."
    FUNCTION = "draw"
    RETURN_TYPES = ("INT", ATTEMPT)
    RETURN_NAMES = ("seed", "attempt")

    @classmethod
    def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802 - ComfyUI's name
        """The sockets and widgets."""
        seed = {"default": 0, "min": 0, "max": 2**32 - 1, "control_after_generate": True}
        return {"required": {"seed": ("INT", seed)}, "optional": {"attempt": ("INT", HIDDEN_ZERO)}}

    def draw(self, seed: int, attempt: int = 0) -> tuple[int, tuple[int, int]]:
        """The seed of an attempt, as the library derives it."""
        from headshot_lint.gate.seeds import derive

        drawn = derive(seed, attempt)
        return drawn, (attempt, drawn)


HIDDEN_ZERO = {"default": 0, "min": 0, "max": 1000, "tooltip": "Set by the gate."}


class HeadshotLintGate:
    """Renders again, with another seed, until a picture passes or all attempts are used."""

    CATEGORY = CATEGORY
    DESCRIPTION = "Repeats what lies between Headshot Lint Seed and this node until it passes."
    FUNCTION = "gate"
    RETURN_TYPES = ("IMAGE", "IMAGE", "STRING", "FLOAT", "BOOLEAN", "INT", "INT")
    RETURN_NAMES = ("passed", "rejected", "report", "score", "ok", "seed", "attempts")
    OUTPUT_NODE = True
    INPUT_IS_LIST = True
    """To see lists and refuse them: of a list of pictures ComfyUI cannot expand a part only, and
    strings the outputs of its copies together."""

    HIDDEN: ClassVar = {"dynprompt": "DYNPROMPT", "unique_id": "UNIQUE_ID"}

    @classmethod
    def INPUT_TYPES(cls) -> dict[str, Any]:  # noqa: N802 - ComfyUI's name
        """The sockets and widgets."""
        required = {
            "images": ("IMAGE",),
            "attempt": (ATTEMPT,),
            "attempts": ("INT", {"default": 4, "min": 1, "max": 100}),
            **_judging_inputs(),
        }
        return {"required": required, "hidden": cls.HIDDEN}

    def gate(self, **given: list[Any]) -> dict[str, Any]:
        """Pass the picture on, or have the part before it done once more (see `_gate`).

        Raises:
            ValueError: there is a list of batches.
        """
        if len(given["images"]) > 1:
            raise ValueError(
                "Headshot Lint Gate takes one batch of pictures, not a list of them: "
                "make the list a batch before the gate"
            )
        return self._gate(**{name: values[0] for name, values in given.items()})

    def _gate(  # noqa: PLR0913 - a parameter for each socket and widget
        self,
        *,
        images: Any,
        attempt: tuple[int, int],
        attempts: int,
        profile: str,
        purpose: str,
        fail_on: str,
        min_score: float,
        dynprompt: Any,
        unique_id: str,
    ) -> dict[str, Any]:
        """The same for the one value of each input.

        Of a batch, the pictures that pass are passed on as soon as there is one.
        """
        number, seed = attempt
        judged = judge_all(images, profile, purpose, fail_on, min_score)
        passed = [i for i, each in enumerate(judged) if each.ok]
        if not passed and number + 1 < attempts:
            graph, again = clone_between(dynprompt, unique_id, "attempt", {"attempt": number + 1})
            outputs = tuple(again.out(i) for i in range(len(self.RETURN_TYPES)))
            return {"result": outputs, "expand": graph.finalize()}
        tried = "1 attempt" if number == 0 else f"{number + 1} attempts"
        exhausted = f"no picture passed in {tried}"
        return {
            "ui": _told(judged, seed=seed, attempts=number + 1),
            "result": (
                images[passed] if passed else _blocked(exhausted),
                _blocked() if passed else images,
                _as_json(judged),
                max(each.score for each in judged),
                bool(passed),
                seed,
                number + 1,
            ),
        }


NODE_CLASS_MAPPINGS = {
    "HeadshotLint": HeadshotLint,
    "HeadshotLintSeed": HeadshotLintSeed,
    "HeadshotLintGate": HeadshotLintGate,
}
NODE_DISPLAY_NAME_MAPPINGS = {
    "HeadshotLint": "Headshot Lint",
    "HeadshotLintSeed": "Headshot Lint Seed",
    "HeadshotLintGate": "Headshot Lint Gate",
}
