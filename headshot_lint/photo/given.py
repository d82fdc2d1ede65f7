"""Pictures that a caller hands over decoded: arrays and Pillow images."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from headshot_lint.model.errors import Fault, Unreadable


def image_of(array: NDArray[np.uint8]) -> Image.Image:
    """Return an array of H x W, H x W x 3 or H x W x 4 uint8 as an image.

    Raises:
        Unreadable: it has another type or shape, or no pixels.
    """
    is_picture = array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4))
    if array.dtype != np.uint8 or not is_picture or array.size == 0:
        raise Unreadable(
            Fault.UNSUPPORTED,
            f"is an array of {array.dtype} {array.shape}",
            "Give uint8 of shape H x W, H x W x 3 or H x W x 4.",
        )
    return Image.fromarray(np.ascontiguousarray(array))


def taken(image: Image.Image) -> Image.Image:
    """Return a copy of a loaded image, in a mode that Pillow can convert.

    A photo shows its crops later, when the caller may have changed the image, or the array behind
    it. Pixels are copied and `info`; what else a file's image knows stays behind.

    Raises:
        Unreadable: its `info` says of transparency what Pillow makes no sense of, as a program
            leaves it that changes the mode and not the entry.
    """
    # La is the one mode that becomes RGBA by way of another only.
    image = image.convert("LA") if image.mode == "La" else image.copy()
    if image.has_transparency_data:
        try:
            image.crop((0, 0, 1, 1)).convert("RGBA")
        except (TypeError, ValueError, OverflowError) as error:
            raise Unreadable(
                Fault.CORRUPT,
                f"has a mode, {image.mode}, and an entry for transparency that do not go together",
                "Remove info['transparency'], or give an array.",
            ) from error
    return image
