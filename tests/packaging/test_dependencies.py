"""Packages and licences of an installation, and the lock file of development."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import dependencies  # noqa: E402
from supply.closure import Package, closure  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w.-]+)` \| (.+?) \|", re.MULTILINE)


@pytest.mark.parametrize("package", closure(), ids=lambda package: package.name)
def test_licences_are_allowed(package: Package) -> None:
    assert package.is_allowed, f"{package.name} is under {package.licence}"


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later OR MIT", True),
        ("MIT AND GPL-2.0-only", False),
        ("CC-BY-NC-4.0", False),
        ("unknown", False),
    ],
)
def test_licences_that_oblige_are_refused(licence: str, allowed: bool) -> None:
    assert Package("a", "1", licence, "").is_allowed is allowed


def test_the_page_lists_what_is_installed() -> None:
    listed = dict(ROW.findall(dependencies.PAGE.read_text(encoding="utf-8")))
    installed = {package.name: package.licence for package in closure()}
    missing = installed.keys() - listed.keys()
    assert not missing, "run `make dependencies`"
    assert {name: listed[name] for name in installed} == installed
    assert {"pillow", "numpy", "mediapipe"} <= installed.keys()


def test_the_bill_of_materials_has_versions_and_models() -> None:
    bill = dependencies.bill(closure())
    assert json.loads(json.dumps(bill))["specVersion"] == "1.6"
    kinds = [component["type"] for component in bill["components"]]
    assert kinds.count("machine-learning-model") >= 5
    references = [component["bom-ref"] for component in bill["components"]]
    assert len(set(references)) == len(references)
    assert all(len(h["content"]) == 64 for c in bill["components"] for h in c.get("hashes", ()))


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    texts = list(project["dependencies"])
    for group in (
        *project["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ):
        texts += [text for text in group if isinstance(text, str)]
    # Of groups that the lock leaves out, and the project in its own extras.
    own = {"uv", "atheris", "setuptools", "headshot-lint"}
    return [r for r in map(Requirement, texts) if r.name not in own]


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    locked = dict(re.findall(r"^([\w.-]+)==([\w.+!]+)", LOCK, re.MULTILINE))
    for requirement in requirements():
        name = canonicalize_name(requirement.name)
        assert name in locked, f"run `make lock`: {name} is missing"
        assert Version(locked[name]) in requirement.specifier, name


def test_every_line_of_the_lock_has_hashes() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 80
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK
