"""A team page takes up the linter, as a transcript of real runs: `python tools/adopt.py`.

A new git repository gets 200 photographs (`HEADSHOT_LINT_PHOTOS` names the folder that they are
drawn from), five lines of configuration, a baseline, a hook and reports. What the commands print
is written to docs/adopt.md, long outputs cut in the middle. The photographs have numbers for names,
and none of them becomes a part of this project.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import labels

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "adopt.md"
NUMBER = 200
SEED = 20
BAD = ROOT / "fixtures/HL203-uneven-light/bad-one-side.jpg"
GOOD = ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg"

CONFIGURATION = """\
profile = "company-page"                    # what the photos are for
fail-on = "warning"                         # hints may stay
exclude = ["drafts/"]                       # below this folder, as in .gitignore
ignore = ["HL7"]                            # style: the designer decides
rules.low-resolution.limit = 180            # old photos are small
"""

HOOK = """\
repos:
  - repo: local
    hooks:
      - id: headshot-lint
        name: headshot-lint
        entry: headshot-lint check --force-exclude
        language: system
        files: ^team/
        types_or: [image]
        require_serial: true
"""

PREFACE = """\
# From nothing to a checked team page

`python tools/adopt.py` made this page: every command was run, and what it printed stands below it,
cut in the middle where it is long. The folder held {number} photographs of team pages and open test
sets, named by numbers; most are decent, and many have something wrong. Nobody had looked at them
with this linter in mind, which is the usual state of a team page.
"""


@dataclass(frozen=True)
class Step:
    """A piece of the transcript.

    Attributes:
        text: what is said before.
        command: run by bash in the repository, or nothing.
        file: a file that is written first and shown, by name, with its content.
        head, tail: how many lines of the output are shown from its ends.
        code: how the command is to end.
    """

    text: str
    command: str = ""
    file: tuple[str, str] | None = None
    head: int = 12
    tail: int = 6
    code: int = 0


STEPS = (
    Step(
        "## First look\n\nBefore anything is configured: which rules fail how often, and what "
        "scores the photos have.",
        "headshot-lint check team/ --statistics --exit-zero",
        head=16,
        tail=14,
    ),
    Step(
        "## Five lines of configuration",
        "headshot-lint check team/ --output-format concise --quiet | tail -n 4",
        file=(".headshot-lint.toml", CONFIGURATION),
        code=1,
    ),
    Step(
        "What a finding means, why it matters, and what holds here:",
        "headshot-lint rule uneven-light",
        head=14,
        tail=8,
    ),
    Step(
        "One of the photos, in full:",
        "headshot-lint check team/008.jpg",
        code=1,
        head=40,
    ),
    Step(
        "## A baseline\n\nNobody retakes all photos today. What is found now is waived, by photo, "
        "rule and content; from here on only what is new counts.",
        'headshot-lint check team/ --quiet --add-suppressions --reason "as of adoption" '
        "--expires 2099-12-31 --output-format concise | tail -n 1",
    ),
    Step(
        "The file is text, one entry a photo and rule, made to be reviewed:",
        "head -n 16 .headshot-lint-suppressions.toml",
        head=20,
    ),
    Step("The same run passes now:", "headshot-lint check team/ --quiet | tail -n 3"),
    Step(
        "A waiver holds for one content. When a waived photo is replaced by another that is no "
        "better, that is a new finding:",
        'cp "$BAD" team/008.jpg; headshot-lint check team/ --output-format concise; code=$?; '
        "git checkout --quiet team/008.jpg; exit $code",
        code=1,
    ),
    Step(
        "## On every commit\n\nThe hook uses the linter that is installed; "
        "[the guide to hooks and CI](how-to-ci.md) shows the form in which pre-commit installs it.",
        "pre-commit install && git add --all && git commit --quiet --message 'Take up the linter'",
        file=(".pre-commit-config.yaml", HOOK),
    ),
    Step(
        "Somebody new joins, with a photo lit from one side:",
        'cp "$BAD" team/new.jpg && git add team/new.jpg && git commit --message "Welcome"',
        head=40,
        code=1,
    ),
    Step(
        "and with a better one:",
        'cp "$GOOD" team/new.jpg && git add team/new.jpg && git commit --quiet --message "Welcome"',
    ),
    Step(
        "## Reports for CI\n\nOne run, three reports: for code scanning, for the test view and for "
        "the summary of the job. Waived findings stay in them, marked as such.",
        "headshot-lint check team/ --quiet --output sarif=out.sarif --output junit=junit.xml "
        "--output markdown=summary.md | tail -n 2\n"
        "head -n 12 summary.md\n"
        "grep -c '<testcase' junit.xml\n"
        "python3 -c \"import json; r = json.load(open('out.sarif'))['runs'][0]['results']; "
        "print(len(r), 'results,', sum('suppressions' in x for x in r), 'suppressed')\"",
        head=24,
    ),
    Step(
        "[The guide to hooks and CI](how-to-ci.md) has the lines for GitHub Actions and GitLab CI. "
        "The waivers are a list to work through: as photos are retaken, `--prune-suppressions` "
        "takes away the entries that are no longer needed."
    ),
)


def photographs() -> list[Path]:
    """Two hundred photographs in an order that says nothing about them.

    Raises:
        NoPhotographsError: the folder is absent; the message says how to name it.
    """
    found = sorted(label.path for label in labels.read_labels())
    return random.Random(SEED).sample(found, NUMBER)  # noqa: S311 - a draw, no secret


def environ(home: Path) -> dict[str, str]:
    """Variables of somebody who has the linter and pre-commit installed, and nothing configured."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "HEADSHOT_", "PRE_"))}
    person = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in {"NAME": "Ada", "EMAIL": "ada@example.org"}.items()
    }
    return {
        **kept,
        **person,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "BAD": str(BAD),
        "GOOD": str(GOOD),
    }


