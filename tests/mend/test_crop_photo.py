"""Crops of real pictures: what the profile asks for, from pixels that are there."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pytest
from conftest import FIXTURES, as_jpeg
from PIL import ExifTags, Image

from headshot_lint.engine.profile import Profile, load_profile
from headshot_lint.engine.settings import make_settings
from headshot_lint.measure.crop import Window
from headshot_lint.mend.compose import Composition, Search, Shape
from headshot_lint.mend.crop import Cropped, Refused, crop_photo
from headshot_lint.mend.foresight import Outlook
from headshot_lint.mend.known import known_of, room_of
from headshot_lint.model.verdict import Status
from headshot_lint.photo import load
from headshot_lint.shot import Shot

pytestmark = pytest.mark.model


def profile(name: str, **options: dict[str, object]) -> Profile:
    rules = {rule.replace("_", "-"): values for rule, values in options.items()}
    return make_settings(None, name, options=rules).resolved


def made(data: bytes, wanted: Profile, **how: float) -> Cropped:
    crop = crop_photo(data, "photo.jpg", wanted, **how)  # type: ignore[arg-type]
    assert isinstance(crop, Cropped), crop
    return crop


@pytest.mark.parametrize("name", ["github", "teams", "company-page", "x", "email-signature"])
def test_a_crop_passes_what_its_profile_asks_of_file_and_framing(
    portrait: Image.Image, name: str
) -> None:
    crop = made(as_jpeg(portrait), load_profile(name))
    failing = [
        result.name
        for result in crop.after.results
        if result.status is Status.FAIL and result.category in ("file", "framing")
    ]
    assert failing == []


def test_limits_come_from_the_profile(portrait: Image.Image) -> None:
    small = profile("github", low_resolution={"best": 120.0, "limit": 100.0, "worst": 50.0})
    assert made(as_jpeg(portrait), small).composition.size == (120, 120)
    exact = profile("github", low_resolution={"exact_px": (96, 128), "limit": 90.0, "worst": 40.0})
    crop = made(as_jpeg(portrait), exact)
    with Image.open(io.BytesIO(crop.data)) as picture:
        assert picture.size == (96, 128)


def test_the_bytes_allowed_are_kept(portrait: Image.Image) -> None:
    roomy = made(as_jpeg(portrait), profile("github"))
    tight = {"best": len(roomy.data) * 0.5, "limit": len(roomy.data) * 0.7, "worst": 1e6}
    crop = made(as_jpeg(portrait), profile("github", file_too_heavy=tight))
    assert len(crop.data) <= tight["limit"]
    hopeless = profile("github", file_too_heavy={"best": 500.0, "limit": 900.0, "worst": 2e3})
    refused = crop_photo(as_jpeg(portrait), "photo.jpg", hopeless)
    assert isinstance(refused, Refused)
    assert "bytes" in refused.reasons[0]


def test_nothing_is_enlarged(portrait: Image.Image) -> None:
    refused = crop_photo(as_jpeg(portrait), "photo.jpg", load_profile("acting-8x10"))
    assert isinstance(refused, Refused)
    assert any("HL002" in reason for reason in refused.reasons)


def test_a_cut_chin_is_not_invented(portrait: Image.Image) -> None:
    shot = Shot(load(np.asarray(portrait)))
    framing = shot.framing
    bottom = framing.face.y + 0.9 * framing.face.height
    cut = portrait.crop((0, 0, 512, int(bottom)))
    refused = crop_photo(as_jpeg(cut), "photo.jpg", profile("github"))
    assert isinstance(refused, Refused)
    assert any("chin" in reason for reason in refused.reasons)


def test_without_a_face_there_is_nothing_to_frame() -> None:
    plain = as_jpeg(Image.new("RGB", (600, 600), (90, 120, 150)))
    refused = crop_photo(plain, "photo.jpg", load_profile("github"))
    assert isinstance(refused, Refused)
    assert "no head" in refused.reasons[0]


def test_a_broken_file_is_refused_with_its_reason(portrait: Image.Image) -> None:
    refused = crop_photo(as_jpeg(portrait)[:4000], "photo.jpg", load_profile("github"))
    assert isinstance(refused, Refused)
    assert "truncated" in refused.reasons[0]


def test_a_tilted_head_is_levelled_within_the_picture() -> None:
    data = (FIXTURES / "HL107-head-tilted" / "bad-right.jpg").read_bytes()
    crop = made(data, profile("email-signature"))
    assert crop.composition.window.turn_deg != 0.0
    before, after = (
        next(r.value for r in report.results if r.name == "head-tilted")
        for report in (crop.before, crop.after)
    )
    assert isinstance(before, float)
    assert isinstance(after, float)
    assert after < before - 5.0


@pytest.mark.parametrize("share", [0.985, 0.97, 0.95, 0.93])
def test_a_face_hardly_large_enough_is_framed_by_the_fewest_pixels_allowed(
    portrait: Image.Image, share: float
) -> None:
    """Between the least window and the face's least share may lie less than a step of the grid."""
    wide = np.pad(np.asarray(portrait), ((300, 0), (600, 600), (0, 0)), mode="edge")
    shot = Shot(load(wide))
    fewest = round(shot.framing.face.height / 0.30 * share)
    pixels = {"limit": float(fewest), "best": 2.0 * fewest, "worst": 50.0}
    wanted = profile("linkedin", low_resolution=pixels)
    (composition,) = Search(known_of(shot), room_of(shot), wanted, Shape.of(wanted)).best(1)
    assert composition.outlook.failing == ()
    assert min(composition.size) >= fewest


