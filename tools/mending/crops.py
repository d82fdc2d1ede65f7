"""Does a crop pass what its profile asks, and does it leave head and chin whole?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.agreement import Share
from evaluation.tables import Section

from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.report import PhotoReport
from headshot_lint.mend.compose import option_of
from headshot_lint.mend.crop import Cropped, Refused, crop_photo
from headshot_lint.mend.foresight import PLACE
from headshot_lint.model.facts import FileFacts, Framing
from headshot_lint.model.facts.framing import BorderKind
from headshot_lint.model.verdict import Missing, Severity, Status
from headshot_lint.photo import load
from headshot_lint.shot import Shot

PROFILE = "linkedin"
ENLARGED = "HL006"

_NEAR_A_DISC = 0.03

TEXT = """\
Every photograph in which both raters see one person is cropped for the profile `linkedin`, and the
crop is judged anew from its bytes.

Whether a photograph is *large enough* is decided by itself alone, by the profile's own limits,
before any window is looked for: the largest square in it, without bars and masks, has the least
pixels allowed; of so many, the face is as high as the least share, and of that square at most as
high as the largest; chin and crown are not cut by more than the rules let pass. *Not enlarged*:
besides, HL006 upscaled does not fail: pixels without detail are not those of a large photograph,
and at the size of its detail it is none. *With space*: a circle round the head, as high as the
head, lies within the picture.

*Passes*: no rule of the groups file and framing fails as error or warning, which is what a verdict
counts. *... hints too*: nor as a hint (eye line, shoulders), which changes no verdict. A crop that
is refused does not pass. **How often `crop` passes every framing and file rule of the profile, in
photographs of one person that are large enough, is said by the first row**: under *passes* for
what counts, under *hints too* for everything. The rows below it leave out the enlarged
photographs, and those whose head touches an edge, of which no window is safe for a circle.

