"""The check as a tool of the Model Context Protocol, for assistants on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headshot_lint import __version__
from headshot_lint.engine.linter import Linter
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from mcp.server import MCPServer

_SAID = ("code", "name", "severity", "message", "advice")


def create_server(settings: Settings | None = None) -> MCPServer[Any]:
    """Return a server with the one tool `check_headshot`; `run()` speaks over standard streams."""
    from mcp.server import MCPServer

    server = MCPServer("headshot-lint", version=__version__, log_level="WARNING")

    def check_headshot(path: str, profile: str = "") -> dict[str, Any]:
        """Evaluate a headshot: verdict, score, and what to do about each fault.

        Args:
            path: of a photo on this machine.
            profile: what the photo is for, as `linkedin`; by default as the user has it set.
        """
        return check(path, profile, settings)

    server.add_tool(check_headshot)
    return server


def check(path: str, profile: str = "", settings: Settings | None = None) -> dict[str, Any]:
    """Judge a photo and say what matters of it in few words.

    Raises:
        ValueError: the profile does not exist.
    """
    try:
        photo = Linter(make_settings(settings, profile or None)).check(path)
    except HeadshotLintError as error:
        raise ValueError(f"{error.message}. {error.hint}") from error
    return {
        "verdict": photo.verdict,
        "score": photo.score,
        "kind": photo.kind,
        "profile": photo.profile,
        "findings": [{name: getattr(r, name) for name in _SAID} for r in photo.failures()],
        "skipped": [f"{r.code} {r.name}: {r.reason}" for r in photo.results if r.status == "skip"],
    }
