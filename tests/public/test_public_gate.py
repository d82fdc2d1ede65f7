"""Whatever a generator returns, a gate ends with an outcome or an error that says what to do."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PORTRAIT, arrays, examples, files, images, names, selectors, sources, told

from headshot_lint import make_settings
from headshot_lint.gate import Budget, Gate, Outcome, check_uploads
from headshot_lint.gate.journal import written
from headshot_lint.photo import Source

FILE = make_settings(select=["file"])
BUDGET = Budget(3, errors=1)

returned = st.one_of(
    st.none(),
    st.integers(),
    st.lists(st.one_of(arrays, images(), files()), max_size=3),
    arrays,
    images(),
    files(),
)
"""What generators return: pictures of all kinds, several, none, and what is no picture."""


def sound(outcome: Outcome) -> Outcome:
    """The outcome, whose attempts can be written down."""
    assert len(outcome.attempts) <= BUDGET.attempts + BUDGET.errors + 1
    assert all(json.dumps(written(attempt)) for attempt in outcome.attempts)
    if outcome.ok:
        assert outcome.image is not None
    return outcome


@examples(60)
@given(st.lists(returned, min_size=1, max_size=4))
def test_any_result_of_a_generator_has_an_outcome(results: list[object]) -> None:
    def runs() -> Outcome:
        given_ = itertools.cycle(results)
        gate = Gate(FILE, budget=BUDGET, exhausted="none", pause_s=0.0)
        return sound(gate.run(lambda **_: next(given_), {"prompt": "x"}, seed=7))

    with told():
        first, second = runs(), runs()
        assert first.stop == second.stop
        assert [a.status for a in first.attempts] == [a.status for a in second.attempts]
        assert [a.sha256 for a in first.attempts] == [a.sha256 for a in second.attempts]


@pytest.mark.model
def test_a_portrait_passes_and_comes_back_as_it_was() -> None:
    outcome = sound(Gate("corporate", budget=1).run(lambda **_: PORTRAIT, seed=1))
    assert outcome.ok
    assert outcome.best is not None
    assert outcome.best.picture is not None
    assert outcome.best.picture.data == PORTRAIT


@examples(60)
@given(
    st.integers(-1, 5),
    st.integers(-1, 5),
    st.dictionaries(selectors, st.sampled_from(["regenerate", "fix", "ignore", "stop", "?"])),
    st.sampled_from(["error", "warning", "hint", "off", ""]),
    names,
)
def test_options_of_a_gate_hold_or_are_refused(
    attempts: int, best_of: int, on_fail: dict[str, str], fail_on: str, key: str
) -> None:
    with told():
        gate = Gate(
            FILE,
            budget=attempts,
            best_of=best_of,
            on_fail=on_fail,  # type: ignore[arg-type]
            fail_on=fail_on,  # type: ignore[arg-type]
            exhausted="none",
        )
        gate.run(lambda **_: None, {"prompt": key}, seed=3, key=key)


@pytest.mark.model
@examples(10)
@given(st.dictionaries(names, sources, max_size=3), st.integers(-1, 4))
def test_uploads_of_any_kind_are_accepted_or_refused(
    photos: dict[str, Source], fewest: int
) -> None:
    with told():
        uploads = check_uploads(photos, fewest=fewest, settings=FILE)
        assert [photo.name for photo in uploads.photos] == list(photos)
        assert uploads.ok == (len(uploads.accepted) >= fewest)
