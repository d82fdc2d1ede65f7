"""A rule's view of the facts: those it declared, nothing else."""

from __future__ import annotations

from headshot_lint.model.facts import Facts


class Narrowed:
    """Facts restricted to those that a rule declared; reading another is a programming mistake.

    Args:
        facts: all of them.
        needs: facts that are read now, so that the rule finds them at hand.
        wants: facts that are read when the rule asks for them.

    Raises:
        Missing: the photo does not yield one of `needs`.
    """

    def __init__(self, facts: Facts, needs: tuple[str, ...], wants: tuple[str, ...] = ()) -> None:
        self._facts = facts
        self._wants = wants
        vars(self).update([(need, getattr(facts, need)) for need in needs])

    def __getattr__(self, name: str) -> object:
        if name not in self._wants:
            raise AttributeError(f"fact {name!r} is not among the rule's needs")
        return getattr(self._facts, name)
