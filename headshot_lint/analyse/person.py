"""The mask of persons in the picture."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.analyse.models import network
from headshot_lint.analyse.segmentation import Segmentation
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.activations import Sight
from headshot_lint.measure.arrays import SoftMask
from headshot_lint.measure.colour import to_unit

INPUT_PX = 256


def segment(shot: ShotView) -> Segmentation:
    """Run the segmenter on `shot.scene`."""
    image = shot.scene.image
    height, width = image.shape[:2]
    how = cv2.INTER_AREA if max(height, width) > INPUT_PX else cv2.INTER_LINEAR
    square = cv2.resize(image, (INPUT_PX, INPUT_PX), interpolation=how)
    tensor = to_unit(np.asarray(square, dtype=np.uint8))[None]
    run = network("selfie_segmenter.onnx").with_maps
    (small,), maps = run(tensor[:, :, ::-1] if shot.mirrored else tensor)
    mask = small[0, :, :, 0]
    if shot.mirrored:
        mask, maps = mask[:, ::-1], tuple(layer[:, :, ::-1] for layer in maps)
    grown = cv2.resize(np.ascontiguousarray(mask), (width, height), interpolation=cv2.INTER_LINEAR)
    down, across = shot.work.shape[:2]
    sight = Sight(maps, np.array([[across, 0.0, -0.5], [0.0, down, -0.5]]))
    return Segmentation(np.clip(np.asarray(grown, dtype=np.float32), 0.0, 1.0), sight)


def find_person(shot: ShotView) -> SoftMask:
    """Return the probability, 0-1, that a pixel of `shot.scene` belongs to a person."""
    return shot.segmentation.mask
