"""What can go wrong with a gate and its generator."""

from __future__ import annotations

from headshot_lint.model.errors import HeadshotLintError


class GateError(HeadshotLintError):
    """The gate or its generator is set up wrongly; trying again would not help."""


class GeneratorError(Exception):
    """The generator failed for now: rendered again with the same seed, up to `Budget.errors`.

    Attributes:
        retry_after_s: how long the service asks to be left alone, or None.
    """

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class AbortAttempt(Exception):  # noqa: N818 - an order, not a failure
    """Raise it inside a generator, or in its step callback, to give up an attempt early."""
