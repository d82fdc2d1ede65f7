"""Environments with the oldest or the newest dependencies that are allowed, made by uv."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]

Resolution = Literal["lowest-direct", "highest"]


@dataclass(frozen=True)
class Environment:
    """A virtual environment that holds this project.

    Attributes:
        python: its interpreter.
        constraints: a file that names what is installed, so that more can be added beside it.
    """

    python: Path
    constraints: Path

    @property
    def packages(self) -> dict[str, str]:
        """Versions of what was installed with the project, by name."""
        lines = self.constraints.read_text(encoding="utf-8").splitlines()
        return dict(line.split("==", 1) for line in lines)


def make(folder: Path, resolution: Resolution, python: str) -> Environment:
    """Make an environment of the project, with the extra `heif`, from nothing.

    Args:
        folder: where; what is there goes.
        resolution: the oldest direct dependencies that are allowed, or the newest of all.
        python: the interpreter to make it from.
    """
    made = Environment(_python(folder), folder / "constraints.txt")
    uv("venv", "--quiet", "--clear", "--python", python, str(folder))
    install = ("pip", "install", "--quiet", "--python", str(made.python))
    uv(*install, "--resolution", resolution, "-e", f"{ROOT}[heif]")
    frozen = uv("pip", "freeze", "--python", str(made.python))
    lines = [line for line in frozen.splitlines() if "==" in line]
    made.constraints.write_text("\n".join(lines), encoding="utf-8")
    return made


def add_group(environment: Environment, group: str) -> None:
    """Install a dependency group that must not lift what is there."""
    held = ("--constraint", str(environment.constraints))
    named = ("--group", f"{ROOT / 'pyproject.toml'}:{group}")
    uv("pip", "install", "--quiet", "--python", str(environment.python), *held, *named)


def uv(*arguments: str) -> str:
    """Run uv; return what it prints. Ends the tool where uv fails or is not there."""
    if find_spec("uv") is None:
        sys.exit("install uv: pip install --group release")
    command = [sys.executable, "-m", "uv", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - ours
    if done.returncode:
        sys.exit(f"uv {' '.join(arguments)}:\n{done.stderr}")
    return done.stdout


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
