"""Rules on sets by hand-written facts: whom they name, by how much, and what they leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from headshot_lint.api import (
    Box,
    Facts,
    Member,
    Missing,
    Naming,
    SetRule,
    SetVerdict,
    Status,
    TeamFacts,
    Twin,
)
from headshot_lint.model.facts.background import Background
from headshot_lint.model.facts.colour import Colour
from headshot_lint_rules.duplicate_photo import DuplicatePhoto
from headshot_lint_rules.roster_mismatch import RosterMismatch, RosterMismatchOptions
from headshot_lint_rules.team_background import TeamBackground
from headshot_lint_rules.team_colour import TeamColour
from headshot_lint_rules.team_framing import TeamFraming
from headshot_lint_rules.team_size import TeamSize


class Photo(SimpleNamespace):
    """Facts of one photo; what it was not given is missing."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # pytest asks
            raise AttributeError(name)
        raise Missing(f"no {name}")


def judge(rule: SetRule[Any], photos: Sequence[Photo], **of_set: object) -> list[SetVerdict]:
    members = tuple(Member(f"{i}.jpg", cast("Facts", photo)) for i, photo in enumerate(photos))
    return list(rule.check(cast("TeamFacts", SimpleNamespace(members=members, **of_set))))


def told(found: Sequence[SetVerdict]) -> dict[tuple[str, ...], str]:
    return {v.photos: v.verdict.message for v in found if v.verdict.status is Status.FAIL}


def framed(share: float, line: float = 0.6) -> Photo:
    return Photo(
        framing=SimpleNamespace(face_share=share, eye_line=line, face=Box(1, 2, 3, 4, "face"))
    )


EVEN = [framed(share) for share in (0.50, 0.52, 0.51, 0.53, 0.52, 0.54, 0.52)]


def test_a_small_head_is_named_with_its_share_and_the_teams() -> None:
    found = judge(TeamFraming(), [*EVEN, framed(0.31)])
    (small,) = [v for v in found if v.verdict.status is Status.FAIL]
    assert small.photos == ("7.jpg",)
    assert small.verdict.message == (
        "The head fills 31 % of the height; the team's median is 52 %."
    )
    assert small.verdict.advice == "Crop closer: keep 60 % of the height."
    assert isinstance(small.verdict.value, float)
    assert small.verdict.value > 3
    assert small.verdict.regions


def test_a_large_head_and_low_eyes_are_named() -> None:
    found = judge(TeamFraming(), [*EVEN, framed(0.8), framed(0.52, 0.45)])
    assert set(told(found)) == {("7.jpg",), ("8.jpg",)}
    assert "The eyes are at 45 % of the height; the team's median is 60 %." in told(found).values()


def test_trifles_in_a_uniform_team_are_not_told() -> None:
    assert not told(judge(TeamFraming(), [framed(0.50)] * 7 + [framed(0.56), framed(0.5, 0.64)]))


def test_photos_in_line_pass_together() -> None:
    found = judge(TeamFraming(), [*EVEN, framed(0.31)])
    (passing,) = [v for v in found if v.verdict.status is Status.PASS]
    assert passing.photos == tuple(f"{i}.jpg" for i in range(7))


def test_a_scattered_team_is_told_as_a_whole() -> None:
    shares = (0.2, 0.3, 0.45, 0.6, 0.25, 0.8, 0.35)
    found = judge(TeamFraming(), [framed(share) for share in shares])
    (one,) = told(found).items()
    assert len(one[0]) == 7
    assert one[1].startswith("The team has no framing in common")


def test_eye_lines_alone_may_scatter() -> None:
    lines = (0.4, 0.75, 0.5, 0.65, 0.55, 0.8, 0.45)
    found = judge(TeamFraming(), [framed(0.5, line) for line in lines])
    assert len(told(found)) == 1
    assert found[0].verdict.status is Status.FAIL


def before(lab: tuple[float, float, float], spread: float = 1.0, share: float = 0.5) -> Photo:
    background = Background(share, 0, 1, 0, spread, spread, None, lab, None, None, None, None)
    return Photo(background=background)


WALL = [before((70.0 + i, 0.0, 1.0)) for i in range(6)]


def test_another_wall_and_a_scene_are_named() -> None:
    found = judge(TeamBackground(), [*WALL, before((70, 30, 20)), before((72, 0, 1), 14.0)])
    messages = told(found)
    assert set(messages) == {("6.jpg",), ("7.jpg",)}
    assert "redder" in messages["6.jpg",]
    assert "a scene or a pattern" in messages["7.jpg",]


def test_a_wall_among_scenes_is_named_as_the_plainer_one() -> None:
    scenes = [before((50.0, 0.0, 0.0), 15.0 + i / 2) for i in range(6)]
    assert "plainer" in told(judge(TeamBackground(), [*scenes, before((50, 0, 0), 0.5)]))["6.jpg",]


def test_backgrounds_that_differ_all_over_are_told_once() -> None:
    walls = [before((lightness, 0, b)) for lightness, b in ((10, 0), (90, 40), (50, -40), (30, 9),
                                                            (80, -9), (65, 30))]  # fmt: skip
    assert len(told(judge(TeamBackground(), walls))) == 1


def test_a_photo_without_background_is_skipped() -> None:
    found = judge(TeamBackground(), [*WALL, before((5, 0, 0), share=0.01)])
    assert not told(found)
    (skipped,) = [v for v in found if v.verdict.status is Status.SKIP]
    assert skipped.photos == ("6.jpg",)


def coloured(a: float = 0.0, b: float = 0.0, ev: float = 0.0, spread: float = 12.0) -> Photo:
    signs = tuple((sign, a, b) for sign in ("skin", "eyes", "picture", "lights", "blacks"))
    colour = Colour(48.0, 25.0, 3.0, None, 4.0, "red", 12.0, 25.0, spread, signs, -2.0 + ev)
    return Photo(colour=colour, exposure=SimpleNamespace(white_ev=-1.0 + ev))


NEUTRAL = [coloured(a / 2, a / 3) for a in range(-3, 4)]


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (coloured(2, 25), "yellower"),
        (coloured(2, -25), "bluer"),
        (coloured(-20, 3), "greener"),
        (coloured(ev=-2.0), "2.0 stops darker"),
        (coloured(ev=1.6), "1.6 stops lighter"),
        (coloured(spread=0.3), "black and white"),
    ],
)
def test_tint_exposure_and_missing_colour_are_named(photo: Photo, words: str) -> None:
    messages = told(judge(TeamColour(), [*NEUTRAL, photo]))
    assert set(messages) == {("7.jpg",)}
    assert words in messages["7.jpg",]


def test_the_coloured_one_among_black_and_white_is_the_odd_one() -> None:
    found = judge(TeamColour(), [coloured(spread=0.5)] * 6 + [coloured()])
    assert told(found).keys() == {("6.jpg",)}
    assert "in colour" in told(found)["6.jpg",]


def test_half_a_team_in_black_and_white_has_no_odd_ones() -> None:
    assert not told(judge(TeamColour(), [coloured()] * 4 + [coloured(spread=0.5)] * 4))


def test_eyes_in_the_shade_of_a_cap_make_no_dark_picture() -> None:
    capped = coloured()
    capped.exposure = SimpleNamespace(white_ev=-4.0)
    capped.background = SimpleNamespace(median_lab=(70.0, 0.0, 0.0))
    others = [coloured() for _ in range(6)]
    for other in others:
        other.background = SimpleNamespace(median_lab=(70.0, 0.0, 0.0))
    assert not told(judge(TeamColour(), [*others, capped]))


def seen(*, picture: float, eyes: float, wall: float) -> Photo:
    """A photo by its levels, in stops below white."""
    photo = coloured(ev=picture + 2.0)
    photo.exposure = SimpleNamespace(white_ev=eyes)
    lightness = 116 * 2 ** (wall / 3) - 16
    photo.background = SimpleNamespace(median_lab=(lightness, 0.0, 0.0))
    return photo


def lit(wall: float) -> list[Photo]:
    return [seen(picture=-2.0 + i / 20, eyes=-0.6, wall=wall) for i in range(-3, 4)]


@pytest.mark.parametrize(
    ("wall", "photo"),
    [
        (-0.9, seen(picture=-0.8, eyes=-0.02, wall=0.0)),
        (-1.5, seen(picture=-1.9, eyes=-0.02, wall=-0.2)),  # black hair and a black coat
        (-0.9, seen(picture=-0.6, eyes=-1.9, wall=0.0)),  # a cap over the eyes
    ],
)
def test_a_lighter_picture_is_told_where_walls_and_whites_clip(wall: float, photo: Photo) -> None:
    messages = told(judge(TeamColour(), [*lit(wall), photo]))
    assert "lighter" in messages["7.jpg",]


