"""What the person segmenter saw."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.measure.activations import Sight
from headshot_lint.measure.arrays import SoftMask


@dataclass(frozen=True, eq=False)
class Segmentation:
    """One run of the person segmenter.

    Attributes:
        mask: probability, 0-1, that a pixel of `shot.scene` belongs to a person.
        sight: what the network saw besides persons.
    """

    mask: SoftMask
    sight: Sight
