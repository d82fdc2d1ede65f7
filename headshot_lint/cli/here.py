"""What holds in the current folder, for commands that judge nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headshot_lint.cli.options import given
from headshot_lint.reporters.printable import printable

if TYPE_CHECKING:
    from headshot_lint.engine.profile import RulePlan
    from headshot_lint.engine.settings import Settings


@dataclass(frozen=True)
class Here:
    """Settings of a photo that lies in the current folder.

    Attributes:
        file: the configuration file that holds, if any.
    """

    settings: Settings
    file: Path | None

    @classmethod
    def of(cls, *, config: tuple[str, ...], isolated: bool, **options: Any) -> Here:
        """Resolve the settings, options of the command line on top.

        Raises:
            HeadshotLintError: the configuration is wrong; `--isolated` does without.
        """
        from headshot_lint.config.resolve import Resolver
        from headshot_lint.config.said import said

        resolver = Resolver(said(given(options), config, isolated=isolated))
        return cls(resolver.settings(), resolver.config_file_of(None))

    @property
    def told(self) -> str:
        """Profile and configuration file in words."""
        from headshot_lint.config.origins import shown_file

        file = printable(shown_file(self.file)) if self.file else "no configuration file"
        return f"profile {self.settings.resolved.label}, {file}"

    def of_rule(self, plan: RulePlan) -> dict[str, Any]:
        """What is in force of a rule, each value with the place that says so."""
        options = plan.rule.options
        values = {"severity": plan.severity, "points": plan.points} | {
            info.name: getattr(options, info.name) for info in options.describe()
        }
        return {
            "config": str(self.file) if self.file else None,
            "profile": self.settings.resolved.label,
            "settings": {
                key: {"value": value, "origin": str(plan.origin(key))}
                for key, value in values.items()
            },
        }
