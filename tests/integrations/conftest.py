from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Variables of a user who has headshot-lint and git, and no settings of git or this linter."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "HEADSHOT_", "PRE_"))}
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    identity = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in {"NAME": "Ada", "EMAIL": "ada@example.org"}.items()
    }
    return {
        **kept,
        **identity,
        "PATH": programs,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "HEADSHOT_LINT_CACHE": "false",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def run(site: Path, environ: dict[str, str]) -> Run:
    """Runs a program in the folder of the site; both streams in one, as a terminal shows them."""

    def run(*command: str | Path, must: bool = False) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=site,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=580,
            check=False,
        )
        assert done.returncode == 0 or not must, done.stdout
        return done

    return run


NOT_OURS = (
    ".git",
    ".venv",
    ".*_cache",
    ".hypothesis",
    "__pycache__",
    "*.egg-info",
    "site",
    "build",
)
"""What is large or made here: the repository is copied without it."""


@pytest.fixture
def clone(tmp_path: Path, environ: dict[str, str]) -> Path:
    """A repository of the working tree as it is, with one commit that has the tag v0."""
    git = shutil.which("git") or "git"
    folder = tmp_path / "headshot-lint"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_OURS))
    # What .gitignore names stays out here, too, so that it need not be a clone that is tested.
    for command in ("init --quiet", "add --all", "commit --quiet --message v0", "tag v0"):
        subprocess.run([git, *command.split()], cwd=folder, env=environ, check=True)
    subprocess.run([git, "clean", "-fdXq"], cwd=folder, env=environ, check=True)
    return folder
