"""Face landmarks by MediaPipe's FaceLandmarker."""

from __future__ import annotations

import atexit
import threading
import weakref
from contextlib import suppress
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.model_files import model_bytes
from headshot_lint.analyse.quiet import native_log_hidden
from headshot_lint.analyse.surroundings import Surroundings
from headshot_lint.measure.arrays import Points, RgbImage

_PER_THREAD = threading.local()
_OPEN: weakref.WeakSet[Any] = weakref.WeakSet()


def available() -> bool:
    """Whether MediaPipe can be imported here."""
    try:
        _mediapipe()
    except ImportError:
        return False
    return True


def find_points_mediapipe(
    work: RgbImage, box: NDArray[np.float64], *, mirrored: bool = False
) -> Points | None:
    """Find the landmarks of the face in `box`; None where MediaPipe sees none there.

    Args:
        work: the working image.
        box: x0, y0, x1, y1 of the subject's face, pixels of `work`.
        mirrored: whether MediaPipe is shown the mirror image.

    Returns:
        478 x 3 landmarks in pixels of `work`.
    """
    round_it = Surroundings.of(work, box, mirrored=mirrored)
    answer = this_thread().detect(_image(round_it.shown))
    if not answer.face_landmarks:
        return None
    found = np.array([(p.x, p.y, p.z) for p in answer.face_landmarks[0]], dtype=np.float64)
    return round_it.in_work(found)


def _mediapipe() -> ModuleType:
    import mediapipe

    module: ModuleType = mediapipe
    return module


def this_thread() -> Any:
    """This thread's FaceLandmarker: one must not be called from two threads at once."""
    landmarker = getattr(_PER_THREAD, "landmarker", None)
    if landmarker is None:
        with native_log_hidden():
            landmarker = _create()
        _PER_THREAD.landmarker = landmarker
        _OPEN.add(landmarker)
    return landmarker


def _create() -> Any:
    from mediapipe.tasks import python as tasks
    from mediapipe.tasks.python import vision

    model = tasks.BaseOptions(model_asset_buffer=model_bytes("face_landmarker.task"))
    options = vision.FaceLandmarkerOptions(
        base_options=model,
        running_mode=vision.RunningMode.IMAGE,
        num_faces=1,
    )
    landmarker = vision.FaceLandmarker.create_from_options(options)
    # The graph starts, and logs, in its own threads: one answer means that they are all up.
    landmarker.detect(_image(np.zeros((64, 64, 3), dtype=np.uint8)))
    return landmarker


def _image(pixels: RgbImage) -> Any:
    mediapipe = _mediapipe()
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)


@atexit.register
def _close() -> None:
    """Close what is open: MediaPipe's own finaliser runs too late and prints a TypeError."""
    for landmarker in list(_OPEN):
        # Python stops pools of threads first: where a program imported MediaPipe before this
        # module, the one that would close the graph is gone by now, and the graph with it.
        with suppress(RuntimeError):
            landmarker.close()
