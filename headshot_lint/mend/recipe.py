"""What is done to a photo, all of it at once: every fix adds to one recipe.

However many fixes there are, the picture is decoded once, resampled at most once and encoded at
most once, always from the original's bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from headshot_lint.measure.arrays import RgbImage, SoftMask
from headshot_lint.measure.crop import Window
from headshot_lint.measure.resample import cut_window
from headshot_lint.mend.belongings import belongings_of
from headshot_lint.mend.encode import Tables, encode
from headshot_lint.mend.strip import What, strip
from headshot_lint.photo.whole import decode_whole, tables_of

if TYPE_CHECKING:
    from headshot_lint.shot import Shot


class Tone(Protocol):
    """A change of pixels that moves none."""

    def apply(self, image: RgbImage, person: SoftMask) -> RgbImage:
        """Return the picture with the change.

        Args:
            image: H x W x 3 uint8 sRGB.
            person: H x W, 0-1, probability that a pixel belongs to a person.
        """
        ...


@dataclass(frozen=True)
class Recipe:
    """What is done.

    Attributes:
        without: metadata that go.
        redrawn: the picture is encoded anew: upright, sRGB, opaque, one frame.
        window, size: what is shown, and at which size; None for all of it, as it is.
        tones: changes of colour, in order.
        kind: the format that is written.
        wanted_bytes, most_bytes: as `encode` takes them.
        faithful: a JPEG keeps its tables where pixels are copied; otherwise it is compressed anew.
    """

    kind: str
    without: What = field(default_factory=What)
    redrawn: bool = False
    window: Window | None = None
    size: tuple[int, int] | None = None
    tones: tuple[Tone, ...] = ()
    wanted_bytes: float = float("inf")
    most_bytes: float = float("inf")
    faithful: bool = True

    @property
    def draws(self) -> bool:
        """Whether the picture is encoded anew."""
        return self.redrawn or self.window is not None or self.size is not None or bool(self.tones)


@dataclass(frozen=True, eq=False)
class Original:
    """A photo that recipes are carried out on; what is decoded is kept."""

    data: bytes
    shot: Shot

    @cached_property
    def image(self) -> RgbImage:
        """All pixels: H x W x 3 uint8 sRGB on white, upright."""
        return decode_whole(self.data)

    @cached_property
    def tables(self) -> Tables | None:
        """Compression of a JPEG whose pixels are stored as they are shown."""
        file = self.shot.file
        if file.format != "JPEG" or file.orientation != 1 or not file.is_srgb or file.cmyk:
            return None
        found = tables_of(self.data)
        return None if found is None else Tables(*found)

    def cook(self, recipe: Recipe) -> bytes | None:
        """Carry out a recipe; None where the bytes that it allows do not suffice.

        Raises:
            CannotStripError: metadata cannot be taken out of this file.
        """
        if not recipe.draws:
            return strip(self.data, self.shot.file, recipe.without)
        image = self.image
        if recipe.tones:
            person = self._person
            for tone in recipe.tones:
                image = tone.apply(image, person)
        height, width = image.shape[:2]
        window = recipe.window or Window(width / 2, height / 2, float(width), float(height))
        size = recipe.size or (round(window.width), round(window.height))
        drawn = cut_window(image, window, size)
        copied = not window.turn_deg and size == (round(window.width), round(window.height))
        return encode(
            drawn,
            recipe.kind,
            wanted_bytes=recipe.wanted_bytes,
            most_bytes=recipe.most_bytes,
            carried=belongings_of(self.data, self.shot.file, recipe.without),
            tables=self.tables if recipe.faithful and copied else None,
        )

    @property
    def _person(self) -> SoftMask:
        """The person in the size of the picture."""
        import cv2
        import numpy as np

        height, width = self.image.shape[:2]
        mask = self.shot.person
        grown = cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR)
        return np.asarray(grown, dtype=np.float32)
