"""Photos that are mended: better or as they were, once and for all."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from conftest import FIXTURES, as_jpeg
from PIL import ExifTags, Image

from headshot_lint.engine.profile import Profile, load_profile
from headshot_lint.engine.settings import make_settings
from headshot_lint.mend.fixes import FIXES, UNSAFE
from headshot_lint.mend.mended import Mended
from headshot_lint.mend.mender import Mender
from headshot_lint.mend.naming import Naming
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.photo import load

pytestmark = pytest.mark.model


def mend(path: Path, *unsafe: str, profile: Profile | None = None) -> Mended:
    mender = Mender(profile or load_profile(), unsafe)
    mended = mender.mend(path.read_bytes(), str(path))
    if mended.changed:
        again = mender.mend(mended.data, mended.name)
        assert not again.changed
        assert again.data == mended.data
    else:
        assert mended.data == path.read_bytes()
    assert mended.before is not None
    assert mended.after is not None
    assert mended.after.score >= mended.before.score
    assert falls(mended) == {}
    return mended


def falls(mended: Mended) -> dict[str, float]:
    """Categories whose score is lower than it was, or gone, by how much."""
    before, after = mended.before, mended.after
    assert before is not None
    assert after is not None
    now = {category: after.categories[category] for category in before.categories}
    return {
        str(category): score - (now[category] or 0.0)
        for category, score in before.categories.items()
        if score is not None and (now[category] or 0.0) < score
    }


FILE_ONLY = make_settings(None, "corporate", select=["file"]).resolved


def pixels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image)


@pytest.mark.parametrize(
    ("picture", "fix", "code"),
    [
        ("HL007-location-metadata/bad-gps.jpg", "place", "HL007"),
        ("HL012-prompt-leak/bad-workflow.png", "prompts", "HL012"),
        ("HL008-unmanaged-colour/bad-display-p3.jpg", "colours", "HL008"),
        ("HL013-wrong-format/bad-bitmap.bmp", "format", "HL013"),
    ],
)
def test_each_fault_has_its_fix(picture: str, fix: str, code: str) -> None:
    mended = mend(FIXTURES / picture)
    assert fix in [step.fix for step in mended.steps]
    assert code in [code for step in mended.steps for code, _ in step.mended]


def test_a_tall_photo_is_framed(portrait: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "tall.jpg"
    path.write_bytes(as_jpeg(portrait.crop((70, 0, 370, 512))))
    (step,) = mend(path).steps
    assert step.fix == "frame"
    assert {code for code, _ in step.mended} == {"HL003", "HL401", "HL408"}


def test_a_frame_is_cut_off_where_the_pixels_are_not_missed() -> None:
    path = FIXTURES / "HL409-borders" / "bad-white-frame.jpg"
    framing_alone = make_settings(None, "corporate", select=["framing"]).resolved
    mended = mend(path, profile=framing_alone)
    assert "HL409" in [code for step in mended.steps for code, _ in step.mended]
    left = mend(path)
    assert not left.changed
    reasons = {one.fix: one.reason for one in left.declined}
    assert "fewer pixels" in reasons["frame"]
    assert "from file" in reasons["bars"]


def test_nothing_is_taken_from_another_category_whatever_is_gained() -> None:
    path = FIXTURES / "HL201-face-dark" / "bad-four-stops.jpg"
    (declined,) = mend(path, "exposure").declined
    assert declined.fix == "exposure"
    assert re.fullmatch(r"It would take 0\.\d points from \w+\.", declined.reason)


def test_metadata_go_without_touching_a_pixel() -> None:
    path = FIXTURES / "HL007-location-metadata" / "bad-gps.jpg"
    np.testing.assert_array_equal(pixels(mend(path).data), pixels(path.read_bytes()))


def test_a_dark_face_is_brightened_only_when_that_is_asked_for() -> None:
    path = FIXTURES / "HL201-face-dark" / "bad-four-stops.jpg"
    left = mend(path)
    assert not left.changed
    assert ("HL201", "unsafe-fix", "exposure") in [(x.code, x.remedy, x.fix) for x in left.left]
    shown_alone = make_settings(
        None, "corporate", select=["face", "lighting", "background", "framing"]
    ).resolved
    mended = mend(path, "exposure", profile=shown_alone)
    assert "HL201" in [code for step in mended.steps for code, _ in step.mended]


def test_what_no_fix_can_mend_is_to_be_taken_again() -> None:
    mended = mend(FIXTURES / "HL108-eyes-closed" / "bad-shut.jpg")
    eyes = next(left for left in mended.left if left.code == "HL108")
    assert eyes.remedy == "reshoot"
    assert eyes.advice


def test_a_fix_that_would_make_another_rule_fail_is_declined() -> None:
    mended = mend(FIXTURES / "HL009-transparent" / "bad-round.webp")
    assert not mended.changed
    assert any(one.fix == "transparency" and "HL409" in one.reason for one in mended.declined)


def test_a_photo_stored_lying_is_stored_upright_and_keeps_its_metadata(
    portrait: Image.Image, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Camera"
    exif[ExifTags.Base.Copyright] = "(c) Ada"
    path = tmp_path / "lying.jpg"
    path.write_bytes(as_jpeg(portrait.rotate(90, expand=True), exif=exif))
    mended = mend(path, profile=FILE_ONLY)
    assert [step.fix for step in mended.steps] == ["orientation"]
    file = load(mended.data).file
    assert (file.orientation, file.width, file.height) == (1, 512, 512)
    with Image.open(io.BytesIO(mended.data)) as image:
        assert image.getexif()[ExifTags.Base.Make] == "Camera"
        assert image.getexif()[ExifTags.Base.Copyright] == "(c) Ada"


def test_a_file_that_is_too_heavy_is_brought_within_the_limit(
    portrait: Image.Image, tmp_path: Path
) -> None:
    path = tmp_path / "heavy.jpg"
    path.write_bytes(as_jpeg(portrait, quality=100, subsampling=0))
    limit = {"best": 40e3, "limit": 60e3, "worst": 400e3}
    strict = make_settings(
        None, "corporate", select=["file"], options={"file-too-heavy": limit}
    ).resolved
    mended = mend(path, profile=strict)
    assert "weight" in [step.fix for step in mended.steps]
    assert len(mended.data) <= 60e3


def test_a_wrong_suffix_is_put_right_without_encoding(
    portrait: Image.Image, tmp_path: Path
) -> None:
    path = tmp_path / "ada.png"
    path.write_bytes(as_jpeg(portrait))
    mended = mend(path, profile=FILE_ONLY)
    assert mended.name.endswith("ada.fixed.jpg")
    assert mended.data == path.read_bytes()


def test_in_place_the_suffix_decides_the_format(portrait: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "ada.png"
    path.write_bytes(as_jpeg(portrait))
    mended = Mender(load_profile(), naming=Naming(in_place=True)).mend(path.read_bytes(), str(path))
    assert mended.name == str(path)
    assert load(mended.data).file.format == "PNG"


def test_the_person_keeps_every_pixel_when_the_background_is_blurred(
    portrait: Image.Image,
) -> None:
    from headshot_lint.measure.backdrop import cover_of, plain_backdrop, soften_backdrop

    image = np.asarray(portrait)
    person = np.zeros(image.shape[:2], dtype=np.float32)
    person[80:, 150:330] = 1.0
    kept = cover_of(image, person) >= 1.0
    assert kept[200:400, 170:310].all()
    for changed in (soften_backdrop(image, person, 0.02), plain_backdrop(image, person)):
        np.testing.assert_array_equal(changed[kept], image[kept])
        assert not np.array_equal(changed[:60, :60], image[:60, :60])


def test_unsafe_fixes_are_known_by_name() -> None:
    assert {"exposure", "white-balance", "noise", "background-blur"} <= set(UNSAFE)
    with pytest.raises(HeadshotLintError, match="no unsafe fix"):
        Mender(load_profile(), ("retouch",))


def test_names_of_fixes_and_of_the_rules_they_mend_are_sound() -> None:
    names = {plan.rule.name for plan in load_profile().plans.values()}
    assert len({fix.name for fix in FIXES}) == len(FIXES)
    for fix in FIXES:
        assert set(fix.mends) <= names
