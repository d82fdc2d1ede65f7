"""Try the oldest releases that pyproject.toml allows: `python tools/floors.py` (`make floors`).

Makes an environment below `build/floors` with the lowest version of every direct dependency (of the
newest for `--highest`), and runs there the tests that say whether verdicts hold: golden reports,
fixtures, loading, and the cache. Needs uv (group `release`) and a package registry.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from supply.environments import ROOT, Resolution, add_group, make

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
    folder = ROOT / "build" / ("highest" if arguments.highest else "floors")
    resolution: Resolution = "highest" if arguments.highest else "lowest-direct"
    environment = make(folder, resolution, arguments.python)
    add_group(environment, "floors")
    print(environment.constraints.read_text(encoding="utf-8"))
    command = [str(environment.python), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += arguments.tests
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603 - ours


if __name__ == "__main__":
    main()
