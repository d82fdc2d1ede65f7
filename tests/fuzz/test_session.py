"""What is kept of a session of fuzzing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools/fuzz"))

import session
from session import Session

SAID = [
    "#128\tpulse  cov: 436 ft: 758 corp: 59/2465b exec/s: 64 rss: 118Mb\n",
    "#901\tNEW    cov: 1263 ft: 2963 corp: 310/1102Kb lim: 20000 exec/s: 28 rss: 135Mb L: 9\n",
    "Done 90397 runs in 3309 second(s)\n",
]


def test_figures_are_read_from_what_the_fuzzer_says() -> None:
    read = session.read(SAID, wall_s=3309.0, cpu_s=158.0, found=1)
    assert (read.branches, read.corpus, read.inputs, read.found) == (1263, 310, 90397, 1)
    assert (read.minutes, read.cpu_minutes) == (55.1, 2.6)
    assert session.read([], 1.0, 1.0, 0).inputs == 0
    assert session.read(["stat::number_of_executed_units: 77\n"], 1.0, 1.0, 0).inputs == 77


def test_the_page_adds_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "RECORD", tmp_path / "fuzzing.json")
    monkeypatch.setattr(session, "PAGE", tmp_path / "fuzzing.md")
    assert session.known() == []
    one = Session("2026-11-30", "abc", 11.0, None, 39_137, None, None, 0)
    two = Session("2026-12-01", "def", 55.1, 2.6, 90_397, 1263, 310, 2)
    session.write([one, two])
    assert session.known() == [one, two]
    text = (tmp_path / "fuzzing.md").read_text(encoding="utf-8")
    assert "2 sessions of 66 minutes together (3 of processor time" in text
    assert "tried 129,534 inputs, of which 2 did harm" in text
    assert "| 2026-11-30 | abc | 11 | - | 39,137 | - | - | 0 |" in text


def test_a_slow_input_does_no_harm_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "FOUND", tmp_path)
    for name in ("slow-unit-1", "crash-2", "timeout-3", "oom-4"):
        (tmp_path / name).touch()
    assert session.harmful() == {"crash-2", "timeout-3", "oom-4"}


def test_the_page_in_the_documents_is_of_its_record() -> None:
    assert session.PAGE.read_text(encoding="utf-8") == session.page(session.known())
