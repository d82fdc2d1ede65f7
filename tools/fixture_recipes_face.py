"""Recipes of HL101-HL113 and HL601-HL603: the face, and traces of rendering."""

from __future__ import annotations

from collections.abc import Callable

import degrade_backdrop as backdrop
from degrade_cover import Iris, draw_eyes, microphone, phone, sunglasses, surgical_mask
from degrade_face import lower_lids, open_mouth, shift_gaze, turn_head
from degrade_file import jpeg
from degrade_optics import cartoon, defocus, grey, motion, pencil, sensor_noise, shake, wax
from fixture_portraits import LEVEL, Portrait, Rgb, collins, frame, hopper, open_source
from head_shape import skin_mask

Picture = Callable[[], Rgb]


def _two_people() -> Rgb:
    host = frame("hopper", (330, 250, 620), (448, 448))
    guest = frame("collins", (226, 117, 256), (250, 250))
    return host.before(backdrop.paste(host.backdrop, guest, (232, 198))).flat()


def _far_company() -> Rgb:
    host = hopper()
    guest = frame("collins", (226, 117, 256), (118, 118))
    return host.before(backdrop.paste(host.backdrop, guest, (-8, 190), blur_px=0.8)).flat()


def _large() -> Portrait:
    return frame("collins", (226, 120, 150), (448, 448), roll_deg=LEVEL["collins"])


def _retouched(strength: float) -> Rgb:
    sitter = collins(384)
    return wax(sitter.flat(), skin_mask(sitter), strength=strength)


DOT = ((-0.35, -0.4, 0.26),)
PICTURES: dict[str, Picture] = {
    "HL101-no-face/good-cap.jpg": lambda: hopper().flat(),
    "HL101-no-face/bad-coffee.jpg": lambda: backdrop.scenery("coffee", (420, 280)),
    "HL101-no-face/bad-rocket.jpg": lambda: backdrop.scenery("rocket", (420, 280)),
    "HL101-no-face/bad-cat.jpg": lambda: open_source("cat"),
    "HL102-several-faces/good-far-company.jpg": _far_company,
    "HL102-several-faces/bad-two-people.jpg": _two_people,
    "HL103-not-a-photograph/good-black-and-white.jpg": lambda: grey(hopper().flat()),
    "HL103-not-a-photograph/bad-cartoon.jpg": lambda: cartoon(collins(384).flat()),
    "HL103-not-a-photograph/bad-pencil.jpg": lambda: pencil(collins(384).flat()),
    "HL103-not-a-photograph/bad-pencil-cap.jpg": lambda: pencil(hopper(400).flat(), fine=True),
    "HL104-face-blurred/good-soft-lens.jpg": lambda: defocus(hopper().flat(), 1.0),
    "HL104-face-blurred/good-small-file.jpg": lambda: collins(200).flat(),
    "HL104-face-blurred/bad-defocus.jpg": lambda: defocus(collins().flat(), 6.0),
    "HL104-face-blurred/bad-panned.jpg": lambda: motion(hopper().flat(), 23, 20.0),
    "HL104-face-blurred/bad-shaken.jpg": lambda: shake(hopper().flat(), 10.0),
    "HL105-face-turned/good-slightly.jpg": lambda: turn_head(hopper(), yaw_deg=14).flat(),
    "HL105-face-turned/bad-right.jpg": lambda: turn_head(collins(384), yaw_deg=46).flat(),
    "HL105-face-turned/bad-left.jpg": lambda: turn_head(hopper(), yaw_deg=-42).flat(),
    "HL106-face-pitched/good-slightly.jpg": lambda: turn_head(collins(384), pitch_deg=6).flat(),
    "HL106-face-pitched/bad-down.jpg": lambda: turn_head(collins(384), pitch_deg=30).flat(),
    "HL106-face-pitched/bad-up.jpg": lambda: turn_head(hopper(), pitch_deg=-32).flat(),
    "HL107-head-tilted/good-friendly.jpg": lambda: _tilted("hopper", 9.0),
    "HL107-head-tilted/bad-left.jpg": lambda: _tilted("hopper", 24.0),
    "HL107-head-tilted/bad-right.jpg": lambda: _tilted("collins", -20.0),
    "HL108-eyes-closed/good-narrow.jpg": lambda: lower_lids(collins(384), close=0.3).flat(),
    "HL108-eyes-closed/bad-shut.jpg": lambda: lower_lids(collins(384), close=1.0).flat(),
    "HL109-eyes-hidden/good-clear-glasses.jpg": lambda: hopper().flat(),
    "HL109-eyes-hidden/bad-sunglasses.jpg": lambda: sunglasses(collins(384)).flat(),
    "HL109-eyes-hidden/bad-sunglasses-cap.jpg": lambda: sunglasses(hopper()).flat(),
    "HL110-gaze-averted/good-nearly.jpg": lambda: shift_gaze(collins(384), x=0.06).flat(),
    "HL110-gaze-averted/bad-aside.jpg": lambda: shift_gaze(collins(384), x=0.6).flat(),
    "HL110-gaze-averted/bad-other-side.jpg": lambda: shift_gaze(collins(384), x=-0.6).flat(),
    "HL111-odd-expression/good-smile.jpg": lambda: collins(384).flat(),
    "HL111-odd-expression/bad-gaping.jpg": lambda: open_mouth(hopper(), drop=0.55).flat(),
    "HL112-face-covered/good-glasses-microphone.jpg": lambda: microphone(hopper()).flat(),
    "HL112-face-covered/bad-mask.jpg": lambda: surgical_mask(collins(384)).flat(),
    "HL112-face-covered/bad-telephone.jpg": lambda: phone(collins(384)).flat(),
    "HL113-face-noisy/good-fine-grain.jpg": lambda: sensor_noise(hopper().flat(), 3.0, seed=1),
    "HL113-face-noisy/bad-coarse-grain.jpg": lambda: sensor_noise(collins().flat(), 24.0, seed=2),
    "HL113-face-noisy/bad-high-gain.jpg": lambda: sensor_noise(
        frame("hopper", (266, 215, 340), (288, 288)).flat(), 30.0, seed=2, coarse_px=0.0
    ),
    "HL601-mismatched-eyes/good-alike.jpg": lambda: draw_eyes(_large(), Iris(), Iris()).flat(),
    "HL601-mismatched-eyes/bad-unlike.jpg": lambda: draw_eyes(
        _large(), Iris(shift=(-0.5, 0.0)), Iris(shift=(0.45, 0.15), size=0.58, flat=1.3)
    ).flat(),
    "HL602-waxy-skin/good-light-retouch.jpg": lambda: _retouched(0.3),
    "HL602-waxy-skin/bad-ironed.jpg": lambda: _retouched(1.0),
    "HL603-mismatched-catchlights/good-same-lamp.jpg": lambda: draw_eyes(
        _large(), Iris(catchlights=DOT), Iris(catchlights=DOT)
    ).flat(),
    "HL603-mismatched-catchlights/bad-two-worlds.jpg": lambda: draw_eyes(
        _large(), Iris(catchlights=DOT), Iris(catchlights=((0.45, 0.3, 0.26),))
    ).flat(),
}


def _tilted(name: str, tilt_deg: float) -> Rgb:
    box = {"hopper": (270.0, 250.0, 400.0), "collins": (226.0, 117.0, 256.0)}[name]
    size = {"hopper": 448, "collins": 352}[name]
    return frame(name, box, (size, size), roll_deg=LEVEL[name] + tilt_deg).flat()


RECIPES = {path: (lambda picture=picture: jpeg(picture())) for path, picture in PICTURES.items()}