def test_bars_are_left_out(portrait: Image.Image) -> None:
    barred = Image.new("RGB", (512, 672), (20, 160, 60))
    barred.paste(portrait, (0, 80))
    shot = Shot(load(np.asarray(barred)))
    room = room_of(shot)
    assert room.top >= 80.0
    assert room.bottom <= 592.0
    wanted = load_profile("github")
    (composition,) = Search(known_of(shot), room, wanted, Shape.of(wanted)).best(1)
    assert room.holds(composition.drawn)


@pytest.mark.parametrize("size", [(512, 512), (964, 1284), (1284, 964), (3024, 4032), (7999, 5333)])
def test_a_window_that_rounding_keeps_from_all_of_the_photo_is_drawn_as_all_of_it(
    size: tuple[int, int],
) -> None:
    width, height = size
    almost = Window(width / 2, height / 2, width * (1 - 1e-9), height * (1 - 1e-9))
    shape = Shape(width / height, None, math.inf)
    drawn = Composition(almost, shape.size(almost), Outlook((), 0.0), 0.0).drawn
    assert shape.size(almost) == size
    assert (drawn.width, drawn.height) == size


def test_a_crop_is_srgb_upright_and_names_its_author(portrait: Image.Image) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Ada Photographer"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    lying = portrait.rotate(90, expand=True)
    crop = made(as_jpeg(lying, exif=exif), load_profile("github"))
    photo = load(crop.data)
    assert photo.file.icc_name is not None
    assert "srgb" in photo.file.icc_name.lower()
    assert photo.file.orientation == 1
    assert not photo.file.has_gps
    with Image.open(io.BytesIO(crop.data)) as picture:
        assert picture.getexif()[ExifTags.Base.Artist] == "Ada Photographer"
    upright = made(as_jpeg(portrait), load_profile("github"))
    assert crop.composition.size == pytest.approx(upright.composition.size, abs=4)


def test_the_same_photo_gives_the_same_bytes(portrait: Image.Image) -> None:
    data = as_jpeg(portrait)
    assert made(data, load_profile("x")).data == made(data, load_profile("x")).data


def test_a_generated_picture_goes_on_saying_so(portrait: Image.Image, tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("parameters", "a portrait\nSteps: 20, Sampler: Euler")
    path = tmp_path / "made.png"
    portrait.save(path, pnginfo=texts)
    crop = made(path.read_bytes(), load_profile("github"))
    marking = load(crop.data).file.ai_marking
    assert marking == ("digital source type trainedAlgorithmicMedia",)
    assert load(crop.data).file.prompt_chunks == ()
