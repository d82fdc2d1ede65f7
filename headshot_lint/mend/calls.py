"""Cropping and mending from Python: a path or bytes in, a result out; nothing is written."""

from __future__ import annotations

import os
from collections.abc import Collection
from os import PathLike

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.mend.crop import Cropped, Refused, crop_photo
from headshot_lint.mend.mended import Mended
from headshot_lint.mend.mender import Mender
from headshot_lint.mend.naming import Naming
from headshot_lint.photo import LoadLimits
from headshot_lint.photo.source import read_bytes

File = str | PathLike[str] | bytes


def crop(  # noqa: PLR0913 - all but the photo have defaults
    photo: File,
    profile: str | None = None,
    *,
    settings: Settings | None = None,
    aspect: float | None = None,
    engine: LandmarkEngine = "auto",
    name: str | None = None,
) -> Cropped | Refused:
    """Return the best crop of a photo for a profile, or why there is none.

    Args:
        photo: a path, or the bytes of a file.
        profile: what the crop is for; by default that of the settings, `corporate` without any.
        settings: what to start from.
        aspect: width over height, where the profile leaves it open.
        engine: what finds landmarks.
        name: what reports call the photo.

    Raises:
        HeadshotLintError: the profile does not exist, or allows no format that can be written.
        Unreadable: there is no such file.
    """
    data, called = _read(photo, name)
    wanted = make_settings(settings, profile).resolved
    return crop_photo(data, called, wanted, aspect=aspect, engine=engine)


def fix(  # noqa: PLR0913 - all but the photo have defaults
    photo: File,
    profile: str | None = None,
    *,
    settings: Settings | None = None,
    unsafe: Collection[str] = (),
    engine: LandmarkEngine = "auto",
    name: str | None = None,
) -> Mended:
    """Return a photo with its faults mended as far as that needs no new photo.

    Args:
        photo: a path, or the bytes of a file.
        profile: by whose rules; as for `crop`.
        settings: what to start from.
        unsafe: names of fixes that change the picture's look, as `exposure`.
        engine: what finds landmarks.
        name: what reports call the photo; its suffix says what format is expected.

    Raises:
        HeadshotLintError: there is no such profile or fix.
        Unreadable: there is no such file.
    """
    data, called = _read(photo, name)
    wanted = make_settings(settings, profile).resolved
    return Mender(wanted, unsafe, Naming(), engine).mend(data, called)


def _read(photo: File, name: str | None) -> tuple[bytes, str]:
    if isinstance(photo, bytes | bytearray | memoryview):
        return bytes(photo), name or "photo"
    return read_bytes(photo, LoadLimits()), name or os.fspath(photo)