def run(command: str, folder: Path, variables: dict[str, str]) -> tuple[str, int]:
    """Return what a command prints on both streams, and its exit code."""
    bash = shutil.which("bash") or "bash"
    done = subprocess.run(  # noqa: S603 - our own commands
        [bash, "-o", "pipefail", "-c", command],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.replace(str(folder.resolve()), "~/site"), done.returncode


def shown(output: str, step: Step) -> list[str]:
    """The output as the page has it."""
    lines = [line.rstrip() for line in output.splitlines()]
    left_out = len(lines) - step.head - step.tail
    if left_out > 1:
        lines = [*lines[: step.head], f"[… {left_out} lines …]", *lines[len(lines) - step.tail :]]
    return lines


def told(step: Step, folder: Path, variables: dict[str, str]) -> Iterator[str]:
    """Yield the lines of a step, running its command."""
    yield f"\n{step.text}\n"
    if step.file:
        name, content = step.file
        (folder / name).write_text(content, encoding="utf-8")
        yield f"`{name}`:\n\n```{name.rpartition('.')[2]}\n{content}```\n"
    if not step.command:
        return
    output, code = run(step.command, folder, variables)
    if code != step.code:
        sys.exit(f"{step.command}\n{output}\nended with {code}, not {step.code}")
    typed = step.command.replace("$BAD", "~/lit-from-one-side.jpg")
    yield "```console"
    yield "\n".join(f"$ {line}" for line in typed.replace("$GOOD", "~/better.jpg").splitlines())
    yield from shown(output, step)
    yield f"```\n\nExit code {code}."


def transcript(folder: Path, home: Path) -> str:
    """Take up the linter in a new repository, and tell it."""
    variables = environ(home)
    (folder / "team").mkdir(parents=True)
    for number, photo in enumerate(photographs(), 1):
        shutil.copy(photo, folder / "team" / f"{number:03d}{photo.suffix}")
    run("git init --quiet && git add --all && git commit --quiet -m Photos", folder, variables)
    lines = [line for step in STEPS for line in told(step, folder, variables)]
    return PREFACE.format(number=NUMBER) + "\n".join(lines) + "\n"


def main() -> None:
    """Write docs/adopt.md."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        (place / "home").mkdir()
        try:
            page = transcript(place / "site", place / "home")
        except labels.NoPhotographsError as missing:
            sys.exit(f"error: {missing}")
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
