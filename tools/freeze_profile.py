"""Keep a profile's edition before the next one changes it: `python tools/freeze_profile.py NAME`.

Writes `profiles/NAME@EDITION.toml` with every setting written out, so that neither the profile that
it extends nor a rule's own default can change it later. Then raise `edition` in `NAME.toml`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from headshot_lint.engine.profile import Profile, RulePlan, load_profile

FOLDER = Path(__file__).parent.parent / "headshot_lint/data/profiles"


def freeze(profile: Profile) -> str:
    """Return the profile as a file that extends nothing."""
    head = {
        "name": profile.name,
        "edition": profile.edition,
        "frozen": True,
        "title": profile.title,
        "description": profile.description,
        "shape": profile.shape,
        "display_px": profile.display_px,
    }
    parts = [
        _table(head),
        "[categories]\n" + _table({str(key): weight for key, weight in profile.categories.items()}),
    ]
    parts += [_rule(plan) for plan in profile.plans.values()]
    return "\n".join(parts)


def _rule(plan: RulePlan) -> str:
    options = plan.rule.options
    settings: dict[str, object] = {"severity": plan.severity or "off", "points": plan.points}
    settings |= {info.name: getattr(options, info.name) for info in options.describe()}
    if plan.source:
        settings["source"] = plan.source
    checked = f"checked = {plan.checked.isoformat()}\n" if plan.checked else ""
    return f"[rules.{plan.rule.name}]\n{_table(settings)}{checked}"


def _table(settings: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in settings.items())


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # JSON's texts, numbers and truth values are TOML's.
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write the file, unless it is there: an edition is written once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    profile = load_profile(parser.parse_args().name)
    file = FOLDER / f"{profile.label}.toml"
    if file.exists():
        sys.exit(f"{file} exists: {profile.label} is frozen; raise the edition in the profile")
    file.write_text(freeze(profile), encoding="utf-8")
    print(f"written: {file}")


if __name__ == "__main__":
    main()
