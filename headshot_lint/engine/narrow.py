"""A rule's view of the facts: those it declared, nothing else."""

from __future__ import annotations

from headshot_lint.model.facts import Facts


class Narrowed:
    """Facts restricted to `needs`; reading another one is a programming mistake."""

    __slots__ = ("_facts", "_needs")

    def __init__(self, facts: Facts, needs: tuple[str, ...]) -> None:
        self._facts = facts
        self._needs = needs

    def __getattr__(self, name: str) -> object:
        if name not in self._needs:
            raise AttributeError(f"fact {name!r} is not among the rule's needs")
        return getattr(self._facts, name)
