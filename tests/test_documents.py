"""What the documents show is what the repository holds.

`UPDATE_SNAPSHOTS=1 pytest tests/test_documents.py` copies the files that CONTRIBUTING.md shows and
the run that README.md shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from headshot_lint.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent
EMBEDDED = re.compile(
    r"(?<=<!-- file: )(\S+)( -->\n *```\w+\n)(.*?)(?=^ *```$)", re.DOTALL | re.MULTILINE
)
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def with_file(match: re.Match[str]) -> str:
    text = (ROOT / match[1]).read_text(encoding="utf-8")
    return match[1] + match[2] + textwrap.indent(text, "    ")


def test_contributing_shows_the_files_as_they_are() -> None:
    current = EMBEDDED.sub(with_file, CONTRIBUTING)
    assert current.count("<!-- file:") == 2
    if os.environ.get("UPDATE_SNAPSHOTS"):
        (ROOT / "CONTRIBUTING.md").write_text(current, encoding="utf-8")
    else:
        assert current == CONTRIBUTING


@pytest.mark.model
def test_readme_shows_a_real_run() -> None:
    block = re.compile(r"<!-- run: headshot-lint (.+) -->\n```text\n(.*?)```", re.DOTALL)
    arguments, shown = block.findall(README)[0]
    command = [sys.executable, "-m", "headshot_lint", *arguments.split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        start = README.index(shown)
        text = f"$ headshot-lint {arguments}\n{done.stdout}"
        updated = README[:start] + text + README[start + len(shown) :]
        (ROOT / "README.md").write_text(updated, encoding="utf-8")
    else:  # numbers may differ between machines and releases of libraries, findings may not
        findings = re.compile(r"(error|warning|hint) (HL\d{3} [\w-]+)")
        assert findings.findall(shown) == findings.findall(done.stdout)


@pytest.mark.parametrize("purpose", ["try", "test"])
def test_readme_has_each_command_once_and_on_one_line(purpose: str) -> None:
    blocks = re.findall(rf"<!-- command: {purpose} -->\n```sh\n(.+)\n```\n", README)
    assert len(blocks) == 1


def test_readme_names_every_command() -> None:
    assert all(f"headshot-lint {name}" in README for name in COMMANDS)


@pytest.mark.parametrize("document", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_links_and_fixtures_named_in_documents_exist(document: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document)
    pictures = re.findall(r"fixtures/HL\d{3}-[\w/.-]+", document)
    missing = [path for path in (*links, *pictures) if not (ROOT / path).exists()]
    assert not missing