@pytest.mark.parametrize(
    "photo",
    [
        seen(picture=-3.2, eyes=-1.9, wall=-0.9),  # a black coat, and eyes in the shade of the brow
        seen(picture=-0.8, eyes=-0.02, wall=-0.9),  # fair hair and a white blouse
    ],
)
def test_before_the_same_wall_in_the_same_light_nobody_is_darker_or_lighter(photo: Photo) -> None:
    assert not told(judge(TeamColour(), [*lit(-0.9), photo]))


def test_golden_hair_before_the_same_wall_is_no_cast() -> None:
    def before_grey(photo: Photo) -> Photo:
        photo.background = SimpleNamespace(median_lab=(70.0, 0.0, 0.0))
        return photo

    team = [before_grey(coloured(a / 2, a / 3)) for a in range(-3, 4)]
    assert not told(judge(TeamColour(), [*team, before_grey(coloured(2, 25))]))
    cast = before_grey(coloured(2, 25))
    cast.background = SimpleNamespace(median_lab=(70.0, 1.0, 24.0))
    assert "yellower" in told(judge(TeamColour(), [*team, cast]))["7.jpg",]


def test_a_wall_burnt_out_behind_one_of_them_is_no_lighter_picture() -> None:
    photo = seen(picture=-1.6, eyes=-0.7, wall=0.0)
    assert not told(judge(TeamColour(), [*lit(-0.9), photo]))


def sized(width: int, height: int) -> Photo:
    return Photo(file=SimpleNamespace(width=width, height=height))


def test_shape_and_pixels_are_named() -> None:
    squares = [sized(400 + i, 400) for i in range(6)]
    found = judge(TeamSize(), [*squares, sized(400, 500), sized(160, 160), sized(410, 400)])
    messages = told(found)
    assert set(messages) == {("6.jpg",), ("7.jpg",)}
    assert "400 x 500 px, width / height 0.80; the team's median is 1.00" in messages["6.jpg",]
    assert "160 x 160 px" in messages["7.jpg",]


def test_shapes_of_all_kinds_are_told_once_and_small_ones_still() -> None:
    shapes = [sized(400, height) for height in (300, 400, 500, 600, 350, 450)]
    found = told(judge(TeamSize(), [*shapes, sized(80, 80)]))
    assert {len(photos) for photos in found} == {1, 7}


def twin(one: int, other: int, likeness: float, **more: Any) -> Twin:
    traits = {"common_share": 1.0, "mirrored": False} | more
    return Twin((f"{one}.jpg", f"{other}.jpg"), likeness, **traits)


def test_pictures_that_hang_together_are_one_finding() -> None:
    twins = (
        twin(0, 1, 0.97),
        twin(1, 2, 0.9, common_share=0.7),
        twin(3, 4, 0.95, mirrored=True),
        twin(5, 6, 0.7),
    )
    found = judge(DuplicatePhoto(), [Photo()] * 7, twins=twins)
    messages = told(found)
    assert set(messages) == {("0.jpg", "1.jpg", "2.jpg"), ("3.jpg", "4.jpg")}
    assert "3 files" in messages["0.jpg", "1.jpg", "2.jpg"]
    assert "70 %" in messages["0.jpg", "1.jpg", "2.jpg"]
    assert "mirrored" in messages["3.jpg", "4.jpg"]
    (others,) = [v for v in found if v.verdict.status is Status.PASS]
    assert (others.photos, others.verdict.value) == (("5.jpg", "6.jpg"), 0.7)


NAMING = Naming(
    source="people.csv",
    names=6,
    named={"ada.jpg": "Ada"},
    ambiguous={"anna.jpg": ("Anna Berg", "Anna Holm")},
    slips={"jhon.jpg": "John Smith"},
    nameless=("cat.jpg",),
    photoless=("Grace Hopper",),
)


def test_every_mismatch_is_a_finding_of_its_own() -> None:
    found = judge(RosterMismatch(), [], naming=NAMING)
    messages = told(found)
    assert messages["anna.jpg",] == "The file's name fits Anna Berg and Anna Holm alike."
    assert "nearly that of John Smith" in messages["jhon.jpg",]
    assert messages["cat.jpg",] == "The file's name is that of nobody on the roster."
    assert messages[()] == "Grace Hopper has no photo."


def test_names_may_be_without_a_photo_where_that_is_allowed() -> None:
    rule = RosterMismatch(RosterMismatchOptions(allow_missing=True))
    assert () not in told(judge(rule, [], naming=NAMING))
