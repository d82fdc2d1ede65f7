"""An accelerator against the processor: `python tools/providers.py NAME [--write]`.

Needs an onnxruntime that has the execution provider NAME, as onnxruntime-openvino does. All
fixtures are judged by either in processes of their own, with landmarks from ONNX; `--write` writes
docs/providers.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import onnxruntime
from evaluation.document import commit

from headshot_lint.analyse.providers import CPU, VARIABLE

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "providers.md"
NEAR = 0.03
"""Values as near as this, as a share of their limit, are the same measurement (see versions.md)."""

HEAD = f"""\
# Accelerators

`{VARIABLE}` names execution providers of onnxruntime for the networks, the preferred one first:
`{VARIABLE}=cuda headshot-lint check photos/`. They come with packages that take onnxruntime's
place (`pip uninstall onnxruntime`, then `pip install onnxruntime-openvino`, `onnxruntime-gpu` or
the like). An accelerator belongs to a machine, so no configuration file names one. A provider that
is not installed ends the run with exit code 2; one that does not start is an error of each photo
and never a silent return to the processor. Providers that send pictures to another machine
(`azure`) are refused. What the cache knows from one provider is not taken for another's, and
`headshot-lint version --verbose` says which is in use.

No accelerator is needed. With `--engine mediapipe` landmarks stay on the processor; the other
networks go where the variable says.

**The processor is the reference.** Below, `python tools/providers.py NAME --write` judged the
fixtures by both. Tests do the same with three pictures for every provider that they find.
"""


def main() -> None:
    """Judge twice, compare, print; with --write keep the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("provider", metavar="NAME")
    parser.add_argument("--write", action="store_true", help="write docs/providers.md")
    arguments = parser.parse_args()
    reference, reference_s = judge(CPU)
    other, other_s = judge(arguments.provider)
    text = table(arguments.provider, reference, other, other_s / reference_s)
    print(text)
    if arguments.write:
        PAGE.write_text(f"{HEAD}\n{text}", encoding="utf-8")


def judge(provider: str) -> tuple[dict[str, Any], float]:
    """Return the reports of all fixtures by path, and seconds."""
    options = ["--isolated", "--no-cache", "--jobs", "1", "--fail-on", "never"]
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - ours
        [
            *(sys.executable, "-m", "headshot_lint", "check", "fixtures", "--engine", "onnx"),
            *(*options, "--output-format", "json"),
        ],
        cwd=ROOT,
        env={**os.environ, VARIABLE: provider},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    seconds = time.perf_counter() - began
    return {photo["path"]: photo for photo in json.loads(done.stdout)["photos"]}, seconds


def table(
    provider: str, reference: Mapping[str, Any], other: Mapping[str, Any], times: float
) -> str:
    """Return conditions and figures as Markdown."""
    pairs = [(reference[path], other[path]) for path in sorted(reference)]
    results = [
        both for one, two in pairs for both in zip(one["results"], two["results"], strict=True)
    ]
    away = [
        abs(one["value"] - two["value"]) / max(abs(one["limit"]), 1e-9)
        for one, two in results
        if all(isinstance(r[key], float | int) for r in (one, two) for key in ("value", "limit"))
    ]
    verdicts = sum(one["verdict"] == two["verdict"] for one, two in pairs)
    statuses = sum(one["status"] == two["status"] for one, two in results)
    scores = [abs(one["score"] - two["score"]) for one, two in pairs]
    rows = {
        "same verdict": f"{verdicts} of {len(pairs)}",
        "same status": f"{statuses:,} of {len(results):,}",
        "values within 3 % of their limit": f"{sum(x <= NEAR for x in away):,} of {len(away):,}",
        "largest difference of a score": f"{max(scores):.1f}",
        "time against the processor's": f"{times:.2f}",
    }
    lines = [f"| {what} | {figure} |" for what, figure in rows.items()]
    where = f"onnxruntime {onnxruntime.__version__}, {platform.machine()}, {platform.system()}"
    today = datetime.now(UTC).date().isoformat()
    return "\n".join(
        [
            f"Commit {commit()}, {today}; {where}, one thread.",
            "",
            f"| {provider} | {len(pairs)} fixtures |",
            "|---|---|",
            *lines,
            "",
        ]
    )


if __name__ == "__main__":
    main()
