"""Try the oldest releases that pyproject.toml allows: `python tools/floors.py` (`make floors`).

Makes an environment below `build/floors` with the lowest version of every direct dependency (of the
newest for `--highest`), and runs there the tests that say whether verdicts hold: golden reports,
fixtures, loading, and the cache. Needs uv (group `release`) and a package registry.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = (
    "tests/golden",
    "tests/photo",
    "tests/cache",
    "tests/isolation",
    "tests/test_models.py",
    "tests/test_fixtures.py",
)


def main() -> None:
    """Install, list, test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--highest", action="store_true")
    parser.add_argument("--python", default=sys.executable, help="the interpreter to try")
    parser.add_argument("tests", nargs="*", default=TESTS)
    arguments = parser.parse_args()
    if find_spec("uv") is None:
        sys.exit("install uv: pip install --group release")
    folder = ROOT / "build" / ("highest" if arguments.highest else "floors")
    python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    resolution = "highest" if arguments.highest else "lowest-direct"
    uv("venv", "--quiet", "--clear", "--python", arguments.python, str(folder))
    uv(
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--resolution",
        resolution,
        "-e",
        f"{ROOT}[heif]",
    )
    # What the tests need must not lift what is tried.
    held = folder / "constraints.txt"
    frozen = uv("pip", "freeze", "--python", python)
    held.write_text("\n".join(line for line in frozen.splitlines() if "==" in line))
    group = ("--group", f"{ROOT / 'pyproject.toml'}:floors")
    uv("pip", "install", "--quiet", "--python", python, "--constraint", str(held), *group)
    print(held.read_text())
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments.tests]
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603 - ours


def uv(*arguments: str) -> str:
    """Run uv; return what it prints."""
    command = [sys.executable, "-m", "uv", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - ours
    if done.returncode:
        sys.exit(f"uv {' '.join(arguments)}:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
