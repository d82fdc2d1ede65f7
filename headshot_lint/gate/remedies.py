"""What to change after a rule has failed: pure edits of the parameters.

A remedy sees the parameters that the job began with, the finding, and the level: how many attempts
the rule has failed in. It never sees its own earlier work, so that nothing compounds, and every
remedy is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.words import Change, Finding, Params

Takes = frozenset[str]
"""Names of the parameters that a generator takes. Three of them mean more than a name: `*` stands
for all others; without `seed` draws cannot be repeated; `instructions` says that the prompt is read
as prose, so that it may say what to avoid."""

MOST_ADDED_CHARACTERS = 320
"""What advice may add to a prompt: CLIP, which most diffusion models read with, cuts off after 77
tokens, of about four letters each."""


class Remedy(Protocol):
    """An edit of parameters."""

    @property
    def name(self) -> str:
        """What the journal calls it; free of words that could be personal."""
        ...

    def __call__(self, params: Params, finding: Finding, level: int, takes: Takes) -> Params:
        """Return the parameters to try next; `level` counts from 1."""
        ...


@dataclass(frozen=True)
class _Edit:
    name: str
    edit: Callable[[Params, Finding, int, Takes], Params]

    def __call__(self, params: Params, finding: Finding, level: int, takes: Takes) -> Params:
        return self.edit(params, finding, level, takes)


def advice() -> Remedy:
    """Tell the generator what the failed rule advises: one word more to add and to avoid a level.

    Words to avoid go into `negative_prompt`; where there is none they go into a prompt that is read
    as prose, and are left out of others, which would paint what they are told to avoid.
    """

    def edit(params: Params, finding: Finding, level: int, takes: Takes) -> Params:
        told = _with_words(params, "prompt", finding.add[:level])
        if _has(takes, "negative_prompt", params):
            return _with_words(told, "negative_prompt", finding.avoid[:level])
        if "instructions" in takes and finding.avoid:
            return _with_words(told, "prompt", [f"avoid {word}" for word in finding.avoid[:level]])
        return told

    return _Edit("advice", edit)


def add_prompt(*words: str) -> Remedy:
    """Add words to the prompt, one more a level."""
    return _Edit(
        f"add_prompt({len(words)})", lambda p, _f, n, _t: _with_words(p, "prompt", words[:n])
    )


def add_negative(*words: str) -> Remedy:
    """Add words to the negative prompt, one more a level; in prose, `avoid` them in the prompt."""

    def edit(params: Params, finding: Finding, level: int, takes: Takes) -> Params:
        told = Finding(finding.code, avoid=words)
        return advice()(params, told, level, takes)

    return _Edit(f"add_negative({len(words)})", edit)


def replace_prompt(old: str, new: str) -> Remedy:
    """Replace a text in the prompt."""

    def edit(params: Params, _finding: Finding, _level: int, _takes: Takes) -> Params:
        prompt = params.get("prompt")
        if not isinstance(prompt, str) or old not in prompt:
            return params
        return {**params, "prompt": prompt.replace(old, new)}

    return _Edit("replace_prompt", edit)


def scale(
    name: str, factor: float, *, low: float | None = None, high: float | None = None
) -> Remedy:
    """Multiply a parameter by `factor` to the power of the level, within bounds.

    Raises:
        GateError: there is no bound on the side that it grows or shrinks towards.
    """
    if factor <= 0 or factor == 1:
        raise GateError(f"scale({name!r}, {factor}) does not scale", "a factor above 0, not 1")
    if (high if factor > 1 else low) is None:
        side = "high" if factor > 1 else "low"
        raise GateError(f"scale({name!r}, {factor}) has no bound", f"say {side}=")

    def edit(params: Params, _finding: Finding, level: int, _takes: Takes) -> Params:
        value = params.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return params
        scaled = value * factor**level
        scaled = scaled if low is None else max(low, scaled)
        scaled = scaled if high is None else min(high, scaled)
        return {**params, name: round(scaled) if isinstance(value, int) else scaled}

    return _Edit(f"scale({name})", edit)


def set_to(name: str, *values: Any) -> Remedy:
    """Set a parameter to the first value, at the next level to the second, and so on.

    Raises:
        GateError: no value is given.
    """
    if not values:
        raise GateError(f"set_to({name!r}) has no values")

    def edit(params: Params, _finding: Finding, level: int, takes: Takes) -> Params:
        if not _has(takes, name, params) and "*" not in takes:
            return params
        return {**params, name: values[min(level, len(values)) - 1]}

    return _Edit(f"set_to({name})", edit)


def custom(name: str, edit: Callable[[Params, Finding, int], Params]) -> Remedy:
    """A remedy of your own: parameters, finding and level in, parameters out."""
    return _Edit(name, lambda params, finding, level, _takes: edit(params, finding, level))


DEFAULT_REMEDIES: Mapping[str, Sequence[Remedy]] = {"ALL": (advice(),)}


def remedied(
    original: Params,
    failed: Sequence[tuple[Finding, int]],
    remedies_of: Callable[[Finding], Sequence[Remedy]],
    takes: Takes,
) -> tuple[dict[str, Any], tuple[Change, ...]]:
    """Apply the remedies of all rules that failed so far to the original parameters.

    Args:
        original: the parameters that the job began with.
        failed: findings with their levels.
        remedies_of: the remedies of a finding.
        takes: the parameters that the generator takes.
    """
    params: Params = original
    changes: list[Change] = []
    for finding, level in sorted(failed, key=lambda each: (-each[1], each[0].code)):
        for remedy in remedies_of(finding):
            edited = remedy(params, finding, level, takes)
            if dict(edited) != dict(params) and _fits(original, edited):
                params = edited
                changes.append(Change(finding.code, remedy.name, level))
    return dict(params), tuple(changes)


def _fits(original: Params, edited: Params) -> bool:
    """Whether the prompts have not outgrown what a generator reads."""
    grown = (
        len(text) - len(original.get(name) or "")
        for name in ("prompt", "negative_prompt")
        if isinstance(text := edited.get(name), str)
    )
    return all(characters <= MOST_ADDED_CHARACTERS for characters in grown)


def _has(takes: Takes, name: str, params: Params) -> bool:
    """Whether a generator surely takes a parameter: `*` alone promises nothing."""
    return name in takes or ("*" in takes and name in params)


def _with_words(params: Params, name: str, words: Sequence[str]) -> Params:
    """Add the words that a text does not have yet; what is no text is left alone."""
    text = params.get(name)
    if not (isinstance(text, str) or (text is None and name == "negative_prompt")):
        return params
    known = (text or "").casefold()
    new = [word for word in words if word.casefold() not in known]
    if not new:
        return params
    return {**params, name: ", ".join([*([text.rstrip(" ,")] if text else []), *new])}
