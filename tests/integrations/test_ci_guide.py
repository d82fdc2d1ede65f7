"""The examples of docs/how-to-ci.md are what the services accept, and do what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/how-to-ci.md").read_text(encoding="utf-8")
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def examples(service: str) -> list[str]:
    found = re.findall(rf"<!-- {service} -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found


@pytest.mark.parametrize(
    ("service", "example"), [(name, text) for name in SCHEMAS for text in examples(name)]
)
def test_examples_fit_the_schemas(service: str, example: str, tmp_path: Path) -> None:
    (tmp_path / "example.yml").write_text(example)
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("check-jsonschema")),
            "--builtin-schema",
            SCHEMAS[service],
            *(["--data-transform", "gitlab-ci"] if service == "gitlab" else []),
            str(tmp_path / "example.yml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_workflows_give_the_action_inputs_that_it_has() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    for example in examples("github"):
        steps: list[dict[str, Any]] = yaml.safe_load(example)["jobs"]["headshots"]["steps"]
        ours = [step for step in steps if step["uses"].startswith("OWNER/headshot-lint@")]
        assert len(ours) == 1
        assert set(ours[0]["with"]) <= set(action["inputs"])
        outputs = set(re.findall(r"steps\.headshots\.outputs\.([\w-]+)", example))
        assert outputs <= set(action["outputs"])


def test_the_pre_commit_example_is_a_configuration_of_hooks_that_exist(
    site: Path, run: Run
) -> None:
    (example,) = examples("pre-commit")
    (site / ".pre-commit-config.yaml").write_text(example)
    assert run("pre-commit", "validate-config").returncode == 0
    hooks = yaml.safe_load(example)["repos"][0]["hooks"]
    assert {hook["id"] for hook in hooks} <= set(HOOKS)
    assert all(f"| `{name}` |" in GUIDE for name in HOOKS)


def test_the_script_for_gitlab_writes_the_reports_that_it_hands_over(site: Path, run: Run) -> None:
    job = yaml.safe_load(examples("gitlab")[0])["headshots"]
    (site / "team").mkdir()
    shutil.copy(ROOT / "fixtures/HL001-unreadable/bad-lfs-pointer.jpg", site / "team/ada.jpg")
    # Installing is left out: the linter that is tested here stands in the path.
    assert [line.split()[:2] for line in job["before_script"]] == [["pip", "install"]]
    done = run("sh", "-e", "-c", "\n".join(job["script"]))
    assert done.returncode == 1
    assert "✗ error HL001" in done.stdout
    reports = job["artifacts"]["reports"]
    issues = json.loads((site / reports["codequality"]).read_text())
    assert [issue["check_name"] for issue in issues] == ["HL001"]
    assert JUnitXml.fromfile(str(site / reports["junit"])).failures == 1
