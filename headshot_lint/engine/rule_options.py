"""Values of rule options, as profiles and configurations give them: known, typed, in range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError

from headshot_lint.engine.nearest import nearest
from headshot_lint.engine.registry import AnyRule
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.options import OptionInfo, Options

_VALIDATORS: dict[object, TypeAdapter[object]] = {}
"""Kept by type, and ranges looked at apart: building one costs more than reading a profile."""

_HINTS: dict[type[Options], Mapping[str, Any]] = {}


def make_options(rule: type[AnyRule], given: Mapping[str, object], where: object) -> Options:
    """Return the rule's options with `given` values in place of the defaults.

    Raises:
        HeadshotLintError: as `change_options`.
    """
    return change_options(rule, rule.Options(), given, where)


def change_options(
    rule: type[AnyRule], base: Options, given: Mapping[str, object], where: object
) -> Options:
    """Return `base` with `given` values set.

    Raises:
        HeadshotLintError: an unknown option, a value of the wrong type or out of range, or values
            that do not go together; `where` names the origin in the message.
    """
    if not given:
        return base
    values = {key: check_option(rule, key, value, where) for key, value in given.items()}
    try:
        return base.changed(values)
    except ValueError as problem:
        raise HeadshotLintError(f"{where}: {rule.code} {rule.name}: {problem}") from problem


def check_option(rule: type[AnyRule], key: str, value: object, where: object) -> object:
    """Return one value as the option's type.

    Raises:
        HeadshotLintError: an unknown option, or a value of the wrong type or out of range.
    """
    info = next((info for info in rule.Options.describe() if info.name == key), None)
    if info is None:
        known = [info.name for info in rule.Options.describe()]
        raise HeadshotLintError(
            f"{where}: {rule.code} {rule.name} has no option {key!r}",
            hint=nearest(key, known) if known else "the rule has no options",
        )
    try:
        checked = _validator(_hints(rule)[key]).validate_python(value)
        _require_range(checked, info)
    except ValueError as error:  # pydantic's are, too
        problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
        raise HeadshotLintError(
            f"{where}: {rule.code} option {key!r}: {problem}, not {value!r}"
        ) from error
    return checked


def option_type(rule: type[AnyRule], info: OptionInfo) -> Any:
    """The type of one option, with its range where it has one."""
    hint = _hints(rule)[info.name]
    if info.low is None and info.high is None:
        return hint
    return Annotated[hint, Field(ge=info.low, le=info.high)]


def _validator(hint: Any) -> TypeAdapter[object]:
    if hint not in _VALIDATORS:
        _VALIDATORS[hint] = TypeAdapter[object](hint)
    return _VALIDATORS[hint]


def _require_range(value: object, info: OptionInfo) -> None:
    """Raise `ValueError`, in the words of pydantic, for a number out of the option's range."""
    if not isinstance(value, int | float):
        return
    if info.low is not None and not value >= info.low:
        raise ValueError(f"Input should be greater than or equal to {info.low:.15g}")
    if info.high is not None and not value <= info.high:
        raise ValueError(f"Input should be less than or equal to {info.high:.15g}")


def _hints(rule: type[AnyRule]) -> Mapping[str, Any]:
    if rule.Options not in _HINTS:
        _HINTS[rule.Options] = get_type_hints(rule.Options)
    return _HINTS[rule.Options]
