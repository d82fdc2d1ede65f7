"""A real generator behind the gate: skipped, loudly, where its package cannot be fetched."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from dcgan import PICTURE_PX, Faces, Unreachable, fetch  # noqa: E402
from gate_yield import BASE_SEED, measure, settings  # noqa: E402

from headshot_lint.gate import Gate, Outcome  # noqa: E402
from headshot_lint.gate.journal import read_journal  # noqa: E402
from headshot_lint.gate.pictures import Picture  # noqa: E402
from headshot_lint.gate.seeds import derive  # noqa: E402

JOBS = 6

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return fetch(tmp_path_factory.mktemp("wheels"))
    except Unreachable as reason:
        pytest.skip(f"NOT TESTED BEHIND A REAL GENERATOR: no package registry ({reason})")


@pytest.fixture(scope="module")
def faces(wheel: Path) -> Faces:
    return Faces(wheel)


def run(faces: Faces, folder: Path, number: int, attempts: int = 4) -> Outcome:
    gate = Gate(settings(), budget=attempts, exhausted="none", journal=folder)
    return gate.run(faces, seed=number, key=f"job-{number}")


def test_faces_follow_from_their_seeds(faces: Faces) -> None:
    one, again, other = (Picture(faces(seed=seed)) for seed in (1, 1, 2))
    assert one.image().size == (PICTURE_PX, PICTURE_PX)
    assert one.sha256 == again.sha256 != other.sha256


def test_each_job_ends_as_its_draws_do_one_by_one(faces: Faces, tmp_path: Path) -> None:
    once = Gate(settings(), budget=1, exhausted="none", seeds="fixed")
    passed = 0
    for number in range(JOBS):
        alone = []
        for index in range(4):
            alone.append(once.run(faces, seed=derive(number, index)).ok)
            if alone[-1]:
                break
        outcome = run(faces, tmp_path, number)
        assert [attempt.ok for attempt in outcome.attempts] == alone
        assert all(a.counted for a in outcome.attempts if not a.ok), "each with its reasons"
        passed += outcome.ok
    assert passed > 0, "a generator that never passes shows nothing"


def test_every_attempt_in_the_journal_replays_to_the_identical_picture(
    faces: Faces, tmp_path: Path
) -> None:
    run(faces, tmp_path, 1)
    attempts = read_journal(tmp_path, "job-1").attempts
    assert attempts
    for attempt in attempts:
        assert attempt.seed is not None
        assert Picture(faces(seed=attempt.seed, **attempt.params)).sha256 == attempt.sha256


def test_a_job_that_is_broken_off_ends_as_the_whole_one(faces: Faces, tmp_path: Path) -> None:
    whole = run(faces, tmp_path / "whole", 2)
    run(faces, tmp_path / "parts", 2, attempts=1)
    parts = run(faces, tmp_path / "parts", 2)
    assert [(a.seed, a.sha256, a.status) for a in parts.attempts] == [
        (a.seed, a.sha256, a.status) for a in whole.attempts
    ]


def test_the_yield_is_counted_as_it_is(faces: Faces, tmp_path: Path) -> None:
    found = measure(faces, tmp_path, jobs=2, limit=2)
    assert found.replayed == found.attempts
    assert found.jobs_passed == found.jobs_with_a_pass
    assert found.passed + sum(found.failed.values()) >= found.draws == 4


def test_the_committed_report_agrees_with_the_expectation() -> None:
    found = json.loads((ROOT / "docs/gate-yield.json").read_text())
    share = found["jobs_passed"] / found["jobs"]
    assert abs(share - found["expected"]) <= 3 * found["expected_sd"]
    assert found["replayed"] == found["attempts"]
    assert found["jobs_passed"] == found["jobs_with_a_pass"]
    assert found["draws"] >= 400
    assert BASE_SEED == 20_261_124


def test_a_package_that_was_changed_is_refused(wheel: Path, tmp_path: Path) -> None:
    other = tmp_path / wheel.name
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("gan_face_generate/weights.tar", b"")
    with pytest.raises(ValueError, match="not the package that was published"):
        fetch(tmp_path)
