"""The sets and rosters that docs/team-accuracy.md rests on, and how they are counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
sys.path.insert(0, str(Path(__file__).parents[2] / "fixtures"))

from labels import NoPhotographsError, read_labels
from team.figures import Tally, by_kind, count_copies, count_names, count_outliers
from team.plants import MEMBERS, PLANTED, copied_set, planted_set
from team.rosters import roster
from team.sitters import Sitter, sitters

from headshot_lint.model.naming import Naming, match_names

ROOT = Path(__file__).parents[2]


def test_rosters_are_seeded_and_their_slips_told() -> None:
    assert roster(7) == roster(7)
    tally = Tally()
    for seed in range(12):
        planted = roster(seed)
        count_names(planted, match_names(planted.files, planted.roster), tally)
    assert tally.recall.value >= 0.9
    assert tally.precision.value >= 0.9


def test_what_is_told_amiss_counts_against() -> None:
    planted, tally = roster(1), Tally()
    count_names(planted, Naming("people.csv", 25, nameless=("somebody.jpg",)), tally)
    assert tally.recall.value == 0
    assert tally.amiss == 1
    assert all(share.value == 0 for share in by_kind([tally]).values())


@pytest.fixture(scope="module")
def found() -> list[Sitter]:
    try:
        labels = [label for label in read_labels() if label.source == "fakerai"]
    except NoPhotographsError as missing:
        pytest.skip(f"NOT RUN, no photographs: {missing}")
    several = sitters(labels)
    return [sitter for sitter, _ in zip(several, range(MEMBERS), strict=False)]


@pytest.mark.model
@pytest.mark.slow
def test_outliers_planted_among_photographs_are_found(found: list[Sitter]) -> None:
    sizes, copies = Tally(), Tally()
    count_outliers("HL804", planted_set("HL804", found, seed=3), sizes)
    count_copies(copied_set(found, seed=3), copies)
    for tally in (sizes, copies):
        assert tally.planted.total() == PLANTED
        assert tally.recall.value == 1
        assert tally.amiss == 0


def test_without_photographs_the_command_says_what_to_set(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/team_recall.py")],
        env={"HEADSHOT_LINT_PHOTOS": str(tmp_path / "nowhere")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "hint: set HEADSHOT_LINT_PHOTOS" in done.stderr
