"""What a gate can drive: adapters, and plain functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, runtime_checkable

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.words import Params, Request

EVERYTHING: Takes = frozenset({"*"})


@runtime_checkable
class Adapter(Protocol):
    """A generator that takes requests.

    Attributes:
        takes: the names of the parameters that it takes; see `remedies.Takes`.

    An adapter may have `defaults`, a mapping of the parameters that hold where a job gives none, so
    that remedies can start from them.
    """

    takes: Takes

    def __call__(self, request: Request) -> Any:
        """Render, and return a picture, several, or None; may be a coroutine function.

        Raises:
            GeneratorError: it failed for now.
            GateError: it is set up wrongly.
            AbortAttempt: the attempt was given up.
        """
        ...


Generator: TypeAlias = Adapter | Callable[..., Any]


class FunctionAdapter:
    """Calls a function with the parameters and the seed as keywords.

    A function that has a parameter `seed`, or takes any keyword, gets the seed; one that has a
    parameter `timeout_s` gets the seconds that are left.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        named, anything = _parameters(function)
        self.takes: Takes = named | EVERYTHING if anything else named
        self._takes_timeout = "timeout_s" in named
        self._takes_seed = "seed" in named or anything
        self.defaults = _defaults(function)

    @property
    def is_async(self) -> bool:
        """Whether the function must be awaited."""
        return is_async(self.function)

    def __call__(self, request: Request) -> Any:
        """Call the function."""
        extra: dict[str, Any] = {"seed": request.seed} if self._takes_seed else {}
        if self._takes_timeout and "timeout_s" not in request.params:
            extra["timeout_s"] = request.remaining_s
        return self.function(**request.params, **extra)


def adapter_for(generate: Generator, params: Params) -> tuple[Adapter, dict[str, Any]]:
    """Return an adapter as it is, or a function in one; and the parameters over its defaults.

    Raises:
        GateError: it cannot be called, or not with these parameters.
    """
    adapter = generate if hasattr(generate, "takes") else None
    if adapter is None:
        if not callable(generate):
            raise GateError(f"a {type(generate).__name__} cannot be called to generate")
        adapter = FunctionAdapter(generate)
    unknown = sorted(set(params) - adapter.takes) if "*" not in adapter.takes else []
    if unknown:
        raise GateError(
            f"the generator takes no {', '.join(unknown)}",
            f"it takes {', '.join(sorted(adapter.takes)) or 'nothing'}",
        )
    if "seed" in params:
        raise GateError("the seed is no parameter: it differs by attempt", "give seed= to the gate")
    return adapter, {**getattr(adapter, "defaults", {}), **params}


def is_async(generate: object) -> bool:
    """Whether calling it gives something to await."""
    if isinstance(generate, FunctionAdapter):
        return generate.is_async
    call = type(generate).__call__ if hasattr(generate, "takes") else generate
    return inspect.iscoroutinefunction(call) or inspect.iscoroutinefunction(generate)


def _defaults(function: Callable[..., Any]) -> dict[str, Any]:
    """The defaults of a function's parameters, as far as remedies could change them."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return {}
    return {
        p.name: p.default
        for p in parameters
        if isinstance(p.default, str | int | float) and p.name not in ("seed", "timeout_s")
    }


def _parameters(function: Callable[..., Any]) -> tuple[Takes, bool]:
    """The names of the keywords that a function takes, and whether it takes any at all."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # some built-in functions have no signature
        return frozenset(), True
    keywords = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    named = frozenset(p.name for p in parameters if p.kind in keywords)
    return named, any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters)
