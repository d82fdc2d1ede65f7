"""Recipes of HL001-HL014: the file."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import degrade_file as file
import numpy as np
from degrade_optics import squeeze, upscale
from fixture_portraits import Field, Rgb, collins, frame, hopper

Recipe = Callable[[], bytes]


def _small() -> Rgb:
    return collins(160).flat()


def _plain() -> Rgb:
    return collins(320).flat()


def _broken_jpeg(image: Rgb) -> bytes:
    return file.jpeg(image, quality=10, subsampling=2)


def _wave() -> list[Rgb]:
    return [frame("collins", (226 + shift, 117, 256), (128, 128)).flat() for shift in (-6, 0, 6)]


PROMPT = "professional headshot of a woman in a flight suit, soft light\nSteps: 28, Seed: 42"

RECIPES: dict[str, Recipe] = {
    "HL001-unreadable/good-plain.jpg": lambda: file.jpeg(_small()),
    "HL001-unreadable/bad-truncated.jpg": lambda: file.jpeg(_small())[:2200],
    "HL001-unreadable/bad-lfs-pointer.jpg": lambda: file.lfs_pointer(file.jpeg(_small())),
    "HL001-unreadable/bad-empty.png": lambda: b"",
    "HL001-unreadable/bad-page.jpg": lambda: b"<!doctype html><title>404 Not Found</title>\n",
    "HL002-low-resolution/good-just-enough.jpg": lambda: file.jpeg(hopper(420).flat()),
    "HL002-low-resolution/bad-thumbnail.jpg": lambda: file.jpeg(collins(96).flat()),
    "HL003-wrong-aspect/good-square.jpg": lambda: file.jpeg(_plain(), quality=85),
    "HL003-wrong-aspect/bad-banner.jpg": lambda: file.jpeg(
        frame("collins", (240, 110, 460), (480, 260)).flat()
    ),
    "HL003-wrong-aspect/bad-strip.jpg": lambda: file.jpeg(
        frame("hopper", (266, 230, 240), (200, 480)).flat()
    ),
    "HL004-file-too-heavy/good-light.jpg": lambda: file.jpeg(_plain(), quality=80),
    "HL004-file-too-heavy/bad-heavy.jpg": lambda: file.jpeg(hopper(384).flat(), quality=92),
    "HL005-blocky-compression/good-quality-75.jpg": lambda: file.jpeg(hopper().flat(), quality=75),
    "HL005-blocky-compression/bad-quality-10.jpg": lambda: _broken_jpeg(hopper().flat()),
    "HL005-blocky-compression/bad-saved-again.jpg": lambda: file.jpeg(
        _decoded(_broken_jpeg(_plain())), quality=92
    ),
    "HL006-upscaled/good-native.jpg": lambda: file.jpeg(hopper().flat()),
    "HL006-upscaled/bad-enlarged.jpg": lambda: file.jpeg(upscale(hopper(480).flat(), 96)),
    "HL006-upscaled/bad-enlarged-twice.jpg": lambda: file.jpeg(upscale(collins(480).flat(), 110)),
    "HL007-location-metadata/good-camera-only.jpg": lambda: file.jpeg(
        _small(), exif=file.exif(located=False)
    ),
    "HL007-location-metadata/bad-gps.jpg": lambda: file.jpeg(
        _small(), exif=file.exif(located=True)
    ),
    "HL008-unmanaged-colour/good-srgb.jpg": lambda: file.jpeg(
        _small(), icc_profile=file.srgb_profile()
    ),
    "HL008-unmanaged-colour/bad-display-p3.jpg": lambda: file.display_p3(_small()),
    "HL008-unmanaged-colour/bad-cmyk.jpg": lambda: file.cmyk(_small()),
    "HL009-transparent/good-opaque.png": lambda: file.png_alpha(
        _small(), np.ones((160, 160), np.float32)
    ),
    "HL009-transparent/bad-cut-out.png": lambda: file.png_alpha(_small(), collins(160).alpha),
    "HL009-transparent/bad-round.webp": lambda: file.webp(_plain(), _circle(320)),
    "HL010-animated/good-still.gif": lambda: file.animation(_wave()[:1], "GIF"),
    "HL010-animated/bad-three-frames.gif": lambda: file.animation(_wave(), "GIF"),
    "HL010-animated/bad-three-frames.webp": lambda: file.animation(_wave(), "WEBP"),
    "HL011-ai-marking/good-unmarked.jpg": lambda: file.jpeg(_small()),
    "HL011-ai-marking/bad-marked-generated.jpg": lambda: file.jpeg(
        _small(), xmp=file.xmp(file.TRAINED)
    ),
    "HL012-prompt-leak/good-software-only.png": lambda: file.png(
        _small(), text={"Software": "Example 1.0"}
    ),
    "HL012-prompt-leak/bad-parameters.png": lambda: file.png(_small(), text={"parameters": PROMPT}),
    "HL012-prompt-leak/bad-workflow.png": lambda: file.png(
        _small(), text={"workflow": '{"nodes": [{"type": "KSampler", "widgets_values": [42]}]}'}
    ),
    "HL013-wrong-format/good-plain.jpg": lambda: file.jpeg(_small()),
    "HL013-wrong-format/bad-bitmap.bmp": lambda: file.other(collins(112).flat(), "BMP"),
    "HL013-wrong-format/bad-scan.tiff": lambda: file.other(
        _small(), "TIFF", compression="jpeg", quality=85
    ),
    "HL014-stretched/good-hardly.jpg": lambda: file.jpeg(squeeze(hopper().flat(), 1.05)),
    "HL014-stretched/bad-squeezed.jpg": lambda: file.jpeg(squeeze(hopper().flat(), 0.68)),
    "HL014-stretched/bad-widened.jpg": lambda: file.jpeg(squeeze(hopper(380).flat(), 1.45)),
}


def _decoded(data: bytes) -> Rgb:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    return np.asarray(image, dtype=np.uint8)


def _circle(size: int) -> Field:
    y, x = np.mgrid[0:size, 0:size] - (size - 1) / 2
    return np.asarray(np.clip(size / 2 - np.hypot(x, y), 0, 1), dtype=np.float32)
