"""Where a setting comes from, for messages and `--show-settings`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """A place that gives settings: a default, a profile, a file, the environment, an option.

    Attributes:
        label: the place in words.
    """

    label: str

    def at(self, *key: str | int) -> Origin:
        """The place of one key within; a place without inner places is its own."""
        del key
        return self

    def __str__(self) -> str:
        return self.label


DEFAULT = Origin("default")
CALL = Origin("call")
"""An argument of a library function."""
