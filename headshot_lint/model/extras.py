"""Libraries that only some commands need, and that are installed by naming an extra."""

from __future__ import annotations

from importlib.util import find_spec

from headshot_lint.model.errors import HeadshotLintError


def require_extra(what: str, extra: str, *modules: str) -> None:
    """Say how to install what is missing, before anything else is done.

    Args:
        what: the command or option that needs it, as users write it.
        extra: the extra that brings it.
        modules: top-level modules that must be there.

    Raises:
        HeadshotLintError: some are not installed.
    """
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise HeadshotLintError(
            f"{what} needs {', '.join(missing)}, which {verb} not installed",
            hint=f"pip install 'headshot-lint[{extra}]'",
        )
