"""What generators return, brought to one form: encoded bytes or a Pillow image, never both anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headshot_lint.gate.errors import GateError, GeneratorError

if TYPE_CHECKING:
    from PIL.Image import Image

_HINT = "return a Pillow image, an RGB array, the bytes or the path of a file, or a list of those"

_PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")


class Picture:
    """One picture from a generator.

    Attributes:
        given: what the generator returned.
        data: the file's bytes where it returned a file; rules on files judge these.

    Raises:
        GeneratorError: it cannot be decoded, or is no picture by its values.
    """

    def __init__(self, given: object) -> None:
        self.given = given
        self.data: bytes | None = _data_of(given)
        self._image: Image | None = None if self.data is not None else _image_of(given)
        if self.data is not None:
            self._image = _decode(self.data)

    def image(self) -> Image:
        """The picture as a Pillow image."""
        if self._image is None:  # pragma: no cover - set by the constructor
            raise ValueError("a picture without pixels")
        return self._image

    @property
    def source(self) -> bytes | Image:
        """What to lint: the file where there is one, or else the pixels."""
        return self.image() if self.data is None else self.data

    @property
    def sha256(self) -> str:
        """Of mode, size and pixels: the same picture in another file has the same."""
        image = self.image()
        digest = hashlib.sha256(f"{image.mode} {image.size}".encode())
        digest.update(image.tobytes())
        return digest.hexdigest()

    def encoded(self) -> tuple[bytes, str]:
        """The file to save and its suffix; pixels become a PNG without metadata."""
        if self.data is not None:
            return self.data, suffix_of(self.data)
        image = self.image()
        plain = image if image.mode in _PNG_MODES else image.convert("RGB")
        out = BytesIO()
        plain.save(out, format="PNG")
        return out.getvalue(), ".png"


def suffix_of(data: bytes) -> str:
    """The suffix of a picture file by its content."""
    from headshot_lint.photo.container import identify

    return {"JPEG": ".jpg", "TIFF": ".tif", "HEIF": ".heic"}.get(
        kind := identify(data), f".{kind.lower()}"
    )


def pictures_of(result: object) -> list[Picture]:
    """Take a generator's result apart: one picture, several, or none.

    Raises:
        GeneratorError: a picture is malformed, as a transfer that broke off leaves it.
        GateError: the result is nothing that could be a picture.
    """
    return [Picture(each) for each in _flat(result)]


def _flat(result: object) -> Iterable[object]:
    if result is None:
        return
    if isinstance(result, str | os.PathLike | bytes | bytearray | memoryview):
        yield result
    elif isinstance(result, list | tuple):
        for each in result:
            yield from _flat(each)
    elif hasattr(result, "images"):  # the outputs of diffusers
        yield from _flat(result.images)
    elif getattr(result, "ndim", None) == 4:  # a batch of arrays
        yield from result  # type: ignore[misc]  # arrays are iterable
    else:
        yield result


def _data_of(given: object) -> bytes | None:
    if isinstance(given, bytes | bytearray | memoryview):
        return bytes(given)
    if isinstance(given, str | os.PathLike):
        path = os.fspath(given)
        try:
            return Path(os.fsdecode(path)).read_bytes()
        except OSError as error:
            raise GateError(
                f"the generator returned the path {path!r}, which cannot be read: {error.strerror}",
                _HINT,
            ) from error
    return None


def _decode(data: bytes) -> Image:
    """Decode a file in full; what breaks off half-way is no picture."""
    from headshot_lint.model.errors import Fault, Unreadable
    from headshot_lint.photo import LoadLimits
    from headshot_lint.photo.container import identify, load_pixels, open_image

    try:
        image = open_image(data, identify(data), LoadLimits())
        load_pixels(image)
    except Unreadable as refusal:
        message = f"the generator's picture {refusal.reason}"
        if refusal.fault in (Fault.UNSUPPORTED, Fault.NEEDS_EXTRA, Fault.TOO_LARGE):
            raise GateError(message, refusal.hint) from refusal  # the next would be no better
        raise GeneratorError(message) from refusal
    return image


def _image_of(given: object) -> Image:
    from PIL import Image

    if isinstance(given, Image.Image):
        return given
    if not (hasattr(given, "__array__") and hasattr(given, "dtype")):
        raise GateError(f"the generator returned a {type(given).__name__}", _HINT)
    return Image.fromarray(_bytes_of(given))


def _bytes_of(given: Any) -> Any:
    """An array as uint8; floats from 0 to 1 are what diffusers and ComfyUI hand over."""
    import numpy as np

    array = np.asarray(given)
    if not (array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4))) or not array.size:
        raise GateError(f"the generator returned an array of shape {array.shape}", _HINT)
    if array.dtype == np.uint8:
        return np.ascontiguousarray(array)
    if not np.issubdtype(array.dtype, np.floating):
        raise GateError(f"the generator returned an array of {array.dtype}", _HINT)
    if not np.isfinite(array).all():
        raise GeneratorError("the generator's picture has values that are no numbers")
    if array.min() < -0.01 or array.max() > 1.01:
        raise GateError("the generator returned an array of floats beyond 0 to 1", _HINT)
    return (array.clip(0.0, 1.0) * 255.0).round().astype(np.uint8)
