"""Adapters: how a gate calls each kind of generator; each loads on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headshot_lint.gate.adapters.a1111 import A1111 as A1111
    from headshot_lint.gate.adapters.comfyui import ComfyUI as ComfyUI
    from headshot_lint.gate.adapters.command import Command as Command
    from headshot_lint.gate.adapters.diffusers import Diffusers as Diffusers
    from headshot_lint.gate.adapters.openai import AsyncOpenAIImages as AsyncOpenAIImages
    from headshot_lint.gate.adapters.openai import OpenAIImages as OpenAIImages

__all__ = ["A1111", "AsyncOpenAIImages", "ComfyUI", "Command", "Diffusers", "OpenAIImages"]

_HOMES = {
    "A1111": "a1111",
    "AsyncOpenAIImages": "openai",
    "ComfyUI": "comfyui",
    "Command": "command",
    "Diffusers": "diffusers",
    "OpenAIImages": "openai",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
