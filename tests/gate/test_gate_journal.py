"""What a crash leaves behind is true, and the job goes on as if there had been none."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from simulated import BAD, GOOD, by_redness, lucky, picture, scripted

from headshot_lint.gate import Budget, Gate, GateError, GeneratorError, Outcome
from headshot_lint.gate.journal import Journal, file_stem, read_journal
from headshot_lint.gate.pictures import Picture
from headshot_lint.gate.seeds import derive

KILLED = """
    import sys, time
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from simulated import by_redness, picture
    from headshot_lint.gate import Gate

    def render(*, seed, prompt):
        log = Path({log!r})
        if len(log.read_text().splitlines()) == {hang_at}:
            Path({waiting!r}).touch()
            time.sleep(60)
        with log.open("a") as file:
            print(seed, file=file)
        return picture(10, seed % 256)

    gate = Gate(by_redness, budget=5, journal={folder!r}, save="all", exhausted="none", pause_s=0)
    gate.run(render, {{"prompt": "x"}}, seed=7, key="order-1")
"""


def kill_in_attempt(number: int, folder: Path, log: Path) -> None:
    """Run a job in a process of its own and kill it while it renders attempt `number`, from 0."""
    waiting = log.with_name(f"waiting-{number}")
    code = KILLED.format(
        tests=str(Path(__file__).parent),
        log=str(log),
        hang_at=number,
        waiting=str(waiting),
        folder=str(folder),
    )
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)])
    deadline = time.monotonic() + 60
    while not waiting.exists():
        assert process.poll() is None, "the job ended by itself"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()


def journalled(folder: Path, **options: Any) -> Gate:
    return Gate(
        by_redness, **{"budget": 5, "journal": folder, "exhausted": "none", "pause_s": 0} | options
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is POSIX's")
def test_after_kill_9_in_attempt_3_the_job_goes_on_with_the_seeds_of_an_unbroken_run(
    tmp_path: Path,
) -> None:
    folder, log = tmp_path / "runs", tmp_path / "log"
    log.touch()
    kill_in_attempt(2, folder, log)
    assert log.read_text().split() == [str(derive(7, 0)), str(derive(7, 1))]
    rendered: list[int] = []

    def render(*, seed: int, prompt: str) -> Image.Image:
        del prompt
        rendered.append(seed)
        return picture(BAD, seed % 256)

    resumed = journalled(folder, save="all").run(render, {"prompt": "x"}, seed=7, key="order-1")
    assert rendered == [derive(7, i) for i in (2, 3, 4)]
    assert [a.seed for a in resumed.attempts] == [derive(7, i) for i in range(5)]
    assert (resumed.resumed, resumed.interrupted, resumed.stop) == (2, 1, "attempts")
    unbroken = journalled(tmp_path / "other", save="all").run(
        render, {"prompt": "x"}, seed=7, key="order-1"
    )
    assert [a.sha256 for a in unbroken.attempts] == [a.sha256 for a in resumed.attempts]
    assert not list(folder.glob("*.tmp")) + list(folder.glob(".*.tmp"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is POSIX's")
def test_a_generator_that_takes_its_process_down_is_not_called_for_ever(tmp_path: Path) -> None:
    folder, log = tmp_path / "runs", tmp_path / "log"
    log.touch()
    for _ in range(3):
        (tmp_path / "waiting-0").unlink(missing_ok=True)
        kill_in_attempt(0, folder, log)
    outcome = journalled(folder, save="all").run(
        lambda **_: pytest.fail("rendered once more"), {"prompt": "x"}, seed=7, key="order-1"
    )
    assert (outcome.stop, outcome.interrupted) == ("errors", 3)


def test_wherever_the_journal_is_torn_only_whole_lines_count(tmp_path: Path) -> None:
    journalled(tmp_path).run(scripted(*[BAD] * 5), {"prompt": "ä"}, seed=7, key="k")
    whole = (tmp_path / "k.jsonl").read_bytes()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    torn = tmp_path / "torn" / "k.jsonl"
    torn.parent.mkdir()
    cuts = sorted({0, len(whole), *ends, *(e - 1 for e in ends), *range(3, len(whole), 41)})
    for cut in cuts:
        torn.write_bytes(whole[:cut])
        journal = Journal(torn.parent, "k")
        ended = sum(
            b'"kind":"end"' in line
            for line in whole[:cut].splitlines(keepends=True)
            if line.endswith(b"\n")
        )
        assert len(journal.past.attempts) == ended
        journal.close()
        assert torn.stat().st_size == max([e for e in ends if e <= cut], default=0)


def test_a_torn_line_is_overwritten_and_not_run_into(tmp_path: Path) -> None:
    journalled(tmp_path, budget=2).run(scripted(BAD, BAD), {"prompt": "x"}, seed=7, key="k")
    path = tmp_path / "k.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    for _ in range(2):
        outcome = journalled(tmp_path, budget=3).run(
            scripted(BAD, GOOD), {"prompt": "x"}, seed=7, key="k"
        )
        assert [a.seed for a in outcome.attempts] == [derive(7, i) for i in range(3)]
    assert all(json.loads(line.rpartition("\t")[0]) for line in path.read_text().splitlines())


def test_a_line_changed_in_the_middle_is_damage_and_no_crash(tmp_path: Path) -> None:
    journalled(tmp_path).run(scripted(*[BAD] * 5), {"prompt": "x"}, seed=7, key="k")
    path = tmp_path / "k.jsonl"
    path.write_text(path.read_text().replace('"status":"rejected"', '"status":"passed"', 1))
    with pytest.raises(GateError, match="damaged before its end"):
        journalled(tmp_path).run(scripted(GOOD), {"prompt": "x"}, seed=7, key="k")


def test_a_job_that_passed_is_not_rendered_again(tmp_path: Path) -> None:
    first = journalled(tmp_path).run(scripted(BAD, 230), {"prompt": "x"}, seed=7, key="k")
    again = journalled(tmp_path).run(lambda **_: pytest.fail("rendered"), {"prompt": "x"}, key="k")
    assert again.ok
    assert (again.seed, again.resumed) == (7, 2)
    assert again.best is not None
    assert again.best.picture is not None
    assert first.best is not None
    assert again.best.picture.sha256 == first.best.sha256
    assert [a.judgement for a in again.attempts] == [a.judgement for a in first.attempts]


@pytest.mark.parametrize("loss", ["unlink", "write"])
def test_a_picture_that_passed_and_is_gone_is_rendered_again_with_its_seed(
    tmp_path: Path, loss: str
) -> None:
    first = journalled(tmp_path).run(lucky(0.4), {"prompt": "x"}, seed=5, key="k")
    assert first.best is not None
    path = Path(str(first.best.path))
    path.unlink() if loss == "unlink" else path.write_bytes(b"another picture")
    for _ in range(2):
        again = journalled(tmp_path).run(lucky(0.4), {"prompt": "x"}, seed=5, key="k")
        assert again.ok
        assert [a.sha256 for a in again.attempts] == [a.sha256 for a in first.attempts]


def test_every_attempt_in_the_journal_replays_to_the_identical_picture(tmp_path: Path) -> None:
    journalled(tmp_path).run(lucky(0.1), {"prompt": "x"}, seed=7, key="k")
    attempts = read_journal(tmp_path, "k").attempts
    assert len(attempts) == 5
    for attempt in attempts:
        assert attempt.seed is not None
        replayed = Picture(lucky(0.1)(attempt.seed, **attempt.params))
        assert replayed.sha256 == attempt.sha256


def test_remedies_go_on_at_their_level(tmp_path: Path) -> None:
    params = {"prompt": "x"}
    whole = journalled(tmp_path / "a").run(scripted(*[BAD] * 5), params, seed=7, key="k")
    journalled(tmp_path / "b", budget=2).run(scripted(BAD, BAD), params, seed=7, key="k")
    parts = journalled(tmp_path / "b").run(scripted(*[BAD] * 3), params, seed=7, key="k")
    assert [a.params for a in parts.attempts] == [a.params for a in whole.attempts]
    assert [a.changes for a in parts.attempts] == [a.changes for a in whole.attempts]


def test_what_was_spent_before_a_crash_counts(tmp_path: Path) -> None:
    limits = Budget(attempts=9, cost=0.3)
    for _ in range(2):
        outcome = journalled(tmp_path, budget=limits, cost=0.1).run(
            scripted(*[BAD] * 9), {"prompt": "x"}, seed=7, key="k"
        )
        assert (len(outcome.attempts), outcome.stop) == (3, "cost")


def test_an_exception_is_no_crash(tmp_path: Path) -> None:
    def broken(**_: Any) -> None:
        raise ZeroDivisionError

    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            journalled(tmp_path).run(broken, {"prompt": "x"}, seed=7, key="k")
    outcome = journalled(tmp_path).run(scripted(GOOD), {"prompt": "x"}, seed=7, key="k")
    assert outcome.ok
    assert outcome.interrupted == 0


def test_errors_are_written_down_and_share_the_draw(tmp_path: Path) -> None:
    left = iter([GeneratorError("busy"), None, None])

    def render(*, seed: int, prompt: str) -> Image.Image:
        del prompt
        if (error := next(left)) is not None:
            raise error
        return picture(BAD, seed % 256)

    journalled(tmp_path, budget=2).run(render, {"prompt": "x"}, seed=7, key="k")
    past = read_journal(tmp_path, "k")
    assert [(a.index, a.status) for a in past.attempts] == [
        (0, "error"),
        (0, "rejected"),
        (1, "rejected"),
    ]


def test_one_key_is_one_job(tmp_path: Path) -> None:
    journalled(tmp_path).run(scripted(GOOD), {"prompt": "x"}, seed=7, key="k")
    with pytest.raises(GateError, match="another job under the key 'k'"):
        journalled(tmp_path).run(scripted(GOOD), {"prompt": "y"}, seed=7, key="k")
    with pytest.raises(GateError, match="another job"):
        journalled(tmp_path).run(scripted(GOOD), {"prompt": "x"}, seed=8, key="k")


def test_two_workers_cannot_have_one_job(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")

    def meanwhile(**_: Any) -> Image.Image:
        with pytest.raises(GateError, match="being worked on"):
            journalled(tmp_path).run(scripted(GOOD), {"prompt": "x"}, seed=7, key="k")
        return picture(GOOD)

    assert journalled(tmp_path).run(meanwhile, {"prompt": "x"}, seed=7, key="k").ok


def test_without_key_and_seed_each_job_is_a_new_one(tmp_path: Path) -> None:
    for _ in range(2):
        assert journalled(tmp_path).run(scripted(GOOD), {"prompt": "x"}).resumed == 0
    assert len(list(tmp_path.glob("*.jsonl"))) == 2


@pytest.mark.parametrize("key", ["../../etc/passwd", "Order 1", "", ".", "a" * 300, "ä/ö", "CON"])
def test_any_key_makes_a_file_name_inside_the_folder(key: str, tmp_path: Path) -> None:
    stem = file_stem(key)
    assert (tmp_path / stem).resolve().parent == tmp_path.resolve()
    assert len(stem) < 120
    assert file_stem("Order 1") != file_stem("order 1") != file_stem("order-1")


def test_parameters_without_json_are_refused_with_a_journal_alone(tmp_path: Path) -> None:
    image = picture(GOOD)

    def render(*, seed: int, image: Image.Image) -> Image.Image:
        del seed
        return image

    assert Gate(by_redness).run(render, {"image": image}).ok
    with pytest.raises(GateError, match="cannot be written to the journal"):
        journalled(tmp_path).run(render, {"image": image}, key="k")


def test_numbers_of_numpy_can_be_written_down(tmp_path: Path) -> None:
    def render(*, seed: int, scale: float) -> Image.Image:
        del seed, scale
        return picture(GOOD)

    def run() -> Outcome:
        return journalled(tmp_path).run(render, {"scale": np.float32(1.5)}, seed=1, key="k")

    assert run().attempts == run().attempts or run().ok


@pytest.mark.parametrize(("save", "kept"), [("none", 0), ("best", 1), ("passed", 2), ("all", 5)])
def test_what_is_saved(save: str, kept: int, tmp_path: Path) -> None:
    journalled(tmp_path, save=save, best_of=2).run(
        scripted(BAD, 50, 210, BAD, 220), {"prompt": "x"}, seed=7, key="k"
    )
    assert len(list(tmp_path.glob("*.png"))) == kept


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(GateError, match="cannot be written"):
        journalled(blocked / "runs").run(scripted(GOOD), {"prompt": "x"})
    with pytest.raises(GateError, match="cannot be saved"):
        Gate(by_redness, save="all", save_to=blocked / "out").run(scripted(GOOD))
    assert list(tmp_path.iterdir()) == [blocked]
