"""One judging of all photographs in one environment, kept below `build/versions`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evaluation.document import commit
from supply.environments import ROOT, Environment, Resolution, make

from headshot_lint.engine.report import Report

BUILD = ROOT / "build"
KEPT = BUILD / "versions"
SHOWN = (
    "mediapipe",
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "pillow",
    "scikit-image",
    "scipy",
)
"""The packages that measure."""

JUDGING = ("headshot_lint", "rules")
"""The code that measures: by its commit the figures hold."""


@dataclass(frozen=True)
class Setup:
    """In which way photographs are judged.

    Attributes:
        name: what the document calls it.
        jobs: photographs at a time.
        backwards: whether the last photograph comes first.
    """

    name: str
    resolution: Resolution
    engine: Literal["mediapipe", "onnx"]
    jobs: int = 1
    backwards: bool = False


@dataclass(frozen=True)
class Run:
    """All photographs, judged in one way.

    Attributes:
        packages: versions by name, of those that measure.
    """

    setup: Setup
    commit: str
    packages: dict[str, str]
    report: Report


SETUPS = (
    Setup("newest", "highest", "mediapipe"),
    Setup("newest again", "highest", "mediapipe", jobs=2, backwards=True),
    Setup("oldest", "lowest-direct", "mediapipe"),
    Setup("newest, onnx", "highest", "onnx"),
    Setup("oldest, onnx", "lowest-direct", "onnx"),
)


def environments() -> dict[Resolution, Environment]:
    """Make both environments."""
    folders: dict[Resolution, str] = {"lowest-direct": "floors", "highest": "highest"}
    return {
        resolution: make(BUILD / folder, resolution, sys.executable)
        for resolution, folder in folders.items()
    }


def judge(setup: Setup, environment: Environment, paths: Sequence[Path]) -> Run:
    """Judge photographs with the command line of an environment, and keep what it says.

    Args:
        setup: how.
        environment: of the setup's versions.
        paths: of the photographs.
    """
    packages = {name: environment.packages[name] for name in SHOWN}
    run = Run(setup, commit(JUDGING), packages, report_of(setup, str(environment.python), paths))
    KEPT.mkdir(parents=True, exist_ok=True)
    held = {
        "commit": run.commit,
        "packages": packages,
        "report": json.loads(run.report.to_json()),
    }
    _file(setup).write_text(json.dumps(held), encoding="utf-8")
    return run


def recall(setup: Setup) -> Run | None:
    """Return a run that was kept, None where there is none."""
    if not _file(setup).is_file():
        return None
    held = json.loads(_file(setup).read_text(encoding="utf-8"))
    return Run(setup, held["commit"], held["packages"], Report.model_validate(held["report"]))


def report_of(
    setup: Setup, python: str, paths: Sequence[Path], variables: Mapping[str, str] | None = None
) -> Report:
    """Judge photographs with the command line of an interpreter.

    Args:
        setup: how.
        python: the interpreter.
        paths: of photographs, or of folders of them.
        variables: of the environment, over those that are there.
    """
    asked = ("check", "--files-from", "-", "--output-format", "json", "--exit-zero")
    alone = ("--isolated", "--no-cache", "--engine", setup.engine, "--jobs", str(setup.jobs))
    names = [str(path.absolute()) for path in paths]
    done = subprocess.run(  # noqa: S603 - the command line of our own environment
        [python, "-m", "headshot_lint", *asked, *alone],
        input="\n".join(reversed(names) if setup.backwards else names),
        env={**os.environ, **(variables or {})},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{setup.name}: headshot-lint ended with {done.returncode}")
    return Report.model_validate_json(done.stdout)


def _file(setup: Setup) -> Path:
    return KEPT / f"{setup.name.replace(', ', '-').replace(' ', '-')}.json"
