"""What the person segmenter saw."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.analyse.models import Tensor
from headshot_lint.measure.arrays import SoftMask


@dataclass(frozen=True, eq=False)
class Segmentation:
    """One run of the person segmenter.

    Attributes:
        mask: probability, 0-1, that a pixel of `shot.scene` belongs to a person.
        inner: pooled inner activations of the network, 704 float32.
    """

    mask: SoftMask
    inner: Tensor
