"""An accelerator against the processor: `python tools/providers.py NAME [--write]`.

Needs an onnxruntime that has the execution provider NAME, as onnxruntime-openvino does. All
fixtures are judged by either in processes of their own, with landmarks from ONNX; `--write` writes
docs/providers.md.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnxruntime
from across.pairs import Pair
from across.runs import Run, Setup, report_of
from evaluation.document import commit

from headshot_lint.analyse.providers import CPU, VARIABLE
from headshot_lint.engine.judge import AT_THE_LIMIT

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "providers.md"
FIXTURES = ROOT / "fixtures"

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
    text = table(Pair.of(arguments.provider, reference, other), other_s / reference_s)
    print(text)
    if arguments.write:
        PAGE.write_text(f"{HEAD}\n{text}", encoding="utf-8")


def judge(provider: str) -> tuple[Run, float]:
    """Judge all fixtures; also return the seconds that it took."""
    setup = Setup(provider, "highest", "onnx")
    began = time.perf_counter()
    report = report_of(setup, sys.executable, [FIXTURES], {VARIABLE: provider})
    seconds = time.perf_counter() - began
    return Run(setup, commit(), {"onnxruntime": onnxruntime.__version__}, report), seconds


def table(pair: Pair, times: float) -> str:
    """Return conditions and figures as Markdown."""
    same, results = pair.same_verdict(), list(pair.results())
    stay = sum(not both.differs for both in results)
    apart = np.array([both.difference for both in results])
    apart = apart[np.isfinite(apart)]
    near = int((apart <= AT_THE_LIMIT).sum())
    rows = {
        "same verdict": f"{sum(same)} of {len(same)}",
        "same status": f"{stay:,} of {len(results):,}",
        f"values within {100 * AT_THE_LIMIT:g} % of their limit": f"{near:,} of {len(apart):,}",
        "largest difference of a score": f"{pair.moves().max():.1f}",
        "time against the processor's": f"{times:.2f}",
    }
    where = f"onnxruntime {onnxruntime.__version__}, {platform.machine()}, {platform.system()}"
    today = datetime.now(UTC).date().isoformat()
    lines = [
        f"Commit {pair.right.commit}, {today}; {where}, one thread.",
        "",
        f"| {pair.name} | {len(same)} fixtures |",
        "|---|---|",
        *(f"| {what} | {figure} |" for what, figure in rows.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
