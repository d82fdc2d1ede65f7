"""CIEDE2000 against the published test data and against scikit-image."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000

from headshot_lint.measure.difference import ciede2000

# From Table 1 of Sharma, Wu and Dalal (2005): pairs at the formula's turns, and ordinary ones.
PUBLISHED = (
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
)


@pytest.mark.parametrize(("one", "other", "expected"), PUBLISHED)
def test_the_published_differences_come_out(
    one: tuple[float, ...], other: tuple[float, ...], expected: float
) -> None:
    pair = (np.array([colour], dtype=np.float32) for colour in (one, other))
    assert ciede2000(*pair)[0] == pytest.approx(expected, abs=2e-4)


def test_one_colour_is_held_against_many() -> None:
    rng = np.random.default_rng(0)
    many = rng.uniform((0, -90, -90), (100, 90, 90), (2000, 3)).astype(np.float32)
    for one in (many[0], np.zeros(3, dtype=np.float32)):
        expected = deltaE_ciede2000(many, one[None])
        np.testing.assert_allclose(ciede2000(many, one), expected, atol=2e-3)
