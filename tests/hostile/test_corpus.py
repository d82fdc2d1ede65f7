"""A few hundred files of the corpus that `make hostile` runs whole; a seed of its own each week."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from hostile import damage, running  # noqa: E402
from hostile.bases import bases  # noqa: E402
from hostile.corpus import SEED, Case, by_hand, case  # noqa: E402
from hostile.running import Depth, Order, Outcome, run  # noqa: E402
from hostile.verdict import complaints, file_rules  # noqa: E402

from headshot_lint.engine.linter import Linter  # noqa: E402

# Making these takes longer than all others together.
SLOW = ("largest", "packed", "frames.gif", "plain-text", "big-profile", "padd", "profile-parts")


def complaints_of(each: Case, linter: Linter | None = None) -> list[str]:
    return complaints(each, each.make(), linter)[1]


@pytest.mark.parametrize("base", bases())
def test_sound_files_are_read(base: str) -> None:
    sound = Case(base, base, lambda: bases()[base], "same", base)
    assert complaints(sound, bases()[base]) == ("read", [])


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_damaged_files_do_no_harm(start: int) -> None:
    harm = {n: found for n in range(start, start + 50) if (found := complaints_of(case(n)))}
    assert not harm


@pytest.mark.parametrize(
    "each", [pytest.param(c, id=c.name) for c in by_hand() if not c.name.startswith(SLOW)]
)
def test_files_built_by_hand_do_no_harm(each: Case) -> None:
    assert complaints_of(each) == []


def test_a_case_is_made_again_from_its_number() -> None:
    for number in (1, 17, 300):
        assert case(number, SEED).make() == case(number, SEED).make()
    assert case(5, 1).label != case(5, 2).label or case(5, 1).make() != case(5, 2).make()


def test_every_kind_of_damage_occurs() -> None:
    labels = {case(number).label.split(" ")[0] for number in range(400)}
    kinds = {damage.cut, damage.flip, damage.overwrite, damage.shift, damage.exaggerate}
    kinds |= {damage.splice, damage.absurd_metadata, damage.append}
    assert {kind.__name__ for kind in kinds} <= labels


class Poisonous(Order):
    """An order whose third file hangs, and whose fifth kills the process."""

    @property
    def number(self) -> int:
        return 7

    def cases(self, start: int) -> Iterator[tuple[Depth, Case]]:
        made = [Case(f"sound {n}", "a.jpg", lambda: bases()["plain.jpg"], "read") for n in range(7)]
        made[2] = Case("hanging", "b.jpg", _hang, "read")
        made[4] = Case("killing", "c.jpg", _die, "read")
        made[6] = Case("wrong", "d.jpg", lambda: b"", "read")
        yield from (("load", each) for each in made[start:])


def _hang() -> bytes:
    while True:
        pass


def _die() -> bytes:
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def test_a_hang_and_a_crash_are_found_and_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'tools'}:{Path(__file__).parent}")
    outcomes: list[Outcome] = list(run(Poisonous(0), limit_s=20))
    assert [each.result for each in outcomes] == [
        *("read", "read", "hang", "read", "crash", "read", "refused: empty")
    ]
    assert outcomes[6].complaints
    assert not running.Order(10).hand_made or outcomes[0].peak_mb > 0


def test_rules_on_files_hold_for_damaged_files() -> None:
    found = {n: complaints_of(case(n), file_rules()) for n in range(0, 400, 20)}
    assert {n: each for n, each in found.items() if each} == {}
