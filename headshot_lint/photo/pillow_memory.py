"""The pixels of a loaded picture where they lie in Pillow's memory, without a copy.

Pillow hands its memory out by the Arrow C data interface, whose layout is fixed for good:
<https://arrow.apache.org/docs/format/CDataInterface.html>. Of that interface only two pointers are
read here, for which an Arrow library (40 MB) would be much.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

import numpy as np
from PIL import Image

from headshot_lint.measure.arrays import QuadImage

_CHANNELS = 4
_CAPSULE_NAME: Final = b"arrow_array"


class _ArrowArray(ctypes.Structure):
    """`struct ArrowArray`."""


_ArrowArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_ArrowArray))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

_pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_of.restype = ctypes.c_void_p
_pointer_of.argtypes = [ctypes.py_object, ctypes.c_char_p]


def view_rgb(image: Image.Image) -> QuadImage | None:
    """Return the pixels of a loaded RGB picture, read-only, with the idle channel kept there.

    Returns:
        H x W x 4 uint8, valid as long as it is referred to, also once the picture is closed. None
         where the picture does not lie in one piece (Pillow stores 16 MB a block).

    Raises:
        ValueError: the picture is of another mode.
    """
    if image.mode != "RGB":
        raise ValueError(f"a picture of mode RGB is needed, this is {image.mode}")
    try:
        _, capsule = image.__arrow_c_array__()
    except ValueError:
        return None
    return _pixels_of(capsule, image.width, image.height)


def _pixels_of(capsule: object, width: int, height: int) -> QuadImage:
    """The buffer behind a capsule, which holds Pillow's memory for as long as it lives."""
    pixels = _ArrowArray.from_address(_pointer_of(capsule, _CAPSULE_NAME))
    values = pixels.children[0].contents
    room: Any = (ctypes.c_uint8 * (width * height * _CHANNELS)).from_address(values.buffers[1])
    room.owner = capsule
    read_only = memoryview(room).toreadonly()
    return np.frombuffer(read_only, dtype=np.uint8).reshape(height, width, _CHANNELS)
