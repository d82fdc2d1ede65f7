"""Array aliases used in signatures: they name layout and value range once.

Images are height x width (x channel), row 0 at the top. Points are x, y in pixels of the working
image, the centre of the upper left pixel at (0.5, 0.5) only where a docstring says so.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

RgbImage: TypeAlias = NDArray[np.uint8]
"""H x W x 3, uint8, sRGB."""

QuadImage: TypeAlias = NDArray[np.uint8]
"""H x W x 4, uint8: an `RgbImage` and an idle channel. OpenCV warps four channels in half the time
of three, to the same values."""

GreyImage: TypeAlias = NDArray[np.float32]
"""H x W, float32; range and transfer curve are stated by the function."""

LumaImage: TypeAlias = NDArray[np.uint8]
"""H x W, uint8, luma of sRGB codes (Rec. 601 weights)."""

LinearImage: TypeAlias = NDArray[np.float32]
"""H x W x 3, float32, 0-1, linear light with sRGB primaries."""

LabImage: TypeAlias = NDArray[np.float32]
"""H x W x 3, float32, CIELAB D65: L* 0-100, a* and b* around -128-127."""

LabPlanes: TypeAlias = tuple[GreyImage, GreyImage, GreyImage]
"""L*, a*, b* of a `LabImage`, each H x W float32."""

SoftMask: TypeAlias = NDArray[np.float32]
"""H x W, float32, 0-1."""

Mask: TypeAlias = NDArray[np.bool_]
"""H x W, bool."""

Points: TypeAlias = NDArray[np.float32]
"""N x 2 (x, y) or N x 3 (x, y, z), float32, pixels of the working image."""
