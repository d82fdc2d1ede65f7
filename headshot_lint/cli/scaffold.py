"""The files that a new rule starts from, in this repository or in a pack of one's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from string import Template

from headshot_lint import __version__
from headshot_lint.engine.registry import GROUP, load_rules
from headshot_lint.engine.select import selector_names
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.verdict import Category

OWN_LETTERS = "HL"
OWN_PROJECT = "headshot-lint"
_SEVERAL = 3
_CATEGORIES = tuple(Category)

_OWN_PICTURES = (
    "A recipe in tools/fixture_recipes_*.py makes each from a picture named in\n"
    "# fixtures/SOURCES.toml; nobody's photo is taken without its licence."
)
_PACK_PICTURES = "Say here whose pictures they are, and under which licence."


@dataclass(frozen=True)
class NewRule:
    """A rule that is to be started.

    Attributes:
        code: letters of the pack and three digits, the first of which is the category.
        name: what is wrong, words joined by hyphens.
        category: the group of the rule.
    """

    code: str
    name: str
    category: Category

    @property
    def on_sets(self) -> bool:
        """Whether it compares the photos of a team; its category says so."""
        return self.category is Category.TEAM

    @property
    def templates(self) -> tuple[str, str, str]:
        """Those of its module, its pictures and its test."""
        if self.on_sets:
            return "set_rule.py", "set_case.toml", "test_set_rule.py"
        return "rule.py", "case.toml", "test_rule.py"

    @property
    def module(self) -> str:
        """The name of its module."""
        return self.name.replace("-", "_")

    @property
    def class_name(self) -> str:
        """The name of its class."""
        return self.name.title().replace("-", "")

    @property
    def folder(self) -> str:
        """The name of its folder of pictures."""
        return f"{self.code}-{self.name}"


def new_rule(code: str, name: str, *, of_a_pack: bool) -> NewRule:
    """Return the rule to start.

    Raises:
        HeadshotLintError: code or name are malformed or taken.
    """
    if not re.fullmatch(r"[A-Z]{2,}[0-8]\d\d", code):
        raise HeadshotLintError(
            f"{code!r} is no code of a rule",
            hint="write two or more capitals and three digits; the first digit is the category: "
            + ", ".join(f"{digit} {category}" for digit, category in enumerate(_CATEGORIES)),
        )
    if code[:-3] == OWN_LETTERS and of_a_pack:
        raise HeadshotLintError(
            f"codes {OWN_LETTERS} are headshot-lint's own", hint="take other letters for your pack"
        )
    if code[:-3] != OWN_LETTERS and not of_a_pack:
        raise HeadshotLintError(
            f"rules of this repository have codes {OWN_LETTERS}, not {code[:-3]}",
            hint="--pack DIR starts a rule in a pack of your own",
        )
    if not re.fullmatch(r"[a-z]{2,}(-[a-z][a-z0-9]*)*", name):
        raise HeadshotLintError(
            f"{name!r} is no name of a rule",
            hint="write what is wrong in the photo in lower case, words joined by hyphens: "
            "head-tilted",
        )
    _refuse_taken(code, name)
    return NewRule(code, name, _CATEGORIES[int(code[-3])])


def _refuse_taken(code: str, name: str) -> None:
    rules = load_rules()
    if code in rules:
        free = _free_codes(code, rules)
        raise HeadshotLintError(f"{code} is taken by {rules[code].name}", hint=f"free: {free}")
    taken = {rule.name: rule.code for rule in rules.values()}
    if name in taken:
        raise HeadshotLintError(f"{name!r} is taken by {taken[name]}", hint="take another name")
    if name.upper() in {selector.upper() for selector in selector_names(rules)}:
        raise HeadshotLintError(
            f"{name!r} selects a group of rules already", hint="take another name"
        )


def _free_codes(code: str, taken: Iterable[str]) -> str:
    group = code[:-2]
    free = sorted({f"{group}{i:02}" for i in range(1, 100)} - set(taken))
    last = max(known for known in taken if known.startswith(group))
    return ", ".join([later for later in free if later > last][:_SEVERAL] or free[:_SEVERAL])


def files_here(rule: NewRule, root: Path) -> dict[Path, str]:
    """The files of a rule of this repository, by path.

    Raises:
        HeadshotLintError: `root` is no copy of the repository.
    """
    if _project(root).get("name") != OWN_PROJECT or not (root / "rules").is_dir():
        raise HeadshotLintError(
            f"{root} is no copy of headshot-lint's repository",
            hint="run it there, or start a pack of your own with --pack DIR",
        )
    _refuse_started(rule, root)
    words = _words(rule, module=f"headshot_lint_rules.{rule.module}", pictures=_OWN_PICTURES)
    module, pictures, test = rule.templates
    return {
        root / f"rules/{rule.module}.py": _filled(module, words),
        root / f"fixtures/{rule.folder}/case.toml": _filled(pictures, words),
        root / f"tests/rules/test_{rule.module}.py": _filled(test, words),
    }


def files_of_pack(rule: NewRule, root: Path) -> dict[Path, str]:
    """The files of a rule of a pack, and those of the pack itself where it is new.

    Raises:
        HeadshotLintError: `root` is another project's, or its name makes no package.
    """
    is_new = not (root / "pyproject.toml").exists()
    package = _new_package(root) if is_new else _package_of(root)
    _refuse_started(rule, root)
    words = _words(rule, module=f"{package}.{rule.module}", pictures=_PACK_PICTURES)
    words |= {"package": package, "project": package.replace("_", "-"), "version": __version__}
    module, pictures, test = rule.templates
    wanted = {
        root / f"{package}/{rule.module}.py": module,
        root / f"fixtures/{rule.folder}/case.toml": pictures,
        root / f"tests/test_{rule.module}.py": test,
    }
    if is_new:
        wanted |= {
            root / "pyproject.toml": "pack_pyproject.toml",
            root / "README.md": "pack_readme.md",
            root / f"{package}/__init__.py": "pack_init.py",
            root / "tests/test_contract.py": "pack_test_contract.py",
        }
    return {path: _filled(template, words) for path, template in wanted.items()}


def _refuse_started(rule: NewRule, root: Path) -> None:
    """Refuse a code whose rule is started but not installed."""
    for folder in (root / "fixtures").glob(f"{rule.code}-*"):
        raise HeadshotLintError(
            f"{rule.code} is taken: {folder.relative_to(root)} is there", hint="take another code"
        )


def _new_package(root: Path) -> str:
    package = root.name.lower().replace("-", "_")
    if find_spec(package) is not None:
        raise HeadshotLintError(
            f"there is a package {package!r} already",
            hint="give the folder of the pack another name",
        )
    if not re.fullmatch(r"[a-z][a-z0-9_]*", package):
        raise HeadshotLintError(
            f"{root.name!r} makes no name of a package",
            hint="name the folder in letters, digits and hyphens: acme-headshot-rules",
        )
    return package


def _package_of(root: Path) -> str:
    """The package in which a pack declares its rules to be."""
    groups = _project(root).get("entry-points", {})
    declared = groups.get(GROUP, {}) if isinstance(groups, dict) else {}
    for package in declared.values():
        for folder in (root, root / "src"):
            place = folder / str(package).replace(".", "/")
            if place.is_dir():
                return str(place.relative_to(root)).replace("/", ".")
    raise HeadshotLintError(
        f"{root / 'pyproject.toml'} declares no package of rules that is there",
        hint=f'write [project.entry-points."{GROUP}"] and below it: my_rules = "my_rules"',
    )


def _project(root: Path) -> Mapping[str, object]:
    try:
        table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    project: Mapping[str, object] = table.get("project", {})
    return project


def _words(rule: NewRule, *, module: str, pictures: str) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule.name,
        "class_name": rule.class_name,
        "category": rule.category.name,
        "module": module,
        "pictures": pictures,
        "team": " --team" if rule.on_sets else "",
    }


def _filled(template: str, words: Mapping[str, str]) -> str:
    source = files("headshot_lint.data") / "templates" / f"{template}.tmpl"
    return Template(source.read_text(encoding="utf-8")).substitute(words)
