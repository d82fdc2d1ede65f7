"""Colours that people name by their code, in CIELAB; plain numbers, for rules and their options."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

Lab: TypeAlias = tuple[float, float, float]
"""L* 0-100, a*, b*, under D65."""

_D65 = (0.95047, 1.0, 1.08883)
_RGB_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)


def lab_of_hex(code: str) -> Lab:
    """Return the CIELAB colour of an sRGB code such as `#0057b8` (IEC 61966-2-1, CIE 15:2004).

    Raises:
        ValueError: it is no such code.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", code):
        raise ValueError(f"a colour is written #rrggbb, as #0057b8, not {code!r}")
    linear = [_linear(int(code[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    x, y, z = (
        _response(sum(weight * value for weight, value in zip(row, linear, strict=True)) / white)
        for row, white in zip(_RGB_TO_XYZ, _D65, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _response(ratio: float) -> float:
    return ratio ** (1 / 3) if ratio > (6 / 29) ** 3 else ratio / (3 * (6 / 29) ** 2) + 4 / 29


def difference_de(one: Lab, other: Lab) -> float:
    """Return the CIEDE2000 colour difference (Sharma, Wu and Dalal 2005, their equations 2-22)."""
    chroma = (math.hypot(*one[1:]) + math.hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - math.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    l1, c1, h1 = _polar(one, stretch)
    l2, c2, h2 = _polar(other, stretch)
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = _mean_hue(h1, h2) if c1 * c2 else h1 + h2
    light, c = (l1 + l2) / 2, (c1 + c2) / 2
    weight_h = (
        1
        - 0.17 * _cos(hue - 30)
        + 0.24 * _cos(2 * hue)
        + 0.32 * _cos(3 * hue + 6)
        - 0.20 * _cos(4 * hue - 63)
    )
    scale_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    part_l = (l2 - l1) / scale_l
    part_c = (c2 - c1) / (1 + 0.045 * c)
    part_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * c * weight_h)
    blue = math.exp(-(((hue - 275) / 25) ** 2))
    bend = 2 * math.sqrt(c**7 / (c**7 + 25.0**7)) * math.sin(math.radians(60 * blue))
    return math.sqrt(part_l**2 + part_c**2 + part_h**2 - bend * part_c * part_h)


def _polar(lab: Lab, stretch: float) -> tuple[float, float, float]:
    """Lightness, chroma and hue (0-360 degrees) with a* stretched."""
    light, a, b = lab[0], lab[1] * stretch, lab[2]
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _mean_hue(h1: float, h2: float) -> float:
    if abs(h1 - h2) <= 180:
        return (h1 + h2) / 2
    return (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2


def _cos(deg: float) -> float:
    return math.cos(math.radians(deg))
