"""`headshot-lint gate` through real processes and the real rules."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures"
ONE_SIDE = FIXTURES / "HL203-uneven-light" / "bad-one-side.jpg"
SOFT = FIXTURES / "HL203-uneven-light" / "good-soft-side.jpg"
LEVEL = ("--ignore", "low-resolution", "--isolated")  # fixtures are small on purpose

RENDER = f"""
    import shutil, sys
    prompt, out = sys.argv[1], sys.argv[2]
    if "fail" in prompt: sys.exit("no memory left")
    shutil.copy({str(SOFT)!r} if "soft" in prompt else {str(ONE_SIDE)!r}, out)
"""


@pytest.fixture
def template(tmp_path: Path) -> str:
    script = tmp_path / "render.py"
    script.write_text(textwrap.dedent(RENDER))
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} {{prompt}} {{out}}"


def gate(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", "headshot_lint", "gate", *arguments],
        cwd=cwd,
        env=kept,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.model
def test_advice_reaches_the_program_and_the_picture_that_passes_is_named(
    template: str, tmp_path: Path
) -> None:
    done = gate(
        "--command", template, "--prompt", "a headshot", "--save", "out", "--key", "k", *LEVEL,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout == f"{Path('out', 'k-001.jpg')}\n"
    assert (tmp_path / "out/k-001.jpg").read_bytes() == SOFT.read_bytes()
    assert "attempt 1: rejected" in done.stderr
    assert "fails HL203" in done.stderr
    assert "attempt 2: passed" in done.stderr
    assert "a headshot" not in done.stderr


@pytest.mark.model
def test_no_picture_passes_in_a_headshot_and_the_same_one_does_in_a_portrait(
    template: str, tmp_path: Path
) -> None:
    arguments = ("--command", template, "--prompt", "a headshot", "--save", "out", *LEVEL)
    headshot = gate(*arguments, "--attempts", "1", "--output-format", "json", cwd=tmp_path)
    assert headshot.returncode == 1
    account: dict[str, Any] = json.loads(headshot.stdout)
    assert (account["ok"], account["stop"], account["path"]) == (False, "attempts", None)
    assert account["attempts"][0]["counted"] == ["HL203"]
    assert account["attempts"][0]["judgement"]["report"]["verdict"] == "fail"
    assert "fails HL203 uneven-light" in headshot.stderr
    assert "4.0 stops brighter" in headshot.stderr
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True
    portrait = gate(*arguments, "--attempts", "1", "--purpose", "portrait", cwd=tmp_path)
    assert portrait.returncode == 0


@pytest.mark.model
def test_actions_scores_and_a_journal(template: str, tmp_path: Path) -> None:
    arguments = (
        "--command", template, "--prompt", "a headshot", "--save", "out", "--journal", "runs",
        "--key", "order-1", "--on-fail", "uneven-light=ignore", *LEVEL,
    )  # fmt: skip
    low = gate(*arguments, "--attempts", "1", "--min-score", "95", cwd=tmp_path)
    assert low.returncode == 1
    assert "what you accept" in low.stderr
    resumed = gate(*arguments, "--output-format", "json", cwd=tmp_path)
    assert resumed.returncode == 0
    assert json.loads(resumed.stdout)["resumed"] == 1


def test_a_program_that_fails_is_no_finding(template: str, tmp_path: Path) -> None:
    done = gate(
        "--command", template, "--prompt", "fail", "--save", "out", "--errors", "0", cwd=tmp_path
    )
    assert done.returncode == 2
    assert "the generator failed too often" in done.stderr
    assert "no memory left" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--command", "render {prompt}"), "no value for {prompt}"),
        (("--command", "absent-program {out}"), "cannot be run"),
        (("--command", "render 'x"), "split into words"),
        (("--command", "true", "--attempts", "0"), "0 is not in the range"),
        (("--command", "true", "--param", "x"), "'x' is no pair"),
        (("--command", "true", "--on-fail", "HL203=retry"), "no action 'retry'"),
        (("--command", "true", "--on-fail", "uneven-lihgt=stop"), "no rule"),
        (("--command", "true", "--on-fail", "HL203=fix"), "no fix is given"),
        (("--command", "true", "--param", "x=1"), "takes no x"),
        (("--command", "true", "--config", "fail-on='never'"), "every picture would pass"),
        ((), "Missing option '--command'"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    done = gate(*arguments, "--save", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_instant_and_shows_the_example(tmp_path: Path) -> None:
    done = gate("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "--purpose" in done.stdout
