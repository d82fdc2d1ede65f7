"""The seed of each draw, from the seed of the job and the number of the draw alone.

Nothing else goes in, so that a job that was broken off goes on with the seeds of an unbroken one.
"""

from __future__ import annotations

import hashlib
import operator
import secrets
from collections.abc import Callable
from typing import Literal

from headshot_lint.gate.errors import GateError

Seeds = Literal["derive", "increment", "fixed"] | Callable[[int], int]
SEED_BITS = 32
"""What every generator takes: torch and ComfyUI take 64 bits, A1111 and numpy's legacy seeds 32."""


def fresh_seed() -> int:
    """A seed for a job that was given none."""
    return secrets.randbits(SEED_BITS)


def derive(base: int, index: int) -> int:
    """A seed that looks unrelated to its neighbours: BLAKE2b (RFC 7693) of base and index."""
    digest = hashlib.blake2b(f"{base}:{index}".encode(), digest_size=SEED_BITS // 8).digest()
    return int.from_bytes(digest, "big")


def seed_of(policy: Seeds, base: int, index: int) -> int:
    """Return the seed of draw `index`.

    Raises:
        GateError: there is no such policy.
    """
    if policy == "derive":
        return derive(base, index)
    if policy == "increment":
        return (base + index) % (1 << SEED_BITS)
    if policy == "fixed":
        return base
    if callable(policy):
        return operator.index(policy(index))
    raise GateError(f"there are no seeds {policy!r}", "derive, increment, fixed or a function")
