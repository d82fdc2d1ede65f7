"""What this repository ships, whatever packs and profiles whoever runs the tools has besides."""

from __future__ import annotations

from pathlib import Path

from headshot_lint.engine.profile import profile_names
from headshot_lint.engine.registry import AnyRule, load_rules

ROOT = Path(__file__).resolve().parent.parent
PROFILE_FILES = ROOT / "headshot_lint/data/profiles"


def own_rules() -> dict[str, type[AnyRule]]:
    """The rules of this repository by code."""
    return {code: rule for code, rule in load_rules().items() if code.startswith("HL")}


def own_profiles() -> list[str]:
    """The names of its profiles, the default first."""
    return [name for name in profile_names() if (PROFILE_FILES / f"{name}.toml").is_file()]
