from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.cache.entry import pack, unpack

LINES = {"pose": '{"yaw_deg":1.5,"pitch_deg":0.0,"roll_deg":0.0}', "gaze": 'missing "it is dark"'}
WHOLE = pack("ab12 auto ffee", LINES)


def test_an_entry_comes_back() -> None:
    assert unpack("ab12 auto ffee", WHOLE) == LINES


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_one_changed_byte_and_nothing_is_believed(place: int, by: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[place] ^= by
    assert unpack("ab12 auto ffee", bytes(damaged)) is None


@given(st.integers(0, len(WHOLE) - 1))
def test_nor_is_a_part(length: int) -> None:
    assert unpack("ab12 auto ffee", WHOLE[:length]) is None


@given(st.binary(max_size=200))
def test_nor_is_something_else(content: bytes) -> None:
    assert unpack("ab12 auto ffee", content) is None
    assert unpack("ab12 auto ffee", WHOLE + content) in (None, LINES if not content else None)


def test_an_entry_holds_for_its_photo_engine_and_version_alone() -> None:
    for other in ("ab13 auto ffee", "ab12 onnx ffee", "ab12 auto ffef"):
        assert unpack(other, WHOLE) is None


def test_a_fact_that_this_version_does_not_know_is_passed_over() -> None:
    known = pack("x", {"pose": LINES["pose"], "aura": "{}"})
    assert unpack("x", known) == {"pose": LINES["pose"]}
