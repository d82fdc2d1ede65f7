"""Pipelines of diffusers: a generator for each seed, and a step callback that may abort."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from typing import Any

from headshot_lint.gate.errors import GateError, GeneratorError
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.seeds import derive
from headshot_lint.gate.words import Request

StepCheck = Callable[[int, Any, dict[str, Any]], None]
"""Told of each step: its number, its timestep, the callback's tensors. Raises AbortAttempt."""


class Diffusers:
    """Calls a pipeline.

    Args:
        pipe: any pipeline of diffusers.
        batch: pictures of a call; each has a seed of its own, derived from the attempt's.
        on_step: called after each step. Setting `pipe._interrupt` would stop as well, but the
            half-made picture would be decoded and returned like a whole one.
        negative_prompt: whether the pipeline heeds one. By default where it takes one, except where
            it takes `true_cfg_scale` too: such pipelines ignore it unless that is above 1.
        fixed: what each call is given besides, and no remedy changes.

    Raises:
        GateError: `batch` is below 1.
    """

    def __init__(
        self,
        pipe: Any,
        *,
        batch: int = 1,
        on_step: StepCheck | None = None,
        negative_prompt: bool | None = None,
        **fixed: Any,
    ) -> None:
        if batch < 1:
            raise GateError(f"a batch of {batch} is none")
        self.pipe = pipe
        self.batch = batch
        self.on_step = on_step
        self.fixed = fixed
        named = set(inspect.signature(pipe.__call__).parameters)
        if negative_prompt is None:
            negative_prompt = "negative_prompt" in named and "true_cfg_scale" not in named
        ours = {"generator", "callback_on_step_end", "num_images_per_prompt", "return_dict", *fixed}
        self._has_callback = "callback_on_step_end" in named
        hidden = ours if negative_prompt else {*ours, "negative_prompt"}
        self.takes: Takes = frozenset({"seed", *(named - hidden)})

    def __call__(self, request: Request) -> Any:
        """Render; pictures that the safety checker blackened are left out."""
        import torch

        seeds = [int(request.seed or 0)]
        if self.batch > 1:
            seeds = [derive(seeds[0], number) for number in range(self.batch)]
        # On the CPU, whose random numbers are the same on every machine and for every device.
        generators = [torch.Generator("cpu").manual_seed(seed) for seed in seeds]
        extra: dict[str, Any] = {"generator": generators if self.batch > 1 else generators[0]}
        if self.batch > 1:
            extra["num_images_per_prompt"] = self.batch
        if self._has_callback:
            extra["callback_on_step_end"] = self._callback(request.remaining_s)
        output = self.pipe(**self.fixed, **request.params, **extra)
        blackened = getattr(output, "nsfw_content_detected", None) or [False] * self.batch
        return [i for i, black in zip(output.images, blackened, strict=False) if not black]

    def _callback(self, remaining_s: float | None) -> Callable[..., dict[str, Any]]:
        deadline_s = None if remaining_s is None else time.monotonic() + remaining_s

        def after_step(_pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> Any:
            if self.on_step is not None:
                self.on_step(step, timestep, tensors)
            if deadline_s is not None and time.monotonic() > deadline_s:
                raise GeneratorError(f"out of time after step {step + 1}")
            return tensors

        return after_step
