"""HL001 to HL013 on hand-written facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Missing, Status
from headshot_lint.model.facts import Detail, FileFacts
from headshot_lint_rules.ai_marking import AiMarking, AiMarkingOptions
from headshot_lint_rules.animated import Animated, AnimatedOptions
from headshot_lint_rules.blocky_compression import BlockyCompression
from headshot_lint_rules.file_too_heavy import FileTooHeavy
from headshot_lint_rules.location_metadata import LocationMetadata
from headshot_lint_rules.low_resolution import LowResolution, LowResolutionOptions
from headshot_lint_rules.prompt_leak import PromptLeak
from headshot_lint_rules.transparent import Transparent
from headshot_lint_rules.unmanaged_colour import UnmanagedColour
from headshot_lint_rules.unreadable import Unreadable
from headshot_lint_rules.upscaled import Upscaled
from headshot_lint_rules.wrong_aspect import WrongAspect, WrongAspectOptions
from headshot_lint_rules.wrong_format import WrongFormat, WrongFormatOptions

SHARP = Detail(blockiness=1.05, bandwidth=0.75, effective_short_px=400)


@dataclass(frozen=True)
class Known:
    file: FileFacts
    detail: Detail = field(default=SHARP)
    eye_gap_px: float | None = None

    @property
    def framing(self) -> SimpleNamespace:
        if self.eye_gap_px is None:
            raise Missing("no face was found")
        return SimpleNamespace(eye_gap_px=self.eye_gap_px)


def facts(detail: Detail = SHARP, **known: object) -> Facts:
    """Facts of an ordinary 400 x 500 JPEG, with what a test changes."""
    ordinary: dict[str, object] = {
        "format": "JPEG",
        "extension": ".jpg",
        "width": 400,
        "height": 500,
        "size_bytes": 120_000,
    }
    return cast("Facts", Known(FileFacts(**(ordinary | known)), detail))  # type: ignore[arg-type]


ORDINARY = (
    Unreadable(),
    LowResolution(),
    WrongAspect(),
    FileTooHeavy(),
    BlockyCompression(),
    Upscaled(),
    LocationMetadata(),
    UnmanagedColour(),
    Transparent(),
    Animated(),
    PromptLeak(),
    WrongFormat(),
)


@pytest.mark.parametrize("rule", ORDINARY, ids=lambda rule: rule.name)
def test_an_ordinary_jpeg_passes(rule: object) -> None:
    verdict = rule.check(facts())  # type: ignore[attr-defined]
    assert verdict.status is Status.PASS
    assert verdict.score >= 50
    assert not verdict.fixable
    assert not verdict.advice


def test_refusal_is_a_failure_with_reason_and_hint() -> None:
    verdict = Unreadable().refuse("is empty (0 bytes)", "Export or fetch it again.")
    assert verdict.status is Status.FAIL
    assert verdict.message == "The photo is empty (0 bytes)."
    assert verdict.advice == "Export or fetch it again."
    assert verdict.score == 0


@pytest.mark.parametrize(
    ("width", "height", "status"),
    [(200, 900, Status.PASS), (199, 900, Status.FAIL), (3000, 150, Status.FAIL)],
)
def test_low_resolution(width: int, height: int, status: Status) -> None:
    verdict = LowResolution().check(facts(width=width, height=height))
    assert verdict.status is status
    assert verdict.value == min(width, height)


@pytest.mark.parametrize(("eye_gap_px", "status"), [(16.5, Status.PASS), (15.0, Status.FAIL)])
def test_low_resolution_of_the_face(eye_gap_px: float, status: Status) -> None:
    known = Known(FileFacts("JPEG", width=900, height=900), eye_gap_px=eye_gap_px)
    verdict = LowResolution().check(cast("Facts", known))
    assert verdict.status is status
    assert verdict.value == eye_gap_px


@pytest.mark.parametrize(
    ("size", "status", "fixable"),
    [
        ((600, 800), Status.PASS, False),
        ((601, 800), Status.FAIL, True),
        ((800, 600), Status.FAIL, False),
        ((300, 400), Status.FAIL, False),
    ],
)
def test_a_house_style_may_ask_for_an_exact_size(
    size: tuple[int, int], status: Status, fixable: bool
) -> None:
    rule = LowResolution(LowResolutionOptions(exact_px=(600, 800)))
    verdict = rule.check(facts(width=size[0], height=size[1]))
    assert (verdict.status, verdict.fixable) == (status, fixable)
    if status is Status.FAIL:
        assert "exactly 600 x 800" in verdict.message


@pytest.mark.parametrize("exact_px", [(600,), (600, 800, 3), (0, 800)])
def test_an_exact_size_is_two_lengths(exact_px: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="width and height"):
        LowResolutionOptions().changed({"exact_px": exact_px})


def test_low_resolution_by_profile() -> None:
    rule = LowResolution(LowResolutionOptions(best=1000, limit=512, worst=200))
    verdict = rule.check(facts())
    assert verdict.status is Status.FAIL
    assert "400 x 500 px" in verdict.message
    assert "512" in verdict.message


@pytest.mark.parametrize(
    ("width", "height", "status", "limit"),
    [
        pytest.param(400, 400, Status.PASS, None, id="square"),
        pytest.param(400, 600, Status.PASS, 0.66, id="2:3"),
        pytest.param(600, 400, Status.PASS, 1.52, id="3:2"),
        pytest.param(1600, 900, Status.FAIL, 1.52, id="16:9"),
        pytest.param(900, 1600, Status.FAIL, 0.66, id="9:16"),
        pytest.param(4000, 100, Status.FAIL, 1.52, id="banner"),
    ],
)
def test_wrong_aspect(width: int, height: int, status: Status, limit: float | None) -> None:
    verdict = WrongAspect().check(facts(width=width, height=height))
    assert verdict.status is status
    assert limit is None or verdict.limit == limit
    assert verdict.fixable == (status is Status.FAIL)
    assert (verdict.score == 100) == (status is Status.PASS)


def test_wrong_aspect_where_square_is_asked_for() -> None:
    rule = WrongAspect(WrongAspectOptions(narrowest=0.98, widest=1.02))
    assert rule.check(facts()).status is Status.FAIL
    assert rule.check(facts(width=500)).status is Status.PASS


def test_file_too_heavy() -> None:
    verdict = FileTooHeavy().check(facts(size_bytes=12_400_000))
    assert verdict.status is Status.FAIL
    assert "12.4 MB (limit 8.0 MB)" in verdict.message
    assert verdict.fixable


@pytest.mark.parametrize("rule", [FileTooHeavy(), WrongFormat()], ids=lambda rule: rule.name)
def test_pixels_without_a_file_are_not_judged(rule: object) -> None:
    with pytest.raises(Missing, match="pixels"):
        rule.check(facts(size_bytes=None, format="pixels"))  # type: ignore[attr-defined]


def test_blocky_compression() -> None:
    blocky = Detail(blockiness=1.9, bandwidth=0.6, effective_short_px=300)
    verdict = BlockyCompression().check(facts(blocky, jpeg_quality=12))
    assert verdict.status is Status.FAIL
    assert "1.90 times" in verdict.message
    assert "quality 12" in verdict.message
    reduced = Detail(None, 0.6, 300, blockiness_reason="decoded at a reduced size")
    with pytest.raises(Missing, match="reduced size"):
        BlockyCompression().check(facts(reduced))


@pytest.mark.parametrize(
    ("bandwidth", "effective", "status"),
    [
        pytest.param(0.75, 400, Status.PASS, id="sharp"),
        pytest.param(0.30, 160, Status.FAIL, id="enlarged"),
        pytest.param(0.20, 800, Status.PASS, id="soft but large enough"),
        pytest.param(0.36, 200, Status.PASS, id="small but real"),
    ],
)
def test_upscaled(bandwidth: float, effective: float, status: Status) -> None:
    verdict = Upscaled().check(facts(Detail(1.0, bandwidth, effective)))
    assert verdict.status is status
    assert verdict.value == bandwidth


def test_upscaled_needs_detail() -> None:
    with pytest.raises(Missing, match="plain"):
        Upscaled().check(facts(Detail(1.0, None, 400)))


def test_location_metadata() -> None:
    verdict = LocationMetadata().check(facts(has_gps=True))
    assert (verdict.status, verdict.fixable) == (Status.FAIL, True)


@pytest.mark.parametrize(
    ("known", "status", "value"),
    [
        pytest.param({"icc_name": "sRGB IEC61966-2.1"}, Status.PASS, None, id="sRGB"),
        pytest.param(
            {"icc_name": "Display P3", "is_srgb": False, "wide_gamut": True},
            Status.FAIL,
            "Display P3",
            id="P3",
        ),
        pytest.param({"icc_name": "DELL", "is_srgb": False}, Status.FAIL, "DELL", id="monitor"),
        pytest.param({"cmyk": True, "is_srgb": False}, Status.FAIL, "CMYK", id="CMYK"),
    ],
)
def test_unmanaged_colour(known: dict[str, object], status: Status, value: str | None) -> None:
    verdict = UnmanagedColour().check(facts(**known))
    assert (verdict.status, verdict.value) == (status, value)


def test_transparent() -> None:
    verdict = Transparent().check(facts(alpha_share=0.21))
    assert verdict.status is Status.FAIL
    assert "21%" in verdict.message
    assert Transparent().check(facts(alpha_share=0.0005)).status is Status.PASS


def test_animated() -> None:
    assert Animated().check(facts(frames=24)).status is Status.FAIL
    assert Animated(AnimatedOptions(most_frames=30)).check(facts(frames=24)).status is Status.PASS


MARKS = ("digital source type trainedAlgorithmicMedia",)


@pytest.mark.parametrize(
    ("policy", "marks", "status"),
    [
        ("forbid", MARKS, Status.FAIL),
        ("forbid", (), Status.PASS),
        ("require", MARKS, Status.PASS),
        ("require", (), Status.FAIL),
    ],
)
def test_ai_marking(policy: str, marks: tuple[str, ...], status: Status) -> None:
    rule = AiMarking(AiMarkingOptions(policy=policy))  # type: ignore[arg-type]
    assert rule.check(facts(ai_marking=marks)).status is status


def test_ai_marking_is_off_by_default() -> None:
    assert AiMarking.severity is None
    with pytest.raises(Missing, match="off"):
        AiMarking().check(facts(ai_marking=MARKS))


def test_prompt_leak() -> None:
    verdict = PromptLeak().check(facts(prompt_chunks=("prompt", "workflow")))
    assert (verdict.status, verdict.value) == (Status.FAIL, "prompt, workflow")


def test_wrong_format() -> None:
    assert WrongFormat().check(facts(format="TIFF")).status is Status.FAIL
    misnamed = {"format": "PNG", "extension_matches": False}
    verdict = WrongFormat().check(facts(**misnamed))
    assert "named .jpg and holds PNG" in verdict.message
    lenient = WrongFormat(WrongFormatOptions(match_name=False))
    assert lenient.check(facts(**misnamed)).status is Status.PASS
