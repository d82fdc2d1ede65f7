from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from skimage.color import deltaE_ciede2000, rgb2lab

from headshot_lint.model.swatch import difference_de, lab_of_hex


def coordinate(low: float) -> st.SearchStrategy[float]:
    """Rounded: beside zero, a hue half a circle away is on either side by the last digit."""
    return st.floats(low, 100).map(lambda value: round(value, 2))


LAB = st.tuples(coordinate(0), coordinate(-100), coordinate(-100))


@pytest.mark.parametrize("code", ["#000000", "#ffffff", "#0057b8", "#FFD700", "#010203", "#7f7f7f"])
def test_a_code_is_the_colour_that_skimage_makes_of_it(code: str) -> None:
    rgb = np.array([[[int(code[i : i + 2], 16) for i in (1, 3, 5)]]], dtype=np.uint8)
    assert lab_of_hex(code) == pytest.approx(rgb2lab(rgb)[0, 0], abs=0.02)


@given(LAB, LAB)
def test_the_difference_is_that_of_skimage(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> None:
    hues = [math.degrees(math.atan2(b, a)) for _, a, b in (one, other)]
    # Exactly opposite hues have two means, half a circle apart: rounding chooses.
    assume(abs(abs(hues[0] - hues[1]) - 180) > 0.5)
    theirs = float(deltaE_ciede2000(np.array(one), np.array(other)))
    assert difference_de(one, other) == pytest.approx(theirs, abs=0.01)


def test_what_is_no_code_is_refused() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        lab_of_hex("blue")