*Chin inside*, *forehead inside*: by landmarks that are found anew in the crop, the chin lies above
its lower edge and the top of the forehead below its upper edge."""

WHY_TEXT = """\
What keeps photographs from passing, by the rules that the crop fails, or, where none is made, that
the best window within the picture would fail. Several may hold for one photograph. *In the
photograph too*: it fails the rule itself; a crop cannot show shoulders that it does not."""


def observe(path: Path) -> dict[str, Any]:
    """Crop one photograph, and say what came of it."""
    profile = load_profile(PROFILE)
    data = path.read_bytes()
    made = crop_photo(data, path.name, profile)
    seen: dict[str, Any] = size_of(data)
    if isinstance(made, Refused):
        was = () if made.before is None else failing(made.before)
        return seen | {"refused": [_code(reason) for reason in made.reasons], "was": was}
    return seen | {
        "failing": failing(made.after),
        "was": failing(made.before),
        "before": made.before.score,
        "after": made.after.score,
        "turned": bool(made.composition.window.turn_deg),
        **_whole(made),
    }


def size_of(data: bytes) -> dict[str, bool]:
    """What a photograph offers: pixels enough, and space round the head."""
    shot = Shot(load(data))
    try:
        framing = shot.framing
    except Missing:
        return {"pixels": False, "space": False}
    enough = has_pixels(framing, shot.file)
    return {"pixels": enough, "space": enough and has_space(framing, shot.file)}


def has_pixels(framing: Framing, file: FileFacts) -> bool:
    """Whether a photograph has the pixels that a crop needs, and the whole head in it."""
    profile = load_profile(PROFILE)
    least_px = option_of(profile, "low-resolution", "limit", 0.0)
    least_share = option_of(profile, "face-too-small", "limit", 0.0) / 100
    most_share = option_of(profile, "face-too-large", "limit", 0.0) / 100
    most_cut = option_of(profile, "head-cut", "limit", 0.0) / 100
    chin_room = option_of(profile, "chin-cut", "limit", 0.0) / 100
    side = _side(framing, file)
    return (
        side >= least_px
        and least_share * least_px <= framing.face.height <= most_share * side
        and framing.crown_room >= -most_cut
        and framing.chin_room_t >= chin_room
    )


def has_space(framing: Framing, file: FileFacts) -> bool:
    """Whether a circle round the head, as high as the head, lies within the picture."""
    bars, head = framing.borders, framing.head
    reach = head.height / 2
    x, y = head.x + head.width / 2, head.y + reach
    if _is_disc(framing, file):
        away = math.hypot(x - file.width / 2, y - file.height / 2)
        return away + reach <= _side(framing, file) / math.sqrt(2)
    return (
        bars.left_px <= x - reach
        and x + reach <= file.width - bars.right_px
        and bars.top_px <= y - reach
        and y + reach <= file.height - bars.bottom_px
    )


def _side(framing: Framing, file: FileFacts) -> float:
    """The side of the largest square that holds picture, without bars and masks."""
    bars = framing.borders
    width = file.width - bars.left_px - bars.right_px
    height = file.height - bars.top_px - bars.bottom_px
    side = min(width, height)
    return side / math.sqrt(2) if _is_disc(framing, file) else side


def _is_disc(framing: Framing, file: FileFacts) -> bool:
    """Whether the picture is a disc, on opaque or on transparent corners."""
    of_alpha = abs(file.alpha_share - (1.0 - math.pi / 4)) < _NEAR_A_DISC
    return framing.borders.kind is BorderKind.ROUND or of_alpha


def failing(report: PhotoReport) -> list[tuple[str, str]]:
    """Rules of file and framing that fail, with their severity."""
    return [
        (f"{result.code} {result.name}", str(result.severity))
        for result in report.results
        if result.status is Status.FAIL and result.category in PLACE
    ]


def _whole(made: Cropped) -> dict[str, bool]:
    try:
        framing = Shot(load(made.data)).framing
    except Missing:
        return {"chin": False, "forehead": False}
    return {"chin": framing.chin_room_t > 0.0, "forehead": framing.forehead_room > 0.0}


def _code(reason: str) -> str:
    return reason.rpartition("(")[2].rstrip(")") if reason.endswith(")") else "no such window"


def sections(seen: Mapping[str, dict[str, Any]]) -> list[Section]:
    """The tables on crops."""
    every = list(seen.values())
    large = [one for one in every if one["pixels"]]
    return [
        Section(
            "crop",
            "Crops for LinkedIn",
            TEXT,
            (
                "photographs",
                "n",
                "made",
                "passes",
                "... hints too",
                "chin inside",
                "forehead inside",
            ),
            (
                _row("large enough", large),
                _row("... not enlarged", [one for one in large if not _is_enlarged(one)]),
                _row("... with space", [one for one in every if one["space"]]),
                _row("all of one person", every),
            ),
        ),
        Section(
            "crop_failing",
            "What does not pass",
            WHY_TEXT,
            ("rule", "as", "large enough", "in the photograph too", "all of one person"),
            _reasons(large, every),
        ),
    ]


def _reasons(
    large: Sequence[dict[str, Any]], every: Sequence[dict[str, Any]]
) -> tuple[tuple[str | int | Share, ...], ...]:
    """Counts of each rule that keeps a photograph from passing, the commonest first."""
    of_large, of_every = (
        Counter(r for one in seen for r in _kept_by(one)) for seen in (large, every)
    )
    too = Counter(
        (rule, how)
        for one in large
        for rule, how in _kept_by(one)
        if rule in {name for name, _ in one["was"]}
    )
    ranked = sorted(of_every, key=lambda reason: (-of_large[reason], -of_every[reason], reason))
    return tuple((*reason, of_large[reason], too[reason], of_every[reason]) for reason in ranked)


def _is_enlarged(one: Mapping[str, Any]) -> bool:
    return any(rule.startswith(ENLARGED) for rule, _ in one["was"])


def _kept_by(one: dict[str, Any]) -> list[tuple[str, str]]:
    """What keeps one photograph from passing: rules, and whether no crop was made for them."""
    if "refused" in one:
        return [(rule, "no crop") for rule in one["refused"]]
    return [(rule, f"{level}") for rule, level in one["failing"]]


def _row(name: str, seen: Sequence[dict[str, Any]]) -> tuple[str | int | Share, ...]:
    made = [one for one in seen if "refused" not in one]

    def levels(one: dict[str, Any]) -> set[str]:
        return {level for _, level in one["failing"]}

    passing = [one for one in made if not levels(one) - {Severity.HINT}]
    clean = [one for one in made if not levels(one)]
    return (
        name,
        len(seen),
        Share(len(made), len(seen)),
        Share(len(passing), len(seen)),
        Share(len(clean), len(seen)),
        Share(sum(one["chin"] for one in made), len(made)),
        Share(sum(one["forehead"] for one in made), len(made)),
    )
