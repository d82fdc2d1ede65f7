"""Evaluate and lint headshots: what is wrong, by how much, and what to do.

>>> from headshot_lint import lint
>>> report = lint("ada.jpg", profile="linkedin")  # doctest: +SKIP
>>> [finding.message for finding in report.photo.failures()]  # doctest: +SKIP

The names below load on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headshot_lint.cache.facts_cache import FactCache as FactCache
    from headshot_lint.config.resolve import settings_for as settings_for
    from headshot_lint.engine.rank import rank as rank
    from headshot_lint.engine.report import Report as Report
    from headshot_lint.engine.run import lint as lint
    from headshot_lint.engine.run import lint_many as lint_many
    from headshot_lint.engine.settings import Settings as Settings
    from headshot_lint.engine.settings import make_settings as make_settings
    from headshot_lint.mend.calls import crop as crop
    from headshot_lint.mend.calls import fix as fix
    from headshot_lint.photo import load as load

__version__ = "0.1.0"

__all__ = [
    "FactCache",
    "Report",
    "Settings",
    "__version__",
    "crop",
    "fix",
    "lint",
    "lint_many",
    "load",
    "make_settings",
    "rank",
    "settings_for",
]

_HOMES = {
    "FactCache": "headshot_lint.cache.facts_cache",
    "Report": "headshot_lint.engine.report",
    "Settings": "headshot_lint.engine.settings",
    "crop": "headshot_lint.mend.calls",
    "fix": "headshot_lint.mend.calls",
    "lint": "headshot_lint.engine.run",
    "lint_many": "headshot_lint.engine.run",
    "load": "headshot_lint.photo",
    "make_settings": "headshot_lint.engine.settings",
    "rank": "headshot_lint.engine.rank",
    "settings_for": "headshot_lint.config.resolve",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
