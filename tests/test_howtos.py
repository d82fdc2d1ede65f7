"""The documents that show commands are run from top to bottom, each in a folder of its own.

What a reader does not see tells how: `<!-- photo: NAME = FIXTURE -->` puts a picture there,
`<!-- write: NAME -->` the block that follows, `<!-- exits: CODE -->` runs it and expects that exit
code, and `<!-- output -->` precedes what the last run printed. `UPDATE_SNAPSHOTS=1` copies findings
that are printed today into such blocks.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from samples import findings, stale

ROOT = Path(__file__).parent.parent
STEP = re.compile(
    r"<!-- (?P<what>photo|write|exits|output)(?:: (?P<how>.+?))? -->\n"
    r"(?:```(?P<language>\w+)\n(?P<text>.*?)^```$)?",
    re.DOTALL | re.MULTILINE,
)
DOCUMENTS = sorted(
    path for path in (ROOT / "docs").glob("*.md") if "<!-- exits: " in path.read_text("utf-8")
)


@dataclass
class Reader:
    """Does what a document says, in `folder`.

    Attributes:
        printed: the output of its last command.
        shown: samples with findings, each with what was printed in fact.
    """

    folder: Path
    printed: str = ""
    shown: dict[str, str] = field(default_factory=dict)

    def follow(self, step: re.Match[str]) -> None:
        how, text = step["how"] or "", step["text"] or ""
        match step["what"]:
            case "photo":
                name, fixture = how.split(" = ")
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / fixture, self.folder / name)
            case "write":
                (self.folder / how).write_text(text, encoding="utf-8")
            case "exits":
                done = self.run(step["language"], text)
                assert done.returncode == int(how), f"{text}\n{done.stdout}{done.stderr}"
                self.printed = done.stdout
            case "output":
                if findings(text):
                    self.shown[text] = self.printed
                else:
                    assert text in self.printed

    def run(self, language: str, text: str) -> subprocess.CompletedProcess[str]:
        shell = ["bash", "-euo", "pipefail", "-c"]
        command = [sys.executable, "-c"] if language == "python" else shell
        scripts = str(Path(sys.executable).parent)
        environment = os.environ | {"PATH": os.pathsep.join([scripts, os.environ["PATH"]])}
        return subprocess.run(
            [*command, text],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
@pytest.mark.skipif(shutil.which("bash") is None, reason="the documents show lines for a shell")
def test_what_a_document_shows_happens(path: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)  # noqa: S607 - as users run it
    reader = Reader(tmp_path)
    document = path.read_text(encoding="utf-8")
    for step in STEP.finditer(document):
        reader.follow(step)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        for sample, printed in reader.shown.items():
            document = document.replace(sample, printed)
        path.write_text(document, encoding="utf-8")
    else:
        assert not [each for pair in reader.shown.items() for each in stale(*pair)]


def test_every_howto_is_run() -> None:
    assert {"how-to-folder", "how-to-generator", "how-to-team", "how-to-batch", "how-to-serve"} <= {
        p.stem for p in DOCUMENTS
    }


@pytest.mark.model
def test_hook_and_workflow_of_the_team_find_the_photo(tmp_path: Path) -> None:
    """What stands in YAML is run by others: the same words, on a photo that has a finding."""
    text = (ROOT / "docs/how-to-team.md").read_text(encoding="utf-8")
    hooks, workflow = map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    (hook,) = hooks["repos"][0]["hooks"]
    runs = [step.get("run", "") for step in workflow["jobs"]["photos"]["steps"]]
    (check,) = (run for run in runs if run.startswith("headshot-lint"))
    photo = tmp_path / "team/ada.jpg"
    photo.parent.mkdir()
    shutil.copyfile(ROOT / "fixtures/HL203-uneven-light/bad-one-side.jpg", photo)
    assert re.search(hook["files"], "team/ada.jpg")
    for command in (f"{hook['entry']} {shlex.quote('team/ada.jpg')}", check):
        done = Reader(tmp_path).run("sh", command)
        assert done.returncode == 1, done.stderr
        assert "HL203" in done.stdout
    assert "HL203" in (tmp_path / "summary.md").read_text(encoding="utf-8")
