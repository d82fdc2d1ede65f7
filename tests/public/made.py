"""Whatever a caller may hand over: arrays, bytes, Pillow images, names, selectors, values."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import hypothesis
import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.typing import NDArray
from PIL import Image

from headshot_lint.engine.registry import load_rules
from headshot_lint.engine.report import Report
from headshot_lint.model.errors import HeadshotLintError

ROOT = Path(__file__).parents[2]
PORTRAIT = (ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg").read_bytes()

# HEADSHOT_LINT_EXAMPLES=2000 searches with new examples; else the same few are tried each time.
SEARCH = int(os.environ.get("HEADSHOT_LINT_EXAMPLES", "0"))

MODES = ("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "LAB",
         "HSV", "I", "F", "I;16", "I;16B", "I;16L")  # fmt: skip
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "AVIF")


def examples(count: int) -> hypothesis.settings:
    """How a property is tried: so many examples, the same in every run."""
    return hypothesis.settings(
        max_examples=SEARCH or count,
        derandomize=not SEARCH,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def png(array: NDArray[np.uint8]) -> bytes:
    return encoded(Image.fromarray(array), "PNG")


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, format=kind, **options)
    return out.getvalue()


@contextmanager
def told() -> Iterator[None]:
    """Errors that a caller is told of in words; any other passes through and fails the test."""
    error: HeadshotLintError | None = None
    try:
        yield
    except HeadshotLintError as caught:
        error = caught
    assert error is None or error.message


def content(report: Report) -> str:
    """A report but for the seconds that it took."""
    summary = report.summary.model_copy(update={"seconds": 0.0})
    return report.model_copy(update={"summary": summary}).to_json()


@st.composite
def pictures(draw: st.DrawFn) -> NDArray[np.uint8]:
    """Arrays that are pictures: H x W, H x W x 3, H x W x 4."""
    height, width = draw(st.integers(1, 40)), draw(st.integers(1, 40))
    shape = draw(st.sampled_from([(height, width), (height, width, 3), (height, width, 4)]))
    array = np.resize(np.frombuffer(draw(st.binary(min_size=1, max_size=24)), np.uint8), shape)
    return np.array(array)


arrays = st.one_of(
    pictures(),
    npst.arrays(
        st.one_of(npst.scalar_dtypes(), npst.unicode_string_dtypes()),
        npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    ),
)
"""Arrays of any type and shape."""


@st.composite
def images(draw: st.DrawFn) -> Image.Image:
    """Pillow images of every mode, with whatever stands in `info`."""
    size = draw(st.tuples(st.integers(0, 40), st.integers(0, 40)))
    mode = draw(st.sampled_from(MODES))
    image = Image.new(mode, size)
    if mode in {"L", "RGB", "RGBA", "CMYK", "F", "I"} and 0 not in size:
        raw = draw(st.binary(min_size=1, max_size=16))
        room = len(image.tobytes())
        image.frombytes((raw * (room // len(raw) + 1))[:room])
    junk = st.one_of(st.none(), st.integers(-300, 300), st.binary(max_size=40), st.text(max_size=9))
    keys = ("icc_profile", "exif", "transparency", "dpi", "xmp", "parameters", "prompt", "n_frames")
    image.info.update(draw(st.dictionaries(st.sampled_from(keys), junk, max_size=3)))
    return image


GRADIENT = Image.linear_gradient("L").resize((9, 14)).convert("RGB")
SOUND = (PORTRAIT, *(encoded(GRADIENT, kind) for kind in FORMATS))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Bytes: none that mean anything, sound files, and sound files that were damaged."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.binary(max_size=200))
    data = draw(st.sampled_from(SOUND))
    places = st.integers(0, len(data) - 1)
    for at, byte in draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=4)):
        data = data[:at] + bytes([byte]) + data[at + 1 :]
    return data[: draw(st.one_of(st.just(len(data)), places))]


sources = st.one_of(arrays, images(), files())

names = st.one_of(
    st.text(st.characters(codec=None), max_size=60),  # lone surrogates among them
    st.sampled_from(["-", "", ".", "a\0b.jpg", "x" * 5000, "../../etc/passwd", "nul", "a\nb"]),
)

selectors = st.one_of(
    st.sampled_from(["ALL", "HL", "HL2", "HL203", "uneven-light", "lighting", "team", "HL999", ""]),
    st.text(max_size=8),
)

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["mono", "#0a66c2", "circle", "jpeg", "1e999", "nan"]),
    st.lists(st.one_of(st.integers(-5, 5000), st.text(max_size=4), st.floats()), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)

options = st.sampled_from(
    [(code, info.name) for code, rule in load_rules().items() for info in rule.Options.describe()]
)
"""Code of a rule and name of one of its options."""
