"""`dev new-rule`: what it writes runs, and what is left to fill in fails the tests that say so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from headshot_lint.cli.main import run

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "fixtures/HL203-uneven-light/good-soft-side.jpg"  # 448 px: above the limit of 400
THUMBNAIL = ROOT / "fixtures/HL002-low-resolution/bad-thumbnail.jpg"


def start(code: str, name: str, *more: str) -> int:
    return run(["dev", "new-rule", code, name, *more])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules").mkdir()
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert start("ACME299", "light-odd", "--pack", "acme-rules") == 0
    return tmp_path / "acme-rules"


def installed(pack: Path) -> dict[str, str]:
    """An environment in which the pack is installed: importable, and its entry points known."""
    project = tomllib.loads((pack / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    metadata = pack / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    metadata.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (metadata / "METADATA").write_text(head, encoding="utf-8")
    lines = [
        line
        for group, entries in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{key} = {value}" for key, value in entries.items()))
    ]
    (metadata / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    return os.environ | {"PYTHONPATH": str(pack)}


def python(
    arguments: list[str], cwd: Path, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_rule_of_the_repository(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("HL299", "light-odd") == 0
    written = [
        "rules/light_odd.py",
        "fixtures/HL299-light-odd/case.toml",
        "tests/rules/test_light_odd.py",
    ]
    assert [line for line in capsys.readouterr().out.splitlines() if "written" in line] == [
        f"written: {name}" for name in written
    ]
    assert all((repository / name).is_file() for name in written)
    case = tomllib.loads((repository / written[1]).read_text(encoding="utf-8"))
    assert case["rule"] == "HL299"
    assert {entry["status"] for entry in case["case"]} == {"pass", "fail"}
    test = (repository / written[2]).read_text(encoding="utf-8")
    assert "from headshot_lint_rules.light_odd import LightOdd" in test


def test_rule_on_sets_of_the_repository(repository: Path) -> None:
    assert start("HL899", "light-odd") == 0
    module = (repository / "rules/light_odd.py").read_text(encoding="utf-8")
    assert "class LightOdd(SetRule[TeamLimits]):" in module
    assert "category = Category.TEAM" in module
    case = tomllib.loads((repository / "fixtures/HL899-light-odd/case.toml").read_text("utf-8"))
    assert case["rule"] == "HL899"
    assert {entry["status"] for entry in case["set"]} == {"pass", "fail"}


@pytest.mark.parametrize("code", ["HL299", "HL899"])
@pytest.mark.parametrize("template", ["rules/light_odd.py", "tests/rules/test_light_odd.py"])
def test_what_is_written_obeys_the_house_style(repository: Path, code: str, template: str) -> None:
    pytest.importorskip("ruff", reason="the group `lint` is not installed")
    assert start(code, "light-odd") == 0
    for check in (["check"], ["format", "--check"]):
        unsaid = ["--ignore", "D400,D415"] if check == ["check"] else []  # the sentence to write
        command = ["ruff", *check, *unsaid, "--config", str(ROOT / "pyproject.toml"), template]
        done = python(command, repository, dict(os.environ))
        assert done.returncode == 0, done.stdout + done.stderr


def test_rule_of_a_pack_runs(pack: Path) -> None:
    judged = ["--preview", "--select", "ACME299", "--output-format", "json"]
    photos = [str(PICTURE), str(THUMBNAIL)]
    command = ["headshot_lint", "check", "--isolated", *judged, *photos]
    done = python(command, pack, installed(pack))
    assert done.returncode == 0, done.stderr
    results = {
        photo["path"]: result["status"]
        for photo in json.loads(done.stdout)["photos"]
        for result in photo["results"]
        if result["name"] == "light-odd"
    }
    assert results == {str(PICTURE): "pass", str(THUMBNAIL): "fail"}


def test_tests_of_a_pack_say_what_is_left(pack: Path) -> None:
    env = installed(pack)
    command = ["pytest", "-q", "-p", "no:cacheprovider"]
    left = python(command, pack, env).stdout
    assert "the first line is a sentence that says what is wrong" in left
    assert "each picture is a case, and is there" in left
    assert "test_the_limit_itself_passes" not in left

    module = pack / "acme_rules/light_odd.py"
    text = module.read_text(encoding="utf-8").replace("in the photo\n", "in the photo.\n", 1)
    for heading in ("Why it matters", "How it is measured", "Known limits", "References"):
        text = text.replace(f"## {heading}\n", f"## {heading}\n    Said.\n")
    module.write_text(text, encoding="utf-8")
    folder = pack / "fixtures/ACME299-light-odd"
    shutil.copyfile(PICTURE, folder / "good-near.jpg")
    shutil.copyfile(THUMBNAIL, folder / "bad-plain.jpg")
    case = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(case.replace('because = ""', 'because = "Said."'), "utf-8")
    done = python(command, pack, env)
    assert done.returncode == 0, done.stdout


def test_rule_on_sets_of_a_pack(pack: Path) -> None:
    """A pack of which the second rule compares photos: it runs, and its sets are held to it."""
    assert start("ACME899", "size-odd", "--pack", str(pack)) == 0
    shutil.rmtree(pack / "fixtures/ACME299-light-odd")
    for name in ("acme_rules/light_odd.py", "tests/test_light_odd.py"):
        (pack / name).unlink()
    module = pack / "acme_rules/size_odd.py"
    text = module.read_text(encoding="utf-8").replace("team's others\n", "team's others.\n", 1)
    for heading in ("Why it matters", "How it is measured", "Known limits", "References"):
        text = text.replace(f"## {heading}\n", f"## {heading}\n    Said.\n")
    module.write_text(text, encoding="utf-8")
    folder = pack / "fixtures/ACME899-size-odd"
    for name in ("one", "two", "three", "four", "five"):
        shutil.copyfile(PICTURE, folder / f"{name}.jpg")
    shutil.copyfile(THUMBNAIL, folder / "odd.jpg")
    case = (
        (folder / "case.toml")
        .read_text(encoding="utf-8")
        .replace('because = ""', 'because = "Said."')
    )
    (folder / "case.toml").write_text(case.replace('[["odd.jpg"]]', '[["one.jpg"]]'), "utf-8")
    done = python(["pytest", "-q", "-p", "no:cacheprovider"], pack, installed(pack))
    assert "[['odd.jpg']] == [['one.jpg']]" in done.stdout, done.stdout
    assert "1 failed" in done.stdout


def test_second_rule_of_a_pack(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = (pack / "pyproject.toml").read_bytes()
    assert start("ACME298", "light-strange", "--pack", str(pack)) == 0
    assert "acme_rules/light_strange.py" in capsys.readouterr().out
    assert (pack / "acme_rules/light_strange.py").is_file()
    assert (pack / "pyproject.toml").read_bytes() == kept


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("HL203", "light-odd", "HL203 is taken by uneven-light"),
        ("HL299", "uneven-light", "'uneven-light' is taken by HL203"),
        ("HL299", "lighting", "selects a group"),
        ("HL299", "Light_odd", "no name of a rule"),
        ("HL299", "light--odd", "no name of a rule"),
        ("hl299", "light-odd", "no code of a rule"),
        ("HL29", "light-odd", "no code of a rule"),
        ("HL999", "light-odd", "no code of a rule"),
        ("ACME299", "light-odd", "--pack DIR"),
    ],
)
def test_wrong_codes_and_names_are_refused(
    repository: Path, capsys: pytest.CaptureFixture[str], code: str, name: str, said: str
) -> None:
    before = sorted(repository.rglob("*"))
    assert start(code, name) == 2
    assert said in capsys.readouterr().err
    assert sorted(repository.rglob("*")) == before


@pytest.mark.parametrize(
    ("code", "folder", "said"),
    [
        ("HL299", "acme-rules", "headshot-lint's own"),
        ("ACME299", "2 rules!", "makes no name of a package"),
        ("ACME299", "pytest", "there is a package"),
    ],
)
def test_wrong_packs_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, folder: str, said: str
) -> None:
    assert start(code, "light-odd", "--pack", str(tmp_path / folder)) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_over(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("ACME297", "light-odd", "--pack", str(pack)) == 2
    assert "is there already" in capsys.readouterr().err
    assert start("ACME299", "light-strange", "--pack", str(pack)) == 2
    assert "ACME299 is taken" in capsys.readouterr().err


def test_projects_of_others_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert start("HL299", "light-odd") == 2
    assert "no copy of headshot-lint's repository" in capsys.readouterr().err
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "else"\n', encoding="utf-8")
    assert start("ACME299", "light-odd", "--pack", ".") == 2
    assert "declares no package of rules" in capsys.readouterr().err
