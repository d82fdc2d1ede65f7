"""Facts as lines of JSON and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, field, make_dataclass
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from headshot_lint.model import facts
from headshot_lint.model.facts import Facts
from headshot_lint.model.verdict import Missing

Line = str
_MISSING = "missing "

PICTURES = frozenset({"fingerprint"})
"""Facts that are pictures of somebody, however small: these are measured each time."""


@cache
def fact_types() -> Mapping[str, type]:
    """The class of every fact by its name."""
    groups = {name: getattr(facts, name) for name in facts.__all__}
    properties = {name: fact for name, fact in vars(Facts).items() if isinstance(fact, property)}
    return {
        name: get_type_hints(fact.fget, localns=groups)["return"]
        for name, fact in properties.items()
    }


@cache
def _adapter() -> TypeAdapter[Any]:
    """Reads any number of facts at once, by their names."""
    # None stands for a fact that is not there; no line gives it, for it has the type of none.
    fields = [(name, kind, field(default=None)) for name, kind in fact_types().items()]
    return TypeAdapter(make_dataclass("Known", fields, kw_only=True))


def encode(name: str, fact: object) -> Line | None:
    """Return a fact, or the `Missing` that says why there is none, as one line of text.

    None where the line would not give back the very same fact, or be a picture: such a fact is
    measured each time.
    """
    if name in PICTURES:
        return None
    if isinstance(fact, Missing):
        return _MISSING + json.dumps(fact.reason)
    try:
        line = json.dumps(asdict(fact), allow_nan=False, separators=(",", ":"))  # type: ignore[call-overload]  # facts are dataclasses
        # 1 equals 1.0, and reads otherwise in a message.
        return line if repr(decode({name: line})[name]) == repr(fact) else None
    except (TypeError, ValueError):
        return None


def to_wire(fact: object) -> object:
    """Return a fact as plain data for JSON; unlike a line, it may hold any fact and any number."""
    return asdict(fact)  # type: ignore[call-overload]  # facts are dataclasses


def from_wire(name: str, value: object) -> object:
    """Return the fact that plain data hold.

    Raises:
        ValueError: they hold no such fact.
    """
    read = _adapter().validate_json(json.dumps({name: value}), strict=True)
    return getattr(read, name)


def decode(lines: Mapping[str, Line]) -> dict[str, object]:
    """Return the facts, or the `Missing` in their places, that `encode` wrote, by name.

    Raises:
        ValueError: a line holds no such fact.
    """
    known: dict[str, object] = {}
    present: list[str] = []
    for name, line in lines.items():
        if line.startswith(_MISSING):
            known[name] = _absence(name, line)
        else:
            present.append(f'"{name}":{line}')
    try:
        read = _adapter().validate_json(f"{{{','.join(present)}}}", strict=True)
    except ValidationError as error:
        raise ValueError(f"no such facts: {error}") from error
    return known | {name: fact for name, fact in vars(read).items() if fact is not None}


def _absence(name: str, line: Line) -> Missing:
    reason = json.loads(line.removeprefix(_MISSING))
    if isinstance(reason, str):
        return Missing(reason)
    raise ValueError(f"no reason why {name} is missing: {reason!r}")
