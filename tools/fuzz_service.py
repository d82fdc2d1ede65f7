"""Requests of all kinds against a server of our own: `python tools/fuzz_service.py`.

Schemathesis makes them from the OpenAPI document and holds every answer to it: no 5xx, no status or
body that is not documented. One of its checks is left out: bytes that fit the schema of a body need
be no picture, and are refused.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

SERVE = ["serve", "--isolated", "--select", "HL003", "--port", "0", "--jobs", "1"]


def main() -> None:
    """Start a server, ask it, end it; exit as Schemathesis does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200, help="of each operation")
    examples = parser.parse_args().examples
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "headshot_lint", *SERVE], stderr=subprocess.PIPE, encoding="utf-8"
    ) as server:
        said = server.stderr.readline() if server.stderr else ""
        address = re.search(r"http://[\d.:]+", said)
        if address is None:
            sys.exit(f"the server did not start: {said}")
        tool = Path(sys.executable).parent / "schemathesis"
        asked = subprocess.run(  # noqa: S603 - as installed by the group `scale`
            [
                str(tool), "run", f"{address[0]}/openapi.json",
                "--max-examples", str(examples),
                "--phases", "examples,coverage,fuzzing",
                "--exclude-checks", "positive_data_acceptance",
            ],
            check=False,
        )  # fmt: skip
        still_there = server.poll() is None
        server.terminate()
    sys.exit(asked.returncode or not still_there)


if __name__ == "__main__":
    main()
