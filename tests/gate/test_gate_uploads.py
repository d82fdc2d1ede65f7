"""A customer's photos: each is used, or refused with codes that a program can act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from headshot_lint import make_settings
from headshot_lint.gate import GateError, Uploads, check_uploads
from headshot_lint.gate.checks import PORTRAIT_LIBERTIES, settings_for_purpose
from headshot_lint.gate.uploads import ADVISING, REJECTING, upload_settings
from headshot_lint.model.verdict import Severity

FIXTURES = Path(__file__).parents[2] / "fixtures"
SMALL = make_settings(upload_settings(), ignore=["low-resolution"])  # fixtures are, on purpose

pytestmark = pytest.mark.model


def check(*paths: str, fewest: int = 1) -> Uploads:
    return check_uploads([FIXTURES / path for path in paths], fewest=fewest, settings=SMALL)


def codes(uploads: Uploads) -> dict[str, tuple[str, ...]]:
    return {Path(name).name: refused for name, refused in uploads.refused.items()}


def test_each_photo_is_accepted_or_refused_with_stable_codes() -> None:
    uploads = check(
        "HL203-uneven-light/bad-one-side.jpg",  # uneven light may be learned from
        "HL101-no-face/bad-cat.jpg",
        "HL102-several-faces/bad-two-people.jpg",
        "HL104-face-blurred/bad-defocus.jpg",
        "HL001-unreadable/bad-truncated.jpg",
        fewest=3,
    )
    refused = codes(uploads)
    assert set(refused) == {
        "bad-cat.jpg",
        "bad-two-people.jpg",
        "bad-defocus.jpg",
        "bad-truncated.jpg",
    }
    assert "HL101" in refused["bad-cat.jpg"]
    assert "HL102" in refused["bad-two-people.jpg"]
    assert "HL104" in refused["bad-defocus.jpg"]
    assert refused["bad-truncated.jpg"] == ("HL001",)
    assert (len(uploads.accepted), uploads.missing, uploads.ok) == (1, 2, False)
    reason = next(p for p in uploads.photos if "truncated" in p.name).reasons[0]
    assert reason.name == "unreadable"
    assert reason.message
    assert reason.advice


def test_of_copies_one_is_kept() -> None:
    folder = FIXTURES / "HL805-duplicate-photo"  # too small for the other rules
    settings = make_settings(select=["HL001", "HL805"], severity={"HL805": "error"})
    names = ("hopper.jpg", "hopper-mirrored.jpg", "collins.jpg")
    uploads = check_uploads([folder / name for name in names], settings=settings)
    assert len(uploads.accepted) == 2
    assert list(codes(uploads).values()) == [("HL805",)]


def test_a_position_is_a_remark_and_no_refusal() -> None:
    uploads = check("HL007-location-metadata/bad-gps.jpg")
    assert [r.code for r in uploads.photos[0].remarks if r.code == "HL007"] == ["HL007"]
    assert "HL007" not in {code for refused in uploads.refused.values() for code in refused}


def test_small_photos_are_refused_by_default() -> None:
    uploads = check_uploads([FIXTURES / "HL203-uneven-light/good-soft-side.jpg"])
    assert list(codes(uploads).values()) == [("HL002",)]


def test_bytes_go_by_the_names_they_are_given() -> None:
    data = (FIXTURES / "HL101-no-face/bad-cat.jpg").read_bytes()
    uploads = check_uploads({"customer-7/1.jpg": data, "customer-7/2.jpg": b""}, settings=SMALL)
    assert set(uploads.refused) == {"customer-7/1.jpg", "customer-7/2.jpg"}


def test_paths_that_lead_nowhere_are_the_programs_mistake() -> None:
    with pytest.raises(GateError, match="no photo at"):
        check("absent.jpg")
    with pytest.raises(GateError, match="several photos"):
        check_uploads("one.jpg")


def test_the_rules_named_exist_and_are_told_apart() -> None:
    profile = upload_settings().resolved
    by_name = {plan.rule.name: plan for plan in profile.plans.values()}
    for names, severity in ((REJECTING, Severity.ERROR), (ADVISING, Severity.WARNING)):
        assert {by_name[name].severity for name in names} == {severity}
    judging = {plan.rule.name for plan in (*profile.active, *profile.active_on_sets)}
    assert judging == {*REJECTING, *ADVISING}


def test_for_a_portrait_headshot_rules_give_way_and_faults_stay() -> None:
    judging = {
        purpose: {p.rule.name for p in settings_for_purpose("render", purpose).resolved.active}
        for purpose in ("headshot", "portrait")
    }
    given_way = judging["headshot"] - judging["portrait"]
    assert given_way == set(PORTRAIT_LIBERTIES) & judging["headshot"]
    assert {"uneven-light", "cluttered-background", "portrait-not-headshot"} <= given_way
    faults = {"no-face", "several-faces", "face-blurred", "eyes-closed", "face-dark", "chin-cut"}
    assert faults <= judging["portrait"]
