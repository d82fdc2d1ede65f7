"""Facts as lines of JSON and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from headshot_lint.model.facts import Facts
from headshot_lint.model.verdict import Missing

Line = str
_MISSING = "missing "

PICTURES = frozenset({"fingerprint"})
"""Facts that are pictures of somebody, however small: these are measured each time."""


@cache
def fact_types() -> Mapping[str, type]:
    """The class of every fact by its name."""
    properties = {name: fact for name, fact in vars(Facts).items() if isinstance(fact, property)}
    return {name: get_type_hints(fact.fget)["return"] for name, fact in properties.items()}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(fact_types()[name])


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
        return line if repr(decode(name, line)) == repr(fact) else None
    except (TypeError, ValueError):
        return None


def decode(name: str, line: Line) -> object:
    """Return the fact, or the `Missing`, that `encode` wrote.

    Raises:
        ValueError: the line holds no such fact.
    """
    if line.startswith(_MISSING):
        reason = json.loads(line.removeprefix(_MISSING))
        if not isinstance(reason, str):
            raise ValueError(f"no reason why {name} is missing: {reason!r}")
        return Missing(reason)
    try:
        return _adapter(name).validate_json(line, strict=True)
    except ValidationError as error:
        raise ValueError(f"no {name}: {error}") from error
