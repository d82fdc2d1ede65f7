"""PLACEHOLDER: the owner of this group writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Eyes:
    """PLACEHOLDER."""
