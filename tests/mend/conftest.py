"""Photos that the tests of mending share."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="session")
def portrait() -> Image.Image:
    """An astronaut's portrait, 512 x 512 px, with room round the head (public domain)."""
    from skimage import data

    return Image.fromarray(data.astronaut())


def as_jpeg(image: Image.Image, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, format="JPEG", **({"quality": 95} | how))  # type: ignore[arg-type]
    return out.getvalue()
