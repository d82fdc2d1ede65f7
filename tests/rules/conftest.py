"""Facts that several rules' tests write by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headshot_lint.api import Box
from headshot_lint.model.facts import Impression
from headshot_lint.model.facts.impression import WORDS


@pytest.fixture(scope="session")
def impression() -> Callable[..., Impression]:
    """Build what the heads make of a photo: the named faults, 0-1, and no other."""

    def build(**faults: float) -> Impression:
        face = Box(3, 4, 50, 60, "face")
        return Impression(overall=100.0, face=face, **(dict.fromkeys(WORDS, 0.0) | faults))

    return build
