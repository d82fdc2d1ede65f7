"""A gate that crops instead of rendering anew."""

from __future__ import annotations

import pytest
from PIL import Image

from headshot_lint.gate import crop_to
from headshot_lint.gate.words import Finding

pytestmark = pytest.mark.model


def test_a_picture_is_cropped_or_stays(portrait: Image.Image) -> None:
    finding = Finding("HL403", "off-centre")
    fixed = crop_to("github")(portrait, finding)
    assert isinstance(fixed, Image.Image)
    assert fixed.size[0] == fixed.size[1] <= 512
    plain = Image.new("RGB", (300, 300), (90, 120, 150))
    assert crop_to("github")(plain, finding) is plain
