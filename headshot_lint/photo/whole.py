"""All pixels of a photo, for what makes a new file of it; judging needs far fewer."""

from __future__ import annotations

import warnings

from PIL import ExifTags, Image

from headshot_lint.measure.arrays import RgbImage
from headshot_lint.photo.container import identify, load_pixels, open_image
from headshot_lint.photo.limits import LoadLimits
from headshot_lint.photo.metadata import read_metadata
from headshot_lint.photo.orientation import TURNS
from headshot_lint.photo.photo import TURNED_BY_DECODER, profile_of
from headshot_lint.photo.pixels import Pixels, full_scale


def decode_whole(data: bytes, limits: LoadLimits = LoadLimits()) -> RgbImage:  # noqa: B008 - frozen
    """Decode a photo at its full size: H x W x 3 uint8 sRGB on white, upright.

    Raises:
        Unreadable: with the reason in words.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        kind = identify(data)
        image = open_image(data, kind, limits)
        load_pixels(image)
        turned = kind in TURNED_BY_DECODER
        turn = TURNS[read_metadata(image, data, turned=turned).orientation]
    pixels = Pixels(image, turn, profile_of(image), full_scale(image))
    width, height = turn.size(*image.size)
    return pixels.crop((0, 0, width, height))


def credit_lines(data: bytes, limits: LoadLimits = LoadLimits()) -> tuple[str, str]:  # noqa: B008
    """Return EXIF's artist and copyright as text, empty where there is none. Never raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif = open_image(data, identify(data), limits).getexif()
            found = [exif.get(tag) for tag in (ExifTags.Base.Artist, ExifTags.Base.Copyright)]
    except Exception:  # noqa: BLE001 - any decoder error on hostile metadata
        return "", ""
    artist, rights = (text.strip("\0 ") if isinstance(text, str) else "" for text in found)
    return artist, rights


def tables_of(data: bytes) -> tuple[dict[int, list[int]], int] | None:
    """Return quantisation tables and subsampling (0, 1, 2) of a JPEG that Pillow could write.

    None for other formats, for tables of 16 bits, and for subsampling that it does not know.
    """
    from PIL import JpegImagePlugin

    image = open_image(data, identify(data), LoadLimits())
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return None
    subsampling = JpegImagePlugin.get_sampling(image)
    tables = {number: list(steps) for number, steps in image.quantization.items()}
    if subsampling < 0 or not tables or max(map(max, tables.values())) > 255:
        return None
    return tables, subsampling
