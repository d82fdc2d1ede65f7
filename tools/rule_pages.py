"""The rule table and one page a rule, from docstrings, declarations, profiles and fixtures."""

from __future__ import annotations

import os
import re
from pathlib import Path

from config_reference import toml
from fixture_cases import Shown, examples, first_case
from PIL import Image
from shipped import ROOT, own_profiles, own_rules

from headshot_lint.cli.settings import is_changed, level, shown
from headshot_lint.engine.judge import UNREADABLE
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.registry import AnyRule
from headshot_lint.engine.rule_page import RulePage
from headshot_lint.model.options import Limits, OptionInfo
from headshot_lint.model.rule import SetRule
from headshot_lint.model.verdict import Category

RULES = ROOT / "docs/rules"
TABLE = ROOT / "docs/rules.md"
_SHOWN_BY_BROWSERS = {".jpg", ".png", ".webp", ".gif"}


def file_name(rule: type[AnyRule]) -> str:
    """The name of a rule's page, which is that of its folder of pictures."""
    return f"{rule.code}-{rule.name}.md"


_TABLE_HEAD = """<!-- Written by tools/generate.py. -->

# Rules

Each page has the reasons, the method and its limits, the options and a pair of pictures;
`headshot-lint rule CODE` prints the same in a terminal. Severities are those of the profile
`corporate`; *off* is a rule that a profile or a house style switches on."""


def rule_table() -> str:
    """All rules, group by group."""
    lines = [_TABLE_HEAD]
    for digit, category in enumerate(Category):
        rules = [rule for rule in own_rules().values() if rule.category is category]
        lines += [
            "",
            f"## HL{digit} {category}",
            "",
            "| code | name | severity | what it says |",
            "|---|---|---|---|",
            *map(_row, rules),
        ]
    return "\n".join(lines) + "\n"


def _row(rule: type[AnyRule]) -> str:
    link = f"[{rule.name}](rules/{file_name(rule)})"
    return f"| {rule.code} | {link} | {rule.severity or 'off'} | {RulePage.of(rule).summary} |"


def rule_pages() -> dict[Path, str]:
    """One page a rule, by path."""
    return {RULES / file_name(rule): _page(rule) for rule in own_rules().values()}


