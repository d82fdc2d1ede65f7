"""The pictures of a page: what fits, what is drawn, and what cannot be read."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from headshot_lint.draw.album import gather
from headshot_lint.draw.encode import Allowance, encode_map, encode_photo
from headshot_lint.draw.maps import (
    BACKGROUND_BANDS,
    BURNT,
    LIGHT_BANDS,
    background_map,
    light_map,
    shrink_for_map,
)
from headshot_lint.draw.picture import Picture
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.report import PhotoReport
from headshot_lint.engine.run import lint, lint_many
from headshot_lint.mend.calls import crop as mend_crop
from headshot_lint.mend.crop import Cropped
from headshot_lint.photo.limits import LoadLimits
from headshot_lint.photo.source import read_bytes

ROOT = Path(__file__).parents[2]
FIXTURE = ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg"
NOT_A_FACE = ROOT / "fixtures/HL101-no-face/bad-cat.jpg"


def hexed(pixel: np.ndarray) -> str:
    return "#" + bytes(pixel.tolist()).hex()


def decoded(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data))


# The budget


@pytest.mark.parametrize("number", [1, 100, 1000, 1400, 10_000])
def test_pictures_share_one_budget(number: int) -> None:
    allowance = Allowance.among(number)
    maps = 12_000 if allowance.with_maps else 0
    assert number * (allowance.photo_bytes + maps) <= 34_000_000


@pytest.mark.parametrize(("number", "twice"), [(3, 3), (100, 60), (1000, 400), (1000, 1000)])
def test_photos_that_are_shown_twice_share_it_too(number: int, twice: int) -> None:
    allowance = Allowance.among(number, twice)
    maps = 12_000 if allowance.with_maps else 0
    assert number * (allowance.photo_bytes + maps) + twice * allowance.photo_bytes <= 38_000_000
    assert allowance.photo_bytes >= 15_000


def test_even_noise_keeps_to_its_allowance() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (1024, 768, 3), dtype=np.uint8)
    for number in (100, 1000):
        allowance = Allowance.among(number)
        assert len(encode_photo(noise, allowance)) <= allowance.photo_bytes


def test_few_photos_are_shown_large_and_many_small() -> None:
    rows = np.linspace(40, 220, 1024).astype(np.uint8)
    ramp = np.repeat(np.repeat(rows[:, None, None], 700, axis=1), 3, axis=2)
    assert decoded(encode_photo(ramp, Allowance.among(3))).size == (700, 1024)
    assert max(decoded(encode_photo(ramp, Allowance.among(20_000))).size) < 400


def test_a_small_photo_is_not_enlarged() -> None:
    small = np.full((60, 50, 3), 128, dtype=np.uint8)
    assert decoded(encode_photo(small, Allowance.among(1))).size == (50, 60)


# The maps


def test_light_is_coloured_by_stops_against_its_level() -> None:
    # Linear 0.18 is code 118; a stop up and down are codes 161 and 86.
    codes = {118: "level within ½ stop", 161: "1 to 2 brighter", 86: "½ to 1 darker", 255: "burnt"}
    grey = np.zeros((9, 9 * len(codes), 3), dtype=np.uint8)
    for i, code in enumerate(codes):
        grey[:, 9 * i : 9 * i + 9] = code
    painted = light_map(grey, 0.18)
    named = {band.colour: band.label for band in (*LIGHT_BANDS, BURNT)}
    seen = [named[hexed(painted[4, 9 * i + 4])] for i in range(len(codes))]
    assert seen[0] == codes[118]
    assert "brighter" in seen[1]
    assert "darker" in seen[2]
    assert seen[3] == BURNT.label


def test_light_map_of_brighter_picture_is_the_same_against_its_own_level() -> None:
    noise = np.random.default_rng(3).integers(60, 120, (40, 40, 3), dtype=np.uint8)
    level = light_map(noise, 0.1)
    assert {hexed(p) for p in level.reshape(-1, 3)} <= {band.colour for band in LIGHT_BANDS}


def test_background_is_coloured_by_its_difference_and_the_person_is_grey() -> None:
    wall = np.full((60, 90, 3), (120, 130, 150), dtype=np.uint8)
    wall[:, 70:] = (200, 60, 40)
    outside = np.ones((60, 90), dtype=bool)
    outside[20:, 20:50] = False
    painted = background_map(wall, outside)
    assert painted is not None
    assert hexed(painted[5, 5]) == BACKGROUND_BANDS[0].colour
    assert hexed(painted[5, 85]) == BACKGROUND_BANDS[-1].colour
    assert len({*painted[40, 30].tolist()}) == 1


def test_there_is_no_map_of_next_to_no_background() -> None:
    assert background_map(np.zeros((9, 9, 3), np.uint8), np.zeros((9, 9), bool)) is None


def test_maps_are_small() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (1000, 600, 3), dtype=np.uint8)
    small = shrink_for_map(noise)
    assert small.shape == (256, 154, 3)
    assert decoded(encode_map(light_map(small, 0.2), flat=True)).size == (154, 256)


# Photos


@pytest.mark.model
def test_a_photo_is_drawn_with_its_geometry() -> None:
    report = lint(str(FIXTURE))
    picture = gather(report.photos, {})[str(FIXTURE)]
    assert picture.trouble == ""
    assert picture.level_of == "the face"
    photo = decoded(picture.photo)
    assert photo.size == (report.photo.width, report.photo.height)
    assert decoded(picture.light).size == decoded(picture.background).size
    drawn = picture.geometry
    assert drawn.face is not None
    assert drawn.eyes is not None
    x, y, width, height = drawn.face
    for eye in drawn.eyes:
        assert x < eye[0] < x + width
        assert y < eye[1] < y + height
    assert drawn.eyes[0][0] < drawn.eyes[1][0]
    outline = drawn.contours[0]
    assert min(px for px, _ in outline) >= x - 2
    assert max(py for _, py in outline) <= y + height + 2


@pytest.mark.model
def test_a_photo_without_a_face_is_shown_without_one() -> None:
    report = lint(str(NOT_A_FACE), select=["HL002"])
    picture = gather(report.photos, {})[str(NOT_A_FACE)]
    assert picture.photo is not None
    assert picture.level_of == "middle grey"
    assert picture.geometry.face is None


def test_a_photo_that_is_gone_has_its_reason(tmp_path: Path) -> None:
    report = report_on(tmp_path / "gone.jpg")
    picture = gather([report], {})[report.path]
    assert picture.photo is None
    assert picture.trouble == "The photo does not exist."


def test_a_photo_that_could_not_be_read_is_not_tried_again(tmp_path: Path) -> None:
    report = report_on(tmp_path / "gone.jpg")
    shutil.copyfile(FIXTURE, tmp_path / "gone.jpg")
    picture = gather([report], {})[report.path]
    assert picture.photo is None
    assert picture.trouble == "The photo does not exist."


@pytest.mark.model
def test_a_photo_that_changed_meanwhile_says_so() -> None:
    report = report_on(FIXTURE).model_copy(update={"sha256": "0" * 64})
    picture = gather([report], {})[report.path]
    assert picture.photo is not None
    assert picture.trouble == "The file has changed since it was judged."


@pytest.mark.model
def test_a_photo_is_found_under_another_name() -> None:
    report = report_on(FIXTURE).model_copy(update={"path": "given-name.jpg"})
    pictures = gather([report], {"given-name.jpg": str(FIXTURE)}, jobs=2)
    assert pictures["given-name.jpg"].photo is not None


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    """Pictures, with proposals, of a photo that a crop mends, one that none does, and others."""
    from skimage import data

    folder = tmp_path_factory.mktemp("shots")
    astronaut = Image.fromarray(data.astronaut())
    astronaut.crop((70, 0, 370, 512)).save(folder / "tall.jpg", quality=95)
    for name, fixture in (
        ("cat.jpg", NOT_A_FACE),
        ("framed.jpg", ROOT / "fixtures/HL409-borders/bad-white-frame.jpg"),
        ("fine.jpg", FIXTURE),
        ("changed.jpg", ROOT / "fixtures/HL408-circle-unsafe/bad-tall.jpg"),
        ("empty.png", ROOT / "fixtures/HL001-unreadable/bad-empty.png"),
    ):
        shutil.copyfile(fixture, folder / name)
    report = lint_many(sorted(folder.iterdir()))
    photos = [
        photo.model_copy(update={"sha256": "0" * 64}) if "changed" in photo.path else photo
        for photo in report.photos
    ]
    album = gather(photos, {}, profile_of=lambda _: load_profile())
    return {Path(path).name: picture for path, picture in album.items()}


@pytest.mark.model
def test_the_crop_that_is_proposed_is_the_one_that_crop_makes(proposed: dict[str, Picture]) -> None:
    for name in ("tall.jpg", "framed.jpg", "fine.jpg"):
        crop = proposed[name].crop
        assert crop is not None
        assert crop.reasons == ()
        assert crop.size is not None
        (left, top), (right, _), _, (_, bottom) = crop.corners
        assert (right - left, bottom - top) == pytest.approx(crop.size, abs=2)
    from skimage import data

    tall = io.BytesIO()
    Image.fromarray(data.astronaut()).crop((70, 0, 370, 512)).save(tall, "JPEG", quality=95)
    made = mend_crop(tall.getvalue())
    assert isinstance(made, Cropped)
    tall_crop = proposed["tall.jpg"].crop
    assert tall_crop is not None
    assert (tall_crop.size, tall_crop.score) == (made.composition.size, made.after.score)


@pytest.mark.model
def test_where_no_crop_can_be_made_the_reason_is_there(proposed: dict[str, Picture]) -> None:
    crop = proposed["cat.jpg"].crop
    assert crop is not None
    assert crop.corners == ()
    assert crop.reasons == ("There is no head to frame: no face was found.",)


@pytest.mark.model
def test_a_fix_is_shown_with_scores_and_the_mended_photo(proposed: dict[str, Picture]) -> None:
    mend = proposed["tall.jpg"].mend
    assert mend is not None
    assert mend.score_after > mend.score_before
    (step,) = mend.steps
    assert "HL408" in step.mends
    after = decoded(proposed["tall.jpg"].after)
    assert decoded(proposed["tall.jpg"].photo).size == (300, 512)
    assert after.width == after.height


@pytest.mark.model
def test_a_fix_that_is_not_kept_says_why_and_shows_nothing(proposed: dict[str, Picture]) -> None:
    mend = proposed["framed.jpg"].mend
    assert mend is not None
    assert (mend.steps, mend.score_after) == ((), mend.score_before)
    assert dict(mend.declined).keys() == {"frame", "bars"}
    assert proposed["framed.jpg"].after is None


@pytest.mark.model
def test_nothing_is_proposed_where_nothing_is_found_read_or_as_it_was(
    proposed: dict[str, Picture],
) -> None:
    assert proposed["fine.jpg"].mend is None
    assert (proposed["changed.jpg"].crop, proposed["changed.jpg"].mend) == (None, None)
    assert (proposed["empty.png"].crop, proposed["empty.png"].mend) == (None, None)


@pytest.mark.model
def test_a_broken_proposal_does_not_cost_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("headshot_lint.mend.crop.crop_original", broken)
    monkeypatch.setattr("headshot_lint.mend.mender.Mender.mend_original", broken)
    path = str(ROOT / "fixtures/HL408-circle-unsafe/bad-tall.jpg")
    picture = gather(lint(path).photos, {}, profile_of=lambda _: load_profile())[path]
    assert picture.photo is not None
    assert picture.crop is not None
    assert "ZeroDivisionError" in picture.crop.reasons[0]
    assert picture.mend is not None
    assert "ZeroDivisionError" in picture.mend.declined[0][1]


@pytest.mark.model
def test_a_picture_is_drawn_once_as_long_as_nothing_else_is_said_of_its_photo() -> None:
    report = lint(str(FIXTURE), select=["HL001"]).photo
    first = gather([report], {})[report.path]
    drawn = {report.path: (report, first)}
    assert gather([report], {}, drawn=drawn)[report.path] is first
    other = report.model_copy(update={"score": 1.0})
    assert gather([other], {}, drawn=drawn)[report.path] is not first


def report_on(path: Path) -> PhotoReport:
    return lint(str(path), select=["HL001"]).photo


@pytest.mark.model
def test_a_photo_from_standard_input_is_shown(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    command = [
        sys.executable, "-m", "headshot_lint", "check", "-", "--stdin-filename", "ada.jpg",
        "--output", f"html={page}", "--exit-zero", "--select", "HL0",
    ]  # fmt: skip
    with FIXTURE.open("rb") as photo:
        done = subprocess.run(command, stdin=photo, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert 'id="photo-1"' in text
    assert '"path":"ada.jpg"' in text


def test_standard_input_is_read_once_and_known_after(monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(b"a photo"))
    monkeypatch.setattr(sys, "stdin", given)
    assert [read_bytes("-", LoadLimits()) for _ in range(2)] == [b"a photo"] * 2
