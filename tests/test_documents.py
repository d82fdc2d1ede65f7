"""What the documents show is what the repository holds.

`UPDATE_SNAPSHOTS=1 pytest tests/test_documents.py` copies the files that CONTRIBUTING.md shows and
the run that README.md shows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from samples import findings, stale

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
    else:
        assert findings(shown)
        assert not stale(shown, done.stdout)


SAMPLE = """\
ada.jpg: HL203 uneven-light error The light is uneven by 4.0 stops (limit 1.4).
ada.jpg: HL701 portrait-not-headshot warning The photo reads as a portrait (score 0.60, limit 0.5).
"""


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("limit 1.4", "limit 2.1"),
        ("4.0 stops", "2.7 stops"),
        ("error", "warning"),
        ("HL701 portrait-not-headshot", "HL702 black-and-white"),
    ],
)
def test_a_sample_that_is_no_longer_printed_is_told(shown: str, printed: str) -> None:
    assert stale(SAMPLE, SAMPLE.replace(shown, printed))
    assert not stale(SAMPLE, SAMPLE.replace("4.0 stops", "4.1 stops"))


def test_every_sample_with_findings_is_held_to_a_run() -> None:
    """What `tools/adopt.py` writes is a run of its own, on photographs that are not here."""
    block = re.compile(
        r"(<!-- [^\n]+ -->\n)?```(?:text|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE
    )
    documents = {path: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
    unheld = [
        path.name
        for path, text in documents.items()
        for mark, shown in block.findall(text)
        if mark != "<!-- output -->\n" and findings(shown) and "tools/adopt.py" not in text
    ]
    assert not unheld


def test_configuration_shows_settings_as_they_are_printed(tmp_path: Path) -> None:
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    (written, *_), (shown,) = (
        re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) for language in ("toml", "text")
    )
    (tmp_path / "headshot-lint.toml").write_text(written, encoding="utf-8")
    shutil.copyfile(ROOT / "fixtures/HL203-uneven-light/good-soft-side.jpg", tmp_path / "ada.jpg")
    command = [sys.executable, "-m", "headshot_lint", "check", "--show-settings", "ada.jpg"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert set(shown.splitlines()) <= set(done.stdout.splitlines())


def test_the_transcript_explains_a_rule_as_it_is_today(tmp_path: Path) -> None:
    """What docs/adopt.md shows without its photographs; the rest is as old as the transcript."""
    text = (ROOT / "docs/adopt.md").read_text(encoding="utf-8")
    written = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)[0]
    ((name, shown),) = re.findall(r"\$ headshot-lint rule (\S+)\n(.*?)```", text, re.DOTALL)
    (tmp_path / ".headshot-lint.toml").write_text(written, encoding="utf-8")
    command = [sys.executable, "-m", "headshot_lint", "rule", name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    kept = {line for line in shown.splitlines() if not line.startswith("[… ")}
    assert kept <= set(done.stdout.splitlines()), "run `tools/adopt.py`"


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
