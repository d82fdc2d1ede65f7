from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.cache.codec import PICTURES, decode, encode, fact_types
from headshot_lint.model.facts import Facts, FileFacts, Fingerprint, Pose
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import load
from headshot_lint.shot import Shot

PHOTOS = sorted(Path(__file__).parents[2].glob("fixtures/HL[1-7]*/*.jpg"))
POSE = Pose(yaw_deg=1.5, pitch_deg=-0.0, roll_deg=1e-17)

PLAIN: dict[object, st.SearchStrategy[Any]] = {
    float: st.floats(allow_nan=False, allow_infinity=False),
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    str: st.text(),
    NoneType: st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type, as facts are made of them."""
    if kind in PLAIN:
        return PLAIN[kind]
    arguments = get_args(kind)
    if get_origin(kind) in (UnionType, Union):
        return st.one_of([values(argument) for argument in arguments])
    if get_origin(kind) is tuple:
        if arguments[-1] is Ellipsis:
            arguments = (arguments[0],) * 2
        return st.tuples(*(values(argument) for argument in arguments))
    if get_origin(kind) is dict:
        return st.dictionaries(*(values(argument) for argument in arguments), max_size=3)
    return st.sampled_from(list(kind)) if issubclass(kind, Enum) else built(kind)


def built(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})


def test_every_fact_that_rules_read_has_a_type() -> None:
    assert set(fact_types()) == {n for n, fact in vars(Facts).items() if isinstance(fact, property)}
    assert all(is_dataclass(kind) for kind in fact_types().values())


@pytest.mark.parametrize("name", sorted(fact_types().keys() - PICTURES))
@given(data=st.data())
def test_a_fact_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    fact = data.draw(values(fact_types()[name]))
    line = encode(name, fact)
    assert line is not None
    assert "\n" not in line
    back = decode({name: line})[name]
    assert back == fact
    assert repr(back) == repr(fact)


@given(st.text())
def test_so_does_the_reason_why_there_is_none(reason: str) -> None:
    line = encode("gaze", Missing(reason))
    assert line is not None
    assert "\n" not in line
    back = decode({"gaze": line})["gaze"]
    assert isinstance(back, Missing)
    assert back.reason == reason


@pytest.mark.parametrize(
    "unfit",
    [
        replace(POSE, yaw_deg=float("nan")),
        replace(POSE, yaw_deg=float("inf")),
        replace(POSE, yaw_deg=1),
        replace(POSE, yaw_deg=np.float64(1.0)),
        replace(POSE, yaw_deg=np.float32(1.0)),
        replace(POSE, yaw_deg="1.0"),
    ],
)
def test_what_would_come_back_otherwise_is_not_kept(unfit: Pose) -> None:
    assert encode("pose", unfit) is None


def test_nor_is_text_that_json_cannot_hold() -> None:
    assert encode("file", FileFacts("JPEG", notes=("half of a pair: \ud800",))) is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "null",
        "{}",
        "missing 5",
        "missing",
        '{"yaw_deg":1.0,"pitch_deg":0.0}',
        '{"yaw_deg":"1.0","pitch_deg":0.0,"roll_deg":0.0}',
        json.dumps(asdict(POSE))[:-1],
    ],
)
def test_a_line_that_holds_no_fact_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode({"pose": line})


@pytest.mark.model
@pytest.mark.parametrize("photo", PHOTOS[::40], ids=lambda photo: photo.stem)
def test_whatever_analysers_measure_can_be_kept(photo: Path) -> None:
    shot = Shot(load(photo))
    for name in fact_types().keys() - PICTURES:
        try:
            fact = getattr(shot, name)
        except Missing as absence:
            fact = absence
        assert encode(name, fact) is not None, f"{name}: {fact}"


def test_facts_and_absences_are_read_together() -> None:
    lines = {"pose": encode("pose", POSE) or "", "gaze": encode("gaze", Missing("no eyes")) or ""}
    known = decode(lines)
    assert known.keys() == lines.keys()
    assert known["pose"] == POSE
    assert isinstance(known["gaze"], Missing)
    assert decode({}) == {}


def test_small_pictures_are_not_kept() -> None:
    copy = Fingerprint(width=2, height=1, luma="00ff")
    assert encode("fingerprint", copy) is None
