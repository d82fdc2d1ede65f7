"""Inputs that fuzzing (`make fuzz`) came upon: none may do harm again."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from headshot_lint.photo import LoadLimits, Unreadable, load

INPUTS = sorted((Path(__file__).parent / "inputs").iterdir())


def test_there_are_inputs() -> None:
    assert len(INPUTS) >= 20


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_input_is_a_photo_or_clearly_refused(path: Path) -> None:
    with contextlib.suppress(Unreadable):
        photo = load(path.read_bytes(), name="fuzz.jpg", limits=LoadLimits(1_000_000, 2_000_000))
        assert 1 <= max(photo.work.shape[:2]) <= 1024
