"""Fuzz for a while and keep the figures: `python tools/fuzz/session.py` (`make fuzz`).

Runs tools/fuzz/load.py, shows what it says, and with `--write` adds the session to
docs/fuzzing.json and writes docs/fuzzing.md. What is found lies in build/fuzz-found: an input that
does harm goes to tests/fuzz/inputs once it is mended, to be tried by the tests from then on.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE, RECORD = ROOT / "docs" / "fuzzing.md", ROOT / "docs" / "fuzzing.json"
FOUND = Path("build/fuzz-found")
CORPUS = ("build/fuzz", "tests/fuzz/inputs")

_STATE = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)/")
_DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)|Done (\d+) runs")

HEAD = """\
# Fuzzing

`make fuzz` wrote this. The loader is fed with bytes that libFuzzer makes, by way of
[atheris](https://pypi.org/project/atheris/): it keeps an input where that reaches a branch of the
loader or of Pillow's Python that none did before, and changes it further. It begins with sound
files of all formats, cut and shrunk, and with the inputs kept of earlier sessions; files are at
most 20 kB. Every input must become a photo or be refused with a reason and what to do. What does
harm is mended, and its input kept in `tests/fuzz/inputs`, which the tests try each time.

[Hostile files](hostile.md) has the other half: files that are damaged and built by plan.
"""


@dataclass(frozen=True)
class Session:
    """One session.

    Attributes:
        minutes: by the clock.
        cpu_minutes: of processor time, which on a busy machine is less; None where nobody looked.
        inputs: that were tried.
        branches: reached by the corpus at the end; None likewise.
        corpus: inputs that it holds.
        found: inputs that did harm.
    """

    date: str
    commit: str
    minutes: float
    cpu_minutes: float | None
    inputs: int
    branches: int | None
    corpus: int | None
    found: int


def main() -> None:
    """Fuzz, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--write", action="store_true", help="add the session to docs/fuzzing.md")
    arguments = parser.parse_args()
    session, code = fuzz(arguments.seconds)
    print(json.dumps(asdict(session)))
    if arguments.write:
        write([*known(), session])
    sys.exit(code)


def fuzz(seconds: int) -> tuple[Session, int]:
    """Return what came of a session, and the fuzzer's exit code: not 0 where it found something."""
    FOUND.mkdir(parents=True, exist_ok=True)
    before = harmful()
    options = [f"-max_total_time={seconds}", "-print_final_stats=1", f"-artifact_prefix={FOUND}/"]
    command = [sys.executable, "tools/fuzz/load.py", *options, *CORPUS]
    began, used = time.perf_counter(), os.times()
    with subprocess.Popen(  # noqa: S603 - ours
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as running:
        said = []
        for line in running.stderr or ():
            print(line, end="", file=sys.stderr, flush=True)
            if _STATE.search(line) or _DONE.search(line):
                said.append(line)
    now = os.times()
    cpu_s = now.children_user + now.children_system - used.children_user - used.children_system
    session = read(said, time.perf_counter() - began, cpu_s, len(harmful() - before))
    return session, running.returncode


def read(said: list[str], wall_s: float, cpu_s: float, found: int) -> Session:
    """Return a session from the lines that libFuzzer wrote."""
    states = [match for line in said if (match := _STATE.search(line))]
    runs = [int(match[1] or match[2]) for line in said if (match := _DONE.search(line))]
    return Session(
        date=datetime.now(UTC).date().isoformat(),
        commit=_commit(),
        minutes=round(wall_s / 60, 1),
        cpu_minutes=round(cpu_s / 60, 1),
        inputs=max(runs, default=0),
        branches=int(states[-1][1]) if states else None,
        corpus=int(states[-1][3]) if states else None,
        found=found,
    )


def harmful() -> set[str]:
    """Names of inputs that crashed, hung or took too much memory."""
    return {path.name for path in FOUND.glob("*") if not path.name.startswith("slow-unit")}


def known() -> list[Session]:
    """The sessions so far."""
    if not RECORD.is_file():
        return []
    return [Session(**each) for each in json.loads(RECORD.read_text(encoding="utf-8"))]


def write(sessions: list[Session]) -> None:
    """Write the record and the page."""
    lines = ",\n".join(f" {json.dumps(asdict(session))}" for session in sessions)
    RECORD.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    PAGE.write_text(page(sessions), encoding="utf-8")


def page(sessions: list[Session]) -> str:
    """Return docs/fuzzing.md."""
    rows = [
        f"| {one.date} | {one.commit} | {one.minutes:.0f} | {_or_dash(one.cpu_minutes)} "
        f"| {one.inputs:,} | {_or_dash(one.branches)} | {_or_dash(one.corpus)} | {one.found} |"
        for one in sessions
    ]
    minutes = sum(one.minutes for one in sessions)
    cpu_minutes = sum(one.cpu_minutes or 0.0 for one in sessions)
    inputs, found = sum(one.inputs for one in sessions), sum(one.found for one in sessions)
    return f"""{HEAD}
{len(sessions)} sessions of {minutes:.0f} minutes together ({cpu_minutes:.0f} of processor time, as
far as it was noted) tried {inputs:,} inputs, of which {found} did harm.

| date | commit | minutes | of processor time | inputs | branches | corpus | did harm |
|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

*Branches*: reached in the loader and in Pillow's Python by all inputs of the corpus. What the
decoders in C do inside is not counted, but a crash or a hang there is found.
"""


def _or_dash(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