def _page(rule: type[AnyRule]) -> str:
    page = RulePage.of(rule)
    parts = [
        f"<!-- Written by tools/generate.py from {_source(rule)}. -->\n\n# {rule.code} {rule.name}",
        page.summary,
        _traits(rule),
        _pictures(rule),
        _example(rule),
        _linked(page.body, rule),
        _options(rule),
        _profiles(rule),
        _silencing(rule),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _source(rule: type[AnyRule]) -> str:
    return f"rules/{rule.__module__.rpartition('.')[2]}.py"


def _traits(rule: type[AnyRule]) -> str:
    traits = [
        f"**{rule.severity or 'off'}** by default",
        f"category {rule.category}",
        f"{rule.points:g} points",
        f"since {rule.since}",
    ]
    if rule.unit:
        traits.insert(3, f"measured in {rule.unit}")
    if rule.preview:
        traits.append("in preview")
    return " · ".join(traits)


def _pictures(rule: type[AnyRule]) -> str:
    """A good and a bad picture side by side; a set has all its pictures in one cell."""
    cells, words = [], []
    for status in ("pass", "fail"):
        case = first_case(rule, status)
        found = {name for names in case.told for name in names}
        if status == "fail" and not issubclass(rule, SetRule):
            found = {path.name for path in case.photos}
        cells.append(" ".join(_picture(path, found=path.name in found) for path in case.photos))
        words.append(case.because + _by_what(case))
    return "\n".join(
        [
            "| passes | is found |",
            "|---|---|",
            f"| {' | '.join(cells)} |",
            f"| {' | '.join(words)} |",
        ]
    )


def _picture(path: Path, *, found: bool) -> str:
    if not path.exists():
        return f"`{path.name}` is missing"
    if path.suffix not in _SHOWN_BY_BROWSERS or not _opens(path):
        return f"`{path.name}`, which browsers do not show"
    alt = "Is found" if found else "Passes"
    return f"![{alt}: {path.name}]({os.path.relpath(path, RULES).replace(os.sep, '/')})"


def _opens(path: Path) -> bool:
    try:
        with Image.open(path) as image:
            image.load()
    except OSError:
        return False
    return True


def _by_what(case: Shown) -> str:
    """The profile and the options that a case sets, where they are not the default's."""
    said = [f"profile `{case.profile}`"] if case.profile != "corporate" else []
    said += [f"`{name} = {toml(value)}`" for name, value in case.options.items()]
    if case.roster:
        said.append(f"roster `{case.roster.name}`")
    said += [f"`{name}`" for names in case.told for name in names]
    return f" ({', '.join(said)})" if said else ""


def _example(rule: type[AnyRule]) -> str:
    said = examples().get(rule.code)
    if said is None:
        return ""
    what = "this set" if issubclass(rule, SetRule) else "the picture on the right"
    lines = [f"Of {what} it says:", "", f"> {said.message}"]
    if said.advice:
        lines += [">", f"> → {said.advice}"]
    return "\n".join(lines)


def _linked(body: str, rule: type[AnyRule]) -> str:
    """The sections, with links on the rules and documents that they name; code stays as it is."""
    rules = own_rules()

    def link(match: re.Match[str]) -> str:
        if name := match["document"]:
            return f"[{name}](../{name}.md)"
        other = rules.get(match[0])
        if other is None or other is rule:
            return match[0]
        return f"[{match[0]}]({file_name(other)})"

    return re.sub(r"`[^`]*`|\bHL\d{3}\b|\bdocs/(?P<document>[\w-]+)\.md", link, body)


def _options(rule: type[AnyRule]) -> str:
    rows = [
        f"| `{info.name}` | {_default(info)} | {_range(info)} | {info.doc} |"
        for info in rule.Options.describe()
    ]
    if not rows:
        return "## Options\n\nNone."
    table = ["| option | default | range | meaning |", "|---|---|---|---|", *rows]
    ramp = (
        "The score is 100 at `best`, 50 at `limit` and 0 at `worst`, straight between; beyond "
        "`limit` the rule fails.\n\n"
    )
    return f"## Options\n\n{ramp if issubclass(rule.Options, Limits) else ''}" + "\n".join(table)


def _default(info: OptionInfo) -> str:
    return f"`{toml(info.default)}`" + (f" {info.unit}" if info.unit else "")


def _range(info: OptionInfo) -> str:
    if info.low is None and info.high is None:
        return ""
    if info.high is None:
        return f"from {info.low:,g}"
    return f"to {info.high:,g}" if info.low is None else f"{info.low:,g} to {info.high:,g}"


def _profiles(rule: type[AnyRule]) -> str:
    """What each profile makes of the rule that judges otherwise than the rule by itself."""
    rows = []
    for name in own_profiles():
        plan = load_profile(name).plans[rule.code]
        if not is_changed(plan):
            continue
        options = ", ".join(
            f"`{info.name}` {shown(getattr(plan.rule.options, info.name))}"
            for info in plan.rule.options.describe()
            if getattr(plan.rule.options, info.name) != info.default
        )
        link = f"[{name}](../profiles/{name}.md)"
        rows.append(f"| {link} | {level(plan)} | {plan.points:g} | {options} | {plan.source} |")
    if not rows:
        return "## In the profiles\n\nAll profiles judge by the defaults."
    head = ["| profile | severity | points | options | source |", "|---|---|---|---|---|"]
    return (
        "## In the profiles\n\nThese judge otherwise than by the defaults above:\n\n"
        + "\n".join([*head, *rows])
    )


def _silencing(rule: type[AnyRule]) -> str:
    if rule.code == UNREADABLE:
        return (
            "## How to silence it\n\nIt cannot be silenced: a photo that nobody saw must not pass. "
            "`exclude` leaves a file out of what is judged."
        )
    if rule.severity is None or rule.preview:
        return (
            "## How to switch it on\n\n```toml\n# headshot-lint.toml\n"
            f"{'preview = true' + chr(10) if rule.preview else ''}"
            f'extend-select = ["{rule.name}"]\n```'
        )
    some = "" if issubclass(rule, SetRule) else _SOME.format(name=rule.name)
    text = _SILENCING.format(name=rule.name, some=some)
    return f"## How to silence it\n\n{text}"


_SOME = """
[[overrides]]                          # not for these photos
paths = ["team/founders/**"]
ignore = ["{name}"]
"""

_SILENCING = """```toml
# headshot-lint.toml
ignore = ["{name}"]
{some}
[severity]
{name} = "hint"                 # or: said, and of no consequence
```

`--ignore {name}` does it for one run; a finding that stays, with a reason and a date, is
[waived](../configuration.md#findings-that-are-waived)."""
