"""What runs the networks: the processor, or an accelerator that the machine's owner names.

An accelerator belongs to a machine and not to a repository, so an environment variable names it,
never a configuration file. It is never required, and the processor's numbers are the reference.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

from headshot_lint.model.errors import HeadshotLintError

VARIABLE = "HEADSHOT_LINT_PROVIDERS"
"""Execution providers of onnxruntime, separated by commas, the preferred one first."""

CPU = "cpu"
_SUFFIX = "executionprovider"

_ELSEWHERE = frozenset({"azure"})
"""Providers that send what they are given to another machine: photos stay on this one."""


def chosen(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the execution providers in lower case, without what all names end with; `cpu` last.

    `cuda`, `CUDA` and `CUDAExecutionProvider` are one name. Whether it exists is for
    `require_chosen` to say, which must load onnxruntime for it.
    """
    asked = map(_short, environ.get(VARIABLE, "").split(","))
    return tuple(dict.fromkeys([*(name for name in asked if name not in ("", CPU)), CPU]))


def _short(name: str) -> str:
    return name.strip().lower().removesuffix(_SUFFIX)


def require_chosen(environ: Mapping[str, str] = os.environ) -> None:
    """Check what the environment asks for; where it asks for nothing, nothing is loaded.

    Raises:
        HeadshotLintError: this installation of onnxruntime lacks a provider, or it is none that
            stays on this machine.
    """
    if not environ.get(VARIABLE):
        return
    from onnxruntime import get_available_providers

    match(chosen(environ), get_available_providers())


def match(asked: Sequence[str], available: Iterable[str]) -> tuple[str, ...]:
    """Return the providers that `chosen` names, as onnxruntime spells them.

    Raises:
        HeadshotLintError: as for `require_chosen`.
    """
    here = {_short(name): name for name in available if _short(name) not in _ELSEWHERE}
    for name in asked:
        if name not in here:
            raise HeadshotLintError(
                f"{VARIABLE}: no execution provider {name!r} that runs on this machine",
                hint=f"this onnxruntime has {', '.join(sorted(here))}; others come with packages "
                "that take its place, as onnxruntime-gpu and onnxruntime-openvino do",
            )
    return tuple(here[name] for name in asked)
