"""The GitHub action: its description against the schema, its scripts as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg"
BAD = ROOT / "fixtures/HL203-uneven-light/bad-one-side.jpg"
POINTER = ROOT / "fixtures/HL001-unreadable/bad-lfs-pointer.jpg"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
SCRIPTS = {step["id"]: step for step in STEPS if "run" in step}
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="runners give the scripts a bash")


class Runner:
    """As much of a runner of GitHub Actions as the scripts see."""

    def __init__(self, workspace: Path, temp: Path, environ: dict[str, str]) -> None:
        self.workspace, self.temp, self.environ = workspace, temp, environ
        self.action_path = ROOT
        self.program = str(Path(sys.executable).with_name("headshot-lint"))
        temp.mkdir()

    def run(self, step: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        given = {name: described["default"] for name, described in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        assert set(given) == set(ACTION["inputs"])
        known = {f"inputs.{name}": value for name, value in given.items()} | {
            "github.action_path": str(self.action_path),
            "steps.python.outputs.python-path": sys.executable,
            "steps.install.outputs.program": self.program,
        }
        for name in ("output", "summary"):
            (self.temp / name).write_text("")
        written = {
            name: EXPRESSION.sub(lambda match: known[match[1]], value)
            for name, value in SCRIPTS[step]["env"].items()
        }
        return subprocess.run(
            [
                shutil.which("bash") or "bash",
                "--noprofile",
                "--norc",
                "-eo",
                "pipefail",
                "-c",
                SCRIPTS[step]["run"],
            ],
            cwd=self.workspace,
            env={
                **self.environ,
                **written,
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_OUTPUT": str(self.temp / "output"),
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
                "GITHUB_ACTIONS": "true",
            },
            capture_output=True,
            encoding="utf-8",
            timeout=580,
            check=False,
        )

    @property
    def summary(self) -> str:
        return (self.temp / "summary").read_text(encoding="utf-8")

    @property
    def outputs(self) -> dict[str, str]:
        lines = (self.temp / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(site: Path, environ: dict[str, str], tmp_path: Path) -> Runner:
    return Runner(site, tmp_path / "runner", environ)


def test_the_description_fits_the_schema() -> None:
    schema = ["--builtin-schema", "vendor.github-actions", "action.yml"]
    command = [str(Path(sys.executable).with_name("check-jsonschema")), *schema]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_input_is_written_into_a_script() -> None:
    for step in SCRIPTS.values():
        assert "${{" not in step["run"]
    reached = {name for step in STEPS for name in re.findall(r"inputs\.([\w-]+)", str(step))}
    assert reached == set(ACTION["inputs"])


def test_other_actions_are_pinned_by_commit() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name) for name in used)


def test_every_input_and_output_is_described_in_the_guide() -> None:
    guide = (ROOT / "docs/how-to-ci.md").read_text(encoding="utf-8")
    for name in (*ACTION["inputs"], *ACTION["outputs"]):
        assert f"| `{name}` |" in guide, name


@pytest.mark.model
def test_a_bad_photo_fails_the_job_and_is_shown_everywhere(runner: Runner) -> None:
    (runner.workspace / "our team").mkdir()
    shutil.copy(BAD, runner.workspace / "our team" / "ada.jpg")
    done = runner.run("check", paths="our team\n", sarif="out.sarif")
    assert done.returncode == 1, done.stderr
    assert "✗ error HL203 uneven-light" in done.stdout
    assert "\n::error title=HL203 uneven-light,file=our team/ada.jpg::" in done.stdout
    assert "HL203" in runner.summary
    assert runner.outputs == {"exit-code": "1", "sarif": "out.sarif"}
    sarif = json.loads((runner.workspace / "out.sarif").read_text())
    assert {"HL203"} <= {result["ruleId"] for result in sarif["runs"][0]["results"]}


@pytest.mark.model
def test_a_good_photo_passes_and_is_recalled_the_next_time(runner: Runner) -> None:
    shutil.copy(GOOD, runner.workspace / "ada.jpg")
    runner.environ.pop("HEADSHOT_LINT_CACHE")
    first = runner.run("check", args="--verbose")
    second = runner.run("check", args="--verbose")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "0 of 1 photos recalled" in first.stdout
    assert "1 of 1 photos recalled" in second.stdout
    assert runner.outputs == {"exit-code": "0"}


def test_inputs_become_options(runner: Runner) -> None:
    shutil.copy(POINTER, runner.workspace / "ada lovelace.jpg")
    shutil.copy(POINTER, runner.workspace / "bob.jpg")
    done = runner.run(
        "check",
        paths="ada lovelace.jpg\r\n\nbob.jpg",
        profile="linkedin",
        fail_on="never",
        args="--output-format json --config 'rules.head-tilted.limit = 9'\n  --no-cache",
        annotations="false",
        summary="false",
    )
    assert done.returncode == 0, done.stdout
    report = json.loads(done.stdout[done.stdout.index("{") : done.stdout.rindex("}") + 1])
    assert report["profile"].startswith("linkedin@")
    assert [photo["path"] for photo in report["photos"]] == ["ada lovelace.jpg", "bob.jpg"]
    assert runner.summary == ""
    assert "::error" not in done.stdout


@pytest.mark.parametrize("name", ["paths", "profile", "fail_on", "args", "sarif", "summary"])
@pytest.mark.parametrize("value", ["$(touch owned)", "`touch owned`", "; touch owned #", "'"])
def test_inputs_are_no_commands(runner: Runner, name: str, value: str) -> None:
    shutil.copy(POINTER, runner.workspace / "ada.jpg")
    done = runner.run("check", **{"paths": "ada.jpg", name: value})
    assert not list(runner.workspace.rglob("owned"))
    assert done.returncode == (1 if name == "sarif" else 2), done.stdout
    assert runner.outputs["exit-code"] == str(done.returncode)


def test_an_option_is_no_path(runner: Runner) -> None:
    done = runner.run("check", paths="--help")
    assert done.returncode == 2
    assert "'--help' does not exist" in done.stdout


def test_file_names_give_the_runner_no_orders(runner: Runner) -> None:
    shutil.copy(POINTER, runner.workspace / "::warning::owned.jpg")
    done = runner.run("check", args="--output-format concise")
    lines = done.stdout.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    ends = lines.index(f"::{token}::")
    assert any("warning" in line and "HL001" in line for line in lines[:ends])
    assert not any(line.lstrip().startswith("::warning") for line in lines)
    assert any(line.startswith("::error title=HL001") for line in lines[ends:])


def test_breakage_is_2_and_told(runner: Runner) -> None:
    done = runner.run("check", paths="nowhere")
    assert done.returncode == 2
    assert "'nowhere' does not exist" in done.stdout
    assert runner.outputs == {"exit-code": "2"}


@pytest.mark.parametrize("version", ["1.0; touch owned", "https://example.org/x", "-r/etc/passwd"])
def test_a_version_is_a_version(runner: Runner, version: str) -> None:
    done = runner.run("install", version=version)
    assert done.returncode == 2
    assert "::error" in done.stdout
    assert not list(runner.workspace.rglob("owned"))


@pytest.mark.slow
@pytest.mark.model
def test_the_action_installs_itself_and_judges(runner: Runner, clone: Path) -> None:
    probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    there = subprocess.run(
        [*probe, "--dest", str(runner.temp / "probe"), "platformdirs"],
        capture_output=True,
        check=False,
    )
    if there.returncode != 0:
        pytest.skip("no package registry answers: the action was NOT run as runners run it")
    runner.action_path = clone
    done = runner.run("install")
    assert done.returncode == 0, done.stderr
    runner.program = runner.outputs["program"]
    shutil.copy(BAD, runner.workspace / "ada.jpg")
    assert runner.run("check").returncode == 1
    shutil.rmtree(runner.temp / "headshot-lint")  # half a gigabyte
